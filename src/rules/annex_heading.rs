//! The annexes of a text, as their headings name them.

use std::collections::BTreeSet;

use super::Context;
use crate::syntax::{Annex, Citation, ResidueKind};
use crate::text::Span;

/// An annex or appendix with what its heading says.
pub(super) struct AnnexHeading<'a> {
    annex: &'a Annex,
    /// "annex", "appendix"
    pub word: String,
    /// "1", "A"; empty where it has none.
    pub number: String,
}

/// The annexes and appendices, in order; none where conversion ran one into a line, so that others may be missing.
pub(super) fn annex_headings<'a>(context: &Context<'a>) -> Vec<AnnexHeading<'a>> {
    let tree = context.tree();
    let residue = tree.residue().iter().chain(tree.sections().flat_map(|(_, section)| &section.residue));
    if residue.into_iter().any(|residue| residue.kind == ResidueKind::GluedAnnex) {
        return Vec::new();
    }
    let heading = |annex: &'a Annex| {
        let words = context.quoted(annex.span);
        let mut words = words.split(' ');
        let word = words.next()?.to_lowercase();
        let number = words.next().unwrap_or_default().trim_matches(|c: char| !c.is_alphanumeric());
        let numbered = number.len() <= 4 && number.chars().all(|c| c.is_ascii_digit() || c.is_ascii_uppercase());
        let number = if numbered && !matches!(number, "TO" | "OF") { number.to_owned() } else { String::new() };
        matches!(&*word, "annex" | "appendix").then_some(AnnexHeading { annex, word, number })
    };
    tree.annexes().iter().filter_map(heading).collect()
}

impl<'a> AnnexHeading<'a> {
    /// The text whose annex its heading says it is: "ANNEX 1 (to Resolution 5 (Rev. Dubai, 2018))", in one line or two.
    pub(super) fn of_text(&self, context: &Context<'a>) -> Option<&'a Citation> {
        let view = context.view();
        let start = view.from_source(self.annex.span.start) as usize;
        let end = view.from_source(self.annex.span.end) as usize;
        let after = view.text[end..].trim_start();
        let second = if after.starts_with("(to ") { after.find('\n').unwrap_or(after.len()) } else { 0 };
        let end = if second > 0 { view.text.len() - after.len() + second } else { end };
        let within = view.to_source(Span::of(start..end));
        let tree = context.tree();
        let first = tree.citations().partition_point(|cited| cited.it.span.start < within.start);
        let cited = tree.citations().get(first).map(|cited| &cited.it).filter(|it| it.span.start < within.end)?;
        let before = view.text[start..view.from_source(cited.list_span.start) as usize].trim_end();
        before.to_lowercase().ends_with("to").then_some(cited)
    }

    /// The numbers of its paragraphs, as its lines begin with them.
    pub(super) fn paragraphs(&self, context: &Context<'a>) -> BTreeSet<u32> {
        let view = context.view();
        let [start, end] = [self.annex.span.end, self.annex.extent.end].map(|at| view.from_source(at) as usize);
        let number = |line: &str| {
            let line = line.trim_start();
            let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
            let stands = line[digits..].starts_with(|c: char| c.is_whitespace() || matches!(c, '.' | ')'));
            line[..digits].parse().ok().filter(|_| stands)
        };
        view.text.get(start..end).unwrap_or_default().lines().filter_map(number).collect()
    }
}
