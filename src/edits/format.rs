//! Spaces and lines, in one policy:
//!
//! - a line begins at the margin and ends in no space;
//! - one blank line at most stands between others, none at the start and the end of a file;
//! - a TAB stands after a label, and nothing else;
//! - lines that were wrapped by hand are kept, or joined where [`FormatOptions::join_lines`] says so: not after a stop that
//!   ends a line, nor a hyphen, nor over a blank line.
//!
//! Whitespace within a line is left alone, and so are cover text, annexes and reasons, which are not the resolution's own; an
//! empty clause keeps what stands after its label. Words never change, nor what the text says to a reader. Where changes
//! are tracked, whitespace is fixed in inserted text only, so that the text in force stays as it is.

use std::ops::Range;

use super::{Edit, Pen};
use crate::syntax::{Document, continues_reference, is_furniture, is_note_line};
use crate::text::{FileId, Span, View, lines};
use crate::workspace::Snapshot;

/// What a drafter may choose about formatting.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct FormatOptions {
    /// Lines that were wrapped by hand become one.
    pub join_lines: bool,
}

/// What the lines of a text need; places are bytes of what is seen of it.
struct Tidy<'a> {
    text: &'a str,
    edits: Vec<(Range<usize>, &'static str)>,
}

/// The edits that put the whitespace and lines of a file in order, or those of a part of it.
pub fn format(
    snapshot: &Snapshot,
    document: &Document,
    file: FileId,
    within: Option<Span>,
    options: FormatOptions,
) -> Vec<Edit> {
    let texts = document.texts.iter().filter(|placed| {
        within.is_none_or(|within| placed.span().overlaps(within) || placed.span().touches(within.start))
    });
    let edits = texts.flat_map(|placed| {
        let own = within.map(|within| {
            let inside = |at: u32| at.saturating_sub(placed.start).min(placed.text.len);
            Span::new(inside(within.start), inside(within.end))
        });
        Pen::new(snapshot, document, placed, file).format(options, own)
    });
    edits.collect()
}

impl Pen<'_> {
    /// The edits that put whitespace and lines in order, in the whole text or in the lines of a range.
    fn format(&self, options: FormatOptions, within: Option<Span>) -> Vec<Edit> {
        let text = &self.placed.text;
        let tree = &text.proposed;
        if text.cover || text.flattened.is_some() || (tree.heading.is_none() && tree.sections().len() == 0) {
            return Vec::new();
        }
        let annex = tree.annexes().first().map(|annex| annex.span.start);
        let reasons = tree.reasons.map(|reasons| reasons.start);
        let end = [annex, reasons].into_iter().flatten().min().map_or(text.len, |end| self.line_start(end));
        let view = self.view(Span::new(0, end));
        let mut tidy = Tidy { text: &view.text, edits: Vec::new() };
        self.labels_and_joins(&view, options, end, &mut tidy);
        let last_of_file = end == text.len && self.placed.span().end as usize == self.document.rope.len_bytes();
        tidy.lines(self.placed.start == 0, last_of_file);
        tidy.edits.sort_by_key(|(range, _)| (range.start, range.end));
        let lines = within.map(|within| Span::new(self.line_start(within.start), self.line_end(within.end).0));
        let edits = tidy.edits.into_iter().filter_map(|(range, new)| self.tidied(&view, range, new));
        let start = self.placed.start;
        edits.filter(|edit| lines.is_none_or(|lines| lines.shift(start).contains(edit.span))).collect()
    }

    /// The edit of what is seen, where it may be made.
    fn tidied(&self, view: &View, range: Range<usize>, new: &str) -> Option<Edit> {
        let span = view.to_source(Span::of(range));
        if !self.tracks() && !self.placed.text.is_changed() {
            return Some(self.edit(span, new.to_owned()));
        }
        let around = if span.is_empty() { Span::new(span.start.saturating_sub(1), span.end + 1) } else { span };
        let whole = if new.is_empty() { self.with_empty_marks(span) } else { span };
        self.is_inserted(around).then(|| self.edit(whole, new.to_owned()))
    }

    /// A TAB after each label, and one line for each clause where that is wanted.
    fn labels_and_joins(&self, view: &View, options: FormatOptions, end: u32, tidy: &mut Tidy<'_>) {
        let tree = &self.placed.text.proposed;
        for (_, clause) in tree.clauses().take_while(|(_, clause)| clause.span.start < end) {
            let damaged = tree.section(clause.section).is_damaged();
            let body = view.from_source(clause.body.start) as usize..view.from_source(clause.body.end) as usize;
            if let Some(raw) = &clause.raw {
                let label_end = view.from_source(raw.span.end) as usize;
                if clause.body.is_empty() {
                    // What is still to be written begins after its TAB.
                    let line_end = tidy.text[label_end..].find(['\n', '\r']);
                    let line_end = line_end.map_or(tidy.text.len(), |at| label_end + at);
                    if tidy.text[label_end..line_end].trim().is_empty() {
                        tidy.keep(label_end..line_end);
                    }
                    continue;
                }
                // On one line it could be read as the end of a reference that the words before begin.
                let label = view.from_source(raw.span.start) as usize..label_end;
                let line = format!("{}\t{}", &tidy.text[label], &tidy.text[body.clone()]);
                let joined = options.join_lines && !damaged && !continues_reference(&line, 0);
                tidy.tab(label_end..body.start.max(label_end), joined);
            }
            if options.join_lines && !damaged {
                tidy.join(body);
            }
        }
    }
}

