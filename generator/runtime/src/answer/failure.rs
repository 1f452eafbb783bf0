//! What a handler returns when it fails.

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use super::Answer;
use crate::operation::Responses;

/// The failure of an operation whose document names none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoFailure {}

impl Responses for NoFailure {
    const STATUSES: &'static [u16] = &[];
    const PRODUCES: &'static [&'static str] = &[];

    #[cfg(feature = "client")]
    fn decode(_: &Answer) -> Result<Option<Self>, crate::payload::DecodeError> {
        Ok(None)
    }

    #[cfg(feature = "server")]
    fn encode(&self, _: &crate::payload::Accept) -> Result<Answer, crate::payload::EncodeError> {
        match *self {}
    }
}

/// What a handler returns when it fails: a documented failure, or any other answer.
#[derive(Debug, Clone, PartialEq)]
pub enum Failure<E> {
    /// A failure that the document describes.
    Documented(E),
    /// An answer that it doesn't. Boxed, as it is rare, and large beside most failures.
    Undocumented(Box<Answer>),
}

impl<E: Responses> From<E> for Failure<E> {
    fn from(documented: E) -> Self {
        Self::Documented(documented)
    }
}

impl<E> From<Answer> for Failure<E> {
    fn from(answer: Answer) -> Self {
        Self::Undocumented(Box::new(answer))
    }
}

impl<E> From<StatusCode> for Failure<E> {
    fn from(status: StatusCode) -> Self {
        Answer { status, headers: HeaderMap::new(), body: Bytes::new() }.into()
    }
}
