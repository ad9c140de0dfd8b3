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

fn accept(client: &mut Client, uri: &str, text: Option<&str>) -> i64 {
    let argument = json!({ "uri": uri, "rule": "stale-revision", "text": text });
    let params = json!({ "command": "rapporteur.accept", "arguments": [argument] });
    client.send_request("workspace/executeCommand", params)
}

#[test]
fn all_acceptances_of_two_servers_at_once_are_written() {
    let folder = Folder::new("accept-200").file("a.resolution", WRONG);
    let uri = format!("file://{}/a.resolution", folder.path().display());
    let mut clients = [server(folder.path()), server(folder.path())];
    let mut asked = Vec::new();
    for number in 0..200 {
        let client = number % 2;
        asked.push((client, accept(&mut clients[client], &uri, Some(&format!("Resolution {number} (Kyoto, 1994)")))));
    }
    for (client, id) in asked {
        clients[client].wait_for_response(id).expect("accepted");
    }
    let toml = fs::read_to_string(folder.path().join("rapporteur.toml")).expect("a configuration");
    assert_eq!(toml.matches("[[accept]]").count(), 200);
    assert!((0..200).all(|number| toml.contains(&format!("Resolution {number} (Kyoto"))));
    assert_eq!(fs::read_dir(folder.path()).expect("the folder").count(), 2, "nothing is left beside");
}

#[test]
fn acceptances_stay_in_their_folder_and_can_be_read_back() {
    let outer = Folder::new("accept-out")
        .file("drafts/a.resolution", WRONG)
        .file("linked/a.resolution", WRONG)
        .file("other/b.resolution", WRONG)
        .file("theirs.toml", "# theirs\n");
    let at = |name: &str| outer.path().join(name);
    symlink(at("theirs.toml"), at("linked/rapporteur.toml")).expect("a link");
    let mut client = server(&at("drafts"));
    let uri = |name: &str| format!("file://{}/{name}", outer.path().display());
    client.open(&uri("other/b.resolution"), "resolution", WRONG);
    let large = "x".repeat(3 << 20);
    for (uri, text, why) in [
        ("file:///etc/x".to_owned(), "Resolution 2", "lies in no folder that is open"),
        (uri("drafts/../other/b.resolution"), "Resolution 2", "lies in no folder that is open"),
        (uri("other/b.resolution"), "Resolution 2", "lies in no folder that is open"),
        (uri("drafts/a.resolution"), &*large, "would not be read back"),
    ] {
        let id = accept(&mut client, &uri, Some(text));
        let error = client.wait_for_response(id).expect_err("refused");
        assert!(error["message"].as_str().is_some_and(|said| said.contains(why)), "{error}");
    }
    let mut client = server(&at("linked"));
    let id = accept(&mut client, &uri("linked/a.resolution"), Some("Resolution 2"));
    let error = client.wait_for_response(id).expect_err("refused");
    assert!(error["message"].as_str().is_some_and(|said| said.contains("is a link out of its folder")), "{error}");
    assert_eq!(fs::read_to_string(at("theirs.toml")).expect("a file"), "# theirs\n");
    for folder in ["drafts", "other"] {
        assert_eq!(fs::read_dir(at(folder)).expect("a folder").count(), 1, "{folder}");
    }
}

#[test]
fn lines_of_data_stay_in_their_folder() {
    let line = "{\"resolution\": \"9001\", \"body\": \"WTSA\", \"place\": \"Dubai\", \"year\": 2012}\n";
    let outer = Folder::new("add-out").file("more.jsonl", line).file("theirs.jsonl", "");
    let absolute = outer.path().join("theirs.jsonl").display().to_string();
    for (name, data) in
        [("up", "../theirs.jsonl"), ("new", "../made.jsonl"), ("abs", &absolute), ("link", "link.jsonl")]
    {
        let folder = outer.path().join(name);
        fs::create_dir(&folder).expect("a folder");
        fs::write(folder.join("rapporteur.toml"), format!("data = [\"{data}\"]\n")).expect("a file");
        symlink(outer.path().join("theirs.jsonl"), folder.join("link.jsonl")).expect("a link");
        let (status, _, err) = rapporteur(&folder, &["catalogue", "add", "../more.jsonl"]);
        assert!(
            status == 2 && err.contains("out of its folder") | err.contains("outside of its folder"),
            "{name}: {err}"
        );
    }
    assert_eq!(fs::read_to_string(outer.path().join("theirs.jsonl")).expect("a file"), "");
    assert!(!outer.path().join("made.jsonl").exists());
}

