//! Labels: what stands before a clause.

use smol_str::SmolStr;

use super::alphabet::{is_foreign_letter, letter_like, places};
use super::cursor::{Cursor, is_ideograph};
use crate::text::Span;

/// What a label counts with.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Mark {
    /// `a)` is 1, `z)` 26, `aa)` 27.
    Letter(u16),
    /// `i)`, `ii)`.
    Roman(u16),
    /// `1`, `12`.
    Number(u16),
    /// `1.2`, `3.1.4`: up to four levels, 0 where there is none.
    Decimal([u16; 4]),
    /// A dash or bullet, which does not count.
    Dash,
}

/// Latin for a label kept stable when something was put in before it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Suffix {
    /// `b)bis`, `1bis`
    Bis,
    /// `b)ter`
    Ter,
    /// `b)quater`
    Quater,
    /// `1.2A`
    Capital(char),
}

/// The suffixes as they are written, the longest first: "quater" ends in "ter".
const SUFFIXES: [(&str, Suffix); 3] = [("quater", Suffix::Quater), ("bis", Suffix::Bis), ("ter", Suffix::Ter)];

/// A label as the tree has it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Label {
    /// What it counts with.
    pub mark: Mark,
    /// `bis`, `ter`.
    pub suffix: Option<Suffix>,
}

impl Label {
    /// A label without suffix.
    pub const fn plain(mark: Mark) -> Label {
        Label { mark, suffix: None }
    }

    /// The label of a clause that is put in after this one, so that the others keep theirs: `b)bis`, then `b)ter`, `b)quater`. `None`
    /// after that, and where nothing is counted.
    pub fn with_next_suffix(self) -> Option<Label> {
        let suffix = match self.suffix {
            _ if self.mark == Mark::Dash => return None,
            None => Suffix::Bis,
            Some(Suffix::Bis) => Suffix::Ter,
            Some(Suffix::Ter) => Suffix::Quater,
            Some(Suffix::Quater | Suffix::Capital(_)) => return None,
        };
        Some(Label { suffix: Some(suffix), ..self })
    }
}

impl Mark {
    /// The mark that follows this one at its level; a dash follows a dash.
    #[must_use]
    pub fn next(self) -> Mark {
        match self {
            Mark::Letter(n) => Mark::Letter(n + 1),
            Mark::Roman(n) => Mark::Roman(n + 1),
            Mark::Number(n) => Mark::Number(n + 1),
            Mark::Decimal(mut path) => {
                if let Some(last) = path.iter_mut().rev().find(|part| **part > 0) {
                    *last += 1;
                }
                Mark::Decimal(path)
            }
            Mark::Dash => Mark::Dash,
        }
    }

    /// Its place at its level, from 1; 0 for a dash.
    pub fn ordinal(self) -> u16 {
        match self {
            Mark::Letter(n) | Mark::Roman(n) | Mark::Number(n) => n,
            Mark::Decimal(path) => path.iter().rev().copied().find(|&part| part > 0).unwrap_or(0),
            Mark::Dash => 0,
        }
    }

    /// Whether both count in the same way; decimals of different lengths do not.
    pub fn same_kind(self, other: Mark) -> bool {
        match (self, other) {
            (Mark::Decimal(_), Mark::Decimal(_)) => self.depth() == other.depth(),
            _ => std::mem::discriminant(&self) == std::mem::discriminant(&other),
        }
    }

    /// How many levels a decimal has; 1 for the others.
    pub fn depth(self) -> usize {
        match self {
            Mark::Decimal(path) => path.iter().filter(|&&part| part > 0).count(),
            _ => 1,
        }
    }

    /// Reads a mark as somebody writes it, with its punctuation or without, where it counts as `kind` does: "c", "c)",
    /// "3", "2.3".
    pub fn read_alike(text: &str, kind: Mark) -> Option<Mark> {
        let text = text.trim();
        let text = text.strip_prefix('(').unwrap_or(text).trim_end_matches([')', '.']).to_ascii_lowercase();
        match kind {
            Mark::Letter(_) => letter_ordinal(&text).map(Mark::Letter),
            Mark::Roman(_) => roman_ordinal(&text).map(Mark::Roman),
            Mark::Number(_) => decimal(&text).filter(|mark| mark.same_kind(kind)),
            Mark::Decimal(_) => match decimal(&text)? {
                Mark::Number(n) => Some(kind.with_ordinal(n)),
                mark => Some(mark).filter(|mark| kind.with_ordinal(mark.ordinal()) == *mark),
            },
            Mark::Dash => None,
        }
    }

