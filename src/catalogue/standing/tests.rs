//! How editions stand: each case is a citation, a moment, and what the drafter is told.

use jiff::civil::date;

use super::*;
use crate::catalogue::{AdoptedText, AsOf, Catalogue, TextKey, read_rows};
use crate::syntax::Body::*;
use crate::syntax::{Adopted, Body, Language};
use crate::text::FileId;

/// "Rev. Busan, 2014", "WRC-19", "7-3" (only the 3 counts) as an edition.
fn edition(text: &str) -> Edition {
    let (revised, rest) = match text.strip_prefix("Rev.") {
        Some(rest) => (true, rest.trim()),
        None => (false, text),
    };
    if let Some(year) = rest.strip_prefix("WRC-") {
        let year: u16 = year.parse().expect("a year");
        return Edition { revised, adopted: Adopted::Wrc { year: if year < 100 { 2000 + year } else { year } } };
    }
    match rest.rsplit_once(", ") {
        Some((place, year)) => Edition::at(revised, place, year.parse().expect("a year")),
        None => Edition { revised: true, adopted: Adopted::Revision(rest.parse().expect("a revision")) },
    }
}

fn at(body: Body, place: &str, year: u16) -> AsOf {
    Catalogue::embedded().as_of(Some(body), place, year)
}

fn today() -> AsOf {
    AsOf::Date(date(2026, 11, 22))
}

/// One line: the standing, firm or not, the best edition.
fn told(judgement: &Judgement) -> String {
    let standing = match &judgement.standing {
        Standing::InForce => "in force".to_owned(),
        Standing::AdoptedHere { on_word: false } => "adopted here".to_owned(),
        Standing::AdoptedHere { on_word: true } => "adopted here, on the draft's word".to_owned(),
        Standing::Superseded { by, revised_here, .. } => {
            format!("superseded by ({}){}", by.edition, if *revised_here { " here" } else { "" })
        }
        Standing::Later => "later".to_owned(),
        Standing::Suppressed { at, here } => format!(
            "suppressed{}{}",
            at.as_ref().map_or(String::new(), |at| format!(" by {at}")),
            if *here { ", here" } else { "" }
        ),
        Standing::NeverExisted(why) => format!(
            "never existed: {}",
            match why {
                NeverExisted::NoSuchMeeting(_) => "no such meeting",
                NeverExisted::NotAdoptedThere(_) => "not adopted there",
                NeverExisted::WrittenOtherwise(_) => "written otherwise",
                NeverExisted::NeedsRev(_) => "needs Rev.",
                NeverExisted::BeforeFirst { .. } => "before the first",
                NeverExisted::NumberRange { .. } => "number range",
            }
        ),
        Standing::Unknown(why) => format!(
            "unknown: {}",
            match why {
                Unknown::Text => "text".to_owned(),
                Unknown::Edition => "edition".to_owned(),
                Unknown::MayBeRevised(at) => format!("may be revised at {} meetings", at.len()),
                Unknown::ResultsMissing(meeting) => format!("no results of {meeting}"),
                Unknown::Order => "order".to_owned(),
                Unknown::NumberingRestarted => "numbering restarted".to_owned(),
            }
        ),
    };
    let best = judgement.best.as_ref().map_or("-".to_owned(), |best| best.row.edition.to_string());
    format!("{standing}{}; best: {best}", if judgement.firm { ", firm" } else { "" })
}

#[track_caller]
fn check(body: Body, number: &str, cited: &str, as_of: AsOf, expected: &str) {
    check_in(&Catalogue::embedded(), body, number, cited, as_of, expected);
}

#[track_caller]
fn check_in(catalogue: &Catalogue, body: Body, number: &str, cited: &str, as_of: AsOf, expected: &str) {
    let judgement = catalogue.standing(&TextKey::resolution(body, number), &edition(cited), &as_of, None);
    assert_eq!(told(&judgement), expected, "{number} ({cited}) as of {as_of}: {judgement:#?}");
}

