//! Constraints as static data.

use super::{Assertion, Pattern};

/// The functions that state counts.
macro_rules! counts {
    ($($name:ident $keyword:literal),*) => {
        $(
            #[doc = concat!("`", $keyword, "`.")]
            #[must_use]
            pub const fn $name(self, count: u64) -> Self {
                Self { $name: Some(count), ..self }
            }
        )*
    };
}

/// The constraints of JSON Schema that a type can't express by itself.
#[derive(Debug, Clone, Copy)]
pub struct Rules {
    /// `minLength`, in Unicode scalar values.
    pub min_length: Option<u64>,
    /// `maxLength`, in Unicode scalar values.
    pub max_length: Option<u64>,
    /// `pattern`, an ECMA-262 regular expression.
    pub pattern: Option<&'static Pattern>,
    /// `minimum`.
    pub minimum: Option<f64>,
    /// Whether `minimum` itself is excluded.
    pub exclusive_minimum: bool,
    /// `maximum`.
    pub maximum: Option<f64>,
    /// Whether `maximum` itself is excluded.
    pub exclusive_maximum: bool,
    /// `multipleOf`, greater than zero.
    pub multiple_of: Option<f64>,
    /// `minItems`.
    pub min_items: Option<u64>,
    /// `maxItems`.
    pub max_items: Option<u64>,
    /// `uniqueItems`.
    pub unique_items: bool,
    /// `minProperties`.
    pub min_properties: Option<u64>,
    /// `maxProperties`.
    pub max_properties: Option<u64>,
    /// The pattern that each key of a map must match (`propertyNames.pattern`).
    pub key_pattern: Option<&'static Pattern>,
    /// The constraints of each item of a list, or of each value of a map.
    pub items: Option<&'static Rules>,
    /// What JSON Schema says of the value beyond all these.
    pub asserts: &'static [Assertion],
}

impl Default for Rules {
    fn default() -> Self {
        Self::new()
    }
}

impl Rules {
    /// No constraint.
    pub const NONE: &'static Self = &Self::new();

    /// Those of nothing; each of the functions that follow states one.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            min_length: None,
            max_length: None,
            pattern: None,
            minimum: None,
            exclusive_minimum: false,
            maximum: None,
            exclusive_maximum: false,
            multiple_of: None,
            min_items: None,
            max_items: None,
            unique_items: false,
            min_properties: None,
            max_properties: None,
            key_pattern: None,
            items: None,
            asserts: &[],
        }
    }

    counts! {
        min_length "minLength", max_length "maxLength", min_items "minItems", max_items "maxItems",
        min_properties "minProperties", max_properties "maxProperties"
    }

    /// `pattern`.
    #[must_use]
    pub const fn pattern(self, pattern: &'static Pattern) -> Self {
        Self { pattern: Some(pattern), ..self }
    }

    /// `minimum`, or `exclusiveMinimum`.
    #[must_use]
    pub const fn minimum(self, bound: f64, exclusive: bool) -> Self {
        Self { minimum: Some(bound), exclusive_minimum: exclusive, ..self }
    }

    /// `maximum`, or `exclusiveMaximum`.
    #[must_use]
    pub const fn maximum(self, bound: f64, exclusive: bool) -> Self {
        Self { maximum: Some(bound), exclusive_maximum: exclusive, ..self }
    }

    /// `multipleOf`.
    #[must_use]
    pub const fn multiple_of(self, step: f64) -> Self {
        Self { multiple_of: Some(step), ..self }
    }

    /// `uniqueItems`.
    #[must_use]
    pub const fn unique_items(self) -> Self {
        Self { unique_items: true, ..self }
    }

    /// `propertyNames.pattern`.
    #[must_use]
    pub const fn key_pattern(self, pattern: &'static Pattern) -> Self {
        Self { key_pattern: Some(pattern), ..self }
    }

    /// Those of each item, or of each value of a map.
    #[must_use]
    pub const fn items(self, items: &'static Self) -> Self {
        Self { items: Some(items), ..self }
    }

    /// What JSON Schema says beyond all these.
    #[must_use]
    pub const fn asserts(self, asserts: &'static [Assertion]) -> Self {
        Self { asserts, ..self }
    }

    /// Whether there is no constraint.
    #[cfg(feature = "validate")]
    pub(crate) const fn is_none(&self) -> bool {
        matches!(
            self,
            Self {
                min_length: None,
                max_length: None,
                pattern: None,
                minimum: None,
                exclusive_minimum: _,
                maximum: None,
                exclusive_maximum: _,
                multiple_of: None,
                min_items: None,
                max_items: None,
                unique_items: false,
                min_properties: None,
                max_properties: None,
                key_pattern: None,
                items: None,
                asserts: [],
            }
        )
    }
}
