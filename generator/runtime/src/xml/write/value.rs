//! A value as serde sees it, held until the shape says where each part goes.

use std::fmt;

/// A serialized value. Numbers are in the lexical form of XML Schema.
#[derive(Debug, Clone, PartialEq)]
pub(in super::super) enum Value {
    Null,
    Boolean(bool),
    Integer(String),
    Number(String),
    Text(String),
    List(Vec<Value>),
    Map(Vec<(String, Value)>),
    /// The value of a union: which of its options it is, and what that holds.
    Chosen(usize, Box<Value>),
}

impl Value {
    /// The value without the choices around it.
    pub(super) fn bare(&self) -> &Self {
        match self {
            Self::Chosen(_, inner) => inner.bare(),
            value => value,
        }
    }

    /// The text of a scalar.
    pub(super) fn text(&self) -> Option<&str> {
        match self {
            Self::Boolean(true) => Some("true"),
            Self::Boolean(false) => Some("false"),
            Self::Integer(text) | Self::Number(text) | Self::Text(text) => Some(text),
            Self::Chosen(_, inner) => inner.text(),
            Self::Null | Self::List(_) | Self::Map(_) => None,
        }
    }
}

/// A floating-point number as XML Schema writes it.
pub(super) struct Float<T>(pub(super) T);

impl<T: Copy + Into<f64> + fmt::Display + fmt::LowerExp> fmt::Display for Float<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let number: f64 = self.0.into();
        match number.abs() {
            size if size.is_nan() => f.write_str("NaN"),
            size if size.is_infinite() => f.write_str(if number > 0.0 { "INF" } else { "-INF" }),
            size if size == 0.0 || (1e-5..1e16).contains(&size) => fmt::Display::fmt(&self.0, f),
            _ => write!(f, "{:e}", self.0),
        }
    }
}
