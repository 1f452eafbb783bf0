//! What a shape means for text: one value, a list, or an object.

use super::tree::{Scalar, Tree, is_number};
use crate::schema::{Field, Kind, RecordShape, Shape, ShapeFn};

/// The structure that a style has to write and read.
#[derive(Clone, Copy)]
pub(crate) enum Form {
    /// One value.
    Scalar,
    /// A list of values.
    List(ShapeFn),
    /// An object with known fields.
    Record(&'static RecordShape),
    /// An object with free keys.
    Map(ShapeFn),
}

impl Form {
    /// The form of a shape. A union with a scalar among its members is read as a scalar, as text alone can't say more.
    pub(crate) fn of(shape: &'static Shape) -> Self {
        match shape.kind {
            Kind::List(item) => Self::List(item),
            // Each item is text until its type asks for something else.
            Kind::Tuple(_) => Self::List(any),
            Kind::Map(value) => Self::Map(value),
            Kind::Record(record) => Self::Record(record),
            Kind::Transparent(inner) => Self::of(inner()),
            Kind::Union(_, members) => {
                let forms = || members.iter().map(|member| Self::of(member()));
                if forms().any(|form| matches!(form, Self::Scalar)) {
                    return Self::Scalar;
                }
                forms().next().unwrap_or(Self::Scalar)
            }
            Kind::Any | Kind::Null | Kind::Boolean | Kind::Integer | Kind::Number | Kind::String => Self::Scalar,
        }
    }
}

/// The shape of a member of an object.
pub(crate) fn member(form: Form, key: &str) -> &'static Shape {
    match form {
        Form::Record(record) => {
            let known = record.fields.iter().find(|field| field.name() == key).map(Field::shape_fn);
            known.or(record.rest).map_or_else(any, |shape| shape())
        }
        Form::Map(value) => value(),
        Form::Scalar | Form::List(_) => any(),
    }
}

/// The shape of what nothing is known of.
fn any() -> &'static Shape {
    const { &Shape { kind: Kind::Any, rules: crate::schema::Rules::NONE, xml: None } }
}

/// A text as what the shape can take it for.
pub(crate) fn scalar(text: String, shape: &'static Shape) -> Tree {
    let kind = if takes(shape, Scalar::Number) && is_number(&text) {
        Scalar::Number
    } else if takes(shape, Scalar::Boolean) && (text == "true" || text == "false") {
        Scalar::Boolean
    } else {
        Scalar::String
    };
    Tree::Scalar(text, kind)
}

fn takes(shape: &'static Shape, scalar: Scalar) -> bool {
    match shape.kind {
        Kind::Integer | Kind::Number => scalar == Scalar::Number,
        Kind::Boolean => scalar == Scalar::Boolean,
        Kind::Transparent(inner) => takes(inner(), scalar),
        Kind::Union(_, members) => members.iter().any(|member| takes(member(), scalar)),
        Kind::Any | Kind::Null | Kind::String | Kind::List(_) | Kind::Tuple(_) | Kind::Map(_) | Kind::Record(_) => {
            false
        }
    }
}
