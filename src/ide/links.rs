//! What leads out of a draft: citations to the files of the workspace that have the text, others to their public
//! addresses, which `data/links.json` makes from the number. No link is better than a wrong one: a form that the data
//! do not know leads nowhere.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::LazyLock;

use regex::{Captures, Regex};
use ropey::Rope;
use serde::Deserialize;

use super::definition::citation_span;
use super::{Location, Place};
use crate::catalogue::{TextKey, official_form, text_form};
use crate::syntax::{Body, Citation, Edition, Instrument, Sector, Tree, split_revision};
use crate::text::{Cancellation, Cancelled, Span, offset};
use crate::workspace::TextLocation;

/// A place that leads somewhere.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Link {
    /// Bytes from the start of the file.
    pub span: Span,
    pub goal: Goal,
    /// What is shown of it.
    pub tooltip: String,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Goal {
    /// A public address.
    Address(String),
    /// A text of the workspace: its heading.
    Text(Location),
}

/// How an address is made from a number, or from words of the text.
#[derive(Deserialize)]
struct Template {
    name: String,
    #[serde(default)]
    instrument: Option<Instrument>,
    #[serde(default)]
    body: Option<Body>,
    #[serde(default)]
    sector: Option<String>,
    /// Of the cited edition.
    #[serde(default)]
    year: Option<u16>,
    #[serde(default)]
    number: Option<String>,
    #[serde(default)]
    words: Option<String>,
    url: String,
    tooltip: String,
}

struct Pattern {
    template: Template,
    regex: Regex,
}

static PATTERNS: LazyLock<Vec<Pattern>> = LazyLock::new(|| {
    let templates: Vec<Template> =
        serde_json::from_str(include_str!("data/links.json")).expect("the templates are tested");
    let pattern = |template: Template| {
        let regex = match (&template.number, &template.words) {
            (Some(number), _) => format!("^(?:{number})$"),
            (None, words) => words.clone().unwrap_or_default(),
        };
        Pattern { regex: Regex::new(&regex).expect("the templates are tested"), template }
    };
    templates.into_iter().map(pattern).collect()
});

/// All links of a file, in order; none within another.
///
/// # Errors
/// They are not wanted any more.
pub fn links(place: &Place<'_>, cancellation: Cancellation<'_>) -> Result<Vec<Link>, Cancelled> {
    let mut links = Vec::new();
    let numbers = numbers_at_hand(place);
    let mut texts = HashMap::new();
    for placed in place.document.texts.iter() {
        let tree = &placed.text.proposed;
        let mut of_unga: HashSet<&str> = HashSet::new();
        let model = super::model(place, placed);
        for (index, citation) in tree.citations().iter().map(|citation| &citation.it).enumerate() {
            cancellation.check()?;
            if citation.named_body() == Some(Body::Unga) {
                of_unga.insert(&citation.number);
            }
            let year = citation.edition.as_ref().and_then(|mention| mention.edition.year());
            // Telling whose text is meant costs far more than looking whether it would help.
            let at_hand = numbers.contains(&(citation.instrument, &*citation.number));
            let by_body = by_number(citation).any(|Pattern { template, .. }| {
                template.body.is_some_and(|body| body != Body::Unga) && template.year.is_none_or(|of| year == Some(of))
            });
            let key = if at_hand || by_body { model.cited_key(index).cloned() } else { None };
            let span = placed.in_file(own_words(tree, index));
            let body = match of_unga.contains(&*citation.number) {
                true => Some(Body::Unga),
                false => key.as_ref().map(|key| key.body),
            };
            let text = key.filter(|_| at_hand).and_then(|key| {
                let edition = citation.edition.as_ref().map(|mention| mention.edition.clone());
                let found = texts.entry((key, edition));
                let found = found.or_insert_with_key(|(key, edition)| in_workspace(place, key, edition.as_ref()));
                found.clone()
            });
            let link = match text {
                Some((heading, _)) if heading.file == place.file => None,
                Some((heading, tooltip)) => Some(Link { span, goal: Goal::Text(heading), tooltip }),
                None => public(place, citation, body, year).map(|(address, tooltip)| Link {
                    span,
                    goal: Goal::Address(address),
                    tooltip,
                }),
            };
            links.extend(link);
        }
    }
    in_words(place, &mut links);
    links.sort_by_key(|link| (link.span.start, std::cmp::Reverse(link.span.end)));
    let mut end = 0;
    links.retain(|link| {
        let free = link.span.start >= end;
        end = if free { link.span.end } else { end };
        free
    });
    Ok(links)
}

