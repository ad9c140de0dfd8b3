//! The protocol: what a client can do, what it is told, and when. The only module that knows LSP types; what it says
//! of resolutions it has from `ide`, `rules`, `assists` and `edits`.
//!
//! The way of a keystroke through it:
//!
//! - [`server`]: a method for each message, a few lines each: convert in, ask, convert out;
//! - [`drafts`]: the open drafts; every change is in the text before its handler first waits;
//! - [`analysis`]: what follows an edit, always on a blocking thread, one analysis per draft at a time: read, enter the
//!   workspace, check; [`burst`]: when it may begin; [`queue`]: in which order;
//! - [`checked`]: findings as the client gets them, pushed ([`publish`]) or asked for ([`diagnostics`]); [`pull`]: those of
//!   files that are not open;
//! - [`moved`]: the server's own finding, references that stayed behind;
//! - [`actions`] and [`renames`]: what the server changes, converted;
//! - [`ask`]: a request's way to an answer about the text as it was when the request came, a [`snapshot`];
//! - [`tokens`]: the colours of words as the client gets them, whole or as what has changed; [`outline`]: its outline; both kept
//!   while their text stays;
//! - [`commands`]: what is asked beyond LSP's own requests, the check for [`submission`] among it; [`pages`]: texts that the server has under their names;
//! - [`refresh`]: telling the client to ask again, for which of its [`views`].
//!
//! Below it: [`session`] (what is known between two messages), [`client`] and [`capabilities`] (the way to the client, and
//! what was agreed), [`convert`] and [`uri`] (LSP's types and ours), and [`wire`], which carries it all. Beside it:
//! [`indexing`], [`watching`] and [`progress`], the files of the folders, in the background; [`notices`], what is wrong with them.

mod actions;
mod analysis;
mod ask;
mod burst;
mod capabilities;
mod checked;
mod client;
mod command;
mod commands;
mod convert;
mod diagnostics;
mod drafts;
mod errors;
mod indexing;
mod legend;
mod lock;
mod moved;
mod new_draft;
mod notices;
mod outline;
mod pages;
mod past;
mod progress;
mod publish;
mod pull;
mod queue;
mod refresh;
mod renames;
mod server;
mod session;
mod settings;
mod snapshot;
mod submission;
mod tokens;
mod tracking;
mod uri;
mod views;
mod watching;
pub mod wire;
mod writing;

pub use server::run;
