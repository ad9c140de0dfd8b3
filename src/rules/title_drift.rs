//! `title-drift`

use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use serde::Deserialize;

use super::{Context, Finding, Fix, Group, JudgedCitation, Scope, Severity, Subject, Waits, rule, wording};
use crate::catalogue::{Basis, Catalogue, TextKey, text_form};
use crate::syntax::{Body, without_printed_mark};
use crate::text::Span;

rule! {
    /// The words after a citation, "…, on ITU's role in child online protection", are the title of the edition cited. Titles change
    /// when a resolution is revised, and a citation that was brought to the newest edition often keeps the older title. They are
    /// compared with the heading of that very edition, without regard to articles, capitals, hyphens, footnote digits and
    /// abbreviations; a title may be cut short, and the clause may go on after it. A title that is another resolution's of the same
    /// body, word for word, is said to be that.
    ///
    /// ```wrong
    /// RESOLUTION 90 (Rev. Geneva, 2022)
    /// Towers
    /// The World Telecommunication Standardization Assembly (Geneva, 2022),
    /// considering
    /// Resolution 130 (Rev. Dubai, 2018) of the Plenipotentiary Conference, on the role of ITU in building confidence and security,
    /// ```
    ///
    /// ```right
    /// RESOLUTION 90 (Rev. Geneva, 2022)
    /// Towers
    /// The World Telecommunication Standardization Assembly (Geneva, 2022),
    /// considering
    /// Resolution 130 (Rev. Dubai, 2018) of the Plenipotentiary Conference, on strengthening the role of ITU in building confidence and security,
    /// ```
    name: "title-drift",
    group: Group::Citations,
    scope: Scope::Workspace,
    severity: Severity::Hint,
    waits: Waits::Line,
    summary: "The title given after a citation is not that of the edition cited.",
    check,
    fixes: |context, finding| Ok(fixes(context, finding)),
}

/// How far a title is read, in bytes.
const TITLE_BYTES: usize = 500;

/// The words that are looked at after the first that differs.
const NEAR: usize = 10;

/// A word of a title, reduced to what counts.
struct Word {
    text: String,
    /// Where it ends in the words it was read from.
    end: usize,
    /// Whether a comma or another sign stands before it.
    after_sign: bool,
}

/// A citation whose title differs.
struct TitleDrift<'c> {
    title: &'c str,
    span: Span,
}

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let titles = OnceCell::new();
    for (index, cited) in context.citations().iter().enumerate() {
        if let Some((span, other)) = title_of_another(context, index, cited, &titles) {
            let message = format!("This is the title of {}", text_form(&other));
            let finding = Finding::new(&RULE, Subject::Words, span, message);
            findings.push(finding.accepted_as(wording::citation(cited)));
            continue;
        }
        let Some(drift) = drift(context, index, cited) else { continue };
        let name = wording::citation(cited);
        let message = format!("The title of {name} is \"{}\"", without_notes(drift.title));
        findings.push(Finding::new(&RULE, Subject::Citation(index), drift.span, message).accepted_as(name));
    }
}

fn fixes(context: &Context<'_>, finding: &Finding) -> Vec<Fix> {
    let Subject::Citation(index) = finding.subject else { return Vec::new() };
    let fix = drift(context, index, &context.citations()[index]).and_then(|drift| {
        let text = in_sentence(drift.title);
        let edits = context.pen().replace(drift.span, &text)?;
        Some(Fix { title: format!("Write \"{text}\""), safe: false, edits })
    });
    fix.into_iter().collect()
}

/// The titles of the texts of each body, by the first words of each.
type Titles = HashMap<(Body, String), Vec<(TextKey, Vec<String>)>>;

/// How many words of a title it is found by. Shorter titles are nobody's own.
const FIRST_WORDS: usize = 4;

fn titles(catalogue: &Catalogue) -> Titles {
    let mut titles = Titles::new();
    for entry in catalogue.entries() {
        let sourced = entry.editions.iter().filter(|row| row.known.is_sourced());
        let all = sourced.filter_map(|row| row.title.as_ref()).filter(|title| title.basis == Basis::Heading);
        for title in all {
            let words: Vec<String> = words(&title.text).into_iter().map(|word| word.text).collect();
            if words.len() > FIRST_WORDS {
                let first = words[..FIRST_WORDS].join(" ");
                titles.entry((entry.key.body, first)).or_default().push((entry.key.clone(), words));
            }
        }
    }
    titles
}

