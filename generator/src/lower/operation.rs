//! Operations.

use super::Lowering;
use crate::diagnostics::Diagnostic;
use crate::ir::{Access, Condition, Constant, Doc, Location, Operation};
use crate::resolve::{self, id_of};

impl Lowering<'_> {
    /// Every operation; who may call them is added afterwards.
    pub(super) fn operations(&mut self) -> Vec<Operation> {
        let api = self.api;
        api.operations.iter().enumerate().map(|(index, operation)| self.operation(index, operation)).collect()
    }

    fn operation(&mut self, index: usize, operation: &resolve::Operation) -> Operation {
        let query = operation.query.iter().map(|(name, value)| Condition {
            location: Location::Query,
            name: name.clone(),
            value: value.clone().map_or(Constant::Flag, Constant::Value),
        });
        let mut conditions: Vec<Condition> = query.collect();
        let mut parameters = Vec::new();
        for parameter in &operation.parameters {
            match self.constant(parameter) {
                Some(condition) => conditions.push(condition),
                None => parameters.push(self.parameter(index, parameter)),
            }
        }
        self.say_of_key(operation);
        let body = operation.request_body.as_ref().and_then(|body| self.body(index, body));
        let server = self.own_server(operation);
        let (successes, failures) = self.responses(index, &operation.responses);
        Operation {
            at: operation.at.clone(),
            id: id(operation),
            method: as_sent(&operation.method),
            path: operation.path.clone(),
            server,
            conditions,
            tags: operation.tags.clone(),
            doc: Doc {
                summary: operation.summary.clone(),
                description: operation.description.clone(),
                deprecated: operation.deprecated,
            },
            access: Access::Unguarded,
            parameters,
            body,
            successes,
            failures,
        }
    }

    /// Some documents add a query or a fragment to a path to tell operations apart.
    fn say_of_key(&mut self, operation: &resolve::Operation) {
        let braces = |text: &str| text.matches('}').count();
        let path_end = operation.key.match_indices(['?', '#']).map(|(at, _)| at);
        let path_end = path_end.filter(|at| braces(&operation.key[..*at]) == operation.key[..*at].matches('{').count());
        if let Some(at) = path_end.min() {
            let message = format!("`{}` isn't part of the path: it has no query and no fragment", &operation.key[at..]);
            let note = Diagnostic::note("GW0508", message);
            self.diagnostics.push(note.at_key(&operation.at, "told apart by what else its requests have"));
        }
    }
}

/// The name of an operation: the document's, or one made of method and path.
pub(super) fn id(operation: &resolve::Operation) -> String {
    operation.id.clone().unwrap_or_else(|| id_of(&operation.method, &operation.key))
}

/// A method that the specification has a field for is sent in capitals; another as it is written.
pub(super) fn as_sent(method: &str) -> String {
    match method {
        "get" | "put" | "post" | "delete" | "options" | "head" | "patch" | "trace" | "query" => {
            method.to_ascii_uppercase()
        }
        other => other.to_owned(),
    }
}
