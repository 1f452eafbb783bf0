//! Operations.

use super::Lowering;
use crate::ir::{Access, Doc, Operation};
use crate::resolve;

impl Lowering<'_> {
    /// Every operation; who may call them is added afterwards.
    pub(super) fn operations(&mut self) -> Vec<Operation> {
        let api = self.api;
        api.operations.iter().enumerate().map(|(index, operation)| self.operation(index, operation)).collect()
    }

    fn operation(&mut self, index: usize, operation: &resolve::Operation) -> Operation {
        let parameters = operation.parameters.iter().map(|p| self.parameter(index, p)).collect();
        let body = operation.request_body.as_ref().and_then(|body| self.body(index, body));
        let (successes, failures) = self.responses(index, &operation.responses);
        Operation {
            at: operation.at.clone(),
            id: operation.id.clone().unwrap_or_else(|| id_of(&operation.method, &operation.path)),
            method: operation.method.to_ascii_uppercase(),
            path: self.path(operation),
            tags: operation.tags.clone(),
            doc: Doc {
                summary: operation.summary.clone(),
                description: operation.description.clone(),
                deprecated: operation.deprecated,
            },
            access: Access::Public(operation.at.clone()),
            parameters,
            body,
            successes,
            failures,
        }
    }
}

impl Lowering<'_> {
    /// The path without a query or a fragment, which some documents add to tell operations apart: neither is ever part
    /// of what a path matches, and a fragment isn't even sent.
    fn path(&mut self, operation: &resolve::Operation) -> String {
        let end = operation.path.find(['#', '?']).unwrap_or(operation.path.len());
        let (path, rest) = operation.path.split_at(end);
        if !rest.is_empty() {
            let message = format!("`{rest}` is left out of the path: a path has no query and no fragment");
            self.note("GW0508", &operation.at, message, "read past");
        }
        path.to_owned()
    }
}

/// A stable name for an operation that has none: `get_batches_by_batch`.
pub(super) fn id_of(method: &str, path: &str) -> String {
    let mut words = vec![method.to_ascii_lowercase()];
    for segment in path.split('/').filter(|s| !s.is_empty()) {
        match segment.strip_prefix('{').and_then(|s| s.strip_suffix('}')) {
            Some(parameter) => words.push(format!("by_{parameter}")),
            None => words.push(segment.to_owned()),
        }
    }
    if words.len() == 1 {
        words.push("root".to_owned());
    }
    let joined = words.join("_").replace(|c: char| !c.is_alphanumeric(), "_");
    joined.split('_').filter(|word| !word.is_empty()).collect::<Vec<_>>().join("_")
}

#[cfg(test)]
mod tests {
    use super::id_of;

    #[test]
    fn absent_ids_come_of_method_and_path() {
        assert_eq!(id_of("get", "/batches/{batch}"), "get_batches_by_batch");
        assert_eq!(id_of("post", "/"), "post_root");
        assert_eq!(id_of("get", "/files/{name}.{ext}"), "get_files_by_name_ext");
    }
}
