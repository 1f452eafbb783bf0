//! Makes one type of inline types that are alike: whatever they are for if they say much, else if they play one role.

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::hash::{BuildHasher, Hash, Hasher};

use foldhash::fast::RandomState;
use indexmap::IndexMap;

use super::name_inline_types::{joined, name};
use crate::config::Config;
use crate::diagnostics::{Place, Sink, SourceId};
use crate::ir::case::snake;
use crate::ir::{
    Api, Constraint, Direction, Doc, Field, Owner, Slot, TypeDef, TypeId, TypeKind, TypeRef, Types, Values, XmlRoot,
};

/// Shares inline types of the same content, named by what their owners or their roles have in common.
pub(super) fn run(api: &mut Api, config: &Config, sink: &mut Sink) {
    let mut candidates = Candidates::of(api);
    let mut groups: BTreeMap<TypeId, Vec<TypeId>> = BTreeMap::new();
    // What holds alike types may be alike once these are one.
    for _ in 0..MOST_ROUNDS {
        let same = candidates.alike(&api.types);
        if same.is_empty() {
            break;
        }
        for (other, first) in &same {
            let moved = groups.remove(other).unwrap_or_default();
            let group = groups.entry(*first).or_default();
            group.push(*other);
            group.extend(moved);
        }
        candidates.redirect(&mut api.types, &same);
    }
    let others = groups.iter().flat_map(|(first, others)| others.iter().map(|other| (*other, *first)));
    redirect_all(api, &others.collect());
    let given = |id: TypeId| api.types[id].name.given.as_ref().map(|name| joined("", name).to_lowercase());
    let mut taken: BTreeSet<String> = api.types.ids().filter_map(given).collect();
    let mut groups: Vec<(TypeId, Vec<TypeId>)> = groups.into_iter().collect();
    // The most used has the first claim on a name.
    groups.sort_by_key(|(_, others)| std::cmp::Reverse(others.len()));
    for (first, others) in &groups {
        agree(&mut api.types, *first, others);
        name_shared(api, &mut taken, *first, others);
    }
    super::mark_direction::run(api, config, sink);
}

/// How deep alike types within alike types are found.
const MOST_ROUNDS: usize = 12;

/// The types that may be like another one.
struct Candidates {
    /// Those that share the names of their members with another one, in order; as no two others can be alike.
    ids: Vec<TypeId>,
    /// What they are told apart by, until that changes.
    contents: HashMap<TypeId, Content, RandomState>,
    forms: BTreeSet<TypeId>,
    hasher: RandomState,
}

impl Candidates {
    fn of(api: &Api) -> Self {
        let hasher = RandomState::default();
        let mut by_shape: HashMap<u64, Vec<TypeId>, RandomState> = HashMap::default();
        for id in api.types.ids() {
            let def = &api.types[id];
            if let Some(shape) = shape(&def.kind, hasher.build_hasher()).filter(|_| def.name.given.is_none()) {
                by_shape.entry(shape).or_default().push(id);
            }
        }
        let mut ids: Vec<TypeId> = by_shape.into_values().filter(|ids| ids.len() > 1).flatten().collect();
        ids.sort_unstable();
        Self { ids, contents: HashMap::default(), forms: api.forms(), hasher }
    }

    /// Each type that is like an earlier one, with that one.
    fn alike(&mut self, types: &Types) -> BTreeMap<TypeId, TypeId> {
        for id in &self.ids {
            let content = || Content::of(types, *id, self.forms.contains(id), &self.hasher);
            self.contents.entry(*id).or_insert_with(content);
        }
        let mut first: HashMap<&Content, TypeId, RandomState> = HashMap::default();
        let mut same = BTreeMap::new();
        for id in &self.ids {
            match first.entry(&self.contents[id]) {
                Entry::Occupied(first) => _ = same.insert(*id, *first.get()),
                Entry::Vacant(place) => _ = place.insert(*id),
            }
        }
        same
    }

