//! What is known of a text, as a page of its own: its title, what to cite today, and each edition with its source.

use super::hover::standing::{history_line, known_line, sentence, title_line};
use super::prose::escaped;
use crate::catalogue::{AsOf, Entry, full_citation, official_form, text_form};
use crate::workspace::Snapshot;

/// The page of a text, in Markdown; how its editions stand is said as of today.
pub fn entry(snapshot: &Snapshot, entry: &Entry) -> String {
    let (catalogue, as_of) = (&snapshot.catalogue, AsOf::Date(snapshot.today));
    let key = &entry.key;
    let name = match key.body.cites_without_edition() {
        true => text_form(key),
        false => format!("{} of the {}", text_form(key), key.body.name()),
    };
    let mut said = vec![format!("# {}", escaped(&name))];
    said.extend(entry.title().map(title_line));
    if let Some(best) = catalogue.best_at(key, &as_of, None) {
        let surely = if best.firm || best.adopted_here { "" } else { ", as far as is known" };
        let cited = full_citation(catalogue, key, Some(&best.row.edition), &as_of);
        said.push(format!("To cite today{surely}: **{}**", escaped(&cited)));
    }
    let rows = entry.seen_by(None);
    said.extend(history_line(entry, &rows, None));
    for row in rows.iter().rev() {
        said.push(format!("## {}", escaped(&official_form(key, &row.edition))));
        said.extend(row.meeting.as_ref().map(|meeting| escaped(&meeting.to_string())));
        let judgement = catalogue.standing(key, &row.edition, &as_of, None);
        said.push(sentence(&judgement, key, &row.edition, &as_of, snapshot.today));
        said.extend(known_line(entry, Some(row)));
    }
    if rows.is_empty() {
        said.extend(known_line(entry, None));
    }
    said.retain(|line| !line.is_empty());
    said.join("\n\n") + "\n"
}
