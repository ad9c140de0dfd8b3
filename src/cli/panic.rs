//! What is said where the program fails: where, and why, without the text it failed on.

use super::visible::line;

/// From now on a panic says on standard error where it was, and why as far as that quotes nothing: what the standard library says of
/// a cut within a character has the text around it, and standard error may be a log that goes to others.
pub(crate) fn say_where() {
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map_or_else(String::new, |place| format!(" at {}:{}", place.file(), place.line()));
        let payload = panic.payload();
        let why = payload.downcast_ref::<&str>().copied().or(payload.downcast_ref::<String>().map(String::as_str));
        let why = line(unquoted(why.unwrap_or_default()));
        // Nobody is left to be told where standard error is closed.
        let _ = std::io::Write::write_fmt(&mut std::io::stderr(), format_args!("rapporteur: panicked{place}: {why}\n"));
    }));
}

/// A message up to its first quotation.
fn unquoted(why: &str) -> &str {
    why.split(['\'', '"', '`']).next().unwrap_or_default().trim_end()
}

#[cfg(test)]
mod tests {
    use super::unquoted;

    #[test]
    fn no_text_is_quoted() {
        let said = std::panic::catch_unwind(|| "Genève".get(..4).map(str::len).unwrap_or_else(|| "Genève"[..4].len()));
        let said = said.expect_err("a cut within a character");
        let said = said.downcast_ref::<String>().map(String::as_str).unwrap_or_default();
        assert!(said.contains("Gen"), "{said}");
        let said = unquoted(said);
        assert!(said.contains('4') && !said.contains("Gen") && !said.contains('è'), "{said}");
        assert_eq!(unquoted("called `Result::unwrap()` on an `Err` value: \"secret\""), "called");
        assert_eq!(unquoted("the clause is there"), "the clause is there");
    }
}
