//! A request that takes long says so, where the client gave a token to say it with.

use std::future::Future;
use std::pin::pin;
use std::time::Duration;

use serde_json::{Value, json};
use tower_lsp::jsonrpc::Request;

use super::outgoing::Outgoing;

/// An answer within this needs no progress: it would only flicker.
const AT_ONCE: Duration = Duration::from_millis(300);

/// The token that a request gives, if it does.
pub(super) fn work_done_token(call: &Request) -> Option<Value> {
    call.params()?.get("workDoneToken").filter(|token| token.is_string() || token.is_number()).cloned()
}

/// Does some work, and tells the client from when on it takes long until it ends, is cancelled or panics.
pub(super) async fn told<T>(
    work: impl Future<Output = T>,
    token: Option<Value>,
    method: &str,
    outgoing: &Outgoing,
) -> T {
    let mut work = pin!(work);
    let Some(token) = token else { return work.await };
    match tokio::time::timeout(AT_ONCE, &mut work).await {
        Ok(done) => done,
        Err(_) => {
            let title = method.rsplit('/').next().unwrap_or(method);
            tell(outgoing, &token, &json!({ "kind": "begin", "title": title, "cancellable": false }));
            let _end = End { token, outgoing };
            work.await
        }
    }
}

fn tell(outgoing: &Outgoing, token: &Value, value: &Value) {
    outgoing.notify("$/progress", &json!({ "token": token, "value": value }));
}

struct End<'a> {
    token: Value,
    outgoing: &'a Outgoing,
}

impl Drop for End<'_> {
    fn drop(&mut self) {
        tell(self.outgoing, &self.token, &json!({ "kind": "end" }));
    }
}
