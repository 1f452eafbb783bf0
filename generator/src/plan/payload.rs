//! Bodies: of one type, or one of several by their media type.

use super::operation::{Operation, Returns};
use super::types::{ANY, Type, TypeName};
use super::{Planner, ident};
use crate::ir::{self, Codec, Content, Status};

/// Which media types a body has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Media {
    /// These, all of one type.
    Types(Vec<String>),
    /// Those of the variants of its type.
    Chosen,
}

/// A body that is one of several, by its media type.
#[derive(Debug, Clone)]
pub struct Payload {
    /// Its name.
    pub ident: String,
    /// What it may be.
    pub variants: Vec<PayloadVariant>,
}

/// What a body of some media types is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PayloadVariant {
    /// Its name.
    pub ident: String,
    /// What it holds.
    pub ty: Type,
    /// The media types.
    pub media_types: Vec<String>,
}

/// What of an operation a body belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Part {
    /// The request.
    Body,
    /// The answer with a status.
    Answer(Status),
}

impl Default for Media {
    fn default() -> Self {
        Self::Types(Vec::new())
    }
}

impl Media {
    pub(super) fn of(payload: &ir::Payload) -> Self {
        payload.only().map_or(Self::Chosen, |only| Self::Types(only.media_types.clone()))
    }

    fn list(&self) -> &[String] {
        match self {
            Self::Types(types) => types,
            Self::Chosen => &[],
        }
    }
}

impl Planner<'_> {
    /// The type of a body.
    pub(super) fn payload_type(&self, at: usize, part: Part, payload: &ir::Payload) -> Type {
        match payload.only() {
            Some(only) => self.content_type(only),
            None => Type::Local(TypeName {
                module: vec!["operations".to_owned(), self.names.modules[at].clone()],
                ident: self.names.payloads.get(&(at, part)).cloned().unwrap_or_default(),
            }),
        }
    }

    fn content_type(&self, content: &Content) -> Type {
        match content.codec {
            Codec::Bytes => Type::Runtime("payload", "Bytes"),
            Codec::File => Type::Runtime("payload", "File"),
            Codec::Text => Type::Prelude("String"),
            Codec::Structured | Codec::Multipart(_) => {
                let ty = self.ty(&content.slot);
                if content.slot.nullable && ty != ANY { Type::Option(Box::new(ty)) } else { ty }
            }
        }
    }

    /// The bodies of an operation that are one of several.
    pub(super) fn payloads(&self, at: usize, operation: &ir::Operation) -> Vec<Payload> {
        let body = operation.body.iter().map(|body| (Part::Body, &body.payload));
        let answers = operation.answers();
        let answers = answers.filter_map(|answer| Some((Part::Answer(answer.status), answer.payload.as_ref()?)));
        let several = body.chain(answers).filter(|(_, payload)| payload.only().is_none());
        several.map(|(part, payload)| self.payload(at, part, payload)).collect()
    }

    fn payload(&self, at: usize, part: Part, payload: &ir::Payload) -> Payload {
        let names: Vec<&str> = payload.contents.iter().map(|content| content.name.as_str()).collect();
        let variants = payload.contents.iter().zip(ident::variants(&names, &[])).map(|(content, ident)| {
            let media_types = content.media_types.clone();
            PayloadVariant { ident, ty: self.content_type(content), media_types }
        });
        Payload {
            ident: self.names.payloads.get(&(at, part)).cloned().unwrap_or_default(),
            variants: variants.collect(),
        }
    }
}

/// Whether anything of an operation travels as XML.
pub(super) fn speaks_xml(operation: &Operation) -> bool {
    let is_xml = |types: &[String]| types.iter().any(|t| t.ends_with("/xml") || t.ends_with("+xml"));
    let body = operation.body.as_ref().is_some_and(|b| is_xml(b.media.list()));
    let returns = match &operation.returns {
        Returns::Payload { produces, .. } => is_xml(produces.list()),
        Returns::Answers(_) => false,
    };
    let answers = operation.answers.iter().flat_map(|answers| &answers.variants).any(|a| is_xml(a.produces.list()));
    let payloads = operation.payloads.iter().flat_map(|p| &p.variants).any(|v| is_xml(&v.media_types));
    body || returns || answers || payloads
}
