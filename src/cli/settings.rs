//! What the command line says over all that `rapporteur.toml` says; and how names are read there.

use std::ffi::OsStr;
use std::path::PathBuf;

use clap::builder::{PossibleValue, StringValueParser, TypedValueParser};
use clap::error::{ContextKind, ContextValue, ErrorKind};

use crate::catalogue::{Catalogue, Held};
use crate::rules::{Group, RULES, Rule};
use crate::syntax::Body;
use crate::workspace::config::nearest;
use crate::workspace::{Config, Door, ForMeeting, RuleLevel};

/// What the command line changes of the configuration.
#[derive(Debug, Default, clap::Args)]
pub(crate) struct CheckSettings {
    /// Only these rules look, also those that are off otherwise; a group of rules, such as citations, or all
    #[arg(long, value_name = "RULE,...", value_delimiter = ',', value_parser = RuleChoice, hide_possible_values = true)]
    pub(crate) select: Vec<Chosen>,

    /// These rules do not look
    #[arg(long, value_name = "RULE,...", value_delimiter = ',', value_parser = RuleChoice, hide_possible_values = true)]
    pub(crate) ignore: Vec<Chosen>,

    /// Judge all citations at this meeting, whatever the drafts name: "WTSA, New Delhi, 2024"
    #[arg(long, value_name = "MEETING", value_parser = MeetingName(meeting), hide_possible_values = true)]
    pub(crate) as_of: Option<ForMeeting>,

    /// This rapporteur.toml holds for all files, whatever lies nearer to them
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,

    /// The check before submission, as a contribution where no door is named
    #[arg(
        long = "final",
        value_name = "DOOR",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = Door::Contribution.name(),
        value_parser = DoorName
    )]
    pub(crate) door: Option<Door>,
}

impl CheckSettings {
    /// Whether what the configurations say holds for each file as it stands there.
    pub(crate) fn is_usual(&self) -> bool {
        let CheckSettings { select, ignore, as_of, config, door } = self;
        select.is_empty() && ignore.is_empty() && as_of.is_none() && config.is_none() && door.is_none()
    }

    /// Changes the configuration of a folder.
    pub(crate) fn apply(&self, config: &mut Config) {
        let levels = RULES.into_iter().filter_map(|rule| Some((rule.name.to_owned(), self.level(rule, config)?)));
        let levels: Vec<_> = levels.collect();
        if !levels.is_empty() {
            config.set_levels(levels);
        }
        config.as_of = self.as_of.clone();
        config.door = self.door;
    }

    /// The level of a rule, where the command line changes it. One that is chosen keeps what the folder says of it,
    /// unless that is nothing.
    fn level(&self, rule: &'static Rule, config: &Config) -> Option<RuleLevel> {
        let chosen = self.select.iter().any(|it| it.has(rule));
        if self.ignore.iter().any(|it| it.has(rule)) || !(self.select.is_empty() || chosen) {
            return Some(RuleLevel::Off);
        }
        let off = match config.level(rule.name, None) {
            Some(level) => level == RuleLevel::Off,
            None => !rule.standard,
        };
        (chosen && off).then(|| rule.level())
    }
}

/// Reads "WTSA, New Delhi, 2024" or "WTSA-24".
pub(crate) fn meeting(text: &str) -> Result<ForMeeting, String> {
    ForMeeting::parse(text).ok_or_else(|| "write body, place and year, as in \"WTSA, New Delhi, 2024\"".to_owned())
}

/// Reads a meeting; a shell completes the codes of those that are known.
#[derive(Clone)]
pub(crate) struct MeetingName<T>(pub(crate) fn(&str) -> Result<T, String>);

