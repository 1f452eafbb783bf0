//! Orders the types: the document's own in its order, each followed by those that are part of it.

use std::collections::HashSet;

use crate::config::Config;
use crate::diagnostics::Sink;
use crate::ir::{Api, Owner, TypeId};

/// Fills the order; a type that nothing reaches any more is left out of it.
pub(super) fn run(api: &mut Api, _: &Config, _: &mut Sink) {
    let reached = reached(api);
    let mut parts: Vec<Vec<TypeId>> = vec![Vec::new(); api.types.all.len()];
    for id in api.types.ids() {
        if let Some(Owner::Type(owner)) = api.types[id].name.owner {
            parts[owner.0 as usize].push(id);
        }
    }
    let mut placed = HashSet::new();
    let mut order = Vec::new();
    let roots = api.types.ids().filter(|id| !matches!(api.types[*id].name.owner, Some(Owner::Type(_))));
    for root in roots.chain(api.types.ids()) {
        let mut stack = vec![root];
        while let Some(id) = stack.pop() {
            if placed.insert(id) {
                if reached.contains(&id) {
                    order.push(id);
                }
                stack.extend(parts[id.0 as usize].iter().rev().copied());
            }
        }
    }
    api.types.order = order;
}

/// What the document names, what operations use, and all that these are made of.
fn reached(api: &Api) -> HashSet<TypeId> {
    let used = |id: &TypeId| {
        let def = &api.types[*id];
        def.name.component || def.direction.request || def.direction.response
    };
    let mut work: Vec<TypeId> = api.types.ids().filter(used).collect();
    let mut reached = HashSet::new();
    while let Some(id) = work.pop() {
        if reached.insert(id) {
            api.types[id].kind.slots().into_iter().for_each(|s| s.each_named(&mut |part| work.push(part)));
        }
    }
    reached
}
