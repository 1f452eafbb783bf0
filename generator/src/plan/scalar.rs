//! The types of values without parts.

use super::types::Type;
use crate::ir::Scalar;

pub(super) fn scalar_type(scalar: &Scalar) -> Type {
    match scalar {
        Scalar::Boolean => Type::Prelude("bool"),
        Scalar::Integer { bits, signed } => Type::Prelude(match (bits, signed) {
            (8, true) => "i8",
            (16, true) => "i16",
            (32, true) => "i32",
            (_, true) => "i64",
            (8, false) => "u8",
            (16, false) => "u16",
            (32, false) => "u32",
            (_, false) => "u64",
        }),
        Scalar::Float => Type::Prelude("f32"),
        Scalar::Double => Type::Prelude("f64"),
        // Bytes have no form of their own in JSON; where they have one, in forms, the form says so.
        Scalar::Text | Scalar::Binary => Type::Prelude("String"),
        Scalar::Uuid => Type::Runtime("types", "Uuid"),
        Scalar::DateTime => Type::Runtime("types", "DateTime"),
        Scalar::UnixTimestamp => Type::Runtime("types", "UnixTimestamp"),
        Scalar::Date => Type::Runtime("types", "Date"),
        Scalar::Time => Type::Runtime("types", "Time"),
        Scalar::Duration => Type::Runtime("types", "Duration"),
        Scalar::Uri => Type::Runtime("types", "Uri"),
        Scalar::Password => Type::Runtime("types", "Password"),
        Scalar::Base64 => Type::Runtime("types", "Base64"),
        Scalar::Configured(path) => Type::Configured(path.clone()),
    }
}
