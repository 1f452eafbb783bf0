//! A request on its way out.

use bytes::Bytes;
use http::HeaderMap;
use http::header::{COOKIE, HeaderName, HeaderValue};
use serde::Serialize;

use super::spec::{Location, Parameter, Style};
use super::tree::Tree;
use super::{percent, ser, to_json, write};
use crate::operation::Condition;
use crate::payload::{Codec, EncodeError, check};
use crate::schema::Schema;

/// A request on its way out, free of any transport.
#[derive(Debug)]
pub struct RequestWriter {
    template: &'static str,
    path: Vec<(&'static str, String)>,
    query: String,
    cookies: String,
    headers: HeaderMap,
    body: Option<(String, Bytes)>,
    preferred: Option<String>,
    checked: bool,
}

/// A request that is ready to be sent.
#[derive(Debug, Clone, PartialEq)]
pub struct EncodedRequest {
    /// The path, and the query if there is one, percent-encoded; begins with a slash.
    pub path_and_query: String,
    /// The headers, `Content-Type` not among them.
    pub headers: HeaderMap,
    /// The body and its media type.
    pub body: Option<(String, Bytes)>,
}

impl RequestWriter {
    /// A request for a path template: `/batches/{batch}`, or `/files/{+path}`, whose value keeps its slashes.
    #[must_use]
    pub fn new(path_template: &'static str) -> Self {
        Self {
            template: path_template,
            path: Vec::new(),
            query: String::new(),
            cookies: String::new(),
            headers: HeaderMap::new(),
            body: None,
            preferred: None,
            checked: true,
        }
    }

    /// Prefers a media type for the body, where the operation takes several.
    #[must_use]
    pub fn prefer(mut self, media_type: &str) -> Self {
        self.preferred = Some(media_type.to_owned());
        self
    }

    /// Leaves it to the server to check constraints.
    #[must_use]
    pub fn unchecked(mut self) -> Self {
        self.checked = false;
        self
    }

    /// Writes what every request of the operation has.
    ///
    /// # Errors
    ///
    /// When a header can't hold its value.
    pub fn conditions(&mut self, conditions: &'static [Condition]) -> Result<(), EncodeError> {
        for condition in conditions {
            match *condition {
                Condition::Query { name, value } => {
                    let value = value.map(|value| percent::encode(value).into_owned());
                    append(&mut self.query, "&", [(percent::encode(name).into_owned(), value)]);
                }
                Condition::Header { name, value } => {
                    let entry = HeaderName::from_bytes(name.as_bytes()).ok().zip(HeaderValue::from_str(value).ok());
                    let (name, value) = entry.ok_or_else(|| error(&format!("/header/{name}"), "can't be a header"))?;
                    self.headers.append(name, value);
                }
                Condition::QueryGiven { .. } | Condition::HeaderGiven { .. } => {}
            }
        }
        Ok(())
    }

    /// Writes a parameter.
    ///
    /// # Errors
    ///
    /// When its value breaks a constraint or has no form in the parameter's style.
    pub fn parameter<T: Serialize + Schema>(
        &mut self,
        parameter: &'static Parameter,
        value: &T,
    ) -> Result<(), EncodeError> {
        if self.checked {
            first_problem(&parameter.pointer(), check(value, parameter.rules), parameter.secret)?;
        }
        let tree = ser::to_tree(value);
        let written = tree.map_err(|unfit| unfit.0).and_then(|tree| self.write(parameter, &tree));
        written.map_err(|problem| EncodeError { at: parameter.pointer(), problem })
    }

    /// Writes a parameter, if there is a value.
    ///
    /// # Errors
    ///
    /// Those of [`RequestWriter::parameter`].
    pub fn optional<T: Serialize + Schema>(
        &mut self,
        parameter: &'static Parameter,
        value: Option<&T>,
    ) -> Result<(), EncodeError> {
        value.map_or(Ok(()), |value| self.parameter(parameter, value))
    }

