//! Authenticators that work out of the box, each behind a feature of its own.
//!
//! | feature | what it checks |
//! |---|---|
//! | `keys` | API keys, static bearer tokens and machines' Basic credentials, of which only hashes are kept |
//! | `jwt` | JSON Web Tokens (RFC 7519), with keys from the configuration |
//! | `jwks` | the same, with keys that their issuer publishes (RFC 7517, OpenID Connect Discovery) |
//! | `introspection` | OAuth 2 tokens that their issuer is asked about (RFC 7662) |
//!
//! Each checks the credentials of the security schemes that it was made for, and says of no other
//! that it is good. [`ByScheme`] puts several side by side, for documents with several schemes, and
//! [`resolve`] looks up what a credential itself doesn't say, such as the permissions of a role.

mod by_scheme;
#[cfg(any(feature = "jwt", feature = "introspection"))]
mod claims;
mod error;
#[cfg(feature = "fetch")]
mod fetch;
#[cfg(feature = "introspection")]
pub mod introspection;
#[cfg(feature = "jwt")]
pub mod jwt;
#[cfg(feature = "keys")]
pub mod keys;
#[cfg(any(feature = "keys", feature = "jwt", feature = "introspection"))]
mod presented;
mod resolve;

pub use by_scheme::{ByScheme, BySchemeBuilder};
#[cfg(any(feature = "jwt", feature = "introspection"))]
pub use claims::RawClaims;
pub use error::SetupError;
#[cfg(feature = "fetch")]
pub use fetch::FetchError;
pub use resolve::{Resolve, resolve};
