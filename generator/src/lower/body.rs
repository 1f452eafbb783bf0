//! Bodies: which media types share a type, and how they are written.

use super::class::Class;
use super::{Context, Lowering};
use crate::ir::{Body, Codec, Content, Doc, Fallback, Payload, Scalar, Slot, TypeRef, Untyped};
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

/// Media types of one kind and one schema.
struct Alike<'m> {
    kind: Kind,
    media: Vec<&'m MediaType>,
}

impl Lowering<'_> {
    pub(super) fn body(&mut self, operation: usize, body: &resolve::RequestBody) -> Option<Body> {
        let payload = self.payload(&body.content, &Context::of_operation(operation, "Body"), true)?;
        let doc = Doc { summary: None, description: body.description.clone(), deprecated: false };
        Some(Body { at: body.at.clone(), doc, required: body.required, payload })
    }

    /// What a body holds: one type where the media types have the same schema, else a choice between several.
    pub(super) fn payload(&mut self, content: &[MediaType], context: &Context, request: bool) -> Option<Payload> {
        let mut sorted: Vec<(Kind, &MediaType)> = content.iter().map(|m| (self.kind(m, request), m)).collect();
        sorted.sort_by_key(|(kind, _)| *kind);
        let mut groups: Vec<Alike<'_>> = Vec::new();
        for (kind, media) in sorted {
            match groups.iter_mut().find(|group| self.fits(group, kind, media)) {
                Some(group) => group.media.push(media),
                None => groups.push(Alike { kind, media: vec![media] }),
            }
        }
        let mut contents: Vec<Content> = Vec::new();
        for group in &groups {
            let name = name(group, &contents);
            let context = match contents.first() {
                Some(_) => context.role(format!("{name} {}", context.role)),
                None => context.clone(),
            };
            contents.push(self.content(group, name, &context));
        }
        (!contents.is_empty()).then_some(Payload { contents })
    }

    fn fits(&self, group: &Alike<'_>, kind: Kind, media: &MediaType) -> bool {
        let Some(first) = group.media.first() else { return false };
        let structured = |kind: Kind| matches!(kind, Kind::Json | Kind::Xml | Kind::Form);
        match (group.kind, kind) {
            (Kind::Bytes, Kind::Bytes) => true,
            // What says nothing beside a media type that does is taken to hold the same.
            (a, b) if structured(a) && structured(b) => {
                media.schema.is_none() || self.same_schema(first.schema, media.schema)
            }
            (Kind::Multipart, Kind::Multipart) => self.same_schema(first.schema, media.schema),
            (Kind::Text, Kind::Text) => is_plain(first) == is_plain(media) || media.schema.is_none(),
            (Kind::Json, Kind::Text) => {
                is_plain(media) && media.schema.is_some() && self.same_schema(first.schema, media.schema)
            }
            _ => false,
        }
    }

    fn content(&mut self, group: &Alike<'_>, name: String, context: &Context) -> Content {
        let mut media_types: Vec<String> = Vec::new();
        for media in &group.media {
            let essence = essence(&media.name, self.kind(media, true));
            if !media_types.contains(&essence) {
                media_types.push(essence);
            }
        }
        let text = Slot::new(TypeRef::Scalar(Scalar::Text));
        let (codec, slot) = match (group.kind, group.media.first()) {
            (Kind::Json | Kind::Xml | Kind::Form, Some(media)) => (Codec::Structured, self.structured(media, context)),
            (Kind::Text, Some(media)) => match media.schema.filter(|id| is_plain(media) && self.is_scalar(*id)) {
                Some(id) => (Codec::Structured, self.slot(id, context)),
                None => (Codec::Text, text),
            },
            (Kind::Multipart, Some(MediaType { schema: Some(id), .. })) => self.form(*id, group.media[0], context),
            _ => self.raw(group, &media_types),
        };
        let at = group.media.first().map_or_else(|| self.api.info.at.clone(), |media| media.at.clone());
        Content { at, name, media_types, codec, slot }
    }

    fn structured(&mut self, media: &MediaType, context: &Context) -> Slot {
        if let Some(id) = media.schema {
            return self.slot(id, context);
        }
        self.free_form(&media.at, "nothing is said of the body");
        Slot::any()
    }

    /// Bytes; with their content type, where the media type doesn't say all of it.
    fn raw(&mut self, group: &Alike<'_>, media_types: &[String]) -> (Codec, Slot) {
        for media in &group.media {
            let reason = match media.items {
                Some(_) => self.items_untyped(media),
                None => format!("`{}` travels as bytes", media.name),
            };
            self.untyped.push(Untyped { at: media.at.clone(), reason, fallback: Fallback::Bytes });
        }
        let open = |name: &String| name.contains('*') || name.starts_with("multipart/");
        let several = media_types.len() > 1 || media_types.iter().any(open);
        (if several { Codec::File } else { Codec::Bytes }, Slot::new(TypeRef::Scalar(Scalar::Binary)))
    }

    /// What each item of a stream is, is known and not used: the stream travels as bytes.
    fn items_untyped(&mut self, media: &MediaType) -> String {
        let reason = format!("the items of `{}` aren't typed yet; the stream travels as bytes", media.name);
        self.note("GW0222", &media.at.child("itemSchema"), reason.clone(), "not typed");
        reason
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
            ("text", "event-stream" | "*") => Kind::Bytes,
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

    /// Whether values of a schema have a plain text.
    fn is_scalar(&self, id: SchemaId) -> bool {
        let mut id = id;
        for _ in 0..8 {
            match self.classify(id) {
                Class::Same(other) => id = other,
                class => {
                    return matches!(class, Class::Scalar(_) | Class::Enumeration | Class::EnumerationOfBranches(_));
                }
            }
        }
        false
    }

    fn same_schema(&self, a: Option<SchemaId>, b: Option<SchemaId>) -> bool {
        match (a, b) {
            (Some(a), Some(b)) => self.is_same(a, b, 0),
            (a, b) => a == b,
        }
    }
}

