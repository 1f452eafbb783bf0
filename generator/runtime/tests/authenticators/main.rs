//! The authenticators, with tokens and keys that the tests make, and issuers on loopback.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail this way")]

#[allow(dead_code, reason = "the tests of each feature need some of it")]
mod api;
mod by_scheme;
#[cfg(feature = "introspection")]
mod introspection;
#[cfg(feature = "jwt")]
mod issuer;
#[cfg(feature = "jwks")]
mod jwks;
#[cfg(feature = "jwt")]
mod jwt;
#[cfg(feature = "keys")]
mod keys;
#[cfg(all(feature = "keys", feature = "jwks", feature = "introspection"))]
mod page;
#[cfg(feature = "jwks")]
mod rotation;
#[cfg(feature = "fetch")]
mod served;
