//! The colours of words as the client gets them. A text's tokens are kept as long as the text stays, and so are those
//! that the client has: an edit costs the tokens of its text, and on the wire the numbers that it changed.
//!
//! No token overlaps another or goes over a line's end, so that every client can show them.

use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::ops::Range;
use std::sync::Arc;

use tower_lsp::ls_types::{
    SemanticToken, SemanticTokens, SemanticTokensDelta, SemanticTokensEdit, SemanticTokensFullDeltaResult,
};

use super::legend::TYPES;
use super::snapshot::TextSnapshot;
use crate::ide::{self, Token, TokenStanding};
use crate::rules::Context;
use crate::semantics::Judged;
use crate::syntax::{PerText, Text};
use crate::text::{Cancellation, Cancelled, Encoding, Span, line_of};
use crate::workspace::Moment;

/// The tokens of a file, kept from one state of it to the next.
#[derive(Default)]
pub(super) struct Tokens {
    moment: Moment,
    texts: PerText<TextTokens>,
    /// What the client has: the answer that it named last, and the one that it was sent since.
    sent: Vec<(String, Arc<[SemanticToken]>)>,
}

/// The tokens of one text, the first counted from where the text begins.
struct TextTokens {
    /// With which the text was judged, where it is what stands before the first.
    first: Option<Arc<Text>>,
    judged: Judged,
    tokens: Vec<SemanticToken>,
}

impl Tokens {
    /// The tokens of some of the texts, one after the other.
    fn of(
        &mut self,
        text: &TextSnapshot,
        texts: Range<usize>,
        cancellation: Cancellation<'_>,
    ) -> Result<Vec<SemanticToken>, Cancelled> {
        let encoding = text.client.encoding;
        let before = std::mem::replace(&mut self.moment, text.workspace.moment());
        if text.workspace.reworded_since(before, Some(text.file)).is_none_or(|reworded| !reworded.is_empty()) {
            self.texts.clear();
        }
        self.texts.carry_over(&text.document);
        let mut all: Vec<SemanticToken> = Vec::new();
        let mut line = 0;
        for index in texts {
            let placed = &text.document.texts[index];
            let first = text.document.texts.get(1).filter(|_| placed.text.cover).map(|first| first.text.clone());
            let beside = self.texts.beside(index);
            let is_same = |(text, kept): &(Arc<Text>, TextTokens)| {
                Arc::ptr_eq(text, &placed.text)
                    && kept.first.as_ref().map(Arc::as_ptr) == first.as_ref().map(Arc::as_ptr)
            };
            if !beside.as_ref().is_some_and(is_same) {
                cancellation.check()?;
                let before = beside.as_ref().map(|(text, kept)| (&**text, &kept.judged));
                let context = Context::new(&text.document, placed, text.file, &text.workspace, before);
                let words = text.document.slice(placed.span());
                let tokens = encode(&words, &ide::tokens(&context), encoding);
                *beside = Some((placed.text.clone(), TextTokens { first, judged: context.into_judged(), tokens }));
            }
            let from = all.len();
            all.extend(beside.iter().flat_map(|(_, kept)| &kept.tokens));
            if let Some(token) = all.get_mut(from) {
                token.delta_line += placed.line - line;
                line += all[from..].iter().map(|token| token.delta_line).sum::<u32>();
            }
        }
        Ok(all)
    }

    /// All tokens of a file.
    ///
    /// # Errors
    /// They are not wanted any more.
    pub(super) fn full(
        &mut self,
        text: &TextSnapshot,
        cancellation: Cancellation<'_>,
    ) -> Result<SemanticTokens, Cancelled> {
        let data = self.of(text, 0..text.document.texts.len(), cancellation)?;
        let id = id_of(&data);
        if text.client.tokens.as_ref().is_some_and(|it| it.delta) {
            self.sent = vec![(id.clone(), data.as_slice().into())];
        }
        Ok(SemanticTokens { result_id: Some(id), data })
    }

