//! The commands of the catalogue, in a folder of their own.

mod folder;

use std::fs;

use assert_cmd::Command;
use expect_test::{Expect, expect};
use folder::Folder;

const ADOPTED: &str = "RESOLUTION 9130 (Rev. New Delhi, 2024)\nTowers and masts\n(Hammamet, 2016; New Delhi, 2024)\nThe World Telecommunication Standardization Assembly (New Delhi, 2024),\nconsidering\na)\tthat one;\nb)\tthat two,\nresolves\nto wait.\n";

/// What a run of a command said.
struct Said {
    status: i32,
    out: String,
    err: String,
}

fn catalogue(folder: &Folder, arguments: &[&str]) -> Said {
    let mut command = Command::cargo_bin("rapporteur").expect("the program is built");
    command.current_dir(folder.path()).env_remove("CLICOLOR_FORCE").env("COLUMNS", "80");
    let output = command.arg("catalogue").args(arguments).output().expect("the program runs");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    let status = output.status.code().expect("a status, not a signal");
    let said = Said { status, out: text(output.stdout), err: text(output.stderr) };
    assert!(!said.err.contains("panicked"), "{}", said.err);
    assert!(said.out.lines().all(|line| line.chars().count() <= 80) || arguments.contains(&"add"), "{}", said.out);
    said
}

fn check(arguments: &[&str], status: i32, expected: Expect) {
    let folder = Folder::new("look-up");
    let said = catalogue(&folder, arguments);
    assert_eq!((said.status, &*said.err), (status, ""));
    expected.assert_eq(&said.out);
}

fn read(folder: &Folder, name: &str) -> String {
    fs::read_to_string(folder.path().join(name)).expect("a file")
}