/// The title of another text of the body after a citation, word for word and whole, where no title of the text cited begins
/// like that; and whose it is.
fn title_of_another(
    context: &Context<'_>,
    index: usize,
    cited: &JudgedCitation<'_>,
    all: &OnceCell<Titles>,
) -> Option<(Span, TextKey)> {
    let key = cited.key.as_ref()?;
    let (from, rest) = said_title(context, index, cited)?;
    let said = words(rest);
    let first: Vec<&str> = said.iter().take(FIRST_WORDS).map(|word| &*word.text).collect();
    let titles = all.get_or_init(|| titles(context.catalogue()));
    let alike = titles.get(&(key.body, first.join(" ")))?;
    // Sister resolutions share titles, and a title may have been another's before.
    if alike.iter().any(|(of, _)| of == key) {
        return None;
    }
    let whole = |title: &Vec<String>| title.len() <= said.len() && title.iter().zip(&said).all(|(a, b)| *a == b.text);
    let (other, title) = alike.iter().filter(|(_, title)| whole(title)).max_by_key(|(_, title)| title.len())?;
    let end = said[title.len() - 1].end;
    Some((context.view().to_source(Span::of(from..from + end)), other.clone()))
}

/// How the words after a citation differ from the title of its edition, if they do.
fn drift<'c>(context: &Context<'_>, index: usize, cited: &'c JudgedCitation<'_>) -> Option<TitleDrift<'c>> {
    let row = cited.judgement.as_ref()?.cited.as_ref().filter(|row| row.known.is_sourced())?;
    let title = row.title.as_ref().filter(|title| title.basis == Basis::Heading)?;
    let (from, rest) = said_title(context, index, cited)?;
    let (right, said) = (words(&title.text), words(rest));
    let no_title = said.first().is_none_or(|first| WORDS.no_titles.contains(&first.text));
    if no_title || !differ(&right, &said) {
        return None;
    }
    let last = said_until(&right, &said)?;
    Some(TitleDrift { title: &title.text, span: context.view().to_source(Span::of(from..from + last)) })
}

/// The words after a citation that may be its title, "…, on the role of ITU", and where they begin in the view.
fn said_title<'c>(context: &'c Context<'_>, index: usize, cited: &JudgedCitation<'_>) -> Option<(usize, &'c str)> {
    let citation = cited.citation;
    let list = |other: Option<&JudgedCitation<'_>>| other.is_some_and(|it| it.citation.list_span == citation.list_span);
    // After a list the words may be of any of its texts.
    if list(context.citations().get(index + 1)) || (index > 0 && list(context.citations().get(index - 1))) {
        return None;
    }
    let view = context.view();
    let start = view.from_source(citation.list_span.end) as usize;
    let next = context.citations().get(index + 1).map(|next| view.from_source(next.citation.list_span.start) as usize);
    let clause = cited.zone.clause().map(|id| view.from_source(context.tree().clause(id).body.end) as usize);
    let end = clause.unwrap_or(view.text.len()).min(next.unwrap_or(usize::MAX)).min(start + TITLE_BYTES);
    let end = (0..=end.min(view.text.len())).rev().find(|&at| view.text.is_char_boundary(at))?;
    let after = view.text.get(start..end)?;
    let after = after.split(';').next().unwrap_or_default();
    let rest = after.trim_start().trim_start_matches(',').trim_start().strip_prefix("on")?;
    if !rest.starts_with(char::is_whitespace) {
        return None;
    }
    let rest = rest.trim_start();
    Some((start + (after.len() - rest.len()), rest))
}

/// Whether the words said are another title than the right one: neither goes on where the other ends, and after the first
/// word that differs they take up the title again.
fn differ(right: &[Word], said: &[Word]) -> bool {
    let same = right.iter().zip(said).take_while(|(right, said)| right.text == said.text).count();
    if same == right.len() || same == said.len() {
        return false;
    }
    // A title that was cut short, and the clause's own words.
    if same > 1 && said[same].after_sign {
        return false;
    }
    let weighty = |word: &&Word| word.text.len() > 3;
    let rest = &right[same..];
    let taken_up = said[same..]
        .iter()
        .take(NEAR)
        .filter(weighty)
        .filter(|word| rest.iter().any(|right| right.text == word.text))
        .count();
    taken_up >= 2 || (taken_up == 1 && rest.iter().filter(weighty).count() <= 3)
}

