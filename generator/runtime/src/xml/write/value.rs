//! A value as serde sees it, held until the shape says where each part goes.

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
    /// A floating-point number, whose `Display` text is given in case that it is finite.
    pub(super) fn float(number: f64, text: impl FnOnce() -> String) -> Self {
        Self::Number(if number.is_nan() {
            "NaN".to_owned()
        } else if number.is_infinite() {
            if number > 0.0 { "INF" } else { "-INF" }.to_owned()
        } else {
            text()
        })
    }

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
