//! Tests of Cedar beside the sets of permissions. They stand in a package of their own, so that only who tests the whole
//! workspace compiles Cedar.

use std::path::Path;

use gatewright::cedar::{Cedar, CedarError};
use gatewright_generator::cedar::{self, Export};
use gatewright_generator::diagnostics;
use gatewright_generator::inspect::Watch;
use gatewright_generator::pipeline::{Input, Run};

/// What `gatewright cedar` makes of a document.
///
/// # Errors
///
/// What is wrong with the document.
pub fn export(document: &Path, namespace: &str) -> Result<Export, String> {
    let mut run = Run::default();
    let lowered = run.lower(&Input::new(document), &mut Watch::nothing());
    let exported = lowered.and_then(|(api, _)| cedar::export(&api, namespace, "openapi.yaml", &mut run.sink));
    exported.map_err(|_| diagnostics::render(&run.sources, run.sink.diagnostics(), false))
}

/// An engine with what was exported, and policies beside it.
///
/// # Errors
///
/// When they aren't valid.
pub fn engine(export: &Export, own: &[&str]) -> Result<Cedar, CedarError> {
    Cedar::new(&export.schema, [export.policies.as_str()].into_iter().chain(own.iter().copied()))
}
