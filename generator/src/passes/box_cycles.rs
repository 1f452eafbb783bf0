//! Boxes a type where it would otherwise contain itself, or be so large that moving it about endangers the stack.

use std::collections::BTreeSet;

use crate::config::Config;
use crate::diagnostics::Sink;
use crate::ir::{Api, Slot, TypeId, TypeKind, TypeRef, Types};

/// The most that a type may take within another, in bytes as they are estimated here. Some documents nest records of
/// dozens of records, and reading one that holds all of them in place needs a multiple of that for each level.
const LARGEST: usize = 8192;

/// Boxes the references that close a cycle of types by value; lists and maps are indirect already. Then those to what is
/// large.
pub(super) fn run(api: &mut Api, _: &Config, _: &mut Sink) {
    let mut states = vec![State::New; api.types.all.len()];
    let ids: Vec<TypeId> = api.types.ids().collect();
    let mut inner_first = Vec::with_capacity(ids.len());
    for id in ids {
        visit(&mut api.types, id, &mut states, &mut inner_first);
    }
    let forms = api.forms();
    box_large(&mut api.types, &inner_first, &forms);
}

fn box_large(types: &mut Types, inner_first: &[TypeId], forms: &BTreeSet<TypeId>) {
    let mut sizes = vec![0_usize; types.all.len()];
    for id in inner_first {
        let kind = &mut types[*id].kind;
        let may_box = matches!(kind, TypeKind::Record(_) | TypeKind::Union(_)) && !forms.contains(id);
        let is_choice = matches!(kind, TypeKind::Union(_));
        let mut size = 0_usize;
        for slot in kind.slots_mut() {
            if let TypeRef::Named(target) = slot.ty
                && may_box
                && sizes[target.0 as usize] > LARGEST
            {
                slot.ty = TypeRef::Boxed(target);
            }
            let own = size_of(slot, &sizes);
            size = if is_choice { size.max(own) } else { size.saturating_add(own) };
        }
        sizes[id.0 as usize] = size.max(TEXT);
    }
}

/// What a text, a list or a map takes; most scalars take less.
const TEXT: usize = 24;

fn size_of(slot: &Slot, sizes: &[usize]) -> usize {
    match slot.ty {
        TypeRef::Named(id) => sizes[id.0 as usize],
        TypeRef::Boxed(_) => 8,
        _ => TEXT,
    }
}

#[derive(Clone, Copy, PartialEq)]
enum State {
    New,
    Open,
    Done,
}

/// Walks depth first with a stack of its own, for documents nest deeper than the thread's stack may.
fn visit(types: &mut Types, root: TypeId, states: &mut [State], inner_first: &mut Vec<TypeId>) {
    if states[root.0 as usize] != State::New {
        return;
    }
    let mut stack = vec![(root, 0)];
    states[root.0 as usize] = State::Open;
    while let Some((id, next)) = stack.pop() {
        let mut slots = types[id].kind.slots_mut();
        if next >= slots.len() {
            states[id.0 as usize] = State::Done;
            inner_first.push(id);
            continue;
        }
        stack.push((id, next + 1));
        let slot = &mut slots[next];
        if let TypeRef::Named(target) = slot.ty {
            match states[target.0 as usize] {
                State::New => {
                    states[target.0 as usize] = State::Open;
                    stack.push((target, 0));
                }
                State::Open => slot.ty = TypeRef::Boxed(target),
                State::Done => {}
            }
        }
    }
}