#[test]
fn all_lines_of_many_processes_at_once_are_added() {
    let mut folder = Folder::new("add-many");
    for number in 0..20 {
        let line = format!(
            "{{\"resolution\": \"{}\", \"body\": \"WTSA\", \"place\": \"Dubai\", \"year\": 2012}}\n",
            9000 + number
        );
        folder = folder.file(&format!("more/{number}.jsonl"), &line);
    }
    std::thread::scope(|scope| {
        for number in 0..20 {
            let path = folder.path();
            scope.spawn(move || {
                let (status, _, err) = rapporteur(path, &["catalogue", "add", &format!("more/{number}.jsonl")]);
                assert_eq!((status, &*err), (0, ""));
            });
        }
    });
    let data = fs::read_to_string(folder.path().join("catalogue.jsonl")).expect("a data file");
    assert_eq!(data.lines().count(), 20, "{data}");
    let toml = fs::read_to_string(folder.path().join("rapporteur.toml")).expect("a configuration");
    assert_eq!(toml, "data = [\"catalogue.jsonl\"]\n");
}

#[test]
fn files_that_cannot_be_replaced_as_they_are_stay() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new("fix-odd")
        .file("hard.resolution", WRONG)
        .file("shut.resolution", WRONG)
        .file("good.resolution", WRONG)
        .file(".rapporteur-Zz12aB.tmp", "half of a draft");
    let at = |name: &str| folder.path().join(name);
    fs::hard_link(at("hard.resolution"), at("hard.kept")).expect("a second name");
    fs::set_permissions(at("shut.resolution"), fs::Permissions::from_mode(0o444)).expect("permissions");
    let (status, out, err) = rapporteur(folder.path(), &["check", "--fix"]);
    assert_eq!(status, 2);
    assert!(err.contains("hard.resolution: has another name (a hard link)"), "{err}");
    assert!(err.contains("shut.resolution: is write-protected"), "{err}");
    assert!(err.contains("fixed 1 finding (label-sequence 1) in good.resolution\n"), "{err}");
    // What was not written is reported.
    assert!(out.contains("hard.resolution:7:1") && out.contains("shut.resolution:7:1"), "{out}");
    let read = |name: &str| fs::read_to_string(at(name)).expect("a file");
    assert_eq!([read("hard.resolution"), read("hard.kept"), read("shut.resolution")], [WRONG; 3]);
    assert_eq!(read("good.resolution"), WRONG.replace("b)\tthat three", "c)\tthat three"));
    assert!(!at(".rapporteur-Zz12aB.tmp").exists(), "what a killed writer left is gone");
}

#[test]
fn a_file_with_two_names_is_counted_once() {
    let folder = Folder::new("two-names").file("a.resolution", WRONG);
    symlink("a.resolution", folder.path().join("b.resolution")).expect("a link");
    for paths in [["a.resolution", "b.resolution"], ["b.resolution", "."], [".", "b.resolution"]] {
        let (_, out, err) = rapporteur(folder.path(), &["check", paths[0], paths[1]]);
        assert!(out.contains("1 error in 1 file.") && err.is_empty(), "{paths:?}: {out}{err}");
    }
    let (status, _, err) = rapporteur(folder.path(), &["check", "--fix", "b.resolution", "a.resolution"]);
    assert_eq!((status, &*err), (0, "rapporteur: fixed 1 finding (label-sequence 1) in b.resolution\n"));
    assert!(folder.path().join("b.resolution").is_symlink());
}

