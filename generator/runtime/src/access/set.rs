//! Sets of permissions as bits.

use super::Permissions;

/// The storage of a [`PermissionSet`]: an array of words.
pub trait Words: Copy + Eq + std::fmt::Debug + Send + Sync + AsRef<[u64]> + AsMut<[u64]> + 'static {
    /// No bit set.
    const EMPTY: Self;
}

impl<const N: usize> Words for [u64; N] {
    const EMPTY: Self = [0; N];
}

/// A set of an API's permissions, one bit each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PermissionSet<P: Permissions> {
    words: P::Words,
}

impl<P: Permissions> PermissionSet<P> {
    /// No permission.
    pub const EMPTY: Self = Self { words: P::Words::EMPTY };

    /// A set from its words; what the derives emit, with [`mask`].
    #[must_use]
    pub const fn from_words(words: P::Words) -> Self {
        Self { words }
    }
}

/// The words of the set of `wanted` among `names`, at compile time.
///
/// # Panics
///
/// When a wanted name isn't declared, which in a constant is an error of compilation.
#[must_use]
pub const fn mask<const N: usize>(names: &[&str], wanted: &[&str]) -> [u64; N] {
    let mut words = [0; N];
    let mut i = 0;
    while i < wanted.len() {
        let at = position(names, wanted[i]);
        words[at / 64] |= 1 << (at % 64);
        i += 1;
    }
    words
}

/// The place of a name in a list, at compile time.
#[allow(clippy::panic, reason = "evaluated by the compiler, where it is the error message")]
pub(super) const fn position(names: &[&str], wanted: &str) -> usize {
    let mut at = 0;
    while at < names.len() {
        if same(names[at].as_bytes(), wanted.as_bytes()) {
            return at;
        }
        at += 1;
    }
    panic!("the access rule names a permission that the Permissions enum does not declare")
}

pub(super) const fn same(a: &[u8], b: &[u8]) -> bool {
    if a.len() != b.len() {
        return false;
    }
    let mut i = 0;
    while i < a.len() {
        if a[i] != b[i] {
            return false;
        }
        i += 1;
    }
    true
}
