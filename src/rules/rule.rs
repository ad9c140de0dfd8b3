//! What a rule is, and how one is declared.

use std::hash::{Hash, Hasher};

use super::{Context, Finding, Severity};
use crate::edits::Fix;
use crate::text::Cancelled;
use crate::workspace::Level;

/// What a rule is about.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Group {
    /// Proposals and their tracked changes.
    Proposals,
    /// Other texts that are cited.
    Citations,
    /// Clauses that are referred to.
    References,
    /// Sections, clauses and their labels.
    Structure,
    /// Words, spaces and hyphens.
    Language,
}

impl Group {
    /// As a heading: "Proposals".
    pub fn title(self) -> &'static str {
        match self {
            Group::Proposals => "Proposals",
            Group::Citations => "Citations",
            Group::References => "References",
            Group::Structure => "Structure",
            Group::Language => "Language",
        }
    }
}

/// How far a rule looks: what a finding of it depends on, beside the head of the text, its configuration, and how the text is
/// read as a whole (whether its changes are tracked, or were lost in copying). Each takes in those before it. Where
/// nothing of that has changed, its findings have not.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Scope {
    /// One clause; outside the clauses, one line.
    Clause,
    /// One section: its call and its clauses.
    Section,
    /// The text.
    Text,
    /// Other texts too, and what the catalogue knows.
    Workspace,
}

/// A rule.
#[derive(Debug)]
pub struct Rule {
    /// Its name, which configuration and reports use; it stays the same once released.
    pub name: &'static str,
    /// What it is about.
    pub group: Group,
    /// How far it looks.
    pub scope: Scope,
    /// How much its findings weigh, unless a finding says less.
    pub severity: Severity,
    /// Whether it looks without being chosen.
    pub standard: bool,
    /// Whether what it finds is an error in the check before submission.
    pub finally: bool,
    /// Whether its fixes bring citations to the edition that stands best, so that they are updated together.
    pub updates_citations: bool,
    /// What it finds, in a line.
    pub summary: &'static str,
    /// Its page for drafters, in Markdown. What stands in a block called `wrong` it finds, in one called `right` it finds
    /// nothing; a test asserts it.
    pub page: &'static str,
    /// Looks at a text.
    pub check: fn(&Context<'_>, &mut Vec<Finding>),
    /// How a finding of the rule can be fixed, the best way first. Asked only when somebody wants to know; findings about the
    /// same section have the same fixes.
    pub fixes: fn(&Context<'_>, &Finding) -> Result<Vec<Fix>, Cancelled>,
}

impl Rule {
    /// The level that is its own.
    pub fn level(&self) -> Level {
        match self.severity {
            Severity::Error => Level::Error,
            Severity::Warning => Level::Warning,
            Severity::Information => Level::Information,
            Severity::Hint => Level::Hint,
        }
    }

    /// Its page as Markdown holds it, without the space that a comment has before each line.
    pub fn markdown(&self) -> String {
        self.page.lines().map(|line| format!("{}\n", line.strip_prefix(' ').unwrap_or(line))).collect()
    }

    /// What a declaration leaves out.
    pub(super) const USUAL: Rule = Rule {
        name: "",
        group: Group::Structure,
        scope: Scope::Workspace,
        severity: Severity::Warning,
        standard: true,
        finally: false,
        updates_citations: false,
        summary: "",
        page: "",
        check: |_, _| {},
        fixes: |_, _| Ok(Vec::new()),
    };
}

/// There is one rule of each name.
impl PartialEq for Rule {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for Rule {}

impl Hash for Rule {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.name.hash(state);
    }
}

/// Declares a rule: its comment is its page for drafters.
macro_rules! rule {
    ($(#[doc = $line:literal])+ $field:ident $($rest:tt)+) => {
        $(#[doc = $line])+
        pub static RULE: $crate::rules::Rule = $crate::rules::Rule {
            page: concat!($($line, "\n"),+),
            $field $($rest)+
            ..$crate::rules::Rule::USUAL
        };
    };
}

pub(super) use rule;
