//! Puts what is in other files into the document.

use super::below::may_be_reference;
use super::find::Found;
use super::homes::Homes;
use super::survey::Survey;
use super::uses::{self, Kind, Use};
use crate::diagnostics::{Diagnostic, Place, Pointer, Sink};
use crate::dialect::MISSING;
use crate::dialect::carry::Members;
use crate::dialect::context::Context;
use crate::overlay::Places;
use crate::syntax::{Forest, Node};

/// How many references may be replaced by what they name; a document that needs more is made to need more.
const COPIES: usize = 100_000;

/// How deep in the document that may be.
const DEPTH: usize = 128;

/// Joins the files of a document into one tree, in which every reference is a pointer; with where all of it stood. What
/// leads nowhere, after that was said, is a reference to [`MISSING`].
pub(in crate::dialect) fn join(forest: Forest, mut survey: Survey, places: Places, sink: &mut Sink) -> (Node, Places) {
    for mut said in std::mem::take(&mut survey.problems) {
        for label in said.labels.iter_mut().filter(|label| label.place.source == forest.root()) {
            label.place = places.find(&label.place.pointer);
        }
        sink.push(said);
    }
    if survey.uses.is_empty() && !survey.failed {
        return (forest.into_root(), places);
    }
    let homes = Homes::of(&survey, &forest);
    let mut join = Join {
        forest: &forest,
        survey: &survey,
        homes: &homes,
        joined: places.clone(),
        places: &places,
        sink,
        copies: Vec::new(),
        copied: 0,
    };
    let root = join.document();
    (root, join.joined)
}

struct Join<'j> {
    forest: &'j Forest,
    survey: &'j Survey,
    homes: &'j Homes,
    /// Where the nodes of the document's own file stand.
    places: &'j Places,
    /// Where those of the joined document stand.
    joined: Places,
    sink: &'j mut Sink,
    /// What is being put in place of references, from the outside in.
    copies: Vec<Place>,
    copied: usize,
}

