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

/// Compiles every package as far as a command of cargo's goes: `check` or `build`.
pub(crate) fn all(workspace: &Workspace, command: &str, packages: &[&str], jobs: usize) -> io::Result<Checked> {
    let began = Instant::now();
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .args([command, "--workspace", "--keep-going", "--quiet", "--message-format", "json"])
        .arg("--jobs")
        .arg(jobs.to_string())
        .current_dir(&workspace.folder)
        .env_remove("CARGO_TARGET_DIR")
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()?;
    let mut checked = Checked { wanted: packages.len(), ..Checked::default() };
    if let Some(out) = cargo.stdout.take() {
        for line in BufReader::new(out).lines() {
            if let Ok(message) = serde_json::from_str::<Value>(&line?) {
                checked.hear(&message);
            }
        }
    }
    cargo.wait()?;
    checked.took = began.elapsed();
    Ok(checked)
}

impl Checked {
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
        self.compiled.len() == self.wanted && self.warnings.is_empty()
    }
}
