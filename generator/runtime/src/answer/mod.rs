//! Answers, and the refusals that the runtime itself makes.

mod body;
mod failure;
mod rejection;
mod template;

use bytes::Bytes;
pub use http::{HeaderMap, StatusCode};

pub use body::{
    decode_body, decode_header, decode_nothing, decode_one, decode_optional_header, encode_body, encode_empty,
    encode_header, encode_nothing, encode_one, status, within,
};
pub use failure::{Failure, NoFailure};
pub use rejection::Rejection;
pub use template::fill;

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
