//! What the documents of `specs/` say, as the generator's own front reads them.

#![allow(clippy::panic, reason = "a document that can't be read fails the test that asked for it")]

use std::collections::BTreeSet;
use std::path::Path;

use gatewright_generator::diagnostics::{self, Sink, Stopped};
use gatewright_generator::pipeline::gather;
use gatewright_generator::resolve::{Api, Status};
use gatewright_generator::source::{Reach, SourceMap};
use gatewright_generator::{dialect, document, resolve, source, syntax};

/// Every answer that the document of an API describes: operationIds with `200`, `4XX` or `default`.
///
/// # Panics
///
/// When the document can't be read.
#[must_use]
pub fn answers(api: &str) -> BTreeSet<(String, String)> {
    let mut answers = BTreeSet::new();
    for operation in resolved(api).operations {
        let id = operation.id.unwrap_or_default();
        answers.extend(operation.responses.iter().map(|response| (id.clone(), written(response.status))));
    }
    answers
}

fn written(status: Status) -> String {
    match status {
        Status::Code(code) => code.to_string(),
        Status::Range(hundred) => format!("{hundred}XX"),
        Status::Default => "default".to_owned(),
    }
}

/// The document of an API after stage 5.
///
/// # Panics
///
/// When it can't be read.
#[must_use]
pub fn resolved(api: &str) -> Api {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../specs").join(api).join("openapi.yaml");
    let mut sink = Sink::default();
    let mut sources = SourceMap::default();
    let read = read(&path, &mut sources, &mut sink);
    read.unwrap_or_else(|Stopped| panic!("{}", diagnostics::render(&sources, sink.diagnostics(), false)))
}

fn read(path: &Path, sources: &mut SourceMap, sink: &mut Sink) -> Result<Api, Stopped> {
    let root;
    (*sources, root) = source::load(path, sink)?;
    let node = syntax::parse(sources, root, sink)?;
    let (forest, survey) = gather(sources, node, &root.into(), &Reach::of(path), sink);
    let node = dialect::normalise(forest, survey, root, sink)?;
    resolve::resolve(&document::read(node, sink)?, sink)
}
