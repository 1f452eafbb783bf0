//! Percent-encoding, right for each place.

use std::borrow::Cow;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

/// All but the unreserved characters of RFC 3986, section 2.3.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// What stays reserved in a query under `allowReserved`: not what ends it or its parts (`#`, `&`),
/// not `+`, which many take for a space, and not the brackets, which a query can't hold.
const RESERVED: &AsciiSet = &ENCODED
    .remove(b':')
    .remove(b'/')
    .remove(b'?')
    .remove(b'@')
    .remove(b'!')
    .remove(b'$')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b',')
    .remove(b';')
    .remove(b'=');

/// What the styles of path parameters have a meaning for, on top of the unreserved.
const PATH_DELIMITERS: &AsciiSet = &ENCODED.remove(b',').remove(b';').remove(b'=');

/// A text of which only unreserved characters stand as they are.
pub(crate) fn encode(text: &str) -> Cow<'_, str> {
    utf8_percent_encode(text, ENCODED).into()
}

/// A text for a query whose reserved characters stand as they are where they can.
pub(crate) fn encode_reserved(text: &str) -> Cow<'_, str> {
    utf8_percent_encode(text, RESERVED).into()
}

/// A path parameter that somebody decoded already, back in its raw form; a delimiter is taken for one.
pub(crate) fn encode_decoded_path(text: &str) -> Cow<'_, str> {
    utf8_percent_encode(text, PATH_DELIMITERS).into()
}

/// The text that stands percent-encoded; `None` if it isn't UTF-8.
pub(crate) fn decode(raw: &str) -> Option<String> {
    percent_decode_str(raw).decode_utf8().ok().map(Cow::into_owned)
}

/// The same in a query, where `+` is a space.
pub(crate) fn decode_query(raw: &str) -> Option<String> {
    decode_name(raw).map(Cow::into_owned)
}

/// The same, without a copy where nothing is encoded.
pub(crate) fn decode_name(raw: &str) -> Option<Cow<'_, str>> {
    match raw.bytes().any(|byte| matches!(byte, b'+' | b'%')) {
        true => decode(&raw.replace('+', " ")).map(Cow::Owned),
        false => Some(Cow::Borrowed(raw)),
    }
}
