//! Drafts for the tests of edits.

use proptest::prelude::*;

use super::Pen;
use crate::syntax::Document;
use crate::text::FileId;
use crate::workspace::Workspace;

/// The head of a text whose changes are not tracked.
pub(super) const HEAD: &str = "RESOLUTION 96 (Rev. New Delhi, 2024)\nOn harbour lights\n(Hammamet, 2016; New Delhi, 2024)\nThe World Telecommunication Standardization Assembly (New Delhi, 2024),\n";

/// The head of a proposal to change one.
pub(super) const MODIFIES: &str = "MOD\tIAP/39A30/1\nRESOLUTION 96 (Rev. New Delhi, 2024)\nOn harbour lights\n(Hammamet, 2016; New Delhi, 2024)\nThe World Telecommunication Standardization Assembly (New Delhi, 2024),\n";

/// Looks at a draft with a pen for each of its texts.
pub(super) fn with_pens<T>(source: &str, look: impl FnOnce(&[Pen<'_>]) -> T) -> T {
    let document = Document::read(source);
    let mut workspace = Workspace::new(jiff::civil::date(2026, 1, 1));
    workspace.set_draft(FileId(1), None, document.clone());
    let snapshot = workspace.snapshot();
    let pens: Vec<Pen<'_>> =
        document.texts.iter().map(|placed| Pen::new(&snapshot, &document, placed, FileId(1))).collect();
    look(&pens)
}

/// Any draft, good or bad, of a proposal or not.
pub(super) fn draft() -> impl Strategy<Value = String> {
    const PIECES: [&str; 34] = [
        "considering\n",
        "considering further\n",
        "resolves\n",
        "instructs the Director\n",
        "a)\tthat one;\n",
        "b)\tthat two:\n",
        "c)  that three,\n",
        "d)\tconsidering b) above, and a);\n",
        "i)\tthis;\n",
        "ii)\tthat;\n",
        "1\tto do;\n",
        "2 to wait;\n",
        "3\tresolves 1 to 2;\n",
        "–\ta dash;\n",
        "a)\n",
        "words that go on\n",
        "  of Resolution 45 (Rev. Dubai, 2014),\n",
        "\n",
        "\n",
        " \t\n",
        "  ",
        "\r\n",
        "\r",
        "{++b)\tinserted;\n++}",
        "{--c)\tdeleted;\n--}",
        "{++ new\n\n\n++}",
        "{--old--}",
        "{~~b~>c~~}",
        "{~~two;\n~>2\t3 ~~}",
        "{>>why?<<}",
        "𝄞é[^1]\u{a0}",
        "[",
        "]",
        "ANNEX 1\n",
    ];
    let pieces = prop::collection::vec(prop::sample::select(PIECES.as_slice()), 0..24);
    (prop::sample::select([HEAD, MODIFIES, ""].as_slice()), pieces)
        .prop_map(|(head, pieces)| format!("{head}{}", pieces.concat()))
}
