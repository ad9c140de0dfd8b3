//! What a `rapporteur.toml` accepts and nobody finds any more: it only hides what comes later.

use std::path::PathBuf;

use super::read::CheckOutcome;
use crate::rules::{self, Rule};
use crate::workspace::config::FILE_NAME;
use crate::workspace::{Config, Notice, RuleLevel};

/// The acceptances by which nothing was accepted when all files were checked; of those configurations only whose whole folder
/// lies in one of these.
pub(crate) fn unmet(outcome: &CheckOutcome, folders: &[PathBuf]) -> Vec<Notice> {
    let snapshot = outcome.workspace.snapshot();
    let mut notices = Vec::new();
    for config in snapshot.configs.iter() {
        let Some(root) = config.root.as_ref().filter(|root| folders.iter().any(|folder| root.starts_with(folder)))
        else {
            continue;
        };
        let looks = |name: &str| rules::named(name).is_some_and(|rule| looks(rule, config));
        for accepted in config.accepted.iter().filter(|accepted| !accepted.is_met() && looks(&accepted.rule)) {
            let message = format!("nothing is found that this accepts of `{}`: it can be taken out", accepted.rule);
            notices.push(Notice { path: root.join(FILE_NAME), line: accepted.written.line, message });
        }
    }
    notices
}

/// Whether a rule looks in any file.
fn looks(rule: &Rule, config: &Config) -> bool {
    config.level(rule.name, None).map_or(rule.standard, |level| level != RuleLevel::Off)
}