#[test]
fn superseded_needs_one_newer_edition_that_is_known() {
    check(
        Pp,
        "130",
        "Rev. Busan, 2014",
        today(),
        "superseded by (Rev. Bucharest, 2022), firm; best: Rev. Bucharest, 2022",
    );
    // Guadalajara is not in the data; Busan is newer.
    check(
        Pp,
        "130",
        "Rev. Guadalajara, 2010",
        at(Wtsa, "Hammamet", 2016),
        "superseded by (Rev. Busan, 2014), firm; best: Rev. Busan, 2014",
    );
    // The newest one is unverified, Dubai is sourced: superseded for sure.
    check(
        Pp,
        "101",
        "Rev. Busan, 2014",
        today(),
        "superseded by (Rev. Bucharest, 2022), firm; best: Rev. Bucharest, 2022",
    );
    // All that is newer is unverified.
    check(Pp, "101", "Rev. Dubai, 2018", today(), "superseded by (Rev. Bucharest, 2022); best: Rev. Bucharest, 2022");
    check(Ra, "7", "2", at(Ra, "Dubai", 2023), "superseded by (4), firm; best: 4");
    check(Wrc, "32", "WRC-19", today(), "superseded by (Rev.WRC-23), firm; best: Rev.WRC-23");
}

#[test]
fn it_is_asked_as_of_the_drafts_meeting_and_not_today() {
    check(Pp, "130", "Rev. Busan, 2014", at(Wtsa, "Hammamet", 2016), "in force, firm; best: Rev. Busan, 2014");
    let geneva = || at(Wtsa, "Geneva", 2022);
    check(Pp, "179", "Rev. Dubai, 2018", geneva(), "in force, firm; best: Rev. Dubai, 2018");
    check(Pp, "130", "Rev. Dubai, 2018", geneva(), "in force, firm; best: Rev. Dubai, 2018");
    check(Pp, "130", "Rev. Bucharest, 2022", geneva(), "later, firm; best: Rev. Dubai, 2018");
    // Kigali revised it in June, Geneva met in March; whether Buenos Aires, 2017 did is not in the data.
    check(Wtdc, "45", "Rev. Dubai, 2014", geneva(), "unknown: may be revised at 1 meetings; best: Rev. Dubai, 2014");
    check(
        Wtdc,
        "45",
        "Rev. Dubai, 2014",
        at(Wtsa, "New Delhi", 2024),
        "superseded by (Rev. Kigali, 2022), firm; best: Rev. Kigali, 2022",
    );
}

#[test]
fn a_closed_interval_shows_what_never_existed() {
    check(Pp, "174", "Rev. Dubai, 2018", today(), "never existed: not adopted there, firm; best: Rev. Busan, 2014");
    check(Pp, "174", "Rev. Busan, 2014", at(Wtsa, "New Delhi", 2024), "in force, firm; best: Rev. Busan, 2014");
    check(Pp, "71", "Dubai, 2018", today(), "never existed: written otherwise, firm; best: Rev. Bucharest, 2022");
    check(
        Pp,
        "71",
        "Dubai, 2018",
        at(Wtsa, "Geneva", 2022),
        "never existed: written otherwise, firm; best: Rev. Dubai, 2018",
    );
    check(
        Pp,
        "71",
        "Dubai, 2018",
        at(Pp, "Dubai", 2018),
        "never existed: written otherwise, firm; best: Rev. Dubai, 2018",
    );
    check(Pp, "71", "Guadalajara, 2010", today(), "never existed: needs Rev., firm; best: Rev. Bucharest, 2022");
    check(Wtsa, "50", "Dubai, 2012", today(), "never existed: written otherwise, firm; best: Rev. New Delhi, 2024");
    check(
        Wtsa,
        "50",
        "Rev. Montreal, 2000",
        today(),
        "never existed: before the first, firm; best: Rev. New Delhi, 2024",
    );
    check(
        Pp,
        "181",
        "Rev. Guadalajara, 2010",
        today(),
        "never existed: written otherwise, firm; best: Guadalajara, 2010",
    );
    // Between two superseded editions there may be others.
    check(
        Wtsa,
        "2",
        "Rev. Montreal, 2000",
        at(Wtsa, "Hammamet", 2016),
        "superseded by (Rev. Hammamet, 2016), firm; best: Rev. Hammamet, 2016",
    );
    // After one of which nothing is said, too.
    check(Wtsa, "45", "Rev. Geneva, 2022", today(), "unknown: edition; best: Rev. Hammamet, 2016");
    check(
        Wtsa,
        "45",
        "Rev. Hammamet, 2016",
        today(),
        "unknown: may be revised at 2 meetings; best: Rev. Hammamet, 2016",
    );
}

