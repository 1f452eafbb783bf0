//! The fields of a request struct on their way out.

use serde::Serialize;

use super::spec::Parameter;
use super::writer::RequestWriter;
use crate::payload::{Codec, EncodeError};
use crate::schema::Schema;

/// Writes the fields of a request struct in their order, until one can't be written.
///
/// The derive calls one method a field. None returns a result, because a `?` for each field is most of what such a
/// function costs to compile.
pub struct FieldWriter<'a> {
    request: &'a mut RequestWriter,
    parameters: std::slice::Iter<'static, Parameter>,
    written: Result<(), EncodeError>,
}

impl<'a> FieldWriter<'a> {
    /// A writer of these parameters, in their order.
    pub fn new(request: &'a mut RequestWriter, parameters: &'static [Parameter]) -> Self {
        Self { request, parameters: parameters.iter(), written: Ok(()) }
    }

    /// Writes a parameter that is always there.
    pub fn required<T: Serialize + Schema>(&mut self, value: &T) {
        self.write(Some(value));
    }

    /// Writes a parameter that may be absent.
    pub fn optional<T: Serialize + Schema>(&mut self, value: &Option<T>) {
        self.write(value.as_ref());
    }

    /// Writes a parameter, unless it has the value that its absence means.
    pub fn defaulted<T: Serialize + Schema + PartialEq>(&mut self, value: &T, default: fn() -> T) {
        self.write(Some(value).filter(|value| **value != default()));
    }

    /// Writes the body.
    pub fn body<T>(&mut self, codecs: &'static [Codec<T>], value: &T) {
        if self.written.is_ok() {
            self.written = self.request.body(codecs, value);
        }
    }

    /// Writes the body, if there is one.
    pub fn optional_body<T>(&mut self, codecs: &'static [Codec<T>], value: &Option<T>) {
        if let Some(value) = value {
            self.body(codecs, value);
        }
    }

    /// What became of it.
    ///
    /// # Errors
    ///
    /// That of the first field that can't be written.
    pub fn finish(self) -> Result<(), EncodeError> {
        self.written
    }

    fn write<T: Serialize + Schema>(&mut self, value: Option<&T>) {
        if let (Some(parameter), Ok(())) = (self.parameters.next(), &self.written) {
            self.written = self.request.optional(parameter, value);
        }
    }
}
