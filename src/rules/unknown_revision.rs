//! stub
use super::{Context, Finding, Rule, Severity};
/// unknown-revision.
pub static RULE: Rule = Rule { name: "unknown-revision", severity: Severity::Error, summary: "x.", check };
fn check(_: &Context<'_>, _: &mut Vec<Finding>) {}
