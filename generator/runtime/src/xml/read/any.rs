//! Elements that the schema says nothing of.

use serde::de::Visitor;

use super::super::Error;
use super::super::layout::{self, Resolved};
use super::super::lexical;
use super::super::name::{SOAP, XSD, is_blank, is_space};
use super::element::Element;
use super::group::{Group, Nodes};
use super::list::Items;
use super::map::{Slot, Slots, Value, by_name};
use super::source::{Source, Wanted};
use super::text::{self, Text};
use crate::schema::Kind;

impl<'d> Element<'d> {
    /// Reads by the convention for free-form values.
    pub(super) fn read_free<'de, V: Visitor<'de>>(self, visitor: V, wanted: Wanted) -> Result<V::Value, Error> {
        let hint = self.document.type_hint(self.node);
        let says = |namespace, local| hint.is_some_and(|hint| hint.is(namespace, local));
        if says(SOAP, "Array") || wanted == Wanted::List {
            self.refuse_text()?;
            return visitor.visit_seq(Items(self.items(None, layout::any()).into_iter()));
        }
        let is_simple = !self.document.has_children(self.node) && self.document.attributes(self.node).next().is_none();
        if says(SOAP, "Struct") || wanted == Wanted::Object || !is_simple {
            return visitor.visit_map(Slots::new(self.free_slots()));
        }
        let text = self.text()?;
        let said = match hint {
            Some(hint) if hint.is(XSD, "boolean") => Wanted::Boolean,
            Some(hint) if hint.is_integer() => Wanted::Integer,
            Some(hint) if hint.is_number() && wanted == Wanted::Anything => {
                let number = lexical::double(text).filter(|number| number.is_finite());
                return visitor.visit_f64(number.ok_or_else(|| Error::new("this isn't a finite number"))?);
            }
            _ => wanted,
        };
        text::scalar(&Kind::Any, text, visitor, said)
    }

    fn free_slots(&self) -> Vec<Slot<'d>> {
        let Self { document, node, default, .. } = *self;
        let any = layout::any();
        let text = |attribute, text| Value::Text(Text { document, node, attribute, text, shape: any });
        let mut slots: Vec<Slot<'d>> = Vec::new();
        for attribute in document.attributes(node) {
            let key = format!("@{}", attribute.local);
            // Those that differ by namespace alone can't both stay.
            if slots.iter().all(|slot| slot.key != key) {
                slots.push(Slot::free(key, text(Some(attribute.local), &attribute.value)));
            }
        }
        let own = document.text(node);
        if !is_blank(own) {
            let own = if document.has_children(node) { own.trim_matches(is_space) } else { own };
            slots.push(Slot::free("#text", text(None, own)));
        }
        for (key, nodes) in by_name(document, document.children(node)) {
            let value = match nodes.as_slice() {
                [only] => Value::Element(Element::new(document, *only, Resolved::of(any), default)),
                _ => {
                    let nodes = Nodes::Listed(nodes);
                    Value::Group(Group { document, parent: node, nodes, item: Resolved::of(any), default })
                }
            };
            slots.push(Slot::free(key, value));
        }
        slots
    }
}
