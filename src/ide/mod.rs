//! ide.