    /// The same kind of mark with another ordinal.
    #[must_use]
    pub fn with_ordinal(self, n: u16) -> Mark {
        match self {
            Mark::Letter(_) => Mark::Letter(n),
            Mark::Roman(_) => Mark::Roman(n),
            Mark::Number(_) => Mark::Number(n),
            Mark::Decimal(mut path) => {
                if let Some(last) = path.iter_mut().rev().find(|part| **part > 0) {
                    *last = n;
                }
                Mark::Decimal(path)
            }
            Mark::Dash => Mark::Dash,
        }
    }
}

/// As it is written before a clause: `k)`, `12`, `1.1`, `iv)`, `–`.
impl std::fmt::Display for Mark {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match *self {
            Mark::Letter(n) => write!(f, "{})", letters(n)),
            Mark::Roman(n) => write!(f, "{})", roman(n)),
            Mark::Number(n) => write!(f, "{n}"),
            Mark::Decimal(path) => {
                for (index, part) in path.iter().filter(|&&part| part > 0).enumerate() {
                    if index > 0 {
                        f.write_str(".")?;
                    }
                    write!(f, "{part}")?;
                }
                Ok(())
            }
            Mark::Dash => f.write_str("–"),
        }
    }
}

/// `b)bis`, `1bis`.
impl std::fmt::Display for Label {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.mark.fmt(f)?;
        if let Some(Suffix::Capital(letter)) = self.suffix {
            return write!(f, "{letter}");
        }
        let word = SUFFIXES.iter().find(|(_, suffix)| Some(*suffix) == self.suffix);
        f.write_str(word.map_or("", |(word, _)| word))
    }
}

/// 1 is `a`, 26 `z`, 27 `aa`, 28 `ab`.
fn letters(n: u16) -> SmolStr {
    let mut n = u32::from(n);
    let mut letters = Vec::new();
    while n > 0 {
        letters.push(char::from(b'a' + ((n - 1) % 26) as u8));
        n = (n - 1) / 26;
    }
    letters.into_iter().rev().collect()
}

fn letter_ordinal(text: &str) -> Option<u16> {
    let bytes = text.as_bytes();
    let place = |b: u8| u16::from(b.to_ascii_lowercase() - b'a') + 1;
    match bytes {
        [a] if a.is_ascii_alphabetic() => Some(place(*a)),
        // `aa)` to `az)` by counting on; `bb)`, `cc)` are the other custom for the same places.
        [b'a', b] if b.is_ascii_lowercase() => Some(26 + place(*b)),
        [a, b] if a == b && a.is_ascii_lowercase() => Some(26 + place(*a)),
        _ => None,
    }
}

const ROMAN: [(u16, &str); 9] =
    [(100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")];

fn roman(mut n: u16) -> SmolStr {
    let mut text = String::new();
    for (value, digits) in ROMAN {
        while n >= value {
            text.push_str(digits);
            n -= value;
        }
    }
    text.into()
}

fn roman_ordinal(text: &str) -> Option<u16> {
    if text.is_empty() || text.len() > 6 {
        return None;
    }
    let (mut rest, mut n) = (text, 0);
    for (value, digits) in ROMAN {
        while let Some(after) = rest.strip_prefix(digits) {
            rest = after;
            n += value;
        }
    }
    // Only the usual way of writing a number counts: "iiii" is no label.
    (rest.is_empty() && n < 50 && roman(n) == text).then_some(n)
}

/// How a label is punctuated.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum LabelStyle {
    /// `a)`
    Bracket,
    /// `(a)`: the UN's sub-levels.
    Brackets,
    /// `1`
    Bare,
    /// `1.`: the UN's paragraphs.
    Dot,
    /// `–`, `•`
    Dash,
}

/// A label as it is written, before its neighbours tell what it counts with.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RawLabel {
    /// The letters or digits alone: `k`, `56`, `1.1`, `ji`.
    pub text: SmolStr,
    /// Its punctuation.
    pub style: LabelStyle,
    /// `bis`, `ter`.
    pub suffix: Option<Suffix>,
    /// With its punctuation and suffix.
    pub span: Span,
    /// Whether a TAB stands after it, or nothing (then the clause's words are on the next line).
    pub tabbed: bool,
    /// Whether nothing stands after it on its line.
    pub(super) alone: bool,
}

