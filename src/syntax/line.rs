//! What the start of a line tells: whether it begins an item, and which.

use super::call::{VerbMatch, read_near_verb, read_verb};
use super::cursor::{Cursor, is_ideograph};
use super::head::{begins_history, is_reasons, read_annex, read_enacting, read_heading, read_proposal};
use super::invisible::is_invisible;
use super::item::{CallLine, EnactingLine, HeadingLine, ItemKind, ProposalLine};
use super::label::{LabelStyle, RawLabel, read_line_label};
use super::language::Language;
use super::part::TextPart;
use super::read_edition::read_history;
use super::reference::continues_reference;
use super::residue::{Bracketed, is_furniture, is_note_line, link_name, read_bracketed};
use crate::text::{Span, single_spaced};

/// How the line before ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Ending {
    /// With a stop, or there was none: something new may begin.
    Stop,
    /// With a comma: a call may follow, and as well the sentence may go on.
    Comma,
    /// In the middle of a sentence.
    Open,
    /// In the middle of a sentence, with a call word: "as referred to in recalling".
    CallWord,
}

/// The kind of the item before, as far as it decides what the next line is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum BeforeKind {
    /// The file begins here.
    Nothing,
    /// A heading, call or other line that the next line does not continue.
    Closed,
    /// A call: a label may follow.
    Call,
    /// A clause, a title: text that may go on.
    Open,
    /// A heading, history or enacting line whose bracket is not closed yet.
    Bracketed,
}

/// What the line before leaves behind: all that a line's reading depends on besides itself and the next line.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Before {
    pub kind: BeforeKind,
    pub ending: Ending,
    /// A blank line stands between.
    pub blank: bool,
    /// The text is an English one by what was read of it: words of other languages head no section there.
    pub english: bool,
}

impl Ending {
    /// Whether something new may begin.
    pub(super) fn is_stop(self) -> bool {
        matches!(self, Ending::Stop | Ending::Comma)
    }
}

impl Before {
    pub(super) const START: Before =
        Before { kind: BeforeKind::Nothing, ending: Ending::Stop, blank: true, english: false };
}

/// A line's first word that begins an item, with what was read of it.
#[derive(Clone)]
pub(super) enum Starter {
    Blank,
    Proposal(ProposalLine),
    Heading(HeadingLine),
    History,
    Enacting(EnactingLine),
    Call(CallLine, usize),
    Labelled(RawLabel),
    Annex(Span),
    Reasons,
    Note,
    Furniture,
    /// A line of Markdown that is no text.
    Aside,
}

/// The first place of a line that is no space and no bookmark left by conversion.
pub(super) fn content_start(line: &str) -> usize {
    let mut cursor = Cursor::new(line, 0);
    loop {
        cursor.eat_while(|c| c.is_whitespace() || is_invisible(c));
        match read_bracketed(line, cursor.at) {
            Some((Bracketed::Bookmark, end)) => cursor.at = end,
            _ => return cursor.at,
        }
    }
}

