//! One file that a command makes or replaces.

use std::process::ExitCode;

use super::gather::shorten;
use super::notice;
use crate::workspace::{Replacement, Writing};

/// Writes a file and says so, with what that means.
pub(crate) fn write_file(file: &Replacement<'_>, meaning: &str) -> ExitCode {
    let written = Writing::below(file.path.parent()).map_err(|notice| vec![notice]);
    match written.and_then(|mut writing| writing.write(&[*file])) {
        Ok(()) => {
            notice::said(&format!("wrote {}{meaning}", shorten(file.path).display()));
            ExitCode::SUCCESS
        }
        Err(notices) => {
            notices.iter().for_each(notice::error);
            ExitCode::from(2)
        }
    }
}
