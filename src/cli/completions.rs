//! `rapporteur completions`, and what its scripts ask the program while a drafter types.

use std::path::{Path, absolute};
use std::process::ExitCode;

use clap_complete::Shell;
use clap_complete::env::{CompleteEnv, Shells};

use super::notice;
use super::print::print;

/// What the command line says to `completions`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
For bash, in ~/.bashrc:
  source <(rapporteur completions bash)
For zsh, in ~/.zshrc:
  source <(rapporteur completions zsh)
For fish, in ~/.config/fish/completions/rapporteur.fish:
  rapporteur completions fish | source
For elvish, in ~/.config/elvish/rc.elv:
  eval (rapporteur completions elvish | slurp)
For PowerShell, in $PROFILE:
  rapporteur completions powershell | Out-String | Invoke-Expression")]
pub(crate) struct CompletionsArgs {
    /// The shell
    #[arg(value_enum)]
    shell: Shell,
}

/// Names the shell where its script asks what can come next.
const ASKING: &str = "RAPPORTEUR_COMPLETE";

/// Answers a shell's script, and ends the program, where it is one that has started it.
pub(crate) fn answer(command_line: fn() -> clap::Command) {
    CompleteEnv::with_factory(command_line).var(ASKING).complete();
}

/// Prints the script of a shell. It starts this very program by the name that it was started by.
pub(crate) fn run(args: &CompletionsArgs) -> ExitCode {
    let name = std::env::args_os().next().unwrap_or_else(|| "rapporteur".into());
    let program = match Path::new(&name).components().count() {
        1 => name.to_string_lossy().into_owned(),
        _ => absolute(&name).map_or(name, |path| path.into_os_string()).to_string_lossy().into_owned(),
    };
    let mut script = Vec::new();
    let written = Shells::builtins()
        .completer(&args.shell.to_string())
        .map(|shell| shell.write_registration(ASKING, "rapporteur", "rapporteur", &program, &mut script));
    match written {
        Some(Ok(())) => print(&String::from_utf8_lossy(&script)),
        Some(Err(_)) | None => {
            notice::unwritten();
            ExitCode::from(2)
        }
    }
}
