//! Makes a type of its own of an alias that names itself, for Rust has no recursive aliases.

use std::collections::HashSet;

use crate::config::Config;
use crate::diagnostics::{Diagnostic, Sink};
use crate::ir::{Api, Slot, TypeId, TypeKind, TypeRef, Types, Untyped};

/// Turns aliases that reach themselves through aliases alone into newtypes; one that reaches nothing else is untyped.
pub(super) fn run(api: &mut Api, _: &Config, sink: &mut Sink) {
    for id in suspects(&api.types) {
        let TypeKind::Alias(slot) = &api.types[id].kind else { continue };
        if !reaches(&api.types, id) {
            continue;
        }
        if is_empty_circle(&api.types, id) {
            let at = api.types[id].at.clone();
            let reason = "the schema refers to nothing but itself".to_owned();
            sink.push(
                Diagnostic::note("GW0501", format!("any value is let through here: {reason}")).at(&at, "not typed"),
            );
            api.untyped.push(Untyped::value(at, reason));
            api.types[id].kind = TypeKind::Alias(Slot::any());
        } else {
            api.types[id].kind = TypeKind::Newtype(slot.clone());
        }
    }
}

/// The aliases that could be part of a circle: what is left when those that lead to no other alias are taken away again
/// and again.
fn suspects(types: &Types) -> Vec<TypeId> {
    let ids: Vec<TypeId> = types.ids().collect();
    let mut users: Vec<Vec<TypeId>> = vec![Vec::new(); ids.len()];
    let mut open: Vec<usize> = Vec::with_capacity(ids.len());
    for id in &ids {
        let targets = targets(types, *id);
        open.push(targets.len());
        targets.into_iter().for_each(|target| users[target.0 as usize].push(*id));
    }
    let mut plain: Vec<TypeId> = ids.iter().copied().filter(|id| open[id.0 as usize] == 0).collect();
    while let Some(id) = plain.pop() {
        for user in &users[id.0 as usize] {
            let left = &mut open[user.0 as usize];
            *left -= 1;
            if *left == 0 {
                plain.push(*user);
            }
        }
    }
    ids.into_iter().filter(|id| open[id.0 as usize] > 0).collect()
}

/// The aliases that an alias names.
fn targets(types: &Types, id: TypeId) -> Vec<TypeId> {
    let mut named = Vec::new();
    if let TypeKind::Alias(slot) = &types[id].kind {
        slot.each_named(&mut |target| named.push(target));
    }
    named.retain(|target| matches!(types[*target].kind, TypeKind::Alias(_)));
    named
}

/// Whether an alias leads back to itself.
fn reaches(types: &Types, goal: TypeId) -> bool {
    let mut work = targets(types, goal);
    let mut seen = HashSet::new();
    while let Some(id) = work.pop() {
        if id == goal {
            return true;
        }
        if seen.insert(id) {
            work.extend(targets(types, id));
        }
    }
    false
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
