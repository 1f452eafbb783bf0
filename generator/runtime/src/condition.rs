//! What a request carries, beside its method and path, that makes it one of an operation.

/// Something that every request of an operation has: the client sends it, and the server tells by it operations apart
/// that share a method and a path.
///
/// `#[operation(query("Action" = "Describe"), header("X-Target" = "Store.Describe"))]` states them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Condition {
    /// `name=value` stands in the query, or `name` alone where there is no value. The client adds it.
    Query {
        /// The name, not encoded.
        name: &'static str,
        /// The value, not encoded. `true` is also meant by a name alone.
        value: Option<&'static str>,
    },
    /// The header has this value. The client adds it.
    Header {
        /// The name.
        name: &'static str,
        /// The value.
        value: &'static str,
    },
    /// The query has this name, with whatever value. A parameter of the operation writes it.
    QueryGiven {
        /// The name, not encoded.
        name: &'static str,
    },
    /// The header is there, with whatever value. A parameter of the operation writes it.
    HeaderGiven {
        /// The name.
        name: &'static str,
    },
}
