//! Gives each multipart body a record for itself, for parts are written otherwise than members of JSON.

use std::collections::{BTreeMap, BTreeSet};

use crate::config::Config;
use crate::diagnostics::{Diagnostic, Place, Sink};
use crate::ir::{Api, Codec, Content, Fallback, Operation, Owner, Scalar, Slot, TypeId, TypeKind, TypeRef, Untyped};

/// Copies the records of forms that have other uses too; what isn't a record travels as bytes.
pub(super) fn run(api: &mut Api, _: &Config, sink: &mut Sink) {
    let used = used_otherwise(api);
    let mut forms: BTreeMap<TypeId, TypeId> = BTreeMap::new();
    for index in 0..api.operations.len() {
        let contents: Vec<Content> = api.operations[index].sent().cloned().collect();
        for (place, content) in contents.iter().enumerate() {
            let Codec::Multipart(content_types) = &content.codec else { continue };
            let record = match api.types.follow(&content.slot.ty) {
                TypeRef::Named(id) if matches!(api.types[*id].kind, TypeKind::Record(_)) => Some(*id),
                _ => None,
            };
            let form = record.map(|id| match forms.get(&id) {
                Some(form) => *form,
                None => {
                    let form = if used.contains(&id) { copy(api, id, index) } else { id };
                    forms.insert(id, form);
                    form
                }
            });
            match form {
                Some(form) => state(api, form, content_types),
                None => say_raw(api, &content.at, sink),
            }
            if let Some(body) = &mut api.operations[index].body {
                settle(&mut body.payload.contents[place], form);
            }
        }
    }
}

fn say_raw(api: &mut Api, at: &Place, sink: &mut Sink) {
    let message = "a multipart body that is no object with known parts travels as bytes";
    sink.push(Diagnostic::note("GW0507", message).at(at, "not taken apart"));
    api.untyped.push(Untyped { at: at.clone(), reason: message.to_owned(), fallback: Fallback::Bytes });
}

fn settle(content: &mut Content, form: Option<TypeId>) {
    match form {
        Some(form) => content.slot = Slot::new(TypeRef::Named(form)),
        None => {
            content.codec = Codec::File;
            content.slot = Slot::new(TypeRef::Scalar(Scalar::Binary));
        }
    }
}

fn copy(api: &mut Api, id: TypeId, operation: usize) -> TypeId {
    let mut copy = api.types[id].clone();
    copy.name.given = None;
    copy.name.component = false;
    copy.name.owner = Some(Owner::Operation(operation));
    copy.name.role = "Form".to_owned();
    api.types.add(copy)
}

fn state(api: &mut Api, form: TypeId, content_types: &[(String, String)]) {
    let TypeKind::Record(record) = &mut api.types[form].kind else { return };
    for field in &mut record.fields {
        let stated = content_types.iter().find(|(name, _)| *name == field.name);
        field.content_type = stated.map(|(_, content_type)| content_type.clone());
    }
}

/// The types that are more than the body of a form.
fn used_otherwise(api: &Api) -> BTreeSet<TypeId> {
    let mut used = BTreeSet::new();
    let mut visit = |slot: &Slot| {
        slot.each_named(&mut |id| {
            used.insert(id);
        });
    };
    api.types.all.iter().flat_map(|def| def.kind.slots()).for_each(&mut visit);
    for operation in &api.operations {
        slots(operation).into_iter().for_each(&mut visit);
    }
    used
}

fn slots(operation: &Operation) -> Vec<&Slot> {
    let plain = operation.sent().filter(|content| !matches!(content.codec, Codec::Multipart(_)));
    let parameters = operation.parameters.iter().map(|p| &p.slot);
    let headers = operation.answers().flat_map(|r| &r.headers).map(|h| &h.slot);
    operation.received().chain(plain).map(|content| &content.slot).chain(parameters).chain(headers).collect()
}
