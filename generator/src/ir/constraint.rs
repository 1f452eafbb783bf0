//! What a value must satisfy beyond its type.

use std::fmt;

/// One constraint. Numbers keep the text of the document.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Constraint {
    /// The least number of Unicode scalar values of a string.
    MinLength(u64),
    /// The greatest number of Unicode scalar values of a string.
    MaxLength(u64),
    /// An ECMA-262 regular expression that a string must match somewhere.
    Pattern(String),
    /// The least number.
    Minimum(String),
    /// The number that every value must exceed.
    ExclusiveMinimum(String),
    /// The greatest number.
    Maximum(String),
    /// The number that every value must stay below.
    ExclusiveMaximum(String),
    /// The number that every value must be a multiple of.
    MultipleOf(String),
    /// The least number of items of a list.
    MinItems(u64),
    /// The greatest number of items of a list.
    MaxItems(u64),
    /// No two items of a list are equal.
    UniqueItems,
    /// The least number of members of an object.
    MinProperties(u64),
    /// The greatest number of members of an object.
    MaxProperties(u64),
    /// A regular expression that every key of a map must match.
    KeyPattern(String),
    /// What JSON Schema says beyond all these, as the text of a schema that stands by itself.
    Schema(String),
}

impl Constraint {
    /// Adds a constraint; of two of a kind, both of which hold, the tighter one stays.
    pub fn add(self, list: &mut Vec<Self>) {
        if list.contains(&self) {
            return;
        }
        let same = list.iter().position(|c| std::mem::discriminant(c) == std::mem::discriminant(&self));
        match same {
            Some(at) if self.may_stand_beside_others() => list.insert(at + 1, self),
            Some(at) => {
                if self.is_tighter_than(&list[at]) {
                    list[at] = self;
                }
            }
            None => {
                list.push(self);
                list.sort();
            }
        }
    }

    /// Whether no value meets both, the first being a lower bound and the second an upper one.
    #[must_use]
    pub fn excludes(&self, high: &Self) -> bool {
        match (self, high) {
            (Self::MinLength(a), Self::MaxLength(b))
            | (Self::MinItems(a), Self::MaxItems(b))
            | (Self::MinProperties(a), Self::MaxProperties(b)) => a > b,
            (Self::Minimum(a), Self::Maximum(b)) => number(a) > number(b),
            (Self::Minimum(a) | Self::ExclusiveMinimum(a), Self::ExclusiveMaximum(b))
            | (Self::ExclusiveMinimum(a), Self::Maximum(b)) => number(a) >= number(b),
            _ => false,
        }
    }

    fn may_stand_beside_others(&self) -> bool {
        matches!(self, Self::Pattern(_) | Self::KeyPattern(_) | Self::MultipleOf(_) | Self::Schema(_))
    }

    fn is_tighter_than(&self, other: &Self) -> bool {
        use Constraint::{
            ExclusiveMaximum, ExclusiveMinimum, MaxItems, MaxLength, MaxProperties, Maximum, MinItems, MinLength,
            MinProperties, Minimum,
        };
        match (self, other) {
            (MinLength(a), MinLength(b)) | (MinItems(a), MinItems(b)) | (MinProperties(a), MinProperties(b)) => a > b,
            (MaxLength(a), MaxLength(b)) | (MaxItems(a), MaxItems(b)) | (MaxProperties(a), MaxProperties(b)) => a < b,
            (Minimum(a), Minimum(b)) | (ExclusiveMinimum(a), ExclusiveMinimum(b)) => number(a) > number(b),
            (Maximum(a), Maximum(b)) | (ExclusiveMaximum(a), ExclusiveMaximum(b)) => number(a) < number(b),
            _ => false,
        }
    }
}

fn number(text: &str) -> f64 {
    text.parse().unwrap_or(0.0)
}

impl fmt::Display for Constraint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::MinLength(n) => write!(f, "min_length={n}"),
            Self::MaxLength(n) => write!(f, "max_length={n}"),
            Self::Pattern(p) => write!(f, "pattern={p:?}"),
            Self::Minimum(n) => write!(f, ">={n}"),
            Self::ExclusiveMinimum(n) => write!(f, ">{n}"),
            Self::Maximum(n) => write!(f, "<={n}"),
            Self::ExclusiveMaximum(n) => write!(f, "<{n}"),
            Self::MultipleOf(n) => write!(f, "multiple_of={n}"),
            Self::MinItems(n) => write!(f, "min_items={n}"),
            Self::MaxItems(n) => write!(f, "max_items={n}"),
            Self::UniqueItems => f.write_str("unique"),
            Self::MinProperties(n) => write!(f, "min_properties={n}"),
            Self::MaxProperties(n) => write!(f, "max_properties={n}"),
            Self::KeyPattern(p) => write!(f, "key_pattern={p:?}"),
            Self::Schema(text) => write!(f, "assert={text}"),
        }
    }
}
