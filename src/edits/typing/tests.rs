//! What appears where a drafter types.

use super::{Between, LetterAsYouType, Pen, Typed, TypingOptions};
use crate::edits::apply;
use crate::testing::{Fixture, check};
use expect_test::expect;

const LETTERED: TypingOptions = TypingOptions { letters: LetterAsYouType::Always, between: None, puts_cursor: false };
const UNLETTERED: TypingOptions = TypingOptions { letters: LetterAsYouType::Never, between: None, puts_cursor: false };

#[test]
fn after_a_clause_the_next_label_appears() {
    check(
        r"
            //- head
            considering
            a)	one;
            $0",
        Fixture::entered,
        expect![[r#"
        considering
        a)	one;
        b)	"#]],
    );
    check(
        "
            //- head
            resolves
            9	to do;\u{20}\u{20}
              $0
            resolves further
            1	to go.
        ",
        Fixture::entered,
        expect![[r#"
        resolves
        9	to do;  
        10	
        resolves further
        1	to go.
    "#]],
    );
    check(
        r"
            //- head
            considering
            a)	one;
            $0that two,
        ",
        Fixture::entered,
        expect![[r#"
        considering
        a)	one;
        b)	that two,
    "#]],
    );
    let windows = Fixture::new("considering\r\na)\tone; and\r\n$0").typed("\n", UNLETTERED);
    assert_eq!(windows, "considering\r\na)\tone; and\r\nb)\t");
    check(
        r"
            //- head
            considering
            a)	one:
            $0",
        Fixture::entered,
        expect![[r#"
        considering
        a)	one:
        i)	"#]],
    );
    check(
        r"
            //- head
            resolves
            1	to do:
            1.1	this;
            $0
            1.2	that.
        ",
        Fixture::entered,
        expect![[r#"
        resolves
        1	to do:
        1.1	this;
        1.2	
        1.2	that.
    "#]],
    );
}

#[test]
fn in_the_middle_of_words_and_at_the_end_of_a_section_none_appears() {
    check(
        r"
            //- head
            considering
            a)	one and
            $0",
        Fixture::entered,
        expect!["unchanged"],
    );
    check(
        r"
            //- head
            considering
            a)	one,
            $0",
        Fixture::entered,
        expect!["unchanged"],
    );
    check(
        r"
            //- head
            considering
            a)	one;

            $0",
        Fixture::entered,
        expect!["unchanged"],
    );
    check(
        r"
            //- head
            resolves
            1	to do.
            ANNEX 1
            1	What;
            $0",
        Fixture::entered,
        expect!["unchanged"],
    );
}

/// As clients ask that put the cursor where they are told; it is `|` there.
fn followed(draft: &str, typed: &str, options: TypingOptions) -> String {
    let fixture = Fixture::new(draft);
    let (pen, at) = Pen::before(&fixture.snapshot, &fixture.document, fixture.file, fixture.at).unwrap();
    let Typed { edits, cursor, choice } = pen.typed(at, typed, options).unwrap();
    let mut text = apply(&fixture.document.rope, &edits);
    if let Some(cursor) = cursor {
        text.insert(cursor as usize, '|');
    }
    let asked = choice.map(|it| format!("{} or {} changes?\n", it.bis, it.rest)).unwrap_or_default();
    // Without the head.
    let begins = ["considering", "resolves"].iter().filter_map(|call| text.find(&format!("\n{call}\n"))).min();
    asked + &text[begins.unwrap() + 1..]
}

fn entered(draft: &str) -> String {
    followed(draft, "\n", TypingOptions { puts_cursor: true, ..TypingOptions::default() })
}

#[test]
fn after_a_call_the_first_label_appears() {
    assert_eq!(entered("//- head\nconsidering\n$0"), "considering\na)\t");
    assert_eq!(entered("//- head\nresolves\n$0\nReasons:\tnone.\n"), "resolves\n1\t\nReasons:\tnone.\n");
    assert_eq!(entered("//- MOD\nconsidering\n$0\nresolves\nto do.\n"), "considering\n{++a)\t\n++}resolves\nto do.\n");
    assert_eq!(
        entered("//- head\nconsidering\n(a)\tone,\nnoting\n$0"),
        "considering\n(a)\tone,\nnoting\n(a)\t",
        "as the text writes them"
    );
    assert_eq!(
        entered("//- head\nconsidering\n$0\na)\tone;\nb)\ttwo, see considering a),\n"),
        "considering\na)\t\nb)\tone;\nc)\ttwo, see considering b),\n"
    );
    let one = "considering\n\nthat one,\n";
    assert_eq!(entered("//- head\nconsidering\n$0\nthat one,\n"), one, "one paragraph has no label");
    assert_eq!(entered("//- head\nconsidering\nthat [\nresolves\n$0"), "considering\nthat [\nresolves\n1\t");
}

