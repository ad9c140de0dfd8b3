//! What drafts say, form by form, on drafts of our own.

use expect_test::{Expect, expect};

use super::*;
use crate::text::Side;

/// The outline of the first text with a heading, as proposed; where a change is marked, also the text in force.
fn outline(draft: &str, expect: Expect) {
    let document = Document::read(draft);
    let mut said = String::new();
    for placed in document.texts.iter() {
        for side in [Side::Base, Side::Proposed] {
            if side == Side::Base && !placed.text.is_changed() {
                continue;
            }
            said += &describe(&document, placed, side);
        }
    }
    expect.assert_eq(&said);
}

fn describe(document: &Document, placed: &PlacedText, side: Side) -> String {
    let tree = placed.text.tree(side);
    let mut said = if placed.text.is_changed() { format!("{side:?}: ") } else { String::new() };
    if placed.text.cover {
        said += "cover ";
    }
    if let Some(proposal) = &tree.proposal {
        said += &format!("{:?} {} ", proposal.action, proposal.id.as_deref().unwrap_or("-"));
    }
    if let Some(heading) = &tree.heading {
        let edition = heading.edition.as_ref();
        let edition =
            edition.map(|mention| format!("({}){}", mention.edition, if mention.placeholder { "?" } else { "" }));
        said += &format!(
            "{}{:?} {} {}",
            if heading.draft { "draft " } else { "" },
            heading.instrument,
            heading.number.as_deref().unwrap_or("-"),
            edition.unwrap_or_default()
        );
    }
    if let Some(title) = &tree.title {
        said += &format!(" | {}", title.words);
    }
    if let Some((entries, _)) = &tree.history {
        said += &format!(" | {} meetings", entries.len());
    }
    if let Some(enacting) = &tree.enacting {
        said += &format!(
            " | {} {}",
            enacting.body.code(),
            enacting.edition.as_ref().map(|mention| mention.edition.to_string()).unwrap_or_default()
        );
    }
    said += "\n";
    for (id, _) in tree.sections() {
        let clauses = tree.clauses_of(id).map(|(id, clause)| {
            let words = document.words(placed, clause.body, side);
            let words: String = words.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(24).collect();
            let path = tree.path(id).iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
            format!("    {path} {words}\n")
        });
        said += &format!("  {}\n{}", tree.section_name(id), clauses.collect::<String>());
    }
    for annex in &tree.annexes {
        said += &format!("  annex: {}\n", document.words(placed, annex.span, side));
    }
    said
}

/// Citations and references of a clause with these words.
fn words(words: &str, expect: Expect) {
    let draft = format!(
        "RESOLUTION 90 (Rev. New Delhi, 2024)\nTowers\nThe World Telecommunication Standardization Assembly (New Delhi, 2024),\nconsidering\n{words}\n"
    );
    let document = Document::read(&draft);
    let (placed, mut said) = (&document.texts[0], String::new());
    let tree = &placed.text.proposed;
    for citation in &tree.citations {
        let citation = &citation.it;
        let sector = citation.sector.map(|sector| format!(" ITU-{sector:?}")).unwrap_or_default();
        let edition = citation.edition.as_ref().map(|mention| format!(" ({})", mention.edition)).unwrap_or_default();
        let adopter = match citation.adopter {
            Some((Adopter::Named(body), _)) => format!(" of {}", body.code()),
            Some((Adopter::ThisMeeting, _)) => " of this meeting".into(),
            None => String::new(),
        };
        said += &format!(
            "{:?}{sector} {}{edition}{adopter}{}\n",
            citation.instrument,
            citation.number,
            if citation.starred { " *" } else { "" }
        );
    }
    for reference in &tree.references {
        let reference = &reference.it;
        let targets = reference.targets.iter().map(|target| document.words(placed, target.span, Side::Proposed));
        let whereabouts = match reference.whereabouts {
            Whereabouts::Cited(_) => "of a cited text".into(),
            other => format!("{other:?}"),
        };
        said += &format!(
            "-> {} [{}] {whereabouts}\n",
            document.words(placed, reference.call_span, Side::Proposed),
            targets.collect::<Vec<_>>().join("|")
        );
    }
    for meeting in &tree.meetings {
        said += &format!("met: {:?} {}\n", meeting.it.body, meeting.it.edition.edition);
    }
    for annex in &tree.annex_references {
        said += &format!("-> annex {}\n", annex.it.number);
    }
    expect.assert_eq(&said);
}

