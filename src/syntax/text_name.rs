//! How a text is named in a list, as a table of contents has it: "RESOLUTION 70 (REV. BUCHAREST, 2022)", "Résolution 70", "第70号决议".

use smol_str::SmolStr;

use super::body::Instrument;
use super::citation::{Sector, read_number, read_numbered_before, read_revision};
use super::cursor::Cursor;
use super::edition::Edition;
use super::language::{Language, languages};
use super::read_edition::{read_council_edition, read_edition};
use super::words::{Keyword, keywords};

/// A text that a line begins with.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TextName {
    pub instrument: Instrument,
    /// The language of its word; none where it has none.
    pub language: Option<Language>,
    pub sector: Option<Sector>,
    pub number: SmolStr,
    pub edition: Option<Edition>,
    /// Where it ends, in bytes of the line.
    pub end: usize,
}

/// Reads the text that a line begins with, whatever its case; `bare`: also a number with its edition alone.
pub fn read_text_name(line: &str, bare: bool) -> Option<TextName> {
    let start = line.len() - line.trim_start().len();
    // In Chinese the number stands before the word.
    let chinese = keywords(line).find_map(|(keyword, from, to)| match keyword {
        Keyword::Instrument { instrument, .. } => read_numbered_before(line, instrument, from, to),
        _ => None,
    });
    if let Some(citation) = chinese.filter(|it| it.list_span.start as usize == start || it.span.start as usize == start)
    {
        let (end, edition) = (citation.span.end as usize, citation.edition.map(|mention| mention.edition));
        return Some(TextName {
            instrument: citation.instrument,
            language: Some(Language::Zh),
            sector: None,
            number: citation.number,
            edition,
            end,
        });
    }
    let mut cursor = Cursor::new(line, start);
    let all = languages().iter().flat_map(|words| words.instruments.iter().map(|row| (words.language, row)));
    let of_texts = all.filter(|(_, row)| !matches!(row.instrument, Instrument::Question | Instrument::StudyGroup));
    let words = of_texts.flat_map(|(language, row)| row.one.iter().map(move |word| (language, row.instrument, word)));
    let word = words.into_iter().find(|(_, _, word)| cursor.eat_words(word));
    let instrument = match word {
        Some((_, instrument, _)) => instrument,
        None if bare => Instrument::Resolution,
        None => return None,
    };
    cursor.whitespace();
    for sign in ["No.", "N°", "Nº", "№"] {
        if cursor.eat_fold(sign) {
            cursor.whitespace();
        }
    }
    let (sector, number, span) = read_number(&mut cursor, instrument)?;
    let mut trial = cursor;
    // "70\tRev. Bucharest, 2022", as a table has it.
    trial.whitespace();
    let mention = read_edition(line, trial.at).or_else(|| read_council_edition(line, trial.at));
    let language = word.map(|(language, _, _)| language);
    let mut named = TextName { instrument, language, sector, number, edition: None, end: cursor.at };
    if let Some(mention) = mention {
        named.end = mention.span.end as usize;
        named.edition = Some(mention.edition);
    } else if sector == Some(Sector::R)
        && let Some((number, mention)) = read_revision(&named.number, span)
    {
        (named.number, named.edition) = (number, Some(mention.edition));
    }
    (word.is_some() || named.edition.is_some()).then_some(named)
}
