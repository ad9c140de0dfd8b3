//! References: what points to a clause, in this text or another.

use super::call::{CallKey, VerbMatch, read_verb, verbs};
use super::cursor::{Cursor, at_word_start, is_hyphen};
use super::label::{Mark, NamedLabel, read_named_label};
use super::language::Language;
use super::lists;
use super::part::TextPart;
use super::word_set::word_sets;
use crate::text::{Span, offset};

/// What a reference says of where its clauses are.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Whereabouts {
    /// Nothing: this text, unless another was cited earlier in the clause.
    Unsaid,
    /// "above".
    Above,
    /// "below".
    Below,
    /// "of this resolution".
    ThisText,
    /// "of Resolution 25 (Rev. Dubai, 2018)": the citation that begins here.
    Cited(u32),
    /// "thereof", "of that resolution": the text cited last.
    Thereof,
}

/// One clause, or a run of clauses, that is referred to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Target {
    /// From the section's clause down: `c)` and `ii)` of "considering c) ii)".
    pub path: Vec<NamedLabel>,
    /// The last of a run: "resolves 1 to 3".
    pub to: Option<NamedLabel>,
    pub span: Span,
}

/// What is wrong with how a reference is written, where it can be read all the same.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ReferenceSlip {
    /// No space: "consideringk)".
    Joined,
    /// No bracket after a letter: "considering k above".
    Unbracketed,
    /// A bracket too many: "considering (k)".
    Bracketed,
    /// "considering a) & b)"
    Ampersand,
    /// A letter for a digit: "resolves 1O".
    Lookalike,
    /// The clause before its section: "paragraph b) of considering".
    Turned,
    /// "operative paragraph 9"
    OperativeParagraph,
    /// No section: "paragraph 3 below". The call is that of the section with such clauses (`fold.rs`).
    Sectionless,
}

/// A reference to clauses of one section, or to the whole section.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Reference {
    /// The call that is named.
    pub call: CallKey,
    /// Where the call is named.
    pub call_span: Span,
    /// The clauses; none: the whole section.
    pub targets: Vec<Target>,
    pub whereabouts: Whereabouts,
    /// All of it, from the call to "above" or "of this resolution".
    pub span: Span,
    /// It reads as a reference only if the text has a section with this addressee.
    pub tentative: bool,
    /// What is wrong with its form.
    pub slip: Option<ReferenceSlip>,
}

impl Target {
    /// Whether both name the same labels, wherever they stand.
    pub(super) fn names_the_same(&self, other: &Target) -> bool {
        let label = |label: &NamedLabel| (label.first, label.suffix);
        self.path.iter().map(label).eq(other.path.iter().map(label))
            && self.to.as_ref().map(label) == other.to.as_ref().map(label)
    }

    /// Whether both name the same labels at the same place: in the two views of a text, whether the words were kept.
    pub fn says_the_same(&self, other: &Target) -> bool {
        self.span.start == other.span.start && self.names_the_same(other)
    }
}

impl Reference {
    /// From the call to the last label.
    pub fn labels_span(&self) -> Span {
        self.targets.last().map_or(self.call_span, |target| self.call_span.cover(target.span))
    }

    /// Whether both say the same, wherever they stand.
    pub fn says_the_same(&self, other: &Reference) -> bool {
        let placeless = |reference: &Reference| {
            let mut reference = reference.clone();
            reference.each_span(&mut |span| *span = Span::default());
            reference
        };
        self == other || placeless(self) == placeless(other)
    }

    pub(super) fn each_span(&mut self, f: &mut dyn FnMut(&mut Span)) {
        f(&mut self.call_span);
        f(&mut self.span);
        for target in &mut self.targets {
            f(&mut target.span);
            target.path.iter_mut().chain(&mut target.to).for_each(|label| f(&mut label.span));
        }
        if let Whereabouts::Cited(at) = &mut self.whereabouts {
            let mut span = Span::empty(*at);
            f(&mut span);
            *at = span.start;
        }
    }
}

/// An addressee of more words is one that a section is headed by, if the section is there.
const LONG_ADDRESSEE: usize = 4;

