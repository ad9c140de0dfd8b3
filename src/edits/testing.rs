//! Drafts for the tests of edits.

use proptest::prelude::*;

use super::{LetterAsYouType, Pen, TypingOptions};
use crate::testing::{Fixture, HEAD, MOD};

impl Fixture {
    /// A pen for each text of the file.
    pub fn pens(&self) -> Vec<Pen<'_>> {
        let Fixture { document, file, snapshot, .. } = self;
        document.texts.iter().map(|placed| Pen::new(snapshot, document, placed, *file)).collect()
    }

    /// What becomes of the file where something was just typed before the cursor.
    pub fn typed(&self, typed: &str, options: TypingOptions) -> String {
        let pen = Pen::before(&self.snapshot, &self.document, self.file, self.at);
        let typed = pen.map(|(pen, at)| pen.typed(at, typed, options).unwrap()).unwrap_or_default();
        let asked = typed.choice.map(|it| format!("{} or {} changes?\n", it.bis, it.rest)).unwrap_or_default();
        let made = if typed.edits.is_empty() { "unchanged".into() } else { self.applied(&typed.edits) };
        asked + &made
    }

    /// What becomes of the file where a line was just broken before the cursor.
    pub fn entered(&self) -> String {
        self.typed("\n", TypingOptions { letters: LetterAsYouType::Never, ..TypingOptions::default() })
    }
}

/// Looks at a text, in which nothing stands for anything else, with a pen for each of its parts.
pub(super) fn with_pens<T>(source: &str, look: impl FnOnce(&[Pen<'_>]) -> T) -> T {
    look(&Fixture::verbatim(source).pens())
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
    let heads = vec![HEAD.to_owned(), format!("{MOD}{HEAD}"), String::new()];
    (prop::sample::select(heads), pieces).prop_map(|(head, pieces)| head + &pieces.concat())
}
