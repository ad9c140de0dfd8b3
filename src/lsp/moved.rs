//! References that name other clauses than before the edits of an open file: labels were put in order by hand, and they
//! stayed behind. What the file said before is known here alone, so this is the server's own finding: no rule, and nothing that
//! the command line finds.

use tower_lsp::ls_types::{Diagnostic, DiagnosticSeverity, NumberOrString};

use super::convert::Converter;
use super::snapshot::TextSnapshot;
use crate::assists::MOVED_REFERENCE;
use crate::edits::{MovedTarget, Pen, changed_texts};
use crate::text::{Cancellation, Cancelled, Side, Span};
use crate::workspace::RuleLevel;

/// What is to be said of an open file.
///
/// # Errors
/// It is not wanted any more.
pub(super) fn diagnostics(
    text: &TextSnapshot,
    converter: &Converter<'_>,
    cancellation: Cancellation<'_>,
) -> Result<Vec<Diagnostic>, Cancelled> {
    let mut diagnostics = Vec::new();
    let TextSnapshot { document, workspace, file, .. } = text;
    // It tells what the rule of that name would, were it written down what the file said before.
    let off = workspace.config(*file).level(MOVED_REFERENCE, workspace.path(*file)) == Some(RuleLevel::Off);
    if !text.is_resolution || off {
        return Ok(diagnostics);
    }
    for nth in changed_texts(workspace, *file, document) {
        let pen = Pen::new(workspace, document, &document.texts[nth], *file).cancelled_by(cancellation);
        let moved = pen.moved_references();
        let said =
            moved.iter().map(|moved| diagnostic(converter, pen.placed.in_file(moved.target), message(&pen, moved)));
        diagnostics.extend(said);
        let heading = pen.placed.text.proposed.heading.as_ref().map_or(Span::empty(0), |heading| heading.span);
        let message = match pen.moved_citing()? {
            0 => continue,
            1 => "1 reference of another text names another clause of this one".to_owned(),
            many => format!("{many} references of other texts name other clauses of this one"),
        };
        let message = format!("{message} than before the last edits");
        diagnostics.push(diagnostic(converter, pen.placed.in_file(heading), message));
    }
    Ok(diagnostics)
}

fn diagnostic(converter: &Converter<'_>, place: Span, message: String) -> Diagnostic {
    Diagnostic {
        range: converter.range(place),
        severity: Some(DiagnosticSeverity::WARNING),
        code: Some(NumberOrString::String(MOVED_REFERENCE.into())),
        source: Some("rapporteur".into()),
        message,
        ..Default::default()
    }
}

fn message(pen: &Pen<'_>, moved: &MovedTarget) -> String {
    let words = |span| pen.document.words(pen.placed, span, Side::Proposed);
    let said = format!("\u{201c}{} {}\u{201d}", words(moved.call), words(moved.target));
    let tree = &pen.placed.text.proposed;
    let meant = match moved.meant[..] {
        [] => "a clause that was deleted".to_owned(),
        [only] => format!("what is {} now", tree.name(only)),
        [first, .., last] => format!("what is {} to {} now", tree.name(first), tree.name(last)),
    };
    format!("Before the last edits, {said} named {meant}")
}
