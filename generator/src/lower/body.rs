//! Bodies: which media types one type can have, and how they are written.

use super::{Context, Lowering};
use crate::ir::{Body, Codec, Doc, Payload, Scalar, Slot, TypeRef};
use crate::resolve::{self, JsonType, MediaType, SchemaId};

/// The kinds of media type that are written alike, the preferred first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Json,
    Xml,
    Multipart,
    Form,
    Text,
    Bytes,
}

impl Lowering<'_> {
    pub(super) fn body(&mut self, operation: usize, body: &resolve::RequestBody) -> Option<Body> {
        let payload = self.payload(&body.content, &Context::of_operation(operation, "Body"), true)?;
        let doc = Doc { summary: None, description: body.description.clone(), deprecated: false };
        Some(Body { at: body.at.clone(), doc, required: body.required, payload })
    }

    /// What a body holds. Of media types that differ in their schemas the preferred kind is typed.
    pub(super) fn payload(&mut self, content: &[MediaType], context: &Context, request: bool) -> Option<Payload> {
        let kinds: Vec<(Kind, &MediaType)> = content.iter().map(|m| (self.kind(m, request), m)).collect();
        let (kind, first) = *kinds.iter().min_by_key(|(kind, _)| *kind)?;
        let mut media_types: Vec<String> = Vec::new();
        let mut dropped = Vec::new();
        for (other, media) in &kinds {
            let structured = |k: Kind| matches!(k, Kind::Json | Kind::Xml | Kind::Form);
            let alike = *other == kind || (structured(kind) && structured(*other));
            let fits = alike && self.same_schema(first.schema, media.schema, kind);
            let name = essence(&media.name, kind);
            if fits && !media_types.contains(&name) {
                media_types.push(name);
            } else if !fits {
                self.note(
                    "GW0504",
                    &media.at,
                    format!("`{}` is left out: its schema isn't that of `{}`, which is typed", media.name, first.name),
                    "left out",
                );
                dropped.push(media.name.clone());
            }
        }
        let (codec, slot) = self.content(kind, first, context);
        Some(Payload { media_types, codec, slot, dropped })
    }

    fn content(&mut self, kind: Kind, media: &MediaType, context: &Context) -> (Codec, Slot) {
        match kind {
            Kind::Text => (Codec::Text, Slot::new(TypeRef::Scalar(Scalar::Text))),
            Kind::Bytes => (Codec::Bytes, Slot::new(TypeRef::Scalar(Scalar::Binary))),
            Kind::Json | Kind::Xml | Kind::Form => {
                (Codec::Structured, media.schema.map_or_else(Slot::any, |id| self.slot(id, context)))
            }
            Kind::Multipart => match media.schema {
                Some(id) => self.form(id, media, context),
                None => (Codec::Bytes, Slot::new(TypeRef::Scalar(Scalar::Binary))),
            },
        }
    }

    /// The fields' content types travel with the codec; the pass `settle_forms` gives the form a type of its own where
    /// its record has other uses.
    fn form(&mut self, id: SchemaId, media: &MediaType, context: &Context) -> (Codec, Slot) {
        let slot = self.slot(id, context);
        let content_types = media.encoding.iter().filter_map(|(name, e)| Some((name.clone(), e.content_type.clone()?)));
        (Codec::Multipart(content_types.collect()), slot)
    }

    fn kind(&self, media: &MediaType, request: bool) -> Kind {
        let name = media.name.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        let (main, sub) = name.split_once('/').unwrap_or((name.as_str(), ""));
        let binary = media.schema.is_some_and(|id| self.is_binary(id));
        match (main, sub) {
            ("multipart", "form-data") if request => Kind::Multipart,
            ("multipart", _) => Kind::Bytes,
            _ if binary => Kind::Bytes,
            (_, "json" | "problem+json") => Kind::Json,
            _ if sub.ends_with("+json") => Kind::Json,
            ("application" | "text", "xml") => Kind::Xml,
            _ if sub.ends_with("+xml") && main == "application" => Kind::Xml,
            (_, "x-www-form-urlencoded") if media.schema.is_some() => Kind::Form,
            ("text", "event-stream") => Kind::Bytes,
            ("*", "*") | ("application", "*") | ("", _) if media.schema.is_some() => Kind::Json,
            ("text", _) => Kind::Text,
            _ => Kind::Bytes,
        }
    }

    fn is_binary(&self, id: SchemaId) -> bool {
        let schema = self.schema(id);
        schema.types.contains(&JsonType::String)
            && (matches!(schema.format.as_deref(), Some("binary" | "file")) || schema.content_media_type.is_some())
    }

    fn same_schema(&self, a: Option<SchemaId>, b: Option<SchemaId>, kind: Kind) -> bool {
        match (a, b) {
            _ if matches!(kind, Kind::Text | Kind::Bytes) => true,
            (Some(a), Some(b)) => self.is_same(a, b, 0),
            (a, b) => a == b,
        }
    }
}

/// The media type without its parameters; a range stands for JSON where a schema says what it holds.
fn essence(name: &str, kind: Kind) -> String {
    let essence = name.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let range = essence.contains('*') || !essence.contains('/');
    match kind {
        Kind::Json if range => "application/json".to_owned(),
        Kind::Bytes if range => "application/octet-stream".to_owned(),
        Kind::Text if range => "text/plain".to_owned(),
        _ => essence,
    }
}
