//! Unions: a value that is one of several types.

use std::cell::Cell;

use serde::de::{Deserialize, Deserializer, Error};
use serde::ser::Serialize;

use super::{Buffer, BufferError, Rules, Schema, Shape, ShapeFn, UnionRule};

/// What the derive writes for a union.
///
/// A union is written as the value of its variant, wrapped in `serialize_newtype_struct` whose name
/// is the variant's index in decimal. Formats such as JSON leave the wrapper out; a serializer that
/// follows the shape finds the variant's shape with [`variant_shape`].
pub trait Choice: Sized {
    /// The names of the variants.
    const VARIANTS: &'static [&'static str];

    /// Reads the variant at an index.
    ///
    /// # Errors
    ///
    /// When the value hasn't the form of the variant.
    fn read(index: usize, buffer: &Buffer) -> Result<Self, BufferError>;
}

/// The error of an index that no variant has.
#[must_use]
pub fn no_such_variant(index: usize) -> BufferError {
    BufferError::custom(format_args!("there is no variant {index}"))
}

/// The shape of the variant that a union was written as.
#[must_use]
pub fn variant_shape(name: &str, variants: &'static [ShapeFn]) -> Option<&'static Shape> {
    name.parse::<usize>().ok().and_then(|index| variants.get(index)).map(|shape| shape())
}

/// Reads a union whose variants a discriminator tells apart: pairs of its values and variants' indices.
///
/// # Errors
///
/// When the discriminator is missing or unknown, or the value hasn't the form of its variant.
pub fn read_tagged<'de, T: Choice, D: Deserializer<'de>>(
    deserializer: D,
    tag: &'static str,
    values: &'static [(&'static str, usize)],
) -> Result<T, D::Error> {
    let buffer = Buffer::deserialize(deserializer)?;
    let found = buffer.tag(tag).map_err(D::Error::custom)?.ok_or_else(|| D::Error::missing_field(tag))?;
    let Some((_, index)) = values.iter().find(|(value, _)| *value == found) else {
        let known = values.iter().map(|(value, _)| *value).collect::<Vec<_>>().join("`, `");
        return Err(D::Error::custom(format_args!("`{tag}` is `{found}`, expected one of `{known}`")));
    };
    T::read(*index, &buffer).map_err(D::Error::custom)
}

/// Reads a union by trying its variants in turn.
///
/// Constraints are consulted only where the forms of several variants fit. Where scalars are text,
/// which every string fits, the first variant that fits is taken.
///
/// # Errors
///
/// When no variant fits, or for [`UnionRule::One`] more than one does; and when unions within unions leave so
/// much open that it can't be found out in reasonable time.
pub fn read_untagged<'de, T, D>(deserializer: D, rule: UnionRule) -> Result<T, D::Error>
where
    T: Choice + Schema + Serialize,
    D: Deserializer<'de>,
{
    Effort::check()?;
    let buffer = Buffer::deserialize(deserializer)?;
    let effort = Effort::of(buffer.size());
    let mut fits: Vec<(usize, T)> = Vec::new();
    let mut failures = Vec::new();
    for index in 0..T::VARIANTS.len() {
        effort.spend();
        match T::read(index, &buffer) {
            Ok(value) => fits.push((index, value)),
            Err(error) => failures.push((index, error)),
        }
        // A variant that was given up isn't one that doesn't fit.
        Effort::check()?;
    }
    if fits.len() > 1 && fits.iter().any(|(_, value)| is_valid(value)) {
        fits.retain(|(_, value)| is_valid(value));
    }
    match (rule, fits.as_slice()) {
        (UnionRule::One, [_, _, ..]) if !buffer.is_text() => {
            let names = fits.iter().map(|(index, _)| T::VARIANTS[*index]).collect::<Vec<_>>().join("`, `");
            Err(D::Error::custom(format_args!("matches more than one of the variants: `{names}`")))
        }
        _ => fits.into_iter().next().map(|(_, value)| value).ok_or_else(|| no_variant::<T, _>(&failures)),
    }
}

/// What the outermost union may spend for each value within it, and in any case.
const FOR_EACH: usize = 64;
const IN_ANY_CASE: usize = 100_000;

thread_local! {
    /// What is left to the outermost union that is being read.
    static LEFT: Cell<Option<usize>> = const { Cell::new(None) };
}

/// The reading of one union. Each try of a variant tries all variants of the unions within, so that a few dozen
/// levels would take for ever; what it costs is limited in proportion to the size of the whole.
struct Effort {
    size: usize,
    is_outermost: bool,
}

impl Effort {
    fn of(size: usize) -> Self {
        let is_outermost = LEFT.get().is_none();
        if is_outermost {
            LEFT.set(Some(size.saturating_mul(FOR_EACH).saturating_add(IN_ANY_CASE)));
        }
        Self { size, is_outermost }
    }

    /// Pays for the try of a variant.
    fn spend(&self) {
        LEFT.set(LEFT.get().map(|left| left.saturating_sub(self.size)));
    }

    fn check<E: Error>() -> Result<(), E> {
        if LEFT.get() == Some(0) {
            Err(E::custom("unions nest so deep that the variants can't be tried"))
        } else {
            Ok(())
        }
    }
}

impl Drop for Effort {
    fn drop(&mut self) {
        if self.is_outermost {
            LEFT.set(None);
        }
    }
}

fn is_valid<T: Schema + Serialize>(value: &T) -> bool {
    crate::validate::check(value, &Rules::NONE).is_ok()
}

fn no_variant<T: Choice, E: Error>(failures: &[(usize, BufferError)]) -> E {
    let reasons = failures.iter().map(|(index, error)| format!("{} ({error})", T::VARIANTS[*index]));
    E::custom(format_args!("matches none of the variants: {}", reasons.collect::<Vec<_>>().join(", ")))
}
