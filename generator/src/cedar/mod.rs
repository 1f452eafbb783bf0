//! A document's access rules in Cedar: a schema, and the policies that say the same.
//!
//! Operations are actions. What a request carries is context: `context.credentials` has an attribute for each scheme
//! that proved something, with the permissions that it carries. So each alternative of a rule is one policy, and Cedar,
//! which allows what any policy permits, says "any of these, all of each" as the document does.

mod names;
mod policies;
mod schema;
mod text;

use indexmap::IndexMap;

use crate::diagnostics::{Diagnostic, Sink, Stopped};
use crate::ir::{Api, Operation};

pub use names::{is_namespace, namespace};

/// The name of the schema's file.
pub const SCHEMA: &str = "schema.cedarschema";

/// The name of the policies' file.
pub const POLICIES: &str = "policies.cedar";

/// What a document is in Cedar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Export {
    /// The schema, in Cedar's own syntax.
    pub schema: String,
    /// The policies.
    pub policies: String,
}

/// Writes an API in Cedar. `document` is how the first line names its document.
///
/// # Errors
///
/// When two operations have one name: they would be one action, and who may call either might call both.
pub fn export(api: &Api, namespace: &str, document: &str, sink: &mut Sink) -> Result<Export, Stopped> {
    let mut known: IndexMap<&str, &Operation> = IndexMap::new();
    for operation in &api.operations {
        if let Some(first) = known.insert(&operation.id, operation) {
            sink.push(same_action(first, operation));
        }
    }
    sink.barrier()?;
    Ok(Export { schema: schema::write(api, namespace, document), policies: policies::write(api, namespace, document) })
}

fn same_action(first: &Operation, again: &Operation) -> Diagnostic {
    let message = format!("two operations are called `{}`, and would be one action of Cedar's", again.id);
    let help =
        "give one of them an operationId of its own, by an overlay for instance, or leave one out with `--except`";
    Diagnostic::error("GW0812", message).at_key(&again.at, "this one").at_key(&first.at, "and this one").help(help)
}