impl<T: Clone + Send + Sync + 'static> TypedValueParser for MeetingName<T> {
    type Value = T;

    fn parse_ref(
        &self,
        command: &clap::Command,
        argument: Option<&clap::Arg>,
        value: &OsStr,
    ) -> Result<T, clap::Error> {
        let read = self.0;
        StringValueParser::new().try_map(move |text| read(&text)).parse_ref(command, argument, value)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        let known = Catalogue::embedded();
        let coded = known
            .meetings()
            .iter()
            .filter(|it| it.held != Held::No)
            .filter_map(|it| Some(PossibleValue::new(it.code.as_deref()?.to_owned()).help(it.place_and_year())));
        Some(Box::new(coded.collect::<Vec<_>>().into_iter()))
    }
}

/// Which rules a word of the command line means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Chosen {
    Rule(&'static Rule),
    Group(Group),
    All,
}

impl Chosen {
    fn has(self, rule: &'static Rule) -> bool {
        match self {
            Chosen::Rule(chosen) => chosen == rule,
            Chosen::Group(group) => group == rule.group,
            Chosen::All => true,
        }
    }
}

/// The word for all rules.
const ALL: &str = "all";

/// A name as the rules are named: "Stale_Revision" is "stale-revision".
fn as_rules_are(name: &str) -> String {
    name.trim().to_lowercase().replace(['_', ' '], "-")
}

/// Reads the name of a rule; of a wrong one the nearest is told.
#[derive(Clone)]
pub(crate) struct RuleName;

impl TypedValueParser for RuleName {
    type Value = &'static Rule;

    fn parse_ref(
        &self,
        command: &clap::Command,
        argument: Option<&clap::Arg>,
        value: &OsStr,
    ) -> Result<&'static Rule, clap::Error> {
        let name = as_rules_are(&value.to_string_lossy());
        crate::rules::named(&name).ok_or_else(|| unknown_rule(command, argument, &name))
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        // Shells complete them; the help would drown in them.
        Some(Box::new(RULES.iter().map(|rule| PossibleValue::new(rule.name).help(rule.summary))))
    }
}

/// Reads the name of a rule or of a group of rules, or "all".
#[derive(Clone)]
pub(crate) struct RuleChoice;

impl TypedValueParser for RuleChoice {
    type Value = Chosen;

    fn parse_ref(
        &self,
        command: &clap::Command,
        argument: Option<&clap::Arg>,
        value: &OsStr,
    ) -> Result<Chosen, clap::Error> {
        let name = as_rules_are(&value.to_string_lossy());
        let group = || Group::ALL.into_iter().find(|group| group.name() == name);
        match crate::rules::named(&name) {
            Some(rule) => Ok(Chosen::Rule(rule)),
            None if name == ALL => Ok(Chosen::All),
            None => group().map(Chosen::Group).ok_or_else(|| unknown_rule(command, argument, &name)),
        }
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        let groups = Group::ALL
            .into_iter()
            .map(|group| PossibleValue::new(group.name()).help(format!("All rules about {}", group.name())));
        Some(Box::new(RuleName.possible_values()?.chain(groups).chain([PossibleValue::new(ALL).help("All rules")])))
    }
}

fn unknown_rule(command: &clap::Command, argument: Option<&clap::Arg>, name: &str) -> clap::Error {
    let nearest = nearest(name, RULES.map(|rule| rule.name));
    unknown_name(command, argument, name, nearest, "`rapporteur rules` lists the rules")
}

/// Reads the name of a door.
#[derive(Clone)]
pub(crate) struct DoorName;

impl TypedValueParser for DoorName {
    type Value = Door;

    fn parse_ref(
        &self,
        command: &clap::Command,
        argument: Option<&clap::Arg>,
        value: &OsStr,
    ) -> Result<Door, clap::Error> {
        let name = as_rules_are(&value.to_string_lossy());
        let names = Door::ALL.map(Door::name);
        let unknown = || {
            let list = format!("the doors are {}", names.join(", "));
            unknown_name(command, argument, &name, nearest(&name, names), &list)
        };
        Door::named(&name).ok_or_else(unknown)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(Door::ALL.into_iter().map(|door| PossibleValue::new(door.name()).help(door.asks()))))
    }
}

