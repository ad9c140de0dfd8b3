//! `rapporteur explain`

use std::process::ExitCode;

use annotate_snippets::renderer::{Effects, Style};

use super::page;
use super::print::print;
use super::settings::RuleName;
use super::terminal;
use super::wrap::wrap;
use crate::rules::Rule;

/// What the command line says to `explain`.
#[derive(Debug, clap::Args)]
pub(crate) struct ExplainArgs {
    /// The rule's name, as reports write it in brackets
    #[arg(value_parser = RuleName, hide_possible_values = true)]
    rule: &'static Rule,
}

/// Prints a rule's page.
pub(crate) fn run(args: &ExplainArgs) -> ExitCode {
    print(&explained(args.rule, terminal::width()))
}

fn explained(rule: &Rule, width: usize) -> String {
    let bold = Style::new().effects(Effects::BOLD);
    let on = if rule.standard { "on by default" } else { "off unless chosen" };
    let finally = rule.error_from.map_or_else(String::new, |door| format!("; error with --final={door}"));
    let remark = format!("({}; {}; {on}{finally})", rule.group.title().to_lowercase(), rule.severity.name());
    let remark = wrap(&remark, width, rule.name.len() + 2).join("\n");
    let mut text = format!("{bold}{}{bold:#}  {remark}\n", rule.name);
    for line in wrap(rule.summary, width, 0) {
        text += &format!("{line}\n");
    }
    text + "\n" + &page::render(&rule.markdown(), width)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::RULES;
    use expect_test::expect;
    use unicode_width::UnicodeWidthStr;

    #[test]
    fn every_page_fits() {
        for rule in RULES {
            for width in [40, 80] {
                let text = anstream::adapter::strip_str(&explained(rule, width)).to_string();
                for line in text.lines() {
                    assert!(line.trim_end().width() <= width, "{}: {line}", rule.name);
                }
                assert!(text.contains("Wrong:") && text.contains("Right:") && !text.contains("```"), "{text}");
            }
        }
    }

    #[test]
    fn a_page_is_a_title_a_summary_the_words_and_the_examples() {
        let rule = crate::rules::named("unknown-revision").expect("a rule");
        let text = anstream::adapter::strip_str(&explained(rule, 80)).to_string();
        let head: String = text.split_inclusive('\n').take(3).collect();
        expect![[r#"
            unknown-revision  (citations; error; on by default)
            A citation names an edition that was never adopted.

        "#]]
        .assert_eq(&head);
    }
}
