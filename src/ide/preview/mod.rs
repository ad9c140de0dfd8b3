//! A draft as ITU prints it: a page of HTML that needs nothing else, without scripts.
//!
//! The heading is centred, calls are italic, labels hang, tracked changes are underlined and struck, footnotes are at
//! the end of their text, and what was found stands in the margin. Each block says by `data-line` on which line of the
//! file it begins, counted from 0, so that an editor can scroll with it.

mod blocks;

use std::fmt::Write;
use std::sync::LazyLock;

use regex::Regex;

use self::blocks::{Block, Role, blocks};
use super::prose::squeezed;
use crate::rules::{Finding, Findings};
use crate::syntax::{Document, Note, NoteMark, PlacedText};
use crate::text::{PieceKind, Side, Span, line_of, offset};

/// What conversion leaves before a heading.
static BOOKMARK: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\[bookmark:[^\]\n]*\]").expect("tested"));

/// What opens a note, and how far before its words.
const NOTE_OPENERS: [&str; 3] = ["[^", "____", "["];
const NOTE_OPENER_BYTES: usize = 24;

/// A page that shows a file with what was found in it; none where `dropped` said so between two texts.
pub fn preview(document: &Document, findings: &Findings, dropped: &dyn Fn() -> bool) -> Option<String> {
    let mut body = String::with_capacity(document.rope.len_bytes() * 3 / 2);
    let mut clean = true;
    for (index, placed) in document.texts.iter().enumerate() {
        if dropped() {
            return None;
        }
        let findings = findings.texts().get(index).map_or(&[][..], |(_, findings)| findings);
        clean &= findings.is_empty();
        Page::new(document, placed, findings).write(&mut body);
    }
    let headings = document.texts.iter().filter_map(|placed| {
        let span = placed.text.proposed.heading.as_ref()?.span;
        Some(squeezed(&document.words(placed, span, Side::Proposed)))
    });
    let mut title = String::new();
    escape(&headings.take(1).next().unwrap_or_else(|| "Draft".into()), &mut title);
    Some(format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n\
         <style>\n{}</style>\n</head>\n<body{}>\n{body}</body>\n</html>\n",
        include_str!("page.css"),
        if clean { " class=\"clean\"" } else { "" },
    ))
}

/// The part of the page that shows one text.
struct Page<'a> {
    document: &'a Document,
    placed: &'a PlacedText,
    source: String,
    findings: &'a [Finding],
    /// What is shown otherwise than it is written, in order and without overlap.
    special: Vec<(Span, Special)>,
    /// The notes, with what introduces them.
    notes: Vec<(Span, Note)>,
}

/// What is shown otherwise than it is written.
enum Special {
    /// Not at its place.
    Hidden,
    /// The mark of a footnote.
    Mark(NoteMark),
}

