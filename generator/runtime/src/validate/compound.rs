//! Lists and objects.

use std::collections::HashMap;

use serde::de::value::Error;
use serde::ser::{
    Serialize, SerializeMap, SerializeSeq, SerializeStruct, SerializeStructVariant, SerializeTuple,
    SerializeTupleStruct, SerializeTupleVariant,
};

use super::constraint;
use super::free::is_free;
use super::place::{Place, Step};
use super::walk::{State, Walker, visit};
use crate::entry::EntryKey;
use crate::schema::{Kind, Rules, Shape};

/// A list or an object being walked.
pub(super) struct Compound<'p, 's> {
    place: &'p Place<'p>,
    state: &'s mut State,
    kind: Kind,
    /// Whether nothing within it can break a constraint.
    is_free: bool,
    count: usize,
    /// The field that is expected next.
    guess: usize,
    /// The canonical texts of the items so far, where they must differ.
    items: Option<HashMap<String, usize>>,
    /// The canonical texts of the entries so far, where somebody compares the whole.
    entries: Vec<(String, String)>,
    /// A key without its value.
    key: Option<String>,
}

impl<'p, 's> Compound<'p, 's> {
    pub(super) fn new(walker: Walker<'p, 's>) -> Self {
        let Walker { place, state } = walker;
        let kind = place.kind();
        let unique =
            matches!(kind, Kind::List(_) | Kind::Tuple(_) | Kind::Any) && place.any_rules(|rules| rules.unique_items);
        let items = unique.then(HashMap::new);
        let is_free = state.canonical.is_none()
            && place.shape.is_none_or(is_free)
            && !place.any_rules(|rules: &Rules| !rules.is_none());
        Self { place, state, kind, is_free, count: 0, guess: 0, items, entries: Vec::new(), key: None }
    }

    /// Walks a value under a key.
    pub(super) fn entry<T: Serialize + ?Sized>(&mut self, key: &str, value: &T) -> Result<(), Error> {
        if self.is_free {
            return Ok(());
        }
        self.count += 1;
        let place = self.place;
        let child = match self.kind {
            Kind::Record(record) => match self.field(key, record.fields) {
                Some(field) => place.child(Step::Field(field), Some(field.shape()), field.rules()),
                None => self.free_key(key, record.rest.map(|shape| shape())),
            },
            Kind::Map(shape) => self.free_key(key, Some(shape())),
            _ => self.free_key(key, None),
        };
        if self.state.canonical.is_none() {
            return visit(value, &child, self.state);
        }
        let text = self.canonical(&child, value)?;
        self.entries.push((key.to_owned(), text));
        Ok(())
    }

    fn field(&mut self, key: &str, fields: &'static [crate::schema::Field]) -> Option<&'static crate::schema::Field> {
        let rest = fields.get(self.guess..).unwrap_or_default();
        let index = match rest.iter().position(|field| field.name() == key) {
            Some(ahead) => self.guess + ahead,
            None => fields.iter().position(|field| field.name() == key)?,
        };
        self.guess = index + 1;
        fields.get(index)
    }

    fn free_key<'k>(&mut self, key: &'k str, shape: Option<&'static Shape>) -> Place<'k>
    where
        'p: 'k,
    {
        let child = self.place.child(Step::Key(key), shape, Rules::NONE);
        let state = &mut *self.state;
        let mut report = |broken| state.report(&child, broken);
        self.place.each_rules(&mut |rules| constraint::key(key, rules, &mut report));
        child
    }

    /// Walks the next item.
    fn item<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        if self.is_free {
            return Ok(());
        }
        let index = self.count;
        self.count += 1;
        let place = self.place;
        let child = match self.kind {
            Kind::List(shape) => place.child(Step::Item(index), Some(shape()), Rules::NONE),
            Kind::Tuple(tuple) => match tuple.items.get(index) {
                Some(item) => place.child(Step::Field(item), Some(item.shape()), item.rules()),
                None => place.child(Step::Item(index), tuple.rest.map(|shape| shape()), Rules::NONE),
            },
            _ => place.child(Step::Item(index), None, Rules::NONE),
        };
        if self.items.is_none() && self.state.canonical.is_none() {
            return visit(value, &child, self.state);
        }
        let text = self.canonical(&child, value)?;
        self.state.note(format_args!("{}{text}", if index == 0 { "[" } else { "," }));
        if let Some(items) = &mut self.items {
            let first = *items.entry(text).or_insert(index);
            if first != index {
                self.state.report(&child, ("uniqueItems", format!("must differ from item {first}")));
            }
        }
        Ok(())
    }

    /// Walks a child and gives its canonical text, apart from that of its surroundings.
    fn canonical<T: Serialize + ?Sized>(&mut self, child: &Place<'_>, value: &T) -> Result<String, Error> {
        let outer = self.state.canonical.replace(String::new());
        let result = visit(value, child, self.state);
        let text = std::mem::replace(&mut self.state.canonical, outer);
        result.map(|()| text.unwrap_or_default())
    }

    pub(super) fn finish_list(self) {
        let Self { place, state, count, .. } = self;
        place.each_rules(&mut |rules| constraint::items(count, rules, &mut |broken| state.report(place, broken)));
        state.note(if count == 0 { "[]" } else { "]" });
    }

    pub(super) fn finish_object(self) {
        let Self { place, state, count, mut entries, .. } = self;
        place.each_rules(&mut |rules| constraint::properties(count, rules, &mut |broken| state.report(place, broken)));
        if state.canonical.is_some() {
            entries.sort_unstable();
            state.note('{');
            for (key, text) in &entries {
                // The text delimits itself. To escape it again at each level would double it each time.
                state.note(format_args!("{key:?}:{text},"));
            }
            state.note('}');
        }
    }
}

macro_rules! lists {
    ($($trait:ident: $method:ident),+) => {$(
        impl $trait for Compound<'_, '_> {
            type Ok = ();
            type Error = Error;

            fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
                self.item(value)
            }

            fn end(self) -> Result<(), Error> {
                self.finish_list();
                Ok(())
            }
        }
    )+};
}

lists! {
    SerializeSeq: serialize_element,
    SerializeTuple: serialize_element,
    SerializeTupleStruct: serialize_field,
    SerializeTupleVariant: serialize_field
}

macro_rules! structs {
    ($($trait:ident),+) => {$(
        impl $trait for Compound<'_, '_> {
            type Ok = ();
            type Error = Error;

            fn serialize_field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Result<(), Error> {
                self.entry(key, value)
            }

            fn end(self) -> Result<(), Error> {
                self.finish_object();
                Ok(())
            }
        }
    )+};
}

structs!(SerializeStruct, SerializeStructVariant);

impl SerializeMap for Compound<'_, '_> {
    type Ok = ();
    type Error = Error;

    fn serialize_entry<K: Serialize + ?Sized, V: Serialize + ?Sized>(
        &mut self,
        key: &K,
        value: &V,
    ) -> Result<(), Error> {
        key.serialize(EntryKey(|key: &str| self.entry(key, value)))
    }

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Error> {
        key.serialize(EntryKey(|key: &str| {
            self.key = Some(key.to_owned());
            Ok(())
        }))
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        let key = self.key.take().unwrap_or_default();
        self.entry(&key, value)
    }

    fn end(self) -> Result<(), Error> {
        self.finish_object();
        Ok(())
    }
}
