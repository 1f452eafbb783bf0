//! Constraints: one walk over a value, directed by its shape.

#[cfg(all(feature = "validate", feature = "assert"))]
mod assert;
#[cfg(feature = "validate")]
mod compound;
#[cfg(feature = "validate")]
mod constraint;
#[cfg(feature = "validate")]
mod decimal;
#[cfg(feature = "validate")]
mod free;
#[cfg(feature = "validate")]
mod place;
mod problem;
#[cfg(feature = "validate")]
mod walk;

#[cfg(all(test, feature = "validate"))]
mod tests;

pub use problem::Problem;

use serde::Serialize;

use crate::schema::{Rules, Schema};

/// Checks a value against the constraints of its type, and those of the place where it stands.
///
/// While the value keeps to them nothing is allocated, but for what patterns and `uniqueItems` need.
/// Without the feature `validate` it does nothing.
///
/// # Errors
///
/// The first problems, in the order of the value: all of them, unless they are very many.
pub fn check<T: Serialize + Schema + ?Sized>(value: &T, rules: &'static Rules) -> Result<(), Vec<Problem>> {
    #[cfg(feature = "validate")]
    return walk::walk(value, T::shape(), rules);
    #[cfg(not(feature = "validate"))]
    {
        let _ = (value, rules);
        Ok(())
    }
}
