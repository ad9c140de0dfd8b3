//! How a clause ends: its stop, where that stands among quotes, emphasis and note marks, and which stop its place asks for.

use super::clause::ClauseId;
use super::document::{Document, PlacedText};
use super::lists::{Conjunction, conjunction_at_end};
use super::residue::{NOTE_RULE, before_last_bracketed, before_printed_mark, read_numbered};
use super::tree::Tree;
use crate::text::{Side, Span};

/// What ends a clause.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Stop {
    Semicolon,
    Comma,
    Period,
    Colon,
}

/// The scripts that write stops in another way.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Script {
    Latin,
    Chinese,
    Arabic,
}

/// Each stop as the scripts write it, in their order.
const FORMS: [(Stop, [char; 3]); 4] = [
    (Stop::Semicolon, [';', '；', '؛']),
    (Stop::Comma, [',', '，', '،']),
    (Stop::Period, ['.', '。', '.']),
    (Stop::Colon, [':', '：', ':']),
];

impl Stop {
    /// Reads a stop of any script.
    pub(crate) fn read(c: char) -> Option<Stop> {
        FORMS.iter().find(|(_, forms)| forms.contains(&c)).map(|(stop, _)| *stop)
    }

    /// How a script writes it.
    pub(crate) fn written(self, script: Script) -> char {
        FORMS[self as usize].1[script as usize]
    }
}

/// As Latin script writes it.
impl std::fmt::Display for Stop {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        std::fmt::Write::write_char(f, self.written(Script::Latin))
    }
}

/// Where a clause stands among the others, as far as its stop depends on it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum StopPlace {
    /// Its sub-clauses follow.
    LeadsIn,
    /// Another clause of the section follows.
    Followed,
    /// The last of a section.
    EndsSection,
    /// The last of the text.
    EndsText,
}

impl Tree {
    /// Where a clause stands, and the stop that its place asks for.
    pub(crate) fn asked_stop(&self, id: ClauseId) -> (StopPlace, Stop) {
        let section = self.section(self.clause(id).section);
        let next = (id.0 + 1 < section.clauses.end).then(|| ClauseId(id.0 + 1));
        match next {
            Some(next) if self.clause(next).parent == Some(id) => (StopPlace::LeadsIn, Stop::Colon),
            Some(_) => (StopPlace::Followed, Stop::Semicolon),
            None if (section.clauses.end as usize) < self.clauses.len() => (StopPlace::EndsSection, Stop::Comma),
            None if section.part().is_none_or(super::TextPart::is_operative) => (StopPlace::EndsText, Stop::Period),
            None => (StopPlace::EndsText, Stop::Comma),
        }
    }
}

/// How a clause ends. Places count from the start of the text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct ClauseEnding {
    /// None where it is missing.
    pub stop: Option<Stop>,
    /// The script of the stop, or where there is none of the words.
    pub script: Script,
    /// The stop; where it is missing, the character that it belongs after.
    pub span: Span,
    /// "and" or "or" after the stop, which leads over to the next clause.
    pub joined: Option<Conjunction>,
}

impl Document {
    /// How the words of a clause end on one side, without its sub-clauses. `None` where what stands there tells nothing:
    /// "…", a dash, a table or a signature after a sentence that has ended.
    pub(crate) fn ending(&self, placed: &PlacedText, id: ClauseId, side: Side) -> Option<ClauseEnding> {
        let tree = placed.text.tree(side);
        let body = tree.clause(id).body;
        // A footnote that conversion has put after the words.
        let note = tree.notes.get(tree.notes.partition_point(|note| note.span.start < body.start));
        let end = note.map_or(body.end, |note| note.whole.start.max(body.start)).min(body.end);
        let span = Span::new(body.start, end);
        let source = self.slice(placed.in_file(span));
        let view = placed.text.changes.within(span).view(&source, side);
        let ending = ClauseEnding::read(&view.text)?;
        let place = |span: Span| view.to_source(span).shift(body.start);
        let joined = ending.joined.map(|joined| Conjunction { span: place(joined.span), ..joined });
        Some(ClauseEnding { span: place(ending.span), joined, ..ending })
    }
}

impl ClauseEnding {
    /// Reads how words end; places count from their start.
    fn read(words: &str) -> Option<ClauseEnding> {
        let words = words.split_once(NOTE_RULE).map_or(words, |(words, _)| words);
        let mut text = undecorated(words);
        let mut joined = None;
        if let Some(found) = conjunction_at_end(text) {
            let before = undecorated(&text[..found.span.start as usize]);
            match before.ends_with(|c| Stop::read(c).is_some()) {
                true => (text, joined) = (before, Some(found)),
                // "class e" ends in no conjunction.
                false if found.word.chars().count() > 1 => return None,
                false => {}
            }
        }
        let last = text.chars().next_back()?;
        let abbreviated = ["etc.", "al.", "Inc.", "No."].iter().any(|word| text.ends_with(word));
        if "…?!|–—-\t".contains(last) || text.ends_with("..") {
            return None;
        }
        let place = Span::of(text.len() - last.len_utf8()..text.len());
        if let Some(stop) = Stop::read(last).filter(|_| !abbreviated) {
            // A stop of ASCII is of whatever script the words are.
            let of_words = || text.chars().rev().filter(|c| c.is_alphabetic()).find_map(script_of);
            let script = if last.is_ascii() { of_words().or_else(|| script_of(last)) } else { script_of(last) };
            return Some(ClauseEnding { stop: Some(stop), script: script?, span: place, joined });
        }
        if runs_on(words) {
            return None;
        }
        // A stop that is missing is put after quotes.
        let quotes = words[text.len()..].char_indices().take_while(|(_, c)| QUOTES.contains(c)).last();
        let span = quotes.map_or(place, |(at, quote)| {
            let start = text.len() + at;
            Span::of(start..start + quote.len_utf8())
        });
        let script = text.chars().rev().find_map(script_of).unwrap_or(Script::Latin);
        Some(ClauseEnding { stop: None, script, span, joined: None })
    }
}

