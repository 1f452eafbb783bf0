//! Decisions by Cedar, for what outgrows sets of permissions.
//!
//! `gatewright cedar SPEC` writes a document's operations as a schema, and its access rules as a first set of policies.
//! [`Cedar`] reads both, with policies of your own beside them, and answers [`Question`]s. A forbid wins over every
//! permit, what no policy permits is denied, and so is whatever a policy fails at: a forbid that can't be evaluated
//! never lets anybody through.
//!
//! The guard of a server checks the document's rules itself, by sets. Cedar stands behind it and decides what the
//! document doesn't say: whose resource it is, at what time, from where.

mod decision;
mod engine;
mod error;
#[cfg(feature = "server")]
mod guard;
mod paths;
mod question;
mod subject;

pub use cedar_policy;
pub use decision::Decision;
pub use engine::Cedar;
pub use error::CedarError;
pub use question::{Question, Resource};
pub use subject::{Carried, Carrying, Subject};
