//! Paths and operations.

use std::collections::HashMap;

use openapiv3::PathItem;

use super::extension::own_extensions;
use super::resolver::Resolver;
use super::{Location, Operation, Parameter, template};
use crate::diagnostics::{Diagnostic, Place};
use crate::document::{CARRIER, Cursor};

impl<'d> Resolver<'d> {
    pub(super) fn operations(&mut self) -> Vec<Operation> {
        let paths_at = self.child(&self.document.origins.root(), "paths");
        let mut operations = Vec::new();
        for (path, item) in &self.document.api.paths.paths {
            let at = self.child(&paths_at, path);
            let Some((item, item_at)) = self.follow(item, &at) else { continue };
            self.path(path, item, &at, &item_at, &mut operations);
        }
        self.check_selection(&operations, &paths_at);
        self.check_ids(&operations);
        operations
    }

    fn path(&mut self, key: &str, item: &'d PathItem, at: &Cursor, item_at: &Cursor, operations: &mut Vec<Operation>) {
        let template::Key { path, query } = template::key(key);
        match template::names(path) {
            Ok(names) => {
                if let Some(name) = template::repeated(path, &names) {
                    let message = format!("`{{{name}}}` stands twice in the path `{path}`; both have the same value");
                    self.say_once(Diagnostic::warning("GW0242", message).at_key(&at.place(), ""));
                }
            }
            Err(wrong) => {
                let message = format!("the path template `{path}` is malformed: {wrong}");
                self.say_once(Diagnostic::error("GW0312", message).at_key(&at.place(), ""));
            }
        }
        let document = self.document;
        let more = document.more_operations.get(&item_at.here).into_iter().flatten();
        for (method, operation) in item.iter().chain(more.map(|(method, operation)| (method.as_str(), operation))) {
            if !self.is_selected(method, key, operation) {
                continue;
            }
            let at = self.operation_at(item_at, method);
            let mut resolved = self.operation(operation, &at);
            resolved.parameters = self.parameters((&item.parameters, item_at), (&operation.parameters, &at));
            let own = (&operation.servers, self.child(&at, "servers"));
            let shared = (&item.servers, self.child(item_at, "servers"));
            let (servers, servers_at) = if own.0.is_empty() { shared } else { own };
            resolved.server = self.servers(servers, &servers_at).into_iter().next();
            resolved.query = self.query(&query, &mut resolved.parameters, &at);
            let is_path = |p: &Parameter, name: &str| p.location == Location::Path && p.name == name;
            resolved.path = template::settled(path, |name| resolved.parameters.iter().any(|p| is_path(p, name)));
            if let Ok(names) = template::names(&resolved.path) {
                self.check_path(&names, &mut resolved.parameters, &at, path);
            }
            method.clone_into(&mut resolved.method);
            key.clone_into(&mut resolved.key);
            resolved.summary = resolved.summary.or_else(|| item.summary.clone());
            resolved.description = resolved.description.or_else(|| item.description.clone());
            operations.push(resolved);
        }
    }

    fn operation_at(&self, item: &Cursor, method: &str) -> Cursor {
        match method {
            "get" | "put" | "post" | "delete" | "options" | "head" | "patch" | "trace" => self.child(item, method),
            "query" => self.child(item, &format!("{CARRIER}query")),
            _ => {
                let more = format!("{CARRIER}additionalOperations");
                self.document.origins.descend(item, [more.as_str(), method])
            }
        }
    }

    fn note_callbacks(&mut self, operation: &openapiv3::Operation, at: &Cursor) {
        let at = self.child(at, "callbacks");
        for name in operation.callbacks.keys() {
            let message = format!("the callback `{name}` is left out: nothing is generated for callbacks yet");
            let place = self.child(&at, name).place();
            self.say_once(Diagnostic::note("GW0547", message).at_key(&place, ""));
        }
    }

    fn operation(&mut self, operation: &'d openapiv3::Operation, at: &Cursor) -> Operation {
        self.note_callbacks(operation, at);
        Operation {
            at: at.place(),
            id: operation.operation_id.clone(),
            method: String::new(),
            key: String::new(),
            path: String::new(),
            query: Vec::new(),
            tags: operation.tags.clone(),
            summary: operation.summary.clone(),
            description: operation.description.clone(),
            deprecated: operation.deprecated,
            parameters: Vec::new(),
            request_body: operation
                .request_body
                .as_ref()
                .and_then(|body| self.request_body(body, &self.child(at, "requestBody"))),
            responses: self.responses(&operation.responses, &self.child(at, "responses")),
            server: None,
            security: self.security(operation, at),
            extensions: own_extensions(&operation.extensions),
        }
    }

    fn check_ids(&mut self, operations: &[Operation]) {
        let mut first: HashMap<&str, &Place> = HashMap::new();
        for operation in operations {
            let Some(id) = operation.id.as_deref() else { continue };
            match first.get(id) {
                None => _ = first.insert(id, &operation.at),
                Some(place) => {
                    let message = format!("the operationId `{id}` stands twice");
                    let diagnostic = Diagnostic::warning("GW0305", message)
                        .at(&operation.at.child("operationId"), "again here")
                        .at(&place.child("operationId"), "first here")
                        .help("their functions and types are told apart by tag or path");
                    self.say_once(diagnostic);
                }
            }
        }
    }
}
