//! JSON Web Tokens (RFC 7519), checked as RFC 8725 says.
//!
//! - A token is checked with keys that the service has, by an algorithm that both the service allows
//!   and the key is for. Nothing in the token widens that: not `none`, not an RSA key taken for a
//!   secret, not a key that it brings along (`jwk`, `jku`, `x5c`).
//! - Its issuer and its audience are those that the service names, unless it says in so many words
//!   that any will do. It has an expiry.
//! - Its claims count only after its signature was checked. Before, they decide whether a token of an unknown key is
//!   worth asking the issuer for newer ones, and nothing else.
//!
//! ```
//! # use gatewright::access::Permissions;
//! use gatewright::authenticators::jwt::{Key, Jwt};
//!
//! #[derive(serde::Deserialize)]
//! struct User {
//!     sub: String,
//! }
//!
//! # fn example<P: Permissions>(public_key: &str) -> Result<Jwt<P, User>, Box<dyn std::error::Error>> {
//! let tokens = Jwt::builder(["token"])
//!     .issuer("https://login.example")
//!     .audience("https://api.example")
//!     .keys(Key::from_pem(public_key)?)
//!     .build()?;
//! # Ok(tokens)
//! # }
//! ```
//!
//! The cryptography is ring's, which rustls uses too, so it is compiled once.

mod algorithm;
mod authenticator;
mod builder;
mod expected;
mod jwk;
#[cfg(feature = "jwks")]
pub mod jwks;
mod key;
mod pem;
mod refused;
mod token;
#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may fail this way")]
mod vectors;

pub use algorithm::{Algorithm, UnknownAlgorithm};
pub use authenticator::Jwt;
pub use builder::{JwtBuilder, KeySource};
pub use jwk::KeySet;
pub use key::{Key, KeyError};
pub use refused::Refused;
