//! What a user tells the generator beside the document: `gatewright.toml`.

mod access;
mod levels;
mod read;
mod select;
mod table;

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::PathBuf;

use crate::diagnostics::SourceId;

pub use access::{AccessDemand, Asked, Demand, DemandedScheme, PermissionModel, Unguarded};
pub use read::parse;
pub use select::{Candidate, Pattern, PatternMatcher, PatternOf, Selection, Selector};

use crate::diagnostics::Rule;

/// The configuration of one API.
#[derive(Debug, Clone, PartialEq)]
pub struct Config {
    /// `overlays`: overlay files, in the order in which they are applied.
    pub overlays: Vec<OverlayFile>,
    /// `[select]`: which operations are meant.
    pub select: Selection,
    /// `[crate] name`: the package's name; by default the folder's.
    pub crate_name: Option<String>,
    /// `[crate] client`: whether to generate the client.
    pub client: bool,
    /// `[crate] server`: whether to generate the server.
    pub server: bool,
    /// `[crate] tag-features`: whether each tag is a feature of the package; by default where there are thousands of
    /// operations.
    pub tag_features: Option<bool>,
    /// `[crate] default-tags`: the tags whose features are on by default.
    pub default_tags: Option<Selection>,
    /// `[access] public`: operations that are meant to be public though the document leaves them unguarded.
    pub public: Vec<Pattern>,
    /// `[access] model`: what a document says of permissions in prose only.
    pub model: Option<PermissionModel>,
    /// `[access] unguarded`: what becomes of operations that nothing guards.
    pub unguarded: Unguarded,
    /// `[[access.rules]]`: what operations need beside what the document says.
    pub demands: Vec<AccessDemand>,
    /// `[enumerations] closed`: schema names (or `*`) whose unknown values are refused instead of kept.
    pub closed: Vec<String>,
    /// `[formats]`: `"string:uuid" = "uuid::Uuid"`: the Rust type of a type and format.
    pub formats: BTreeMap<String, String>,
    /// `[references] folders`: folders, from that of the configuration, that references may lead into, beside the
    /// document's own.
    pub references: Vec<String>,
    /// `[schemas] untyped = "any"`: whether a schema without a type is one of any value, as JSON Schema has it, and not of
    /// the type that its keywords are about.
    pub untyped_any: bool,
    /// `[rejections.403]`: the body of the runtime's own refusals, as a template in the document's type for that status.
    pub rejections: BTreeMap<u16, Template>,
    /// `[diagnostics]`: what is denied, warned of and allowed, in this order.
    pub rules: Vec<Rule>,
}

/// An overlay that is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OverlayFile {
    /// Its path.
    pub path: PathBuf,
    /// The place in the configuration that asks for it; `None` for a command line or a build script.
    pub asked: Option<(SourceId, Range<usize>)>,
}

/// The body of a refusal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template {
    /// The names of its members.
    pub members: Vec<String>,
    /// It as JSON, in the order of the configuration.
    pub json: String,
}

/// Both halves, and nothing that the document doesn't say.
impl Default for Config {
    fn default() -> Self {
        Self {
            overlays: Vec::new(),
            select: Selection::default(),
            crate_name: None,
            client: true,
            server: true,
            tag_features: None,
            default_tags: None,
            public: Vec::new(),
            model: None,
            unguarded: Unguarded::default(),
            demands: Vec::new(),
            closed: Vec::new(),
            formats: BTreeMap::new(),
            references: Vec::new(),
            untyped_any: false,
            rejections: BTreeMap::new(),
            rules: Vec::new(),
        }
    }
}
