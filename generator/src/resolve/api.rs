//! A resolved document: what an API offers, with nothing left to look up.

use indexmap::IndexMap;

use super::{Node, SchemaId, Schemas};
use crate::diagnostics::Place;

/// A document after stage 5. Parameters of path items are merged into their operations, security is
/// the effective one, and schemas are in one arena, so that cycles are just ids.
#[derive(Debug, Clone)]
pub struct Api {
    /// `info`.
    pub info: Info,
    /// `servers` of the document.
    pub servers: Vec<Server>,
    /// `tags`, in their order, those that only operations name last.
    pub tags: Vec<Tag>,
    /// `components.securitySchemes`, by name.
    pub schemes: IndexMap<String, Scheme>,
    /// Every operation, in the order of the document.
    pub operations: Vec<Operation>,
    /// Every schema.
    pub schemas: Schemas,
    /// The `x-` keys of the document's root.
    pub extensions: IndexMap<String, Node>,
}

/// `info`.
#[derive(Debug, Clone)]
pub struct Info {
    /// Where it stands.
    pub at: Place,
    /// `title`.
    pub title: String,
    /// `version`.
    pub version: String,
    /// `description`.
    pub description: Option<String>,
}

/// A `servers` entry.
#[derive(Debug, Clone)]
pub struct Server {
    /// Where it stands.
    pub at: Place,
    /// The URL with its variables replaced by their defaults; may be relative.
    pub url: String,
    /// The URL as it stands.
    pub template: String,
    /// The variables of the URL.
    pub variables: Vec<ServerVariable>,
    /// `description`.
    pub description: Option<String>,
}

/// A variable of a server's URL.
#[derive(Debug, Clone)]
pub struct ServerVariable {
    /// Its name.
    pub name: String,
    /// `default`.
    pub default: String,
    /// `enum`; any value if it is empty.
    pub values: Vec<String>,
}

/// A tag.
#[derive(Debug, Clone)]
pub struct Tag {
    /// `name`.
    pub name: String,
    /// `description`.
    pub description: Option<String>,
}

/// A security scheme.
#[derive(Debug, Clone)]
pub struct Scheme {
    /// Where it stands.
    pub at: Place,
    /// `description`.
    pub description: Option<String>,
    /// What kind it is.
    pub kind: SchemeKind,
}

/// The kinds of security scheme.
#[derive(Debug, Clone)]
pub enum SchemeKind {
    /// `apiKey`.
    ApiKey {
        /// `in`: header, query or cookie.
        location: Location,
        /// `name`.
        name: String,
    },
    /// `http`, with the scheme in lower case and `bearerFormat`.
    Http {
        /// `scheme`.
        scheme: String,
        /// `bearerFormat`.
        bearer_format: Option<String>,
    },
    /// `oauth2`.
    OAuth2 {
        /// `flows`, in the order of the specification.
        flows: Vec<Flow>,
        /// Every scope of every flow, with its description.
        scopes: IndexMap<String, String>,
    },
    /// `openIdConnect`.
    OpenIdConnect {
        /// `openIdConnectUrl`.
        url: String,
    },
    /// `mutualTLS`.
    MutualTls,
}

/// An OAuth Flow Object, its scopes left to the scheme.
#[derive(Debug, Clone)]
pub struct Flow {
    /// Its key in `flows`.
    pub name: &'static str,
    /// `authorizationUrl`.
    pub authorization_url: Option<String>,
    /// `deviceAuthorizationUrl`.
    pub device_authorization_url: Option<String>,
    /// `tokenUrl`.
    pub token_url: Option<String>,
    /// `refreshUrl`.
    pub refresh_url: Option<String>,
}

/// An operation.
#[derive(Debug, Clone)]
pub struct Operation {
    /// Where it stands.
    pub at: Place,
    /// `operationId`.
    pub id: Option<String>,
    /// The method: in lower case if the specification has a field for it, and as it is sent if not.
    pub method: String,
    /// The key in `paths`, as it stands: the path template, and what some documents add behind it.
    pub key: String,
    /// The path template, without a query and a fragment.
    pub path: String,
    /// What a query in the key says that is constant, decoded: names, and values where there are any.
    pub query: Vec<(String, Option<String>)>,
    /// `tags`.
    pub tags: Vec<String>,
    /// `summary`.
    pub summary: Option<String>,
    /// `description`.
    pub description: Option<String>,
    /// `deprecated`.
    pub deprecated: bool,
    /// The parameters, path items' and the operation's own merged.
    pub parameters: Vec<Parameter>,
    /// `requestBody`.
    pub request_body: Option<RequestBody>,
    /// `responses`, in the order of the document.
    pub responses: Vec<Response>,
    /// The first of the operation's own `servers`, or else of its path item's.
    pub server: Option<Server>,
    /// Who may call it, as the document says.
    pub security: Security,
    /// The `x-` keys.
    pub extensions: IndexMap<String, Node>,
}

