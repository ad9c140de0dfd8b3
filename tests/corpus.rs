//! Findings on the real texts beside the project, where they are; they stay there.
#![allow(clippy::unwrap_used, missing_docs)]
use rapporteur::{catalogue::OriginId, rules, syntax::Document, text::*, workspace::Workspace};

#[test]
fn dump() {
    let Ok(path) = std::env::var("DUMP") else { return };
    for path in path.split(' ') {
        let text = std::fs::read_to_string(path).unwrap();
        let document = Document::read(&text);
        let mut workspace = Workspace::new(jiff::civil::date(2026, 11, 22));
        workspace.set_draft(OriginId(1), None, document.clone());
        let snapshot = workspace.snapshot();
        println!("==== {path} texts {} reads {}", document.texts.len(), document.reads_as_resolution());
        if std::env::var("TREE").is_ok() {
            for placed in document.texts.iter() {
                for side in [Side::Base, Side::Proposed] {
                    let tree = placed.text.tree(side);
                    println!(
                        "-- {side:?} heading {:?}\n title {:?}\n history {:?}\n enacting {:?}",
                        tree.heading,
                        tree.title,
                        tree.history.as_ref().map(|h| h.0.len()),
                        tree.enacting
                    );
                    for (id, section) in tree.sections() {
                        let labels: Vec<_> = tree
                            .clauses_of(id)
                            .map(|(id, c)| {
                                format!(
                                    "{}{}",
                                    tree.path(id).iter().map(|l| l.to_string()).collect::<Vec<_>>().join("/"),
                                    if c.raw.is_some() && c.label.is_none() { "?" } else { "" }
                                )
                            })
                            .collect();
                        println!(
                            "  [{}] {} {:?}",
                            tree.section_name(id),
                            labels.join(" "),
                            section.residue.iter().map(|r| format!("{:?}", r.kind)).collect::<Vec<_>>()
                        );
                    }
                    for r in &tree.references {
                        println!(
                            "   ref `{}` {:?} -> {:?}",
                            document.slice(placed.in_file(r.it.span)),
                            tree.whither(r),
                            tree.resolve(&r.it)
                        );
                    }
                    for c in &tree.citations {
                        println!(
                            "   cit `{}` {:?} {:?}",
                            document.slice(placed.in_file(c.it.span)),
                            c.it.adopter.map(|a| a.0),
                            c.it.edition.as_ref().map(|e| e.edition.to_string())
                        );
                    }
                    if std::sync::Arc::ptr_eq(&placed.text.base, &placed.text.proposed) {
                        break;
                    }
                }
            }
        }
        for f in rules::check(&document, OriginId(1), &snapshot) {
            let p = position_of(&document.rope, f.span.start, Encoding::Utf32);
            println!(
                "{} [{}] {}:{} `{}` {}",
                f.severity.name(),
                f.rule.name,
                p.line + 1,
                p.column + 1,
                document.slice(f.span),
                f.message
            );
        }
    }
}