/// How many words an addressee named inside a reference may have.
const ADDRESSEE_WORDS: usize = 16;

/// Reads the reference that a call word inside a text may begin.
pub(super) fn read_reference(text: &str, verb: &VerbMatch) -> Option<Reference> {
    let read = read_from_call(text, verb)?;
    // "上述考虑到g)": in Chinese "above" comes first.
    let before = &text[..verb.start];
    let above = Language::Zh.words().above.iter().find(|words| before.ends_with(words.as_str()));
    match above.filter(|_| verb.language() == Language::Zh && read.whereabouts == Whereabouts::Unsaid) {
        Some(words) => {
            let span = Span::new(read.span.start - offset(words.len()), read.span.end);
            Some(Reference { whereabouts: Whereabouts::Above, span, ..read })
        }
        None => Some(read),
    }
}

fn read_from_call(text: &str, verb: &VerbMatch) -> Option<Reference> {
    let mut cursor = Cursor::new(text, verb.end);
    // "*considering* k)", "*considering k)* above": emphasis in Markdown.
    cursor.eat_while(|c| c == '*');
    if !cursor.whitespace() && verb.language() != Language::Zh {
        return None;
    }
    cursor.eat_while(|c| c == '*');
    let read = read_targets(text, cursor, verb.part(), verb.part() == TextPart::Addressed);
    if verb.part() == TextPart::Preamble
        && read.as_ref().is_none_or(|(_, whereabouts, _)| *whereabouts == Whereabouts::Unsaid)
        && let Some((targets, whereabouts, end)) = read_bare_targets(text, cursor)
    {
        let read = reference(text, verb, verb.end, targets, whereabouts, end, false);
        return Some(Reference { slip: Some(ReferenceSlip::Unbracketed), ..read });
    }
    if let Some((targets, whereabouts, end)) = read {
        return Some(reference(text, verb, verb.end, targets, whereabouts, end, false));
    }
    if let Some((whereabouts, end)) = read_whereabouts(text, verb.end) {
        let clear = !matches!(whereabouts, Whereabouts::Cited(_) | Whereabouts::Unsaid);
        return clear.then(|| reference(text, verb, verb.end, Vec::new(), whereabouts, end, false));
    }
    if verb.part() == TextPart::Preamble {
        return None;
    }
    // "instructs the Secretary-General 5 below": the addressee first.
    for nth in 0..ADDRESSEE_WORDS {
        let word = cursor.eat_while(|c| c.is_alphanumeric() || "'’/&".contains(c) || is_hyphen(c));
        if word.is_empty() {
            return None;
        }
        let end_of_addressee = cursor.at;
        if let Some((whereabouts, end)) = read_whereabouts(text, end_of_addressee) {
            let clear = matches!(whereabouts, Whereabouts::Above | Whereabouts::Below | Whereabouts::ThisText);
            return clear.then(|| reference(text, verb, end_of_addressee, Vec::new(), whereabouts, end, true));
        }
        if !cursor.whitespace() {
            return None;
        }
        // A long addressee is no sentence: "instructs the Director of the Bureau 9".
        if let Some((targets, whereabouts, end)) = read_targets(text, cursor, verb.part(), nth < LONG_ADDRESSEE) {
            return Some(reference(text, verb, end_of_addressee, targets, whereabouts, end, true));
        }
    }
    None
}

fn reference(
    text: &str,
    verb: &VerbMatch,
    call_end: usize,
    targets: Vec<Target>,
    whereabouts: Whereabouts,
    end: usize,
    tentative: bool,
) -> Reference {
    let slip = slip_of(text, &targets);
    Reference {
        call: verb.key(&text[verb.end..call_end]),
        call_span: Span::of(verb.start..call_end),
        targets,
        whereabouts,
        span: Span::of(verb.start..end),
        tentative,
        slip,
    }
}

