//! Boxes a type where it would otherwise contain itself, and nowhere else.

use crate::config::Config;
use crate::diagnostics::Sink;
use crate::ir::{Api, TypeId, TypeRef, Types};

/// Boxes the references that close a cycle of types by value; lists and maps are indirect already.
pub(super) fn run(api: &mut Api, _: &Config, _: &mut Sink) {
    let mut states = vec![State::New; api.types.all.len()];
    let ids: Vec<TypeId> = api.types.ids().collect();
    for id in ids {
        visit(&mut api.types, id, &mut states);
    }
}

#[derive(Clone, Copy, PartialEq)]
enum State {
    New,
    Open,
    Done,
}

/// Walks depth first with a stack of its own, for documents nest deeper than the thread's stack may.
fn visit(types: &mut Types, root: TypeId, states: &mut [State]) {
    if states[root.0 as usize] != State::New {
        return;
    }
    let mut stack = vec![(root, 0)];
    states[root.0 as usize] = State::Open;
    while let Some((id, next)) = stack.pop() {
        let mut slots = types[id].kind.slots_mut();
        if next >= slots.len() {
            states[id.0 as usize] = State::Done;
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
