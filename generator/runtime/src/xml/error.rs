//! What can go wrong between a value and its XML.

use std::fmt::{self, Display};

use serde::de::{self, Expected, Unexpected};
use serde::ser;

/// A value that can't be written as XML, or XML that doesn't hold the value wanted.
///
/// Its text names the place and never repeats the value that stands there, since that may be a
/// secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error {
    problem: String,
    path: Option<String>,
    position: Option<Position>,
}

/// A place in the text of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Position {
    /// Bytes before the place, a byte order mark not counted.
    pub byte: usize,
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
}

impl Error {
    pub(super) fn new(problem: impl Into<String>) -> Self {
        Self { problem: problem.into(), path: None, position: None }
    }

    pub(super) fn not_utf8(bytes: &[u8], valid: usize) -> Self {
        let text = bytes.get(..valid).and_then(|valid| std::str::from_utf8(valid).ok()).unwrap_or_default();
        Self::new("the document isn't UTF-8").at(Position::of(text, valid), None)
    }

    /// Adds a place, unless a more precise one is known.
    pub(super) fn at(mut self, position: Position, path: Option<String>) -> Self {
        self.position.get_or_insert(position);
        self.within(path)
    }

    /// Adds the path of an element, unless a more precise one is known.
    pub(super) fn within(mut self, path: Option<String>) -> Self {
        if self.path.is_none() {
            self.path = path;
        }
        self
    }

    /// The same place with a text that can't hold anything of the value.
    pub(super) fn concealed(self) -> Self {
        Self { problem: "the value isn't valid".to_owned(), ..self }
    }

    /// Whether a place was added.
    pub(super) fn is_placed(&self) -> bool {
        self.position.is_some()
    }

    /// What is wrong.
    #[must_use]
    pub fn problem(&self) -> &str {
        &self.problem
    }

    /// The names of the elements that lead to the place, joined and headed by `/`; the last may be
    /// an attribute, marked by `@`. `None` where the document as a whole is wrong.
    #[must_use]
    pub fn path(&self) -> Option<&str> {
        self.path.as_deref()
    }

    /// Where in the text that was read. `None` for errors of writing.
    #[must_use]
    pub fn position(&self) -> Option<Position> {
        self.position
    }
}

impl Position {
    pub(super) fn of(text: &str, byte: usize) -> Self {
        let before = text.get(..byte).unwrap_or(text);
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        Self {
            byte,
            line: before.bytes().filter(|byte| *byte == b'\n').count() + 1,
            column: before.get(line_start..).unwrap_or_default().chars().count() + 1,
        }
    }
}

impl Display for Error {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(position) = self.position {
            write!(out, "line {}, column {}: ", position.line, position.column)?;
        }
        if let Some(path) = &self.path {
            write!(out, "{path}: ")?;
        }
        out.write_str(&self.problem)
    }
}

impl std::error::Error for Error {}

impl ser::Error for Error {
    fn custom<T: Display>(problem: T) -> Self {
        Self::new(problem.to_string())
    }
}

impl de::Error for Error {
    fn custom<T: Display>(problem: T) -> Self {
        Self::new(problem.to_string())
    }

    // serde's own texts of the following three repeat the value.

    fn invalid_type(found: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::new(format!("{} stands where {expected} is expected", sort_of(&found)))
    }

    fn invalid_value(found: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::new(format!("this {} isn't {expected}", sort_of(&found).trim_start_matches("a ")))
    }

    fn unknown_variant(_: &str, expected: &'static [&'static str]) -> Self {
        Self::new(format!("the value is none of {}", expected.join(", ")))
    }
}

fn sort_of(found: &Unexpected<'_>) -> &'static str {
    match found {
        Unexpected::Bool(_) => "a boolean",
        Unexpected::Unsigned(_) | Unexpected::Signed(_) | Unexpected::Float(_) => "a number",
        Unexpected::Char(_) | Unexpected::Str(_) | Unexpected::Bytes(_) => "a text",
        Unexpected::Unit | Unexpected::Option => "a null",
        Unexpected::Seq => "a list",
        Unexpected::Map | Unexpected::StructVariant => "an object",
        _ => "a value",
    }
}
