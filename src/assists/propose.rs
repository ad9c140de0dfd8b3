//! A text that becomes the base of a proposal to change it.

use super::assist::{Assist, AssistKind, AssistSubject};
use super::context::TextContext;
use crate::text::Cancelled;

pub(super) fn list<'a>(at: &TextContext<'a>) -> Result<Vec<Assist<'a>>, Cancelled> {
    if !at.offers(AssistKind::Propose) {
        return Ok(Vec::new());
    }
    let proposed = (0..).zip(at.pen.coming()).filter_map(|(nth, coming)| {
        let what = ("propose", AssistKind::Propose);
        let title = format!("Start a proposal for {} from this text", coming.name);
        Some(Assist::ready(what, AssistSubject::Meeting(at.text, nth), title, at.pen.propose(&coming)?))
    });
    Ok(proposed.collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Fixture, dedent};
    use crate::workspace::ForMeeting;
    use expect_test::{Expect, expect};

    fn check(draft: &str, meeting: Option<&str>, expect: Expect) {
        let fixture = Fixture::configured(draft, |config| config.meeting = meeting.and_then(ForMeeting::parse));
        expect.assert_eq(&fixture.done(&[AssistKind::Propose], ""));
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
    fn a_proposal_begins_with_a_tracked_head() {
        check(
            ADOPTED,
            Some("WTSA, Lima, 2028"),
            expect![[r#"
            Start a proposal for WTSA (Lima, 2028) from this text
            MOD
            RESOLUTION 90 (Rev. {~~New Delhi, 2024~>Lima, 2028~~})
            Towers
            (Hammamet, 2016; New Delhi, 2024{++; Lima, 2028++})
            The World Telecommunication Standardization Assembly ({~~New Delhi, 2024~>Lima, 2028~~}),
            resolves
            to wait.
        "#]],
        );
        check(&format!("MOD\tIAP/1/1\n{}", dedent(ADOPTED)), None, expect![["nothing"]]);
    }
}
