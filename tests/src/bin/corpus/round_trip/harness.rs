//! A program around the types of one document: a value goes in, and what became of it comes out.

use std::fmt::Write as _;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use gatewright_generator::diagnostics;
use gatewright_generator::inspect::Watch;
use gatewright_generator::pipeline::{Additions, Input, Run};
use gatewright_generator::render::Layout;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::workspace::Workspace;

/// What is the same for every program.
const MAIN: &str = include_str!("main.rs.txt");

/// The program of one document.
pub(crate) struct Harness {
    /// Its package.
    pub(crate) package: String,
    /// The document.
    pub(crate) document: Value,
    /// The names of its schemas.
    pub(crate) components: Vec<String>,
}

/// What became of a value.
#[derive(Debug, Deserialize)]
pub(crate) struct Answer {
    /// Why it couldn't be decoded.
    pub(crate) error: Option<String>,
    /// The rules that it breaks.
    pub(crate) problems: Vec<String>,
    /// What it was encoded to.
    pub(crate) encoded: Value,
}

impl Harness {
    /// Writes the program of a document. Each schema is asked for through a field, as its own constraints are, where it
    /// is a scalar, those of the places that use it.
    pub(crate) fn write(path: &Path, workspace: &Workspace, package: &str) -> Result<Self, String> {
        let failed = |error: io::Error| error.to_string();
        let text = std::fs::read_to_string(path).map_err(failed)?;
        let document: Value = match serde_json::from_str(&text) {
            Ok(document) => document,
            Err(_) => serde_yaml::from_str(&text).map_err(|error| error.to_string())?,
        };
        let none = Map::new();
        let schemas = document["components"]["schemas"].as_object().unwrap_or(&none);
        let components: Vec<String> = schemas.keys().cloned().collect();
        let folder = workspace.folder.join(package);
        std::fs::create_dir_all(folder.join("src")).map_err(failed)?;
        let asked = folder.join("openapi.json");
        std::fs::write(&asked, with_fields(&document, &components).to_string()).map_err(failed)?;
        std::fs::write(folder.join("src/openapi.rs"), types_of(&asked)?).map_err(failed)?;
        let arms = (0..components.len()).fold(String::new(), |mut arms, at| {
            let _ = writeln!(arms, "        {at} => judge::<api::types::TriedHere{at}>(text),");
            arms
        });
        std::fs::write(folder.join("src/main.rs"), MAIN.replace("        // ARMS\n", &arms)).map_err(failed)?;
        let manifest = format!(
            "[package]\nname = {package:?}\nversion.workspace = true\nedition.workspace = true\n\n[dependencies]\n\
             gatewright = {{ workspace = true, features = [\"assert\", \"validate\"] }}\nserde = \"1\"\nserde_json = \"1\"\n"
        );
        std::fs::write(folder.join("Cargo.toml"), manifest).map_err(failed)?;
        Ok(Self { package: package.to_owned(), document, components })
    }

    /// Asks the program what becomes of each value.
    pub(crate) fn ask<'v>(
        &self,
        workspace: &Workspace,
        values: impl Iterator<Item = (usize, &'v Value)>,
    ) -> io::Result<Vec<Answer>> {
        let asked: PathBuf = workspace.folder.join(&self.package).join("asked.jsonl");
        let mut file = io::BufWriter::new(std::fs::File::create(&asked)?);
        for (component, value) in values {
            writeln!(file, "{component} {}", json!({"value": value}))?;
        }
        file.into_inner()?.sync_data()?;
        let program = workspace.folder.join("target/debug").join(&self.package);
        let output = Command::new(program).stdin(std::fs::File::open(asked)?).stderr(Stdio::inherit()).output()?;
        let lines = output.stdout.split(|byte| *byte == b'\n').filter(|line| !line.is_empty());
        Ok(lines.map(serde_json::from_slice).collect::<Result<_, _>>()?)
    }
}

/// The document without operations, and with a record for each schema that holds one value of it.
fn with_fields(document: &Value, components: &[String]) -> Value {
    let mut asked = document.clone();
    asked["paths"] = json!({});
    for (at, name) in components.iter().enumerate() {
        let pointer = name.replace('~', "~0").replace('/', "~1");
        let reference = percent_encoding::utf8_percent_encode(&pointer, percent_encoding::NON_ALPHANUMERIC);
        asked["components"]["schemas"][format!("TriedHere{at}")] = json!({
            "type": "object",
            "required": ["value"],
            "properties": {"value": {"$ref": format!("#/components/schemas/{reference}")}},
        });
    }
    asked
}

/// The types of a document, as one file.
fn types_of(document: &Path) -> Result<String, String> {
    let mut run = Run::default();
    let additions = Additions { client: Some(false), server: Some(false), ..Additions::default() };
    let input = Input { additions, ..Input::new(document) };
    match run.generate(&input, &Layout::single_file(input.name()), &mut Watch::nothing()) {
        Ok(package) => Ok(package.files.into_values().next().unwrap_or_default()),
        Err(diagnostics::Stopped) => Err(diagnostics::render(&run.sources, run.sink.diagnostics(), false)),
    }
}