#[test]
fn a_folder_that_may_not_be_written_is_said() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new("fix-shut").file("sub/a.resolution", WRONG);
    let sub = folder.path().join("sub");
    fs::set_permissions(&sub, fs::Permissions::from_mode(0o555)).expect("permissions");
    let writable = fs::write(sub.join("x"), "").is_ok();
    let said = rapporteur(folder.path(), &["check", "--fix"]);
    fs::set_permissions(&sub, fs::Permissions::from_mode(0o755)).expect("permissions");
    if writable {
        eprintln!("SKIPPED: this user writes into folders without permission (root): nothing to be seen here");
        return;
    }
    assert_eq!(said.0, 2);
    assert!(said.2.contains("its folder may not be written"), "{}", said.2);
}

#[test]
fn two_processes_that_fix_one_file_do_it_once() {
    let folder = Folder::new("fix-two").file("a.resolution", WRONG);
    let path = folder.path();
    let said: Vec<_> = std::thread::scope(|scope| {
        let runs: Vec<_> = (0..4).map(|_| scope.spawn(|| rapporteur(path, &["check", "--fix"]))).collect();
        runs.into_iter().map(|run| run.join().expect("no panic")).collect()
    });
    for (status, _, err) in said {
        let late = err.contains("was changed by somebody else meanwhile");
        assert!(status == 0 || late, "{status}: {err}");
    }
    let now = fs::read_to_string(path.join("a.resolution")).expect("a file");
    assert_eq!(now, WRONG.replace("b)\tthat three", "c)\tthat three"));
    assert_eq!(fs::read_dir(path).expect("the folder").count(), 1);
}

#[test]
fn a_fix_and_its_references_in_other_files_land_together_or_not_at_all() {
    use std::os::unix::fs::PermissionsExt;
    let head = "RESOLUTION 91 (Doha, 2028)\nA title\nThe World Telecommunication Standardization Assembly (Doha, 2028),\nconsidering\na)\tthat one;\n";
    let cited = format!("{head}c)\tthat two,\nresolves\nto wait.\n");
    let citing = format!(
        "{}b)\tthat considering\u{a0}c) of Resolution\u{a0}91 (Doha, 2028) of this assembly holds,\nresolves\nto wait.\n",
        head.replace("RESOLUTION 91", "RESOLUTION 92")
    );
    let folder = Folder::new("fix-together")
        .file("rapporteur.toml", "")
        .file("a.resolution", &cited)
        .file("b.resolution", &citing)
        .file("c.resolution", WRONG);
    let at = |name: &str| folder.path().join(name);
    fs::set_permissions(at("b.resolution"), fs::Permissions::from_mode(0o444)).expect("permissions");
    let arguments = ["check", "--fix", "--unsafe-fixes", "a.resolution", "c.resolution"];
    let (status, out, err) = rapporteur(folder.path(), &arguments);
    assert_eq!(status, 2);
    assert!(err.contains("b.resolution: is write-protected"), "{err}");
    assert!(err.contains("a.resolution: is not fixed either"), "{err}");
    assert!(err.contains("in c.resolution") && out.contains("a.resolution:6:1"), "{out}{err}");
    let read = |name: &str| fs::read_to_string(at(name)).expect("a file");
    assert_eq!((read("a.resolution"), read("b.resolution")), (cited, citing));
    fs::set_permissions(at("b.resolution"), fs::Permissions::from_mode(0o644)).expect("permissions");
    assert_eq!(rapporteur(folder.path(), &arguments).0, 0);
    assert!(read("b.resolution").contains("considering\u{a0}b) of Resolution"), "{}", read("b.resolution"));
}