#[test]
fn the_evidence_is_a_sentence_for_drafters() {
    let key = TextKey::resolution(Pp, "174");
    let judgement = Catalogue::embedded().standing(&key, &edition("Rev. Dubai, 2018"), &today(), None);
    assert_eq!(
        judgement.evidence[0].to_string(),
        "Resolution 174 (Rev. Busan, 2014) is in force through PP-22 (Bucharest, 2022), the newest meeting known: \
         nothing was adopted in Dubai, 2018"
    );
    assert!(format!("{:#}", judgement.evidence[0]).ends_with(']'));
}

#[test]
fn numbers_tell_where_a_text_was_first_adopted() {
    check(Pp, "190", "Rev. Busan, 2014", today(), "never existed: written otherwise, firm; best: Busan, 2014");
    check(Pp, "171", "Rev. Guadalajara, 2010", today(), "never existed: number range, firm; best: -");
    check(Pp, "171", "Busan, 2014", today(), "never existed: number range, firm; best: -");
    check(Pp, "171", "Antalya, 2006", today(), "never existed: number range, firm; best: -");
    check(Pp, "171", "Rev. Busan, 2014", today(), "unknown: text; best: -");
    check(Pp, "22", "Nice, 1989", today(), "unknown: numbering restarted; best: Rev. Antalya, 2006");
}

#[test]
fn a_meeting_adopts_what_it_likes() {
    let delhi = || at(Wtsa, "New Delhi", 2024);
    check(Wtsa, "52", "Rev. New Delhi, 2024", delhi(), "adopted here, firm; best: Rev. New Delhi, 2024");
    check(
        Wtsa,
        "52",
        "Rev. Hammamet, 2016",
        delhi(),
        "superseded by (Rev. New Delhi, 2024) here, firm; best: Rev. New Delhi, 2024",
    );
    check(
        Wtsa,
        "52",
        "Rev. Dubai, 2012",
        delhi(),
        "superseded by (Rev. New Delhi, 2024), firm; best: Rev. New Delhi, 2024",
    );
    check(Wtsa, "45", "Rev. New Delhi, 2024", delhi(), "adopted here, on the draft's word; best: Rev. Hammamet, 2016");
    // That New Delhi revised it, and Geneva before it, is unverified.
    check(
        Wtsa,
        "44",
        "Rev. Hammamet, 2016",
        delhi(),
        "superseded by (Rev. New Delhi, 2024) here; best: Rev. New Delhi, 2024",
    );
    // Its results are known and say otherwise.
    check(
        Pp,
        "174",
        "Rev. Dubai, 2018",
        at(Pp, "Dubai", 2018),
        "never existed: not adopted there, firm; best: Rev. Busan, 2014",
    );
    // Not yet held, not known, or planned and never held.
    let word = "adopted here, on the draft's word; best: Rev. Bucharest, 2022";
    check(Pp, "130", "Rev. Doha, 2026", at(Pp, "Doha", 2026), word);
    check(Pp, "130", "Rev. Bucharest, 2022", at(Pp, "Doha", 2026), "in force, firm; best: Rev. Bucharest, 2022");
    check(
        Wtsa,
        "50",
        "Rev. Lima, 2028",
        at(Wtsa, "Lima", 2028),
        "adopted here, on the draft's word; best: Rev. New Delhi, 2024",
    );
    check(
        Wtsa,
        "50",
        "Rev. Hyderabad, 2020",
        at(Wtsa, "Hyderabad", 2020),
        "adopted here, on the draft's word; best: Rev. Hammamet, 2016",
    );
    check(
        Wtsa,
        "50",
        "Rev. Hyderabad, 2020",
        delhi(),
        "never existed: no such meeting, firm; best: Rev. New Delhi, 2024",
    );
}

