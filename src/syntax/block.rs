//! Blocks: the unit of reading. A heading, a call or a labelled line, with the lines that go on with it.
//!
//! What a block says depends on its own text, on how the block before it ended, and on the first line after it;
//! a tracked change that opens in a block and closes in a later line makes those lines part of the block, so that
//! no mark is open where a block begins.

use std::sync::Arc;

use super::aside::{AsideAt, aside_at};
use super::call::read_verb;
use super::head::{read_enacting, read_heading};
use super::item::{Content, Item, ItemKind, ProposalLine, Residue, ResidueKind};
use super::label::{LabelStyle, RawLabel, read_line_label};
use super::language::Language;
use super::line::{
    Before, BeforeKind, Ending, Starter, before_kind, content_start, ending, plain_begins, set_off, starter,
};
use super::read_edition::read_history;
use super::reference::continues_reference;
use super::scan::scan;
use super::within::IN_SENTENCE;
use crate::text::{Changes, Side, Span, is_mark_opener, line_end, mark_end, offset};

/// A block is cut after this many lines, so that a file of prose is not read anew at every keystroke.
const BLOCK_LINES: usize = 200;

/// A block as it was read. Places count from its start.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Block {
    /// Bytes, with its line ends and the blank lines after it.
    pub len: u32,
    /// Line ends in it.
    pub lines: u32,
    /// What it says as proposed.
    pub proposed: Arc<[Item]>,
    /// What it says in the text in force: the same items where nothing is marked.
    pub base: Arc<[Item]>,
    /// Its tracked changes; empty where nothing is marked.
    pub changes: Changes,
    /// What it leaves behind for the next block.
    pub(super) after: Before,
    /// How far its reading looked beyond its end, in bytes: an edit there may change it.
    pub(super) lookahead: u32,
}

impl Block {
    /// Whether both views read the same.
    pub fn is_unchanged(&self) -> bool {
        self.changes.is_empty()
    }

    /// Whether it is the same block of the same words, be it that it looked farther beyond its end: its items are the same
    /// allocation.
    pub(super) fn has_words_of(&self, other: &Block) -> bool {
        Arc::ptr_eq(&self.proposed, &other.proposed)
    }

    /// What it is, as its first item says.
    pub fn first(&self) -> Option<&Item> {
        self.proposed.first().or_else(|| self.base.first())
    }
}

/// What begins at a line, read when the end of the block before was looked for; `None` where it was not read.
pub(super) type Ahead = Option<Option<Starter>>;

/// Reads the block that begins at `start` of `text`. `whole` says whether the text ends where the file ends;
/// where it does not and reading would look past its end, the answer is `None`: ask again with more text. `ahead` is what
/// reading the block before left for this one, and is left for the one after.
pub(super) fn read_block(text: &str, start: usize, before: Before, whole: bool, ahead: &mut Ahead) -> Option<Block> {
    let mut extent = Extent::find(text, start, before, whole, true, ahead.take())?;
    *ahead = extent.ahead.take();
    let source = &text[start..extent.end];
    // An opener that nothing closes marks nothing, and is said to be open.
    let opens = || memchr::memchr_iter(b'{', source.as_bytes()).any(|at| is_mark_opener(&source.as_bytes()[at..]));
    let changes = if !extent.aside && (extent.marked || opens()) { Changes::read(source) } else { Changes::default() };
    let (base, proposed): (Arc<[Item]>, Arc<[Item]>) = if changes.is_empty() {
        let items: Arc<[Item]> = read_item(source, before, &mut extent).into();
        (items.clone(), items)
    } else {
        (read_view(source, &changes, Side::Base, before), read_view(source, &changes, Side::Proposed, before))
    };
    Some(Block {
        len: offset(extent.end - start),
        lines: line_ends(source),
        base,
        proposed,
        changes,
        after: extent.after,
        lookahead: offset(extent.looked - extent.end),
    })
}

/// Reads one side of a marked text; places are given in the marked text.
pub(super) fn read_view(source: &str, changes: &Changes, side: Side, before: Before) -> Arc<[Item]> {
    let view = changes.view(source, side);
    let mut items = read_items(&view.text, before);
    for item in &mut items {
        item.each_span(&mut |span| *span = view.to_source(*span));
    }
    items.into()
}

