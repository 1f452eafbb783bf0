//! Unions: a value that is one of several types.

use std::cell::RefCell;
use std::collections::HashMap;

use serde::de::{Deserialize, Deserializer, Error};
use serde::ser::Serialize;

use super::enumeration::{count_unlisted, counting_unlisted};
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

/// The same, with a variant for values whose discriminator is absent or names none of the others.
///
/// # Errors
///
/// When the value hasn't the form of its variant.
pub fn read_tagged_or<'de, T: Choice, D: Deserializer<'de>>(
    deserializer: D,
    tag: &'static str,
    values: &'static [(&'static str, usize)],
    other: usize,
) -> Result<T, D::Error> {
    let buffer = Buffer::deserialize(deserializer)?;
    let found = buffer.tag(tag).map_err(D::Error::custom)?;
    let known = found.and_then(|found| values.iter().find(|(value, _)| *value == found));
    T::read(known.map_or(other, |(_, index)| *index), &buffer).map_err(D::Error::custom)
}

/// Reads a union by trying its variants in turn.
///
/// A variant fits where the value has its form and keeps to its constraints. Where none does, the one with the right form
/// and the fewest broken constraints is read, and they are told when the whole is checked. Of several that do as well, it is the one that keeps most of the value,
/// and else the first. Where scalars are text, which
/// every string fits, the first variant that fits is taken; and without the feature `validate` likewise, since nothing
/// is enforced then.
///
/// # Errors
///
/// When no variant has the form, or for [`UnionRule::One`] more than one fits; and when unions within unions leave so
/// much open that it can't be found out in reasonable time.
pub fn read_untagged<'de, T, D>(deserializer: D, rule: UnionRule) -> Result<T, D::Error>
where
    T: Choice + Schema + Serialize,
    D: Deserializer<'de>,
{
    Effort::check()?;
    let buffer = Buffer::deserialize(deserializer)?;
    let effort = Effort::of(&buffer, T::shape());
    if let Some(known) = effort.known() {
        return known.and_then(|index| T::read(index, &buffer)).map_err(D::Error::custom);
    }
    let found = choose::<T>(&buffer, rule, &effort);
    effort.remember(match &found {
        Ok((index, _)) => Ok(*index),
        Err(error) => Err(error.clone()),
    });
    found.map(|(_, value)| value).map_err(D::Error::custom)
}

fn choose<T: Choice + Schema + Serialize>(
    buffer: &Buffer,
    rule: UnionRule,
    effort: &Effort,
) -> Result<(usize, T), BufferError> {
    let mut fits: Vec<(usize, T)> = Vec::new();
    let (mut unlisted, mut failures) = (Vec::new(), Vec::new());
    for index in 0..T::VARIANTS.len() {
        effort.spend();
        match counting_unlisted(|| T::read(index, buffer)) {
            (Ok(value), count) => {
                fits.push((index, value));
                unlisted.push(count);
            }
            (Err(error), _) => failures.push((index, error)),
        }
        // A variant that was given up isn't one that doesn't fit.
        Effort::check()?;
    }
    if fits.len() < 2 {
        count_unlisted(unlisted.pop().unwrap_or_default());
        return fits.pop().ok_or_else(|| no_variant::<T>(&failures));
    }
    // An enumeration keeps texts that it doesn't list: who lists them knows the value better.
    let flaws: Vec<_> = fits.iter().zip(unlisted).map(|((_, value), unlisted)| (problems(value), unlisted)).collect();
    let fewest = flaws.iter().copied().min().unwrap_or_default();
    let fitting: Vec<usize> = (0..fits.len()).filter(|at| flaws[*at] == fewest).collect();
    let is_one = rule == UnionRule::One && fewest.0 == 0 && cfg!(feature = "validate") && !buffer.is_text();
    if is_one && fitting.len() > 1 {
        let names = fitting.iter().map(|at| T::VARIANTS[fits[*at].0]).collect::<Vec<_>>().join("`, `");
        return Err(BufferError::custom(format_args!("matches more than one of the variants: `{names}`")));
    }
    let best = fitting.into_iter().reduce(|best, at| {
        // A record reads past members that it doesn't know: who keeps more of the value knows it better.
        if kept(&fits[at].1) > kept(&fits[best].1) { at } else { best }
    });
    count_unlisted(fewest.1);
    Ok(fits.swap_remove(best.unwrap_or_default()))
}

