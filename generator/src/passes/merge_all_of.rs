//! Merges what must satisfy several types at once into one type.

use std::collections::{HashMap, HashSet};

use crate::config::Config;
use crate::diagnostics::{Diagnostic, Place, Sink};
use crate::ir::{
    Api, Constraint, Direction, Doc, Enumeration, Field, Name, Owner, Record, Rest, Scalar, Slot, TypeDef, TypeId,
    TypeKind, TypeRef, Types, Union, Untyped, Values, Variant,
};

/// Replaces every intersection by what it comes down to.
pub(super) fn run(api: &mut Api, _: &Config, sink: &mut Sink) {
    let mut merging = Merging { types: &mut api.types, open: Vec::new(), pairs: HashMap::new(), failed: Vec::new() };
    for id in merging.types.ids().collect::<Vec<_>>() {
        merging.settle(id);
    }
    for (at, reason) in merging.failed {
        sink.push(Diagnostic::note("GW0501", format!("any value is let through here: {reason}")).at(&at, "not typed"));
        api.untyped.push(Untyped::value(at, reason));
    }
}

/// More combinations of variants than this are not worth a type each.
const MOST_VARIANTS: usize = 64;
/// Deeper than this, what is left of an intersection is "any value".
const DEEPEST: usize = 48;
/// A chain of intersections that is longer goes on from its other end, so that none is too long for the stack.
const LONGEST: usize = 32;

struct Merging<'a> {
    types: &'a mut Types,
    /// The intersections that are being settled, outermost first.
    open: Vec<TypeId>,
    /// Fields whose two types were merged already: the merged type of the pair.
    pairs: HashMap<(TypeId, TypeId), TypeId>,
    failed: Vec<(Place, String)>,
}

/// What a slot comes down to.
enum Whole {
    Any,
    Slot(Slot),
    Record(Record),
    Enumeration(Enumeration),
    Union(Union),
}

