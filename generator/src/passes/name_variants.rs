//! Tells variants apart that have the same name, by what only one of them has.

use crate::ir::{Api, Field, TypeId, TypeKind, TypeRef};

/// Renames, in each union, the unnamed records that are called alike: after what only one of them requires, or holds.
pub(super) fn run(api: &mut Api) {
    for id in api.types.ids().collect::<Vec<_>>() {
        let TypeKind::Union(union) = &api.types[id].kind else { continue };
        let records: Vec<Option<TypeId>> = union.variants.iter().map(|v| record(api, &v.slot.ty)).collect();
        let names: Vec<String> = union.variants.iter().map(|v| v.name.to_lowercase()).collect();
        let telling: Vec<Option<String>> = (0..names.len())
            .map(|at| {
                let alike = |other: &usize| *other != at && names[*other] == names[at];
                let others: Vec<TypeId> = (0..names.len()).filter(alike).filter_map(|other| records[other]).collect();
                (!others.is_empty()).then(|| telling(api, records[at]?, &others)).flatten()
            })
            .collect();
        for (at, name) in telling.into_iter().enumerate().filter_map(|(at, name)| Some((at, name?))) {
            if let Some(record) = records[at].map(|record| &mut api.types[record].name)
                && record.given.is_none()
            {
                record.role.clone_from(&name);
            }
            if let TypeKind::Union(union) = &mut api.types[id].kind {
                union.variants[at].name = name;
            }
        }
    }
}

/// The record that a variant holds, if the document doesn't name it.
fn record(api: &Api, ty: &TypeRef) -> Option<TypeId> {
    let (TypeRef::Named(id) | TypeRef::Boxed(id)) = ty else { return None };
    let def = &api.types[*id];
    (matches!(def.kind, TypeKind::Record(_)) && !def.name.component).then_some(*id)
}

/// `with` the one field, or the two, that this record requires and no other, or at least has.
fn telling(api: &Api, record: TypeId, others: &[TypeId]) -> Option<String> {
    let others: Vec<&[Field]> = others.iter().map(|other| fields(api, *other)).collect();
    let own = fields(api, record);
    [true, false].into_iter().find_map(|required| {
        let has = |fields: &[Field], name: &str| fields.iter().any(|f| f.name == name && (f.required || !required));
        let own: Vec<&str> = own.iter().filter(|f| f.required || !required).map(|f| f.name.as_str()).collect();
        let only = |names: &[&str]| others.iter().all(|other| names.iter().any(|name| !has(other, name)));
        let one = own.iter().find(|name| only(&[name])).map(|name| format!("with {name}"));
        let pairs = || own.iter().enumerate().flat_map(|(at, a)| own[at + 1..].iter().map(move |b| [*a, *b]));
        one.or_else(|| pairs().find(|pair| only(pair)).map(|[a, b]| format!("with {a} and {b}")))
    })
}

fn fields(api: &Api, record: TypeId) -> &[Field] {
    match &api.types[record].kind {
        TypeKind::Record(record) => &record.fields,
        _ => &[],
    }
}