/// What is wrong with how clauses are named.
fn slip_of(text: &str, targets: &[Target]) -> Option<ReferenceSlip> {
    let mut labels = targets.iter().flat_map(|target| target.path.iter().chain(&target.to));
    let written = |label: &NamedLabel| &text[label.span.range()];
    if labels.clone().any(|label| written(label).starts_with('(')) {
        return Some(ReferenceSlip::Bracketed);
    }
    if labels.any(|label| written(label).contains(LOOKALIKES)) && targets.iter().any(is_number) {
        return Some(ReferenceSlip::Lookalike);
    }
    let between = |pair: &[Target]| text[pair[0].span.end as usize..pair[1].span.start as usize].contains('&');
    targets.windows(2).any(between).then_some(ReferenceSlip::Ampersand)
}

fn is_number(target: &Target) -> bool {
    target.path.iter().any(|label| matches!(label.first, Mark::Number(_)))
}

/// Letters that are taken for digits.
const LOOKALIKES: [char; 3] = ['O', 'l', 'I'];

/// Reads "operative paragraph 9", "paragraph b) of considering" and "paragraphs 2 to 4 below", where the word is found.
pub(super) fn read_paragraph_reference(text: &str, start: usize, end: usize) -> Option<Reference> {
    let mut cursor = Cursor::new(text, end);
    if !at_word_start(text, start) || !cursor.whitespace() {
        return None;
    }
    let english =
        Language::En.words().points.iter().any(|word| text[start..end].to_lowercase().ends_with(word.as_str()));
    let mut targets = Vec::new();
    read_listed_targets(&mut cursor, &mut targets)?;
    if text[start..end].to_ascii_lowercase().starts_with("operative") {
        let verb = verbs().iter().position(|verb| verb.words == "resolves")? as u16;
        let verb = VerbMatch { verb, further: false, also: false, start, end, misspelt: None };
        let (whereabouts, whole) = read_whereabouts(text, cursor.at).unwrap_or((Whereabouts::Unsaid, cursor.at));
        let read = reference(text, &verb, end, targets, whereabouts, whole, false);
        return Some(Reference { slip: Some(ReferenceSlip::OperativeParagraph), ..read });
    }
    let whole = cursor.at;
    if let Some(said) = read_whereabouts(text, whole) {
        let here = matches!(said.0, Whereabouts::Above | Whereabouts::Below | Whereabouts::ThisText);
        // "point 2 above" is an English point, and no clause.
        let own = english || !["above", "below", "resolution"].iter().any(|word| text[..said.1].ends_with(word));
        return (here && own).then(|| sectionless(text, start, end, targets, said));
    }
    let closed = cursor.peek().is_none_or(|c| ",;.)]".contains(c));
    cursor.whitespace();
    if !word_sets().of.eat(&mut cursor) || !cursor.whitespace() {
        // "Article 8, paragraph 3"
        let alone = text[..start].trim_end().ends_with(char::is_alphabetic);
        return (closed && alone && english)
            .then(|| sectionless(text, start, end, targets, (Whereabouts::Unsaid, whole)));
    }
    cursor.eat_while(is_set_off);
    let verb = read_verb(text, cursor.at).filter(|verb| verb.part() != TextPart::Addressed)?;
    if !english && verb.language() == Language::En {
        return None;
    }
    let mut after = Cursor::new(text, verb.end);
    after.eat_while(|c| is_set_off(c) || c == ',');
    let said = read_whereabouts(text, verb.end).or_else(|| read_whereabouts(text, after.at));
    let (whereabouts, whole) = said.unwrap_or((Whereabouts::Unsaid, verb.end));
    let read = reference(text, &verb, verb.end, targets, whereabouts, whole, false);
    // In other languages the clause is named before its section.
    let slip = (verb.language() == Language::En).then_some(ReferenceSlip::Turned).or(read.slip);
    Some(Reference { slip, span: Span::of(start..whole), ..read })
}

/// What sets a call off from the words around it.
fn is_set_off(c: char) -> bool {
    matches!(c, '*' | '"' | '“' | '”' | '«' | '»')
}

/// A reference to clauses that does not say their section; until that is found its call is any.
fn sectionless(
    text: &str,
    start: usize,
    end: usize,
    targets: Vec<Target>,
    (whereabouts, whole): (Whereabouts, usize),
) -> Reference {
    let verb = VerbMatch { verb: 0, further: false, also: false, start, end, misspelt: None };
    let read = reference(text, &verb, end, targets, whereabouts, whole, false);
    Reference { slip: Some(ReferenceSlip::Sectionless), ..read }
}