#[test]
fn results_that_are_not_in_the_data_leave_it_open() {
    check(
        Pp,
        "130",
        "Rev. Bucharest, 2022",
        today(),
        "unknown: no results of PP-26 (Doha, 2026); best: Rev. Bucharest, 2022",
    );
    let before = AsOf::Date(date(2026, 11, 1));
    check(Pp, "130", "Rev. Bucharest, 2022", before, "in force, firm; best: Rev. Bucharest, 2022");
    check(Pp, "174", "Rev. Busan, 2014", today(), "unknown: no results of PP-26 (Doha, 2026); best: Rev. Busan, 2014");
    check(
        Pp,
        "130",
        "Rev. Doha, 2026",
        today(),
        "unknown: no results of PP-26 (Doha, 2026); best: Rev. Bucharest, 2022",
    );
    check(Pp, "130", "Rev. Doha, 2026", at(Wtsa, "New Delhi", 2024), "later; best: Rev. Bucharest, 2022");
    check(Wtsa, "50", "Rev. New Delhi, 2024", today(), "in force, firm; best: Rev. New Delhi, 2024");
}

#[test]
fn what_is_suppressed_was_in_force_before() {
    check(
        Pp,
        "36",
        "Rev. Guadalajara, 2010",
        at(Wtsa, "Hammamet", 2016),
        "in force, firm; best: Rev. Guadalajara, 2010",
    );
    check(Pp, "36", "Rev. Guadalajara, 2010", today(), "suppressed by PP-18 (Dubai, 2018), firm; best: -");
    check(
        Pp,
        "36",
        "Rev. Guadalajara, 2010",
        at(Pp, "Dubai", 2018),
        "suppressed by PP-18 (Dubai, 2018), here, firm; best: Rev. Guadalajara, 2010",
    );
    check(Pp, "36", "Rev. Busan, 2014", today(), "never existed: not adopted there, firm; best: -");
    check(Pp, "73", "Minneapolis, 1998", today(), "suppressed; best: -");
}

#[test]
fn radio_texts_are_told_by_number_or_code() {
    check(Ra, "1", "9", today(), "in force, firm; best: 9");
    check(Ra, "1", "10", today(), "never existed: not adopted there, firm; best: 9");
    check(Ra, "1", "10", at(Ra, "Shanghai", 2027), "adopted here, on the draft's word; best: 9");
    check(Ra, "7", "3", at(Pp, "Dubai", 2018), "in force, firm; best: 3");
    check(Ra, "7", "Rev. Geneva, 2015", at(Pp, "Dubai", 2018), "in force, firm; best: 3");
    check(Ra, "7", "1", at(Wtdc, "Hyderabad", 2010), "in force, firm; best: 1");
    check(Ra, "7", "Rev. Geneva, 2007", today(), "never existed: not adopted there, firm; best: 4");
    check(Ra, "7", "5", today(), "unknown: edition; best: 4");
    check(Wrc, "25", "Rev.WRC-23", today(), "in force, firm; best: Rev.WRC-23");
    check(Wrc, "25", "Rev.WRC-18", today(), "never existed: no such meeting, firm; best: Rev.WRC-23");
    check(Wrc, "958", "WRC-15", today(), "unknown: may be revised at 2 meetings; best: WRC-15");
}

#[test]
fn what_is_recalled_only_is_never_firm() {
    for entry in Catalogue::embedded().entries() {
        for row in entry.editions.iter().filter(|_| entry.editions.iter().all(|row| !row.known.is_sourced())) {
            if Catalogue::embedded().numbers_of(&entry.key).is_some() {
                continue;
            }
            for as_of in [today(), at(Wtsa, "Geneva", 2022), at(Pp, "Bucharest", 2022)] {
                let mut cited = row.edition.clone();
                for _ in 0..2 {
                    let judgement = Catalogue::embedded().standing(&entry.key, &cited, &as_of, None);
                    assert!(!judgement.firm, "{:?} {cited} as of {as_of}: {judgement:#?}", entry.key);
                    cited.revised = !cited.revised;
                }
            }
        }
    }
}

