//! Responses.

use super::at::At;
use super::media::Media;
use super::part::{Part, Parts};
use super::{NO_EQUAL, Rewrite};

impl<'r> Rewrite<'r> {
    /// A response that any operation may share, with the media types of the document.
    pub(super) fn shared_response(&mut self, at: &At<'r>) -> Part {
        let media = self.produces.clone().filter(|media| !media.is_empty());
        let media = media.unwrap_or_else(|| vec![Media::assumed(assumed(at))]);
        self.response(at, &media)
    }

    /// The responses of an operation. `produces` are its own media types.
    pub(super) fn responses(&mut self, at: &At<'r>, produces: Option<&[Media]>) -> Part {
        if at.node.as_object().is_none() {
            return Part::kept(at);
        }
        let mut parts = Parts::new();
        for (status, at) in at.members() {
            let part = if status.starts_with("x-") { Part::kept(&at) } else { self.operation_response(&at, produces) };
            parts.insert(status.to_owned(), part);
        }
        Part::object(at, parts)
    }

    fn operation_response(&mut self, at: &At<'r>, produces: Option<&[Media]>) -> Part {
        let mut found = at.clone();
        if at.has("$ref") {
            // A shared response has the media types of the document; an operation with its own can't share it.
            match at.followed(self.root) {
                Some(shared) if produces.is_some() && shared.has("schema") => found = shared,
                _ => return Self::referring(at),
            }
        }
        let media = produces.map(<[Media]>::to_vec).or_else(|| self.produces.clone());
        let media = match media.filter(|media| !media.is_empty()) {
            Some(media) => media,
            None if is_file(&found) => vec![Media::assumed(assumed(&found))],
            None if found.has("schema") => self.assume_json("produces", &at.from),
            None => Vec::new(),
        };
        self.response(&found, &media)
    }

    fn response(&mut self, at: &At<'r>, media: &[Media]) -> Part {
        if at.node.as_object().is_none() {
            return Part::kept(at);
        }
        if at.has("$ref") {
            return Self::referring(at);
        }
        let mut parts = Parts::new();
        for (key, member) in at.members() {
            match key {
                "schema" => {
                    parts.insert("content".to_owned(), self.response_content(at, &member, media));
                }
                "examples" => self.name_lost_examples(&member, at.has("schema"), media),
                "headers" => {
                    parts.insert(key.to_owned(), self.map(&member, Self::header));
                }
                "content" => self.later_field("a Response Object", key, &member),
                _ => {
                    parts.insert(key.to_owned(), Part::kept(&member));
                }
            }
        }
        Part::object(at, parts)
    }

    fn response_content(&mut self, at: &At<'r>, schema: &At<'r>, media: &[Media]) -> Part {
        let part = if is_file(at) { self.inline_schema(schema, &["description"]) } else { self.schema(schema) };
        let examples = at.get("examples");
        let entries = media.iter().map(|media| {
            let mut object = Parts::from([("schema".to_owned(), part.clone())]);
            if let Some(example) = examples.as_ref().and_then(|examples| examples.get(&media.name)) {
                object.insert("example".to_owned(), Part::kept(&example));
            }
            (media.name.clone(), media.part(&schema.from, object))
        });
        Part::made(&schema.from, entries.collect())
    }

    /// An example of what isn't produced has no place.
    fn name_lost_examples(&mut self, examples: &At<'r>, has_schema: bool, media: &[Media]) {
        for (name, example) in examples.members() {
            if name.starts_with("x-") || (has_schema && media.iter().any(|media| media.name == name)) {
                continue;
            }
            let message = if has_schema {
                format!("nothing produces `{name}` here; its example is left out")
            } else {
                "a response without a schema has no content; its example is left out".to_owned()
            };
            self.warn_key(NO_EQUAL, &example.from, message);
        }
    }
}

fn is_file(response: &At<'_>) -> bool {
    response.get("schema").is_some_and(|schema| schema.text("type") == Some("file"))
}

fn assumed(response: &At<'_>) -> &'static str {
    if is_file(response) { "application/octet-stream" } else { "application/json" }
}
