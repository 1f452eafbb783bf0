//! Unions: choices between types.

use super::class::Class;
use super::schema::doc;
use super::{Context, Lowering};
use crate::ir::{
    Direction, Discriminator, Doc, Name, Owner, Slot, TypeDef, TypeId, TypeKind, TypeRef, Union, UnionRule, Variant,
};
use crate::resolve::{JsonType, Node, Schema, SchemaId};

impl Lowering<'_> {
    pub(super) fn union(&mut self, def: TypeId, schema: &Schema) -> Union {
        if self.is_choice_of_types(&schema.one_of) {
            self.union_of(def, schema, &schema.one_of, UnionRule::One)
        } else {
            self.union_of(def, schema, &schema.any_of, UnionRule::Any)
        }
    }

    /// The choice that a schema makes beside other keywords, as a type that will be merged with them.
    pub(super) fn union_part(&mut self, def: TypeId, schema: &Schema, branches: &[SchemaId], rule: UnionRule) -> Slot {
        let nothing = |l: &Self, id: &SchemaId| l.classify(*id) == Class::Nothing;
        let telling: Vec<SchemaId> = branches.iter().copied().filter(|b| !nothing(self, b)).collect();
        if let [only] = telling.as_slice() {
            return self.slot(*only, &Context::of_type(def, ""));
        }
        let union = self.union_of(def, schema, branches, rule);
        let part = TypeDef {
            at: schema.at.clone(),
            name: Name { owner: Some(Owner::Type(def)), role: String::new(), ..Name::default() },
            doc: Doc::default(),
            kind: TypeKind::Union(union),
            constraints: Vec::new(),
            direction: Direction::default(),
            xml: None,
        };
        Slot::new(TypeRef::Named(self.types.add(part)))
    }

    pub(super) fn union_of(&mut self, def: TypeId, schema: &Schema, branches: &[SchemaId], rule: UnionRule) -> Union {
        let mut variants: Vec<Variant> = Vec::new();
        for id in branches {
            let class = self.classify(*id);
            if class == Class::Nothing {
                continue;
            }
            let branch = self.schema(*id);
            let values = self.discriminator_values(schema, *id);
            let name = self.variant_name(*id, &class, &values);
            let mut slot = self.slot(*id, &Context::of_type(def, name.clone()));
            slot.nullable = false;
            if let Some(same) = variants.iter_mut().find(|v| v.slot == slot) {
                same.values.extend(values);
                continue;
            }
            let doc = if branch.component.is_some() { Doc::default() } else { doc(branch) };
            variants.push(Variant { at: branch.at.clone(), name, doc, slot, values });
        }
        let discriminator = self.discriminator(schema, &mut variants);
        Union { rule, discriminator, variants }
    }

    /// The discriminator, if every variant is an object with at least one value.
    fn discriminator(&mut self, schema: &Schema, variants: &mut [Variant]) -> Option<Discriminator> {
        let discriminator = schema.discriminator.as_ref()?;
        let mut seen = std::collections::HashSet::new();
        for variant in variants.iter_mut() {
            variant.values.retain(|v| seen.insert(v.clone()));
        }
        if variants.iter().any(|v| v.values.is_empty()) {
            self.note(
                "GW0503",
                &discriminator.at,
                "the discriminator doesn't tell every variant",
                "tried one after the other instead",
            );
            variants.iter_mut().for_each(|v| v.values.clear());
            return None;
        }
        Some(Discriminator { property: discriminator.property.clone() })
    }

    /// The values of the discriminator that mean a branch: those of the mapping, else its constant, else its name.
    fn discriminator_values(&self, schema: &Schema, branch: SchemaId) -> Vec<String> {
        let Some(discriminator) = &schema.discriminator else { return Vec::new() };
        let mapped: Vec<String> =
            discriminator.mapping.iter().filter(|(_, id)| **id == branch).map(|(value, _)| value.clone()).collect();
        if !mapped.is_empty() {
            return mapped;
        }
        let constant = self.constants_of(branch, &discriminator.property, 0);
        if !constant.is_empty() {
            return constant;
        }
        self.schema(branch).component.iter().cloned().collect()
    }

    /// The values that a property of a branch may have, where it states them.
    fn constants_of(&self, id: SchemaId, property: &str, depth: usize) -> Vec<String> {
        let schema = self.schema(id);
        if let Some(property) = schema.properties.get(property).map(|p| self.schema(*p)) {
            let texts = |n: &Node| if let Node::String(s) = n { Some(s.clone()) } else { None };
            return match (&property.constant, &property.enumeration) {
                (Some(value), _) => texts(value).into_iter().collect(),
                (None, Some(values)) => values.iter().filter_map(texts).collect(),
                (None, None) => Vec::new(),
            };
        }
        if depth > 8 {
            return Vec::new();
        }
        schema
            .all_of
            .iter()
            .map(|part| self.constants_of(*part, property, depth + 1))
            .find(|v| !v.is_empty())
            .unwrap_or_default()
    }

    fn variant_name(&self, id: SchemaId, class: &Class, values: &[String]) -> String {
        let schema = self.schema(id);
        let title = schema.title.clone().filter(|t| t.split_whitespace().count() <= 4);
        if let Some(name) = schema.component.clone().or(title) {
            return name;
        }
        if let [value] = values {
            return value.clone();
        }
        match class {
            Class::Same(other) => {
                let class = self.own_class(self.schema(*other));
                self.schema(*other).component.clone().unwrap_or_else(|| class_name(&class).to_owned())
            }
            Class::List => match schema.items.map(|i| self.schema(i)) {
                Some(item) if item.component.is_some() => {
                    format!("{} list", item.component.as_deref().unwrap_or_default())
                }
                Some(item) => format!("{} list", class_name(&self.own_class(item))),
                None => "List".to_owned(),
            },
            Class::Record => self.record_name(schema),
            Class::Scalar(JsonType::String) => schema.format.clone().unwrap_or_else(|| "Text".to_owned()),
            Class::Enumeration => match (schema.enumeration.as_deref(), &schema.constant) {
                (Some([Node::String(only)]), None) | (_, Some(Node::String(only))) => only.clone(),
                _ => "Value".to_owned(),
            },
            class => class_name(class).to_owned(),
        }
    }

    /// A record without a name is told by the constant that it holds, else by what it requires.
    fn record_name(&self, schema: &Schema) -> String {
        let constant = schema.properties.values().find_map(|p| {
            let p = self.schema(*p);
            match (&p.constant, p.enumeration.as_deref()) {
                (Some(Node::String(text)), _) | (None, Some([Node::String(text)])) => Some(text.clone()),
                _ => None,
            }
        });
        let required = schema
            .required
            .iter()
            .find(|r| schema.properties.contains_key(*r))
            .or_else(|| schema.properties.keys().next());
        constant.or_else(|| required.map(|r| format!("with {r}"))).unwrap_or_else(|| "Object".to_owned())
    }

    /// A union of a schema that allows several types.
    pub(super) fn union_of_types(&mut self, def: TypeId, id: SchemaId, types: &[JsonType]) -> Union {
        let schema = self.schema(id);
        let mut variants = Vec::new();
        for ty in types {
            let class = self.class_of_type(schema, *ty);
            let slot = match &class {
                Class::Scalar(ty) => Slot {
                    constraints: self.constraints(schema, &class),
                    ..Slot::new(TypeRef::Scalar(self.scalar(schema, *ty)))
                },
                Class::List => {
                    let item = schema.items.map_or_else(Slot::any, |i| self.slot(i, &Context::of_type(def, "Item")));
                    let constraints = self.constraints(schema, &class);
                    Slot { constraints, ..Slot::new(TypeRef::List(Box::new(item))) }
                }
                Class::Record => self.record_part(def, schema),
                Class::Map => {
                    let constraints = self.constraints(schema, &class);
                    Slot { constraints, ..self.map(schema, &Context::of_type(def, "Value")) }
                }
                _ => self.tuple_part(def, schema),
            };
            let name = class_name(&class).to_owned();
            variants.push(Variant { at: schema.at.clone(), name, doc: Doc::default(), slot, values: Vec::new() });
        }
        Union { rule: UnionRule::Any, discriminator: None, variants }
    }

    fn record_part(&mut self, def: TypeId, schema: &Schema) -> Slot {
        let part = TypeDef {
            at: schema.at.clone(),
            name: Name { owner: Some(Owner::Type(def)), role: "Object".to_owned(), ..Name::default() },
            doc: Doc::default(),
            kind: TypeKind::Alias(Slot::any()),
            constraints: Vec::new(),
            direction: Direction::default(),
            xml: None,
        };
        let id = self.types.add(part);
        self.types[id].kind = TypeKind::Record(self.record(id, schema));
        self.types[id].constraints = self.constraints(schema, &Class::Record);
        Slot::new(TypeRef::Named(id))
    }

    fn tuple_part(&mut self, def: TypeId, schema: &Schema) -> Slot {
        let Slot { ty: TypeRef::Named(id), .. } = self.part(def, schema, "List") else { return Slot::any() };
        self.types[id].kind = TypeKind::Tuple(self.tuple(id, schema));
        self.types[id].constraints = self.constraints(schema, &Class::Tuple);
        Slot::new(TypeRef::Named(id))
    }

    fn part(&mut self, def: TypeId, schema: &Schema, role: &str) -> Slot {
        Slot::new(TypeRef::Named(self.types.add(TypeDef {
            at: schema.at.clone(),
            name: Name { owner: Some(Owner::Type(def)), role: role.to_owned(), ..Name::default() },
            doc: Doc::default(),
            kind: TypeKind::Alias(Slot::any()),
            constraints: Vec::new(),
            direction: Direction::default(),
            xml: None,
        })))
    }
}

fn class_name(class: &Class) -> &'static str {
    match class {
        Class::Scalar(JsonType::Boolean) => "Boolean",
        Class::Scalar(JsonType::Integer) => "Integer",
        Class::Scalar(JsonType::Number) => "Number",
        Class::Scalar(_) => "Text",
        Class::List | Class::Tuple => "List",
        Class::Map => "Map",
        Class::Record | Class::Intersection => "Object",
        Class::Enumeration | Class::EnumerationOfBranches(_) => "Value",
        _ => "Any",
    }
}