/// Where a block ends. In a view there are no marks any more: what looks like one there is text.
struct Extent {
    end: usize,
    /// What begins at its first line, where nothing is marked there.
    first: Option<Starter>,
    /// What begins at the first line after it.
    ahead: Ahead,
    after: Before,
    looked: usize,
    marked: bool,
    /// It is no text: front matter, code, a comment.
    aside: bool,
}

impl Extent {
    fn find(text: &str, start: usize, before: Before, whole: bool, marks: bool, first: Ahead) -> Option<Extent> {
        let complete = |at: usize| (whole || at < text.len()).then_some(at);
        let mut end = complete(line_end(text, start))?;
        let mut looked = end;
        match aside_at(text, start, before == Before::START, whole) {
            AsideAt::No => {}
            AsideAt::Unclosed(at) => looked = looked.max(at),
            AsideAt::NeedsMore => return None,
            AsideAt::Ends(mut end) => {
                while end < text.len() && line_at(text, end).trim().is_empty() {
                    end = complete(line_end(text, end))?;
                }
                complete(line_end(text, end))?;
                // What stands around it goes on as if it were not there.
                return Some(Extent {
                    end,
                    first: None,
                    ahead: None,
                    after: before,
                    looked: line_end(text, end),
                    marked: false,
                    aside: true,
                });
            }
        }
        let mut marked = marks && close_marks(text, start, &mut end, &mut looked, whole)?;
        let mut lines = 1;
        let line = &text[start..end];
        let (mut state, first) = match marked {
            true => (after_marked(line, before), None),
            false => {
                let first = first.unwrap_or_else(|| starter(line, before, line_at(text, end)));
                (after_first(line, first.as_ref(), before), first)
            }
        };
        loop {
            if end >= text.len() {
                return whole.then_some(Extent { end, first, ahead: None, after: state, looked, marked, aside: false });
            }
            let next_end = complete(line_end(text, end))?;
            let line = &text[end..next_end];
            looked = looked.max(next_end);
            if line.trim().is_empty() {
                state.blank = true;
                (end, lines) = (next_end, lines + 1);
                continue;
            }
            match aside_at(text, end, false, whole) {
                AsideAt::No => {}
                AsideAt::Unclosed(at) => looked = looked.max(at),
                AsideAt::NeedsMore => return None,
                AsideAt::Ends(at) => {
                    let looked = looked.max(at);
                    return Some(Extent { end, first, ahead: None, after: state, looked, marked, aside: false });
                }
            }
            let mut part_end = next_end;
            let has_marks = marks && close_marks(text, end, &mut part_end, &mut looked, whole)?;
            let part = &text[end..part_end];
            let following_end = complete(line_end(text, part_end))?;
            looked = looked.max(following_end);
            let (begins, ahead) = begins_block(part, state, &text[part_end..following_end], has_marks);
            if lines >= BLOCK_LINES || begins {
                return Some(Extent { end, first, ahead, after: state, looked, marked, aside: false });
            }
            marked |= has_marks;
            (end, lines) = (part_end, lines + 1);
            if part_end > next_end {
                // A call or a heading may end within its marks.
                let after = after_marked(part, state);
                if after.kind != BeforeKind::Open {
                    state = after;
                    continue;
                }
            }
            // What the view would say differs at most where the line ends in a mark.
            state.ending = ending(part.trim_end_matches(|c: char| "+-~}<".contains(c) || c.is_whitespace()));
            state.blank = false;
            if state.kind == BeforeKind::Bracketed
                && text[start..end].matches('(').count() <= text[start..end].matches(')').count()
            {
                state.kind = BeforeKind::Closed;
            }
        }
    }
}

/// How many lines end in a text.
fn line_ends(text: &str) -> u32 {
    let bytes = text.as_bytes();
    let ends =
        memchr::memchr2_iter(b'\n', b'\r', bytes).filter(|&at| bytes[at] == b'\n' || bytes.get(at + 1) != Some(&b'\n'));
    offset(ends.count())
}

fn line_at(text: &str, at: usize) -> &str {
    &text[at..line_end(text, at)]
}

