//! `rapporteur rules`

use std::process::ExitCode;

use annotate_snippets::renderer::{Effects, Style};
use clap::ValueEnum;
use serde::Serialize;

use super::print::print;
use super::terminal;
use super::wrap::wrap;
use crate::rules::{Group, RULES, Rule};
use crate::workspace::Door;

/// What the command line says to `rules`.
#[derive(Debug, clap::Args)]
pub(crate) struct RulesArgs {
    /// How to write them
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = RulesFormat::Full)]
    output_format: RulesFormat,
}

/// How to write the rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum RulesFormat {
    /// For reading: a table that fits the terminal
    Full,
    /// An array, for programs
    Json,
    /// The table of the README
    Markdown,
}

pub(crate) fn run(args: &RulesArgs) -> ExitCode {
    print(&match args.output_format {
        RulesFormat::Full => table(terminal::width()),
        RulesFormat::Json => json(),
        RulesFormat::Markdown => markdown(),
    })
}

/// "warning", "hint, off", "information, error with --final=editorial"
fn level(rule: &Rule) -> String {
    let off = if rule.standard { "" } else { ", off" };
    let door = rule.error_from.map_or_else(String::new, |door| format!(", error with --final={door}"));
    format!("{}{off}{door}", rule.severity.name())
}

/// The rules by what they are about.
fn groups() -> impl Iterator<Item = (Group, Vec<&'static Rule>)> {
    Group::ALL.into_iter().map(|group| (group, RULES.into_iter().filter(|rule| rule.group == group).collect()))
}

fn table(width: usize) -> String {
    let bold = Style::new().effects(Effects::BOLD);
    let name = RULES.iter().map(|rule| rule.name.len()).max().unwrap_or(0);
    // "information" and ", off"; what --final does stands after the summary.
    let short = |rule: &Rule| format!("{}{}", rule.severity.name(), if rule.standard { "" } else { ", off" });
    let levels = RULES.iter().map(|rule| short(rule).len()).max().unwrap_or(0);
    let before = 2 + name + 2 + levels + 2;
    let mut text = String::new();
    for (group, rules) in groups() {
        text += &format!("{bold}{}{bold:#}\n", group.title());
        for rule in rules {
            let door = rule.error_from.map_or_else(String::new, |door| format!(" An error with --final={door}."));
            let summary = format!("{}{door}", rule.summary);
            // On a narrow terminal the summary stands below.
            let (columns, indent) = if width >= before + 30 { (width - before, before) } else { (width - 6, 6) };
            let mut lines = wrap(&summary, columns, 0).into_iter();
            match indent == before {
                true => {
                    let first = lines.next().unwrap_or_default();
                    text += &format!("  {:name$}  {:levels$}  {first}\n", rule.name, short(rule));
                }
                false => text += &format!("  {}  {}\n", rule.name, short(rule)),
            }
            lines.for_each(|line| text += &format!("{:indent$}{line}\n", ""));
        }
        text.push('\n');
    }
    wrap("`rapporteur explain RULE` shows the page of a rule.", width, 0)
        .iter()
        .for_each(|line| text += &format!("{line}\n"));
    text
}

fn markdown() -> String {
    let mut text = String::new();
    for (group, rules) in groups() {
        if !text.is_empty() {
            text.push('\n');
        }
        text += &format!("**{}**\n\n| rule | level | finds |\n| --- | --- | --- |\n", group.title());
        for rule in rules {
            text += &format!("| `{}` | {} | {} |\n", rule.name, level(rule), rule.summary.replace('|', "\\|"));
        }
    }
    text
}

fn json() -> String {
    #[derive(Serialize)]
    struct RuleRow {
        name: &'static str,
        group: &'static str,
        level: &'static str,
        /// Whether it looks without being chosen.
        on: bool,
        /// From which door of `--final` on what it finds is an error.
        #[serde(rename = "final")]
        door: Option<&'static str>,
        summary: &'static str,
        page: String,
    }
    let rows = RULES.iter().map(|rule| RuleRow {
        name: rule.name,
        group: rule.group.name(),
        level: rule.severity.name(),
        on: rule.standard,
        door: rule.error_from.map(Door::name),
        summary: rule.summary,
        page: rule.markdown(),
    });
    let rows: Vec<RuleRow> = rows.collect();
    serde_json::to_string_pretty(&rows).unwrap_or_default() + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_width::UnicodeWidthStr;

    #[test]
    fn the_table_fits_and_has_every_rule() {
        for width in [40, 60, 80, 120] {
            let text = anstream::adapter::strip_str(&table(width)).to_string();
            assert!(text.lines().all(|line| line.width() <= width), "{width}:\n{text}");
            assert!(RULES.iter().all(|rule| text.contains(rule.name)));
        }
    }
}
