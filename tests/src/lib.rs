//! Tests of Gatewright at its boundaries; see `cases/` for the data.

pub mod c14n;