/// What begins at this line, if anything does; otherwise the line is plain.
/// `next` is the line after it, or empty.
pub(super) fn starter(line: &str, before: Before, next: &str) -> Option<Starter> {
    let start = content_start(line);
    let rest = &line[start..];
    let Some(first) = rest.chars().next() else { return Some(Starter::Blank) };
    if before.kind == BeforeKind::Bracketed && !before.blank {
        return None;
    }
    if is_furniture(rest) {
        return Some(Starter::Furniture);
    }
    if rest.starts_with('[') {
        if link_name(rest).is_some() {
            return Some(Starter::Aside);
        }
        if (before.blank || before.ending.is_stop()) && is_note_line(rest) {
            return Some(Starter::Note);
        }
    }
    // Most lines of a draft begin with a label; most plain lines with a small letter.
    let spaced = spaced_number_may_begin(before);
    let inner = start + set_off(rest);
    if let Some(call) = read_bulleted_call(line, start, before) {
        return Some(call);
    }
    let label = read_line_label(line, start, spaced)
        .or_else(|| if spaced { None } else { first_of_numbered(line, start, next) })
        .filter(|label| !(before.kind == BeforeKind::Open && !before.ending.is_stop() && lists_within(line, label)));
    if let Some(label) = label.or_else(|| (inner > start).then(|| read_line_label(line, inner, spaced)).flatten())
        && !(before.ending == Ending::CallWord && continues_reference(line, label.span.start as usize))
        && !(before.ending == Ending::Open
            && !before.blank
            && before.kind == BeforeKind::Open
            && continues_reference(line, label.span.start as usize))
    {
        return Some(Starter::Labelled(label));
    }
    if first.is_uppercase() || "([_–-*#<".contains(first) || first.is_ascii_digit() || !first.is_ascii() {
        if let Some(proposal) = read_proposal(line, start) {
            return Some(Starter::Proposal(proposal));
        }
        let in_sentence = before.kind == BeforeKind::Open && !before.ending.is_stop() && !before.blank;
        if let Some(heading) = read_heading(line, inner).filter(|heading| !heading.candidate || !in_sentence) {
            return Some(Starter::Heading(heading));
        }
        if first == '(' && (read_history(line, start).is_some() || begins_history(line, start, next)) {
            return Some(Starter::History);
        }
        if let Some(enacting) = read_enacting(line, inner) {
            return Some(Starter::Enacting(enacting));
        }
        let begins = before.kind != BeforeKind::Open || before.ending == Ending::Stop || before.blank;
        if let Some(annex) = read_annex(line, inner, begins) {
            return Some(Starter::Annex(annex));
        }
        if is_reasons(line, start) {
            return Some(Starter::Reasons);
        }
        if is_note_line(rest) {
            return Some(Starter::Note);
        }
    }
    let (call, body) = read_call(line, inner, before, next)?;
    Some(Starter::Call(call, body))
}

/// "1 to lend cables;" where "2 to lend masts;" follows: the first clause, though the call before it is wrapped.
fn first_of_numbered(line: &str, start: usize, next: &str) -> Option<RawLabel> {
    let label = read_line_label(line, start, true).filter(|label| label.text == "1")?;
    let second = read_line_label(next, content_start(next), true)?;
    (second.text == "2" && second.style == label.style).then_some(label)
}

/// "a) copper and b) glass;": the next label stands within the line, so that it is a list in the middle of a sentence.
fn lists_within(line: &str, label: &RawLabel) -> bool {
    let next = label.first_reading().map(|mark| label.with_mark(mark.next()));
    let rest = &line[label.span.end as usize..];
    label.style == LabelStyle::Bracket && next.is_some_and(|next| rest.contains(&format!(" {next} ")))
}

/// How many bytes of "[" (text not agreed), and of what Markdown has for headings and emphasis, stand before a line's first
/// word.
pub(super) fn set_off(rest: &str) -> usize {
    let mut inner = rest.trim_start_matches('#');
    inner = if inner.len() < rest.len() && inner.starts_with(' ') { inner.trim_start_matches(' ') } else { rest };
    loop {
        let marks = inner.trim_start_matches(['[', '*', '_']);
        let tag = EMPHASIS.iter().find_map(|tag| marks.strip_prefix(tag));
        match tag {
            Some(after) => inner = after,
            None => return rest.len() - marks.len(),
        }
    }
}

/// How HTML in Markdown begins emphasis, and how it ends it.
const EMPHASIS: [&str; 4] = ["<i>", "<b>", "<em>", "<strong>"];
const EMPHASIS_ENDS: [&str; 4] = ["</i>", "</b>", "</em>", "</strong>"];

/// A line without the signs of emphasis at its end.
fn without_emphasis(line: &str) -> &str {
    let mut text = line.trim_end();
    loop {
        let marks = text.trim_end_matches(['*', '_', ']']);
        match EMPHASIS_ENDS.iter().find_map(|tag| marks.strip_suffix(tag)) {
            Some(before) => text = before.trim_end(),
            None => return marks,
        }
    }
}

