//! A file as one of its two sides has it, without a mark of tracked changes.

use crate::syntax::{Action, Document, PlacedText};
use crate::text::{LineIndex, Side, Span, lines, offset};

/// One side of a file.
#[derive(PartialEq, Eq, Debug)]
pub struct SideView {
    pub text: String,
    /// For each line of the text, the line of the file that it begins on, both from 0.
    pub lines: Vec<u32>,
}

/// The text in force, or the text as proposed. Of a text that is to be added nothing is in force but its proposal line.
pub fn view(document: &Document, side: Side) -> SideView {
    let index = LineIndex::of(&document.rope);
    let mut view = SideView { text: String::new(), lines: Vec::new() };
    for placed in document.texts.iter() {
        let (whole, shown) = (placed.span(), shown(document, placed, side));
        let words = document.slice(shown);
        let part = match shown == whole {
            true => placed.text.changes.view(&words, side),
            false => placed.text.changes.within(Span::new(0, shown.len())).view(&words, side),
        };
        let start = |at: usize| placed.start + part.to_source(Span::empty(offset(at))).start;
        view.lines.extend(lines(&part.text).map(|(at, _, _)| index.line(start(at))));
        view.text.push_str(&part.text);
    }
    view
}

/// How much of a text a side has, with its marks. In bytes from the start of the file.
fn shown(document: &Document, placed: &PlacedText, side: Side) -> Span {
    let whole = placed.span();
    match &placed.text.proposed.proposal {
        Some(line) if side == Side::Base && line.action == Some(Action::Add) => {
            let after = document.rope.byte_to_line((whole.start + line.span.end) as usize) + 1;
            Span::new(whole.start, offset(document.rope.line_to_byte(after)).min(whole.end))
        }
        _ => whole,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::dedent;

    #[test]
    fn each_side_is_without_marks() {
        let check = |draft: &str, base: &str, proposed: &str| {
            let document = Document::read(draft);
            assert_eq!(view(&document, Side::Base).text, base);
            assert_eq!(view(&document, Side::Proposed).text, proposed);
        };
        let head = "RESOLUTION 5 (Rev. Lima, 2028)\r\n";
        check(
            &format!("{head}resolves\r\nto {{~~go~>stay~~}} é{{>>why?<<}}.\r\n{head}resolves\r\nto wait.\r\n"),
            &format!("{head}resolves\r\nto go é.\r\n{head}resolves\r\nto wait.\r\n"),
            &format!("{head}resolves\r\nto stay é.\r\n{head}resolves\r\nto wait.\r\n"),
        );
        check(
            &dedent(
                r"
                    RESOLUTION 5 (Rev. Busan, 2014Dubai, 2018)
                    considering
                    a)	one;
                    b)	two;
                    cb)	three,
                ",
            ),
            &dedent(
                r"
                    RESOLUTION 5 (Rev. Busan, 2014)
                    considering
                    a)	one;
                    b)	two;
                    c)	three,
                ",
            ),
            &dedent(
                r"
                    RESOLUTION 5 (Rev. Dubai, 2018)
                    considering
                    a)	one;

                    b)	three,
                ",
            ),
        );
    }

    #[test]
    fn of_a_text_that_is_added_nothing_is_in_force() {
        let head = "RESOLUTION 5 (Rev. Lima, 2028)\nresolves\nto wait.\n";
        let draft = format!("Cover\n\nADD\tEUR/1/1\n{head}Reasons:\tWaiting.\n\nNOC\tEUR/1/2\n{head}");
        let document = Document::read(&draft);
        assert_eq!(view(&document, Side::Base).text, format!("Cover\n\nADD\tEUR/1/1\nNOC\tEUR/1/2\n{head}"));
        assert_eq!(view(&document, Side::Proposed).text, draft);
        assert_eq!(view(&Document::read("ADD\tEUR/1/1"), Side::Base).text, "ADD\tEUR/1/1");
        let marked = Document::read(&format!("ADD\tEUR/1/1\n{}", head.replace("wait", "{~~wait~>go {++on++}~~}")));
        assert_eq!(view(&marked, Side::Base).text, "ADD\tEUR/1/1\n");
    }

    #[test]
    fn each_line_knows_the_line_of_the_draft() {
        let document =
            Document::read("MOD\nresolves\n{++a)\tone;\nb)\ttwo;\n++}c)\tthree,\n{--d)\tfour.\n--}Reasons: none\n");
        assert_eq!(view(&document, Side::Base).lines, [0, 1, 4, 5, 6]);
        assert_eq!(view(&document, Side::Proposed).lines, [0, 1, 2, 3, 4, 6]);
    }
}
