//! The words that rules on language look at.

use super::{Context, Finding, Fix, Rule, Subject};
use crate::edits::Edit;
use crate::syntax::Action;
use crate::text::{PieceKind, Span, offset};

/// The words of a text as proposed, with the way to their places.
pub(super) struct Prose<'c, 'a> {
    context: &'c Context<'a>,
    /// The text as proposed, whole.
    pub text: &'c str,
    /// Which part of it is looked at: no more than the resolution itself, which is neither cover text nor reasons.
    pub body: std::ops::Range<usize>,
    /// Whether the text in force is beside it: then only inserted words are the drafter's.
    tracked: bool,
}

impl<'c, 'a> Prose<'c, 'a> {
    /// The words of a text. A cover text has none that are a resolution's.
    pub(super) fn of(context: &'c Context<'a>) -> Prose<'c, 'a> {
        let (tree, text) = (context.tree(), context.view().text.as_str());
        let in_force = |action: Action| action.modifies() || action.only_refers();
        let tracked = context.placed.text.is_changed() || tree.action().is_some_and(in_force);
        let (body, window) = (context.body(), context.looked_at_words());
        let start = window.start.clamp(body.start, body.end);
        let body = start..window.end.clamp(start, body.end);
        Prose { context, text, body, tracked }
    }

    /// A range of the words as a place of the text.
    pub(super) fn place(&self, range: std::ops::Range<usize>) -> Span {
        self.context.view().to_source(Span::of(range))
    }

    /// Where a place of the text is in the words.
    pub(super) fn range(&self, place: Span) -> std::ops::Range<usize> {
        self.context.in_view(place)
    }

    /// Whether a place is the drafter's own: not the text in force, whose typography a proposal does not change.
    ///
    /// In a text copied from Word nobody can tell before its tracking is restored.
    pub(super) fn is_own(&self, place: Span) -> bool {
        let text = &self.context.placed.text;
        !self.tracked || (text.flattened.is_none() && text.changes.kind_of(place) == Some(PieceKind::Inserted))
    }

    /// Whether a place stands in the clauses, not in head or annexes.
    pub(super) fn in_clause(&self, place: Span) -> bool {
        self.context.tree().clause_at(place.start).is_some()
    }

    /// Whether a place stands in a citation, between its word and the end of its edition.
    pub(super) fn in_citation(&self, place: Span) -> bool {
        let citations = self.context.tree().citations();
        let after = citations.partition_point(|cited| cited.it.span.start <= place.start);
        after.checked_sub(1).is_some_and(|at| citations[at].it.span.contains(place))
    }

    /// The line that holds a place of the words.
    pub(super) fn line(&self, at: usize) -> std::ops::Range<usize> {
        let start = self.text[..at].rfind(['\n', '\r']).map_or(0, |end| end + 1);
        let end = self.text[at..].find(['\n', '\r']).map_or(self.text.len(), |len| at + len);
        start..end
    }
}

/// A place and what should stand there.
pub(super) struct Replacement {
    pub span: Span,
    pub right: &'static str,
}

/// The one finding that a text gets for all replacements of a kind: at the first, with the count.
pub(super) fn once(rule: &'static Rule, replacements: &[Replacement], message: &str) -> Option<Finding> {
    let first = replacements.first()?;
    let more = match replacements.len() {
        1 => String::new(),
        2 => "; so in one more place of this text".to_owned(),
        count => format!("; so in {} more places of this text", count - 1),
    };
    Some(Finding::new(rule, Subject::Text, first.span, format!("{message}{more}")))
}

/// The one fix that makes all replacements.
pub(super) fn replace_all(context: &Context<'_>, replacements: &[Replacement], title: &str) -> Vec<Fix> {
    let pen = context.pen();
    let edits: Option<Vec<Vec<Edit>>> = replacements.iter().map(|it| pen.replace(it.span, it.right)).collect();
    let edits: Vec<Edit> = edits.into_iter().flatten().flatten().collect();
    if edits.is_empty() {
        return Vec::new();
    }
    let title = match replacements.len() {
        1 => title.to_owned(),
        count => format!("{title} in {} places", offset(count)),
    };
    vec![Fix { title, safe: true, edits }]
}
