//! What the words of a text are, for their colours: headings, calls, labels, citations with how their edition stands,
//! references, footnotes, and what is inserted and deleted.
//!
//! Tokens never overlap: where one stands in another, the inner one parts the outer. What stands in inserted text says
//! so beside what it is; deleted text is deleted and nothing else.

use std::cmp::Reverse;

use crate::catalogue::{Judgement, Standing};
use crate::rules::Context;
use crate::syntax::Tree;
use crate::text::{Changes, Piece, PieceKind, Span};

/// What some words are.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TokenKind {
    /// A heading, of the text or of an annex.
    Heading,
    /// What heads a section.
    Call,
    Label,
    /// A citation of another text.
    Citation,
    /// A reference to clauses or an annex.
    Reference,
    /// A footnote, or its mark.
    Footnote,
    /// Inserted words that are nothing else.
    Inserted,
    Deleted,
    /// An abbreviation that the text introduces.
    Abbreviation,
}

/// How the edition stands that a citation names.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TokenStanding {
    /// It was in force when the draft's meeting opened, or is of this very meeting.
    InForce,
    /// It is surely not in force any more.
    Superseded,
    /// It cannot be told, or there is no such edition.
    Unknown,
}

/// Some words, on one line or several. The place counts from the start of the text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Token {
    pub span: Span,
    pub kind: TokenKind,
    /// For a citation that names its edition: how that stands.
    pub standing: Option<TokenStanding>,
    /// Whether they stand in inserted text, and are something else beside that.
    pub inserted: bool,
}

impl Token {
    fn new(span: Span, kind: TokenKind) -> Token {
        Token { span, kind, standing: None, inserted: false }
    }
}

/// The tokens of a text, in order.
pub fn tokens(context: &Context<'_>) -> Vec<Token> {
    let text = &context.placed.text;
    let mut named = of_tree(context.tree());
    named.extend(context.citations().iter().map(|cited| Token {
        standing: cited.judgement.as_ref().map(standing),
        ..Token::new(cited.citation.span, TokenKind::Citation)
    }));
    let introduced = context.introduced_abbreviations();
    named.extend(introduced.map(|span| Token::new(span, TokenKind::Abbreviation)));
    let named = parted(named);
    if text.changes.is_empty() { named } else { with_changes(named, &text.changes, text.len) }
}

fn of_tree(tree: &Tree) -> Vec<Token> {
    let headings = tree.heading.iter().map(|heading| heading.span).chain(tree.annexes().iter().map(|annex| annex.span));
    let calls = tree.sections().filter_map(|(_, section)| Some(section.call.as_ref()?.span));
    let labels = tree.clauses().filter_map(|(_, clause)| Some(clause.raw.as_ref()?.span));
    let references = tree.references().iter().map(|reference| reference.it.span);
    let references = references.chain(tree.annex_references().iter().map(|reference| reference.it.span));
    let notes = tree.notes().iter().map(|note| note.span).chain(tree.note_marks().iter().map(|mark| mark.span));
    let of = |kind| move |span| Token::new(span, kind);
    let tokens = headings.map(of(TokenKind::Heading)).chain(calls.map(of(TokenKind::Call)));
    let tokens = tokens.chain(labels.map(of(TokenKind::Label))).chain(references.map(of(TokenKind::Reference)));
    let tokens = tokens.chain(notes.map(of(TokenKind::Footnote)));
    tokens.collect()
}

fn standing(judgement: &Judgement) -> TokenStanding {
    match &judgement.standing {
        Standing::InForce
        | Standing::AdoptedHere { .. }
        | Standing::Superseded { revised_here: true, .. }
        | Standing::Suppressed { here: true, .. } => TokenStanding::InForce,
        Standing::Superseded { sure: Some(_), .. } | Standing::Suppressed { .. } if judgement.firm => {
            TokenStanding::Superseded
        }
        _ => TokenStanding::Unknown,
    }
}

