//! What stands in a text and is not of its words: footnotes and their marks, bookmarks, what pages carry beside the text.
//!
//! A draft written by hand has `[^1]` and `[^1]: text`. Conversion from Word leaves `[footnoteRef:1]1` for a mark,
//! `[1: 1 ⇥These include …]` for a note and `[bookmark: _Toc1]`; from PDF, `____ 1 These include …` in the middle of a
//! clause, the bare digit of a mark after a word or its stop ("countries1;", "countries;1"), and page numbers.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::cursor::Cursor;

/// The longest note or bookmark, in bytes, that conversion leaves in square brackets.
pub(super) const BRACKET_BYTES: usize = 2000;

/// The rule that a printed page has above its footnotes.
pub(crate) const NOTE_RULE: &str = "____";

/// What square brackets hold where it is no text that is not agreed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Bracketed<'a> {
    /// `[^1]`, `[footnoteRef:1]1`: calls the footnote of this name.
    NoteMark(&'a str),
    /// `[1: 1 ⇥These include …]`: a footnote.
    Note {
        name: &'a str,
        /// Its words, bytes of the text.
        words: Range<usize>,
    },
    /// `[bookmark: _Toc475345253]`
    Bookmark,
}

/// Reads the residue that begins with the bracket at `start`, and where it ends.
pub(crate) fn read_bracketed(text: &str, start: usize) -> Option<(Bracketed<'_>, usize)> {
    let mut cursor = Cursor::new(text, start);
    if !cursor.eat('[') {
        return None;
    }
    if cursor.eat('^') {
        let name = cursor.eat_while(|c| c.is_alphanumeric() || "*-_".contains(c));
        return cursor.eat(']').then_some((Bracketed::NoteMark(name), cursor.at));
    }
    if cursor.eat_fold("footnoteRef:") {
        let name = cursor.eat_while(char::is_alphanumeric);
        if !cursor.eat(']') {
            return None;
        }
        // The mark as it was printed follows directly: "[footnoteRef:1]1".
        cursor.eat_fold(name);
        return Some((Bracketed::NoteMark(name), cursor.at));
    }
    if cursor.eat_fold("bookmark:") {
        cursor.skip_to(b']', BRACKET_BYTES);
        return cursor.eat(']').then_some((Bracketed::Bookmark, cursor.at));
    }
    let name = cursor.eat_while(|c| c.is_ascii_digit());
    if name.is_empty() || !cursor.eat(':') {
        return None;
    }
    cursor.whitespace();
    cursor.eat_fold(name);
    cursor.whitespace();
    let from = cursor.at;
    cursor.skip_to(b']', BRACKET_BYTES).then(|| (Bracketed::Note { name, words: from..cursor.at }, cursor.at + 1))
}

/// Reads "[1]" where it may be a footnote's mark. Gives its name and end.
pub(super) fn read_numbered(text: &str, start: usize) -> Option<(&str, usize)> {
    let before = text[..start].chars().next_back();
    let mut cursor = Cursor::new(text, start);
    let name = if cursor.eat('[') { cursor.eat_while(|c| c.is_ascii_digit()) } else { "" };
    let opens = before.is_some_and(|c| c == '(' || c == '[');
    (!opens && (1..=3).contains(&name.len()) && cursor.eat(']')).then_some((name, cursor.at))
}

/// Whether what follows a closing square bracket makes it Markdown's: the address of a link, `[the report](https://…)`, or a span
/// of pandoc's, `[new]{.insertion}`. Of a link by name, `[the report][report]`, only the line that defines the name tells.
pub(super) fn is_markup(after: &[u8]) -> bool {
    let near = &after[..after.len().min(BRACKET_BYTES)];
    let closed = |end: u8| memchr::memchr2(end, b' ', near).is_some_and(|at| at > 1 && near[at] == end);
    match near {
        [b'(', ..] => closed(b')'),
        [b'{', b'.' | b'#', ..] => memchr::memchr(b'}', near).is_some(),
        _ => false,
    }
}

/// The name that a line gives an address for links: `[report]: https://…`.
pub(super) fn link_name(line: &str) -> Option<&str> {
    let (name, address) = line.strip_prefix('[')?.split_once("]:")?;
    let address = address.trim_start();
    let schemes = ["http://", "https://", "mailto:", "<", "#", "/", "./"];
    schemes.iter().any(|scheme| address.starts_with(scheme)).then_some(name)
}