#[test]
fn files_that_become_something_else_while_they_are_read_stop_nothing() {
    use std::sync::atomic::{AtomicBool, Ordering};
    let folder = Folder::new("flicker").file("a.resolution", WRONG).file("rapporteur.toml", "data = [\"x.jsonl\"]\n");
    let path = folder.path();
    mkfifo(&path.join("fifo"));
    let over = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let flicker = || {
            while !over.load(Ordering::Relaxed) {
                for name in ["b.resolution", "x.jsonl", ".ignore"] {
                    let file = path.join(name);
                    // Each step may meet the program, and that is the point; the last leaves nothing.
                    let _ = fs::write(&file, "RESOLUTION 92 (New Delhi, 2024)\n");
                    let _ = fs::remove_file(&file).and_then(|()| fs::create_dir(&file));
                    let _ = fs::remove_dir(&file).and_then(|()| symlink("fifo", &file));
                    let _ = fs::remove_file(&file).and_then(|()| symlink("/dev/zero", &file));
                    let _ = fs::remove_file(&file).and_then(|()| symlink(name, &file));
                    let _ = fs::remove_file(&file);
                }
            }
        };
        scope.spawn(flicker);
        for _ in 0..15 {
            let (_, out, err) = rapporteur(path, &["check", "--output-format", "concise"]);
            assert!(out.contains("a.resolution:7:1") && !err.contains("panicked"), "{out}{err}");
        }
        over.store(true, Ordering::Relaxed);
    });
}

#[test]
fn a_killed_fix_leaves_each_file_whole() {
    let mut folder = Folder::new("killed");
    for number in 0..30 {
        folder = folder.file(&format!("{number:02}.resolution"), WRONG);
    }
    let path = folder.path();
    let right = WRONG.replace("b)\tthat three", "c)\tthat three");
    for wait in [20, 60, 100, 150, 200, 300] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_rapporteur"));
        let mut child = command.current_dir(path).args(["check", "--fix", "-q"]).spawn().expect("the program runs");
        std::thread::sleep(Duration::from_millis(wait));
        child.kill().expect("a signal");
        child.wait().expect("its end");
        for number in 0..30 {
            let file = path.join(format!("{number:02}.resolution"));
            let now = fs::read_to_string(&file).expect("a file");
            assert!(now == WRONG || now == right, "{number}: {now}");
            fs::write(&file, WRONG).expect("a file");
        }
    }
    assert_eq!(rapporteur(path, &["check", "--fix"]).0, 0);
    assert_eq!(fs::read_dir(path).expect("the folder").count(), 30, "what was left beside is gone");
}

