//! The slips of tired delegates, one at a time in drafts that are clean otherwise: each is found once.

use expect_test::{Expect, expect};

use super::{Checkup, Finding};
use crate::testing::{Fixture, text};
use crate::text::{Cancellation, Encoding, position_of};

/// A new text for an assembly.
const NEW: &str = r#"
        ADD	IAP/39A30/1
        DRAFT NEW RESOLUTION [IAP-1] (New Delhi, 2024)
        Lamps of lighthouses
        The World Telecommunication Standardization Assembly (New Delhi, 2024),
        recalling
        a)	Resolution 130 (Rev. Bucharest, 2022) of the Plenipotentiary Conference, which asks for trust;
        b)	Resolution 174 (Rev. Busan, 2014) of the Plenipotentiary Conference, on misuse of networks;
        c)	Resolution 50 (Rev. New Delhi, 2024) of this assembly, which looks at security;
        d)	Resolutions 52 and 58 (Rev. New Delhi, 2024) of this assembly, on harm that comes by mail,
        considering
        a)	that lamps need power at all hours of the night;
        b)	that keepers of lamps speak many languages, and:
        i)	write in few of them;
        ii)	read in more of them;
        c)	that the light described in considering b) above is seen from far away;
        d)	that Study Group 17 has looked at the matter,
        recognizing
        that a lamp which is out is as bad as none,
        resolves
        1	to study how lamps are kept under way of storms;
        2	to describe how two keepers compare their lamps, using the form in Annex 1 to this resolution;
        3	that what is decided under resolves 1 be looked at every year,
        instructs the Director of the Telecommunication Standardization Bureau
        1	to keep a list of the keepers who want to take part;
        2	to report to the next assembly on the matters in resolves 1 to 3 above,
        invites Member States
        to name the keepers of their lamps.
        ANNEX 1
        (to Resolution [IAP-1] (New Delhi, 2024))
        Form for the keepers
        1	Name of the lamp
        2	Name of the keeper
        Reasons:	Lamps have been out too often.
    "#;

/// A new text for a plenipotentiary conference.
const PP: &str = r#"
        ADD	EUR/44A7/2
        DRAFT NEW RESOLUTION [EUR-2] (Bucharest, 2022)
        Lamps of harbours
        The Plenipotentiary Conference of the International Telecommunication Union (Bucharest, 2022),
        recalling
        a)	Resolution 71 (Rev. Bucharest, 2022) of this conference, with the goals of the Union;
        b)	Resolution 77 (Rev. Geneva, 2022) of the World Telecommunication Standardization Assembly, on standards;
        c)	Resolution 45 (Rev. Kigali, 2022) of the World Telecommunication Development Conference, on help,
        considering
        a)	that harbours need lamps in every season;
        b)	that the harbour masters who look after these lamps meet seldom,
        resolves
        1	to study the lamps of harbours as considering a) above asks;
        2	to publish what is found,
        instructs the Secretary-General
        to report to the next conference.
        Reasons:	Lamps are needed.
    "#;

/// A proposal to modify a text of an assembly.
const MOD: &str = r#"
        MOD	IAP/39A30/2
        RESOLUTION 96 ({~~Hammamet, 2016~>Rev. New Delhi, 2024~~})
        On harbour lights
        (Hammamet, 2016{++; New Delhi, 2024++})
        The World Telecommunication Standardization Assembly ({~~Hammamet, 2016~>New Delhi, 2024~~}),
        recalling
        a)	Resolution 71 (Rev. {~~Busan, 2014~>Bucharest, 2022~~}) of the Plenipotentiary Conference, with the goals;
        b)	{++Resolution 130 (Rev. Bucharest, 2022) of the Plenipotentiary Conference, which asks for trust;
        c)	++}Resolution 45 (Rev. {~~Dubai, 2014~>Kigali, 2022~~}) of the World Telecommunication Development Conference, on help,
        considering
        a)	that lights need power at all hours{++ of the day and of the night++};
        b)	that keepers meet seldom;
        {++c)	that the light described in considering b) above is seen from far away;
        d)	that Study Group 17 has looked at the matter of these lights,
        ++}resolves
        1	to study how lights are kept;
        2	to publish what is found under resolves 1 above{++, as the keepers ask++},
        instructs the Director of the Telecommunication Standardization Bureau
        to report to the next assembly.
        Reasons:	Lights are needed.
    "#;

/// A proposal to modify a text of a plenipotentiary conference.
const MODPP: &str = r#"
        MOD	EUR/44A7/3
        RESOLUTION 131 (Rev. {~~Dubai, 2018~>Bucharest, 2022~~})
        Measuring the lamps
        The Plenipotentiary Conference of the International Telecommunication Union ({~~Dubai, 2018~>Bucharest, 2022~~}),
        considering
        a)	that lamps are measured in every harbour;
        b)	that {++many of ++}the measures differ,
        resolves
        1	to compare the measures;
        2	to publish them{++ every year++},
        instructs the Secretary-General
        to report to the next conference.
        Reasons:	Measures change.
    "#;

