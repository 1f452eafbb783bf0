//! The reqwest transport of generated clients.
//!
//! What an operation looks like on the wire is its own affair; this module knows where the API is,
//! which credentials the program holds, and how to send. It sends a credential only to operations
//! whose access rule asks for its scheme, and follows no redirect, so that none ever leaves for
//! another host.

mod base;
mod builder;
mod call;
mod credentials;
mod error;
mod oauth;
mod server;
mod source;
#[cfg(test)]
mod tests;
mod transport;

pub use builder::{Builder, DEFAULT_BODY_LIMIT};
pub use call::{Call, Client};
pub use error::{BuildError, CredentialFailure, Error, MissingCredential, MissingPermission, TransportError};
pub use oauth::{OAuthTokens, TokenError};
pub use reqwest;
pub use server::{Server, ServerVariable};
pub use source::{CredentialSource, SourceError};
