//! The loop that reads messages, and the threads under it.

use std::io;
use std::process::ExitCode;
use std::time::Duration;

use memchr::memmem;
use tower_lsp::jsonrpc::Request;
use tower_lsp::{ClientSocket, LanguageServer, LspService};

use super::dispatcher::Dispatcher;
use super::frames::{Frames, Next};
use super::input::Input;
use super::message::{self, Message};
use super::outgoing::Outgoing;
use super::{exit, log};

/// The notification to the server itself that a message was not understood which said how a text changed.
pub const CHANGE_LOST: &str = "rapporteur/changeLost";

/// How long the last answers may take to leave when the session ends.
const FAREWELL: Duration = Duration::from_millis(500);

/// Blocking threads are kept this long, so that a keystroke after a pause for thought need not start one.
const KEEP_ALIVE: Duration = Duration::from_secs(120);

/// Serves `service` on standard input and output until `exit`, the end of input, or the end of the client.
///
/// Returns as soon as one of these comes, even while handlers run: `main` is to return this very status, so that the
/// process ends at once. The status is 0 after `shutdown`, else 1.
pub fn serve<S: LanguageServer>(service: LspService<S>, socket: ClientSocket, outgoing: Outgoing) -> ExitCode {
    log::to_stderr();
    let runtime = match runtime() {
        Ok(runtime) => runtime,
        Err(error) => {
            tracing::error!("the server cannot start its threads: {error}");
            return ExitCode::FAILURE;
        }
    };
    {
        let _inside = runtime.enter();
        let mut dispatcher = Dispatcher::new(service, socket, outgoing.clone());
        if let Err(error) = run(&mut dispatcher) {
            tracing::error!("standard input cannot be read: {error}");
        }
    }
    outgoing.flush(FAREWELL);
    runtime.shutdown_background();
    ExitCode::from(u8::try_from(exit::status()).unwrap_or(1))
}

/// More requests at once than this wait for their turn: a flood of them must not become a flood of threads.
const BLOCKING_THREADS: usize = 32;

/// Handlers are short, and analysis runs on blocking threads: two workers are enough.
fn runtime() -> io::Result<tokio::runtime::Runtime> {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .max_blocking_threads(BLOCKING_THREADS)
        .thread_keep_alive(KEEP_ALIVE)
        .enable_time()
        .build()
}

/// The loop: one message after the other, until `exit` or the end of input.
fn run<S: LanguageServer>(dispatcher: &mut Dispatcher<S>) -> io::Result<()> {
    let mut frames = Frames::new(Input(io::stdin().lock()));
    loop {
        dispatcher.wait_for_room();
        let body = match frames.next()? {
            Next::Body(body) => body,
            Next::Unusable(fault) => {
                // Nobody knows what it was.
                dispatcher.call(Request::build(CHANGE_LOST).finish());
                dispatcher.refuse(fault.into());
                continue;
            }
            Next::End => return Ok(()),
        };
        match message::decode(body) {
            Ok(Message::Call(call)) if call.method() == "exit" => return Ok(()),
            Ok(Message::Call(call)) => dispatcher.call(call),
            Ok(Message::Reply(reply)) => dispatcher.reply(reply),
            Err(refusal) => {
                // Of which text, nobody knows.
                if may_be_change(body) {
                    dispatcher.call(Request::build(CHANGE_LOST).finish());
                }
                if refusal.is_garbled() {
                    frames.distrust();
                }
                dispatcher.refuse(refusal);
            }
        }
    }
}

/// Whether a message that was not understood may have said how a text changed: it says so, or its method cannot be read.
fn may_be_change(body: &[u8]) -> bool {
    const CHANGE: &[u8] = b"textDocument/didChange";
    let named = memmem::find(body, b"\"method\"").map(|at| &body[at + b"\"method\"".len()..]);
    let mut parts = named.unwrap_or_default().splitn(3, |byte| *byte == b'"').skip(1);
    let other = matches!((parts.next(), parts.next()), (Some(name), Some(_)) if name != CHANGE);
    !other || memmem::find(body, CHANGE).is_some()
}

#[cfg(test)]
mod tests {
    use super::may_be_change;

    #[test]
    fn a_change_is_suspected_where_no_other_method_is_read() {
        for body in [
            &br#"{"jsonrpc":"2.0","method":"textDocument/didChange","par"#[..],
            br#"{"jsonrpc":"2.0","method":"textDocu"#,
            br#"{"jsonrpc":"2.0","meth"#,
            br#"{"params":{},"method" : "textDocument/didChange"}x"#,
            b"",
        ] {
            assert!(may_be_change(body), "{}", String::from_utf8_lossy(body));
        }
        assert!(!may_be_change(br#"{"jsonrpc":"2.0","id":1,"method":"textDocument/hover","params":{"#));
    }
}
