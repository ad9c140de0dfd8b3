//! The log: to standard error, never to standard output, which belongs to the protocol.

use tracing::level_filters::LevelFilter;

/// Starts logging at the level that the environment variable `RAPPORTEUR_LOG` names (`off`, `error`, `warn`, `info`,
/// `debug`, `trace`), `warn` where it names none. Does nothing where a log was started before.
pub(super) fn to_stderr() {
    let level = std::env::var("RAPPORTEUR_LOG").ok().and_then(|level| level.parse().ok()).unwrap_or(LevelFilter::WARN);
    let log = tracing_subscriber::fmt()
        .with_writer(std::io::stderr)
        .with_ansi(false)
        .with_max_level(level)
        // An editor may have closed standard error; that is no reason to panic.
        .log_internal_errors(false)
        .finish();
    // Fails only where the program set a log of its own.
    let _ = tracing::subscriber::set_global_default(log);
}
