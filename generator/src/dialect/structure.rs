//! Walks a document and rewrites each object that `openapiv3` would not hold as it is.

use std::collections::HashSet;

use super::CARRIER;
use super::carry::{Members, carrier, carry};
use super::context::Context;
use super::later;
use super::mend;
use super::numbers::rewrite_values;
use super::origins::{Cursor, Origins};
use super::schema;
use super::version::Version;
use crate::diagnostics::{Diagnostic, Sink};
use crate::syntax::Node;

pub(super) fn rewrite(root: &mut Node, version: Version, origins: &mut Origins, sink: &mut Sink) {
    let components = root.get("components");
    let members = |key: &str| {
        components.and_then(|components| components.get(key)).and_then(Node::as_object).into_iter().flatten()
    };
    let schemes = members("securitySchemes").map(|(name, _)| name.clone()).collect();
    let unread = members("parameters").filter(|(_, parameter)| later::is_unread(parameter));
    let unread = unread.map(|(name, _)| format!("#/components/parameters/{name}")).collect();
    let own = root.get("$self").and_then(Node::as_str).map(str::to_owned);
    let at = origins.root();
    let mut walk = Walk { version, origins, sink, own, schemes, unread, said: HashSet::new() };
    walk.node(root, Context::Document, &at);
}

/// A reference into the document that is given by the document's own URI, as a fragment.
pub(super) fn local<'r>(own: Option<&str>, reference: &'r str) -> Option<&'r str> {
    if reference.starts_with('#') {
        return Some(reference);
    }
    reference.strip_prefix(own?).filter(|fragment| fragment.starts_with('#'))
}

/// What the rewrites of one document share.
pub(super) struct Walk<'w> {
    pub(super) version: Version,
    pub(super) origins: &'w mut Origins,
    pub(super) sink: &'w mut Sink,
    /// `$self`.
    own: Option<String>,
    /// The names of the security schemes.
    pub(super) schemes: HashSet<String>,
    /// References to parameters that are left out.
    unread: HashSet<String>,
    /// What is said once for a document.
    said: HashSet<String>,
}