impl RawLabel {
    /// What it can mean, likeliest first; none where it was run together from two labels.
    pub fn readings(&self) -> impl Iterator<Item = Mark> {
        readings(&self.text, self.style)
    }

    /// The letters that a figure with a bracket may have been before a page was scanned: `9)` for g), `1)` for l) or i).
    pub(super) fn look_alikes(&self) -> impl Iterator<Item = Mark> {
        let alike = match (self.style, self.text.as_str()) {
            (LabelStyle::Bracket | LabelStyle::Brackets, "1") => "li",
            (LabelStyle::Bracket | LabelStyle::Brackets, "5") => "s",
            (LabelStyle::Bracket | LabelStyle::Brackets, "6") => "b",
            (LabelStyle::Bracket | LabelStyle::Brackets, "9") => "gq",
            _ => "",
        };
        alike.bytes().map(|letter| Mark::Letter(u16::from(letter - b'a') + 1))
    }

    /// Whether it is written in digits alone.
    pub(crate) fn is_number(&self) -> bool {
        self.text.bytes().all(|byte| byte.is_ascii_digit())
    }

    /// The same label with another mark, in the punctuation that it has: "(k)", "12.".
    pub fn with_mark(&self, mark: Mark) -> String {
        let mut mark = mark.to_string();
        if self.is_capital() {
            mark = mark.to_uppercase();
        }
        let own = self.text.chars().next().filter(|c| is_foreign_letter(*c));
        let foreign =
            own.zip(letter_ordinal(mark.trim_end_matches(')'))).and_then(|(own, place)| letter_like(own, place));
        if let Some(letter) = foreign {
            return format!("{letter})");
        }
        let bare = mark.trim_end_matches(')');
        match self.style {
            LabelStyle::Bracket => format!("{bare})"),
            LabelStyle::Brackets => format!("({bare})"),
            LabelStyle::Dot => format!("{bare}."),
            LabelStyle::Bare | LabelStyle::Dash => mark,
        }
    }

    /// The same with another label, in the punctuation that it has: "b)bis". `None` where its suffix is none of words.
    pub fn with_label(&self, label: Label) -> Option<String> {
        let word = match label.suffix {
            None => "",
            Some(suffix) => SUFFIXES.iter().find(|(_, known)| *known == suffix)?.0,
        };
        Some(format!("{}{word}", self.with_mark(label.mark)))
    }

    /// Whether it is the first of its kind, but no dash.
    pub fn begins_list(&self) -> bool {
        self.suffix.is_none() && matches!(self.text.as_str(), "a" | "A" | "1" | "i" | "I" | "1.1" | "а" | "أ" | "ا")
    }

    /// Whether it is written in capitals: `A)`, `IV.`.
    pub fn is_capital(&self) -> bool {
        self.text.starts_with(char::is_uppercase)
    }

    /// The only or likeliest meaning.
    pub fn first_reading(&self) -> Option<Mark> {
        self.readings().next()
    }

    /// The pairs that it could have been run together from, text in force first: `ji` is `j` and `i`,
    /// `910` is `9` and `10`.
    pub fn pairs(&self) -> impl Iterator<Item = (Mark, Mark, usize)> {
        let whole = self.text.clone();
        let numbers = matches!(self.style, LabelStyle::Bare | LabelStyle::Dot);
        let splits = if whole.is_ascii() && self.style != LabelStyle::Dash { 1..whole.len().max(1) } else { 1..1 };
        splits.filter_map(move |at| {
            let read = |part: &str| match numbers {
                true if part.starts_with('0') => None,
                true => part.parse().ok().map(Mark::Number),
                false => letter_ordinal(part).map(Mark::Letter),
            };
            let (base, proposed) = (read(&whole[..at])?, read(&whole[at..])?);
            (base != proposed).then_some((base, proposed, at))
        })
    }
}

