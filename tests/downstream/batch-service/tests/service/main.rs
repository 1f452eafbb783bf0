//! The service on a loopback port, driven by the generated client.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, missing_docs, reason = "a test fails by panicking")]

mod authentication;
mod batches;
mod granting;
mod issuer;
mod roles;
mod running;
mod statements;
