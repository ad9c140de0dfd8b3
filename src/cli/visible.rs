//! What a draft, a file name or an argument says, without what would steer the terminal that shows it.
//!
//! Of reports, what is for a reader goes through here; what is for programs (JSON, SARIF) is escaped as JSON can be, and loses
//! nothing.

/// A character that a terminal shows as itself. A control has its picture (`␛`) or, where Unicode draws none, `�`, as has what
/// turns the direction of the text around it.
pub(crate) fn visible(character: char) -> char {
    match character {
        '\0'..='\u{1f}' => char::from_u32(0x2400 + u32::from(character)).unwrap_or(char::REPLACEMENT_CHARACTER),
        '\u{7f}' => '\u{2421}',
        '\u{80}'..='\u{9f}' => char::REPLACEMENT_CHARACTER,
        // All that have the property Bidi_Control.
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
            char::REPLACEMENT_CHARACTER
        }
        other => other,
    }
}

/// A text on one line: what ends lines, and a TAB, is a space.
pub(crate) fn line(text: &str) -> String {
    let text = text.replace("\r\n", " ");
    text.chars().map(|it| if matches!(it, '\t' | '\n' | '\r') { ' ' } else { visible(it) }).collect()
}

/// A text of several lines, which keeps its TABs and line ends. A lone CR, which would write over its own line, is seen, and ends
/// the line.
pub(crate) fn lines(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(character) = rest.next() {
        match character {
            '\t' | '\n' => shown.push(character),
            '\r' if rest.peek() == Some(&'\n') => shown.push('\r'),
            '\r' => shown.push_str("␍\n"),
            other => shown.push(visible(other)),
        }
    }
    shown
}

/// JSON in which what would steer a terminal is escaped: it says the same.
pub(crate) fn json(json: String) -> String {
    // Below U+0020, JSON has none.
    let steers = |it: char| it >= '\u{7f}' && visible(it) != it;
    if !json.contains(steers) {
        return json;
    }
    let mut escaped = String::with_capacity(json.len());
    for character in json.chars() {
        match steers(character) {
            true => escaped += &format!("\\u{:04x}", u32::from(character)),
            false => escaped.push(character),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_steers_the_terminal() {
        let steers = |it: char| it.is_control() || matches!(it, '\u{202e}' | '\u{2066}' | '\u{200f}' | '\u{61c}');
        for character in (0..=0x2fff).filter_map(char::from_u32) {
            assert!(!steers(visible(character)), "{character:?}");
            assert!(!line(&character.to_string()).contains(steers), "{character:?}");
        }
        assert_eq!(lines("\u{1b}]0;a\u{7}\u{9b}31m\u{85}b\u{202e}\u{7f}"), "␛]0;a␇�31m�b�␡");
        assert_eq!(line("\u{1b}[2J a\u{2069}"), "␛[2J a�");
        assert_eq!(json("[\"a\u{9b}31m \u{202e}é\"]".into()), "[\"a\\u009b31m \\u202eé\"]");
    }

    #[test]
    fn lines_and_words_stay() {
        assert_eq!(lines("a)\tone;\r\nb)\ttwo\n"), "a)\tone;\r\nb)\ttwo\n");
        assert_eq!(lines("one\rtwo\r"), "one␍\ntwo␍\n");
        assert_eq!(line("a)\tone;\r\nb)\ttwo\rthree"), "a) one; b) two three");
        assert_eq!(line("(Rev.\u{a0}Дубай, 2018) 第130号 f\u{301}"), "(Rev.\u{a0}Дубай, 2018) 第130号 f\u{301}");
    }
}
