//! `GW05xx`: what is not supported yet, or can't be said in Rust.

use super::Code;

pub(super) const CODES: &[Code] = &[];
