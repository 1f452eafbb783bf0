//! The axum side of generated servers.
//!
//! Each request takes the same way: find the operation, read the credentials, authenticate, check
//! the document's access rule, ask the service's own rules, negotiate the form of the answer, and only then read and
//! decode the body, ask the rules that want to see it, call the handler and write its answer. Whatever fails on the way is answered with the
//! operation's own documented failure where it says how, else with a problem document (RFC 9457).

mod attempt;
mod body;
mod challenge;
mod checks;
mod credentials;
mod decision;
mod denial;
mod dispatch;
mod docket;
mod guard;
mod matching;
mod operation;
mod path;
mod routes;
mod template;
mod terms;
#[cfg(test)]
mod tests;
#[cfg(feature = "tracing")]
mod trace;
mod unwind;

pub use attempt::{Attempt, Authorizer, RequestAuthorizer};
pub use axum;
pub use decision::{Decision, Observer, Outcome};
pub use denial::Denial;
pub use operation::Fault;
pub use routes::{DEFAULT_BODY_LIMIT, Misplaced, Open, Routes};
