//! How the values fared.

use std::collections::BTreeMap;

use gatewright_tests::json::same;
use serde_json::Value;

use super::harness::Answer;

/// How many failures of a document are shown in full, and how many schemas without a value.
const SHOWN: usize = 4;
const UNTRIED: usize = 40;

/// How the values of a document, or of many, fared.
#[derive(Debug, Default)]
pub(crate) struct Figures {
    /// How many schemas there are.
    pub(crate) schemas: usize,
    /// Those for which no valid value could be made up.
    pub(crate) untried: Vec<String>,
    pub(crate) valid: usize,
    pub(crate) invalid: usize,
    /// Invalid values that were let in, by the keyword that they break.
    pub(crate) let_in: BTreeMap<String, usize>,
    pub(crate) failures: Vec<String>,
}

impl Figures {
    /// Judges what became of one value.
    pub(crate) fn judge(&mut self, name: &str, value: &Value, broken: Option<&str>, answer: &Answer) {
        match broken {
            Some(keyword) => {
                self.invalid += 1;
                if answer.accepted() {
                    *self.let_in.entry(keyword.to_owned()).or_insert(0) += 1;
                    self.failures.push(format!("{name}: let in though it breaks `{keyword}`: {}", cut(value)));
                }
            }
            None => {
                self.valid += 1;
                if !answer.accepted() {
                    let why = answer.error.clone().unwrap_or_else(|| answer.problems.join(", "));
                    self.failures.push(format!("{name}: refused ({why}): {}", cut(value)));
                } else if !same(&answer.encoded["value"], value) {
                    let became = cut(&answer.encoded["value"]);
                    self.failures.push(format!("{name}: {} became {became}", cut(value)));
                }
            }
        }
    }

    /// Adds those of another document.
    pub(crate) fn add(&mut self, other: &Self) {
        self.schemas += other.schemas;
        self.untried.extend(other.untried.iter().cloned());
        self.valid += other.valid;
        self.invalid += other.invalid;
        for (keyword, times) in &other.let_in {
            *self.let_in.entry(keyword.clone()).or_insert(0) += times;
        }
        self.failures.extend(other.failures.iter().cloned());
    }

    /// Prints the figures, and says whether all is well.
    pub(crate) fn print(&self) -> bool {
        let mut of_document: BTreeMap<&str, usize> = BTreeMap::new();
        for failure in &self.failures {
            let times = of_document.entry(failure.split(['#', ':']).next().unwrap_or_default()).or_insert(0);
            *times += 1;
            if *times <= SHOWN {
                println!("FAILED  {failure}");
            }
        }
        for (document, times) in of_document.iter().filter(|(_, times)| **times > SHOWN) {
            println!("FAILED  {document}: {times} in all");
        }
        for name in self.untried.iter().take(UNTRIED) {
            println!("UNTRIED {name}");
        }
        println!(
            "{} schemas, {} without a made-up value; {} valid values and {} invalid ones, {} failures",
            self.schemas,
            self.untried.len(),
            self.valid,
            self.invalid,
            self.failures.len()
        );
        println!("invalid values let in, by keyword: {:?}", self.let_in);
        self.failures.is_empty()
    }
}

/// The beginning of a value.
pub(super) fn cut(value: &Value) -> String {
    let text = value.to_string();
    let end = text.char_indices().nth(300).map_or(text.len(), |(at, _)| at);
    text[..end].to_owned()
}
