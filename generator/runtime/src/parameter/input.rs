//! Reading an operation's parameters and body, with every problem collected.

use http::header::{HeaderName, HeaderValue};
use http::{HeaderMap, StatusCode};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::de::FromTree;
use super::form::Form;
use super::read::{self, Reason};
use super::reader::RequestReader;
use super::spec::{Parameter, Style};
use super::tree::Tree;
use super::{from_json, to_json, to_tree, write};
use crate::answer::Rejection;
use crate::payload::{Codec, check};
use crate::schema::{Schema, Shape};

/// The reading of one request.
#[derive(Debug)]
pub struct Input<'a> {
    request: &'a RequestReader,
    parameters: &'static [Parameter],
    /// What isn't in the documented form: pointers and problems.
    malformed: Vec<(String, String)>,
    /// What breaks a constraint.
    broken: Vec<(String, String)>,
    /// A body of a media type that the operation doesn't take.
    unsupported: Option<String>,
}

impl<'a> Input<'a> {
    pub(super) const fn new(request: &'a RequestReader, parameters: &'static [Parameter]) -> Self {
        Self { request, parameters, malformed: Vec::new(), broken: Vec::new(), unsupported: None }
    }

    /// A parameter that must be there; `None` when something is wrong with it, which is then kept.
    pub fn required<T: DeserializeOwned + Serialize + Schema>(&mut self, parameter: &'static Parameter) -> Option<T> {
        let value = self.optional(parameter)?;
        if value.is_none() {
            self.malformed.push((parameter.pointer(), "is missing".to_owned()));
        }
        value
    }

    /// A parameter that has a default.
    pub fn defaulted<T: DeserializeOwned + Serialize + Schema>(
        &mut self,
        parameter: &'static Parameter,
        default: fn() -> T,
    ) -> Option<T> {
        Some(self.optional(parameter)?.unwrap_or_else(default))
    }

    /// A parameter that may be left out.
    pub fn optional<T: DeserializeOwned + Serialize + Schema>(
        &mut self,
        parameter: &'static Parameter,
    ) -> Option<Option<T>> {
        let tree = match self.tree(parameter, T::shape())? {
            None | Some(Tree::Null) => return Some(None),
            Some(tree) => tree,
        };
        match T::deserialize(FromTree(tree)) {
            Ok(value) => {
                let problems = check(&value, parameter.rules);
                self.broken(parameter, problems);
                Some(Some(value))
            }
            Err(unreadable) => {
                self.malformed(parameter, &unreadable.0);
                None
            }
        }
    }

    /// A body that must be there.
    pub fn body<T>(&mut self, codecs: &'static [Codec<T>]) -> Option<T> {
        let value = self.optional_body(codecs)?;
        if value.is_none() {
            self.malformed.push(("/body".to_owned(), "is missing".to_owned()));
        }
        value
    }

    /// A body that may be left out.
    pub fn optional_body<T>(&mut self, codecs: &'static [Codec<T>]) -> Option<Option<T>> {
        let body = self.request.body();
        let content_type = match self.request.content_type() {
            Some(content_type) => content_type,
            None if body.is_empty() => return Some(None),
            None => {
                self.unsupported = Some("the body has no Content-Type".to_owned());
                return None;
            }
        };
        let Some(codec) = Codec::of(codecs, content_type) else {
            let known = codecs.iter().map(|codec| codec.media_type).collect::<Vec<_>>().join(", ");
            self.unsupported = Some(format!("the body must be of one of these media types: {known}"));
            return None;
        };
        match codec.decode(body, content_type) {
            Ok(value) => {
                let problems = codec.check(&value);
                self.broken.extend(problems.into_iter().map(|(at, problem)| (format!("/body{at}"), problem)));
                Some(Some(value))
            }
            Err(error) => {
                self.malformed.push((format!("/body{}", error.at), error.problem));
                None
            }
        }
    }

