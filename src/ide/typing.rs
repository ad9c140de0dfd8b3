//! The citation that is being typed: how far it has come.

use crate::text::INSERTION;
use std::sync::LazyLock;

use regex::Regex;

use super::line::CursorLine;
use crate::catalogue::AsOf;
use crate::syntax::{Body, Citation, Instrument, Sector};

/// How many words of a title may stand for a number.
const QUERY_WORDS: usize = 8;
/// The longest edition, body and title that are being typed, in bytes.
const EDITION_BYTES: usize = 60;
const BODY_BYTES: usize = 90;
const TITLE_BYTES: usize = 260;

/// A word for an instrument, and the whitespace after it.
static WORD: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(Resolution|Decision|Recommendation|Opinion)(s?)[ \u{a0}]+").expect("tested"));

/// What ends a citation, where its number should be.
const ENDS: [char; 9] = ['.', ';', ':', ',', '(', ')', '[', ']', '\t'];

/// The word for a text with what is typed after it. Places are bytes of the line before the cursor.
pub(super) struct Begun<'l> {
    pub instrument: Instrument,
    /// "Resolutions".
    pub many: bool,
    /// Where the word begins.
    pub word: usize,
    /// Who is named before it, and where that begins: "UNGA Resolution".
    pub named: Option<(usize, Body)>,
    /// What stands after it.
    pub query: &'l str,
}

/// The last word for a text before the cursor. "this Resolution" cites nothing.
pub(super) fn begun<'l>(line: &'l CursorLine<'_>) -> Option<Begun<'l>> {
    let before = line.before.as_str();
    let found = WORD.captures_iter(before).last()?;
    let (whole, word, plural) = (found.get(0)?, found.get(1)?, found.get(2)?);
    let lead = &before[..word.start()];
    let begins_word = !lead.ends_with(|c: char| c.is_alphanumeric() || c == '-');
    // "recognizing that Resolution 71 …" cites, "in that Resolution" does not.
    let spoken_of = ["this", "present", "same", "of that", "in that", "by that", "under that"];
    let spoken_of = spoken_of.iter().any(|words| lead.trim_end().ends_with(words));
    if !begins_word || spoken_of {
        return None;
    }
    Some(Begun {
        instrument: instrument_of(word.as_str())?,
        many: !plural.is_empty(),
        word: word.start(),
        named: body_before(lead),
        query: &before[whole.end()..],
    })
}

/// Whether words can still be a number, or words of a title that stand for it.
pub(super) fn is_query(query: &str) -> bool {
    !query.contains(ENDS) && query.split_whitespace().count() <= QUERY_WORDS
}

fn instrument_of(word: &str) -> Option<Instrument> {
    use Instrument::{Decision, Opinion, Recommendation, Resolution};
    [Resolution, Decision, Recommendation, Opinion].into_iter().find(|instrument| instrument.word() == word)
}

/// "UNGA " before "Resolution": where it begins, and who it is. A longer name is looked for first.
pub(super) fn body_before(lead: &str) -> Option<(usize, Body)> {
    let before = lead.trim_end();
    if before.len() == lead.len() {
        return None;
    }
    let names = Body::all().iter().flat_map(|body| body.names.iter().map(move |name| (body.body, name)));
    let fits = names.filter(|(_, name)| {
        before
            .strip_suffix(name.as_str())
            .is_some_and(|rest| !rest.ends_with(|c: char| c.is_alphanumeric() || c == '-'))
    });
    fits.max_by_key(|(_, name)| name.len()).map(|(body, name)| (before.len() - name.len(), body))
}

/// A part of a citation.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Stage {
    Edition,
    Body,
    Title,
}

/// A citation that has its number, and the cursor after that.
pub(super) struct Typing<'l> {
    pub citation: &'l Citation,
    pub stage: Stage,
    /// What is typed of that part: after "(", "of ", ", on "; none where it is not begun.
    pub typed: Option<&'l str>,
    /// Bytes after the cursor that belong to that part.
    pub after: usize,
}

