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

pub use completion::file_of;
pub use converter::{Converter, severity};
pub use hints::HintData;
pub use navigation::LinkedText;
pub use places::{offset, position, range};
