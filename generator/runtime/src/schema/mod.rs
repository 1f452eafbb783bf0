//! What a type looks like on the wire: shapes, constraints, and serde's traits without their bulk.

mod assertion;
mod buffer;
mod enumeration;
mod foreign;
#[cfg(feature = "validate")]
mod linear;
mod number;
mod pattern;
mod record;
mod rules;
mod shape;
mod slots;
mod tagged;
mod tuple;
mod union;

pub use assertion::Assertion;
pub use buffer::{BUFFER, Buffer, BufferError};
pub use enumeration::{
    Enumeration, IntegerEnumeration, UnknownValue, read_enumeration, read_integer_enumeration, value_from_str,
};
#[cfg(feature = "validate")]
pub(crate) use number::whole;
pub use number::{Lenient, ReadLenient, lenient};
pub use pattern::Pattern;
pub use record::{Record, RecordWriter, read_record, write_record};
pub use rules::Rules;
pub use shape::{
    Field, Kind, RecordShape, Shape, ShapeFn, Special, TupleShape, UnionRule, XmlEntry, XmlField, XmlRoot,
};
pub use slots::{Nullable, NullableWhole, Optional, OptionalWhole, Required, RequiredWhole, Rest, Slots};
pub use tagged::Tagged;
pub use tuple::{ItemWriter, Items, Tuple, read_tuple, write_tuple};
pub use union::{Choice, no_such_variant, read_tagged, read_tagged_or, read_untagged, variant_shape};

#[cfg(test)]
mod choice_tests;
#[cfg(test)]
mod tests;

/// A type that a document describes.
///
/// `#[derive(gatewright::Schema)]` implements it together with serde's `Serialize` and
/// `Deserialize`. The shape is plain data: validation and XML walk it with one function each in
/// this crate instead of code in each type.
#[diagnostic::on_unimplemented(
    message = "`{Self}` isn't a schema",
    label = "not a schema",
    note = "derive `gatewright::Schema` on it, or wrap it in a type that has a schema"
)]
pub trait Schema {
    /// The shape of the type.
    const SHAPE: &'static Shape;

    /// The shape of the type: by this function shapes name those within them, so that types can be recursive.
    #[must_use]
    fn shape() -> &'static Shape {
        Self::SHAPE
    }
}
