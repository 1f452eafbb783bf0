//! What rustc says of the crates.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, BufRead as _, BufReader};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::workspace::Workspace;

/// What rustc said.
#[derive(Debug, Default)]
pub(crate) struct Checked {
    wanted: usize,
    compiled: BTreeSet<String>,
    /// The first error of each package that has any.
    errors: BTreeMap<String, String>,
    /// How many warnings a package has, and the first of them.
    warnings: BTreeMap<String, (usize, String)>,
    took: Duration,
}

/// How many features are on at a time, of a package that has too many to have them all on.
const FEATURES: usize = 40;

/// Compiles every package as far as a command of cargo's goes: `check` or `build`.
pub(crate) fn all(workspace: &Workspace, command: &str, packages: &[&str], jobs: usize) -> io::Result<Checked> {
    let began = Instant::now();
    let mut checked = Checked { wanted: packages.len(), ..Checked::default() };
    checked.run(workspace, &[command, "--workspace", "--keep-going", "--jobs", &jobs.to_string()])?;
    for package in packages {
        for features in left_out(workspace, package)?.chunks(FEATURES) {
            checked.run(workspace, &[command, "--package", package, "--features", &features.join(",")])?;
        }
    }
    checked.took = began.elapsed();
    Ok(checked)
}

/// The features of a package that aren't on by default.
fn left_out(workspace: &Workspace, package: &str) -> io::Result<Vec<String>> {
    let manifest = std::fs::read_to_string(workspace.folder.join(package).join("Cargo.toml"))?;
    let manifest: toml::Table = toml::from_str(&manifest).map_err(io::Error::other)?;
    let Some(features) = manifest.get("features").and_then(toml::Value::as_table) else { return Ok(Vec::new()) };
    let default = features.get("default").and_then(toml::Value::as_array);
    let on = |name: &str| default.is_some_and(|on| on.iter().any(|on| on.as_str() == Some(name)));
    Ok(features.keys().filter(|name| *name != "default" && !on(name)).cloned().collect())
}

impl Checked {
    fn run(&mut self, workspace: &Workspace, arguments: &[&str]) -> io::Result<()> {
        let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
            .args(arguments)
            .args(["--quiet", "--message-format", "json"])
            .current_dir(&workspace.folder)
            .env_remove("CARGO_TARGET_DIR")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        if let Some(out) = cargo.stdout.take() {
            for line in BufReader::new(out).lines() {
                if let Ok(message) = serde_json::from_str::<Value>(&line?) {
                    self.hear(&message);
                }
            }
        }
        cargo.wait().map(|_| ())
    }

    fn hear(&mut self, message: &Value) {
        let name = message["target"]["name"].as_str().unwrap_or_default().replace('_', "-");
        if !name.starts_with("api-") {
            return;
        }
        match message["reason"].as_str() {
            Some("compiler-artifact") => {
                self.compiled.insert(name);
            }
            Some("compiler-message") => self.hear_rustc(name, &message["message"]),
            _ => {}
        }
    }

    fn hear_rustc(&mut self, name: String, message: &Value) {
        let at = &message["spans"][0];
        let place = at["file_name"].as_str().map(|file| format!(" ({file}:{})", at["line_start"]));
        // The count at the end of a crate has no place.
        let Some(place) = place else { return };
        let text = format!("{}{place}", message["message"].as_str().unwrap_or_default());
        match message["level"].as_str() {
            Some("warning") => self.warnings.entry(name).or_insert((0, text)).0 += 1,
            Some(_) => {
                self.errors.entry(name).or_insert(text);
            }
            None => {}
        }
    }

    /// Prints what failed, and says whether nothing did.
    pub(crate) fn print(&self) -> bool {
        for (package, error) in &self.errors {
            println!("FAILED  {package}: {error}");
        }
        for (package, (times, first)) in &self.warnings {
            println!("WARNED  {package}: {times}, first: {first}");
        }
        println!(
            "{} of {} crates compile, {} with warnings, {:.0} s with their dependencies",
            self.compiled.len(),
            self.wanted,
            self.warnings.len(),
            self.took.as_secs_f64()
        );
        self.compiled.len() == self.wanted && self.errors.is_empty() && self.warnings.is_empty()
    }
}
