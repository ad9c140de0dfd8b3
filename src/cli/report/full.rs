//! A finding as rustc writes it: what is wrong, the lines of the draft, what helps to understand it, how to fix it.

use annotate_snippets::renderer::{
    DEFAULT_ERROR_STYLE, DEFAULT_HELP_STYLE, DEFAULT_INFO_STYLE, DEFAULT_LINE_NUM_STYLE, DEFAULT_NOTE_STYLE,
    DEFAULT_WARNING_STYLE, Effects, Style,
};
use annotate_snippets::{AnnotationKind, Group, Level, Snippet};
use ropey::Rope;
use unicode_width::UnicodeWidthStr;

use super::excerpt::{Excerpt, excerpt, lines_of};
use super::places::{Point, related_file};
use crate::cli::read::{CheckOutcome, CheckedFile};
use crate::cli::visible::line as one_line;
use crate::cli::wrap::wrap;
use crate::rules::{Reported, Severity, ShownRelated};
use crate::text::Span;

/// A related place so many lines away is shown in the same excerpt.
const NEAR: usize = 4;
/// More related places than this are listed, not shown.
const SHOWN: usize = 3;
/// Of a finding that covers more lines than this, the first is shown.
const LINES: usize = 40;
/// What stands before a line that goes on.
const INDENT: usize = 4;

/// Writes findings for a terminal.
pub(crate) struct Renderer {
    width: usize,
    styled: bool,
    inner: annotate_snippets::Renderer,
}

/// A related place, its file and what that says.
struct RelatedExcerpt<'a> {
    related: ShownRelated<'a>,
    own: bool,
    path: String,
    rope: Rope,
}

impl RelatedExcerpt<'_> {
    fn span(&self) -> Span {
        self.related.place.span
    }
}

impl Renderer {
    /// A renderer for a terminal of so many columns.
    pub(crate) fn new(styled: bool, width: usize) -> Renderer {
        let inner = if styled { annotate_snippets::Renderer::styled() } else { annotate_snippets::Renderer::plain() };
        // Lines are cut here, each around its own marks: annotate-snippets would cut all at the same column.
        Renderer { width, styled, inner: inner.term_width(usize::MAX / 2) }
    }

    /// A finding and an empty line.
    pub(crate) fn render(&self, outcome: &CheckOutcome, file: &CheckedFile, found: &Reported) -> String {
        let finding = &found.finding;
        let rope = &file.document.rope;
        let seen = finding.shown_related().filter_map(|related| {
            let (path, rope) = related_file(outcome, file, related.place)?;
            let own = related.place.file.is_none_or(|id| id == file.id);
            Some(RelatedExcerpt { related, own, path, rope })
        });
        let seen: Vec<RelatedExcerpt<'_>> = seen.collect();

        let (first, last) = lines_of(rope, finding.span);
        let span = if last - first < LINES { finding.span } else { first_line(rope, finding.span) };
        let digits = |line: Option<usize>| line.unwrap_or(1).to_string().len();
        let last_line = |seen: &RelatedExcerpt<'_>| lines_of(&seen.rope, seen.span()).1;
        // At most so wide, until it is known which places are shown.
        let gutter = digits(seen.iter().map(last_line).chain([last]).max());
        let columns = self.width.saturating_sub(gutter + if first == last { 3 } else { 6 });

        let (near, far): (Vec<_>, Vec<_>) = seen.into_iter().partition(|seen| {
            let (line, end) = lines_of(rope, seen.span());
            let distance = if line < first { first - line } else { line.saturating_sub(last) };
            seen.own && seen.related.left_out == 0 && line == end && first == last && distance <= NEAR && {
                let beside = [span, seen.span()];
                let places = if line == first { &beside[..] } else { &beside[1..] };
                let excerpt = excerpt(rope, places, columns);
                let whole = !excerpt.marks.iter().any(std::ops::Range::is_empty);
                let taken = excerpt.ends.last().copied().unwrap_or(0) + 1 + seen.related.message().width();
                whole && taken <= columns && (line != first || !seen.span().overlaps(span))
            }
        });

        let spans: Vec<Span> = [span].into_iter().chain(near.iter().map(RelatedExcerpt::span)).collect();
        let shown = excerpt(rope, &spans, columns);
        let listed = if far.len() > SHOWN { &far[..] } else { &[] };
        // The gutter is as wide as the largest line number in any of the excerpts.
        let noted = far.iter().filter(|_| listed.is_empty()).map(last_line);
        let gutter = digits(noted.chain([shown.last_line]).max());
        let level = level(finding.severity);
        let label = format!("{}[{}]", finding.severity.name(), finding.rule.name);
        let title = self.title(&label, style(finding.severity), true, &finding.message);
        let start = Point::of(rope, finding.span.start);
        let title = format!("{title}\n{}", self.origin(gutter, &file.shown, start));
        let labels = near.iter().map(|seen| one_line(&seen.related.message()));
        let snippet = snippet(&shown, [None].into_iter().chain(labels.map(Some)));
        let mut group = level.no_name().secondary_title(title).element(snippet);
        if last - first >= LINES {
            group = group.element(Level::NOTE.message(format!("this goes on to line {last}")));
        }
        if !listed.is_empty() {
            group = group.element(Level::NOTE.message(self.list(gutter, listed, finding.related.len() - near.len())));
        }
        let evidence = finding.evidence.iter().map(|sentence| {
            let lines = wrap(sentence, self.width - gutter - 9, 0);
            Level::NOTE.message(lines.join("\n"))
        });
        group = group.elements(evidence);
        let helps = found.fixes.iter().map(|fix| {
            let look = if fix.safe { "" } else { " (unsafe)" };
            let title = wrap(&format!("{}{look}", fix.title), self.width - gutter - 9, 0);
            Level::HELP.message(title.join("\n"))
        });
        group = group.elements(helps);

        let mut groups = vec![group];
        if listed.is_empty() {
            groups.extend(far.iter().map(|seen| self.note(gutter, seen)));
        }
        let mut text = self.inner.render(&groups);
        text.push_str("\n\n");
        text
    }