/// The citation whose edition, body or title is being typed.
pub(super) fn typing<'l>(line: &'l CursorLine<'_>) -> Option<Typing<'l>> {
    let citations = line.text.tree().citations();
    let at = line.local();
    let index = citations.partition_point(|placed| placed.it.span.start < at).checked_sub(1)?;
    let citation = &citations[index].it;
    let reached = |stage, typed, after| Some(Typing { citation, stage, typed, after });
    let own_edition = citation.edition.as_ref().filter(|mention| !citation.edition_shared && mention.span.len() > 1);
    if at <= citation.number_span.end {
        return None;
    }
    if let Some(mention) = own_edition.filter(|mention| mention.span.start > citation.number_span.start)
        && mention.span.start < at
        && at < mention.span.end
    {
        // Up to the closing bracket.
        let after = (mention.span.end - 1 - at) as usize;
        let typed = line.said_from(mention.span.start + 1)?;
        return (line.after.is_char_boundary(after)).then(|| reached(Stage::Edition, Some(typed), after))?;
    }
    let mut rest = opened(line.said_from(citation.span.end)?);
    if citation.edition.is_none() && needs_edition(citation) {
        if rest.is_empty() {
            return reached(Stage::Edition, None, 0);
        }
        if let Some(typed) = rest.strip_prefix('(') {
            let open = !typed.contains([')', '(', ';']) && typed.len() <= EDITION_BYTES;
            return if open { reached(Stage::Edition, Some(typed), 0) } else { None };
        }
    }
    match citation.adopter {
        Some((_, span)) if span.start >= citation.span.end => {
            if at <= span.end {
                let after = (span.end - at) as usize;
                let typed = line.said_from(span.start)?.trim_start().strip_prefix("of")?.trim_start();
                return line.after.is_char_boundary(after).then(|| reached(Stage::Body, Some(typed), after))?;
            }
            rest = opened(line.said_from(span.end)?);
        }
        Some(_) => {}
        None => {
            if let Some(typed) = after_word(rest.strip_prefix(',').unwrap_or(rest), "of") {
                let open = !typed.contains(ENDS) && typed.len() <= BODY_BYTES;
                return if open { reached(Stage::Body, Some(typed), 0) } else { None };
            }
            if rest.is_empty() || rest == "o" {
                return reached(Stage::Body, None, 0);
            }
        }
    }
    if rest.is_empty() {
        return reached(Stage::Title, None, 0);
    }
    let rest = rest.strip_prefix(',')?;
    match after_word(rest, "on") {
        Some(typed) if !typed.contains(['.', ';', ':', '\t']) && typed.len() <= TITLE_BYTES => {
            reached(Stage::Title, Some(typed), 0)
        }
        None if "on".starts_with(rest.trim()) => reached(Stage::Title, None, 0),
        _ => None,
    }
}

/// Without whitespace, and without a mark that opens a tracked insertion there.
fn opened(rest: &str) -> &str {
    let spaces = [' ', '\u{a0}'];
    let rest = rest.trim_start_matches(spaces);
    rest.strip_prefix(INSERTION[0]).unwrap_or(rest).trim_start_matches(spaces)
}

/// "the Plen" of " of the Plen".
fn after_word<'l>(rest: &'l str, word: &str) -> Option<&'l str> {
    let rest = rest.trim_start().strip_prefix(word)?;
    let typed = rest.trim_start();
    (typed.len() < rest.len()).then_some(typed)
}

/// Whether a citation is not whole without place and year, as far as its own words tell.
fn needs_edition(citation: &Citation) -> bool {
    let plain = citation.number.bytes().all(|byte| byte.is_ascii_digit());
    plain && citation.sector.is_none() && !citation.named_body().is_some_and(Body::cites_without_edition)
}

/// The body that a citation names, "of this assembly" included.
pub(super) fn body_of(citation: &Citation, as_of: &AsOf) -> Option<Body> {
    let radio = (citation.sector == Some(Sector::R)).then_some(Body::Ra);
    let own = || citation.is_of_this_meeting().then(|| as_of.body()).flatten();
    citation.named_body().or_else(own).or(radio)
}
