//! Between stages 2 and 3: overlays, which mend a document before anything is made of it.
//!
//! An overlay (OpenAPI Initiative, Overlay Specification 1.0 to 1.2) is a list of actions, each of which changes what a
//! JSONPath query (RFC 9535) finds in the document. What an overlay brings along is located in the overlay's file, so
//! that whatever is said of it later points there.

mod action;
mod extends;
mod merge;
mod places;
mod read;
#[cfg(test)]
mod tests;
mod value;

pub use places::Places;

use crate::diagnostics::{Sink, SourceId, Stopped};
use crate::source::SourceMap;
pub use crate::syntax::Node;

/// An overlay that was parsed.
#[derive(Debug, Clone)]
pub struct Overlay {
    /// Its file.
    pub source: SourceId,
    /// Its tree.
    pub root: Node,
}

/// A document with every overlay applied.
#[derive(Debug, Clone)]
pub struct Overlaid {
    /// The document.
    pub root: Node,
    /// Where its nodes stand.
    pub places: Places,
}

/// Applies overlays to a document, one after the other.
///
/// # Errors
///
/// When an overlay isn't one, or something in it doesn't fit what is there.
pub fn apply(
    root: Node,
    source: SourceId,
    overlays: &[Overlay],
    sources: &SourceMap,
    sink: &mut Sink,
) -> Result<Overlaid, Stopped> {
    if overlays.is_empty() {
        return Ok(Overlaid { root, places: Places::from(source) });
    }
    let mut document = action::Document::new(root, source);
    let mut whole = true;
    for overlay in overlays {
        extends::check(overlay, source, &document.root, sources, sink);
        let Some(actions) = read::actions(overlay, sink) else {
            whole = false;
            continue;
        };
        for action in &actions {
            whole &= document.apply(action, sink);
        }
    }
    if whole { Ok(document.finish()) } else { Err(Stopped) }
}
