//! Stage 4: the typed document, on the types of `openapiv3`.
//!
//! The tree is first checked against `model`, the specification's objects as data, so that every problem is found
//! and each at its own place; then it is read object by object. Reading whole documents through serde would find one
//! problem, without its place, and buffer each schema once for every level above it.

mod beyond;
mod check;
mod deserialize;
mod model;
mod model_schema;
mod operations;
mod read;
mod report;
mod schema;

use std::collections::HashMap;

pub use beyond::Beyond;
use indexmap::IndexMap;
use openapiv3::{OpenAPI, Operation, PathItem, ReferenceOr};

use crate::diagnostics::{Pointer, Sink, Stopped};
use crate::dialect::Normalised;
pub use crate::dialect::{CARRIER, Cursor, MISSING, Origins};

/// A typed document.
#[derive(Debug, Clone)]
pub struct Document {
    /// The document.
    pub api: OpenAPI,
    /// Schemas under keywords that `openapiv3` has no field for, by the pointer of the schema or media type that has
    /// the keyword.
    pub beyond: HashMap<Pointer, Beyond>,
    /// The operations whose methods `openapiv3` has no field for, by the pointer of their path item, by method.
    pub more_operations: HashMap<Pointer, IndexMap<String, Operation>>,
    /// `components.pathItems`.
    pub path_items: IndexMap<String, ReferenceOr<PathItem>>,
    /// Where everything stands in the source.
    pub origins: Origins,
}

/// Reads of a normalised document what can be read; whatever else there is was said to be wrong. `None` where nothing
/// can be.
pub fn read_what_can_be(normalised: Normalised, sink: &mut Sink) -> Option<Document> {
    let Normalised { mut root, origins } = normalised;
    check::check(&mut root, &origins, sink);
    read::read(root, origins, sink).map(|(document, _)| document)
}

/// Reads a normalised document.
///
/// # Errors
///
/// When anything in it isn't as the specification says.
pub fn read(normalised: Normalised, sink: &mut Sink) -> Result<Document, Stopped> {
    let Normalised { mut root, origins } = normalised;
    if !check::check(&mut root, &origins, sink) {
        return Err(Stopped);
    }
    match read::read(root, origins, sink) {
        Some((document, true)) => Ok(document),
        _ => Err(Stopped),
    }
}
