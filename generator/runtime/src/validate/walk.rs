//! The walk: a serializer that writes nothing and checks everything.

use std::fmt::{Display, Write};

use serde::de::value::Error;
use serde::ser::{Serialize, Serializer};

use super::Problem;
use super::compound::Compound;
use super::constraint::{self, Broken, Number};
use super::free::is_free;
use super::place::{Place, Step};
use crate::schema::{Kind, Rules, Shape, variant_shape};

/// Checks a value of a shape.
pub(super) fn walk<T: Serialize + ?Sized>(
    value: &T,
    shape: &'static Shape,
    rules: &'static Rules,
) -> Result<(), Vec<Problem>> {
    if rules.is_none() && is_free(shape) {
        return Ok(());
    }
    let place = Place { parent: None, step: Step::Same, shape: Some(shape), rules };
    let mut state = State { problems: Vec::new(), canonical: None };
    if let Err(error) = visit(value, &place, &mut state) {
        state.problems.push(Problem { pointer: String::new(), rule: "type", message: error.to_string() });
    }
    if state.problems.is_empty() { Ok(()) } else { Err(state.problems) }
}

/// Checks a value at its place, and what it is made of.
pub(super) fn visit<T: Serialize + ?Sized>(value: &T, place: &Place<'_>, state: &mut State) -> Result<(), Error> {
    #[cfg(feature = "assert")]
    super::assert::check(value, place, state);
    value.serialize(Walker { place, state })
}

/// How many problems are told. A hostile value could have one for each two bytes of it.
const MOST_PROBLEMS: usize = 64;

/// What the walk gathers.
pub(super) struct State {
    /// The first of them.
    pub(super) problems: Vec<Problem>,
    /// The value so far in a form that is the same for equal values, while somebody compares them.
    pub(super) canonical: Option<String>,
}

impl State {
    /// Notes a broken constraint.
    pub(super) fn report(&mut self, place: &Place<'_>, (rule, message): Broken) {
        if self.problems.len() < MOST_PROBLEMS {
            self.problems.push(Problem { pointer: place.pointer(), rule, message });
        }
    }

    /// Notes a broken constraint of a value within the one at a place.
    #[cfg(feature = "assert")]
    pub(super) fn report_below(&mut self, place: &Place<'_>, segments: &[String], (rule, message): Broken) {
        if self.problems.len() < MOST_PROBLEMS {
            self.problems.push(Problem { pointer: place.pointer_below(segments), rule, message });
        }
    }

    /// Notes the text of a scalar.
    pub(super) fn note(&mut self, text: impl Display) {
        if let Some(canonical) = &mut self.canonical {
            // Writing to a string doesn't fail.
            let _ = write!(canonical, "{text}");
        }
    }
}

/// Checks one value.
pub(super) struct Walker<'p, 's> {
    pub(super) place: &'p Place<'p>,
    pub(super) state: &'s mut State,
}

impl<'p, 's> Walker<'p, 's> {
    fn number(self, value: Number) {
        let Self { place, state } = self;
        place.each_rules(&mut |rules| constraint::number(value, rules, &mut |broken| state.report(place, broken)));
        state.note(value);
    }

    fn text(self, text: &str) {
        let Self { place, state } = self;
        place.each_rules(&mut |rules| constraint::string(text, rules, &mut |broken| state.report(place, broken)));
        state.note(format_args!("{text:?}"));
    }
}

macro_rules! integers {
    ($($method:ident: $ty:ty),+) => {$(
        fn $method(self, value: $ty) -> Result<(), Error> {
            self.number(Number::Integer(i128::from(value)));
            Ok(())
        }
    )+};
}

impl<'p, 's> Serializer for Walker<'p, 's> {
    type Ok = ();
    type Error = Error;
    type SerializeSeq = Compound<'p, 's>;
    type SerializeTuple = Compound<'p, 's>;
    type SerializeTupleStruct = Compound<'p, 's>;
    type SerializeTupleVariant = Compound<'p, 's>;
    type SerializeMap = Compound<'p, 's>;
    type SerializeStruct = Compound<'p, 's>;
    type SerializeStructVariant = Compound<'p, 's>;

    integers! {
        serialize_i8: i8, serialize_i16: i16, serialize_i32: i32, serialize_i64: i64,
        serialize_u8: u8, serialize_u16: u16, serialize_u32: u32, serialize_u64: u64
    }

    fn serialize_i128(self, value: i128) -> Result<(), Error> {
        self.number(Number::Integer(value));
        Ok(())
    }

    fn serialize_bool(self, value: bool) -> Result<(), Error> {
        self.state.note(value);
        Ok(())
    }

    fn serialize_f32(self, value: f32) -> Result<(), Error> {
        self.number(Number::Single(value));
        Ok(())
    }

    fn serialize_f64(self, value: f64) -> Result<(), Error> {
        self.number(Number::Double(value));
        Ok(())
    }

    fn serialize_char(self, value: char) -> Result<(), Error> {
        self.text(value.encode_utf8(&mut [0; 4]));
        Ok(())
    }

    fn serialize_str(self, value: &str) -> Result<(), Error> {
        self.text(value);
        Ok(())
    }

    /// Makes the text only where somebody looks at it.
    fn collect_str<T: Display + ?Sized>(self, value: &T) -> Result<(), Error> {
        let looked_at =
            |rules: &Rules| rules.min_length.is_some() || rules.max_length.is_some() || rules.pattern.is_some();
        if self.state.canonical.is_some() || self.place.any_rules(looked_at) {
            self.text(&value.to_string());
        }
        Ok(())
    }

    fn serialize_bytes(self, value: &[u8]) -> Result<(), Error> {
        self.state.note(format_args!("{value:?}"));
        Ok(())
    }

    fn serialize_none(self) -> Result<(), Error> {
        self.serialize_unit()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Error> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), Error> {
        self.state.note("null");
        Ok(())
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), Error> {
        self.serialize_unit()
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Result<(), Error> {
        self.serialize_str(variant)
    }

    /// A union is written as a new type named by the index of its variant.
    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, name: &'static str, value: &T) -> Result<(), Error> {
        let Kind::Union(_, variants) = self.place.kind() else { return value.serialize(self) };
        let place = self.place.child(Step::Same, variant_shape(name, variants), Rules::NONE);
        visit(value, &place, self.state)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<(), Error> {
        let mut object = Compound::new(self);
        object.entry(variant, value)?;
        object.finish_object();
        Ok(())
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Compound<'p, 's>, Error> {
        Ok(Compound::new(self))
    }

    fn serialize_tuple(self, _: usize) -> Result<Compound<'p, 's>, Error> {
        Ok(Compound::new(self))
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Compound<'p, 's>, Error> {
        Ok(Compound::new(self))
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Compound<'p, 's>, Error> {
        Ok(Compound::new(self))
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Compound<'p, 's>, Error> {
        Ok(Compound::new(self))
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Compound<'p, 's>, Error> {
        Ok(Compound::new(self))
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Compound<'p, 's>, Error> {
        Ok(Compound::new(self))
    }
}
