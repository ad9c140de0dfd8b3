//! A reading place in a string, for the small grammars of this module.

use crate::text::Span;

/// Reads a string from left to right. Cheap to copy: a trial is a copy that is kept or dropped.
#[derive(Clone, Copy)]
pub(super) struct Cursor<'a> {
    text: &'a str,
    /// The next byte to read; always between two characters.
    pub at: usize,
}

impl<'a> Cursor<'a> {
    pub(super) fn new(text: &'a str, at: usize) -> Cursor<'a> {
        Cursor { text, at }
    }

    /// All of what is read.
    pub(super) fn text(&self) -> &'a str {
        self.text
    }

    pub(super) fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    pub(super) fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    pub(super) fn is_end(&self) -> bool {
        self.at >= self.text.len()
    }

    pub(super) fn since(&self, start: usize) -> &'a str {
        &self.text[start..self.at]
    }

    pub(super) fn span_since(&self, start: usize) -> Span {
        Span::of(start..self.at)
    }

    pub(super) fn bump(&mut self) -> Option<char> {
        let c = self.peek()?;
        self.at += c.len_utf8();
        Some(c)
    }

    pub(super) fn eat(&mut self, c: char) -> bool {
        self.eat_if(|next| next == c)
    }

    pub(super) fn eat_if(&mut self, wanted: impl Fn(char) -> bool) -> bool {
        match self.peek().filter(|&c| wanted(c)) {
            Some(c) => {
                self.at += c.len_utf8();
                true
            }
            None => false,
        }
    }

    pub(super) fn eat_while(&mut self, wanted: impl Fn(char) -> bool) -> &'a str {
        let start = self.at;
        while self.eat_if(&wanted) {}
        self.since(start)
    }

    /// Goes to the next `end`, where it comes within `bytes` bytes; else stays.
    pub(super) fn skip_to(&mut self, end: u8, bytes: usize) -> bool {
        let near = &self.text.as_bytes()[self.at..self.text.len().min(self.at + bytes)];
        let found = memchr::memchr(end, near);
        self.at += found.unwrap_or(0);
        found.is_some()
    }

    /// Whitespace of every kind, line ends and no-break spaces included. Says whether there were any.
    pub(super) fn whitespace(&mut self) -> bool {
        !self.eat_while(char::is_whitespace).is_empty()
    }

    /// Whitespace that does not end the line.
    pub(super) fn inline_whitespace(&mut self) -> bool {
        !self.eat_while(|c| c.is_whitespace() && c != '\n' && c != '\r').is_empty()
    }

    /// The given words, whatever their case, where a space stands for any whitespace, and no letter follows.
    pub(super) fn eat_words(&mut self, words: &str) -> bool {
        // Nearly always another letter stands there, which is told at once.
        if let (Some(here), Some(wanted)) = (self.text.as_bytes().get(self.at), words.as_bytes().first())
            && here.is_ascii()
            && !here.eq_ignore_ascii_case(wanted)
        {
            return false;
        }
        let mut trial = *self;
        for (index, word) in words.split(' ').enumerate() {
            if index > 0 && !trial.whitespace() {
                return false;
            }
            if !trial.eat_fold(word) {
                return false;
            }
        }
        if trial.peek().is_some_and(char::is_alphanumeric) && !words.ends_with(is_ideograph) {
            return false;
        }
        *self = trial;
        true
    }

    /// The given characters, whatever their case; every hyphen stands for each of its forms.
    pub(super) fn eat_fold(&mut self, word: &str) -> bool {
        let mut trial = *self;
        for wanted in word.chars() {
            let Some(c) = trial.bump() else { return false };
            let same = c == wanted
                || c.eq_ignore_ascii_case(&wanted)
                || (wanted == '-' && is_hyphen(c))
                || (wanted == '\'' && c == '’')
                || (!c.is_ascii() && c.to_lowercase().eq(wanted.to_lowercase()));
            if !same {
                return false;
            }
        }
        *self = trial;
        true
    }

    /// A number of at most `digits` digits, with no further digit after it.
    pub(super) fn number(&mut self, digits: usize) -> Option<u32> {
        let mut trial = *self;
        let read = trial.eat_while(|c| c.is_ascii_digit());
        if read.is_empty() || read.len() > digits {
            return None;
        }
        self.at = trial.at;
        read.parse().ok()
    }
}

/// A hyphen in any of its forms: plain, no-break, Unicode, and the dashes that conversion makes of it.
pub(super) fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2011}' | '\u{2010}' | '\u{2012}' | '\u{2013}' | '\u{ad}')
}

/// The small letter of a letter, by which words are looked up.
pub(super) fn small_letter(c: char) -> char {
    c.to_lowercase().next().unwrap_or(c)
}

/// A Chinese character: words of them need no space between them.
pub(crate) fn is_ideograph(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

/// Whether a word could begin at `at`: the character before is no letter, digit or hyphen.
pub(super) fn at_word_start(text: &str, at: usize) -> bool {
    text[..at].chars().next_back().is_none_or(|c| !c.is_alphanumeric() || is_ideograph(c))
}
