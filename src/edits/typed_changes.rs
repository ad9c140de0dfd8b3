//! What an editor has changed in a text that is tracked, made tracked changes: the edits that follow a key, or several cursors at once.

use ropey::Rope;

use super::pen::changed;
use super::{BetweenChoice, Edit, Pen, Typed, TypedChange, TypedHere, TypingOptions, Way, apply, track_typing};
use crate::text::{Cancelled, Changes, Hunk, Patch, Side, Span, has_signs, offset};

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

impl Pen<'_> {
    /// What follows from a change of this text that an editor has made: a label on a new line, and tracked changes. `None` where
    /// nothing does: the place is not tracked, or what was changed is tracked as it is; and where more than this text was changed,
    /// which is no typing.
    ///
    /// # Errors
    /// The pen's work was cancelled.
    pub fn follow_typing(&self, change: &EditorChange<'_>) -> Result<Option<Following>, Cancelled> {
        let EditorChange { before, patch, cursor, way, always, plain, labels } = *change;
        let now = self.placed.span();
        let hunks = &as_typed(patch.hunks(), before, &self.document.rope, cursor)[..];
        let is_own = |hunk: &Hunk| now.contains(hunk.new) && hunk.old.start >= now.start;
        let (gone, new) = hunks.iter().fold((0, 0), |(gone, new), it| (gone + it.old.len(), new + it.new.len()));
        let end = now.end + gone - new;
        if hunks.is_empty() || !hunks.iter().all(is_own) || end as usize > before.len_bytes() {
            return Ok(None);
        }
        let is_tracked = |hunk: &Hunk| self.typed_here(hunk.new.end - now.start, always) == TypedHere::Tracked;
        let tracks = !plain && hunks.iter().all(is_tracked);
        let text = before.byte_slice(now.start as usize..end as usize).to_string();
        if let (Some(options), [hunk]) = (labels, hunks)
            && let Typed { edits, cursor, choice } = self.next_line(&text, hunk, cursor, options)?
            && !edits.is_empty()
            && (!tracks || self.keeps_in_force(&text, &edits))
        {
            return Ok(Some(Following { edits, cursor, choice }));
        }
        if !tracks {
            return Ok(None);
        }
        let mut following = Following { edits: Vec::new(), cursor: None, choice: None };
        let mut shift = 0;
        for hunk in hunks {
            let words = self.document.slice(hunk.new);
            let within = hunk.new.touches(cursor).then(|| cursor - hunk.new.start);
            let typed = TypedChange {
                old: Span::new(hunk.old.start - now.start, hunk.old.end - now.start),
                new: &words,
                cursor: within.unwrap_or(hunk.new.len()),
                way,
            };
            let grown = i64::from(hunk.new.len()) - i64::from(hunk.old.len());
            if let Some(tracked) = track_typing(&text, typed) {
                let others = hunks.iter().filter(|other| *other != hunk);
                let old = tracked.old.shift(now.start);
                if others.into_iter().any(|other| other.old.meets(old)) {
                    return Ok(None);
                }
                let place = |at: u32, by: i64| offset((i64::from(at) + by).max(0) as usize);
                let span = Span::new(place(old.start, shift), place(old.end, shift + grown));
                if hunks.len() == 1 {
                    following.cursor = Some(span.start + tracked.cursor);
                }
                following.edits.extend(self.only_what_differs(span, &tracked.text));
            }
            shift += grown;
        }
        let moves = following.cursor.is_some_and(|at| at != cursor);
        Ok((!following.edits.is_empty() || moves).then_some(following))
    }

    /// What follows a line end, or a TAB after a label; and after Backspace has taken that TAB, when nothing follows it, the label
    /// goes, too.
    fn next_line(&self, before: &str, hunk: &Hunk, cursor: u32, options: TypingOptions) -> Result<Typed, Cancelled> {
        let now = self.placed.span();
        let words = self.document.slice(hunk.new);
        if before[(hunk.old.start - now.start) as usize..(hunk.old.end - now.start) as usize] == *"\t"
            && words.is_empty()
        {
            let edits = self.label_alone(hunk.new.start - now.start).into_iter().collect();
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
            Some(line) if !line.contains(ends_line) && !has_signs(line) => ("\n", hunk.new.end - offset(line.len())),
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

    /// Whether edits of this text leave the text in force as it was before.
    fn keeps_in_force(&self, before: &str, edits: &[Edit]) -> bool {
        let now = self.placed.span();
        let own = edits.iter().map(|edit| {
            let Span { start, end } = edit.span;
            Edit { span: Span::new(start - now.start, end - now.start), ..edit.clone() }
        });
        let after = apply(&Rope::from_str(&self.document.slice(now)), &own.collect::<Vec<_>>());
        let in_force = |text: &str| Changes::read(text).view(text, Side::Base).text;
        in_force(&after) == in_force(before)
    }

    /// The edits that write a text over a range; words that stay are left alone, so that cursors and marks of the editor in them do.
    fn only_what_differs(&self, span: Span, text: &str) -> Vec<Edit> {
        let now = self.document.slice(span);
        let Some(hunk) = Hunk::between(&now, text) else { return Vec::new() };
        let [old, new] = [&now[hunk.old.range()], &text[hunk.new.range()]];
        let edit = |span: Span, text: &str| Edit { file: self.file, span, text: text.to_owned() };
        let whole = hunk.old.shift(span.start);
        match new.find(old).filter(|_| !old.is_empty()) {
            Some(at) => {
                let around = [(whole.start, &new[..at]), (whole.end, &new[at + old.len()..])];
                let around = around.into_iter().filter(|(_, text)| !text.is_empty());
                around.map(|(at, text)| edit(Span::empty(at), text)).collect()
            }
            None => vec![edit(whole, new)],
        }
    }
}

/// Changes as they were typed. Some editors find out by comparing lines what was typed, and then may tell of other words: where " now"
/// was typed before a space, of "now " after it, and of what was typed in one go as two changes.
fn as_typed(hunks: &[Hunk], before: &Rope, after: &Rope, cursor: u32) -> Vec<Hunk> {
    let words = |rope: &Rope, span: Span| rope.byte_slice(span.range()).to_string();
    let (Some(first), Some(last)) = (hunks.first(), hunks.last()) else { return Vec::new() };
    // Several cursors have each typed the same.
    let same = |hunk: &Hunk| hunk.old.len() == first.old.len() && words(after, hunk.new) == words(after, first.new);
    if hunks.len() > 1 && hunks.iter().all(same) {
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
}
