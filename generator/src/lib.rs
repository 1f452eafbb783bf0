//! Compiles OpenAPI documents into Rust.

pub mod config;
pub mod diagnostics;
pub mod dialect;
pub mod resolve;
pub mod source;
pub mod syntax;
