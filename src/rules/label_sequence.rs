//! stub
use super::{Context, Finding, Rule, Severity};
/// label-sequence.
pub static RULE: Rule = Rule { name: "label-sequence", severity: Severity::Error, summary: "x.", check };
fn check(_: &Context<'_>, _: &mut Vec<Finding>) {}
