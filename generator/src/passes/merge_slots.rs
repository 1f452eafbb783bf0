//! Merges the types that two parts of an intersection give to one place.

use super::merge_all_of::{DEEPEST, Merging};
use super::narrow::narrower;
use crate::ir::{Constraint, Doc, Field, Name, Owner, Slot, TypeId, TypeKind, TypeRef};

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
        let nullable = a.slot.nullable && b.slot.nullable;
        let (old, new) = (a.slot.clone(), b.slot.clone());
        // Where the two can't be both, the later one is what the document narrows to.
        let failed = self.failed.len();
        a.slot = self.slots(a.slot, b.slot, of).unwrap_or_else(|| {
            self.failed.truncate(failed);
            self.replaced.push((b.at.clone(), b.name.clone()));
            new
        });
        a.slot.nullable = nullable || (old.ty == TypeRef::Any && a.slot.nullable);
        a
    }

    pub(super) fn slots(&mut self, a: Slot, b: Slot, of: TypeId) -> Option<Slot> {
        let mut constraints = a.constraints;
        b.constraints.into_iter().for_each(|c: Constraint| c.add(&mut constraints));
        let nullable = a.nullable && b.nullable;
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