/// A slip: its name, the draft, and what stands there instead of what.
type Slip = (&'static str, &'static str, &'static [(&'static str, &'static str)]);

/// What is said of each slip: rule, level, line and column from 1, message, and the title of the first fix.
fn check(slips: &[Slip], expected: &Expect) {
    let mut said = String::new();
    for (name, draft, changes) in slips {
        let mut words = text(draft);
        for (old, new) in *changes {
            assert!(words.contains(old), "{name}: {old}");
            words = words.replace(old, new);
        }
        let found = found(&words);
        assert_eq!(found.len(), 1, "{name}: {found:?}\n{words}");
        said += &format!("{name}\n  {}\n", found[0]);
    }
    expected.assert_eq(&said);
}

/// What is found in a draft, but for plain spaces and hyphens.
fn found(draft: &str) -> Vec<String> {
    let fixture = Fixture::verbatim(draft);
    let Fixture { document, file, snapshot, .. } = &fixture;
    let mut said = Vec::new();
    for placed in document.texts.iter() {
        let checkup = Checkup::of(document, placed, *file, snapshot, Cancellation::never()).unwrap();
        for finding in checkup.findings.iter().filter(|it| !it.rule.name.starts_with("plain-")) {
            let Finding { rule, severity, span, message, .. } = finding.in_file(placed.start);
            let at = position_of(&document.rope, span.start, Encoding::Utf32);
            let fix = checkup
                .fixes(finding)
                .unwrap()
                .first()
                .map(|fix| format!("; fix{}: {}", if fix.safe { "" } else { " (look first)" }, fix.title));
            let (level, fix) = (severity.name(), fix.unwrap_or_default());
            said.push(format!("{} {level} {}:{} {message}{fix}", rule.name, at.line + 1, at.column + 1));
        }
    }
    said
}

#[test]
fn the_drafts_are_clean() {
    for draft in [NEW, PP, MOD, MODPP] {
        assert_eq!(found(&text(draft)), Vec::<String>::new());
    }
}

#[test]
fn the_drafts_own_meeting() {
    let slips: &[Slip] = &[
        (
            "place misspelt in both",
            NEW,
            &[
                ("DRAFT NEW RESOLUTION [IAP-1] (New Delhi, 2024)", "DRAFT NEW RESOLUTION [IAP-1] (New Dehli, 2024)"),
                ("Assembly (New Delhi, 2024),", "Assembly (New Dehli, 2024),"),
                ("(to Resolution [IAP-1] (New Delhi, 2024))", "(to Resolution [IAP-1] (New Dehli, 2024))"),
            ],
        ),
        (
            "wrong year in both",
            NEW,
            &[
                ("DRAFT NEW RESOLUTION [IAP-1] (New Delhi, 2024)", "DRAFT NEW RESOLUTION [IAP-1] (New Delhi, 2025)"),
                ("Assembly (New Delhi, 2024),", "Assembly (New Delhi, 2025),"),
                ("(to Resolution [IAP-1] (New Delhi, 2024))", "(to Resolution [IAP-1] (New Delhi, 2025))"),
            ],
        ),
        (
            "body did not meet there, both",
            NEW,
            &[
                ("DRAFT NEW RESOLUTION [IAP-1] (New Delhi, 2024)", "DRAFT NEW RESOLUTION [IAP-1] (Bucharest, 2022)"),
                ("Assembly (New Delhi, 2024),", "Assembly (Bucharest, 2022),"),
                ("(to Resolution [IAP-1] (New Delhi, 2024))", "(to Resolution [IAP-1] (Bucharest, 2022))"),
            ],
        ),
        ("place misspelt in enacting line", NEW, &[("Assembly (New Delhi, 2024),", "Assembly (New Dehli, 2024),")]),
        (
            "place misspelt in heading",
            NEW,
            &[("DRAFT NEW RESOLUTION [IAP-1] (New Delhi, 2024)", "DRAFT NEW RESOLUTION [IAP-1] (New Dehli, 2024)")],
        ),
        ("wrong year in enacting line", NEW, &[("Assembly (New Delhi, 2024),", "Assembly (New Delhi, 2025),")]),
        (
            "wrong year in heading",
            NEW,
            &[("DRAFT NEW RESOLUTION [IAP-1] (New Delhi, 2024)", "DRAFT NEW RESOLUTION [IAP-1] (New Delhi, 2023)")],
        ),
        (
            "PP place misspelt in both",
            PP,
            &[
                ("[EUR-2] (Bucharest, 2022)", "[EUR-2] (Bucarest, 2022)"),
                ("Union (Bucharest, 2022),", "Union (Bucarest, 2022),"),
            ],
        ),
        ("MOD new place misspelt in head", MOD, &[("New Delhi, 2024", "New Dehli, 2024")]),
        ("MOD wrong year in head", MOD, &[("New Delhi, 2024", "New Delhi, 2025")]),
        (
            "MOD enacting misspelt",
            MOD,
            &[("Assembly ({~~Hammamet, 2016~>New Delhi, 2024", "Assembly ({~~Hammamet, 2016~>New Dehli, 2024")],
        ),
        ("(New Delhi, 2024,)", NEW, &[("Assembly (New Delhi, 2024),", "Assembly (New Delhi, 2024,)")]),
        (
            "MOD (…2024,)",
            MOD,
            &[(
                "Assembly ({~~Hammamet, 2016~>New Delhi, 2024~~}),",
                "Assembly ({~~Hammamet, 2016~>New Delhi, 2024,~~})",
            )],
        ),
        ("PP (…2022,)", PP, &[("Union (Bucharest, 2022),", "Union (Bucharest, 2022,)")]),
        (
            "enacting line missing",
            NEW,
            &[("The World Telecommunication Standardization Assembly (New Delhi, 2024),\n", "")],
        ),
        (
            "PP enacting line missing",
            PP,
            &[("The Plenipotentiary Conference of the International Telecommunication Union (Bucharest, 2022),\n", "")],
        ),
        (
            "MOD enacting line missing",
            MOD,
            &[("The World Telecommunication Standardization Assembly ({~~Hammamet, 2016~>New Delhi, 2024~~}),\n", "")],
        ),
        ("enacting line without comma", NEW, &[("Assembly (New Delhi, 2024),", "Assembly (New Delhi, 2024)")]),
        ("PP enacting line without comma", PP, &[("Union (Bucharest, 2022),", "Union (Bucharest, 2022)")]),
        (
            "MOD enacting line without comma",
            MOD,
            &[("New Delhi, 2024~~}),\nrecalling", "New Delhi, 2024~~})\nrecalling")],
        ),
        (
            "enacting line of another body",
            NEW,
            &[(
                "The World Telecommunication Standardization Assembly (New",
                "The World Telecommunication Development Conference (New",
            )],
        ),
        (
            "PP text, enacting line of WTSA",
            PP,
            &[(
                "The Plenipotentiary Conference of the International Telecommunication Union (B",
                "The World Telecommunication Standardization Assembly (B",
            )],
        ),
        (
            "MOD enacting line of another body",
            MOD,
            &[("The World Telecommunication Standardization Assembly (", "The Plenipotentiary Conference (")],
        ),
        ("history not extended", MOD, &[("{++; New Delhi, 2024++}", "")]),
        (
            "MOD heading changed without a mark",
            MOD,
            &[("RESOLUTION 96 ({~~Hammamet, 2016~>Rev. New Delhi, 2024~~})", "RESOLUTION 96 (Rev. New Delhi, 2024)")],
        ),
        (
            "MOD all of the head without marks",
            MOD,
            &[
                ("{~~Hammamet, 2016~>Rev. New Delhi, 2024~~}", "Rev. New Delhi, 2024"),
                ("{~~Hammamet, 2016~>New Delhi, 2024~~}", "New Delhi, 2024"),
                ("{++; New Delhi, 2024++}", "; New Delhi, 2024"),
            ],
        ),
        (
            "MOD head not changed at all",
            MOD,
            &[
                ("{~~Hammamet, 2016~>New Delhi, 2024~~}", "Hammamet, 2016"),
                ("{~~Hammamet, 2016~>Rev. New Delhi, 2024~~}", "Hammamet, 2016"),
                ("{++; New Delhi, 2024++}", ""),
                ("{~~Busan, 2014~>Bucharest, 2022~~}", "Busan, 2014"),
                ("{~~Dubai, 2014~>Kigali, 2022~~}", "Dubai, 2014"),
                (
                    "{++Resolution 130 (Rev. Bucharest, 2022) of the Plenipotentiary Conference, which asks for trust;\nc)\t++}",
                    "",
                ),
                ("{++c)", "{++c)"),
            ],
        ),
        ("MODPP head not changed at all", MODPP, &[("{~~Dubai, 2018~>Bucharest, 2022~~}", "Dubai, 2018")]),
    ];
    check(
        slips,
        &expect![[r#"
        place misspelt in both
          unknown-meeting error 2:31 WTSA did not meet at New Dehli, 2024; New Delhi, 2024 may be meant; fix (look first): Write (New Delhi, 2024)
        wrong year in both
          unknown-meeting error 2:31 WTSA did not meet at New Delhi, 2025; New Delhi, 2024 may be meant; fix (look first): Write (New Delhi, 2024)
        body did not meet there, both
          unknown-meeting error 4:1 WTSA did not meet at Bucharest, 2022: that was the Plenipotentiary Conference; Geneva, 2022 may be meant
        place misspelt in enacting line
          edition-mismatch error 4:54 The enacting line says New Dehli, 2024, but the heading says New Delhi, 2024: all name the same meeting
        place misspelt in heading
          edition-mismatch error 2:30 The heading says New Dehli, 2024, but the enacting line says New Delhi, 2024: all name the same meeting
        wrong year in enacting line
          edition-mismatch error 4:54 The enacting line says New Delhi, 2025, but the heading says New Delhi, 2024: all name the same meeting
        wrong year in heading
          edition-mismatch error 2:30 The heading says New Delhi, 2023, but the enacting line says New Delhi, 2024: all name the same meeting
        PP place misspelt in both
          citation-form warning 2:30 "(Bucarest, 2022)" is written "(Bucharest, 2022)"; fix: Write "(Bucharest, 2022)"
        MOD new place misspelt in head
          unknown-meeting error 2:40 WTSA did not meet at New Dehli, 2024; New Delhi, 2024 may be meant; fix (look first): Write (New Delhi, 2024)
        MOD wrong year in head
          unknown-meeting error 2:40 WTSA did not meet at New Delhi, 2025; New Delhi, 2024 may be meant; fix (look first): Write (New Delhi, 2024)
        MOD enacting misspelt
          edition-mismatch error 5:54 The enacting line says New Dehli, 2024, but the heading and the history say New Delhi, 2024: all name the same meeting
        (New Delhi, 2024,)
          citation-form warning 4:54 "(New Delhi, 2024,)" is written "(New Delhi, 2024)"; fix: Write "(New Delhi, 2024)"
        MOD (…2024,)
          citation-form warning 5:54 "(New Delhi, 2024,)" is written "(New Delhi, 2024)"; fix (look first): Write "(New Delhi, 2024)"
        PP (…2022,)
          citation-form warning 4:77 "(Bucharest, 2022,)" is written "(Bucharest, 2022)"; fix: Write "(Bucharest, 2022)"
        enacting line missing
          enacting-line warning 2:1 This text has no enacting line: "The World Telecommunication Standardization Assembly (New Delhi, 2024)," stands before the first section; fix (look first): Put in the enacting line
        PP enacting line missing
          enacting-line warning 2:1 This text has no enacting line: "The Plenipotentiary Conference of the International Telecommunication Union (Bucharest, 2022)," stands before the first section; fix (look first): Put in the enacting line
        MOD enacting line missing
          enacting-line warning 2:1 This text has no enacting line: "The World Telecommunication Standardization Assembly (New Delhi, 2024)," stands before the first section
        enacting line without comma
          enacting-line hint 4:1 The enacting line ends in a comma; fix: Put in the comma
        PP enacting line without comma
          enacting-line hint 4:1 The enacting line ends in a comma; fix: Put in the comma
        MOD enacting line without comma
          enacting-line hint 5:1 The enacting line ends in a comma; fix (look first): Put in the comma
        enacting line of another body
          unknown-meeting error 4:1 WTDC did not meet at New Delhi, 2024: that was WTSA
        PP text, enacting line of WTSA
          unknown-meeting error 4:1 WTSA did not meet at Bucharest, 2022: that was the Plenipotentiary Conference; Geneva, 2022 may be meant
        MOD enacting line of another body
          unknown-meeting error 5:1 The Plenipotentiary Conference did not meet at New Delhi, 2024: that was WTSA
        history not extended
          edition-mismatch error 4:2 The history says Hammamet, 2016, but the heading and the enacting line say New Delhi, 2024: all name the same meeting
        MOD heading changed without a mark
          proposal-action information 2:15 The heading of this MOD says New Delhi, 2024 in the text in force and as proposed: mark how its place and year change
        MOD all of the head without marks
          proposal-action information 2:15 The heading of this MOD says New Delhi, 2024 in the text in force and as proposed: mark how its place and year change
        MOD head not changed at all
          proposal-action information 2:15 The heading of this MOD says Hammamet, 2016 in the text in force and as proposed: mark how its place and year change
        MODPP head not changed at all
          proposal-action information 2:16 The heading of this MOD says Dubai, 2018 in the text in force and as proposed: mark how its place and year change
    "#]],
    );
}

#[test]
fn citations_in_short_and_lost_forms() {
    let slips: &[Slip] = &[
        (
            "Res. 130 (…)",
            NEW,
            &[(
                "Resolution 130 (Rev. Bucharest, 2022) of the Plenipotentiary Conference",
                "Res. 130 (Rev. Bucharest, 2022) of the Plenipotentiary Conference",
            )],
        ),
        (
            "Resolution 130 of PP-22",
            NEW,
            &[("Resolution 130 (Rev. Bucharest, 2022) of the Plenipotentiary Conference", "Resolution 130 of PP-22")],
        ),
        (
            "PP-22 Resolution 130",
            NEW,
            &[("Resolution 130 (Rev. Bucharest, 2022) of the Plenipotentiary Conference", "PP-22 Resolution 130")],
        ),
        (
            "Resolution 130 (PP-22)",
            NEW,
            &[("Resolution 130 (Rev. Bucharest, 2022) of the Plenipotentiary Conference", "Resolution 130 (PP-22)")],
        ),
        (
            "(Rev. PP-22)",
            NEW,
            &[(
                "Resolution 130 (Rev. Bucharest, 2022) of the Plenipotentiary Conference",
                "Resolution 130 (Rev. PP-22)",
            )],
        ),
        (
            "small resolution",
            NEW,
            &[(
                "Resolution 130 (Rev. Bucharest, 2022) of the Plenipotentiary Conference",
                "resolution 130 (Rev. Bucharest, 2022) of the Plenipotentiary Conference",
            )],
        ),
        (
            "PP Resolution",
            NEW,
            &[(
                "Resolution 130 (Rev. Bucharest, 2022) of the Plenipotentiary Conference",
                "PP Resolution 130 (Rev. Bucharest, 2022)",
            )],
        ),
        (
            "edition after the body",
            NEW,
            &[(
                "Resolution 130 (Rev. Bucharest, 2022) of the Plenipotentiary Conference",
                "Resolution 130 of the Plenipotentiary Conference (Rev. Bucharest, 2022)",
            )],
        ),
        (
            "; for ,",
            NEW,
            &[(
                "Resolution 130 (Rev. Bucharest, 2022) of the Plenipotentiary Conference",
                "Resolution 130 (Rev. Bucharest; 2022) of the Plenipotentiary Conference",
            )],
        ),
        (
            "closing bracket lost",
            NEW,
            &[(
                "Resolution 130 (Rev. Bucharest, 2022) of the Plenipotentiary Conference",
                "Resolution 130 (Rev. Bucharest, 2022 of the Plenipotentiary Conference",
            )],
        ),
        (
            "opening bracket lost",
            NEW,
            &[(
                "Resolution 130 (Rev. Bucharest, 2022) of the Plenipotentiary Conference",
                "Resolution 130 Rev. Bucharest, 2022) of the Plenipotentiary Conference",
            )],
        ),
        (
            "both brackets lost",
            NEW,
            &[(
                "Resolution 130 (Rev. Bucharest, 2022) of the Plenipotentiary Conference",
                "Resolution 130 Rev. Bucharest, 2022 of the Plenipotentiary Conference",
            )],
        ),
        (
            "place in another language",
            NEW,
            &[(
                "Resolution 130 (Rev. Bucharest, 2022) of the Plenipotentiary Conference",
                "Resolution 130 (Rev. Bucarest, 2022) of the Plenipotentiary Conference",
            )],
        ),
        (
            "MOD Res. 130 (…)",
            MOD,
            &[(
                "Resolution 130 (Rev. Bucharest, 2022) of the Plenipotentiary Conference",
                "Res. 130 (Rev. Bucharest, 2022) of the Plenipotentiary Conference",
            )],
        ),
        (
            "MOD Resolution 130 of PP-22",
            MOD,
            &[("Resolution 130 (Rev. Bucharest, 2022) of the Plenipotentiary Conference", "Resolution 130 of PP-22")],
        ),
        (
            "MOD PP-22 Resolution 130",
            MOD,
            &[("Resolution 130 (Rev. Bucharest, 2022) of the Plenipotentiary Conference", "PP-22 Resolution 130")],
        ),
        (
            "MOD Resolution 130 (PP-22)",
            MOD,
            &[("Resolution 130 (Rev. Bucharest, 2022) of the Plenipotentiary Conference", "Resolution 130 (PP-22)")],
        ),
        (
            "MOD (Rev. PP-22)",
            MOD,
            &[(
                "Resolution 130 (Rev. Bucharest, 2022) of the Plenipotentiary Conference",
                "Resolution 130 (Rev. PP-22)",
            )],
        ),
        (
            "MOD small resolution",
            MOD,
            &[(
                "Resolution 130 (Rev. Bucharest, 2022) of the Plenipotentiary Conference",
                "resolution 130 (Rev. Bucharest, 2022) of the Plenipotentiary Conference",
            )],
        ),
        (
            "MOD PP Resolution",
            MOD,
            &[(
                "Resolution 130 (Rev. Bucharest, 2022) of the Plenipotentiary Conference",
                "PP Resolution 130 (Rev. Bucharest, 2022)",
            )],
        ),
        (
            "MOD edition after the body",
            MOD,
            &[(
                "Resolution 130 (Rev. Bucharest, 2022) of the Plenipotentiary Conference",
                "Resolution 130 of the Plenipotentiary Conference (Rev. Bucharest, 2022)",
            )],
        ),
        (
            "MOD ; for ,",
            MOD,
            &[(
                "Resolution 130 (Rev. Bucharest, 2022) of the Plenipotentiary Conference",
                "Resolution 130 (Rev. Bucharest; 2022) of the Plenipotentiary Conference",
            )],
        ),
        (
            "MOD closing bracket lost",
            MOD,
            &[(
                "Resolution 130 (Rev. Bucharest, 2022) of the Plenipotentiary Conference",
                "Resolution 130 (Rev. Bucharest, 2022 of the Plenipotentiary Conference",
            )],
        ),
        (
            "MOD opening bracket lost",
            MOD,
            &[(
                "Resolution 130 (Rev. Bucharest, 2022) of the Plenipotentiary Conference",
                "Resolution 130 Rev. Bucharest, 2022) of the Plenipotentiary Conference",
            )],
        ),
        (
            "MOD both brackets lost",
            MOD,
            &[(
                "Resolution 130 (Rev. Bucharest, 2022) of the Plenipotentiary Conference",
                "Resolution 130 Rev. Bucharest, 2022 of the Plenipotentiary Conference",
            )],
        ),
        (
            "MOD place in another language",
            MOD,
            &[(
                "Resolution 130 (Rev. Bucharest, 2022) of the Plenipotentiary Conference",
                "Resolution 130 (Rev. Bucarest, 2022) of the Plenipotentiary Conference",
            )],
        ),
        (
            "Res. 50 of this assembly",
            NEW,
            &[(
                "Resolution 50 (Rev. New Delhi, 2024) of this assembly",
                "Res. 50 (Rev. New Delhi, 2024) of this assembly",
            )],
        ),
        ("Resolution 50 and 52 (singular)", NEW, &[("Resolutions 52 and 58", "Resolution 52 and 58")]),
        ("Res 174", NEW, &[("Resolution 174 (Rev", "Res 174 (Rev")]),
        (
            "resolution 50 of this assembly",
            NEW,
            &[(
                "Resolution 50 (Rev. New Delhi, 2024) of this assembly",
                "resolution 50 (Rev. New Delhi, 2024) of this assembly",
            )],
        ),
        (
            "place in another language, WTSA",
            NEW,
            &[(
                "Resolution 50 (Rev. New Delhi, 2024) of this assembly",
                "Resolution 50 (Rev. Nueva Delhi, 2024) of this assembly",
            )],
        ),
        (
            "place in another language, Genève",
            PP,
            &[("Resolution 77 (Rev. Geneva, 2022)", "Resolution 77 (Rev. Genève, 2022)")],
        ),
        (
            "WTSA-24 Resolution 50",
            NEW,
            &[("Resolution 50 (Rev. New Delhi, 2024) of this assembly", "WTSA-24 Resolution 50")],
        ),
        (
            "Resolution 50 of WTSA-24",
            NEW,
            &[("Resolution 50 (Rev. New Delhi, 2024) of this assembly", "Resolution 50 of WTSA-24")],
        ),
    ];
    check(
        slips,
        &expect![[r#"
        Res. 130 (…)
          citation-form warning 6:4 "Res." is written "Resolution" before a number; fix: Write "Resolution 130 (Rev. Bucharest, 2022) of the Plenipotentiary Conference"
        Resolution 130 of PP-22
          citation-form warning 6:4 "Resolution 130 of PP-22" is written "Resolution 130 (Rev. Bucharest, 2022) of the Plenipotentiary Conference"; fix: Write "Resolution 130 (Rev. Bucharest, 2022) of the Plenipotentiary Conference"
        PP-22 Resolution 130
          citation-form warning 6:4 "PP-22 Resolution 130" is written "Resolution 130 (Rev. Bucharest, 2022) of the Plenipotentiary Conference"; fix: Write "Resolution 130 (Rev. Bucharest, 2022) of the Plenipotentiary Conference"
        Resolution 130 (PP-22)
          citation-form warning 6:4 "Resolution 130 (PP-22)" is written "Resolution 130 (Rev. Bucharest, 2022) of the Plenipotentiary Conference"; fix: Write "Resolution 130 (Rev. Bucharest, 2022) of the Plenipotentiary Conference"
        (Rev. PP-22)
          citation-form warning 6:4 "Resolution 130 (Rev. PP-22)" is written "Resolution 130 (Rev. Bucharest, 2022) of the Plenipotentiary Conference"; fix: Write "Resolution 130 (Rev. Bucharest, 2022) of the Plenipotentiary Conference"
        small resolution
          citation-form warning 6:4 "resolution" is written "Resolution" before a number; fix: Write "Resolution 130 (Rev. Bucharest, 2022) of the Plenipotentiary Conference"
        PP Resolution
          citation-form warning 6:4 "PP Resolution 130 (Rev. Bucharest, 2022)" is written "Resolution 130 (Rev. Bucharest, 2022) of the Plenipotentiary Conference"; fix: Write "Resolution 130 (Rev. Bucharest, 2022) of the Plenipotentiary Conference"
        edition after the body
          citation-form warning 6:15 "130 of the Plenipotentiary Conference (Rev. Bucharest, 2022)" is written "130 (Rev. Bucharest, 2022) of the Plenipotentiary Conference"; fix: Write "130 (Rev. Bucharest, 2022) of the Plenipotentiary Conference"
        ; for ,
          citation-form warning 6:19 "(Rev. Bucharest; 2022)" is written "(Rev. Bucharest, 2022)"; fix: Write "(Rev. Bucharest, 2022)"
        closing bracket lost
          citation-form warning 6:19 "(Rev. Bucharest, 2022" is written "(Rev. Bucharest, 2022)"; fix: Write "(Rev. Bucharest, 2022)"
        opening bracket lost
          citation-form warning 6:19 "Rev. Bucharest, 2022)" is written "(Rev. Bucharest, 2022)"; fix: Write "(Rev. Bucharest, 2022)"
        both brackets lost
          citation-form warning 6:19 "Rev. Bucharest, 2022" is written "(Rev. Bucharest, 2022)"; fix: Write "(Rev. Bucharest, 2022)"
        place in another language
          citation-form warning 6:19 "(Rev. Bucarest, 2022)" is written "(Rev. Bucharest, 2022)"; fix: Write "(Rev. Bucharest, 2022)"
        MOD Res. 130 (…)
          citation-form warning 8:7 "Res." is written "Resolution" before a number; fix: Write "Resolution 130 (Rev. Bucharest, 2022) of the Plenipotentiary Conference"
        MOD Resolution 130 of PP-22
          citation-form warning 8:7 "Resolution 130 of PP-22" is written "Resolution 130 (Rev. Bucharest, 2022) of the Plenipotentiary Conference"; fix: Write "Resolution 130 (Rev. Bucharest, 2022) of the Plenipotentiary Conference"
        MOD PP-22 Resolution 130
          citation-form warning 8:7 "PP-22 Resolution 130" is written "Resolution 130 (Rev. Bucharest, 2022) of the Plenipotentiary Conference"; fix: Write "Resolution 130 (Rev. Bucharest, 2022) of the Plenipotentiary Conference"
        MOD Resolution 130 (PP-22)
          citation-form warning 8:7 "Resolution 130 (PP-22)" is written "Resolution 130 (Rev. Bucharest, 2022) of the Plenipotentiary Conference"; fix: Write "Resolution 130 (Rev. Bucharest, 2022) of the Plenipotentiary Conference"
        MOD (Rev. PP-22)
          citation-form warning 8:7 "Resolution 130 (Rev. PP-22)" is written "Resolution 130 (Rev. Bucharest, 2022) of the Plenipotentiary Conference"; fix: Write "Resolution 130 (Rev. Bucharest, 2022) of the Plenipotentiary Conference"
        MOD small resolution
          citation-form warning 8:7 "resolution" is written "Resolution" before a number; fix: Write "Resolution 130 (Rev. Bucharest, 2022) of the Plenipotentiary Conference"
        MOD PP Resolution
          citation-form warning 8:7 "PP Resolution 130 (Rev. Bucharest, 2022)" is written "Resolution 130 (Rev. Bucharest, 2022) of the Plenipotentiary Conference"; fix: Write "Resolution 130 (Rev. Bucharest, 2022) of the Plenipotentiary Conference"
        MOD edition after the body
          citation-form warning 8:18 "130 of the Plenipotentiary Conference (Rev. Bucharest, 2022)" is written "130 (Rev. Bucharest, 2022) of the Plenipotentiary Conference"; fix: Write "130 (Rev. Bucharest, 2022) of the Plenipotentiary Conference"
        MOD ; for ,
          citation-form warning 8:22 "(Rev. Bucharest; 2022)" is written "(Rev. Bucharest, 2022)"; fix: Write "(Rev. Bucharest, 2022)"
        MOD closing bracket lost
          citation-form warning 8:22 "(Rev. Bucharest, 2022" is written "(Rev. Bucharest, 2022)"; fix: Write "(Rev. Bucharest, 2022)"
        MOD opening bracket lost
          citation-form warning 8:22 "Rev. Bucharest, 2022)" is written "(Rev. Bucharest, 2022)"; fix: Write "(Rev. Bucharest, 2022)"
        MOD both brackets lost
          citation-form warning 8:22 "Rev. Bucharest, 2022" is written "(Rev. Bucharest, 2022)"; fix: Write "(Rev. Bucharest, 2022)"
        MOD place in another language
          citation-form warning 8:22 "(Rev. Bucarest, 2022)" is written "(Rev. Bucharest, 2022)"; fix: Write "(Rev. Bucharest, 2022)"
        Res. 50 of this assembly
          citation-form warning 8:4 "Res." is written "Resolution" before a number; fix: Write "Resolution 50 (Rev. New Delhi, 2024) of this assembly"
        Resolution 50 and 52 (singular)
          citation-form warning 9:4 "Resolution" is written "Resolutions" before a number; fix: Write "Resolutions 52 and 58 (Rev. New Delhi, 2024) of this assembly"
        Res 174
          citation-form warning 7:4 "Res" is written "Resolution" before a number; fix: Write "Resolution 174 (Rev. Busan, 2014) of the Plenipotentiary Conference"
        resolution 50 of this assembly
          citation-form warning 8:4 "resolution" is written "Resolution" before a number; fix: Write "Resolution 50 (Rev. New Delhi, 2024) of this assembly"
        place in another language, WTSA
          citation-form warning 8:18 "(Rev. Nueva Delhi, 2024)" is written "(Rev. New Delhi, 2024)"; fix: Write "(Rev. New Delhi, 2024)"
        place in another language, Genève
          citation-form warning 7:18 "(Rev. Genève, 2022)" is written "(Rev. Geneva, 2022)"; fix: Write "(Rev. Geneva, 2022)"
        WTSA-24 Resolution 50
          citation-form warning 8:4 "WTSA-24 Resolution 50" is written "Resolution 50 (Rev. New Delhi, 2024) of this assembly"; fix: Write "Resolution 50 (Rev. New Delhi, 2024) of this assembly"
        Resolution 50 of WTSA-24
          citation-form warning 8:4 "Resolution 50 of WTSA-24" is written "Resolution 50 (Rev. New Delhi, 2024) of this assembly"; fix: Write "Resolution 50 (Rev. New Delhi, 2024) of this assembly"
    "#]],
    );
}

#[test]
fn references_in_other_forms() {
    let slips: &[Slip] = &[
        ("considering b (no bracket, no above)", NEW, &[("considering b) above", "considering b")]),
        ("considering b above", NEW, &[("considering b) above", "considering b above")]),
        ("considering (b)", NEW, &[("considering b) above", "considering (b) above")]),
        ("paragraph b) of considering", NEW, &[("considering b) above", "paragraph b) of considering")]),
        (
            "(b) alone: paragraph (b) of considering",
            NEW,
            &[("considering b) above", "paragraph (b) of considering above")],
        ),
        ("MOD considering b (no bracket, no above)", MOD, &[("considering b) above", "considering b")]),
        ("MOD considering b above", MOD, &[("considering b) above", "considering b above")]),
        ("MOD considering (b)", MOD, &[("considering b) above", "considering (b) above")]),
        ("MOD paragraph b) of considering", MOD, &[("considering b) above", "paragraph b) of considering")]),
        (
            "MOD (b) alone: paragraph (b) of considering",
            MOD,
            &[("considering b) above", "paragraph (b) of considering above")],
        ),
        ("operative paragraph 1", NEW, &[("resolves 1 be looked", "operative paragraph 1 be looked")]),
        ("operative paragraph 9 (none)", NEW, &[("resolves 1 be looked", "operative paragraph 9 be looked")]),
        (
            "MOD operative paragraph 9",
            MOD,
            &[("resolves 1 above{++, as the keepers ask++}", "resolves 1 above{++, as operative paragraph 9 asks++}")],
        ),
        ("a) & b)", NEW, &[("considering b) above", "considering a) & b) above")]),
        ("b) & z)", NEW, &[("considering b) above", "considering b) & z) above")]),
        ("MOD b) & z)", MOD, &[("considering b) above", "considering b) & z) above")]),
        ("considering c) (iii)", NEW, &[("considering b) above", "considering b) (iii) above")]),
        ("considering b) (ii)", NEW, &[("considering b) above", "considering b) (ii) above")]),
        (
            "instructs the Director 9 without above",
            NEW,
            &[(
                "in resolves 1 to 3 above",
                "in instructs the Director of the Telecommunication Standardization Bureau 9",
            )],
        ),
        (
            "instructs the Director 9, mid sentence",
            NEW,
            &[(
                "resolves 1 be looked at",
                "instructs the Director of the Telecommunication Standardization Bureau 9 be looked at",
            )],
        ),
        ("1O for 10", NEW, &[("resolves 1 to 3 above", "resolves 1O above")]),
        ("1l for 11", NEW, &[("under resolves 1 be", "under resolves 1l above be")]),
        ("MOD 1O for 10", MOD, &[("{++, as the keepers ask++}", "{++, as resolves 1O above asks++}")]),
        ("PP considering a;", PP, &[("as considering a) above asks", "named in considering a")]),
    ];
    check(
        slips,
        &expect![[r#"
        considering b (no bracket, no above)
          reference-form warning 15:32 considering b lacks the bracket of b); fix: Put in the bracket
        considering b above
          reference-form warning 15:32 considering b above lacks the bracket of b); fix: Put in the bracket
        considering (b)
          reference-form warning 15:32 "considering (b)" is written "considering b)"; fix: Write "considering b)"
        paragraph b) of considering
          reference-form warning 15:32 "paragraph b) of considering" is written "considering b)"; fix: Write "considering b)"
        (b) alone: paragraph (b) of considering
          reference-form warning 15:32 "paragraph (b) of considering" is written "considering b)"; fix: Write "considering b)"
        MOD considering b (no bracket, no above)
          reference-form warning 13:35 considering b lacks the bracket of b); fix: Put in the bracket
        MOD considering b above
          reference-form warning 13:35 considering b above lacks the bracket of b); fix: Put in the bracket
        MOD considering (b)
          reference-form warning 13:35 "considering (b)" is written "considering b)"; fix: Write "considering b)"
        MOD paragraph b) of considering
          reference-form warning 13:35 "paragraph b) of considering" is written "considering b)"; fix: Write "considering b)"
        MOD (b) alone: paragraph (b) of considering
          reference-form warning 13:35 "paragraph (b) of considering" is written "considering b)"; fix: Write "considering b)"
        operative paragraph 1
          reference-form warning 22:30 "operative paragraph 1" is written "resolves 1"; fix: Write "resolves 1"
        operative paragraph 9 (none)
          dangling-reference error 22:50 There is no 9 in resolves, which runs from 1 to 3
        MOD operative paragraph 9
          dangling-reference error 17:78 There is no 9 in resolves, which runs from 1 to 2
        a) & b)
          reference-form warning 15:32 "considering a) & b)" is written "considering a) and b)"; fix: Write "considering a) and b)"
        b) & z)
          dangling-reference error 15:49 There is no z) in considering, which runs from a) to d)
        MOD b) & z)
          dangling-reference error 13:52 There is no z) in considering, which runs from a) to d)
        considering c) (iii)
          dangling-reference error 15:44 There is no iii) in considering b), which runs from i) to ii)
        considering b) (ii)
          reference-form warning 15:32 "considering b) (ii)" is written "considering b) ii)"; fix: Write "considering b) ii)"
        instructs the Director 9 without above
          dangling-reference error 25:123 There is no 9 in instructs the Director of the Telecommunication Standardization Bureau, which runs from 1 to 2
        instructs the Director 9, mid sentence
          dangling-reference error 22:101 There is no 9 in instructs the Director of the Telecommunication Standardization Bureau, which runs from 1 to 2
        1O for 10
          dangling-reference error 25:61 There is no 10 in resolves, which runs from 1 to 3
        1l for 11
          dangling-reference error 22:39 There is no 11 in resolves, which runs from 1 to 3
        MOD 1O for 10
          dangling-reference error 17:67 There is no 10 in resolves, which runs from 1 to 2
        PP considering a;
          reference-form warning 13:43 considering a lacks the bracket of a); fix: Put in the bracket
    "#]],
    );
}

