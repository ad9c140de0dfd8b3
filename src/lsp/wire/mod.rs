//! The wire: carries messages between the client on standard input and output and a [`LspService`].
//!
//! It stands in for tower-lsp's own `Server`, which ends at a message it cannot decode, runs four handlers at once
//! (four that wait for the client block all others), and lets a panic end the session. Here
//!
//! - the loop reads, decodes and calls on one thread, without a hop between: each handler is polled once in the order
//!   of arrival, so what it does before its first await happens in that order, and is spawned only if it must wait;
//! - a bad message is answered with an error, and the next sound one works ([`frames`], [`message`]);
//! - a panic answers its own request with an error, and is logged ([`session`]);
//! - a long answer is written as JSON once, where it is found ([`written`]);
//! - answers leave from whichever thread has them, and never make it wait ([`outgoing`]).

mod frame;
mod frames;
mod log;
mod message;
mod outgoing;
mod parent;
mod session;
mod slow;
mod written;

use std::io;
use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use tower_lsp::{ClientSocket, LanguageServer, LspService};

pub use outgoing::Outgoing;
pub use written::answer;

use frames::{Frames, Next};
use message::Message;
use session::Session;

/// How long the last answers may take to leave when the session ends.
const FAREWELL: Duration = Duration::from_millis(500);

/// Blocking threads are kept this long, so that a keystroke after a pause for thought need not start one.
const KEEP_ALIVE: Duration = Duration::from_secs(120);

/// Whether the client has asked to shut down: the process ends with status 0 then, whatever ends it.
static SHUT_DOWN: AtomicBool = AtomicBool::new(false);

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
        let mut session = Session::new(service, socket, outgoing.clone());
        if let Err(error) = run(&mut session) {
            tracing::error!("standard input cannot be read: {error}");
        }
    }
    outgoing.flush(FAREWELL);
    runtime.shutdown_background();
    ExitCode::from(u8::try_from(exit_status()).unwrap_or(1))
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
fn run<S: LanguageServer>(session: &mut Session<S>) -> io::Result<()> {
    let mut frames = Frames::new(io::stdin().lock());
    loop {
        let body = match frames.next()? {
            Next::Body(body) => body,
            Next::Unusable(fault) => {
                session.refuse(fault.into());
                continue;
            }
            Next::End => return Ok(()),
        };
        match message::decode(body) {
            Ok(Message::Call(call)) if call.method() == "exit" => return Ok(()),
            Ok(Message::Call(call)) => session.call(call),
            Ok(Message::Reply(reply)) => session.reply(reply),
            Err(refusal) => {
                if refusal.is_garbled() {
                    frames.distrust();
                }
                session.refuse(refusal);
            }
        }
    }
}

/// The status with which the process ends if it ends now.
fn exit_status() -> i32 {
    if SHUT_DOWN.load(Ordering::SeqCst) { 0 } else { 1 }
}