    /// What has changed in the tokens of a file since an answer; all of them where that answer is not known any more.
    ///
    /// # Errors
    /// They are not wanted any more.
    pub(super) fn delta(
        &mut self,
        text: &TextSnapshot,
        previous: &str,
        cancellation: Cancellation<'_>,
    ) -> Result<SemanticTokensFullDeltaResult, Cancelled> {
        let data = self.of(text, 0..text.document.texts.len(), cancellation)?;
        let id = id_of(&data);
        let answer = |edits| SemanticTokensDelta { result_id: Some(id.clone()), edits }.into();
        if previous == id {
            return Ok(answer(Vec::new()));
        }
        // An answer may be cancelled on its way: then the client names the one before again.
        self.sent.retain(|(sent, _)| sent == previous);
        let old = self.sent.last().map(|(_, old)| old.clone());
        self.sent.push((id.clone(), data.as_slice().into()));
        Ok(match old {
            Some(old) => answer(vec![difference(&old, &data)]),
            None => SemanticTokens { result_id: Some(id), data }.into(),
        })
    }

    /// The tokens on the lines of a range of a file.
    ///
    /// # Errors
    /// They are not wanted any more.
    pub(super) fn range(
        &mut self,
        text: &TextSnapshot,
        span: Span,
        cancellation: Cancellation<'_>,
    ) -> Result<SemanticTokens, Cancelled> {
        let document = &text.document;
        let first = document.texts.partition_point(|placed| placed.start <= span.start).saturating_sub(1);
        let end = document.texts.partition_point(|placed| placed.start <= span.end);
        let lines = line_of(&document.rope, span.start)..=line_of(&document.rope, span.end);
        let mut data = self.of(text, first..end.max(first), cancellation)?;
        let (mut line, mut before) = (0, 0);
        data.retain_mut(|token| {
            line += token.delta_line;
            let wanted = lines.contains(&line);
            if wanted {
                token.delta_line = line - before;
                before = line;
            }
            wanted
        });
        Ok(SemanticTokens { result_id: None, data })
    }
}

/// A number that changes with the tokens.
fn id_of(tokens: &[SemanticToken]) -> String {
    let mut hasher = DefaultHasher::new();
    for token in tokens {
        let SemanticToken { delta_line, delta_start, length, token_type, token_modifiers_bitset } = token;
        [delta_line, delta_start, length, token_type, token_modifiers_bitset].hash(&mut hasher);
    }
    format!("{:016x}", hasher.finish())
}

/// The range that is not the same in both.
fn difference(old: &[SemanticToken], new: &[SemanticToken]) -> SemanticTokensEdit {
    /// Numbers of a token on the wire, which is what an edit counts.
    const NUMBERS: usize = 5;
    let same = |(old, new): &(&SemanticToken, &SemanticToken)| old == new;
    let front = old.iter().zip(new).take_while(same).count();
    let back = old[front..].iter().rev().zip(new[front..].iter().rev()).take_while(same).count();
    let wire = |tokens: usize| u32::try_from(tokens * NUMBERS).unwrap_or(u32::MAX);
    let data = &new[front..new.len() - back];
    SemanticTokensEdit {
        start: wire(front),
        delete_count: wire(old.len() - back - front),
        data: (!data.is_empty()).then(|| data.to_vec()),
    }
}

/// Tokens as the protocol counts them: each from the one before, on one line, in the client's units.
fn encode(words: &str, tokens: &[Token], encoding: Encoding) -> Vec<SemanticToken> {
    let mut encoded = Vec::with_capacity(tokens.len());
    let mut place = Walk { words, encoding, at: 0, line: 0, column: 0 };
    let (mut line, mut column) = (0, 0);
    for token in tokens {
        let mut rest = token.span.range();
        while !rest.is_empty() {
            place.go_to(rest.start);
            let on_line = words.get(rest.clone()).unwrap_or_default();
            let end = memchr::memchr2(b'\n', b'\r', on_line.as_bytes());
            let part = &on_line[..end.unwrap_or(on_line.len())];
            let leading = part.len() - part.trim_start().len();
            place.go_to(rest.start + leading);
            let (start_line, start) = (place.line, place.column);
            place.go_to(rest.start + part.trim_end().len().max(leading));
            if place.column > start {
                encoded.push(SemanticToken {
                    delta_line: start_line - line,
                    delta_start: if start_line == line { start - column } else { start },
                    length: place.column - start,
                    token_type: TYPES.iter().position(|(kind, ..)| *kind == token.kind).unwrap_or(0) as u32,
                    token_modifiers_bitset: modifiers(token),
                });
                (line, column) = (start_line, start);
            }
            rest.start += end.map_or(on_line.len().max(1), |end| end + 1);
        }
    }
    encoded
}

