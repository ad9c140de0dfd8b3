//! What is said beside the list about the item that is looked at.

use super::item::Documented;
use crate::catalogue::{EditionRow, TextKey};
use crate::ide::Place;
use crate::ide::hover::clause::preview;
use crate::ide::hover::standing::{history_line, known_line};
use crate::ide::spot::TextAt;
use crate::syntax::Edition;
use crate::text::Side;

/// What there is to say of something offered, in Markdown; nothing where it is gone.
pub fn documentation(place: &Place<'_>, subject: &Documented) -> Option<String> {
    match subject {
        Documented::Text { key, edition } => of_text(place, key, edition.as_ref()),
        Documented::Clause { text, clause, name, in_force } => {
            let side = if *in_force { Side::Base } else { Side::Proposed };
            let tree = place.document.texts.get(*text)?.text.tree(side);
            // The text may have changed since.
            let known = clause.index() < tree.clauses().len() && tree.name(*clause) == *name;
            known.then(|| preview(&TextAt::proposed(place.file, place.document, *text).on(side), *clause))
        }
    }
}

fn of_text(place: &Place<'_>, key: &TextKey, edition: Option<&Edition>) -> Option<String> {
    let entry = place.catalogue().resolution(key)?;
    let rows = entry.seen_by(Some(place.file));
    let cited: Option<&EditionRow> =
        edition.and_then(|edition| rows.iter().find(|row| row.edition == *edition)).map(|row| &**row);
    let lines = [
        history_line(entry, &rows, edition),
        cited.is_none().then(|| "Which edition is in force is not known.".to_owned()),
        known_line(entry, cited),
    ];
    Some(lines.into_iter().flatten().collect::<Vec<_>>().join("\n\n"))
}