    /// A related place with its own excerpt.
    fn note(&self, gutter: usize, seen: &RelatedExcerpt<'_>) -> Group<'static> {
        let rope = &seen.rope;
        let (first, last) = lines_of(rope, seen.span());
        let span = if last - first < LINES { seen.span() } else { first_line(rope, seen.span()) };
        let columns = self.width.saturating_sub(gutter + if first == last { 3 } else { 6 });
        let shown = excerpt(rope, &[span], columns);
        let title = self.title("note", DEFAULT_NOTE_STYLE, false, &seen.related.message());
        let origin = self.origin(gutter, &seen.path, Point::of(rope, seen.span().start));
        let title = Level::NOTE.no_name().secondary_title(format!("{title}\n{origin}"));
        title.element(snippet(&shown, [None]))
    }

    /// Related places, one a line, of so many.
    fn list(&self, gutter: usize, listed: &[RelatedExcerpt<'_>], count: usize) -> String {
        let mut lines = vec![format!("{count} places:")];
        for seen in listed {
            let Point { line, column } = Point::of(&seen.rope, seen.span().start);
            // The finding's own path stands above.
            let place = if seen.own { String::new() } else { format!("{}:", seen.path) };
            let item = format!("{place}{line}:{column}: {}", seen.related.message());
            let width = self.width - gutter - 9;
            let mut wrapped = wrap(&item, width - INDENT, 0).into_iter();
            lines.extend(wrapped.next());
            lines.extend(wrapped.map(|line| format!("{:INDENT$}{line}", "")));
        }
        lines.join("\n")
    }

    /// "error[label-sequence]: message", wrapped.
    fn title(&self, label: &str, style: Style, bold: bool, message: &str) -> String {
        // The first line holds the label and the colon, the others are indented.
        let taken = (label.width() + 2).saturating_sub(INDENT);
        let lines = wrap(message, self.width - INDENT, taken);
        let message = if bold { Style::new().effects(Effects::BOLD) } else { Style::new() };
        let mut text = self.paint(style, label);
        for (index, line) in lines.iter().enumerate() {
            match index {
                0 => text.push_str(&self.paint(message, &format!(": {line}"))),
                _ => text.push_str(&format!("\n{:INDENT$}{}", "", self.paint(message, line))),
            }
        }
        text
    }

    /// "  --> path:line:column"
    fn origin(&self, gutter: usize, path: &str, start: Point) -> String {
        let arrow = self.paint(DEFAULT_LINE_NUM_STYLE, &format!("{:gutter$}--> ", ""));
        format!("{arrow}{}:{}:{}", one_line(path), start.line, start.column)
    }

    fn paint(&self, style: Style, text: &str) -> String {
        if self.styled { format!("{style}{text}{style:#}") } else { text.to_owned() }
    }
}

/// An excerpt with its marks: the first is what the finding is about.
fn snippet(
    shown: &Excerpt,
    labels: impl IntoIterator<Item = Option<String>>,
) -> Snippet<'static, annotate_snippets::Annotation<'static>> {
    let marks = shown.marks.iter().cloned().zip(labels).enumerate().map(|(index, (span, label))| {
        let kind = if index == 0 { AnnotationKind::Primary } else { AnnotationKind::Context };
        kind.span(span).label(label)
    });
    Snippet::source(shown.text.clone()).line_start(shown.first_line).annotations(marks.collect::<Vec<_>>())
}

/// The part of a place on its first line.
fn first_line(rope: &Rope, span: Span) -> Span {
    let line = rope.byte_to_line((span.start as usize).min(rope.len_bytes()));
    let next = if line + 1 < rope.len_lines() { rope.line_to_byte(line + 1) } else { rope.len_bytes() };
    Span::new(span.start, crate::text::offset(next).min(span.end).max(span.start))
}

fn level(severity: Severity) -> Level<'static> {
    match severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Information => Level::INFO,
        Severity::Hint => Level::HELP,
    }
}

fn style(severity: Severity) -> Style {
    match severity {
        Severity::Error => DEFAULT_ERROR_STYLE,
        Severity::Warning => DEFAULT_WARNING_STYLE,
        Severity::Information => DEFAULT_INFO_STYLE,
        Severity::Hint => DEFAULT_HELP_STYLE,
    }
}
