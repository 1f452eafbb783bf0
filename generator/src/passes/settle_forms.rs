//! Gives each multipart body a record for itself, for parts are written otherwise than members of JSON.

use std::collections::{BTreeMap, BTreeSet};

use crate::config::Config;
use crate::diagnostics::{Diagnostic, Sink};
use crate::ir::{Api, Codec, Operation, Owner, Payload, Scalar, Slot, TypeId, TypeKind, TypeRef};

/// Copies the records of forms that have other uses too; what isn't a record travels as bytes.
pub(super) fn run(api: &mut Api, _: &Config, sink: &mut Sink) {
    let used = used_otherwise(api);
    let mut forms: BTreeMap<TypeId, TypeId> = BTreeMap::new();
    for index in 0..api.operations.len() {
        let Some(body) = &api.operations[index].body else { continue };
        let at = body.at.clone();
        let Codec::Multipart(content_types) = body.payload.codec.clone() else { continue };
        let record = match api.types.follow(&body.payload.slot.ty) {
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
            Some(form) => state(api, form, &content_types),
            None => {
                let message = "a multipart body that is no object with known parts travels as bytes";
                sink.push(Diagnostic::note("GW0507", message).at(&at, "not taken apart"));
            }
        }
        if let Some(body) = &mut api.operations[index].body {
            settle(&mut body.payload, form);
        }
    }
}

fn settle(payload: &mut Payload, form: Option<TypeId>) {
    match form {
        Some(form) => payload.slot = Slot::new(TypeRef::Named(form)),
        None => {
            payload.codec = Codec::Bytes;
            payload.slot = Slot::new(TypeRef::Scalar(Scalar::Binary));
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
    let answers = operation.successes.iter().chain(&operation.failures);
    let payloads = answers.clone().filter_map(|r| r.payload.as_ref());
    let plain = operation.body.as_ref().map(|b| &b.payload).filter(|p| !matches!(p.codec, Codec::Multipart(_)));
    let parameters = operation.parameters.iter().map(|p| &p.slot);
    let headers = answers.flat_map(|r| &r.headers).map(|h| &h.slot);
    payloads.chain(plain).map(|p| &p.slot).chain(parameters).chain(headers).collect()
}