fn readings(text: &str, style: LabelStyle) -> impl Iterator<Item = Mark> + use<> {
    if let Some(letter) = text.chars().next().filter(|c| is_foreign_letter(*c)) {
        let [own, alike] = places(letter).map(|place| place.map(Mark::Letter));
        return own.into_iter().chain(alike);
    }
    let numbered = text.starts_with(|c: char| c.is_ascii_digit());
    let (first, second) = match style {
        LabelStyle::Dash => (Some(Mark::Dash), None),
        LabelStyle::Bare => (decimal(text), None),
        _ if numbered => (decimal(text), None),
        LabelStyle::Bracket | LabelStyle::Brackets | LabelStyle::Dot => {
            let roman = roman_ordinal(&text.to_ascii_lowercase());
            (letter_ordinal(text).map(Mark::Letter), roman.map(Mark::Roman))
        }
    };
    // `ii)` is the second Roman sub-clause far more often than the 35th letter.
    let swap = text.len() > 1 && second.is_some();
    let (first, second) = if swap { (second, first) } else { (first, second) };
    first.into_iter().chain(second)
}

fn decimal(text: &str) -> Option<Mark> {
    if !text.contains('.') {
        return text.parse().ok().filter(|n| (1..10_000).contains(n)).map(Mark::Number);
    }
    let mut path = [0; 4];
    for (index, part) in text.split('.').enumerate() {
        *path.get_mut(index)? = part.parse().ok().filter(|part| (1..10_000).contains(part))?;
    }
    Some(Mark::Decimal(path))
}

/// Reads the label at the start of a line, which begins at `start` in `line`.
///
/// Letters need their bracket. A number needs a TAB, a line end, or (`spaced`) whitespace and then a word: what
/// begins with a number is a clause only where the line before has ended.
pub(super) fn read_line_label(line: &str, start: usize, spaced: bool) -> Option<RawLabel> {
    let mut cursor = Cursor::new(line, start);
    let first = cursor.peek()?;
    match first {
        '–' | '—' | '•' | '-' | '\u{f0b7}' | '*' => {
            cursor.bump();
            let span = cursor.span_since(start);
            let tabbed = cursor.peek() == Some('\t');
            let spaced_off = cursor.inline_whitespace();
            // "- a) the sea": the label within the bullet's words is the clause's.
            let lettered =
                |label: &RawLabel| label.style == LabelStyle::Bracket && !label.text.starts_with(char::is_numeric);
            let within = || read_line_label(line, cursor.at, spaced).filter(lettered);
            if let Some(label) = spaced_off.then(within).flatten() {
                return Some(label);
            }
            let item = spaced_off && cursor.peek().is_some_and(|c| c.is_alphanumeric() || "\"“[({".contains(c));
            item.then(|| RawLabel {
                text: "–".into(),
                style: LabelStyle::Dash,
                suffix: None,
                span,
                tabbed,
                alone: false,
            })
        }
        '(' => {
            cursor.bump();
            let text_at = cursor.at;
            let text = cursor.eat_while(|c| c.is_ascii_lowercase() || c.is_ascii_digit());
            let fits = (1..=4).contains(&text.len()) && cursor.eat(')') && ends_label(&cursor);
            let readable = readings(text, LabelStyle::Brackets).next().is_some();
            (fits && readable && text_at > start).then(|| RawLabel {
                text: text.into(),
                style: LabelStyle::Brackets,
                suffix: None,
                span: cursor.span_since(start),
                tabbed: followed_by_tab(&cursor),
                alone: ends_line(&cursor),
            })
        }
        c if c.is_ascii_uppercase() => read_capital_label(cursor, spaced),
        c if is_foreign_letter(c) => {
            let text = eat_foreign_letter(&mut cursor)?;
            let suffix = read_suffix(&mut cursor);
            let span = cursor.span_since(start);
            close_set_off(&mut cursor);
            let (tabbed, alone) = (followed_by_tab(&cursor), ends_line(&cursor));
            let label = RawLabel { text: text.into(), style: LabelStyle::Bracket, suffix, span, tabbed, alone };
            (!cursor.peek().is_some_and(|c| ",;.)،؛".contains(c))).then_some(label)
        }
        c if c.is_ascii_lowercase() => {
            if let Some(label) = read_dotted_letter(cursor, spaced) {
                return Some(label);
            }
            let word = cursor.eat_while(|c| c.is_ascii_lowercase());
            // es: `bbis)` for `b)bis`.
            let (text, mut suffix) = split_suffix(word);
            if !(1..=4).contains(&text.len()) || !cursor.eat(')') {
                return None;
            }
            if suffix.is_none() {
                suffix = read_suffix(&mut cursor);
            }
            let span = cursor.span_since(start);
            close_set_off(&mut cursor);
            let tabbed = followed_by_tab(&cursor);
            let alone = ends_line(&cursor);
            let label = RawLabel { text: text.into(), style: LabelStyle::Bracket, suffix, span, tabbed, alone };
            let known = label.first_reading().is_some() || label.pairs().next().is_some();
            // "a)that": a letter may follow at once; "a)," or "k) above" do not begin a clause.
            (known && !cursor.peek().is_some_and(|c| ",;.)".contains(c))).then_some(label)
        }
        c if c.is_ascii_digit() => {
            let text = cursor.eat_while(|c| c.is_ascii_digit());
            let mut style = LabelStyle::Bare;
            let mut end = text.len();
            while cursor.peek() == Some('.') {
                let mut trial = cursor;
                trial.bump();
                let part = trial.eat_while(|c| c.is_ascii_digit());
                if part.is_empty() {
                    (cursor, style) = (trial, LabelStyle::Dot);
                    break;
                }
                cursor = trial;
                end = cursor.at - start;
            }
            let text = &line[start..start + end];
            if cursor.peek() == Some(')') && style == LabelStyle::Bare {
                cursor.bump();
                style = LabelStyle::Bracket;
            }
            let suffix = read_suffix(&mut cursor).or_else(|| read_capital_suffix(&mut cursor));
            let span = cursor.span_since(start);
            close_set_off(&mut cursor);
            let (tabbed, alone) = (followed_by_tab(&cursor), ends_line(&cursor));
            let dotted = text.contains('.');
            let digits = text.split('.').all(|part| part.len() <= if dotted { 2 } else { 4 });
            let separated = tabbed
                || cursor.inline_whitespace()
                    && spaced
                    && cursor.peek().is_some_and(|c| c.is_alphabetic() || "\"“[{".contains(c));
            let label = RawLabel { text: text.into(), style, suffix, span, tabbed, alone };
            // Four digits are a year, unless two labels were run together: `1011` is, `2018` is not.
            let year = text.parse().is_ok_and(|n: u32| (1800..2200).contains(&n));
            let pair = |(a, b, _): (Mark, Mark, usize)| a.ordinal().abs_diff(b.ordinal()) <= 9;
            let sized = text.len() <= 3 || dotted || (!year && label.pairs().any(pair));
            (digits && separated && sized && label.first_reading().is_some()).then_some(label)
        }
        _ => None,
    }
}