impl Join<'_> {
    fn document(&mut self) -> Node {
        let at = Place::root(self.forest.root());
        let empty = Node::Object(Members::default());
        let mut root =
            self.node(self.forest.tree(at.source).unwrap_or(&empty), Context::Document, &at, &Pointer::default());
        let homes = self.homes;
        for (place, context, home) in &homes.components {
            let Some(node) = self.survey.finder(self.forest).node(place) else { continue };
            self.remember(home.clone(), place);
            let node = self.node(node, *context, place, home);
            insert(&mut root, &home.tokens(), node);
        }
        root
    }

    fn node(&mut self, node: &Node, context: Context, from: &Place, to: &Pointer) -> Node {
        match node {
            Node::Object(members) => match uses::reference(members, context, from) {
                Some(used) => self.reference(members, &used, to),
                None => Node::Object(self.members(members, context, from, to)),
            },
            Node::List(items) => {
                let items = items.iter().enumerate().map(|(index, item)| {
                    let token = index.to_string();
                    self.below(item, context, &token, from, to)
                });
                Node::List(items.collect())
            }
            other => other.clone(),
        }
    }

    fn below(&mut self, node: &Node, context: Context, token: &str, from: &Place, to: &Pointer) -> Node {
        match self.survey.layout.below(context, token) {
            Some(inner) => self.node(node, inner, &from.child(token), &to.child(token)),
            None => node.clone(),
        }
    }

    fn members(&mut self, members: &Members, context: Context, from: &Place, to: &Pointer) -> Members {
        let is_schema = context == Context::Schema;
        let mut joined = Members::with_capacity(members.len());
        for (key, value) in members {
            // These have done their work, or mean nothing but in a file of their own.
            let is_done = matches!(key.as_str(), "$anchor" | "$dynamicAnchor")
                || (from.source != self.forest.root() && matches!(key.as_str(), "$id" | "$schema" | "$comment"));
            if is_schema && is_done && value.as_str().is_some() {
                continue;
            }
            joined.insert(key.clone(), self.below(value, context, key, from, to));
        }
        if uses::mapping(members, context).is_some() {
            self.mapping(&mut joined, from);
        }
        joined
    }

    fn mapping(&mut self, members: &mut Members, from: &Place) {
        let at = from.child("discriminator").child("mapping");
        let mapping = match members.get_mut("discriminator") {
            Some(Node::Object(discriminator)) => discriminator.get_mut("mapping"),
            _ => None,
        };
        let Some(Node::Object(mapping)) = mapping else { return };
        for (value, mapped) in mapping {
            if let Some(used) = uses::mapped(mapped, &at.child(value))
                && let Some(home) = self.home(&used)
            {
                *mapped = Node::String(home);
            }
        }
    }

    /// What becomes of an object that is a reference.
    fn reference(&mut self, members: &Members, used: &Use, to: &Pointer) -> Node {
        if self.survey.stays(self.forest, used) {
            return self.untouched(members, used, to);
        }
        let key = if used.kind == Kind::Dynamic { "$dynamicRef" } else { "$ref" };
        let beside = |join: &mut Self| {
            let mut beside = members.clone();
            beside.shift_remove(key);
            let counts = used.kind == Kind::Dynamic || uses::reads_beside(join.survey.layout, used.context);
            if counts { join.members(&beside, used.context, &used.at, to) } else { beside }
        };
        let Ok(Found { place: target, .. }) = self.survey.finder(self.forest).find(used) else {
            return missing(used);
        };
        let home = self.homes.of_place(self.forest.root(), &target);
        match home.filter(|home| home != to && self.survey.layout.section(used.context).is_some()) {
            Some(home) => {
                let mut referring = Members::from_iter([("$ref".to_owned(), Node::String(text(&home)))]);
                referring.extend(beside(self));
                Node::Object(referring)
            }
            None => {
                let own = beside(self);
                self.copy(own, used, &target, to)
            }
        }
    }

    /// A reference that stays as it is.
    fn untouched(&mut self, members: &Members, used: &Use, to: &Pointer) -> Node {
        if uses::reads_beside(self.survey.layout, used.context) {
            return Node::Object(self.members(members, used.context, &used.at, to));
        }
        Node::Object(members.clone())
    }

    /// Puts what a reference names in its place; what stands beside the reference counts more.
    fn copy(&mut self, own: Members, used: &Use, target: &Place, to: &Pointer) -> Node {
        if self.copies.contains(target) {
            let message = format!("`{}` leads back to what it is part of, and can't stand in its own place", used.text);
            self.sink.push(Diagnostic::error("GW0303", message).at(&self.place(&used.place()), ""));
            return Node::Object(own);
        }
        if self.copied == COPIES || to.tokens().len() > DEPTH {
            if self.copied != usize::MAX {
                let message = format!(
                    "`{}` makes the document too large: what it names stands in it too often, or too deep",
                    used.text
                );
                self.sink.push(Diagnostic::error("GW0319", message).at(&self.place(&used.place()), ""));
            }
            self.copied = usize::MAX;
            return Node::Object(own);
        }
        if !may_be_reference(used.context) {
            let message = "a reference stands where the specification has none; what it names is read in its place";
            self.sink.push(Diagnostic::warning("GW0318", message).at(&self.place(&used.place()), ""));
        }
        let Some(node) = self.survey.finder(self.forest).node(target) else { return Node::Object(own) };
        self.copied = self.copied.saturating_add(1);
        self.copies.push(target.clone());
        self.remember(to.clone(), target);
        let mut copy = self.node(node, used.context, target, to);
        self.copies.pop();
        if let Node::Object(copied) = &mut copy {
            for (key, value) in own {
                self.remember(to.child(&key), &used.at.child(&key));
                copied.insert(key, value);
            }
        }
        copy
    }

    fn remember(&mut self, to: Pointer, from: &Place) {
        let place = self.place(from);
        self.joined.remember(to, place);
    }

    /// Where something stands, overlays being what they are.
    fn place(&self, from: &Place) -> Place {
        if from.source == self.forest.root() { self.places.find(&from.pointer) } else { from.clone() }
    }

    /// The reference to where what is named stands now; `None` where the text is right as it is.
    fn home(&self, used: &Use) -> Option<String> {
        if self.survey.stays(self.forest, used) {
            return None;
        }
        let found = self.survey.finder(self.forest).find(used).ok()?;
        self.homes.of_place(self.forest.root(), &found.place).map(|home| text(&home))
    }
}

/// What stands in the place of a reference that leads nowhere.
fn missing(used: &Use) -> Node {
    let reference = may_be_reference(used.context).then(|| ("$ref".to_owned(), Node::String(MISSING.to_owned())));
    Node::Object(reference.into_iter().collect())
}

/// The reference to a place of the document.
fn text(pointer: &Pointer) -> String {
    format!("#{}", pointer.to_string().replace('%', "%25"))
}

/// Puts a node at the end of a way, and makes the objects on the way that aren't there.
fn insert(root: &mut Node, tokens: &[&str], node: Node) {
    let Some((token, rest)) = tokens.split_first() else {
        *root = node;
        return;
    };
    if !matches!(root, Node::Object(_)) {
        *root = Node::Object(Members::default());
    }
    if let Node::Object(members) = root {
        insert(members.entry((*token).to_owned()).or_insert(Node::Null), rest, node);
    }
}
