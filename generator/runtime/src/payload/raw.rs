//! Bodies that are bytes and nothing else.

use bytes::Bytes;

use super::File;

/// A type that a body of any media type can be read into and written from.
#[diagnostic::on_unimplemented(
    message = "`{Self}` can't be the body of a media type that has no codec",
    note = "use `gatewright::payload::File`, `Bytes`, `Vec<u8>` or `String`, or a JSON, XML, form or text media type"
)]
pub trait Raw: Sized {
    /// The bytes, and their media type where the value knows it.
    fn to_raw(&self) -> (Bytes, Option<&str>);

    /// The value of some bytes; `None` if they aren't one.
    fn from_raw(bytes: &Bytes, content_type: &str) -> Option<Self>;
}

impl Raw for Bytes {
    fn to_raw(&self) -> (Bytes, Option<&str>) {
        (self.clone(), None)
    }

    fn from_raw(bytes: &Bytes, _: &str) -> Option<Self> {
        Some(bytes.clone())
    }
}

impl Raw for Vec<u8> {
    fn to_raw(&self) -> (Bytes, Option<&str>) {
        (Bytes::copy_from_slice(self), None)
    }

    fn from_raw(bytes: &Bytes, _: &str) -> Option<Self> {
        Some(bytes.to_vec())
    }
}

impl Raw for String {
    fn to_raw(&self) -> (Bytes, Option<&str>) {
        (Bytes::copy_from_slice(self.as_bytes()), None)
    }

    fn from_raw(bytes: &Bytes, _: &str) -> Option<Self> {
        std::str::from_utf8(bytes).ok().map(str::to_owned)
    }
}

impl Raw for File {
    fn to_raw(&self) -> (Bytes, Option<&str>) {
        (self.bytes.clone(), self.content_type.as_deref())
    }

    fn from_raw(bytes: &Bytes, content_type: &str) -> Option<Self> {
        Some(Self::new(bytes.clone()).of_type(content_type))
    }
}
