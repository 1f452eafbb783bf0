//! Merges the types that two parts of an intersection give to one place.

use super::merge_all_of::{DEEPEST, Merging};
use super::narrow::narrower;
use crate::ir::{Constraint, Doc, Field, Name, Owner, Slot, TypeId, TypeKind, TypeRef};

/// Whether null is among a slot's values: nothing keeps it from a place of which nothing is said.
fn may_be_null(slot: &Slot) -> bool {
    slot.nullable || (slot.ty == TypeRef::Any && slot.constraints.is_empty())
}

impl Merging<'_> {
    pub(super) fn fields(&mut self, mut a: Field, b: Field, of: TypeId) -> Field {
        a.required |= b.required;
        a.read_only |= b.read_only;
        a.write_only |= b.write_only;
        a.secret |= b.secret;
        a.default = b.default.or(a.default);
        a.xml = b.xml.or(a.xml);
        if b.doc != Doc::default() {
            a.doc = b.doc;
        }
        let nullable = may_be_null(&a.slot) && may_be_null(&b.slot);
        let new = b.slot.clone();
        // Where the two can't be both, the later one is what the document narrows to.
        let failed = self.failed.len();
        a.slot = self.slots(a.slot, b.slot, of).unwrap_or_else(|| {
            self.failed.truncate(failed);
            self.replaced.push((b.at.clone(), b.name.clone()));
            new
        });
        a.slot.nullable = nullable;
        a
    }

    pub(super) fn slots(&mut self, a: Slot, b: Slot, of: TypeId) -> Option<Slot> {
        let nullable = may_be_null(&a) && may_be_null(&b);
        let mut constraints = a.constraints;
        b.constraints.into_iter().for_each(|c: Constraint| c.add(&mut constraints));
        let ty = match (a.ty, b.ty) {
            (a, b) if a == b => a,
            (TypeRef::Any, other) | (other, TypeRef::Any) => other,
            (TypeRef::Scalar(a), TypeRef::Scalar(b)) => TypeRef::Scalar(narrower(a, b)?),
            (TypeRef::List(a), TypeRef::List(b)) => TypeRef::List(Box::new(self.slots(*a, *b, of)?)),
            (TypeRef::Map(a), TypeRef::Map(b)) => TypeRef::Map(Box::new(self.slots(*a, *b, of)?)),
            (TypeRef::Named(a), TypeRef::Named(b)) => TypeRef::Named(self.pair(a, b, of)?),
            (TypeRef::Named(id), other) | (other, TypeRef::Named(id)) => {
                match (self.types.follow(&TypeRef::Named(id)).clone(), &other) {
                    (TypeRef::Named(inner), TypeRef::Scalar(_))
                        if matches!(self.types[inner].kind, TypeKind::Enumeration(_)) =>
                    {
                        TypeRef::Named(id)
                    }
                    (TypeRef::Named(inner), TypeRef::Map(_))
                        if matches!(self.types[inner].kind, TypeKind::Record(_) | TypeKind::Union(_)) =>
                    {
                        TypeRef::Named(id)
                    }
                    (same, other) if same == *other => TypeRef::Named(id),
                    _ => return None,
                }
            }
            _ => return None,
        };
        Some(Slot { ty, nullable, constraints })
    }

    /// The type that is both of two named ones.
    fn pair(&mut self, a: TypeId, b: TypeId, of: TypeId) -> Option<TypeId> {
        if let Some(known) = self.pairs.get(&(a, b)) {
            return Some(*known);
        }
        if self.open.len() > DEEPEST {
            return None;
        }
        let name = Name { owner: Some(Owner::Type(of)), role: self.types[b].name.role.clone(), ..Name::default() };
        let parts = vec![Slot::new(TypeRef::Named(a)), Slot::new(TypeRef::Named(b))];
        let doc = self.types[b].doc.clone();
        let id = self.add(&self.types[b].at.clone(), name, doc, TypeKind::Intersection(parts));
        self.pairs.insert((a, b), id);
        self.settle(id);
        Some(id)
    }
}
