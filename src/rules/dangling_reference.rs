//! stub
use super::{Context, Finding, Rule, Severity};
/// dangling-reference.
pub static RULE: Rule = Rule { name: "dangling-reference", severity: Severity::Error, summary: "x.", check };
fn check(_: &Context<'_>, _: &mut Vec<Finding>) {}
