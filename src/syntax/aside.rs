//! What a Markdown file holds beside its text: front matter, code between fences, comments.

use crate::text::line_end;

/// So many lines an aside may have; what is not closed by then is read as text.
const LINES: usize = 200;

/// Whether an aside begins at a line.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum AsideAt {
    No,
    /// None does, but one may where a line up to here is edited.
    Unclosed(usize),
    /// One does, and ends here, after its last line.
    Ends(usize),
    /// The text ends too early to tell.
    NeedsMore,
}

/// Looks for an aside at the line that begins at `start`. `first` says that no text stands before it in the file, `whole` that
/// the file ends where `text` does.
pub(super) fn aside_at(text: &str, start: usize, first: bool, whole: bool) -> AsideAt {
    let opening = text[start..line_end(text, start)].trim();
    let fence = ["```", "~~~"].into_iter().find(|fence| opening.starts_with(fence));
    let closes = |line: &str| match fence {
        Some(fence) => line.trim().strip_prefix(fence).is_some_and(|rest| rest.trim_matches(['`', '~']).is_empty()),
        None if opening.starts_with("<!--") => line.trim_end().ends_with("-->"),
        None => matches!(line.trim(), "---" | "..."),
    };
    let opens = fence.is_some() || opening.starts_with("<!--") || (first && opening == "---");
    if !opens {
        return AsideAt::No;
    }
    // A comment may end where it begins.
    let mut at = if opening.starts_with("<!--") { start } else { line_end(text, start) };
    for _ in 0..LINES {
        if at >= text.len() {
            return if whole { AsideAt::Unclosed(at) } else { AsideAt::NeedsMore };
        }
        let end = line_end(text, at);
        if closes(&text[at..end]) {
            return if whole || end < text.len() { AsideAt::Ends(end) } else { AsideAt::NeedsMore };
        }
        at = end;
    }
    AsideAt::Unclosed(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_aside_ends_where_it_is_closed() {
        let ends = |text: &str| match aside_at(text, 0, true, true) {
            AsideAt::Ends(end) => text[end..].to_owned(),
            other => format!("{other:?}"),
        };
        assert_eq!(ends("```rust\na)\tone\n```\nb)"), "b)");
        assert_eq!(ends("<!-- a -->\nb"), "b");
        assert_eq!(ends("<!-- a\nb -->\nc"), "c");
        assert_eq!(ends("---\ntitle: a\n---\nb"), "b");
        assert_eq!(ends("---\na"), "Unclosed(5)");
        assert_eq!(ends("a"), "No");
        assert_eq!(aside_at("---\na\n---\n", 0, false, true), AsideAt::No);
        assert_eq!(aside_at("```\na\n", 0, true, false), AsideAt::NeedsMore);
    }
}
