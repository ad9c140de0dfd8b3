//! What belongs to the editor, not to the drafts: how hints, lenses and formatting are wanted. It comes with `initialize`,
//! by `workspace/didChangeConfiguration`, and by asking the client for its section `rapporteur`.

use serde::Deserialize;
use serde_json::Value;

use crate::edits::{FormatOptions, LetterAsYouType, TypingOptions};
use crate::ide::HintOptions;

/// The section of a client's configuration that is ours.
pub(super) const SECTION: &str = "rapporteur";

/// What the section holds.
const KEYS: [&str; 4] = ["inlayHints", "codeLens", "format", "quietWhileWriting"];

/// The settings. What a client leaves out keeps its usual value.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct ClientSettings {
    /// Which hints are shown between words.
    pub inlay_hints: Hints,
    /// Whether commands are shown above lines.
    pub code_lens: bool,
    pub format: FormatSettings,
    /// Whether what the next words may cure waits until the drafter leaves the line or section, or saves.
    pub quiet_while_writing: bool,
}

#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct Hints {
    titles: bool,
    editions: bool,
    counts: bool,
}

#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct FormatSettings {
    join_lines: bool,
    letter_as_you_type: LetterAsYouType,
}

impl Default for ClientSettings {
    fn default() -> ClientSettings {
        ClientSettings {
            inlay_hints: Hints::default(),
            code_lens: true,
            format: FormatSettings::default(),
            quiet_while_writing: true,
        }
    }
}

impl Default for Hints {
    fn default() -> Hints {
        Hints { titles: true, editions: true, counts: true }
    }
}

impl ClientSettings {
    /// Reads them from what a client sends of its own accord: an object that holds the section, or the section itself.
    /// `None` where it says nothing of us: some clients send all that they have, and some send an empty object.
    ///
    /// # Errors
    /// A value is of the wrong kind.
    pub(super) fn read(value: &Value) -> Result<Option<ClientSettings>, serde_json::Error> {
        match value.get(SECTION) {
            Some(section) => ClientSettings::of_section(section),
            None if KEYS.iter().any(|key| value.get(key).is_some()) => ClientSettings::of_section(value),
            None => Ok(None),
        }
    }

    /// Reads them from the section. `None` where the client has none.
    ///
    /// # Errors
    /// A value is of the wrong kind.
    pub(super) fn of_section(section: &Value) -> Result<Option<ClientSettings>, serde_json::Error> {
        if section.is_object() { ClientSettings::deserialize(section).map(Some) } else { Ok(None) }
    }

    pub(super) fn hints(&self) -> HintOptions {
        let Hints { titles, editions, counts } = self.inlay_hints;
        HintOptions { titles, editions, counts }
    }

    pub(super) fn formatting(&self) -> FormatOptions {
        FormatOptions { join_lines: self.format.join_lines }
    }

    /// What follows from typing, where the cursor stays where the editor leaves it and nothing was chosen yet.
    pub(super) fn typing(&self) -> TypingOptions {
        TypingOptions { letters: self.format.letter_as_you_type, ..TypingOptions::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_a_client_leaves_out_keeps_its_usual_value() {
        let read = |value| ClientSettings::read(&value).expect("sound settings");
        assert_eq!(read(json!(null)), None);
        assert_eq!(read(json!({})), None);
        assert_eq!(read(json!({ "other": { "codeLens": false } })), None);
        assert_eq!(read(json!({ "rapporteur": {} })), Some(ClientSettings::default()));
        assert_eq!(read(json!({ "codeLens": true })), Some(ClientSettings::default()));
        assert_eq!(ClientSettings::of_section(&json!({})).expect("sound settings"), Some(ClientSettings::default()));
        let some = read(json!({ "rapporteur": { "inlayHints": { "titles": false }, "codeLens": false } }));
        let some = some.expect("settings");
        assert_eq!((some.hints().titles, some.hints().editions, some.code_lens), (false, true, false));
        assert!(ClientSettings::read(&json!({ "codeLens": "yes" })).is_err());
    }
}
