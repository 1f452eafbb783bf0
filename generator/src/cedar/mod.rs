//! A document's access rules in Cedar: a schema, and the policies that say the same.
//!
//! Operations are actions. What a request carries is context: `context.credentials` has an attribute for each scheme
//! that proved something, with the permissions that it carries. So each alternative of a rule is one policy, and Cedar,
//! which allows what any policy permits, says "any of these, all of each" as the document does.

mod names;
mod policies;
mod schema;
mod text;

use crate::ir::Api;

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
#[must_use]
pub fn export(api: &Api, namespace: &str, document: &str) -> Export {
    Export { schema: schema::write(api, namespace, document), policies: policies::write(api, namespace, document) }
}
