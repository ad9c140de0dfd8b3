//! A rule's page on a terminal: paragraphs wrapped, examples as they are written.

use annotate_snippets::renderer::{DEFAULT_ERROR_STYLE, DEFAULT_HELP_STYLE, DEFAULT_NOTE_STYLE};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::wrap::wrap;

/// Columns before an example.
const INDENT: usize = 4;
/// Columns that a TAB of an example takes.
const TAB: &str = "    ";

/// A page of Markdown: paragraphs, lists and blocks called `wrong` or `right`. Styled.
pub(crate) fn render(markdown: &str, width: usize) -> String {
    let mut text = String::new();
    let mut paragraph = String::new();
    let mut lines = markdown.lines();
    while let Some(line) = lines.next() {
        let item = line.starts_with("- ") || line.starts_with("* ");
        let fence = line.strip_prefix("```");
        if line.trim().is_empty() || item || fence.is_some() {
            flush(&mut text, &mut paragraph, width);
        }
        match fence {
            Some(kind) => example(&mut text, kind, lines.by_ref().take_while(|line| !line.starts_with("```")), width),
            // One empty line between paragraphs, none between items.
            None if line.trim().is_empty() => separate(&mut text),
            None => {
                paragraph.push_str(line);
                paragraph.push(' ');
            }
        }
    }
    flush(&mut text, &mut paragraph, width);
    text.truncate(text.trim_end().len());
    text + "\n"
}

/// Writes a paragraph or an item of a list.
fn flush(text: &mut String, paragraph: &mut String, width: usize) {
    let words = std::mem::take(paragraph);
    if words.trim().is_empty() {
        return;
    }
    let hanging = if words.starts_with("- ") || words.starts_with("* ") { 2 } else { 0 };
    for (index, line) in wrap(&words[hanging..], width - hanging, 0).iter().enumerate() {
        let before = if index == 0 { &words[..hanging] } else { &"  "[..hanging] };
        *text += &format!("{before}{line}\n");
    }
}

fn separate(text: &mut String) {
    if !text.is_empty() && !text.ends_with("\n\n") {
        text.push('\n');
    }
}

/// A block of a draft under what it shows.
fn example<'a>(text: &mut String, kind: &str, lines: impl Iterator<Item = &'a str>, width: usize) {
    separate(text);
    let (title, style) = match kind {
        "wrong" => ("Wrong:", DEFAULT_ERROR_STYLE),
        "right" => ("Right:", DEFAULT_HELP_STYLE),
        _ => ("For example:", DEFAULT_NOTE_STYLE),
    };
    *text += &format!("{style}{title}{style:#}\n");
    for line in lines {
        let line = line.replace('\t', TAB);
        for (index, part) in folded(&line, width - 2 * INDENT).enumerate() {
            let indent = if index == 0 { INDENT } else { 2 * INDENT };
            *text += format!("{:indent$}{part}", "").trim_end();
            text.push('\n');
        }
    }
    separate(text);
}

/// A line in parts that fit, broken at whitespace. All whitespace inside a part stays: an example may be about them.
fn folded(line: &str, width: usize) -> impl Iterator<Item = &str> {
    let mut rest = Some(line);
    std::iter::from_fn(move || {
        let line = rest?;
        if line.width() <= width {
            rest = None;
            return Some(line);
        }
        let mut columns = 0;
        let end = line.char_indices().find(|(_, character)| {
            columns += character.width().unwrap_or(0);
            columns > width
        });
        let end = end.map_or(line.len(), |(at, _)| at);
        let cut = line[..end].rfind(' ').filter(|at| !line[..*at].trim().is_empty()).unwrap_or(end).max(1);
        let cut = if line.is_char_boundary(cut) { cut } else { end };
        rest = Some(line[cut..].trim_start_matches(' '));
        Some(&line[..cut])
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::{Expect, expect};

    fn check(markdown: &str, expected: Expect) {
        expected.assert_eq(&anstream::adapter::strip_str(&render(markdown, 40)).to_string());
    }

    #[test]
    fn paragraphs_lists_and_examples() {
        check(
            concat!(
                "A paragraph that is longer than forty columns\ngoes on.\n\nTwo things:\n- one thing that is longer than forty columns;\n",
                "- another.\n\n```wrong\na)\tthat  two  blanks stay where they are, also here;\n```\n\n```right\nb)\tthat;\n```\n"
            ),
            expect![[r#"
                A paragraph that is longer than forty
                columns goes on.

                Two things:
                - one thing that is longer than forty
                  columns;
                - another.

                Wrong:
                    a)    that  two  blanks stay
                        where they are, also here;

                Right:
                    b)    that;
            "#]],
        );
    }
}
