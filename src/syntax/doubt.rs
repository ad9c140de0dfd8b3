//! Why the structure of a section cannot be judged.

/// Why the structure of a section cannot be judged.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Doubt {
    /// Conversion has run labels or calls into its lines: some are not read.
    Converted,
    /// Its clauses stand under no call.
    NoCall,
    /// It does not begin with its first clause, and the text has no head: it is a piece of a text.
    Piece,
    /// The text is none of the ITU's.
    Foreign,
}
