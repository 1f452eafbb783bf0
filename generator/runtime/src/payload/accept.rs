//! The `Accept` header.

/// What a client accepts: the media ranges of its `Accept` header with their weights (RFC 9110, 12.5.1).
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Accept {}
