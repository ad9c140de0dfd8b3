//! How wide a report may be.

use terminal_size::{Width, terminal_size};

/// Where nothing tells: what fits everywhere.
const USUAL: usize = 80;
/// Narrower, a line of a draft shows nothing.
const LEAST: usize = 40;
/// Wider, sentences are hard to read.
const MOST: usize = 120;

/// How wide a report may be, in columns: what `COLUMNS` says, else the terminal, else 80; at least 40, at most 120.
pub(crate) fn width() -> usize {
    let said = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    let seen = || terminal_size().map(|(Width(columns), _)| usize::from(columns));
    said.or_else(seen).filter(|columns| *columns > 0).unwrap_or(USUAL).clamp(LEAST, MOST)
}
