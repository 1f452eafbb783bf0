//! OAuth 2 tokens that their issuer is asked about (RFC 7662).
//!
//! - What the issuer says of a token is kept for a while, and never longer than the token is good; by
//!   the token's hash, not by the token. A token that is revoked goes on for so long at most.
//! - Requests with one token ask once, together.
//! - What the issuer doesn't say to be active lets nobody in. Where it says nothing, or what isn't an
//!   answer, nobody knows: the request fails as with any authenticator that is unavailable.
//!
//! ```
//! # use gatewright::Secret;
//! # use gatewright::access::Permissions;
//! use gatewright::authenticators::introspection::Introspection;
//!
//! #[derive(serde::Deserialize)]
//! struct User {
//!     sub: String,
//! }
//!
//! # fn example<P: Permissions>(secret: Secret) -> Result<Introspection<P, User>, Box<dyn std::error::Error>> {
//! let tokens = Introspection::builder(["oauth"], "https://login.example/introspect")
//!     .client("batch-service", secret)
//!     .audience("https://api.example")
//!     .build()?;
//! # Ok(tokens)
//! # }
//! ```

mod authenticator;
mod builder;
mod cache;
mod exchange;

pub use authenticator::Introspection;
pub use builder::IntrospectionBuilder;
