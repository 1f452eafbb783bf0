//! What the derives' expansions name. Not part of the public interface.

pub use serde;

pub use crate::access::{
    AccessRule, Alternative, ApiKeyLocation, PermissionSet, Permissions, Requirement, SchemeKind, SecurityScheme,
    UnknownPermission, mask, permission_from, permission_named, scheme_index,
};