#[test]
fn annexes_and_titles() {
    let slips: &[Slip] = &[
        (
            "Annex 2 with one annex",
            NEW,
            &[("the form in Annex 1 to this resolution", "the form in Annex 2 to this resolution")],
        ),
        (
            "Annex 1, none in the text",
            PP,
            &[("to publish what is found", "to publish what is found in Annex 1 to this resolution")],
        ),
        ("MOD Annex 1 with none", MOD, &[("as the keepers ask", "in the form of Annex 1 to this resolution")]),
        (
            "§ 3 that the annex does not have",
            NEW,
            &[("the form in Annex 1 to this resolution", "the form in § 3 of Annex 1 to this resolution")],
        ),
        (
            "§ 9 of the annex to this resolution",
            NEW,
            &[("the form in Annex 1 to this resolution", "the form in § 9 of the annex to this resolution")],
        ),
        (
            "annex heading with another number",
            NEW,
            &[("(to Resolution [IAP-1] (New Delhi, 2024))", "(to Resolution [IAP-7] (New Delhi, 2024))")],
        ),
        (
            "annex heading of another meeting",
            NEW,
            &[("(to Resolution [IAP-1] (New Delhi, 2024))", "(to Resolution [IAP-1] (Geneva, 2022))")],
        ),
        (
            "annex heading one line, other number",
            PP,
            &[("Reasons:", "ANNEX TO RESOLUTION [EUR-9] (Bucharest, 2022)\nList\nReasons:")],
        ),
        (
            "annex heading MOD other meeting",
            MOD,
            &[("Reasons:", "{++ANNEX\n(to Resolution 96 (Rev. Geneva, 2022))\nList\n++}Reasons:")],
        ),
        (
            "annex heading MOD other number",
            MOD,
            &[("Reasons:", "{++ANNEX\n(to Resolution 69 (Rev. New Delhi, 2024))\nList\n++}Reasons:")],
        ),
        (
            "title of 130 after 131",
            NEW,
            &[(
                "Resolution 130 (Rev. Bucharest, 2022) of the Plenipotentiary Conference, which asks for trust",
                "Resolution 131 (Rev. Bucharest, 2022) of the Plenipotentiary Conference, on strengthening the role of ITU in building confidence and security in the use of information and communication technologies",
            )],
        ),
        (
            "MOD title of 130 after 131",
            MOD,
            &[(
                "Resolution 130 (Rev. Bucharest, 2022) of the Plenipotentiary Conference, which asks for trust",
                "Resolution 131 (Rev. Bucharest, 2022) of the Plenipotentiary Conference, on strengthening the role of ITU in building confidence and security in the use of information and communication technologies",
            )],
        ),
    ];
    check(
        slips,
        &expect![[r#"
        Annex 2 with one annex
          dangling-reference error 21:70 There is no annex 2: this text has annex 1
        Annex 1, none in the text
          dangling-reference hint 14:31 This text has no annex 1
        MOD Annex 1 with none
          dangling-reference hint 17:70 This text has no annex 1
        § 3 that the annex does not have
          dangling-reference error 21:70 There is no § 3 in the annex, which runs from 1 to 2
        § 9 of the annex to this resolution
          dangling-reference error 21:70 There is no § 9 in the annex, which runs from 1 to 2
        annex heading with another number
          edition-mismatch error 29:16 The heading of this annex says Resolution [IAP-7], but that of the text says Resolution [IAP-1]
        annex heading of another meeting
          edition-mismatch error 29:24 The heading of this annex says Geneva, 2022, but that of the text says New Delhi, 2024
        annex heading one line, other number
          edition-mismatch error 17:21 The heading of this annex says Resolution [EUR-9], but that of the text says Resolution [EUR-2]
        annex heading MOD other meeting
          edition-mismatch error 21:19 The heading of this annex says Geneva, 2022, but that of the text says New Delhi, 2024
        annex heading MOD other number
          edition-mismatch error 21:16 The heading of this annex says Resolution 69, but that of the text says Resolution 96
        title of 130 after 131
          title-drift hint 6:80 This is the title of Resolution 130
        MOD title of 130 after 131
          title-drift hint 8:83 This is the title of Resolution 130
    "#]],
    );
}

#[test]
fn words_signs_and_names() {
    let slips: &[Slip] = &[
        (
            "( not closed",
            NEW,
            &[("that a lamp which is out is as bad as none", "that a lamp which (that is is out is as bad as none")],
        ),
        (
            ") not opened",
            NEW,
            &[("that a lamp which is out is as bad as none", "that a lamp which that is) is out is as bad as none")],
        ),
        (
            "“ not closed",
            NEW,
            &[("that a lamp which is out is as bad as none", "that a lamp which “that is is out is as bad as none")],
        ),
        (
            "” not opened",
            NEW,
            &[("that a lamp which is out is as bad as none", "that a lamp which that is” is out is as bad as none")],
        ),
        (
            "\" odd",
            NEW,
            &[("that a lamp which is out is as bad as none", "that a lamp which \"that is is out is as bad as none")],
        ),
        (
            ",,",
            NEW,
            &[(
                "that a lamp which is out is as bad as none",
                "that a lamp which that is,, where is out is as bad as none",
            )],
        ),
        (
            "Telecommunications Standardization Bureau",
            NEW,
            &[(
                "that a lamp which is out is as bad as none",
                "that a lamp which is out is as bad as none by the Telecommunications Standardization Bureau",
            )],
        ),
        (
            "Radio Communication Bureau",
            NEW,
            &[(
                "that a lamp which is out is as bad as none",
                "that a lamp which is out is as bad as none by the Radio Communication Bureau",
            )],
        ),
        (
            "Study Group 51",
            NEW,
            &[(
                "that a lamp which is out is as bad as none",
                "that a lamp which is out is as bad as none by ITU-T Study Group 51",
            )],
        ),
        (
            "MOD ( not closed",
            MOD,
            &[(
                "that the light described in considering b) above is seen from far away",
                "that the light described (that is in considering b) above is seen from far away",
            )],
        ),
        (
            "MOD ) not opened",
            MOD,
            &[(
                "that the light described in considering b) above is seen from far away",
                "that the light described that is) in considering b) above is seen from far away",
            )],
        ),
        (
            "MOD “ not closed",
            MOD,
            &[(
                "that the light described in considering b) above is seen from far away",
                "that the light described “that is in considering b) above is seen from far away",
            )],
        ),
        (
            "MOD ” not opened",
            MOD,
            &[(
                "that the light described in considering b) above is seen from far away",
                "that the light described that is” in considering b) above is seen from far away",
            )],
        ),
        (
            "MOD \" odd",
            MOD,
            &[(
                "that the light described in considering b) above is seen from far away",
                "that the light described \"that is in considering b) above is seen from far away",
            )],
        ),
        (
            "MOD ,,",
            MOD,
            &[(
                "that the light described in considering b) above is seen from far away",
                "that the light described that is,, where in considering b) above is seen from far away",
            )],
        ),
        (
            "MOD Telecommunications Standardization Bureau",
            MOD,
            &[(
                "that the light described in considering b) above is seen from far away",
                "that the light described in considering b) above is seen from far away by the Telecommunications Standardization Bureau",
            )],
        ),
        (
            "MOD Radio Communication Bureau",
            MOD,
            &[(
                "that the light described in considering b) above is seen from far away",
                "that the light described in considering b) above is seen from far away by the Radio Communication Bureau",
            )],
        ),
        (
            "MOD Study Group 51",
            MOD,
            &[(
                "that the light described in considering b) above is seen from far away",
                "that the light described in considering b) above is seen from far away by ITU-T Study Group 51",
            )],
        ),
        (
            "PP ( not closed",
            PP,
            &[("that harbours need lamps in every season", "that harbours need lamps (that is in every season")],
        ),
        (
            "PP ) not opened",
            PP,
            &[("that harbours need lamps in every season", "that harbours need lamps that is) in every season")],
        ),
        (
            "PP “ not closed",
            PP,
            &[("that harbours need lamps in every season", "that harbours need lamps “that is in every season")],
        ),
        (
            "PP ” not opened",
            PP,
            &[("that harbours need lamps in every season", "that harbours need lamps that is” in every season")],
        ),
        (
            "PP \" odd",
            PP,
            &[("that harbours need lamps in every season", "that harbours need lamps \"that is in every season")],
        ),
        (
            "PP ,,",
            PP,
            &[("that harbours need lamps in every season", "that harbours need lamps that is,, where in every season")],
        ),
        (
            "PP Telecommunications Standardization Bureau",
            PP,
            &[(
                "that harbours need lamps in every season",
                "that harbours need lamps in every season by the Telecommunications Standardization Bureau",
            )],
        ),
        (
            "PP Radio Communication Bureau",
            PP,
            &[(
                "that harbours need lamps in every season",
                "that harbours need lamps in every season by the Radio Communication Bureau",
            )],
        ),
        (
            "PP Study Group 51",
            PP,
            &[(
                "that harbours need lamps in every season",
                "that harbours need lamps in every season by ITU-T Study Group 51",
            )],
        ),
        (
            "clause twice",
            NEW,
            &[(
                "recognizing\nthat a lamp",
                "recognizing\na)\tthat a lamp which stands on the rock is seen from far away;\nb)\tthat a lamp which stands on the rock is seen from far away;\nc)\tthat a lamp",
            )],
        ),
        (
            "clause twice, apart",
            PP,
            &[(
                "b)\tthat the harbour masters who look after these lamps meet seldom,",
                "b)\tthat the harbour masters who look after these lamps meet seldom;\nc)\tthat winters are long;\nd)\tthat the harbour masters who look after these lamps meet seldom,",
            )],
        ),
        (
            "MOD clause twice",
            MOD,
            &[(
                "d)\tthat Study Group 17 has looked at the matter of these lights,",
                "d)\tthat Study Group 17 has looked at the matter of these lights;\ne)\tthat Study Group 17 has looked at the matter of these lights,",
            )],
        ),
        (
            "Director of the Standardization Bureau (call)",
            NEW,
            &[(
                "instructs the Director of the Telecommunication Standardization Bureau",
                "instructs the Director of the Telecommunications Standardization Bureau",
            )],
        ),
        ("Secretary General", PP, &[("instructs the Secretary-General", "instructs the Secretary General")]),
        (
            "Telecommunication Standardisation Advisory Group",
            NEW,
            &[("as bad as none", "as bad as none for the Telecommunications Standardization Advisory Group")],
        ),
        (
            "Telecommunications Development Bureau",
            PP,
            &[("every season", "every season, as the Telecommunications Development Bureau found")],
        ),
    ];
    check(
        slips,
        &expect![[r#"
        ( not closed
          unbalanced-mark hint 18:19 This bracket is not closed
        ) not opened
          unbalanced-mark hint 18:26 This bracket closes none that was opened
        “ not closed
          unbalanced-mark hint 18:19 This quotation mark is not closed
        ” not opened
          unbalanced-mark hint 18:26 This quotation mark closes none that was opened
        " odd
          unbalanced-mark hint 18:19 This quotation mark lacks its other half
        ,,
          repeated-word hint 18:26 `,` is written twice; fix (look first): Write `,` once
        Telecommunications Standardization Bureau
          unknown-name hint 18:51 "Telecommunications Standardization Bureau" is called "Telecommunication Standardization Bureau"; fix (look first): Write "Telecommunication Standardization Bureau"
        Radio Communication Bureau
          unknown-name hint 18:51 "Radio Communication Bureau" is called "Radiocommunication Bureau"; fix (look first): Write "Radiocommunication Bureau"
        Study Group 51
          unknown-name hint 18:53 No Sector has had a Study Group 51: the highest is 21 (2025 to 2028)
        MOD ( not closed
          unbalanced-mark hint 13:32 This bracket is not closed
        MOD ) not opened
          unbalanced-mark hint 13:39 This bracket closes none that was opened
        MOD “ not closed
          unbalanced-mark hint 13:32 This quotation mark is not closed
        MOD ” not opened
          unbalanced-mark hint 13:39 This quotation mark closes none that was opened
        MOD " odd
          unbalanced-mark hint 13:32 This quotation mark lacks its other half
        MOD ,,
          repeated-word hint 13:39 `,` is written twice; fix (look first): Write `,` once
        MOD Telecommunications Standardization Bureau
          unknown-name hint 13:85 "Telecommunications Standardization Bureau" is called "Telecommunication Standardization Bureau"; fix (look first): Write "Telecommunication Standardization Bureau"
        MOD Radio Communication Bureau
          unknown-name hint 13:85 "Radio Communication Bureau" is called "Radiocommunication Bureau"; fix (look first): Write "Radiocommunication Bureau"
        MOD Study Group 51
          unknown-name hint 13:87 No Sector has had a Study Group 51: the highest is 21 (2025 to 2028)
        PP ( not closed
          unbalanced-mark hint 10:29 This bracket is not closed
        PP ) not opened
          unbalanced-mark hint 10:36 This bracket closes none that was opened
        PP “ not closed
          unbalanced-mark hint 10:29 This quotation mark is not closed
        PP ” not opened
          unbalanced-mark hint 10:36 This quotation mark closes none that was opened
        PP " odd
          unbalanced-mark hint 10:29 This quotation mark lacks its other half
        PP ,,
          repeated-word hint 10:36 `,` is written twice; fix (look first): Write `,` once
        PP Telecommunications Standardization Bureau
          unknown-name hint 10:52 "Telecommunications Standardization Bureau" is called "Telecommunication Standardization Bureau"; fix (look first): Write "Telecommunication Standardization Bureau"
        PP Radio Communication Bureau
          unknown-name hint 10:52 "Radio Communication Bureau" is called "Radiocommunication Bureau"; fix (look first): Write "Radiocommunication Bureau"
        PP Study Group 51
          unknown-name hint 10:54 No Sector has had a Study Group 51: the highest is 21 (2025 to 2028)
        clause twice
          repeated-clause warning 19:1 This clause stands twice in its section, word for word
        clause twice, apart
          repeated-clause warning 13:1 This clause stands twice in its section, word for word
        MOD clause twice
          repeated-clause warning 15:1 This clause stands twice in its section, word for word
        Director of the Standardization Bureau (call)
          unknown-name hint 23:31 "Telecommunications Standardization Bureau" is called "Telecommunication Standardization Bureau"; fix (look first): Write "Telecommunication Standardization Bureau"
        Secretary General
          unknown-name hint 15:15 "Secretary General" is called "Secretary-General"; fix (look first): Write "Secretary-General"
        Telecommunication Standardisation Advisory Group
          unknown-name hint 18:52 "Telecommunications Standardization Advisory Group" is called "Telecommunication Standardization Advisory Group"; fix (look first): Write "Telecommunication Standardization Advisory Group"
        Telecommunications Development Bureau
          unknown-name hint 10:53 "Telecommunications Development Bureau" is called "Telecommunication Development Bureau"; fix (look first): Write "Telecommunication Development Bureau"
    "#]],
    );
}

#[test]
fn labels() {
    let slips: &[Slip] = &[
        ("B)", NEW, &[("b)\tthat keepers", "B)\tthat keepers")]),
        ("MOD D)", MOD, &[("d)\tthat Study", "D)\tthat Study")]),
        ("b)bis before b)", NEW, &[("b)\tthat keepers of", "b)bis\tthat keepers have children;\nb)\tthat keepers of")]),
        ("bbis) in English", NEW, &[("c)\tthat the light", "bbis)\tthat keepers have children;\nc)\tthat the light")]),
        ("MOD bbis)", MOD, &[("{++c)\tthat the light", "{++bbis)\tthat keepers have children;\nc)\tthat the light")]),
        ("lost label", NEW, &[("c)\tResolution 50", "Resolution 50")]),
        ("lost number", NEW, &[("2\tto describe", "to describe")]),
        ("lost label PP", PP, &[("b)\tResolution 77", "Resolution 77")]),
        ("lost label MOD", MOD, &[("{++c)\tthat the light", "{++that the light")]),
        (
            "ii) first",
            NEW,
            &[("i)\twrite in few of them;\nii)\tread in more", "ii)\twrite in few of them;\niii)\tread in more")],
        ),
        ("ii) alone first", NEW, &[("i)\twrite in few of them;\n", "")]),
    ];
    check(
        slips,
        &expect![[r#"
            B)
              label-style information 12:1 B) is written b) in considering; fix: Write b)
            MOD D)
              label-style information 14:1 D) is written d) in considering; fix: Write d)
            b)bis before b)
              label-sequence error 12:1 b)bis stands before b) in considering, whose label it follows
            bbis) in English
              label-style information 15:1 bbis) is written b)bis in considering; fix: Write b)bis
            MOD bbis)
              label-style information 13:4 bbis) is written b)bis in considering; fix: Write b)bis
            lost label
              label-sequence error 8:1 c) is left out after recalling b): this line may have lost its label; fix (look first): Write c)
            lost number
              label-sequence error 21:1 2 is left out after resolves 1: this line may have lost its label; fix (look first): Write 2
            lost label PP
              label-sequence error 7:1 b) is left out after recalling a): this line may have lost its label; fix (look first): Write b)
            lost label MOD
              label-sequence error 13:4 c) is left out after considering b): this line may have lost its label; fix (look first): Write c)
            ii) first
              label-sequence error 13:1 considering b) begins with ii): i) is left out; fix (look first): Re-letter considering
            ii) alone first
              label-sequence error 13:1 considering b) begins with ii): i) is left out; fix (look first): Re-letter considering
        "#]],
    );
}

