//! Work in the background that the client may show, and stop.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, AtomicUsize, Ordering};
use std::time::Duration;

use tokio::sync::Notify;
use tower_lsp::ls_types::*;

use super::client::{ClientLink, PATIENCE};

/// How often the client is told.
const EVERY: Duration = Duration::from_millis(200);

/// Some work: how far it is, and whether it is to stop.
pub(super) struct BackgroundWork {
    /// What the client calls it.
    pub token: ProgressToken,
    done: AtomicUsize,
    total: AtomicUsize,
    cancelled: AtomicBool,
    over: AtomicBool,
    ended: Notify,
}

impl BackgroundWork {
    /// Shows the work to clients that can show it. Whoever works never waits for the client.
    pub(super) fn show(self: &Arc<Self>, client: &ClientLink, title: &'static str) {
        if client.abilities().progress {
            client.runtime().spawn(self.clone().tell(client.clone(), title));
        }
    }

    /// Some work, not shown yet.
    pub(super) fn new() -> BackgroundWork {
        static NEXT: AtomicU32 = AtomicU32::new(1);
        BackgroundWork {
            token: NumberOrString::String(format!("rapporteur/{}", NEXT.fetch_add(1, Ordering::Relaxed))),
            done: AtomicUsize::new(0),
            total: AtomicUsize::new(0),
            cancelled: AtomicBool::new(false),
            over: AtomicBool::new(false),
            ended: Notify::new(),
        }
    }

    /// Tells how much there is to do.
    pub(super) fn set_total(&self, total: usize) {
        self.total.store(total, Ordering::Relaxed);
    }

    /// Tells that one more is done.
    pub(super) fn step(&self) {
        self.done.fetch_add(1, Ordering::Relaxed);
    }

    pub(super) fn cancel(&self) {
        self.cancelled.store(true, Ordering::Relaxed);
    }

    /// Whether it is to stop.
    pub(super) fn is_cancelled(&self) -> bool {
        self.cancelled.load(Ordering::Relaxed)
    }

    /// Tells that all is done, or that it has stopped.
    pub(super) fn end(&self) {
        self.over.store(true, Ordering::Release);
        self.ended.notify_one();
    }

    async fn tell(self: Arc<Self>, client: ClientLink, title: &'static str) {
        let created = client.requests.create_work_done_progress(self.token.clone());
        match tokio::time::timeout(PATIENCE, created).await {
            Ok(Ok(())) => {}
            // A client that refuses or does not answer is shown nothing.
            Ok(Err(error)) => return tracing::debug!("the client shows no progress: {error}"),
            Err(_) => return tracing::debug!("the client does not answer whether it shows progress"),
        }
        let tell = |value| {
            let value = ProgressParamsValue::WorkDone(value);
            client.outgoing.notify("$/progress", &ProgressParams { token: self.token.clone(), value });
        };
        tell(WorkDoneProgress::Begin(WorkDoneProgressBegin {
            title: title.into(),
            cancellable: Some(true),
            message: None,
            percentage: Some(0),
        }));
        let mut told = 0;
        while !self.over.load(Ordering::Acquire) {
            if tokio::time::timeout(EVERY, self.ended.notified()).await.is_ok() {
                break;
            }
            let done = self.done.load(Ordering::Relaxed);
            if done != told {
                told = done;
                tell(WorkDoneProgress::Report(WorkDoneProgressReport {
                    cancellable: Some(true),
                    message: Some(self.message()),
                    percentage: Some(self.percentage()),
                }));
            }
        }
        let stopped = if self.is_cancelled() { ", stopped" } else { "" };
        tell(WorkDoneProgress::End(WorkDoneProgressEnd { message: Some(self.message() + stopped) }));
    }

    fn message(&self) -> String {
        format!("{} of {} files", self.done.load(Ordering::Relaxed), self.total.load(Ordering::Relaxed))
    }

    fn percentage(&self) -> u32 {
        let (done, total) = (self.done.load(Ordering::Relaxed), self.total.load(Ordering::Relaxed));
        u32::try_from(done * 100 / total.max(1)).map_or(100, |percent| percent.min(100))
    }
}
