//! A draft as ITU prints it: a page of HTML that needs nothing else, without scripts.
//!
//! The heading is centred, calls are italic, labels hang, tracked changes are underlined and struck, footnotes are at
//! the end of their text, and what was found stands in the margin. Each block says by `data-line` on which line of the
//! file it begins, counted from 0, so that an editor can scroll with it.

mod blocks;

use std::fmt::Write;

use self::blocks::{PreviewBlock, Role, blocks};
use super::prose::squeezed;
use crate::rules::{Finding, Findings};
use crate::syntax::{Bracketed, Document, Language, Note, NoteMark, PlacedText, bracketed};
use crate::text::{Cancellation, Cancelled, PieceKind, Side, Span, comment_words, line_of, offset};

/// A page that shows a file with what was found in it; whether that is printed, too, or only shown.
///
/// # Errors
/// It is not wanted any more.
pub fn preview(
    document: &Document,
    findings: &Findings,
    prints_findings: bool,
    cancellation: Cancellation<'_>,
) -> Result<String, Cancelled> {
    let mut body = String::with_capacity(document.rope.len_bytes() * 3 / 2);
    let mut clean = true;
    for (index, placed) in document.texts.iter().enumerate() {
        cancellation.check()?;
        let findings = findings.of_text(index);
        clean &= findings.is_empty();
        Page::new(document, placed, findings).write(&mut body);
    }
    let headings = document.texts.iter().filter_map(|placed| {
        let span = placed.text.proposed.heading.as_ref()?.span;
        Some(squeezed(&document.words(placed, span, Side::Proposed)))
    });
    let mut title = String::new();
    escape(&headings.take(1).next().unwrap_or_else(|| "Draft".into()), &mut title);
    Ok(format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n\
         <style>\n{}</style>\n</head>\n<body{}{}>\n{body}</body>\n</html>\n",
        include_str!("page.css"),
        if clean { " class=\"clean\"" } else { "" },
        if prints_findings { " data-print=\"findings\"" } else { "" },
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
    notes: Vec<Note>,
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
        let (mut notes, mut marks) = (text.proposed.notes().to_vec(), text.proposed.note_marks().to_vec());
        if text.is_changed() {
            // Those of deleted text.
            let deleted = |span: Span| text.changes.kind_at(span.start) == PieceKind::Deleted;
            notes.extend(text.base.notes().iter().filter(|note| deleted(note.span)).cloned());
            marks.extend(text.base.note_marks().iter().filter(|mark| deleted(mark.span)).cloned());
        }
        // In the order in which they are called.
        let called = |name: &str| marks.iter().filter(|mark| mark.name == name).map(|mark| mark.span.start).min();
        notes.sort_by_key(|note| (called(&note.name).unwrap_or(u32::MAX), note.whole.start));
        let bookmarks =
            bracketed(&source).filter(|(it, _)| *it == Bracketed::Bookmark).map(|(_, place)| Span::of(place));
        let hidden = notes.iter().map(|note| note.whole).chain(bookmarks);
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
        let cover = if self.placed.text.cover { " class=\"cover\"" } else { "" };
        // A screen reader says it in its language; Arabic runs from right to left.
        let language = self.placed.text.proposed.language();
        let said = if language == Language::En { String::new() } else { format!(" lang=\"{}\"", language.code()) };
        let way = if language == Language::Ar { " dir=\"rtl\"" } else { "" };
        html.push_str(&format!("<article{cover}{said}{way}>\n"));
        let blocks = blocks(self.placed, &self.source);
        let mut rest = self.findings;
        for (index, block) in blocks.iter().enumerate() {
            let after = blocks.get(index + 1).map_or(u32::MAX, |next| next.span.start);
            let here = rest.partition_point(|finding| finding.span.start < after);
            let (findings, later) = rest.split_at(here);
            rest = later;
            self.block(block, findings, html);
        }
        if !self.notes.is_empty() {
            html.push_str("<section class=\"notes\">\n");
            for note in &self.notes {
                let (mut sign, mut words) = (String::new(), String::new());
                escape(&note.name, &mut sign);
                // The note itself is hidden at its place.
                self.words(note.span, false, &mut words);
                let note_html = format!("<p dir=\"auto\"><sup>{sign}</sup> {}</p>", words.trim());
                self.row(note.span.start, &note_html, &[], Span::empty(0), html);
            }
            html.push_str("</section>\n");
        }
        html.push_str("</article>\n");
    }

    fn block(&self, block: &PreviewBlock, findings: &[Finding], html: &mut String) {
        let mut words = String::new();
        let part = |span: Span| {
            let mut words = String::new();
            self.words(span, true, &mut words);
            words.trim().to_owned()
        };
        match block.role {
            Role::Clause { level, body } => {
                let begin = body.clamp(block.span.start, block.span.end);
                let label = part(Span::new(block.span.start, begin));
                let body = part(Span::new(begin, block.span.end));
                if label.is_empty() && body.is_empty() {
                    return;
                }
                let style = if level > 0 { format!(" data-level=\"{level}\"") } else { String::new() };
                // Letters are printed in italics, numbers are not.
                let written = self.source.get(block.span.start as usize..begin as usize).unwrap_or_default();
                let kind = if written.contains(')') { "label letter" } else { "label" };
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

    /// The comments in a range.
    fn comments(&self, span: Span) -> impl Iterator<Item = &str> {
        let pieces = &self.placed.text.changes.pieces;
        let first = pieces.partition_point(|piece| piece.span.start < span.start);
        let within = pieces[first..].iter().take_while(move |piece| piece.span.start < span.end);
        let marks = within.filter(|piece| piece.kind == PieceKind::Markup);
        marks.filter_map(|mark| comment_words(self.source.get(mark.span.range())?))
    }

    /// The words of a range with their changes. `at_place`: without what is shown elsewhere.
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

fn changed(kind: PieceKind, words: &str, html: &mut String) {
    if words.is_empty() {
        return;
    }
    let tag = match kind {
        PieceKind::Kept => return html.push_str(words),
        PieceKind::Markup => return,
        PieceKind::Inserted => "ins",
        PieceKind::Deleted => "del",
    };
    // A line end is no word: nothing is drawn under it.
    let core = words.trim();
    let (before, after) = words.split_once(core).filter(|_| !core.is_empty()).unwrap_or((words, ""));
    html.push_str(before);
    if !core.is_empty() {
        let _ = write!(html, "<{tag}>{core}</{tag}>");
    }
    html.push_str(after);
}

/// The words as text of a page: nothing in them is markup.
fn escape(words: &str, html: &mut String) {
    html.reserve(words.len());
    let bytes = words.as_bytes();
    let mut copied = 0;
    for (at, byte) in words.bytes().enumerate() {
        let (instead, len) = match byte {
            b'&' => ("&amp;", 1),
            b'<' => ("&lt;", 1),
            b'>' => ("&gt;", 1),
            b'"' => ("&quot;", 1),
            b'\'' => ("&#39;", 1),
            b'\n' | b'\r' | b'\t' => (" ", 1),
            // What a page must not hold: control characters, of one byte and of two.
            0..0x20 | 0x7f => ("\u{fffd}", 1),
            0xc2 if bytes.get(at + 1).is_some_and(|next| *next < 0xa0) => ("\u{fffd}", 2),
            _ => continue,
        };
        html.push_str(&words[copied..at]);
        html.push_str(instead);
        copied = at + len;
    }
    html.push_str(&words[copied..]);
}

#[cfg(test)]
mod tests {
    use crate::testing::{Fixture, check};
    use expect_test::expect;

    use super::*;

    fn page(Fixture { document, file, snapshot, .. }: &Fixture) -> String {
        let never = Cancellation::never();
        let findings = Findings::default().update(document, *file, snapshot, never).unwrap();
        preview(document, &findings, false, never).unwrap()
    }

    /// What is in the page's body.
    fn body(fixture: &Fixture) -> String {
        let page = page(fixture);
        let body = page.split_once("<body").and_then(|(_, rest)| rest.split_once('>')).map_or("", |(_, body)| body);
        body.trim_start().trim_end_matches("</body>\n</html>\n").to_owned()
    }

    #[test]
    fn a_text_is_shown_as_it_is_printed() {
        check(
            r"
                Abstract: words.

                MOD	IAP/39A30/1
                [bookmark: _Toc1]RESOLUTION 96 (Rev. New Delhi, 2024)
                On harbour lights
                (Hammamet, 2016; New Delhi, 2024)
                The World Telecommunication Standardization Assembly (New Delhi, 2024),
                considering
                a)	one[^1], that goes
                on:
                i)	this;
                b)	two[footnoteRef:2]2; [2: 2 	These include
                all.]

                noting
                the lights,
                resolves
                1	as considering d) says.
                [^1]: A note.

                ANNEX 1
                Words.
            ",
            body,
            expect![[r#"
                <article class="cover">
                <div class="block" data-line="0"><p dir="auto">Abstract: words.</p></div>
                </article>
                <article>
                <div class="block" data-line="2"><p class="proposal" dir="auto">MOD IAP/39A30/1</p><aside class="margin"><p class="warning">This MOD shows no tracked change: mark what changes in the text in force, or propose NOC</p><p class="hint">This proposal gives no reasons: write &quot;Reasons:&quot; after it</p></aside></div>
                <div class="block" data-line="3"><h1 dir="auto">RESOLUTION 96 (Rev. New Delhi, 2024)</h1></div>
                <div class="block" data-line="4"><p class="title" dir="auto">On harbour lights</p></div>
                <div class="block" data-line="5"><p class="history" dir="auto">(Hammamet, 2016; New Delhi, 2024)</p></div>
                <div class="block" data-line="6"><p class="enacting" dir="auto">The World Telecommunication Standardization Assembly (New Delhi, 2024),</p></div>
                <div class="block" data-line="7"><h2 class="call" dir="auto">considering</h2></div>
                <div class="block" data-line="8"><div class="clause" dir="auto"><span class="label letter">a)</span><span>one<sup>1</sup>, that goes on:</span></div></div>
                <div class="block" data-line="10"><div class="clause" dir="auto" data-level="1"><span class="label letter">i)</span><span>this;</span></div></div>
                <div class="block" data-line="11"><div class="clause" dir="auto"><span class="label letter">b)</span><span>two<sup>2</sup>;</span></div><aside class="margin"><p class="warning">considering b) ends with `;`: the last clause of a section ends with `,`</p></aside></div>
                <div class="block" data-line="14"><h2 class="call" dir="auto">noting</h2></div>
                <div class="block" data-line="15"><div class="clause bare" dir="auto">the lights,</div></div>
                <div class="block" data-line="16"><h2 class="call" dir="auto">resolves</h2></div>
                <div class="block" data-line="17"><div class="clause" dir="auto"><span class="label">1</span><span>as considering d) says.</span></div><aside class="margin"><p class="information">1 is the only clause of resolves: it needs no label</p><p class="error">There is no d) in considering, which runs from a) to b)</p></aside></div>
                <div class="block" data-line="20"><h2 class="annex" dir="auto">ANNEX 1</h2></div>
                <div class="block" data-line="21"><p dir="auto">Words.</p></div>
                <section class="notes">
                <div class="block" data-line="18"><p dir="auto"><sup>1</sup> A note.</p></div>
                <div class="block" data-line="11"><p dir="auto"><sup>2</sup> These include all.</p></div>
                </section>
                </article>
            "#]],
        );
    }

    #[test]
    fn tracked_changes_are_underlined_and_struck() {
        check(
            r"
                RESOLUTION 96 (Rev. {~~Hammamet, 2016~>New Delhi, 2024~~})
                {~~Lights~>Lamps~~}
                considering
                a)	one;
                {--b)	two;
                --}{~~c~>b~~})	that {++many of ++}the three{>>which?<<};
                {++c)	four,
                ++}{--noting
                five,
                --}resolves
                to {--go
                --}{++stay++}.
            ",
            body,
            expect![[r#"
                <article>
                <div class="block" data-line="0"><h1 dir="auto">RESOLUTION 96 (Rev. <del>Hammamet, 2016</del><ins>New Delhi, 2024</ins>)</h1><aside class="margin"><p class="warning">This text has no enacting line: &quot;The World Telecommunication Standardization Assembly (New Delhi, 2024),&quot; stands before the first section</p></aside></div>
                <div class="block" data-line="1"><p class="title" dir="auto"><del>Lights</del><ins>Lamps</ins></p></div>
                <div class="block" data-line="2"><h2 class="call" dir="auto">considering</h2></div>
                <div class="block" data-line="3"><div class="clause" dir="auto"><span class="label letter">a)</span><span>one;</span></div></div>
                <div class="block" data-line="4"><div class="clause" dir="auto"><span class="label letter"><del>b)</del></span><span><del>two;</del></span></div></div>
                <div class="block" data-line="5"><div class="clause" dir="auto"><span class="label letter"><del>c</del><ins>b</ins>)</span><span>that <ins>many of</ins> the three;</span></div><aside class="margin"><p class="comment">which?</p></aside></div>
                <div class="block" data-line="6"><div class="clause" dir="auto"><span class="label letter"><ins>c)</ins></span><span><ins>four,</ins></span></div></div>
                <div class="block" data-line="7"><h2 class="call" dir="auto"><del>noting</del></h2></div>
                <div class="block" data-line="8"><div class="clause bare" dir="auto"><del>five,</del></div></div>
                <div class="block" data-line="9"><h2 class="call" dir="auto">resolves</h2></div>
                <div class="block" data-line="10"><div class="clause bare" dir="auto">to <del>go</del> <ins>stay</ins>.</div></div>
                </article>
            "#]],
        );
        check(
            r"
                RESOLUTION 5 (Rev. Busan, 2014Dubai, 2018)
                considering
                a)	one;
                b)	two;
                cb)	three,
            ",
            body,
            expect![[r#"
                <article>
                <div class="block" data-line="0"><h1 dir="auto">RESOLUTION 5 (Rev. <del>Busan, 2014</del><ins>Dubai, 2018</ins>)</h1><aside class="margin"><p class="warning">Tracked changes were lost when this text was copied, and old and new run together: 1 label and 1 edition. Labels and editions are read apart; changed words are not</p></aside></div>
                <div class="block" data-line="1"><h2 class="call" dir="auto">considering</h2></div>
                <div class="block" data-line="2"><div class="clause" dir="auto"><span class="label letter">a)</span><span>one;</span></div></div>
                <div class="block" data-line="3"><div class="clause" dir="auto"><span class="label letter"><del>b)</del></span><span><del>two;</del></span></div></div>
                <div class="block" data-line="4"><div class="clause" dir="auto"><span class="label letter"><del>c</del><ins>b</ins>)</span><span>three,</span></div></div>
                </article>
            "#]],
        );
    }

    #[test]
    fn nothing_in_a_draft_is_markup() {
        let page = page(&Fixture::new(
            "RESOLUTION 5 (Lima, 2028)\n<script>alert(1)</script>\u{0}\nresolves\na)\t\"<b>\" & '{++<i>++}{>><u>--><<}[^<];\n[^<]: <p>\n",
        ));
        for tag in ["<script", "<b>", "<i>", "<u>", "[^&lt;]: <p>"] {
            assert!(!page.contains(tag), "{tag} in {page}");
        }
        assert!(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;\u{fffd}"), "{page}");
        assert!(!page.contains("http://") && !page.contains("https://") && !page.contains("url("), "nothing remote");
    }

    #[test]
    fn each_block_names_its_line() {
        let page = page(&Fixture::new("Cover.\r\n\r\n//- head\nresolves\r\n1\tone;\r\n2\ttwo.\r\n"));
        let lines = page.split("data-line=\"").skip(1).map(|rest| rest.split('"').next().unwrap_or_default());
        assert_eq!(lines.collect::<Vec<_>>(), ["0", "2", "3", "4", "5", "6", "7", "8"]);
    }
}
