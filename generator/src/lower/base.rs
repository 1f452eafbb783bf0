//! Schemas that others extend by `allOf`, and that a discriminator tells from them.

use std::collections::{BTreeMap, HashSet};

use super::Lowering;
use super::class::Class;
use crate::ir::{Base, Kind};
use crate::resolve::{Discriminator, Node, Schema, SchemaId};

impl<'a> Lowering<'a> {
    /// Notes each base with what extends it; what comes between a base and its kinds is a base too, unless it is so far
    /// from the discriminator that each being a choice of all below it would cost more than anybody would read.
    pub(super) fn bases(&mut self) {
        let (extended, told) = (self.api.schemas.extended(), self.api.schemas.told());
        for id in extended.keys().copied() {
            let Some(told) = told.get(&id).filter(|told| told.levels <= FURTHEST) else { continue };
            let (Some(def), Some(by)) = (self.defs.get(&id).copied(), &self.schema(told.by).discriminator) else {
                continue;
            };
            let base = Base { property: by.property.clone(), kinds: self.kinds(id, by, &extended) };
            if self.schema(id).component.is_some() && !base.kinds.is_empty() {
                self.types.bases.insert(def, base);
            }
        }
    }

    /// What extends a schema, in the order of the document where nothing else is in between.
    fn kinds(&mut self, of: SchemaId, by: &Discriminator, extended: &BTreeMap<SchemaId, Vec<SchemaId>>) -> Vec<Kind> {
        let (mut kinds, mut taken) = (Vec::new(), HashSet::new());
        let mut seen = HashSet::from([of]);
        let mut next: Vec<SchemaId> = extended.get(&of).into_iter().flatten().rev().copied().collect();
        while let Some(id) = next.pop() {
            if !seen.insert(id) {
                continue;
            }
            next.extend(extended.get(&id).into_iter().flatten().rev());
            let schema = self.schema(id);
            let Some(name) = schema.component.clone() else { continue };
            let (Some(ty), true) = (self.defs.get(&id).copied(), self.is_kind(id, of, by)) else { continue };
            let mut values = self.values_of_kind(id, schema, by);
            let told = values.len();
            values.retain(|value| taken.insert(value.clone()));
            if values.is_empty() && told > 0 {
                let message = "the discriminator doesn't tell every variant";
                self.note("GW0503", &schema.at, message, "another has its value: never read");
            }
            if !values.is_empty() {
                kinds.push(Kind { name, ty, values });
            }
        }
        kinds
    }

    /// Whether a schema is more than another name for its base: one that states a type means to be one.
    fn is_kind(&self, id: SchemaId, of: SchemaId, by: &Discriminator) -> bool {
        let Class::Same(_) = self.classify(id) else { return true };
        let schema = self.schema(id);
        let listed = self.schema(of).properties.get(&by.property).and_then(|id| self.schema(*id).enumeration.as_ref());
        let name = schema.component.as_deref();
        !schema.types.is_empty()
            || by.mapping.values().any(|mapped| *mapped == id)
            || schema.extensions.contains_key(VALUE)
            || listed
                .is_some_and(|values| values.iter().any(|v| matches!(v, Node::String(v) if Some(v.as_str()) == name)))
    }

    /// The values of the discriminator that mean a schema: those of the mapping, else what the schema says of itself,
    /// else the constant that it holds, else its name.
    fn values_of_kind(&self, id: SchemaId, schema: &Schema, by: &Discriminator) -> Vec<String> {
        let mapped = by.mapping.iter().filter(|(_, mapped)| **mapped == id).map(|(value, _)| value.clone());
        let mapped: Vec<String> = mapped.collect();
        if !mapped.is_empty() {
            return mapped;
        }
        if let Some(Node::String(value)) = schema.extensions.get(VALUE) {
            return vec![value.clone()];
        }
        let inline = schema.all_of.iter().map(|part| self.schema(*part)).filter(|part| part.component.is_none());
        let stated = std::iter::once(schema).chain(inline).find_map(|part| part.properties.get(&by.property));
        match stated.map(|id| self.schema(*id)).map(|s| (&s.constant, s.enumeration.as_deref())) {
            Some((Some(Node::String(value)), _) | (None, Some([Node::String(value)]))) => vec![value.clone()],
            _ => schema.component.iter().cloned().collect(),
        }
    }
}

/// The `allOf`s between a discriminator and the last schema that is a choice by it.
const FURTHEST: usize = 16;

/// What a schema is called by the discriminator.
const VALUE: &str = "x-ms-discriminator-value";
