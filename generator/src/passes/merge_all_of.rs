//! Merges what must satisfy several types at once into one type.

use std::collections::{HashMap, HashSet};

use super::budget::Budget;
use super::narrow::common_values;
use crate::config::Config;
use crate::diagnostics::{Diagnostic, Place, Sink};
use crate::ir::{
    Api, Constraint, Direction, Doc, Enumeration, Name, Owner, Record, Rest, Slot, TypeDef, TypeId, TypeKind, TypeRef,
    Types, Union, Untyped, Variant,
};

/// Replaces every intersection by what it comes down to.
pub(super) fn run(api: &mut Api, _: &Config, sink: &mut Sink) {
    let mut merging = Merging {
        types: &mut api.types,
        open: Vec::new(),
        gathered: Vec::new(),
        pairs: HashMap::new(),
        failed: Vec::new(),
        checked: Vec::new(),
        opened: Vec::new(),
        replaced: Vec::new(),
        budget: Budget::new(),
    };
    for id in merging.types.ids().collect::<Vec<_>>() {
        merging.settle(id);
    }
    let Merging { failed, checked, mut opened, replaced, budget, .. } = merging;
    budget.finish(sink);
    opened.dedup();
    for at in opened {
        let message =
            "a part that allows no other members, or only those of a type, stands beside parts that declare some";
        sink.push(Diagnostic::note("GW0517", message).at(&at, "those are allowed too"));
    }
    for (at, reason) in checked {
        api.untyped.push(Untyped::value(at, format!("{reason}; the values are checked")));
    }
    for (at, name) in replaced {
        let message = format!("no value of `{name}` is of both types that the parts of `allOf` give to it");
        sink.push(Diagnostic::note("GW0516", message).at(&at, "taken to replace the other"));
    }
    for (at, reason) in failed {
        sink.push(Diagnostic::note("GW0501", format!("any value is let through here: {reason}")).at(&at, "not typed"));
        api.untyped.push(Untyped::value(at, reason));
    }
}

/// More combinations of variants than this are not worth a type each.
const MOST_VARIANTS: usize = 64;
/// Deeper than this, what is left of an intersection is "any value".
pub(super) const DEEPEST: usize = 48;
/// A chain of intersections that is longer goes on from its other end, so that none is too long for the stack.
const LONGEST: usize = 32;

