//! Whether an overlay is for this document.

use std::path::{Component, Path, PathBuf};

use percent_encoding::percent_decode_str;

use super::{Node, Overlay};
use crate::diagnostics::{Diagnostic, Place, Sink, SourceId};
use crate::source::SourceMap;

/// Warns where `extends` names another document for certain: another file, or another `$self`. A URL says nothing of a
/// document that was read from a file and doesn't name itself.
pub(super) fn check(overlay: &Overlay, document: SourceId, root: &Node, sources: &SourceMap, sink: &mut Sink) {
    let Some(node) = overlay.root.get("extends") else { return };
    let at = Place::root(overlay.source).child("extends");
    let Some(extends) = node.as_str() else {
        let message = format!("`extends` is the URI of a document, not {}", node.kind());
        sink.push(Diagnostic::warning("GW0218", message).at(&at, ""));
        return;
    };
    let own = root.get("$self").and_then(Node::as_str);
    let meant = if is_absolute(extends) {
        own.filter(|own| is_absolute(own)).is_none_or(|own| own == extends)
    } else {
        // A relative one is relative to the overlay's own `$self`, if it has one, which no path can be compared with.
        overlay.root.get("$self").is_some() || own == Some(extends) || {
            let beside = sources.path(overlay.source).parent().unwrap_or(Path::new("")).join(decoded(extends));
            settled(&beside) == settled(sources.path(document))
        }
    };
    if !meant {
        let name = own.map_or_else(|| sources.path(document).display().to_string(), str::to_owned);
        let message = format!("this overlay is for `{extends}`, and is applied to `{name}`");
        sink.push(Diagnostic::warning("GW0218", message).at(&at, ""));
    }
}

fn is_absolute(uri: &str) -> bool {
    uri.split_once(':').is_some_and(|(scheme, _)| {
        scheme.len() > 1 && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
    })
}

fn decoded(uri: &str) -> String {
    percent_decode_str(uri.split('#').next().unwrap_or_default()).decode_utf8_lossy().into_owned()
}

/// A path without `.`, and without `..` where what it leads out of is known.
fn settled(path: &Path) -> PathBuf {
    let mut settled = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir if matches!(settled.components().next_back(), Some(Component::Normal(_))) => {
                settled.pop();
            }
            other => settled.push(other),
        }
    }
    settled
}