    /// Writes the body in the preferred media type, else in the first.
    ///
    /// # Errors
    ///
    /// When the value breaks a constraint or can't be written.
    pub fn body<T>(&mut self, codecs: &'static [Codec<T>], value: &T) -> Result<(), EncodeError> {
        let fitting = Codec::fitting(codecs, value);
        let types: Vec<&'static str> = fitting.iter().map(|codec| codec.media_type).collect();
        let preferred = self.preferred.as_deref();
        let chosen = preferred.and_then(|preferred| crate::payload::media_type_matches(&types, preferred));
        let codec = fitting.into_iter().find(|codec| chosen.is_none_or(|chosen| chosen == codec.media_type));
        let Some(codec) = codec else { return Ok(()) };
        if self.checked {
            first_problem("/body", codec.check(value), false)?;
        }
        let (media_type, bytes) = codec.encode(value)?;
        self.body = Some((media_type.into_owned(), bytes));
        Ok(())
    }

    /// The request.
    ///
    /// # Errors
    ///
    /// When a path parameter is missing, or would be taken for a step in the path.
    pub fn finish(mut self) -> Result<EncodedRequest, EncodeError> {
        let mut path_and_query = self.expand()?;
        if !self.query.is_empty() {
            path_and_query.push('?');
            path_and_query.push_str(&self.query);
        }
        if !self.cookies.is_empty() {
            let value = HeaderValue::from_str(&self.cookies);
            let value = value.map_err(|_| error("/cookie", "the cookies can't stand in a header"))?;
            self.headers.insert(COOKIE, value);
        }
        Ok(EncodedRequest { path_and_query, headers: self.headers, body: self.body })
    }

    fn write(&mut self, parameter: &'static Parameter, tree: &Tree) -> Result<(), String> {
        let json;
        let tree = if parameter.style == Style::Json {
            json = Tree::text(to_json(tree)?);
            &json
        } else {
            tree
        };
        match parameter.location {
            Location::Path => self.path.push((parameter.name, write::path(parameter, tree)?)),
            Location::Query => append(&mut self.query, "&", valued(write::pairs(parameter, tree)?)),
            Location::Cookie => append(&mut self.cookies, "; ", valued(write::pairs(parameter, tree)?)),
            Location::Header if *tree == Tree::Null => {}
            Location::Header => {
                let (name, value) = super::input::header_entry(parameter, &write::header(parameter, tree)?)?;
                self.headers.append(name, value);
            }
        }
        Ok(())
    }

    /// The template with its values.
    fn expand(&self) -> Result<String, EncodeError> {
        let mut path = String::with_capacity(self.template.len() + 32);
        let mut rest = self.template;
        while let Some((before, after)) = rest.split_once('{') {
            path.push_str(before);
            let (name, after) = after.split_once('}').unwrap_or((after, ""));
            let (name, is_long) = name.strip_prefix('+').map_or((name, false), |name| (name, true));
            let value = self.path.iter().find(|(known, _)| *known == name).map(|(_, value)| value);
            let value = value.ok_or_else(|| error(&format!("/path/{name}"), "the path parameter is missing"))?;
            if is_long {
                path.push_str(&value.replace("%2F", "/"));
            } else {
                path.push_str(value);
            }
            rest = after;
        }
        path.push_str(rest);
        // URLs drop such segments even when their dots are encoded, so no spelling of them arrives.
        if path.split('/').any(|segment| matches!(segment.replace("%2E", ".").as_str(), "." | "..")) {
            return Err(error("/path", "a segment of the path can't be `.` or `..`"));
        }
        Ok(path)
    }
}

fn valued(pairs: Vec<(String, String)>) -> impl Iterator<Item = (String, Option<String>)> {
    pairs.into_iter().map(|(name, value)| (name, Some(value)))
}

fn append(text: &mut String, separator: &str, pairs: impl IntoIterator<Item = (String, Option<String>)>) {
    for (name, value) in pairs {
        if !text.is_empty() {
            text.push_str(separator);
        }
        text.push_str(&name);
        if let Some(value) = value {
            text.push('=');
            text.push_str(&value);
        }
    }
}

fn error(at: &str, problem: &str) -> EncodeError {
    EncodeError { at: at.to_owned(), problem: problem.to_owned() }
}

/// The first problem as an error; `pointer` is where the value stands.
fn first_problem(pointer: &str, problems: Vec<(String, String)>, secret: bool) -> Result<(), EncodeError> {
    match problems.into_iter().next() {
        None => Ok(()),
        Some((at, _)) if secret => Err(error(&format!("{pointer}{at}"), "isn't as documented")),
        Some((at, problem)) => Err(EncodeError { at: format!("{pointer}{at}"), problem }),
    }
}
