//! Answers, and the refusals that the runtime itself makes.

mod body;
mod failure;
mod rejection;
mod template;

use std::fmt;

use bytes::Bytes;
use http::HeaderName;
pub use http::{HeaderMap, StatusCode};

pub use body::{
    decode_body, decode_header, decode_nothing, decode_one, decode_optional_header, encode_body, encode_empty,
    encode_header, encode_nothing, encode_one, status, within,
};
pub use failure::{Failure, NoFailure};
pub use rejection::Rejection;
pub use template::fill;

/// A response with its body read: what goes over the wire, free of any transport.
///
/// `Debug` shows the status, the names of the headers and the length of the body: what they hold may be secret.
#[derive(Clone, PartialEq)]
pub struct Answer {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub body: Bytes,
}

impl fmt::Debug for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<_> = self.headers.keys().map(HeaderName::as_str).collect();
        f.debug_struct("Answer")
            .field("status", &self.status.as_u16())
            .field("headers", &names)
            .field("body", &format_args!("{} bytes", self.body.len()))
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_shows_no_value() {
        let headers = [("set-cookie", "hunter2"), ("content-type", "text/plain")];
        let headers =
            headers.map(|(name, value)| (HeaderName::from_static(name), http::HeaderValue::from_static(value)));
        let body = Bytes::from_static(b"hunter2");
        let answer = Answer { status: StatusCode::OK, headers: HeaderMap::from_iter(headers), body };
        let shown = format!("{answer:?}");
        assert_eq!(shown, r#"Answer { status: 200, headers: ["set-cookie", "content-type"], body: 7 bytes }"#);
    }
}
