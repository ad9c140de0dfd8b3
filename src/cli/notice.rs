//! What could not be read, on standard error: `rapporteur: error: PATH:LINE: what is wrong and what to do`.

use std::io::Write;

use annotate_snippets::renderer::{DEFAULT_ERROR_STYLE, DEFAULT_WARNING_STYLE};

use super::gather::shorten;
use super::visible::{line, lines};
use crate::workspace::Notice;

/// Says what could not be read that was asked for.
pub(crate) fn error(notice: &Notice) {
    say(&format!("rapporteur: {DEFAULT_ERROR_STYLE}error{DEFAULT_ERROR_STYLE:#}"), notice);
}

/// Says what could not be read that would only have helped.
pub(crate) fn warning(notice: &Notice) {
    say(&format!("rapporteur: {DEFAULT_WARNING_STYLE}warning{DEFAULT_WARNING_STYLE:#}"), notice);
}

/// Says what was done.
pub(crate) fn said(what: &str) {
    // Nobody is left to be told where standard error is closed.
    let _ = writeln!(anstream::stderr(), "rapporteur: {}", line(what));
}

fn say(level: &str, notice: &Notice) {
    let path = line(&shorten(&notice.path).display().to_string()).into();
    let notice = Notice { path, line: notice.line, message: lines(&notice.message) };
    // Nobody is left to be told where standard error is closed.
    let _ = writeln!(anstream::stderr(), "{level}: {notice}");
}

/// Says that the report could not be written.
pub(crate) fn unwritten() {
    let _ = writeln!(
        anstream::stderr(),
        "rapporteur: {DEFAULT_ERROR_STYLE}error{DEFAULT_ERROR_STYLE:#}: the report could not be written: is the disk full?"
    );
}
