//! References to schemas; one to what isn't a schema and has one most likely means that.

use indexmap::IndexMap;
use openapiv3::{AnySchema, Header, Parameter, ParameterSchemaOrContent, ReferenceOr, RequestBody, SchemaKind};

use super::navigate::{Item, SchemaRef};
use super::resolver::Resolver;
use super::{MediaType, Response, Schema, SchemaId, Status};
use crate::diagnostics::Diagnostic;
use crate::document::Cursor;

impl<'d> Resolver<'d> {
    /// The id of the schema that a reference names.
    pub(super) fn referred(&mut self, reference: &str, at: &Cursor) -> SchemaId {
        match self.target(reference, at, "a schema", holds_schema) {
            Some((Item::Schema(SchemaRef::Item(item)), target)) => self.id(item, &target),
            Some((holder, target)) => self.held(reference, holder, at, &target),
            // The error is said; any value stands in.
            None => self.push(Schema::any(at.place())),
        }
    }

    /// The schema of what is no schema and has one: it is what was meant.
    fn held(&mut self, reference: &str, holder: Item<'d>, at: &Cursor, target: &Cursor) -> SchemaId {
        let (steps, schema) = held_by(holder);
        let meant = if schema.is_some() { "its schema is taken" } else { "any value is assumed" };
        let message = format!("`{reference}` is {}, and a schema is expected: {meant}", holder.name());
        let diagnostic = Diagnostic::warning("GW0302", message).at(&at.place().child("$ref"), "");
        self.say_once(diagnostic.at_key(&target.place(), "which is here"));
        let target = self.document.origins.descend(target, steps);
        match schema {
            Some(SchemaRef::Item(schema)) => self.id(schema, &target),
            // A second detour could lead back here.
            Some(SchemaRef::Reference(next)) => {
                let found = self.target(next, &target, "a schema", |item| matches!(item, Item::Schema(_)));
                match found {
                    Some((Item::Schema(SchemaRef::Item(item)), target)) => self.id(item, &target),
                    _ => self.push(Schema::any(at.place())),
                }
            }
            None => self.push(Schema::any(at.place())),
        }
    }
}

impl Resolver<'_> {
    /// A response that is a reference to a schema: it is the schema of its body, or without a word on values, its
    /// description.
    pub(super) fn meant_by_schema(&mut self, status: Status, reference: &str, at: &Cursor) -> Option<Response> {
        let (Item::Schema(SchemaRef::Item(schema)), target) = self.leads_to(reference)? else { return None };
        let message = format!("`{reference}` is a schema, and a response is expected: one with that body is assumed");
        let diagnostic = Diagnostic::warning("GW0302", message).at(&at.place().child("$ref"), "");
        self.say_once(diagnostic.at_key(&target.place(), "which is here"));
        let id = self.id(schema, &target);
        let body = MediaType {
            at: at.place(),
            name: "application/json".to_owned(),
            schema: Some(id),
            items: None,
            examples: IndexMap::new(),
            encoding: IndexMap::new(),
        };
        let says_nothing = matches!(&schema.schema_kind, SchemaKind::Any(any) if *any == AnySchema::default());
        Some(Response {
            at: at.place(),
            component: None,
            status,
            description: schema.schema_data.description.clone().unwrap_or_default(),
            headers: Vec::new(),
            content: if says_nothing { Vec::new() } else { vec![body] },
        })
    }
}

/// Whether an item is a schema, or may have one.
fn holds_schema(item: Item<'_>) -> bool {
    matches!(item, Item::Schema(_)) || !matches!(steps_to(item), Held::Nothing)
}

/// The schema that an item has, and the steps to it.
fn held_by(item: Item<'_>) -> (Vec<&str>, Option<SchemaRef<'_>>) {
    let (media_type, steps) = match steps_to(item) {
        Held::Schema(schema) => return (vec!["schema"], Some(schema.into())),
        Held::MediaType(media_type) => (Some(media_type), vec!["schema"]),
        Held::Content(content) => match content.first() {
            Some((name, media_type)) => (Some(media_type), vec!["content", name.as_str(), "schema"]),
            None => (None, Vec::new()),
        },
        Held::Nothing => (None, Vec::new()),
    };
    match media_type.and_then(|media_type| media_type.schema.as_ref()) {
        Some(schema) => (steps, Some(schema.into())),
        None => (Vec::new(), None),
    }
}

enum Held<'d> {
    Schema(&'d ReferenceOr<openapiv3::Schema>),
    MediaType(&'d openapiv3::MediaType),
    Content(&'d openapiv3::Content),
    Nothing,
}

fn steps_to(item: Item<'_>) -> Held<'_> {
    match item {
        Item::Response(ReferenceOr::Item(openapiv3::Response { content, .. }))
        | Item::RequestBody(ReferenceOr::Item(RequestBody { content, .. })) => Held::Content(content),
        Item::MediaType(media_type) => Held::MediaType(media_type),
        Item::Parameter(ReferenceOr::Item(parameter)) => format(&Parameter::parameter_data_ref(parameter).format),
        Item::Header(ReferenceOr::Item(Header { format: found, .. })) => format(found),
        _ => Held::Nothing,
    }
}

fn format(format: &ParameterSchemaOrContent) -> Held<'_> {
    match format {
        ParameterSchemaOrContent::Schema(schema) => Held::Schema(schema),
        ParameterSchemaOrContent::Content(content) => Held::Content(content),
    }
}
