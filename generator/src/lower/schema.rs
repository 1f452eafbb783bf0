//! Any schema: its slot, and its type where it has one of its own.

use super::class::Class;
use super::{Context, Lowering};
use crate::ir::{Constraint, Direction, Doc, Name, Record, Rest, Slot, TypeDef, TypeId, TypeKind, TypeRef};
use crate::resolve::{Additional, JsonType, Node, Schema, SchemaId};

impl Lowering<'_> {
    /// The slot of a schema: its type, made on the way where it has one of its own.
    pub(super) fn slot(&mut self, id: SchemaId, context: &Context) -> Slot {
        let schema = self.schema(id);
        let class = self.classify(id);
        let nullable = self.is_nullable(id, 0);
        let constraints = self.constraints_of_place(schema, &class);
        if let Some(def) = self.defs.get(&id) {
            let constraints = self.inherited(&class, constraints, 0);
            return Slot { ty: TypeRef::Named(*def), nullable, constraints };
        }
        if schema.component.is_some() || needs_name(&class) {
            let def = self.reserve(id, context);
            // Components wait for their turn: a chain of them may be longer than the stack is deep.
            if schema.component.is_some() {
                self.reserved.push((id, def));
            } else {
                self.fill(id, def);
            }
            let constraints = self.inherited(&class, constraints, 0);
            return Slot { ty: TypeRef::Named(def), nullable, constraints };
        }
        if !self.visiting.insert(id) {
            self.fall_back(&schema.at, "the schema holds itself and has no name");
            return Slot::any();
        }
        self.remark(id, &class);
        let slot = self.unnamed(id, schema, &class, context);
        self.visiting.remove(&id);
        let mut all = slot.constraints;
        constraints.into_iter().for_each(|c| c.add(&mut all));
        Slot { ty: slot.ty, nullable: slot.nullable || nullable, constraints: all }
    }

    /// The constraints of a named schema that is the same as another include the other's.
    fn inherited(&self, class: &Class, mut constraints: Vec<Constraint>, depth: usize) -> Vec<Constraint> {
        if let (Class::Same(other), true) = (class, depth < 16) {
            let class = self.classify(*other);
            let own = self.constraints_of_place(self.schema(*other), &class);
            for constraint in self.inherited(&class, own, depth + 1) {
                constraint.add(&mut constraints);
            }
        }
        constraints
    }

    /// The types of all named schemas, in the order of the document.
    pub(super) fn components(&mut self) {
        let api = self.api;
        for (name, id) in &api.schemas.components {
            let context = Context { owner: None, role: name.clone() };
            match self.defs.get(id) {
                Some(same) => self.second_name(name, *id, *same),
                None => {
                    let def = self.reserve(*id, &context);
                    self.types[def].name.given = Some(name.clone());
                    self.types[def].name.component = true;
                    self.reserved.push((*id, def));
                }
            }
        }
        self.fill_reserved();
    }

    /// A named schema that is nothing but a reference to another.
    fn second_name(&mut self, name: &str, id: SchemaId, same: TypeId) {
        let given = Some(name.to_owned());
        self.types.add(TypeDef {
            at: self.schema(id).at.clone(),
            name: Name { given, owner: None, role: String::new(), component: true },
            doc: doc(self.schema(id)),
            kind: TypeKind::Alias(Slot::new(TypeRef::Named(same))),
            constraints: Vec::new(),
            direction: Direction::default(),
            xml: None,
        });
    }

    /// Lowers what waits for its turn.
    pub(super) fn fill_reserved(&mut self) {
        while !self.reserved.is_empty() {
            for (id, def) in std::mem::take(&mut self.reserved) {
                self.fill(id, def);
            }
        }
    }

    fn reserve(&mut self, id: SchemaId, context: &Context) -> TypeId {
        let schema = self.schema(id);
        let def = self.types.add(TypeDef {
            at: schema.at.clone(),
            name: context.name(schema),
            doc: doc(schema),
            kind: TypeKind::Alias(Slot::any()),
            constraints: Vec::new(),
            direction: Direction::default(),
            xml: self.xml_root(schema),
        });
        self.defs.insert(id, def);
        def
    }

    fn fill(&mut self, id: SchemaId, def: TypeId) {
        let schema = self.schema(id);
        let class = &self.classify(id);
        if let Class::Same(other) = *class {
            // Nobody else names the other schema, so this one's name is its name.
            let anonymous = self.schema(other).component.is_none() && !self.defs.contains_key(&other);
            if anonymous && (needs_name(&self.classify(other)) || matches!(self.classify(other), Class::Same(_))) {
                self.defs.insert(other, def);
                return self.fill(other, def);
            }
        }
        let within = Context::of_type(def, "");
        let kind = match class {
            Class::Record => TypeKind::Record(self.record(def, schema)),
            Class::Enumeration => TypeKind::Enumeration(self.enumeration(schema)),
            Class::EnumerationOfBranches(branches) => TypeKind::Enumeration(self.enumeration_of(schema, branches)),
            Class::Union => TypeKind::Union(self.union(def, schema)),
            Class::Types(types) => TypeKind::Union(self.union_of_types(def, id, types)),
            Class::Intersection => TypeKind::Intersection(self.intersection(def, id)),
            Class::Tuple => TypeKind::Tuple(self.tuple(def, schema)),
            class => TypeKind::Alias(self.unnamed(id, schema, class, &within)),
        };
        self.types[def].constraints = self.constraints_of_type(schema, class);
        self.remark(id, class);
        if !needs_name(class) {
            // Its constraints stand where it is used; what is to be said of them doesn't wait for that.
            let _ = self.constraints_of_place(schema, class);
        }
        if let TypeKind::Intersection(_) = kind
            && let Some(text) = self.whole_text(schema)
        {
            self.types.otherwise.insert(def, text);
        }
        self.types[def].kind = kind;
    }

    /// The slot of a schema that needs no type of its own.
    fn unnamed(&mut self, id: SchemaId, schema: &Schema, class: &Class, context: &Context) -> Slot {
        match class {
            Class::Same(other) => {
                let inline = self.schema(*other).component.is_none();
                let nested = inline && self.visiting.contains(other) && *other != id;
                if nested { Slot::any() } else { self.slot(*other, context) }
            }
            Class::Scalar(ty) => {
                let scalar = self.scalar(schema, *ty);
                Slot::new(TypeRef::Scalar(scalar))
            }
            Class::List => {
                let item = match self.items(schema) {
                    Some(items) => self.slot(items, &context.role(singular(&context.role))),
                    None => {
                        self.free_form(&schema.at, "nothing is said of the items");
                        Slot::any()
                    }
                };
                Slot::new(TypeRef::List(Box::new(item)))
            }
            Class::Map => self.map(schema, context),
            Class::Nothing => {
                self.only_checked(&schema.at, "no value but null is valid, or none at all");
                Slot::any()
            }
            _ => {
                self.not_typed(schema);
                Slot::any()
            }
        }
    }

    fn not_typed(&mut self, schema: &Schema) {
        if schema.enumeration.is_some() || schema.constant.is_some() {
            self.only_checked(&schema.at, "the values of the enumeration are of several types");
        } else if schema.not.is_some() || schema.if_.is_some() {
            self.only_checked(&schema.at, "only `not` or `if` says what is valid");
        } else if self.residue(schema, &Class::Any).is_some() {
            self.only_checked(&schema.at, "the schema has no `type`");
        } else {
            self.free_form(&schema.at, "nothing is said of the value");
        }
    }

    pub(super) fn map(&mut self, schema: &Schema, context: &Context) -> Slot {
        let value = match self.rest(schema, &context.role(singular(&context.role))) {
            Rest::Typed(value) => value,
            Rest::Ignored | Rest::Closed => {
                self.free_form(&schema.at, "nothing is said of the members");
                Box::new(Slot::any())
            }
        };
        Slot::new(TypeRef::Map(value))
    }

    /// The parts of a schema that is all of several: its own keywords, `allOf`, `oneOf`, `anyOf`.
    fn intersection(&mut self, def: TypeId, id: SchemaId) -> Vec<Slot> {
        let schema = self.schema(id);
        let within = Context::of_type(def, "");
        let mut parts: Vec<Slot> =
            self.telling_parts(schema).into_iter().map(|part| self.slot(part, &within.role(""))).collect();
        for (branches, rule) in
            [(&schema.one_of, crate::ir::UnionRule::One), (&schema.any_of, crate::ir::UnionRule::Any)]
        {
            if self.is_choice_of_types(branches) {
                parts.push(self.union_part(def, schema, branches, rule));
            }
        }
        if let Some(own) = self.own_part(def, id) {
            parts.push(own);
        }
        parts
    }

    fn own_part(&mut self, def: TypeId, id: SchemaId) -> Option<Slot> {
        let schema = self.schema(id);
        let within = Context::of_type(def, "");
        let class = self.own_class(schema);
        let kind = match &class {
            Class::Record => TypeKind::Record(self.record(def, schema)),
            Class::Map if !schema.all_of.is_empty() && schema.additional == Additional::Any => {
                TypeKind::Record(Record { rest: Rest::Typed(Box::new(Slot::any())), ..Record::default() })
            }
            Class::Map
                if matches!(schema.additional, Additional::Undeclared) && schema.pattern_properties.is_empty() =>
            {
                return None;
            }
            Class::Enumeration => TypeKind::Enumeration(self.enumeration(schema)),
            Class::Tuple => TypeKind::Tuple(self.tuple(def, schema)),
            Class::Scalar(_) | Class::List | Class::Map => {
                let slot = self.unnamed(id, schema, &class, &within);
                let constraints = self.constraints(schema, &class);
                return Some(Slot { constraints, nullable: self.says_null(schema), ..slot });
            }
            _ => return None,
        };
        let part = TypeDef {
            at: schema.at.clone(),
            name: Name { owner: within.owner, role: String::new(), ..Name::default() },
            doc: Doc::default(),
            kind,
            constraints: Vec::new(),
            direction: Direction::default(),
            xml: None,
        };
        Some(Slot { nullable: self.says_null(schema), ..Slot::new(TypeRef::Named(self.types.add(part))) })
    }

    fn says_null(&self, schema: &Schema) -> bool {
        schema.types.contains(&JsonType::Null)
    }

    /// Whether null is among a schema's values, beside others that are typed.
    pub(super) fn is_nullable(&self, id: SchemaId, depth: usize) -> bool {
        let s = self.schema(id);
        let any = |ids: &[SchemaId]| depth < 16 && ids.iter().any(|id| self.is_nullable(*id, depth + 1));
        let all =
            |ids: &[SchemaId]| depth < 16 && !ids.is_empty() && ids.iter().all(|id| self.is_nullable(*id, depth + 1));
        s.types.contains(&JsonType::Null)
            || s.enumeration.as_ref().is_some_and(|values| values.contains(&Node::Null))
            || s.constant == Some(Node::Null)
            // By the letter of 3.0.3, `nullable` needs a `type` beside it. Nobody who writes it means nothing by it.
            || (s.types.is_empty() && (s.nullable || any(&s.one_of) || any(&s.any_of) || all(&s.all_of)))
    }
}

