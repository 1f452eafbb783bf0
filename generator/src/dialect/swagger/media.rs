//! `consumes` and `produces`.

use super::at::At;
use super::part::{Part, Parts};
use super::{NO_EQUAL, Rewrite};
use crate::diagnostics::{Diagnostic, Pointer};

/// A media type, with where it is named.
#[derive(Debug, Clone)]
pub(super) struct Media {
    pub(super) name: String,
    /// `None` if it is assumed.
    from: Option<Pointer>,
}

impl Media {
    pub(super) fn assumed(name: &str) -> Self {
        Self { name: name.to_owned(), from: None }
    }

    /// The media type object for it; `or` is where what made it stands if the media type is assumed.
    pub(super) fn part(&self, or: &Pointer, object: Parts) -> Part {
        Part::made(self.from.as_ref().unwrap_or(or), object)
    }

    /// Without its parameters, and in small letters.
    pub(super) fn essence(&self) -> String {
        self.name.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
    }
}

impl<'r> Rewrite<'r> {
    /// The media types that a document or an operation lists under a key.
    pub(super) fn media(&mut self, at: &At<'r>, key: &str) -> Option<Vec<Media>> {
        let at = at.get(key)?;
        if at.node.as_list().is_none() {
            self.error("GW0203", &at.from, format!("expected a list of media types, found {}", at.node.kind()));
            return None;
        }
        let mut media = Vec::new();
        for item in at.items() {
            match item.node.as_str() {
                Some(name) => media.push(Media { name: name.to_owned(), from: Some(item.from) }),
                None => {
                    self.error("GW0203", &item.from, format!("expected a media type, found {}", item.node.kind()));
                }
            }
        }
        Some(media)
    }

    /// Says once that no media type is stated, and which is assumed.
    pub(super) fn assume_json(&mut self, key: &'static str, from: &Pointer) -> Vec<Media> {
        if self.said.insert(key) {
            let message = format!("nothing says what this {key}; `application/json` is assumed");
            let help = format!("write `{key}: [application/json]` once, at the top of the document");
            let place = self.place(from);
            self.sink.push(Diagnostic::note(NO_EQUAL, message).at_key(&place, "").help(help));
        }
        vec![Media::assumed("application/json")]
    }
}

/// A `content` with the same media type object for each media type.
pub(super) fn content(media: &[Media], from: &Pointer, object: &Parts) -> Part {
    let entries = media.iter().map(|media| (media.name.clone(), media.part(from, object.clone())));
    Part::made(from, entries.collect())
}
