//! Lets records keep undeclared members where something is said of them: what is thrown away can't be judged.

use std::collections::HashSet;

use serde_json::Value;

use crate::config::Config;
use crate::diagnostics::Sink;
use crate::ir::{Api, Constraint, Rest, Slot, TypeId, TypeKind, TypeRef, Types};

/// Gives a rest to each record that would drop members which a constraint counts, compares or names.
pub(super) fn run(api: &mut Api, _: &Config, _: &mut Sink) {
    let mut keeping = Keeping { types: &api.types, seen: HashSet::new(), kept: HashSet::new() };
    for id in api.types.ids() {
        let def = &api.types[id];
        keeping.constraints(&TypeRef::Named(id), &def.constraints);
        def.kind.slots().into_iter().for_each(|slot| keeping.slot(slot));
    }
    for operation in &api.operations {
        operation.parameters.iter().for_each(|parameter| keeping.slot(&parameter.slot));
        operation.sent().chain(operation.received()).for_each(|content| keeping.slot(&content.slot));
    }
    let mut kept: Vec<TypeId> = keeping.kept.into_iter().collect();
    kept.sort_unstable();
    for id in kept {
        if let TypeKind::Record(record) = &mut api.types[id].kind {
            record.rest = Rest::Typed(Box::new(Slot::any()));
        }
    }
}

struct Keeping<'a> {
    types: &'a Types,
    /// What was looked at already: a type, and the part of an assertion, by its address.
    seen: HashSet<(TypeId, usize)>,
    kept: HashSet<TypeId>,
}