/// Reads the code or a name of a body: "WTSA", "Plenipotentiary Conference".
#[derive(Clone)]
pub(crate) struct BodyName;

impl TypedValueParser for BodyName {
    type Value = Body;

    fn parse_ref(
        &self,
        command: &clap::Command,
        argument: Option<&clap::Arg>,
        value: &OsStr,
    ) -> Result<Body, clap::Error> {
        let name = value.to_string_lossy();
        let is = |other: &str| other.eq_ignore_ascii_case(name.trim());
        let body = Body::all().iter().find(|body| is(body.body.code()) || body.names.iter().any(|name| is(name)));
        let codes: Vec<&str> = Body::all().iter().map(|body| body.body.code()).collect();
        let unknown = || {
            let nearest = nearest(&name.to_uppercase(), codes.iter().copied());
            unknown_name(command, argument, &name, nearest, &format!("the bodies are {}", codes.join(", ")))
        };
        body.map(|body| body.body).ok_or_else(unknown)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(Body::all().iter().map(|body| PossibleValue::new(body.body.code()).help(&*body.name))))
    }
}

/// clap's own error for a name that is none, with the nearest one or else with what lists them.
fn unknown_name(
    command: &clap::Command,
    argument: Option<&clap::Arg>,
    name: &str,
    nearest: Option<&str>,
    list: &str,
) -> clap::Error {
    let mut error = clap::Error::new(ErrorKind::InvalidValue).with_cmd(command);
    let argument = argument.map_or_else(|| "...".to_owned(), ToString::to_string);
    error.insert(ContextKind::InvalidArg, ContextValue::String(argument));
    error.insert(ContextKind::InvalidValue, ContextValue::String(name.to_owned()));
    match nearest {
        Some(nearest) => error.insert(ContextKind::SuggestedValue, ContextValue::String(nearest.to_owned())),
        None => error.insert(ContextKind::Suggested, ContextValue::StyledStrs(vec![list.to_owned().into()])),
    };
    error
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::named;
    use std::path::Path;

    fn levels(settings: &CheckSettings, names: &[&str]) -> Vec<Option<RuleLevel>> {
        let (mut config, _) = Config::parse(Path::new("/drafts/rapporteur.toml"), "");
        settings.apply(&mut config);
        names.iter().map(|name| config.level(name, None)).collect()
    }

    #[test]
    fn the_command_line_has_the_last_word() {
        let rule = |name| named(name).expect("a rule");
        let names = ["label-sequence", "stale-revision"];
        assert_eq!(levels(&CheckSettings::default(), &names), [None, None]);
        let select = CheckSettings { select: vec![Chosen::Rule(rule("label-sequence"))], ..CheckSettings::default() };
        assert_eq!(levels(&select, &names), [None, Some(RuleLevel::Off)]);
        let ignore = CheckSettings { ignore: vec![Chosen::Rule(rule("label-sequence"))], ..CheckSettings::default() };
        assert_eq!(levels(&ignore, &names), [Some(RuleLevel::Off), None]);
        let both = CheckSettings { ignore: vec![Chosen::Rule(rule("label-sequence"))], ..select };
        assert_eq!(levels(&both, &names), [Some(RuleLevel::Off), Some(RuleLevel::Off)]);
    }

    #[test]
    fn what_is_chosen_looks() {
        let rule = named("label-sequence").expect("a rule");
        let mut config = Config::default();
        config.set_levels(vec![("*".into(), RuleLevel::Off)]);
        CheckSettings { select: vec![Chosen::Rule(rule)], ..CheckSettings::default() }.apply(&mut config);
        assert_eq!(config.level("label-sequence", None), Some(RuleLevel::Error));
    }

    #[test]
    fn the_nearest_name_is_told() {
        let names = RULES.map(|rule| rule.name);
        assert_eq!(nearest("stale-revison", names), Some("stale-revision"));
        assert_eq!(nearest("xyz", names), None);
    }
}
