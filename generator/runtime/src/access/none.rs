//! The permissions of an API that guards nothing.

use super::{Permissions, SecurityScheme};

/// No permission, and no security scheme: what operations have whose document guards none of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NoPermission {}

impl Permissions for NoPermission {
    type Words = [u64; 1];
    const ALL: &'static [Self] = &[];
    const NAMES: &'static [&'static str] = &[];
    const SCHEMES: &'static [SecurityScheme] = &[];

    fn index(self) -> usize {
        match self {}
    }
}