/// How many bytes of a sign of emphasis a text begins with.
fn sign_len(text: &str) -> usize {
    if text.starts_with(['*', '_']) {
        return 1;
    }
    EMPHASIS.iter().chain(&EMPHASIS_ENDS).find(|tag| text.starts_with(**tag)).map_or(0, |tag| tag.len())
}

/// Words without the signs of emphasis within them, and where each byte of them stands.
fn without_signs(words: &str) -> (String, Vec<usize>) {
    let (mut plain, mut places) = (String::with_capacity(words.len()), Vec::with_capacity(words.len()));
    let mut at = 0;
    while let Some(c) = words[at..].chars().next() {
        let sign = sign_len(&words[at..]);
        if sign == 0 {
            plain.push(c);
            places.extend(at..at + c.len_utf8());
        }
        at += sign.max(if sign == 0 { c.len_utf8() } else { 0 });
    }
    (plain, places)
}

/// A call of which only the verb is set off, or a part of it: "*instructs* the Director of …", "_taking_ into account".
fn read_set_off_verb(line: &str, start: usize) -> Option<VerbMatch> {
    if start == content_start(line) {
        return None;
    }
    let text = line[start..].get(..CALL_BYTES).unwrap_or(&line[start..]);
    if !text.contains(['*', '_', '<']) {
        return None;
    }
    let (plain, places) = without_signs(text);
    let verb = read_verb(&plain, 0)?;
    let source = |end: usize| start + places[end - 1] + 1;
    let mut end = source(verb.end);
    let within = end - start > verb.end || sign_len(&line[end..]) > 0;
    while sign_len(&line[end..]) > 0 {
        end += sign_len(&line[end..]);
    }
    let misspelt = verb.misspelt.map(|(from, to)| (start + places[from], source(to)));
    within.then_some(VerbMatch { start, end, misspelt, ..verb })
}

/// "• recalling": a call that somebody made an item of a list, alone on its line.
fn read_bulleted_call(line: &str, start: usize, before: Before) -> Option<Starter> {
    let words = line[start..].strip_prefix(['•', '–', '-', '\u{f0b7}'])?;
    let at = line.len() - words.trim_start().len();
    let ended = before.blank || before.ending.is_stop();
    if at == line.len() - words.len() || !ended {
        return None;
    }
    let verb = read_verb(line, at)?;
    let alone = line[verb.end..].trim_matches(|c: char| c.is_whitespace() || ":,*_".contains(c)).is_empty();
    let (call, body) = alone.then(|| read_call(line, at, before, ""))??;
    Some(Starter::Call(call, body))
}

/// Whether a line that starts nothing begins an item of its own, rather than going on with the one before.
pub(super) fn plain_begins(before: Before) -> bool {
    match before.kind {
        BeforeKind::Nothing | BeforeKind::Closed | BeforeKind::Call => true,
        // A page break may fall in the middle of a clause.
        BeforeKind::Open => before.blank && before.ending.is_stop(),
        BeforeKind::Bracketed => before.blank,
    }
}

/// "5 to encourage": a number and a space begin a clause only where the line before has ended.
fn spaced_number_may_begin(before: Before) -> bool {
    before.blank
        || before.ending == Ending::Stop
        || before.kind != BeforeKind::Open && before.ending == Ending::Comma
        || matches!(before.kind, BeforeKind::Call | BeforeKind::Nothing | BeforeKind::Closed)
}

/// How a line ends, or the last of some lines.
pub(super) fn ending(lines: &str) -> Ending {
    let lines = lines.trim_end();
    let text = &lines[lines.rfind(['\n', '\r']).map_or(0, |at| at + 1)..];
    let Some(last) = text.chars().next_back() else { return Ending::Stop };
    if last == ',' {
        return Ending::Comma;
    }
    let start = content_start(text);
    // A number alone is a label, or that of a page.
    if ";:.!?。；，：".contains(last) || text[start..].bytes().all(|byte| byte.is_ascii_digit()) {
        return Ending::Stop;
    }
    let mut from = text.len();
    // A call word, alone or with "further", at the end of a line that says more.
    for _ in 0..4 {
        from = text[..from].trim_end().rfind(|c: char| c.is_whitespace() || "(“\"".contains(c)).map_or(0, |at| at + 1);
        while !text.is_char_boundary(from) {
            from += 1;
        }
        if from <= start {
            break;
        }
        if read_verb(text, from).is_some_and(|verb| verb.end == text.len()) {
            return Ending::CallWord;
        }
    }
    Ending::Open
}