fn modifiers(token: &Token) -> u32 {
    let standing = match token.standing {
        Some(TokenStanding::InForce) => 1,
        Some(TokenStanding::Superseded) => 1 << 1,
        Some(TokenStanding::Unknown) => 1 << 2,
        None => 0,
    };
    standing | u32::from(token.inserted) << 3
}

/// A way through a text that knows the line and column, so that each character is looked at once.
struct Walk<'a> {
    words: &'a str,
    encoding: Encoding,
    at: usize,
    line: u32,
    column: u32,
}

impl Walk<'_> {
    /// Goes on to a byte offset. Lines end as they do for the rope: at `\n`, `\r\n` and `\r`.
    fn go_to(&mut self, to: usize) {
        let Some(passed) = self.words.get(self.at..to) else { return };
        let mut line_start = 0;
        for end in memchr::memchr2_iter(b'\n', b'\r', passed.as_bytes()) {
            line_start = end + 1;
            // The two halves of `\r\n` end one line.
            let half = passed.as_bytes()[end] == b'\r' && self.words.as_bytes().get(self.at + end + 1) == Some(&b'\n');
            self.line += u32::from(!half);
            self.column = 0;
        }
        let passed = &passed[line_start..];
        let units = match self.encoding {
            Encoding::Utf8 => passed.len(),
            Encoding::Utf16 if passed.is_ascii() => passed.len(),
            Encoding::Utf16 => passed.chars().map(char::len_utf16).sum(),
            Encoding::Utf32 => passed.chars().count(),
        };
        self.column += u32::try_from(units).unwrap_or(u32::MAX);
        self.at = to;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ide::TokenKind;

    fn encoded(words: &str, tokens: &[(&str, TokenKind)], encoding: Encoding) -> Vec<[u32; 4]> {
        let mut from = 0;
        let tokens: Vec<_> = tokens
            .iter()
            .map(|(token, kind)| {
                let start = from + words[from..].find(token).expect("it is there");
                from = start + token.len();
                Token { span: Span::of(start..from), kind: *kind, standing: None, inserted: false }
            })
            .collect();
        let encoded = encode(words, &tokens, encoding);
        encoded.iter().map(|it| [it.delta_line, it.delta_start, it.length, it.token_type]).collect()
    }

    #[test]
    fn a_token_ends_with_its_line() {
        for (words, token) in
            [("a b\n\n  c d e", "b\n\n  c"), ("a b\r\n\r\n  c d e", "b\r\n\r\n  c"), ("a b \r\r  c d e", "b \r\r  c")]
        {
            let tokens = [(token, TokenKind::Inserted), ("e", TokenKind::Label)];
            let expected = [[0, 2, 1, 6], [2, 2, 1, 6], [0, 4, 1, 2]];
            assert_eq!(encoded(words, &tokens, Encoding::Utf16), expected, "{words:?}");
        }
    }

    #[test]
    fn columns_are_counted_in_the_clients_units() {
        let words = "\u{2011}𝄞 e\u{301}x\u{a0}y 𝄞 z";
        let tokens = [("e\u{301}x", TokenKind::Heading), ("𝄞", TokenKind::Call), ("z", TokenKind::Call)];
        let expected = [
            (Encoding::Utf8, [[0, 8, 4, 0], [0, 8, 4, 1], [0, 5, 1, 1]]),
            (Encoding::Utf16, [[0, 4, 3, 0], [0, 6, 2, 1], [0, 3, 1, 1]]),
            (Encoding::Utf32, [[0, 3, 3, 0], [0, 6, 1, 1], [0, 2, 1, 1]]),
        ];
        for (encoding, expected) in expected {
            assert_eq!(encoded(words, &tokens, encoding), expected, "{encoding:?}");
        }
    }

    #[test]
    fn a_difference_is_as_small_as_what_changed() {
        let token = |length| SemanticToken { length, ..SemanticToken::default() };
        let old = [1, 2, 2, 3].map(token);
        let check = |new: &[u32], start, delete_count, data: Option<&[u32]>| {
            let new: Vec<_> = new.iter().copied().map(token).collect();
            let data = data.map(|data| data.iter().copied().map(token).collect());
            assert_eq!(difference(&old, &new), SemanticTokensEdit { start, delete_count, data });
        };
        check(&[1, 2, 2, 2, 3], 15, 0, Some(&[2]));
        check(&[1, 2, 3], 10, 5, None);
        check(&[1, 7, 2, 3], 5, 5, Some(&[7]));
        check(&[], 0, 20, None);
    }
}