pub(super) struct Merging<'a> {
    pub(super) types: &'a mut Types,
    /// The intersections that are being settled, outermost first.
    pub(super) open: Vec<TypeId>,
    /// The constraints of the parts of the innermost of them.
    gathered: Vec<Constraint>,
    /// Fields whose two types were merged already: the merged type of the pair.
    pub(super) pairs: HashMap<(TypeId, TypeId), TypeId>,
    pub(super) failed: Vec<(Place, String)>,
    /// The same where the text of the whole is judged instead.
    checked: Vec<(Place, String)>,
    /// Where one part says of undeclared members what another declares.
    opened: Vec<Place>,
    /// Fields that a later part gives another type.
    pub(super) replaced: Vec<(Place, String)>,
    budget: Budget,
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
    pub(super) fn settle(&mut self, id: TypeId) {
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
        let (outer, failed) = (std::mem::take(&mut self.gathered), self.failed.len());
        let mut whole = Whole::Any;
        for part in &parts {
            if self.is_choice_with(part, id) {
                continue;
            }
            let next = self.whole(part);
            whole = self.both(whole, next, id);
        }
        self.open.pop();
        let mut constraints = std::mem::take(&mut self.types[id].constraints);
        std::mem::replace(&mut self.gathered, outer).into_iter().for_each(|c| c.add(&mut constraints));
        if self.failed.len() > failed {
            // What the type can't say is judged by the text of the whole.
            let text = self.types.otherwise.get(&id).cloned();
            if text.is_some() {
                let reasons = self.failed.split_off(failed);
                self.checked.extend(reasons);
            }
            constraints.extend(text.map(Constraint::Schema));
        }
        self.types[id].kind = match whole {
            Whole::Any => TypeKind::Alias(Slot { constraints, ..Slot::any() }),
            Whole::Slot(mut slot) => {
                constraints.into_iter().for_each(|c| c.add(&mut slot.constraints));
                TypeKind::Alias(slot)
            }
            Whole::Record(record) if !self.budget.take(&record, &self.types[id]) => TypeKind::Alias(Slot::any()),
            whole => {
                self.types[id].constraints = constraints;
                match whole {
                    Whole::Record(record) => TypeKind::Record(record),
                    Whole::Enumeration(enumeration) => TypeKind::Enumeration(enumeration),
                    Whole::Union(union) => TypeKind::Union(union),
                    Whole::Any | Whole::Slot(_) => TypeKind::Alias(Slot::any()),
                }
            }
        };
    }

    /// Remembers constraints for the type that is being made.
    fn gather(&mut self, constraints: &[Constraint]) {
        constraints.iter().for_each(|c| c.clone().add(&mut self.gathered));
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
            if slot.ty != TypeRef::Any {
                return Whole::Slot(slot.clone());
            }
            self.gather(&slot.constraints);
            return Whole::Any;
        };
        if self.open.contains(&id) {
            return self.base(id);
        }
        self.settle(id);
        let kind = self.types[id].kind.clone();
        if !matches!(kind, TypeKind::Alias(_) | TypeKind::Newtype(_) | TypeKind::Tuple(_)) {
            let constraints = self.types[id].constraints.iter().chain(&slot.constraints).cloned().collect::<Vec<_>>();
            self.gather(&constraints);
        }
        match kind {
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
            TypeKind::Tuple(_) => Whole::Slot(slot.clone()),
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
                        self.gather(&slot.constraints);
                        if record.rest == Rest::Ignored {
                            record.rest = Rest::Typed(value);
                        }
                        Whole::Record(record)
                    }
                    _ => self.fail(of, "an object can't be a scalar or a list too"),
                }
            }
            (Whole::Union(union), Whole::Slot(slot)) | (Whole::Slot(slot), Whole::Union(union)) => match slot.ty {
                // What is said of further members holds for each of the choices.
                TypeRef::Map(value) if value.ty != TypeRef::Any => {
                    self.gather(&slot.constraints);
                    let rest = Rest::Typed(value);
                    self.distribute(union, &Record { rest, ..Record::default() }, of)
                }
                TypeRef::Map(_) | TypeRef::Scalar(_) => {
                    self.gather(&slot.constraints);
                    Whole::Union(union)
                }
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
                TypeRef::Scalar(_) => {
                    self.gather(&slot.constraints);
                    Whole::Enumeration(e)
                }
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
        // What allows no other members and declares none means the members of all the others.
        let closes = |record: &Record| record.rest == Rest::Closed && record.fields.is_empty();
        let is_closed = closes(&a) || closes(&b);
        let strict = |record: &Record| match &record.rest {
            Rest::Ignored => false,
            Rest::Closed => true,
            Rest::Typed(slot) => slot.ty != TypeRef::Any,
        };
        let lacks = |record: &Record, other: &Record| {
            other.fields.iter().any(|field| record.fields.iter().all(|own| own.name != field.name))
        };
        if (strict(&a) && lacks(&a, &b)) || (strict(&b) && lacks(&b, &a)) {
            self.opened.push(self.types[of].at.clone());
        }
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
            _ if is_closed => Rest::Closed,
            _ => Rest::Ignored,
        };
        a
    }

    /// A record and a choice: a choice of records, each with the fields of the first.
    fn distribute(&mut self, mut union: Union, record: &Record, of: TypeId) -> Whole {
        for variant in &mut union.variants {
            let outer = std::mem::take(&mut self.gathered);
            let part = self.whole(&variant.slot);
            let merged = self.both(Whole::Record(record.clone()), part, of);
            let own = std::mem::replace(&mut self.gathered, outer);
            variant.slot = self.named(variant, merged, own, of);
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
                let outer = std::mem::take(&mut self.gathered);
                let (left, right) = (self.whole(&x.slot), self.whole(&y.slot));
                let merged = self.both(left, right, of);
                let own = std::mem::replace(&mut self.gathered, outer);
                let mut variant = Variant { name: format!("{} {}", x.name, y.name), ..x.clone() };
                variant.slot = self.named(&variant, merged, own, of);
                variants.push(variant);
            }
        }
        Whole::Union(Union { rule: a.rule, discriminator: None, variants })
    }

    fn named(&mut self, variant: &Variant, whole: Whole, constraints: Vec<Constraint>, of: TypeId) -> Slot {
        let kind = match whole {
            Whole::Any => return Slot { constraints, ..Slot::any() },
            Whole::Slot(mut slot) => {
                constraints.into_iter().for_each(|c| c.add(&mut slot.constraints));
                return slot;
            }
            Whole::Record(record) => TypeKind::Record(record),
            Whole::Enumeration(enumeration) => TypeKind::Enumeration(enumeration),
            Whole::Union(union) => TypeKind::Union(union),
        };
        let name = Name { owner: Some(Owner::Type(of)), role: variant.name.clone(), ..Name::default() };
        let id = self.add(&variant.at, name, variant.doc.clone(), kind);
        self.types[id].constraints = constraints;
        Slot::new(TypeRef::Named(id))
    }

    pub(super) fn add(&mut self, at: &Place, name: Name, doc: Doc, kind: TypeKind) -> TypeId {
        let direction = Direction::default();
        self.types.add(TypeDef { at: at.clone(), name, doc, kind, constraints: Vec::new(), direction, xml: None })
    }
}