/// The same in order, without overlap: the inner token parts the outer one.
fn parted(mut tokens: Vec<Token>) -> Vec<Token> {
    tokens.sort_by_key(|token| (token.span.start, Reverse(token.span.end)));
    let mut parted = Vec::with_capacity(tokens.len());
    // What is still open, outermost first; each without what was said of it already.
    let mut open: Vec<Token> = Vec::new();
    for mut token in tokens {
        while let Some(outer) = open.pop_if(|outer| outer.span.end <= token.span.start) {
            push(&mut parted, outer);
        }
        if let Some(outer) = open.last_mut() {
            token.span.end = token.span.end.min(outer.span.end);
            push(&mut parted, Token { span: Span::new(outer.span.start, token.span.start), ..*outer });
            outer.span.start = token.span.end;
        }
        open.push(token);
    }
    while let Some(outer) = open.pop() {
        push(&mut parted, outer);
    }
    parted
}

fn push(tokens: &mut Vec<Token>, token: Token) {
    if !token.span.is_empty() {
        tokens.push(token);
    }
}

/// The tokens with those of the tracked changes: cut where a piece of the text ends.
fn with_changes(named: Vec<Token>, changes: &Changes, len: u32) -> Vec<Token> {
    let mut tokens = Vec::with_capacity(named.len() + changes.pieces.len());
    let mut next = 0;
    for piece in without_gaps(changes, len) {
        let mut at = piece.span.start;
        // A token that goes on after the piece is looked at again with the next.
        if next > 0 && named[next - 1].span.end > piece.span.start {
            next -= 1;
        }
        while let Some(token) = named.get(next).filter(|token| token.span.start < piece.span.end) {
            next += 1;
            let span = Span::new(token.span.start.max(piece.span.start), token.span.end.min(piece.span.end));
            match piece.kind {
                PieceKind::Kept => push(&mut tokens, Token { span, ..*token }),
                PieceKind::Inserted => {
                    push(&mut tokens, Token::new(Span::new(at, span.start), TokenKind::Inserted));
                    push(&mut tokens, Token { span, inserted: true, ..*token });
                    at = span.end;
                }
                PieceKind::Deleted | PieceKind::Markup => {}
            }
        }
        match piece.kind {
            PieceKind::Inserted => {
                push(&mut tokens, Token::new(Span::new(at, piece.span.end), TokenKind::Inserted));
            }
            PieceKind::Deleted => push(&mut tokens, Token::new(piece.span, TokenKind::Deleted)),
            PieceKind::Kept | PieceKind::Markup => {}
        }
    }
    tokens
}

/// The pieces with what recovered changes leave out between them: that is kept.
fn without_gaps(changes: &Changes, len: u32) -> impl Iterator<Item = Piece> {
    let mut at = 0;
    let end = Piece { span: Span::empty(len), kind: PieceKind::Kept };
    changes.pieces.iter().copied().chain([end]).flat_map(move |piece| {
        let gap = Piece { span: Span::new(at, piece.span.start), kind: PieceKind::Kept };
        at = piece.span.end;
        [gap, piece].into_iter().filter(|piece| !piece.span.is_empty())
    })
}

#[cfg(test)]
mod tests {
    use crate::testing::{Fixture, check};
    use expect_test::expect;

    use super::*;

    fn shown(fixture: &Fixture) -> String {
        let Fixture { document, file, snapshot, .. } = fixture;
        let mut said = String::new();
        for placed in document.texts.iter() {
            let context = Context::new(document, placed, *file, snapshot, None);
            for token in tokens(&context) {
                let standing = token.standing.map(|standing| format!(" {standing:?}")).unwrap_or_default();
                let inserted = if token.inserted { " inserted" } else { "" };
                let words = document.slice(placed.in_file(token.span));
                said += &format!("{:?}{standing}{inserted} {words:?}\n", token.kind);
            }
        }
        said
    }

