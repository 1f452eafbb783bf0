//! Permissions by name: what `FromStr` and serde do for every API's enum.

use serde::de::{Deserializer, Error, Visitor};

use super::Permissions;

/// A name that none of the API's permissions has.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no permission `{name}`")]
pub struct UnknownPermission {
    /// The name that was asked for.
    pub name: String,
}

/// The permission of a name.
///
/// # Errors
///
/// When there is none.
pub fn permission_named<P: Permissions>(name: &str) -> Result<P, UnknownPermission> {
    let place = P::NAMES.iter().position(|known| *known == name);
    place.and_then(|place| P::ALL.get(place).copied()).ok_or_else(|| UnknownPermission { name: name.to_owned() })
}

/// Reads a permission by name.
///
/// # Errors
///
/// When the value isn't a string or the name is none of the permissions'.
pub fn permission_from<'de, P: Permissions, D: Deserializer<'de>>(from: D) -> Result<P, D::Error> {
    struct Name<P>(std::marker::PhantomData<P>);
    impl<P: Permissions> Visitor<'_> for Name<P> {
        type Value = P;

        fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str("the name of a permission")
        }

        fn visit_str<E: Error>(self, name: &str) -> Result<P, E> {
            permission_named(name).map_err(E::custom)
        }
    }
    from.deserialize_str(Name(std::marker::PhantomData))
}
