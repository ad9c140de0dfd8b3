//! Tables of contents of published texts: which editions a meeting has adopted, and what they are called.
//!
//! Copied from a PDF or a page, an entry may be wrapped, may have dots and a page number after it, or may be a row of a table. What is
//! understood is shown before it is believed.

use super::key::TextKey;
use crate::syntax::{Body, Edition, Language, Sector, is_ideograph, read_text_name};

/// One entry.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ContentsEntry {
    pub key: TextKey,
    pub edition: Edition,
    /// Its title, where the table gives one.
    pub title: String,
    /// The language that it is in.
    pub language: Language,
    /// The line that it begins on, from 1.
    pub line: u32,
}

/// What was read of a table.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Contents {
    pub entries: Vec<ContentsEntry>,
    /// Lines, from 1, that name a text without its edition, or after which no title ends.
    pub unread: Vec<u32>,
}

/// Reads the table of contents of a body's texts.
pub fn read_contents(text: &str, body: Body) -> Contents {
    /// A longer title is no title: the words of a text follow.
    const TITLE_BYTES: usize = 600;
    let mut contents = Contents::default();
    let mut open = false;
    for (number, line) in (1..).zip(text.lines()) {
        let line = line.trim_end_matches('\r');
        // A row of a table may begin with the number alone, where the edition follows: it is of the language of those before.
        let language = contents.entries.last().map_or(Language::En, |entry| entry.language);
        match read_text_name(line, true).filter(|named| named.edition.is_some() || begins_entry(line, named.end)) {
            Some(named) => {
                let (title, ended) = title_part(&line[named.end..]);
                let own = match named.sector {
                    Some(Sector::R) => Body::Ra,
                    _ => body,
                };
                match named.edition {
                    Some(edition) => {
                        let key = TextKey::new(own, named.instrument, &named.number);
                        let language = named.language.unwrap_or(language);
                        contents.entries.push(ContentsEntry { key, edition, title, language, line: number });
                        open = !ended;
                    }
                    None => {
                        contents.unread.push(number);
                        open = false;
                    }
                }
            }
            None if line.trim().is_empty() => {
                // A title may stand below its number, with a blank line between.
                open &= contents.entries.last().is_some_and(|entry| entry.title.is_empty());
            }
            None if open && !is_page_furniture(line) => {
                let (more, ended) = title_part(line);
                if let Some(entry) = contents.entries.last_mut() {
                    // Chinese is joined without a space.
                    let joined = entry.title.is_empty() || entry.title.ends_with(|c| c == '-' || is_ideograph(c));
                    if !joined {
                        entry.title.push(' ');
                    }
                    entry.title.push_str(&more);
                }
                if let Some(entry) = contents.entries.pop_if(|entry| entry.title.len() > TITLE_BYTES) {
                    contents.unread.push(entry.line);
                }
                open = !ended;
            }
            None => {}
        }
    }
    contents
}

/// Whether a line that names a text without its edition is an entry, and not a sentence that goes on.
fn begins_entry(line: &str, end: usize) -> bool {
    let rest = line[end..].trim_start();
    rest.is_empty() || rest.starts_with(['–', '—', '-', ':', '\u{2212}', '.', '…']) || line[end..].starts_with('\t')
}

/// What of a line is title, and whether a page number ends the entry.
fn title_part(words: &str) -> (String, bool) {
    let words = words
        .trim()
        .trim_start_matches(|c: char| matches!(c, '–' | '—' | '-' | ':' | '\u{2212}' | '.' | '*') || c.is_whitespace());
    let without_page = words.trim_end_matches(|c: char| c.is_ascii_digit());
    let leader =
        |words: &str| words.trim_end_matches(|c: char| matches!(c, '.' | '…' | '·' | '_') || c.is_whitespace()).len();
    let cut = leader(without_page);
    let gap = &without_page[cut..];
    let page = words.len() - without_page.len();
    let led = gap.matches(['.', '…', '·', '_']).count() >= 2
        || gap.contains('\t')
        || gap.chars().filter(|c| c.is_whitespace()).count() >= 2;
    // Dots and a number right after the edition: it has no title here.
    if (1..=4).contains(&page) && without_page.is_empty() {
        return (String::new(), true);
    }
    let is_page = (1..=4).contains(&page) && led;
    let title = match is_page {
        true => &words[..cut],
        // Dots that lead to a page number on the next line.
        false if words.len() - leader(words) > 2 => &words[..leader(words)],
        false => words,
    };
    (title.split_whitespace().collect::<Vec<_>>().join(" "), is_page)
}

