//! `multipart/form-data` bodies (RFC 7578).
//!
//! Scalars are parts of plain text, objects parts of JSON, lists one part an item, files parts with
//! their own name and media type: the defaults of OpenAPI's encoding object.

mod parse;
mod reader;
mod spec;
mod writer;

use bytes::Bytes;

pub use reader::FormReader;
pub use spec::Part;
pub use writer::FormWriter;

use super::{DecodeError, EncodeError};

/// A body of the media type `multipart/form-data`.
///
/// `#[derive(gatewright::Multipart)]` writes the implementation.
#[diagnostic::on_unimplemented(
    message = "`{Self}` can't be a form of several parts",
    note = "derive it with `#[derive(gatewright::Multipart)]`"
)]
pub trait Multipart: Sized + 'static {
    /// Writes the parts.
    ///
    /// # Errors
    ///
    /// When a value can't be written.
    fn encode(&self, form: &mut FormWriter) -> Result<(), EncodeError>;

    /// Reads the parts.
    ///
    /// # Errors
    ///
    /// When a part is missing or not of the documented form.
    fn decode(form: &FormReader) -> Result<Self, DecodeError>;

    /// The constraints that values break, as pointers and problems.
    fn check(&self) -> Vec<(String, String)>;
}

/// A form's media type and bytes.
pub(super) fn encode<T: Multipart>(value: &T) -> Result<(String, Bytes), EncodeError> {
    let mut form = FormWriter::default();
    value.encode(&mut form)?;
    Ok(form.finish())
}

/// The form of some bytes.
pub(super) fn decode<T: Multipart>(bytes: &Bytes, content_type: &str) -> Result<T, DecodeError> {
    T::decode(&FormReader::new(bytes, content_type)?)
}

#[cfg(test)]
mod tests;
