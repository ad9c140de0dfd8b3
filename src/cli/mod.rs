//! The commands, one file each.
//!
//! [`check`] is the main one: [`gather`] finds the files, [`read`] reads and checks them in [`parallel`], [`report`] writes
//! what was found, [`notice`] what could not be read. [`catalogue`] has commands of its own.

mod add_accept;
mod align;
mod catalogue;
mod check;
mod completions;
mod explain;
mod file_changes;
mod fix;
mod gather;
mod init;
mod lsp;
mod new;
mod notice;
mod one_draft;
mod page;
mod panic;
mod parallel;
mod preview;
mod print;
mod progress;
mod read;
mod reletter;
mod report;
mod revise;
mod rules;
mod schema;
mod settings;
mod show;
mod terminal;
mod unmet_accepts;
mod visible;
mod wrap;
mod write_file;

use std::process::ExitCode;
use std::sync::LazyLock;

use clap::{CommandFactory, Parser, Subcommand};

use crate::catalogue::DATA_CHANGED;
use crate::syntax::Document;

/// Reads drafts of resolutions as their drafters do: clause by clause, citation by citation.
#[derive(Debug, Parser)]
#[command(name = "rapporteur", version, long_version = long_version(), arg_required_else_help = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,

    /// No colours; NO_COLOR in the environment does the same
    #[arg(long, global = true)]
    no_color: bool,
}

/// The version with the commit that it was built from, where its builder names that in `RAPPORTEUR_COMMIT`, and how old its
/// catalogue is.
fn long_version() -> &'static str {
    static VERSION: LazyLock<String> = LazyLock::new(|| {
        let commit = option_env!("RAPPORTEUR_COMMIT").map(|commit| format!("commit {commit}, "));
        format!("{} ({}catalogue of {DATA_CHANGED})", env!("CARGO_PKG_VERSION"), commit.unwrap_or_default())
    });
    &VERSION
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Check drafts and report what is wrong in them
    Check(check::CheckArgs),
    /// Explain a rule: what it finds, why it matters, what is wrong and what is right
    Explain(explain::ExplainArgs),
    /// List the rules
    Rules(rules::RulesArgs),
    /// Look up, extend and verify what is known of resolutions and meetings
    Catalogue(catalogue::CatalogueArgs),
    /// Begin a draft: a contribution, a working document, or a text alone
    New(new::NewArgs),
    /// Revise an adopted text for a coming meeting: heading, history and enacting line
    Revise(revise::ReviseArgs),
    /// Start a proposal to change an adopted text: a MOD with its head as tracked changes
    Propose(revise::ReviseArgs),
    /// Letter and number the clauses of a draft anew; references follow, in the other drafts of its folder too
    Reletter(reletter::ReletterArgs),
    /// Hold the versions of one text in several languages against each other
    Align(align::AlignArgs),
    /// Write a page of HTML that shows a draft as ITU prints it
    Preview(preview::PreviewArgs),
    /// Begin a rapporteur.toml in a folder of drafts
    Init(init::InitArgs),
    /// Print a script that completes commands, options and names of rules in a shell
    Completions(completions::CompletionsArgs),
    /// Serve an editor (it speaks the Language Server Protocol on standard input and output)
    Lsp(lsp::LspArgs),
    /// Print the JSON schema of rapporteur.toml, by which editors complete and check it
    Schema,
}

/// Runs the command that the command line names. Wrong usage ends the program with status 2.
pub fn run() -> ExitCode {
    panic::say_where();
    completions::answer(Cli::command);
    let cli = parse();
    if cli.no_color {
        anstream::ColorChoice::Never.write_global();
    }
    if matches!(cli.command, Command::Check(_) | Command::Lsp(_)) {
        // While the catalogue is read and files are gathered.
        std::thread::spawn(Document::prepare_reading);
    }
    match cli.command {
        Command::Check(args) => match args.conflict() {
            Some(message) => Cli::command().error(clap::error::ErrorKind::ArgumentConflict, message).exit(),
            None => check::run(args),
        },
        Command::Explain(args) => explain::run(&args),
        Command::Rules(args) => rules::run(&args),
        Command::Catalogue(args) => catalogue::run(args),
        Command::New(args) => new::run(&args),
        Command::Revise(args) => revise::revise(&args),
        Command::Propose(args) => revise::propose(&args),
        Command::Reletter(args) => reletter::run(&args),
        Command::Align(args) => align::run(&args),
        Command::Preview(args) => preview::run(&args),
        Command::Init(args) => init::run(&args),
        Command::Completions(args) => completions::run(&args),
        Command::Lsp(args) => lsp::run(&args),
        Command::Schema => schema::run(),
    }
}

/// The command line. Wrong usage ends the program with status 2; what is quoted of it, perhaps the name of a file, steers no
/// terminal.
fn parse() -> Cli {
    Cli::try_parse().unwrap_or_else(|error| {
        let shown =
            std::env::args_os().map(|it| it.to_string_lossy().chars().map(visible::visible).collect::<String>());
        Cli::try_parse_from(shown).err().unwrap_or(error).exit()
    })
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_consistent() {
        super::Cli::command().debug_assert();
    }
}
