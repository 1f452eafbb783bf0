//! Stage 6: a resolved document into the IR. One file a construct.
//!
//! Nothing here gives up early: a schema that can't be expressed becomes "any value" with a note at
//! its place, and only what would be wrong in silence is an error.

mod access;
mod base;
mod body;
mod class;
mod constraint;
mod enumeration;
mod members;
mod operation;
mod parameter;
mod pattern;
mod record;
mod remark;
mod render;
mod residue;
mod response;
mod same;
mod scalar;
mod schema;
mod server;
mod tuple;
mod union;
mod xml;

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};

use foldhash::fast::RandomState;

use crate::config::Config;
use crate::diagnostics::{Diagnostic, Place, Sink, Stopped};
use crate::ir::{self, Fallback, Name, Owner, TypeId, Types, Untyped};
use crate::resolve::{self, Schema, SchemaId};

/// Lowers a resolved document.
///
/// # Errors
///
/// When an operation is unguarded without being called public (GW0601), for permissions that no scheme can carry
/// (GW0602, GW0603), and for what the configuration says of access and isn't so (GW0606, GW0607).
pub fn lower(api: &resolve::Api, config: &Config, sink: &mut Sink) -> Result<ir::Api, Stopped> {
    let servers = server::all(api);
    let mut lowering = Lowering {
        api,
        servers,
        config,
        diagnostics: Vec::new(),
        types: Types::default(),
        defs: HashMap::default(),
        reserved: Vec::new(),
        visiting: HashSet::default(),
        untyped: Vec::new(),
        assertions: RefCell::default(),
        unjudged: RefCell::default(),
        patterns: RefCell::default(),
        contradictions: RefCell::default(),
    };
    lowering.components();
    let operations = lowering.operations();
    lowering.fill_reserved();
    lowering.bases();
    lowering.note_unjudged();
    lowering.note_patterns();
    lowering.note_contradictions();
    let guards = access::lower(api, config, &mut lowering.diagnostics);
    let Lowering { diagnostics, types, untyped, .. } = lowering;
    for diagnostic in diagnostics {
        sink.push(diagnostic);
    }
    sink.barrier()?;
    let operations =
        operations.into_iter().zip(guards.operations).map(|(o, g)| ir::Operation { access: g.access, ..o }).collect();
    Ok(ir::Api {
        at: api.info.at.clone(),
        title: api.info.title.clone(),
        version: api.info.version.clone(),
        description: api.info.description.clone(),
        servers: servers.iter().map(server::server).collect(),
        tags: api.tags.iter().map(|t| ir::Tag { name: t.name.clone(), description: t.description.clone() }).collect(),
        schemes: guards.schemes,
        permissions: guards.permissions,
        operations,
        types,
        untyped,
    })
}

/// Says who may call what, and nothing else. What is wrong with that is in the sink, and keeps nothing from being said.
pub fn guards(api: &resolve::Api, config: &Config, sink: &mut Sink) -> ir::Guards {
    let mut diagnostics = Vec::new();
    let guards = access::lower(api, config, &mut diagnostics);
    diagnostics.into_iter().for_each(|diagnostic| sink.push(diagnostic));
    guards
}

/// The state of the stage.
struct Lowering<'a> {
    api: &'a resolve::Api,
    /// Where it is served.
    servers: &'a [resolve::Server],
    config: &'a Config,
    diagnostics: Vec<Diagnostic>,
    types: Types,
    defs: HashMap<SchemaId, TypeId, RandomState>,
    /// Types that have a place and no content yet.
    reserved: Vec<(SchemaId, TypeId)>,
    /// Schemas without a type of their own that are being lowered, so that one that holds itself is noticed.
    visiting: HashSet<SchemaId, RandomState>,
    untyped: Vec<Untyped>,
    /// Whether the text of an assertion can be compiled, and else why not.
    assertions: RefCell<HashMap<String, Result<(), String>>>,
    /// The places of which no assertion can be made.
    unjudged: RefCell<Vec<(Place, String)>>,
    /// What there is to say of patterns.
    patterns: RefCell<Vec<(Place, pattern::Said)>>,
    /// The places of constraints that exclude each other.
    contradictions: RefCell<Vec<Place>>,
}

/// What an inline schema is part of, and what it is there.
#[derive(Debug, Clone)]
struct Context {
    owner: Option<Owner>,
    role: String,
}

impl Context {
    fn of_type(id: TypeId, role: impl Into<String>) -> Self {
        Self { owner: Some(Owner::Type(id)), role: role.into() }
    }

    fn of_operation(index: usize, role: impl Into<String>) -> Self {
        Self { owner: Some(Owner::Operation(index)), role: role.into() }
    }

    fn role(&self, role: impl Into<String>) -> Self {
        Self { owner: self.owner, role: role.into() }
    }

    fn name(&self, schema: &Schema) -> Name {
        let given = schema.component.clone();
        Name { component: given.is_some(), given, owner: self.owner, role: self.role.clone() }
    }
}

impl<'a> Lowering<'a> {
    fn schema(&self, id: SchemaId) -> &'a Schema {
        &self.api.schemas[id]
    }

    fn note(&mut self, code: &'static str, at: &Place, message: impl Into<String>, label: &str) {
        self.diagnostics.push(Diagnostic::note(code, message).at(at, label));
    }

    fn warn(&mut self, code: &'static str, at: &Place, message: impl Into<String>, label: &str) {
        self.diagnostics.push(Diagnostic::warning(code, message).at(at, label));
    }

    /// Remembers that the type at a place fell back to "any value".
    fn fall_back(&mut self, at: &Place, reason: impl Into<String>) {
        let reason = reason.into();
        self.note("GW0501", at, format!("any value is let through here: {reason}"), "not typed");
        self.untyped.push(Untyped::value(at.clone(), reason));
    }

    /// Remembers that a place has no type, though its values are checked.
    fn only_checked(&mut self, at: &Place, reason: &str) {
        self.untyped.push(Untyped::value(at.clone(), format!("{reason}; the values are checked")));
    }

    /// Remembers a place where any value is valid.
    fn free_form(&mut self, at: &Place, reason: &str) {
        self.untyped.push(Untyped { at: at.clone(), reason: reason.to_owned(), fallback: Fallback::FreeForm });
    }

    /// Notes what is said nowhere in the generated code.
    fn note_unjudged(&mut self) {
        for (at, reason) in std::mem::take(&mut self.unjudged).into_inner() {
            let message = format!("what the schema says beyond its type is not enforced: {reason}");
            self.note("GW0502", &at, message, "read past");
        }
    }
}
