//! stub
use super::{Context, Finding, Rule, Severity};
/// unknown-meeting.
pub static RULE: Rule = Rule { name: "unknown-meeting", severity: Severity::Error, summary: "x.", check };
fn check(_: &Context<'_>, _: &mut Vec<Finding>) {}
