//! Reads a file block by block, puts the blocks together to texts, and reads again where the file was edited.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use ropey::Rope;

use super::block::{Block, read_block, read_view};
use super::document::{Document, PlacedText, Text, rope_slice, words};
use super::flattened::recover;
use super::fold::{ReadLabels, fold, fold_both};
use super::head::heads_text;
use super::item::{Item, ItemKind};
use super::line::Before;
use super::moved::moved_clauses;
use super::shape::Shape;
use crate::text::{Changes, Hunk, Patch, Piece, PieceKind, Side, Span, offset};

/// How much of a file is looked at at once where it is read again after an edit.
const WINDOW: usize = 16 * 1024;

/// The blocks of one text while its file is being edited.
#[derive(Clone, Debug)]
struct Segment {
    start: u32,
    line: u32,
    len: u32,
    lines: u32,
    blocks: Vec<Arc<Block>>,
    /// What stood before its first block.
    before: Before,
    /// How far the reading of its blocks looked, from its start.
    reach: u32,
    cover: bool,
    /// The tree; none while the file is being read, as the blocks after may still move.
    text: Option<Arc<Text>>,
    /// What it was before one of its blocks was read anew.
    before_edit: Option<BeforeEdit>,
}

/// A text of which one block is another now.
#[derive(Clone, Debug)]
struct BeforeEdit {
    text: Arc<Text>,
    /// Which of its blocks, counted from 0, and what that was.
    nth: usize,
    block: Arc<Block>,
}

impl Document {
    /// Makes the tables that reading needs. Who reads first makes them otherwise, and waits: some milliseconds.
    pub fn prepare_reading() {
        Document::read("RESOLUTION 1 (Geneva, 2022)\nconsidering\na)\tResolution 2 (Geneva, 2022);\n");
    }

    /// Reads a whole file.
    pub fn read(text: &str) -> Document {
        Reader::new(Rope::from_str(text)).document()
    }
}

/// A block and where it begins.
#[derive(Clone, Copy, Debug)]
struct BlockPlace {
    segment: usize,
    block: usize,
    start: u32,
}

/// Reads a file, and reads it again where it was edited.
#[derive(Clone, Debug)]
pub struct Reader {
    rope: Rope,
    segments: Vec<Segment>,
}

impl Reader {
    /// Reads a file for the first time.
    pub fn new(rope: Rope) -> Reader {
        let mut reader = Reader { rope, segments: Vec::new() };
        let blocks = reader.read_from(0, Before::START, &mut |_, _| false);
        reader.segments = split(blocks, Before::START, 0, 0, &[]).0;
        reader.fold_segments();
        reader
    }

    /// The file as it was read last.
    pub fn document(&self) -> Document {
        let texts = self.segments.iter().map(|segment| PlacedText {
            start: segment.start,
            line: segment.line,
            text: segment.text.clone().expect("every segment is folded when reading ends"),
        });
        Document { rope: self.rope.clone(), texts: texts.collect() }
    }

    /// Reads the edited ranges again. `rope` is the file as it is now, `patch` what has changed since.
    pub fn update(&mut self, rope: Rope, patch: &Patch) {
        self.rope = rope;
        let hunks = patch.hunks();
        let mut next = 0;
        while let Some(&(mut hunk)) = hunks.get(next) {
            next += 1;
            // Where reading runs into the next range, both are one.
            while !self.reread(hunk, hunks.get(next).map(|later| later.new.start)) {
                let Some(later) = hunks.get(next) else { break };
                hunk = Hunk { old: hunk.old.cover(later.old), new: hunk.new.cover(later.new) };
                next += 1;
            }
        }
        self.fold_segments();
    }

