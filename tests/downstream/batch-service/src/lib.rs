//! A small batch service: the Trusted Twin batches and roles on SQLite, behind the trait that
//! `build.rs` generates from the vendor's document.
//!
//! Users come with JSON Web Tokens that name their roles; `users` is all of it. What the document can
//! say of access, the generated router checks. Two rules depend on data, and are checked here: a batch may run only what its creator may do, and nobody grants what they lack.

mod batches;
mod database;
mod refusal;
mod roles;
mod service;
mod users;

/// The API, as generated from the document.
pub mod api {
    include!(concat!(env!("OUT_DIR"), "/openapi.rs"));
}

pub use database::Database;
pub use service::{Account, Service, router};
pub use users::{Claims, Tokens, User, tokens};
