//! stub
use super::{Context, Finding, Rule, Severity};
/// flattened-change.
pub static RULE: Rule = Rule { name: "flattened-change", severity: Severity::Error, summary: "x.", check };
fn check(_: &Context<'_>, _: &mut Vec<Finding>) {}