/// A citation, by its index, without the words for its body, which may stand far from it.
fn own_words(tree: &Tree, index: usize) -> Span {
    let (citation, whole) = (tree.citation(index), citation_span(tree, index));
    if whole.contains(citation.span) { citation.span } else { whole }
}

/// The numbers of the texts of the workspace, which a citation's is compared with first.
fn numbers_at_hand<'a>(place: &Place<'a>) -> HashSet<(Instrument, &'a str)> {
    let of_drafts = place.snapshot.drafts().flat_map(|draft| draft.document.texts.iter());
    let of_drafts = of_drafts.filter_map(|placed| placed.text.proposed.number());
    let of_drafts = of_drafts.flat_map(|(instrument, _, number)| {
        // The suffix of "ITU-R 7-3" is its edition.
        let base = split_revision(number).map_or(number.as_str(), |(base, _)| base);
        [(instrument, number.as_str()), (instrument, base)]
    });
    let of_files = place.snapshot.files().flat_map(|file| &file.texts).filter_map(|text| text.head.key.as_ref());
    of_drafts.chain(of_files.map(|key| (key.instrument, key.number.as_str()))).collect()
}

/// The text of the workspace that is cited, in the cited edition: its file and heading. The one in the file itself, where there are
/// copies.
fn in_workspace(place: &Place<'_>, key: &TextKey, cited: Option<&Edition>) -> Option<(Location, String)> {
    let texts = place.snapshot.texts(key, cited);
    let found = texts.iter().find(|text| text.file == place.file && is_cited(text, cited)).or(texts.first())?;
    if !is_cited(found, cited) {
        return None;
    }
    let name = found.edition.as_ref().map_or_else(|| text_form(key), |own| official_form(key, own));
    Some((Location { file: found.file, span: found.place }, format!("{name} in the workspace")))
}

fn is_cited(text: &TextLocation, cited: Option<&Edition>) -> bool {
    cited.is_none_or(|cited| text.edition.as_ref().is_some_and(|own| own.same_meeting(cited)))
}

fn by_number(citation: &Citation) -> impl Iterator<Item = &'static Pattern> {
    let sector = citation.sector.map(|sector| match sector {
        Sector::R => "R",
        Sector::T => "T",
        Sector::D => "D",
    });
    let instrument = citation.instrument;
    PATTERNS.iter().filter(move |pattern| {
        let template = &pattern.template;
        template.instrument == Some(instrument) && template.sector.as_deref() == sector
    })
}

fn public(place: &Place<'_>, citation: &Citation, body: Option<Body>, year: Option<u16>) -> Option<(String, String)> {
    let fits = |pattern: &&Pattern| {
        let template = &pattern.template;
        (template.body.is_none() || template.body == body) && (template.year.is_none() || template.year == year)
    };
    let mut fitting = by_number(citation).filter(fits);
    fitting.find_map(|pattern| address(place, &pattern.template, &pattern.regex.captures(&citation.number)?))
}

