//! Makes one type of inline types that are alike and play the same role.

use std::collections::{BTreeMap, BTreeSet};

use heck::ToSnakeCase;
use indexmap::IndexMap;

use super::name_inline_types::{joined, name};
use crate::config::Config;
use crate::diagnostics::{Place, Sink, SourceId};
use crate::ir::{Api, Codec, Direction, Doc, Field, Owner, Slot, TypeDef, TypeId, TypeKind, Types, Values};

/// Shares inline types of the same content and role, named by what their owners have in common.
pub(super) fn run(api: &mut Api, config: &Config, sink: &mut Sink) {
    let forms = forms(api);
    let mut groups: BTreeMap<TypeId, Vec<TypeId>> = BTreeMap::new();
    // What holds alike types may be alike once these are one.
    for _ in 0..MOST_ROUNDS {
        let same = alike(&api.types, &forms, &groups);
        if same.is_empty() {
            break;
        }
        for (other, first) in &same {
            let moved = groups.remove(other).unwrap_or_default();
            let group = groups.entry(*first).or_default();
            group.push(*other);
            group.extend(moved);
        }
        redirect_all(api, &same);
    }
    for (first, others) in &groups {
        agree(&mut api.types, *first, others);
        name_by_role(api, *first, others);
    }
    super::mark_direction::run(api, config, sink);
}

/// How deep alike types within alike types are found.
const MOST_ROUNDS: usize = 12;

/// Each type that is like an earlier one, with that one.
fn alike(types: &Types, forms: &BTreeSet<TypeId>, groups: &BTreeMap<TypeId, Vec<TypeId>>) -> BTreeMap<TypeId, TypeId> {
    let gone: BTreeSet<TypeId> = groups.values().flatten().copied().collect();
    let mut first: IndexMap<String, TypeId> = IndexMap::new();
    let mut same = BTreeMap::new();
    for id in types.ids().filter(|id| !gone.contains(id)) {
        let def = &types[id];
        let shared = matches!(def.kind, TypeKind::Record(_) | TypeKind::Enumeration(_) | TypeKind::Union(_));
        if def.name.given.is_some() || !shared || !def.direction.request && !def.direction.response {
            continue;
        }
        let key = format!("{} {} {}", def.name.role.to_snake_case(), forms.contains(&id), content(def));
        match first.get(&key) {
            Some(first) => _ = same.insert(id, *first),
            None => _ = first.insert(key, id),
        }
    }
    same
}

/// The types that are bodies of multipart requests, which are declared otherwise.
fn forms(api: &Api) -> BTreeSet<TypeId> {
    let mut forms = BTreeSet::new();
    let contents = api.operations.iter().flat_map(crate::ir::Operation::sent);
    for content in contents.filter(|content| matches!(content.codec, Codec::Multipart(_))) {
        content.slot.each_named(&mut |id| _ = forms.insert(id));
    }
    forms
}

/// All of a type that its values depend on, as text.
fn content(def: &TypeDef) -> String {
    let nowhere = Place::root(SourceId::default());
    let mut kind = def.kind.clone();
    match &mut kind {
        TypeKind::Record(record) => record.fields.iter_mut().for_each(|field| {
            field.at = nowhere.clone();
            field.doc = Doc { deprecated: field.doc.deprecated, ..Doc::default() };
        }),
        TypeKind::Union(union) => union.variants.iter_mut().for_each(|variant| {
            variant.at = nowhere.clone();
            variant.doc = Doc::default();
        }),
        TypeKind::Enumeration(enumeration) => match &mut enumeration.values {
            Values::Texts(texts) => texts.iter_mut().for_each(|(.., doc)| *doc = Doc::default()),
            Values::Integers(numbers) => numbers.iter_mut().for_each(|(.., doc)| *doc = Doc::default()),
        },
        _ => {}
    }
    format!("{kind:?} {:?} {:?}", def.constraints, def.xml)
}

fn redirect_all(api: &mut Api, same: &BTreeMap<TypeId, TypeId>) {
    let redirect = |slot: &mut Slot| slot.each_named_mut(&mut |id| *id = *same.get(id).unwrap_or(id));
    for def in &mut api.types.all {
        def.kind.slots_mut().into_iter().for_each(redirect);
    }
    for operation in &mut api.operations {
        operation.slots_mut().into_iter().for_each(redirect);
    }
    for other in same.keys() {
        api.types[*other].direction = Direction::default();
    }
}

