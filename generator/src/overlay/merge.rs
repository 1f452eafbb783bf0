//! Merges what an action brings into what is there.

use super::Node;
use super::places::Patches;
use crate::diagnostics::Place;

/// What an action brings, with where it stands.
#[derive(Debug, Clone)]
pub(super) struct Incoming<'n> {
    pub(super) node: &'n Node,
    pub(super) place: Place,
    /// What below it stands elsewhere; `None` for nothing.
    pub(super) patches: Option<&'n Patches>,
}

/// What is there, with where it stands.
pub(super) struct Target<'n> {
    pub(super) node: &'n mut Node,
    pub(super) place: Place,
    pub(super) patches: &'n mut Patches,
}

/// Two values that can't be merged.
#[derive(Debug)]
pub(super) struct Misfit {
    pub(super) incoming: (&'static str, Place),
    pub(super) target: (&'static str, Place),
}

impl<'n> Incoming<'n> {
    fn child(&self, token: &str, node: &'n Node) -> Self {
        let patches = self.patches.and_then(|patches| patches.get(token));
        let place = patches.and_then(|patches| patches.place.clone()).unwrap_or_else(|| self.place.child(token));
        Self { node, place, patches }
    }

    /// As what is inserted remembers where it stood.
    fn patches(&self) -> Patches {
        let mut patches = self.patches.cloned().unwrap_or_default();
        patches.place = Some(self.place.clone());
        patches
    }
}

/// Merges into a target of an action: a list also takes a single value, as one more item.
pub(super) fn merge_into(target: Target<'_>, incoming: &Incoming<'_>) -> Result<(), Misfit> {
    if let (Node::List(items), false) = (&mut *target.node, matches!(incoming.node, Node::List(_))) {
        append(items, target.patches, incoming);
        return Ok(());
    }
    merge(target, incoming)
}

fn merge(target: Target<'_>, incoming: &Incoming<'_>) -> Result<(), Misfit> {
    let kinds = (target.node.kind(), incoming.node.kind());
    match (target.node, incoming.node) {
        (Node::Object(members), Node::Object(added)) => {
            for (key, value) in added {
                let incoming = incoming.child(key, value);
                let Some(node) = members.get_mut(key) else {
                    members.insert(key.clone(), value.clone());
                    target.patches.set(key, incoming.patches());
                    continue;
                };
                let place = target.patches.place_of(&target.place, key);
                merge(Target { node, place, patches: target.patches.entry(key) }, &incoming)?;
            }
            Ok(())
        }
        (Node::List(items), Node::List(added)) => {
            for (index, value) in added.iter().enumerate() {
                append(items, target.patches, &incoming.child(&index.to_string(), value));
            }
            Ok(())
        }
        (Node::Object(_) | Node::List(_), _) | (_, Node::Object(_) | Node::List(_)) => {
            Err(Misfit { incoming: (kinds.1, incoming.place.clone()), target: (kinds.0, target.place) })
        }
        (node, value) => {
            *node = value.clone();
            *target.patches = incoming.patches();
            Ok(())
        }
    }
}

fn append(items: &mut Vec<Node>, patches: &mut Patches, incoming: &Incoming<'_>) {
    patches.set(&items.len().to_string(), incoming.patches());
    items.push(incoming.node.clone());
}
