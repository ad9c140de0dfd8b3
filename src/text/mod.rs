//! A text and the places in it.

mod span;

pub use span::{Span, offset};
