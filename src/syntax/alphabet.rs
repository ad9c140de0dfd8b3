//! The alphabets that clauses are lettered in: Latin in most languages, Cyrillic in some Russian texts, and the Arabic one in its old
//! order, as the Union counts with it.

/// In order. Letters that the Union passes over in counting are left out: ё, й, ъ, ы, ь.
const CYRILLIC: &str = "абвгдежзиклмнопрстуфхцчшщэюя";
const ARABIC: &str = "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ";

/// Cyrillic letters that look like Latin ones: who types a) and c) on a Russian keyboard may have written either.
const ALIKE: [(char, char); 8] =
    [('а', 'a'), ('с', 'c'), ('е', 'e'), ('о', 'o'), ('р', 'p'), ('х', 'x'), ('у', 'y'), ('і', 'i')];

/// Whether a letter is one of these that is not Latin.
pub(super) fn is_foreign_letter(c: char) -> bool {
    !c.is_ascii() && (CYRILLIC.contains(c) || ARABIC.contains(c) || c == 'ا' || ALIKE.iter().any(|(own, _)| *own == c))
}

/// Whether words end in a letter alone that is not Latin: before its bracket Arabic texts have a blank.
pub(crate) fn is_foreign_label(words: &str) -> bool {
    let mut last = words.chars().rev();
    last.next().is_some_and(is_foreign_letter) && !last.next().is_some_and(char::is_alphanumeric)
}

/// The place of a letter in its alphabet, from 1, and that of the Latin letter that it looks like.
pub(super) fn places(c: char) -> [Option<u16>; 2] {
    let place = |alphabet: &str| alphabet.chars().zip(1..).find(|(letter, _)| *letter == c).map(|(_, place)| place);
    let own = if c == 'ا' { Some(1) } else { place(CYRILLIC).or_else(|| place(ARABIC)) };
    let alike = ALIKE.iter().find(|(letter, _)| *letter == c).map(|(_, latin)| u16::from(*latin as u8 - b'a') + 1);
    [own, alike.filter(|alike| Some(*alike) != own)]
}

/// The letter at a place, in the alphabet of another letter that is not Latin.
pub(super) fn letter_like(other: char, place: u16) -> Option<char> {
    let alphabet = [CYRILLIC, ARABIC].into_iter().find(|alphabet| alphabet.contains(other))?;
    alphabet.chars().nth(usize::from(place).checked_sub(1)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_count_in_their_own_order() {
        assert_eq!(places('в'), [Some(3), None]);
        assert_eq!(places('с'), [Some(17), Some(3)]);
        assert_eq!(places('а'), [Some(1), None]);
        assert_eq!(places('د'), [Some(4), None]);
        assert_eq!(letter_like('б', 10), Some('к'));
        assert_eq!(letter_like('ب', 3), Some('ج'));
        assert_eq!(letter_like('a', 3), None);
    }
}