#[test]
fn once_is_enough() {
    let slips: &[Slip] = &[
        (
            "list: unknown meeting once",
            NEW,
            &[("Resolutions 52 and 58 (Rev. New Delhi, 2024)", "Resolutions 52 and 58 (Rev. New Dehli, 2024)")],
        ),
        (
            "list of three: unknown meeting once",
            NEW,
            &[("Resolutions 52 and 58 (Rev. New Delhi, 2024)", "Resolutions 52, 58 and 60 (Rev. New Dehli, 2024)")],
        ),
        (
            "list: unknown revision",
            NEW,
            &[(
                "Resolutions 52 and 58 (Rev. New Delhi, 2024) of this assembly",
                "Resolutions 52 and 58 (Rev. Bucharest, 2022) of this assembly",
            )],
        ),
        (
            "list: wrong body",
            NEW,
            &[(
                "Resolutions 52 and 58 (Rev. New Delhi, 2024) of this assembly",
                "Resolutions 52 and 58 (Rev. Dubai, 2012) of the Plenipotentiary Conference",
            )],
        ),
        ("unclosed {++", MOD, &[("{++ of the day and of the night++}", "{++ of the day and of the night")]),
        ("unclosed {--", MOD, &[("{++ of the day and of the night++}", "{-- of the day and of the night")]),
        (
            "unclosed {++ in a list",
            MOD,
            &[(
                "{++c)\tthat the light described in considering b) above is seen from far away;\nd)\tthat Study Group 17 has looked at the matter of these lights,\n++}",
                "{++c)\tthat the light described in considering b) above is seen from far away;\nd)\tthat Study Group 17 has looked at the matter of these lights,\n",
            )],
        ),
        ("unclosed {~~", MOD, &[("{~~Dubai, 2014~>Kigali, 2022~~}", "{~~Dubai, 2014~>Kigali, 2022")]),
    ];
    check(
        slips,
        &expect![[r#"
        list: unknown meeting once
          unknown-meeting error 9:32 WTSA did not meet at New Dehli, 2024; New Delhi, 2024 may be meant; fix (look first): Cite (Rev. New Delhi, 2024)
        list of three: unknown meeting once
          unknown-meeting error 9:36 WTSA did not meet at New Dehli, 2024; New Delhi, 2024 may be meant; fix (look first): Write (New Delhi, 2024)
        list: unknown revision
          unknown-meeting error 9:32 WTSA did not meet at Bucharest, 2022: that was the Plenipotentiary Conference; Geneva, 2022 may be meant; fix (look first): Cite (Rev. New Delhi, 2024)
        list: wrong body
          wrong-body warning 9:16 Resolution 52 (Rev. Dubai, 2012) is of WTSA, not "of the Plenipotentiary Conference"; fix (look first): Write "of the World Telecommunication Standardization Assembly"
        unclosed {++
          unclosed-change warning 11:39 This mark is not closed, or another begins inside it: an insertion is written {++…++}
        unclosed {--
          unclosed-change warning 11:39 This mark is not closed, or another begins inside it: a deletion is written {--…--}
        unclosed {++ in a list
          unclosed-change warning 13:1 This mark is not closed, or another begins inside it: an insertion is written {++…++}
        unclosed {~~
          unclosed-change warning 9:27 This mark is not closed, or another begins inside it: a replacement is written {~~…~>…~~}
    "#]],
    );
}
