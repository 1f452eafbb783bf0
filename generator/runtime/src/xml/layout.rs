//! Where the parts of a type stand in XML: shapes turned into names and forms, once for both directions.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::ptr;
use std::rc::Rc;

use super::name::{is_ncname, same};
use crate::schema::{Field, Kind, RecordShape, Rules, Shape, ShapeFn, XmlEntry, XmlField, XmlRoot};

/// The name of a list's items where nothing names them.
pub(super) const ITEM: &str = "item";

/// The shape of a value that the schema says nothing of.
pub(super) fn any() -> &'static Shape {
    static ANY: Shape = Shape { kind: Kind::Any, rules: Rules::NONE, xml: None };
    &ANY
}

/// The shape of a list of such values.
fn items() -> &'static Shape {
    static ITEMS: Shape = Shape { kind: Kind::List(any), rules: Rules::NONE, xml: None };
    &ITEMS
}

/// How many new types may stand around a shape.
const MAX_TRANSPARENT: usize = 64;

/// A shape without the new types and the `null` alternative around it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Resolved {
    pub(super) shape: &'static Shape,
    /// The outermost of the XML facts met on the way.
    pub(super) xml: Option<&'static XmlRoot>,
    /// How many unions with `null` stood around it.
    pub(super) unions: usize,
}

impl Resolved {
    pub(super) fn of(shape: &'static Shape) -> Self {
        let mut resolved = Self { shape, xml: None, unions: 0 };
        for _ in 0..MAX_TRANSPARENT {
            resolved.xml = resolved.xml.or(resolved.shape.xml);
            resolved.shape = match resolved.shape.kind {
                Kind::Transparent(inner) => inner(),
                // Elements have names and no places, so the items are told apart by what their types want.
                Kind::Tuple(_) => {
                    resolved.shape = items();
                    return resolved;
                }
                Kind::Union(_, members) => match only_member(members) {
                    Some(member) => {
                        resolved.unions += 1;
                        member
                    }
                    None => return resolved,
                },
                _ => return resolved,
            };
        }
        Self { shape: any(), xml: None, unions: 0 }
    }

    pub(super) fn kind(&self) -> &'static Kind {
        &self.shape.kind
    }
}

/// The one member of a union that isn't `null`.
fn only_member(members: &'static [ShapeFn]) -> Option<&'static Shape> {
    let mut others = members.iter().map(|member| member()).filter(|shape| !matches!(shape.kind, Kind::Null));
    let first = others.next()?;
    others.next().is_none().then_some(first)
}

/// The name of an element or attribute as a schema states it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Name<'n> {
    pub(super) local: &'n str,
    /// The namespace, or `""` for none.
    pub(super) namespace: &'static str,
    /// The prefix wanted, or `""` for the default namespace.
    pub(super) prefix: &'n str,
    /// Whether nothing stated the namespace, so that it is the default one in scope.
    pub(super) bare: bool,
}

impl<'n> Name<'n> {
    pub(super) fn bare(local: &'n str, namespace: &'static str) -> Self {
        Self { local, namespace, prefix: "", bare: true }
    }

    /// Whether this is the name of an element found in a document, within an element of a namespace.
    ///
    /// Who writes a bare name may mean no namespace, or just the one that the parent stands in.
    pub(super) fn matches(&self, local: &str, namespace: &str, within: &str) -> bool {
        self.local == local
            && (same(self.namespace, namespace) || self.bare && (namespace.is_empty() || same(namespace, within)))
    }

