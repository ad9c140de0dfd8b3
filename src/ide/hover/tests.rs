//! What is said, of everything that can be asked about.

use crate::testing::{Fixture, check, dedent};
use expect_test::expect;

#[test]
fn a_reference_shows_its_clause() {
    let draft = |words: &str| {
        format!(
            r"
                //- head
                considering
                a)	that *one* line,
                goes on[^1]:
                i)	this;
                ii)	that;
                b)	{words},
                resolves
                1	to go;
                2	to stay.
            "
        )
    };
    check(
        &draft("in regard to considering $0a) above"),
        Fixture::hover,
        expect![[r#"
            `considering a) above`
            **considering a)**

            that \*one\* line, goes on:
            - i) this;
            - ii) that;

            *1 of 2 in considering*
            - after: **b)** in regard to considering a) above,
        "#]],
    );
    check(
        &draft("in regard to considering a) ii$0)"),
        Fixture::hover,
        expect![[r#"
            `considering a) ii)`
            **considering a) ii)**

            that;

            *2 of 2 in considering a)*
            - before: **i)** this;
        "#]],
    );
    check(
        &draft("in regard to resolves 1 t$0o 2"),
        Fixture::hover,
        expect![[r#"
        `resolves 1 to 2`
        **resolves 1 to 2**

        - **1** to go;
        - **2** to stay.
    "#]],
    );
    check(
        &draft("in regard to considering f$0)"),
        Fixture::hover,
        expect![[r#"
            `considering f)`
            **considering f)**

            There is no f) in considering, which runs from a) to b).
        "#]],
    );
    check(
        &draft("in regard to recognizing a$0)"),
        Fixture::hover,
        expect![[r#"
        `recognizing a)`
        **recognizing a)**

        There is no section *recognizing* in this text.
    "#]],
    );
    check(
        &draft("in regard to considering b$0)"),
        Fixture::hover,
        expect![[r#"
            `considering b)`
            **considering b)**

            This is the very clause that refers to it.

            in regard to considering b),

            *2 of 2 in considering*
            - before: **a)** that \*one\* line, goes on:
        "#]],
    );
}

#[test]
fn a_long_clause_is_cut_after_a_word() {
    let long = "word ".repeat(200);
    let said = Fixture::new(&format!("//- head\nnoting\na)\t{long};\nb)\tas in noting a$0),\n")).hover();
    assert!(said.contains("word…\n") && said.len() < 720, "{said}");
}

#[test]
fn a_reference_that_moved_shows_both_readings() {
    let draft = |words: &str| {
        format!(
            r"
                //- head
                considering
                a)	one;
                {{--b)	two;
                --}}{{~~c~>b~~}})	three;
                {{~~d~>c~~}})	four;
                {{~~e~>d~~}})	{words},
            "
        )
    };
    check(
        &draft("see considering c$0)"),
        Fixture::hover,
        expect![[r#"
            `considering c)`
            As proposed: **considering c)**

            four;

            *3 of 4 in considering*
            - before: **b)** three;
            - after: **d)** see considering c),

            ---

            In the text in force: **considering c)**, as proposed considering b)

            three;

            *3 of 5 in considering*
            - before: **b)** two;
            - after: **d)** four;
        "#]],
    );
    check(
        &draft("see considering a$0)"),
        Fixture::hover,
        expect![[r#"
            `considering a)`
            **considering a)**

            one;

            *1 of 4 in considering*
            - after: **b)** three;
        "#]],
    );
    check(
        &draft("see considering {~~c~>$0b~~})"),
        Fixture::hover,
        expect![[r#"
            `considering {~~c~>b~~})`
            **considering b)**

            three;

            *2 of 4 in considering*
            - before: **a)** one;
            - after: **c)** four;

            ---

            Text in force: c

            As proposed: **b**
        "#]],
    );
    check(
        &draft("see {--considering $0b)--}"),
        Fixture::hover,
        expect![[r#"
            `considering b)`
            **considering b)** in the text in force

            two;

            *2 of 5 in considering*
            - before: **a)** one;
            - after: **c)** three;

            ---

            **Deleted**; text in force: considering b)
        "#]],
    );
    check(
        &draft("see considering e$0)"),
        Fixture::hover,
        expect![[r#"
            `considering e)`
            As proposed: **considering e)**

            There is no e) in considering, which runs from a) to d).

            ---

            In the text in force: **considering e)**, as proposed considering d)

            This is the very clause that refers to it.

            see considering e),

            *5 of 5 in considering*
            - before: **d)** four;
        "#]],
    );
}

