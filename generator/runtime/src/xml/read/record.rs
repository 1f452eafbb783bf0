//! Records: each child of an element given to the field whose name it bears.

use indexmap::IndexMap;

use super::super::Error;
use super::super::layout::{self, Content, Form, Member};
use super::document::NodeId;
use super::element::Element;
use super::group::Group;
use super::map::{Slot, Standing, Value, keyed};
use super::text::Text;
use crate::few::Few;
use crate::schema::RecordShape;

/// The fields found in an element, and the children that no field claims.
pub(super) fn slots<'d>(element: &Element<'d>, record: &'static RecordShape) -> Result<Vec<Slot<'d>>, Error> {
    element.refuse_text()?;
    let document = element.document;
    let members = layout::members(record, element.shape.xml, element.default);
    let mut found: Vec<Few<NodeId>> = vec![Few::NONE; members.len()];
    let mut others: IndexMap<String, Few<NodeId>> = IndexMap::new();
    let within = document.namespace(element.node);
    for child in document.children(element.node) {
        let (local, namespace) = (document.local(child), document.namespace(child));
        let claims =
            |member: &Member| !matches!(member.form, Form::Attribute) && member.name.matches(local, namespace, within);
        match members.iter().position(claims).and_then(|index| found.get_mut(index)) {
            Some(nodes) => nodes.push(child),
            None => {
                if let Some(key) = unclaimed_key(record, local, namespace) {
                    others.entry(key).or_default().push(child);
                }
            }
        }
    }
    let mut slots = Vec::with_capacity(members.len());
    for (member, nodes) in members.iter().zip(found) {
        if let Some(value) = member_value(element, member, nodes)? {
            let (key, is_secret) = (member.field.name().into(), member.field.is_secret());
            slots.push(Slot { key, value, standing: Standing::Listed, is_secret });
        }
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

fn member_value<'d>(element: &Element<'d>, member: &Member, nodes: Few<NodeId>) -> Result<Option<Value<'d>>, Error> {
    let document = element.document;
    let (item, default) = (member.shape, member.within);
    let content = match member.form {
        Form::Attribute => return Ok(attribute(element, member)),
        Form::Repeated if nodes.as_slice().is_empty() && !member.field.is_required() => return Ok(None),
        Form::Repeated => {
            let group = Group { document, parent: element.node, nodes, item, default };
            return Ok(Some(Value::Group(group)));
        }
        Form::Element(content) => content,
    };
    match nodes.as_slice() {
        [] => Ok(None),
        [only] => Ok(Some(Value::Element(Element { document, node: *only, shape: member.shape, content, default }))),
        [_, second, ..] => Err(document.place(Error::new("this element comes more than once"), *second)),
    }
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
