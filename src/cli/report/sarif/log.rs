//! The parts of SARIF 2.1.0 that the report writes, by the names of its schema. Fields stand in the order of the alphabet,
//! as they are written.

use std::collections::BTreeMap;

use serde::Serialize;

#[derive(Serialize)]
pub struct SarifLog<'a> {
    #[serde(rename = "$schema")]
    pub schema: &'static str,
    pub runs: [Run<'a>; 1],
    pub version: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Run<'a> {
    pub column_kind: &'static str,
    pub invocations: [Invocation<'a>; 1],
    pub original_uri_base_ids: BTreeMap<&'static str, UriBase>,
    pub results: Vec<RunResult<'a>>,
    pub tool: Tool,
}

#[derive(Serialize)]
pub struct UriBase {
    pub description: TextMessage<'static>,
}

#[derive(Serialize)]
pub struct Tool {
    pub driver: ToolComponent,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ToolComponent {
    pub name: &'static str,
    pub rules: Vec<ReportingDescriptor>,
    pub semantic_version: &'static str,
    pub version: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ReportingDescriptor {
    pub default_configuration: ReportingConfiguration,
    pub help: Help,
    pub id: &'static str,
    pub properties: Tags,
    pub short_description: TextMessage<'static>,
}

#[derive(Serialize)]
pub struct ReportingConfiguration {
    pub enabled: bool,
    pub level: ResultLevel,
}

#[derive(Serialize)]
pub struct Help {
    pub markdown: String,
    /// What is shown where Markdown is not.
    pub text: String,
}

#[derive(Serialize)]
pub struct Tags {
    pub tags: [String; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Invocation<'a> {
    pub execution_successful: bool,
    pub tool_execution_notifications: Vec<ExecutionNotice<'a>>,
}

/// A `notification`.
#[derive(Serialize)]
pub struct ExecutionNotice<'a> {
    pub level: ResultLevel,
    pub locations: [ResultLocation<'a>; 1],
    pub message: TextMessage<'a>,
}

/// A `result`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RunResult<'a> {
    pub fixes: Vec<ResultFix<'a>>,
    pub level: ResultLevel,
    pub locations: [ResultLocation<'a>; 1],
    pub message: TextMessage<'a>,
    pub properties: ResultProperties<'a>,
    pub related_locations: Vec<ResultLocation<'a>>,
    pub rule_id: &'static str,
    /// -1 where the rule is not among those of the driver.
    pub rule_index: i64,
}

#[derive(Clone, Copy, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ResultLevel {
    Error,
    Warning,
    Note,
}

/// What SARIF has no field of its own for.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ResultProperties<'a> {
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    pub evidence: &'a [String],
    /// The index of the earlier result whose fixes are those of this one too; they are written there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fixed_with: Option<usize>,
    /// Finer than the level: information and a hint are both a note.
    pub severity: &'static str,
}

/// A `location`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ResultLocation<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<TextMessage<'a>>,
    pub physical_location: PhysicalLocation,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PhysicalLocation {
    pub artifact_location: ArtifactLocation,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub region: Option<Region>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ArtifactLocation {
    pub uri: String,
    /// What a relative address counts from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub uri_base_id: Option<&'static str>,
}

/// Lines and columns from 1, columns in what the run names as its `column_kind`.
#[derive(Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Region {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end_column: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end_line: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start_column: Option<u32>,
    pub start_line: u32,
}

/// A `fix`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ResultFix<'a> {
    pub artifact_changes: Vec<ArtifactChange<'a>>,
    pub description: TextMessage<'a>,
    pub properties: FixProperties,
}

#[derive(Serialize)]
pub struct FixProperties {
    pub safe: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ArtifactChange<'a> {
    pub artifact_location: ArtifactLocation,
    pub replacements: Vec<RegionReplacement<'a>>,
}

/// A `replacement`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RegionReplacement<'a> {
    pub deleted_region: Region,
    pub inserted_content: TextMessage<'a>,
}

/// A `message`; an `artifactContent` and a `multiformatMessageString` look the same.
#[derive(Serialize)]
pub struct TextMessage<'a> {
    pub text: &'a str,
}
