//! How much a document may make of itself.

use crate::diagnostics::{Diagnostic, Place, Sink};
use crate::ir::{Record, TypeDef};

/// The fields that merging may still make: ten times what the largest documents that are known need, and what a small
/// one gets past only by parts that are made of parts, many times over.
const MOST_FIELDS: usize = 250_000;

/// What is left of the fields that merging may make.
#[derive(Debug)]
pub(super) struct Budget {
    left: usize,
    /// Where the first record is that there weren't enough left for.
    ended: Option<Place>,
}

impl Budget {
    pub(super) fn new() -> Self {
        Self { left: MOST_FIELDS, ended: None }
    }

    /// Whether there are still as many left as a record has; they are gone then.
    pub(super) fn take(&mut self, record: &Record, of: &TypeDef) -> bool {
        if self.ended.is_none() {
            match self.left.checked_sub(record.fields.len()) {
                Some(left) => self.left = left,
                None => self.ended = Some(of.at.clone()),
            }
        }
        self.ended.is_none()
    }

    pub(super) fn finish(self, sink: &mut Sink) {
        if let Some(place) = self.ended {
            let message = "merging each `allOf` of this document makes more than a quarter of a million fields";
            let help = "give the long chain of bases fewer links, or refer to the base by a property";
            sink.push(Diagnostic::error("GW0320", message).at(&place, "it is too much here").help(help));
        }
    }
}