/// `б)`, `ب)`, `أ )`: a letter that is not Latin with its bracket, before which Arabic texts have a blank.
fn eat_foreign_letter<'t>(cursor: &mut Cursor<'t>) -> Option<&'t str> {
    let mut trial = *cursor;
    trial.eat_if(is_foreign_letter).then_some(())?;
    let text = trial.since(cursor.at);
    // The letter may be drawn out.
    trial.eat_while(|c| c == 'ـ');
    trial.eat_if(|c| c == ' ' || c == '\u{a0}');
    trial.eat(')').then_some(())?;
    *cursor = trial;
    Some(text)
}

/// `A)`, `I.`, `IV)`: letters need their bracket, as `A.` may be somebody's name.
fn read_capital_label(mut cursor: Cursor<'_>, spaced: bool) -> Option<RawLabel> {
    let start = cursor.at;
    let text = cursor.eat_while(|c| c.is_ascii_uppercase());
    let roman = roman_ordinal(&text.to_ascii_lowercase()).is_some();
    let style = match cursor.bump()? {
        ')' if text.len() == 1 || roman => LabelStyle::Bracket,
        '.' if roman && spaced => LabelStyle::Dot,
        _ => return None,
    };
    let span = cursor.span_since(start);
    close_set_off(&mut cursor);
    let (tabbed, alone) = (followed_by_tab(&cursor), ends_line(&cursor));
    let label = RawLabel { text: text.into(), style, suffix: None, span, tabbed, alone };
    ends_label(&cursor).then_some(label)
}

