//! Warnings of the document, in the order of their first places.

use indexmap::IndexMap;

use crate::diagnostics::{Diagnostic, Sink};

/// Warnings by what they are about, so that those of one kind stand together; a document that has an unknown field has
/// it in a hundred places.
#[derive(Debug, Default)]
pub(super) struct Report {
    warnings: IndexMap<String, Vec<Diagnostic>>,
}

impl Report {
    /// A warning, with all that are about the same.
    pub(super) fn warn(&mut self, about: String, diagnostic: Diagnostic) {
        self.warnings.entry(about).or_default().push(diagnostic);
    }

    pub(super) fn finish(self, sink: &mut Sink) {
        self.warnings.into_values().flatten().for_each(|warning| sink.push(warning));
    }
}
