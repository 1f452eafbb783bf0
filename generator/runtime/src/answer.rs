//! Answers, and the refusals that the runtime itself makes.

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use crate::operation::Responses;
use crate::payload::{Accept, DecodeError, EncodeError};

/// A response with its body read: what goes over the wire, free of any transport.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub body: Bytes,
}

/// Why the runtime refused a request before the handler saw it.
#[derive(Debug, Clone, PartialEq)]
pub struct Rejection {
    /// 400, 401, 403, 404, 405, 406, 413, 415, 422 or 500.
    pub status: StatusCode,
    /// One sentence for the caller; it never holds a secret.
    pub detail: String,
    /// For 403: the names of the permissions that were missing.
    pub missing: Vec<&'static str>,
    /// For 400 and 422: each problem, as a JSON Pointer into the request (`/query/page`, `/body/name`) and what is wrong.
    pub problems: Vec<(String, String)>,
    /// Headers to send along: `WWW-Authenticate` for 401.
    pub headers: HeaderMap,
}

/// The failure of an operation whose document names none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoFailure {}

impl Responses for NoFailure {
    fn decode(_: &Answer) -> Result<Option<Self>, DecodeError> {
        Ok(None)
    }

    fn encode(&self, _: &Accept) -> Result<Answer, EncodeError> {
        match *self {}
    }
}

/// What a handler returns when it fails: a documented failure, or any other answer.
#[derive(Debug, Clone, PartialEq)]
pub enum Failure<E> {
    /// A failure that the document describes.
    Documented(E),
    /// An answer that it doesn't.
    Undocumented(Answer),
}

impl<E: Responses> From<E> for Failure<E> {
    fn from(documented: E) -> Self {
        Self::Documented(documented)
    }
}

impl<E> From<Answer> for Failure<E> {
    fn from(answer: Answer) -> Self {
        Self::Undocumented(answer)
    }
}

impl<E> From<StatusCode> for Failure<E> {
    fn from(status: StatusCode) -> Self {
        Self::Undocumented(Answer { status, headers: HeaderMap::new(), body: Bytes::new() })
    }
}
