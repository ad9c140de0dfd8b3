//! What the bodies that adopt resolutions are called.

use std::sync::LazyLock;

use super::body::Body;
use super::language::{Language, languages};

/// What a body calls itself at its meetings: "of this assembly", "of this conference".
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Sitting {
    /// "this assembly"
    Assembly,
    /// "this conference"
    Conference,
    /// The Council, a forum, a summit: not said.
    Other,
}

/// One body with its names.
#[derive(Debug)]
pub struct BodyNames {
    pub body: Body,
    /// Its name in running text after "of the": "Plenipotentiary Conference".
    pub name: String,
    /// Its short name where texts use one ("WTSA"), or none ("Plenipotentiary Conference" is written out).
    pub short: Option<String>,
    /// Every name it is known by, in any language, for recognition; the two above belong to them.
    pub names: Vec<String>,
}

static BODIES: LazyLock<Vec<BodyNames>> = LazyLock::new(|| {
    let english = Language::En.words().bodies.iter();
    english
        .map(|row| {
            let names = languages().iter().filter_map(|words| words.body(row.body)).flat_map(|row| row.names.clone());
            BodyNames { body: row.body, name: row.name.clone(), short: row.short.clone(), names: names.collect() }
        })
        .collect()
});

impl Body {
    /// All bodies with their names, from `data/languages`.
    pub fn all() -> &'static [BodyNames] {
        &BODIES
    }

    /// What it is called.
    pub fn names(self) -> &'static BodyNames {
        BODIES.iter().find(|names| names.body == self).expect("every body has its row: tested")
    }

    /// Whether it adopts texts of the Radio Regulations and of ITU-R, which others cite seldom, and there are many of.
    pub fn is_of_radio(self) -> bool {
        matches!(self, Body::Wrc | Body::Ra)
    }

    /// Its name in running text, without article: "Plenipotentiary Conference".
    pub fn name(self) -> &'static str {
        &self.names().name
    }

    /// Its shortest usual name: "WTSA", "Plenipotentiary Conference".
    pub fn short(self) -> &'static str {
        let names = self.names();
        names.short.as_deref().unwrap_or(&names.name)
    }

    /// Its shortest usual name in a sentence: "WTSA", "the Plenipotentiary Conference".
    pub fn with_article(self) -> String {
        let name = self.short();
        if name.contains(' ') { format!("the {name}") } else { name.to_owned() }
    }

    /// Its code in data files: "PP", "WTSA".
    pub fn code(self) -> &'static str {
        match self {
            Body::Pp => "PP",
            Body::Wtsa => "WTSA",
            Body::Wtdc => "WTDC",
            Body::Ra => "RA",
            Body::Wrc => "WRC",
            Body::Council => "COUNCIL",
            Body::Unga => "UNGA",
            Body::Unsc => "UNSC",
            Body::Wcit => "WCIT",
            Body::Wtpf => "WTPF",
            Body::Wsis => "WSIS",
        }
    }

    /// What it calls itself while it sits.
    pub fn sitting(self) -> Sitting {
        match self {
            Body::Wtsa | Body::Ra => Sitting::Assembly,
            Body::Pp | Body::Wtdc | Body::Wrc | Body::Wcit => Sitting::Conference,
            Body::Council | Body::Unga | Body::Unsc | Body::Wtpf | Body::Wsis => Sitting::Other,
        }
    }

    /// "assembly" or "conference", as in "of this assembly"; `None` where it is not said.
    pub fn sitting_word(self) -> Option<&'static str> {
        match self.sitting() {
            Sitting::Assembly => Some("assembly"),
            Sitting::Conference => Some("conference"),
            Sitting::Other => None,
        }
    }

    /// Whether its resolutions are cited without place and year.
    /// Council and UNGA resolutions have none.
    pub fn cites_without_edition(self) -> bool {
        matches!(self, Body::Council | Body::Unga | Body::Unsc)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_body_has_its_row() {
        use Body::*;
        for body in [Pp, Wtsa, Wtdc, Ra, Wrc, Council, Unga, Unsc, Wcit, Wtpf, Wsis] {
            let names = body.names();
            assert!(names.names.contains(&names.name), "{body:?} is known by its own name");
            assert!(names.short.as_ref().is_none_or(|short| names.names.contains(short)), "{body:?}");
        }
        assert_eq!(Body::all().len(), 11);
    }
}
