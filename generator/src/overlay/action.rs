//! Applies the actions of an overlay.

use std::cmp::Ordering;

use serde_json::Value;
use serde_json_path::{JsonPath, PathElement};

use super::merge::{Incoming, Target, merge_into};
use super::places::Patches;
use super::{Node, Overlaid, value};
use crate::diagnostics::{Diagnostic, Place, Sink, SourceId};

/// An action that was read.
#[derive(Debug)]
pub(super) struct Action<'o> {
    /// What it changes.
    pub(super) target: Query<'o>,
    pub(super) change: Change<'o>,
}

/// A query, with where it stands.
#[derive(Debug)]
pub(super) struct Query<'o> {
    pub(super) path: JsonPath,
    pub(super) text: &'o str,
    pub(super) at: Place,
}

/// What an action does.
#[derive(Debug)]
pub(super) enum Change<'o> {
    Remove,
    /// Merges this value, which stands there.
    Update(&'o Node, Place),
    /// Merges the one node that the query finds.
    Copy(Query<'o>),
    /// Neither is stated.
    Nothing,
}

/// How deep a document may nest, as when it is parsed.
const LEVELS: usize = 128;

/// The tokens that lead to a node.
type Path = Vec<String>;

/// A document while overlays are applied to it.
pub(super) struct Document {
    pub(super) root: Node,
    source: SourceId,
    patches: Patches,
    /// The same as the JSONPath engine takes it.
    value: Value,
}

impl Document {
    pub(super) fn new(root: Node, source: SourceId) -> Self {
        let value = value::of(&root);
        Self { root, source, patches: Patches::default(), value }
    }

    pub(super) fn finish(self) -> Overlaid {
        Overlaid { root: self.root, places: self.patches.finish(self.source) }
    }

    /// Applies an action; whether it could be.
    pub(super) fn apply(&mut self, action: &Action<'_>, sink: &mut Sink) -> bool {
        let Query { path, text, at } = &action.target;
        let found = self.find(path);
        if found.is_empty() {
            let message = format!("`{text}` finds nothing, so this action of the overlay changes nothing");
            let help = "an earlier action or overlay may have removed it, or the document has changed";
            sink.push(Diagnostic::warning("GW0217", message).at(at, "").help(help));
            return true;
        }
        let done = match &action.change {
            Change::Nothing => Ok(()),
            Change::Remove => self.remove(found, at),
            Change::Update(node, place) => {
                self.update(&found, &Incoming { node, place: place.clone(), patches: None }, at)
            }
            Change::Copy(query) => self.copy(&found, query, at),
        };
        done.map_err(|diagnostic| sink.push(*diagnostic)).is_ok()
    }

    fn find(&self, query: &JsonPath) -> Vec<Path> {
        let path = |located: &serde_json_path::LocatedNode<'_>| {
            let token = |element: &PathElement<'_>| match element {
                PathElement::Name(name) => (*name).to_owned(),
                PathElement::Index(index) => index.to_string(),
            };
            located.location().iter().map(token).collect()
        };
        query.query_located(&self.value).dedup().iter().map(path).collect()
    }

    fn copy(&mut self, found: &[Path], query: &Query<'_>, at: &Place) -> Result<(), Box<Diagnostic>> {
        let sources = self.find(&query.path);
        let [source] = &sources[..] else {
            let message = format!("`copy` takes one node, and `{}` finds {}", query.text, sources.len());
            return Err(Box::new(Diagnostic::error("GW0219", message).at(&query.at, "")));
        };
        let Some(Target { node, place, patches }) = self.target(source) else { return Ok(()) };
        let (node, patches) = (node.clone(), patches.clone());
        self.update(found, &Incoming { node: &node, place, patches: Some(&patches) }, at)
    }

    fn update(&mut self, found: &[Path], incoming: &Incoming<'_>, at: &Place) -> Result<(), Box<Diagnostic>> {
        let depth = depth(incoming.node);
        let mut first: Option<(&'static str, Place)> = None;
        for path in found {
            let Some(target) = self.target(path) else { continue };
            let (kind, place) = (shape(target.node), target.place.clone());
            if let Some((other, other_place)) = first.as_ref().filter(|(other, _)| *other != kind) {
                let message =
                    format!("this finds both {other} and {kind}; the nodes that one action changes are alike");
                let diagnostic = Diagnostic::error("GW0219", message).at(at, "");
                return Err(Box::new(diagnostic.at_key(other_place, *other).at_key(&place, kind)));
            }
            first.get_or_insert((kind, place));
            if path.len() + depth > LEVELS {
                let message = format!("this makes the document nest deeper than the {LEVELS} levels that are read");
                return Err(Box::new(Diagnostic::error("GW0219", message).at(&incoming.place, "")));
            }
            merge_into(target, incoming).map_err(|misfit| {
                let ((new, new_place), (old, old_place)) = (misfit.incoming, misfit.target);
                let message = format!("{new} can't be merged into {old}");
                let diagnostic = Diagnostic::error("GW0219", message).at_key(&new_place, format!("here is {new}"));
                Box::new(
                    diagnostic
                        .at_key(&old_place, format!("and here is {old}"))
                        .help("to replace a value by one of another kind, remove it by an action before this one"),
                )
            })?;
            self.renew(path);
        }
        Ok(())
    }

    /// Later items first, and what is within before what it is within, so that no path is out of date.
    fn remove(&mut self, mut found: Vec<Path>, at: &Place) -> Result<(), Box<Diagnostic>> {
        found.sort_by(|one, other| later_first(one, other));
        for path in &found {
            let Some((token, parent)) = path.split_last() else {
                let message = "this removes the whole document";
                return Err(Box::new(Diagnostic::error("GW0219", message).at(at, "")));
            };
            let Some(Target { node, place, patches }) = self.target(parent) else { continue };
            match node {
                Node::Object(members) => {
                    members.shift_remove(token);
                    patches.forget(token);
                }
                Node::List(items) => {
                    if let Some(index) = token.parse::<usize>().ok().filter(|index| *index < items.len()) {
                        patches.forget_item(&place, index, items.len());
                        items.remove(index);
                    }
                }
                _ => {}
            }
            match value::descend(&mut self.value, parent) {
                Some(Value::Object(members)) => _ = members.remove(token),
                Some(Value::Array(items)) => {
                    if let Some(index) = token.parse::<usize>().ok().filter(|index| *index < items.len()) {
                        items.remove(index);
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn target(&mut self, path: &[String]) -> Option<Target<'_>> {
        let (mut node, mut patches, mut place) = (&mut self.root, &mut self.patches, Place::root(self.source));
        for token in path {
            place = patches.place_of(&place, token);
            patches = patches.entry(token);
            node = match node {
                Node::Object(members) => members.get_mut(token)?,
                Node::List(items) => items.get_mut(token.parse::<usize>().ok()?)?,
                _ => return None,
            };
        }
        Some(Target { node, place, patches })
    }

    /// Brings what queries see up to date with what was changed.
    fn renew(&mut self, path: &[String]) {
        let Some(new) = self.target(path).map(|target| value::of(target.node)) else { return };
        if let Some(old) = value::descend(&mut self.value, path) {
            *old = new;
        }
    }
}

/// What the specification tells apart of the nodes that an action changes.
fn shape(node: &Node) -> &'static str {
    match node {
        Node::Object(_) => "an object",
        Node::List(_) => "a list",
        _ => "a single value",
    }
}

fn depth(node: &Node) -> usize {
    match node {
        Node::Object(members) => 1 + members.values().map(depth).max().unwrap_or_default(),
        Node::List(items) => 1 + items.iter().map(depth).max().unwrap_or_default(),
        _ => 0,
    }
}

fn later_first(one: &[String], other: &[String]) -> Ordering {
    for (one, other) in one.iter().zip(other) {
        let order = match (one.parse::<usize>(), other.parse::<usize>()) {
            (Ok(one), Ok(other)) => other.cmp(&one),
            _ => other.cmp(one),
        };
        if order != Ordering::Equal {
            return order;
        }
    }
    other.len().cmp(&one.len())
}
