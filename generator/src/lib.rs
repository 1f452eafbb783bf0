//! Compiles OpenAPI documents into Rust.

pub mod config;
pub mod diagnostics;
pub mod dialect;
pub mod document;
pub mod emit;
pub mod ir;
pub mod lower;
pub mod output;
pub mod passes;
pub mod plan;
pub mod render;
pub mod resolve;
pub mod source;
pub mod syntax;
