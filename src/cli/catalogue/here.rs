//! What the commands ask: the catalogue of the current folder, and the moment.

use std::path::Path;
use std::sync::Arc;

use jiff::civil::Date;

use crate::catalogue::{AsOf, Catalogue};
use crate::cli::notice;
use crate::cli::read::at_hand;
use crate::workspace::{ForMeeting, Snapshot};

/// The workspace in the current folder, with its data files and adopted texts. What could not be read is said.
pub(super) fn here() -> Arc<Snapshot> {
    let (snapshot, errors, warnings) = at_hand(Path::new("."));
    errors.iter().for_each(notice::error);
    warnings.iter().for_each(notice::warning);
    snapshot
}

/// The moment that is asked about: a meeting, or today.
pub(super) fn moment(catalogue: &Catalogue, today: Date, meeting: Option<&ForMeeting>) -> AsOf {
    match meeting {
        Some(meeting) => catalogue.as_of(Some(meeting.body), &meeting.place, meeting.year),
        None => Catalogue::as_of_day(today),
    }
}
