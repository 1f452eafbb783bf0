//! How types and fields stand in XML: the `xml` object and `x-gatewright-xml`.

use super::Lowering;
use crate::ir::{XmlEntry, XmlField, XmlRoot};
use crate::resolve::{Node, Schema};

impl Lowering<'_> {
    pub(super) fn xml_root(&self, schema: &Schema) -> Option<XmlRoot> {
        let xml = schema.xml.clone().unwrap_or_default();
        let more = schema.extensions.get("x-gatewright-xml");
        let root = XmlRoot {
            name: xml.name,
            namespace: xml.namespace,
            prefix: xml.prefix,
            declare: match more.and_then(|m| member(m, "declare")) {
                Some(Node::Object(pairs)) => {
                    pairs.iter().filter_map(|(prefix, uri)| Some((prefix.clone(), text(uri)?))).collect()
                }
                _ => Vec::new(),
            },
            order: match more.and_then(|m| member(m, "order")) {
                Some(Node::List(names)) => names.iter().filter_map(text).collect(),
                _ => Vec::new(),
            },
            qualified: matches!(more.and_then(|m| member(m, "qualified")), Some(Node::Bool(true))),
        };
        (root != XmlRoot::default()).then_some(root)
    }

    pub(super) fn xml_field(&self, schema: &Schema) -> Option<XmlField> {
        // The `xml` object of a named record or union speaks of its root, that of any other schema of the element.
        let named = schema.component.is_some() && !schema.properties.is_empty();
        let xml = if named { Default::default() } else { schema.xml.clone().unwrap_or_default() };
        let entry = schema.extensions.get("x-gatewright-xml").and_then(|m| member(m, "entry")).map(entry);
        let field = XmlField {
            name: xml.name,
            namespace: xml.namespace,
            prefix: xml.prefix,
            attribute: xml.attribute,
            wrapped: xml.wrapped,
            item: schema.items.and_then(|items| self.schema(items).xml.clone()?.name),
            entry,
        };
        (field != XmlField::default()).then_some(field)
    }
}

fn entry(node: &Node) -> XmlEntry {
    let get = |key| member(node, key).and_then(text);
    XmlEntry {
        name: get("name"),
        key: get("key"),
        value: get("value"),
        namespace: get("namespace"),
        prefix: get("prefix"),
    }
}

fn member<'n>(node: &'n Node, key: &str) -> Option<&'n Node> {
    if let Node::Object(members) = node { members.get(key) } else { None }
}

fn text(node: &Node) -> Option<String> {
    if let Node::String(text) = node { Some(text.clone()) } else { None }
}
