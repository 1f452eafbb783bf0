//! Compiles OpenAPI documents into Rust: types, permission guards, an axum server and a reqwest client.
//!
//! [`Generator`] is what a build script calls; the command `gatewright` does the same and more from a shell. The
//! other modules are the stages between a document and its files, in the order of [`pipeline`]. They are public so
//! that tests and tools can look at each of them, and change without notice.
//!
//! The feature `mimalloc`, which is on by default, is of the command alone: it allocates with mimalloc, which is written
//! in C. A build script keeps the allocator that it has, and spares its users a C compiler by `default-features = false`.

#[doc(hidden)]
pub mod audit;
mod builder;
#[doc(hidden)]
pub mod cedar;
#[doc(hidden)]
pub mod cli;
pub mod config;
pub mod diagnostics;
#[doc(hidden)]
pub mod dialect;
#[doc(hidden)]
pub mod document;
#[doc(hidden)]
pub mod emit;
#[doc(hidden)]
pub mod inspect;
#[doc(hidden)]
pub mod ir;
#[doc(hidden)]
pub mod lower;
#[doc(hidden)]
pub mod output;
#[doc(hidden)]
pub mod overlay;
#[doc(hidden)]
pub mod passes;
#[doc(hidden)]
pub mod pipeline;
#[doc(hidden)]
pub mod plan;
#[doc(hidden)]
pub mod policy;
#[doc(hidden)]
pub mod render;
#[doc(hidden)]
pub mod resolve;
#[doc(hidden)]
pub mod source;
#[doc(hidden)]
pub mod syntax;

pub use builder::{GenerateError, Generator};
