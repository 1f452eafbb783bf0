//! `GW06xx`: who may call an operation.

use super::Code;

pub(super) const CODES: &[Code] = &[];
