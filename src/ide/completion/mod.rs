//! What can be typed at a place: a cited text in full, the label of a clause behind its call, a call on a new line.
//!
//! Asked at every key: nothing is read from disk, and only the line up to the cursor is looked at.

mod call;
mod label;
mod resolution;

use super::Place;
use super::spot::TextAt;
use crate::text::{Span, offset};

/// How many bytes before the cursor are looked at.
const LOOK_BACK: u32 = 400;

/// What is offered.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CompletionKind {
    /// A cited text.
    Resolution,
    /// The label of a clause.
    Clause,
    /// A call.
    Call,
}

/// One thing that can be typed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Completion {
    /// As it is listed.
    pub label: String,
    /// What it is.
    pub kind: CompletionKind,
    /// A title, a clause's first words.
    pub detail: Option<String>,
    /// What is known of it, in Markdown.
    pub documentation: Option<String>,
    /// What it replaces: bytes from the start of the file, on one line, with the cursor inside.
    pub replace: Span,
    /// What is put there.
    pub insert: String,
    /// What the words from `replace` to the cursor are compared with.
    pub filter: String,
    /// What the list is sorted by.
    pub sort: String,
    /// Suppressed: offered last, struck out.
    pub deprecated: bool,
}

/// What can be typed at a place.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Completions {
    /// In the order in which they are offered.
    pub items: Vec<Completion>,
    /// There is more: ask again when more has been typed.
    pub incomplete: bool,
}

/// The line around the cursor.
struct Line<'a> {
    text: TextAt<'a>,
    /// What stands before the cursor, from the line's start or a little way back.
    before: String,
    /// Whether `before` begins where the line begins.
    whole: bool,
    /// What stands behind the cursor, to the line's end or a little further on.
    behind: String,
    /// The cursor, from the start of the file.
    at: u32,
}

/// What can be typed at a place.
pub fn completion(place: &Place<'_>) -> Completions {
    // Not between the two characters of a line end.
    let Some(line) = Line::of(place).filter(|line| !line.before.ends_with('\r')) else { return Completions::default() };
    resolution::complete(place, &line)
        .or_else(|| label::complete(&line))
        .or_else(|| call::complete(place, &line))
        .unwrap_or_default()
}

impl<'a> Line<'a> {
    fn of(place: &Place<'a>) -> Option<Line<'a>> {
        let (text, _) = place.text()?;
        let at = place.sound();
        let rope = &place.document.rope;
        let number = rope.byte_to_line(at as usize);
        let start = offset(rope.line_to_byte(number));
        let line_end = match number + 1 < rope.len_lines() {
            true => offset(rope.line_to_byte(number + 1)),
            false => offset(rope.len_bytes()),
        };
        let boundary = |at: u32| offset(rope.char_to_byte(rope.byte_to_char(at as usize)));
        let from = boundary(start.max(at.saturating_sub(LOOK_BACK)));
        let to = boundary(line_end.min(at.saturating_add(LOOK_BACK))).max(at);
        let behind = place.document.slice(Span::new(at, to));
        let behind = behind.trim_end_matches(['\r', '\n']).to_owned();
        let before = place.document.slice(Span::new(from, at)).into_owned();
        Some(Line { text, before, whole: from == start, behind, at })
    }

    /// The stretch from some bytes before the cursor to some behind it.
    fn around(&self, before: usize, behind: usize) -> Span {
        Span::new(self.at - offset(before), self.at + offset(behind))
    }

    /// The cursor, from the start of the text.
    fn local(&self) -> u32 {
        self.at - self.text.placed().start
    }
}

#[cfg(test)]
mod tests {
    use crate::ide::testing::{Fixture, HEAD};
    use expect_test::{Expect, expect};

    fn check(draft: &str, shown: usize, expected: Expect) {
        expected.assert_eq(&Fixture::new(&format!("{HEAD}{draft}")).completion(shown));
    }

    fn cited(words: &str, expected: Expect) {
        check(&format!("recalling\na)\t{words}\nb)\tResolution 1 (Rev. Bucharest, 2022);\n"), 3, expected);
    }

