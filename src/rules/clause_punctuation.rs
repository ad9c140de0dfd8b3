//! `clause-punctuation`

use super::{Context, Finding, Fix, Group, Scope, Subject, rule};
use crate::syntax::{Body, Clause, ClauseId, Mark, SectionId, Tree};
use crate::text::Span;

rule! {
    /// A resolution is one sentence, and its clauses end accordingly: with `;` where another clause follows, with `:` before
    /// sub-clauses, with `,` at the end of a section, and with `.` at the end of the text. The last sub-clause ends as its clause
    /// would.
    ///
    /// Nothing is said of a text of the UN General Assembly, of one whose tracked changes were lost in copying, of a section that
    /// conversion has damaged, of dashes, and of a `:` before a list that has no labels. What the text in force already has is a
    /// hint.
    ///
    /// ```wrong
    /// noting
    /// a) the sea,
    /// b) the land;
    /// resolves
    /// to wait.
    /// ```
    ///
    /// ```right
    /// noting
    /// a) the sea;
    /// b) the land,
    /// resolves
    /// to wait.
    /// ```
    name: "clause-punctuation",
    group: Group::Structure,
    scope: Scope::Text,
    summary: "A clause ends with another mark than its place asks for.",
    check,
    fixes: |context, finding| Ok(fixes(context, finding)),
}

/// A clause that ends with another mark than it should.
struct WrongStop {
    clause: ClauseId,
    /// The mark; where there is none, the last character.
    span: Span,
    found: Option<char>,
    wanted: char,
    why: &'static str,
}

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let tree = context.tree();
    if context.placed.text.flattened.is_some() || tree.body() == Some(Body::Unga) {
        return;
    }
    for (id, section) in tree.sections() {
        if section.clauses.is_empty() || section.is_damaged() {
            continue;
        }
        let ends_text = ends_text(tree, id);
        for clause in section.clauses.clone().map(ClauseId) {
            let Some(stop) = wrong_stop(context, clause, ends_text) else { continue };
            let name = tree.name(clause);
            let ends = stop.found.map_or("without a mark".to_owned(), |found| format!("with `{found}`"));
            let message = format!("{name} ends {ends}: {} ends with `{}`", stop.why, stop.wanted);
            let finding = Finding::new(&RULE, Subject::Clause(clause), stop.span, message);
            findings.push(finding.hint_if(in_force(context, &stop)));
        }
    }
}

/// Whether the text in force has the stop already: its clause ends at the same place, in the same way, and should not.
fn in_force(context: &Context<'_>, stop: &WrongStop) -> bool {
    let (tree, base) = (context.tree(), context.base());
    let Some(old) = base.clause_at(stop.span.start).filter(|_| context.placed.text.is_changed()) else { return false };
    let (was, is) = (base.clause(old), tree.clause(stop.clause));
    let wanted = expected(base, old, ends_text(base, was.section)).map(|(wanted, _)| wanted);
    was.body.end == is.body.end && was.last == is.last && wanted == Some(stop.wanted)
}

/// Whether no clause follows a section's.
fn ends_text(tree: &Tree, section: SectionId) -> bool {
    tree.sections[section.0 as usize + 1..].iter().all(|later| later.clauses.is_empty())
}

/// The mark that a clause should end with, and the kind of clause that does so; none where that cannot be told.
fn expected(tree: &Tree, id: ClauseId, ends_text: bool) -> Option<(char, &'static str)> {
    let clause = tree.clause(id);
    let section = tree.section(clause.section);
    let operative = section.part()?.is_operative();
    let mark = |clause: &Clause| clause.label.map(|label| label.mark);
    match tree.clauses.get(id.0 as usize + 1).filter(|_| id.0 + 1 < section.clauses.end) {
        // "1.1" stands under "1", which may be a clause of its own.
        Some(next) if next.parent == Some(id) && matches!(mark(next), Some(Mark::Decimal(_))) => None,
        Some(next) if next.parent == Some(id) => Some((':', "a clause with sub-clauses")),
        // A paragraph that leads in what is labelled; a list of dashes.
        Some(_) if clause.raw.is_none() || mark(clause) == Some(Mark::Dash) => None,
        Some(_) => Some((';', "a clause that others follow")),
        None if ends_text => operative.then_some(('.', "the last clause of the text")),
        None => Some((',', "the last clause of a section")),
    }
}