    /// Reads one range again. Up to it, the segments count in the new text; after it, still in the old.
    /// Says `false`, and changes nothing, where the old blocks do not go on before `limit`.
    fn reread(&mut self, hunk: Hunk, limit: Option<u32>) -> bool {
        let (start, old_end) = (hunk.new.start, hunk.new.start + hunk.old.len());
        let from = self.restart(start);
        let mut following = self.places(from.segment).filter(|place| place.start >= old_end).peekable();
        let mut settled = None;
        let mut given_up = false;
        let mut read = self.read_from(from.start, self.before(from), &mut |at, after| {
            let old_at = |place: &BlockPlace| place.start - hunk.old.len() + hunk.new.len();
            while following.next_if(|place| old_at(place) < at).is_some() {}
            given_up = limit.is_some_and(|limit| at > limit);
            settled = following
                .peek()
                .copied()
                .filter(|place| old_at(place) == at && at >= hunk.new.end && !given_up && self.before(*place) == after);
            given_up || settled.is_some()
        });
        if given_up || (settled.is_none() && limit.is_some()) {
            return false;
        }
        drop(following);
        // A block was read again because it looks at the lines after it, and most often says what it said.
        let mut at = from.start;
        for (old, new) in self.segments[from.segment].blocks[from.block..].iter().zip(&mut read) {
            at += new.len;
            let again = Block { lookahead: new.lookahead, ..Block::clone(old) };
            if at > start || **new != again {
                break;
            }
            *new = Arc::new(again);
        }
        // The first lines of a text may now belong to the one before, which is put together again with it.
        let first = from.segment.saturating_sub(1);
        let mut last = settled.map_or(self.segments.len() - 1, |place| place.segment);
        let mut blocks: Vec<Arc<Block>> = Vec::new();
        for segment in &self.segments[first..from.segment] {
            blocks.extend_from_slice(&segment.blocks);
        }
        blocks.extend_from_slice(&self.segments[from.segment].blocks[..from.block]);
        blocks.extend(read);
        if let Some(place) = settled {
            blocks.extend_from_slice(&self.segments[place.segment].blocks[place.block..]);
        }
        let head = &self.segments[first];
        let (before, start, line) = (head.before, head.start, head.line);
        let mut more = 1;
        let segments = loop {
            let (segments, open) = split(blocks.clone(), before, start, line, &self.segments[first..=last]);
            let open = open || self.segments.get(last + 1).is_some_and(may_take_title);
            if !open || last + 1 == self.segments.len() {
                break segments;
            }
            // A proposal line at the end goes with the heading after it; ever more are taken, as many may wait.
            let next = (last + more).min(self.segments.len() - 1);
            for segment in &self.segments[last + 1..=next] {
                blocks.extend_from_slice(&segment.blocks);
            }
            (last, more) = (next, more * 2);
        };
        let size = |segments: &[Segment]| {
            segments.iter().fold((0, 0), |(len, lines), segment| (len + segment.len, lines + segment.lines))
        };
        let (old_len, old_lines) = size(&self.segments[first..=last]);
        let (len, lines) = size(&segments);
        let end = first + segments.len();
        self.segments.splice(first..=last, segments);
        for segment in &mut self.segments[end..] {
            segment.start = segment.start + len - old_len;
            segment.line = segment.line + lines - old_lines;
        }
        true
    }

    /// The blocks from a segment on, with where they begin.
    fn places(&self, segment: usize) -> impl Iterator<Item = BlockPlace> {
        self.segments.iter().enumerate().skip(segment).flat_map(|(index, segment)| {
            let mut start = segment.start;
            segment.blocks.iter().enumerate().map(move |(block, content)| {
                let place = BlockPlace { segment: index, block, start };
                start += content.len;
                place
            })
        })
    }

    /// What stood before a block.
    fn before(&self, place: BlockPlace) -> Before {
        let segment = &self.segments[place.segment];
        match place.block.checked_sub(1) {
            Some(previous) => segment.blocks[previous].after,
            None => segment.before,
        }
    }

    /// The first block whose reading looked as far as `at`.
    fn restart(&self, at: u32) -> BlockPlace {
        let last = self.segments.len() - 1;
        let segment = self.segments.iter().position(|segment| segment.start + segment.reach >= at).unwrap_or(last);
        self.places(segment)
            .take_while(|place| place.segment == segment)
            .find(|place| {
                let block = &self.segments[segment].blocks[place.block];
                place.start + block.len + block.lookahead >= at
            })
            .unwrap_or(BlockPlace { segment, block: 0, start: self.segments[segment].start })
    }

