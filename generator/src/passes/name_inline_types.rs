//! Names every type that the document doesn't name, after what it is part of.

use crate::config::Config;
use crate::diagnostics::Sink;
use crate::ir::case::{snake, upper_camel};
use crate::ir::{Api, Owner, TypeId};

/// Gives each unnamed type the name of its owner and of its part in it: `BatchTemplate`.
pub(super) fn run(api: &mut Api, _: &Config, _: &mut Sink) {
    super::name_variants::run(api);
    for id in api.types.ids().collect::<Vec<_>>() {
        name(api, id, 0);
    }
}

pub(super) fn name(api: &mut Api, id: TypeId, depth: usize) -> String {
    if let Some(given) = &api.types[id].name.given {
        return given.clone();
    }
    let owner = match api.types[id].name.owner {
        Some(Owner::Type(owner)) if owner != id && depth < 64 => name(api, owner, depth + 1),
        Some(Owner::Operation(index)) => api.operations.get(index).map(|o| o.id.clone()).unwrap_or_default(),
        _ => String::new(),
    };
    let given = joined(&owner, &api.types[id].name.role);
    api.types[id].name.given = Some(given.clone());
    given
}

/// The owner's words and the role's, without saying a word twice where the two meet.
pub(super) fn joined(owner: &str, role: &str) -> String {
    let (owner, role) = (snake(owner), snake(role));
    let mut words: Vec<&str> = owner.split('_').filter(|w| !w.is_empty()).collect();
    let mut role: &[&str] = &role.split('_').filter(|w| !w.is_empty()).collect::<Vec<_>>();
    if let ([first, rest @ ..], Some(last)) = (role, words.last())
        && first == last
        && !rest.is_empty()
    {
        role = rest;
    }
    words.extend_from_slice(role);
    upper_camel(&words.join("_"))
}

#[cfg(test)]
mod tests {
    use super::joined;

    #[test]
    fn words_are_said_once() {
        assert_eq!(joined("Batch", "template"), "BatchTemplate");
        assert_eq!(joined("Batch", "batch_status"), "BatchStatus");
        assert_eq!(joined("get_batch", "Response"), "GetBatchResponse");
        assert_eq!(joined("Node", "node"), "NodeNode");
    }
}
