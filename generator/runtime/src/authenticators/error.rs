//! What can be wrong with how an authenticator is set up.

use crate::access::Permissions;

/// An authenticator can't be made. A service that meets this doesn't start.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SetupError {
    /// The document declares no security scheme of this name.
    #[error("the API has no security scheme `{name}`, only {}", known.join(", "))]
    UnknownScheme {
        /// The name that was given.
        name: &'static str,
        /// The names that the document declares.
        known: Vec<&'static str>,
    },
    /// Nobody checks the credentials of these schemes.
    #[error("nobody checks the credentials of {}; say `unchecked` of those that are meant to prove nothing", .0.join(", "))]
    UncheckedSchemes(Vec<&'static str>),
    /// Something that must be said wasn't.
    #[error("{0}")]
    Missing(&'static str),
    /// Two keys are the same, so nobody can tell whose it is.
    #[error("two keys have the same hash")]
    SameKey,
    /// An address can't be used.
    #[error("the address `{url}` can't be used: {problem}")]
    Address {
        /// The address.
        url: String,
        /// Why not.
        problem: &'static str,
    },
    /// The HTTP client can't be made.
    #[error("the HTTP client can't be made: {0}")]
    Http(String),
}

/// Refuses a scheme that the document doesn't declare.
pub(super) fn declared<P: Permissions>(name: &'static str) -> Result<(), SetupError> {
    if P::SCHEMES.iter().any(|scheme| scheme.name == name) {
        return Ok(());
    }
    Err(SetupError::UnknownScheme { name, known: P::SCHEMES.iter().map(|scheme| scheme.name).collect() })
}
