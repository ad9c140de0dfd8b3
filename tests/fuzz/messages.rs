//! Any bytes on standard input are read as messages, or refused, and reading comes to their end.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let (messages, refusals) = rapporteur::lsp::wire::read_all(bytes);
    assert!(messages + refusals <= bytes.len());
});