    /// Reads blocks from a place of the new text on, until `stop` says that the old blocks go on from there.
    fn read_from(&self, from: u32, before: Before, stop: &mut dyn FnMut(u32, Before) -> bool) -> Vec<Arc<Block>> {
        let mut blocks = Vec::new();
        let (mut at, mut before, mut ahead) = (from, before, None);
        let total = offset(self.rope.len_bytes());
        let mut size = if from == 0 { total as usize } else { WINDOW };
        while at < total {
            let end = self.rope.len_bytes().min(at as usize + size);
            // Cut between characters.
            let end = self.rope.char_to_byte(self.rope.byte_to_char(end));
            let whole = end == self.rope.len_bytes();
            let window: Cow<'_, str> = self.rope.byte_slice(at as usize..end).into();
            let mut local = 0;
            while local < window.len() {
                let Some(block) = read_block(&window, local, before, whole, &mut ahead) else { break };
                local += block.len as usize;
                before = block.after;
                let next = at + offset(local);
                blocks.push(Arc::new(block));
                if stop(next, before) {
                    return blocks;
                }
            }
            // Nothing fitted: look at more at once.
            size = if local == 0 { size * 4 } else { WINDOW.max(size.min(4 * WINDOW)) };
            at += offset(local);
        }
        blocks
    }

    /// Folds the texts that were read anew. What stands before the first heading is cover text, if there is one.
    fn fold_segments(&mut self) {
        let headed = |segment: &Segment| {
            let begins = |item: &Item| match &item.kind {
                ItemKind::Heading(line) => !line.candidate,
                ItemKind::Proposal(_) => true,
                _ => false,
            };
            // A cover names the conference, too, but has no sections.
            let calls = |item: &Item| matches!(item.kind, ItemKind::Call(_));
            segment.blocks.first().is_some_and(|block| items(block).any(begins))
                || segment.blocks.iter().flat_map(|block| items(block)).any(calls)
        };
        let several = self.segments.len() > 1;
        if let Some(first) = self.segments.first_mut() {
            let cover = several && !headed(first);
            if first.cover != cover {
                (first.cover, first.text) = (cover, None);
            }
        }
        for index in 0..self.segments.len() {
            if self.segments[index].text.is_none() {
                let segment = &self.segments[index];
                let text = self.reworded(segment).unwrap_or_else(|| self.fold_blocks(segment));
                self.segments[index].text = Some(Arc::new(text));
            }
            self.segments[index].before_edit = None;
        }
    }

    /// A text in which words have changed since it was folded, and nothing else.
    fn reworded(&self, segment: &Segment) -> Option<Text> {
        let BeforeEdit { text, nth, block } = segment.before_edit.as_ref().filter(|_| !segment.cover)?;
        let at = segment.blocks[..*nth].iter().map(|block| block.len).sum();
        let mut text = text.reworded(at, block, &segment.blocks[*nth], segment.lines)?;
        if text.is_changed() {
            let said = |span, side| words(&self.rope, segment.start, &text.changes, span, side);
            text.moved = moved_clauses(&text.base, &text.proposed, &text.changes, &said);
        }
        Some(text)
    }

