//! stub
use super::{Context, Finding, Rule, Severity};
/// moved-reference.
pub static RULE: Rule = Rule { name: "moved-reference", severity: Severity::Error, summary: "x.", check };
fn check(_: &Context<'_>, _: &mut Vec<Finding>) {}
