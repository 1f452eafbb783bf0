//! Makes a type of its own of an alias that names itself, for Rust has no recursive aliases.

use crate::config::Config;
use crate::diagnostics::{Diagnostic, Sink};
use crate::ir::{Api, Slot, TypeId, TypeKind, TypeRef, Types, Untyped};

/// Turns aliases that reach themselves through aliases alone into newtypes; one that reaches nothing else is untyped.
pub(super) fn run(api: &mut Api, _: &Config, sink: &mut Sink) {
    for id in api.types.ids().collect::<Vec<_>>() {
        let TypeKind::Alias(slot) = &api.types[id].kind else { continue };
        if !reaches(&api.types, slot, id, &mut Vec::new()) {
            continue;
        }
        if is_empty_circle(&api.types, id) {
            let at = api.types[id].at.clone();
            let reason = "the schema refers to nothing but itself".to_owned();
            sink.push(
                Diagnostic::note("GW0501", format!("any value is let through here: {reason}")).at(&at, "not typed"),
            );
            api.untyped.push(Untyped { at, reason });
            api.types[id].kind = TypeKind::Alias(Slot::any());
        } else {
            api.types[id].kind = TypeKind::Newtype(slot.clone());
        }
    }
}

fn reaches(types: &Types, slot: &Slot, goal: TypeId, seen: &mut Vec<TypeId>) -> bool {
    let mut found = false;
    slot.each_named(&mut |id| {
        if id == goal {
            found = true;
        } else if let (TypeKind::Alias(next), false) = (&types[id].kind, seen.contains(&id)) {
            seen.push(id);
            found = found || reaches(types, next, goal, seen);
        }
    });
    found
}

/// Whether following an alias never meets a list or a map.
fn is_empty_circle(types: &Types, start: TypeId) -> bool {
    let mut at = start;
    for _ in 0..types.all.len() {
        match &types[at].kind {
            TypeKind::Alias(Slot { ty: TypeRef::Named(next), .. }) => at = *next,
            _ => return false,
        }
    }
    true
}
