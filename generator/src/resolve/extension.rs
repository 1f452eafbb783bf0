//! Extension keys: the document's own, and those that carry keywords.

use std::str::FromStr;

use indexmap::IndexMap;
use serde_json::Value;

use super::Node;
use crate::document::CARRIER;

/// Extensions as `openapiv3` keeps them.
pub(super) type Extensions = IndexMap<String, Value>;

/// The document's own.
pub(super) fn own_extensions(extensions: &Extensions) -> IndexMap<String, Node> {
    let own = extensions.iter().filter(|(key, _)| !key.starts_with(CARRIER));
    own.map(|(key, value)| (key.clone(), Node::from(value))).collect()
}

/// A keyword that was carried as it is.
pub(super) fn carried<'e>(extensions: &'e Extensions, keyword: &str) -> Option<&'e Value> {
    if extensions.is_empty() {
        return None;
    }
    extensions.get(&format!("{CARRIER}{keyword}"))
}

/// A keyword that was carried as JSON text.
pub(super) fn carried_text(extensions: &Extensions, keyword: &str) -> Option<Node> {
    Node::from_str(carried(extensions, keyword)?.as_str()?).ok()
}

/// A number that was carried as text.
pub(super) fn carried_number(extensions: &Extensions, keyword: &str) -> Option<String> {
    carried_text(extensions, keyword)?.as_number().map(str::to_owned)
}

/// A count that was carried.
pub(super) fn carried_count(extensions: &Extensions, keyword: &str) -> Option<u64> {
    carried(extensions, keyword)?.as_u64()
}

/// A string that was carried.
pub(super) fn carried_string(extensions: &Extensions, keyword: &str) -> Option<String> {
    carried(extensions, keyword)?.as_str().map(str::to_owned)
}

/// A flag that was carried.
pub(super) fn carried_flag(extensions: &Extensions, keyword: &str) -> Option<bool> {
    carried(extensions, keyword)?.as_bool()
}