/// What a document says about who may call an operation.
#[derive(Debug, Clone)]
pub enum Security {
    /// Neither the operation nor the document says anything.
    Undeclared,
    /// The effective `security`: any of these. An empty list: public, said in so many words.
    Declared {
        /// Where it stands: the operation's own, or the document's.
        at: Place,
        /// The alternatives.
        alternatives: Vec<SecurityAlternative>,
    },
}

/// A Security Requirement Object: all of these. An empty one: no credential needed.
#[derive(Debug, Clone)]
pub struct SecurityAlternative {
    /// Where it stands.
    pub at: Place,
    /// The schemes.
    pub requirements: Vec<SecurityRequirement>,
}

/// One scheme with its scopes or roles.
#[derive(Debug, Clone)]
pub struct SecurityRequirement {
    /// Where it stands.
    pub at: Place,
    /// The scheme's name; it is declared, or there was an error.
    pub scheme: String,
    /// The scopes or roles.
    pub scopes: Vec<String>,
}

/// Where a parameter stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Location {
    /// In the path.
    Path,
    /// In the query.
    Query,
    /// In a header.
    Header,
    /// In a cookie.
    Cookie,
}

/// How a parameter's value is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Style {
    /// `matrix`.
    Matrix,
    /// `label`.
    Label,
    /// `simple`.
    Simple,
    /// `form`.
    Form,
    /// `spaceDelimited`.
    SpaceDelimited,
    /// `pipeDelimited`.
    PipeDelimited,
    /// `deepObject`.
    DeepObject,
}

/// A parameter.
#[derive(Debug, Clone)]
pub struct Parameter {
    /// Where it stands.
    pub at: Place,
    /// `name`.
    pub name: String,
    /// `in`.
    pub location: Location,
    /// `required`; always true in a path.
    pub required: bool,
    /// `description`.
    pub description: Option<String>,
    /// `deprecated`.
    pub deprecated: bool,
    /// `style`, or its default.
    pub style: Style,
    /// `explode`, or its default.
    pub explode: bool,
    /// `allowReserved`.
    pub allow_reserved: bool,
    /// `schema`, or the schema of the one media type of `content`.
    pub schema: Option<SchemaId>,
    /// The media type of `content`, if the parameter has that instead of a style.
    pub content: Option<String>,
    /// `example`, or the first of `examples`.
    pub example: Option<Node>,
}

/// A request body.
#[derive(Debug, Clone)]
pub struct RequestBody {
    /// Where it stands.
    pub at: Place,
    /// The component's name, if it is one.
    pub component: Option<String>,
    /// `required`.
    pub required: bool,
    /// `description`.
    pub description: Option<String>,
    /// `content`.
    pub content: Vec<MediaType>,
}

/// A media type with its schema.
#[derive(Debug, Clone)]
pub struct MediaType {
    /// Where it stands.
    pub at: Place,
    /// The media type or range, as the document writes it.
    pub name: String,
    /// `schema`.
    pub schema: Option<SchemaId>,
    /// `itemSchema`: what each item of a stream is.
    pub items: Option<SchemaId>,
    /// `example`, or the values of `examples`, by name.
    pub examples: IndexMap<String, Node>,
    /// `encoding`, by property.
    pub encoding: IndexMap<String, Encoding>,
}

/// How a property of a form or multipart body is written.
#[derive(Debug, Clone)]
pub struct Encoding {
    /// Where it stands.
    pub at: Place,
    /// `contentType`.
    pub content_type: Option<String>,
    /// `headers`.
    pub headers: Vec<Header>,
    /// `style`.
    pub style: Option<Style>,
    /// `explode`.
    pub explode: Option<bool>,
    /// `allowReserved`.
    pub allow_reserved: bool,
}

/// Which statuses a response stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Status {
    /// `404`.
    Code(u16),
    /// `4XX`, as 4.
    Range(u8),
    /// `default`.
    Default,
}

/// A response.
#[derive(Debug, Clone)]
pub struct Response {
    /// Where it stands.
    pub at: Place,
    /// The component's name, if it is one.
    pub component: Option<String>,
    /// Its status.
    pub status: Status,
    /// `description`.
    pub description: String,
    /// `headers`, without `Content-Type`.
    pub headers: Vec<Header>,
    /// `content`.
    pub content: Vec<MediaType>,
}

/// A header of a response or of a part.
#[derive(Debug, Clone)]
pub struct Header {
    /// Where it stands.
    pub at: Place,
    /// The name.
    pub name: String,
    /// `required`.
    pub required: bool,
    /// `description`.
    pub description: Option<String>,
    /// `explode`.
    pub explode: bool,
    /// `schema`.
    pub schema: Option<SchemaId>,
}
