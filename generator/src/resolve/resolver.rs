//! What resolving shares, and the order in which it goes.

use std::collections::{HashMap, HashSet};

use foldhash::fast::RandomState;
use indexmap::IndexMap;

use super::extension::own_extensions;
use super::follow::End;
use super::navigate::SchemaRef;
use super::select::{Selecting, prune};
use super::{Api, Info, Rare, Schema, SchemaId, Schemas, Tag};
use crate::config::Config;
use crate::diagnostics::{Diagnostic, Place, Pointer, Severity, Sink, Stopped};
use crate::document::{Cursor, Document};

/// Resolves a document.
///
/// # Errors
///
/// When a reference leads nowhere, or what it joins doesn't fit together.
pub fn resolve(document: &Document, sink: &mut Sink) -> Result<Api, Stopped> {
    resolve_selected(document, &Config::default(), sink)
}

/// Resolves of a document what the configuration selects.
///
/// # Errors
///
/// As [`resolve`], and when the selection names what isn't there.
pub fn resolve_selected(document: &Document, config: &Config, sink: &mut Sink) -> Result<Api, Stopped> {
    match resolve_with(document, config, sink) {
        (api, true) => Ok(api),
        (_, false) => Err(Stopped),
    }
}

/// Resolves of a document what can be resolved; whatever else there is was said to be wrong.
#[must_use]
pub fn resolve_what_can_be(document: &Document, config: &Config, sink: &mut Sink) -> Api {
    resolve_with(document, config, sink).0
}

/// What is resolved, and whether nothing was wrong.
fn resolve_with(document: &Document, config: &Config, sink: &mut Sink) -> (Api, bool) {
    let mut resolver = Resolver::new(document, config);
    let mut api = resolver.api();
    if !config.select.is_all() {
        prune(&mut api, config);
    }
    let failed = resolver.failed;
    resolver.said.into_iter().for_each(|diagnostic| sink.push(diagnostic));
    (api, !failed)
}

/// What resolving shares: `'d` is the document.
pub(super) struct Resolver<'d> {
    pub(super) document: &'d Document,
    /// Which operations are meant, where not all are.
    pub(super) selecting: Option<Selecting<'d>>,
    said: Vec<Diagnostic>,
    said_at: HashSet<(String, Option<Place>)>,
    failed: bool,
    /// What is said counts as this, whatever it would be elsewhere.
    pub(super) severity: Option<Severity>,
    /// Schemas that are known by id; those that are still in the queue are empty.
    pub(super) schemas: Vec<Schema>,
    /// Room for the rare keywords of a schema, which the last one had none of.
    pub(super) unused: Option<Box<Rare>>,
    /// Where references lead that were followed.
    pub(super) ends: HashMap<String, End<'d>>,
    /// The id of the schema at each pointer.
    pub(super) ids: HashMap<Pointer, SchemaId, RandomState>,
    /// Schemas to fill in. A queue, so that no document is too deep.
    pub(super) queue: Vec<(SchemaId, &'d openapiv3::Schema, Cursor)>,
}

impl<'d> Resolver<'d> {
    fn new(document: &'d Document, config: &'d Config) -> Self {
        Self {
            document,
            selecting: Selecting::new(config),
            said: Vec::new(),
            said_at: HashSet::new(),
            failed: false,
            severity: None,
            schemas: Vec::new(),
            unused: None,
            ends: HashMap::new(),
            ids: HashMap::default(),
            queue: Vec::new(),
        }
    }

    fn api(&mut self) -> Api {
        let api = &self.document.api;
        let root = self.document.origins.root();
        let components = self.component_schemas();
        let schemes = self.schemes();
        self.check_shared_security();
        let operations = self.operations();
        self.fill_queue();
        let servers = self.servers(&api.servers, &self.child(&root, "servers"));
        Api {
            info: Info {
                at: root.place().child("info"),
                title: api.info.title.clone(),
                version: api.info.version.clone(),
                description: api.info.description.clone(),
            },
            servers,
            tags: tags(api, &operations),
            schemes,
            operations,
            schemas: Schemas { all: std::mem::take(&mut self.schemas), components },
            extensions: own_extensions(&api.extensions),
        }
    }

    fn component_schemas(&mut self) -> IndexMap<String, SchemaId> {
        let Some(components) = &self.document.api.components else { return IndexMap::new() };
        let at = self.document.origins.descend(&self.document.origins.root(), ["components", "schemas"]);
        let ids = components.schemas.iter().map(|(name, schema)| {
            let at = self.child(&at, name);
            (name.clone(), self.schema(SchemaRef::from(schema), &at))
        });
        let ids = ids.collect();
        self.fill_queue();
        ids
    }

    /// Says something, unless it was said of the same place before: what a path item shares is met in each operation.
    pub(super) fn say_once(&mut self, mut diagnostic: Diagnostic) {
        diagnostic.severity = self.severity.unwrap_or(diagnostic.severity);
        let place = diagnostic.labels.first().map(|label| label.place.clone());
        if self.said_at.insert((diagnostic.message.clone(), place)) {
            self.failed |= diagnostic.severity == Severity::Error;
            self.said.push(diagnostic);
        }
    }

    pub(super) fn child(&self, at: &Cursor, token: &str) -> Cursor {
        self.document.origins.child(at, token)
    }
}

fn tags(api: &openapiv3::OpenAPI, operations: &[super::Operation]) -> Vec<Tag> {
    let mut tags: IndexMap<&str, Option<&String>> =
        api.tags.iter().map(|tag| (tag.name.as_str(), tag.description.as_ref())).collect();
    for name in operations.iter().flat_map(|operation| &operation.tags) {
        tags.entry(name).or_insert(None);
    }
    let tag =
        |(name, description): (&str, Option<&String>)| Tag { name: name.to_owned(), description: description.cloned() };
    tags.into_iter().map(tag).collect()
}
