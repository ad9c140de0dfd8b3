//! What an editor asks of a draft, one file per question: pure functions of a snapshot and a place.
