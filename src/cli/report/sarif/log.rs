//! The parts of SARIF 2.1.0 that the report writes, by the names of its schema. Fields stand in the order of the alphabet,
//! as they are written.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::value::RawValue;

#[derive(Serialize)]
pub(crate) struct SarifLog<'a> {
    #[serde(rename = "$schema")]
    pub(crate) schema: &'static str,
    pub(crate) runs: [SarifRun<'a>; 1],
    pub(crate) version: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct SarifRun<'a> {
    pub(crate) column_kind: &'static str,
    pub(crate) invocations: [Invocation<'a>; 1],
    pub(crate) original_uri_base_ids: BTreeMap<&'static str, UriBase>,
    pub(crate) results: Vec<Box<RawValue>>,
    pub(crate) tool: Tool,
}

#[derive(Serialize)]
pub(crate) struct UriBase {
    pub(crate) description: TextMessage<'static>,
}

#[derive(Serialize)]
pub(crate) struct Tool {
    pub(crate) driver: ToolComponent,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ToolComponent {
    pub(crate) name: &'static str,
    pub(crate) rules: Vec<ReportingDescriptor>,
    pub(crate) semantic_version: &'static str,
    pub(crate) version: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ReportingDescriptor {
    pub(crate) default_configuration: ReportingConfiguration,
    pub(crate) help: Help,
    pub(crate) id: &'static str,
    pub(crate) properties: Tags,
    pub(crate) short_description: TextMessage<'static>,
}

#[derive(Serialize)]
pub(crate) struct ReportingConfiguration {
    pub(crate) enabled: bool,
    pub(crate) level: ResultLevel,
}

#[derive(Serialize)]
pub(crate) struct Help {
    pub(crate) markdown: String,
    /// What is shown where Markdown is not.
    pub(crate) text: String,
}

#[derive(Serialize)]
pub(crate) struct Tags {
    pub(crate) tags: [String; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Invocation<'a> {
    pub(crate) execution_successful: bool,
    pub(crate) tool_execution_notifications: Vec<ExecutionNotice<'a>>,
}

/// A `notification`.
#[derive(Serialize)]
pub(crate) struct ExecutionNotice<'a> {
    pub(crate) level: ResultLevel,
    pub(crate) locations: [ResultLocation<'a>; 1],
    pub(crate) message: TextMessage<'a>,
}

/// A `result`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct RunResult<'a> {
    pub(crate) fixes: Vec<ResultFix<'a>>,
    pub(crate) level: ResultLevel,
    pub(crate) locations: [ResultLocation<'a>; 1],
    pub(crate) message: TextMessage<'a>,
    pub(crate) properties: ResultProperties<'a>,
    pub(crate) related_locations: Vec<ResultLocation<'a>>,
    pub(crate) rule_id: &'static str,
    /// -1 where the rule is not among those of the driver.
    pub(crate) rule_index: i64,
}

#[derive(Clone, Copy, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum ResultLevel {
    Error,
    Warning,
    Note,
}

/// What SARIF has no field of its own for.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ResultProperties<'a> {
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    pub(crate) evidence: &'a [String],
    /// The index of the earlier result whose fixes are those of this one too; they are written there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) fixed_with: Option<usize>,
    /// Finer than the level: information and a hint are both a note.
    pub(crate) severity: &'static str,
}

/// A `location`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ResultLocation<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) message: Option<TextMessage<'a>>,
    pub(crate) physical_location: PhysicalLocation,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct PhysicalLocation {
    pub(crate) artifact_location: ArtifactLocation,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) region: Option<Region>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ArtifactLocation {
    pub(crate) uri: String,
    /// What a relative address counts from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) uri_base_id: Option<&'static str>,
}

/// Lines and columns from 1, columns in what the run names as its `column_kind`.
#[derive(Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Region {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) end_column: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) end_line: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) start_column: Option<u32>,
    pub(crate) start_line: u32,
}

/// A `fix`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ResultFix<'a> {
    pub(crate) artifact_changes: Vec<ArtifactChange<'a>>,
    pub(crate) description: TextMessage<'a>,
    pub(crate) properties: FixProperties,
}

#[derive(Serialize)]
pub(crate) struct FixProperties {
    pub(crate) safe: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ArtifactChange<'a> {
    pub(crate) artifact_location: ArtifactLocation,
    pub(crate) replacements: Vec<RegionReplacement<'a>>,
}

/// A `replacement`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct RegionReplacement<'a> {
    pub(crate) deleted_region: Region,
    pub(crate) inserted_content: TextMessage<'a>,
}

/// A `message`; an `artifactContent` and a `multiformatMessageString` look the same.
#[derive(Serialize)]
pub(crate) struct TextMessage<'a> {
    pub(crate) text: &'a str,
}