/// Moves `end` after the lines in which the marks opened between `start` and `end` are closed. Says whether
/// there are any marks.
fn close_marks(text: &str, start: usize, end: &mut usize, looked: &mut usize, whole: bool) -> Option<bool> {
    let bytes = text.as_bytes();
    let mut marked = false;
    let mut at = start;
    while let Some(open) = memchr::memchr(b'{', &bytes[at..*end]).map(|found| at + found) {
        at = open + 1;
        if !is_mark_opener(&bytes[open..]) {
            continue;
        }
        let seen = match mark_end(text, open) {
            Ok(closed) => {
                marked = true;
                at = closed;
                while *end < closed {
                    *end = line_end(text, *end);
                }
                *end
            }
            // What kept it from being closed may be edited away.
            Err(seen) if seen > *looked => line_end(text, seen),
            Err(seen) => seen,
        };
        if !whole && seen >= text.len() {
            return None;
        }
        *looked = (*looked).max(seen);
    }
    Some(marked)
}

/// What the first line of a block leaves behind, by what begins there.
fn after_first(first: &str, starter: Option<&Starter>, before: Before) -> Before {
    let item = starter.map(|starter| first_kind(first, starter));
    let kind = item.as_ref().map_or(BeforeKind::Open, |item| before_kind(item, first));
    let ending = if kind == BeforeKind::Open { ending(first) } else { Ending::Stop };
    let english = item.map_or(before.english, |item| is_english_after(&item, first, before));
    Before { kind, ending, blank: kind == BeforeKind::Nothing, english }
}

/// Whether a text is an English one after an item that begins with some words.
fn is_english_after(item: &ItemKind, words: &str, before: Before) -> bool {
    match item {
        ItemKind::Call(call) => call.key.verb().language == Language::En,
        ItemKind::Enacting(_) => words.trim_start_matches(['*', '_', ' ', '\t']).starts_with("The "),
        // Another text may be of another language.
        ItemKind::Heading(_) | ItemKind::Proposal(_) => false,
        _ => before.english,
    }
}

/// The same of lines with tracked changes: what the last item in them leaves behind.
fn after_marked(first: &str, before: Before) -> Before {
    let changes = Changes::read(first);
    let view = changes.view(first, Side::Proposed).text;
    let view = if view.trim().is_empty() { changes.view(first, Side::Base).text } else { view };
    let items = read_items(&view, before);
    let kind = items.last().map_or(BeforeKind::Open, |item| before_kind(&item.kind, &view[item.span.range()]));
    let ending = if kind == BeforeKind::Open { ending(&view) } else { Ending::Stop };
    let english = items.iter().fold(before.english, |english, item| {
        is_english_after(&item.kind, &view[item.span.range()], Before { english, ..before })
    });
    Before { kind, ending, blank: false, english }
}

fn first_kind(line: &str, starter: &Starter) -> ItemKind {
    match starter {
        Starter::Blank => ItemKind::Blank,
        Starter::Proposal(proposal) => match heading_after(line, proposal) {
            Some(heading) => ItemKind::Heading(heading),
            None => ItemKind::Proposal(proposal.clone()),
        },
        Starter::Heading(heading) => ItemKind::Heading(heading.clone()),
        Starter::History => ItemKind::History(Vec::new()),
        Starter::Enacting(enacting) => ItemKind::Enacting(enacting.clone()),
        Starter::Call(call, _) => ItemKind::Call(call.clone()),
        Starter::Labelled(label) => ItemKind::Labelled(label.clone()),
        Starter::Annex(span) => ItemKind::Annex(*span),
        Starter::Reasons => ItemKind::Reasons,
        Starter::Note => ItemKind::Note,
        Starter::Furniture => ItemKind::Furniture,
        Starter::Aside => ItemKind::Aside,
    }
}

/// Whether a line, with those in which its marks are closed, begins a new block; and what begins there where nothing is marked.
fn begins_block(lines: &str, state: Before, next: &str, marked: bool) -> (bool, Ahead) {
    if !marked {
        let starter = starter(lines, state, next);
        return (begins_item(starter.as_ref(), state), Some(starter));
    }
    let changes = Changes::read(lines);
    let begins = [Side::Base, Side::Proposed].into_iter().any(|side| {
        let view = changes.view(lines, side).text;
        let text = view.trim_start_matches(['\n', '\r']);
        let line = line_at(text, 0);
        let next = if line.len() < text.len() { line_at(text, line.len()) } else { next };
        !line.trim().is_empty() && begins_item(starter(line, state, next).as_ref(), state)
    });
    (begins, None)
}

fn begins_item(starter: Option<&Starter>, state: Before) -> bool {
    match starter {
        Some(Starter::Blank) => false,
        Some(_) => true,
        None => plain_begins(state),
    }
}

