//! How a file is named inside the program.

/// The number of a file of the workspace: the same whether it is open or not, and never given to another. What a text adds to
/// what is known carries the number of its file, so that no text is evidence about itself.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct FileId(pub u32);
