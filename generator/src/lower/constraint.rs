//! The constraints that a schema states, kept to those that its type can break.

use super::Lowering;
use super::class::Class;
use super::schema::needs_name;
use crate::diagnostics::Place;
use crate::ir::Constraint;
use crate::resolve::{JsonType, Schema};

impl Lowering<'_> {
    /// The constraints of a schema of some class.
    pub(super) fn constraints(&self, schema: &Schema, class: &Class) -> Vec<Constraint> {
        let mut list = Vec::new();
        match class {
            // Those of an enumeration hold for what it keeps without listing it.
            Class::Scalar(JsonType::String) | Class::Enumeration => self.text(schema, &mut list),
            Class::Scalar(JsonType::Integer | JsonType::Number) => number(schema, &mut list),
            Class::List => items(schema, &mut list),
            Class::Tuple => {
                items(schema, &mut list);
                // How many of the items that have a place must be there, the type says.
                let places = schema.prefix_items.len() as u64;
                list.retain(|c| !matches!(c, Constraint::MinItems(n) | Constraint::MaxItems(n) if *n <= places));
            }
            Class::Map => {
                members(schema, &mut list);
                list.extend(self.key_pattern(schema).map(Constraint::KeyPattern));
                self.pattern_of_keys(schema, &mut list);
            }
            Class::Record => {
                members(schema, &mut list);
                self.pattern_of_keys(schema, &mut list);
            }
            _ => {}
        }
        list.sort();
        self.without_contradictions(&mut list, &schema.at);
        list
    }

    fn pattern_of_keys(&self, schema: &Schema, list: &mut Vec<Constraint>) {
        let Some(pattern) = self.free_members(schema).key_pattern else { return };
        let at = schema.at.child("patternProperties");
        list.extend(self.pattern(&pattern, &at).map(Constraint::KeyPattern));
    }

    fn text(&self, s: &Schema, list: &mut Vec<Constraint>) {
        list.extend(s.min_length.filter(|n| *n > 0).map(Constraint::MinLength));
        list.extend(s.max_length.map(Constraint::MaxLength));
        if let Some(pattern) = &s.pattern {
            list.extend(self.pattern(pattern, &s.at.child("pattern")).map(Constraint::Pattern));
        }
    }

    /// Leaves out two constraints that no value can meet together, for they are a slip.
    fn without_contradictions(&self, list: &mut Vec<Constraint>, at: &Place) {
        let excluded: Vec<Constraint> = list
            .iter()
            .flat_map(|low| list.iter().filter(|high| low.excludes(high)).flat_map(|high| [low.clone(), high.clone()]))
            .collect();
        if !excluded.is_empty() {
            list.retain(|constraint| !excluded.contains(constraint));
            let mut contradictions = self.contradictions.borrow_mut();
            if !contradictions.contains(at) {
                contradictions.push(at.clone());
            }
        }
    }

    /// Says of constraints that exclude each other that they do.
    pub(super) fn note_contradictions(&mut self) {
        for at in std::mem::take(&mut self.contradictions).into_inner() {
            self.warn("GW0514", &at, "no value meets the constraints", "those that exclude each other are left out");
        }
    }

    /// The constraints of a schema where its values stand; those of a type that has a name stand with the type.
    pub(super) fn constraints_of_place(&self, schema: &Schema, class: &Class) -> Vec<Constraint> {
        let mut list = match class {
            class if needs_name(class) => return Vec::new(),
            Class::Same(_) => self.constraints_beside(schema),
            class => self.constraints(schema, class),
        };
        list.extend(self.residue(schema, class));
        list
    }

    /// The constraints of a type that has a name.
    pub(super) fn constraints_of_type(&self, schema: &Schema, class: &Class) -> Vec<Constraint> {
        let mut list = match class {
            Class::Record | Class::Tuple | Class::Enumeration => self.constraints(schema, class),
            Class::Intersection => {
                let mut list = self.constraints_beside(schema);
                if self.own_class(schema) == Class::Record {
                    self.pattern_of_keys(schema, &mut list);
                }
                list
            }
            class if needs_name(class) => Vec::new(),
            _ => return Vec::new(),
        };
        list.extend(self.residue(schema, class));
        list
    }

    /// Every constraint that a schema states beside a composition.
    pub(super) fn constraints_beside(&self, schema: &Schema) -> Vec<Constraint> {
        let mut list = Vec::new();
        self.text(schema, &mut list);
        number(schema, &mut list);
        items(schema, &mut list);
        members(schema, &mut list);
        list.sort();
        list
    }
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
