//! A tree of the bytes of each node, for diagnostics.

use std::collections::HashMap;
use std::ops::Range;

use super::{json, yaml};

/// Where each node of a text stands.
#[derive(Debug, Default)]
pub(super) struct Spans {
    nodes: Vec<Node>,
    root: usize,
}

/// A node, by its place in [`Spans`].
pub(super) type NodeId = usize;

#[derive(Debug)]
struct Node {
    range: Range<usize>,
    children: Children,
}

#[derive(Debug)]
enum Children {
    None,
    Items(Vec<NodeId>),
    Members(Vec<Member>),
}

/// A member of an object.
#[derive(Debug)]
pub(super) struct Member {
    /// The key, where it isn't just what stands between the quotes at the range.
    pub(super) key: Option<Box<str>>,
    /// The bytes of the key.
    pub(super) range: Range<usize>,
    /// The value.
    pub(super) value: NodeId,
}

impl Member {
    fn key<'k>(&'k self, text: &'k str) -> &'k str {
        let quoted = || text.get(self.range.start + 1..self.range.end.saturating_sub(1)).unwrap_or_default();
        self.key.as_deref().unwrap_or_else(quoted)
    }
}

impl Spans {
    /// Reads the tree; what stands before an error is kept, as far as it is complete.
    pub(super) fn of(text: &str) -> Option<Self> {
        if text.trim_start().starts_with(['{', '[']) {
            json::spans(text).or_else(|| yaml::spans(text))
        } else {
            yaml::spans(text)
        }
    }

    pub(super) fn scalar(&mut self, range: Range<usize>) -> NodeId {
        self.push(Node { range, children: Children::None })
    }

    pub(super) fn list(&mut self, range: Range<usize>, items: Vec<NodeId>) -> NodeId {
        self.push(Node { range, children: Children::Items(items) })
    }

    pub(super) fn object(&mut self, range: Range<usize>, members: Vec<Member>) -> NodeId {
        self.push(Node { range, children: Children::Members(members) })
    }

    pub(super) fn with_root(mut self, root: NodeId) -> Self {
        self.root = root;
        self
    }

    pub(super) fn range(&self, id: NodeId) -> Range<usize> {
        self.nodes.get(id).map_or(0..0, |node| node.range.clone())
    }

    /// The value at the tokens of a pointer into the text, with the key that leads to it; or the nearest node above that
    /// is there.
    pub(super) fn find(&self, text: &str, tokens: &[&str]) -> (NodeId, Option<Range<usize>>) {
        let (mut at, mut key) = (self.root, None);
        for token in tokens {
            let Some((child, child_key)) = self.child(text, at, token, 0) else { break };
            (at, key) = (child, child_key);
        }
        (at, key)
    }

    /// Each key equal to `key` of the object at the tokens.
    pub(super) fn find_keys(&self, text: &str, tokens: &[&str], key: &str) -> Vec<Range<usize>> {
        let (object, _) = self.find(text, tokens);
        match self.nodes.get(object).map(|node| &node.children) {
            Some(Children::Members(members)) => {
                members.iter().filter(|member| member.key(text) == key).map(|member| member.range.clone()).collect()
            }
            _ => Vec::new(),
        }
    }

    fn child(&self, text: &str, at: NodeId, token: &str, merges: usize) -> Option<(NodeId, Option<Range<usize>>)> {
        match &self.nodes.get(at)?.children {
            Children::None => None,
            Children::Items(items) => items.get(token.parse::<usize>().ok()?).map(|id| (*id, None)),
            Children::Members(members) => match members.iter().find(|member| member.key(text) == token) {
                Some(member) => Some((member.value, Some(member.range.clone()))),
                // A merge may be of what merges in turn; nobody nests that deep by hand.
                None if merges < 8 => members
                    .iter()
                    .filter(|member| member.key(text) == "<<")
                    .find_map(|member| self.merged(text, member.value, token, merges + 1)),
                None => None,
            },
        }
    }

    fn merged(&self, text: &str, at: NodeId, token: &str, merges: usize) -> Option<(NodeId, Option<Range<usize>>)> {
        match &self.nodes.get(at)?.children {
            Children::Items(items) => items.iter().find_map(|item| self.child(text, *item, token, merges)),
            _ => self.child(text, at, token, merges),
        }
    }

    fn push(&mut self, node: Node) -> NodeId {
        self.nodes.push(node);
        self.nodes.len() - 1
    }
}

/// The values that anchors name.
pub(super) type Anchors = HashMap<usize, NodeId>;
