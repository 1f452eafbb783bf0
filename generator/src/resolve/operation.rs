//! Paths and operations.

use std::collections::HashMap;

use openapiv3::PathItem;

use super::extension::own_extensions;
use super::resolver::Resolver;
use super::{Operation, template};
use crate::diagnostics::{Diagnostic, Place};
use crate::document::Cursor;

impl<'d> Resolver<'d> {
    pub(super) fn operations(&mut self) -> Vec<Operation> {
        let paths_at = self.child(&self.document.origins.root(), "paths");
        let mut operations = Vec::new();
        let mut templates: HashMap<String, (Place, Vec<&str>)> = HashMap::new();
        for (path, item) in &self.document.api.paths.paths {
            let at = self.child(&paths_at, path);
            let Some((item, item_at)) = self.follow(item, &at) else { continue };
            self.check_distinct(path, item, &at, &mut templates);
            self.path(path, item, &at, &item_at, &mut operations);
        }
        self.check_ids(&operations);
        operations
    }

    fn path(&mut self, path: &str, item: &'d PathItem, at: &Cursor, item_at: &Cursor, operations: &mut Vec<Operation>) {
        let names = template::names(path).unwrap_or_else(|wrong| {
            let message = format!("the path template `{path}` is malformed: {wrong}");
            self.say_once(Diagnostic::error("GW0312", message).at_key(&at.place, ""));
            Vec::new()
        });
        let well_formed = template::names(path).is_ok();
        for (method, operation) in item.iter() {
            let at = self.child(item_at, method);
            let mut resolved = self.operation(operation, &at);
            resolved.parameters = self.parameters((&item.parameters, item_at), (&operation.parameters, &at));
            if well_formed {
                self.check_path(&names, &resolved.parameters, &at, path);
            }
            method.clone_into(&mut resolved.method);
            path.clone_into(&mut resolved.path);
            resolved.summary = resolved.summary.or_else(|| item.summary.clone());
            resolved.description = resolved.description.or_else(|| item.description.clone());
            operations.push(resolved);
        }
    }

    fn operation(&mut self, operation: &'d openapiv3::Operation, at: &Cursor) -> Operation {
        Operation {
            at: at.place.clone(),
            id: operation.operation_id.clone(),
            method: String::new(),
            path: String::new(),
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
            security: self.security(operation, at),
            extensions: own_extensions(&operation.extensions),
        }
    }

    /// Two templates that differ in names only may share no method.
    fn check_distinct(
        &mut self,
        path: &str,
        item: &'d PathItem,
        at: &Cursor,
        templates: &mut HashMap<String, (Place, Vec<&'d str>)>,
    ) {
        let methods: Vec<&str> = item.iter().map(|(method, _)| method).collect();
        let (first, taken) =
            templates.entry(template::anonymous(path)).or_insert_with(|| (at.place.clone(), Vec::new()));
        let shared = methods.iter().find(|method| taken.contains(method)).copied();
        let diagnostic = shared.map(|method| {
            let message = format!("`{method} {path}` matches the requests of another path");
            let diagnostic = Diagnostic::error("GW0311", message).at_key(&at.place, "");
            diagnostic.at_key(first, "which is here")
        });
        taken.extend(methods);
        diagnostic.into_iter().for_each(|diagnostic| self.say_once(diagnostic));
    }

    fn check_ids(&mut self, operations: &[Operation]) {
        let mut first: HashMap<&str, &Place> = HashMap::new();
        for operation in operations {
            let Some(id) = operation.id.as_deref() else { continue };
            match first.get(id) {
                None => _ = first.insert(id, &operation.at),
                Some(place) => {
                    let message = format!("the operationId `{id}` stands twice");
                    let diagnostic = Diagnostic::error("GW0305", message)
                        .at(&operation.at.child("operationId"), "again here")
                        .at(&place.child("operationId"), "first here");
                    self.say_once(diagnostic);
                }
            }
        }
    }
}