/// Reads all items of a text without marks.
fn read_items(text: &str, before: Before) -> Vec<Item> {
    let mut items = Vec::new();
    let mut state = before;
    let mut start = 0;
    let mut ahead = None;
    while start < text.len() {
        // The text is whole, so an extent is always found.
        let Some(mut extent) = Extent::find(text, start, state, true, false, ahead) else { break };
        ahead = extent.ahead.take();
        for mut item in read_item(&text[start..extent.end], state, &mut extent) {
            let by = offset(start);
            item.each_span(&mut |span| *span = span.shift(by));
            items.push(item);
        }
        (state, start) = (extent.after, extent.end);
    }
    items.retain(|item| item.kind != ItemKind::Blank);
    items
}

/// Reads the item that a block without marks holds; two where a proposal line and a heading share a line.
fn read_item(source: &str, before: Before, extent: &mut Extent) -> Vec<Item> {
    let first = line_at(source, 0);
    let start = content_start(source);
    let inner = start + set_off(&source[start..]);
    let text_end = source.trim_end().len().max(start);
    let span = Span::of(start..text_end);
    let item = |kind: ItemKind, body: usize, scanned: bool| Item {
        kind,
        span,
        body: offset(body.min(text_end)),
        last: source[..text_end].chars().next_back(),
        content: if scanned { scan(source, body.min(text_end)) } else { Default::default() },
    };
    let plain = || item(ItemKind::Plain, start, true);
    if extent.aside {
        return vec![item(ItemKind::Aside, text_end, false)];
    }
    let Some(starter) = extent.first.take() else { return with_stray_labels(source, before, vec![plain()]) };
    let items = vec![match starter {
        Starter::Blank => item(ItemKind::Blank, start, false),
        Starter::Proposal(proposal) => match heading_after(source, &proposal) {
            None => {
                let end = proposal.span.end as usize;
                item(ItemKind::Proposal(proposal), end, false)
            }
            Some(heading) => {
                let mut line = item(ItemKind::Proposal(proposal.clone()), proposal.span.end as usize, false);
                line.span = proposal.span;
                let mut head = heading_item(source, heading, text_end);
                head.span.end = offset(text_end);
                return vec![line, head];
            }
        },
        // A heading's bracket may be closed on the line after: read it from the whole block.
        Starter::Heading(line) => heading_item(source, read_heading(source, inner).unwrap_or(line), text_end),
        Starter::History => match read_history(source, start) {
            Some((entries, place)) => Item {
                content: note_marks(source, place.end as usize),
                ..item(ItemKind::History(entries), text_end, false)
            },
            None => plain(),
        },
        Starter::Enacting(line) => {
            let line = read_enacting(source, inner).unwrap_or(line);
            let content = note_marks(source, line.span.end as usize);
            Item { content, ..item(ItemKind::Enacting(line), text_end, false) }
        }
        Starter::Call(call, body) => item(ItemKind::Call(call), body, true),
        Starter::Labelled(label) => {
            if let Some(items) = nested_labels(&label, first, source, span, text_end) {
                return items;
            }
            let end = label.span.end as usize;
            // Emphasis around the label alone is no word of the clause.
            let set_off = source[start..label.span.start as usize].contains(['*', '_']);
            let after = if set_off { source[end..].trim_start_matches(['*', '_']) } else { &source[end..] };
            let body = (source.len() - after.trim_start().len()).min(text_end.max(end));
            item(ItemKind::Labelled(label), body, true)
        }
        Starter::Annex(span) => {
            let citations = scan(source, start).citations;
            Item {
                content: Content { citations, ..Default::default() },
                ..item(ItemKind::Annex(span), text_end, false)
            }
        }
        Starter::Reasons => item(ItemKind::Reasons, start, true),
        Starter::Note => item(ItemKind::Note, start, true),
        Starter::Furniture => item(ItemKind::Furniture, text_end, false),
        Starter::Aside => item(ItemKind::Aside, text_end, false),
    }];
    with_stray_labels(source, before, items)
}

