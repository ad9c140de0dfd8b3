//! Answers to requests that come to nothing.

use tower_lsp::jsonrpc::{Error, ErrorCode};
use tower_lsp::ls_types::LSPAny;

use crate::edits::{NotDone, Refused};
use crate::text::Cancelled;

/// The answer to a request whose text has changed since.
pub(super) fn content_modified() -> Error {
    Error { code: ErrorCode::ContentModified, message: "the text has changed since".into(), data: None }
}

/// What is not wanted any more is of an old text, or cancelled by the client, which reads no answer then.
impl From<Cancelled> for Error {
    fn from(_: Cancelled) -> Error {
        content_modified()
    }
}

/// The answer to a request that came to nothing.
pub(super) fn not_done(why: NotDone) -> Error {
    match why {
        NotDone::Refused(why) => refused(why),
        NotDone::Cancelled => Cancelled.into(),
    }
}

/// The answer to a request for something that is not to be done, with the reason for the drafter.
pub(super) fn refused(Refused(why): Refused) -> Error {
    const REQUEST_FAILED: i64 = -32803;
    Error { code: ErrorCode::ServerError(REQUEST_FAILED), message: why.into(), data: None }
}

/// The same for diagnostics, which the client is to ask for again.
pub(super) fn ask_again() -> Error {
    const SERVER_CANCELLED: i64 = -32802;
    let data = LSPAny::Object([("retriggerRequest".to_owned(), true.into())].into_iter().collect());
    Error { code: ErrorCode::ServerError(SERVER_CANCELLED), data: Some(data), ..content_modified() }
}
