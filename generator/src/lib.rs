//! Compiles OpenAPI documents into Rust.

pub mod config;
pub mod diagnostics;
pub mod resolve;
pub mod syntax;