#[test]
fn a_text_is_shown_with_its_editions_as_of_a_meeting() {
    check(
        &["show", "130", "--as-of", "WTSA, Geneva, 2022"],
        0,
        expect![[r#"
            Resolution 130 of the Plenipotentiary Conference
            Strengthening the role of ITU in building confidence and security in the use of
            information and communication technologies (title as another text words it)

            To cite at WTSA-20 (Geneva, 2022):
              Resolution 130 (Rev. Dubai, 2018) of the Plenipotentiary Conference

              Rev. Bucharest, 2022        adopted later
                  PP-22 (Bucharest, 2022), 26 September to 14 October 2022
                  Source:
                  https://www.itu.int/en/ITU-D/Cybersecurity/Pages/about-cybersecurity.aspx;
                  WTSA Resolution 50 (Rev. New Delhi, 2024)

              Rev. Dubai, 2018            in force
                  PP-18 (Dubai, 2018), 29 October to 16 November 2018
                  Source: github:techpolicycomms/akn4itu@52410f5a:pp18_final_acts_akn.xml

              Rev. Busan, 2014            superseded
                  PP-14 (Busan, 2014), 20 October to 7 November 2014
                  Source: proposal IAP/39A30/1 to WTSA-20 (struck-out edition)
                  Note: seed wording: "the role of ITU in building confidence ..."

              Rev. Antalya, 2006          superseded
                  PP-06 (Antalya, 2006), 6 to 24 November 2006
                  Source: https://technodocbox.com/amp/104504854-Data_Centers/...
                  ("RESOLUTION 130 (Rev. Antalya, 2006)")

            Resolution 130 of the World Radiocommunication Conference
            Studies relating to the use of the frequency band 51.4-52.4 GHz to enable its
            use by gateway earth stations transmitting to non-geostationary-satellite orbit
            systems in the fixed-satellite service (Earth-to-space)

            No edition is known to cite at WTSA-20 (Geneva, 2022).

              WRC-23                      adopted later
                  WRC-23 (Dubai, 2023), 20 November to 15 December 2023
                  Source:
                  github:yusuke-fukui/itu-rr-app@b205a8aa:data/graph/vol3_resolutions_draft.
                  json (Radio Regulations 2024, Vol. 3, parsed from 2400594-RR-Vol
                  3-E-A5.pdf), printed p. 181
        "#]],
    );
    check(
        &["show", "ITU-R 45", "--as-of", "RA, Geneva, 2003"],
        0,
        expect![[r#"
        Resolution ITU-R 45 of the Radiocommunication Assembly
        Application of an alternative approval procedure (AAP) for Recommendations

        To cite at RA-03 (Geneva, 2003):
          Resolution ITU-R 45-1 of this assembly

          ITU-R 45-1 (Geneva, 2003)   adopted by that assembly
              RA-03 (Geneva, 2003)
              Source: github:relaton/relaton-data-itu@daa9deb2:data/itu-r-r-45-1.yaml
              Note: latest edition in the data set, not revised at RA-23: in force or
              suppressed, not stated

          ITU-R 45 (Istanbul, 2000)   in force, then revised by that meeting
              RA-2000 (Istanbul, 2000)
              Titled: The provisional application of an alternative procedure for the
              approval of Recommendations
              Source: github:relaton/relaton-data-itu@daa9deb2:data/itu-r-r-45.yaml
    "#]],
    );
    check(
        &["show", "36", "--body", "PP", "--as-of", "PP, Bucharest, 2022"],
        0,
        expect![[r#"
        Resolution 36 of the Plenipotentiary Conference
        Telecommunications/information and communication technology in the service of
        humanitarian assistance (title as another text words it)

        No edition is known to cite at PP-22 (Bucharest, 2022).

          Rev. Guadalajara, 2010      suppressed by PP-18 (Dubai, 2018)
              PP-10 (Guadalajara, 2010), 4 to 22 October 2010
              Source: https://www.itu.int/en/ITU-R/information/Pages/res647.aspx
              Note: suppressed at PP-18 (Dubai, 2018); relevant provisions incorporated
              in Resolution 136 (Rev. Dubai, 2018)
    "#]],
    );
    check(
        &["show", "9999", "--body", "wtsa"],
        1,
        expect![[r#"
        Nothing is known of a text 9999 of the World Telecommunication Standardization
        Assembly.
    "#]],
    );
}

#[test]
fn texts_are_found_by_words() {
    check(
        &["find", "countering", "spam", "--as-of", "WTSA, New Delhi, 2024"],
        0,
        expect![[r#"
        Resolution 52 (Rev. New Delhi, 2024) of this assembly
            Countering and combating spam (title as another text words it)
        Resolution 45 (Rev. Kigali, 2022) of the World Telecommunication Development
          Conference
            Mechanisms for enhancing cooperation on cybersecurity, including countering
            and combating spam (title as another text words it)
    "#]],
    );
    check(
        &["find", "xylophone"],
        1,
        expect![[r#"
        Nothing is found: no text has these words in its title, its number or its body.
    "#]],
    );
}

#[test]
fn the_command_finds_what_completion_finds() {
    check(
        &["find", "cybrsec", "standardization"],
        0,
        expect![[r#"
        Resolution 50 (Rev. New Delhi, 2024) of the World Telecommunication
          Standardization Assembly
            Cybersecurity
    "#]],
    );
    check(
        &["find", "digital", "postal"],
        0,
        expect![[r#"
            No text has all of these words; these have the most:
            Resolution 89 (Kigali, 2022) of the World Telecommunication Development
              Conference
                Digital transformation for sustainable development (title unverified)
            Resolution 184 (Guadalajara, 2010) of the Plenipotentiary Conference
                Facilitating digital inclusion initiatives for indigenous peoples (title
                unverified)
            Resolution 37 (Rev. Kigali, 2022) of the World Telecommunication Development
              Conference
                Bridging the digital divide (title unverified)
            Resolution 517 (Rev.WRC-19) of the World Radiocommunication Conference
                Introduction of digitally modulated emissions in the high-frequency bands
                between 3 200 kHz and 26 100 kHz allocated to the broadcasting service
            Resolution 11 (Rev. Dubai, 2012) of the World Telecommunication
              Standardization Assembly
                Collaboration with the Postal Operations Council of the Universal Postal
                Union in the study of services concerning both the postal and the
                telecommunication sectors (title of another edition or in a list)
            UNGA Resolution 68/167
                The right to privacy in the digital age (title unverified)
            UNGA Resolution 71/199
                The right to privacy in the digital age (title as another text words it)
            Resolution 543 (Rev.WRC-19) of the World Radiocommunication Conference
                Provisional RF protection ratio values for analogue and digitally modulated
                emissions in the high-frequency broadcasting service
            Resolution 139 (Rev. Bucharest, 2022) of the Plenipotentiary Conference
                Use of telecommunications/information and communication technologies to
                bridge the digital divide and build an inclusive information society (title
                of another edition or in a list)
            Resolution 90 (Kigali, 2022) of the World Telecommunication Development
              Conference
                Fostering telecommunication/information and communication technology-centric
                entrepreneurship and digital innovation ecosystems for sustainable digital
                development (title as another text words it)
            Resolution 205 (Rev. Bucharest, 2022) of the Plenipotentiary Conference
                ITU's role in fostering telecommunication/information and communication
                technology-centric innovation to support the digital economy and society
                (title of another edition or in a list)
        "#]],
    );
}

#[test]
fn texts_of_a_body_are_listed() {
    let folder = Folder::new("list");
    let said = catalogue(&folder, &["list", "--body", "WTSA", "--as-of", "WTSA, New Delhi, 2024"]);
    assert_eq!((said.status, &*said.err), (0, ""));
    let lines: Vec<&str> = said.out.lines().collect();
    assert!(lines.iter().any(|line| line.starts_with("Resolution 50   Rev. New Delhi, 2024")), "{}", said.out);
    for body in ["PP", "WTDC", "RA", "WRC", "COUNCIL", "UNGA", "WCIT", "WTPF", "WSIS"] {
        assert_eq!(catalogue(&folder, &["list", "--body", body]).status, 0, "{body}");
    }
}

#[test]
fn an_adopted_text_becomes_a_line() {
    let folder = Folder::new("add").file("texts/9130.txt", ADOPTED);
    let dry = catalogue(&folder, &["add", "--dry-run", "texts/9130.txt"]);
    assert_eq!(dry.status, 0);
    expect![[r#"
        WTSA Resolution 9130 (Rev. New Delhi, 2024) would be added to catalogue.jsonl, line 1.
          {"resolution": "9130", "body": "WTSA", "place": "New Delhi", "year": 2024, "rev": true, "title": "Towers and masts", "history": ["Hammamet, 2016"], "source": "texts/9130.txt"}
        catalogue.jsonl would then be named in rapporteur.toml, under data.
    "#]].assert_eq(&dry.out);
    assert!(!folder.path().join("catalogue.jsonl").exists() && !folder.path().join("rapporteur.toml").exists());

    let said = catalogue(&folder, &["add", "texts/9130.txt"]);
    assert_eq!((said.status, &*said.err), (0, ""));
    expect![[r#"
        WTSA Resolution 9130 (Rev. New Delhi, 2024) is added to catalogue.jsonl, line 1.
        catalogue.jsonl is now named in rapporteur.toml, under data.
    "#]]
    .assert_eq(&said.out);
    expect![[r#"
        {"resolution": "9130", "body": "WTSA", "place": "New Delhi", "year": 2024, "rev": true, "title": "Towers and masts", "history": ["Hammamet, 2016"], "source": "texts/9130.txt"}
    "#]].assert_eq(&read(&folder, "catalogue.jsonl"));
    expect![[r#"
        data = ["catalogue.jsonl"]
    "#]]
    .assert_eq(&read(&folder, "rapporteur.toml"));
    assert!(catalogue(&folder, &["show", "9130"]).out.contains("Towers and masts"));

    // A second time it is there.
    let before = read(&folder, "catalogue.jsonl");
    let said = catalogue(&folder, &["add", "texts/9130.txt", "texts/9130.txt"]);
    assert_eq!((said.status, said.out.matches("is in catalogue.jsonl already, on line 1").count()), (0, 2));
    assert_eq!(read(&folder, "catalogue.jsonl"), before);
    let folder = folder.file("other.txt", &ADOPTED.replace("Towers", "Poles"));
    let said = catalogue(&folder, &["add", "other.txt"]);
    assert!(said.out.contains("on line 1, and says otherwise"), "{}", said.out);
    assert_eq!(read(&folder, "catalogue.jsonl"), before);
    assert_eq!(catalogue(&folder, &["verify"]).status, 0);
    let left: Vec<_> = fs::read_dir(folder.path()).expect("the folder").flatten().map(|it| it.file_name()).collect();
    assert_eq!(left.len(), 4, "nothing is left beside: {left:?}");
}

#[test]
fn the_configuration_keeps_its_comments() {
    let toml = "# Ours\nmeeting = \"WTSA, New Delhi, 2024\"  # the last one\n\n# Texts\nadopted = [\n    \"texts/**\", # all\n]\n";
    let folder = Folder::new("comments").file("rapporteur.toml", toml).file("sub/9130.txt", ADOPTED);
    assert_eq!(catalogue(&folder, &["add", "sub/9130.txt"]).status, 0);
    assert_eq!(read(&folder, "rapporteur.toml"), format!("{toml}data = [\"catalogue.jsonl\"]\n"));
    // The first data file that is named is the one.
    let folder = Folder::new("named-data")
        .file("rapporteur.toml", "data = [\"facts/ours.jsonl\", \"more.jsonl\"]\n")
        .file(
            "facts/ours.jsonl",
            "{\"resolution\": \"9001\", \"body\": \"WTSA\", \"place\": \"Dubai\", \"year\": 2012}",
        )
        .file("more.jsonl", "")
        .file("9130.txt", ADOPTED);
    assert_eq!(catalogue(&folder, &["add", "9130.txt"]).status, 0);
    let data = read(&folder, "facts/ours.jsonl");
    assert!(data.lines().count() == 2 && data.ends_with("\"source\": \"9130.txt\"}\n"), "{data}");
    assert_eq!(read(&folder, "rapporteur.toml"), "data = [\"facts/ours.jsonl\", \"more.jsonl\"]\n");
}

#[test]
fn what_is_no_adopted_text_is_refused_and_nothing_is_added() {
    let folder = Folder::new("refused")
        .file("adopted.txt", ADOPTED)
        .file("draft.txt", &ADOPTED.replace("RESOLUTION", "DRAFT NEW RESOLUTION"))
        .file("tracked.txt", &ADOPTED.replace("that two", "that {++not ++}two"))
        .file("notes.txt", "Dear all,\n")
        .file("broken.jsonl", "{\"resolution\": \"9001\", \"body\": \"WTSA\"}\n{\"resolution\": 1}\n");
    for (name, line) in [
        ("draft.txt", ":1: is a draft"),
        ("tracked.txt", ":1: is a draft"),
        ("notes.txt", ": has no heading"),
        ("broken.jsonl", ":2: "),
        ("gone.txt", ": does not exist"),
    ] {
        let said = catalogue(&folder, &["add", "adopted.txt", name]);
        assert_eq!((said.status, &*said.out), (2, ""), "{name}");
        assert!(said.err.starts_with(&format!("rapporteur: error: {name}{line}")), "{}", said.err);
    }
    assert!(!folder.path().join("catalogue.jsonl").exists());
    let folder = folder.file("rapporteur.toml", "data = \n");
    let said = catalogue(&folder, &["add", "adopted.txt"]);
    assert!(said.status == 2 && said.err.starts_with("rapporteur: error: rapporteur.toml:1: "), "{}", said.err);
    assert_eq!(read(&folder, "rapporteur.toml"), "data = \n");
}

#[test]
fn lines_of_data_are_taken_as_they_are() {
    let lines = "{\"resolution\": \"9001\",  \"body\": \"WTSA\", \"place\": \"Dubai\", \"year\": 2012}\n\n{\"meeting\": \"Lima\", \"body\": \"WTSA\", \"year\": 2028, \"held\": \"to-come\"}\n";
    let folder = Folder::new("lines").file("rapporteur.toml", "").file("more.jsonl", lines);
    assert_eq!(catalogue(&folder, &["add", "more.jsonl"]).status, 0);
    assert_eq!(read(&folder, "catalogue.jsonl"), lines.replace("\n\n", "\n"));
}

#[test]
fn contradictions_are_found_in_the_folders_data() {
    let data = "{\"resolution\": \"9001\", \"body\": \"WTSA\", \"place\": \"Hyderabad\", \"year\": 2020, \"source\": \"our notes\"}\n";
    let folder = Folder::new("verify").file("rapporteur.toml", "data = [\"ours.jsonl\"]\n").file("ours.jsonl", data);
    let said = catalogue(&folder, &["verify"]);
    assert_eq!((said.status, &*said.err), (1, ""));
    assert!(said.out.contains("ours.jsonl:1 (our notes)") && said.out.contains("1 contradiction in "), "{}", said.out);
    let folder = folder.file("ours.jsonl", "{\n");
    assert_eq!(catalogue(&folder, &["verify"]).status, 2);
    let said = catalogue(&Folder::new("embedded"), &["verify"]);
    assert!(said.status == 0 && said.out.starts_with("No contradictions in "), "{}", said.out);
}

#[test]
fn a_table_of_contents_is_added_with_what_contradicts_it() {
    let table = "RESOLUTION 50 (NEW DELHI, 2024) – Cybersecurity ........ 23\n\
                 RÉSOLUTION 70 (RÉV. NEW DELHI, 2024) – Accessibilité pour\ntous\t31\n";
    let folder = Folder::new("contents").file("contents.txt", table);
    let said = catalogue(&folder, &["add", "--contents-of", "WTSA-24", "--complete", "contents.txt"]);
    assert_eq!((said.status, &*said.err), (0, ""));
    expect![[r#"
        WTSA Resolution 50 (New Delhi, 2024) is added to catalogue.jsonl, line 1.
          But the catalogue has it as (Rev. New Delhi, 2024), from WTSA Resolution 50 (Rev. New Delhi, 2024).
        WTSA Resolution 70 (Rev. New Delhi, 2024) is added to catalogue.jsonl, line 2.
        That the list of WTSA (New Delhi, 2024) is complete is added to catalogue.jsonl, line 3.
        catalogue.jsonl is now named in rapporteur.toml, under data.
    "#]]
    .assert_eq(&said.out);
    let data = std::fs::read_to_string(folder.path().join("catalogue.jsonl")).expect("it is written");
    assert!(data.contains("\"titles\": {\"fr\": \"Accessibilité pour tous\"}"), "{data}");
    assert!(catalogue(&folder, &["find", "accessibilite pour"]).out.starts_with("Resolution 70"));
    let none = folder.file("none.txt", "Nothing is listed here.\n");
    let said = catalogue(&none, &["add", "--contents-of", "WTSA-24", "none.txt"]);
    assert_eq!(said.status, 2);
    assert!(said.err.contains("none.txt: has no line that names a text with its edition"), "{}", said.err);
}
