//! What a type looks like on the wire: shapes, constraints, and serde's traits without their bulk.

mod shape;

pub use shape::{Field, Kind, Pattern, RecordShape, Rules, Shape, ShapeFn, UnionRule, XmlEntry, XmlField, XmlRoot};

/// A type that a document describes.
///
/// `#[derive(gatewright::Schema)]` implements it together with serde's `Serialize` and
/// `Deserialize`. The shape is plain data: validation and XML walk it with one function each in
/// this crate instead of code in each type.
pub trait Schema {
    /// The shape of the type. A function, not a constant, so that recursive types can name themselves.
    fn shape() -> &'static Shape;
}
