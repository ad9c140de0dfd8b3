//! Text in square brackets, which is agreed, deleted, or chosen from among alternatives.

use super::assist::{Assist, AssistKind, AssistSubject};
use super::context::TextContext;
use crate::edits::{Brackets, Edit};
use crate::syntax::BracketPair;
use crate::text::{Cancelled, Span, cut, parted_by};

/// So many characters of an alternative are shown.
const SHOWN: usize = 40;

pub(super) fn agree<'a>(at: &TextContext<'a>) -> Result<Vec<Assist<'a>>, Cancelled> {
    let Some((brackets, mut pairs)) = here(at) else { return Ok(Vec::new()) };
    // Of several alternatives one is chosen.
    pairs.retain(|pair| brackets.alternatives(*pair).is_empty());
    let title = match pairs.len() {
        0 => return Ok(Vec::new()),
        1 => "Agree: take off the square brackets".to_owned(),
        many => format!("Agree to {many} texts: take off their square brackets"),
    };
    Ok(ready(at, ("agree", AssistKind::Agree), title, brackets.agree(&pairs)))
}

pub(super) fn delete<'a>(at: &TextContext<'a>) -> Result<Vec<Assist<'a>>, Cancelled> {
    let Some((brackets, pairs)) = here(at) else { return Ok(Vec::new()) };
    let title = match pairs.len() {
        1 => "Delete the bracketed text".to_owned(),
        many => format!("Delete {many} bracketed texts"),
    };
    Ok(ready(at, ("delete-bracketed", AssistKind::DeleteBracketed), title, brackets.delete(&pairs)))
}

pub(super) fn choose<'a>(at: &TextContext<'a>) -> Result<Vec<Assist<'a>>, Cancelled> {
    let Some((brackets, pairs)) = here(at) else { return Ok(Vec::new()) };
    let alternatives = brackets.alternatives(pairs[0]);
    if pairs.len() > 1 || alternatives.is_empty() {
        return Ok(Vec::new());
    }
    let words = brackets.words(Span::new(pairs[0].open.end, pairs[0].close.start));
    let shown = cut(&parted_by(words, |c| c.is_ascii_whitespace()), SHOWN);
    let title = format!("Choose this alternative: {shown}");
    Ok(ready(at, ("choose-alternative", AssistKind::Choose), title, brackets.choose(&alternatives, pairs[0])))
}

/// The brackets of the text, and those that are asked about.
fn here<'c, 'a>(at: &'c TextContext<'a>) -> Option<(&'c Brackets<'a>, Vec<BracketPair>)> {
    let brackets = at.brackets().filter(|_| at.holds_range())?;
    let pairs = brackets.at(at.within);
    (!pairs.is_empty()).then_some((brackets, pairs))
}

