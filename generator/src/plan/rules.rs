//! Constraints as the derives read them.

use crate::ir::{Constraint, Scalar, Slot, TypeId, TypeKind, TypeRef, Types};

/// The constraints of one place.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Rules {
    /// Each with its key.
    pub own: Vec<Rule>,
    /// Those of the items of a list, or of the values of a map.
    pub items: Option<Box<Rules>>,
}

/// One constraint.
#[derive(Debug, Clone, PartialEq)]
pub enum Rule {
    /// A word by itself.
    Flag(&'static str),
    /// A number of things.
    Count(&'static str, u64),
    /// A number, as the document writes it.
    Number(&'static str, String),
    /// A regular expression.
    Pattern(&'static str, String),
    /// The text of a JSON Schema.
    Assert(String),
}

impl Rules {
    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.own.is_empty() && self.items.is_none()
    }

    /// Whether any of them is the text of a schema.
    #[must_use]
    pub fn has_assertion(&self) -> bool {
        self.own.iter().any(|rule| matches!(rule, Rule::Assert(_)))
            || self.items.as_ref().is_some_and(|items| items.has_assertion())
    }
}

/// The constraints of a slot, those of the aliases that it goes through included.
pub(super) fn of(slot: &Slot, types: &Types) -> Rules {
    let mut all = slot.constraints.clone();
    let mut ty = &slot.ty;
    let mut seen: Vec<TypeId> = Vec::new();
    while let TypeRef::Named(id) | TypeRef::Boxed(id) = ty {
        let TypeKind::Alias(next) = &types[*id].kind else { break };
        if seen.contains(id) {
            break;
        }
        seen.push(*id);
        next.constraints.iter().for_each(|c| c.clone().add(&mut all));
        ty = &next.ty;
    }
    let items = match ty {
        TypeRef::List(inner) | TypeRef::Map(inner) => Some(of(inner, types)).filter(|r| !r.is_empty()).map(Box::new),
        _ => None,
    };
    let mut own = list(&all);
    // A derive knows whole numbers by the names of their types, which an alias hides.
    if !seen.is_empty() && is_whole(ty, types, 0) {
        own.push(Rule::Flag("whole"));
    }
    Rules { own, items }
}

fn is_whole(ty: &TypeRef, types: &Types, depth: usize) -> bool {
    match types.follow(ty) {
        TypeRef::Scalar(Scalar::Integer { .. }) => true,
        TypeRef::List(inner) | TypeRef::Map(inner) => depth < 16 && is_whole(&inner.ty, types, depth + 1),
        _ => false,
    }
}

/// Those of a record itself. The pattern of keys is its rest's, which holds all keys that aren't fields.
pub(super) fn of_record(constraints: &[Constraint]) -> Vec<Rule> {
    let own: Vec<Constraint> =
        constraints.iter().filter(|c| !matches!(c, Constraint::KeyPattern(_))).cloned().collect();
    list(&own)
}

/// The constraints by their keys. Two that no value can meet together are both left out, for they are a slip.
pub(super) fn list(constraints: &[Constraint]) -> Vec<Rule> {
    let mut rules: Vec<Rule> = constraints.iter().map(rule).map(exact).collect();
    for (low, high) in [
        ("min_length", "max_length"),
        ("min_items", "max_items"),
        ("min_properties", "max_properties"),
        ("minimum", "maximum"),
        ("exclusive_minimum", "maximum"),
        ("minimum", "exclusive_maximum"),
    ] {
        if let (Some(a), Some(b)) = (value(&rules, low), value(&rules, high))
            && a > b
        {
            rules.retain(|r| key(r) != low && key(r) != high);
        }
    }
    let mut seen = Vec::new();
    rules.into_iter().filter_map(|rule| again(rule, &mut seen)).collect()
}

/// A derive holds bounds as floating-point numbers; a whole number that none of them is goes into the text of a schema.
#[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation, reason = "that is what is looked for")]
fn exact(rule: Rule) -> Rule {
    let Rule::Number(key, text) = &rule else { return rule };
    let is_rounded = text.parse::<i128>().is_ok_and(|whole| (whole as f64) as i128 != whole);
    let keyword = match *key {
        "minimum" => "minimum",
        "maximum" => "maximum",
        "exclusive_minimum" => "exclusiveMinimum",
        "exclusive_maximum" => "exclusiveMaximum",
        _ => "multipleOf",
    };
    if is_rounded { Rule::Assert(format!("{{\"{keyword}\":{text}}}")) } else { rule }
}

/// A derive knows each key once; what else is said of the kind goes into the text of a schema.
fn again(rule: Rule, seen: &mut Vec<&'static str>) -> Option<Rule> {
    if !seen.contains(&key(&rule)) || matches!(rule, Rule::Assert(_)) {
        seen.push(key(&rule));
        return Some(rule);
    }
    let text = |text: &str| serde_json::Value::from(text);
    match rule {
        Rule::Pattern("pattern", pattern) => Some(Rule::Assert(format!(r#"{{"pattern":{}}}"#, text(&pattern)))),
        Rule::Pattern(_, pattern) => {
            Some(Rule::Assert(format!(r#"{{"propertyNames":{{"pattern":{}}}}}"#, text(&pattern))))
        }
        Rule::Number("multiple_of", step) => Some(Rule::Assert(format!(r#"{{"multipleOf":{step}}}"#))),
        _ => None,
    }
}

fn key(rule: &Rule) -> &'static str {
    match rule {
        Rule::Flag(key) | Rule::Count(key, _) | Rule::Number(key, _) | Rule::Pattern(key, _) => key,
        Rule::Assert(_) => "assert",
    }
}

#[expect(clippy::cast_precision_loss, reason = "only compared with each other")]
fn value(rules: &[Rule], wanted: &str) -> Option<f64> {
    rules.iter().find(|r| key(r) == wanted).and_then(|r| match r {
        Rule::Count(_, n) => Some(*n as f64),
        Rule::Number(_, text) => text.parse().ok(),
        Rule::Flag(_) | Rule::Pattern(..) | Rule::Assert(_) => None,
    })
}

fn rule(constraint: &Constraint) -> Rule {
    match constraint {
        Constraint::MinLength(n) => Rule::Count("min_length", *n),
        Constraint::MaxLength(n) => Rule::Count("max_length", *n),
        Constraint::Pattern(p) => Rule::Pattern("pattern", p.clone()),
        Constraint::Minimum(n) => Rule::Number("minimum", n.clone()),
        Constraint::ExclusiveMinimum(n) => Rule::Number("exclusive_minimum", n.clone()),
        Constraint::Maximum(n) => Rule::Number("maximum", n.clone()),
        Constraint::ExclusiveMaximum(n) => Rule::Number("exclusive_maximum", n.clone()),
        Constraint::MultipleOf(n) => Rule::Number("multiple_of", n.clone()),
        Constraint::MinItems(n) => Rule::Count("min_items", *n),
        Constraint::MaxItems(n) => Rule::Count("max_items", *n),
        Constraint::UniqueItems => Rule::Flag("unique_items"),
        Constraint::MinProperties(n) => Rule::Count("min_properties", *n),
        Constraint::MaxProperties(n) => Rule::Count("max_properties", *n),
        Constraint::KeyPattern(p) => Rule::Pattern("key_pattern", p.clone()),
        Constraint::Schema(text) => Rule::Assert(text.clone()),
    }
}