    fn fold_blocks(&self, segment: &Segment) -> Text {
        let Segment { start, len, lines, ref blocks, before, cover, .. } = *segment;
        let mut proposed: Vec<Item> = Vec::new();
        let mut base: Vec<Item> = Vec::new();
        let marked = blocks.iter().any(|block| !block.is_unchanged());
        let mut pieces: Vec<Piece> = Vec::new();
        let mut unclosed = Vec::new();
        let mut at = 0;
        for block in blocks {
            proposed.extend(block.proposed.iter().map(|item| item.shifted(at)));
            if marked {
                base.extend(block.base.iter().map(|item| item.shifted(at)));
                if block.changes.is_empty() {
                    pieces.push(Piece { span: Span::new(at, at + block.len), kind: PieceKind::Kept });
                }
                pieces.extend(
                    block.changes.pieces.iter().map(|piece| Piece { span: piece.span.shift(at), kind: piece.kind }),
                );
            }
            unclosed.extend(block.changes.unclosed.iter().map(|span| span.shift(at)));
            at += block.len;
        }
        let changes = Changes { pieces, unclosed };
        let tree = |items: &[Item], changes: &Changes, side, elsewhere: &ReadLabels| {
            let words = |span: Span| Cow::Owned(words(&self.rope, start, changes, span, side));
            fold(items, cover, len, &words, elsewhere)
        };
        let both = |base: &[Item], proposed: &[Item], changes: &Changes| {
            let items = |side| if side == Side::Base { base } else { proposed };
            let (base, proposed) = fold_both(&|side, elsewhere| tree(items(side), changes, side, elsewhere));
            (Arc::new(base), Arc::new(proposed))
        };
        let text = |proposed, base, changes, flattened| {
            let moved = Box::default();
            Text { len, lines, proposed, base, changes, moved, flattened, cover, shape: Shape::default() }
        };
        if marked {
            let (tree_base, tree_proposed) = both(&base, &proposed, &changes);
            let said = |span, side| words(&self.rope, start, &changes, span, side);
            let moved = moved_clauses(&tree_base, &tree_proposed, &changes, &said);
            return Text { moved, ..text(tree_proposed, tree_base, changes, None) };
        }
        let tree_proposed = Arc::new(tree(&proposed, &changes, Side::Proposed, &ReadLabels::new()));
        match recover(&tree_proposed, &proposed, len) {
            None => text(tree_proposed.clone(), tree_proposed, changes, None),
            Some((flattened, recovered)) if recovered.is_empty() => {
                text(tree_proposed.clone(), tree_proposed, changes, Some(flattened))
            }
            Some((flattened, recovered)) => {
                let side = |side| self.recovered_items(blocks, before, start, &recovered, side);
                let (base, proposed) = both(&side(Side::Base), &side(Side::Proposed), &recovered);
                text(proposed, base, recovered, Some(flattened))
            }
        }
    }

    /// The items of one side of a text whose changes were recovered: the blocks that hold any are read again.
    fn recovered_items(
        &self,
        blocks: &[Arc<Block>],
        before: Before,
        start: u32,
        changes: &Changes,
        side: Side,
    ) -> Vec<Item> {
        let mut items = Vec::new();
        let mut at = 0;
        let mut before = before;
        for block in blocks {
            let span = Span::new(at, at + block.len);
            let local = changes.within(span);
            if local.is_empty() {
                items.extend(block.proposed.iter().map(|item| item.shifted(at)));
            } else {
                let source = rope_slice(&self.rope, span.shift(start));
                items.extend(read_view(&source, &local, side, before).iter().map(|item| item.shifted(at)));
            }
            before = block.after;
            at += block.len;
        }
        items
    }
}

/// Puts blocks together to texts: each begins at its proposal line or heading. Texts whose blocks are those
/// of an old one are kept as they are. Says also whether a proposal line at the end waits for its heading.
fn split(blocks: Vec<Arc<Block>>, before: Before, start: u32, line: u32, old: &[Segment]) -> (Vec<Segment>, bool) {
    let mut bounds = vec![0];
    let mut pending = TextStarts::default();
    for index in 0..blocks.len() {
        if let Some(at) = pending.begins_text(&blocks, index)
            && bounds.last() < Some(&at)
        {
            bounds.push(at);
        }
    }
    bounds.push(blocks.len());
    bounds.dedup();
    let old: HashMap<*const Block, &Segment> =
        old.iter().filter_map(|segment| Some((Arc::as_ptr(segment.blocks.first()?), segment))).collect();
    let mut segments = Vec::new();
    let (mut start, mut line, mut before) = (start, line, before);
    if blocks.is_empty() {
        segments.push(segment(Vec::new(), before, start, line, &old));
    }
    for pair in bounds.windows(2) {
        let blocks = blocks[pair[0]..pair[1]].to_vec();
        let after = blocks.last().map_or(before, |block| block.after);
        let segment = segment(blocks, before, start, line, &old);
        start += segment.len;
        line += segment.lines;
        before = after;
        segments.push(segment);
    }
    (segments, pending.halves.is_some())
}

/// Whether the lines before a place may be the title of what begins there: a text without a heading.
fn may_take_title(segment: &Segment) -> bool {
    let first = segment.blocks.first();
    first.is_some_and(|block| {
        items(block).any(|item| !matches!(item.kind, ItemKind::Heading(_) | ItemKind::Proposal(_)))
    })
}

/// What a block says, in either view.
fn items(block: &Block) -> impl Iterator<Item = &Item> {
    let base = if block.is_unchanged() { &[] } else { &block.base[..] };
    block.proposed.iter().chain(base)
}

