//! Diagnostics whose places are found, in the order of their places.

use std::collections::HashSet;
use std::ops::Range;

use super::{Diagnostic, Label, SourceId};
use crate::source::SourceMap;

/// A diagnostic whose places are found.
pub(super) struct Located<'d> {
    pub(super) diagnostic: &'d Diagnostic,
    /// The labels that could be found, the primary one first.
    pub(super) labels: Vec<LocatedLabel<'d>>,
}

/// A label with its bytes.
pub(super) struct LocatedLabel<'d> {
    pub(super) label: &'d Label,
    pub(super) source: SourceId,
    pub(super) range: Range<usize>,
}

/// Diagnostics in the order of their places, each once; those without a place first.
pub(super) fn in_order<'d>(sources: &SourceMap, diagnostics: &'d [Diagnostic]) -> Vec<Located<'d>> {
    let mut seen = HashSet::new();
    let mut located: Vec<Located<'d>> = diagnostics
        .iter()
        .filter(|found| {
            seen.insert((found.code, &found.message, found.labels.first().map(|at| (&at.place, &at.range))))
        })
        .map(|diagnostic| Located { diagnostic, labels: labels(sources, diagnostic) })
        .collect();
    located.sort_by_key(Located::order);
    located
}

fn labels<'d>(sources: &SourceMap, diagnostic: &'d Diagnostic) -> Vec<LocatedLabel<'d>> {
    let found = diagnostic.labels.iter().filter_map(|label| {
        let range = sources.locate_label(label)?;
        Some(LocatedLabel { label, source: label.place.source, range })
    });
    found.collect()
}

impl Located<'_> {
    fn order(&self) -> (Option<(SourceId, usize)>, &'static str) {
        (self.labels.first().map(|label| (label.source, label.range.start)), self.diagnostic.code)
    }
}
