//! Permissions that the tests of this folder share.

use super::{ApiKeyLocation, Permissions, SchemeKind, SecurityScheme};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Few {
    View,
    Edit,
    Delete,
}

impl Permissions for Few {
    type Words = [u64; 1];
    const ALL: &'static [Self] = &[Self::View, Self::Edit, Self::Delete];
    const NAMES: &'static [&'static str] = &["view", "edit", "delete"];
    const SCHEMES: &'static [SecurityScheme] = &[
        SecurityScheme {
            name: "key",
            kind: SchemeKind::ApiKey { location: ApiKeyLocation::Header, name: "X-Api-Key" },
        },
        SecurityScheme { name: "token", kind: SchemeKind::Bearer },
        SecurityScheme { name: "login", kind: SchemeKind::Basic },
        SecurityScheme {
            name: "secret",
            kind: SchemeKind::ApiKey { location: ApiKeyLocation::Header, name: "Authorization" },
        },
        SecurityScheme {
            name: "query_key",
            kind: SchemeKind::ApiKey { location: ApiKeyLocation::Query, name: "api key" },
        },
        SecurityScheme {
            name: "session",
            kind: SchemeKind::ApiKey { location: ApiKeyLocation::Cookie, name: "session" },
        },
        SecurityScheme { name: "digest", kind: SchemeKind::Http("digest") },
        SecurityScheme { name: "oauth", kind: SchemeKind::OAuth2 { flows: &[] } },
        SecurityScheme { name: "certificate", kind: SchemeKind::MutualTls },
    ];

    fn index(self) -> usize {
        self as usize
    }
}

impl Few {
    /// The place of a scheme.
    pub(crate) const fn scheme(name: &str) -> usize {
        let mut at = 0;
        while !same(Self::SCHEMES[at].name.as_bytes(), name.as_bytes()) {
            at += 1;
        }
        at
    }
}

const fn same(mut one: &[u8], mut other: &[u8]) -> bool {
    while let ([a, more @ ..], [b, others @ ..]) = (one, other) {
        if *a != *b {
            return false;
        }
        (one, other) = (more, others);
    }
    one.is_empty() && other.is_empty()
}

/// More permissions than a word has bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Many(usize);

impl Permissions for Many {
    type Words = [u64; 3];
    const ALL: &'static [Self] = &{
        let mut all = [Self(0); 130];
        let mut at = 0;
        while at < all.len() {
            all[at] = Self(at);
            at += 1;
        }
        all
    };
    const NAMES: &'static [&'static str] = &["p"; 130];
    const SCHEMES: &'static [SecurityScheme] = &[];

    fn index(self) -> usize {
        self.0
    }
}
