//! What an editor has changed in a text that is tracked, made tracked changes: the edits that follow a key, or several cursors at once.

use ropey::Rope;

use super::pen::changed;
use super::{BetweenChoice, Edit, Pen, Typed, TypedChange, TypedHere, TypingOptions, Way, apply, track_typing};
use crate::syntax::Document;
use crate::text::{Cancelled, Changes, Hunk, Patch, Side, Span, cannot_be_marked, lines, offset};

/// What an editor has done.
pub struct EditorChange<'a> {
    /// The file before.
    pub before: &'a Rope,
    /// What has changed since.
    pub patch: &'a Patch,
    /// Where the cursor is now, in bytes from the start of the file.
    pub cursor: u32,
    pub way: Way,
    /// Whether a text that is no proposal is tracked, too.
    pub always: bool,
    /// Whether nothing is tracked: only labels follow.
    pub plain: bool,
    /// How the label is written that a line end brings; none: it brings none.
    pub labels: Option<TypingOptions>,
}

/// What follows from it.
#[derive(PartialEq, Eq, Debug)]
pub struct Following {
    /// In order, none overlapping.
    pub edits: Vec<Edit>,
    /// Where the cursor goes in the file that they leave; none: where the editor leaves it.
    pub cursor: Option<u32>,
    /// What the drafter is to choose first.
    pub choice: Option<BetweenChoice>,
}

/// A text of the file before a change, as far as the change is concerned.
struct TextBefore {
    /// In bytes of the file before.
    span: Span,
    /// Whether what is typed there is tracked; or the line end after the proposal line, which stays.
    typed: Judged,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Judged {
    Plain,
    Tracked,
    Stays,
}

impl Pen<'_> {
    /// What follows from a change of the file that an editor has made, at one cursor or at several: a label on a new line, and tracked
    /// changes. `None` where nothing does: no place is tracked, or what was changed is tracked as it is. A change that takes away what
    /// stands between two texts is no typing, and stays as it is. The pen is one for the text of the first change.
    ///
    /// # Errors
    /// The pen's work was cancelled.
    pub fn follow_typing(&self, change: &EditorChange<'_>) -> Result<Option<Following>, Cancelled> {
        let EditorChange { before, patch, cursor, plain, labels, .. } = *change;
        let hunks = &as_typed(patch.hunks(), before, &self.document.rope, cursor)[..];
        let texts = match plain {
            true => hunks.iter().map(|_| None).collect(),
            false => self.texts_before(hunks, change)?,
        };
        let tracks = |text: &Option<TextBefore>| text.as_ref().is_some_and(|text| text.typed != Judged::Plain);
        if let (Some(options), [hunk]) = (labels, hunks)
            && let Typed { edits, cursor, choice } = self.next_line(before, hunk, cursor, options)?
            && !edits.is_empty()
            && (!texts.iter().any(tracks) || self.keeps_in_force(before, &edits))
        {
            return Ok(Some(Following { edits, cursor, choice }));
        }
        if let (Some(_), [hunk], true) = (labels, hunks, texts.iter().any(tracks))
            && let Some(following) = self.line_then_words(hunk, change)?
        {
            return Ok(Some(following));
        }
        let mut following = Following { edits: Vec::new(), cursor: None, choice: None };
        let mut first = 0;
        while let Some(text) = texts.get(first) {
            let same = |other: &Option<TextBefore>| {
                other.as_ref().map(|it| it.span.start) == text.as_ref().map(|it| it.span.start)
            };
            let count = texts[first..].iter().take_while(|other| same(other)).count();
            let range = first..first + count;
            if let Some(text) = text.as_ref().filter(|_| texts[range.clone()].iter().any(tracks)) {
                self.track_text(text, &texts[range.clone()], &hunks[range.clone()], (change, hunks), &mut following)?;
            }
            first = range.end;
        }
        let moves = following.cursor.is_some_and(|at| at != cursor);
        Ok((!following.edits.is_empty() || moves).then_some(following))
    }

