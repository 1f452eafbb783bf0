//! The constraints that a schema states, kept to those that its type can break.

use super::Lowering;
use super::class::Class;
use crate::ir::Constraint;
use crate::resolve::{JsonType, Schema};

impl Lowering<'_> {
    /// The constraints of a schema of some class.
    pub(super) fn constraints(&self, schema: &Schema, class: &Class) -> Vec<Constraint> {
        let mut list = Vec::new();
        match class {
            Class::Scalar(JsonType::String) => text(schema, &mut list),
            Class::Scalar(JsonType::Integer | JsonType::Number) => number(schema, &mut list),
            Class::List | Class::Tuple => items(schema, &mut list),
            Class::Map => {
                members(schema, &mut list);
                let pattern = match schema.property_names {
                    Some(names) => self.schema(names).pattern.clone(),
                    None => sole_pattern(schema),
                };
                list.extend(pattern.map(Constraint::KeyPattern));
            }
            Class::Record => members(schema, &mut list),
            _ => {}
        }
        list.sort();
        list
    }

    /// Every constraint that a schema states beside a composition.
    pub(super) fn constraints_beside(&self, schema: &Schema) -> Vec<Constraint> {
        let mut list = Vec::new();
        text(schema, &mut list);
        number(schema, &mut list);
        items(schema, &mut list);
        members(schema, &mut list);
        list.sort();
        list
    }
}

/// The one pattern of keys, where no other keys are allowed.
fn sole_pattern(schema: &Schema) -> Option<String> {
    let closed = matches!(schema.additional, crate::resolve::Additional::None | crate::resolve::Additional::Undeclared);
    match schema.pattern_properties.keys().collect::<Vec<_>>().as_slice() {
        [pattern] if closed => Some((*pattern).clone()),
        _ => None,
    }
}

fn text(s: &Schema, list: &mut Vec<Constraint>) {
    list.extend(s.min_length.filter(|n| *n > 0).map(Constraint::MinLength));
    list.extend(s.max_length.map(Constraint::MaxLength));
    list.extend(s.pattern.clone().map(Constraint::Pattern));
}

fn number(s: &Schema, list: &mut Vec<Constraint>) {
    list.extend(s.minimum.clone().map(Constraint::Minimum));
    list.extend(s.exclusive_minimum.clone().map(Constraint::ExclusiveMinimum));
    list.extend(s.maximum.clone().map(Constraint::Maximum));
    list.extend(s.exclusive_maximum.clone().map(Constraint::ExclusiveMaximum));
    list.extend(s.multiple_of.clone().map(Constraint::MultipleOf));
    list.retain(|c| match c {
        Constraint::Minimum(n)
        | Constraint::ExclusiveMinimum(n)
        | Constraint::Maximum(n)
        | Constraint::ExclusiveMaximum(n) => n.parse::<f64>().is_ok_and(f64::is_finite),
        Constraint::MultipleOf(n) => n.parse::<f64>().is_ok_and(|n| n.is_finite() && n > 0.0),
        _ => true,
    });
}

fn items(s: &Schema, list: &mut Vec<Constraint>) {
    list.extend(s.min_items.filter(|n| *n > 0).map(Constraint::MinItems));
    list.extend(s.max_items.map(Constraint::MaxItems));
    list.extend(s.unique_items.then_some(Constraint::UniqueItems));
}

fn members(s: &Schema, list: &mut Vec<Constraint>) {
    list.extend(s.min_properties.filter(|n| *n > 0).map(Constraint::MinProperties));
    list.extend(s.max_properties.map(Constraint::MaxProperties));
}
