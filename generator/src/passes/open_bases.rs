//! Makes a choice of each record that others extend and that a discriminator tells from them.

use std::collections::BTreeMap;

use super::split_directions::speaks_xml;
use crate::config::Config;
use crate::diagnostics::Sink;
use crate::ir::{
    Api, Base, Codec, Discriminator, Doc, Name, Owner, Rest, Slot, TypeDef, TypeId, TypeKind, TypeRef, Types, Union,
    UnionRule, Variant, XmlRoot,
};

/// Gives the name of a base to the choice between its kinds, of which it is the last: the one that keeps whatever the
/// discriminator doesn't know.
pub(super) fn run(api: &mut Api, _: &Config, _: &mut Sink) {
    let bases = std::mem::take(&mut api.types.bases);
    let xml = api.operations.iter().any(speaks_xml);
    let mut records = BTreeMap::new();
    let told = bases.iter().filter(|(_, base)| base.kinds.iter().any(|kind| is_told(&api.types, kind.ty)));
    let (own, others): (Vec<TypeId>, Vec<TypeId>) = told.map(|(id, _)| *id).partition(|id| is_record(&api.types, *id));
    for id in own {
        let record = record_of(&api.types, id, xml);
        records.insert(id, api.types.add(record));
    }
    // What adds nothing to its base has the base's record, and is the record where nothing extends it.
    for id in others {
        if let TypeRef::Named(base) = api.types.follow(&TypeRef::Named(id))
            && let Some(record) = records.get(base).copied()
        {
            records.insert(id, record);
        }
    }
    for kind in bases.values().flat_map(|base| &base.kinds) {
        if let TypeKind::Alias(slot) = &mut api.types[kind.ty].kind {
            redirect(slot, &records);
        }
    }
    let unions: Vec<(TypeId, Union)> = records
        .iter()
        .filter_map(|(id, record)| Some((*id, choice(&api.types, *id, bases.get(id)?, *record, &records))))
        .collect();
    for (id, union) in unions {
        api.types[id].constraints.clear();
        api.types[id].kind = TypeKind::Union(union);
    }
    // The parts of a form are those of a record.
    let contents = api.operations.iter_mut().filter_map(|o| o.body.as_mut()).flat_map(|b| &mut b.payload.contents);
    for content in contents.filter(|content| matches!(content.codec, Codec::Multipart(_))) {
        redirect(&mut content.slot, &records);
    }
}

fn is_record(types: &Types, id: TypeId) -> bool {
    matches!(types[id].kind, TypeKind::Record(_))
}

/// Whether a discriminator can tell the type.
fn is_told(types: &Types, id: TypeId) -> bool {
    match types.follow(&TypeRef::Named(id)) {
        TypeRef::Named(id) => matches!(types[*id].kind, TypeKind::Record(_) | TypeKind::Union(_)),
        _ => false,
    }
}

fn redirect(slot: &mut Slot, records: &BTreeMap<TypeId, TypeId>) {
    if let TypeRef::Named(id) = &mut slot.ty {
        *id = *records.get(id).unwrap_or(id);
    }
}

/// The base by itself, which keeps what it doesn't know.
fn record_of(types: &Types, id: TypeId, xml: bool) -> TypeDef {
    let base = &types[id];
    let mut record = base.clone();
    let given = base.name.given.clone().unwrap_or_default();
    if xml {
        record.xml.get_or_insert_with(XmlRoot::default).name.get_or_insert_with(|| given.clone());
    }
    let description = format!("What every `{given}` has, and all that one of a kind unknown here has.");
    record.doc = Doc { description: Some(description), deprecated: base.doc.deprecated, ..Doc::default() };
    record.name = Name { given: Some(format!("{given} base")), owner: Some(Owner::Type(id)), ..Name::default() };
    if let TypeKind::Record(record) = &mut record.kind
        && !matches!(record.rest, Rest::Typed(_))
    {
        record.rest = Rest::Typed(Box::new(Slot::any()));
    }
    record
}

fn choice(types: &Types, id: TypeId, base: &Base, record: TypeId, records: &BTreeMap<TypeId, TypeId>) -> Union {
    let variant = |name: &str, ty: TypeId, values: &[String]| Variant {
        at: types[ty].at.clone(),
        name: name.to_owned(),
        doc: Doc::default(),
        slot: Slot::new(TypeRef::Named(*records.get(&ty).unwrap_or(&ty))),
        values: values.to_vec(),
    };
    let told = base.kinds.iter().filter(|kind| kind.ty != id && is_told(types, kind.ty));
    let mut variants: Vec<Variant> = told.map(|kind| variant(&kind.name, kind.ty, &kind.values)).collect();
    let is_taken = |word: &str| variants.iter().any(|variant| variant.name.eq_ignore_ascii_case(word));
    let own = types[id].name.given.as_deref().unwrap_or_default();
    let other = ["Other", "Unknown", "Unlisted", own].into_iter().find(|word| !is_taken(word)).unwrap_or(own);
    let doc = Doc { description: Some("Of a kind that isn't known here, or of none.".to_owned()), ..Doc::default() };
    variants.push(Variant { doc, ..variant(other, record, &[]) });
    Union { rule: UnionRule::One, discriminator: Some(Discriminator { property: base.property.clone() }), variants }
}