    /// Nothing was wrong, or the rejection that says all that was.
    ///
    /// `documented` are the statuses that the operation's failures have: a broken constraint is 422
    /// where that is among them, else 400.
    ///
    /// # Errors
    ///
    /// The rejection.
    #[allow(clippy::result_large_err, reason = "as in Operation::decode, its one caller")]
    pub fn finish(self, documented: &[u16]) -> Result<(), Rejection> {
        if let Some(detail) = self.unsupported {
            return Err(Rejection::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, detail));
        }
        let malformed = !self.malformed.is_empty();
        let problems: Vec<_> = self.malformed.into_iter().chain(self.broken).collect();
        if problems.is_empty() {
            return Ok(());
        }
        let status = if malformed || !documented.contains(&422) {
            StatusCode::BAD_REQUEST
        } else {
            StatusCode::UNPROCESSABLE_ENTITY
        };
        let detail = problems.iter().map(|(at, problem)| format!("{at}: {problem}")).collect::<Vec<_>>().join("; ");
        let mut rejection = Rejection::new(status, detail);
        rejection.problems = problems;
        Err(rejection)
    }

    /// The rejection, where a value is missing and so something was wrong.
    #[must_use]
    pub fn rejection(self, documented: &[u16]) -> Rejection {
        let incomplete = Rejection::new(StatusCode::BAD_REQUEST, "the request is incomplete");
        self.finish(documented).err().unwrap_or(incomplete)
    }

    fn tree(&mut self, parameter: &'static Parameter, shape: &'static Shape) -> Option<Option<Tree>> {
        let tree = self.request.tree(parameter, shape, self.parameters).and_then(|tree| parsed(parameter, tree));
        tree.map_err(|reason| self.malformed.push((parameter.pointer(), reason.to_owned()))).ok()
    }

    fn malformed(&mut self, parameter: &Parameter, problem: &str) {
        let problem = if parameter.secret { "isn't of the documented form" } else { problem };
        self.malformed.push((parameter.pointer(), problem.to_owned()));
    }

    fn broken(&mut self, parameter: &Parameter, problems: Vec<(String, String)>) {
        for (at, problem) in problems {
            let problem = if parameter.secret { "isn't as documented".to_owned() } else { problem };
            self.broken.push((format!("{}{at}", parameter.pointer()), problem));
        }
    }
}

/// A parameter with JSON content has its tree inside its text.
fn parsed(parameter: &Parameter, tree: Option<Tree>) -> Result<Option<Tree>, Reason> {
    match &tree {
        Some(Tree::Scalar(text, _)) if parameter.style == Style::Json => from_json(text).map(Some),
        _ => Ok(tree),
    }
}

/// The value of a header as a tree.
pub(super) fn header_tree(
    parameter: &Parameter,
    shape: &'static Shape,
    headers: &HeaderMap,
) -> Result<Option<Tree>, Reason> {
    let mut lines = Vec::new();
    for line in headers.get_all(parameter.name) {
        lines.push(std::str::from_utf8(line.as_bytes()).map_err(|_| "isn't UTF-8")?.trim_matches([' ', '\t']));
    }
    let trimmed = |raw: &str| read::verbatim(raw.trim_matches([' ', '\t']));
    match (lines.as_slice(), Form::of(shape)) {
        ([], _) => Ok(None),
        ([line], _) if parameter.style == Style::Json => Ok(Some(Tree::text(*line))),
        ([line], Form::Scalar) => read::split(line, ',', false, shape, read::verbatim).map(Some),
        (_, Form::Scalar) => Err("is given more than once"),
        // Lines of one name are one list (RFC 9110, section 5.3).
        (lines, _) => read::split(&lines.join(","), ',', parameter.explode, shape, trimmed).map(Some),
    }
}

/// A header's name and value.
pub(super) fn header_entry(parameter: &Parameter, text: &str) -> Result<(HeaderName, HeaderValue), Reason> {
    let name = HeaderName::from_bytes(parameter.name.as_bytes()).map_err(|_| "isn't the name of a header")?;
    let mut value = HeaderValue::from_bytes(text.as_bytes()).map_err(|_| "can't stand in a header")?;
    value.set_sensitive(parameter.secret);
    Ok((name, value))
}

/// Reads a header of an answer.
pub(crate) fn read_header<T: DeserializeOwned + Schema>(
    parameter: &Parameter,
    headers: &HeaderMap,
) -> Result<Option<T>, String> {
    match header_tree(parameter, T::shape(), headers).and_then(|tree| parsed(parameter, tree))? {
        None => Ok(None),
        Some(tree) => T::deserialize(FromTree(tree)).map(Some).map_err(|unreadable| unreadable.0),
    }
}

/// Writes a header of an answer.
pub(crate) fn write_header<T: Serialize>(
    parameter: &Parameter,
    headers: &mut HeaderMap,
    value: &T,
) -> Result<(), String> {
    let mut tree = to_tree(value).map_err(|unfit| unfit.0)?;
    if parameter.style == Style::Json {
        tree = Tree::text(to_json(&tree)?);
    }
    if tree != Tree::Null {
        let (name, value) = header_entry(parameter, &write::header(parameter, &tree)?)?;
        headers.append(name, value);
    }
    Ok(())
}
