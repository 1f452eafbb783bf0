//! What a broken constraint is reported as.

/// A constraint that a value breaks.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{pointer}: {message}")]
pub struct Problem {
    /// Where in the value, as a JSON Pointer; it ends at a field that is secret.
    pub pointer: String,
    /// The keyword that is broken, as the document writes it: `maxLength`.
    pub rule: &'static str,
    /// What the value must be, in a few words. It never holds the value.
    pub message: String,
}