#[test]
fn after_one_paragraph_both_get_their_labels() {
    assert_eq!(entered("//- head\nconsidering\nthat one;\n$0"), "considering\na)\tthat one;\nb)\t");
    assert_eq!(entered("//- head\nresolves\nto do;\n$0\n"), "resolves\n1\tto do;\n2\t\n");
    assert_eq!(
        entered("//- MOD\nconsidering\nthat one;\n$0\nresolves\nto do.\n"),
        "considering\n{++a)\t++}that one;\n{++b)\t\n++}resolves\nto do.\n"
    );
    assert_eq!(entered("//- head\nconsidering\nthat one,\n$0"), "considering\nthat one,\n");
}

#[test]
fn after_the_last_clause_its_stop_goes_along_where_something_follows() {
    assert_eq!(
        entered("//- head\nconsidering\na)\tone;\nb)\ttwo,\n$0\nresolves\nto do.\n"),
        "considering\na)\tone;\nb)\ttwo;\nc)\t|,\nresolves\nto do.\n"
    );
    assert_eq!(
        entered("//- MOD\nresolves\n1\tto do;\n2\tto go.\n$0\nReasons:\tnone.\n"),
        "resolves\n1\tto do;\n2\tto go{~~.~>;~~}\n{++3\t|.\n++}Reasons:\tnone.\n"
    );
    let end = "considering\na)\tone;\nb)\ttwo,\n";
    assert_eq!(entered("//- head\nconsidering\na)\tone;\nb)\ttwo,\n$0"), end, "a call may follow");
    // Enter again, and all is as it was.
    assert_eq!(
        entered("//- head\nconsidering\na)\tone;\nb)\ttwo;\nc)\t\n$0,\nresolves\nto do.\n"),
        "considering\na)\tone;\nb)\ttwo,\n\nresolves\nto do.\n"
    );
    assert_eq!(
        entered("//- MOD\nresolves\n1\tto go{~~.~>;~~}\n{++2\t\n$0.\n++}Reasons:\tnone.\n"),
        "resolves\n1\tto go.\n{++\n++}Reasons:\tnone.\n"
    );
}

#[test]
fn in_new_texts_the_others_are_lettered_and_in_a_proposal_it_is_asked_how() {
    let between = "considering\na)\tone;\n$0\nb)\ttwo, see considering b),\n";
    assert_eq!(entered(&format!("//- head\n{between}")), "considering\na)\tone;\nb)\t\nc)\ttwo, see considering c),\n");
    let proposed = format!("//- MOD\n{between}");
    assert_eq!(
        entered(&proposed),
        "a)bis or 2 changes?\nconsidering\na)\tone;\n{++b)\t\n++}b)\ttwo, see considering b),\n"
    );
    let chosen = |between| {
        let options = TypingOptions { between: Some(between), puts_cursor: true, ..TypingOptions::default() };
        followed(&proposed, "\n", options)
    };
    assert_eq!(chosen(Between::Bis), "considering\na)\tone;\n{++a)bis\t\n++}b)\ttwo, see considering b),\n");
    assert_eq!(
        chosen(Between::Reletter),
        "considering\na)\tone;\n{++b)\t\n++}{~~b~>c~~})\ttwo, see considering {~~b~>c~~}),\n"
    );
    // Where one stands already, the text has chosen.
    assert_eq!(
        entered("//- MOD\nconsidering\na)\tone;\n{++a)bis\tmore;\n++}b)\ttwo;\n$0\nc)\tthree,\n"),
        "considering\na)\tone;\n{++a)bis\tmore;\n++}b)\ttwo;\n{++b)bis\t\n++}c)\tthree,\n"
    );
    assert_eq!(
        entered("//- MOD\nconsidering\na)\tone;\n{++a)bis\tmore;\n$0\n++}b)\ttwo,\n"),
        "considering\na)\tone;\n{++a)bis\tmore;\na)ter\t\n++}b)\ttwo,\n"
    );
}

#[test]
fn in_brackets_and_where_letters_are_not_sure_others_keep_theirs() {
    let kept = |draft: &str, label: &str| {
        let made = entered(&format!("//- head\n{draft}"));
        assert_eq!(made, draft.replace("$0", label), "{draft}");
    };
    kept("considering\na)\t[one;\n$0\nb)\ttwo;]\nc)\tthree,\n", "");
    kept("considering\na)\tone;\n$0\nd)\ttwo;\nb)\tthree;\nq)\tfour,\n", "b)\t");
    let fragment = Fixture::verbatim("considering\na)\tone;\n$0\nb)\ttwo,\n");
    assert!(!fragment.typed("\n", TypingOptions::default()).contains("c)"));
}