/// Whether a class needs a type of its own, and so a name.
pub(super) fn needs_name(class: &Class) -> bool {
    matches!(
        class,
        Class::Record
            | Class::Enumeration
            | Class::EnumerationOfBranches(_)
            | Class::Union
            | Class::Types(_)
            | Class::Tuple
            | Class::Intersection
    )
}

/// What a schema says of itself.
pub(super) fn doc(schema: &Schema) -> Doc {
    let title = schema.title.clone().filter(|t| schema.description.as_ref() != Some(t));
    Doc { summary: title, description: schema.description.clone(), deprecated: schema.deprecated }
}

/// The name of one among several.
fn singular(role: &str) -> String {
    let lower = role.to_ascii_lowercase();
    let cut = |n: usize, tail: &str| format!("{}{tail}", role.get(..role.len() - n).unwrap_or(role));
    if lower.ends_with("ies") && role.len() > 4 {
        cut(3, "y")
    } else if ["sses", "xes", "ches", "shes"].iter().any(|tail| lower.ends_with(tail)) {
        cut(2, "")
    } else if lower.ends_with('s') && !["ss", "us", "is"].iter().any(|tail| lower.ends_with(tail)) && role.len() > 2 {
        cut(1, "")
    } else {
        format!("{role} item")
    }
}

#[cfg(test)]
mod tests {
    use super::singular;

    #[test]
    fn one_of_many_is_named() {
        for (many, one) in [
            ("signatories", "signatory"),
            ("items", "item"),
            ("addresses", "address"),
            ("status", "status item"),
            ("boxes", "box"),
            ("data", "data item"),
        ] {
            assert_eq!(singular(many), one);
        }
    }
}
