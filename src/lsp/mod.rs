//! lsp.

pub mod wire;
