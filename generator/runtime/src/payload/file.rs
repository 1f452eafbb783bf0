//! Files in bodies.

use bytes::Bytes;

/// The content of a file, with what a form says of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct File {
    /// The content.
    pub bytes: Bytes,
    /// Its name, where it came in a form that gave one. It is the sender's word: no path to write to.
    pub file_name: Option<String>,
    /// Its media type, where it came with one.
    pub content_type: Option<String>,
}

impl File {
    /// A file without a name.
    #[must_use]
    pub fn new(bytes: impl Into<Bytes>) -> Self {
        Self { bytes: bytes.into(), file_name: None, content_type: None }
    }

    /// Names the file.
    #[must_use]
    pub fn named(mut self, file_name: impl Into<String>) -> Self {
        self.file_name = Some(file_name.into());
        self
    }

    /// States its media type.
    #[must_use]
    pub fn of_type(mut self, content_type: impl Into<String>) -> Self {
        self.content_type = Some(content_type.into());
        self
    }
}

impl From<Bytes> for File {
    fn from(bytes: Bytes) -> Self {
        Self::new(bytes)
    }
}

impl From<Vec<u8>> for File {
    fn from(bytes: Vec<u8>) -> Self {
        Self::new(bytes)
    }
}