/// Reads a line that heads a section, and where the words behind its verb begin.
fn read_call(line: &str, start: usize, before: Before, next: &str) -> Option<(CallLine, usize)> {
    let own = |verb: &VerbMatch| !before.english || verb.language() == Language::En;
    let verb = match read_set_off_verb(line, start).or_else(|| read_verb(line, start)).filter(own) {
        // "invite the Director" is no French.
        Some(verb) if verb.is_foreign_to(&line[verb.end..]) => read_near_verb(line, start)?.0,
        Some(verb) => verb,
        None => misspelt_verb(line, start, before, next)?,
    };
    // The whole line may be set off as Markdown does: "*considering*".
    let text = without_emphasis(line);
    let text = text.strip_suffix(':').unwrap_or(text).trim_end();
    let text = without_emphasis(text);
    let rest = &text[verb.end.min(text.len())..];
    let words = rest.trim();
    let in_sentence = before.kind == BeforeKind::Open && !before.ending.is_stop() && !before.blank;
    // "considering," as some write it.
    let labels_follow = first_label_follows(next);
    let alone = labels_follow || !in_sentence && before.ending == Ending::Stop;
    let (text, rest, words) = match matches!(words, "," | "，" | "،") && alone {
        true => (&text[..verb.end], "", ""),
        false => (text, rest, words),
    };
    let heads = if words.is_empty() {
        !(in_sentence && continues_reference(next, content_start(next)))
    } else if verb.part() == TextPart::Preamble {
        words_after_preamble(words, verb.language()) && (!in_sentence || labels_follow)
    } else {
        addresses(words, &verb, in_sentence, labels_follow)
    };
    let candidate = !heads && !in_sentence && verb.part() == TextPart::Addressed && breaks_off(words, &verb, next);
    let apart = rest.starts_with(|c: char| c.is_whitespace() || c == ',' || is_ideograph(c));
    if !(heads || candidate) || !rest.is_empty() && !apart {
        return None;
    }
    let words = single_spaced(&without_signs(&text[start..]).0).into();
    let misspelt = verb.misspelt.map(|(from, to)| Span::of(from..to));
    let key = verb.key(rest);
    Some((
        CallLine { key, words, span: Span::of(start..text.len()), misspelt, candidate },
        if candidate { start } else { verb.end },
    ))
}

/// The verb of a line that can only be a call, with up to two wrong letters: clauses follow it; or it stands alone, or
/// with an addressee, where a new sentence begins, and is but one letter off.
fn misspelt_verb(line: &str, start: usize, before: Before, next: &str) -> Option<VerbMatch> {
    let text = line.trim_end().trim_end_matches(['*', '_', ']']);
    let begins = before.blank || before.ending.is_stop() || before.kind == BeforeKind::Closed;
    if !begins || text.len() > CALL_BYTES || text.ends_with([',', ';', '.']) {
        return None;
    }
    if first_label_follows(next) {
        return read_near_verb(line, start).map(|(verb, _)| verb);
    }
    let (verb, wrong) = read_near_verb(line, start)?;
    let words = text[verb.end.min(text.len())..].trim();
    // "invited", "requested": as likely a sentence that goes on.
    let past = text.get(start..verb.end).is_some_and(|written| written.ends_with("ed"));
    let heads = words.is_empty() || (verb.part() == TextPart::Addressed && words.starts_with("the "));
    (wrong == 1 && !past && heads).then_some(verb)
}

/// The longest line, in bytes, that is looked at as a call with a wrong letter.
const CALL_BYTES: usize = 200;

