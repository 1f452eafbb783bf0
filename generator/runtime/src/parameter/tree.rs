//! The small tree that stands between a value and its text: scalars, lists, objects.

/// A value without its type.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Tree {
    /// Nothing: `null`, or an absent option.
    Null,
    /// One value, as text.
    Scalar(String, Scalar),
    /// A list.
    List(Vec<Self>),
    /// An object, in order.
    Object(Vec<(String, Self)>),
}

/// What kind of value a scalar's text stands for, where the text alone can't tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scalar {
    /// A string.
    String,
    /// A number.
    Number,
    /// `true` or `false`.
    Boolean,
}

impl Tree {
    /// A string.
    pub(crate) fn text(text: impl Into<String>) -> Self {
        Self::Scalar(text.into(), Scalar::String)
    }

    /// The text of a scalar, nothing for `null`, and `None` for a list or an object.
    pub(crate) fn as_text(&self) -> Option<&str> {
        match self {
            Self::Null => Some(""),
            Self::Scalar(text, _) => Some(text),
            Self::List(_) | Self::Object(_) => None,
        }
    }
}

/// Whether a text is a number as JSON writes it; Rust reads more, such as `inf` and `+1`.
pub(crate) fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let plain = digits.starts_with(|c: char| c.is_ascii_digit()) && !digits.ends_with('.');
    plain
        && digits.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'e' | b'E' | b'+' | b'-'))
        && text.parse::<f64>().is_ok_and(f64::is_finite)
}

#[cfg(test)]
mod tests {
    use super::is_number;

    #[test]
    fn numbers_are_those_of_json() {
        for text in ["0", "-1", "1.5", "1e5", "1E-5", "18446744073709551616"] {
            assert!(is_number(text), "{text}");
        }
        for text in ["", "-", "+1", "inf", "NaN", ".5", "5.", "1 ", "0x1", "1_000", "1e999"] {
            assert!(!is_number(text), "{text}");
        }
    }
}
