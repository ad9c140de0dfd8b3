//! stub
use super::{Context, Finding, Rule, Severity};
/// stale-revision.
pub static RULE: Rule = Rule { name: "stale-revision", severity: Severity::Error, summary: "x.", check };
fn check(_: &Context<'_>, _: &mut Vec<Finding>) {}
