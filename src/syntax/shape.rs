//! Whether two states of a text differ in words alone.

use std::sync::Arc;

/// What a text has beside its words: the same for states of a text that differ in words alone.
#[derive(Clone, Debug, Default)]
pub struct Shape(Arc<()>);

impl Shape {
    /// Whether both texts are states of one, and have the same sections, clauses, citations and all else but words: each at
    /// the place of the other's, moved as the words between were changed.
    pub fn is_same_as(&self, other: &Shape) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

/// It says nothing of what a text reads.
impl PartialEq for Shape {
    fn eq(&self, _: &Shape) -> bool {
        true
    }
}

impl Eq for Shape {}