impl Tidy<'_> {
    /// Leaves a range as it is.
    fn keep(&mut self, range: Range<usize>) {
        self.edits.push((range, KEPT));
    }

    fn tab(&mut self, gap: Range<usize>, join: bool) {
        let words = &self.text[gap.clone()];
        let broken = words.contains(['\n', '\r']);
        // "*a)* that": emphasis, or a bracket around the label, is none of our business.
        let set_off = self.text[gap.end..].starts_with(['*', '_', ']']);
        if words != "\t" && !set_off && words.trim().is_empty() && (!broken || join) {
            self.edits.push((gap, "\t"));
        }
    }

    fn join(&mut self, body: Range<usize>) {
        let words = &self.text[body.clone()];
        let lines: Vec<_> = lines(words).collect();
        for pair in lines.windows(2) {
            let [before, after] = [pair[0], pair[1]].map(|(start, end, _)| &words[start..end]);
            let (Some(last), Some(first)) = (before.trim().chars().next_back(), after.trim().chars().next()) else {
                continue;
            };
            let apart = ";:.；：。-\u{2010}\u{2011}".contains(last)
                || [before, after].iter().any(|line| is_furniture(line.trim_start()))
                || is_note_line(after.trim_start());
            if !apart {
                let from = pair[0].0 + before.trim_end().len();
                let to = pair[1].0 + (after.len() - after.trim_start().len());
                let gap = if is_wide(last) || is_wide(first) { "" } else { " " };
                self.edits.push((body.start + from..body.start + to, gap));
            }
        }
    }

    /// Whitespace at the margins of lines, and blank lines. What was said of a range before counts.
    fn lines(&mut self, first_of_file: bool, last_of_file: bool) {
        let mut said = std::mem::take(&mut self.edits);
        said.sort_by_key(|(range, _)| (range.start, range.end));
        let mut blank = first_of_file.then_some(None);
        let mut found: Vec<(Range<usize>, &'static str)> = Vec::new();
        for (start, end, next) in lines(self.text) {
            let line = &self.text[start..end];
            let words = line.trim();
            if words.is_empty() {
                match blank {
                    Some(_) => found.push((start..next, "")),
                    None => {
                        blank = Some(Some(start..next));
                        found.push((start..end, ""));
                    }
                }
                continue;
            }
            blank = None;
            let indent = line.len() - line.trim_start().len();
            found.push((start..start + indent, ""));
            found.push((start + line.trim_end().len()..end, ""));
        }
        if let Some(Some(last)) = blank.filter(|_| last_of_file) {
            found.retain(|(range, _)| range.start != last.start);
            found.push((last, ""));
        }
        let meets = |range: &Range<usize>| {
            let at = said.partition_point(|(other, _)| other.end <= range.start);
            said.get(at).is_some_and(|(other, _)| other.start < range.end)
        };
        self.edits = found.into_iter().filter(|(range, _)| !range.is_empty() && !meets(range)).collect();
        self.edits.extend(said.into_iter().filter(|(_, new)| *new != KEPT));
    }
}

/// Stands for "as it is" among what is to be written.
const KEPT: &str = "as it is";

