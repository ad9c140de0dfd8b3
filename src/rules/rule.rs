//! What a rule is, how one is declared, and what it finds: a finding names its rule.

use std::borrow::Cow;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use smol_str::SmolStr;

use super::context::Context;
use super::severity::Severity;
use crate::catalogue::Judgement;
use crate::edits::Fix;
use crate::semantics::JudgedCitation;
use crate::syntax::{ClauseId, SectionId};
use crate::text::{Cancelled, FileId, Span};
use crate::workspace::{Door, RuleLevel};

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
    pub const ALL: [Group; 5] =
        [Group::Proposals, Group::Citations, Group::References, Group::Structure, Group::Language];

    /// Its name on a command line: "proposals".
    pub fn name(self) -> &'static str {
        match self {
            Group::Proposals => "proposals",
            Group::Citations => "citations",
            Group::References => "references",
            Group::Structure => "structure",
            Group::Language => "language",
        }
    }

    /// As a heading: "Proposals".
    pub fn title(self) -> String {
        let (first, rest) = self.name().split_at(1);
        first.to_uppercase() + rest
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
    Text,
    /// Other texts too, and what the catalogue knows.
    Workspace,
}

/// Whose words a finding of a rule depends on, beside what the tree has of them: labels, citations, references, stops. Where
/// nothing but words of one clause has changed, the rule's other findings stay.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Words {
    /// Nobody's.
    None,
    /// Those of the clause that holds its place.
    Clause,
    /// Those of the section that holds its place.
    Section,
    /// Those of the whole text.
    Text,
}

/// What a drafter has to leave before a finding there is shown by an editor that is quiet while one writes: until then the next
/// words may cure it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Waits {
    /// Nothing: the next words do not cure it.
    No,
    /// The line, or the clause, that is being written.
    Line,
    /// The section that is being written.
    Section,
}

#[derive(Debug)]
pub struct Rule {
    /// Its name, which configuration and reports use; it stays the same once released.
    pub name: &'static str,
    pub group: Group,
    /// How far it looks.
    pub scope: Scope,
    /// Whose words it reads. It reads nothing beyond them; [`Context::looks_at`] and the like spare it the others. `Text` is always right.
    pub(super) words: Words,
    /// How much its findings weigh, unless a finding says less.
    pub severity: Severity,
    /// Whether its findings wait while a drafter writes there.
    pub waits: Waits,
    /// Whether it looks without being chosen.
    pub standard: bool,
    /// From which door on it looks where it is not standard.
    pub looks_from: Option<Door>,
    /// From which door on what it finds is an error in the check before submission.
    pub error_from: Option<Door>,
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
    pub fn level(&self) -> RuleLevel {
        match self.severity {
            Severity::Error => RuleLevel::Error,
            Severity::Warning => RuleLevel::Warning,
            Severity::Information => RuleLevel::Information,
            Severity::Hint => RuleLevel::Hint,
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
        words: Words::Text,
        severity: Severity::Warning,
        waits: Waits::No,
        standard: true,
        looks_from: None,
        error_from: None,
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

/// A place that helps to understand a finding.
#[derive(Clone, PartialEq, Debug)]
pub struct Related {
    /// The file; none: the finding's own.
    pub file: Option<FileId>,
    /// In the finding's own file counted as the finding's span is, in another from the start of the file.
    pub span: Span,
    pub message: SmolStr,
}

/// What a finding is about. Ids and indexes count in the text as proposed that was looked at, and hold as long as that
/// text is the same allocation, which is as long as its findings are kept.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(super) enum Subject {
    /// The text as a whole.
    Text,
    /// The words of the finding's place.
    Words,
    Section(SectionId),
    Clause(ClauseId),
    Citation(usize),
    /// A meeting that is named outside a citation.
    Meeting(usize),
    HistoryEntry(usize),
    Reference(usize),
    /// What a reference names: which reference, and which of its targets.
    Target(usize, usize),
    Note(usize),
    NoteMark(usize),
    Abbreviation(usize),
    /// Where an abbreviation is introduced: which, and which of these places.
    Introduction(usize, usize),
}

/// What a rule says about a place. Its places count from the start of the text, until
/// [`Finding::in_file`] moves them.
#[derive(Clone, PartialEq, Debug)]
pub struct Finding {
    pub rule: &'static Rule,
    /// How much it weighs here.
    pub severity: Severity,
    pub span: Span,
    /// What is wrong and what would be right.
    pub message: SmolStr,
    /// What it rests on: sentences with their source.
    pub evidence: Vec<String>,
    /// Places that help to understand it.
    pub related: Vec<Related>,
    /// Whether what it speaks of is out of use: an editor strikes it through.
    pub struck: bool,
    /// What a drafter accepts by it, where that is not the words of its place.
    pub accepted_as: Option<SmolStr>,
    /// What it is about: its fixes start here.
    pub(super) subject: Subject,
    /// Whether it weighs less than its rule's other findings.
    pub(super) lighter: bool,
}

/// So many related places a reader is shown.
const MOST_SHOWN: usize = 10;

/// A related place as a reader is shown it.
pub struct ShownRelated<'a> {
    pub place: &'a Related,
    /// How many places are not shown from this one on; 0: it is shown itself.
    pub left_out: usize,
}

impl ShownRelated<'_> {
    /// What is said of it: "and 23 more" where that many are left out.
    pub fn message(&self) -> Cow<'_, str> {
        match self.left_out {
            0 => Cow::Borrowed(&self.place.message),
            more => Cow::Owned(format!("and {more} more")),
        }
    }
}