impl Merging<'_> {
    fn settle(&mut self, id: TypeId) {
        let TypeKind::Intersection(parts) = &self.types[id].kind else { return };
        if self.open.contains(&id) {
            return;
        }
        let parts = parts.clone();
        if self.open.len() == LONGEST {
            self.settle_below(id);
        } else if self.open.len() > 2 * LONGEST {
            // Only a circle is still this long.
            return self.failed.push((self.types[id].at.clone(), "a circle of `allOf` is too long".to_owned()));
        }
        self.open.push(id);
        let mut whole = Whole::Any;
        for part in &parts {
            if self.is_choice_with(part, id) {
                continue;
            }
            let next = self.whole(part);
            whole = self.both(whole, next, id);
        }
        self.open.pop();
        let constraints = std::mem::take(&mut self.types[id].constraints);
        self.types[id].kind = match whole {
            Whole::Any => TypeKind::Alias(Slot::any()),
            Whole::Slot(mut slot) => {
                constraints.into_iter().for_each(|c| c.add(&mut slot.constraints));
                TypeKind::Alias(slot)
            }
            Whole::Record(record) => {
                self.types[id].constraints = constraints;
                TypeKind::Record(record)
            }
            Whole::Enumeration(enumeration) => TypeKind::Enumeration(enumeration),
            Whole::Union(union) => TypeKind::Union(union),
        };
    }

    /// Settles what an intersection leads to, the last first.
    fn settle_below(&mut self, id: TypeId) {
        let mut seen: HashSet<TypeId> = self.open.iter().copied().chain([id]).collect();
        let mut stack = vec![(id, self.parts(id))];
        while let Some((at, parts)) = stack.last_mut() {
            if let Some(part) = parts.pop() {
                if seen.insert(part) {
                    let parts = self.parts(part);
                    stack.push((part, parts));
                }
                continue;
            }
            let at = *at;
            stack.pop();
            if at != id {
                self.settle(at);
            }
        }
    }

    /// The named types that settling one looks at.
    fn parts(&self, id: TypeId) -> Vec<TypeId> {
        let slots = match &self.types[id].kind {
            TypeKind::Intersection(parts) => parts.as_slice(),
            TypeKind::Alias(slot) | TypeKind::Newtype(slot) => std::slice::from_ref(slot),
            _ => &[],
        };
        let named = slots.iter().filter_map(|slot| if let TypeRef::Named(id) = slot.ty { Some(id) } else { None });
        named.collect()
    }

    /// Whether a part is a choice that holds the very type it is a part of, as bases list their children.
    fn is_choice_with(&self, part: &Slot, id: TypeId) -> bool {
        let TypeRef::Named(part) = part.ty else { return false };
        match &self.types[part].kind {
            TypeKind::Union(union) => union.variants.iter().any(|v| v.slot.ty == TypeRef::Named(id)),
            _ => false,
        }
    }

    fn whole(&mut self, slot: &Slot) -> Whole {
        let TypeRef::Named(id) = slot.ty else {
            return if slot.ty == TypeRef::Any { Whole::Any } else { Whole::Slot(slot.clone()) };
        };
        if self.open.contains(&id) {
            return self.base(id);
        }
        self.settle(id);
        match self.types[id].kind.clone() {
            TypeKind::Alias(mut inner) | TypeKind::Newtype(mut inner) => {
                if self.open.len() > DEEPEST || inner.ty == slot.ty {
                    return Whole::Any;
                }
                inner.constraints.extend(slot.constraints.iter().cloned());
                inner.constraints.dedup();
                self.open.push(id);
                let whole = self.whole(&inner);
                self.open.pop();
                whole
            }
            TypeKind::Record(record) => Whole::Record(record),
            TypeKind::Enumeration(enumeration) => Whole::Enumeration(enumeration),
            TypeKind::Union(union) => Whole::Union(union),
            TypeKind::Intersection(_) => Whole::Any,
        }
    }

    /// What an intersection that is still being settled says for itself: a child wants the fields of its base, and not
    /// the choice between the base's children.
    fn base(&mut self, id: TypeId) -> Whole {
        let TypeKind::Intersection(parts) = self.types[id].kind.clone() else { return Whole::Any };
        let mut whole = Whole::Any;
        for part in parts {
            if let TypeRef::Named(part) = part.ty
                && let TypeKind::Record(record) = self.types[part].kind.clone()
            {
                whole = self.both(whole, Whole::Record(record), id);
            }
        }
        whole
    }

    fn both(&mut self, a: Whole, b: Whole, of: TypeId) -> Whole {
        match (a, b) {
            (Whole::Any, other) | (other, Whole::Any) => other,
            (Whole::Record(a), Whole::Record(b)) => Whole::Record(self.records(a, b, of)),
            (Whole::Record(mut record), Whole::Slot(slot)) | (Whole::Slot(slot), Whole::Record(mut record)) => {
                match slot.ty {
                    TypeRef::Map(value) => {
                        if record.rest == Rest::Ignored {
                            record.rest = Rest::Typed(value);
                        }
                        Whole::Record(record)
                    }
                    _ => self.fail(of, "an object can't be a scalar or a list too"),
                }
            }
            (Whole::Union(union), Whole::Slot(slot)) | (Whole::Slot(slot), Whole::Union(union)) => match slot.ty {
                TypeRef::Map(_) | TypeRef::Scalar(_) => Whole::Union(union),
                _ => self.fail(of, "a list can't be a choice of others too"),
            },
            (Whole::Union(a), Whole::Union(b)) => self.product(&a, &b, of),
            (Whole::Union(union), Whole::Record(record)) | (Whole::Record(record), Whole::Union(union)) => {
                self.distribute(union, &record, of)
            }
            (Whole::Enumeration(a), Whole::Enumeration(b)) => match common_values(a, &b) {
                Some(both) => Whole::Enumeration(both),
                None => self.fail(of, "the two enumerations have no value in common"),
            },
            (Whole::Enumeration(e), Whole::Slot(slot)) | (Whole::Slot(slot), Whole::Enumeration(e)) => match slot.ty {
                TypeRef::Scalar(_) => Whole::Enumeration(e),
                _ => self.fail(of, "an enumeration can't be a list or an object too"),
            },
            (Whole::Slot(a), Whole::Slot(b)) => match self.slots(a, b, of) {
                Some(slot) => Whole::Slot(slot),
                None => self.fail(of, "the parts of `allOf` are of different types"),
            },
            (Whole::Enumeration(_), _) | (_, Whole::Enumeration(_)) => {
                self.fail(of, "an enumeration can't be an object or a choice of types too")
            }
        }
    }

    fn fail(&mut self, of: TypeId, reason: &str) -> Whole {
        self.failed.push((self.types[of].at.clone(), reason.to_owned()));
        Whole::Any
    }

    fn records(&mut self, mut a: Record, b: Record, of: TypeId) -> Record {
        for field in b.fields {
            match a.fields.iter().position(|f| f.name == field.name) {
                Some(at) => {
                    let merged = self.fields(a.fields[at].clone(), field, of);
                    a.fields[at] = merged;
                }
                None => a.fields.push(field),
            }
        }
        for name in b.required {
            if !a.required.contains(&name) {
                a.required.push(name);
            }
        }
        for field in &mut a.fields {
            field.required |= a.required.contains(&field.name);
        }
        a.required.retain(|name| a.fields.iter().all(|f| f.name != *name));
        a.rest = match (a.rest, b.rest) {
            (Rest::Typed(slot), _) | (_, Rest::Typed(slot)) => Rest::Typed(slot),
            // Parts that are closed by themselves would refuse each other's fields, which nobody means.
            (Rest::Closed, Rest::Closed) => Rest::Closed,
            _ => Rest::Ignored,
        };
        a
    }

    fn fields(&mut self, mut a: Field, b: Field, of: TypeId) -> Field {
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
        a.slot = self.slots(a.slot, b.slot, of).unwrap_or(new);
        a.slot.nullable = nullable || (old.ty == TypeRef::Any && a.slot.nullable);
        a
    }

    fn slots(&mut self, a: Slot, b: Slot, of: TypeId) -> Option<Slot> {
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

    /// A record and a choice: a choice of records, each with the fields of the first.
    fn distribute(&mut self, mut union: Union, record: &Record, of: TypeId) -> Whole {
        for variant in &mut union.variants {
            let part = self.whole(&variant.slot);
            let merged = self.both(Whole::Record(record.clone()), part, of);
            variant.slot = self.named(variant, merged, of);
        }
        Whole::Union(union)
    }

    fn product(&mut self, a: &Union, b: &Union, of: TypeId) -> Whole {
        if a.variants.len() * b.variants.len() > MOST_VARIANTS {
            return self.fail(of, "the choices combine in too many ways");
        }
        let mut variants: Vec<Variant> = Vec::new();
        for x in &a.variants {
            for y in &b.variants {
                let (left, right) = (self.whole(&x.slot), self.whole(&y.slot));
                let merged = self.both(left, right, of);
                let mut variant = Variant { name: format!("{} {}", x.name, y.name), ..x.clone() };
                variant.slot = self.named(&variant, merged, of);
                variants.push(variant);
            }
        }
        Whole::Union(Union { rule: a.rule, discriminator: None, variants })
    }

    fn named(&mut self, variant: &Variant, whole: Whole, of: TypeId) -> Slot {
        let kind = match whole {
            Whole::Any => return Slot::any(),
            Whole::Slot(slot) => return slot,
            Whole::Record(record) => TypeKind::Record(record),
            Whole::Enumeration(enumeration) => TypeKind::Enumeration(enumeration),
            Whole::Union(union) => TypeKind::Union(union),
        };
        let name = Name { owner: Some(Owner::Type(of)), role: variant.name.clone(), ..Name::default() };
        Slot::new(TypeRef::Named(self.add(&variant.at, name, variant.doc.clone(), kind)))
    }

    fn add(&mut self, at: &Place, name: Name, doc: Doc, kind: TypeKind) -> TypeId {
        let direction = Direction::default();
        self.types.add(TypeDef { at: at.clone(), name, doc, kind, constraints: Vec::new(), direction, xml: None })
    }
}

