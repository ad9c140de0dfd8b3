//! The protocol: what a client can do, what it is told, and when. The only module that knows LSP types; it decides
//! nothing about resolutions.
//!
//! The way of a keystroke through it:
//!
//! - [`server`]: a method for each message, a few lines each: convert in, ask, convert out;
//! - [`drafts`]: the open drafts; every change is in the text before its handler first waits;
//! - [`schedule`]: when an edited draft is analysed, always on a blocking thread, one analysis per draft at a time;
//! - [`shared`]: what an analysis does: read, take into the workspace, check;
//! - [`diagnostics`]: findings as the client gets them, pushed or pulled; [`pull`]: those of files that are not open;
//! - [`tokens`]: the colours of words as the client gets them, whole or as what has changed; [`outline`]: its outline; both [`kept`];
//! - [`ask`]: a request's way to an answer about the text as it was when the request came;
//! - [`commands`]: what is asked beyond LSP's own requests; [`pages`]: texts that the server has under their names;
//! - [`refresh`]: telling the client to ask again.
//!
//! Beside it: [`capabilities`] (what was agreed), [`convert`] and [`uri`] (LSP's types and ours), [`indexing`], [`watching`] and
//! [`progress`] (the files of the folders, in the background), and [`wire`], which carries it all.

mod actions;
mod ask;
mod capabilities;
mod commands;
mod convert;
mod diagnostics;
mod drafts;
mod indexing;
mod kept;
mod moved;
mod outline;
mod pages;
mod progress;
mod pull;
mod refresh;
mod renames;
mod schedule;
mod server;
mod settings;
mod shared;
mod tokens;
mod uri;
mod watching;
pub mod wire;

use std::process::ExitCode;

use tower_lsp::LspService;

use server::Server;

/// Serves a client on standard input and output, until it says `exit` or is gone.
pub fn run() -> ExitCode {
    let outgoing = match wire::Outgoing::stdout() {
        Ok(outgoing) => outgoing,
        Err(error) => {
            eprintln!("rapporteur: standard output cannot be used: {error}");
            return ExitCode::FAILURE;
        }
    };
    let (service, socket) = LspService::build(|client| Server::new(client, outgoing.clone()))
        .custom_method("$/setTrace", Server::set_trace)
        .custom_method("workspace/textDocumentContent", Server::text_document_content)
        .custom_method("window/workDoneProgress/cancel", Server::cancel_progress)
        .finish();
    wire::serve(service, socket, outgoing)
}
