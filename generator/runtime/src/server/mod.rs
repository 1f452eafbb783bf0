//! The axum side of generated servers.
//!
//! Each request takes the same way: find the operation, read the credentials, authenticate, check
//! the document's access rule, negotiate the form of the answer, and only then read and decode the
//! body, call the handler and write its answer. Whatever fails on the way is answered with the
//! operation's own documented failure where it says how, else with a problem document (RFC 9457).

mod body;
mod challenge;
mod credentials;
mod dispatch;
mod guard;
mod matching;
mod operation;
mod routes;
mod template;
mod terms;
#[cfg(test)]
mod tests;
mod unwind;

pub use axum;
pub use operation::Fault;
pub use routes::{DEFAULT_BODY_LIMIT, Open, Routes};
