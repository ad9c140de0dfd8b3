//! The questions of tests, and how their answers are shown.

use super::{
    Completion, Completions, Definition, Goal, Highlight, Hit, Link, Location, Place, completion, definition,
    documentation, highlights, hover, links, prepare_rename, references, rename, search, selections,
};
use crate::edits::{NotDone, Refused};
use crate::testing::Fixture;
use crate::text::{Cancellation, Span};

impl Fixture {
    pub fn place(&self) -> Place<'_> {
        Place { snapshot: &self.snapshot, file: self.file, document: &self.document, at: self.at }
    }

    /// "draft:12 `k)`": the file, the line from 1, the words on one line.
    pub fn show(&self, location: Location) -> String {
        let document = self.place().open(location.file).unwrap();
        let line = document.rope.byte_to_line(location.span.start as usize) + 1;
        let words = document.slice(location.span).split_whitespace().collect::<Vec<_>>().join(" ");
        format!("{}:{line} `{}`", self.name(location.file), super::prose::cut(&words, 60))
    }

    pub fn definitions(&self) -> String {
        let show = |definition: &Definition| {
            let focus = Location { file: definition.target.file, span: definition.focus };
            let origin = self.document.slice(definition.origin);
            let focus = self.show(focus);
            let focus = focus.split_once(' ').unwrap().1;
            format!("`{origin}` -> {} at {focus}\n", self.show(definition.target))
        };
        definition(&self.place()).iter().map(show).collect()
    }

    pub fn references(&self, include_declaration: bool) -> String {
        references(&self.place(), include_declaration).into_iter().map(|place| self.show(place) + "\n").collect()
    }

    fn here(&self, span: Span) -> String {
        self.show(Location { file: self.file, span })
    }

    pub fn highlights(&self) -> String {
        let show = |found: &Highlight| self.here(found.span) + if found.itself { " itself\n" } else { "\n" };
        highlights(&self.place()).iter().map(show).collect()
    }

    pub fn selections(&self) -> String {
        selections(&self.place()).into_iter().map(|span| self.here(span) + "\n").collect()
    }

    /// What can be renamed, and all files that another name changes; or why it cannot be.
    pub fn rename(&self, name: &str) -> String {
        let named = match prepare_rename(&self.place()) {
            Ok(Some(named)) => format!("`{}` as {}\n", self.document.slice(named.span), named.name),
            Ok(None) => return "nothing".into(),
            Err(Refused(why)) => return why,
        };
        match rename(&self.place(), name, Cancellation::never()) {
            Ok(edits) if edits.is_empty() => "unchanged".into(),
            Ok(edits) => named + &self.applied(&edits),
            Err(NotDone::Refused(Refused(why))) => why,
            Err(NotDone::Cancelled) => panic!("nobody cancels"),
        }
    }

    pub fn search(&self, query: &str) -> String {
        let show =
            |hit: Hit| format!("{} ({}) {}\n", hit.name, hit.within.as_deref().unwrap_or("-"), self.show(hit.place));
        search(&self.snapshot, query, Cancellation::never()).unwrap().into_iter().map(show).collect()
    }

    pub fn links(&self) -> String {
        let show = |link: &Link| {
            let goal = match &link.goal {
                Goal::Address(address) => address.clone(),
                Goal::Text(place) => self.show(*place),
            };
            format!("{} -> {goal} ({})\n", self.here(link.span), link.tooltip)
        };
        links(&self.place(), Cancellation::never()).unwrap().iter().map(show).collect()
    }

    pub fn hover(&self) -> String {
        match hover(&self.place()) {
            Some(hover) => format!("`{}`\n{}\n", self.document.slice(hover.span), hover.markdown),
            None => "nothing\n".into(),
        }
    }

    /// What is said beside the list.
    pub fn documentation(&self, item: &Completion) -> String {
        item.subject.as_ref().and_then(|subject| documentation(&self.place(), subject)).unwrap_or_default()
    }

    pub fn completions(&self) -> Completions {
        completion(&self.place())
    }

    /// The first items: what is replaced, what is put there, the detail.
    pub fn completion(&self, shown: usize) -> String {
        let Completions { items, incomplete } = self.completions();
        let mut said = String::new();
        for item in items.iter().take(shown) {
            let detail = item.detail.as_deref().unwrap_or("-");
            let struck = if item.deprecated { " (struck out)" } else { "" };
            said += &format!("`{}` -> `{}` {detail}{struck}\n", self.document.slice(item.replace), item.insert);
        }
        if items.len() > shown {
            said += &format!("and {} more\n", items.len() - shown);
        }
        if incomplete { said + "incomplete\n" } else { said }
    }
}