impl<'a> Page<'a> {
    fn new(document: &'a Document, placed: &'a PlacedText, findings: &'a [Finding]) -> Page<'a> {
        let source = document.slice(placed.span()).into_owned();
        let text = &placed.text;
        let (mut notes, mut marks) = (text.proposed.notes.clone(), text.proposed.note_marks.clone());
        if text.is_changed() {
            // Those of deleted text.
            let deleted = |span: Span| text.changes.kind_at(span.start) == PieceKind::Deleted;
            notes.extend(text.base.notes.iter().filter(|note| deleted(note.span)).cloned());
            marks.extend(text.base.note_marks.iter().filter(|mark| deleted(mark.span)).cloned());
        }
        let mut notes: Vec<(Span, Note)> = notes.into_iter().map(|it| (with_opener(&source, it.span), it)).collect();
        notes.sort_by_key(|(span, _)| span.start);
        let bookmarks = BOOKMARK.find_iter(&source).map(|found| Span::of(found.range()));
        let hidden = notes.iter().map(|(span, _)| *span).chain(bookmarks);
        let mut special: Vec<(Span, Special)> = hidden.map(|span| (span, Special::Hidden)).collect();
        special.extend(marks.into_iter().map(|mark| (mark.span, Special::Mark(mark))));
        special.sort_by_key(|(span, _)| (span.start, std::cmp::Reverse(span.end)));
        let mut end = 0;
        special.retain(|(span, _)| {
            let apart = span.start >= end;
            end = end.max(span.end);
            apart
        });
        Page { document, placed, source, findings, special, notes }
    }

    fn write(&self, html: &mut String) {
        html.push_str(if self.placed.text.cover { "<article class=\"cover\">\n" } else { "<article>\n" });
        let blocks = blocks(self.placed, &self.source);
        let mut rest = self.findings;
        for (index, block) in blocks.iter().enumerate() {
            let behind = blocks.get(index + 1).map_or(u32::MAX, |next| next.span.start);
            let here = rest.partition_point(|finding| finding.span.start < behind);
            let (findings, later) = rest.split_at(here);
            rest = later;
            self.block(block, findings, html);
        }
        if !self.notes.is_empty() {
            html.push_str("<section class=\"notes\">\n");
            for (_, note) in &self.notes {
                let mut words = String::from("<sup>");
                escape(&note.name, &mut words);
                words.push_str("</sup> ");
                // The note itself is hidden at its place.
                self.words(note.span, false, &mut words);
                self.row(note.span.start, &format!("<p dir=\"auto\">{words}</p>"), &[], Span::empty(0), html);
            }
            html.push_str("</section>\n");
        }
        html.push_str("</article>\n");
    }

    fn block(&self, block: &Block, findings: &[Finding], html: &mut String) {
        let mut words = String::new();
        let part = |span: Span| {
            let mut words = String::new();
            self.words(span, true, &mut words);
            words.trim().to_owned()
        };
        match block.role {
            Role::Clause { level, body } => {
                let label = part(Span::new(block.span.start, body.min(block.span.end)));
                let body = part(Span::new(body.min(block.span.end), block.span.end));
                if label.is_empty() && body.is_empty() {
                    return;
                }
                let style = if level > 0 { format!(" style=\"--level:{level}\"") } else { String::new() };
                // Letters are printed in italics, numbers are not.
                let kind = if label.ends_with(')') { "label letter" } else { "label" };
                let _ = match label.is_empty() {
                    true => write!(words, "<div class=\"clause bare\" dir=\"auto\"{style}>{body}</div>"),
                    false => write!(
                        words,
                        "<div class=\"clause\" dir=\"auto\"{style}><span class=\"{kind}\">{label}</span><span>{body}</span></div>"
                    ),
                };
            }
            role => {
                let inside = part(block.span);
                // Where only a note stood, nothing is left.
                if inside.is_empty() && findings.is_empty() {
                    return;
                }
                let (tag, class) = match role {
                    Role::Proposal => ("p", " class=\"proposal\""),
                    Role::Heading => ("h1", ""),
                    Role::Title => ("p", " class=\"title\""),
                    Role::History => ("p", " class=\"history\""),
                    Role::Enacting => ("p", " class=\"enacting\""),
                    Role::Call => ("h2", " class=\"call\""),
                    Role::Annex => ("h2", " class=\"annex\""),
                    Role::Clause { .. } | Role::Plain => ("p", ""),
                };
                let _ = write!(words, "<{tag}{class} dir=\"auto\">{inside}</{tag}>");
            }
        }
        self.row(block.span.start, &words, findings, block.span, html);
    }

    /// A block with its margin.
    fn row(&self, start: u32, words: &str, findings: &[Finding], span: Span, html: &mut String) {
        let line = line_of(&self.document.rope, self.placed.start + self.first_word(start, span));
        let _ = write!(html, "<div class=\"block\" data-line=\"{line}\">{words}");
        let mut margin = String::new();
        for comment in self.comments(span) {
            margin.push_str("<p class=\"comment\">");
            escape(comment.trim(), &mut margin);
            margin.push_str("</p>");
        }
        for finding in findings {
            let _ = write!(margin, "<p class=\"{}\">", finding.severity.name());
            escape(&finding.message, &mut margin);
            margin.push_str("</p>");
        }
        if !margin.is_empty() {
            let _ = write!(html, "<aside class=\"margin\">{margin}</aside>");
        }
        html.push_str("</div>\n");
    }

    /// Where the words of a block begin, which is not where a mark before them does.
    fn first_word(&self, start: u32, span: Span) -> u32 {
        let words = self.source.get(span.range()).unwrap_or_default();
        start + offset(words.len() - words.trim_start().len())
    }

    /// The comments in a stretch.
    fn comments(&self, span: Span) -> impl Iterator<Item = &str> {
        let pieces = &self.placed.text.changes.pieces;
        let first = pieces.partition_point(|piece| piece.span.start < span.start);
        let within = pieces[first..].iter().take_while(move |piece| piece.span.start < span.end);
        let marks = within.filter(|piece| piece.kind == PieceKind::Markup);
        marks.filter_map(|mark| self.source.get(mark.span.range())?.strip_prefix("{>>")?.strip_suffix("<<}"))
    }

    /// The words of a stretch with their changes. `at_place`: without what is shown elsewhere.
    fn words(&self, span: Span, at_place: bool, html: &mut String) {
        let end = span.end.min(offset(self.source.len()));
        let mut at = span.start;
        let mut next = self.special.partition_point(|(special, _)| special.end <= at);
        if !at_place {
            next += usize::from(self.special.get(next).is_some_and(|(special, _)| special.start < at));
        }
        while at < end {
            let special = self.special.get(next).filter(|(special, _)| special.start < end);
            if let Some((place, special)) = special.filter(|(special, _)| special.start <= at) {
                if let Special::Mark(mark) = special {
                    let mut sign = String::from("<sup>");
                    escape(&mark.name, &mut sign);
                    sign.push_str("</sup>");
                    changed(self.kind_at(place.start).0, &sign, html);
                }
                at = place.end;
                next += 1;
                continue;
            }
            let (kind, piece_end) = self.kind_at(at);
            let stop = special.map_or(end, |(special, _)| special.start).min(piece_end).min(end);
            let mut words = String::new();
            escape(self.source.get(at as usize..stop as usize).unwrap_or_default(), &mut words);
            changed(kind, &words, html);
            at = stop.max(at + 1);
        }
    }

    /// What the piece at a place is, and where it ends.
    fn kind_at(&self, at: u32) -> (PieceKind, u32) {
        let pieces = &self.placed.text.changes.pieces;
        let index = pieces.partition_point(|piece| piece.span.end <= at);
        match pieces.get(index) {
            Some(piece) if piece.span.start <= at => (piece.kind, piece.span.end),
            // Recovered changes may leave out what is kept.
            Some(piece) => (PieceKind::Kept, piece.span.start),
            None => (PieceKind::Kept, u32::MAX),
        }
    }
}

/// A note with what introduces it: `[^1]: `, `[1: 1 ⇥`…`]`, `____ 1 `.
fn with_opener(source: &str, note: Span) -> Span {
    let mut from = (note.start as usize).saturating_sub(NOTE_OPENER_BYTES);
    while !source.is_char_boundary(from) {
        from += 1;
    }
    let before = source.get(from..note.start as usize).unwrap_or_default();
    let line = before.rfind(['\n', '\r']).map_or(0, |end| end + 1);
    let opener = NOTE_OPENERS.iter().find_map(|opener| before[line..].find(opener));
    let start = opener.map_or(note.start, |at| offset(from + line + at));
    let closed = source.get(note.end as usize..).is_some_and(|behind| behind.starts_with(']'));
    Span::new(start, note.end + u32::from(closed))
}

fn changed(kind: PieceKind, words: &str, html: &mut String) {
    if words.is_empty() {
        return;
    }
    match kind {
        PieceKind::Kept => html.push_str(words),
        // A line end alone is no word.
        PieceKind::Inserted | PieceKind::Deleted if words.trim().is_empty() => html.push_str(words),
        PieceKind::Inserted => {
            let _ = write!(html, "<ins>{words}</ins>");
        }
        PieceKind::Deleted => {
            let _ = write!(html, "<del>{words}</del>");
        }
        PieceKind::Markup => {}
    }
}

/// The words as text of a page: nothing in them is markup.
fn escape(words: &str, html: &mut String) {
    html.reserve(words.len());
    for c in words.chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#39;"),
            '\n' | '\r' | '\t' => html.push(' '),
            // What a page must not hold.
            c if c.is_control() => html.push('\u{fffd}'),
            c => html.push(c),
        }
    }
}
