//! Records that others extend.

use super::TypeId;

/// What tells a record from those that extend it.
#[derive(Debug, Clone)]
pub struct Base {
    /// The discriminator's name on the wire.
    pub property: String,
    /// The records that extend it, and those that extend them.
    pub kinds: Vec<Kind>,
}

/// A record that extends another.
#[derive(Debug, Clone)]
pub struct Kind {
    /// The document's name for it.
    pub name: String,
    /// Its type.
    pub ty: TypeId,
    /// The values of the discriminator that mean it.
    pub values: Vec<String>,
}
