//! What is wrong with a schema or with policies.

use std::error::Error;
use std::io;
use std::path::PathBuf;

/// Why there is no [`Cedar`](super::Cedar).
#[derive(Debug, thiserror::Error)]
pub enum CedarError {
    /// A file can't be read.
    #[error("cannot read `{path}`: {reason}")]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system says.
        #[source]
        reason: io::Error,
    },
    /// The schema is none.
    #[error("the schema can't be read: {0}")]
    Schema(String),
    /// The schema has no action, or actions of several namespaces.
    #[error("the schema must have actions, and all of them in one namespace")]
    Namespace,
    /// A text is no set of policies.
    #[error("policies can't be read: {0}")]
    Policies(String),
    /// The policies don't fit the schema: each way in which one doesn't.
    #[error("the policies don't fit the schema:\n{}", .0.join("\n"))]
    Invalid(Vec<String>),
}

/// An error with its causes, in a line.
pub(super) fn said(error: &dyn Error) -> String {
    let mut said = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        let cause_said = cause.to_string();
        if !said.contains(&cause_said) {
            said = format!("{said}: {cause_said}");
        }
        source = cause.source();
    }
    said
}
