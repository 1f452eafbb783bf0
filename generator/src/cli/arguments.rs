//! The command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::config::Pattern;
use crate::diagnostics::{Level, Origin, Rule};
use crate::inspect::After;

/// Compiles OpenAPI documents into Rust: types, permission guards, an axum server and a reqwest client.
///
/// Without a command, regenerates every crate under `generated/` from its document under `specs/`, and touches
/// only files that changed.
#[derive(Debug, Parser)]
#[command(name = "gatewright", version)]
pub(super) struct Arguments {
    #[command(subcommand)]
    pub(super) command: Option<Command>,
    #[command(flatten)]
    pub(super) saying: SayingArguments,
}

/// How results and diagnostics are said, with every command.
#[derive(Debug, Args)]
pub(super) struct SayingArguments {
    /// How to print: for people, or as JSON, of diagnostics one object a line; `audit` also as Markdown and CSV.
    #[arg(long, global = true, value_enum, default_value_t = Format::Text)]
    pub(super) format: Format,
    /// Makes an error of a warning or note, by its code; `warnings` stands for all; may be given many times.
    #[arg(long, global = true, value_name = "CODE", value_parser = |code: &str| rule(Level::Deny, code))]
    pub(super) deny: Vec<Rule>,
    /// Refuses documents that break the specification, instead of reading them as their authors meant: makes each
    /// repair an error, but for those that `--allow` names.
    #[arg(long, global = true)]
    pub(super) strict: bool,
    /// Makes a warning of a note, by its code; may be given many times.
    #[arg(long, global = true, value_name = "CODE", value_parser = |code: &str| rule(Level::Warn, code))]
    pub(super) warn: Vec<Rule>,
    /// Leaves a warning or note unsaid, by its code; may be given many times.
    #[arg(long, global = true, value_name = "CODE", value_parser = |code: &str| rule(Level::Allow, code))]
    pub(super) allow: Vec<Rule>,
}

impl SayingArguments {
    /// All rules.
    pub(super) fn rules(&self) -> Vec<Rule> {
        let strict = self.strict.then(|| Rule::strict(Origin::Words("--strict".to_owned())));
        [&self.deny, &self.warn, &self.allow].into_iter().flatten().cloned().chain(strict).collect()
    }
}

/// A rule of the command line.
fn rule(level: Level, code: &str) -> Result<Rule, String> {
    let option = match level {
        Level::Deny => "--deny",
        Level::Warn => "--warn",
        Level::Allow => "--allow",
    };
    Rule::in_words(level, code, format!("{option} {code}"))
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Writes a crate that compiles on its own from any document.
    Generate(GenerateArguments),
    /// Fails with a diff when a crate under `generated/` isn't what its document under `specs/` gives.
    Check,
    /// Prints what a stage made of a document.
    Inspect(InspectArguments),
    /// Lists each operation with its access rule and the place that states it.
    Audit(AuditArguments),
    /// Writes a document's operations and access rules as a schema and policies of Cedar.
    Cedar(CedarArguments),
    /// Checks policies and tables of roles against a document's permissions, and lists what each gives.
    Policy(PolicyArguments),
    /// Says what a diagnostic's code means and how to mend it.
    Explain(ExplainArguments),
}

