//! `GW07xx`: what is written.

use super::Code;

pub(super) const CODES: &[Code] = &[];
