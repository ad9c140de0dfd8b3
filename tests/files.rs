//! Files as somebody hostile, or an accident, leaves them: nothing hangs, nothing outside the folder is touched, nothing is lost.
#![cfg(unix)]
#![allow(clippy::unwrap_used)] // of the client

mod folder;
mod support;

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use folder::Folder;
use serde_json::{Value, json};
use support::Client;

const WRONG: &str = "RESOLUTION 90 (Rev. New Delhi, 2024)\nA title\nThe World Telecommunication Standardization Assembly (New Delhi, 2024),\nconsidering\na)\tthat one;\nb)\tthat two;\nb)\tthat three,\nresolves\nto wait.\n";

fn mkfifo(path: &Path) {
    assert!(Command::new("mkfifo").arg(path).status().expect("mkfifo").success());
}

/// Runs the program in a folder; one that does not end is a failure. Its status, standard output and standard error.
fn rapporteur(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    let mut command = assert_cmd::Command::cargo_bin("rapporteur").expect("the program is built");
    command.current_dir(folder).env("COLUMNS", "200").timeout(Duration::from_secs(60)).args(arguments);
    let output = command.output().expect("the program ends");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    (output.status.code().expect("a status"), text(output.stdout), text(output.stderr))
}

/// A server with a folder whose files it has read.
fn server(folder: &Path) -> Client {
    let mut command = Command::new(env!("CARGO_BIN_EXE_rapporteur"));
    command.arg("lsp").env_remove("RAPPORTEUR_LOG");
    let mut client = Client::start(command);
    let folders = json!([{ "uri": format!("file://{}", folder.display()), "name": "drafts" }]);
    let capabilities = json!({ "window": { "workDoneProgress": true } });
    client.initialize(json!({ "processId": null, "workspaceFolders": folders, "capabilities": capabilities }));
    client.wait_for_notification("$/progress", |said| said["value"]["kind"] == "end");
    client
}

fn hover(client: &mut Client, uri: &str) -> Result<Value, Value> {
    client.request(
        "textDocument/hover",
        json!({ "textDocument": { "uri": uri }, "position": { "line": 0, "character": 3 } }),
    )
}

#[test]
fn data_that_are_no_files_are_said_and_nothing_hangs() {
    let folder = Folder::new("odd-data")
        .file("rapporteur.toml", "data = [\"fifo\", \"/dev/stdin\", \"link\", \"sub\", \"//host/share/x.jsonl\"]\n")
        .file("sub/a.resolution", WRONG);
    mkfifo(&folder.path().join("fifo"));
    symlink("/dev/zero", folder.path().join("link")).expect("a link");
    let (status, out, err) = rapporteur(folder.path(), &["check"]);
    assert_eq!(status, 2);
    assert!(out.contains("a.resolution:7:1"), "{out}");
    for name in ["fifo", "/dev/stdin", "link"] {
        let said = format!("error: {name}: is a pipe or a device, no file; not opened");
        assert!(err.contains(&said), "{name}: {err}");
    }
    assert!(err.contains("sub: is a folder") && err.contains("is on another computer: not opened"), "{err}");
    // A server with the same data reads its own messages.
    let mut client = server(folder.path());
    let uri = format!("file://{}/sub/a.resolution", folder.path().display());
    hover(&mut client, &uri).expect("an answer");
    assert!(client.shutdown_and_exit().success());
}

#[test]
fn ignore_files_that_are_none_are_refused() {
    for odd in [".ignore", ".gitignore"] {
        for fifo in [false, true] {
            let folder = Folder::new("odd-ignore").file("a.resolution", WRONG).file(".git/HEAD", "");
            match fifo {
                true => mkfifo(&folder.path().join(odd)),
                false => symlink("/dev/zero", folder.path().join(odd)).expect("a link"),
            }
            let (status, out, err) = rapporteur(folder.path(), &["check"]);
            assert!(out.contains("a.resolution:7:1"), "{out}");
            assert!(err.contains(&format!("{odd}: is a pipe or a device, no file; not opened")), "{err}");
            assert_eq!(status, 2);
        }
    }
}

#[test]
fn hovers_on_pipes_and_devices_are_answered() {
    let folder = Folder::new("odd-hover").file("a.resolution", WRONG);
    mkfifo(&folder.path().join("fifo.resolution"));
    let mut client = server(folder.path());
    let began = Instant::now();
    let fifo = format!("file://{}/fifo.resolution", folder.path().display());
    let odd: Vec<&str> = ["file:///dev/stdin", "file:///dev/zero", "file://host/a.resolution", &fifo].repeat(40);
    for uri in odd {
        hover(&mut client, uri).expect_err("no such file");
    }
    hover(&mut client, &format!("file://{}/a.resolution", folder.path().display())).expect("an answer");
    assert!(began.elapsed() < Duration::from_secs(20));
    assert!(client.shutdown_and_exit().success());
}

#[test]
fn a_draft_that_is_no_file_is_said() {
    let folder = Folder::new("odd-drafts").file("a.resolution", WRONG);
    mkfifo(&folder.path().join("fifo.resolution"));
    symlink("loop.resolution", folder.path().join("loop.resolution")).expect("a link");
    symlink(".", folder.path().join("round")).expect("a link");
    let (status, out, err) = rapporteur(folder.path(), &["check", "fifo.resolution", "loop.resolution", "."]);
    assert_eq!(status, 2);
    assert!(err.contains("fifo.resolution: is a pipe or a device, no file; not opened"), "{err}");
    assert!(err.contains("loop.resolution: could not be read"), "{err}");
    assert!(out.contains("1 error in 1 file."), "{out}");
    // What is as large as it says, and takes no room.
    fs::File::create(folder.path().join("huge.resolution")).and_then(|file| file.set_len(1 << 40)).expect("a file");
    let (_, _, err) = rapporteur(folder.path(), &["check", "huge.resolution"]);
    assert!(err.contains("is larger than 256 MB, which no draft is; not checked"), "{err}");
}