    /// What follows from a line end and the words that were typed after it before anything could follow from it: what follows from the
    /// line end alone, with the words where the cursor is then.
    fn line_then_words(&self, hunk: &Hunk, change: &EditorChange<'_>) -> Result<Option<Following>, Cancelled> {
        let new = self.document.slice(hunk.new);
        let line_end = new.len() - new.trim_start_matches(['\r', '\n']).len();
        let words = &new[line_end..];
        let begins_one = matches!(&new[..line_end], "\n" | "\r\n" | "\r") && !words.contains(['\n', '\r']);
        if words.trim().is_empty() || !begins_one || !hunk.old.is_empty() || cannot_be_marked(words) {
            return Ok(None);
        }
        let cursor = hunk.new.start + offset(line_end);
        let rope = &self.document.rope;
        let mut alone = rope.clone();
        alone.remove(rope.byte_to_char(cursor as usize)..rope.byte_to_char(hunk.new.end as usize));
        let document = Document::read(&alone.to_string());
        let mut patch = Patch::default();
        patch.add(Span::empty(hunk.old.start), offset(line_end));
        let Some(placed) = document.text_at(cursor.saturating_sub(1)) else { return Ok(None) };
        let pen = self.beside(&document, placed, self.file);
        let first = EditorChange { patch: &patch, cursor, ..*change };
        let Some(Following { edits, cursor: then, choice }) = pen.follow_typing(&first)? else { return Ok(None) };
        // An editor leaves its cursor after all that is written where it is.
        let grown = edits
            .iter()
            .filter(|edit| edit.span.start <= cursor)
            .map(|edit| i64::from(offset(edit.text.len())) - i64::from(edit.span.len()));
        let then = then.unwrap_or_else(|| offset((i64::from(cursor) + grown.sum::<i64>()).max(0) as usize));
        let mut text = apply(&alone, &edits);
        text.insert_str(then as usize, words);
        if in_force(&text) != in_force(&change.before.to_string()) {
            return Ok(None);
        }
        let edits = self.differences(0, &rope.to_string(), &text, false);
        Ok(Some(Following { edits, cursor: Some(then + offset(words.len())), choice }))
    }

    /// The text that each change was made in. Where a change has touched the order of lines, or nothing seems to be tracked, the file
    /// before says what was there: a change may have taken away what tells that a text is a proposal.
    fn texts_before(&self, hunks: &[Hunk], change: &EditorChange<'_>) -> Result<Vec<Option<TextBefore>>, Cancelled> {
        let EditorChange { before, always, .. } = *change;
        let placed = self.placed.span();
        if let [hunk] = hunks {
            let has_lines =
                |rope: &Rope, span: Span| rope.byte_slice(span.range()).bytes().any(|it| matches!(it, b'\n' | b'\r'));
            let lines = has_lines(before, hunk.old) || has_lines(&self.document.rope, hunk.new);
            let tracked =
                placed.contains(hunk.new) && self.typed_here(hunk.new.end - placed.start, always) == TypedHere::Tracked;
            if tracked && !lines && hunk.old.start >= placed.start {
                let span = Span::new(placed.start, placed.end - hunk.new.len() + hunk.old.len());
                return Ok(vec![Some(TextBefore { span, typed: Judged::Tracked })]);
            }
        }
        self.cancellation.check()?;
        let document = Document::read(&before.to_string());
        let judged = |hunk: &Hunk| {
            let of = |at: u32| document.text_at(at).or_else(|| document.texts.last());
            let placed =
                of(hunk.old.end).filter(|placed| placed.span().contains(hunk.old)).or_else(|| of(hunk.old.start))?;
            let pen = self.beside(&document, placed, self.file);
            let here = |at: u32| pen.typed_here(at - placed.start, always);
            let typed = match (here(hunk.old.start), here(hunk.old.end)) {
                _ if !placed.span().contains(hunk.old) => Judged::Plain,
                (TypedHere::Tracked, TypedHere::Tracked | TypedHere::Reasons) => Judged::Tracked,
                // Without the line end the line would be none of a proposal.
                (TypedHere::Cover, TypedHere::Tracked)
                    if document.slice(hunk.old).trim().is_empty() && hunk.new.is_empty() =>
                {
                    Judged::Stays
                }
                _ => Judged::Plain,
            };
            Some(TextBefore { span: placed.span(), typed })
        };
        Ok(hunks.iter().map(judged).collect())
    }