/// A finding with the ways to fix it, the best first.
#[derive(Clone, PartialEq, Debug)]
pub struct Reported {
    /// Its places count from the start of the file.
    pub finding: Finding,
    /// The same allocation in all findings that share them.
    pub fixes: Arc<[Fix]>,
}

impl Finding {
    /// What a drafter accepts who accepts this finding alone: `words`, which stand at its place, unless it says others; none
    /// where it counts all places of a text and so has no words of its own.
    pub fn acceptable(&self, words: impl FnOnce() -> String) -> Option<String> {
        (self.rule.group != Group::Language).then(|| self.accepted_as.as_deref().map_or_else(words, str::to_owned))
    }

    /// A finding with the rule's own severity.
    pub(super) fn new(rule: &'static Rule, subject: Subject, span: Span, message: impl Into<SmolStr>) -> Finding {
        Finding {
            rule,
            severity: rule.severity,
            span,
            message: message.into(),
            evidence: Vec::new(),
            related: Vec::new(),
            struck: false,
            accepted_as: None,
            subject,
            lighter: false,
        }
    }

    /// The same finding, which weighs less than its rule's others: configured to weigh more, they do, and it does not.
    #[must_use]
    pub(super) fn lighter(self, severity: Severity) -> Finding {
        Finding { severity, lighter: true, ..self }
    }

    /// The same finding, as a hint where that is said of it.
    #[must_use]
    pub(super) fn hint_if(self, hint: bool) -> Finding {
        if hint { self.lighter(Severity::Hint) } else { self }
    }

    /// The same finding with what a judgement of the catalogue rests on.
    #[must_use]
    pub fn resting_on(mut self, judgement: &Judgement) -> Finding {
        self.evidence.extend(judgement.evidence.iter().map(|evidence| format!("{evidence:#}")));
        self
    }

    /// The same finding with a related place of the same text.
    #[must_use]
    pub fn related(mut self, span: Span, message: impl Into<SmolStr>) -> Finding {
        self.related.push(Related { file: None, span, message: message.into() });
        self
    }

    /// The same finding about something that is out of use.
    #[must_use]
    pub fn struck(self) -> Finding {
        Finding { struck: true, ..self }
    }

    /// The same finding with the words by which a drafter accepts it.
    #[must_use]
    pub fn accepted_as(self, words: impl Into<SmolStr>) -> Finding {
        Finding { accepted_as: Some(words.into()), ..self }
    }

    /// The related places that a reader is shown: the first, and the one after them that says how many more there are. Reports
    /// for programs have all of [`Finding::related`].
    pub fn shown_related(&self) -> impl Iterator<Item = ShownRelated<'_>> {
        let (first, rest) = self.related.split_at(self.related.len().min(MOST_SHOWN));
        let first = first.iter().map(|place| ShownRelated { place, left_out: 0 });
        first.chain(rest.first().map(|place| ShownRelated { place, left_out: rest.len() }))
    }

    /// The finding with its places counted from the start of the file, for a text that starts at `by`.
    #[must_use]
    pub fn in_file(&self, by: u32) -> Finding {
        let mut finding = self.clone();
        finding.span = finding.span.shift(by);
        for related in finding.related.iter_mut().filter(|related| related.file.is_none()) {
            related.span = related.span.shift(by);
        }
        finding
    }
}

impl<'a> Context<'a> {
    /// The citation that a finding is about.
    pub(super) fn cited(&self, finding: &Finding) -> Option<&JudgedCitation<'a>> {
        match finding.subject {
            Subject::Citation(nth) => self.citations().get(nth),
            _ => None,
        }
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
