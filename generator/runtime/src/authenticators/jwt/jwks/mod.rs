//! Keys that their issuer publishes (RFC 7517, section 5; OpenID Connect Discovery 1.0).
//!
//! - Keys are fetched again while they are in use, before they are too old, and no request waits for
//!   that.
//! - A token that names an unknown key has them fetched at once, so an issuer can sign with a new key
//!   as soon as it has published it. Who sends such tokens on purpose gets one fetch in each
//!   [`pause`](JwksBuilder::pause); the requests that come meanwhile wait for that one.
//! - A key that the issuer took back is used for at most [`max_age`](JwksBuilder::max_age).
//! - While the issuer can't be reached, the keys that are known go on, for at most
//!   [`keep`](JwksBuilder::keep). Then nobody is let in, and requests are answered as with any
//!   authenticator that is unavailable.

mod builder;
mod cache;
mod published;

pub(super) use builder::CONFIGURATION;
pub use builder::{Jwks, JwksBuilder};