impl Walk<'_> {
    /// A reference into this document, as a fragment.
    pub(super) fn local<'r>(&self, reference: &'r str) -> Option<&'r str> {
        local(self.own.as_deref(), reference)
    }

    /// Says something, unless it was said of another place before.
    pub(super) fn say_once(&mut self, diagnostic: Diagnostic) {
        if self.said.insert(diagnostic.message.clone()) {
            self.sink.push(diagnostic);
        }
    }

    fn node(&mut self, node: &mut Node, context: Context, at: &Cursor) {
        if context == Context::Schema && node.as_bool().is_some() {
            return schema::rewrite_boolean(node);
        }
        match node {
            Node::Object(members) => {
                self.forget_carriers(members, context, at);
                if context == Context::Schema {
                    mend::nested_type(self, members, at);
                    mend::required(self, members, at);
                    mend::type_name(self, members, at);
                    mend::listed_items(self, members, at);
                    mend::misplaced_flag(self, members, at);
                    mend::named_examples(self, members, at);
                }
                if let Some(Node::String(reference)) = members.get_mut("$ref")
                    && let Some(fragment) = local(self.own.as_deref(), reference)
                    && fragment.len() != reference.len()
                {
                    *reference = fragment.to_owned();
                }
                self.members(members, context, at);
                self.object(members, context, at);
            }
            Node::List(items) => {
                if context == Context::List(&Context::Parameter) {
                    let mut index = 0;
                    items.retain(|item| {
                        let at = self.origins.child(at, &index.to_string());
                        index += 1;
                        !self.is_left_out(item, &at)
                    });
                }
                for (index, item) in items.iter_mut().enumerate() {
                    let token = index.to_string();
                    if let Some(inner) = context.of(&token) {
                        self.node(item, inner, &self.origins.child(at, &token));
                    }
                }
            }
            _ => {}
        }
    }

    fn members(&mut self, members: &mut Members, context: Context, at: &Cursor) {
        for (key, value) in members.iter_mut() {
            if let Some(inner) = context.of(key) {
                let at = self.origins.child(at, key);
                // Only maps hold schemas under any key; a flag of `additionalProperties` is no boolean schema.
                if context == Context::Schema && key == "additionalProperties" && value.as_bool().is_some() {
                    continue;
                }
                self.node(value, inner, &at);
            }
        }
    }

    /// Whether a parameter is a query string that can't be read, which is said.
    fn is_left_out(&mut self, parameter: &Node, at: &Cursor) -> bool {
        match parameter.get("$ref").and_then(Node::as_str) {
            Some(reference) => self.local(reference).is_some_and(|reference| self.unread.contains(reference)),
            None if later::is_unread(parameter) => {
                later::querystring(self, &mut parameter.as_object().cloned().unwrap_or_default(), at);
                true
            }
            None => false,
        }
    }

    /// The carriers are this stage's own; a document that brings them along would speak for it.
    fn forget_carriers(&mut self, members: &mut Members, context: Context, at: &Cursor) {
        if matches!(context, Context::Map(_)) || !members.keys().any(|key| key.starts_with(CARRIER)) {
            return;
        }
        members.retain(|key, _| {
            let kept = !key.starts_with(CARRIER);
            if !kept {
                let message =
                    format!("keys that begin with `{CARRIER}` are for the generator alone; this one is ignored");
                let place = at.place().child(key);
                self.sink.push(Diagnostic::warning("GW0205", message).at_key(&place, ""));
            }
            kept
        });
    }

    fn object(&mut self, members: &mut Members, context: Context, at: &Cursor) {
        match context {
            Context::Document => self.document(members, at),
            Context::Info => carry(members, "summary"),
            Context::License => carry(members, "identifier"),
            Context::Components => {
                carry(members, "pathItems");
                carry(members, "mediaTypes");
                if let Some(Node::Object(parameters)) = members.get_mut("parameters") {
                    parameters.retain(|name, _| !self.unread.contains(&format!("#/components/parameters/{name}")));
                }
            }
            Context::SecuritySchemes => self.schemes(members, at),
            Context::PathItem => later::path_item(self, members, at),
            Context::Operation => {
                later::security(self, members);
                if self.version >= Version::V3_1 {
                    members.entry("responses".to_owned()).or_insert_with(|| Node::Object(Members::default()));
                }
            }
            Context::Responses => mend::statuses(self, members, at),
            Context::Response => later::response(self, members, at),
            Context::Example => later::example(self, members, at),
            Context::Tag => later::tag(self, members, at),
            Context::Server => later::server(self, members, at),
            Context::Schema => schema::rewrite(self, members, at),
            Context::Header => carry(members, "explode"),
            Context::Encoding => {
                carry(members, "explode");
                later::encodings(self, members, &["encoding", "prefixEncoding", "itemEncoding"], at);
            }
            Context::Parameter => {
                later::querystring(self, members, at);
                later::parameter(self, members, at);
                rewrite_values(members, &["example"]);
            }
            Context::MediaType => {
                later::media_type(self, members, at);
                rewrite_values(members, &["example"]);
            }
            _ => {}
        }
        let is_read = members.get("in").and_then(Node::as_str) != Some("querystring");
        if matches!(context, Context::Parameter | Context::Header) && is_read && !members.contains_key("$ref") {
            self.parameter(members, at);
        }
    }

    fn document(&mut self, members: &mut Members, at: &Cursor) {
        mend::paths(self, members, at);
        carry(members, "$self");
        later::security(self, members);
        let webhooks = self.origins.child(at, "webhooks");
        for name in members.get("webhooks").and_then(Node::as_object).into_iter().flat_map(Members::keys) {
            let message = format!("the webhook `{name}` is left out: nothing is generated for webhooks yet");
            let place = self.origins.child(&webhooks, name).place();
            self.sink.push(Diagnostic::note("GW0546", message).at_key(&place, ""));
        }
        members.shift_remove("webhooks");
        if let Some(dialect) = members.get("jsonSchemaDialect").and_then(Node::as_str)
            && !dialect.contains("/oas/3.1/dialect/")
            && !dialect.contains("/oas/3.2/dialect/")
            && !dialect.contains("/draft/2020-12/schema")
        {
            let message =
                format!("the JSON Schema dialect `{dialect}` isn't known; schemas are read as JSON Schema 2020-12");
            let place = at.place().child("jsonSchemaDialect");
            self.sink.push(Diagnostic::warning("GW0208", message).at(&place, ""));
        }
        carry(members, "jsonSchemaDialect");
        if self.version >= Version::V3_1 {
            members.entry("paths".to_owned()).or_insert_with(|| Node::Object(Members::default()));
        }
    }

    /// `openapiv3` requires a schema or content, and so does the specification; many documents have neither.
    fn parameter(&mut self, members: &mut Members, at: &Cursor) {
        if members.contains_key("schema") || members.contains_key("content") {
            return;
        }
        if members.contains_key("name") || members.contains_key("description") {
            let message = "neither `schema` nor `content`; any value is assumed";
            self.sink.push(Diagnostic::warning("GW0204", message).at(&at.place(), ""));
        }
        members.insert("schema".to_owned(), Node::Object(Members::default()));
        members.insert(carrier("untyped"), Node::Bool(true));
    }
}

impl Walk<'_> {
    fn schemes(&mut self, members: &mut Members, at: &Cursor) {
        for (name, scheme) in members.iter_mut() {
            if let Node::Object(scheme) = scheme {
                let at = self.origins.child(at, name);
                later::security_scheme(self, scheme, &at);
            }
        }
        mutual_tls(members);
    }
}

/// `openapiv3` knows no `mutualTLS`; those schemes travel beside the others.
fn mutual_tls(members: &mut Members) {
    let is_mutual = |scheme: &Node| scheme.get("type").and_then(Node::as_str) == Some("mutualTLS");
    for (_, scheme) in members.iter_mut() {
        if is_mutual(scheme)
            && let Node::Object(scheme) = scheme
        {
            carry(scheme, "type");
            scheme.insert("type".to_owned(), Node::String("http".to_owned()));
            scheme.insert("scheme".to_owned(), Node::String("mutual-tls".to_owned()));
        }
    }
}