/// Reads "consideringk)", where a call word is found that ends inside a word.
pub(super) fn read_joined_reference(text: &str, verb: u16, start: usize, end: usize) -> Option<Reference> {
    let label = &text.as_bytes()[end..];
    // "(the understandings)"
    let lettered = matches!(label, [letter, b')', ..] if letter.is_ascii_lowercase() && *letter != b's');
    if !lettered || !text[start..end].ends_with("ing") || !at_word_start(text, start) {
        return None;
    }
    let verb = VerbMatch { verb, further: false, also: false, start, end, misspelt: None };
    let (targets, whereabouts, end) = read_targets(text, Cursor::new(text, verb.end), verb.part(), false)?;
    let read = reference(text, &verb, verb.end, targets, whereabouts, end, false);
    Some(Reference { slip: Some(ReferenceSlip::Joined), ..read })
}

/// Reads "k above", "a and b of this resolution": letters without their brackets, which only what follows shows to be
/// clauses.
fn read_bare_targets(text: &str, start: Cursor<'_>) -> Option<(Vec<Target>, Whereabouts, usize)> {
    let mut cursor = start;
    let mut targets = vec![read_bare_target(&mut cursor)?];
    loop {
        let mut trial = cursor;
        if !lists::separator(&mut trial) {
            break;
        }
        let Some(target) = read_bare_target(&mut trial) else { break };
        targets.push(target);
        cursor = trial;
    }
    // A number has no bracket to lack.
    let bare = |label: &NamedLabel| text[label.span.range()].ends_with(|c: char| c.is_ascii_lowercase());
    let Some((whereabouts, end)) = read_whereabouts(text, cursor.at) else {
        let any = targets.iter().any(|target| target.to.is_none() && target.path.iter().any(bare));
        return (any && ends_bare_targets(&cursor, targets.last()?)).then_some((
            targets,
            Whereabouts::Unsaid,
            cursor.at,
        ));
    };
    let here = matches!(whereabouts, Whereabouts::Above | Whereabouts::Below | Whereabouts::ThisText);
    // "noting a below-average result"
    let whole = !text[end..].starts_with(is_hyphen);
    (here && whole).then_some((targets, whereabouts, end))
}

/// Whether letters that nothing says to be clauses may end here: "considering b is", and never the article, "considering a
/// report", a compound, "considering e-government", or "e.g.".
fn ends_bare_targets(cursor: &Cursor<'_>, last: &Target) -> bool {
    let article = last.path[0].first == Mark::Letter(1) && last.span.len() == 1;
    let mut next = *cursor;
    match next.bump() {
        None => true,
        Some('.') => next.peek().is_none_or(char::is_whitespace),
        Some(c) if ",;:)".contains(c) => true,
        Some(c) => c.is_whitespace() && (!article || next.rest().trim().is_empty()),
    }
}

fn read_bare_target(cursor: &mut Cursor<'_>) -> Option<Target> {
    if let Some(target) = read_target(cursor) {
        return Some(target);
    }
    let mut trial = *cursor;
    let letter = trial.peek().filter(char::is_ascii_lowercase)?;
    trial.bump();
    if !trial.peek().is_none_or(|c| c.is_whitespace() || ",;.:)".contains(c)) {
        return None;
    }
    let span = trial.span_since(cursor.at);
    *cursor = trial;
    let first = Mark::Letter(u16::from(letter as u8 - b'a') + 1);
    Some(Target { path: vec![NamedLabel { first, second: None, suffix: None, span }], to: None, span })
}