fn segment(
    blocks: Vec<Arc<Block>>,
    before: Before,
    start: u32,
    line: u32,
    old: &HashMap<*const Block, &Segment>,
) -> Segment {
    let len = blocks.iter().map(|block| block.len).sum();
    let lines = blocks.iter().map(|block| block.lines).sum();
    let mut reach = 0;
    blocks.iter().fold(0, |at, block| {
        reach = reach.max(at + block.len + block.lookahead);
        at + block.len
    });
    let similar = blocks.first().and_then(|first| old.get(&Arc::as_ptr(first)));
    let similar = similar.filter(|segment| segment.before == before && segment.blocks.len() == blocks.len());
    let mut segment =
        Segment { start, line, len, lines, blocks, before, reach, cover: false, text: None, before_edit: None };
    let Some(similar) = similar else { return segment };
    let pairs = similar.blocks.iter().zip(&segment.blocks).enumerate();
    let mut others = pairs.filter(|(_, (a, b))| !a.has_words_of(b));
    match (others.next(), others.next()) {
        (None, _) => {
            (segment.text, segment.cover) = (similar.text.clone(), similar.cover);
            segment.before_edit = similar.before_edit.clone();
        }
        (Some((nth, (block, _))), None) => {
            let before_edit = |text: &Arc<Text>| BeforeEdit { text: text.clone(), nth, block: block.clone() };
            segment.before_edit = similar.text.as_ref().map(before_edit);
        }
        (Some(_), Some(_)) => {}
    }
    segment
}

/// What has been seen of a text while blocks are put together to texts.
#[derive(Default)]
struct TextStarts {
    /// Proposal lines without a heading yet: whether an action and an id were among them.
    halves: Option<(bool, bool)>,
    /// Whether the text has a section by now: another enacting line is another text's.
    called: bool,
}

impl TextStarts {
    /// Takes the block of a number, those before it having been taken. Gives the number of the block with which a text
    /// begins that this one shows: it, or the title before it.
    fn begins_text(&mut self, blocks: &[Arc<Block>], index: usize) -> Option<usize> {
        let block = &blocks[index];
        let mut proposal = None;
        let (mut heading, mut enacting) = (false, false);
        for item in items(block) {
            match &item.kind {
                ItemKind::Heading(line) if line.candidate => {
                    let after = blocks[index + 1..].iter().filter_map(|block| block.first());
                    let titled = item.body < item.span.end;
                    heading |= self.halves.is_some() || heads_text(titled, after.map(|item| &item.kind));
                }
                ItemKind::Enacting(_) => enacting = true,
                ItemKind::Call(_) => self.called = true,
                ItemKind::Proposal(line) => {
                    let (action, id) = proposal.unwrap_or((false, false));
                    proposal = Some((action || line.action.is_some(), id || line.id.is_some()));
                }
                ItemKind::Heading(_) => heading = true,
                _ => {}
            }
        }
        if let Some((action, id)) = proposal {
            let (had_action, had_id) = self.halves.unwrap_or((true, true));
            // "SEN/56/1⏎ADD": the other half of the line before; else the line of a new proposal.
            let begins = (action && had_action) || (id && had_id);
            let (had_action, had_id) = if begins { (false, false) } else { (had_action, had_id) };
            self.halves = (!heading).then_some((had_action || action, had_id || id));
            self.called &= !begins;
            return begins.then_some(index);
        }
        if heading {
            let begins = self.halves.take().is_none();
            self.called &= !begins;
            return begins.then_some(index);
        }
        if enacting && std::mem::take(&mut self.called) {
            // Half a proposal line before it is the other text's: what begins here does not hang on texts further up.
            self.halves = None;
            return Some(title_before(blocks, index));
        }
        let passed_over = |item: &Item| {
            matches!(item.kind, ItemKind::Blank | ItemKind::Furniture | ItemKind::Aside | ItemKind::Plain)
        };
        if !block.first().is_none_or(passed_over) {
            self.halves = None;
        }
        None
    }
}