fn common_values(a: Enumeration, b: &Enumeration) -> Option<Enumeration> {
    let closed = a.closed || b.closed;
    let values = match (a.values, &b.values) {
        (Values::Texts(mut a), Values::Texts(b)) => {
            a.retain(|(value, ..)| b.iter().any(|(other, ..)| other == value));
            Values::Texts(a)
        }
        (Values::Integers(mut a), Values::Integers(b)) => {
            a.retain(|(value, ..)| b.iter().any(|(other, ..)| other == value));
            Values::Integers(a)
        }
        _ => return None,
    };
    let empty =
        matches!(&values, Values::Texts(v) if v.is_empty()) || matches!(&values, Values::Integers(v) if v.is_empty());
    (!empty).then_some(Enumeration { values, closed })
}

/// The scalar whose values are values of both.
fn narrower(a: Scalar, b: Scalar) -> Option<Scalar> {
    let is_number = |s: &Scalar| matches!(s, Scalar::Float | Scalar::Double);
    let is_text = |s: &Scalar| {
        !matches!(s, Scalar::Boolean | Scalar::Integer { .. } | Scalar::Float | Scalar::Double | Scalar::UnixTimestamp)
    };
    match (a, b) {
        (Scalar::Text, other) | (other, Scalar::Text) if is_text(&other) => Some(other),
        (Scalar::Integer { bits: a, signed: x }, Scalar::Integer { bits: b, signed: y }) => {
            Some(Scalar::Integer { bits: a.min(b), signed: x && y })
        }
        (int @ Scalar::Integer { .. }, number) | (number, int @ Scalar::Integer { .. }) if is_number(&number) => {
            Some(int)
        }
        (Scalar::UnixTimestamp, number) | (number, Scalar::UnixTimestamp) if is_number(&number) => {
            Some(Scalar::UnixTimestamp)
        }
        (Scalar::Float, Scalar::Double) | (Scalar::Double, Scalar::Float) => Some(Scalar::Float),
        _ => None,
    }
}