fn wrong_stop(context: &Context<'_>, clause: ClauseId, ends_text: bool) -> Option<WrongStop> {
    let tree = context.tree();
    // Most clauses end as they should: their words need not be looked at.
    let last = tree.clause(clause).last?;
    let (wanted, why) = expected(tree, clause, ends_text).filter(|&(wanted, _)| wanted != last)?;
    let view = context.view();
    let body = words_of(tree, clause);
    let start = view.from_source(body.start) as usize;
    let words = view.text.get(start..view.from_source(body.end) as usize)?;
    // "____ 1 These include": a footnote of a printed page.
    let words = words.split_once("____").map_or(words, |(words, _)| words);
    let end = ending(words)?;
    if end.mark.is_some_and(|found| plain(found) == wanted || plain(found) == ':') || (end.joined && wanted == ';') {
        return None;
    }
    if end.mark.is_none() && runs_on(words) {
        return None;
    }
    let shown = words[..end.at].char_indices().next_back().map_or(0, |(at, _)| at);
    let place = match end.mark {
        Some(mark) => end.at..end.at + mark.len_utf8(),
        None => shown..end.at,
    };
    let span = view.to_source(Span::of(start + place.start..start + place.end));
    Some(WrongStop { clause, span, found: end.mark, wanted, why })
}

/// The words of a clause, up to a footnote that conversion has put after them.
fn words_of(tree: &Tree, clause: ClauseId) -> Span {
    let body = tree.clause(clause).body;
    let first = tree.notes.partition_point(|note| note.span.start < body.start);
    let note = tree.notes.get(first).filter(|note| note.span.start < body.end);
    Span::new(body.start, note.map_or(body.end, |note| note.span.start))
}

/// How words end.
struct End {
    /// The stop, where there is one.
    mark: Option<char>,
    /// Where it is, or where it should be put.
    at: usize,
    /// "and" or "or" stands after it.
    joined: bool,
}

const STOPS: [char; 8] = [';', ',', '.', ':', '；', '，', '。', '：'];

/// The stop of a clause, in front of footnote marks, closing brackets and quotes, "and" and "or". `None` where what is
/// there tells nothing: "…", a table.
fn ending(words: &str) -> Option<End> {
    let text = undecorated(words);
    for word in ["and", "or"] {
        let before = text.strip_suffix(word).filter(|before| before.ends_with(char::is_whitespace));
        if let Some(before) = before {
            let before = undecorated(before);
            let mark = before.chars().next_back().filter(|c| STOPS.contains(c))?;
            return Some(End { mark: Some(mark), at: before.len() - mark.len_utf8(), joined: true });
        }
    }
    let last = text.chars().next_back()?;
    let abbreviated = ["etc.", "al.", "Inc.", "No."].iter().any(|word| text.ends_with(word));
    if "…?!|–—-\t".contains(last) || text.ends_with("..") {
        return None;
    }
    if STOPS.contains(&last) && !abbreviated {
        return Some(End { mark: Some(last), at: text.len() - last.len_utf8(), joined: false });
    }
    // A stop that is missing is put after quotes.
    let quotes = words[text.len()..].chars().take_while(|c| QUOTES.contains(c)).map(char::len_utf8).sum::<usize>();
    Some(End { mark: None, at: text.len() + quotes, joined: false })
}

const QUOTES: [char; 5] = ['"', '”', '’', '\'', '»'];