/// Where the title that is said ends: with the right title's last word, else at the next comma or the end.
fn said_until(right: &[Word], said: &[Word]) -> Option<usize> {
    let last = right.last()?;
    let ends = said.iter().take(right.len() + NEAR).rposition(|word| word.text == last.text);
    let comma = said.iter().skip(1).position(|word| word.after_sign);
    let index = ends.or(comma).unwrap_or(said.len() - 1);
    Some(said[index].end)
}

/// The title without the digits of footnotes that conversion glued to its words.
fn without_notes(title: &str) -> String {
    title.split(' ').map(without_printed_mark).collect::<Vec<_>>().join(" ")
}

/// The title as it stands in a sentence: its first letter is small, but for names written in capitals.
fn in_sentence(title: &str) -> String {
    let title = &*without_notes(title);
    let mut chars = title.chars();
    match (chars.next(), chars.clone().next()) {
        (Some(first), Some(second)) if second.is_lowercase() => first.to_lowercase().chain(chars).collect(),
        _ => title.to_owned(),
    }
}

/// The words that the comparison knows.
struct TitleWords {
    /// Abbreviations, each with the words that it stands for.
    short: HashMap<String, Vec<String>>,
    /// The letters of the sectors, "R" of "ITU-R", each with its words.
    sectors: HashMap<String, Vec<String>>,
    /// What follows "on" where no title does: "on which", "on behalf of".
    no_titles: HashSet<String>,
}

static WORDS: LazyLock<TitleWords> = LazyLock::new(|| {
    #[derive(Deserialize)]
    struct File {
        short: HashMap<String, String>,
        sectors: HashMap<String, String>,
        no_titles: Vec<String>,
    }
    let file: File =
        serde_json::from_str(include_str!("data/title_words.json")).expect("the data file of titles is tested");
    let plain = |words: String| {
        let words = words.split(' ').filter(|word| !is_article(word));
        words.map(|word| singular(word.into())).collect()
    };
    TitleWords {
        short: file.short.into_iter().map(|(short, long)| (singular(short), plain(long))).collect(),
        sectors: file.sectors.into_iter().map(|(letter, long)| (letter, plain(long))).collect(),
        no_titles: file.no_titles.into_iter().map(singular).collect(),
    }
});

/// The words of a title without articles, signs, footnote digits and abbreviations in brackets; abbreviations written out.
fn words(text: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut after_sign = false;
    let mut chars = text.char_indices().peekable();
    while let Some((start, c)) = chars.next() {
        if !c.is_alphanumeric() {
            if let Some(end) = abbreviation(&text[start..]) {
                while chars.next_if(|&(at, _)| at < start + end).is_some() {}
            } else {
                after_sign |= matches!(c, ',' | ':' | '.' | '(' | ')' | '“' | '"');
            }
            continue;
        }
        let (mut word, mut end) = (String::new(), start + c.len_utf8());
        word.extend(c.to_lowercase());
        while let Some((at, c)) = chars.next_if(|(_, c)| c.is_alphanumeric() || matches!(c, '\'' | '’' | '\u{ad}')) {
            end = at + c.len_utf8();
            if c.is_alphanumeric() {
                word.extend(c.to_lowercase());
            }
        }
        word.truncate(without_printed_mark(&word).len());
        if is_article(&word) {
            continue;
        }
        let word = singular(word);
        let place = |text: String, after_sign| Word { text, end, after_sign };
        let sector = || words.last().filter(|last| last.text == "itu").and_then(|_| WORDS.sectors.get(&word));
        match WORDS.short.get(&word).or_else(sector) {
            Some(long) => words.extend(long.iter().map(|word| place(word.clone(), std::mem::take(&mut after_sign)))),
            None => words.push(place(word, std::mem::take(&mut after_sign))),
        }
    }
    words
}

fn is_article(word: &str) -> bool {
    matches!(word, "the" | "a" | "an")
}

/// "technologies" as "technology", "telecommunications" as "telecommunication".
fn singular(mut word: String) -> String {
    if let Some(stem) = word.strip_suffix("ies").filter(|stem| stem.len() > 2) {
        return format!("{stem}y");
    }
    if word.len() > 2 && word.ends_with('s') && !word.ends_with("ss") {
        word.pop();
    }
    word
}

