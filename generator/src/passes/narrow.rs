//! What two scalars or two enumerations have in common.

use crate::ir::{Enumeration, Scalar, Values};

/// The enumeration of the values that both have, if there are any.
pub(super) fn common_values(a: Enumeration, b: &Enumeration) -> Option<Enumeration> {
    let closed = a.closed || b.closed;
    let values = match (a.values, &b.values) {
        (Values::Texts(mut a), Values::Texts(b)) => {
            a.retain(|(value, ..)| b.iter().any(|(other, ..)| other == value));
            Values::Texts(a)
        }
        (Values::Integers(mut a), Values::Integers(b)) => {
            a.retain(|(value, ..)| b.iter().any(|(other, ..)| other == value));
            Values::Integers(a)
        }
        _ => return None,
    };
    let empty =
        matches!(&values, Values::Texts(v) if v.is_empty()) || matches!(&values, Values::Integers(v) if v.is_empty());
    (!empty).then_some(Enumeration { values, closed })
}

/// The scalar whose values are values of both.
pub(super) fn narrower(a: Scalar, b: Scalar) -> Option<Scalar> {
    let is_number = |s: &Scalar| matches!(s, Scalar::Float | Scalar::Double);
    let is_text = |s: &Scalar| {
        !matches!(s, Scalar::Boolean | Scalar::Integer { .. } | Scalar::Float | Scalar::Double | Scalar::UnixTimestamp)
    };
    match (a, b) {
        (Scalar::Text, other) | (other, Scalar::Text) if is_text(&other) => Some(other),
        (Scalar::Integer { bits: a, signed: x }, Scalar::Integer { bits: b, signed: y }) => {
            Some(Scalar::Integer { bits: a.min(b), signed: x && y })
        }
        (int @ Scalar::Integer { .. }, number) | (number, int @ Scalar::Integer { .. }) if is_number(&number) => {
            Some(int)
        }
        (Scalar::UnixTimestamp, number) | (number, Scalar::UnixTimestamp) if is_number(&number) => {
            Some(Scalar::UnixTimestamp)
        }
        (Scalar::Float, Scalar::Double) | (Scalar::Double, Scalar::Float) => Some(Scalar::Float),
        _ => None,
    }
}