/// Words without what may stand after their stop: footnote marks in any form, "]" of text not agreed, quotes, emphasis.
fn undecorated(words: &str) -> &str {
    let mut text = words;
    loop {
        let trimmed = text.trim_end().trim_end_matches(|c: char| "*_]¹²³⁴⁵⁶⁷⁸⁹⁰".contains(c) || QUOTES.contains(&c));
        let whole = &words[..trimmed.len() + words[trimmed.len()..].starts_with(']') as usize];
        let cut = without_mark(whole).unwrap_or(trimmed);
        // "countries;1": a footnote's number after the stop.
        let bare = cut.trim_end_matches(|c: char| c.is_ascii_digit());
        let digits = cut.len() - bare.len();
        // "2.5" and "X.805" are numbers.
        let number = bare.chars().rev().nth(1).is_none_or(|c| c.is_ascii_digit() || c.is_uppercase());
        let glued = (1..=2).contains(&digits) && (bare.ends_with(';') || (bare.ends_with([',', '.']) && !number));
        let cut = if glued { bare } else { cut };
        if cut.len() == text.len() {
            return cut;
        }
        text = cut;
    }
}

/// What stands before a footnote mark at the end: `[^1]`, `[footnoteRef:1]1`, the opening of `[1: …]`.
fn without_mark(text: &str) -> Option<&str> {
    if let Some(before) = text.trim_end().trim_end_matches(|c: char| c.is_ascii_digit()).trim_end().strip_suffix(':')
        && let Some(before) = before.trim_end_matches(|c: char| c.is_ascii_digit()).strip_suffix('[')
    {
        return Some(before);
    }
    let closed = text.trim_end_matches(|c: char| c.is_ascii_digit()).strip_suffix(']')?;
    let open = closed.rfind('[')?;
    let inner = &closed[open + 1..];
    (inner.starts_with('^') || inner.starts_with("footnoteRef:")).then(|| &text[..open])
}

/// Whether the last line is one after a sentence that has ended: a table, a signature, a caption.
fn runs_on(words: &str) -> bool {
    let Some((before, last)) = words.trim_end().rsplit_once(['\n', '\r']) else { return false };
    before.trim_end().ends_with(STOPS) || last.contains(['|', '\t'])
}

/// The mark as it is written in Latin script.
fn plain(mark: char) -> char {
    match mark {
        '；' => ';',
        '，' => ',',
        '。' => '.',
        '：' => ':',
        other => other,
    }
}

/// The mark in the script of another.
fn in_script_of(found: Option<char>, wanted: char) -> char {
    let wide = found.is_some_and(|found| !found.is_ascii());
    match wanted {
        ';' if wide => '；',
        ',' if wide => '，',
        '.' if wide => '。',
        ':' if wide => '：',
        other => other,
    }
}

