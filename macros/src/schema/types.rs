//! What can be told of a type from its tokens.

use syn::{GenericArgument, PathArguments, PathSegment, Type};

const INTEGERS: &[&str] = &["i8", "i16", "i32", "i64", "u8", "u16", "u32", "u64"];
const TRANSPARENT: &[&str] = &["Option", "Box", "Vec", "IndexMap"];

/// `T` of `Option<T>`.
pub(crate) fn optional(ty: &Type) -> Option<&Type> {
    last_segment(ty).filter(|segment| segment.ident == "Option").and_then(last_argument)
}

/// `T` of `Vec<T>`.
pub(crate) fn list_item(ty: &Type) -> Option<&Type> {
    last_segment(ty).filter(|segment| segment.ident == "Vec").and_then(last_argument)
}

/// The type of a map's values: the last argument of a generic type of two or more.
pub(super) fn map_value(ty: &Type) -> Option<&Type> {
    let segment = last_segment(ty)?;
    match &segment.arguments {
        PathArguments::AngleBracketed(arguments) if arguments.args.len() > 1 => match arguments.args.iter().nth(1) {
            Some(GenericArgument::Type(ty)) => Some(ty),
            _ => None,
        },
        _ => None,
    }
}

/// Whether the type is a whole number, or made of whole numbers by types that read leniently.
pub(crate) fn holds_integers(ty: &Type) -> bool {
    let Some(segment) = last_segment(ty) else { return false };
    if segment.arguments.is_none() {
        return INTEGERS.iter().any(|name| segment.ident == name);
    }
    TRANSPARENT.iter().any(|name| segment.ident == name) && last_argument(segment).is_some_and(holds_integers)
}

/// Whether the type is what an enumeration's other values are kept as: a string, or a whole number.
pub(super) fn is_value(ty: &Type) -> bool {
    last_segment(ty).is_some_and(|segment| segment.ident == "String" || segment.ident == "i64")
}

fn last_segment(ty: &Type) -> Option<&PathSegment> {
    match ty {
        Type::Path(path) if path.qself.is_none() => path.path.segments.last(),
        Type::Group(group) => last_segment(&group.elem),
        Type::Paren(paren) => last_segment(&paren.elem),
        _ => None,
    }
}

fn last_argument(segment: &PathSegment) -> Option<&Type> {
    match &segment.arguments {
        PathArguments::AngleBracketed(arguments) => match arguments.args.last() {
            Some(GenericArgument::Type(ty)) => Some(ty),
            _ => None,
        },
        _ => None,
    }
}
