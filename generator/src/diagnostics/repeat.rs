//! What is said with the same words of many places.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use super::{Diagnostic, Severity};

/// What makes two warnings or notes the same but for their places. Each error is to be mended by itself.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Repeated<'d> {
    severity: Severity,
    code: &'static str,
    message: &'d str,
}

impl<'d> Repeated<'d> {
    pub(super) fn of(diagnostic: &'d Diagnostic) -> Option<Self> {
        let Diagnostic { severity, code, message, .. } = diagnostic;
        (*severity != Severity::Error).then_some(Self { severity: *severity, code, message })
    }
}

/// How often each is said.
pub(super) fn repetitions<'d>(said: impl Iterator<Item = &'d Diagnostic>) -> HashMap<Repeated<'d>, usize> {
    let mut times = HashMap::new();
    for repeated in said.filter_map(Repeated::of) {
        *times.entry(repeated).or_insert(0) += 1;
    }
    times
}

/// A message, and how often more it is said.
pub(super) fn with_repetitions(message: &str, times: usize) -> Cow<'_, str> {
    match times {
        0 | 1 => Cow::Borrowed(message),
        2 => format!("{message} (and once more)").into(),
        times => format!("{message} (and {} times more)", times - 1).into(),
    }
}

/// The messages of the warnings, with their codes, each once.
pub(crate) fn warnings(said: &[Diagnostic]) -> Vec<(&'static str, Cow<'_, str>)> {
    let times = repetitions(said.iter());
    let mut seen = HashSet::new();
    let warnings = said.iter().filter(|said| said.severity == Severity::Warning);
    let repeated = warnings.filter_map(Repeated::of).filter(|repeated| seen.insert(repeated.clone()));
    let worded = repeated.map(|repeated| {
        let times = times.get(&repeated).copied().unwrap_or(1);
        (repeated.code, with_repetitions(repeated.message, times))
    });
    worded.collect()
}