/// What the outermost union may spend for each value within it, and in any case.
const FOR_EACH: usize = 256;
const IN_ANY_CASE: usize = 100_000;

thread_local! {
    /// What is known and left to the outermost union that is being read.
    static OUTERMOST: RefCell<Option<Outermost>> = const { RefCell::new(None) };
}

/// The reading of the outermost union.
struct Outermost {
    /// What may still be spent.
    left: usize,
    /// Which variant of which union (by the address of its shape) which part of the value was found to be.
    known: HashMap<(usize, usize), Result<usize, BufferError>>,
}

/// The reading of one union. Each try of a variant comes by all unions within it once more. Since what they are is
/// remembered, that costs a reading of the whole for each level; it is limited in proportion to the size of the whole.
struct Effort {
    size: usize,
    /// The part of the value, if it is made of others, and the union.
    what: Option<(usize, usize)>,
    is_outermost: bool,
}

impl Effort {
    fn of(buffer: &Buffer, shape: &'static Shape) -> Self {
        let what = buffer.identity().map(|part| (part, std::ptr::from_ref(shape) as usize));
        let known = OUTERMOST.with_borrow(|outermost| Some(outermost.as_ref()?.known.contains_key(&what?)));
        // What is known already costs nothing to try.
        let size = if known == Some(true) { 0 } else { buffer.size() };
        let is_outermost = OUTERMOST.with_borrow_mut(|outermost| {
            let is_first = outermost.is_none();
            let left = size.saturating_mul(FOR_EACH).saturating_add(IN_ANY_CASE);
            outermost.get_or_insert_with(|| Outermost { left, known: HashMap::new() });
            is_first
        });
        Self { size, what, is_outermost }
    }

    /// What was found before.
    fn known(&self) -> Option<Result<usize, BufferError>> {
        OUTERMOST.with_borrow(|outermost| outermost.as_ref()?.known.get(&self.what?).cloned())
    }

    fn remember(&self, found: Result<usize, BufferError>) {
        OUTERMOST.with_borrow_mut(|outermost| {
            if let (Some(outermost), Some(what)) = (outermost, self.what) {
                outermost.known.insert(what, found);
            }
        });
    }

    /// Pays for the try of a variant.
    fn spend(&self) {
        OUTERMOST.with_borrow_mut(|outermost| {
            if let Some(outermost) = outermost {
                outermost.left = outermost.left.saturating_sub(self.size);
            }
        });
    }

    fn check<E: Error>() -> Result<(), E> {
        if OUTERMOST.with_borrow(|outermost| outermost.as_ref().is_some_and(|outermost| outermost.left == 0)) {
            Err(E::custom("unions nest so deep that the variants can't be tried"))
        } else {
            Ok(())
        }
    }
}

impl Drop for Effort {
    fn drop(&mut self) {
        if self.is_outermost {
            OUTERMOST.with_borrow_mut(|outermost| *outermost = None);
        }
    }
}

/// How many constraints a value breaks.
fn problems<T: Schema + Serialize>(value: &T) -> usize {
    crate::validate::check(value, Rules::NONE).err().map_or(0, |problems| problems.len())
}

/// How many values there are within what a value is written as.
fn kept<T: Serialize>(value: &T) -> usize {
    fn size(value: &serde_json::Value) -> usize {
        match value {
            serde_json::Value::Array(items) => items.iter().map(size).sum::<usize>() + 1,
            serde_json::Value::Object(members) => members.values().map(size).sum::<usize>() + 1,
            _ => 1,
        }
    }
    serde_json::to_value(value).as_ref().map_or(0, size)
}

/// How much is said of one variant that doesn't fit. Unions within it say as much of each of theirs.
const MOST_SAID: usize = 240;

fn no_variant<T: Choice>(failures: &[(usize, BufferError)]) -> BufferError {
    let reasons = failures.iter().map(|(index, error)| {
        let error = error.to_string();
        let said = error.get(..error.floor_char_boundary(MOST_SAID)).unwrap_or_default();
        let more = if said.len() < error.len() { "…" } else { "" };
        format!("{} ({said}{more})", T::VARIANTS[*index])
    });
    BufferError::custom(format_args!("matches none of the variants: {}", reasons.collect::<Vec<_>>().join(", ")))
}
