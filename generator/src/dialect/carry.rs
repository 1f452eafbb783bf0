//! Moves what `openapiv3` has no field for into extension keys.

use super::CARRIER;
pub(super) use crate::syntax::Members;
use crate::syntax::Node;

/// The key that carries a keyword.
pub(super) fn carrier(keyword: &str) -> String {
    format!("{CARRIER}{keyword}")
}

/// Moves a member to its carrier, keeping its place among the members.
pub(super) fn carry(members: &mut Members, keyword: &str) {
    if let Some((at, _, value)) = members.shift_remove_full(keyword) {
        members.shift_insert(at, carrier(keyword), value);
    }
}

/// Copies a member to its carrier as JSON text.
pub(super) fn carry_text(members: &mut Members, keyword: &str) {
    if let Some(value) = members.get(keyword) {
        let text = value.to_string();
        members.insert(carrier(keyword), Node::String(text));
    }
}

/// Moves a member to its carrier as JSON text.
pub(super) fn move_text(members: &mut Members, keyword: &str) {
    carry_text(members, keyword);
    members.shift_remove(keyword);
}