#[test]
fn a_citation_shows_how_its_edition_stands() {
    let draft = |words: &str| {
        format!(
            r"
                //- head
                recalling
                a)	{words},
            "
        )
    };
    check(
        &draft("Resolution 1$030 (Rev. Bucharest, 2022) of the Plenipotentiary Conference"),
        Fixture::hover,
        expect![[r#"
            `Resolution 130 (Rev. Bucharest, 2022) of the Plenipotentiary Conference`
            **Resolution 130 (Rev. Bucharest, 2022)** of the Plenipotentiary Conference

            Strengthening the role of ITU in building confidence and security in the use of information and communication technologies *(title as cited)*

            In force when WTSA-24 (New Delhi, 2024) opened: PP-22 (Bucharest, 2022) adopted it.

            Editions: Rev. Antalya, 2006 · Rev. Busan, 2014 · Rev. Dubai, 2018 · **Rev. Bucharest, 2022**

            *Source: [www.itu.int](https://www.itu.int/en/ITU-D/Cybersecurity/Pages/about-cybersecurity.aspx)*
        "#]],
    );
    check(
        &draft("Resolution 1$030 (Rev. Busan, 2014) of the Plenipotentiary Conference"),
        Fixture::hover,
        expect![[r#"
            `Resolution 130 (Rev. Busan, 2014) of the Plenipotentiary Conference`
            **Resolution 130 (Rev. Busan, 2014)** of the Plenipotentiary Conference

            Strengthening the role of ITU in building confidence and security in the use of information and communication technologies *(title as cited)*

            **Superseded** when WTSA-24 (New Delhi, 2024) opened: PP-22 (Bucharest, 2022) adopted **Resolution 130 (Rev. Bucharest, 2022)**.

            Editions: Rev. Antalya, 2006 · **Rev. Busan, 2014** · Rev. Dubai, 2018 · Rev. Bucharest, 2022

            Revised since by PP-18 (Dubai, 2018) and PP-22 (Bucharest, 2022).

            *Source: proposal IAP/39A30/1 to WTSA-20 (struck-out edition)*
        "#]],
    );
    check(
        &draft("Resolution 52 (Rev. New Delhi, 2024) of $0this assembly"),
        Fixture::hover,
        expect![[r#"
            `Resolution 52 (Rev. New Delhi, 2024) of this assembly`
            **Resolution 52 (Rev. New Delhi, 2024)** of this assembly

            Countering and combating spam *(title as cited)*

            Adopted by this assembly, WTSA-24 (New Delhi, 2024).

            Editions: Rev. Dubai, 2012 · Rev. Hammamet, 2016 · **Rev. New Delhi, 2024**

            *Source: WTSA Resolution 50 (Rev. New Delhi, 2024)*
        "#]],
    );
    check(
        &draft("Resolution 1$074 (Rev. Dubai, 2018) of the Plenipotentiary Conference"),
        Fixture::hover,
        expect![[r#"
            `Resolution 174 (Rev. Dubai, 2018) of the Plenipotentiary Conference`
            **Resolution 174 (Rev. Dubai, 2018)** of the Plenipotentiary Conference

            ITU's role with regard to international public policy issues relating to the risk of illicit use of information and communication technologies *(title as cited)*

            **No such edition**: **Resolution 174 (Rev. Busan, 2014)** is in force through PP-22 (Bucharest, 2022), the newest meeting known: nothing was adopted in Dubai, 2018.

            Editions: Guadalajara, 2010 · Rev. Busan, 2014

            *Source: [www.itu.int](https://www.itu.int/en/ITU-D/Cybersecurity/Pages/about-cybersecurity.aspx)*
        "#]],
    );
    check(
        &draft("Resolution 4$05 (Rev. Hyderabad, 2020) of WTDC"),
        Fixture::hover,
        expect![[r#"
            `Resolution 45 (Rev. Hyderabad, 2020) of WTDC`
            **Resolution 45 (Rev. Hyderabad, 2020)** of the World Telecommunication Development Conference

            Mechanisms for enhancing cooperation on cybersecurity, including countering and combating spam *(title as cited)*

            **No such edition**: the World Telecommunication Development Conference did not meet in Hyderabad, 2020. To cite: **Resolution 45 (Rev. Kigali, 2022)**.

            Editions: Rev. Dubai, 2014 · Rev. Kigali, 2022

            *Source: [www.itu.int](https://www.itu.int/en/ITU-D/Cybersecurity/Pages/about-cybersecurity.aspx)*
        "#]],
    );
    check(
        &draft("Resolutions 50 and 5$02 (Rev. Hammamet, 2016) of WTSA"),
        Fixture::hover,
        expect![[r#"
            `52 (Rev. Hammamet, 2016)`
            **Resolution 52 (Rev. Hammamet, 2016)** of the World Telecommunication Standardization Assembly

            Countering and combating spam *(title as cited)*

            In force when WTSA-24 (New Delhi, 2024) opened, and revised by this very meeting: WTSA-24 (New Delhi, 2024) adopted Resolution 52 (Rev. New Delhi, 2024).

            Editions: Rev. Dubai, 2012 · **Rev. Hammamet, 2016** · Rev. New Delhi, 2024

            Revised since by WTSA-24 (New Delhi, 2024).

            *Source: github:techpolicycomms/akn4itu@52410f5a:pp18\_final\_acts\_akn.xml…*
        "#]],
    );
    check(
        &draft("Resolution 130$0 of the Plenipotentiary Conference"),
        Fixture::hover,
        expect![[r#"
            `Resolution 130 of the Plenipotentiary Conference`
            **Resolution 130** of the Plenipotentiary Conference

            Strengthening the role of ITU in building confidence and security in the use of information and communication technologies *(title as cited)*

            No edition is named. To cite: **Resolution 130 (Rev. Bucharest, 2022)**.

            Editions: Rev. Antalya, 2006 · Rev. Busan, 2014 · Rev. Dubai, 2018 · Rev. Bucharest, 2022

            *Source: [www.itu.int](https://www.itu.int/en/ITU-D/Cybersecurity/Pages/about-cybersecurity.aspx)*
        "#]],
    );
    check(
        &draft("UNGA Resolution 57/$0239"),
        Fixture::hover,
        expect![[r#"
            `UNGA Resolution 57/239`
            **UNGA Resolution 57/239**

            Creation of a global culture of cybersecurity *(title as cited)*

            *Source: WTSA Resolution 50 (Rev. New Delhi, 2024)*
        "#]],
    );
    check(
        &draft("UNGA Resolution 1/$01"),
        Fixture::hover,
        expect![[r#"
        `UNGA Resolution 1/1`
        **UNGA Resolution 1/1**

        Nothing is known of this text here, for or against.
    "#]],
    );
    check(
        &draft("Resolution 3$01 (Rev. New Delhi, 2024) of this assembly"),
        Fixture::hover,
        expect![[r#"
            `Resolution 31 (Rev. New Delhi, 2024) of this assembly`
            **Resolution 31 (Rev. New Delhi, 2024)** of this assembly

            Admission of entities or organizations to participate as Associates in the work of the ITU Telecommunication Standardization Sector *(title of another edition or in a list)*

            Of this assembly, WTSA-24 (New Delhi, 2024), on the draft's word: the catalogue does not have it.

            Editions: Rev. Dubai, 2012 (unverified)

            *Unverified: recalled, not checked against a source*
        "#]],
    );
    check(
        &draft("Resolution 181 (Rev. G$0uadalajara, 2010)"),
        Fixture::hover,
        expect![[r#"
            `Resolution 181 (Rev. Guadalajara, 2010)`
            **Resolution 181 (Rev. Guadalajara, 2010)** of the Plenipotentiary Conference

            Definitions and terminology relating to building confidence and security in the use of information and communication technologies *(title as cited)*

            **No such edition** with “Rev.”: PP-10 (Guadalajara, 2010) adopted **Resolution 181 (Guadalajara, 2010)**.

            Editions: **Guadalajara, 2010**

            *Source: WTSA Resolution 50 (Rev. New Delhi, 2024)…*
        "#]],
    );
    check(
        &draft("Resolution 130 (Rev. Do$0ha, 2026) of the Plenipotentiary Conference"),
        Fixture::hover,
        expect![[r#"
            `Resolution 130 (Rev. Doha, 2026) of the Plenipotentiary Conference`
            **Resolution 130 (Rev. Doha, 2026)** of the Plenipotentiary Conference

            Strengthening the role of ITU in building confidence and security in the use of information and communication technologies *(title as cited)*

            **Adopted later** than the draft's meeting, WTSA-24 (New Delhi, 2024). To cite: **Resolution 130 (Rev. Bucharest, 2022)**.

            Editions: Rev. Antalya, 2006 · Rev. Busan, 2014 · Rev. Dubai, 2018 · Rev. Bucharest, 2022

            *Source: [www.itu.int](https://www.itu.int/en/ITU-D/Cybersecurity/Pages/about-cybersecurity.aspx)*
        "#]],
    );
    check(
        &draft("Resolution 4$05 (Rev. Kigali, 2022) of WTDC"),
        Fixture::hover,
        expect![[r#"
            `Resolution 45 (Rev. Kigali, 2022) of WTDC`
            **Resolution 45 (Rev. Kigali, 2022)** of the World Telecommunication Development Conference

            Mechanisms for enhancing cooperation on cybersecurity, including countering and combating spam *(title as cited)*

            In force when WTSA-24 (New Delhi, 2024) opened: WTDC-22 (Kigali, 2022) adopted it.

            Editions: Rev. Dubai, 2014 · **Rev. Kigali, 2022**

            *Source: [www.itu.int](https://www.itu.int/en/ITU-D/Cybersecurity/Pages/about-cybersecurity.aspx)*
        "#]],
    );
    check(
        &draft("Resolution ITU-R $07-3"),
        Fixture::hover,
        expect![[r#"
            `Resolution ITU-R 7-3`
            **Resolution ITU-R 7-3** of the Radiocommunication Assembly

            Telecommunication development including liaison and collaboration with the ITU Telecommunication Development Sector

            **Superseded** when WTSA-24 (New Delhi, 2024) opened: RA-19 (Sharm el-Sheikh, 2019) adopted **Resolution ITU-R 7-4**.

            Editions: ITU-R 7-1 (Istanbul, 2000) · ITU-R 7-2 (Geneva, 2012) · **ITU-R 7-3 (Geneva, 2015)** · ITU-R 7-4 (Sharm el-Sheikh, 2019)

            Revised since by RA-19 (Sharm el-Sheikh, 2019).

            *Source: github:relaton/relaton-data-itu@daa9deb2:data/itu-r-r-7-3.yaml*
        "#]],
    );
    check(
        &draft("Resolution $09 (Dubai, 2012)"),
        Fixture::hover,
        expect![[r#"
            `Resolution 9 (Dubai, 2012)`
            **Resolution 9**

            Of the World Telecommunication Standardization Assembly or the World Conference on International Telecommunications? The citation does not say whose it is.
        "#]],
    );
}

#[test]
fn what_the_catalogue_cannot_know_is_left_alone() {
    let draft = |words: &str| {
        format!(
            r"
                //- head
                recalling
                a)	{words},
            "
        )
    };
    check(
        &draft("Recommendation ITU\u{2011}T X.$01205"),
        Fixture::hover,
        expect![[r#"
        nothing
    "#]],
    );
    check(
        &draft("ITU-D Question $03/2"),
        Fixture::hover,
        expect![[r#"
        nothing
    "#]],
    );
    check(
        &draft("ITU-T Study Group $017"),
        Fixture::hover,
        expect![[r#"
        nothing
    "#]],
    );
    check(
        &draft("DRAFT Resolution [IAP$0-1]"),
        Fixture::hover,
        expect![[r#"
        nothing
    "#]],
    );
}

#[test]
fn the_cited_clause_is_shown_where_the_text_is_at_hand() {
    let other = dedent(
        r"
            //- closed other
            RESOLUTION 97 (Rev. Hammamet, 2016)
            On bells
            The World Telecommunication Standardization Assembly (Hammamet, 2016),
            resolves
            1	to ring;
            2	to rest.
        ",
    );
    let draft = |words: &str| {
        dedent(&format!(
            r"
                //- head
                recalling
                a)	{words},
            "
        )) + &other
    };
    check(
        &draft("resolves 2 of Resolution $097 (Rev. Hammamet, 2016) of WTSA"),
        Fixture::hover,
        expect![[r#"
            `Resolution 97 (Rev. Hammamet, 2016) of WTSA`
            **Resolution 97 (Rev. Hammamet, 2016)** of the World Telecommunication Standardization Assembly

            On bells

            The newest edition known; whether WTSA-20 (Geneva, 2022) revised it is not known: WTSA-16 (Hammamet, 2016) adopted it.

            Editions: **Rev. Hammamet, 2016**

            *Source: other, a file of the workspace*

            ---

            **resolves 2**

            to rest.
        "#]],
    );
    check(
        &draft("resolves $02 of Resolution 97 (Rev. Hammamet, 2016) of WTSA"),
        Fixture::hover,
        expect![[r#"
            `resolves 2`
            **resolves 2** of RESOLUTION 97 (Rev. Hammamet, 2016)

            to rest.

            *2 of 2 in resolves*
            - before: **1** to ring;
        "#]],
    );
    let proposed = draft("resolves $02 of Resolution 97 (Rev. Hammamet, 2016) of WTSA");
    check(
        &proposed.replace("RESOLUTION 97", "MOD\tIAP/39A30/1\nRESOLUTION 97"),
        Fixture::hover,
        expect![[r#"
        `resolves 2`
        **resolves 2** of RESOLUTION 97 (Rev. Hammamet, 2016)

        As proposed in IAP/39A30/1, which is not adopted:

        to rest.

        *2 of 2 in resolves*
        - before: **1** to ring;
    "#]],
    );
    check(
        &draft("resolves $02 of Resolution 97 (Rev. Geneva, 2022) of WTSA"),
        Fixture::hover,
        expect![[r#"
            `resolves 2`
            **resolves 2**

            Only RESOLUTION 97 (Rev. Hammamet, 2016) is in the workspace, another edition:

            to rest.

            *2 of 2 in resolves*
            - before: **1** to ring;
        "#]],
    );
    check(
        &draft("resolves $02 of Resolution 99 (Rev. Geneva, 2022) of WTSA"),
        Fixture::hover,
        expect![[r#"
        `resolves 2`
        **resolves 2** of Resolution 99 (Rev. Geneva, 2022) of WTSA

        That text is not among the files of the workspace.
    "#]],
    );
}

#[test]
fn a_label_shows_who_refers_to_it() {
    let draft = dedent(
        r"
            //- head
            resolves
            1$0	one;
            2	as in resolves 1 above,
            instructs the Director
            to carry out resolves 1 to 2.
        ",
    );
    check(
        &draft,
        Fixture::hover,
        expect![[r#"
            `1`
            **resolves 1**

            Referred to 2 times: in resolves 2 and instructs the Director.
        "#]],
    );
    check(
        &draft.replace("$0", "").replace("instructs", "noting\n$0a)\tlamps,\ninstructs"),
        Fixture::hover,
        expect![[r#"
        `a)`
        **noting a)**

        Nothing refers to this clause.
    "#]],
    );
}

#[test]
fn a_place_and_year_show_their_meeting() {
    check(
        r"
            //- head
            noting
            the plan of W$0TDC (Kigali, 2022),
        ",
        Fixture::hover,
        expect![[r#"
        `WTDC (Kigali, 2022)`
        **WTDC-22 (Kigali, 2022)** · World Telecommunication Development Conference, 6 to 16 June 2022
    "#]],
    );
    check(
        r"
            //- head
            noting
            the plan of WTDC (Kig$0ali, 2021),
        ",
        Fixture::hover,
        expect![[r#"
        `(Kigali, 2021)`
        No meeting is known in Kigali, 2021. Nearest:

        **WTDC-22 (Kigali, 2022)** · World Telecommunication Development Conference, 6 to 16 June 2022
    "#]],
    );
    check(
        r"
            //- head
            noting
            the plan of WTSA (Hyd$0erabad, 2020),
        ",
        Fixture::hover,
        expect![[r#"
        `(Hyderabad, 2020)`
        WTSA-20 (Hyderabad, 2020) was planned and not held there. Held instead:

        **WTSA-20 (Geneva, 2022)** · World Telecommunication Standardization Assembly, 1 to 9 March 2022
    "#]],
    );
    check(
        r"
            //- head
            noting
            the plan of (Lim$0a, 2031),
        ",
        Fixture::hover,
        expect![[r#"
        nothing
    "#]],
    );
}

#[test]
fn a_footnote_mark_shows_its_note() {
    check(
        r"
            //- head
            noting
            lamps[$0^1],
            [^1]: Of any colour.
        ",
        Fixture::hover,
        expect![[r#"
        `[^1]`
        **Footnote 1**

        Of any colour.
    "#]],
    );
    check(
        r"
            //- head
            noting
            lamps[foot$0noteRef:1]1; [1: 1 	Of any colour.] and more,
        ",
        Fixture::hover,
        expect![[r#"
        `[footnoteRef:1]1`
        **Footnote 1**

        Of any colour.
    "#]],
    );
}

#[test]
fn a_tracked_change_shows_both_readings() {
    let draft = |words: &str| {
        format!(
            r"
                //- head
                noting
                a)	{words};
                b)	two,
            "
        )
    };
    check(
        &draft("lamps of {~~red$0~>green~~} glass"),
        Fixture::hover,
        expect![[r#"
        `{~~red~>green~~}`
        Text in force: red

        As proposed: **green**
    "#]],
    );
    check(
        &draft("lamps {++of gr$0een glass++}"),
        Fixture::hover,
        expect![[r#"
        `{++of green glass++}`
        **Inserted**, as proposed: of green glass
    "#]],
    );
    check(
        &draft("lamps {--of r$0ed glass--}"),
        Fixture::hover,
        expect![[r#"
        `{--of red glass--}`
        **Deleted**; text in force: of red glass
    "#]],
    );
    check(
        &draft("lamps {>>of wh$0at?<<}"),
        Fixture::hover,
        expect![[r#"
        `{>>of what?<<}`
        *Comment:* of what?
    "#]],
    );
    check(
        &draft("Resolution 130 (Rev. {~~Busan, 2014~>Dub$0ai, 2018~~}) of the Plenipotentiary Conference"),
        Fixture::hover,
        expect![[r#"
        `Resolution 130 (Rev. {~~Busan, 2014~>Dubai, 2018~~}) of the Plenipotentiary Conference`
        **Resolution 130 (Rev. Dubai, 2018)** of the Plenipotentiary Conference

        Strengthening the role of ITU in building confidence and security in the use of information and communication technologies

        **Superseded** when WTSA-24 (New Delhi, 2024) opened: PP-22 (Bucharest, 2022) adopted **Resolution 130 (Rev. Bucharest, 2022)**.

        Editions: Rev. Antalya, 2006 · Rev. Busan, 2014 · **Rev. Dubai, 2018** · Rev. Bucharest, 2022

        Revised since by PP-22 (Bucharest, 2022).

        *Source: github:techpolicycomms/akn4itu@52410f5a:pp18\_final\_acts\_akn.xml*

        ---

        Text in force: Busan, 2014

        As proposed: **Dubai, 2018**
    "#]],
    );
    check(
        r"
            //- head
            noting
            {~~a~>b$0~~})	lamps,
        ",
        Fixture::hover,
        expect![[r#"
        `b~~})`
        **noting b)**

        Nothing refers to this clause.

        ---

        Text in force: a

        As proposed: **b**
    "#]],
    );
}

#[test]
fn an_abbreviation_shows_its_meaning() {
    let draft = |words: &str| {
        format!(
            r"
                //- head
                noting
                a)	the Telecommunication Standardization Bureau (TSB) and ICT (none);
                b)	information and communication technologies (ICTs);
                c)	{words},
            "
        )
    };
    check(
        &draft("the T$0SB"),
        Fixture::hover,
        expect![[r#"
        `TSB`
        **TSB** · Telecommunication Standardization Bureau
    "#]],
    );
    check(
        &draft("telecommunications/ICTs$0 and"),
        Fixture::hover,
        expect![[r#"
        `ICTs`
        **ICT** · information and communication technologies
    "#]],
    );
    check(
        &draft("the D$0EF"),
        Fixture::hover,
        expect![[r#"
        nothing
    "#]],
    );
}

#[test]
fn a_text_at_hand_shows_how_it_begins_and_was_called() {
    let text = |name: &str, title: &str, edition: &str| {
        let place = edition.trim_start_matches("Rev. ");
        dedent(&format!(
            r"
                //- closed {name}
                RESOLUTION 97 ({edition})
                {title}
                The World Telecommunication Standardization Assembly ({place}),
                recalling
                a)	the bells;
                b)	the towers,
                resolves
                1	to ring;
                2	to rest.
            "
        ))
    };
    let files = text("old", "On bells", "Hammamet, 2016") + &text("new", "On bells and towers", "Rev. Geneva, 2022");
    check(
        &(dedent(
            r"
                //- head
                recalling
                a)	Resolution 97$0 (Hammamet, 2016) of WTSA,
            ",
        ) + &files),
        Fixture::hover,
        expect![[r#"
        `Resolution 97 (Hammamet, 2016) of WTSA`
        **Resolution 97 (Hammamet, 2016)** of the World Telecommunication Standardization Assembly

        On bells

        **Superseded** when WTSA-24 (New Delhi, 2024) opened: WTSA-20 (Geneva, 2022) adopted **Resolution 97 (Rev. Geneva, 2022)**.

        Editions: **Hammamet, 2016** · Rev. Geneva, 2022

        Revised since by WTSA-20 (Geneva, 2022).

        Title in Rev. Geneva, 2022: *On bells and towers*

        *Source: old, a file of the workspace*

        ---

        *recalling*

        a) the bells;
    "#]],
    );
    check(
        &(dedent(
            r"
                //- head
                recalling
                a)	Resolution 97$0 (Rev. New Delhi, 2024) of this assembly,
            ",
        ) + &files),
        Fixture::hover,
        expect![[r#"
            `Resolution 97 (Rev. New Delhi, 2024) of this assembly`
            **Resolution 97 (Rev. New Delhi, 2024)** of this assembly

            On bells and towers

            Of this assembly, WTSA-24 (New Delhi, 2024), on the draft's word: the catalogue does not have it.

            Editions: Hammamet, 2016 · Rev. Geneva, 2022

            *Source: new, a file of the workspace*

            ---

            Only RESOLUTION 97 (Rev. Geneva, 2022) is in the workspace, another edition:

            *recalling*

            a) the bells;
        "#]],
    );
}

#[test]
fn a_call_shows_its_section() {
    check(
        r"
            //- head
            consid$0ering
            a)	the lamps;
            b)	the bells, as in considering a) above,
            resolves
            1	to act on considering above;
            2	to wait.
        ",
        Fixture::hover,
        expect![[r#"
            `considering`
            **considering** · preamble, 2 clauses

            - **a)** the lamps;
            - **b)** the bells, as in considering a) above,

            Referred to 2 times: in considering b) and resolves 1.
        "#]],
    );
    check(
        r"
            //- head
            resolves
            1	to go,
            instructs the$0 Director
            to wait.
        ",
        Fixture::hover,
        expect![[r#"
        `instructs the Director`
        **instructs the Director** · operative, to someone, 1 clause

        to wait.

        Nothing refers to this section.
    "#]],
    );
    check(
        r"
            //- head
            recalling
            resolves$0
        ",
        Fixture::hover,
        expect![[r#"
            `resolves`
            **resolves** · operative

            This section has no clauses.

            Nothing refers to this section.
        "#]],
    );
}

#[test]
fn an_annex_shows_how_it_begins() {
    let draft = |words: &str| {
        format!(
            r"
                //- head
                resolves
                1	to use {words};
                2	to wait.
                ANNEX 1
                On *lamps*
                1	Lamps burn.
                ANNEX 2
            "
        )
    };
    check(
        &draft("Annex $01 to this resolution"),
        Fixture::hover,
        expect![[r#"
        `Annex 1 to this resolution`
        **ANNEX 1**

        On \*lamps\* 1 Lamps burn.
    "#]],
    );
    check(
        &draft("Annex $02 to this resolution"),
        Fixture::hover,
        expect![[r#"
        `Annex 2 to this resolution`
        **ANNEX 2**

        Nothing stands in it.
    "#]],
    );
    check(
        &draft("Annex $03 to this resolution"),
        Fixture::hover,
        expect![[r#"
        `Annex 3 to this resolution`
        **Annex 3 to this resolution**

        This text has no such annex.
    "#]],
    );
}

#[test]
fn a_footnote_tells_who_calls_it() {
    let draft = |note: &str| {
        format!(
            r"
                //- head
                resolves
                1	lamps[^1];
                2	lights[^1] and personal information (PI).
                {note}
                [^2]: Another.
            "
        )
    };
    check(
        &draft("[^1]: A no$0te on Resolution 5."),
        Fixture::hover,
        expect![[r#"
            `[^1]: A note on Resolution 5.`
            **Footnote 1**

            Called 2 times: in resolves 1 and resolves 2.
        "#]],
    );
    check(
        &draft("[^$01]: A note."),
        Fixture::hover,
        expect![[r#"
            `[^1]: A note.`
            **Footnote 1**

            Called 2 times: in resolves 1 and resolves 2.
        "#]],
    );
    check(
        &draft("[^1]: A note, see PI$0."),
        Fixture::hover,
        expect![[r#"
        `PI`
        **PI** · personal information
    "#]],
    );
    // Names may come again: each has the marks before it.
    check(
        r"
            //- head
            resolves
            1	lamps[^1];
            [^1]: A note.
            2	lights[^1] and bells[^1].
            [^1]: A$0nother.
        ",
        Fixture::hover,
        expect![[r#"
        `[^1]: Another.`
        **Footnote 1**

        Called 2 times: in resolves 2.
    "#]],
    );
    check(
        &draft("[^1]: A note.").replace("Another", "An$0other"),
        Fixture::hover,
        expect![[r#"
        `[^2]: Another.`
        **Footnote 2**

        Nothing calls this footnote.
    "#]],
    );
}

#[test]
fn lines_that_are_inserted_are_no_part_of_the_change_beside_them() {
    let marked = |line: &str| format!("//- head\nconsidering\na)\tone;\n{line})\tthree,\n");
    check(
        &marked("{++b)\tthe $0sky;\n++}{~~b~>c~~}"),
        Fixture::hover,
        expect![[r#"
        `{++b)	the sky;
        ++}`
        **Inserted**, as proposed: b) the sky;
    "#]],
    );
    check(
        &marked("{++b)\tthe sky;\n++}{~~b~>$0c~~}"),
        Fixture::hover,
        expect![[r#"
        `c~~})`
        **considering c)**

        Nothing refers to this clause.

        ---

        Text in force: b

        As proposed: **c**
    "#]],
    );
    check(
        &marked("{--b)\tthe sea;\n--}{++b)\tthe $0sky;\n++}{~~b~>c~~}"),
        Fixture::hover,
        expect![[r#"
        `{--b)	the sea;
        --}{++b)	the sky;
        ++}`
        Text in force: b) the sea;

        As proposed: **b) the sky;**
    "#]],
    );
    check(
        r"
            //- head
            considering
            the {--sea--}{++s$0ky++}{>>why?<<},
        ",
        Fixture::hover,
        expect![[r#"
        `{--sea--}{++sky++}`
        Text in force: sea

        As proposed: **sky**
    "#]],
    );
    check(
        r"
            //- head
            considering
            the {~~sea~>s$0ky~~}{-- above--},
        ",
        Fixture::hover,
        expect![[r#"
        `{~~sea~>sky~~}{-- above--}`
        Text in force: sea above

        As proposed: **sky**
    "#]],
    );
}