/// Whether a character needs no space beside it.
fn is_wide(c: char) -> bool {
    matches!(c, '\u{3000}'..='\u{303f}' | '\u{4e00}'..='\u{9fff}' | '\u{ff00}'..='\u{ffef}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edits::apply;
    use crate::edits::testing::{draft, with_pens};
    use crate::testing::{Fixture, check, headless, text};
    use crate::text::{Changes, Side, offset};
    use expect_test::expect;
    use proptest::prelude::*;

    const JOINED: FormatOptions = FormatOptions { join_lines: true };

    fn formatted(fixture: &Fixture, options: FormatOptions) -> String {
        let edits: Vec<Edit> = fixture.pens().iter().flat_map(|pen| pen.format(options, None)).collect();
        apply(&fixture.document.rope, &edits)
    }

    /// A draft in which spaces at line ends, which would be lost in this file, are written "·", and some TABs "→".
    fn marked(draft: &str) -> String {
        draft.replace('·', " ").replace('→', "\t")
    }

    fn shown(fixture: &Fixture, options: FormatOptions) -> String {
        headless(&formatted(fixture, options)).replace('\t', "→").replace(" \n", "·\n")
    }

    #[test]
    fn spaces_and_blank_lines_have_one_form() {
        check(
            &marked(
                "
                    //- head
                    considering··
                    a)   that one;


                    ··
                    b)	that two,
                    ··resolves
                    1 to do;
                    2\u{a0}to wait.


                ",
            ),
            |it| shown(it, FormatOptions::default()),
            expect![[r#"
                considering
                a)→that one;

                b)→that two,
                resolves
                1→to do;
                2→to wait.
            "#]],
        );
        check(
            &marked(
                r"
                    //- head
                    considering
                    a)that one:
                    ·→i)→this;
                    ·→–·that;
                    [b)] two;
                    *c)* three,
                    d)→
                ",
            ),
            |it| shown(it, FormatOptions::default()),
            expect![[r#"
                considering
                a)→that one:
                i)→this;
                –→that;
                [b)] two;
                *c)* three,
                d)→
            "#]],
        );
    }

    #[test]
    fn annexes_and_cover_text_are_left_alone() {
        check(
            &marked(
                r"
                    //- head
                    resolves
                    to wait.·


                    ANNEX 1


                    ··1   What··
                ",
            ),
            |it| shown(it, FormatOptions::default()),
            expect![[r#"
                resolves
                to wait.

                ANNEX 1


                  1   What ·
            "#]],
        );
        let cover = text("Abstract \n\n\n  words\n//- head\nresolves \nto wait.");
        let now = formatted(&Fixture::verbatim(&cover), FormatOptions::default());
        assert_eq!(now, cover.replace("resolves ", "resolves"));
    }

    #[test]
    fn wrapped_lines_are_joined_where_that_is_wanted() {
        let draft = marked(
            r"
                //- head
                considering
                a)
                that lines·
                ··which were wrapped,
                by hand;
                b)	as follows:
                words
                other cross-
                border words

                after a page,
                resolves
                to wait
                – 217 –
                long.
            ",
        );
        check(
            &draft,
            |it| shown(it, FormatOptions::default()),
            expect![[r#"
                considering
                a)
                that lines
                which were wrapped,
                by hand;
                b)→as follows:
                words
                other cross-
                border words

                after a page,
                resolves
                to wait
                – 217 –
                long.
            "#]],
        );
        check(
            &draft,
            |it| shown(it, JOINED),
            expect![[r#"
                considering
                a)→that lines which were wrapped, by hand;
                b)→as follows:
                words other cross-
                border words

                after a page,
                resolves
                to wait
                – 217 –
                long.
            "#]],
        );
        // What is a label before the lines are joined is one after it: no reference goes on with a TAB in it.
        check(
            &marked(
                "
                    //- head
                    considering
                    words that go on
                    a)
                    ··of Resolution 45 (Rev. Dubai, 2014),
                ",
            ),
            |it| {
                let once = formatted(it, JOINED);
                assert_eq!(formatted(&Fixture::verbatim(&once), JOINED), once);
                headless(&once).replace('\t', "→")
            },
            expect![[r#"
                considering
                words that go on
                a)
                of Resolution 45 (Rev. Dubai, 2014),
            "#]],
        );
    }

    #[test]
    fn where_changes_are_tracked_only_inserted_text_is_put_in_order() {
        check(
            &marked(
                r"
                    //- MOD
                    resolves··
                    1  to {++do··


                    2  to++} wait;
                    {++3  to go;··
                    ++}4  to	{++··
                    ++} stay.··
                ",
            ),
            |it| headless(&formatted(it, FormatOptions::default())),
            expect![[r#"
            resolves  
            1  to {++do

            2	to++} wait;
            {++3	to go;
            ++}4  to	{++  
            ++} stay.  
        "#]],
        );
    }

    #[test]
    fn a_range_is_put_in_order_alone() {
        let source = text("//- head\nresolves  \n1  to do;  \n2  to wait.  \n");
        let at = offset(source.find("to do").unwrap());
        let now = with_pens(&source, |pens| {
            apply(&pens[0].document.rope, &pens[0].format(FormatOptions::default(), Some(Span::empty(at))))
        });
        assert_eq!(now, source.replace("1  to do;  ", "1\tto do;"));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(300))]
        #[test]
        fn formatting_is_done_once_and_keeps_words_and_the_text_in_force(source in draft(), join_lines: bool) {
            let options = FormatOptions { join_lines };
            let once = formatted(&Fixture::verbatim(&source), options);
            prop_assert_eq!(&formatted(&Fixture::verbatim(&once), options), &once);
            let words = |text: &str| text.split_whitespace().collect::<String>();
            prop_assert_eq!(words(&once).replace("{++++}", ""), words(&source).replace("{++++}", ""));
            let base = |text: &str| Changes::read(text).view(text, Side::Base).text;
            if source.contains("MOD") {
                prop_assert_eq!(base(&once), base(&source));
            }
        }
    }
}