    /// Forgets types that are others now, and what those held that hold something else now.
    fn redirect(&mut self, types: &mut Types, same: &BTreeMap<TypeId, TypeId>) {
        self.ids.retain(|id| !same.contains_key(id));
        let changed = self.ids.iter().filter(|id| redirect(types[**id].kind.slots_mut(), same));
        for id in changed.chain(same.keys()) {
            self.contents.remove(id);
        }
    }
}

/// A number that types have in common if they are alike: of the names of their members, which are told apart fast.
/// `None` for what is never shared.
fn shape(kind: &TypeKind, mut hasher: impl Hasher) -> Option<u64> {
    match kind {
        TypeKind::Record(record) => record.fields.iter().for_each(|field| field.name.hash(&mut hasher)),
        TypeKind::Union(union) => union.variants.iter().for_each(|variant| variant.name.hash(&mut hasher)),
        TypeKind::Enumeration(enumeration) => match &enumeration.values {
            Values::Texts(texts) => texts.iter().for_each(|(text, ..)| text.hash(&mut hasher)),
            Values::Integers(numbers) => numbers.iter().for_each(|(number, ..)| number.hash(&mut hasher)),
        },
        _ => return None,
    }
    Some(hasher.finish())
}

/// Whether a type says so much that another with the same content is the same thing under another name. A record of a
/// name and an address may be anything, and so may a number or a text; a number or an order is just that.
fn is_telling(types: &Types, id: TypeId) -> bool {
    match &types[id].kind {
        TypeKind::Record(record) => record.fields.len() > 3,
        TypeKind::Enumeration(enumeration) => match &enumeration.values {
            // Letters and numbers alone may stand for anything.
            Values::Texts(texts) => texts.iter().filter(|(value, ..)| is_word(value)).count() > 1,
            Values::Integers(_) => false,
        },
        TypeKind::Union(union) => {
            union.variants.len() > 2 || union.variants.iter().any(|variant| is_record(types, &variant.slot.ty))
        }
        _ => false,
    }
}

fn is_record(types: &Types, ty: &TypeRef) -> bool {
    matches!(ty, TypeRef::Named(id) if matches!(types[*id].kind, TypeKind::Record(_)))
}

fn is_word(text: &str) -> bool {
    text.chars().filter(|letter| letter.is_alphabetic()).count() > 1
}

/// The role of a type that says little of itself, and all that a type's values depend on.
#[derive(PartialEq, Eq)]
struct Content {
    /// Of all that follows, which is looked at once more for each round.
    hash: u64,
    role: String,
    form: bool,
    kind: TypeKind,
    constraints: Vec<Constraint>,
    xml: Option<XmlRoot>,
}

impl Content {
    fn of(types: &Types, id: TypeId, form: bool, hasher: &RandomState) -> Self {
        let def = &types[id];
        let role = if is_telling(types, id) { String::new() } else { snake(&def.name.role) };
        let mut kind = def.kind.clone();
        forget_prose(&mut kind);
        let hash = hasher.hash_one((&role, form, &kind, &def.constraints, &def.xml));
        Self { hash, role, form, kind, constraints: def.constraints.clone(), xml: def.xml.clone() }
    }
}

impl Hash for Content {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_u64(self.hash);
    }
}

