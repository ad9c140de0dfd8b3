//! What converters do to drafts, for tests of what is still said and done then.

/// What a converter does to a draft, at one of its lines.
#[derive(Clone, Copy, Debug)]
pub enum Damage {
    LoseNoBreakSigns,
    JoinLines,
    SplitLine,
    PageNumber,
    LabelBelowItsWords,
    NoteMark,
}

pub const DAMAGES: [Damage; 6] = [
    Damage::LoseNoBreakSigns,
    Damage::JoinLines,
    Damage::SplitLine,
    Damage::PageNumber,
    Damage::LabelBelowItsWords,
    Damage::NoteMark,
];

/// A draft after such damages, each at a part of its lines, from 0 to 1.
pub fn damaged(draft: &str, damages: &[(Damage, f64)]) -> String {
    let mut lines: Vec<String> = draft.lines().map(str::to_owned).collect();
    for &(damage, place) in damages {
        let at = (lines.len() as f64 * place) as usize;
        let line = lines[at].clone();
        let boundary = |text: &str, at: usize| (0..=at.min(text.len())).rev().find(|&at| text.is_char_boundary(at));
        let middle = boundary(&line, line.len() / 2).unwrap_or_default();
        let space = line[middle..].find(' ').map(|space| middle + space);
        match (damage, space) {
            (Damage::LoseNoBreakSigns, _) => lines[at] = line.replace(['\u{a0}', '\u{2011}'], ""),
            (Damage::JoinLines, _) if at + 1 < lines.len() => {
                let next = lines.remove(at + 1);
                lines[at] = format!("{line} {next}");
            }
            (Damage::SplitLine, Some(space)) => {
                lines[at] = line[..space].to_owned();
                lines.insert(at + 1, line[space + 1..].to_owned());
            }
            (Damage::PageNumber, _) => lines.insert(at, format!("- {} -", 200 + at)),
            (Damage::LabelBelowItsWords, Some(space)) if line.contains(")\t") => {
                let (label, words) = line.split_at(line.find('\t').unwrap_or(0) + 1);
                let space = space.saturating_sub(label.len());
                let space = boundary(words, space).unwrap_or_default();
                lines[at] = words[..space].trim().to_owned();
                lines.insert(at + 1, label.trim().to_owned());
                lines.insert(at + 2, words[space..].trim().to_owned());
            }
            (Damage::NoteMark, Some(space)) => lines[at].insert_str(space, "[1]"),
            _ => {}
        }
    }
    lines.join("\n") + "\n"
}