#[test]
fn a_fixed_text_that_could_not_be_given_out_is_a_failure() {
    let full = fs::OpenOptions::new().write(true).open("/dev/full").expect("a full device");
    let mut command = Command::new(env!("CARGO_BIN_EXE_rapporteur"));
    command.args(["check", "--fix", "-"]).stdin(std::process::Stdio::piped()).stdout(full);
    let mut running = command.stderr(std::process::Stdio::piped()).spawn().expect("the program starts");
    std::io::Write::write_all(&mut running.stdin.take().expect("a pipe"), WRONG.as_bytes()).expect("it reads");
    let output = running.wait_with_output().expect("it ends");
    assert_eq!(output.status.code(), Some(2), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn signs_of_several_bytes_stop_no_draft_beside_theirs() {
    let text = format!("{WRONG}(Hammamet2016\u{200b}New Delhi2024)");
    let line = "\u{c9}tat considering a) the sea; b) the land, resolves 1 to go; 2 to stay; a) one; b) two.";
    let head = "RESOLUTION 91 (Rev. New Delhi, 2024)\n";
    let folder = Folder::new("signs")
        .file("a.resolution", "(Hammamet2016\u{200b}New Delhi2024)")
        .file("b.resolution", &text)
        .file("c.resolution", &format!("{head}{line}\n"));
    for arguments in [&["check", "--diff"][..], &["check", "--fix"], &["check", "--add-accept", "--fail-on", "hint"]] {
        let (status, _, err) = rapporteur(folder.path(), arguments);
        assert!(status < 2, "{arguments:?}: {status} {err}");
    }
}

#[test]
fn patterns_of_many_braces_are_left_out() {
    let braces = format!("{}a{}", "{".repeat(60_000), "}".repeat(60_000));
    let folder =
        Folder::new("braces").file("a.resolution", WRONG).file(".ignore", &format!("{braces}\nb.resolution\n"));
    let folder = folder.file("b.resolution", WRONG);
    let (status, out, err) = rapporteur(folder.path(), &["check", "--output-format", "concise"]);
    assert!(status == 1 && out.contains("a.resolution") && !out.contains("b.resolution"), "{status} {out}{err}");
    let folder = folder.file("rapporteur.toml", &format!("adopted = [\"{braces}\"]\n"));
    let (status, out, err) = rapporteur(folder.path(), &["check", "--output-format", "concise"]);
    assert!(status == 2 && out.contains("a.resolution") && err.contains("too many braces"), "{status} {out}{err}");
    let (status, _, err) = rapporteur(folder.path(), &["check", "--exclude", &braces]);
    assert!(status == 2 && err.contains("too many braces"), "{status} {err}");
}

#[test]
fn lines_of_data_go_into_data_files_only() {
    let row =
        "{\"resolution\": \"999\", \"body\": \"WTSA\", \"place\": \"New Delhi\", \"year\": 2024, \"source\": \"x\"}\n";
    let folder =
        Folder::new("no-data").file("a.resolution", WRONG).file("more.jsonl", row).file("odd.jsonl", "a letter\n");
    for (target, why) in [
        ("a.resolution", "is no *.jsonl"),
        (".git/config", "is no *.jsonl"),
        (".hidden/rows.jsonl", "is hidden"),
        ("odd.jsonl", "before this is right"),
    ] {
        let folder = folder.path();
        fs::write(folder.join("rapporteur.toml"), format!("data = [\"{target}\"]\n")).expect("written");
        let (status, _, err) = rapporteur(folder, &["catalogue", "add", "more.jsonl"]);
        assert!(status == 2 && err.contains(why), "{target}: {err}");
    }
    assert_eq!(fs::read_to_string(folder.path().join("a.resolution")).expect("the draft"), WRONG);
    assert!(!folder.path().join(".git").exists());
}

#[test]
fn one_data_file_of_many_names_is_read_once() {
    let row =
        "{\"resolution\": \"999\", \"body\": \"WTSA\", \"place\": \"New Delhi\", \"year\": 2024, \"source\": \"x\"\n";
    let names: Vec<String> = (0..120).map(|nth| format!("\"{}more.jsonl\"", "./".repeat(nth))).collect();
    let folder = Folder::new("many-names").file("a.resolution", WRONG).file("more.jsonl", row);
    let folder = folder.file("rapporteur.toml", &format!("data = [{}]\n", names.join(", ")));
    let (status, _, err) = rapporteur(folder.path(), &["check"]);
    assert_eq!((status, err.matches("more.jsonl").count()), (2, 1), "{err}");
    assert!(err.contains("more than 100 files"), "{err}");
}

#[test]
fn what_is_called_like_an_unfinished_text_and_is_none_stays() {
    let folder = Folder::new("unfinished").file("a.resolution", WRONG);
    let folder = folder.file(".rapporteur-mine.tmp", "mine").file(".rapporteur-a1B2c3.tmp", "left by a killed writer");
    let (status, _, err) = rapporteur(folder.path(), &["check", "--fix", "--unsafe-fixes"]);
    assert!(status < 2, "{err}");
    assert!(folder.path().join(".rapporteur-mine.tmp").exists());
    assert!(!folder.path().join(".rapporteur-a1B2c3.tmp").exists());
}

#[test]
fn a_configuration_in_each_of_many_folders_costs_no_more_than_its_folder() {
    let folder = Folder::new("deep");
    let mut path = folder.path().to_owned();
    for _ in 0..200 {
        fs::write(path.join("rapporteur.toml"), "").expect("written");
        fs::write(path.join("a.resolution"), WRONG).expect("written");
        path.push("d");
        fs::create_dir(&path).expect("a folder");
    }
    let (status, out, err) =
        rapporteur(folder.path(), &["check", "--output-format", "concise", "--select", "label-sequence"]);
    assert_eq!((status, out.matches("occurs twice").count()), (1, 200), "{err}");
}
