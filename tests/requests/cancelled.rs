//! What is no longer wanted is not worked out to its end.

use std::thread::sleep;
use std::time::{Duration, Instant};

use super::*;

/// Texts whose clauses refer to all clauses, again and again: whatever moves one of them has to look at every reference.
fn client_with_long_draft(texts: usize, clauses: usize) -> Client {
    let to_all = format!("resolves 1 to {clauses}");
    let clause = |n| format!("{n}\tto see {}{to_all};\n", format!("{to_all} above, ").repeat(4));
    let text = format!("{HEAD}resolves\n{}", (1..=clauses).map(clause).collect::<String>());
    let mut client = client("vscode");
    client.open(URI, "resolution", &text.repeat(texts));
    hover(&mut client);
    client
}

fn hover(client: &mut Client) {
    let at = json!({ "line": 0, "character": 0 });
    client.request("textDocument/hover", json!({ "textDocument": { "uri": URI }, "position": at })).unwrap();
}

/// The processor time that a server has used, in hundredths of a second.
#[cfg(all(target_os = "linux", debug_assertions))]
fn processor_time(client: &Client) -> u64 {
    let stat = std::fs::read_to_string(format!("/proc/{}/stat", client.process_id())).unwrap();
    let (_, after_name) = stat.rsplit_once(')').unwrap();
    let fields: Vec<&str> = after_name.split_whitespace().collect();
    fields[11].parse::<u64>().unwrap() + fields[12].parse::<u64>().unwrap()
}

/// Waits until the server has nothing to do, and gives the processor time that it has used until then.
#[cfg(all(target_os = "linux", debug_assertions))]
fn at_rest(client: &Client) -> u64 {
    let begun = Instant::now();
    let mut used = processor_time(client);
    while begun.elapsed() < support::PATIENCE {
        sleep(Duration::from_millis(250));
        let before = std::mem::replace(&mut used, processor_time(client));
        if before == used {
            break;
        }
    }
    used
}

/// Cancels a request in the middle of its work, and sees the server do less than half of what the whole answer takes: a share,
/// because machines differ.
#[cfg(all(target_os = "linux", debug_assertions))]
fn stops(client: &mut Client, method: &str, params: Value) {
    let before = at_rest(client);
    let id = client.send_request(method, params.clone());
    let begun = Instant::now();
    while processor_time(client) < before + 10 && begun.elapsed() < support::PATIENCE {
        sleep(Duration::from_millis(5));
    }
    client.notify("$/cancelRequest", json!({ "id": id }));
    assert_eq!(client.wait_for_response(id).unwrap_err()["code"], -32800, "{method}");
    let cancelled = at_rest(client);
    client.request(method, params).unwrap();
    let whole = at_rest(client) - cancelled;
    let used = cancelled - before;
    assert!(used * 2 < whole, "{method}: {used} hundredths of a second though cancelled, {whole} in whole");
}

#[test]
#[cfg(all(target_os = "linux", debug_assertions))]
fn a_rename_stops() {
    let at = json!({ "line": 505, "character": 0 });
    let params = json!({ "textDocument": { "uri": URI }, "position": at, "newName": "1" });
    stops(&mut client_with_long_draft(1, 900), "textDocument/rename", params);
}

#[test]
#[cfg(all(target_os = "linux", debug_assertions))]
fn code_actions_stop() {
    let at = json!({ "line": 505, "character": 0 });
    let asked = |only: &str| {
        let context = json!({ "diagnostics": [], "only": [only] });
        json!({ "textDocument": { "uri": URI }, "range": { "start": at, "end": at }, "context": context })
    };
    stops(&mut client_with_long_draft(1, 900), "textDocument/codeAction", asked("refactor"));
    let mut client = client_with_long_draft(20, 250);
    let actions = client.request("textDocument/codeAction", asked("source.fixAll")).unwrap();
    stops(&mut client, "codeAction/resolve", actions[0].clone());
}

#[test]
fn what_an_edit_has_overtaken_is_told_so() {
    let mut client = client("vscode");
    let text = format!("{HEAD}considering\n{}", "UNGA Resolution 57/239;\n".repeat(4000));
    client.open(URI, "resolution", &text);
    hover(&mut client);
    let params = json!({ "textDocument": { "uri": URI } });
    let all = client.request("textDocument/documentLink", params.clone()).unwrap();
    assert_ne!(all, json!([]));
    let id = client.send_request("textDocument/documentLink", params);
    let start = json!({ "line": 0, "character": 0 });
    let change = json!([{ "range": { "start": start, "end": start }, "text": "\n" }]);
    let document = json!({ "uri": URI, "version": 2 });
    // While it is at work.
    sleep(Duration::from_millis(20));
    client.notify("textDocument/didChange", json!({ "textDocument": document, "contentChanges": change }));
    match client.wait_for_response(id) {
        Ok(links) => assert!(links == all, "all of them, or none but an error"),
        Err(error) => assert_eq!(error["code"], -32801),
    }
}
