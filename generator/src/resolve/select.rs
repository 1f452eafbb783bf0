//! Leaves out what wasn't asked for: operations by the selection, and then what no operation leads to.

use std::collections::HashSet;

use super::resolver::Resolver;
use super::{
    Additional, Api, Encoding, Header, MediaType, Node, Operation, Rare, Schema, SchemaId, Schemas, SchemeKind,
    Security, id_of,
};
use crate::config::{Candidate, Config, Pattern, PatternOf, PermissionModel, Selector};
use crate::diagnostics::{Diagnostic, did_you_mean};
use crate::document::Cursor;

/// The selection while operations are looked at.
pub(super) struct Selecting<'c> {
    selector: Selector<'c>,
    /// What there is to select from, for those who misspell.
    names: Vec<String>,
    tags: Vec<String>,
}

impl<'c> Selecting<'c> {
    /// `None` where every operation is meant.
    pub(super) fn new(config: &'c Config) -> Option<Self> {
        let selector = || Self { selector: config.select.selector(), names: Vec::new(), tags: Vec::new() };
        (!config.select.is_all()).then(selector)
    }
}

impl Resolver<'_> {
    /// Whether an operation is meant.
    pub(super) fn is_selected(&mut self, method: &str, path: &str, operation: &openapiv3::Operation) -> bool {
        let Some(selecting) = &mut self.selecting else { return true };
        let made = || id_of(method, path);
        let id = operation.operation_id.clone().unwrap_or_else(made);
        let tags = &operation.tags;
        let selected = selecting.selector.selects(&Candidate { id: &id, method, path, tags });
        selecting.names.push(id);
        selecting.names.push(format!("{} {path}", method.to_uppercase()));
        selecting.tags.extend(tags.iter().cloned());
        selected
    }

    /// Says of each pattern that matches nothing, and of a selection that nothing is left of.
    pub(super) fn check_selection(&mut self, operations: &[Operation], paths: &Cursor) {
        let Some(selecting) = self.selecting.take() else { return };
        let unmet: Vec<&Pattern> = selecting.selector.unmet().collect();
        for pattern in &unmet {
            let message = match pattern.of {
                PatternOf::Tag(_) => format!("no operation has a tag `{}`", pattern.text.trim_start_matches("tag:")),
                _ => format!("no operation matches `{}`", pattern.text),
            };
            let diagnostic = Diagnostic::error("GW0213", message);
            let diagnostic = match &pattern.asked {
                Some((source, range)) => diagnostic.at_range(*source, range.clone(), ""),
                None => diagnostic,
            };
            self.say_once(match selecting.suggestion(pattern) {
                Some(help) => diagnostic.help(help),
                None => diagnostic,
            });
        }
        if operations.is_empty() && unmet.is_empty() && !selecting.names.is_empty() {
            let message = "the selection leaves no operation";
            let help = "`except` leaves out all that is selected; `gatewright audit` without it lists what there is";
            self.say_once(Diagnostic::error("GW0214", message).at_key(&paths.place(), "").help(help));
        }
    }
}

impl Selecting<'_> {
    fn suggestion(&self, pattern: &Pattern) -> Option<String> {
        let text = pattern.text.trim_start_matches("tag:");
        let is_tag = |tag: &String| tag.eq_ignore_ascii_case(text);
        match &pattern.of {
            PatternOf::Tag(_) => did_you_mean(text, self.tags.iter().map(String::as_str)),
            _ if self.tags.iter().any(is_tag) => Some(format!("there is a tag of that name: `tag:{text}`")),
            PatternOf::Path { methods, .. } => {
                let whole = format!("{} {}", methods.join(","), text.split_once(char::is_whitespace)?.1.trim());
                did_you_mean(&whole, self.names.iter().map(String::as_str))
            }
            PatternOf::Id(_) => did_you_mean(text, self.names.iter().map(String::as_str)),
        }
    }
}

