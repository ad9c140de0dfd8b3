//! Findings: what a rule says about a place.

use std::sync::Arc;

use serde::Serialize;

use super::Rule;
use crate::catalogue::Judgement;
use crate::edits::Fix;
use crate::syntax::{ClauseId, SectionId};
use crate::text::{FileId, Span};

/// How much a finding weighs.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Wrong: it embarrasses a delegation in plenary.
    Error,
    /// Wrong as far as is known, or wrong in form.
    Warning,
    /// Worth knowing.
    Information,
    /// A suggestion.
    Hint,
}

impl Severity {
    /// In lower case, as reports write it.
    pub fn name(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Information => "information",
            Severity::Hint => "hint",
        }
    }
}

/// A place that helps to understand a finding.
#[derive(Clone, PartialEq, Debug)]
pub struct Related {
    /// The file; none: the finding's own.
    pub file: Option<FileId>,
    /// In the finding's own file counted as the finding's span is, in another from the start of the file.
    pub span: Span,
    /// What is there.
    pub message: String,
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
    /// Which rule.
    pub rule: &'static Rule,
    /// How much it weighs here.
    pub severity: Severity,
    /// Where.
    pub span: Span,
    /// What is wrong and what would be right.
    pub message: String,
    /// What it rests on: sentences with their source.
    pub evidence: Vec<String>,
    /// Places that help to understand it.
    pub related: Vec<Related>,
    /// Whether what it speaks of is out of use: an editor strikes it through.
    pub struck: bool,
    /// Words that are left over from an older text: an editor shows them faded.
    pub faded: Vec<Span>,
    /// What a drafter accepts by it, where that is not the words of its place.
    pub accepted_as: Option<Box<str>>,
    /// What it is about: its fixes start here.
    pub(super) subject: Subject,
    /// Whether it weighs less than its rule's other findings.
    pub(super) lighter: bool,
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
    /// A finding with the rule's own severity.
    pub(super) fn new(rule: &'static Rule, subject: Subject, span: Span, message: impl Into<String>) -> Finding {
        Finding {
            rule,
            severity: rule.severity,
            span,
            message: message.into(),
            evidence: Vec::new(),
            related: Vec::new(),
            struck: false,
            faded: Vec::new(),
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
    pub fn related(mut self, span: Span, message: impl Into<String>) -> Finding {
        self.related.push(Related { file: None, span, message: message.into() });
        self
    }

    /// The same finding about something that is out of use.
    #[must_use]
    pub fn struck(self) -> Finding {
        Finding { struck: true, ..self }
    }

    /// The same finding with words that are left over from an older text.
    #[must_use]
    pub fn faded(self, faded: Vec<Span>) -> Finding {
        Finding { faded, ..self }
    }

    /// The same finding with the words by which a drafter accepts it.
    #[must_use]
    pub fn accepted_as(self, words: impl Into<Box<str>>) -> Finding {
        Finding { accepted_as: Some(words.into()), ..self }
    }

    /// The finding with its places counted from the start of the file, for a text that starts at `by`.
    #[must_use]
    pub fn in_file(&self, by: u32) -> Finding {
        let mut finding = self.clone();
        finding.span = finding.span.shift(by);
        for related in finding.related.iter_mut().filter(|related| related.file.is_none()) {
            related.span = related.span.shift(by);
        }
        finding.faded.iter_mut().for_each(|span| *span = span.shift(by));
        finding
    }
}
