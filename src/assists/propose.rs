//! A text that becomes the base of a proposal to change it. One that is listed or counts as adopted stays as it is: the proposal is a
//! new file.

use std::path::PathBuf;

use super::assist::{Assist, AssistKind, AssistSubject, Does, NewFile};
use super::context::TextContext;
use crate::edits::ComingMeeting;
use crate::text::{Cancelled, offset};

/// What the name of such a file ends in.
const ENDING: &str = "resolution";

pub(super) fn list<'a>(at: &TextContext<'a>) -> Result<Vec<Assist<'a>>, Cancelled> {
    if !at.offers(AssistKind::Propose) {
        return Ok(Vec::new());
    }
    let adopted = at.pen.snapshot.is_adopted(at.pen.file) || at.pen.snapshot.has_adopted(at.pen.file);
    let proposed = (0..).zip(at.pen.coming()).filter_map(|(nth, coming)| {
        let (what, subject) = (("propose", AssistKind::Propose), AssistSubject::Meeting(at.text, nth));
        if adopted {
            return in_new_file(at, what, subject, coming);
        }
        let title = format!("Start a proposal for {} from this text", coming.name);
        Some(Assist::ready(what, subject, title, at.pen.propose(&coming)?))
    });
    Ok(proposed.collect())
}

fn in_new_file<'a>(
    at: &TextContext<'a>,
    what: (&'static str, AssistKind),
    subject: AssistSubject,
    coming: ComingMeeting,
) -> Option<Assist<'a>> {
    let title = format!("Start a proposal for {} from this text, in a new file", coming.name);
    let pen = at.pen.for_copy();
    let path = pen.snapshot.path(pen.file)?;
    let folder = pen.snapshot.config(pen.file).root.clone().or_else(|| Some(path.parent()?.to_owned()))?;
    let stem = path.file_stem()?.to_string_lossy().into_owned();
    let text = pen.proposal(&coming)?;
    let make = move || {
        let path = free(&folder.join(stem.strip_suffix(".resolution").unwrap_or(&stem)))?;
        let cursor = offset("MOD".len());
        Some(NewFile { path, text, cursor })
    };
    Some(Assist { does: Does::Makes(Box::new(make)), ..Assist::ready(what, subject, title, Vec::new()) })
}

/// A name beside others that no file has: "res50 MOD.resolution", "res50 MOD 2.resolution".
fn free(stem: &std::path::Path) -> Option<PathBuf> {
    let stem = stem.to_string_lossy();
    let named = |nth: u32| match nth {
        1 => format!("{stem} MOD.{ENDING}"),
        nth => format!("{stem} MOD {nth}.{ENDING}"),
    };
    (1..100).map(|nth| PathBuf::from(named(nth))).find(|path| !path.exists())
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