    /// Adds what follows from changes of one text.
    fn track_text(
        &self,
        text: &TextBefore,
        judged: &[Option<TextBefore>],
        hunks: &[Hunk],
        (change, all): (&EditorChange<'_>, &[Hunk]),
        following: &mut Following,
    ) -> Result<(), Cancelled> {
        let start = text.span.start;
        let mut plain = change.before.byte_slice(text.span.range()).to_string();
        let mut tracked = plain.clone();
        let mut cursor = None;
        // From the last on: those before stay where they are.
        for (index, (hunk, judged)) in hunks.iter().zip(judged).enumerate().rev() {
            self.cancellation.check()?;
            let old = Span::new(hunk.old.start - start, hunk.old.end - start);
            let new = self.document.slice(hunk.new);
            plain.replace_range(old.range(), &new);
            let within = hunk.new.touches(change.cursor).then(|| change.cursor - hunk.new.start);
            let typed = TypedChange { old, new: &new, cursor: within.unwrap_or(hunk.new.len()), way: change.way };
            match judged.as_ref().map(|it| it.typed) {
                Some(Judged::Stays) => cursor = Some(old.end),
                Some(Judged::Tracked) => match track_typing(&tracked, typed) {
                    // Two of them within one mark, which is not written by both.
                    Some(made) if index > 0 && made.old.start < hunks[index - 1].old.end - start => {
                        tracked.replace_range(old.range(), &new);
                    }
                    Some(made) => {
                        tracked.replace_range(made.old.range(), &made.text);
                        cursor = within.map(|_| made.old.start + made.cursor);
                    }
                    None => tracked.replace_range(old.range(), &new),
                },
                _ => tracked.replace_range(old.range(), &new),
            }
        }
        let moved: i64 = all
            .iter()
            .take_while(|hunk| hunk.old.end < start)
            .map(|it| i64::from(it.new.len()) - i64::from(it.old.len()))
            .sum();
        let now = offset((i64::from(start) + moved).max(0) as usize);
        following.edits.extend(self.differences(now, &plain, &tracked, hunks.len() > 1));
        if let (Some(at), [_]) = (cursor, all) {
            following.cursor = Some(now + at);
        }
        Ok(())
    }

    /// The edits that make one text out of another, which begins at a place of the file; words that stay are left alone, so that
    /// cursors and marks of the editor in them do. `many`: at several places.
    fn differences(&self, start: u32, now: &str, then: &str, many: bool) -> Vec<Edit> {
        let Some(hunk) = Hunk::between(now, then) else { return Vec::new() };
        let [old, new] = [&now[hunk.old.range()], &then[hunk.new.range()]];
        let edit = |span: Span, text: &str| Edit { file: self.file, span: span.shift(start), text: text.to_owned() };
        if many && let Some(differences) = compare_lines(old, new) {
            let edit = |(span, text): (Span, String)| edit(span.shift(hunk.old.start), &text);
            return differences.into_iter().map(edit).collect();
        }
        match new.find(old).filter(|_| !old.is_empty()) {
            Some(at) => {
                let around = [(hunk.old.start, &new[..at]), (hunk.old.end, &new[at + old.len()..])];
                let around = around.into_iter().filter(|(_, text)| !text.is_empty());
                around.map(|(at, text)| edit(Span::empty(at), text)).collect()
            }
            None => vec![edit(hunk.old, new)],
        }
    }

    /// What follows a line end, or a TAB after a label; and after Backspace has taken that TAB, when nothing follows it, the label
    /// goes, too.
    fn next_line(&self, before: &Rope, hunk: &Hunk, cursor: u32, options: TypingOptions) -> Result<Typed, Cancelled> {
        let now = self.placed.span();
        let words = self.document.slice(hunk.new);
        if words.is_empty() && hunk.old.len() == 1 && before.byte(hunk.old.start as usize) == b'\t' {
            let was = Document::read(&before.to_string());
            let edits = self.label_alone(&was, hunk.new.start).into_iter().collect();
            return Ok(Typed { edits, ..Typed::default() });
        }
        let ends_line = |c: char| matches!(c, '\n' | '\r');
        let line = words.strip_prefix("\r\n").or_else(|| words.strip_prefix(ends_line));
        let (typed, at) = match line {
            _ if !hunk.old.is_empty() || !now.contains(hunk.new) => return Ok(Typed::default()),
            None if words == "\t" => ("\t", cursor),
            // Some editors tell of whole lines.
            None if self.is_whole_line(hunk.new, &words) => ("\n", hunk.new.start),
            // Keys that come all at once, as from a macro, have written the words as well.
            Some(line) if !line.contains(ends_line) && !cannot_be_marked(line) => {
                ("\n", hunk.new.end - offset(line.len()))
            }
            _ => return Ok(Typed::default()),
        };
        if at < now.start { Ok(Typed::default()) } else { self.typed(at - now.start, typed, options) }
    }

    /// Whether words are one line with its end.
    fn is_whole_line(&self, span: Span, words: &str) -> bool {
        let line = words.strip_suffix("\r\n").or_else(|| words.strip_suffix(['\n', '\r']));
        let start = span.start - self.placed.span().start;
        line.is_some_and(|line| !line.contains(['\n', '\r'])) && start > 0 && self.source_line(start) == start
    }

    /// Whether edits leave the text in force as it was before.
    fn keeps_in_force(&self, before: &Rope, edits: &[Edit]) -> bool {
        in_force(&apply(&self.document.rope, edits)) == in_force(&before.to_string())
    }
}

/// The words of a file that are in force: those that no tracked change has put in.
fn in_force(text: &str) -> String {
    Changes::read(text).view(text, Side::Base).text
}

/// Where the characters of texts differ that have as many lines, line by line: in bytes of the first, and what stands there in the
/// second. `None` of others that are long.
fn compare_lines(old: &str, new: &str) -> Option<Vec<(Span, String)>> {
    /// So many bytes are compared character by character.
    const COMPARED: usize = 4_000;
    let is_short = |old: &str, new: &str| old.len() < COMPARED && new.len() < COMPARED;
    if lines(old).count() != lines(new).count() {
        return is_short(old, new).then(|| compare_chars(old, new));
    }
    let mut found = Vec::new();
    for ((at, _, end), (new_at, _, new_end)) in lines(old).zip(lines(new)) {
        let [was, is] = [&old[at..end], &new[new_at..new_end]];
        let differences = match is_short(was, is) {
            true => compare_chars(was, is),
            false => vec![(Span::of(0..was.len()), is.to_owned())],
        };
        found.extend(differences.into_iter().map(|(span, text)| (span.shift(offset(at)), text)));
    }
    Some(found)
}

/// Where characters differ, in bytes of the first, and what stands there in the second.
fn compare_chars(old: &str, new: &str) -> Vec<(Span, String)> {
    let mut found: Vec<(Span, String)> = Vec::new();
    let mut at = 0;
    for change in similar::TextDiff::from_chars(old, new).iter_all_changes() {
        let words = change.value();
        if change.tag() == similar::ChangeTag::Equal {
            at += offset(words.len());
            continue;
        }
        if found.last().is_none_or(|(span, _)| span.end != at) {
            found.push((Span::empty(at), String::new()));
        }
        if let Some((span, text)) = found.last_mut() {
            match change.tag() {
                similar::ChangeTag::Insert => text.push_str(words),
                _ => {
                    at += offset(words.len());
                    span.end = at;
                }
            }
        }
    }
    found
}

/// Changes as they were typed. Some editors find out by comparing lines what was typed, and then may tell of other words: where " now"
/// was typed before a space, of "now " after it, and of what was typed in one go as two changes.
fn as_typed(hunks: &[Hunk], before: &Rope, after: &Rope, cursor: u32) -> Vec<Hunk> {
    let words = |rope: &Rope, span: Span| rope.byte_slice(span.range()).to_string();
    let (Some(first), Some(last)) = (hunks.first(), hunks.last()) else { return Vec::new() };
    // Several cursors have each typed the same.
    let same = |hunk: &Hunk| words(after, hunk.new) == words(after, first.new);
    if hunks.len() > 1 && hunks.iter().all(same) {
        return hunks.to_vec();
    }
    // What ends at the cursor was typed there; only of lines it is not sure.
    let is_line = |span: Span, rope: &Rope| words(rope, span).contains(['\n', '\r']);
    if hunks.len() == 1 && first.new.end == cursor && !first.old.is_empty() && !is_line(first.old, before) {
        return hunks.to_vec();
    }
    let [old, new] = [first.old.cover(last.old), first.new.cover(last.new)];
    let [was, is] = [words(before, old), words(after, new)];
    let one = Hunk::between(&was, &is).map(|hunk| match hunk.old.is_empty() || hunk.new.is_empty() {
        true => hunk,
        // Words that were typed over are others as a whole.
        false => {
            let (from, to) = changed(&was, &is);
            Hunk { old: Span::of(from..to), new: Span::of(from..is.len() - (was.len() - to)) }
        }
    });
    let placed = |hunk: Hunk| Hunk { old: hunk.old.shift(old.start), new: hunk.new.shift(new.start) };
    one.into_iter().map(placed).map(|hunk| at_cursor(&hunk, after, cursor)).collect()
}

/// The same words put in, where it is they that end at the cursor.
fn at_cursor(hunk: &Hunk, after: &Rope, cursor: u32) -> Hunk {
    let Hunk { mut old, mut new } = *hunk;
    let byte = |at: u32| after.byte(at as usize);
    let is_char = |at: u32| !matches!(after.get_byte(at as usize), Some(0x80..=0xBF));
    if !old.is_empty() || new.is_empty() || !new.touches(cursor) {
        return *hunk;
    }
    while new.end > cursor && new.start > 0 && byte(new.start - 1) == byte(new.end - 1) {
        (old, new) = (Span::empty(old.start - 1), Span::new(new.start - 1, new.end - 1));
        // A line that was begun and written, with the cursor on its last character.
        if byte(new.start) == b'\n' && new.end == cursor + 1 {
            return Hunk { old, new };
        }
    }
    if new.end == cursor && is_char(new.start) && is_char(new.end) { Hunk { old, new } } else { *hunk }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Fixture;
    use crate::text::PieceKind;
    use proptest::prelude::*;

    /// What stands in a MOD, with the cursor as `|`, where `typed` is put in at the cursors of `before`, in each the same.
    fn typed(before: &str, typed: &str) -> String {
        let parts: Vec<&str> = before.split('|').collect();
        let head = "MOD\tIAP/1/1\nRESOLUTION 90 (Rev. New Delhi, 2024)\n";
        let old = Rope::from_str(&format!("{head}{}", parts.concat()));
        let mut patch = Patch::default();
        let mut at = head.len();
        for part in &parts[..parts.len() - 1] {
            at += part.len();
            patch.add(Span::empty(offset(at)), offset(typed.len()));
            at += typed.len();
        }
        let fixture = Fixture::verbatim(&format!("{head}{}", parts.join(typed)));
        let change = EditorChange {
            before: &old,
            patch: &patch,
            cursor: offset(at),
            way: Way::Back,
            always: false,
            plain: false,
            labels: Some(TypingOptions::default()),
        };
        let pen = fixture.pens().pop().unwrap();
        let following = pen.follow_typing(&change).unwrap();
        let Some(Following { edits, cursor, .. }) = following else { return "nothing".into() };
        let mut text = apply(&fixture.document.rope, &edits);
        if let Some(cursor) = cursor {
            text.insert(cursor as usize, '|');
        }
        text.strip_prefix(head).unwrap().to_owned()
    }

    #[test]
    fn what_is_typed_at_one_or_several_cursors_is_tracked() {
        assert_eq!(typed("considering\na)\tone| two;\n", "x"), "considering\na)\tone{++x|++} two;\n");
        assert_eq!(typed("considering\na)\tone| two|;\n", "x"), "considering\na)\tone{++x++} two{++x++};\n");
        assert_eq!(typed("considering\na)\t{++one|++} two;\n", "x"), "nothing");
        assert_eq!(typed("considering\na)\tone;\nReasons: We| do.\n", "x"), "nothing");
    }

    #[test]
    fn an_editor_may_tell_of_other_words_than_were_typed() {
        let [before, after] = ["that seas", "that, now, seas"].map(Rope::from_str);
        let hunk = |at: u32, to: u32, len: u32| Hunk { old: Span::empty(at), new: Span::new(to, to + len) };
        assert_eq!(as_typed(&[hunk(4, 4, 1), hunk(5, 6, 5)], &before, &after, 10), [hunk(4, 4, 6)]);
        let after = Rope::from_str("that now seas");
        let line = |text: &str| Rope::from_str(text);
        let whole = Hunk { old: Span::new(1, 2), new: Span::new(1, 3) };
        assert_eq!(as_typed(&[whole], &line("a\nb"), &line("a\n\nb"), 2), [hunk(1, 1, 1)]);
        let over = Hunk { old: Span::new(0, 9), new: Span::new(0, 9) };
        let word = Hunk { old: Span::new(0, 4), new: Span::new(0, 4) };
        assert_eq!(as_typed(&[over], &line("that seas"), &line("this seas"), 4), [word]);
        assert_eq!(as_typed(&[hunk(5, 5, 4)], &before, &after, 8), [hunk(4, 4, 4)]);
        assert_eq!(as_typed(&[hunk(5, 5, 4)], &before, &after, 7), [hunk(5, 5, 4)], "the cursor is elsewhere");
    }

    #[test]
    fn enter_brings_the_next_label_or_a_line_and_the_text_in_force_stays() {
        assert_eq!(typed("considering\na)\tone;|\nb)\ttwo,\n", "\n"), "considering\na)\tone;\n{++b)\t\n++}b)\ttwo,\n");
        assert_eq!(typed("considering\na)\tone| and;\n", "\n"), "considering\na)\tone{++\n|++} and;\n");
        assert_eq!(
            typed("considering\n{++a)\tone;\n|++}b)\ttwo,\n", "that x;\n"),
            "considering\n{++a)\tone;\nb)\tthat x;\n++}b)\ttwo,\n"
        );
        assert_eq!(typed("considering\nthat it is so|,\n", "\n"), "considering\nthat it is so{++\n|++},\n");
    }

    /// A file, and what an editor changes of it at once: each a range and what is put there.
    fn followed(text: &str, changes: &[(Span, &str)], cursor: u32) -> (String, Option<u32>) {
        let before = Rope::from_str(text);
        let (mut after, mut patch) = (text.to_owned(), Patch::default());
        for (old, new) in changes.iter().rev() {
            after.replace_range(old.range(), new);
            patch.add(*old, offset(new.len()));
        }
        let fixture = Fixture::verbatim(&after);
        let first = patch.hunks().first().map_or(1, |hunk| hunk.new.end.max(1));
        let change = EditorChange {
            before: &before,
            patch: &patch,
            cursor,
            way: Way::Back,
            always: false,
            plain: false,
            labels: Some(TypingOptions { puts_cursor: true, ..TypingOptions::default() }),
        };
        let pen = Pen::before(&fixture.snapshot, &fixture.document, fixture.file, first);
        match pen.and_then(|(pen, _)| pen.follow_typing(&change).unwrap()) {
            Some(Following { edits, cursor, .. }) => (apply(&fixture.document.rope, &edits), cursor),
            None => (after, None),
        }
    }

    const MOD: &str = "MOD\tIAP/1/1\nRESOLUTION 90 (Rev. New Delhi, 2024)\nTowers\nThe World Telecommunication Standardization Assembly (New Delhi, 2024),\nconsidering\n";

    /// What becomes of a MOD where a part of it, which is there once, becomes another; the cursor is after it.
    fn over(body: &str, part: &str, new: &str) -> String {
        let text = format!("{MOD}{body}");
        let at = MOD.len() + body.find(part).unwrap();
        let old = Span::of(at..at + part.len());
        let (mut made, cursor) = followed(&text, &[(old, new)], old.start + offset(new.len()));
        if let Some(cursor) = cursor {
            made.insert(cursor as usize, '|');
        }
        made.strip_prefix(MOD).map_or(made.clone(), str::to_owned)
    }

    #[test]
    fn words_that_are_typed_over_are_replaced_as_they_were_selected() {
        assert_eq!(over("a)\tsome words now;\n", "words", "seas"), "a)\tsome {~~words~>seas|~~} now;\n");
        assert_eq!(over("a)\tsome words now;\n", "words ", "new "), "a)\tsome {~~words ~>new |~~}now;\n");
        assert_eq!(over("a)\tlook at it;\n", "at", "to"), "a)\tlook {~~at~>to|~~} it;\n");
    }

    #[test]
    fn words_typed_before_the_label_came_are_in_its_clause() {
        let after = |body: &str, place: &str, typed: &str| {
            let at = MOD.len() + body.find(place).unwrap() + place.len();
            let text = format!("{MOD}{body}");
            let (mut made, cursor) = followed(&text, &[(Span::empty(offset(at)), typed)], offset(at + typed.len()));
            made.insert(cursor.unwrap() as usize, '|');
            made.strip_prefix(MOD).unwrap().to_owned()
        };
        let body = "a)\tone;\nb)\ttwo,\nresolves\nto do.\n";
        assert_eq!(
            after(body, "two,", "\nthat x"),
            "a)\tone;\nb)\ttwo{~~,~>;~~}\n{++c)\tthat x|,\n++}resolves\nto do.\n"
        );
        assert_eq!(after(body, "one;", "\nt"), "a)\tone;\n{++b)\tt|\n++}b)\ttwo,\nresolves\nto do.\n");
        assert_eq!(after(body, "on", "\nt"), "a)\ton{++\nt|++}e;\nb)\ttwo,\nresolves\nto do.\n");
    }

    #[test]
    fn what_would_break_a_mark_is_written_as_it_is_seen() {
        let pasted = over("a)\t{++wait and see++} now;\n", "and ", "{~~old~>new~~} ");
        assert_eq!(pasted, "a)\t{++wait new |see++} now;\n");
        assert_eq!(
            over("a)\twait now;\n", " ", " some {--old--}{++new++} words "),
            "a)\twait{~~ ~> some new words |~~}now;\n"
        );
        assert_eq!(over("a)\t{++wait++} now;\n", "it", "it{"), "a)\t{++wa|it++} now;\n", "no mark can end so");
    }

    #[test]
    fn the_line_of_a_proposal_stays_a_line() {
        let text = format!("{MOD}a)\tone,\n");
        let end = Span::new(11, 12);
        assert_eq!(&text[end.range()], "\n");
        assert_eq!(followed(&text, &[(end, "")], 11), (text, Some(12)));
    }

    #[test]
    fn several_cursors_in_two_texts_are_followed_each() {
        let text = format!("{MOD}a)\tone,\nReasons:\tone\n{MOD}a)\tone,\n");
        let places: Vec<Span> = text.match_indices("one").map(|(at, _)| Span::empty(offset(at))).collect();
        let changes: Vec<(Span, &str)> = places.into_iter().map(|place| (place, "x")).collect();
        let made = followed(&text, &changes, 1).0;
        assert_eq!(made, format!("{MOD}a)\t{{++x++}}one,\nReasons:\txone\n{MOD}a)\t{{++x++}}one,\n"));
    }

    #[test]
    fn a_tab_after_what_is_no_label_is_only_a_tab() {
        let text = MOD.replace("MOD", "ADD") + "a)\t(text)\t\nb)\t\n";
        let tab = |after: &str| {
            let at = text.find(after).unwrap() + after.len();
            let made = followed(&text, &[(Span::of(at..at + 1), "")], offset(at)).0;
            made.split_once("considering\n").unwrap().1.to_owned()
        };
        assert_eq!(tab("(text)"), "a)\t(text)\nb)\t\n");
        assert_eq!(tab("b)"), "a)\t(text)\t\n\n");
    }

    proptest! {
        #[test]
        fn the_text_in_force_stays_whatever_is_typed(
            parts in prop::collection::vec(prop::sample::select(&["a)\tone;\n", "b)\ttwo,\n", "words ", "é𝄞", "{++in++}", "{--out--}", "{~~old~>new~~}", "{>>?<<}", "{++\n++}", "noting\n", "that x;\n", "\r\n"][..]), 1..10),
            edits in prop::collection::vec((0usize..120, 0usize..14, prop::sample::select(&["", "x", " y ", "\n", "\t", "a {--b--}{++c++} d", "{++z++}", "p\nq\n"][..])), 1..6),
        ) {
            let mut text = format!("{MOD}{}", parts.concat());
            let body = MOD.len();
            let force = in_force(&text);
            for (from, len, new) in edits {
                let place = |at: usize| (body..=at.clamp(body, text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap();
                let old = Span::of(place(body + from)..place(body + from + len).max(place(body + from)));
                let changes = Changes::read(&text);
                // A mark that is written or cut by hand at its signs is not looked at here.
                let cuts = |at: u32| changes.pieces.iter().any(|it| it.kind == PieceKind::Markup && it.span.start < at && at < it.span.end);
                if new == "{++z++}" || ((cuts(old.start) || cuts(old.end)) && !new.is_empty()) {
                    continue;
                }
                let (made, cursor) = followed(&text, &[(old, new)], old.start + offset(new.len()));
                prop_assert_eq!(in_force(&made), force.clone(), "{:?} {:?} in {:?} gives {:?}", old, new, text, made);
                prop_assert!(cursor.is_none_or(|at| made.is_char_boundary(at as usize)));
                text = made;
            }
        }
    }
}
