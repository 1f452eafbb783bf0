//! Says each thing once, however often a document repeats it.

use indexmap::IndexMap;

use crate::diagnostics::{Diagnostic, Sink};

/// Warnings by what they are about; a document that has an unknown field has it in a hundred places.
#[derive(Debug, Default)]
pub(super) struct Report {
    warnings: IndexMap<String, (Diagnostic, usize)>,
}

impl Report {
    /// A warning that is said once for all that are about the same.
    pub(super) fn warn(&mut self, about: String, diagnostic: impl FnOnce() -> Diagnostic) {
        self.warnings.entry(about).or_insert_with(|| (diagnostic(), 0)).1 += 1;
    }

    pub(super) fn finish(self, sink: &mut Sink) {
        for (_, (mut diagnostic, count)) in self.warnings {
            match count {
                0 | 1 => {}
                2 => diagnostic.message.push_str(" (and once more)"),
                _ => diagnostic.message.push_str(&format!(" (and {} times more)", count - 1)),
            }
            sink.push(diagnostic);
        }
    }
}
