//! stub
use super::{Context, Finding, Rule, Severity};
/// edition-mismatch.
pub static RULE: Rule = Rule { name: "edition-mismatch", severity: Severity::Error, summary: "x.", check };
fn check(_: &Context<'_>, _: &mut Vec<Finding>) {}
