//! Stage 3: every supported dialect into the one that `openapiv3` holds.
//!
//! What `openapiv3` has no field for travels in extension keys that begin with [`CARRIER`], which it preserves: the
//! keyword `const` as `x-gatewright-keyword-const`, for instance. Values whose exact text matters (numbers, `null`)
//! travel as JSON text.

mod carry;
mod context;
mod later;
mod link;
mod media_types;
mod mend;
mod numbers;
mod origins;
mod schema;
mod structure;
mod swagger;
mod version;

pub use link::Survey;
pub use origins::{Cursor, Origins};

use version::Version;

use crate::diagnostics::{Sink, Stopped};
use crate::overlay::Places;
use crate::syntax::{Forest, Node};

/// How the keys begin that carry what `openapiv3` has no field for.
pub const CARRIER: &str = "x-gatewright-keyword-";

/// The text of a reference that leads nowhere, of which that was said.
pub const MISSING: &str = "#/x-gatewright-missing";

/// A document in the one dialect.
#[derive(Debug, Clone)]
pub struct Normalised {
    /// The document.
    pub root: Node,
    /// Where its nodes stand in the source.
    pub origins: Origins,
}

/// Joins the files of a document, and rewrites it into the one dialect. `places` says where the nodes of its own file
/// stand: in its source, where no overlay moved any.
///
/// # Errors
///
/// When it isn't an OpenAPI document, or of a version that isn't supported.
pub fn normalise(
    forest: Forest,
    survey: Survey,
    places: impl Into<Places>,
    sink: &mut Sink,
) -> Result<Normalised, Stopped> {
    let places = places.into();
    let version = version::read(forest.tree(forest.root()).unwrap_or(&Node::Null), &places, sink)?;
    let (mut root, places) = link::join(forest, survey, places, sink);
    let mut origins = if version == Version::V2_0 {
        let (rewritten, origins) = swagger::rewrite(&root, places, sink);
        root = rewritten;
        origins
    } else {
        Origins::new(places)
    };
    if version >= Version::V3_2 {
        media_types::inline(&mut root, &mut origins, sink);
    }
    structure::rewrite(&mut root, version, &mut origins, sink);
    Ok(Normalised { root, origins })
}
