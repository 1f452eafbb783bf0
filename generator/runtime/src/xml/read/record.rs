//! Records: each child of an element given to the field whose name it bears.

use std::rc::Rc;

use indexmap::IndexMap;

use super::super::Error;
use super::super::layout::{self, Content, Form, Member};
use super::super::name::is_blank;
use super::document::NodeId;
use super::element::Element;
use super::group::{Group, Nodes};
use super::map::{Slot, Standing, Value, keyed};
use super::text::Text;
use crate::few::Few;
use crate::schema::RecordShape;

/// The members of a record whose elements stand in the order of the schema, with no others between them.
pub(super) struct InOrder<'d> {
    element: Element<'d>,
    members: Rc<[Member]>,
    /// The member that comes next.
    at: usize,
    child: Option<NodeId>,
}

/// The members of an element, if its children stand in their order and are all claimed, and no text is between them.
pub(super) fn in_order<'d>(element: &Element<'d>, record: &'static RecordShape) -> Option<InOrder<'d>> {
    let document = element.document;
    if !is_blank(document.text(element.node)) {
        return None;
    }
    let members = layout::members(record, element.shape.xml, element.default);
    let mut at = 0;
    for child in document.children(element.node) {
        // One that comes again, or before its turn, is behind the members that are left.
        at += members.iter().skip(at).position(|member| claims(element, member, child))?;
        let member = members.get(at).filter(|member| member.is_told_apart)?;
        at += usize::from(!matches!(member.form, Form::Repeated));
    }
    let child = document.children(element.node).next();
    Some(InOrder { element: *element, members, at: 0, child })
}

/// Whether a child is the element of a member, or one of them.
fn claims(element: &Element<'_>, member: &Member, child: NodeId) -> bool {
    let document = element.document;
    let within = document.namespace(element.node);
    !matches!(member.form, Form::Attribute)
        && member.name.matches(document.local(child), document.namespace(child), within)
}

impl<'d> Iterator for InOrder<'d> {
    type Item = Slot<'d>;

    fn next(&mut self) -> Option<Slot<'d>> {
        let Self { element, members, at, child } = self;
        let document = element.document;
        while let Some(member) = members.get(*at) {
            *at += 1;
            let first = *child;
            let mut count = 0;
            while let Some(next) = child.filter(|next| claims(element, member, *next)) {
                count += 1;
                *child = document.next(next);
            }
            let found = member_slot(element, member, Nodes::Run(first.filter(|_| count > 0), count));
            if found.is_some() {
                return found;
            }
        }
        None
    }
}

/// The fields found in an element, and the children that no field claims.
pub(super) fn slots<'d>(element: &Element<'d>, record: &'static RecordShape) -> Result<Vec<Slot<'d>>, Error> {
    element.refuse_text()?;
    let document = element.document;
    let members = layout::members(record, element.shape.xml, element.default);
    let mut found: Vec<Few<NodeId>> = vec![Few::NONE; members.len()];
    let mut others: IndexMap<String, Few<NodeId>> = IndexMap::new();
    for child in document.children(element.node) {
        let claimed = members.iter().position(|member| claims(element, member, child));
        match claimed.and_then(|index| found.get_mut(index)) {
            Some(nodes) => nodes.push(child),
            None => {
                if let Some(key) = unclaimed_key(record, document.local(child), document.namespace(child)) {
                    others.entry(key).or_default().push(child);
                }
            }
        }
    }
    let mut slots = Vec::with_capacity(members.len());
    for (member, nodes) in members.iter().zip(found) {
        if let (Form::Element(_), [_, second, ..]) = (member.form, nodes.as_slice()) {
            return Err(document.place(Error::new("this element comes more than once"), *second));
        }
        slots.extend(member_slot(element, member, Nodes::Listed(nodes)));
    }
    for (key, nodes) in others {
        slots.push(other(element, record, key, nodes)?);
    }
    Ok(slots)
}

/// The key of a child that no field claims. One that only looks like a field's must not pass for it.
fn unclaimed_key(record: &RecordShape, local: &str, namespace: &str) -> Option<String> {
    if record.fields.iter().all(|field| field.name() != local) {
        return Some(local.to_owned());
    }
    record.rest.is_none().then(|| format!("{{{namespace}}}{local}"))
}

fn other<'d>(element: &Element<'d>, record: &RecordShape, key: String, nodes: Few<NodeId>) -> Result<Slot<'d>, Error> {
    let (shape, standing) = match record.rest {
        Some(rest) => (rest(), Standing::Free),
        None => (layout::any(), Standing::Unlisted),
    };
    let default = layout::rest_name(&key, element.shape.xml, element.default).default_within(element.default);
    let value = keyed(element, nodes, shape, default)?;
    Ok(Slot { key: key.into(), value, standing, is_secret: false })
}

/// What stands under a member's key. `nodes` are its elements, one at most unless they are repeated.
fn member_slot<'d>(element: &Element<'d>, member: &Member, nodes: Nodes) -> Option<Slot<'d>> {
    let Element { document, node: parent, .. } = *element;
    let (shape, default) = (member.shape, member.within);
    let value = match (member.form, nodes.first()) {
        (Form::Attribute, _) => attribute(element, member)?,
        (Form::Repeated, None) if !member.field.is_required() => return None,
        (Form::Repeated, _) => Value::Group(Group { document, parent, nodes, item: shape, default }),
        (Form::Element(content), first) => Value::Element(Element { document, node: first?, shape, content, default }),
    };
    let (key, is_secret) = (member.field.name().into(), member.field.is_secret());
    Some(Slot { key, value, standing: Standing::Listed, is_secret })
}

fn attribute<'d>(element: &Element<'d>, member: &Member) -> Option<Value<'d>> {
    let Element { document, node, .. } = *element;
    let text = document.attribute(node, member.name.namespace, member.name.local)?;
    let shape = member.field.shape();
    Some(Value::Text(Text { document, node, attribute: Some(member.name.local), text, shape }))
}

impl Content {
    /// Whether the element holds what its shape says by itself.
    pub(super) fn is_plain(&self) -> bool {
        matches!(self, Self::Plain)
    }
}
