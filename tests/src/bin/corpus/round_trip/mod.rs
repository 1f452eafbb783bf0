//! Values there and back: for every named schema of every document, made-up values that an independent validator finds
//! valid are decoded by the generated type, satisfy its constraints and are encoded to what they were; values that it
//! finds invalid are refused.

mod harness;
mod instance;
mod kinds;
mod mutant;
mod oracle;
mod verdict;

use std::io;
use std::path::PathBuf;

use serde_json::Value;

use self::harness::{Answer, Harness};
use self::instance::Instances;
use self::oracle::Oracle;
use self::verdict::Figures;
use crate::check;
use crate::workspace::{Workspace, package};

/// How many values are made up for a schema, and how many changed ones for each.
const VALUES: usize = 6;
const MUTANTS: usize = 3;

/// A value, and what the independent validator says of it.
struct Trial {
    component: usize,
    value: Value,
    /// The keyword that the value breaks, if it breaks any.
    broken: Option<String>,
}

/// Runs every document, and says whether every value fared as it should.
pub(crate) fn run(documents: &[PathBuf], workspace: &Workspace, jobs: usize) -> io::Result<bool> {
    let mut harnesses: Vec<Harness> = Vec::new();
    for document in documents {
        match Harness::write(document, workspace, &package(document)) {
            Ok(harness) => harnesses.push(harness),
            Err(error) => println!("FAILED  {}: {error}", document.display()),
        }
    }
    let packages: Vec<&str> = harnesses.iter().map(|harness| harness.package.as_str()).collect();
    workspace.hold(&packages)?;
    let built = check::all(workspace, "build", &packages, jobs)?;
    let mut good = built.print() && harnesses.len() == documents.len();
    let mut figures = Figures::default();
    for harness in &harnesses {
        figures.add(&one(harness, workspace)?);
    }
    good &= figures.print();
    Ok(good)
}

fn one(harness: &Harness, workspace: &Workspace) -> io::Result<Figures> {
    let trials = trials(harness);
    let answers = harness.ask(workspace, trials.iter().map(|trial| (trial.component, &trial.value)))?;
    let mut figures = Figures { schemas: harness.components.len(), ..Figures::default() };
    if let Some(next) = trials.get(answers.len()) {
        let name = &harness.components[next.component];
        figures.failures.push(format!("{}#{name}: went down at {}", harness.package, verdict::cut(&next.value)));
    }
    let mut seen = vec![false; harness.components.len()];
    for (trial, answer) in trials.iter().zip(answers) {
        seen[trial.component] |= trial.broken.is_none();
        let name = format!("{}#{}", harness.package, harness.components[trial.component]);
        figures.judge(&name, &trial.value, trial.broken.as_deref(), &answer);
    }
    let untried = harness.components.iter().zip(seen).filter(|(_, seen)| !seen);
    figures.untried = untried.map(|(name, _)| format!("{}#{name}", harness.package)).collect();
    Ok(figures)
}

fn trials(harness: &Harness) -> Vec<Trial> {
    let oracle = Oracle::new(&harness.document);
    let mut trials = Vec::new();
    let opened = oracle.opened();
    let (Some(registry), Some(open)) = (oracle.registry(), opened.registry()) else { return trials };
    for (component, name) in harness.components.iter().enumerate() {
        let Some(judge) = oracle.judge(name, &registry) else { continue };
        let Some(lenient) = opened.judge(name, &open) else { continue };
        let broken = |value: &Value| judge.validate(value).err().map(|error| error.kind().keyword().to_owned());
        let mut random = Instances::new(&oracle.root, &format!("{}{name}", harness.package));
        let schema = oracle.root["components"]["schemas"][name].clone();
        for _ in 0..VALUES {
            let Some(value) = random.value(&schema, 0) else { continue };
            if broken(&value).is_some() {
                continue;
            }
            for _ in 0..MUTANTS {
                let value = mutant::of(&value, &mut random);
                let broken = broken(&value);
                if broken.is_some() && !lenient.is_valid(&value) {
                    trials.push(Trial { component, broken, value });
                }
            }
            trials.push(Trial { component, value, broken: None });
        }
    }
    trials
}

impl Answer {
    /// Whether the value was let in.
    fn accepted(&self) -> bool {
        self.error.is_none() && self.problems.is_empty()
    }
}
