//! What can go wrong between a value and its bytes.

/// A value couldn't be written as the document wants it.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error("{at}: {problem}")]
pub struct EncodeError {
    /// Where, as a JSON Pointer into the message: `/query/page`, `/body/name`.
    pub at: String,
    /// What is wrong; never the value of a secret.
    pub problem: String,
}

/// Bytes weren't what the document says.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error("{at}: {problem}")]
pub struct DecodeError {
    /// Where, as a JSON Pointer into the message.
    pub at: String,
    /// What is wrong; never the value of a secret.
    pub problem: String,
}

impl EncodeError {
    /// An error of a body.
    pub(crate) fn body(problem: impl Into<String>) -> Self {
        Self { at: "/body".to_owned(), problem: problem.into() }
    }
}

impl DecodeError {
    /// An error at a place within a body; `""` is the whole of it.
    pub(crate) fn within(at: impl Into<String>, problem: impl Into<String>) -> Self {
        Self { at: at.into(), problem: problem.into() }
    }

    /// The same error, with the place counted from the message.
    pub(crate) fn in_body(mut self) -> Self {
        self.at.insert_str(0, "/body");
        self
    }
}

/// A message of somebody else without what it quotes, which may be a piece of the value.
pub(crate) fn conceal(message: &str) -> String {
    let mut concealed = String::with_capacity(message.len());
    let mut rest = message;
    while let Some(start) = rest.find(['`', '"']) {
        let quote = &rest[start..=start];
        let inside = &rest[start + 1..];
        concealed.push_str(&rest[..start]);
        concealed.push('…');
        // The last quote, as the value may hold quotes of its own.
        rest = inside.rfind(quote).map_or("", |end| &inside[end + 1..]);
    }
    concealed.push_str(rest);
    concealed
}

#[cfg(test)]
mod tests {
    use super::conceal;

    #[test]
    fn quotations_are_left_out() {
        assert_eq!(conceal("found `x` at 3"), "found … at 3");
        assert_eq!(conceal(r#"string "a"b", or so"#), "string …, or so");
        assert_eq!(conceal("an open ` quote"), "an open …");
        assert_eq!(conceal("plain"), "plain");
    }
}
