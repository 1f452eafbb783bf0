//! Marks which way the values of each type travel.

use crate::config::Config;
use crate::diagnostics::Sink;
use crate::ir::{Api, Direction, Slot, TypeId, Types};

/// Marks anew every type that a request or a response reaches.
pub(super) fn run(api: &mut Api, _: &Config, _: &mut Sink) {
    api.types.all.iter_mut().for_each(|def| def.direction = Direction::default());
    let (mut sent, mut received) = (Vec::new(), Vec::new());
    for operation in &api.operations {
        for parameter in &operation.parameters {
            roots(&parameter.slot, &mut sent);
        }
        operation.sent().for_each(|content| roots(&content.slot, &mut sent));
        operation.received().for_each(|content| roots(&content.slot, &mut received));
        operation.answers().flat_map(|answer| &answer.headers).for_each(|header| roots(&header.slot, &mut received));
    }
    spread(&mut api.types, sent, |direction| &mut direction.request);
    spread(&mut api.types, received, |direction| &mut direction.response);
}

fn roots(slot: &Slot, list: &mut Vec<TypeId>) {
    slot.each_named(&mut |id| list.push(id));
}

fn spread(types: &mut Types, mut work: Vec<TypeId>, mark: fn(&mut Direction) -> &mut bool) {
    while let Some(id) = work.pop() {
        let marked = mark(&mut types[id].direction);
        if !*marked {
            *marked = true;
            types[id].kind.slots().into_iter().for_each(|slot| roots(slot, &mut work));
        }
    }
}
