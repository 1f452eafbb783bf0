//! What kind of object stands where, in the version that the document is of.

use crate::diagnostics::Pointer;
use crate::dialect::context::Context;
use crate::syntax::Node;

/// How a document is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Layout {
    /// Swagger 2.0.
    Swagger,
    /// OpenAPI 3.0: what stands beside a `$ref` doesn't count.
    Early,
    /// OpenAPI 3.1 and later.
    Late,
}

impl Layout {
    /// The layout of a document, by its version.
    pub(super) fn of(root: &Node) -> Self {
        let version = root.get("openapi").and_then(|version| version.as_str().or(version.as_number()));
        match version {
            None if root.get("swagger").is_some() => Self::Swagger,
            Some(version) if version.starts_with("3.0") => Self::Early,
            _ => Self::Late,
        }
    }

    /// The kind of what stands under a key.
    pub(super) fn below(self, context: Context, key: &str) -> Option<Context> {
        use Context as C;
        if self == Self::Swagger {
            match (context, key) {
                (C::Document, "definitions") => return Some(C::Map(&C::Schema)),
                (C::Document, "parameters") => return Some(C::Map(&C::Parameter)),
                (C::Document, "responses") => return Some(C::Map(&C::Response)),
                (C::Document, "securityDefinitions") => return Some(C::SecuritySchemes),
                (C::Response, "schema") => return Some(C::Schema),
                (C::Document, "components") | (C::Response, "examples" | "headers") => return None,
                _ => {}
            }
        }
        context.of(key)
    }

    /// The kind of what stands at a pointer, some way below an object of a kind.
    pub(super) fn descend<'t>(self, context: Context, tokens: impl IntoIterator<Item = &'t str>) -> Option<Context> {
        tokens.into_iter().try_fold(context, |context, token| self.below(context, token))
    }

    /// Where objects of a kind are kept to be referred to; `None` for kinds that aren't.
    pub(super) fn section(self, context: Context) -> Option<Pointer> {
        let name = match context {
            Context::Schema => "schemas",
            Context::Parameter => "parameters",
            Context::Header => "headers",
            Context::RequestBody => "requestBodies",
            Context::Response => "responses",
            Context::Example => "examples",
            Context::Link => "links",
            Context::Callback => "callbacks",
            Context::MediaType => "mediaTypes",
            _ => return None,
        };
        let root = Pointer::default();
        match (self, context) {
            (Self::Swagger, Context::Schema) => Some(root.child("definitions")),
            (Self::Swagger, Context::Parameter | Context::Response) => Some(root.child(name)),
            (Self::Swagger, _) => None,
            _ => Some(root.child("components").child(name)),
        }
    }
}

/// Whether the specification lets a reference stand in the place of an object of a kind.
pub(super) fn may_be_reference(context: Context) -> bool {
    use Context as C;
    matches!(
        context,
        C::Schema
            | C::Parameter
            | C::Header
            | C::RequestBody
            | C::Response
            | C::Example
            | C::Link
            | C::Callback
            | C::PathItem
            | C::SecurityScheme
            | C::MediaType
    )
}
