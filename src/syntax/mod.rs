//! What a draft says: lines, blocks, sections, clauses, labels and how clauses end, citations, references, notes, residue.
//!
//! Reading never fails. A file is read block by block ([`Reader`]), its items are folded into one [`Tree`] for the text in
//! force and one for the text as proposed ([`Text`]), and after an edit only the blocks that it touched are read again; what
//! comes out is the same as if the file were read anew.
//!
//! # How resolutions are written
//!
//! The grammar follows what drafters do. The counts are of 64 texts of the Plenipotentiary Conference of 2018, unless another
//! source is named; they say how far a form can be relied on.
//!
//! ## The order of a text
//!
//! 1. *Cover text* of a contribution (abstract, introduction) or of a publication (foreword). It is no part of the resolution:
//!    of it, as of the reasons, only editions are judged, and lightly.
//! 2. *Proposal line*, `MOD⇥IAP/39A30/1`: what is proposed and the number of the proposal, in either order, on one line or two.
//!    `ADD` is a new text, `MOD` shows tracked changes to the text in force, `(MOD)` editorial ones, `SUP` suppresses (the text
//!    may be left out), `NOC` changes nothing. A star, `ADD*`, says that words come from another text. `Reasons:` follows.
//! 3. *Heading*: `RESOLUTION 50 (Rev. New Delhi, 2024)`, `RESOLUTION ITU-R 1-6`, `DRAFT NEW RESOLUTION [IAP-1] (Geneva, 2022)`,
//!    also of decisions, recommendations and opinions. `(Rev. [place], 20XX)` is a meeting to come.
//! 4. *Title*, over one line or more.
//! 5. *History*, in texts of WTSA and RA only: `(Florianópolis, 2004; Johannesburg, 2008; …)`. It need not begin with the first
//!    adoption, and may wrap.
//! 6. *Enacting line*: `The World Telecommunication Standardization Assembly (New Delhi, 2024),`. Those of heading, history and
//!    enacting line that are there name the same last meeting.
//! 7. *Preamble*: sections under "recalling", "considering", "noting further" and the like, in any order.
//! 8. *Operative part*: "resolves", "instructs the Director of …", "invites …".
//! 9. *Annexes*, appendices, numbered sections, signatures. Here lines are outline and citations, no clauses.
//!
//! A file may hold several texts, as a delegation's proposals do; each begins at its proposal line, or else its heading.
//!
//! ## Sections, labels, stops
//!
//! A *call* is a line that heads a section. It may wrap, carry words that lead in its clauses, or name an addressee. A line in
//! the middle of a sentence is none, even where it begins with a call word ("resolves that …"), and a line that ends in one
//! ("as referred to in recalling") goes on in the next.
//!
//! | convention | evidence |
//! | --- | --- |
//! | preamble clauses are `a)`, `b)`, anew in every section; after `z)` comes `aa)` | the longest runs to `r)` |
//! | operative clauses are `1`, `2`, without dot or bracket | below them `1.1` or `a)`, then `i)`, then dashes |
//! | a section of one paragraph has no label | 45 of 45 in the preamble, 42 of 42 operative |
//! | a clause that others follow ends in `;`, one before sub-clauses in `:` | 1005 of about 1045; the rest lead in |
//! | the last clause of a preamble section ends in `,` | 273 of 281 |
//! | an operative section ends in `,`, the text in `.` | 174 and 63 |
//! | `b)bis`, `1bis` were added without changing other labels | Resolution 1 of WTSA |
//! | a TAB follows the label, in print; spaces will do, and a label may stand alone on its line | |
//!
//! `i)` is the letter after `h)` or the first Roman sub-clause, `v)` and `x)` are as doubtful. What they are is decided from the
//! whole section: of all readings that the labels allow, the one with the fewest slips is taken. A clause that ends in `:` opens
//! sub-clauses; a label left out or standing twice is a slip, and so are sub-clauses that nothing leads in. Where another
//! reading is nearly as good, [`Section::labels_are_sure`] says no. With tracked changes each side helps the other, the text
//! in force first.
//!
//! What decorates a stop (quotes, emphasis, a note's mark, "; and") is no part of it: see [`ClauseEnding`]. Text in square
//! brackets is not agreed yet; brackets may cross clauses.
//!
//! ## Citations and references
//!
//! A *citation* points to another text: `Resolution 181 (Guadalajara, 2010)`, `Resolution 25 (Rev.WRC-23)`, `Resolution ITU-R 2-8`,
//! whose suffix is its edition, and lists, `Resolutions 101, 102 and 133 (Rev. Guadalajara, 2010)`, whose last edition holds for
//! all before it that have none. Place and year belong to the number and are never left out, except of texts of the Council and
//! of the UN General Assembly, which have none. The body is named at first mention (217 of 231), later perhaps not (46 of 65).
//! "Of this assembly" is said of an edition of the very meeting (87 of 97), the body's name of an earlier one (44 of 45). A star
//! after a citation in the Radio Regulations marks one that is old on purpose.
//!
//! A *reference* points to clauses: `considering k)`, `resolves 1 to 3 above`, `considering c) ii) and e)`, `bearing in mind above`
//! for a whole section, `recognizing g) thereof` of the text just cited. It need not say "above" or "of this resolution". `No. 15.5 b)`
//! is a provision and "invites the 2027 conference" names a year: neither is a reference. The words that join lists are data, in
//! `data/languages`.
//!
//! ## Tracked changes, and what conversion leaves
//!
//! Changes are marked in CriticMarkup (see [`crate::text`]); a line break inside a mark is a tracked paragraph mark. A text copied
//! from Word without its tracking has old and new run together, `ji)` or `(Rev. Busan, 2014Dubai, 2018)`: [`Flattened`] says how far
//! they can be told apart. Editions may share what they have in common, `(Rev. GuadalajaraBusan, 20104)`; the known meetings tell
//! which is which, and in a head the earlier is in force.
//!
//! Conversion from Word leaves bookmarks, `[footnoteRef:1]1` and `[1: 1 …]`; from PDF it glues labels and calls into the line
//! before ("…; ii) the", 59 times in 21 texts), breaks words and leaves page numbers ("– 217 –", "RES155-2"). Such a section is judged up
//! to the first damage, and after it each run of labels for itself; references into it are unknown. A section without a call, or
//! one that does not begin with its first clause in a text without a head, is not judged at all, nor is a text of the United
//! Nations: [`Doubt`] says why. A page read in the wrong order leaves a label under the first words of its clause. Soft hyphens,
//! zero-width spaces and a hyphen at a line's end part words that are read as one. `[1]` is a footnote's mark where a line
//! begins with `[1]`; "1 These include …" is a footnote where "countries1" stands above. A label that is left out of a list and
//! stands within the words of the clause before was run into them.
//!
//! A Markdown draft is read through its signs for headings and emphasis; front matter, code and comments are no text. Clauses
//! that are all written `1.` are counted as Markdown does.
//!
//! A heading that is not in capitals, `Resolution 36 (Rev. Hyderabad, 2010)` alone on its line, is one only after a proposal line
//! or where a title and an enacting line follow. An enacting line begins a text where the one before has sections. What a cover
//! names as its meeting, "(WRC-15)" or "Hammamet, 25 October – 3 November 2016", holds for texts that name none; a text of the
//! Council says its year, `(C09)`.
//!
//! No-break spaces and hyphens (`ITU‑T`) are right, their plain forms as common: either is read.
//!
//! ## Languages
//!
//! All six official languages have the same structure; their words are in `data/languages`. Texts of the UN General Assembly have
//! unlettered preamble paragraphs and operative `1.`, `2.`, with `(a)` and `(i)` below.

