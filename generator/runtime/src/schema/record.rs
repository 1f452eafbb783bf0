//! Objects with known fields: one visitor for all of them.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, Visitor};
use serde::ser::{Error as _, Serialize, SerializeMap, Serializer};

use super::{Field, Kind, RecordShape, Schema, Slots};

/// What the derive writes for a record; the rest is the same for all.
pub trait Record: Schema + Sized {
    /// The fields read so far, in the order of the record's shape.
    type Slots: Slots;
    /// Whether unknown keys are refused.
    const CLOSED: bool = false;

    /// Reads the value under a key that is no field. Returns whether the key was new.
    ///
    /// # Errors
    ///
    /// Those of the format.
    fn keep<'de, A: MapAccess<'de>>(slots: &mut Self::Slots, key: String, map: &mut A) -> Result<bool, A::Error> {
        let _ = (slots, key);
        map.next_value::<IgnoredAny>().map(|_| true)
    }

    /// Makes the record; `None` if a required field wasn't there.
    fn build(slots: Self::Slots) -> Option<Self>;

    /// Writes the fields that are there.
    fn write<M: SerializeMap>(&self, to: &mut RecordWriter<'_, M>);
}

/// The record's own part of its shape.
const fn record_of<T: Record>() -> &'static RecordShape {
    match T::SHAPE.kind {
        Kind::Record(record) => record,
        // The derive makes records of nothing else.
        _ => &RecordShape { name: "", fields: &[], rest: None },
    }
}

/// Writes the fields of a record, until one fails.
pub struct RecordWriter<'a, M: SerializeMap> {
    map: &'a mut M,
    shape: &'static RecordShape,
    // Kept here, and not returned for each field, because a `?` for each is much to compile.
    failed: Option<M::Error>,
}

impl<M: SerializeMap> RecordWriter<'_, M> {
    /// Writes a field.
    #[inline]
    pub fn entry<T: Serialize>(&mut self, name: &'static str, value: &T) {
        if self.failed.is_none() {
            self.failed = self.map.serialize_entry(name, value).err();
        }
    }

    /// Writes a field that may be absent.
    #[inline]
    pub fn option<T: Serialize>(&mut self, name: &'static str, value: &Option<T>) {
        if let Some(value) = value {
            self.entry(name, value);
        }
    }

    /// Writes the values that a record keeps under other keys than its fields'. A key that is the name of a field is an
    /// error.
    pub fn rest<'a, V: Serialize + 'a>(&mut self, rest: impl IntoIterator<Item = (&'a String, &'a V)>) {
        if self.failed.is_none() {
            self.failed = write_rest(self.map, self.shape, rest).err();
        }
    }
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
    let mut to = RecordWriter { map: &mut map, shape: record_of::<T>(), failed: None };
    record.write(&mut to);
    match to.failed {
        Some(error) => Err(error),
        None => map.end(),
    }
}

fn write_rest<'a, M: SerializeMap, V: Serialize + 'a>(
    map: &mut M,
    shape: &RecordShape,
    rest: impl IntoIterator<Item = (&'a String, &'a V)>,
) -> Result<(), M::Error> {
    rest.into_iter().try_for_each(|(key, value)| {
        if shape.fields.iter().any(|field| field.name() == key) {
            return Err(M::Error::custom(format_args!("`{key}` is both a field and an additional property")));
        }
        map.serialize_entry(key, value)
    })
}

struct RecordVisitor<T>(PhantomData<T>);

impl<'de, T: Record> Visitor<'de> for RecordVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "an object ({})", record_of::<T>().name)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<T, A::Error> {
        let shape = record_of::<T>();
        let mut slots = T::Slots::EMPTY;
        let other = (T::CLOSED || shape.rest.is_some()).then(String::new);
        let mut keys = Keys { shape, guess: 0, seen: Seen::default(), other };
        while let Some(key) = map.next_key_seed(&mut keys)? {
            match (key, &mut keys.other) {
                (Key::Field(index), _) => {
                    slots.read(index, &mut map).map_err(|error| hide(shape, index, error))?;
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
        T::build(slots).ok_or_else(|| {
            let missing = |(index, field): &(usize, &Field)| field.is_required() && !keys.seen.contains(*index);
            let missing = shape.fields.iter().enumerate().find(missing);
            A::Error::missing_field(missing.map_or("", |(_, field)| field.name()))
        })
    }
}

fn name_of(shape: &'static RecordShape, index: usize) -> &'static str {
    shape.fields.get(index).map_or("", |field| field.name())
}

/// An error of a secret field may quote its value, so it is replaced.
fn hide<E: serde::de::Error>(shape: &'static RecordShape, index: usize, error: E) -> E {
    match shape.fields.get(index) {
        Some(field) if field.is_secret() => {
            E::custom(format_args!("field `{}` doesn't have the form that the document gives it", field.name()))
        }
        _ => error,
    }
}

fn unknown_key<E: serde::de::Error>(shape: &'static RecordShape, key: &str) -> E {
    let names = shape.fields.iter().map(Field::name).collect::<Vec<_>>().join("`, `");
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
        let place = |fields: &[Field]| fields.iter().position(|field| field.name() == name);
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
    fn contains(&self, index: usize) -> bool {
        let word = match (index / 64).checked_sub(1) {
            None => self.first,
            Some(at) => self.others.get(at).copied().unwrap_or_default(),
        };
        word & (1 << (index % 64)) != 0
    }

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
