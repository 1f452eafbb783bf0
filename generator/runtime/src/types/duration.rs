//! `format: duration`.

use std::fmt;
use std::str::FromStr;

use jiff::fmt::temporal::SpanParser;
use jiff::{Span, SpanFieldwise};

use super::text::{ParseError, text_type};

/// A duration in calendar units: `P1Y2M3DT4H` (ISO 8601).
///
/// Two are equal if they are made of the same units: `PT60M` isn't `PT1H`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Duration(SpanFieldwise);

impl Duration {
    /// The units.
    #[must_use]
    pub const fn span(&self) -> Span {
        self.0.0
    }
}

impl From<Span> for Duration {
    fn from(span: Span) -> Self {
        Self(span.fieldwise())
    }
}

impl FromStr for Duration {
    type Err = ParseError;

    fn from_str(text: &str) -> Result<Self, ParseError> {
        SpanParser::new().parse_span(text).map(Self::from).map_err(|_| ParseError::new("a duration (ISO 8601)"))
    }
}

impl fmt::Display for Duration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.0.fmt(f)
    }
}

text_type!(Duration);
