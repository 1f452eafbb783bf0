//! Places: a source and a JSON Pointer into it. Lines and columns are found only when shown.

use std::fmt;
use std::hash::{Hash, Hasher};
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
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Pointer(Option<Arc<Step>>);

#[derive(PartialEq, Eq)]
struct Step {
    /// Of this token and all above it, so that a pointer is found without a way up to the root.
    hash: u64,
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
        let token = token.to_string();
        let hash = token.bytes().fold(self.key().rotate_left(5) ^ FNV_OFFSET, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(FNV_PRIME)
        });
        Self(Some(Arc::new(Step { hash, parent: self.clone(), token })))
    }

    fn key(&self) -> u64 {
        self.0.as_ref().map_or(0, |step| step.hash)
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

/// The constants of FNV-1a.
const FNV_OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
const FNV_PRIME: u64 = 0x0100_0000_01b3;

impl Hash for Pointer {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_u64(self.key());
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
