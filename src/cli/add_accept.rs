//! `rapporteur check --add-accept`: what is found today is accepted, so that only what is new is reported.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::gather::shorten;
use super::notice;
use super::progress::Progress;
use super::read::{CheckOutcome, CheckedFile};
use super::report;
use crate::rules::{Fixes, Severity};
use crate::text::{Side, Span};
use crate::workspace::config::{FILE_NAME, with_accepted};
use crate::workspace::{Accepted, FileUse, update_file};

/// Accepts what is found, down to a severity, in the configuration that holds for each file, or in one beside it.
pub(crate) fn run(outcome: &CheckOutcome, least: Option<Severity>, progress: &Progress) -> ExitCode {
    outcome.errors.iter().for_each(notice::error);
    let snapshot = outcome.workspace.snapshot();
    let mut by_folder: BTreeMap<PathBuf, Vec<Accepted>> = BTreeMap::new();
    let mut pathless = 0;
    let told = report::each(outcome, Fixes::Unasked, progress, &mut |file| {
        let path = snapshot.path(file.id);
        let root = path.and_then(|path| snapshot.configs.folder_of(path));
        let accepted = acceptances(file, path, least);
        match root {
            Some(root) => by_folder.entry(root.to_owned()).or_default().extend(accepted),
            None => pathless += accepted.len(),
        }
    });
    told.unread.iter().for_each(notice::error);
    let mut failed = !outcome.errors.is_empty() || !told.unread.is_empty();
    if pathless > 0 {
        notice::said("what came by standard input is no file: nothing is accepted in it");
    }
    for (root, accepted) in by_folder.into_iter().filter(|(_, accepted)| !accepted.is_empty()) {
        let path = root.join(FILE_NAME);
        let written = update_file(&path, &root, FileUse::Config, |before| {
            with_accepted(before.unwrap_or_default(), &accepted, &root)
        });
        match written {
            Ok(()) => {
                let findings = if accepted.len() == 1 { "finding" } else { "findings" };
                notice::said(&format!("accepted {} {findings} in {}", accepted.len(), shorten(&path).display()));
            }
            Err(notice) => {
                notice::error(&notice);
                failed = true;
            }
        }
    }
    if failed { ExitCode::from(2) } else { ExitCode::SUCCESS }
}

/// What accepts the findings of a file that weigh enough.
fn acceptances(file: &CheckedFile, path: Option<&Path>, least: Option<Severity>) -> Vec<Accepted> {
    let weighs = |severity: Severity| least.is_some_and(|least| severity <= least);
    let heavy = file.findings.iter().map(|it| &it.finding).filter(|finding| weighs(finding.severity));
    let accepted = heavy.filter_map(|finding| {
        let placed = file.document.text_at(finding.span.start)?;
        let within = Span::new(finding.span.start - placed.start, finding.span.end - placed.start);
        let text = finding.acceptable(|| file.document.words(placed, within, Side::Proposed));
        Some(Accepted::new(finding.rule.name.to_owned(), text, path.map(Into::into)))
    });
    accepted.collect()
}
