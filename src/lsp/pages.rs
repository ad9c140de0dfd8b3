//! Pages that the server has under names of its own, in Markdown: of each rule, and of each text in the catalogue.

use tower_lsp::ls_types::Uri;

use crate::catalogue::TextKey;
use crate::ide;
use crate::rules::{self, Rule};
use crate::workspace::Snapshot;

/// What the names of rules' pages begin with.
const RULES: &str = "rapporteur:/rules/";

/// What the names of texts' pages begin with.
const TEXTS: &str = "rapporteur:/texts/";

/// The name of a rule's page.
pub(super) fn of_rule(rule: &Rule) -> String {
    format!("{RULES}{}.md", rule.name)
}

/// The name of a text's page: "rapporteur:/texts/PP/Resolution-130.md". Editors show its last part.
pub(super) fn of_text(key: &TextKey) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() { c } else { '-' };
    let name: String = format!("{} {}", key.instrument.word(), key.number).chars().map(plain).collect();
    format!("{TEXTS}{}/{name}.md", key.body.code())
}

pub(super) fn page(uri: &Uri, snapshot: &Snapshot) -> Option<String> {
    let uri = uri.as_str();
    if let Some(name) = uri.strip_prefix(RULES) {
        let rule = rules::named(name.strip_suffix(".md")?)?;
        return Some(format!("# {}\n\n{}\n\n{}", rule.name, rule.summary, headed(rule.page)));
    }
    // A text that only one folder's data have is found there.
    let known = snapshot.configs.iter().filter_map(|config| Some(snapshot.catalogue_at(Some(config.root.as_deref()?))));
    let found = [snapshot.catalogue_at(None)].into_iter().chain(known).find_map(|catalogue| {
        let entry = catalogue.texts().find(|entry| of_text(&entry.key) == uri)?;
        Some((catalogue, entry))
    });
    let (catalogue, entry) = found?;
    Some(ide::entry(catalogue, entry, snapshot.today))
}

/// A rule's page as it is to be shown: what tells its examples apart is no language, and would not be seen.
fn headed(page: &str) -> String {
    let mut shown = String::with_capacity(page.len());
    for line in page.split_inclusive('\n') {
        let indent = &line[..line.len() - line.trim_start().len()];
        let head = match line.trim() {
            "```wrong" => "Wrong",
            "```right" => "Right",
            _ => {
                shown.push_str(line);
                continue;
            }
        };
        shown.push_str(&format!("{indent}**{head}:**\n\n{indent}```resolution\n"));
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn examples_say_which_they_are() {
        let page = headed("What.\n\n ```wrong\n a\n ```\n\n```right\nb\n```\n");
        assert_eq!(page, "What.\n\n **Wrong:**\n\n ```resolution\n a\n ```\n\n**Right:**\n\n```resolution\nb\n```\n");
    }
}
