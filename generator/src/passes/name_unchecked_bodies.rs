//! Says where the constraints of a whole body are lost, because its type has no name that they could stand with.

use crate::config::Config;
use crate::diagnostics::{Diagnostic, Sink};
use crate::ir::{Api, Codec, Constraint, Operation, Slot, TypeKind, TypeRef, Types};

/// Looks at what requests hold: what answers hold is the server's own.
pub(super) fn run(api: &mut Api, _: &Config, sink: &mut Sink) {
    for content in api.operations.iter().flat_map(Operation::sent) {
        let constraints = constraints(&content.slot, &api.types);
        if content.codec == Codec::Structured && !constraints.is_empty() {
            let said: Vec<String> = constraints.iter().map(|constraint| format!("`{constraint}`")).collect();
            let message = format!("the constraints of this body as a whole are not enforced: {}", said.join(", "));
            sink.push(Diagnostic::note("GW0519", message).at(&content.at, "of a type without a name of its own"));
        }
    }
}

/// How deep aliases and lists are looked into; circles end here too.
const MOST_STEPS: usize = 64;

/// The constraints of a slot and of what is in it, as far as they don't stand with a type.
fn constraints(slot: &Slot, types: &Types) -> Vec<Constraint> {
    let (mut slot, mut found) = (slot, slot.constraints.clone());
    for _ in 0..MOST_STEPS {
        slot = match &slot.ty {
            TypeRef::Named(id) => match &types[*id].kind {
                TypeKind::Alias(next) => next,
                _ => break,
            },
            TypeRef::List(inner) | TypeRef::Map(inner) => inner,
            _ => break,
        };
        slot.constraints.iter().for_each(|c| c.clone().add(&mut found));
    }
    found
}
