//! Reading forms.

use bytes::Bytes;
use serde::de::DeserializeOwned;

use super::Part;
use super::parse::{self, RawPart};
use crate::parameter::{Form, FromTree, Tree, from_json, scalar};
use crate::payload::media_type::MediaType;
use crate::payload::{DecodeError, File};
use crate::schema::{Schema, Shape};

/// A form on its way in.
#[derive(Debug)]
pub struct FormReader {
    parts: Vec<RawPart>,
}

impl FormReader {
    /// Takes a body apart.
    pub(super) fn new(body: &Bytes, content_type: &str) -> Result<Self, DecodeError> {
        let parts = parse::parts(body, content_type);
        parts.map(|parts| Self { parts }).map_err(|reason| DecodeError::within("", format!("the form {reason}")))
    }

    /// A value that must be there. No part at all is an empty list.
    ///
    /// # Errors
    ///
    /// When it is missing, given more than once, or not of the documented form.
    pub fn required<T: DeserializeOwned + Schema>(&self, part: &'static Part) -> Result<T, DecodeError> {
        let empty = || matches!(Form::of(T::shape()), Form::List(_)).then(|| Tree::List(Vec::new()));
        match self.tree(part, T::shape())?.or_else(empty) {
            Some(tree) => read(part, tree),
            None => Err(error(part, "is missing")),
        }
    }

    /// A value that may be left out.
    ///
    /// # Errors
    ///
    /// When it is given more than once, or not of the documented form.
    pub fn optional<T: DeserializeOwned + Schema>(&self, part: &'static Part) -> Result<Option<T>, DecodeError> {
        self.tree(part, T::shape())?.map(|tree| read(part, tree)).transpose()
    }

    /// Every file of a name.
    #[must_use]
    pub fn files(&self, part: &'static Part) -> Vec<File> {
        self.named(part).map(file).collect()
    }

    /// A file that must be there.
    ///
    /// # Errors
    ///
    /// When it is missing or given more than once.
    pub fn required_file(&self, part: &'static Part) -> Result<File, DecodeError> {
        self.optional_file(part)?.ok_or_else(|| error(part, "is missing"))
    }

    /// A file that may be left out.
    ///
    /// # Errors
    ///
    /// When it is given more than once.
    pub fn optional_file(&self, part: &'static Part) -> Result<Option<File>, DecodeError> {
        let mut files = self.named(part).map(file);
        match (files.next(), files.next()) {
            (first, None) => Ok(first),
            (_, Some(_)) => Err(error(part, "is given more than once")),
        }
    }

    fn named(&self, part: &'static Part) -> impl Iterator<Item = &RawPart> {
        self.parts.iter().filter(|raw| raw.name == part.name)
    }

    fn tree(&self, part: &'static Part, shape: &'static Shape) -> Result<Option<Tree>, DecodeError> {
        let raw: Vec<&RawPart> = self.named(part).collect();
        let value = match (Form::of(shape), raw.as_slice()) {
            (_, []) => return Ok(None),
            // A whole list in one part of JSON is common, too.
            (Form::List(item), [raw]) => match tree(raw, item()) {
                Ok(tree @ Tree::List(_)) => Ok(tree),
                other => other.map(|item| Tree::List(vec![item])),
            },
            (Form::List(item), raw) => {
                raw.iter().map(|raw| tree(raw, item())).collect::<Result<_, _>>().map(Tree::List)
            }
            (_, [raw]) => tree(raw, shape),
            _ => Err("is given more than once"),
        };
        value.map(Some).map_err(|reason| error(part, reason))
    }
}

fn read<T: DeserializeOwned>(part: &'static Part, tree: Tree) -> Result<T, DecodeError> {
    T::deserialize(FromTree(tree))
        .map_err(|unreadable| error(part, if part.secret { "isn't of the documented form" } else { &unreadable.0 }))
}

fn tree(raw: &RawPart, shape: &'static Shape) -> Result<Tree, &'static str> {
    let text = std::str::from_utf8(&raw.content).map_err(|_| "isn't UTF-8")?;
    let media_type = raw.content_type.as_deref().and_then(MediaType::parse);
    match Form::of(shape) {
        Form::Scalar if !media_type.is_some_and(MediaType::is_json) => Ok(scalar(text.to_owned(), shape)),
        _ => from_json(text),
    }
}

fn file(raw: &RawPart) -> File {
    File { bytes: raw.content.clone(), file_name: raw.file_name.clone(), content_type: raw.content_type.clone() }
}

fn error(part: &'static Part, problem: &str) -> DecodeError {
    DecodeError::within(part.pointer(), problem)
}
