//! Operations: what is sent, what comes back.

use super::{Access, Doc, Slot};
use crate::diagnostics::Place;

/// An operation.
#[derive(Debug, Clone)]
pub struct Operation {
    /// Where it stands.
    pub at: Place,
    /// Its name: the document's, or one made of method and path.
    pub id: String,
    /// The method, in upper case.
    pub method: String,
    /// The path template.
    pub path: String,
    /// The URL of its server, or its path on the API's host, if that isn't where the API is.
    pub server: Option<String>,
    /// What every request has beside its method and path.
    pub conditions: Vec<Condition>,
    /// The groups that it belongs to.
    pub tags: Vec<String>,
    /// What the document says of it.
    pub doc: Doc,
    /// Who may call it.
    pub access: Access,
    /// The parameters.
    pub parameters: Vec<Parameter>,
    /// The body.
    pub body: Option<Body>,
    /// The answers that mean success.
    pub successes: Vec<Response>,
    /// The answers that mean failure.
    pub failures: Vec<Response>,
}

/// Where a parameter stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Location {
    /// In the path.
    Path,
    /// In the query.
    Query,
    /// In a header.
    Header,
    /// In a cookie.
    Cookie,
}

/// Something that every request of an operation has, by which it may be told from others of its path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Condition {
    /// Where: in the query, or in a header.
    pub location: Location,
    /// Its name on the wire.
    pub name: String,
    /// What it is.
    pub value: Constant,
}

/// What a condition asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Constant {
    /// One value.
    Value(String),
    /// The name alone.
    Flag,
    /// Any value: a parameter of the operation writes it.
    Any,
}

/// How a parameter's value is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// `;color=blue`.
    Matrix,
    /// `.blue`.
    Label,
    /// `blue`.
    Simple,
    /// `color=blue`.
    Form,
    /// `a%20b`.
    SpaceDelimited,
    /// `a|b`.
    PipeDelimited,
    /// `color[R]=100`.
    DeepObject,
}

/// A parameter.
#[derive(Debug, Clone)]
pub struct Parameter {
    /// Where it stands.
    pub at: Place,
    /// Its name on the wire.
    pub name: String,
    /// Where in the request.
    pub location: Location,
    /// Whether it must be there.
    pub required: bool,
    /// What the document says of it.
    pub doc: Doc,
    /// How it is written.
    pub style: Style,
    /// Whether each item or member is written by itself.
    pub explode: bool,
    /// Whether reserved characters stand as they are.
    pub allow_reserved: bool,
    /// Whether its value is written as JSON.
    pub json: bool,
    /// Its type.
    pub slot: Slot,
    /// The value that is meant where it is absent.
    pub default: Option<Literal>,
    /// Whether its value must never be shown.
    pub secret: bool,
}

/// A value of a scalar or of an enumeration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Literal {
    /// `true` or `false`.
    Boolean(bool),
    /// A number, as the document writes it.
    Number(String),
    /// A text.
    Text(String),
}

/// The body of a request.
#[derive(Debug, Clone)]
pub struct Body {
    /// Where it stands.
    pub at: Place,
    /// What the document says of it.
    pub doc: Doc,
    /// Whether it must be there.
    pub required: bool,
    /// What it holds.
    pub payload: Payload,
}

/// What a body may hold: one thing, or one of several by its media type.
#[derive(Debug, Clone)]
pub struct Payload {
    /// What it may hold, the preferred first; there is at least one.
    pub contents: Vec<Content>,
}

/// What a body of some media types holds, and how.
#[derive(Debug, Clone)]
pub struct Content {
    /// Where it stands.
    pub at: Place,
    /// What it is called among several.
    pub name: String,
    /// The media types, all of one type.
    pub media_types: Vec<String>,
    /// How it is written.
    pub codec: Codec,
    /// The type.
    pub slot: Slot,
}

impl Payload {
    /// Every media type.
    pub fn media_types(&self) -> impl Iterator<Item = &String> {
        self.contents.iter().flat_map(|content| &content.media_types)
    }

    /// The content, where there is no choice.
    #[must_use]
    pub fn only(&self) -> Option<&Content> {
        if let [only] = self.contents.as_slice() { Some(only) } else { None }
    }
}

impl Operation {
    /// Every answer.
    pub fn answers(&self) -> impl Iterator<Item = &Response> {
        self.successes.iter().chain(&self.failures)
    }

    /// What the body of the request may hold.
    pub fn sent(&self) -> impl Iterator<Item = &Content> {
        self.body.iter().flat_map(|body| &body.payload.contents)
    }

    /// Every slot, to be changed.
    pub fn slots_mut(&mut self) -> Vec<&mut Slot> {
        let mut slots: Vec<&mut Slot> = self.parameters.iter_mut().map(|parameter| &mut parameter.slot).collect();
        slots.extend(self.body.iter_mut().flat_map(|body| &mut body.payload.contents).map(|content| &mut content.slot));
        for answer in self.successes.iter_mut().chain(&mut self.failures) {
            slots.extend(answer.headers.iter_mut().map(|header| &mut header.slot));
            let contents = answer.payload.iter_mut().flat_map(|payload| &mut payload.contents);
            slots.extend(contents.map(|content| &mut content.slot));
        }
        slots
    }

    /// What the bodies of the answers may hold.
    pub fn received(&self) -> impl Iterator<Item = &Content> {
        self.answers().filter_map(|answer| answer.payload.as_ref()).flat_map(|payload| &payload.contents)
    }
}

/// How a body is written.
#[derive(Debug, Clone, PartialEq)]
pub enum Codec {
    /// By its media type: JSON, XML, a form.
    Structured,
    /// As `multipart/form-data`, with the content types that the document states for parts.
    Multipart(Vec<(String, String)>),
    /// As text.
    Text,
    /// As bytes.
    Bytes,
    /// As bytes with their content type, which the media type leaves open.
    File,
}

/// Which statuses a response stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// One.
    Code(u16),
    /// A hundred, by its first digit.
    Range(u8),
    /// All that no other response stands for.
    Default,
}

/// An answer.
#[derive(Debug, Clone)]
pub struct Response {
    /// Where it stands.
    pub at: Place,
    /// Its status.
    pub status: Status,
    /// What the document says of it.
    pub doc: Doc,
    /// Its headers.
    pub headers: Vec<Header>,
    /// Its body.
    pub payload: Option<Payload>,
}

/// A header of an answer.
#[derive(Debug, Clone)]
pub struct Header {
    /// Where it stands.
    pub at: Place,
    /// Its name.
    pub name: String,
    /// Whether it must be there.
    pub required: bool,
    /// What the document says of it.
    pub doc: Doc,
    /// Its type.
    pub slot: Slot,
}
