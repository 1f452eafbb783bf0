//! Settles the parts of multipart bodies, and what a form that isn't an object comes down to.

use crate::config::Config;
use crate::diagnostics::Sink;
use crate::ir::{Api, Body, Codec, Part, Record, Scalar, Slot, TypeKind, TypeRef, Types};

/// Fills the parts of every multipart body from its record.
pub(super) fn run(api: &mut Api, _: &Config, _: &mut Sink) {
    for body in api.operations.iter_mut().filter_map(|o| o.body.as_mut()) {
        settle(body, &api.types);
    }
}

fn settle(body: &mut Body, types: &Types) {
    let Codec::Multipart(id, parts) = &mut body.payload.codec else { return };
    match &types[*id].kind {
        TypeKind::Record(record) => *parts = parts_of(record),
        _ => {
            body.payload.codec = Codec::Bytes;
            body.payload.slot = Slot::new(TypeRef::Scalar(Scalar::Binary));
        }
    }
}

fn parts_of(record: &Record) -> Vec<Part> {
    let is_file = |slot: &Slot| match &slot.ty {
        TypeRef::Scalar(Scalar::Binary) => true,
        TypeRef::List(item) => item.ty == TypeRef::Scalar(Scalar::Binary),
        _ => false,
    };
    record.fields.iter().map(|f| Part { name: f.name.clone(), file: is_file(&f.slot) }).collect()
}
