//! What drafts say, form by form, on drafts of our own.

use expect_test::expect;

use super::*;
use crate::testing::{Fixture, check};
use crate::text::Side;

/// The outline of the first text with a heading, as proposed; where a change is marked, also the text in force.
fn outline(fixture: &Fixture) -> String {
    let document = &fixture.document;
    let mut said = String::new();
    for placed in document.texts.iter() {
        for side in [Side::Base, Side::Proposed] {
            if side == Side::Base && !placed.text.is_changed() {
                continue;
            }
            said += &describe(document, placed, side);
        }
    }
    said
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

/// A draft whose last clause has these words.
fn considering(words: &str) -> String {
    format!("//- head New Delhi, 2024\nconsidering\n{words}\n")
}

/// The citations and references of a text.
fn found(Fixture { document, .. }: &Fixture) -> String {
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
    said
}

#[test]
fn citations_in_each_of_their_forms() {
    check(
        &considering(
            "Resolution 181 (Guadalajara, 2010) and Resolution\u{a0}130 (Rev.\u{a0}Bucharest, 2022) of the Plenipotentiary Conference,",
        ),
        found,
        expect![[r#"
            Resolution 181 (Guadalajara, 2010)
            Resolution 130 (Rev. Bucharest, 2022) of PP
        "#]],
    );
    check(
        &considering(
            "Resolution 25 (Rev.WRC-23), Resolution 14 (WRC-19), Resolution 27 (Rev.WRC-12)* and Resolution ITU-R 2-8,",
        ),
        found,
        expect![[r#"
            Resolution 25 (Rev.WRC-23)
            Resolution 14 (WRC-19)
            Resolution 27 (Rev.WRC-12) *
            Resolution ITU-R 2 (8)
        "#]],
    );
    check(
        &considering("Resolution ITU\u{2011}R 7-3 (Rev. Geneva, 2015) of the Radiocommunication Assembly (RA),"),
        found,
        expect![[r#"
        Resolution ITU-R 7 (3) of RA
    "#]],
    );
    check(
        &considering("Resolutions 50 and 52 (Rev. Hammamet, 2016) of WTSA,"),
        found,
        expect![[r#"
            Resolution 50 (Rev. Hammamet, 2016) of WTSA
            Resolution 52 (Rev. Hammamet, 2016) of WTSA
        "#]],
    );
    check(
        &considering("Resolutions 101, 102 and 133 (Rev. Guadalajara, 2010) of the Plenipotentiary Conference,"),
        found,
        expect![[r#"
            Resolution 101 (Rev. Guadalajara, 2010) of PP
            Resolution 102 (Rev. Guadalajara, 2010) of PP
            Resolution 133 (Rev. Guadalajara, 2010) of PP
        "#]],
    );
    check(
        &considering(
            "Resolutions 45 (Rev. Dubai, 2014) and 69 (Rev. Buenos Aires, 2017) of the World Telecommunication Development Conference (WTDC),",
        ),
        found,
        expect![[r#"
            Resolution 45 (Rev. Dubai, 2014) of WTDC
            Resolution 69 (Rev. Buenos Aires, 2017) of WTDC
        "#]],
    );
    check(
        &considering(
            "UNGA Resolution 57/239, Resolutions 55/63 and 56/121 of the United Nations General Assembly (UNGA),",
        ),
        found,
        expect![[r#"
            Resolution 57/239 of UNGA
            Resolution 55/63 of UNGA
            Resolution 56/121 of UNGA
        "#]],
    );
    check(
        &considering(
            "ITU Council Resolution 1305, Council Decision 588 (2016), Decision 584 and Decision 5 (Rev. Dubai, 2018) of this conference,",
        ),
        found,
        expect![[r#"
            Resolution 1305 of COUNCIL
            Decision 588 (2016) of COUNCIL
            Decision 584
            Decision 5 (Rev. Dubai, 2018) of this meeting
        "#]],
    );
    check(
        &considering(
            "Recommendation ITU\u{2011}T X.1205, ITU\u{2011}D Question 3/2, ITU-D Study Question 3/2, Study Groups 2 and 3, Opinion 4 (Lisbon, 2009),",
        ),
        found,
        expect![[r#"
            Recommendation ITU-T X.1205
            Question ITU-D 3/2
            Question ITU-D 3/2
            StudyGroup 2
            StudyGroup 3
            Opinion 4 (Lisbon, 2009)
        "#]],
    );
    check(
        &considering(
            "Resolution 70 (Rev. Dubai 2018), Resolution 71 (Geneva,2015), Resolution 72 (Rev. Buenos Aires, 2017 ), Recommendation ITU T E.1100, Resolution No. 5,",
        ),
        found,
        expect![[r#"
            Resolution 70 (Rev. Dubai, 2018)
            Resolution 71 (Geneva, 2015)
            Resolution 72 (Rev. Buenos Aires, 2017)
            Recommendation ITU-T E.1100
            Resolution 5
        "#]],
    );
    check(
        &considering("WTSA Resolution 50, and Resolution 58 (Rev. Dubai,\n2012) of this assembly,"),
        found,
        expect![[r#"
        Resolution 50 of WTSA
        Resolution 58 (Rev. Dubai, 2012) of this meeting
    "#]],
    );
    check(
        &considering("this resolution, the resolution 5 of them, WTDC (Kigali, 2022) and the seminar (Lima, 2019),"),
        found,
        expect![[r#"
            met: Some(Wtdc) Kigali, 2022
            met: None Lima, 2019
        "#]],
    );
}

#[test]
fn references_in_each_of_their_forms() {
    check(
        &considering("considering k) of this resolution, considering j), considering a) and b) above,"),
        found,
        expect![[r#"
        -> considering [k)] ThisText
        -> considering [j)] Unsaid
        -> considering [a)|b)] Above
    "#]],
    );
    check(
        &considering(
            "resolves 1 to 3, resolves 1-4 below, resolves 3.7 above and further resolves 1, 2, 3 and 4 below,",
        ),
        found,
        expect![[r#"
            -> resolves [1 to 3] Unsaid
            -> resolves [1-4] Below
            -> resolves [3.7] Above
            -> further resolves [1|2|3|4] Below
        "#]],
    );
    check(
        &considering("considering c) ii) and e) above, resolves 2i) above,"),
        found,
        expect![[r#"
        -> considering [c) ii)|e)] Above
        -> resolves [2i)] Above
    "#]],
    );
    check(
        &considering("described under bearing in mind above, recognizing above,"),
        found,
        expect![[r#"
        -> bearing in mind [] Above
        -> recognizing [] Above
    "#]],
    );
    check(
        &considering("resolves 1 to 11 of Resolution 25 (Rev. Dubai, 2018), recognizing g) thereof,"),
        found,
        expect![[r#"
        Resolution 25 (Rev. Dubai, 2018)
        -> resolves [1 to 11] of a cited text
        -> recognizing [g)] Thereof
    "#]],
    );
    check(
        &considering("as referred to in recalling\nc) iv) above,"),
        found,
        expect![[r#"
        -> recalling [c) iv)] Above
    "#]],
    );
    check(
        &considering("Annex 1 to this resolution, the annex to this resolution,"),
        found,
        expect![[r#"
        -> annex 1
        -> annex 
    "#]],
    );
}

#[test]
fn what_looks_like_a_reference_and_is_none() {
    check(&considering("No. 15.5 b), invites the 2027 world radiocommunication conference,"), found, expect![[""]]);
    check(&considering("which requests 3 experts, considering 5 options, noting that a) is so,"), found, expect![[""]]);
}

#[test]
fn heads_in_each_of_their_forms() {
    check(
        r"
            SEN/56/1
            ADD
            DRAFT NEW RESOLUTION [IAP-1] (Geneva, 2022)
            A title
            over two lines
            The World Telecommunication Standardization Assembly (Geneva, 2022),
            noting
            the sea,
        ",
        outline,
        expect![[r#"
            Some(Add) SEN/56/1 draft Resolution [IAP-1] (Geneva, 2022) | A title over two lines | WTSA Geneva, 2022
              noting
                 the sea,
        "#]],
    );
    check(
        r"
            MOD	IAP/39A30/1
            [bookmark: _Toc1]RESOLUTION ITU-R 1-6
            Methods
            (1993-1995-2012)
            The ITU-Radiocommunication Assembly,
            considering
            a) that;
            b) this,
            resolves
            to go.
        ",
        outline,
        expect![[r#"
            Some(Modify) IAP/39A30/1 Resolution 1 (6) | Methods | 3 meetings | RA 
              considering
                a) that;
                b) this,
              resolves
                 to go.
        "#]],
    );
    check(
        r"
            (MOD) EUR/44A7/1
            RESOLUTION 130 (REV. DUBAI, 2018)
            Roles
            The Plenipotentiary Conference of the International Telecommunication Union (Dubai,
            2018),
            noting
            the sea,
        ",
        outline,
        expect![[r#"
            Some(Editorial) EUR/44A7/1 Resolution 130 (Rev. DUBAI, 2018) | Roles | PP Dubai, 2018
              noting
                 the sea,
        "#]],
    );
    check(
        r"
            RESOLUTION 705 (REV.WRC-15)
            Protection
            The World Radiocommunication Conference (Geneva, 2015),
            resolves
            to go.
        ",
        outline,
        expect![[r#"
            Resolution 705 (Rev.WRC-15) | Protection | WRC Geneva, 2015
              resolves
                 to go.
        "#]],
    );
    check(
        r"
            RESOLUTION PLEN/1 (Busan, 2014)
            One
            DECISION 5 (Rev. Dubai, 2018)
            Two
            OPINION 4 (Lisbon, 2009)
            Three
            RESOLUTION 6 (Rev. [place], 20XX)
            Four
        ",
        outline,
        expect![[r#"
            Resolution PLEN/1 (Busan, 2014) | One
            Decision 5 (Rev. Dubai, 2018) | Two
            Opinion 4 (Lisbon, 2009) | Three
            Resolution 6 (Rev. place, 0)? | Four
        "#]],
    );
    check(
        "
            Abstract: we propose to change Resolution 50.

            MOD	AFCP/36/1
            RESOLUTION 50 (Rev. Geneva, 2022)
            Cybersecurity
            (Dubai, 2012;\u{20}
            Geneva, 2022)
            The World Telecommunication Standardization Assembly (Geneva, 2022),
            noting
            the sea,
            Reasons:	It is time.
            SUP	AFCP/36/2
            RESOLUTION 51 (Dubai, 2012)
            Reasons: It was done.
        ",
        outline,
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
    check(
        r"
            RESOLUTION 90 (Geneva, 2022)
            The World Telecommunication Standardization Assembly (Geneva, 2022),
            resolves that administrations
            1	act;
            2	wait,
            instructs the Director of the Telecommunication
            Standardization Bureau
            1	to help,
            invites Member States, Sector Members, Associates and Academia, as appropriate
            to go.
        ",
        outline,
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
    check(
        r"
            RESOLUTION 90 (Geneva, 2022)
            The World Telecommunication Standardization Assembly (Geneva, 2022),
            considering
            a)
            that the band
            29.5-30.0 GHz;
            b)
            that the assembly of the year
            resolves that all is well
            in Study Group
            17 of the sector,
            resolves
            to go.
            ANNEX 1
            1	First
            ANNEX 2 TO RESOLUTION 90
        ",
        outline,
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
    check(
        r"
            MOD	IAP/39A30/1
            RESOLUTION 90 (Rev. {~~Dubai, 2012~>Geneva, 2022~~})
            The World Telecommunication Standardization Assembly ({~~Dubai, 2012~>Geneva, 2022~~}),
            noting
            a)	one;
            {++b)	new;
            ++}{~~b~>c~~})	two{--;
            c)	three--},
            resolves
            to go.
        ",
        outline,
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
    check(
        r"
            MOD	IAP/39A30/1
            RESOLUTION 90 (Rev. Dubai, 2012Geneva, 2022)
            Towers
            (Dubai, 2012; Geneva, 2022)
            The World Telecommunication Standardization Assembly (Dubai,
            2012Geneva, 2022),
            noting
            a)	one;
            b)	two;
            c)	three;
            db)	four;
            c)	new;
            ed)	five,
            resolves
            1	to go;
            2	to come;
            23	to wait.
        ",
        outline,
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
    check(
        r"
            RESOLUTION 90 (Geneva, 2022)
            The World Telecommunication Standardization Assembly (Geneva, 2022),
            *noting*

            *a)* one;

            [b)	two;

            [c)]	three];

            **resolves**

            1. to act on *noting a)* above.
        ",
        outline,
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
    check(
        &considering("*considering a)* above and *considering* b),"),
        found,
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
fn the_suffix_of_a_revision_is_found_after_a_hyphen_of_any_form() {
    let draft = "RESOLUTION ITU\u{2011}R 1\u{2011}6\nconsidering\nResolution ITU\u{2011}R 7\u{2011}13,\n";
    let document = Document::read(draft);
    let tree = &document.texts[0].text.proposed;
    let mentions = [tree.edition(), tree.citations[0].it.edition.as_ref()];
    assert_eq!(mentions.map(|mention| mention.map(|mention| &draft[mention.span.range()])), [Some("6"), Some("13")]);
}
