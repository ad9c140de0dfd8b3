//! LSP's types and ours: places here, and nowhere else; the answers of `ide` in a file for each.

mod completion;
mod converter;
mod definition;
mod edits;
mod hints;
mod hover;
mod navigation;
mod places;
mod plain;
mod symbols;

pub(super) use completion::file_of;
pub(super) use converter::{Converter, severity};
pub(super) use hints::HintData;
pub(super) use navigation::LinkedText;
pub(super) use places::{offset, position, range};
