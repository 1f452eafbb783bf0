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