/// Symbols of documents in running text.
fn in_words(place: &Place<'_>, links: &mut Vec<Link>) {
    let patterns: Vec<&Pattern> = PATTERNS.iter().filter(|pattern| pattern.template.words.is_some()).collect();
    let rope = &place.document.rope;
    let joined =
        |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || matches!(c, '/' | '-' | '.' | '\u{2011}' | '_'));
    for line in lines_with_symbols(rope) {
        let (line, start) = (Cow::<str>::from(rope.line(line)), rope.line_to_byte(line));
        for (pattern, captures) in
            patterns.iter().flat_map(|it| it.regex.captures_iter(&line).map(move |found| (it, found)))
        {
            let found = captures.get_match();
            // A part of something longer is none.
            let after = line[found.end()..].trim_start_matches(['.', '-']).chars().next();
            let cut = joined(line[..found.start()].chars().next_back())
                || line[found.end()..].starts_with(char::is_alphanumeric)
                || line[found.end()..].starts_with('/')
                || (line[found.end()..].starts_with(['.', '-', '\u{2011}'])
                    && after.is_some_and(char::is_alphanumeric));
            if cut {
                continue;
            }
            if let Some((url, tooltip)) = address(place, &pattern.template, &captures) {
                let span = Span::new(offset(start + found.start()), offset(start + found.end()));
                links.push(Link { span, goal: Goal::Address(url), tooltip });
            }
        }
    }
}

/// The lines that may hold a symbol: those with "A/" or "E/".
fn lines_with_symbols(rope: &Rope) -> BTreeSet<usize> {
    let mut lines = BTreeSet::new();
    let (mut start, mut last) = (0, b' ');
    for chunk in rope.chunks().map(str::as_bytes) {
        for slash in memchr::memchr_iter(b'/', chunk) {
            let before = if slash > 0 { chunk[slash - 1] } else { last };
            if matches!(before, b'A' | b'E') {
                lines.insert(rope.byte_to_line(start + slash));
            }
        }
        start += chunk.len();
        last = chunk.last().copied().unwrap_or(last);
    }
    lines
}

/// The address and what is shown of it. A folder may have its own address for a template, or none: "".
fn address(place: &Place<'_>, template: &Template, captures: &Captures<'_>) -> Option<(String, String)> {
    let url = place.snapshot.config(place.file).links.get(&template.name).unwrap_or(&template.url);
    (!url.is_empty()).then(|| (filled(url, captures), filled(&template.tooltip, captures)))
}

/// `{1}` is the first group, `{1:3}` the same with at least three digits, `{0}` all of it.
fn filled(template: &str, captures: &Captures<'_>) -> String {
    let mut filled = String::new();
    let mut rest = template;
    while let Some((before, (inside, after))) =
        rest.split_once('{').and_then(|(before, open)| Some((before, open.split_once('}')?)))
    {
        let (group, width) = inside.split_once(':').unwrap_or((inside, "0"));
        let words = group.parse().ok().and_then(|group| captures.get(group)).map_or("", |found| found.as_str());
        let width: usize = width.parse().unwrap_or(0);
        filled.push_str(before);
        filled.push_str(&"0".repeat(width.min(9).saturating_sub(words.len())));
        filled.push_str(words);
        rest = after;
    }
    filled + rest
}

#[cfg(test)]
mod tests {
    use crate::testing::{Fixture, check, dedent};
    use expect_test::expect;

    fn draft(words: &str) -> String {
        format!("//- head\nrecalling\na)\t$0{words},\nresolves\nto go.\n")
    }

