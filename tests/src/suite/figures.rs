//! How many verdicts there are of each kind, and whether they are better or worse than before.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use serde_json::{Value, json};

use super::{Draft, Judged, Mode, Verdict};

/// The figures of one file of the suite.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// As the suite says.
    pub right: usize,
    /// Not as the suite says.
    pub wrong: usize,
    /// Not as the suite says, which the generator said beforehand.
    pub refused: usize,
}

/// All figures, by draft and mode, and by file; and each case that is wrong.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Figures {
    /// By `draft4, inferred` and so on, and by file.
    pub files: BTreeMap<String, BTreeMap<String, Tally>>,
    /// The wrong ones, as `draft4, inferred: file: case > instance`.
    pub wrong: BTreeSet<String>,
}

impl Tally {
    fn add(&mut self, other: Self) {
        self.right += other.right;
        self.wrong += other.wrong;
        self.refused += other.refused;
    }
}

impl Figures {
    /// Counts.
    #[must_use]
    pub fn of(judged: &[Judged]) -> Self {
        let mut figures = Self::default();
        for found in judged {
            let run = Self::run(found.draft, found.mode);
            let files = figures.files.entry(run.clone()).or_default();
            let tally = files.entry(found.file.clone()).or_default();
            match found.verdict {
                Verdict::Right => tally.right += 1,
                Verdict::Refused(_) => tally.refused += 1,
                Verdict::Wrong(_) => {
                    tally.wrong += 1;
                    figures.wrong.insert(format!("{run}: {}: {}", found.file, found.about));
                }
            }
        }
        figures
    }

    /// What a run is called.
    #[must_use]
    pub fn run(draft: Draft, mode: Mode) -> String {
        format!("{}, {}", draft.folder(), mode.name())
    }

    /// The sum of one run.
    #[must_use]
    pub fn total(&self, run: &str) -> Tally {
        let mut total = Tally::default();
        self.files.get(run).into_iter().flat_map(BTreeMap::values).for_each(|tally| total.add(*tally));
        total
    }

    /// The figures as a table.
    #[must_use]
    pub fn table(&self) -> String {
        let mut text = String::new();
        for (run, files) in &self.files {
            let _ = writeln!(text, "{run:<32} {:>6} {:>6} {:>8}", "right", "wrong", "refused");
            let total = self.total(run);
            for (file, tally) in files.iter().map(|(file, tally)| (file.as_str(), *tally)).chain([("total", total)]) {
                let _ = writeln!(text, "  {file:<30} {:>6} {:>6} {:>8}", tally.right, tally.wrong, tally.refused);
            }
        }
        text
    }

    /// What is worse than before: fewer right, or something wrong that wasn't.
    #[must_use]
    pub fn worse_than(&self, before: &Self) -> Vec<String> {
        let mut worse: Vec<String> =
            self.wrong.difference(&before.wrong).map(|case| format!("wrong now: {case}")).collect();
        for (run, files) in &before.files {
            for (file, then) in files {
                let now = self.files.get(run).and_then(|files| files.get(file)).copied().unwrap_or_default();
                if now.right < then.right {
                    worse.push(format!("{run}: {file}: {} right, and {} before", now.right, then.right));
                }
            }
        }
        worse
    }

    /// The figures as they are committed.
    #[must_use]
    pub fn to_json(&self) -> String {
        let files = |files: &BTreeMap<String, Tally>| -> Value {
            files.iter().map(|(file, tally)| (file.clone(), json!([tally.right, tally.wrong, tally.refused]))).collect()
        };
        let mut text = "{\n  \"columns\": [\"right\", \"wrong\", \"refused\"],\n  \"files\": {\n".to_owned();
        let runs = self.files.iter().map(|(run, found)| {
            let rows = files(found);
            let rows: Vec<String> = rows
                .as_object()
                .into_iter()
                .flatten()
                .map(|(file, tally)| format!("      {}: {tally}", json!(file)))
                .collect();
            format!("    {}: {{\n{}\n    }}", json!(run), rows.join(",\n"))
        });
        text.push_str(&runs.collect::<Vec<_>>().join(",\n"));
        let wrong: Vec<String> = self.wrong.iter().map(|case| format!("    {}", json!(case))).collect();
        let _ = write!(text, "\n  }},\n  \"wrong\": [\n{}\n  ]\n}}\n", wrong.join(",\n"));
        text
    }

    /// Reads what [`Figures::to_json`] wrote; `None` of anything else.
    #[must_use]
    pub fn from_json(text: &str) -> Option<Self> {
        let value: Value = serde_json::from_str(text).ok()?;
        let mut figures = Self::default();
        for (run, files) in value.get("files")?.as_object()? {
            let found = figures.files.entry(run.clone()).or_default();
            for (file, tally) in files.as_object()? {
                let [right, wrong, refused] = serde_json::from_value::<[usize; 3]>(tally.clone()).ok()?;
                found.insert(file.clone(), Tally { right, wrong, refused });
            }
        }
        for case in value.get("wrong")?.as_array()? {
            figures.wrong.insert(case.as_str()?.to_owned());
        }
        Some(figures)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figures(right: usize, wrong: &[&str]) -> Figures {
        let tally = Tally { right, wrong: wrong.len(), refused: 1 };
        Figures {
            files: [("draft4, inferred".to_owned(), [("not".to_owned(), tally)].into())].into(),
            wrong: wrong.iter().map(|case| (*case).to_owned()).collect(),
        }
    }

    #[test]
    fn figures_are_read_as_they_are_written() {
        for figures in [figures(3, &["a: \"b\"", "c"]), figures(0, &[])] {
            assert_eq!(Figures::from_json(&figures.to_json()), Some(figures));
        }
    }

    #[test]
    fn figures_can_only_improve() {
        let before = figures(3, &["a"]);
        assert_eq!(figures(4, &[]).worse_than(&before), Vec::<String>::new());
        assert_eq!(figures(2, &["a"]).worse_than(&before).len(), 1);
        assert_eq!(figures(3, &["b"]).worse_than(&before), ["wrong now: b"]);
        assert_eq!(Figures::default().worse_than(&before).len(), 1);
    }
}
