//! What the generator has to say about its input: what, where, why, and how to mend it.

pub mod codes;
mod excerpt;
mod json;
mod levels;
mod located;
mod pattern;
mod place;
mod render;
mod repeat;

use std::ops::Range;

use serde::Serialize;

pub use gatewright_policy::suggest::{did_you_mean, nearest};
pub use json::to_json;
use levels::Levels;
pub use levels::{Level, Origin, Rule, Subject};
pub use pattern::Pattern;
pub use place::{Place, Pointer, SourceId};
pub use render::render;
pub(crate) use repeat::warnings;

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing.
    Note,
    /// Likely not what was meant.
    Warning,
    /// Nothing can be generated.
    Error,
}

/// One thing to say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// The stable code, `GW0203` for instance.
    pub code: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// One line: what is wrong.
    pub message: String,
    /// Where; the first is the primary label. Empty for what has no place, such as wrong usage.
    pub labels: Vec<Label>,
    /// How to mend it.
    pub help: Option<String>,
}

/// A place, with what is to be said of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// Where.
    pub place: Place,
    /// What of it; may be empty for the primary label.
    pub text: String,
    /// Whether the key at the place is meant, and not its value.
    pub key: bool,
    /// The bytes that are meant, where no pointer can say so: in text that is no tree, or of two equal keys.
    pub range: Option<Range<usize>>,
}

impl Diagnostic {
    /// An error.
    #[must_use]
    pub fn error(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Error, message)
    }

    /// The files that it is about.
    pub fn sources(&self) -> impl Iterator<Item = SourceId> {
        self.labels.iter().map(|label| label.place.source)
    }

    /// A warning.
    #[must_use]
    pub fn warning(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Warning, message)
    }

    /// A note.
    #[must_use]
    pub fn note(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Note, message)
    }

    fn new(code: &'static str, severity: Severity, message: impl Into<String>) -> Self {
        Self { code, severity, message: message.into(), labels: Vec::new(), help: None }
    }

    /// Adds a label at the value of a place.
    #[must_use]
    pub fn at(mut self, place: &Place, text: impl Into<String>) -> Self {
        self.labels.push(Label { place: place.clone(), text: text.into(), key: false, range: None });
        self
    }

    /// Adds a label at the key of a place.
    #[must_use]
    pub fn at_key(mut self, place: &Place, text: impl Into<String>) -> Self {
        self.labels.push(Label { place: place.clone(), text: text.into(), key: true, range: None });
        self
    }

    /// Adds a label at bytes of a source.
    #[must_use]
    pub fn at_range(mut self, source: SourceId, range: Range<usize>, text: impl Into<String>) -> Self {
        let label = Label { place: Place::root(source), text: text.into(), key: false, range: Some(range) };
        self.labels.push(label);
        self
    }

    /// Says how to mend it.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

/// Collects diagnostics, as the rules of the user want them, with a barrier after each stage.
#[derive(Debug, Default)]
pub struct Sink {
    diagnostics: Vec<Diagnostic>,
    levels: Levels,
}

/// A stage found errors; they are in the [`Sink`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stopped;

impl Sink {
    /// Says one thing.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.extend(self.levels.judge(diagnostic).into_iter().flatten());
    }

    /// Adds rules. They count for what was said before them, too.
    pub fn judge_by(&mut self, rules: impl IntoIterator<Item = Rule>) {
        self.levels.add(rules);
        for said in std::mem::take(&mut self.diagnostics) {
            self.push(said);
        }
    }

    /// Says which rules of the configuration allow what isn't there any more; once all else was said.
    pub fn report_idle_rules(&mut self) {
        for idle in self.levels.unused() {
            self.push(idle);
        }
    }

    /// Ends a stage.
    ///
    /// # Errors
    ///
    /// When any error was said so far.
    pub fn barrier(&self) -> Result<(), Stopped> {
        if self.diagnostics.iter().any(|d| d.severity == Severity::Error) { Err(Stopped) } else { Ok(()) }
    }

    /// All that was said, in order.
    #[must_use]
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }
}
