//! Places: a source and a JSON Pointer into it. Lines and columns are found only when shown.

use std::fmt;
use std::sync::Arc;

/// A loaded file, by its place in the source map.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct SourceId(pub u32);

/// Where something stands.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Place {
    /// The file.
    pub source: SourceId,
    /// The node in it.
    pub pointer: Pointer,
}

/// A JSON Pointer (RFC 6901) that shares its parents, so that a step down costs one allocation.
#[derive(Clone, PartialEq, Eq, Hash, Default)]
pub struct Pointer(Option<Arc<Step>>);

#[derive(PartialEq, Eq, Hash)]
struct Step {
    parent: Pointer,
    token: String,
}

impl Place {
    /// The root of a source.
    #[must_use]
    pub fn root(source: SourceId) -> Self {
        Self { source, pointer: Pointer::default() }
    }

    /// The member or item `token` of this place; the token is not escaped.
    #[must_use]
    pub fn child(&self, token: impl fmt::Display) -> Self {
        Self { source: self.source, pointer: self.pointer.child(token) }
    }
}

impl Pointer {
    /// The member or item `token`; the token is not escaped.
    #[must_use]
    pub fn child(&self, token: impl fmt::Display) -> Self {
        Self(Some(Arc::new(Step { parent: self.clone(), token: token.to_string() })))
    }

    /// What is above the last step; `None` for the root.
    #[must_use]
    pub fn parent(&self) -> Option<&Self> {
        self.0.as_ref().map(|step| &step.parent)
    }

    /// The token of the last step, not escaped; `None` for the root.
    #[must_use]
    pub fn last(&self) -> Option<&str> {
        self.0.as_ref().map(|step| step.token.as_str())
    }

    /// The tokens from the root down, not escaped.
    #[must_use]
    pub fn tokens(&self) -> Vec<&str> {
        let mut tokens = Vec::new();
        let mut at = self;
        while let Some(step) = &at.0 {
            tokens.push(step.token.as_str());
            at = &step.parent;
        }
        tokens.reverse();
        tokens
    }
}

impl fmt::Display for Pointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for token in self.tokens() {
            write!(f, "/{}", token.replace('~', "~0").replace('/', "~1"))?;
        }
        Ok(())
    }
}

impl fmt::Debug for Pointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\"{self}\"")
    }
}