/// A page number, a heading "Page": of the page and not of the list.
fn is_page_furniture(line: &str) -> bool {
    let words = line.trim().trim_matches(['–', '-', ' ']);
    let roman = !words.is_empty()
        && words.len() <= 6
        && words.bytes().all(|byte| b"ivxlc".contains(&byte.to_ascii_lowercase()));
    words.bytes().all(|byte| byte.is_ascii_digit())
        || roman
        || ["Page", "Página", "页", "Стр.", "الصفحة"].contains(&words)
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::{Expect, expect};

    fn check(text: &str, body: Body, expected: Expect) {
        let contents = read_contents(text, body);
        let mut said: String = contents
            .entries
            .iter()
            .map(|it| format!("{}: {} {} ({}): {}\n", it.line, it.key.body.code(), it.key.number, it.edition, it.title))
            .collect();
        contents.unread.iter().for_each(|line| said += &format!("{line}: no edition\n"));
        expected.assert_eq(&said);
    }

    #[test]
    fn lines_with_leaders_wrapped_and_with_pages() {
        check(
            "Page\n\
             RESOLUTION 2 (REV. BUCHAREST, 2022) – Lighthouse forum ................... 12\n\
             RESOLUTION 11 (REV. BUCHAREST, 2022) – Exhibitions of lamps and\n\
             of the bells that go with them . . . . . . . . . . . . . . 23\n\
             – iv –\n\
             DECISION 5 (REV. BUCHAREST, 2022) – Income and expenditure\t105\n\
             RESOLUTION 214 (BUCHAREST, 2022)\n\
             Bells for small harbours\n\
             \n\
             RESOLUTION 215 – A text whose edition nobody says .... 9\n",
            Body::Pp,
            expect![[r#"
                2: PP 2 (Rev. BUCHAREST, 2022): Lighthouse forum
                3: PP 11 (Rev. BUCHAREST, 2022): Exhibitions of lamps and of the bells that go with them
                6: PP 5 (Rev. BUCHAREST, 2022): Income and expenditure
                7: PP 214 (BUCHAREST, 2022): Bells for small harbours
                10: no edition
            "#]],
        );
    }

    #[test]
    fn rows_of_a_table() {
        check(
            "70\t(Rev. Bucharest, 2022)\tMainstreaming bells\t7\n71 (Rev. Bucharest, 2022) Strategic plan   9\n2018 was a good year\n",
            Body::Pp,
            expect![[r#"
                1: PP 70 (Rev. Bucharest, 2022): Mainstreaming bells
                2: PP 71 (Rev. Bucharest, 2022): Strategic plan
            "#]],
        );
    }

    #[test]
    fn french_spanish_and_the_others() {
        check(
            "RÉSOLUTION 70 (RÉV. BUCAREST, 2022) – Intégrer les cloches dans\nles ports ........ 31\n\
             Resolución 71 (Rev. Bucarest, 2022): Plan estratégico\t44\n\
             РЕЗОЛЮЦИЯ 72 (Пересм. Бухарест, 2022 г.) Увязка ........ 3\n\
             第73号决议（2022年，布加勒斯特，修订版） 钟与灯 ........ 4\n\
             القرار 74 (المراجَع في بوخارست، 2022) الأجراس ........ 5\n",
            Body::Pp,
            expect![[r#"
                1: PP 70 (Rev. BUCAREST, 2022): Intégrer les cloches dans les ports
                3: PP 71 (Rev. Bucarest, 2022): Plan estratégico
                4: PP 72 (Rev. Бухарест, 2022): Увязка
                5: PP 73 (Rev. 布加勒斯特, 2022): 钟与灯
                6: PP 74 (Rev. بوخارست, 2022): الأجراس
            "#]],
        );
    }
}
