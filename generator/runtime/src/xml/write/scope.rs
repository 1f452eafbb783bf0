//! The namespace declarations in scope while writing.

use super::super::name::{XML, XMLNS, same};

/// Prefixes and what they stand for, inner declarations last. The prefix `""` is the default namespace.
#[derive(Debug, Default)]
pub(super) struct Scope {
    bindings: Vec<(String, String)>,
}

/// A state of the scope to go back to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mark(usize);

impl Scope {
    pub(super) fn mark(&self) -> Mark {
        Mark(self.bindings.len())
    }

    pub(super) fn leave(&mut self, mark: Mark) {
        self.bindings.truncate(mark.0);
    }

    pub(super) fn bind(&mut self, prefix: &str, namespace: &str) {
        self.bindings.push((prefix.to_owned(), namespace.to_owned()));
    }

    /// What a prefix stands for; no default namespace is `""`.
    pub(super) fn namespace(&self, prefix: &str) -> Option<&str> {
        match self.bindings.iter().rev().find(|(bound, _)| same(bound, prefix)) {
            Some((_, namespace)) => Some(namespace),
            None => match prefix {
                "" => Some(""),
                "xml" => Some(XML),
                "xmlns" => Some(XMLNS),
                _ => None,
            },
        }
    }

    /// Whether a prefix stands for a namespace.
    pub(super) fn binds(&self, prefix: &str, namespace: &str) -> bool {
        self.namespace(prefix).is_some_and(|bound| same(bound, namespace))
    }

    /// Whether the prefix was declared since the mark.
    pub(super) fn is_bound_since(&self, mark: Mark, prefix: &str) -> bool {
        self.bindings.iter().skip(mark.0).any(|(bound, _)| same(bound, prefix))
    }

    /// A prefix, not the default, that stands for the namespace.
    pub(super) fn prefix(&self, namespace: &str) -> Option<&str> {
        let mut candidates = self.bindings.iter().rev().filter(|(_, bound)| same(bound, namespace));
        candidates
            .find(|(prefix, _)| !prefix.is_empty() && self.binds(prefix, namespace))
            .map(|(prefix, _)| prefix.as_str())
    }

    /// The wanted prefix if it stands for nothing yet, else one like it.
    pub(super) fn free_prefix(&self, wanted: &str) -> String {
        let numbered = (2_usize..).map(|number| format!("{wanted}{number}"));
        let mut candidates = std::iter::once(wanted.to_owned()).chain(numbered);
        candidates.find(|prefix| self.namespace(prefix).is_none()).unwrap_or_default()
    }
}
