//! Instructions, counted by callgrind (Debian's `valgrind`): the same on a busy machine and a quiet one.

use std::process::Command;

/// Runs a program to its end, and gives the instructions that all of its threads took.
pub fn instructions(program: &Command) -> u64 {
    let mut command = Command::new("valgrind");
    command.args(["--tool=callgrind", "--callgrind-out-file=/dev/null"]);
    command.arg(program.get_program()).args(program.get_args());
    if let Some(folder) = program.get_current_dir() {
        command.current_dir(folder);
    }
    let output = command.output().expect("valgrind runs: it is the package `valgrind` of Debian and others");
    let told = String::from_utf8_lossy(&output.stderr);
    let collected = told.lines().find_map(|line| line.split_once("Collected : "));
    let collected = collected.unwrap_or_else(|| panic!("callgrind does not count: {told}")).1;
    collected.trim().parse().expect("a count")
}
