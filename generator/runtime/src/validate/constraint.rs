//! Each constraint by itself.

use std::cmp::Ordering;
use std::fmt;

use super::decimal::Decimal;
use crate::schema::{Pattern, Rules, whole};

/// A broken constraint: the keyword, and what the value must be.
pub(super) type Broken = (&'static str, String);

/// A number of either kind.
#[derive(Clone, Copy)]
pub(super) enum Number {
    Integer(i128),
    Double(f64),
    Single(f32),
}

impl Number {
    fn compare(self, bound: f64) -> Option<Ordering> {
        match self {
            Self::Integer(value) => match whole(bound) {
                Some(bound) => Some(value.cmp(&bound)),
                None => whole(bound.floor()).map_or_else(
                    || 0.0.partial_cmp(&bound),
                    // An integer is never equal to a number with a fraction.
                    |floor| Some(value.cmp(&floor).then(Ordering::Less)),
                ),
            },
            Self::Double(value) => value.partial_cmp(&bound),
            Self::Single(value) => f64::from(value).partial_cmp(&bound),
        }
    }

    fn decimal(self) -> Option<Decimal> {
        match self {
            Self::Integer(value) => Some(Decimal::from_integer(value)),
            Self::Double(value) => Decimal::from_float(value),
            Self::Single(value) => Decimal::from_float(value),
        }
    }
}

impl fmt::Display for Number {
    /// One text for one number, however it is held.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Integer(value) => value.fmt(f),
            Self::Double(value) => match whole(value) {
                Some(value) => value.fmt(f),
                None => fmt::LowerExp::fmt(&value, f),
            },
            Self::Single(value) => Self::Double(f64::from(value)).fmt(f),
        }
    }
}

/// The constraints of a number.
pub(super) fn number(value: Number, rules: &Rules, broken: &mut dyn FnMut(Broken)) {
    if let Some(bound) = rules.minimum {
        let order = value.compare(bound);
        if rules.exclusive_minimum && order != Some(Ordering::Greater) {
            broken(("exclusiveMinimum", format!("must be greater than {bound}")));
        } else if !matches!(order, Some(Ordering::Greater | Ordering::Equal)) {
            broken(("minimum", format!("must be at least {bound}")));
        }
    }
    if let Some(bound) = rules.maximum {
        let order = value.compare(bound);
        if rules.exclusive_maximum && order != Some(Ordering::Less) {
            broken(("exclusiveMaximum", format!("must be less than {bound}")));
        } else if !matches!(order, Some(Ordering::Less | Ordering::Equal)) {
            broken(("maximum", format!("must be at most {bound}")));
        }
    }
    if let Some(step) = rules.multiple_of {
        let is_multiple = value.decimal().zip(Decimal::from_float(step)).is_some_and(|(v, s)| v.is_multiple_of(s));
        if !is_multiple {
            broken(("multipleOf", format!("must be a multiple of {step}")));
        }
    }
}

/// The constraints of a string. A text that is too long isn't searched for a pattern.
pub(super) fn string(text: &str, rules: &Rules, broken: &mut dyn FnMut(Broken)) {
    let mut fits = true;
    if rules.min_length.is_some() || rules.max_length.is_some() {
        let length = text.chars().count();
        fits = rules.max_length.is_none_or(|most| length as u64 <= most);
        count(length, (rules.min_length, "minLength"), (rules.max_length, "maxLength"), "character", broken);
    }
    if let (true, Some(regex)) = (fits, rules.pattern) {
        pattern("pattern", "must match", text, regex, broken);
    }
}

/// The constraint of a key.
pub(super) fn key(text: &str, rules: &Rules, broken: &mut dyn FnMut(Broken)) {
    if let Some(regex) = rules.key_pattern {
        pattern("propertyNames", "its key must match", text, regex, broken);
    }
}

/// The constraints of a list's length.
pub(super) fn items(length: usize, rules: &Rules, broken: &mut dyn FnMut(Broken)) {
    count(length, (rules.min_items, "minItems"), (rules.max_items, "maxItems"), "item", broken);
}

/// The constraints of an object's size.
pub(super) fn properties(length: usize, rules: &Rules, broken: &mut dyn FnMut(Broken)) {
    let (least, most) = ((rules.min_properties, "minProperties"), (rules.max_properties, "maxProperties"));
    count(length, least, most, "property", broken);
}

fn pattern(rule: &'static str, must: &str, text: &str, regex: &Pattern, broken: &mut dyn FnMut(Broken)) {
    match regex.is_match(text) {
        Some(true) => {}
        Some(false) => broken((rule, format!("{must} {}", regex.source()))),
        None => broken((rule, format!("can't be checked: {} is no regular expression", regex.source()))),
    }
}

fn count(
    actual: usize,
    (least, min): (Option<u64>, &'static str),
    (most, max): (Option<u64>, &'static str),
    what: &str,
    broken: &mut dyn FnMut(Broken),
) {
    if let Some(least) = least
        && (actual as u64) < least
    {
        broken((min, format!("must have at least {least} {}", plural(what, least))));
    }
    if let Some(most) = most
        && actual as u64 > most
    {
        broken((max, format!("must have at most {most} {}", plural(what, most))));
    }
}

fn plural(what: &str, count: u64) -> String {
    match (count, what.strip_suffix('y')) {
        (1, _) => what.to_owned(),
        (_, Some(stem)) => format!("{stem}ies"),
        (_, None) => format!("{what}s"),
    }
}
