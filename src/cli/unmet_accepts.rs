//! What a `rapporteur.toml` accepts and nobody finds any more: it only hides what comes later.

use std::path::PathBuf;

use super::read::CheckOutcome;
use crate::rules;
use crate::workspace::Notice;
use crate::workspace::config::FILE_NAME;

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
        let looks = |name: &str| rules::named(name).is_some_and(|rule| rules::level(rule, config, None).is_some());
        for accepted in config.accepted.iter().filter(|accepted| !accepted.is_met() && looks(&accepted.rule)) {
            let message = format!("nothing is found that this accepts of `{}`: it can be taken out", accepted.rule);
            notices.push(Notice { path: root.join(FILE_NAME), line: accepted.written.line, message });
        }
    }
    notices
}