    #[test]
    fn a_text_is_found_by_number_or_title() {
        cited(
            "Resolution 130$0",
            expect![[r#"
            `Resolution 130` -> `Resolution 130 (Rev. Bucharest, 2022) of the Plenipotentiary Conference` Strengthening the role of ITU in building confidence and security in the use of information and communication technologies
            `Resolution 130` -> `ITU Council Resolution 1305` -
            `Resolution 130` -> `ITU Council Resolution 1306` -
        "#]],
        );
        cited(
            "Resolution 13$00 (Rev. Busan, 2014) of the Plenipotentiary Conference, on",
            expect![[r#"
            `Resolution 130 (Rev. Busan, 2014) of the Plenipotentiary Conference` -> `Resolution 130 (Rev. Bucharest, 2022) of the Plenipotentiary Conference` Strengthening the role of ITU in building confidence and security in the use of information and communication technologies
            `Resolution 130 (Rev. Busan, 2014) of the Plenipotentiary Conference` -> `Resolution 131 (Rev. Bucharest, 2022) of the Plenipotentiary Conference` Measuring information and communication technologies to build an integrating and inclusive information society (unverified)
            `Resolution 130 (Rev. Busan, 2014) of the Plenipotentiary Conference` -> `Resolution 133 (Rev. Bucharest, 2022) of the Plenipotentiary Conference` Role of administrations of Member States in the management of internationalized (multilingual) domain names (unverified)
            and 5 more
        "#]],
        );
        cited(
            "Resolution cyber$0",
            expect![[r#"
            `Resolution cyber` -> `Resolution 50 (Rev. New Delhi, 2024) of this assembly` Cybersecurity
            `Resolution cyber` -> `UNGA Resolution 57/239` Creation of a global culture of cybersecurity
            `Resolution cyber` -> `UNGA Resolution 58/199` Creation of a global culture of cybersecurity and the protection of critical information infrastructures
            and 2 more
        "#]],
        );
        cited(
            "in Resolution on child onl$0",
            expect![[r#"
            `Resolution on child onl` -> `Resolution 179 (Rev. Bucharest, 2022) of the Plenipotentiary Conference` ITU's role in child online protection
            `Resolution on child onl` -> `Resolution 67 (Rev. Kigali, 2022) of the World Telecommunication Development Conference` The role of the ITU Telecommunication Development Sector in child online protection
        "#]],
        );
        cited(
            "UNGA Resolution 57$0",
            expect![[r#"
            `UNGA Resolution 57` -> `UNGA Resolution 57/239` Creation of a global culture of cybersecurity
        "#]],
        );
        cited(
            "WTSA Resolution 5$0",
            expect![[r#"
            `WTSA Resolution 5` -> `Resolution 50 (Rev. New Delhi, 2024) of this assembly` Cybersecurity
            `WTSA Resolution 5` -> `Resolution 52 (Rev. New Delhi, 2024) of this assembly` Countering and combating spam
            `WTSA Resolution 5` -> `Resolution 53 (Rev. Johannesburg, 2008) of the World Telecommunication Standardization Assembly` Establishment of a workshop and seminar coordination group
            and 3 more
        "#]],
        );
        cited(
            "Resolution 2 of the Plenip$0",
            expect![[r#"
            `Resolution 2 of the Plenip` -> `Resolution 2 (Rev. Bucharest, 2022) of the Plenipotentiary Conference` World telecommunication/information and communication technology policy forum
            `Resolution 2 of the Plenip` -> `Resolution 21 (Rev. Bucharest, 2022) of the Plenipotentiary Conference` Measures concerning alternative calling procedures on international telecommunication networks
            `Resolution 2 of the Plenip` -> `Resolution 22 (Rev. Antalya, 2006) of the Plenipotentiary Conference` Apportionment of revenues in providing international telecommunication services
            and 26 more
        "#]],
        );
        cited(
            "Resolution ITU-R 7$0",
            expect![[r#"
            `Resolution ITU-R 7` -> `Resolution ITU-R 7-4` Telecommunication development including liaison and collaboration with the ITU Telecommunication Development Sector
            `Resolution ITU-R 7` -> `Resolution ITU-R 70-1` Principles for the future development of broadcasting
            `Resolution ITU-R 7` -> `Resolution ITU-R 71-1` Role of the Radiocommunication Sector in the ongoing development of television, sound and multimedia broadcasting
            and 4 more
        "#]],
        );
        cited(
            "Resolutions 50 (Rev. New Delhi, 2024) and 5$0",
            expect![[r#"
            `5` -> `50 (Rev. New Delhi, 2024)` Cybersecurity
            `5` -> `52 (Rev. New Delhi, 2024)` Countering and combating spam
            `5` -> `53 (Rev. Johannesburg, 2008)` Establishment of a workshop and seminar coordination group
            and 42 more
        "#]],
        );
        cited("Resolutions 50 (Rev. New Delhi, 20$0", expect![[""]]);
        cited(
            "Resolution 1 and Resolution 18$0",
            expect![[r#"
            `Resolution 18` -> `Resolution 18 (Rev. Hammamet, 2016) of the World Telecommunication Standardization Assembly` Principles and procedures for the allocation of work to, and strengthening coordination and cooperation among, the ITU Radiocommunication, ITU Telecommunication Standardization and ITU Telecommunication Development Sectors
            `Resolution 18` -> `Resolution 18 (Rev. Buenos Aires, 2017) of the World Telecommunication Development Conference` Special technical assistance to Palestine
            `Resolution 18` -> `Resolution 180 (Rev. Bucharest, 2022) of the Plenipotentiary Conference` Promoting deployment and adoption of IPv6 to facilitate the transition from IPv4 to IPv6 (unverified)
            and 9 more
        "#]],
        );
        cited(
            "Decision 5$0",
            expect![[r#"
            `Decision 5` -> `Decision 5 (Rev. Bucharest, 2022) of the Plenipotentiary Conference` Revenue and expenses for the Union for the period 2024-2027
        "#]],
        );
        cited("Resolution zebra$0", expect![[""]]);
        cited("this Resolution $0", expect![[""]]);
        cited("Resolution 130 (Rev. Bu$0", expect![[""]]);
    }

    #[test]
    fn blanks_are_as_the_draft_has_them() {
        let words = "recalling\na)\tResolution\u{a0}2 (Rev.\u{a0}Busan, 2014);\nb)\tResolution 130$0,\n";
        let item = Fixture::new(&format!("{HEAD}{words}")).completions().items.remove(0);
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
                    "Resolution 53 (Rev. Johannesburg, 2008) of the World Telecommunication Standardization Assembly",
                    false,
                ),
                (
                    "Resolution 54 (Rev. Geneva, 2022) of the World Telecommunication Standardization Assembly",
                    false,
                ),
                (
                    "Resolution 26 (Rev.WRC-19)",
                    false,
                ),
                (
                    "Resolution 770 (WRC-19)",
                    false,
                ),
                (
                    "Resolution 769 (WRC-19)",
                    false,
                ),
                (
                    "Resolution 52 (Rev. New Delhi, 2024) of this assembly",
                    false,
                ),
            ]
        "#]]
        .assert_debug_eq(&wtsa.iter().take(3).chain(wtsa.iter().rev().take(4).rev()).collect::<Vec<_>>());
    }

    #[test]
    fn all_are_too_many() {
        let found = Fixture::new(&format!("{HEAD}recalling\nResolution $0\n")).completions();
        assert!(found.incomplete && found.items.len() == 100);
        assert!(found.items.windows(2).all(|pair| pair[0].sort < pair[1].sort));
    }

    #[test]
    fn what_is_known_is_said_beside_the_list() {
        let items = Fixture::new(&format!("{HEAD}recalling\nResolution 130$0,\n")).completions().items;
        expect![[r#"
            Editions: Rev. Antalya, 2006 · Rev. Busan, 2014 · Rev. Dubai, 2018 · **Rev. Bucharest, 2022**

            *Source: [www.itu.int](https://www.itu.int/en/ITU-D/Cybersecurity/Pages/about-cybersecurity.aspx;)*"#]]
        .assert_eq(items[0].documentation.as_deref().unwrap_or_default());
    }

    #[test]
    fn labels_follow_their_call() {
        let draft = |words: &str| {
            format!(
                "considering\na)\tone:\ni)\tthis;\nii)\tthat;\nb)\ttwo;\nc)\t{words}\nconsidering further\na)\tmore;\nb)\tlamps,\ninstructs the Director\n1\tto go;\n2\tto stay.\n"
            )
        };
        check(
            &draft("in regard to considering $0"),
            9,
            expect![[r#"
            `` -> `a)` one:
            `` -> `a) i)` this;
            `` -> `a) ii)` that;
            `` -> `b)` two;
        "#]],
        );
        check(
            &draft("in regard to considering further $0 above"),
            9,
            expect![[r#"
            `` -> `a)` more;
            `` -> `b)` lamps,
        "#]],
        );
        check(
            &draft("in regard to considering b$0) above"),
            9,
            expect![[r#"
            `b)` -> `b)` two;
        "#]],
        );
        check(
            &draft("in regard to considering a) i$0"),
            9,
            expect![[r#"
            `a) i` -> `a) i)` this;
            `a) i` -> `a) ii)` that;
        "#]],
        );
        check(
            &draft("in regard to considering a) and $0"),
            9,
            expect![[r#"
            `` -> `a)` one:
            `` -> `a) i)` this;
            `` -> `a) ii)` that;
            `` -> `b)` two;
        "#]],
        );
        check(
            &draft("under instructs the Director $0"),
            9,
            expect![[r#"
            `` -> `1` to go;
            `` -> `2` to stay.
        "#]],
        );
        check(&draft("in regard to recognizing $0"), 9, expect![[""]]);
        check(
            &draft("considering $0"),
            9,
            expect![[r#"
            `` -> `a)` one:
            `` -> `a) i)` this;
            `` -> `a) ii)` that;
            `` -> `b)` two;
        "#]],
        );
        check(
            &draft("two;\nconsidering $0"),
            9,
            expect![[r#"
            `considering ` -> `considering further` preamble
        "#]],
        );
        check(&draft("in considering the $0"), 9, expect![[""]]);
    }

    #[test]
    fn calls_begin_a_line() {
        check(
            "recalling\na)\tone,\n$0\nresolves\n1\tto go.\n",
            4,
            expect![[r#"
                `` -> `considering` preamble
                `` -> `recognizing` preamble
                `` -> `noting` preamble
                `` -> `aware` preamble
                and 63 more
            "#]],
        );
        check(
            "recalling\na)\tone,\nrec$0\nresolves\n1\tto go.\n",
            4,
            expect![[r#"
                `rec` -> `recognizing` preamble
                `rec` -> `recalling further` preamble
                `rec` -> `recommends` operative
                `rec` -> `recalling` preamble
            "#]],
        );
        check(
            "recalling\na)\tone,\nresolves\n1\tto go,\n  i$0\n",
            4,
            expect![[r#"
            `i` -> `instructs` operative, to someone
            `i` -> `invites` operative, to someone
            `i` -> `in view of` preamble
        "#]],
        );
        check(
            "r$0",
            3,
            expect![[r#"
                `r` -> `recalling` preamble
                `r` -> `recognizing` preamble
                `r` -> `reaffirming` preamble
                and 6 more
            "#]],
        );
        check(
            "recalling\na)\tone,\n{++not$0++}\n",
            4,
            expect![[r#"
            `not` -> `noting` preamble
        "#]],
        );
    }

    #[test]
    fn no_call_begins_inside_a_clause() {
        check("recalling\na)\tthat one\nrec$0\nb)\ttwo,\n", 4, expect![[""]]);
        check("recalling\nrec$0\n", 4, expect![[""]]);
        check("recalling\na)\tone;\nrec$0ognizing that lamps are lit,\n", 4, expect![[""]]);
        check("resolves\n1\tto go.\nANNEX 1\nr$0\n", 4, expect![[""]]);
        let above = Fixture::new(
            "RESOLUTION 5 (Rev. New Delhi, 2024)\nr$0\nThe World Telecommunication Standardization Assembly (New Delhi, 2024),\nnoting\nlamps,\n",
        );
        assert_eq!(above.completion(3), "");
    }
}
