//! The service at work: calls its handlers, sends their answers, and survives their panics.

use std::future::Future;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::sync::mpsc;
use std::task::{Context, Waker};
use std::time::Instant;

use futures::{FutureExt, SinkExt, StreamExt};
use serde_json::{Value, json};
use tower_lsp::jsonrpc::{Error, Id, Request, Response};
use tower_lsp::{ClientSocket, LanguageServer, LspService};
use tower_service::Service;

use super::lenient::relax;
use super::message::Refusal;
use super::outgoing::Outgoing;
use super::{exit, parent, written};

/// What is put among a client's experimental capabilities where it can ask for a text by its name: the protocol's types
/// do not know LSP 3.18 yet.
pub const ASKS_FOR_CONTENT: &str = "rapporteurTextDocumentContent";

/// A service with what it needs to answer. Lives on the loop's thread, inside the runtime.
pub(super) struct Dispatcher<S> {
    service: LspService<S>,
    /// Takes the client's replies to whoever waits for them; never blocks.
    replies: Pin<Box<dyn futures::Sink<Response, Error = tower_lsp::ExitedError>>>,
    outgoing: Outgoing,
    /// Requests whose handler panicked, for [`Dispatcher::forget`].
    panicked: (mpsc::Sender<Id>, mpsc::Receiver<Id>),
}

impl<S: LanguageServer> Dispatcher<S> {
    /// Starts forwarding the service's own requests and notifications.
    pub(super) fn new(service: LspService<S>, socket: ClientSocket, outgoing: Outgoing) -> Self {
        let (mut requests, replies) = socket.split();
        let forward = outgoing.clone();
        tokio::spawn(async move {
            while let Some(request) = requests.next().await {
                forward.send(&request);
            }
        });
        Dispatcher { service, replies: Box::pin(replies), outgoing, panicked: mpsc::channel() }
    }

    /// Waits while the client leaves too much unread.
    pub(super) fn wait_for_room(&self) {
        self.outgoing.wait_for_room();
    }

    /// Runs a request or notification up to its handler's first wait, and the rest of it in the background.
    pub(super) fn call(&mut self, mut call: Request) {
        while let Ok(id) = self.panicked.1.try_recv() {
            self.forget(&id);
        }
        call = self.taken(call);
        match call.method() {
            "initialize" => {
                watch_parent(&call);
                self.outgoing.trace(call.params().and_then(|params| params.get("trace")));
                call = with_newer_capabilities(call);
            }
            "shutdown" if call.id().is_some() => exit::shut_down(),
            "$/setTrace" => self.outgoing.trace(call.params().and_then(|params| params.get("value"))),
            _ => {}
        }
        let pending = PendingCall {
            id: call.id().cloned(),
            method: call.method().to_owned(),
            outgoing: self.outgoing.clone(),
            panicked: self.panicked.0.clone(),
            since: Instant::now(),
        };
        // The service is ready unless it has seen `exit`, which the loop keeps from it.
        match catch_unwind(AssertUnwindSafe(|| self.service.call(call))) {
            Ok(handler) => start(async move {
                match AssertUnwindSafe(written::beside(handler)).catch_unwind().await {
                    Ok((answer, written)) => pending.answer(answer.unwrap_or_default(), written),
                    Err(_) => pending.confess(),
                }
            }),
            Err(_) => pending.confess(),
        }
    }

    /// A call with parameters that the protocol's types take.
    fn taken(&self, call: Request) -> Request {
        with_params(call, |method, params| {
            self.outgoing.spellings().escape(params);
            relax(method, params);
        })
    }

    /// Hands the client's reply to whoever waits for it.
    pub(super) fn reply(&mut self, reply: Response) {
        if self.replies.start_send_unpin(reply).is_err() {
            tracing::debug!("a reply came after the end");
        }
    }

    /// Answers what is no message.
    pub(super) fn refuse(&self, refusal: Refusal) {
        tracing::warn!("{}", refusal.error.message);
        self.outgoing.send(&Response::from_error(refusal.id, refusal.error));
    }

    /// Makes tower-lsp give up a request that will not end, so that its id can be used again: it clears its list of
    /// them only when a handler returns or is cancelled.
    fn forget(&mut self, id: &Id) {
        let cancel = Request::build("$/cancelRequest").params(json!({ "id": id })).finish();
        start(self.service.call(cancel).map(drop));
    }
}

/// Polls `work` once, here and now, and leaves it to the runtime only if it has to wait.
fn start(work: impl Future<Output = ()> + Send + 'static) {
    let mut work = Box::pin(work);
    // The waker may do nothing: the runtime polls again with its own.
    if work.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending() {
        tokio::spawn(work);
    }
}

/// What the protocol's types do not know yet is put where they let everything through.
fn with_newer_capabilities(call: Request) -> Request {
    with_params(call, |_, params| {
        if params.pointer("/capabilities/workspace/textDocumentContent").is_some()
            && let Some(Value::Object(capabilities)) = params.get_mut("capabilities")
            && let Value::Object(experimental) = capabilities.entry("experimental").or_insert_with(|| json!({}))
        {
            experimental.insert(ASKS_FOR_CONTENT.into(), true.into());
        }
    })
}

/// A call with its parameters changed.
fn with_params(call: Request, change: impl FnOnce(&str, &mut Value)) -> Request {
    let (method, id, mut params) = call.into_parts();
    if let Some(params) = &mut params {
        change(&method, params);
    }
    let mut again = Request::build(method);
    if let Some(id) = id {
        again = again.id(id);
    }
    if let Some(params) = params {
        again = again.params(params);
    }
    again.finish()
}

fn watch_parent(initialize: &Request) {
    let process = initialize.params().and_then(|params| params.get("processId")).and_then(Value::as_i64);
    if let Some(process) = process {
        parent::watch(process);
    }
}

/// A call on its way to an answer.
struct PendingCall {
    /// `None` for a notification, which gets no answer.
    id: Option<Id>,
    method: String,
    outgoing: Outgoing,
    panicked: mpsc::Sender<Id>,
    since: Instant,
}

impl PendingCall {
    fn answer(self, answer: Option<Response>, written: Option<String>) {
        if self.outgoing.is_traced() {
            let message = format!("{} took {:.1?}", self.method, self.since.elapsed());
            self.outgoing.notify("$/logTrace", &json!({ "message": message }));
        }
        let Some(id) = self.id else { return };
        if let Some(written) = written.filter(|_| answer.as_ref().is_some_and(Response::is_ok)) {
            return self.outgoing.answer_raw(&id, &written);
        }
        // tower-lsp leaves unknown methods in `$/` without an answer, but only notifications may be.
        let answer = answer.unwrap_or_else(|| Response::from_error(id, Error::method_not_found()));
        self.outgoing.send(&answer);
    }

    /// Answers for a handler that panicked. Where and why, the panic itself has said on standard error.
    fn confess(self) {
        tracing::error!(method = self.method, "a handler panicked");
        let Some(id) = self.id else { return };
        let message = format!("{} failed inside the server; the cause is in the server's log", self.method);
        let error = Error { message: message.into(), ..Error::internal_error() };
        // The loop may have ended; then nobody needs the id.
        let _ = self.panicked.send(id.clone());
        self.outgoing.send(&Response::from_error(id, error));
    }
}
