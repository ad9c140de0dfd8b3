//! The command line: parse it, hand over.

fn main() {}
