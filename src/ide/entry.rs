//! What is known of a text, as a page of its own: its title, what to cite today, and each edition with its source.

use super::hover::standing::{history_line, known_line, sentence, title_line};
use super::prose::escaped;
use jiff::civil::Date;

use crate::catalogue::{AsOf, Catalogue, Entry, full_citation, official_form, text_form};

/// The page of a text, in Markdown; how its editions stand is said as of today.
pub fn entry(catalogue: &Catalogue, entry: &Entry, today: Date) -> String {
    let as_of = AsOf::Date(today);
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
        said.push(sentence(&judgement, key, &row.edition, &as_of, today));
        said.extend(known_line(entry, Some(row)));
    }
    if rows.is_empty() {
        said.extend(known_line(entry, None));
    }
    said.retain(|line| !line.is_empty());
    said.join("\n\n") + "\n"
}