/// Leaves out the schemas, security schemes, scopes and tags that no operation leads to.
pub(super) fn prune(api: &mut Api, config: &Config) {
    let mut reached = Reached { schemas: &api.schemas, seen: HashSet::new(), next: Vec::new() };
    api.operations.iter().for_each(|operation| reached.operation(operation));
    reached.follow();
    let seen = reached.seen;
    let all = &api.schemas.all;
    let is_own = |name: &str, id: SchemaId| {
        all.get(id.0 as usize).and_then(|schema| schema.component.as_deref()).is_none_or(|own| own == name)
    };
    api.schemas.components.retain(|name, id| seen.contains(id) && is_own(name, *id));

    let model = config.model.as_ref().map(|PermissionModel::OperationId { scheme, .. }| scheme.as_str());
    let requirements = || {
        let alternatives = api.operations.iter().flat_map(|operation| match &operation.security {
            Security::Declared { alternatives, .. } => alternatives.as_slice(),
            Security::Undeclared => &[],
        });
        alternatives.flat_map(|alternative| &alternative.requirements)
    };
    let demanded = || config.demanded_schemes();
    let named = requirements().map(|requirement| requirement.scheme.as_str()).chain(model);
    let named: HashSet<&str> = named.chain(demanded().map(|demanded| demanded.scheme.as_str())).collect();
    api.schemes.retain(|name, _| named.contains(name.as_str()));
    let scopes = requirements().flat_map(|found| &found.scopes);
    let scopes = scopes.chain(demanded().flat_map(|demanded| &demanded.permissions));
    let mut scopes: HashSet<&str> = scopes.map(String::as_str).collect();
    for extension in api.operations.iter().flat_map(|operation| operation.extensions.values()) {
        texts(extension, &mut scopes);
    }
    for scheme in api.schemes.values_mut() {
        if let SchemeKind::OAuth2 { scopes: declared, .. } = &mut scheme.kind {
            declared.retain(|scope, _| scopes.contains(scope.as_str()));
        }
    }
    let tags: HashSet<&String> = api.operations.iter().flat_map(|operation| &operation.tags).collect();
    api.tags.retain(|tag| tags.contains(&tag.name));
}

/// Every text in a value: permissions may be named under keys of the vendor's own.
fn texts<'n>(node: &'n Node, found: &mut HashSet<&'n str>) {
    match node {
        Node::String(text) => _ = found.insert(text),
        Node::List(items) => items.iter().for_each(|item| texts(item, found)),
        Node::Object(members) => members.values().for_each(|member| texts(member, found)),
        _ => {}
    }
}

/// The schemas that operations lead to.
struct Reached<'s> {
    schemas: &'s Schemas,
    seen: HashSet<SchemaId>,
    next: Vec<SchemaId>,
}

impl Reached<'_> {
    fn add(&mut self, ids: impl IntoIterator<Item = SchemaId>) {
        self.next.extend(ids);
    }

    fn operation(&mut self, operation: &Operation) {
        self.add(operation.parameters.iter().filter_map(|parameter| parameter.schema));
        for content in operation.request_body.iter().map(|body| &body.content) {
            self.content(content);
        }
        for response in &operation.responses {
            self.headers(&response.headers);
            self.content(&response.content);
        }
    }

    fn content(&mut self, content: &[MediaType]) {
        for media_type in content {
            self.add(media_type.schema);
            self.add(media_type.items);
            for Encoding { headers, .. } in media_type.encoding.values() {
                self.headers(headers);
            }
        }
    }

    fn headers(&mut self, headers: &[Header]) {
        self.add(headers.iter().filter_map(|header| header.schema));
    }

    /// Follows every schema to those within it. One that extends a schema with a discriminator is a variant of that,
    /// and no reference leads to it.
    fn follow(&mut self) {
        let (extended, told) = (self.schemas.extended(), self.schemas.told());
        while let Some(id) = self.next.pop() {
            let Some(schema) = self.schemas.all.get(id.0 as usize).filter(|_| self.seen.insert(id)) else { continue };
            self.add(within(schema));
            if told.contains_key(&id) {
                self.add(extended.get(&id).into_iter().flatten().copied());
            }
        }
    }
}

fn within(schema: &Schema) -> Vec<SchemaId> {
    let Schema { properties, items, .. } = schema;
    let Rare { pattern_properties, dependent_schemas, prefix_items, .. } = &**schema;
    let Rare { property_names, unevaluated_properties, contains, unevaluated_items, .. } = &**schema;
    let Rare { all_of, any_of, one_of, not, if_, then, else_, .. } = &**schema;
    let maps = [properties, pattern_properties, dependent_schemas].into_iter().flat_map(|map| map.values());
    let lists = [prefix_items, all_of, any_of, one_of].into_iter().flatten();
    let ones = [property_names, unevaluated_properties, items, contains, unevaluated_items, not, if_, then, else_];
    let mapping = schema.discriminator.iter().flat_map(|discriminator| discriminator.mapping.values());
    let mut found: Vec<SchemaId> =
        maps.chain(lists).chain(ones.into_iter().flatten()).chain(mapping).copied().collect();
    if let Additional::Schema(id) = schema.additional {
        found.push(id);
    }
    found
}