fn fixes(context: &Context<'_>, finding: &Finding) -> Vec<Fix> {
    let tree = context.tree();
    let Subject::Clause(clause) = finding.subject else { return Vec::new() };
    let fix = wrong_stop(context, clause, ends_text(tree, tree.clause(clause).section)).and_then(|stop| {
        let wanted = in_script_of(stop.found, stop.wanted).to_string();
        let edits = match stop.found {
            Some(_) => context.pen().replace(stop.span, &wanted),
            None => context.pen().insert(stop.span.end, &wanted),
        };
        // What the text in force has is not changed unasked.
        let safe = !in_force(context, &stop);
        Some(Fix { title: format!("End the clause with `{wanted}`"), safe, edits: edits? })
    });
    fix.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;
    use super::*;
    use expect_test::expect;

    #[test]
    fn a_clause_that_ends_otherwise_is_found() {
        check(
            &RULE,
            r"
                //- head
                noting
                a)	one,
                b)	two.
                c)	three;
                resolves
                1	to go;
                2	to wait,
            ",
            expect![[r#"
            warning 6:7 `,` noting a) ends with `,`: a clause that others follow ends with `;`
              fix: End the clause with `;`
                6:7 `,` -> `;`
            warning 7:7 `.` noting b) ends with `.`: a clause that others follow ends with `;`
              fix: End the clause with `;`
                7:7 `.` -> `;`
            warning 8:9 `;` noting c) ends with `;`: the last clause of a section ends with `,`
              fix: End the clause with `,`
                8:9 `;` -> `,`
            warning 11:10 `,` resolves 2 ends with `,`: the last clause of the text ends with `.`
              fix: End the clause with `.`
                11:10 `,` -> `.`
        "#]],
        );
        check(
            &RULE,
            r"
                //- head
                noting
                the sea
                resolves
                to wait
            ",
            expect![[r#"
            warning 6:7 `a` noting ends without a mark: the last clause of a section ends with `,`
              fix: End the clause with `,`
                6:8 `` -> `,`
            warning 8:7 `t` resolves ends without a mark: the last clause of the text ends with `.`
              fix: End the clause with `.`
                8:8 `` -> `.`
        "#]],
        );
        check(
            &RULE,
            r#"
                //- head
                noting
                a)	one;
                b)	two, etc.
                c)	the "sea"
                resolves
                to go.
                invites Member States
                to wait.
            "#,
            expect![[r#"
                warning 7:12 `.` noting b) ends without a mark: a clause that others follow ends with `;`
                  fix: End the clause with `;`
                    7:13 `` -> `;`
                warning 8:12 `"` noting c) ends without a mark: the last clause of a section ends with `,`
                  fix: End the clause with `,`
                    8:13 `` -> `,`
                warning 10:6 `.` resolves ends with `.`: the last clause of a section ends with `,`
                  fix: End the clause with `,`
                    10:6 `.` -> `,`
            "#]],
        );
        check(
            &RULE,
            r"
                //- head
                resolves
                1	to do,
                i)	this,
                ii)	that.
                2	to wait.
            ",
            expect![[r#"
            warning 6:8 `,` resolves 1 ends with `,`: a clause with sub-clauses ends with `:`
              fix: End the clause with `:`
                6:8 `,` -> `:`
            warning 7:8 `,` resolves 1 i) ends with `,`: a clause that others follow ends with `;`
              fix: End the clause with `;`
                7:8 `,` -> `;`
            warning 8:9 `.` resolves 1 ii) ends with `.`: a clause that others follow ends with `;`
              fix: End the clause with `;`
                8:9 `.` -> `;`
        "#]],
        );
    }

    #[test]
    fn a_clause_that_ends_rightly_is_silent() {
        check(
            &RULE,
            r#"
                //- head
                noting
                a)	one:
                i)	this; and
                ii)	that;
                b)	two[^1];
                c)	the year 2018;1
                d)	[three];
                e)	the "sea;"
                f)	four;[footnoteRef:2]2 [2: 2 The fourth]
                g)	five,
                resolves
                1	to go;
                2	to wait.[^3]
                [^1]: One
                [^3]: Three
                ANNEX 1
                One
            "#,
            expect![""],
        );
        // A list without labels; text left out; dashes; a text that is not complete.
        check(
            &RULE,
            r"
                //- head
                noting
                a)	the following:
                b)	one …
                c)	two:
                –	this
                –	that,
                resolves
                to wait.
            ",
            expect![[""]],
        );
        check(
            &RULE,
            r"
                //- head
                noting
                a)	one;
                b)	two
            ",
            expect![[""]],
        );
        check(
            &RULE,
            r"
                //- head
                noting
                a)	one; b) two;
                c)	three.
                resolves
                to wait.
            ",
            expect![[""]],
        );
    }

    #[test]
    fn other_customs_are_left_alone() {
        check(
            &RULE,
            r"
                RESOLUTION 57/239
                A culture
                The General Assembly of the United Nations,
                noting
                the sea,
                resolves
                1. to go,
                2. to wait
            ",
            expect![[""]],
        );
    }

    #[test]
    fn what_the_text_in_force_has_is_a_hint() {
        check(
            &RULE,
            r"
                MOD	IAP/39A30/1
                RESOLUTION 90 (Rev. {~~Hammamet, 2016~>Geneva, 2022~~})
                Towers
                noting
                a)	one,
                b)	two,{++
                c)	three,++}
                resolves
                to wait.
            ",
            expect![[r#"
                hint 5:7 `,` noting a) ends with `,`: a clause that others follow ends with `;`
                  fix (look first): End the clause with `;`
                    5:7 `,` -> `{~~,~>;~~}`
                warning 6:7 `,` noting b) ends with `,`: a clause that others follow ends with `;`
                  fix: End the clause with `;`
                    6:7 `,` -> `{~~,~>;~~}`
            "#]],
        );
    }
}