/// How long an abbreviation in brackets is that begins here: "(ICTs)", "(WSIS)".
fn abbreviation(text: &str) -> Option<usize> {
    let inner = text.strip_prefix('(')?;
    let end = inner.bytes().take(14).position(|byte| byte == b')')?;
    let short = &inner[..end];
    let capitals = short.chars().filter(|c| c.is_uppercase()).count();
    (capitals > 1 && !short.contains(char::is_whitespace)).then_some(end + 2)
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;
    use super::*;
    use crate::testing::recalling_at;
    use expect_test::expect;

    const ROLE: &str = "Resolution 130 (Rev. Dubai, 2018) of the Plenipotentiary Conference";

    #[test]
    fn another_title_is_found() {
        check(
            &RULE,
            &recalling_at(
                "Geneva, 2022",
                &format!(
                    "{ROLE}, on the role of ITU in building confidence and security in the use of ICT, which is old"
                ),
            ),
            expect![[r#"
                hint 5:73 `the role of ITU in building confidence and security in the use of ICT` The title of Resolution 130 (Rev. Dubai, 2018) is "Strengthening the role of ITU in building confidence and security in the use of information and communication technologies"
                  fix (look first): Write "strengthening the role of ITU in building confidence and security in the use of information and communication technologies"
                    5:73 `the role of ITU in building confidence and security in the use of ICT` -> `strengthening the role of ITU in building confidence and security in the use of information and communication technologies`
            "#]],
        );
        check(
            &RULE,
            &recalling_at(
                "Geneva, 2022",
                &format!("{ROLE}, on strengthening the work of ITU in building confidence and security"),
            ),
            expect![[r#"
            hint 5:73 `strengthening the work of ITU in building confidence and security` The title of Resolution 130 (Rev. Dubai, 2018) is "Strengthening the role of ITU in building confidence and security in the use of information and communication technologies"
              fix (look first): Write "strengthening the role of ITU in building confidence and security in the use of information and communication technologies"
                5:91 `work of ITU in building confidence and security` -> `role of ITU in building confidence and security in the use of information and communication technologies`
        "#]],
        );
        check(
            &RULE,
            &recalling_at("Geneva, 2022", &format!("{ROLE} on enhancing the role of ITU in building confidence")),
            expect![[r#"
            hint 5:72 `enhancing the role of ITU in building confidence` The title of Resolution 130 (Rev. Dubai, 2018) is "Strengthening the role of ITU in building confidence and security in the use of information and communication technologies"
              fix (look first): Write "strengthening the role of ITU in building confidence and security in the use of information and communication technologies"
                5:72 `enhancing the role of ITU in building confidence` -> `strengthening the role of ITU in building confidence and security in the use of information and communication technologies`
        "#]],
        );
    }

    #[test]
    fn the_title_is_silent_however_it_is_written() {
        check(
            &RULE,
            &recalling_at(
                "Geneva, 2022",
                &format!(
                    "{ROLE}, on the strengthening the role of ITU in building confidence and security in the use of ICTs"
                ),
            ),
            expect![[""]],
        );
        check(
            &RULE,
            &recalling_at(
                "Geneva, 2022",
                &format!(
                    "{ROLE}, on Strengthening the role of ITU in building confidence and security in the use of information and communication technologies1 (ICT), as adopted"
                ),
            ),
            expect![[""]],
        );
        check(
            &RULE,
            &recalling_at(
                "Geneva, 2022",
                &format!("{ROLE}, on strengthening the role of ITU, and the role of others in security"),
            ),
            expect![[""]],
        );
    }

    #[test]
    fn other_words_are_silent() {
        check(
            &RULE,
            &recalling_at("Geneva, 2022", &format!("{ROLE}, on which the role of the sector in confidence rests")),
            expect![""],
        );
        check(&RULE, &recalling_at("Geneva, 2022", &format!("{ROLE}, on account of towers")), expect![[""]]);
        check(
            &RULE,
            &recalling_at(
                "Geneva, 2022",
                "Resolutions 130 and 179 (Rev. Dubai, 2018), on the role of ITU in building confidence and security",
            ),
            expect![[""]],
        );
        check(
            &RULE,
            &recalling_at(
                "Geneva, 2022",
                "Resolution 999 (Rev. Dubai, 2018) of the Plenipotentiary Conference, on the role of towers",
            ),
            expect![[""]],
        );
    }
}
