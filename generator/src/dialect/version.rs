//! Which version a document says it is of.

use crate::diagnostics::{Diagnostic, Pointer, Sink, Stopped};
use crate::overlay::Places;
use crate::syntax::Node;

/// The versions that are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Version {
    /// Swagger; what follows its rewrite reads it as 3.0.
    V2_0,
    V3_0,
    V3_1,
    V3_2,
}

impl Version {
    /// As a message says it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::V2_0 => "Swagger 2.0",
            Self::V3_0 => "OpenAPI 3.0",
            Self::V3_1 => "OpenAPI 3.1",
            Self::V3_2 => "OpenAPI 3.2",
        }
    }
}

const SUPPORTED: &str = "OpenAPI 3.0, 3.1 and 3.2 are supported, and Swagger 2.0";

pub(super) fn read(root: &Node, places: &Places, sink: &mut Sink) -> Result<Version, Stopped> {
    find(root, places).map_err(|diagnostic| {
        sink.push(*diagnostic);
        Stopped
    })
}

fn find(root: &Node, places: &Places) -> Result<Version, Box<Diagnostic>> {
    let place = |key: &str| places.find(&Pointer::default().child(key));
    let Some(members) = root.as_object() else {
        let message = format!("this isn't an OpenAPI document: it is {}, not an object", root.kind());
        return Err(Box::new(Diagnostic::error("GW0201", message).at(&places.find(&Pointer::default()), "")));
    };
    match members.get("openapi") {
        Some(Node::String(text) | Node::Number(text)) => match text.split('.').collect::<Vec<_>>()[..] {
            ["3", "0", ..] => Ok(Version::V3_0),
            ["3", "1", ..] => Ok(Version::V3_1),
            ["3", "2", ..] => Ok(Version::V3_2),
            _ => {
                let message = format!("OpenAPI {text} isn't supported");
                Err(Box::new(Diagnostic::error("GW0202", message).at(&place("openapi"), "").help(SUPPORTED)))
            }
        },
        Some(other) => {
            let message = format!("`openapi` is the version of the specification, not {}", other.kind());
            Err(Box::new(Diagnostic::error("GW0201", message).at(&place("openapi"), "").help(SUPPORTED)))
        }
        None => Err(Box::new(match members.get("swagger") {
            Some(Node::String(text) | Node::Number(text)) if matches!(text.as_str(), "2.0" | "2") => {
                return Ok(Version::V2_0);
            }
            Some(version) => {
                let version = version.as_str().or(version.as_number()).unwrap_or("of this kind");
                let message = format!("Swagger {version} isn't supported");
                Diagnostic::error("GW0202", message).at(&place("swagger"), "").help(SUPPORTED)
            }
            None => {
                let message = "this isn't an OpenAPI document: it has no `openapi` key";
                let help = "an OpenAPI document begins with the version of the specification, such as `openapi: 3.1.0`";
                Diagnostic::error("GW0201", message).at_range(places.source(), 0..0, "").help(help)
            }
        })),
    }
}
