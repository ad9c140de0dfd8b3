//! A text that is taken up again for a coming meeting: its heading, history and enacting line.

use super::assist::{Assist, AssistKind, AssistSubject};
use super::context::TextContext;
use crate::text::Cancelled;

pub(super) fn list<'a>(at: &TextContext<'a>) -> Result<Vec<Assist<'a>>, Cancelled> {
    if !at.offers(AssistKind::Revise) {
        return Ok(Vec::new());
    }
    let revised = (0..).zip(at.pen.coming()).filter_map(|(nth, coming)| {
        let what = ("revise", AssistKind::Revise);
        let title = format!("Revise for {}", coming.name);
        Some(Assist::ready(what, AssistSubject::Meeting(at.text, nth), title, at.pen.revise_for(&coming)?))
    });
    Ok(revised.collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Fixture;
    use crate::workspace::ForMeeting;
    use expect_test::{Expect, expect};

    fn check(draft: &str, meeting: Option<&str>, expect: Expect) {
        let fixture = Fixture::configured(draft, |config| config.meeting = meeting.and_then(ForMeeting::parse));
        expect.assert_eq(&fixture.done(&[AssistKind::Revise], ""));
    }

    const ADOPTED: &str = r"
        RESOLUTION 90 (Rev. New Delhi, 2024)
        Towers
        (Hammamet, 2016; New Delhi, 2024)
        The World Telecommunication Standardization Assembly (New Delhi, 2024),
        resolves
        to wait.
    ";

    #[test]
    fn head_history_and_enacting_line_go_together() {
        check(
            ADOPTED,
            Some("WTSA, Lima, 2028"),
            expect![[r#"
            Revise for WTSA (Lima, 2028)
            RESOLUTION 90 (Rev. Lima, 2028)
            Towers
            (Hammamet, 2016; New Delhi, 2024; Lima, 2028)
            The World Telecommunication Standardization Assembly (Lima, 2028),
            resolves
            to wait.
        "#]],
        );
        check(
            ADOPTED,
            None,
            expect![[r#"
            Revise for the coming WTSA ([place], 20XX)
            RESOLUTION 90 (Rev. [place], 20XX)
            Towers
            (Hammamet, 2016; New Delhi, 2024; [place], 20XX)
            The World Telecommunication Standardization Assembly ([place], 20XX),
            resolves
            to wait.
        "#]],
        );
        check(
            r"
                RESOLUTION 130 (BUCHAREST, 2022)
                Trust
                The Plenipotentiary Conference of the International Telecommunication Union (Bucharest, 2022),
                resolves
                to wait.
            ",
            Some("PP, Doha, 2026"),
            expect![[r#"
                Revise for PP-26 (Doha, 2026)
                RESOLUTION 130 (REV. DOHA, 2026)
                Trust
                The Plenipotentiary Conference of the International Telecommunication Union (Doha, 2026),
                resolves
                to wait.
            "#]],
        );
        check(
            r"
                RESOLUTION ITU-R 1-8
                Methods
                (1993-1995-2019)
                The ITU Radiocommunication Assembly,
                resolves
                to wait.
            ",
            None,
            expect![[r#"
                Revise for RA-23 (Dubai, 2023)
                RESOLUTION ITU-R 1-9
                Methods
                (1993-1995-2019-2023)
                The ITU Radiocommunication Assembly,
                resolves
                to wait.
            "#]],
        );
    }
}