    #[test]
    fn each_word_is_what_it_is() {
        check(
            r"
                //- head
                recalling
                a)	Resolution 130 (Rev. Dubai, 2018) of the Plenipotentiary Conference;
                b)	Resolutions 50 and 52 (Rev. New Delhi, 2024) of this assembly[^1];
                c)	UNGA Resolution 57/239, and Resolution 998 (Busan, 2014),
                resolves
                as recalling a) and resolves 1 of Resolution 50 (Rev. New Delhi, 2024) and Annex 1 to this resolution say.
                [^1]: See Resolution 181 (Guadalajara, 2010).
                ANNEX 1
                Words.
            ",
            shown,
            expect![[r#"
                Heading "RESOLUTION 96 (Rev. New Delhi, 2024)"
                Call "recalling"
                Label "a)"
                Citation Superseded "Resolution 130 (Rev. Dubai, 2018)"
                Label "b)"
                Citation InForce "Resolutions 50"
                Citation InForce "52 (Rev. New Delhi, 2024)"
                Footnote "[^1]"
                Label "c)"
                Citation "Resolution 57/239"
                Citation Unknown "Resolution 998 (Busan, 2014)"
                Call "resolves"
                Reference "recalling a)"
                Reference "resolves 1"
                Citation InForce "Resolution 50 (Rev. New Delhi, 2024)"
                Reference "Annex 1 to this resolution"
                Footnote " See "
                Citation InForce "Resolution 181 (Guadalajara, 2010)"
                Footnote "."
                Heading "ANNEX 1"
            "#]],
        );
    }

    #[test]
    fn an_abbreviation_is_shown_where_it_is_introduced() {
        check(
            r"
                //- head
                resolves
                that the Harbour Light Office (HLO) act on harbour lights, and the HLO report.
            ",
            shown,
            expect![[r#"
                Heading "RESOLUTION 96 (Rev. New Delhi, 2024)"
                Call "resolves"
                Abbreviation "HLO"
            "#]],
        );
    }

    #[test]
    fn what_is_changed_is_inserted_or_deleted() {
        check(
            r"
                MOD	IAP/39A30/1
                RESOLUTION 96 (Rev. {~~Hammamet, 2016~>New Delhi, 2024~~})
                On lights
                resolves
                {--1	to read Resolution 130 (Rev. Dubai, 2018);
                --}{~~2~>1~~}	to go{++, as resolves 1 says++}{>>why?<<}.
            ",
            shown,
            expect![[r#"
                Heading "RESOLUTION 96 (Rev. "
                Deleted "Hammamet, 2016"
                Heading inserted "New Delhi, 2024"
                Heading ")"
                Call "resolves"
                Deleted "1\tto read Resolution 130 (Rev. Dubai, 2018);\n"
                Deleted "2"
                Label inserted "1"
                Inserted ", as "
                Reference inserted "resolves 1"
                Inserted " says"
            "#]],
        );
        check(
            r"
                //- head
                considering
                a)	one;
                b)	two;
                cb)	three;
                dc)	in considering d) and c);
                ed)	Resolution 45 (Rev. Dubai, 2014Buenos Aires, 2017),
                resolves
                to go.
            ",
            shown,
            expect![[r#"
                Heading "RESOLUTION 96 (Rev. New Delhi, 2024)"
                Call "considering"
                Label "a)"
                Deleted "b)\ttwo;"
                Deleted "c"
                Label inserted "b"
                Label ")"
                Deleted "d"
                Label inserted "c"
                Label ")"
                Reference "considering d) and c)"
                Deleted "e"
                Label inserted "d"
                Label ")"
                Citation Superseded "Resolution 45 (Rev. "
                Deleted "Dubai, 2014"
                Citation Superseded inserted "Buenos Aires, 2017"
                Citation Superseded ")"
                Call "resolves"
            "#]],
        );
    }

    #[test]
    fn what_a_copy_from_word_has_left_over_is_deleted() {
        check(
            r"
                MOD	IAP/1/1
                RESOLUTION 90 (Rev. Hammamet, 2016Geneva, 2022)
                Towers
                The World Telecommunication Standardization Assembly (Hammamet, 2016Geneva, 2022),
                resolves
                to wait.
            ",
            |it| shown(it).lines().filter(|line| line.starts_with("Deleted")).collect::<Vec<_>>().join("\n"),
            expect![[r#"
                Deleted "Hammamet, 2016"
                Deleted "Hammamet, 2016""#]],
        );
    }

    #[test]
    fn tokens_that_cross_are_cut() {
        let token = |start, end, kind| Token::new(Span::new(start, end), kind);
        use TokenKind::{Call, Citation, Footnote, Label};
        let tokens = parted(vec![
            token(0, 20, Footnote),
            token(5, 10, Citation),
            token(8, 15, Label),
            token(12, 14, Call),
            token(30, 30, Label),
        ]);
        let said: Vec<_> = tokens.iter().map(|token| (token.span.start, token.span.end, token.kind)).collect();
        let expected = [
            (0, 5, Footnote),
            (5, 8, Citation),
            (8, 10, Label),
            (10, 12, Footnote),
            (12, 14, Call),
            (14, 20, Footnote),
        ];
        assert_eq!(said, expected);
    }
}