    /// The default namespace within an element of this name.
    pub(super) fn default_within(&self, outside: &'static str) -> &'static str {
        if self.prefix.is_empty() { self.namespace } else { outside }
    }
}

/// The root's name, and whether a document must use it.
pub(super) fn root(shape: &Resolved) -> (Name<'static>, bool) {
    let default = match shape.kind() {
        Kind::Record(record) => record.name,
        Kind::List(_) => "items",
        Kind::Map(_) => "map",
        _ => "value",
    };
    match shape.xml {
        Some(xml) => {
            let local = if xml.name.is_empty() { default } else { xml.name };
            let prefix = if xml.namespace.is_empty() { "" } else { xml.prefix };
            (Name { local, namespace: xml.namespace, prefix, bare: false }, !xml.name.is_empty())
        }
        None => (Name::bare(default, ""), false),
    }
}

/// How a field's value is laid out.
#[derive(Debug, Clone, Copy)]
pub(super) enum Form {
    /// An attribute.
    Attribute,
    /// One element.
    Element(Content),
    /// One element an item.
    Repeated,
}

/// What an element holds.
#[derive(Debug, Clone, Copy)]
pub(super) enum Content {
    /// What the shape says by itself.
    Plain,
    /// Items of this name.
    Items(Name<'static>, ShapeFn),
    /// A map's entries.
    Entries(&'static XmlEntry, ShapeFn),
}

/// A field with its place in XML.
#[derive(Debug, Clone, Copy)]
pub(super) struct Member {
    pub(super) field: &'static Field,
    pub(super) name: Name<'static>,
    /// Whether the name is one that XML allows.
    pub(super) is_legal: bool,
    /// Whether no other member has the same name in some namespace.
    pub(super) is_told_apart: bool,
    pub(super) form: Form,
    /// What it holds, or each of its elements where they are repeated.
    pub(super) shape: Resolved,
    /// The default namespace within its element, or within each.
    pub(super) within: &'static str,
}

thread_local! {
    /// The members of the records that this thread has met. There are as many as types, and those are `'static`.
    static KNOWN: RefCell<BTreeMap<Of, Rc<[Member]>>> = const { RefCell::new(BTreeMap::new()) };
}

/// Where a record, what XML knows of it, and the default namespace within its element stand in memory.
type Of = [usize; 4];

/// The record's fields in the order in which they are written, found out once for each type.
///
/// `default` is the default namespace within the record's element.
pub(super) fn members(
    record: &'static RecordShape,
    xml: Option<&'static XmlRoot>,
    default: &'static str,
) -> Rc<[Member]> {
    let xml_address = xml.map_or(0, |xml| ptr::from_ref(xml).addr());
    let of = [ptr::from_ref(record).addr(), xml_address, default.as_ptr().addr(), default.len()];
    // A thread that is about to end remembers nothing any more.
    if let Ok(Some(known)) = KNOWN.try_with(|known| known.borrow().get(&of).cloned()) {
        return known;
    }
    let found: Rc<[Member]> = ordered(record, xml, default).into();
    _ = KNOWN.try_with(|known| known.borrow_mut().insert(of, Rc::clone(&found)));
    found
}

fn ordered(record: &RecordShape, xml: Option<&'static XmlRoot>, default: &'static str) -> Vec<Member> {
    let order = xml.map_or(&[][..], |xml| xml.order);
    let mut members: Vec<Member> = record.fields.iter().map(|field| member(field, xml, default)).collect();
    members.sort_by_key(|member| order.iter().position(|name| *name == member.field.name()).unwrap_or(order.len()));
    let mut of_name: HashMap<&str, usize> = HashMap::new();
    for member in members.iter().filter(|member| !matches!(member.form, Form::Attribute)) {
        *of_name.entry(member.name.local).or_default() += 1;
    }
    for member in &mut members {
        member.is_told_apart = of_name.get(member.name.local).is_none_or(|count| *count == 1);
    }
    members
}

/// The name of a member under a key that the schema doesn't list.
pub(super) fn rest_name<'n>(key: &'n str, xml: Option<&'static XmlRoot>, default: &'static str) -> Name<'n> {
    match xml {
        Some(xml) if xml.qualified => Name { local: key, namespace: xml.namespace, prefix: xml.prefix, bare: false },
        _ => Name::bare(key, default),
    }
}

fn member(field: &'static Field, owner: Option<&'static XmlRoot>, default: &'static str) -> Member {
    let whole = Resolved::of(field.shape());
    let (name, form) = match field.xml() {
        Some(xml) => stated(field.name(), xml, whole, owner, default),
        None => {
            let is_list = matches!(whole.kind(), Kind::List(_));
            let form = if is_list { Form::Repeated } else { Form::Element(Content::Plain) };
            (rest_name(field.name(), owner, default), form)
        }
    };
    let shape = match (form, whole.kind()) {
        (Form::Repeated, Kind::List(item)) => Resolved::of(item()),
        _ => whole,
    };
    Member {
        field,
        name,
        is_legal: is_ncname(name.local),
        is_told_apart: true,
        form,
        shape,
        within: name.default_within(default),
    }
}

/// Where a field stands that says so.
fn stated(
    wire_name: &'static str,
    xml: &'static XmlField,
    shape: Resolved,
    owner: Option<&'static XmlRoot>,
    default: &'static str,
) -> (Name<'static>, Form) {
    let or = |name: &'static str, other: &'static str| if name.is_empty() { other } else { name };
    let local = or(xml.name, wire_name);
    let name = match stated_namespace(xml.namespace, xml.prefix, owner) {
        Some((namespace, prefix)) => Name { local, namespace, prefix, bare: false },
        None if xml.attribute => Name { local, namespace: "", prefix: "", bare: false },
        None => rest_name(local, owner, default),
    };
    match (shape.kind(), xml.entry) {
        _ if xml.attribute => (name, Form::Attribute),
        (Kind::List(item), _) if xml.wrapped => {
            let items = Name { local: or(xml.item, local), ..name };
            (name, Form::Element(Content::Items(items, *item)))
        }
        (Kind::List(_), _) => (Name { local: or(xml.item, wire_name), ..name }, Form::Repeated),
        (Kind::Map(value), Some(entry)) => (name, Form::Element(Content::Entries(entry, *value))),
        _ => (name, Form::Element(Content::Plain)),
    }
}

/// The namespace and prefix that a field states, the half that it leaves out taken from its record.
fn stated_namespace(
    namespace: &'static str,
    prefix: &'static str,
    owner: Option<&'static XmlRoot>,
) -> Option<(&'static str, &'static str)> {
    let Some(owner) = owner else {
        return (!namespace.is_empty()).then_some((namespace, prefix));
    };
    match (namespace, prefix) {
        ("", "") => None,
        ("", prefix) if prefix == owner.prefix => Some((owner.namespace, prefix)),
        ("", prefix) => {
            let declared = owner.declare.iter().find(|(declared, _)| *declared == prefix);
            let namespace = declared.map_or(owner.namespace, |(_, namespace)| namespace);
            (!namespace.is_empty()).then_some((namespace, prefix))
        }
        (namespace, "") if namespace == owner.namespace => Some((namespace, owner.prefix)),
        stated => Some(stated),
    }
}
