//! A node of the user's document, with where it stands.

use percent_encoding::percent_decode_str;

use crate::diagnostics::Pointer;
use crate::syntax::Node;

/// How many references in a row are followed; more are a circle, which a later stage names.
const REFERENCES: usize = 32;

/// A node, with its pointer in the source.
#[derive(Debug, Clone)]
pub(super) struct At<'n> {
    pub(super) node: &'n Node,
    pub(super) from: Pointer,
}

impl<'n> At<'n> {
    pub(super) fn root(node: &'n Node) -> Self {
        Self { node, from: Pointer::default() }
    }

    pub(super) fn get(&self, key: &str) -> Option<Self> {
        self.node.get(key).map(|node| Self { node, from: self.from.child(key) })
    }

    pub(super) fn has(&self, key: &str) -> bool {
        self.node.get(key).is_some()
    }

    pub(super) fn text(&self, key: &str) -> Option<&'n str> {
        self.node.get(key).and_then(Node::as_str)
    }

    pub(super) fn is_true(&self, key: &str) -> bool {
        self.node.get(key).and_then(Node::as_bool) == Some(true)
    }

    pub(super) fn members(&self) -> impl Iterator<Item = (&'n str, Self)> + use<'n> {
        let from = self.from.clone();
        let members = self.node.as_object().into_iter().flatten();
        members.map(move |(key, node)| (key.as_str(), Self { node, from: from.child(key) }))
    }

    pub(super) fn items(&self) -> impl Iterator<Item = Self> + use<'n> {
        let from = self.from.clone();
        let items = self.node.as_list().unwrap_or_default().iter().enumerate();
        items.map(move |(index, node)| Self { node, from: from.child(index) })
    }

    /// What stands here, or where the references that stand here lead; `None` if they lead nowhere.
    pub(super) fn followed(&self, root: &'n Node) -> Option<Self> {
        let mut at = self.clone();
        for _ in 0..REFERENCES {
            let Some(reference) = at.text("$ref") else { return Some(at) };
            at = descend(root, &tokens(reference)?)?;
        }
        None
    }
}

/// The node that the tokens lead to.
pub(super) fn descend<'n>(root: &'n Node, tokens: &[String]) -> Option<At<'n>> {
    tokens.iter().try_fold(At::root(root), |at, token| {
        at.get(token).or_else(|| {
            let node = at.node.as_list()?.get(token.parse::<usize>().ok()?)?;
            Some(At { node, from: at.from.child(token) })
        })
    })
}

/// The tokens of a reference into the same document (RFC 6901, section 6).
pub(super) fn tokens(reference: &str) -> Option<Vec<String>> {
    let fragment = percent_decode_str(reference.strip_prefix('#')?).decode_utf8().ok()?;
    if fragment.is_empty() {
        return Some(Vec::new());
    }
    let tokens = fragment.strip_prefix('/')?.split('/');
    Some(tokens.map(|token| token.replace("~1", "/").replace("~0", "~")).collect())
}