/// Says of an item that took them where labels stand that a converter moved: "as the moon goes⏎a)⏎round the earth", under the
/// first words of their clause; "the a)⇥depth of the sea;", after its first word.
fn with_stray_labels(source: &str, before: Before, mut items: Vec<Item>) -> Vec<Item> {
    let Some(item) = items.last_mut().filter(|item| matches!(item.kind, ItemKind::Labelled(_) | ItemKind::Plain))
    else {
        return items;
    };
    let mut at = if item.kind == ItemKind::Plain { 0 } else { line_end(source, 0) };
    while at < source.len() {
        let end = line_end(source, at);
        let (line, said) = (&source[at..end], source[..at].trim_end());
        let ended = if at == 0 { before.ending.is_stop() } else { said.ends_with([';', ',', ':']) };
        let label = match ended {
            true => label_after_word(line).map(|span| match read_verb(line, content_start(line)) {
                // "considering a) the sea": a call, and its first clause.
                Some(_) => (ResidueKind::GluedLabel, span),
                None => (ResidueKind::LabelAfterWord, span),
            }),
            false if said.ends_with(char::is_alphanumeric) => {
                label_alone(line).map(|span| (ResidueKind::LabelBelow, span))
            }
            false => None,
        };
        let residue = label.map(|(kind, span)| Residue { kind, span: span.shift(offset(at)) });
        item.content.residue.extend(residue);
        at = end;
    }
    item.content.residue.sort_by_key(|residue| residue.span);
    items
}

/// A label that is all that a line holds.
fn label_alone(line: &str) -> Option<Span> {
    let text = line.trim();
    let short = (1..=6).contains(&text.len());
    let label = short.then(|| read_line_label(line, content_start(line), true)).flatten()?;
    (label.style != LabelStyle::Dash && label.span.len() as usize == text.len()).then_some(label.span)
}

/// The label after the first word of a line, where no sentence names it: "of a) and b) above".
fn label_after_word(line: &str) -> Option<Span> {
    let start = content_start(line);
    let word = line[start..].split(|c: char| !c.is_alphabetic()).next().filter(|word| word.chars().count() > 1)?;
    let after = &line[start + word.len()..];
    let at = line.len() - after.trim_start_matches(' ').len();
    let label = read_line_label(line, at, false).filter(|label| label.span.start as usize == at && !label.alone)?;
    let is_label = match label.style {
        LabelStyle::Bracket => !label.is_number() || label.tabbed,
        LabelStyle::Bare => label.tabbed,
        _ => false,
    };
    let named = continues_reference(line, at) || IN_SENTENCE.contains(&word);
    (at > start + word.len() && is_label && (label.tabbed || !named)).then_some(label.span)
}

/// Where the words begin, from a place on.
fn words_from(text: &str, at: usize) -> usize {
    text.len() - text[at..].trim_start().len()
}

/// "1⇥a) to look": a clause without words, and the first of its sub-clauses.
fn nested_labels(outer: &RawLabel, first: &str, source: &str, span: Span, text_end: usize) -> Option<Vec<Item>> {
    let outer_end = outer.span.end as usize;
    let at = words_from(first, outer_end);
    let inner = read_line_label(first, at, false)?;
    let begins = inner.begins_list() && !outer.first_reading()?.same_kind(inner.first_reading()?);
    let body = words_from(source, inner.span.end as usize);
    begins.then(|| {
        let alone = Span::new(span.start, outer.span.end);
        let item = |kind, span: Span, body, content| Item {
            kind,
            span,
            body,
            last: source[..span.end as usize].chars().next_back(),
            content,
        };
        let rest = Span::new(inner.span.start, span.end);
        vec![
            item(ItemKind::Labelled(outer.clone()), alone, alone.end, Content::default()),
            item(ItemKind::Labelled(inner), rest, offset(body.min(text_end)), scan(source, body.min(text_end))),
        ]
    })
}

fn heading_item(source: &str, heading: super::item::HeadingLine, text_end: usize) -> Item {
    Item {
        span: Span::new(heading.span.start, offset(text_end)),
        body: heading.span.end,
        last: source[..text_end].chars().next_back(),
        content: match heading.candidate {
            true => scan(source, heading.span.start as usize),
            false => note_marks(source, heading.span.end as usize),
        },
        kind: ItemKind::Heading(heading),
    }
}

/// The footnotes called in a line of the head.
fn note_marks(source: &str, from: usize) -> Content {
    let content = scan(source, from);
    Content { note_marks: content.note_marks, ..Default::default() }
}

/// The heading that stands on the same line as a proposal: "MOD RESOLUTION 1 (REV. HAMMAMET, 2016)".
fn heading_after(source: &str, proposal: &ProposalLine) -> Option<super::item::HeadingLine> {
    let after = &source[proposal.span.end as usize..];
    let at = proposal.span.end as usize + (after.len() - after.trim_start_matches([' ', '\t', '\u{a0}']).len());
    read_heading(source, at)
}