#[test]
fn an_empty_clause_loses_its_label() {
    check(
        "
            //- head
            considering
            a)	one;
            b)\t
            $0",
        Fixture::entered,
        expect![[r#"
        considering
        a)	one;
    "#]],
    );
    check(
        "
            //- head
            considering
            a)	one:
            i)	this;
            ii)\t
            $0
            resolves
            to go.
        ",
        Fixture::entered,
        expect![[r#"
        considering
        a)	one:
        i)	this;
        b)	
        resolves
        to go.
    "#]],
    );
    check(
        r"
            //- head
            considering
            a)
            $0that one;
        ",
        Fixture::entered,
        expect!["unchanged"],
    );
}

#[test]
fn clauses_after_are_lettered_anew_where_that_is_wanted() {
    check(
        r"
            //- head
            considering
            a)	one;
            $0
            b)	two, as in considering a) and b),
        ",
        |it| it.typed("\n", LETTERED),
        expect![[r#"
        considering
        a)	one;
        b)	
        c)	two, as in considering a) and c),
    "#]],
    );
    check(
        "
            //- head
            considering
            a)	one;
            b)\t
            $0
            c)	two, as in considering c),
        ",
        |it| it.typed("\n", LETTERED),
        expect![[r#"
        considering
        a)	one;

        b)	two, as in considering b),
    "#]],
    );
    check(
        r"
            //- head
            considering
            a)	one;
            b)	$0new;
            b)	two, as in considering b),
        ",
        |it| it.typed("\t", LETTERED),
        expect![[r#"
        considering
        a)	one;
        b)	new;
        c)	two, as in considering c),
    "#]],
    );
    check(
        r"
            //- head
            considering
            a)	one;
            b)	$0new;
            b)	two,
        ",
        |it| it.typed("\t", UNLETTERED),
        expect!["unchanged"],
    );
    check(
        r"
            //- head
            considering
            a)	one	$0new;
            b)	two;
            b)	three,
        ",
        |it| it.typed("\t", LETTERED),
        expect!["unchanged"],
    );
}

#[test]
fn in_a_proposal_the_label_is_tracked() {
    check(
        r"
            //- MOD
            considering
            a)	one;
            $0
            b)	two,
        ",
        |it| it.typed("\n", LETTERED),
        expect![[r#"
            considering
            a)	one;
            {++b)	
            ++}{~~b~>c~~})	two,
        "#]],
    );
    check(
        r"
            //- MOD
            considering
            a)	one;
            {++b)	two;
            $0++}
            c)	three,
        ",
        |it| it.typed("\n", LETTERED),
        expect![[r#"
        considering
        a)	one;
        {++b)	two;
        c)	++}
        {~~c~>d~~})	three,
    "#]],
    );
    check(
        r"
            //- MOD
            considering
            a)	one;
            {++b)	++}
            $0",
        |it| it.typed("\n", LETTERED),
        expect![[r#"
        considering
        a)	one;
    "#]],
    );
    check(
        "
            //- MOD
            considering
            a)	one;
            {++b)	two;
            c)\t
            $0++}",
        |it| it.typed("\n", LETTERED),
        expect![[r#"
        considering
        a)	one;
        {++b)	two;
        ++}"#]],
    );
    check(
        r"
            //- MOD
            considering
            a)	one;
            {--b)	two;
            $0--}",
        |it| it.typed("\n", LETTERED),
        expect!["unchanged"],
    );
    // Words that go on are parted from what stands before them by the proposal.
    check(
        r"
            //- MOD
            considering
            a)	one;
              $0that two,
        ",
        |it| it.typed("\n", UNLETTERED),
        expect![[r#"
        considering
        a)	one;{++
        b)	++}that two,
    "#]],
    );
    let windows = Fixture::new("//- MOD\nconsidering\r\na)\tone;\r\n$0\r\nb)\ttwo,\r\n");
    let windows = windows.typed("\n", UNLETTERED);
    assert!(windows.ends_with("a)\tone;\r\n{++b)\t\r\n++}b)\ttwo,\r\n"), "{windows}");
    check(
        "
            //- MOD
            considering
            a)	one;
            {++b)\t
            $0
            ++}c)	two,
        ",
        |it| it.typed("\n", UNLETTERED),
        expect![[r#"
        considering
        a)	one;
        {++
        ++}c)	two,
    "#]],
    );
    // There is no place after the cursor for the end of the mark.
    check(
        r"
            //- MOD
            considering
            a)	one;
            $0",
        |it| it.typed("\n", LETTERED),
        expect!["unchanged"],
    );
    check(
        r"
            //- MOD
            considering
            a)	one;
            $0{--
            b)	two;--}
        ",
        |it| it.typed("\n", LETTERED),
        expect!["unchanged"],
    );
}