/// Reads "a), b) and c) above", "1 to 3", "c) ii) and e)". A number alone is a clause only where it cannot be
/// a quantity.
fn read_targets(
    text: &str,
    start: Cursor<'_>,
    part: TextPart,
    addressed: bool,
) -> Option<(Vec<Target>, Whereabouts, usize)> {
    let mut cursor = start;
    let mut targets = Vec::new();
    read_listed_targets(&mut cursor, &mut targets)?;
    let end = cursor.at;
    let said = read_whereabouts(text, end);
    let bare_number = targets[0].path[0].first.ordinal() > 0
        && text[targets[0].path[0].span.range()].starts_with(|c: char| c.is_ascii_digit());
    if said.is_none() {
        if bare_number && !(number_is_clause(text, end, part, addressed)) {
            return None;
        }
        // "considering a) that the …": a call and its clause that conversion ran together; "noting (i) the growth": a list.
        let mut next = Cursor::new(text, end);
        next.whitespace();
        let list = text[targets[0].span.range()].starts_with('(');
        let article = ["the", "a", "an", "to", "its"].iter().any(|word| { next }.eat_words(word));
        if next.eat_words("that") || begins_foreign_clause(&next) || (list && article) {
            return None;
        }
    }
    let (whereabouts, end) = said.unwrap_or((Whereabouts::Unsaid, end));
    Some((targets, whereabouts, end))
}

/// Reads the members of a list of clauses.
fn read_listed_targets(cursor: &mut Cursor<'_>, targets: &mut Vec<Target>) -> Option<()> {
    targets.push(read_target(cursor)?);
    loop {
        let mut trial = *cursor;
        if !lists::separator(&mut trial) {
            return Some(());
        }
        let Some(target) = read_target(&mut trial) else { return Some(()) };
        targets.push(target);
        *cursor = trial;
    }
}

/// "resolves 3, …" is a clause; "requests 3 experts" and ", resolves 1 to continue" are none.
fn number_is_clause(text: &str, end: usize, part: TextPart, addressed: bool) -> bool {
    let mut next = Cursor::new(text, end);
    let closed = next.peek().is_none_or(|c| ",;.:)]".contains(c));
    if closed {
        return part != TextPart::Preamble;
    }
    if part == TextPart::Preamble || addressed {
        return false;
    }
    next.whitespace();
    !word_sets().begins_clause.eat(&mut next)
}

/// "que", "что": in other languages than English words that begin a clause can stand nowhere else after a label.
fn begins_foreign_clause(next: &Cursor<'_>) -> bool {
    word_sets().begins_foreign_clause.eat(&mut { *next })
}

fn read_target(cursor: &mut Cursor<'_>) -> Option<Target> {
    let start = cursor.at;
    let mut path = vec![read_written_label(cursor)?];
    loop {
        let mut trial = *cursor;
        trial.whitespace();
        // Below a clause come `i)`, `a)`: never a number again.
        if !trial.peek().is_some_and(|c| c.is_ascii_lowercase() || c == '(') {
            break;
        }
        let Some(label) = read_written_label(&mut trial) else { break };
        path.push(label);
        *cursor = trial;
    }
    let end = cursor.at;
    let mut to = None;
    let mut trial = *cursor;
    if lists::through(&mut trial)
        && let Some(label) = read_written_label(&mut trial)
        && path.last().is_some_and(|first| {
            first.first.same_kind(label.first) || label.second.is_some_and(|second| first.first.same_kind(second))
        })
    {
        to = Some(label);
        *cursor = trial;
    }
    let end = if to.is_some() { cursor.at } else { end };
    Some(Target { path, to, span: Span::of(start..end) })
}

/// Reads a label as a reference names it, or as it is often miswritten: "(b)", "1O".
fn read_written_label(cursor: &mut Cursor<'_>) -> Option<NamedLabel> {
    if let Some(label) = read_named_label(cursor) {
        return Some(label);
    }
    let start = cursor.at;
    let mut trial = *cursor;
    if trial.eat('(') {
        let label = read_named_label(&mut trial)?;
        if label.suffix.is_some() || !(trial.rest().starts_with(')') || trial.since(start).ends_with(')')) {
            return None;
        }
        trial.eat(')');
        *cursor = trial;
        return Some(NamedLabel { span: trial.span_since(start), ..label });
    }
    let written = trial.eat_while(|c| c.is_ascii_digit() || LOOKALIKES.contains(&c));
    let digits = written.starts_with(|c: char| c.is_ascii_digit()) && written.contains(LOOKALIKES);
    if !digits || written.len() > 3 || trial.peek().is_some_and(char::is_alphanumeric) {
        return None;
    }
    let number = written.replace('O', "0").replace(['l', 'I'], "1").parse().ok()?;
    *cursor = trial;
    Some(NamedLabel { first: Mark::Number(number), second: None, suffix: None, span: trial.span_since(start) })
}

