//! Unified diffs of what differs.

use std::path::Path;

use similar::TextDiff;

use super::{Change, ChangeKind};

/// The name that a unified diff gives to a side that is not there.
const NOWHERE: &str = "/dev/null";

/// One change as a unified diff with three lines of context.
pub(super) fn unified(target: &Path, change: &Change) -> String {
    let path = target.join(&change.path).display().to_string().replace('\\', "/");
    let (old, new, from, to) = match &change.kind {
        ChangeKind::Stale { old, new } => (old.as_str(), new.as_str(), path.as_str(), path.as_str()),
        ChangeKind::Missing { new } => ("", new.as_str(), NOWHERE, path.as_str()),
        ChangeKind::Orphan { old } => (old.as_str(), "", path.as_str(), NOWHERE),
    };
    TextDiff::from_lines(old, new).unified_diff().context_radius(3).header(from, to).to_string()
}
