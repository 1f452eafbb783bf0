//! Members of objects that no property declares: `patternProperties` and `additionalProperties` together.

use super::{Context, Lowering};
use crate::ir::{Direction, Doc, Rest, Slot, TypeDef, TypeKind, TypeRef, UnionRule};
use crate::resolve::{Additional, Schema, SchemaId};

/// What is said of members that no property declares.
pub(super) struct Free {
    /// The schemas of their values, each once.
    pub(super) values: Vec<SchemaId>,
    /// What is said of those whose key no pattern matches.
    pub(super) others: Additional,
    /// The pattern that every key matches, where all values are of one schema.
    pub(super) key_pattern: Option<String>,
    /// Whether the schema of a value depends on its key.
    pub(super) mixed: bool,
    /// Whether nothing but habit says that other keys are refused.
    pub(super) supposed: bool,
}

impl Lowering<'_> {
    pub(super) fn free_members(&self, s: &Schema) -> Free {
        let mut others = self.additional(s);
        let mut values: Vec<SchemaId> = Vec::new();
        let patterns = &s.pattern_properties;
        for id in patterns.values() {
            if !values.iter().any(|known| self.is_same(*known, *id, 0)) {
                values.push(*id);
            }
        }
        let everything = patterns.keys().any(|pattern| matches!(pattern.as_str(), "" | ".*" | "^.*$" | "^.*" | ".*$"));
        let says = values.iter().any(|id| !self.allows_all(*id));
        let supposed = others == Additional::Undeclared && says && !everything && !self.config.untyped_any;
        if others == Additional::Undeclared && !patterns.is_empty() {
            others = if supposed || everything { Additional::None } else { Additional::Any };
        }
        if let Additional::Schema(id) = others
            && !values.iter().any(|known| self.is_same(*known, id, 0))
        {
            values.push(id);
        }
        let open = others == Additional::Any;
        let mixed = !patterns.is_empty() && if open { says } else { values.len() > 1 };
        let closed = others == Additional::None && !patterns.is_empty() && !everything && !mixed;
        let all = patterns.keys().map(String::as_str).collect::<Vec<_>>();
        let key_pattern = closed.then(|| match all.as_slice() {
            [one] => (*one).to_owned(),
            several => several.iter().map(|pattern| format!("(?:{pattern})")).collect::<Vec<_>>().join("|"),
        });
        if open {
            values.clear();
        }
        Free { values, others, key_pattern, mixed, supposed }
    }

    /// The type of such members, if any is stated or meant.
    pub(super) fn rest(&mut self, schema: &Schema, context: &Context) -> Rest {
        let free = self.free_members(schema);
        if free.supposed {
            let at = schema.at.child("patternProperties");
            let message =
                "members whose key matches no pattern are refused, though `additionalProperties` doesn't say so";
            self.note("GW0510", &at, message, "taken for all that there is");
        }
        match (free.values.as_slice(), free.others) {
            ([], Additional::Undeclared) => Rest::Ignored,
            ([], Additional::None) if schema.pattern_properties.is_empty() => Rest::Closed,
            ([], _) => {
                if free.mixed {
                    let at = schema.at.child("patternProperties");
                    self.only_checked(&at, "only some of the keys say what their members hold");
                } else {
                    self.free_form(&schema.at.child("additionalProperties"), "nothing is said of further members");
                }
                Rest::Typed(Box::new(Slot::any()))
            }
            ([one], _) => Rest::Typed(Box::new(self.slot(*one, context))),
            (several, _) => Rest::Typed(Box::new(self.one_of_several(schema, several, context))),
        }
    }

    /// A value that is of one of several types; which one, its key says.
    fn one_of_several(&mut self, schema: &Schema, several: &[SchemaId], context: &Context) -> Slot {
        let def = self.types.add(TypeDef {
            at: schema.at.child("patternProperties"),
            name: super::Name { owner: context.owner, role: context.role.clone(), ..super::Name::default() },
            doc: Doc::default(),
            kind: TypeKind::Alias(Slot::any()),
            constraints: Vec::new(),
            direction: Direction::default(),
            xml: None,
        });
        let union = self.union_of(def, schema, several, UnionRule::Any);
        self.types[def].kind = match union.variants.as_slice() {
            [only] => TypeKind::Alias(only.slot.clone()),
            _ => TypeKind::Union(union),
        };
        let nullable = several.iter().any(|id| self.is_nullable(*id, 0));
        Slot { nullable, ..Slot::new(TypeRef::Named(def)) }
    }
}
