//! Splits what is sent from what is received, where the document says of members that only one side has them.

use std::collections::{BTreeMap, BTreeSet};

use crate::config::Config;
use crate::diagnostics::Sink;
use crate::ir::{Api, Name, Operation, Owner, Rest, Slot, TypeDef, TypeId, TypeKind, TypeRef, Types, XmlRoot};

/// Takes read-only members out of what is sent and write-only ones out of what is received. A type that travels both
/// ways becomes two: what is received keeps the name, and what is sent is its input.
pub(super) fn run(api: &mut Api, config: &Config, sink: &mut Sink) {
    let tags = tags(&api.types);
    let differing = differing(&api.types, &tags);
    if differing.is_empty() {
        return;
    }
    let xml = api.operations.iter().any(speaks_xml);
    let mut inputs = BTreeMap::new();
    let both: Vec<TypeId> = differing.iter().copied().filter(|id| both_ways(&api.types[*id])).collect();
    for id in &both {
        let copy = api.types[*id].clone();
        inputs.insert(*id, api.types.add(copy));
    }
    for id in &differing {
        let direction = api.types[*id].direction;
        match inputs.get(id) {
            Some(input) => {
                strip(&mut api.types[*input], *id, &tags, Way::Sent);
                strip(&mut api.types[*id], *id, &tags, Way::Received);
                point_at(&mut api.types[*input], &inputs);
                rename(&mut api.types[*input], &inputs, xml);
            }
            None if direction.request => {
                strip(&mut api.types[*id], *id, &tags, Way::Sent);
                point_at(&mut api.types[*id], &inputs);
            }
            None if direction.response => strip(&mut api.types[*id], *id, &tags, Way::Received),
            None => {}
        }
    }
    for operation in &mut api.operations {
        operation.parameters.iter_mut().for_each(|parameter| redirect(&mut parameter.slot, &inputs));
        let contents = operation.body.iter_mut().flat_map(|body| &mut body.payload.contents);
        contents.for_each(|content| redirect(&mut content.slot, &inputs));
    }
    super::mark_direction::run(api, config, sink);
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    Sent,
    Received,
}

fn both_ways(def: &TypeDef) -> bool {
    def.direction.request && def.direction.response
}

/// The members by which unions tell a record: both sides need those.
fn tags(types: &Types) -> BTreeSet<(TypeId, String)> {
    let mut tags = BTreeSet::new();
    for def in &types.all {
        let TypeKind::Union(union) = &def.kind else { continue };
        let Some(discriminator) = &union.discriminator else { continue };
        for variant in &union.variants {
            if let TypeRef::Named(id) = types.follow(&variant.slot.ty) {
                tags.insert((*id, discriminator.property.clone()));
            }
        }
    }
    tags
}

/// The types that aren't the same both ways, themselves or in what they hold.
fn differing(types: &Types, tags: &BTreeSet<(TypeId, String)>) -> BTreeSet<TypeId> {
    let mut users: BTreeMap<TypeId, Vec<TypeId>> = BTreeMap::new();
    let mut work = Vec::new();
    for id in types.ids() {
        let kind = &types[id].kind;
        kind.slots().into_iter().for_each(|slot| slot.each_named(&mut |held| users.entry(held).or_default().push(id)));
        if let TypeKind::Record(record) = &kind
            && record.fields.iter().any(|f| f.read_only != f.write_only && !tags.contains(&(id, f.name.clone())))
        {
            work.push(id);
        }
    }
    let mut differing = BTreeSet::new();
    while let Some(id) = work.pop() {
        if differing.insert(id) {
            work.extend(users.get(&id).into_iter().flatten());
        }
    }
    differing
}

/// Takes out what doesn't travel this way. Who sends it all the same is forgiven, so the record isn't closed any more.
fn strip(def: &mut TypeDef, id: TypeId, tags: &BTreeSet<(TypeId, String)>, way: Way) {
    let TypeKind::Record(record) = &mut def.kind else { return };
    let before = record.fields.len();
    record.fields.retain(|field| {
        let (other, own) = match way {
            Way::Sent => (field.read_only, field.write_only),
            Way::Received => (field.write_only, field.read_only),
        };
        !other || own || tags.contains(&(id, field.name.clone()))
    });
    if record.fields.len() < before && record.rest == Rest::Closed {
        record.rest = Rest::Ignored;
    }
}

fn point_at(def: &mut TypeDef, inputs: &BTreeMap<TypeId, TypeId>) {
    def.kind.slots_mut().into_iter().for_each(|slot| redirect(slot, inputs));
}

fn redirect(slot: &mut Slot, inputs: &BTreeMap<TypeId, TypeId>) {
    slot.each_named_mut(&mut |id| *id = *inputs.get(id).unwrap_or(id));
}

/// `Pet` is sent as `PetInput`; what is part of `Pet` is part of that.
fn rename(def: &mut TypeDef, inputs: &BTreeMap<TypeId, TypeId>, xml: bool) {
    let Name { given, owner, role, component } = def.name.clone();
    if let (true, Some(given)) = (xml, &given) {
        let root = def.xml.get_or_insert_with(XmlRoot::default);
        root.name.get_or_insert_with(|| given.clone());
    }
    def.name = match (given, owner) {
        (None, Some(Owner::Type(owner))) if inputs.contains_key(&owner) => {
            Name { given: None, owner: inputs.get(&owner).map(|input| Owner::Type(*input)), role, component }
        }
        (None, owner) => Name { given: None, owner, role: format!("{role} input"), component },
        (Some(given), _) => {
            if def.doc.summary.is_none() && def.doc.description.is_none() {
                def.doc.description = Some(format!("`{given}` as it is sent."));
            }
            Name { given: Some(format!("{given} input")), owner: None, role: String::new(), component: false }
        }
    };
}

pub(super) fn speaks_xml(operation: &Operation) -> bool {
    let is_xml = |name: &String| name.ends_with("/xml") || name.ends_with("+xml");
    operation.sent().chain(operation.received()).flat_map(|content| &content.media_types).any(is_xml)
}
