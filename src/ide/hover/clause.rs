//! A clause as it is shown: its words and those of its sub-clauses, cut where they are long.

use crate::ide::prose::{cut, escaped};
use crate::ide::spot::{SpotTarget, TextAt};
use crate::syntax::ClauseId;

/// How many characters of a clause are shown.
pub(super) const CLAUSE_CHARS: usize = 600;
/// How many clauses of a run or section are shown.
const SHOWN: usize = 8;
/// How many characters of a clause's neighbours.
const NEAR_CHARS: usize = 70;
/// How many characters of each.
const SHORT_CHARS: usize = 120;

/// The words of one clause with its sub-clauses; of several clauses, or of a section, the first words of each.
pub(super) fn words_of(text: &TextAt<'_>, meant: &[SpotTarget]) -> String {
    let tree = text.tree();
    let mut clauses = Vec::new();
    for meant in meant {
        match *meant {
            SpotTarget::Clause(id) => clauses.push(id),
            SpotTarget::Section(id) => clauses.extend(tree.children(id, None).map(|(id, _)| id)),
        }
    }
    match clauses.as_slice() {
        [] => "This section has no clauses.".into(),
        [clause] => whole(text, *clause),
        several => short(text, several),
    }
}

/// One clause as it is shown beside a list: its name, its words, its neighbours.
pub(in crate::ide) fn preview(text: &TextAt<'_>, id: ClauseId) -> String {
    let name = escaped(&text.tree().name(id));
    let around = neighbours(text, &[SpotTarget::Clause(id)]).unwrap_or_default();
    format!("**{name}**\n\n{}{around}", whole(text, id))
}

/// Where a clause stands in its section: how many there are, and the first words of those before and after it.
pub(super) fn neighbours(text: &TextAt<'_>, meant: &[SpotTarget]) -> Option<String> {
    let [SpotTarget::Clause(id)] = *meant else { return None };
    let tree = text.tree();
    let clause = tree.clause(id);
    let siblings: Vec<ClauseId> = tree.children(clause.section, clause.parent).map(|(id, _)| id).collect();
    let at = siblings.iter().position(|&sibling| sibling == id)?;
    if siblings.len() < 2 {
        return None;
    }
    let within = match clause.parent {
        Some(parent) => tree.name(parent),
        None => tree.section_name(clause.section),
    };
    let mut said = format!("\n\n*{} of {} in {}*", at + 1, siblings.len(), escaped(&within));
    let near = [("before", at.checked_sub(1)), ("after", Some(at + 1))];
    for (word, id) in near.into_iter().filter_map(|(word, at)| Some((word, *siblings.get(at?)?))) {
        let clause = tree.clause(id);
        let label = clause.label.map_or_else(String::new, |label| format!("**{}** ", escaped(&label.to_string())));
        let words = escaped(&cut(&text.quoted(clause.body), NEAR_CHARS));
        said.push_str(&format!("\n- {word}: {label}{words}"));
    }
    Some(said)
}

fn whole(text: &TextAt<'_>, id: ClauseId) -> String {
    let tree = text.tree();
    let mut left = CLAUSE_CHARS;
    let mut said = String::new();
    let depth = tree.path(id).len();
    let section = tree.clause(id).section;
    let below = tree.clauses_of(section).skip_while(|&(other, _)| other <= id);
    let below = below.take_while(|(_, clause)| clause.parent.is_some_and(|parent| parent >= id));
    for id in [id].into_iter().chain(below.map(|(id, _)| id)) {
        let clause = tree.clause(id);
        let words = text.quoted(clause.body);
        if !said.is_empty() {
            let indent = "  ".repeat(tree.path(id).len().saturating_sub(depth + 1));
            let label = clause.label.map_or_else(String::new, |label| format!("{label} "));
            said.push_str(&format!("\n{indent}- {}", escaped(&label)));
        }
        if left == 0 {
            said.push('…');
            break;
        }
        said.push_str(&escaped(&cut(&words, left)));
        let count = words.chars().count();
        if count > left {
            break;
        }
        left -= count;
    }
    said
}

fn short(text: &TextAt<'_>, clauses: &[ClauseId]) -> String {
    let tree = text.tree();
    let line = |&id: &ClauseId| {
        let label = tree.path(id).iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
        format!("- **{}** {}", escaped(&label), escaped(&cut(&text.quoted(tree.clause(id).body), SHORT_CHARS)))
    };
    let mut lines: Vec<String> = clauses.iter().take(SHOWN).map(line).collect();
    if clauses.len() > SHOWN {
        lines.push(format!("- and {} more", clauses.len() - SHOWN));
    }
    lines.join("\n")
}