/// The script that a letter or stop belongs to; none for other signs.
fn script_of(c: char) -> Option<Script> {
    match c {
        '؛' | '،' => Some(Script::Arabic),
        '\u{600}'..='\u{6ff}' if c.is_alphabetic() => Some(Script::Arabic),
        '；' | '，' | '。' | '：' | '\u{4e00}'..='\u{9fff}' => Some(Script::Chinese),
        _ if c.is_alphabetic() || Stop::read(c).is_some() => Some(Script::Latin),
        _ => None,
    }
}

const QUOTES: [char; 7] = ['"', '”', '’', '\'', '»', '」', '』'];

/// Words without what may stand after their stop: footnote marks in any form, "]" of text not agreed, quotes, emphasis.
fn undecorated(words: &str) -> &str {
    let mut text = words;
    loop {
        let trimmed = text.trim_end();
        let bare = before_last_bracketed(trimmed)
            .or_else(|| before_numbered(trimmed))
            .or_else(|| before_printed_mark(trimmed))
            .unwrap_or_else(|| trimmed.trim_end_matches(|c: char| "*_]¹²³⁴⁵⁶⁷⁸⁹⁰".contains(c) || QUOTES.contains(&c)));
        if bare.len() == text.len() {
            return text;
        }
        text = bare;
    }
}

/// What stands before "[1]" at the very end, where that may be a footnote's mark: right after a word or its stop, or after
/// a stop and a space.
fn before_numbered(text: &str) -> Option<&str> {
    let open = text.rfind('[')?;
    let (_, end) = read_numbered(text, open)?;
    let before = text[..open].trim_end();
    let marks = before.len() == open || before.ends_with(|c| Stop::read(c).is_some());
    (end == text.len() && marks).then_some(before)
}

/// Whether the last line is one after a sentence that has ended: a table, a signature, a caption.
fn runs_on(words: &str) -> bool {
    let Some((before, last)) = words.trim_end().rsplit_once(['\n', '\r']) else { return false };
    before.trim_end().ends_with(|c| Stop::read(c).is_some()) || last.contains(['|', '\t'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::{Expect, expect};

    /// How each of some words ends: with `‹;›` around the stop, `‹a›+` around the character that one is missing after.
    fn check(words: &[&str], expect: Expect) {
        let said = words.iter().map(|words| {
            let Some(ending) = ClauseEnding::read(words) else { return format!("{words:?}: tells nothing\n") };
            let (start, end) = (ending.span.start as usize, ending.span.end as usize);
            let missing = if ending.stop.is_none() { "+" } else { "" };
            let joined = ending.joined.map_or(String::new(), |joined| format!(" {}", joined.word));
            let script = if ending.script == Script::Latin { String::new() } else { format!(" {:?}", ending.script) };
            format!("{}‹{}›{missing}{}{joined}{script}\n", &words[..start], &words[start..end], &words[end..])
        });
        expect.assert_eq(&said.collect::<String>());
    }

    #[test]
    fn a_stop_is_found_in_front_of_what_decorates_it() {
        check(
            &[
                "the sea;",
                "the \"sea;\"",
                "the *sea;*",
                "[the sea;]",
                "the sea;[^1]",
                "countries;1",
                "the year 2018;1",
                "the following:2",
                "countries;[footnoteRef:1]1",
                "the sea;¹",
                "the sea.[^1][^2]",
                "“the sea;”[footnoteRef:12]12 [12: 12 \t",
                "the sea; and",
                "the *sea,* or",
                "le vent; et",
                "海洋；",
                "البحر؛",
                "countries1; ____ 1 These include all",
            ],
            expect![[r#"
                the sea‹;›
                the "sea‹;›"
                the *sea‹;›*
                [the sea‹;›]
                the sea‹;›[^1]
                countries‹;›1
                the year 2018‹;›1
                the following‹:›2
                countries‹;›[footnoteRef:1]1
                the sea‹;›¹
                the sea‹.›[^1][^2]
                “the sea‹;›”[footnoteRef:12]12 [12: 12 	
                the sea‹;› and and
                the *sea‹,›* or or
                le vent‹;› et et
                海洋‹；› Chinese
                البحر‹؛› Arabic
                countries1‹;› ____ 1 These include all
            "#]],
        );
    }

    #[test]
    fn a_missing_stop_has_its_place() {
        check(
            &["the sea", "the \"sea\"", "[the sea][^1]", "two, etc.", "2.5", "ITU-T X.805", "海洋", "*the sea*"],
            expect![[r#"
                the se‹a›+
                the "sea‹"›+
                [the se‹a›+][^1]
                two, etc‹.›+
                2.‹5›+
                ITU-T X.80‹5›+
                海‹洋›+ Chinese
                *the se‹a›+*
            "#]],
        );
        check(
            &["one …", "to wait -", "the sea.\nChair", "the sea and", "what is |"],
            expect![[r#"
                "one …": tells nothing
                "to wait -": tells nothing
                "the sea.\nChair": tells nothing
                "the sea and": tells nothing
                "what is |": tells nothing
            "#]],
        );
    }
}
