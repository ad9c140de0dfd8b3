//! What is known of resolutions and meetings, and how an edition stands at a meeting.
//!
//! Read in this order: [`key`] names a text, [`meeting`] a meeting and the moment a question is asked as of, [`entry`]
//! a text with its editions; [`row`] is the format of the data files; [`store`] lays their rows over each other; the
//! questions are in [`identify`] (which text is meant), [`standing`] (how an edition stands), [`meetings`] (did they
//! meet there), [`search`] (which texts have these words), [`mod@title_words`] (which have this title) and [`wording`] (how
//! it is written). [`mod@verify`] looks for contradictions in the data, [`mod@write`] makes a line of an adopted text.
//!
//! # The data
//!
//! `data/resolutions.jsonl`, `data/unga.tsv`, and the meetings in `syntax/data/meetings.jsonl`, are embedded in the program and are the source
//! from now on: correct them by hand. They were made from public sources; every line names its source. A user's own data
//! files have the same format, see [`row`].
//!
//! Two rules hold everywhere. What the catalogue does not know is never reported as wrong. And only what rests on sourced
//! lines is *firm*: a line marked `"known": "unverified"` may complete and hover, never convict.

mod assembly;
pub(crate) mod contents;
pub(crate) mod entry;
pub(crate) mod identify;
pub(crate) mod key;
pub(crate) mod meeting;
pub(crate) mod meetings;
pub(crate) mod row;
pub(crate) mod search;
pub(crate) mod standing;
pub(crate) mod store;
pub(crate) mod title_words;
pub(crate) mod verify;
pub(crate) mod wording;
pub(crate) mod write;
pub(crate) mod written;

pub(crate) use contents::{Contents, ContentsEntry, read_contents};
pub(crate) use entry::{Basis, EditionRow, EditionTitle, Entry, Status};
pub(crate) use identify::{Cited, Identified};
pub(crate) use key::TextKey;
pub(crate) use meeting::{AsOf, Held, Meeting};
pub(crate) use meetings::MeetingKnown;
pub(crate) use row::{DataError, DataRow, read_lines, read_rows};
pub(crate) use search::Fit;
pub(crate) use standing::{Best, Evidence, Fact, Judgement, NeverExisted, Standing, Unknown};
pub(crate) use store::{AdoptedText, Catalogue, DATA_CHANGED};
pub(crate) use title_words::{TitleWord, first_title_words, title_words};
pub(crate) use verify::{Contradiction, DataFile, verify};
pub(crate) use wording::{enacting_line, form_of, full_citation, of_body, official_form, text_form};
pub(crate) use write::line_of;
pub(crate) use written::Written;
