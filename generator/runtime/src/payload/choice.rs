//! Bodies that are one of several, by their media type.

use std::borrow::Cow;

use bytes::Bytes;

use super::{Codec, EncodeError};

/// A body that is one of several: an enum with a variant for each form that it may have.
///
/// `#[derive(gatewright::Payload)]` writes the implementation. The variant chooses how the body is written, and the
/// `Content-Type` chooses the variant that is read.
#[diagnostic::on_unimplemented(
    message = "`{Self}` isn't a body that is one of several",
    note = "derive it with `#[derive(gatewright::Payload)]`, or state the media types of the body in place of `by_media_type`"
)]
pub trait Payload: Sized + 'static {
    /// The media types of all variants, in their order.
    const MEDIA_TYPES: &'static [&'static str];
    /// A codec for each of them.
    const CODECS: &'static [Codec<Self>];
}

/// What a codec says of a value that is another variant than its own.
///
/// # Errors
///
/// Always.
pub fn other_variant() -> Result<(Cow<'static, str>, Bytes), EncodeError> {
    Err(EncodeError::body("is of another media type"))
}

/// How many media types some lists hold together.
#[must_use]
pub const fn total(lists: &[&[&'static str]]) -> usize {
    let (mut count, mut list) = (0, 0);
    while list < lists.len() {
        count += lists[list].len();
        list += 1;
    }
    count
}

/// Lists of media types as one; `COUNT` is their [`total`].
#[must_use]
pub const fn joined<const COUNT: usize>(lists: &[&[&'static str]]) -> [&'static str; COUNT] {
    let mut all = [""; COUNT];
    let (mut next, mut list) = (0, 0);
    while list < lists.len() {
        let mut at = 0;
        while at < lists[list].len() {
            all[next] = lists[list][at];
            (next, at) = (next + 1, at + 1);
        }
        list += 1;
    }
    all
}
