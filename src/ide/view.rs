//! A file as one of its two sides has it, without a mark of tracked changes.

use crate::syntax::Document;
use crate::text::{Side, Span};

/// The text in force, or the text as proposed.
pub fn view(document: &Document, side: Side) -> String {
    let words = |placed| document.words(placed, Span::new(0, placed.text.len), side);
    document.texts.iter().map(words).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::dedent;

    #[test]
    fn each_side_is_without_marks() {
        let check = |draft: &str, base: &str, proposed: &str| {
            let document = Document::read(draft);
            assert_eq!(view(&document, Side::Base), base);
            assert_eq!(view(&document, Side::Proposed), proposed);
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
}