/// The data cannot contradict themselves: at its own meeting every edition is adopted, and no known edition is firmly
/// said never to have existed.
#[test]
fn every_known_edition_is_right_at_its_own_meeting() {
    let catalogue = Catalogue::embedded();
    for entry in catalogue.entries() {
        for row in &entry.editions {
            let Some(meeting) = row.meeting.clone().filter(|_| !row.from_history) else { continue };
            let judgement = catalogue.standing(&entry.key, &row.edition, &AsOf::Meeting(meeting), None);
            assert!(
                matches!(judgement.standing, Standing::AdoptedHere { on_word: false }),
                "{:?} {}: {judgement:#?}",
                entry.key,
                row.edition
            );
            let judgement = catalogue.standing(&entry.key, &row.edition, &today(), None);
            assert!(!matches!(judgement.standing, Standing::NeverExisted(_)), "{:?} {}", entry.key, row.edition);
        }
    }
}

#[test]
fn a_users_rows_have_the_last_word_over_the_data() {
    let (rows, errors) = read_rows(
        "ours.jsonl",
        r#"{"resolution": "130", "body": "PP", "place": "Doha", "year": 2026, "rev": true}
           {"resolution": "174", "body": "PP", "place": "Busan", "year": 2014, "rev": true, "note": "checked"}"#,
    );
    assert_eq!(errors, []);
    let ours = Catalogue::embedded().with_rows(rows);
    let in_2027 = || at(Ra, "Shanghai", 2027);
    check_in(
        &ours,
        Pp,
        "130",
        "Rev. Bucharest, 2022",
        in_2027(),
        "superseded by (Rev. Doha, 2026), firm; best: Rev. Doha, 2026",
    );
    // A row of theirs keeps what it does not say; of PP-26 they have not given all results.
    check_in(
        &ours,
        Pp,
        "174",
        "Rev. Busan, 2014",
        in_2027(),
        "unknown: no results of PP-26 (Doha, 2026); best: Rev. Busan, 2014",
    );
    check_in(
        &ours,
        Pp,
        "174",
        "Rev. Dubai, 2018",
        in_2027(),
        "never existed: not adopted there, firm; best: Rev. Busan, 2014",
    );
    let (rows, errors) = read_rows(
        "ours.jsonl",
        r#"{"meeting": "Doha", "body": "PP", "year": 2026, "code": "PP-26", "opens": "2026-11-09", "closes": "2026-11-27"}
           {"coverage": "PP", "from": 1989, "through": "Doha", "year": 2026}"#,
    );
    assert_eq!(errors, []);
    let ours = ours.with_rows(rows);
    // The program's own lines say "in force" through Bucharest, not through Doha.
    check_in(
        &ours,
        Pp,
        "174",
        "Rev. Busan, 2014",
        in_2027(),
        "unknown: may be revised at 1 meetings; best: Rev. Busan, 2014",
    );
}

#[test]
fn an_adopted_text_is_no_evidence_about_itself() {
    let key = TextKey::resolution(Wtsa, "45");
    let text = AdoptedText {
        key: key.clone(),
        edition: edition("Rev. New Delhi, 2024"),
        meeting: None,
        title: Some("Effective coordination".into()),
        language: Language::En,
        history: vec![("Florianópolis".into(), 2004), ("Geneva".into(), 2022), ("New Delhi".into(), 2024)],
        origin: FileId(7),
        path: "texts/45.txt".into(),
    };
    let catalogue = Catalogue::embedded().with_adopted([text]);
    let hammamet = edition("Rev. Hammamet, 2016");
    let ask = |asking| told(&catalogue.standing(&key, &hammamet, &today(), asking));
    let superseded = "superseded by (Rev. New Delhi, 2024), firm; best: Rev. New Delhi, 2024";
    assert_eq!(ask(None), superseded);
    assert_eq!(ask(Some(FileId(8))), superseded);
    assert_eq!(ask(Some(FileId(7))), "unknown: may be revised at 2 meetings; best: Rev. Hammamet, 2016");
    let entry = catalogue.resolution(&key).expect("in the data");
    let editions: Vec<_> = entry.editions.iter().map(|row| row.edition.to_string()).collect();
    assert_eq!(editions, ["Florianópolis, 2004", "Rev. Hammamet, 2016", "Rev. Geneva, 2022", "Rev. New Delhi, 2024"]);
    assert_eq!(
        Catalogue::embedded().resolution(&key).expect("in the data").editions.len(),
        1,
        "the other is not changed"
    );
}
