//! Between answers and the payloads and headers that the document gives them.

use std::borrow::Cow;

use bytes::Bytes;
use http::header::{CONTENT_TYPE, HeaderValue};
use http::{HeaderMap, StatusCode};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::Answer;
use crate::parameter::{Parameter, read_header, write_header};
use crate::payload::{Accept, Codec, DecodeError, EncodeError};
use crate::schema::Schema;

/// Reads the body of an answer.
///
/// # Errors
///
/// When its media type isn't documented, or it isn't of the documented form. Without a
/// `Content-Type`, the first documented media type is assumed.
pub fn decode_body<T>(codecs: &'static [Codec<T>], answer: &Answer) -> Result<T, DecodeError> {
    let stated = answer.headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let content_type = stated.or(codecs.first().map(|codec| codec.media_type)).unwrap_or_default();
    match Codec::of(codecs, content_type) {
        Some(codec) => codec.decode(&answer.body, content_type).map_err(DecodeError::in_body),
        None => Err(DecodeError {
            at: "/header/Content-Type".to_owned(),
            problem: format!("isn't among the documented media types: {}", listed(codecs)),
        }),
    }
}

fn listed<T>(codecs: &[Codec<T>]) -> String {
    codecs.iter().map(|codec| codec.media_type).collect::<Vec<_>>().join(", ")
}

/// Makes an answer with a body, in the form that the client accepts best.
///
/// A client that accepts none of the forms gets the first: the server has refused such requests
/// already where the answer is a success, and a failure is better told in any form than not at all.
///
/// # Errors
///
/// When the value can't be written.
pub fn encode_body<T>(
    status: StatusCode,
    codecs: &'static [Codec<T>],
    body: &T,
    accept: &Accept,
) -> Result<Answer, EncodeError> {
    let Some(codec) = Codec::accepted(codecs, body, accept) else { return Ok(encode_empty(status)) };
    let (content_type, body) = codec.encode(body)?;
    let mut answer = Answer { status, headers: HeaderMap::new(), body };
    let content_type = match content_type {
        Cow::Borrowed(text) => HeaderValue::from_maybe_shared(Bytes::from_static(text.as_bytes())),
        Cow::Owned(text) => HeaderValue::from_maybe_shared(Bytes::from(text)),
    };
    let content_type = content_type.map_err(|_| EncodeError::body("has a media type that can't stand in a header"))?;
    answer.headers.insert(CONTENT_TYPE, content_type);
    Ok(answer)
}

/// Makes an answer without a body.
#[must_use]
pub fn encode_empty(status: StatusCode) -> Answer {
    Answer { status, headers: HeaderMap::new(), body: Bytes::new() }
}

/// Reads a header that must be there.
///
/// # Errors
///
/// When it isn't, or isn't of the documented form.
pub fn decode_header<T: DeserializeOwned + Schema>(
    header: &'static Parameter,
    answer: &Answer,
) -> Result<T, DecodeError> {
    decode_optional_header(header, answer)?
        .ok_or_else(|| DecodeError { at: header.pointer(), problem: "is missing".to_owned() })
}

/// Reads a header that may be left out.
///
/// # Errors
///
/// When it isn't of the documented form.
pub fn decode_optional_header<T: DeserializeOwned + Schema>(
    header: &'static Parameter,
    answer: &Answer,
) -> Result<Option<T>, DecodeError> {
    read_header(header, &answer.headers).map_err(|problem| DecodeError { at: header.pointer(), problem })
}

/// Adds a header, if there is a value.
///
/// # Errors
///
/// When the value can't stand in a header.
pub fn encode_header<T: Serialize>(
    header: &'static Parameter,
    answer: &mut Answer,
    value: Option<&T>,
) -> Result<(), EncodeError> {
    let written = value.map_or(Ok(()), |value| write_header(header, &mut answer.headers, value));
    written.map_err(|problem| EncodeError { at: header.pointer(), problem })
}

/// Reads the body of an answer that has one documented status; `None` when it has another.
///
/// # Errors
///
/// Those of [`decode_body`].
pub fn decode_one<T>(code: u16, codecs: &'static [Codec<T>], answer: &Answer) -> Result<Option<T>, DecodeError> {
    if answer.status.as_u16() == code { decode_body(codecs, answer).map(Some) } else { Ok(None) }
}

/// The same for an answer without a body.
#[must_use]
pub fn decode_nothing(code: u16, answer: &Answer) -> Option<()> {
    (answer.status.as_u16() == code).then_some(())
}

/// Makes an answer that has one documented status.
///
/// # Errors
///
/// Those of [`encode_body`].
pub fn encode_one<T>(code: u16, codecs: &'static [Codec<T>], body: &T, accept: &Accept) -> Result<Answer, EncodeError> {
    encode_body(status(code), codecs, body, accept)
}

/// The same for an answer without a body.
#[must_use]
pub fn encode_nothing(code: u16) -> Answer {
    encode_empty(status(code))
}

/// A status that a derive has checked to be one.
#[must_use]
pub fn status(code: u16) -> StatusCode {
    StatusCode::from_u16(code).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}

/// A status that must lie within a hundred, given by its first digit.
///
/// # Errors
///
/// When it doesn't.
pub fn within(hundred: u16, status: StatusCode) -> Result<StatusCode, EncodeError> {
    if status.as_u16() / 100 == hundred {
        return Ok(status);
    }
    Err(EncodeError { at: "/status".to_owned(), problem: format!("{status} isn't within the documented {hundred}XX") })
}
