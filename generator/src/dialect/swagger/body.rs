//! Parameters in `body` and `formData` into request bodies.

use super::at::At;
use super::media::{Media, content};
use super::parameter::{Joined, collection_format};
use super::part::{Part, Parts};
use super::{NO_EQUAL, Rewrite};
use crate::diagnostics::{Diagnostic, Pointer};
use crate::syntax::Node;

const FORM: &str = "application/x-www-form-urlencoded";
const MULTIPART: &str = "multipart/form-data";

/// A parameter in the body of a request.
#[derive(Debug, Clone)]
pub(super) struct Given<'n> {
    /// Where the list of parameters has it.
    pub(super) item: At<'n>,
    /// The parameter itself: there, or where the reference there leads.
    pub(super) found: At<'n>,
}

impl Given<'_> {
    pub(super) fn is_form(&self) -> bool {
        self.found.text("in") == Some("formData")
    }
}

impl<'r> Rewrite<'r> {
    /// The body of the requests of an operation. `consumes` are its own media types.
    pub(super) fn request_body(&mut self, given: &[Given<'r>], consumes: Option<Vec<Media>>) -> Option<Part> {
        let first = given.first()?;
        if let Some(other) = given.iter().skip(1).find(|other| !(first.is_form() && other.is_form())) {
            let place = self.place(&other.item.from);
            let message = "a request has one body: either one parameter in `body`, or those in `formData`";
            let first = self.place(&first.item.from);
            self.sink.push(Diagnostic::error("GW0212", message).at(&place, "this one").at(&first, "and this one"));
        }
        let own = consumes.is_some();
        let media = consumes.or_else(|| self.consumes.clone()).filter(|media| !media.is_empty());
        if first.is_form() {
            let fields: Vec<_> = given.iter().filter(|given| given.is_form()).cloned().collect();
            return Some(self.form(&fields, media.unwrap_or_default()));
        }
        if !own
            && let Some(reference) = first.item.text("$ref")
            && reference.starts_with("#/parameters/")
        {
            return Some(Self::reference_alone(&first.item));
        }
        let media = match media {
            Some(media) => media,
            None => self.assume_json("consumes", &first.item.from),
        };
        Some(self.body(&first.found, &media))
    }

    /// A body that any operation may share, with the media types of the document.
    pub(super) fn shared_body(&mut self, at: &At<'r>) -> Part {
        let media = self.consumes.clone().filter(|media| !media.is_empty());
        self.body(at, &media.unwrap_or_else(|| vec![Media::assumed("application/json")]))
    }

    fn reference_alone(at: &At<'r>) -> Part {
        let reference = at.get("$ref").map(|at| ("$ref".to_owned(), Part::reference(&at)));
        Part::object(at, reference.into_iter().collect())
    }

    fn body(&mut self, at: &At<'r>, media: &[Media]) -> Part {
        let mut parts = Parts::new();
        for (key, member) in at.members() {
            match key {
                "name" | "in" => {}
                "schema" => {
                    let object = Parts::from([("schema".to_owned(), self.schema(&member))]);
                    parts.insert("content".to_owned(), content(media, &member.from, &object));
                }
                _ => {
                    parts.insert(key.to_owned(), Part::kept(&member));
                }
            }
        }
        if !at.has("schema") {
            self.warn("GW0204", &at.from, "a parameter in `body` needs `schema`; any value is assumed");
            parts.insert("content".to_owned(), content(media, &at.from, &Parts::new()));
        }
        Part::object(at, parts)
    }

    fn form(&mut self, fields: &[Given<'r>], media: Vec<Media>) -> Part {
        let from = fields.first().map(|field| field.item.from.clone()).unwrap_or_default();
        let media = self.form_media(fields, media);
        let mut properties = Parts::new();
        let mut required = Vec::new();
        let mut encoding = Parts::new();
        for field in fields {
            let at = &field.found;
            let Some(name) = at.text("name") else {
                let place = self.place(&at.from);
                let message = "a parameter needs `name`";
                self.sink.push(Diagnostic::error("GW0204", message).at(&place, ""));
                continue;
            };
            if properties.contains_key(name) {
                self.error("GW0308", &field.item.from, format!("the parameter `{name}` stands twice"));
                continue;
            }
            properties.insert(name.to_owned(), self.field(at));
            if at.is_true("required") {
                required.push(Part::text(&at.from.child("required"), name));
            }
            if at.text("type") == Some("array") {
                encoding.insert(name.to_owned(), self.encoding(at));
            }
        }
        let needed = !required.is_empty();
        let mut schema = Parts::from([
            ("type".to_owned(), Part::text(&from, "object")),
            ("properties".to_owned(), Part::made(&from, properties)),
        ]);
        if needed {
            schema.insert("required".to_owned(), Part::made_list(&from, required));
        }
        let entries = media.iter().map(|media| {
            let mut object = Parts::from([("schema".to_owned(), Part::made(&from, schema.clone()))]);
            // Each item of a list is a part of its own in a multipart body, whatever joins them elsewhere.
            if media.essence() == FORM && !encoding.is_empty() {
                object.insert("encoding".to_owned(), Part::made(&from, encoding.clone()));
            }
            (media.name.clone(), media.part(&from, object))
        });
        let content = Part::made(&from, entries.collect());
        let mut parts = Parts::from([("content".to_owned(), content)]);
        if needed {
            parts.insert("required".to_owned(), Part::value(&from, Node::Bool(true)));
        }
        Part::made(&from, parts)
    }

    fn field(&mut self, at: &At<'r>) -> Part {
        let extensions: Vec<&str> =
            at.members().map(|(key, _)| key).filter(|key| key.starts_with("x-") || *key == "description").collect();
        self.inline_schema(at, &extensions)
    }

    /// How the items of a list in a form are joined.
    fn encoding(&mut self, at: &At<'r>) -> Part {
        let (style, explode) = match self.joined(at) {
            Joined::Comma => ("form", false),
            Joined::Space => ("spaceDelimited", false),
            Joined::Pipe => ("pipeDelimited", false),
            Joined::Apart => ("form", true),
        };
        let from = collection_format(at);
        let parts = Parts::from([
            ("style".to_owned(), Part::text(&from, style)),
            ("explode".to_owned(), Part::value(&from, Node::Bool(explode))),
        ]);
        Part::made(&from, parts)
    }

    /// Those of the media types that are forms; files need the multipart one.
    fn form_media(&mut self, fields: &[Given<'r>], mut media: Vec<Media>) -> Vec<Media> {
        let file = fields.iter().find(|field| field.found.text("type") == Some("file"));
        let stated = media.iter().any(|media| media.essence() == FORM);
        media.retain(|media| media.essence() == MULTIPART || (file.is_none() && media.essence() == FORM));
        if !media.is_empty() {
            return self.multipart_lists(fields, media);
        }
        if let Some(file) = file
            && stated
        {
            let message = format!("a file needs `{MULTIPART}` in `consumes`; that is assumed");
            self.warn(NO_EQUAL, &file.item.from, message);
        }
        let assumed = vec![Media::assumed(if file.is_some() { MULTIPART } else { FORM })];
        self.multipart_lists(fields, assumed)
    }

    /// Says where a multipart body can't join the items of a list as the document wants it.
    fn multipart_lists(&mut self, fields: &[Given<'r>], media: Vec<Media>) -> Vec<Media> {
        if media.iter().any(|media| media.essence() == MULTIPART) {
            let joined = |at: &At<'r>| at.text("type") == Some("array") && at.text("collectionFormat") != Some("multi");
            let froms: Vec<Pointer> = fields
                .iter()
                .filter(|field| joined(&field.found))
                .map(|field| collection_format(&field.found))
                .collect();
            for from in froms {
                let message =
                    "in a multipart body of OpenAPI 3, each item of a list is a part of its own; that is assumed";
                self.warn(NO_EQUAL, &from, message);
            }
        }
        media
    }
}
