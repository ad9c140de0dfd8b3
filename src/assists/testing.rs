//! What can be done with the drafts of tests.

use super::{Asked, AssistContext, AssistKind, Does, list};
use crate::edits::{Edit, apply};
use crate::syntax::Document;
use crate::testing::Fixture;
use crate::text::{Cancellation, Span};
use crate::workspace::Workspace;
use jiff::civil::date;

impl Fixture {
    /// The first assist of some kinds whose title holds some words, and what it makes of the files.
    pub fn done(&self, kinds: &[AssistKind], title: &str) -> String {
        let context = AssistContext {
            snapshot: &self.snapshot,
            document: &self.document,
            file: self.file,
            range: Span::new(self.at, self.end),
            asked: &|kind| if kinds.contains(&kind) { Asked::WithOthers } else { Asked::No },
            findings: None,
            workspace: &|| Workspace::new(date(2026, 1, 1)),
            cancellation: Cancellation::never(),
        };
        let assists = list(&context).unwrap();
        match assists.into_iter().find(|assist| assist.title.contains(title)) {
            Some(assist) => match assist.does {
                Does::Edits(run) => match run().unwrap() {
                    Some(edits) => {
                        let then = assist.cursor.and_then(|cursor| {
                            let own: Vec<Edit> = edits.iter().filter(|edit| edit.file == self.file).cloned().collect();
                            let text = apply(&self.document.rope, &own);
                            let at = cursor(&Document::read(&text))? as usize;
                            Some(format!(
                                "\ncursor: {}$0{}",
                                line_before(&text, at),
                                text[at..].lines().next().unwrap_or("")
                            ))
                        });
                        format!("{}\n{}{}", assist.title, self.applied(&edits), then.unwrap_or_default())
                    }
                    None => format!("{}: can no longer be done", assist.title),
                },
                Does::Makes(make) => {
                    let made = make().expect("a name is free");
                    let name = made.path.file_name().unwrap_or_default().to_string_lossy().into_owned();
                    format!("{}\n{name}:\n{}", assist.title, made.text)
                }
                Does::Accepts(_) | Does::Keeps => assist.title,
            },
            None => "nothing".into(),
        }
    }
}

/// What stands on a line before a place.
fn line_before(text: &str, at: usize) -> &str {
    text[..at].rsplit('\n').next().unwrap_or_default()
}
