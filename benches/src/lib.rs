//! One API twice: generated from `catalogue.yaml`, and written by hand as one would without a generator. The benchmarks
//! beside this library measure the one by the other.

#![allow(
    clippy::missing_errors_doc,
    clippy::missing_panics_doc,
    missing_docs,
    clippy::unwrap_used,
    reason = "for the benchmarks beside it"
)]

pub mod by_hand;
pub mod calls;
pub mod generated;
pub mod plain;
pub mod sample;
mod service;

/// The API, as generated from the document.
pub mod api {
    include!(concat!(env!("OUT_DIR"), "/openapi.rs"));
}

pub use service::{Kept, TOKEN, User};
