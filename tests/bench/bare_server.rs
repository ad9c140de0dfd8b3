//! A server that only answers: the same crates as Rapporteur, and nothing to say about any draft.
//!
//! `bare-server stock` runs on tower-lsp's own loop: the yardstick of `keystroke.rs`. A number after it says how many bytes of
//! text it publishes after each change, so that it writes as much as the server that is measured.
//! `bare-server wire` runs on `rapporteur::lsp::wire`: what `tests/wire.rs` drives. Its methods in `bare/` fail and
//! wait in every way that a handler can.
#![allow(missing_docs)]

use std::future;
use std::process::ExitCode;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use rapporteur::lsp::wire::{Outgoing, serve};
use serde_json::{Value, json};
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::*;
use tower_lsp::{Client, LanguageServer, LspService, Server};

/// The whole program, so that the bench can be its own yardstick.
pub fn main() -> ExitCode {
    match std::env::args().nth(1).as_deref() {
        Some("stock") => on_tower_lsp(),
        Some("wire") => on_our_wire(),
        _ => {
            eprintln!("usage: bare-server stock|wire");
            ExitCode::from(2)
        }
    }
}

fn on_tower_lsp() -> ExitCode {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("threads can be started");
    let bytes = std::env::args().nth(2).and_then(|bytes| bytes.parse().ok()).unwrap_or(0);
    let (service, socket) = LspService::new(|client| Bare { bytes, ..Bare::new(client, None) });
    runtime.block_on(Server::new(tokio::io::stdin(), tokio::io::stdout(), socket).serve(service));
    ExitCode::SUCCESS
}

fn on_our_wire() -> ExitCode {
    let outgoing = Outgoing::stdout().expect("standard output is there");
    let (service, socket) = LspService::build(|client| Bare::new(client, Some(outgoing.clone())))
        .custom_method("bare/panic", Bare::panic)
        .custom_method("bare/panicLater", Bare::panic_later)
        .custom_method("bare/panicQuietly", Bare::panic_quietly)
        .custom_method("bare/never", Bare::never)
        .custom_method("bare/ask", Bare::ask)
        .custom_method("bare/changes", Bare::changes)
        .custom_method("bare/large", Bare::large)
        .finish();
    serve(service, socket, outgoing)
}

struct Bare {
    client: Client,
    /// Where diagnostics are published directly; else through tower-lsp's client.
    outgoing: Option<Outgoing>,
    /// Changes seen so far.
    changes: AtomicU32,
    /// Changes whose version was not the one after the last.
    out_of_order: AtomicU32,
    last_version: AtomicU32,
    /// So many bytes of text are in what is published.
    bytes: usize,
}

impl Bare {
    fn new(client: Client, outgoing: Option<Outgoing>) -> Self {
        let zero = AtomicU32::default;
        Bare { client, outgoing, changes: zero(), out_of_order: zero(), last_version: zero(), bytes: 0 }
    }

    async fn publish(&self, uri: Uri, version: i32) {
        match &self.outgoing {
            Some(outgoing) => outgoing.notify(
                "textDocument/publishDiagnostics",
                &PublishDiagnosticsParams { uri, diagnostics: Vec::new(), version: Some(version) },
            ),
            None => {
                let said = Diagnostic { message: "x".repeat(self.bytes), ..Diagnostic::default() };
                let said = if self.bytes == 0 { Vec::new() } else { vec![said] };
                self.client.publish_diagnostics(uri, said, Some(version)).await;
            }
        }
    }

    /// Panics before its first await.
    async fn panic(&self) -> Result<Value> {
        panic!("as the test asked")
    }

    /// Panics on a worker thread.
    async fn panic_later(&self) -> Result<Value> {
        tokio::time::sleep(Duration::from_millis(1)).await;
        panic!("later, as the test asked")
    }

    /// Panics where there is no request to answer.
    async fn panic_quietly(&self) {
        panic!("in a notification, as the test asked")
    }

    /// Waits for ever.
    async fn never(&self) -> Result<Value> {
        future::pending().await
    }

    /// Asks the client, and answers when the client has.
    async fn ask(&self) -> Result<Value> {
        let folders = self.client.workspace_folders().await?;
        Ok(json!(folders.map(|folders| folders.len())))
    }

    /// How many changes were seen, and how many of them out of order.
    async fn changes(&self) -> Result<Value> {
        Ok(json!([self.changes.load(Ordering::SeqCst), self.out_of_order.load(Ordering::SeqCst)]))
    }

    /// Sends `[count, bytes]`: so many notifications of so many bytes, numbered, before the answer.
    async fn large(&self, (count, bytes): (u32, usize)) -> Result<Value> {
        let filling = "x".repeat(bytes);
        for number in 0..count {
            if let Some(outgoing) = &self.outgoing {
                outgoing.notify_raw("bare/filling", &format!(r#"{{"number":{number},"filling":"{filling}"}}"#));
            }
        }
        Ok(Value::Null)
    }
}

impl LanguageServer for Bare {
    async fn initialize(&self, _: InitializeParams) -> Result<InitializeResult> {
        Ok(InitializeResult {
            capabilities: ServerCapabilities {
                text_document_sync: Some(TextDocumentSyncKind::INCREMENTAL.into()),
                hover_provider: Some(true.into()),
                ..Default::default()
            },
            ..Default::default()
        })
    }

    async fn did_open(&self, params: DidOpenTextDocumentParams) {
        self.publish(params.text_document.uri, params.text_document.version).await;
    }

    async fn did_change(&self, params: DidChangeTextDocumentParams) {
        let version = params.text_document.version;
        let last = self.last_version.swap(u32::try_from(version).unwrap_or_default(), Ordering::SeqCst);
        self.changes.fetch_add(1, Ordering::SeqCst);
        if i64::from(last) + 1 != i64::from(version) {
            self.out_of_order.fetch_add(1, Ordering::SeqCst);
        }
        self.publish(params.text_document.uri, version).await;
    }

    async fn hover(&self, _: HoverParams) -> Result<Option<Hover>> {
        Ok(None)
    }

    async fn shutdown(&self) -> Result<()> {
        Ok(())
    }
}
