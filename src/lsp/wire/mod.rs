//! The wire: carries messages between the client on standard input and output and a [`tower_lsp::LspService`].
//!
//! It stands in for tower-lsp's own `Server`, which ends at a message it cannot decode, runs four handlers at once
//! (four that wait for the client block all others), and lets a panic end the session. Here
//!
//! - the loop reads, decodes and calls on one thread, without a hop between: each handler is polled once in the order
//!   of arrival, so what it does before its first await happens in that order, and is spawned only if it must wait;
//! - a bad message is answered with an error, and the next sound one works ([`frames`], [`message`]);
//! - what clients send beside the protocol costs no edit ([`lenient`]), and no file ([`spelling`]);
//! - a panic answers its own request with an error, and is logged ([`dispatcher`]);
//! - a long answer is written as JSON once, where it is found ([`written`]);
//! - answers leave from whichever thread has them, and never make it wait ([`outgoing`]).

mod dispatcher;
mod exit;
mod frame;
mod frames;
mod input;
mod lenient;
mod log;
mod message;
mod outgoing;
mod parent;
mod serve;
mod spelling;
mod written;

pub use dispatcher::ASKS_FOR_CONTENT;
pub use input::{catches_up_within, is_caught_up};
pub use lenient::NO_VERSION;
pub use outgoing::Outgoing;
pub use serve::{CHANGE_LOST, serve};
pub use written::answer;