/// Forgets where the members stand, and what is said of them.
fn forget_prose(kind: &mut TypeKind) {
    let nowhere = Place::root(SourceId::default());
    match kind {
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
}

/// Puts types in the place of others; whether any of these was there.
fn redirect(slots: Vec<&mut Slot>, same: &BTreeMap<TypeId, TypeId>) -> bool {
    let mut changed = false;
    for slot in slots {
        slot.each_named_mut(&mut |id| {
            if let Some(first) = same.get(id) {
                (*id, changed) = (*first, true);
            }
        });
    }
    changed
}

fn redirect_all(api: &mut Api, same: &BTreeMap<TypeId, TypeId>) {
    for def in &mut api.types.all {
        redirect(def.kind.slots_mut(), same);
    }
    for operation in &mut api.operations {
        redirect(operation.slots_mut(), same);
    }
    for other in same.keys() {
        api.types[*other].direction = Direction::default();
    }
}

/// What the document says of the types in different words is said of none.
fn agree(types: &mut Types, first: TypeId, others: &[TypeId]) {
    for other in others {
        let Ok([def, other]) = types.all.get_disjoint_mut([first.0 as usize, other.0 as usize]) else { continue };
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

/// Names a shared type. Where all play one role: by what its owners' names begin or end with, by their one tag, or by
/// the role alone. Where they play several: by its title, by its values or variants if they are few, or by the role that
/// most play.
/// Failing that, by its first owner.
fn name_shared(api: &mut Api, taken: &mut BTreeSet<String>, first: TypeId, others: &[TypeId]) {
    let ids = || [first].into_iter().chain(others.iter().copied());
    let mut roles: IndexMap<String, usize> = IndexMap::new();
    for id in ids() {
        *roles.entry(snake(&api.types[id].name.role)).or_default() += 1;
    }
    if roles.len() == 1 {
        name_by_role(api, first, others);
    } else {
        let candidates = [title(&api.types[first]), alternatives(&api.types[first]), most_played(&roles)];
        let mut candidates = candidates.into_iter().flatten().map(|name| joined("", &name));
        let name = candidates.find(|name| !name.is_empty() && !taken.contains(&name.to_lowercase()));
        api.types[first].name.given = name;
    }
    taken.extend(api.types[first].name.given.as_ref().map(|name| name.to_lowercase()));
}

/// The title, if all of the types have it and it is as short as a name.
fn title(def: &TypeDef) -> Option<String> {
    let title = def.doc.summary.clone()?;
    let words = title.split(' ').count() <= 3 && title.starts_with(char::is_alphabetic) && !title.ends_with('.');
    words.then_some(title)
}

/// `ReadOrWrite`, `TextOrOrder`.
fn alternatives(def: &TypeDef) -> Option<String> {
    let (words, longest): (Vec<String>, usize) = match &def.kind {
        TypeKind::Enumeration(enumeration) => match &enumeration.values {
            Values::Texts(texts) => (texts.iter().map(|(text, ..)| snake(text)).collect(), 16),
            Values::Integers(_) => return None,
        },
        TypeKind::Union(union) => (union.variants.iter().map(|variant| snake(&variant.name)).collect(), 32),
        _ => return None,
    };
    let telling = |word: &String| word.starts_with(|c: char| c.is_ascii_alphabetic()) && word.len() <= longest;
    ((2..=3).contains(&words.len()) && words.iter().all(telling)).then(|| words.join("_or_"))
}

fn most_played(roles: &IndexMap<String, usize>) -> Option<String> {
    let most = roles.values().max()?;
    let role = roles.iter().find(|(_, count)| *count == most).map(|(role, _)| role.clone());
    role.filter(|role| !is_generic(role))
}

/// Whether a role says nothing of what plays it.
fn is_generic(role: &str) -> bool {
    let words = ["body", "response", "item", "value", "object", "data", "result", "input", "form"];
    role.is_empty() || words.iter().any(|word| role.ends_with(word))
}

/// Names a type by what its owners' names begin or end with, by their one tag, or by its role alone.
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
        owners.push(snake(&owner).split('_').map(str::to_owned).collect());
    }
    let only_tag = match tags.iter().collect::<Vec<_>>().as_slice() {
        [Some(tag)] => Some((*tag).clone()),
        _ => None,
    };
    let given = match (common(&owners), only_tag) {
        (Some(words), _) => joined(&words, &role),
        (None, Some(tag)) => joined(&tag, &role),
        (None, None) if !is_generic(&snake(&role)) => joined("", &role),
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