impl Keeping<'_> {
    fn slot(&mut self, slot: &Slot) {
        self.constraints(&slot.ty, &slot.constraints);
        if let TypeRef::List(inner) | TypeRef::Map(inner) = &slot.ty {
            self.slot(inner);
        }
    }

    fn constraints(&mut self, ty: &TypeRef, constraints: &[Constraint]) {
        for constraint in constraints {
            match constraint {
                Constraint::MinProperties(_) | Constraint::MaxProperties(_) => self.keep(ty, false),
                Constraint::UniqueItems => match ty {
                    TypeRef::List(item) => self.keep(&item.ty, true),
                    ty => self.keep(ty, true),
                },
                Constraint::Schema(text) => {
                    if let Ok(schema) = serde_json::from_str::<Value>(text) {
                        self.seen.clear();
                        self.judged(ty, &schema, &schema);
                    }
                }
                _ => {}
            }
        }
    }

    /// Keeps the members of the records that a value may be, and with `deep` of those within it.
    fn keep(&mut self, ty: &TypeRef, deep: bool) {
        match ty {
            TypeRef::List(inner) | TypeRef::Map(inner) if deep => self.keep(&inner.ty, deep),
            TypeRef::Named(id) | TypeRef::Boxed(id) => {
                let types = self.types;
                let kind = &types[*id].kind;
                match kind {
                    TypeKind::Record(record) if record.rest == Rest::Ignored && !self.kept.insert(*id) => return,
                    TypeKind::Record(_) if !deep => return,
                    _ => {}
                }
                let inside = deep || matches!(kind, TypeKind::Alias(_) | TypeKind::Newtype(_) | TypeKind::Union(_));
                if inside && self.seen.insert((*id, usize::from(deep))) {
                    kind.slots().into_iter().for_each(|slot| self.keep(&slot.ty, deep));
                }
            }
            _ => {}
        }
    }

    /// Follows an assertion through the type of the value that it judges.
    fn judged(&mut self, ty: &TypeRef, schema: &Value, root: &Value) {
        let Value::Object(keywords) = schema else { return };
        if let TypeRef::Named(id) | TypeRef::Boxed(id) = ty
            && !self.seen.insert((*id, std::ptr::from_ref(schema) as usize))
        {
            return;
        }
        for (keyword, value) in keywords {
            match keyword.as_str() {
                "enum" | "const" => self.keep(ty, true),
                "uniqueItems" => self.keep(ty, true),
                "required" => self.named(ty, value.as_array().into_iter().flatten().filter_map(Value::as_str)),
                "dependentRequired" => {
                    for (key, names) in value.as_object().into_iter().flatten() {
                        let names = names.as_array().into_iter().flatten().filter_map(Value::as_str);
                        self.named(ty, names.chain([key.as_str()]));
                    }
                }
                "minProperties"
                | "maxProperties"
                | "propertyNames"
                | "patternProperties"
                | "additionalProperties"
                | "unevaluatedProperties" => self.keep(ty, false),
                _ => {}
            }
            self.below(ty, keyword, value, root);
        }
    }

    /// Follows the schemas under a keyword.
    fn below(&mut self, ty: &TypeRef, keyword: &str, value: &Value, root: &Value) {
        match keyword {
            "not" | "if" | "then" | "else" => self.judged(ty, value, root),
            "allOf" | "anyOf" | "oneOf" => {
                value.as_array().into_iter().flatten().for_each(|schema| self.judged(ty, schema, root));
            }
            "$ref" => {
                let target = value.as_str().and_then(|text| root.pointer(text.strip_prefix('#')?));
                if let Some(target) = target {
                    self.judged(ty, target, root);
                }
            }
            "dependentSchemas" => {
                for (key, schema) in value.as_object().into_iter().flatten() {
                    self.named(ty, [key.as_str()].into_iter());
                    self.judged(ty, schema, root);
                }
            }
            "properties" => {
                let members = value.as_object();
                self.named(ty, members.into_iter().flatten().map(|(key, _)| key.as_str()));
                for (key, schema) in members.into_iter().flatten() {
                    self.inside(ty, Some(key), &mut |keeping, ty| keeping.judged(ty, schema, root));
                }
            }
            "items" | "contains" | "unevaluatedItems" | "additionalProperties" | "unevaluatedProperties" => {
                self.inside(ty, None, &mut |keeping, ty| keeping.judged(ty, value, root));
            }
            "prefixItems" => {
                for schema in value.as_array().into_iter().flatten() {
                    self.inside(ty, None, &mut |keeping, ty| keeping.judged(ty, schema, root));
                }
            }
            "patternProperties" => {
                for schema in value.as_object().into_iter().flatten().map(|(_, schema)| schema) {
                    self.inside(ty, None, &mut |keeping, ty| keeping.judged(ty, schema, root));
                }
            }
            _ => {}
        }
    }

    /// Keeps the members of a record if it doesn't declare all of some names.
    fn named<'n>(&mut self, ty: &TypeRef, mut names: impl Iterator<Item = &'n str>) {
        let types = self.types;
        let TypeRef::Named(id) = types.follow(ty) else { return self.keep(ty, false) };
        match &types[*id].kind {
            TypeKind::Record(record) if names.all(|name| record.fields.iter().any(|field| field.name == name)) => {}
            _ => self.keep(ty, false),
        }
    }

    /// Visits the types of what is in a value: of one member, or of all members and items.
    fn inside(&mut self, ty: &TypeRef, name: Option<&str>, visit: &mut dyn FnMut(&mut Self, &TypeRef)) {
        match ty {
            TypeRef::List(inner) | TypeRef::Map(inner) => visit(self, &inner.ty),
            TypeRef::Named(id) | TypeRef::Boxed(id) => {
                let types = self.types;
                match &types[*id].kind {
                    TypeKind::Record(record) => {
                        let field = record.fields.iter().find(|field| Some(field.name.as_str()) == name);
                        match (name, field, &record.rest) {
                            (Some(_), Some(field), _) => visit(self, &field.slot.ty),
                            (_, _, Rest::Typed(rest)) => visit(self, &rest.ty),
                            _ => {}
                        }
                    }
                    TypeKind::Tuple(_) => types[*id].kind.slots().into_iter().for_each(|slot| visit(self, &slot.ty)),
                    kind => {
                        for slot in kind.slots() {
                            if slot.ty != *ty {
                                self.inside(&slot.ty, name, visit);
                            }
                        }
                    }
                }
            }
            TypeRef::Any | TypeRef::Scalar(_) => {}
        }
    }
}
