//! What is offered, at all the places where something is.

use crate::testing::{Fixture, HEAD, check, dedent};
use expect_test::expect;

/// A clause that cites something, before another that does.
fn citing(words: &str) -> String {
    format!("//- head\nrecalling\na)\t{words}\nb)\tResolution 1 (Rev. Bucharest, 2022);\n")
}

#[test]
fn a_text_is_found_by_number_or_title() {
    check(
        &citing("Resolution 130$0"),
        |it| it.completion(3),
        expect![[r#"
            `Resolution 130` -> `Resolution 130 (Rev. Bucharest, 2022) of the Plenipotentiary Conference` Strengthening the role of ITU in building confidence and security in the use of information and communication technologies
            `Resolution 130` -> `ITU Council Resolution 1305` -
            `Resolution 130` -> `ITU Council Resolution 1306` -
            and 2 more
        "#]],
    );
    check(
        &citing("Resolution 13$00 (Rev. Busan, 2014) of the Plenipotentiary Conference, on"),
        |it| it.completion(3),
        expect![[r#"
            `Resolution 130 (Rev. Busan, 2014) of the Plenipotentiary Conference` -> `Resolution 130 (Rev. Bucharest, 2022) of the Plenipotentiary Conference` Strengthening the role of ITU in building confidence and security in the use of information and communication technologies
            `Resolution 130 (Rev. Busan, 2014) of the Plenipotentiary Conference` -> `Resolution 131 (Rev. Bucharest, 2022) of the Plenipotentiary Conference` edition unverified · Measuring information and communication technologies to build an integrating and inclusive information society
            `Resolution 130 (Rev. Busan, 2014) of the Plenipotentiary Conference` -> `Resolution 133 (Rev. Bucharest, 2022) of the Plenipotentiary Conference` edition unverified · Role of administrations of Member States in the management of internationalized (multilingual) domain names
            and 5 more
        "#]],
    );
    check(
        &citing("Resolution cyber$0"),
        |it| it.completion(3),
        expect![[r#"
            `Resolution cyber` -> `Resolution 50 (Rev. New Delhi, 2024) of this assembly` Cybersecurity
            `Resolution cyber` -> `UNGA Resolution 57/239` Creation of a global culture of cybersecurity
            `Resolution cyber` -> `UNGA Resolution 58/199` Creation of a global culture of cybersecurity and the protection of critical information infrastructures
            and 5 more
        "#]],
    );
    check(
        &citing("in Resolution on child onl$0"),
        |it| it.completion(3),
        expect![[r#"
            `Resolution on child onl` -> `Resolution 179 (Rev. Bucharest, 2022) of the Plenipotentiary Conference` ITU's role in child online protection
            `Resolution on child onl` -> `Resolution 67 (Rev. Kigali, 2022) of the World Telecommunication Development Conference` The role of the ITU Telecommunication Development Sector in child online protection
            `Resolution on child onl` -> `UNGA Resolution 74/174` Countering child sexual exploitation and sexual abuse online
        "#]],
    );
    check(
        &citing("UNGA Resolution 57$0"),
        |it| it.completion(3),
        expect![[r#"
        `UNGA Resolution 57` -> `UNGA Resolution 57/239` Creation of a global culture of cybersecurity
    "#]],
    );
    check(
        &citing("WTSA Resolution 5$0"),
        |it| it.completion(3),
        expect![[r#"
        `WTSA Resolution 5` -> `Resolution 50 (Rev. New Delhi, 2024) of this assembly` Cybersecurity
        `WTSA Resolution 5` -> `Resolution 52 (Rev. New Delhi, 2024) of this assembly` Countering and combating spam
        `WTSA Resolution 5` -> `Resolution 53 (Rev. Johannesburg, 2008) of the World Telecommunication Standardization Assembly` Establishment of a workshop and seminar coordination group
        and 3 more
    "#]],
    );
    check(
        &citing("Resolution 2 of the Plenip$0"),
        |it| it.completion(3),
        expect![[r#"
        `Resolution 2 of the Plenip` -> `Resolution 2 (Rev. Bucharest, 2022) of the Plenipotentiary Conference` World telecommunication/information and communication technology policy forum
        `Resolution 2 of the Plenip` -> `Resolution 21 (Rev. Bucharest, 2022) of the Plenipotentiary Conference` Measures concerning alternative calling procedures on international telecommunication networks
        `Resolution 2 of the Plenip` -> `Resolution 22 (Rev. Antalya, 2006) of the Plenipotentiary Conference` Apportionment of revenues in providing international telecommunication services
        and 26 more
    "#]],
    );
    check(
        &citing("Resolution ITU-R 7$0"),
        |it| it.completion(3),
        expect![[r#"
            `Resolution ITU-R 7` -> `Resolution ITU‑R 7-4` Telecommunication development including liaison and collaboration with the ITU Telecommunication Development Sector
            `Resolution ITU-R 7` -> `Resolution ITU‑R 70-1` Principles for the future development of broadcasting
            `Resolution ITU-R 7` -> `Resolution ITU‑R 71-1` Role of the Radiocommunication Sector in the ongoing development of television, sound and multimedia broadcasting
            and 4 more
        "#]],
    );
    check(
        &citing("Resolutions 50 (Rev. New Delhi, 2024) and 5$0"),
        |it| it.completion(3),
        expect![[r#"
            `5` -> `50 (Rev. New Delhi, 2024)` Cybersecurity
            `5` -> `52 (Rev. New Delhi, 2024)` Countering and combating spam
            `5` -> `53 (Rev. Johannesburg, 2008)` Establishment of a workshop and seminar coordination group
            and 97 more
            incomplete
        "#]],
    );
    check(
        &citing("Resolutions 50 (Rev. New Delhi, 20$0"),
        |it| it.completion(3),
        expect![[r#"
        `Rev. New Delhi, 20` -> `Rev. New Delhi, 2024)` of this assembly · WTSA
    "#]],
    );
    check(
        &citing("Resolution 1 and Resolution 18$0"),
        |it| it.completion(3),
        expect![[r#"
            `Resolution 18` -> `Resolution 18 (Rev. Hammamet, 2016) of the World Telecommunication Standardization Assembly` Principles and procedures for the allocation of work to, and strengthening coordination and cooperation among, the ITU Radiocommunication, ITU Telecommunication Standardization and ITU Telecommunication Development Sectors
            `Resolution 18` -> `Resolution 18 (Kyoto, 1994) of the Plenipotentiary Conference` -
            `Resolution 18` -> `Resolution 18 (Rev. Kigali, 2022) of the World Telecommunication Development Conference` Special technical assistance to Palestine
            and 19 more
        "#]],
    );
    check(
        &citing("Decision 5$0"),
        |it| it.completion(3),
        expect![[r#"
            `Decision 5` -> `Decision 5 (Rev. Bucharest, 2022) of the Plenipotentiary Conference` Revenue and expenses for the Union for the period 2024-2027
            `Decision 5` -> `ITU Council Decision 545` Non-payment of cost recovery fees relating to satellite network filings
        "#]],
    );
    check(&citing("Resolution zebra$0"), |it| it.completion(3), expect![[""]]);
    check(&citing("this Resolution $0"), |it| it.completion(3), expect![[""]]);
    check(&citing("in that Resolution ask$0"), |it| it.completion(3), expect![[""]]);
    check(
        &citing("that Resolution 139$0"),
        |it| it.completion(3),
        expect![[r#"
            `Resolution 139` -> `Resolution 139 (Rev. Bucharest, 2022) of the Plenipotentiary Conference` edition unverified · Use of telecommunications/information and communication technologies to bridge the digital divide and build an inclusive information society
            `Resolution 139` -> `ITU Council Resolution 1396` Biennial Budget of the International Telecommunication Union for 2020-2021
            `Resolution 139` -> `ITU Council Resolution 1397` Financial operating report for the 2018 financial year
            and 1 more
        "#]],
    );
    check(
        &citing("Resolution 130 (Rev. Bu$0"),
        |it| it.completion(3),
        expect![[r#"
            `Rev. Bu` -> `Rev. Bucharest, 2022)` in force · Plenipotentiary Conference
            `Rev. Bu` -> `Rev. Busan, 2014)` older · Plenipotentiary Conference
        "#]],
    );
}

#[test]
fn spaces_are_as_the_draft_has_them() {
    let words = "//- head\nrecalling\na)\tResolution\u{a0}2 (Rev.\u{a0}Busan, 2014);\nb)\tResolution 130$0,\n";
    let item = Fixture::new(words).completions().items.remove(0);
    assert_eq!(item.insert, "Resolution\u{a0}130 (Rev.\u{a0}Bucharest, 2022) of the Plenipotentiary Conference");
}

#[test]
fn the_own_text_and_what_is_suppressed_come_last() {
    let own = HEAD.replace("96", "52");
    let items = Fixture::new(&format!("{own}recalling\nResolution 5$0,\n")).completions().items;
    let wtsa: Vec<_> = items.iter().map(|item| (&*item.label, item.deprecated)).collect();
    expect![[r#"
        [
            (
                "Resolution 50 (Rev. New Delhi, 2024) of this assembly",
                false,
            ),
            (
                "Resolution 53 (Rev. Johannesburg, 2008) of WTSA",
                false,
            ),
            (
                "Resolution 54 (Rev. Geneva, 2022) of WTSA",
                false,
            ),
            (
                "Resolution 685 (WRC-23)",
                false,
            ),
            (
                "Resolution 664 (Rev.WRC-23)",
                false,
            ),
            (
                "Resolution 255 (WRC-23)",
                false,
            ),
            (
                "Resolution 422 (WRC-12)",
                false,
            ),
        ]
    "#]]
    .assert_debug_eq(&wtsa.iter().take(3).chain(wtsa.iter().rev().take(4).rev()).collect::<Vec<_>>());
}

#[test]
fn all_are_too_many() {
    let found = Fixture::new("//- head\nrecalling\nResolution $0\n").completions();
    assert!(found.incomplete && found.items.len() == 100);
    assert!(found.items.windows(2).all(|pair| pair[0].sort < pair[1].sort));
}

#[test]
fn what_is_known_is_said_beside_the_list() {
    let fixture = Fixture::new("//- head\nrecalling\nResolution 130$0,\n");
    let items = fixture.completions().items;
    expect![[r#"
        Editions: Rev. Antalya, 2006 · Rev. Busan, 2014 · Rev. Dubai, 2018 · **Rev. Bucharest, 2022**

        *Source: [www.itu.int](https://www.itu.int/en/ITU-D/Cybersecurity/Pages/about-cybersecurity.aspx)*"#]]
    .assert_eq(&fixture.documentation(&items[0]));
}

#[test]
fn labels_follow_their_call() {
    let draft = |words: &str| {
        dedent(
            r"
                //- head
                considering
                a)	one:
                i)	this;
                ii)	that;
                b)	two;
                c)	WORDS
                considering further
                a)	more;
                b)	lamps,
                instructs the Director
                1	to go;
                2	to stay.
            ",
        )
        .replace("WORDS", words)
    };
    check(
        &draft("in regard to considering $0"),
        |it| it.completion(9),
        expect![[r#"
        `` -> `a)` one:
        `` -> `a) i)` this;
        `` -> `a) ii)` that;
        `` -> `b)` two;
    "#]],
    );
    check(
        &draft("in regard to considering further $0 above"),
        |it| it.completion(9),
        expect![[r#"
        `` -> `a)` more;
        `` -> `b)` lamps,
    "#]],
    );
    check(
        &draft("in regard to considering b$0) above"),
        |it| it.completion(9),
        expect![[r#"
        `b)` -> `b)` two;
    "#]],
    );
    check(
        &draft("in regard to considering a) i$0"),
        |it| it.completion(9),
        expect![[r#"
        `a) i` -> `a) i)` this;
        `a) i` -> `a) ii)` that;
    "#]],
    );
    check(
        &draft("in regard to considering a) and $0"),
        |it| it.completion(9),
        expect![[r#"
        `` -> `a)` one:
        `` -> `a) i)` this;
        `` -> `a) ii)` that;
        `` -> `b)` two;
    "#]],
    );
    check(
        &draft("under instructs the Director $0"),
        |it| it.completion(9),
        expect![[r#"
        `` -> `1` to go;
        `` -> `2` to stay.
    "#]],
    );
    check(&draft("in regard to recognizing $0"), |it| it.completion(9), expect![[""]]);
    check(
        &draft("considering $0"),
        |it| it.completion(9),
        expect![[r#"
        `` -> `a)` one:
        `` -> `a) i)` this;
        `` -> `a) ii)` that;
        `` -> `b)` two;
    "#]],
    );
    check(
        &draft("two;\nconsidering $0"),
        |it| it.completion(9),
        expect![[r#"
        `considering ` -> `considering further` preamble
    "#]],
    );
    check(&draft("in considering the $0"), |it| it.completion(9), expect![[""]]);
}

#[test]
fn calls_begin_a_line() {
    check(
        r"
            //- head
            recalling
            a)	one,
            $0
            resolves
            1	to go.
        ",
        |it| it.completion(4),
        expect![[r#"
            `` -> `considering` preamble
            `` -> `recognizing` preamble
            `` -> `noting` preamble
            `` -> `taking into account` preamble
            and 69 more
        "#]],
    );
    check(
        r"
            //- head
            recalling
            a)	one,
            rec$0
            resolves
            1	to go.
        ",
        |it| it.completion(4),
        expect![[r#"
            `rec` -> `recognizing` preamble
            `rec` -> `recalling further` preamble
            `rec` -> `recommends` operative
            `rec` -> `recalling` preamble
        "#]],
    );
    check(
        r"
            //- head
            recalling
            a)	one,
            resolves
            1	to go,
              i$0
        ",
        |it| it.completion(4),
        expect![[r#"
            `i` -> `instructs the Director of the Telecommunication Standardization Bureau` operative, to someone
            `i` -> `instructs the Telecommunication Standardization Advisory Group` operative, to someone
            `i` -> `invites the Secretary-General` operative, to someone
            `i` -> `invites the Director of the Telecommunication Standardization Bureau` operative, to someone
            and 5 more
        "#]],
    );
    check(
        r"
            //- head
            r$0",
        |it| it.completion(3),
        expect![[r#"
            `r` -> `recalling` preamble
            `r` -> `recognizing` preamble
            `r` -> `reaffirming` preamble
            and 6 more
        "#]],
    );
    check(
        r"
            //- head
            recalling
            a)	one,
            {++not$0++}
        ",
        |it| it.completion(4),
        expect![[r#"
        `not` -> `noting` preamble
    "#]],
    );
}

#[test]
fn no_call_begins_inside_a_clause() {
    check(
        r"
            //- head
            recalling
            a)	that one
            rec$0
            b)	two,
        ",
        |it| it.completion(4),
        expect![[""]],
    );
    check(
        r"
            //- head
            recalling
            rec$0
        ",
        |it| it.completion(4),
        expect![[""]],
    );
    check(
        r"
            //- head
            recalling
            a)	one;
            rec$0ognizing that lamps are lit,
        ",
        |it| it.completion(4),
        expect![[""]],
    );
    check(
        r"
            //- head
            resolves
            1	to go.
            ANNEX 1
            r$0
        ",
        |it| it.completion(4),
        expect![[""]],
    );
    check(
        r"
            RESOLUTION 5 (Rev. New Delhi, 2024)
            r$0
            The World Telecommunication Standardization Assembly (New Delhi, 2024),
            noting
            lamps,
        ",
        |it| it.completion(3),
        expect![[""]],
    );
}

#[test]
fn editions_stand_after_a_number() {
    check(
        &citing("Resolution 130 ($0"),
        |it| it.completion(3),
        expect![[r#"
            `` -> `Rev. Bucharest, 2022)` in force · Plenipotentiary Conference
            `` -> `Rev. Dubai, 2018)` older · Plenipotentiary Conference
            `` -> `Rev. Busan, 2014)` older · Plenipotentiary Conference
            and 2 more
        "#]],
    );
    check(
        &citing("Resolution 130 (Rev. $0"),
        |it| it.completion(3),
        expect![[r#"
            `Rev. ` -> `Rev. Bucharest, 2022)` in force · Plenipotentiary Conference
            `Rev. ` -> `Rev. Dubai, 2018)` older · Plenipotentiary Conference
            `Rev. ` -> `Rev. Busan, 2014)` older · Plenipotentiary Conference
            and 2 more
        "#]],
    );
    check(
        &citing("Resolution 130 (Rev. Bu$0"),
        |it| it.completion(3),
        expect![[r#"
            `Rev. Bu` -> `Rev. Bucharest, 2022)` in force · Plenipotentiary Conference
            `Rev. Bu` -> `Rev. Busan, 2014)` older · Plenipotentiary Conference
        "#]],
    );
    check(
        &citing("Resolution 130 (Rev. $0)"),
        |it| it.completion(3),
        expect![[r#"
            `Rev. ` -> `Rev. Bucharest, 2022` in force · Plenipotentiary Conference
            `Rev. ` -> `Rev. Dubai, 2018` older · Plenipotentiary Conference
            `Rev. ` -> `Rev. Busan, 2014` older · Plenipotentiary Conference
            and 2 more
        "#]],
    );
    check(
        &citing("Resolution 130 (Rev. $0Busan, 2014) of the Plenipotentiary Conference"),
        |it| it.completion(3),
        expect![[r#"
        `Rev. Busan, 2014` -> `Rev. Bucharest, 2022` in force
        `Rev. Busan, 2014` -> `Rev. Dubai, 2018` older
        `Rev. Busan, 2014` -> `Rev. Busan, 2014` older
        and 1 more
    "#]],
    );
    check(
        &citing("Resolution 130 (Rev. Dubai, $0"),
        |it| it.completion(3),
        expect![[r#"
            `Rev. Dubai, ` -> `Rev. Dubai, 2018)` older · Plenipotentiary Conference
        "#]],
    );
    check(
        &citing("Resolution 130 (2014$0"),
        |it| it.completion(3),
        expect![[r#"
            `2014` -> `Rev. Busan, 2014)` older · Plenipotentiary Conference
        "#]],
    );
    check(
        &citing("Resolution 181 (Rev. $0"),
        |it| it.completion(3),
        expect![[r#"
        `Rev. ` -> `Guadalajara, 2010)` in force
    "#]],
    );
    check(
        &citing("WTSA Resolution 50 ($0"),
        |it| it.completion(3),
        expect![[r#"
        `` -> `Rev. New Delhi, 2024)` of this assembly
        `` -> `Rev. Geneva, 2022)` older
        `` -> `Rev. Hammamet, 2016)` older
        and 3 more
    "#]],
    );
    check(
        &citing("Resolution 50 ($0) of this assembly"),
        |it| it.completion(3),
        expect![[r#"
        `` -> `Rev. New Delhi, 2024` of this assembly
        `` -> `Rev. Geneva, 2022` older
        `` -> `Rev. Hammamet, 2016` older
        and 3 more
    "#]],
    );
    check(
        &citing("Resolutions 50 and 52 ($0"),
        |it| it.completion(3),
        expect![[r#"
            `` -> `Rev. New Delhi, 2024)` of this assembly · WTSA
            `` -> `Rev. Dubai, 2014)` the newest known · WTDC
            `` -> `Rev. Hammamet, 2016)` older · WTSA
            and 1 more
        "#]],
    );
    check(
        &citing("Resolution 770 (Rev.$0"),
        |it| it.completion(3),
        expect![[r#"
            `Rev.` -> `Rev.WRC-23)` in force
            `Rev.` -> `WRC-19)` older
        "#]],
    );
    check(&citing("Resolution 99999 (Bu$0"), |it| it.completion(3), expect![[""]]);
    check(&citing("the programme (Bu$0"), |it| it.completion(3), expect![[""]]);
    check(
        &citing("the plan of WTDC (Kig$0"),
        |it| it.completion(3),
        expect![[r#"
        `Kig` -> `Kigali, 2022)` WTDC-22, World Telecommunication Development Conference
    "#]],
    );
    check(
        &citing("the plan of WTDC ($0)"),
        |it| it.completion(3),
        expect![[r#"
        `` -> `Kigali, 2022` WTDC-22, World Telecommunication Development Conference
        `` -> `Buenos Aires, 2017` WTDC-17, World Telecommunication Development Conference
        `` -> `Dubai, 2014` WTDC-14, World Telecommunication Development Conference
        and 6 more
    "#]],
    );
}

#[test]
fn the_heading_has_the_coming_meeting() {
    let draft = r"
        RESOLUTION 96 (Rev. $0
        On harbour lights
        The World Telecommunication Standardization Assembly (New Delhi, 2024),
        resolves
        to go.
    ";
    expect![[r#"
        `Rev. ` -> `Rev. New Delhi, 2024)` WTSA-24, World Telecommunication Standardization Assembly
        `Rev. ` -> `Rev. Geneva, 2022)` WTSA-20, World Telecommunication Standardization Assembly
        `Rev. ` -> `Rev. Hammamet, 2016)` WTSA-16, World Telecommunication Standardization Assembly
        and 6 more
    "#]]
    .assert_eq(&Fixture::new(draft).completion(3));
}

#[test]
fn bodies_stand_after_an_edition() {
    check(
        &citing("Resolution 130 (Rev. Bucharest, 2022) of $0"),
        |it| it.completion(3),
        expect![[r#"
            `` -> `the Plenipotentiary Conference` has Resolution 130
            `` -> `the World Telecommunication Standardization Assembly` -
            `` -> `the World Telecommunication Development Conference` -
            and 8 more
        "#]],
    );
    check(
        &citing("Resolution 130 (Rev. Bucharest, 2022) of the Pl$0"),
        |it| it.completion(3),
        expect![[r#"
        `the Pl` -> `the Plenipotentiary Conference` has Resolution 130
    "#]],
    );
    check(
        &citing("Resolution 130 (Rev. Bucharest, 2022) of the $0Plenipotentiary Conference"),
        |it| it.completion(3),
        expect![[r#"
            `the Plenipotentiary Conference` -> `the Plenipotentiary Conference` has Resolution 130
            `the Plenipotentiary Conference` -> `the World Telecommunication Standardization Assembly` -
            `the Plenipotentiary Conference` -> `the World Telecommunication Development Conference` -
            and 8 more
        "#]],
    );
    check(
        &citing("Resolution 52 (Rev. New Delhi, 2024) of $0"),
        |it| it.completion(3),
        expect![[r#"
            `` -> `this assembly` has Resolution 52
            `` -> `the Plenipotentiary Conference` -
            `` -> `the World Telecommunication Development Conference` -
            and 8 more
        "#]],
    );
    check(
        &citing("Resolution 52 (Rev. New Delhi, 2024) of $0, on spam"),
        |it| it.completion(3),
        expect![[r#"
            `` -> `this assembly` has Resolution 52
            `` -> `the Plenipotentiary Conference` -
            `` -> `the World Telecommunication Development Conference` -
            and 8 more
        "#]],
    );
    check(
        &citing("Resolution 45 (Rev. Kigali, 2022) of WTDC and Resolutions 45 and 67 (Rev. Kigali, 2022) of W$0"),
        |it| it.completion(3),
        expect![[r#"
            `W` -> `the World Telecommunication Development Conference` has Resolution 67
            `W` -> `WTDC` has Resolution 67
            `W` -> `the World Telecommunication Standardization Assembly` -
            and 4 more
        "#]],
    );
    check(&citing("the role of $0"), |it| it.completion(3), expect![[""]]);
    check(&citing("Resolution 130 (Rev. Bucharest, 2022) adopted a plan of $0"), |it| it.completion(3), expect![[""]]);
}

#[test]
fn titles_stand_after_a_comma() {
    check(
        &citing("Resolution 130 (Rev. Bucharest, 2022) of the Plenipotentiary Conference, on $0"),
        |it| it.completion(3),
        expect![[r#"
        `` -> `strengthening the role of ITU in building confidence and security in the use of information and communication technologies` title as cited
    "#]],
    );
    check(
        &citing("Resolution 179 (Rev. Bucharest, 2022) of the Plenipotentiary Conference, on ITU$0"),
        |it| it.completion(3),
        expect![[r#"
        `ITU` -> `ITU's role in child online protection` title as cited
    "#]],
    );
    check(
        &citing("UNGA Resolution 57/239, on $0"),
        |it| it.completion(3),
        expect![[r#"
        `` -> `creation of a global culture of cybersecurity` title as cited
    "#]],
    );
    check(&citing("Resolution 130 (Rev. Bucharest, 2022), on zebras$0"), |it| it.completion(3), expect![[""]]);
}

#[test]
fn a_reference_is_to_this_resolution() {
    check(
        &citing("in regard to recalling b) of $0"),
        |it| it.completion(3),
        expect![[r#"
        `` -> `this resolution` -
    "#]],
    );
    check(
        &citing("in regard to recalling b) of th$0is resolution"),
        |it| it.completion(3),
        expect![[r#"
        `this resolution` -> `this resolution` -
    "#]],
    );
}

#[test]
fn letters_find_a_title() {
    check(
        &citing("Resolution cybrsec$0"),
        |it| it.completion(3),
        expect![[r#"
            `Resolution cybrsec` -> `Resolution 50 (Rev. New Delhi, 2024) of this assembly` Cybersecurity
            `Resolution cybrsec` -> `Resolution 45 (Rev. Kigali, 2022) of the World Telecommunication Development Conference` Mechanisms for enhancing cooperation on cybersecurity, including countering and combating spam
            `Resolution cybrsec` -> `UNGA Resolution 57/239` Creation of a global culture of cybersecurity
            and 4 more
        "#]],
    );
}

#[test]
fn what_the_draft_uses_comes_first() {
    let draft = r"
        //- head
        recalling
        a)	Resolution 135 (Rev. Bucharest, 2022) of the Plenipotentiary Conference;
        b)	Resolution 13$0;
        c)	Resolution 135 (Rev. Bucharest, 2022),
    ";
    check(
        draft,
        |it| it.completion(2),
        expect![[r#"
            `Resolution 13` -> `Resolution 135 (Rev. Bucharest, 2022) of the Plenipotentiary Conference` ITU's role in the durable and sustainable development of telecommunications/information and communication technologies, in providing technical assistance and advice to developing countries and in implementing relevant national, regional and interregional projects
            `Resolution 13` -> `Resolution 130 (Rev. Bucharest, 2022) of the Plenipotentiary Conference` Strengthening the role of ITU in building confidence and security in the use of information and communication technologies
            and 26 more
        "#]],
    );
}

#[test]
fn brackets_are_not_doubled() {
    check(
        &citing("Resolution 130$0 ()"),
        |it| it.completion(3),
        expect![[r#"
            `Resolution 130 ()` -> `Resolution 130 (Rev. Bucharest, 2022) of the Plenipotentiary Conference` Strengthening the role of ITU in building confidence and security in the use of information and communication technologies
            `Resolution 130 ()` -> `ITU Council Resolution 1305` -
            `Resolution 130 ()` -> `ITU Council Resolution 1306` -
            and 2 more
        "#]],
    );
    check(
        &citing("Resolution 130$0 of the Plenipotentiary Conference"),
        |it| it.completion(3),
        expect![[r#"
        `Resolution 130 of the Plenipotentiary Conference` -> `Resolution 130 (Rev. Bucharest, 2022) of the Plenipotentiary Conference` Strengthening the role of ITU in building confidence and security in the use of information and communication technologies
    "#]],
    );
}

#[test]
fn study_groups_are_those_of_the_workspace() {
    let draft = |words: &str| {
        format!(
            "
                //- head
                recalling
                a)	ITU\u{2011}T Study Group 17 and ITU-D Study Group 2;
                b)	{words};
                c)	ITU-D Question 3/2 and Study Group 17,
                //- open other
                //- head
                noting
                ITU-T Study Group 13 and Question 6/13,
                //- closed third
                //- head
                noting
                ITU-T Study Group 20,
            "
        )
    };
    check(
        &draft("Study Group $0"),
        |it| it.completion(9),
        expect![[r#"
            `` -> `17` named 2 times in this text
            `` -> `2` named once in this text
            `` -> `13` named in another text
            `` -> `20` named in another text
        "#]],
    );
    check(
        &draft("ITU-T Study Group 1$0"),
        |it| it.completion(9),
        expect![[r#"
            `1` -> `17` named 2 times in this text
            `1` -> `13` named in another text
        "#]],
    );
    check(
        &draft("ITU-T Study Groups 17 and $0"),
        |it| it.completion(9),
        expect![[r#"
            `` -> `17` named 3 times in this text
            `` -> `13` named in another text
            `` -> `20` named in another text
        "#]],
    );
    check(
        &draft("Question $0"),
        |it| it.completion(9),
        expect![[r#"
        `` -> `3/2` named once in this text
        `` -> `6/13` named in another text
    "#]],
    );
}

#[test]
fn abbreviations_are_those_of_the_text() {
    let draft = |words: &str| {
        format!(
            r"
                //- head
                recalling
                a)	the Telecommunication Standardization Bureau (TSB) and small island developing states (SIDS);
                b)	information and communication technologies (ICTs) in {words},
            "
        )
    };
    check(
        &draft("T$0"),
        |it| it.completion(9),
        expect![[r#"
        `T` -> `TSB` Telecommunication Standardization Bureau
    "#]],
    );
    check(
        &draft("IC$0"),
        |it| it.completion(9),
        expect![[r#"
        `IC` -> `ICT` information and communication technologies
    "#]],
    );
    check(&draft("ITU-T$0"), |it| it.completion(9), expect![[""]]);
    check(&draft("XY$0"), |it| it.completion(9), expect![[""]]);
}

#[test]
fn calls_are_those_that_the_body_addresses() {
    check(
        r"
            //- head
            recalling
            a)	one,
            resolves
            1	to go,
            inst$0
        ",
        |it| it.completion(9),
        expect![[r#"
        `inst` -> `instructs the Director of the Telecommunication Standardization Bureau` operative, to someone
        `inst` -> `instructs the Telecommunication Standardization Advisory Group` operative, to someone
        `inst` -> `instructs` operative, to someone
    "#]],
    );
}

#[test]
fn a_footnote_is_completed_as_a_clause_is() {
    let draft = |words: &str| {
        format!(
            r"
                //- head
                recalling
                a)	small island developing states (SIDS)[^1];
                b)	more[^1],
                resolves
                to wait.
                [^1]: See {words}
            "
        )
    };
    check(
        &draft("Resolution 13$0"),
        |it| it.completion(3),
        expect![[r#"
            `Resolution 13` -> `Resolution 130 (Rev. Bucharest, 2022) of the Plenipotentiary Conference` Strengthening the role of ITU in building confidence and security in the use of information and communication technologies
            `Resolution 13` -> `Resolution 131 (Rev. Bucharest, 2022) of the Plenipotentiary Conference` edition unverified · Measuring information and communication technologies to build an integrating and inclusive information society
            `Resolution 13` -> `Resolution 133 (Rev. Bucharest, 2022) of the Plenipotentiary Conference` edition unverified · Role of administrations of Member States in the management of internationalized (multilingual) domain names
            and 25 more
        "#]],
    );
    check(
        &draft("Resolution 130 (Rev. $0"),
        |it| it.completion(3),
        expect![[r#"
            `Rev. ` -> `Rev. Bucharest, 2022)` in force · Plenipotentiary Conference
            `Rev. ` -> `Rev. Dubai, 2018)` older · Plenipotentiary Conference
            `Rev. ` -> `Rev. Busan, 2014)` older · Plenipotentiary Conference
            and 2 more
        "#]],
    );
    check(
        &draft("recalling $0"),
        |it| it.completion(3),
        expect![[r#"
        `` -> `a)` small island developing states (SIDS);
        `` -> `b)` more,
    "#]],
    );
    check(
        &draft("S$0"),
        |it| it.completion(3),
        expect![[r#"
        `S` -> `SIDS` small island developing states
    "#]],
    );
    check(&draft("Study Group $0"), |it| it.completion(3), expect![[""]]);
}

#[test]
fn annexes_are_those_of_the_text() {
    let draft = |words: &str| {
        format!(
            "
                //- head
                resolves
                1	to use {words};
                2	to wait.
                ANNEX 1
                Lamps, Annex\u{20}
                ANNEX 12
                Bells
                APPENDIX A
                Masts
            "
        )
    };
    check(
        &draft("Annex $0"),
        |it| it.completion(9),
        expect![[r#"
        `` -> `1 to this resolution` Annex 1 to this resolution
        `` -> `12 to this resolution` Annex 12 to this resolution
    "#]],
    );
    check(
        &draft("Annex 1$0 to this resolution"),
        |it| it.completion(9),
        expect![[r#"
        `1` -> `1` Annex 1 to this resolution
        `1` -> `12` Annex 12 to this resolution
    "#]],
    );
    check(
        &draft("Appendix $0"),
        |it| it.completion(9),
        expect![[r#"
        `` -> `A to this resolution` Appendix A to this resolution
    "#]],
    );
    check(&draft("Annex 1").replace("Lamps, Annex ", "Lamps, Annex $0"), |it| it.completion(9), expect![[""]]);
}

#[test]
fn cover_text_is_completed_as_of_the_meeting_of_the_draft_that_it_introduces() {
    check(
        r"
            Abstract
            This contribution recalls Resolution 13$0 for the assembly.

            RESOLUTION 96 (Rev. Hammamet, 2016)
            On harbour lights
            The World Telecommunication Standardization Assembly (Hammamet, 2016),
            resolves
            to wait.
        ",
        |it| it.completion(1),
        expect![[r#"
            `Resolution 13` -> `Resolution 130 (Rev. Busan, 2014) of the Plenipotentiary Conference` Strengthening the role of ITU in building confidence and security in the use of information and communication technologies
            and 12 more
        "#]],
    );
}

#[test]
fn on_a_blank_page_the_lines_of_a_head_are_offered() {
    let offered = |text: &str| Fixture::verbatim(text).completion(9);
    expect![[r#"
        `` -> `MOD` changes a text
        `` -> `ADD` a new text
        `` -> `SUP` suppresses a text
        `` -> `NOC` no change
        `` -> `DRAFT NEW RESOLUTION [XXX] ([place], 20XX)` heading
        `` -> `DRAFT NEW RESOLUTION [XXX] (WRC-XX)` heading
        `` -> `DRAFT NEW RESOLUTION ITU-R [XXX]` heading
    "#]]
    .assert_eq(&offered("$0"));
    expect![[r#"
        `A` -> `ADD` a new text
    "#]]
    .assert_eq(&offered(
        "World Telecommunication Standardization Assembly (WTSA-24)\nNew Delhi, 15-24 October 2024\n\nA$0\n",
    ));
    expect![[r#"
        `The` -> `The World Telecommunication Standardization Assembly (New Delhi, 2024),` enacting line
    "#]]
    .assert_eq(&offered("ADD\tEUR/12A3/1\nDRAFT NEW RESOLUTION [EUR-1] (New Delhi, 2024)\nTime\nThe$0\n"));
    expect![[r#"
        `` -> `MOD	EUR/12A3/2` changes a text
        `` -> `ADD	EUR/12A3/2` a new text
        `` -> `SUP	EUR/12A3/2` suppresses a text
        `` -> `NOC	EUR/12A3/2` no change
        `` -> `DRAFT NEW RESOLUTION [EUR-2] (Geneva, 2022)` heading
    "#]]
    .assert_eq(&offered("SUP\tEUR/12A3/1\nRESOLUTION 40 (Geneva, 2022)\nTime\n\nReasons:\tIt is done.\n\n$0\n"));
}
