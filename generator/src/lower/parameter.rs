//! Parameters.

use super::{Context, Lowering};
use crate::ir::{
    Condition, Constant, Doc, Literal, Location, Parameter, Scalar, Slot, Style, TypeKind, TypeRef, Values,
};
use crate::resolve::{self, Node};

impl Lowering<'_> {
    /// A parameter that must be there and may have one value only: nobody needs to be asked for it.
    pub(super) fn constant(&self, parameter: &resolve::Parameter) -> Option<Condition> {
        let location = match parameter.location {
            resolve::Location::Query => Location::Query,
            resolve::Location::Header => Location::Header,
            resolve::Location::Path | resolve::Location::Cookie => return None,
        };
        let schema = self.schema(parameter.schema.filter(|_| parameter.required && parameter.content.is_none())?);
        let value = match (&schema.constant, schema.enumeration.as_deref()) {
            (Some(value), _) | (None, Some([value])) => scalar_text(value)?,
            _ => return None,
        };
        // What a header can't hold is left to fail where it is sent.
        let is_sendable = value.trim() == value && value.bytes().all(|byte| byte == b' ' || byte.is_ascii_graphic());
        (location == Location::Query || is_sendable).then(|| Condition {
            location,
            name: parameter.name.clone(),
            value: Constant::Value(value),
        })
    }

    pub(super) fn parameter(&mut self, operation: usize, parameter: &resolve::Parameter) -> Parameter {
        let context = Context::of_operation(operation, parameter.name.clone());
        let mut slot = match parameter.schema {
            Some(id) => self.slot(id, &context),
            None => Slot::new(TypeRef::Scalar(Scalar::Text)),
        };
        let schema = parameter.schema.map(|id| self.schema(id));
        let json = parameter.content.is_some();
        if !json {
            self.as_text(&mut slot);
        }
        let default = schema.and_then(|s| s.default.as_ref()).filter(|_| !parameter.required);
        let description = parameter
            .description
            .clone()
            .or_else(|| schema.filter(|s| s.component.is_none()).and_then(|s| s.description.clone()));
        Parameter {
            at: parameter.at.clone(),
            name: parameter.name.clone(),
            location: match parameter.location {
                resolve::Location::Path => Location::Path,
                resolve::Location::Query => Location::Query,
                resolve::Location::Header => Location::Header,
                resolve::Location::Cookie => Location::Cookie,
            },
            required: parameter.required,
            doc: Doc { summary: None, description, deprecated: parameter.deprecated },
            style: style(parameter.style),
            explode: parameter.explode,
            allow_reserved: parameter.allow_reserved,
            json,
            default: default.and_then(|d| self.literal(&slot, d)),
            slot,
            secret: schema.is_some_and(|s| s.format.as_deref() == Some("password")),
        }
    }

    /// A parameter is text: bytes and "any value" travel as such.
    pub(super) fn as_text(&self, slot: &mut Slot) {
        match &mut slot.ty {
            TypeRef::Any | TypeRef::Scalar(Scalar::Binary) => slot.ty = TypeRef::Scalar(Scalar::Text),
            TypeRef::List(item) => self.as_text(item),
            _ => {}
        }
        slot.nullable = false;
    }

    /// A default that the slot's type can hold as a constant.
    fn literal(&self, slot: &Slot, node: &Node) -> Option<Literal> {
        match (self.types.follow(&slot.ty), node) {
            (TypeRef::Scalar(Scalar::Boolean), Node::Bool(b)) => Some(Literal::Boolean(*b)),
            (TypeRef::Scalar(Scalar::Boolean), Node::String(s)) => s.parse().ok().map(Literal::Boolean),
            (TypeRef::Scalar(Scalar::Integer { .. }), Node::Number(n) | Node::String(n)) => {
                n.parse::<i64>().ok().map(|n| Literal::Number(n.to_string()))
            }
            (TypeRef::Scalar(Scalar::Float | Scalar::Double), Node::Number(n)) => Some(Literal::Number(n.clone())),
            (TypeRef::Scalar(Scalar::Text), node) => scalar_text(node).map(Literal::Text),
            (TypeRef::Named(id), node) => match &self.types[*id].kind {
                TypeKind::Enumeration(e) => match &e.values {
                    Values::Texts(texts) => {
                        scalar_text(node).filter(|t| texts.iter().any(|(v, ..)| v == t)).map(Literal::Text)
                    }
                    Values::Integers(_) => None,
                },
                _ => None,
            },
            _ => None,
        }
    }
}

pub(super) fn style(style: resolve::Style) -> Style {
    match style {
        resolve::Style::Matrix => Style::Matrix,
        resolve::Style::Label => Style::Label,
        resolve::Style::Simple => Style::Simple,
        resolve::Style::Form => Style::Form,
        resolve::Style::SpaceDelimited => Style::SpaceDelimited,
        resolve::Style::PipeDelimited => Style::PipeDelimited,
        resolve::Style::DeepObject => Style::DeepObject,
    }
}

/// A scalar as text; none for null, lists and objects.
pub(super) fn scalar_text(node: &Node) -> Option<String> {
    match node {
        Node::String(text) | Node::Number(text) => Some(text.clone()),
        Node::Bool(flag) => Some(flag.to_string()),
        Node::Null | Node::List(_) | Node::Object(_) => None,
    }
}

/// A default as it is shown in documentation.
pub(super) fn text_of(node: &Node) -> Option<String> {
    match node {
        Node::String(text) => Some(format!("{text:?}")),
        Node::Null => None,
        node => Some(node.to_string()),
    }
}