#[test]
fn citations_in_each_of_their_forms() {
    words(
        "Resolution 181 (Guadalajara, 2010) and Resolution\u{a0}130 (Rev.\u{a0}Bucharest, 2022) of the Plenipotentiary Conference,",
        expect![[r#"
            Resolution 181 (Guadalajara, 2010)
            Resolution 130 (Rev. Bucharest, 2022) of PP
        "#]],
    );
    words(
        "Resolution 25 (Rev.WRC-23), Resolution 14 (WRC-19), Resolution 27 (Rev.WRC-12)* and Resolution ITU-R 2-8,",
        expect![[r#"
            Resolution 25 (Rev.WRC-23)
            Resolution 14 (WRC-19)
            Resolution 27 (Rev.WRC-12) *
            Resolution ITU-R 2 (8)
        "#]],
    );
    words(
        "Resolution ITU\u{2011}R 7-3 (Rev. Geneva, 2015) of the Radiocommunication Assembly (RA),",
        expect![[r#"
        Resolution ITU-R 7 (3) of RA
    "#]],
    );
    words(
        "Resolutions 50 and 52 (Rev. Hammamet, 2016) of WTSA,",
        expect![[r#"
            Resolution 50 (Rev. Hammamet, 2016) of WTSA
            Resolution 52 (Rev. Hammamet, 2016) of WTSA
        "#]],
    );
    words(
        "Resolutions 101, 102 and 133 (Rev. Guadalajara, 2010) of the Plenipotentiary Conference,",
        expect![[r#"
            Resolution 101 (Rev. Guadalajara, 2010) of PP
            Resolution 102 (Rev. Guadalajara, 2010) of PP
            Resolution 133 (Rev. Guadalajara, 2010) of PP
        "#]],
    );
    words(
        "Resolutions 45 (Rev. Dubai, 2014) and 69 (Rev. Buenos Aires, 2017) of the World Telecommunication Development Conference (WTDC),",
        expect![[r#"
            Resolution 45 (Rev. Dubai, 2014) of WTDC
            Resolution 69 (Rev. Buenos Aires, 2017) of WTDC
        "#]],
    );
    words(
        "UNGA Resolution 57/239, Resolutions 55/63 and 56/121 of the United Nations General Assembly (UNGA),",
        expect![[r#"
            Resolution 57/239 of UNGA
            Resolution 55/63 of UNGA
            Resolution 56/121 of UNGA
        "#]],
    );
    words(
        "ITU Council Resolution 1305, Council Decision 588 (2016), Decision 584 and Decision 5 (Rev. Dubai, 2018) of this conference,",
        expect![[r#"
            Resolution 1305 of COUNCIL
            Decision 588 (2016) of COUNCIL
            Decision 584
            Decision 5 (Rev. Dubai, 2018) of this meeting
        "#]],
    );
    words(
        "Recommendation ITU\u{2011}T X.1205, ITU\u{2011}D Question 3/2, ITU-D Study Question 3/2, Study Groups 2 and 3, Opinion 4 (Lisbon, 2009),",
        expect![[r#"
            Recommendation ITU-T X.1205
            Question ITU-D 3/2
            Question ITU-D 3/2
            StudyGroup 2
            StudyGroup 3
            Opinion 4 (Lisbon, 2009)
        "#]],
    );
    words(
        "Resolution 70 (Rev. Dubai 2018), Resolution 71 (Geneva,2015), Resolution 72 (Rev. Buenos Aires, 2017 ), Recommendation ITU T E.1100, Resolution No. 5,",
        expect![[r#"
            Resolution 70 (Rev. Dubai, 2018)
            Resolution 71 (Geneva, 2015)
            Resolution 72 (Rev. Buenos Aires, 2017)
            Recommendation ITU-T E.1100
            Resolution 5
        "#]],
    );
    words(
        "WTSA Resolution 50, and Resolution 58 (Rev. Dubai,\n2012) of this assembly,",
        expect![[r#"
        Resolution 50 of WTSA
        Resolution 58 (Rev. Dubai, 2012) of this meeting
    "#]],
    );
    words(
        "this resolution, the resolution 5 of them, WTDC (Kigali, 2022) and the seminar (Lima, 2019),",
        expect![[r#"
            met: Some(Wtdc) Kigali, 2022
            met: None Lima, 2019
        "#]],
    );
}

#[test]
fn references_in_each_of_their_forms() {
    words(
        "considering k) of this resolution, considering j), considering a) and b) above,",
        expect![[r#"
        -> considering [k)] ThisText
        -> considering [j)] Unsaid
        -> considering [a)|b)] Above
    "#]],
    );
    words(
        "resolves 1 to 3, resolves 1-4 below, resolves 3.7 above and further resolves 1, 2, 3 and 4 below,",
        expect![[r#"
            -> resolves [1 to 3] Unsaid
            -> resolves [1-4] Below
            -> resolves [3.7] Above
            -> further resolves [1|2|3|4] Below
        "#]],
    );
    words(
        "considering c) ii) and e) above, resolves 2i) above,",
        expect![[r#"
        -> considering [c) ii)|e)] Above
        -> resolves [2i)] Above
    "#]],
    );
    words(
        "described under bearing in mind above, recognizing above,",
        expect![[r#"
        -> bearing in mind [] Above
        -> recognizing [] Above
    "#]],
    );
    words(
        "resolves 1 to 11 of Resolution 25 (Rev. Dubai, 2018), recognizing g) thereof,",
        expect![[r#"
        Resolution 25 (Rev. Dubai, 2018)
        -> resolves [1 to 11] of a cited text
        -> recognizing [g)] Thereof
    "#]],
    );
    words(
        "as referred to in recalling\nc) iv) above,",
        expect![[r#"
        -> recalling [c) iv)] Above
    "#]],
    );
    words(
        "Annex 1 to this resolution, the annex to this resolution,",
        expect![[r#"
        -> annex 1
        -> annex 
    "#]],
    );
}

#[test]
fn what_looks_like_a_reference_and_is_none() {
    words("No. 15.5 b), invites the 2027 world radiocommunication conference,", expect![[""]]);
    words("which requests 3 experts, considering 5 options, noting that a) is so,", expect![[""]]);
}

#[test]
fn heads_in_each_of_their_forms() {
    outline(
        "SEN/56/1\nADD\nDRAFT NEW RESOLUTION [IAP-1] (Geneva, 2022)\nA title\nover two lines\nThe World Telecommunication Standardization Assembly (Geneva, 2022),\nnoting\nthe sea,\n",
        expect![[r#"
            Some(Add) SEN/56/1 draft Resolution [IAP-1] (Geneva, 2022) | A title over two lines | WTSA Geneva, 2022
              noting
                 the sea,
        "#]],
    );
    outline(
        "MOD\tIAP/39A30/1\n[bookmark: _Toc1]RESOLUTION ITU-R 1-6\nMethods\n(1993-1995-2012)\nThe ITU-Radiocommunication Assembly,\nconsidering\na) that;\nb) this,\nresolves\nto go.\n",
        expect![[r#"
            Some(Modify) IAP/39A30/1 Resolution 1 (6) | Methods | 3 meetings | RA 
              considering
                a) that;
                b) this,
              resolves
                 to go.
        "#]],
    );
    outline(
        "(MOD) EUR/44A7/1\nRESOLUTION 130 (REV. DUBAI, 2018)\nRoles\nThe Plenipotentiary Conference of the International Telecommunication Union (Dubai,\n2018),\nnoting\nthe sea,\n",
        expect![[r#"
            Some(Editorial) EUR/44A7/1 Resolution 130 (Rev. DUBAI, 2018) | Roles | PP Dubai, 2018
              noting
                 the sea,
        "#]],
    );
    outline(
        "RESOLUTION 705 (REV.WRC-15)\nProtection\nThe World Radiocommunication Conference (Geneva, 2015),\nresolves\nto go.\n",
        expect![[r#"
            Resolution 705 (Rev.WRC-15) | Protection | WRC Geneva, 2015
              resolves
                 to go.
        "#]],
    );
    outline(
        "RESOLUTION PLEN/1 (Busan, 2014)\nOne\nDECISION 5 (Rev. Dubai, 2018)\nTwo\nOPINION 4 (Lisbon, 2009)\nThree\nRESOLUTION 6 (Rev. [place], 20XX)\nFour\n",
        expect![[r#"
            Resolution PLEN/1 (Busan, 2014) | One
            Decision 5 (Rev. Dubai, 2018) | Two
            Opinion 4 (Lisbon, 2009) | Three
            Resolution 6 (Rev. place, 0)? | Four
        "#]],
    );
    outline(
        "Abstract: we propose to change Resolution 50.\n\nMOD\tAFCP/36/1\nRESOLUTION 50 (Rev. Geneva, 2022)\nCybersecurity\n(Dubai, 2012; \nGeneva, 2022)\nThe World Telecommunication Standardization Assembly (Geneva, 2022),\nnoting\nthe sea,\nReasons:\tIt is time.\nSUP\tAFCP/36/2\nRESOLUTION 51 (Dubai, 2012)\nReasons: It was done.\n",
        expect![[r#"
            cover 
            Some(Modify) AFCP/36/1 Resolution 50 (Rev. Geneva, 2022) | Cybersecurity | 2 meetings | WTSA Geneva, 2022
              noting
                 the sea,
            Some(Suppress) AFCP/36/2 Resolution 51 (Dubai, 2012)
        "#]],
    );
}

#[test]
fn calls_that_wrap_and_lines_that_are_none() {
    outline(
        "RESOLUTION 90 (Geneva, 2022)\nThe World Telecommunication Standardization Assembly (Geneva, 2022),\nresolves that administrations\n1\tact;\n2\twait,\ninstructs the Director of the Telecommunication\nStandardization Bureau\n1\tto help,\ninvites Member States, Sector Members, Associates and Academia, as appropriate\nto go.\n",
        expect![[r#"
            Resolution 90 (Geneva, 2022) | WTSA Geneva, 2022
              resolves that administrations
                1 act;
                2 wait,
              instructs the Director of the Telecommunication Standardization Bureau
                1 to help,
              invites Member States, Sector Members, Associates and Academia, as appropriate
                 to go.
        "#]],
    );
    outline(
        "RESOLUTION 90 (Geneva, 2022)\nThe World Telecommunication Standardization Assembly (Geneva, 2022),\nconsidering\na)\nthat the band\n29.5-30.0 GHz;\nb)\nthat the assembly of the year\nresolves that all is well\nin Study Group\n17 of the sector,\nresolves\nto go.\nANNEX 1\n1\tFirst\nANNEX 2 TO RESOLUTION 90\n",
        expect![[r#"
            Resolution 90 (Geneva, 2022) | WTSA Geneva, 2022
              considering
                a) that the band 29.5-30.0 
                b) that the assembly of the
              resolves
                 to go.
              annex: ANNEX 1
              annex: ANNEX 2 TO RESOLUTION 90
        "#]],
    );
}

#[test]
fn tracked_changes_give_two_outlines() {
    outline(
        "MOD\tIAP/39A30/1\nRESOLUTION 90 (Rev. {~~Dubai, 2012~>Geneva, 2022~~})\nThe World Telecommunication Standardization Assembly ({~~Dubai, 2012~>Geneva, 2022~~}),\nnoting\na)\tone;\n{++b)\tnew;\n++}{~~b~>c~~})\ttwo{--;\nc)\tthree--},\nresolves\nto go.\n",
        expect![[r#"
            Base: Some(Modify) IAP/39A30/1 Resolution 90 (Rev. Dubai, 2012) | WTSA Dubai, 2012
              noting
                a) one;
                b) two;
                c) three,
              resolves
                 to go.
            Proposed: Some(Modify) IAP/39A30/1 Resolution 90 (Rev. Geneva, 2022) | WTSA Geneva, 2022
              noting
                a) one;
                b) new;
                c) two,
              resolves
                 to go.
        "#]],
    );
}

#[test]
fn text_copied_from_word_gives_two_outlines() {
    outline(
        "MOD\tIAP/39A30/1\nRESOLUTION 90 (Rev. Dubai, 2012Geneva, 2022)\nTowers\n(Dubai, 2012; Geneva, 2022)\nThe World Telecommunication Standardization Assembly (Dubai,\n2012Geneva, 2022),\nnoting\na)\tone;\nb)\ttwo;\nc)\tthree;\ndb)\tfour;\nc)\tnew;\ned)\tfive,\nresolves\n1\tto go;\n2\tto come;\n23\tto wait.\n",
        expect![[r#"
            Base: Some(Modify) IAP/39A30/1 Resolution 90 (Rev. Dubai, 2012) | Towers | 1 meetings | WTSA Dubai, 2012
              noting
                a) one;
                b) two;
                c) three;
                d) four;
                e) five,
              resolves
                1 to go;
                2 to wait.
            Proposed: Some(Modify) IAP/39A30/1 Resolution 90 (Rev. Geneva, 2022) | Towers | 2 meetings | WTSA Geneva, 2022
              noting
                a) one;
                b) four;
                c) new;
                d) five,
              resolves
                1 to go;
                2 to come;
                3 to wait.
        "#]],
    );
}

#[test]
fn brackets_and_emphasis_may_stand_around_labels_and_calls() {
    outline(
        "RESOLUTION 90 (Geneva, 2022)\nThe World Telecommunication Standardization Assembly (Geneva, 2022),\n*noting*\n\n*a)* one;\n\n[b)\ttwo;\n\n[c)]\tthree];\n\n**resolves**\n\n1. to act on *noting a)* above.\n",
        expect![[r#"
            Resolution 90 (Geneva, 2022) | WTSA Geneva, 2022
              noting
                a) * one;
                b) two;
                c) ] three];
              resolves
                1 to act on *noting a)* ab
        "#]],
    );
    words(
        "*considering a)* above and *considering* b),",
        expect![[r#"
        -> considering [a)] Above
        -> considering [b)] Unsaid
    "#]],
    );
}

#[test]
fn hostile_texts_are_read_to_their_end() {
    // Marks do not nest: what looks like a mark in a view is text.
    let nested = format!("{}>><{}++x++}}", "{".repeat(20_000), "‹}".repeat(19_999));
    let texts = [
        nested,
        "{++ ".repeat(20_000),
        "[1: ".repeat(20_000),
        "[bookmark: ".repeat(20_000),
        "(".repeat(100_000),
        "MOD\tIAP/1/1\n".repeat(3_000),
        format!("RESOLUTION 1 (Dubai, 2018)\nnoting\n0\tto do\n{}", "a)\n".repeat(5_000)),
    ];
    for text in texts {
        let document = Document::read(&text);
        assert_eq!(document.texts.last().map(|placed| placed.span().end as usize), Some(text.len()));
    }
}

#[test]
fn the_suffix_of_a_revision_is_found_behind_a_hyphen_of_any_form() {
    let draft = "RESOLUTION ITU\u{2011}R 1\u{2011}6\nconsidering\nResolution ITU\u{2011}R 7\u{2011}13,\n";
    let document = Document::read(draft);
    let tree = &document.texts[0].text.proposed;
    let mentions = [tree.edition(), tree.citations[0].it.edition.as_ref()];
    assert_eq!(mentions.map(|mention| mention.map(|mention| &draft[mention.span.range()])), [Some("6"), Some("13")]);
}
