//! Elements: one serde deserializer, directed by the shape beside it.

use serde::de::Visitor;

use super::super::Error;
use super::super::layout::{self, Content, Name, Resolved};
use super::super::name::is_blank;
use super::document::{Document, NodeId};
use super::list::Items;
use super::map::{self, Slot, Slots};
use super::record::InOrder;
use super::source::{Source, Wanted, deserializer};
use super::variant::Tagged;
use super::{fit, record, text};
use crate::schema::{Kind, Shape};

/// An element beside its shape.
#[derive(Debug, Clone, Copy)]
pub(in super::super) struct Element<'d> {
    pub(super) document: &'d Document<'d>,
    pub(super) node: NodeId,
    pub(super) shape: Resolved,
    pub(super) content: Content,
    /// The default namespace within the element, as the schema has it.
    pub(super) default: &'static str,
}

/// The root of a document, if it is the one that the shape asks for.
pub(in super::super) fn root<'d>(document: &'d Document<'d>, shape: &'static Shape) -> Result<Element<'d>, Error> {
    let shape = Resolved::of(shape);
    let (name, is_required) = layout::root(&shape);
    let node = document.root().ok_or_else(|| Error::new("the document has no element"))?;
    let (local, namespace) = (document.local(node), document.namespace(node));
    if is_required && !name.matches(local, namespace, "") {
        let wanted = match name.namespace {
            "" => format!("{:?}", name.local),
            namespace => format!("{:?} of the namespace {namespace:?}", name.local),
        };
        return Err(document.place(Error::new(format!("the root element must be {wanted}")), node));
    }
    Ok(Element::new(document, node, shape, name.default_within("")))
}

impl<'d> Element<'d> {
    pub(super) fn new(document: &'d Document<'d>, node: NodeId, shape: Resolved, default: &'static str) -> Self {
        Self { document, node, shape, content: Content::Plain, default }
    }

    /// The children of a name.
    pub(super) fn named(&self, name: &Name<'static>) -> impl Iterator<Item = NodeId> + use<'d> {
        let Self { document, node, .. } = *self;
        let name = *name;
        let within = document.namespace(node);
        let is_named = move |child: &NodeId| name.matches(document.local(*child), document.namespace(*child), within);
        document.children(node).filter(is_named)
    }

    /// Refuses text where only elements belong.
    pub(super) fn refuse_text(&self) -> Result<(), Error> {
        if is_blank(self.document.text(self.node)) {
            return Ok(());
        }
        Err(self.place(Error::new("text stands where elements are expected")))
    }

    /// The items of a list: the children of a name, or all of them.
    pub(super) fn items(&self, name: Option<&Name<'static>>, item: &'static Shape) -> Vec<Self> {
        let shape = Resolved::of(item);
        match name {
            Some(name) => {
                let default = name.default_within(self.default);
                self.named(name).map(|node| Self::new(self.document, node, shape, default)).collect()
            }
            None => {
                let children = self.document.children(self.node);
                children.map(|node| Self::new(self.document, node, shape, self.default)).collect()
            }
        }
    }

    /// The parts of an object, or `None` if the shape isn't one.
    pub(super) fn slots(&self) -> Option<Result<Vec<Slot<'d>>, Error>> {
        match (self.content, self.shape.kind()) {
            (Content::Entries(entry, inner), _) => Some(map::entries(self, entry, inner)),
            (_, Kind::Record(record)) => Some(record::slots(self, record)),
            (_, Kind::Map(inner)) => Some(map::plain(self, *inner)),
            _ => None,
        }
    }

    /// The same of a record whose members stand in their order, without a list of them.
    fn in_order(&self) -> Option<InOrder<'d>> {
        match (self.content, self.shape.kind()) {
            (Content::Entries(..), _) => None,
            (_, Kind::Record(record)) => record::in_order(self, record),
            _ => None,
        }
    }

    fn read_shape<'de, V: Visitor<'de>>(self, visitor: V, wanted: Wanted) -> Result<V::Value, Error> {
        if self.document.is_nil(self.node) {
            if !self.document.is_empty(self.node) {
                return Err(Error::new("an element that is nil holds something"));
            }
            return visitor.visit_unit();
        }
        if let Some(in_order) = self.in_order() {
            return visitor.visit_map(Slots::in_order(in_order));
        }
        if let Some(slots) = self.slots() {
            return visitor.visit_map(Slots::new(slots?));
        }
        match (self.content, self.shape.kind()) {
            (Content::Items(name, item), _) => {
                self.refuse_text()?;
                visitor.visit_seq(Items(self.items(Some(&name), item()).into_iter()))
            }
            (_, Kind::List(item)) => {
                self.refuse_text()?;
                visitor.visit_seq(Items(self.items(None, item()).into_iter()))
            }
            (_, Kind::Any | Kind::Union(..)) => self.read_free(visitor, wanted),
            (_, kind) => text::scalar(kind, self.text()?, visitor, wanted),
        }
    }
}

impl Source for Element<'_> {
    fn read<'de, V: Visitor<'de>>(mut self, visitor: V, wanted: Wanted) -> Result<V::Value, Error> {
        if matches!(self.shape.kind(), Kind::Union(..)) {
            self.shape = fit::decide(&self);
        }
        self.read_shape(visitor, wanted).map_err(|error| self.place(error))
    }

    fn is_null(&self) -> bool {
        self.document.is_nil(self.node) && self.document.is_empty(self.node)
    }

    fn text(&self) -> Result<&str, Error> {
        if self.document.has_children(self.node) {
            return Err(Error::new("elements stand where text is expected"));
        }
        Ok(self.document.text(self.node))
    }

    fn variant<'de, V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let mut children = self.document.children(self.node);
        let read = match (children.next(), children.next()) {
            (None, _) => self.text().and_then(|text| text::unit_variant(text, visitor)),
            (Some(child), None) => {
                let any = Resolved::of(layout::any());
                visitor.visit_enum(Tagged(Self::new(self.document, child, any, self.default)))
            }
            _ => Err(Error::new("several elements stand where one is expected")),
        };
        read.map_err(|error| self.place(error))
    }

    fn place(&self, error: Error) -> Error {
        self.document.place(error, self.node)
    }
}

deserializer!(Element);
