//! What kind of object stands where, as far as the rewrites need to know.

/// A kind of object of the specification.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Context {
    Document,
    Info,
    License,
    Components,
    PathItem,
    Operation,
    Parameter,
    RequestBody,
    Responses,
    Response,
    MediaType,
    Encoding,
    Header,
    Callback,
    Schema,
    SecuritySchemes,
    SecurityScheme,
    Example,
    Link,
    Tag,
    Server,
    /// Each member is of this kind.
    Map(&'static Context),
    /// Each item is of this kind.
    List(&'static Context),
}

impl Context {
    /// The kind of what stands under a key; `None` where nothing is rewritten.
    pub(super) fn of(self, key: &str) -> Option<Self> {
        use Context as C;
        Some(match (self, key) {
            (C::Map(inner) | C::List(inner), _) => *inner,
            (C::Responses | C::Callback, key) if key.starts_with("x-") => return None,
            (C::Responses, _) => C::Response,
            (C::Callback, _) => C::PathItem,

            (C::Document, "info") => C::Info,
            (C::Document, "components") => C::Components,
            (C::Document, "tags") => C::List(&C::Tag),
            (C::Document | C::PathItem | C::Operation, "servers") => C::List(&C::Server),
            (C::Document, "paths") => C::Map(&C::PathItem),
            (C::Info, "license") => C::License,

            (C::Components, "schemas") => C::Map(&C::Schema),
            (C::Components, "responses") => C::Map(&C::Response),
            (C::Components, "parameters") => C::Map(&C::Parameter),
            (C::Components, "requestBodies") => C::Map(&C::RequestBody),
            (C::Components, "headers") => C::Map(&C::Header),
            (C::Components, "callbacks") => C::Map(&C::Callback),
            (C::Components, "pathItems") => C::Map(&C::PathItem),
            (C::Components, "mediaTypes") => C::Map(&C::MediaType),
            (C::Components, "securitySchemes") => C::SecuritySchemes,
            (C::Components, "links") => C::Map(&C::Link),
            (C::SecuritySchemes, _) => C::SecurityScheme,
            (C::Components | C::Parameter | C::Header | C::MediaType, "examples") => C::Map(&C::Example),

            (C::PathItem, "get" | "put" | "post" | "delete" | "options" | "head" | "patch" | "trace" | "query") => {
                C::Operation
            }
            (C::PathItem, "additionalOperations") => C::Map(&C::Operation),
            (C::PathItem | C::Operation, "parameters") => C::List(&C::Parameter),
            (C::Operation, "requestBody") => C::RequestBody,
            (C::Operation, "responses") => C::Responses,
            (C::Operation, "callbacks") => C::Map(&C::Callback),

            (C::Parameter | C::Header | C::MediaType, "schema") => C::Schema,
            (C::Parameter | C::Header | C::RequestBody | C::Response, "content") => C::Map(&C::MediaType),
            (C::Response | C::Encoding, "headers") => C::Map(&C::Header),
            (C::Response, "links") => C::Map(&C::Link),
            (C::MediaType, "itemSchema") => C::Schema,
            (C::MediaType, "encoding") => C::Map(&C::Encoding),

            (C::Schema, key) => return of_schema(key),
            _ => return None,
        })
    }
}

/// What stands under a keyword of a schema.
fn of_schema(key: &str) -> Option<Context> {
    use Context as C;
    Some(match key {
        "properties" | "patternProperties" | "$defs" | "definitions" | "dependentSchemas" => C::Map(&C::Schema),
        "allOf" | "anyOf" | "oneOf" | "prefixItems" => C::List(&C::Schema),
        "items"
        | "not"
        | "additionalProperties"
        | "propertyNames"
        | "contains"
        | "if"
        | "then"
        | "else"
        | "unevaluatedItems"
        | "unevaluatedProperties" => C::Schema,
        _ => return None,
    })
}