mod abbreviation;
mod alphabet;
mod aside;
mod block;
mod body;
mod breaks;
mod by_label;
mod call;
mod citation;
mod clause;
mod cover;
mod cursor;
mod document;
mod doubt;
mod edition;
mod ending;
mod flattened;
mod fold;
mod glued;
mod head;
mod history;
mod invisible;
mod item;
mod label;
mod language;
mod levels;
mod line;
mod lists;
mod meetings;
mod moved;
mod naming;
mod page_number;
mod part;
mod per_text;
mod read_edition;
mod reader;
mod reference;
mod residue;
mod resolve;
mod rewording;
mod scan;
mod shape;
mod square_brackets;
mod sure;
#[cfg(test)]
mod tests;
mod text_name;
mod tree;
mod within;
mod word_set;
mod words;

pub use abbreviation::{Capitals, capitals, is_abbreviation, is_in_code};
pub(crate) use alphabet::is_foreign_label;
pub use block::Block;
pub use body::{Body, Instrument};
pub(crate) use breaks::line_breaks;
pub(crate) use call::Modifiers;
pub use call::{CallKey, Verb, verbs};
pub(crate) use citation::split_revision;
pub use citation::{Adopter, Citation, Sector};
pub use clause::{Clause, ClauseId, SectionId};
pub use cover::CoverMeeting;
pub(crate) use cursor::is_ideograph;
pub use document::{Document, PlacedText, Text};
pub use doubt::Doubt;
pub use edition::{Adopted, Edition, EditionMention, Glued, same_place, unaccented};
pub(crate) use ending::{ClauseEnding, Stop, StopPlace};
pub use flattened::{Flattened, GluedPlace, Misfit, Unread};
pub use history::{Became, Fate, History};
pub(crate) use invisible::invisible_signs;
pub use item::*;
pub use label::{Label, LabelStyle, Mark, NamedLabel, RawLabel, Suffix};
pub use language::{Language, languages};
pub(crate) use lists::{enumerate, is_separator, joint_pattern, last_member};
pub(crate) use meetings::MEETINGS;
pub use naming::{BodyNames, Sitting};
pub use part::TextPart;
pub(crate) use per_text::PerText;
pub use read_edition::HistoryEntry;
pub use reader::Reader;
pub(crate) use reference::continues_reference;
pub use reference::{AnnexReference, Reference, ReferenceSlip, Target, Whereabouts};
pub(crate) use residue::{
    Bracketed, bracketed, is_furniture, is_note_line, note_mark_end, without_bracketed, without_printed_mark,
};
pub use resolve::{Outcome, ReferenceTarget, SaidBody};
pub(crate) use square_brackets::{BracketPair, square_brackets};
pub use text_name::{TextName, read_text_name};
pub use tree::*;
pub(crate) use words::{instrument_near, is_instrument};