/// `a.`, `iv.`, where the line before has ended.
fn read_dotted_letter(mut cursor: Cursor<'_>, spaced: bool) -> Option<RawLabel> {
    let start = cursor.at;
    let text = cursor.eat_while(|c| c.is_ascii_lowercase());
    if !spaced || text.len() > 4 || !cursor.eat('.') || readings(text, LabelStyle::Dot).next().is_none() {
        return None;
    }
    let span = cursor.span_since(start);
    close_set_off(&mut cursor);
    let tabbed = followed_by_tab(&cursor);
    (cursor.inline_whitespace() && cursor.peek().is_some_and(char::is_alphabetic)).then(|| RawLabel {
        text: text.into(),
        style: LabelStyle::Dot,
        suffix: None,
        span,
        tabbed,
        alone: false,
    })
}

/// `1.2A`, before a TAB: a clause put in after 1.2.
fn read_capital_suffix(cursor: &mut Cursor<'_>) -> Option<Suffix> {
    let mut trial = *cursor;
    let letter = trial.bump().filter(char::is_ascii_uppercase)?;
    (trial.peek() == Some('\t')).then(|| {
        *cursor = trial;
        Suffix::Capital(letter)
    })
}

/// Behind a label: the end of emphasis in Markdown, or of a bracket around the label alone.
fn close_set_off(cursor: &mut Cursor<'_>) {
    cursor.eat_while(|c| c == '*' || c == ']');
}

fn followed_by_tab(cursor: &Cursor<'_>) -> bool {
    let mut cursor = *cursor;
    let spaces = cursor.eat_while(|c| c.is_whitespace() && c != '\n' && c != '\r');
    spaces.contains('\t') || ends_line(&cursor)
}

/// Whether nothing but whitespace stands in the rest of the line.
fn ends_line(cursor: &Cursor<'_>) -> bool {
    let mut cursor = *cursor;
    cursor.inline_whitespace();
    matches!(cursor.peek(), None | Some('\n' | '\r'))
}

fn ends_label(cursor: &Cursor<'_>) -> bool {
    cursor.peek().is_none_or(char::is_whitespace)
}

fn split_suffix(word: &str) -> (&str, Option<Suffix>) {
    for (ending, suffix) in SUFFIXES {
        if let Some(rest) = word.strip_suffix(ending).filter(|rest| !rest.is_empty()) {
            return (rest, Some(suffix));
        }
    }
    (word, None)
}

/// `bis` directly or after a space after the label.
fn read_suffix(cursor: &mut Cursor<'_>) -> Option<Suffix> {
    let mut trial = *cursor;
    trial.eat(' ');
    for (word, suffix) in SUFFIXES {
        if trial.eat_words(word) {
            *cursor = trial;
            return Some(suffix);
        }
    }
    None
}

/// A label inside running text, as a reference names it: `k)`, `3`, `3.7`, `iv)`, `b)bis`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct NamedLabel {
    /// What it counts with, as far as its form tells: `i)` is given as letter first.
    pub first: Mark,
    /// The other reading of `i)`, `v)`, `x)` and the like.
    pub second: Option<Mark>,
    /// `bis`, `ter`.
    pub suffix: Option<Suffix>,
    pub span: Span,
}

impl NamedLabel {
    /// Whether a clause with this label is meant.
    pub fn names(&self, label: Label) -> bool {
        (self.first == label.mark || self.second == Some(label.mark)) && self.suffix == label.suffix
    }
}