/// All residue in square brackets, in order, with its place.
pub(crate) fn bracketed(text: &str) -> impl Iterator<Item = (Bracketed<'_>, Range<usize>)> {
    let mut done = 0;
    memchr::memchr_iter(b'[', text.as_bytes()).filter_map(move |start| {
        let (found, end) = read_bracketed(text, start).filter(|_| start >= done)?;
        done = end;
        Some((found, start..end))
    })
}

/// The text without residue in square brackets.
pub(crate) fn without_bracketed(text: &str) -> Cow<'_, str> {
    let mut places = bracketed(text).map(|(_, place)| place).peekable();
    if places.peek().is_none() {
        return text.into();
    }
    let (mut words, mut at) = (String::with_capacity(text.len()), 0);
    for place in places {
        words.push_str(&text[at..place.start]);
        at = place.end;
    }
    words.push_str(&text[at..]);
    words.into()
}

/// Where the mark of a footnote ends that the square bracket at `start` begins: `[1]`, `[^1]`.
pub(crate) fn note_mark_end(text: &str, start: usize) -> Option<usize> {
    match read_bracketed(text, start) {
        Some((Bracketed::NoteMark(_), end)) => Some(end),
        _ => read_numbered(text, start).map(|(_, end)| end),
    }
}

/// The text without the marks of footnotes in square brackets: `[1]`, `[^1]`.
pub(super) fn without_marks(text: &str) -> Cow<'_, str> {
    if memchr::memchr(b'[', text.as_bytes()).is_none() {
        return text.into();
    }
    let (mut words, mut at) = (String::with_capacity(text.len()), 0);
    for start in memchr::memchr_iter(b'[', text.as_bytes()) {
        if let Some(end) = note_mark_end(text, start).filter(|_| start >= at) {
            words.push_str(&text[at..start]);
            at = end;
        }
    }
    words.push_str(&text[at..]);
    words.into()
}

/// What stands before residue in square brackets at the very end of a text; `[1: 1 ` may be left open there.
pub(super) fn before_last_bracketed(text: &str) -> Option<&str> {
    // A printed mark may follow its bracket.
    let open = text.trim_end_matches(char::is_alphanumeric).rfind('[')?;
    match read_bracketed(text, open) {
        Some((_, end)) => (end == text.len()).then(|| &text[..open]),
        None => {
            let mut cursor = Cursor::new(text, open + 1);
            let name = cursor.eat_while(|c| c.is_ascii_digit());
            let opens = !name.is_empty() && cursor.eat(':') && {
                cursor.whitespace();
                cursor.eat_fold(name);
                cursor.whitespace();
                cursor.is_end()
            };
            opens.then(|| &text[..open])
        }
    }
}

/// What stands before the bare digits of a footnote's mark that follow a stop at the very end: "countries;1". In "2.5",
/// "10:1" and "X.805" the sign belongs to a number.
pub(super) fn before_printed_mark(text: &str) -> Option<&str> {
    let bare = text.trim_end_matches(|c: char| c.is_ascii_digit());
    let mut before = bare.chars().rev();
    let number = |before: Option<char>| before.is_none_or(|c| c.is_ascii_digit() || c.is_uppercase());
    let mark = match before.next()? {
        ';' | '；' | '，' | '。' | '：' | '؛' | '،' => true,
        ',' | '.' | ':' => !number(before.next()),
        _ => false,
    };
    (mark && (1..=2).contains(&(text.len() - bare.len()))).then_some(bare)
}

/// A word without the bare digits of a footnote's mark: "countries1".
pub(crate) fn without_printed_mark(word: &str) -> &str {
    match word.starts_with(char::is_alphabetic) {
        true => word.trim_end_matches(|c: char| c.is_ascii_digit()),
        false => word,
    }
}

/// Whether a line, from its first word on, is a footnote: `[^1]: text`, `[1] Text`, `____ 1 These include …`.
pub(crate) fn is_note_line(line: &str) -> bool {
    let numbered = read_numbered(line, 0).is_some_and(|(_, end)| {
        let words = line[end..].strip_prefix(' ').map(str::trim_start);
        words.is_some_and(|words| words.starts_with(|c: char| !c.is_lowercase()))
    });
    numbered
        || line.starts_with(NOTE_RULE)
        || matches!(read_bracketed(line, 0), Some((Bracketed::NoteMark(name), end))
            if name.len() < 12 && line.starts_with("[^") && line[end..].starts_with(':'))
}

