//! Objects with known fields: one visitor for all of them.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, Visitor};
use serde::ser::{Error as _, Serialize, SerializeMap, Serializer};

use super::{Field, RecordShape};

/// What the derive writes for a record; the rest is the same for all.
pub trait Record: Sized {
    /// The fields read so far: a tuple of options.
    type Slots;
    /// No field read. Tuples of more than twelve have no `Default`.
    const EMPTY: Self::Slots;
    /// Whether unknown keys are refused.
    const CLOSED: bool = false;

    /// The fields, in the order of the indices that `read` takes.
    fn record() -> &'static RecordShape;

    /// Reads the value of the field at `index` into its slot.
    ///
    /// # Errors
    ///
    /// Those of the format.
    fn read<'de, A: MapAccess<'de>>(slots: &mut Self::Slots, index: usize, map: &mut A) -> Result<(), A::Error>;

    /// Reads the value under a key that is no field. Returns whether the key was new.
    ///
    /// # Errors
    ///
    /// Those of the format.
    fn keep<'de, A: MapAccess<'de>>(slots: &mut Self::Slots, key: String, map: &mut A) -> Result<bool, A::Error> {
        let _ = (slots, key);
        map.next_value::<IgnoredAny>().map(|_| true)
    }

    /// Makes the record.
    ///
    /// # Errors
    ///
    /// The index of the first required field that wasn't there.
    fn build(slots: Self::Slots) -> Result<Self, usize>;

    /// Writes the fields that are there.
    ///
    /// # Errors
    ///
    /// Those of the format.
    fn write<M: SerializeMap>(&self, map: &mut M) -> Result<(), M::Error>;
}

/// Reads a record from an object.
///
/// # Errors
///
/// Those of the format; a required field that is missing, a field given twice, and for a closed
/// record an unknown key. An error inside a secret field doesn't say what was found.
pub fn read_record<'de, T: Record, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    deserializer.deserialize_map(RecordVisitor(PhantomData))
}

/// Writes a record as an object.
///
/// # Errors
///
/// Those of the format.
pub fn write_record<T: Record, S: Serializer>(record: &T, serializer: S) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(None)?;
    record.write(&mut map)?;
    map.end()
}

/// Writes the values that a record keeps under other keys than its fields'.
///
/// # Errors
///
/// Those of the format, and a key that is the name of a field.
pub fn write_rest<'a, M: SerializeMap, V: Serialize + 'a>(
    map: &mut M,
    shape: &RecordShape,
    rest: impl IntoIterator<Item = (&'a String, &'a V)>,
) -> Result<(), M::Error> {
    rest.into_iter().try_for_each(|(key, value)| {
        if shape.fields.iter().any(|field| field.name == key) {
            return Err(M::Error::custom(format_args!("`{key}` is both a field and an additional property")));
        }
        map.serialize_entry(key, value)
    })
}

struct RecordVisitor<T>(PhantomData<T>);

impl<'de, T: Record> Visitor<'de> for RecordVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "an object ({})", T::record().name)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<T, A::Error> {
        let shape = T::record();
        let mut slots = T::EMPTY;
        let other = (T::CLOSED || shape.rest.is_some()).then(String::new);
        let mut keys = Keys { shape, guess: 0, seen: Seen::default(), other };
        while let Some(key) = map.next_key_seed(&mut keys)? {
            match (key, &mut keys.other) {
                (Key::Field(index), _) => {
                    T::read(&mut slots, index, &mut map).map_err(|error| hide(shape, index, error))?;
                }
                (Key::Twice(index), _) => return Err(A::Error::duplicate_field(name_of(shape, index))),
                (Key::Other, None) => drop(map.next_value::<IgnoredAny>()?),
                (Key::Other, Some(key)) if T::CLOSED => return Err(unknown_key(shape, key)),
                (Key::Other, Some(key)) => {
                    if !T::keep(&mut slots, std::mem::take(key), &mut map)? {
                        return Err(A::Error::custom("a key is given twice"));
                    }
                }
            }
        }
        T::build(slots).map_err(|index| A::Error::missing_field(name_of(shape, index)))
    }
}

fn name_of(shape: &'static RecordShape, index: usize) -> &'static str {
    shape.fields.get(index).map_or("", |field| field.name)
}

/// An error of a secret field may quote its value, so it is replaced.
fn hide<E: serde::de::Error>(shape: &'static RecordShape, index: usize, error: E) -> E {
    match shape.fields.get(index) {
        Some(field) if field.secret => {
            E::custom(format_args!("field `{}` doesn't have the form that the document gives it", field.name))
        }
        _ => error,
    }
}

fn unknown_key<E: serde::de::Error>(shape: &'static RecordShape, key: &str) -> E {
    let names = shape.fields.iter().map(|field| field.name).collect::<Vec<_>>().join("`, `");
    E::custom(format_args!("unknown field `{key}`, expected one of `{names}`"))
}

enum Key {
    Field(usize),
    /// Of a field that was there before.
    Twice(usize),
    /// No field's.
    Other,
}

/// Finds the field of a key. Fields mostly come in the document's order, so they are looked for from the last one on.
struct Keys {
    shape: &'static RecordShape,
    guess: usize,
    seen: Seen,
    /// The last key that is no field's, where somebody wants to know it.
    other: Option<String>,
}

impl<'de> DeserializeSeed<'de> for &mut Keys {
    type Value = Key;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Key, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for &mut Keys {
    type Value = Key;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a field name")
    }

    fn visit_str<E>(self, name: &str) -> Result<Key, E> {
        let (before, next) = self.shape.fields.split_at_checked(self.guess).unwrap_or_default();
        let place = |fields: &[Field]| fields.iter().position(|field| field.name == name);
        let Some(index) = place(next).map(|ahead| before.len() + ahead).or_else(|| place(before)) else {
            if let Some(other) = &mut self.other {
                name.clone_into(other);
            }
            return Ok(Key::Other);
        };
        self.guess = index + 1;
        Ok(if self.seen.insert(index) { Key::Field(index) } else { Key::Twice(index) })
    }
}

/// Which fields have been read: a bit each.
#[derive(Default)]
struct Seen {
    first: u64,
    others: Vec<u64>,
}

impl Seen {
    /// Marks a field; false if it was marked.
    #[inline]
    fn insert(&mut self, index: usize) -> bool {
        let word = match (index / 64).checked_sub(1) {
            None => &mut self.first,
            Some(at) => self.other(at),
        };
        let bit = 1 << (index % 64);
        let new = *word & bit == 0;
        *word |= bit;
        new
    }
    fn other(&mut self, at: usize) -> &mut u64 {
        if self.others.len() <= at {
            self.others.resize(at + 1, 0);
        }
        &mut self.others[at]
    }
}