    #[test]
    fn numbers_lead_to_public_addresses() {
        check(
            &draft(
                "UNGA Resolution 57/239, Resolutions 55/63 and 56/121 of the United Nations General Assembly, and Resolution 57/239",
            ),
            Fixture::links,
            expect![[r#"
                draft:6 `Resolution 57/239` -> https://undocs.org/A/RES/57/239 (A/RES/57/239 at the United Nations)
                draft:6 `Resolutions 55/63` -> https://undocs.org/A/RES/55/63 (A/RES/55/63 at the United Nations)
                draft:6 `56/121` -> https://undocs.org/A/RES/56/121 (A/RES/56/121 at the United Nations)
                draft:6 `Resolution 57/239` -> https://undocs.org/A/RES/57/239 (A/RES/57/239 at the United Nations)
            "#]],
        );
        check(
            &draft("Recommendation ITU\u{2011}T X.1205, Recommendation ITU-R M.1036-6, Recommendation ITU-T E.164.1"),
            Fixture::links,
            expect![[r#"
                draft:6 `Recommendation ITU‑T X.1205` -> https://www.itu.int/rec/T-REC-X.1205 (Recommendation ITU-T X.1205, all editions, at ITU)
                draft:6 `Recommendation ITU-R M.1036-6` -> https://www.itu.int/rec/R-REC-M.1036 (Recommendation ITU-R M.1036, all editions, at ITU)
                draft:6 `Recommendation ITU-T E.164.1` -> https://www.itu.int/rec/T-REC-E.164.1 (Recommendation ITU-T E.164.1, all editions, at ITU)
            "#]],
        );
        check(
            &draft("A/RES/57/239, (A/70/125) and A/C.2/70/L.5/Rev.1."),
            Fixture::links,
            expect![[r#"
            draft:6 `A/RES/57/239` -> https://undocs.org/A/RES/57/239 (A/RES/57/239 at the United Nations)
            draft:6 `A/70/125` -> https://undocs.org/A/70/125 (A/70/125 at the United Nations)
            draft:6 `A/C.2/70/L.5/Rev.1` -> https://undocs.org/A/C.2/70/L.5/Rev.1 (A/C.2/70/L.5/Rev.1 at the United Nations)
        "#]],
        );
        check(
            &draft(
                "Resolution 130 (Rev. Bucharest, 2022) and Resolution 2 (Rev. Bucharest, 2022) of the Plenipotentiary Conference",
            ),
            Fixture::links,
            expect![[r#"
            draft:6 `Resolution 130 (Rev. Bucharest, 2022)` -> https://www.itu.int/en/council/Documents/basic-texts-2023/RES-130-E.pdf (Resolution 130 in the basic texts of 2023, at ITU)
            draft:6 `Resolution 2 (Rev. Bucharest, 2022)` -> https://www.itu.int/en/council/Documents/basic-texts-2023/RES-002-E.pdf (Resolution 2 in the basic texts of 2023, at ITU)
        "#]],
        );
    }

    #[test]
    fn no_link_is_better_than_a_wrong_one() {
        check(
            &draft(
                "Resolution 130 (Rev. Busan, 2014), Resolution 46/51, UNGA Resolution 20/8, Council Resolution 1305, Recommendation 7 (Dubai, 2018)",
            ),
            Fixture::links,
            expect![[""]],
        );
        check(&draft("IAP/39A/30/1, A/1, NA/70/125, A/70/125b, AND/OR 1/2"), Fixture::links, expect![[""]]);
    }

    #[test]
    fn texts_of_the_workspace_go_first() {
        let files = dedent(
            r"
                //- closed there
                RESOLUTION 97 (Rev. New Delhi, 2024)
                On bells
                (New Delhi, 2024)
                The World Telecommunication Standardization Assembly (New Delhi, 2024),
                resolves
                to ring.
            ",
        );
        let words = format!(
            "Resolution 97 (Rev. New Delhi, 2024) and Resolution 97 (Rev. Hammamet, 2016) of WTSA and Resolution 96 (Rev. New Delhi, 2024)\n{files}"
        );
        check(
            &draft(&words),
            Fixture::links,
            expect![[r#"
            draft:6 `Resolution 97 (Rev. New Delhi, 2024)` -> there:1 `RESOLUTION 97 (Rev. New Delhi, 2024)` (Resolution 97 (Rev. New Delhi, 2024) in the workspace)
        "#]],
        );
    }

    #[test]
    fn a_text_of_the_file_itself_is_no_link_to_its_copy() {
        let copy = "RESOLUTION 50 (Rev. New Delhi, 2024)\nOn bells\n";
        check(
            &format!(
                "{}//- closed aaa\n{copy}//- closed there\n{copy}",
                draft("Resolution 50 (Rev. New Delhi, 2024)\n")
            ),
            Fixture::links,
            expect![[""]],
        );
    }
}