/// Reads a label inside running text. Years and frequencies are none.
pub(super) fn read_named_label(cursor: &mut Cursor<'_>) -> Option<NamedLabel> {
    let start = cursor.at;
    let mut trial = *cursor;
    let first = trial.peek()?;
    let (text, style) = if first.is_ascii_digit() {
        let text = trial.eat_while(|c| c.is_ascii_digit() || c == '.');
        // The full stop of the sentence does not belong to the number.
        let trimmed = text.trim_end_matches('.');
        trial.at -= text.len() - trimmed.len();
        if trimmed.split('.').any(|part| part.len() > 3 || part.is_empty()) {
            return None;
        }
        (trimmed, LabelStyle::Bare)
    } else if is_foreign_letter(first) {
        let text = eat_foreign_letter(&mut trial)?;
        // Its bracket has been read.
        trial.at -= 1;
        (text, LabelStyle::Bracket)
    } else {
        let text = trial.eat_while(|c| c.is_ascii_lowercase());
        let (text, _) = split_suffix(text);
        trial.at = start + text.len();
        if !(1..=4).contains(&text.len()) {
            return None;
        }
        (text, LabelStyle::Bracket)
    };
    let mut suffix = None;
    match style {
        LabelStyle::Bracket => {
            if !trial.eat(')') {
                suffix = Some(read_suffix(&mut trial)?);
                trial.eat(')').then_some(())?;
            } else {
                suffix = read_suffix(&mut trial);
            }
        }
        _ => {
            suffix = suffix.or_else(|| read_suffix(&mut trial));
            // A number runs on into a letter (`2i)`) only where that is a sub-clause's label.
            if trial.peek().is_some_and(|c| c.is_alphanumeric() && !is_ideograph(c) || c == '%') {
                let mut sub = trial;
                sub.eat_while(|c| c.is_ascii_lowercase());
                if sub.at == trial.at || !sub.eat(')') {
                    return None;
                }
            }
        }
    }
    let mut marks = readings(text, style);
    let first = marks.next()?;
    let named = NamedLabel { first, second: marks.next(), suffix, span: trial.span_since(start) };
    *cursor = trial;
    Some(named)
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::{Expect, expect};

    fn check(line: &str, expect: Expect) {
        let said = match read_line_label(line, 0, true) {
            None => "none".to_owned(),
            Some(label) => {
                let readings: Vec<_> = label.readings().map(|mark| mark.to_string()).collect();
                let pairs: Vec<_> = label.pairs().map(|(a, b, _)| format!("{a}|{b}")).collect();
                let suffix = label.suffix.map(|suffix| format!(" {suffix:?}")).unwrap_or_default();
                format!("{:?} [{}] [{}]{suffix}", label.text, readings.join(" "), pairs.join(" "))
            }
        };
        expect.assert_eq(&said);
    }

    #[test]
    fn a_label_is_read_in_each_of_its_forms() {
        check("a)\tthat", expect![[r#""a" [a)] []"#]]);
        check("i)\tthat", expect![[r#""i" [i) i)] []"#]]);
        check("iv) that", expect![[r#""iv" [iv)] [i)|v)]"#]]);
        check("aa)\tthat", expect![[r#""aa" [aa)] []"#]]);
        check("ji)\tthat", expect![[r#""ji" [] [j)|i)]"#]]);
        check("b)bis\tthat", expect![[r#""b" [b)] [] Bis"#]]);
        check("bbis) que", expect![[r#""b" [b)] [] Bis"#]]);
        check("12\tto", expect![[r#""12" [12] [1|2]"#]]);
        check("910\tto", expect![[r#""910" [910] [9|10]"#]]);
        check("1.1\tto", expect![[r#""1.1" [1.1] []"#]]);
        check("bquater) que", expect![[r#""b" [b)] [] Quater"#]]);
        check("0\tto", expect!["none"]);
        check("1bis\tto", expect![[r#""1" [1] [] Bis"#]]);
        check("1. Recalls", expect![[r#""1" [1] []"#]]);
        check("(a) The", expect![[r#""a" [a)] []"#]]);
        check("– the", expect![[r#""–" [–] []"#]]);
        check("c)", expect![[r#""c" [c)] []"#]]);
        check("A) The", expect![[r#""A" [a)] []"#]]);
        check("II. The", expect![[r#""II" [ii)] []"#]]);
        check("A. Smith said", expect!["none"]);
        check("a. the", expect![[r#""a" [a)] []"#]]);
        check("iv. the", expect![[r#""iv" [iv)] []"#]]);
        check("1.2A\tto", expect![[r#""1.2" [1.2] [] Capital('A')"#]]);
        check("5A band", expect!["none"]);
    }

    #[test]
    fn what_begins_a_wrapped_line_is_no_label() {
        check("29.5-30.0 GHz;", expect!["none"]);
        check("2018 and after", expect!["none"]);
        check("50 (Rev. Hammamet, 2016)", expect!["none"]);
        check("that)", expect!["none"]);
        check("(Dubai, 2018)", expect!["none"]);
        check("a), b) and c)", expect!["none"]);
    }

    #[test]
    fn letters_and_numerals_count_on() {
        assert_eq!(Mark::Letter(26).next().to_string(), "aa)");
        assert_eq!(Mark::Letter(28).to_string(), "ab)");
        assert_eq!(Mark::Roman(14).to_string(), "xiv)");
        assert_eq!(roman_ordinal("xiv"), Some(14));
        assert_eq!(roman_ordinal("iiii"), None);
        assert_eq!(Mark::Decimal([1, 9, 0, 0]).next().to_string(), "1.10");
    }
}