/// Whether a media type is text and nothing more.
fn is_plain(media: &MediaType) -> bool {
    essence(&media.name, Kind::Text) == "text/plain"
}

/// What a variant is called: by its kind, or by its media type where that says more or the kind has a variant already.
fn name(group: &Alike<'_>, before: &[Content]) -> String {
    let names: Vec<String> = group.media.iter().map(|media| essence(&media.name, group.kind)).collect();
    let first = names.first().map_or("", String::as_str);
    let (main, sub) = first.split_once('/').unwrap_or((first, ""));
    let same_main = names.iter().all(|name| name.split('/').next() == Some(main));
    let word = match group.kind {
        Kind::Json => "Json",
        Kind::Xml => "Xml",
        Kind::Multipart => "Multipart",
        Kind::Form => "Form",
        Kind::Text if names.len() > 1 || sub == "plain" => "Text",
        Kind::Bytes if main == "*" || !same_main || (sub != "*" && names.len() > 1 && main == "application") => "Raw",
        Kind::Bytes if sub == "octet-stream" => "Bytes",
        Kind::Bytes if sub == "*" || names.len() > 1 => main,
        Kind::Text | Kind::Bytes => sub,
    };
    let taken = |word: &str| before.iter().any(|content| content.name == word);
    if taken(word) { sub.replace(['+', '.', '-'], " ") } else { word.to_owned() }
}

/// The media type without its parameters; a range stands for JSON where a schema says what it holds.
fn essence(name: &str, kind: Kind) -> String {
    let essence = name.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let range = essence.contains('*') || !essence.contains('/');
    match kind {
        Kind::Json if range => "application/json".to_owned(),
        Kind::Bytes if !essence.contains('/') => "application/octet-stream".to_owned(),
        Kind::Text if range => "text/plain".to_owned(),
        _ => essence,
    }
}
