//! The crate of all generated modules, and what it says of the instances.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::{Value, json};

use super::document::{HOLDER, PROPERTY};
use super::root;

/// Generated modules, with the instances that each is to judge.
#[derive(Debug, Default)]
pub(super) struct Crate {
    modules: Vec<Module>,
}

#[derive(Debug)]
struct Module {
    code: String,
    instances: Vec<Value>,
}

/// Why there are no answers.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// A file can't be read or written, or a program can't be run.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// What was generated doesn't compile.
    #[error("what was generated doesn't compile:\n{0}")]
    Compile(String),
    /// The program broke off.
    #[error("the program that was generated broke off:\n{0}")]
    Run(String),
}

/// What a module says of an instance: why it is invalid, if it is.
pub(super) type Answer = Option<String>;

const DRIVER: &str = r#"
use std::panic::{AssertUnwindSafe, catch_unwind};

use gatewright::schema::Rules;

fn judge<T: serde::de::DeserializeOwned + serde::Serialize + gatewright::Schema>(text: &str) -> Option<String> {
    let value: T = match serde_json::from_str(text) {
        Ok(value) => value,
        Err(error) => return Some(error.to_string()),
    };
    let problems = gatewright::validate::check(&value, Rules::NONE).err()?;
    Some(problems.first().map_or_else(String::new, |problem| format!("{}: {}", problem.rule, problem.message)))
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let asked: Vec<Vec<String>> = serde_json::from_str(&std::fs::read_to_string("instances.json")?)?;
    std::panic::set_hook(Box::new(|_| {}));
    let mut answers = Vec::new();
    for (instances, judge) in asked.iter().zip(JUDGES) {
        let judge = |text: &String| {
            catch_unwind(AssertUnwindSafe(|| judge(text))).unwrap_or_else(|_| Some("PANIC".to_owned()))
        };
        answers.push(instances.iter().map(judge).collect::<Vec<_>>());
    }
    std::fs::write("answers.json", serde_json::to_string(&answers)?)?;
    Ok(())
}
"#;

impl Crate {
    /// Adds what was generated, with what it is to judge; its number.
    pub(super) fn add(&mut self, code: String, instances: impl IntoIterator<Item = Value>) -> usize {
        self.modules.push(Module { code, instances: instances.into_iter().collect() });
        self.modules.len() - 1
    }

    /// Compiles the crate in a folder and asks it.
    ///
    /// # Errors
    ///
    /// When it doesn't compile, or breaks off.
    pub(super) fn ask(&self, folder: &Path, target: &Path) -> Result<Vec<Vec<Answer>>, Failure> {
        fs::create_dir_all(folder.join("src"))?;
        write(&folder.join("Cargo.toml"), &manifest())?;
        write(&folder.join("Cargo.lock"), &fs::read_to_string(root().join("Cargo.lock"))?)?;
        write(&folder.join("src/main.rs"), &self.main())?;
        for (index, module) in self.modules.iter().enumerate() {
            write(&folder.join(format!("src/case_{index:04}.rs")), &module.code)?;
        }
        write(&folder.join("instances.json"), &self.instances()?)?;
        let cargo = std::env::var_os("CARGO").map_or_else(|| PathBuf::from("cargo"), PathBuf::from);
        let built = Command::new(cargo)
            .args(["build", "--quiet", "--offline", "--target-dir"])
            .arg(target)
            .current_dir(folder)
            .env_remove("RUSTFLAGS")
            .stdout(Stdio::null())
            .output()?;
        if !built.status.success() {
            return Err(Failure::Compile(String::from_utf8_lossy(&built.stderr).into_owned()));
        }
        let ran = Command::new(target.join("debug/gatewright-suite")).current_dir(folder).output()?;
        if !ran.status.success() {
            return Err(Failure::Run(format!("{}\n{}", ran.status, String::from_utf8_lossy(&ran.stderr))));
        }
        let answers = fs::read(folder.join("answers.json"))?;
        Ok(serde_json::from_slice(&answers).map_err(io::Error::from)?)
    }

    fn main(&self) -> String {
        let mut text = "//! Made by the suite's command; judges instances with generated types.\n\n".to_owned();
        text.push_str("#![allow(dead_code, unused_imports, clippy::all)]\n\n");
        for index in 0..self.modules.len() {
            let _ = writeln!(text, "mod case_{index:04};");
        }
        text.push_str("\nstatic JUDGES: &[fn(&str) -> Option<String>] = &[\n");
        for index in 0..self.modules.len() {
            let _ = writeln!(text, "    judge::<case_{index:04}::{HOLDER}>,");
        }
        text.push_str("];\n");
        text.push_str(DRIVER);
        text
    }

    /// The instances as texts of JSON.
    fn instances(&self) -> Result<String, io::Error> {
        let held = |value: &Value| json!(BTreeMap::from([(PROPERTY, value)])).to_string();
        let all: Vec<Vec<String>> = self.modules.iter().map(|m| m.instances.iter().map(held).collect()).collect();
        Ok(serde_json::to_string(&all)?)
    }
}

fn manifest() -> String {
    let runtime = root().join("generator/runtime");
    format!(
        "[package]\nname = \"gatewright-suite\"\nversion = \"0.0.0\"\nedition = \"2024\"\npublish = false\n\n[workspace]\n\n\
         [dependencies]\nserde = \"1\"\nserde_json = \"1\"\n\
         gatewright = {{ path = {:?}, default-features = false, features = [\"validate\", \"assert\"] }}\n\n\
         [profile.dev]\ndebug = false\n",
        runtime.display().to_string()
    )
}

/// Writes a file unless it is so already, so that cargo has no more to do than there is.
fn write(path: &Path, text: &str) -> io::Result<()> {
    if fs::read_to_string(path).is_ok_and(|now| now == text) {
        return Ok(());
    }
    fs::write(path, text)
}
