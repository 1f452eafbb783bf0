//! Marks which way the values of each type travel.

use crate::config::Config;
use crate::diagnostics::Sink;
use crate::ir::{Api, Direction, Response, Slot, TypeId, Types};

/// Marks every type that a request or a response reaches.
pub(super) fn run(api: &mut Api, _: &Config, _: &mut Sink) {
    let (mut sent, mut received) = (Vec::new(), Vec::new());
    for operation in &api.operations {
        for parameter in &operation.parameters {
            roots(&parameter.slot, &mut sent);
        }
        if let Some(body) = &operation.body {
            roots(&body.payload.slot, &mut sent);
        }
        for response in operation.successes.iter().chain(&operation.failures) {
            from_response(response, &mut received);
        }
    }
    spread(&mut api.types, sent, |direction| &mut direction.request);
    spread(&mut api.types, received, |direction| &mut direction.response);
}

fn from_response(response: &Response, roots_of: &mut Vec<TypeId>) {
    for header in &response.headers {
        roots(&header.slot, roots_of);
    }
    if let Some(payload) = &response.payload {
        roots(&payload.slot, roots_of);
    }
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
