//! `rapporteur completions`

use std::process::ExitCode;

use clap_complete::Shell;

use super::print::print;

/// What the command line says to `completions`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
For bash, in ~/.bashrc:
  source <(rapporteur completions bash)
For fish:
  rapporteur completions fish > ~/.config/fish/completions/rapporteur.fish
For zsh, in a folder of $fpath:
  rapporteur completions zsh > ~/.zfunc/_rapporteur")]
pub(crate) struct CompletionsArgs {
    /// The shell
    #[arg(value_enum)]
    shell: Shell,
}

/// Prints the script of a shell.
pub(crate) fn run(args: &CompletionsArgs, command_line: &mut clap::Command) -> ExitCode {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, command_line, "rapporteur", &mut script);
    print(&String::from_utf8_lossy(&script))
}