fn ready<'a>(
    at: &TextContext<'a>,
    what: (&'static str, AssistKind),
    title: String,
    edits: Option<Vec<Edit>>,
) -> Vec<Assist<'a>> {
    edits.map(|edits| Assist::ready(what, AssistSubject::Text(at.text), title, edits)).into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Fixture, check};
    use expect_test::expect;

    /// What each of the three makes of a line of a section.
    fn all(fixture: &Fixture) -> String {
        let kinds = [AssistKind::Choose, AssistKind::Agree, AssistKind::DeleteBracketed];
        kinds.map(|kind| fixture.done(&[kind], "").replace("\nresolves\n", "\n  ").trim_end().to_owned()).join("\n")
    }

    fn new(line: &str) -> String {
        format!("//- head\nresolves\n{line}\n")
    }

    fn tracked(line: &str) -> String {
        format!("//- MOD\nresolves\n{line}\n")
    }

    #[test]
    fn bracketed_text_is_agreed_or_deleted() {
        check(
            &new("to act [with $0care] at once."),
            all,
            expect![[r#"
                nothing
                Agree: take off the square brackets
                  to act with care at once.
                Delete the bracketed text
                  to act at once."#]],
        );
        check(
            &new("to act [ with $0care ], and [wait]."),
            all,
            expect![[r#"
                nothing
                Agree: take off the square brackets
                  to act with care, and [wait].
                Delete the bracketed text
                  to act, and [wait]."#]],
        );
        check(
            &tracked("to act [with $0care] at {++[++}once{++]++}."),
            all,
            expect![[r#"
                nothing
                Agree: take off the square brackets
                  to act {--[--}with care{--]--} at {++[++}once{++]++}.
                Delete the bracketed text
                  to act{-- [with care]--} at {++[++}once{++]++}."#]],
        );
        check(
            &tracked("to act at {++[++}o$0nce{++]++}."),
            all,
            expect![[r#"
                nothing
                Agree: take off the square brackets
                  to act at once.
                Delete the bracketed text
                  to act at{-- --}{--once--}."#]],
        );
        check(
            &new("to $0act at [once]."),
            all,
            expect![[r#"
            nothing
            nothing
            nothing"#]],
        );
    }

    #[test]
    fn one_of_several_alternatives_is_chosen() {
        check(
            &new("that States [shall]$0[should] act."),
            all,
            expect![[r#"
                Choose this alternative: should
                  that States should act.
                nothing
                Delete the bracketed text
                  that States [shall] act."#]],
        );
        check(
            &tracked("that States [shall] / [sh$0ould] / [may] act."),
            all,
            expect![[r#"
                Choose this alternative: should
                  that States {--[shall] / [--}should{--] / [may]--} act.
                nothing
                Delete the bracketed text
                  that States [shall]{-- / [should]--} / [may] act."#]],
        );
        // A link by its name is none.
        check(
            &new("that [the $0report][report] and [this] act.\n\n[report]: https://example.org"),
            all,
            expect![[r#"
            nothing
            nothing
            nothing"#]],
        );
    }

    #[test]
    fn nested_and_selected_brackets_go_together() {
        check(
            &new("to act [with [gr$0eat] care] at once."),
            all,
            expect![[r#"
            nothing
            Agree: take off the square brackets
              to act [with great care] at once.
            Delete the bracketed text
              to act [with care] at once."#]],
        );
        check(
            &new("to $0act [with [great] care] at [once]$0."),
            all,
            expect![[r#"
            nothing
            Agree to 3 texts: take off their square brackets
              to act with great care at once.
            Delete 3 bracketed texts
              to act at."#]],
        );
        check(
            &new("1\tto act [at o$0nce;\n2\tto wait]."),
            all,
            expect![[r#"
                nothing
                Agree: take off the square brackets
                  1	to act at once;
                2	to wait.
                Delete the bracketed text
                  1	to act."#]],
        );
    }

    #[test]
    fn what_is_selected_goes_without_a_space_too_many() {
        let lines = [
            "to $0[now] [shall]$0 act.",
            "to $0[shall] / [should]$0 act.",
            "to $0[shall][should]$0, act.",
            "to [a] and $0[b][c]$0 so.",
            "to $0[a] / [b]$0 / [c] so.",
            "to [a] / $0[b] / [c]$0 so.",
            "to act\u{a0}[with $0care]\u{a0}at once.",
            "to act [with $0care]\u{a0}at once.",
            "to act\u{a0}[with $0care], at once.",
        ];
        let made = lines.map(|line| all(&Fixture::new(&new(line))));
        expect![[r#"
            nothing
            Agree to 2 texts: take off their square brackets
              to now shall act.
            Delete 2 bracketed texts
              to act.
            nothing
            nothing
            Delete 2 bracketed texts
              to act.
            nothing
            nothing
            Delete 2 bracketed texts
              to, act.
            nothing
            nothing
            Delete 2 bracketed texts
              to [a] and so.
            nothing
            nothing
            Delete 2 bracketed texts
              to [c] so.
            nothing
            nothing
            Delete 2 bracketed texts
              to [a] so.
            nothing
            Agree: take off the square brackets
              to act with care at once.
            Delete the bracketed text
              to act at once.
            nothing
            Agree: take off the square brackets
              to act with care at once.
            Delete the bracketed text
              to act at once.
            nothing
            Agree: take off the square brackets
              to act with care, at once.
            Delete the bracketed text
              to act, at once."#]]
        .assert_eq(&made.join("\n"));
        check(
            &new("1\tto act;\n$0[2\tto go;][3\tto come;]$0\n4\tto see."),
            all,
            expect![[r#"
            nothing
            nothing
            Delete 2 bracketed texts
              1	to act;
            4	to see."#]],
        );
        check(
            &new("1\tto act;\n  [2\tto g$0o;]  \n3\tto see."),
            all,
            expect![[r#"
            nothing
            Agree: take off the square brackets
              1	to act;
              2	to go;  
            3	to see.
            Delete the bracketed text
              1	to act;
            3	to see."#]],
        );
    }

    #[test]
    fn brackets_around_whole_clauses_leave_no_line_behind() {
        check(
            &new("1\tto act;\n[2\tto w$0ait;]\n3\tto go."),
            all,
            expect![[r#"
                nothing
                Agree: take off the square brackets
                  1	to act;
                2	to wait;
                3	to go.
                Delete the bracketed text
                  1	to act;
                3	to go."#]],
        );
    }
}