/// The longest line, in bytes, that pages carry beside the text.
pub(super) const FURNITURE_BYTES: usize = 40;

static FURNITURE: LazyLock<Regex> = LazyLock::new(|| {
    let forms = [
        "[–—-][^a-z]*[0-9][^a-z]*[–—-]",     // "– 217 –"
        "[–—-] ?[0-9][^a-z\t]*[^a-z\t;,.:]", // "- 2/30 PP-02/56-E"
        "[–—-] ?[0-9]+",
        "RES[0-9][0-9-]*", // "RES155-2"
        "DOCUMENT ?[0-9]+",
        "[Pp](?:age|AGE) [0-9]+(?: of [0-9]+)?",
        r"R(?:es|ES)\. ?[0-9]+",
        r"[A-Z]+-[0-9]+/\S*-[EFSARC]",   // "PP-22/44-E"
        r"[A-Z0-9]+/\S*-[EFSARC]",       // "CMR15/-E", "PP22/44(Add.7)-E"
        r"[0-9]{2}\.[0-9]{2}\.[0-9]{2}", // "19.06.15"
    ];
    Regex::new(&format!("^(?:{})$", forms.join("|"))).expect("the forms make a pattern: tested")
});

/// Whether a line, from its first word on, is what pages carry beside the text: numbers, dates, document codes. A number
/// alone may be a label; a dash with a TAB after it begins an item of a list.
pub(crate) fn is_furniture(line: &str) -> bool {
    let text = line.trim_end();
    let may_begin = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || "–—-".contains(c);
    text.len() <= FURNITURE_BYTES && text.starts_with(may_begin) && FURNITURE.is_match(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn residue_is_read_in_each_of_its_forms() {
        let text = "a[^1] b[footnoteRef:2]2; [2: 2 \tThese\ninclude.] [bookmark: _Toc1]c [d] [^";
        let found: Vec<_> = bracketed(text).map(|(it, place)| (it, &text[place])).collect();
        assert_eq!(
            found,
            [
                (Bracketed::NoteMark("1"), "[^1]"),
                (Bracketed::NoteMark("2"), "[footnoteRef:2]2"),
                (Bracketed::Note { name: "2", words: 32..46 }, "[2: 2 \tThese\ninclude.]"),
                (Bracketed::Bookmark, "[bookmark: _Toc1]"),
            ]
        );
        assert_eq!(without_bracketed(text), "a b;  c [d] [^");
        assert_eq!(without_bracketed("[d]"), "[d]");
    }

    #[test]
    fn marks_are_found_at_the_end_of_words() {
        assert_eq!(before_last_bracketed("sea[^1]"), Some("sea"));
        assert_eq!(before_last_bracketed("sea;[footnoteRef:1]1"), Some("sea;"));
        assert_eq!(before_last_bracketed("sea; [2: 2 \t"), Some("sea; "));
        assert_eq!(before_last_bracketed("[sea]"), None);
        assert_eq!(before_printed_mark("countries;1"), Some("countries;"));
        assert_eq!(before_printed_mark("year 2018;1"), Some("year 2018;"));
        for number in ["2.5", "X.805", "10:1", "countries1", "of 12"] {
            assert_eq!(before_printed_mark(number), None, "{number}");
        }
    }

    #[test]
    fn a_dash_item_is_no_page_number() {
        for furniture in [
            "Page 3",
            "PP-22/44-E",
            "Res. 140",
            "– 217 –",
            "- 2/30 PP-02/56-E",
            "–\t217\t–",
            "– 12",
            "RES155-2",
            "CMR15/-E",
            "19.06.15",
        ] {
            assert!(is_furniture(furniture), "{furniture}");
        }
        for item in ["–\tITU-T X.805;", "– ITU-T X.805;", "– ITU-T X.805", "–\t5.441B", "– 2.5;", "– PP-22,", "12"]
        {
            assert!(!is_furniture(item), "{item}");
        }
    }
}