/// "noting with appreciation", "considering that", "recognizing in particular": still a call.
fn words_after_preamble(words: &str, language: Language) -> bool {
    let few = words.split_whitespace().count() <= 5 && !words.contains([',', ';', '.', '(']);
    few && language.words().leads.iter().any(|word| Cursor::new(words, 0).eat_words(word))
}

/// Whether what follows an operative verb is an addressee or lead-in, and not a sentence.
fn addresses(words: &str, verb: &VerbMatch, in_sentence: bool, labels_follow: bool) -> bool {
    if words.len() > 300 || words.ends_with([';', '.', ',']) || words.contains("; ") {
        return false;
    }
    // "resolves 3 above": a reference.
    if words.starts_with(|c: char| c.is_ascii_digit()) || continues_reference(words, 0) {
        return false;
    }
    if labels_follow {
        return true;
    }
    if in_sentence {
        return false;
    }
    if verb.language() != Language::En {
        return verb.part() == TextPart::Addressed && addresses_in(words, verb.language());
    }
    let sentence = Cursor::new(words, 0).eat_words("that") || words.contains(" to ");
    match verb.part() {
        // "resolves to instruct the Director", "resolves further": but "resolves that …" is a sentence.
        TextPart::Operative => Cursor::new(words, 0).eat_words("to") && words.matches(" to ").count() == 0,
        _ => {
            !sentence
                && words
                    .starts_with(|c: char| !c.is_lowercase() || words.starts_with("the ") || words.starts_with("all "))
        }
    }
}

/// The same in another language than English.
fn addresses_in(words: &str, language: Language) -> bool {
    let own = language.words();
    let named = words.starts_with(|c: char| !c.is_lowercase());
    let begins = named
        || own.addressees.iter().any(|word| words.starts_with(word.as_str()) && Cursor::new(words, 0).eat_fold(word));
    let sentence = words.split_whitespace().any(|word| {
        let small = word.starts_with(char::is_lowercase);
        small
            && (own.begins_clause.iter().take(2).any(|that| that == word)
                || own.infinitives.iter().any(|end| word.len() > end.len() + 2 && word.ends_with(end.as_str())))
    });
    begins && !sentence
}

/// Whether an addressee goes on in the next line after a comma: "instructs the Director of TSB,⏎in collaboration with …".
fn breaks_off(words: &str, verb: &VerbMatch, next: &str) -> bool {
    let addressee = words.strip_suffix(',').is_some_and(|words| addresses(words, verb, false, false));
    addressee && !next.trim().is_empty() && !first_label_follows(next)
}

/// Whether a line begins with the first label of its kind.
fn first_label_follows(next: &str) -> bool {
    let start = content_start(next);
    let start = start + set_off(&next[start..]);
    let first = |text: &str| matches!(text, "a" | "1" | "i" | "–" | "1.1" | "а" | "أ" | "ا");
    read_line_label(next, start, true).is_some_and(|label| first(label.text.as_str()))
}

/// What the kind of an item means for the line after it.
pub(super) fn before_kind(kind: &ItemKind, text: &str) -> BeforeKind {
    let open_bracket = || text.matches('(').count() > text.matches(')').count();
    match kind {
        ItemKind::Blank => BeforeKind::Nothing,
        ItemKind::Heading(line) if line.candidate && !open_bracket() => BeforeKind::Open,
        ItemKind::Heading(_) | ItemKind::History(_) | ItemKind::Enacting(_) if open_bracket() => BeforeKind::Bracketed,
        ItemKind::Proposal(_) | ItemKind::Heading(_) | ItemKind::History(_) | ItemKind::Enacting(_) => {
            BeforeKind::Closed
        }
        ItemKind::Annex(_) | ItemKind::Furniture | ItemKind::Aside => BeforeKind::Closed,
        ItemKind::Call(_) => BeforeKind::Call,
        ItemKind::Labelled(_) | ItemKind::Reasons | ItemKind::Note | ItemKind::Plain => BeforeKind::Open,
    }
}