#[derive(Debug, Args)]
pub(super) struct GenerateArguments {
    #[command(flatten)]
    pub(super) input: InputArguments,
    /// The folder of the crate; made if it doesn't exist.
    #[arg(long, value_name = "DIR")]
    pub(super) out: PathBuf,
    /// The name of the crate.
    #[arg(long, value_name = "NAME", value_parser = crate_name)]
    pub(super) crate_name: String,
    /// Generates the client; with neither this nor `--server`, both halves.
    #[arg(long)]
    pub(super) client: bool,
    /// Generates the server; with neither this nor `--client`, both halves.
    #[arg(long)]
    pub(super) server: bool,
    /// The folder of the runtime, package `gatewright`; by default, where this command was built from.
    #[arg(long, value_name = "DIR")]
    pub(super) runtime_path: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(super) struct InputArguments {
    /// The document: OpenAPI or Swagger, YAML or JSON.
    #[arg(value_name = "SPEC")]
    pub(super) document: PathBuf,
    /// The configuration; by default `gatewright.toml` beside the document, if there is one.
    #[arg(long, value_name = "FILE")]
    pub(super) config: Option<PathBuf>,
    /// An overlay to apply to the document first; may be given many times, and follows those of the configuration.
    #[arg(long, value_name = "FILE")]
    pub(super) overlay: Vec<PathBuf>,
    /// Operations to generate, all unless said: a glob of operationIds, `GET /pets/*` or `tag:pets`; may be given many
    /// times.
    #[arg(long, value_name = "PATTERN", value_parser = pattern)]
    pub(super) select: Vec<String>,
    /// Operations to leave out, by the same patterns; may be given many times.
    #[arg(long, value_name = "PATTERN", value_parser = pattern)]
    pub(super) except: Vec<String>,
    /// Operations that the document leaves unguarded and that are meant to be public, by the same patterns; may be given
    /// many times.
    #[arg(long, value_name = "PATTERN", value_parser = pattern)]
    pub(super) public: Vec<String>,
}

#[derive(Debug, Args)]
pub(super) struct InspectArguments {
    #[command(flatten)]
    pub(super) input: InputArguments,
    /// A stage, or a pass of the stage `passes`.
    #[arg(long, value_name = "STAGE", value_parser = After::names(), required_unless_present = "untyped")]
    pub(super) after: Option<String>,
    /// Lists every place that has no type of its own, with the reason, and counts them.
    #[arg(long, conflicts_with = "after")]
    pub(super) untyped: bool,
}

#[derive(Debug, Args)]
pub(super) struct AuditArguments {
    #[command(flatten)]
    pub(super) input: InputArguments,
    /// Says the least that these operations need together, and every other way to call them all: by the patterns of
    /// `--select`, separated by commas.
    #[arg(long, value_name = "PATTERNS", value_delimiter = ',', value_parser = pattern)]
    pub(super) operations: Vec<String>,
    /// Lists which operation needs which permission: `x` in any case, `(x)` in one of the ways to call it.
    #[arg(long, conflicts_with = "operations")]
    pub(super) matrix: bool,
    /// Lists only what can be called by whoever has these permissions, separated by commas.
    #[arg(long, value_name = "PERMISSIONS", value_delimiter = ',', num_args = 0..=1, require_equals = false)]
    pub(super) with: Option<Vec<String>>,
    /// With `--with`: the security schemes of which the caller has a credential, separated by commas; all unless said.
    #[arg(long, value_name = "SCHEMES", value_delimiter = ',', requires = "with")]
    pub(super) by: Option<Vec<String>>,
}

impl AuditArguments {
    /// Whether the question is about some operations only.
    pub(super) fn asks_of_some(&self) -> bool {
        !self.operations.is_empty() || self.with.is_some()
    }
}

#[derive(Debug, Args)]
pub(super) struct PolicyArguments {
    #[command(flatten)]
    pub(super) input: InputArguments,
    /// The policies and tables of roles, YAML or JSON.
    #[arg(value_name = "POLICY", required = true)]
    pub(super) policies: Vec<PathBuf>,
}

#[derive(Debug, Args)]
pub(super) struct CedarArguments {
    #[command(flatten)]
    pub(super) input: InputArguments,
    /// The folder for `schema.cedarschema` and `policies.cedar`; without it, both are printed.
    #[arg(long, value_name = "DIR")]
    pub(super) out: Option<PathBuf>,
    /// The namespace; by default the crate's name, or the title of the document, in camel case.
    #[arg(long, value_name = "NAME", value_parser = namespace)]
    pub(super) namespace: Option<String>,
}

/// For whom something is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// People: text, and lists in columns.
    #[value(alias = "table")]
    Text,
    /// Programs.
    Json,
    /// Pages: the tables of `audit`.
    Markdown,
    /// Spreadsheets: the tables of `audit`.
    Csv,
}

#[derive(Debug, Args)]
pub(super) struct ExplainArguments {
    /// The code, `GW0601` for instance.
    #[arg(value_name = "CODE", required_unless_present = "all")]
    pub(super) code: Option<String>,
    /// Lists every code with what it is about.
    #[arg(long, conflicts_with = "code")]
    pub(super) all: bool,
}

/// Takes what Cedar takes as a namespace.
fn namespace(name: &str) -> Result<String, String> {
    match crate::cedar::is_namespace(name) {
        true => Ok(name.to_owned()),
        false => Err("a namespace of Cedar is made of letters, digits and `_`, parts of it joined by `::`".to_owned()),
    }
}

/// Takes what selects operations.
fn pattern(text: &str) -> Result<String, String> {
    Pattern::parse(text).map(|pattern| pattern.text)
}

/// Takes what cargo takes as the name of a package.
fn crate_name(name: &str) -> Result<String, String> {
    let mut letters = name.chars();
    let starts_well = letters.next().is_some_and(|first| first.is_ascii_alphabetic() || first == '_');
    if starts_well && letters.all(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_')) {
        Ok(name.to_owned())
    } else {
        Err("a crate's name starts with a letter or `_` and goes on with letters, digits, `-` and `_`".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;

    #[test]
    fn the_command_line_is_well_formed() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn crate_names_are_those_of_cargo() {
        for good in ["a", "trusted-twin", "api_1", "_x"] {
            assert_eq!(crate_name(good).as_deref(), Ok(good));
        }
        for bad in ["", "1a", "a b", "a/b", "ü", "-a"] {
            assert!(crate_name(bad).is_err(), "{bad}");
        }
    }
}