/// What the document says of the types in different words is said of none.
fn agree(types: &mut Types, first: TypeId, others: &[TypeId]) {
    for other in others {
        let other = types[*other].clone();
        let def = &mut types[first];
        if def.doc != other.doc {
            def.doc = Doc { deprecated: def.doc.deprecated && other.doc.deprecated, ..Doc::default() };
        }
        if let (TypeKind::Record(a), TypeKind::Record(b)) = (&mut def.kind, &other.kind) {
            let differs = |(a, b): &(&mut Field, &Field)| a.doc != b.doc;
            for (field, _) in a.fields.iter_mut().zip(&b.fields).filter(differs) {
                field.doc = Doc { deprecated: field.doc.deprecated, ..Doc::default() };
            }
        }
    }
}

/// Names a shared type by what its owners' names begin or end with, by their one tag, or by its role alone; failing
/// that, by its first owner.
fn name_by_role(api: &mut Api, first: TypeId, others: &[TypeId]) {
    let role = api.types[first].name.role.clone();
    let ids = [first].into_iter().chain(others.iter().copied());
    let mut owners: Vec<Vec<String>> = Vec::new();
    let mut tags: BTreeSet<Option<String>> = BTreeSet::new();
    for owner in ids.filter_map(|id| api.types[id].name.owner).collect::<Vec<_>>() {
        let owner = match owner {
            Owner::Type(owner) => {
                tags.insert(None);
                name(api, owner, 0)
            }
            Owner::Operation(at) => {
                tags.insert(api.operations.get(at).and_then(|operation| operation.tags.first().cloned()));
                api.operations.get(at).map(|operation| operation.id.clone()).unwrap_or_default()
            }
        };
        owners.push(owner.to_snake_case().split('_').map(str::to_owned).collect());
    }
    let only_tag = match tags.iter().collect::<Vec<_>>().as_slice() {
        [Some(tag)] => Some((*tag).clone()),
        _ => None,
    };
    let generic = ["body", "response", "item", "value", "object", "data", "result", "input", "form"]
        .iter()
        .any(|word| role.to_snake_case().ends_with(word));
    let given = match (common(&owners), only_tag) {
        (Some(words), _) => joined(&words, &role),
        (None, Some(tag)) => joined(&tag, &role),
        (None, None) if !generic && !role.is_empty() => joined("", &role),
        (None, None) => return,
    };
    api.types[first].name.given = Some(given).filter(|given| !given.is_empty());
}

/// The words with which all names begin, or else those with which all end.
fn common(names: &[Vec<String>]) -> Option<String> {
    let (first, rest) = names.split_first()?;
    let shared = |at: fn(&[String], usize) -> Option<&String>| {
        let all = |n: &usize| rest.iter().all(|name| at(name, *n).is_some() && at(name, *n) == at(first, *n));
        (0..first.len()).take_while(all).count()
    };
    let (head, tail) = (shared(<[String]>::get), shared(|name, n| name.get(name.len().checked_sub(n + 1)?)));
    // A verb alone says nothing of what it is about.
    let verb =
        |word: &String| ["get", "list", "post", "put", "patch", "delete", "create", "update"].contains(&word.as_str());
    if head > 1 || (head == 1 && !verb(&first[0])) {
        Some(first[..head].join("_"))
    } else {
        (tail > 0).then(|| first[first.len() - tail..].join("_"))
    }
}

#[cfg(test)]
mod tests {
    use super::common;

    #[test]
    fn names_share_what_they_begin_or_end_with() {
        let of = |names: &[&str]| {
            common(&names.iter().map(|name| name.split('_').map(str::to_owned).collect()).collect::<Vec<_>>())
        };
        assert_eq!(of(&["batch_page", "batch_summary"]).as_deref(), Some("batch"));
        assert_eq!(of(&["get_batch", "list_batch"]).as_deref(), Some("batch"));
        assert_eq!(of(&["get_batch", "get_user"]), None);
        assert_eq!(of(&["a", "b"]), None);
        assert_eq!(of(&["node", "node"]).as_deref(), Some("node"));
    }
}