/// The block with which the title begins that stands before an enacting line; the line's own where there is none.
fn title_before(blocks: &[Arc<Block>], enacting: usize) -> usize {
    /// In blocks, of which a title has one, and a history another.
    const MOST: usize = 3;
    let is_title = |block: &Block| match block.first() {
        None => false,
        Some(item) => match item.kind {
            ItemKind::History(_) => true,
            ItemKind::Plain => !item.last.is_some_and(|last| ",;:.".contains(last)),
            _ => false,
        },
    };
    let before = blocks[..enacting].iter().rev().take(MOST).take_while(|block| is_title(block)).count();
    enacting - before
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Buffer;
    use proptest::prelude::*;

    /// Pieces of drafts, good and bad, of which the property below puts texts and edits together.
    const PIECES: [&str; 47] = [
        "MOD\tIAP/39A30/1\n",
        "ADD\n",
        "SEN/56/1\n",
        "RESOLUTION 50 (Rev. New Delhi, 2024)\n",
        "RESOLUTION 51 (Geneva,\n2022)\n",
        "A title\n",
        "(Dubai, 2012; \nNew Delhi, 2024)\n",
        "The World Telecommunication Standardization Assembly (New Delhi, 2024),\n",
        "recalling\n",
        "considering further\n",
        "resolves\n",
        "instructs the Director of the\n",
        "Telecommunication Standardization Bureau\n",
        "a)\tthat one;\n",
        "b)\tthat two,\n",
        "ji)\tthat;\n",
        "kj)\tthat,\n",
        "1\tto do;\n",
        "56\tto;\n",
        "2 to wait.\n",
        "i)\tthis;\n",
        "ii)\tthat;\n",
        "as referred to in recalling\n",
        "c) iv) above\n",
        "Resolution 45 (Rev. Dubai, 2014) of this assembly",
        "considering b) above",
        "\n",
        "\r\n",
        "\r",
        "{++",
        "++}",
        "{--",
        "--}",
        "{~~",
        "~>",
        "~~}",
        "{>>",
        "<<}",
        "ITU\u{2011}T 𝄞 ",
        "ANNEX 1\n",
        "recognising further\n",
        "instruct the Director\n",
        "– 12 –\n",
        "[^1]",
        "[^1]: One\n",
        "consideringb) above",
        "considering a) and b above",
    ];

    fn text() -> impl Strategy<Value = String> {
        prop::collection::vec(prop::sample::select(PIECES.as_slice()), 0..30).prop_map(|pieces| pieces.concat())
    }

    /// Where reading begins anew a text further up must not be asked: it is not looked at again.
    #[test]
    fn half_a_proposal_line_waits_no_further_than_its_text() {
        let enacting = "The World Telecommunication Standardization Assembly (New Delhi, 2024),\n";
        let text = format!("SEN/56/1\nSEN/56/1\n{{++{enacting}recalling\n++}}ji)\tthat;\nADD\nADD\nMOD\tIAP/39A30/1\n");
        let mut reader = Reader::new(Rope::from_str(&text));
        let starts = |reader: &Reader| reader.segments.iter().map(|segment| segment.start).collect::<Vec<_>>();
        let fresh = starts(&reader);
        for at in 0..text.len() {
            let mut patch = Patch::default();
            patch.add(Span::empty(offset(at)), 0);
            reader.update(Rope::from_str(&text), &patch);
            assert_eq!(starts(&reader), fresh, "at {at}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(400))]
        #[test]
        fn incremental_equals_fresh(
            first in text(),
            rounds in prop::collection::vec(prop::collection::vec((0.0..1.0f64, 0usize..30, text()), 1..3), 1..5),
        ) {
            let mut buffer = Buffer::new(&first);
            let mut reader = Reader::new(buffer.rope().clone());
            for edits in rounds {
                for (place, len, new) in edits {
                    let rope = buffer.rope();
                    let at = (rope.len_chars() as f64 * place) as usize;
                    let end = (at + len).min(rope.len_chars());
                    let span = Span::of(rope.char_to_byte(at)..rope.char_to_byte(end));
                    buffer.replace(span, &new);
                }
                reader.update(buffer.rope().clone(), &buffer.take_patch());
                let fresh = Reader::new(buffer.rope().clone());
                let (now, fresh) = (reader.document(), fresh.document());
                prop_assert_eq!(now.texts.len(), fresh.texts.len());
                for (a, b) in now.texts.iter().zip(fresh.texts.iter()) {
                    prop_assert_eq!((a.start, a.line), (b.start, b.line));
                    prop_assert_eq!(&a.text, &b.text);
                }
            }
        }
    }
}