/// "above", "below", "of this resolution", "thereof", "of Resolution 25 …" after the clauses.
fn read_whereabouts(text: &str, at: usize) -> Option<(Whereabouts, usize)> {
    let mut cursor = Cursor::new(text, at);
    cursor.eat_while(|c| c == '*');
    if !cursor.whitespace() {
        return None;
    }
    let sets = word_sets();
    let said = [
        (&sets.above, Whereabouts::Above),
        (&sets.below, Whereabouts::Below),
        (&sets.thereof, Whereabouts::Thereof),
        (&sets.this_text, Whereabouts::ThisText),
        (&sets.that_text, Whereabouts::Thereof),
    ];
    for (words, whereabouts) in said {
        if words.eat(&mut cursor) {
            return Some((whereabouts, cursor.at));
        }
    }
    let of = cursor.eat_words("to") || sets.of.eat(&mut cursor);
    if !of || !cursor.whitespace() {
        return None;
    }
    let is_text = |cursor: &mut Cursor<'_>| cursor.eat_words("draft resolution") || sets.instruments.eat(cursor);
    for (words, whereabouts) in [
        ("this", Whereabouts::ThisText),
        ("the present", Whereabouts::ThisText),
        ("that", Whereabouts::Thereof),
        ("the same", Whereabouts::Thereof),
    ] {
        let mut trial = cursor;
        if trial.eat_words(words) && trial.whitespace() && is_text(&mut trial) {
            return Some((whereabouts, trial.at));
        }
    }
    // "of Resolution 25", "of WTSA Resolution 1": the citation itself is read where its word is found.
    let mut trial = cursor;
    for _ in 0..6 {
        let word_at = trial.at;
        if trial.peek().is_some_and(char::is_uppercase)
            && is_text(&mut trial)
            && trial.peek().is_some_and(char::is_whitespace)
        {
            return Some((Whereabouts::Cited(Span::of(word_at..word_at).start), at));
        }
        if trial.eat_while(|c| c.is_alphabetic()).is_empty() || !trial.whitespace() {
            break;
        }
    }
    None
}

/// Whether a line goes on with the clauses of a reference that the line before began:
/// "as referred to in recalling⏎c) iv) above".
pub(crate) fn continues_reference(line: &str, start: usize) -> bool {
    let mut cursor = Cursor::new(line, start);
    let Some(_) = read_target(&mut cursor) else { return false };
    if cursor.peek().is_some_and(|c| ",;.".contains(c)) {
        return true;
    }
    if read_whereabouts(line, cursor.at).is_some() {
        return true;
    }
    lists::separator(&mut cursor) && read_named_label(&mut cursor).is_some()
}

/// "Annex 1 to this resolution".
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AnnexReference {
    /// "1", "A", or empty for "the annex".
    pub number: smol_str::SmolStr,
    pub span: Span,
}

/// Reads "Annex 1 to this resolution" and "the annex to this resolution" at the word's end.
pub(super) fn read_annex_reference(text: &str, start: usize, end: usize) -> Option<AnnexReference> {
    let mut cursor = Cursor::new(text, end);
    if !cursor.whitespace() {
        return None;
    }
    let number = cursor.eat_while(|c| c.is_ascii_digit() || c.is_ascii_uppercase());
    if !number.is_empty() {
        cursor.whitespace();
    }
    if !cursor.eat_words("to") || !cursor.whitespace() || !cursor.eat_words("this") || !cursor.whitespace() {
        return None;
    }
    let text_word = ["resolution", "decision", "recommendation"].iter().any(|word| cursor.eat_words(word));
    text_word.then(|| AnnexReference { number: number.into(), span: cursor.span_since(start) })
}
