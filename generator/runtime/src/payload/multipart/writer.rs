//! Writing forms.

use std::collections::BTreeSet;

use bytes::Bytes;
use serde::Serialize;

use super::Part;
use crate::parameter::{Tree, to_json, to_tree};
use crate::payload::media_type::MediaType;
use crate::payload::{EncodeError, File};

/// A form in the making.
#[derive(Debug, Default)]
pub struct FormWriter {
    parts: Vec<Written>,
}

#[derive(Debug)]
struct Written {
    head: String,
    content: Bytes,
}

impl FormWriter {
    /// Adds a value: text, JSON for an object, and for a list one part an item.
    ///
    /// # Errors
    ///
    /// When the value has no such form.
    pub fn value<T: Serialize>(&mut self, part: &'static Part, value: &T) -> Result<(), EncodeError> {
        let error = |problem: String| EncodeError { at: format!("/body{}", part.pointer()), problem };
        match to_tree(value).map_err(|unfit| error(unfit.0))? {
            Tree::Null => Ok(()),
            Tree::List(items) => items.iter().try_for_each(|item| self.tree(part, item)),
            tree => self.tree(part, &tree),
        }
        .map_err(|problem| error(problem.to_owned()))
    }

    /// Adds a value, if there is one.
    ///
    /// # Errors
    ///
    /// Those of [`FormWriter::value`].
    pub fn optional<T: Serialize>(&mut self, part: &'static Part, value: Option<&T>) -> Result<(), EncodeError> {
        value.map_or(Ok(()), |value| self.value(part, value))
    }

    /// Adds files, one part each.
    ///
    /// # Errors
    ///
    /// When a file states a media type that isn't one.
    pub fn files(&mut self, part: &'static Part, files: &[File]) -> Result<(), EncodeError> {
        for file in files {
            let default = if part.content_type.is_empty() { "application/octet-stream" } else { part.content_type };
            let content_type = file.content_type.as_deref().unwrap_or(default);
            if MediaType::parse(content_type).is_none() || content_type.chars().any(char::is_control) {
                let problem = "the file's media type isn't one".to_owned();
                return Err(EncodeError { at: format!("/body{}", part.pointer()), problem });
            }
            // A part without a file name is a field to many servers.
            let file_name = file.file_name.as_deref().unwrap_or(part.name);
            self.push(part.name, Some(file_name), content_type, file.bytes.clone());
        }
        Ok(())
    }

    fn tree(&mut self, part: &'static Part, tree: &Tree) -> Result<(), &'static str> {
        let stated = part.content_type;
        let json = MediaType::parse(stated).is_some_and(MediaType::is_json);
        let (default, content) = match tree.as_text() {
            Some(text) if !json => ("text/plain; charset=utf-8", text.to_owned()),
            _ => ("application/json", to_json(tree)?),
        };
        self.push(part.name, None, if stated.is_empty() { default } else { stated }, content.into());
        Ok(())
    }

    fn push(&mut self, name: &str, file_name: Option<&str>, content_type: &str, content: Bytes) {
        let file_name = file_name.map_or_else(String::new, |name| format!("; filename=\"{}\"", escape(name)));
        let head = format!(
            "Content-Disposition: form-data; name=\"{}\"{file_name}\r\nContent-Type: {content_type}\r\n\r\n",
            escape(name)
        );
        self.parts.push(Written { head, content });
    }

    /// The form's media type and bytes.
    pub(super) fn finish(self) -> (String, Bytes) {
        let boundary = self.boundary();
        let length: usize =
            self.parts.iter().map(|part| part.head.len() + part.content.len() + boundary.len() + 8).sum();
        let mut body = Vec::with_capacity(length + boundary.len() + 8);
        for part in &self.parts {
            body.extend_from_slice(format!("--{boundary}\r\n{}", part.head).as_bytes());
            body.extend_from_slice(&part.content);
            body.extend_from_slice(b"\r\n");
        }
        body.extend_from_slice(format!("--{boundary}--\r\n").as_bytes());
        (format!("multipart/form-data; boundary={boundary}"), body.into())
    }

    /// A boundary that none of the contents holds. Not a random one: the same form is the same bytes.
    fn boundary(&self) -> String {
        let taken: BTreeSet<u64> = self.parts.iter().flat_map(|part| numbers(&part.content)).collect();
        let free = (0..).zip(taken.iter().copied().chain([u64::MAX])).find(|(number, taken)| number != taken);
        format!("{BEFORE}{}{BEHIND}", free.map_or(0, |(number, _)| number))
    }
}

/// What stands before and behind the number of a boundary.
const BEFORE: &str = "gatewright-form-";
const BEHIND: &str = "-boundary";

/// The numbers of all boundaries that stand in a content: found in one pass, whoever wrote it.
fn numbers(content: &[u8]) -> impl Iterator<Item = u64> {
    let starts = content.windows(BEFORE.len()).enumerate().filter(|(_, window)| *window == BEFORE.as_bytes());
    starts.filter_map(|(at, _)| {
        let rest = content.get(at + BEFORE.len()..)?;
        let digits = rest.iter().take(20).take_while(|byte| byte.is_ascii_digit()).count();
        rest.get(digits..)?.starts_with(BEHIND.as_bytes()).then_some(())?;
        std::str::from_utf8(rest.get(..digits)?).ok()?.parse().ok()
    })
}

/// A name in quotes, escaped as browsers do it (HTML, "multipart/form-data encoding algorithm").
fn escape(name: &str) -> String {
    let mut escaped = String::with_capacity(name.len());
    for c in name.chars() {
        match c {
            '"' => escaped.push_str("%22"),
            '\r' => escaped.push_str("%0D"),
            '\n' => escaped.push_str("%0A"),
            _ => escaped.push(c),
        }
    }
    escaped
}
