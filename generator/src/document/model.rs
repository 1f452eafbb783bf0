//! The objects of the specification, as data: which fields each has, and of which type.

use super::model_schema::SCHEMA;

/// The type of a value.
#[derive(Debug)]
pub(super) enum Kind {
    Text,
    /// One of these words.
    Word(&'static [&'static str]),
    Flag,
    Number,
    /// A whole number from zero.
    Count,
    Any,
    List(&'static Kind),
    Map(&'static Kind),
    /// The same, or a Reference Object.
    MapOrReference(&'static Kind),
    /// A boolean, or a schema.
    FlagOrSchema,
    /// Path items by path.
    Paths,
    /// Responses by status.
    Responses,
    Object(&'static Model),
}

/// An object with fixed fields.
#[derive(Debug)]
pub(super) struct Model {
    /// With its article, as a message says it.
    pub(super) name: &'static str,
    /// Whether a Reference Object may stand in its place.
    pub(super) reference: bool,
    pub(super) fields: &'static [Field],
}

/// A field of an object.
#[derive(Debug)]
pub(super) struct Field {
    pub(super) name: &'static str,
    pub(super) kind: &'static Kind,
    pub(super) need: Need,
}

/// Whether a field must be there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Need {
    Optional,
    Required,
    /// Required by the specification; an empty text is assumed, as nothing is generated from it but documentation.
    Assumed,
    /// Required by the specification; an empty object is assumed, which says nothing.
    Empty,
}

pub(super) const fn optional(name: &'static str, kind: &'static Kind) -> Field {
    Field { name, kind, need: Need::Optional }
}

pub(super) const fn required(name: &'static str, kind: &'static Kind) -> Field {
    Field { name, kind, need: Need::Required }
}

const fn assumed(name: &'static str) -> Field {
    Field { name, kind: &Kind::Text, need: Need::Assumed }
}

const fn empty(name: &'static str, kind: &'static Kind) -> Field {
    Field { name, kind, need: Need::Empty }
}

pub(super) static TEXTS: Kind = Kind::List(&Kind::Text);
pub(super) static DOCS: Kind = Kind::Object(&EXTERNAL_DOCS);
static SECURITY: Kind = Kind::List(&Kind::Map(&TEXTS));
static SERVERS: Kind = Kind::List(&Kind::Object(&SERVER));
static PARAMETERS: Kind = Kind::List(&Kind::Object(&PARAMETER));
static CONTENT: Kind = Kind::Map(&Kind::Object(&MEDIA_TYPE));
static EXAMPLES: Kind = Kind::Map(&Kind::Object(&EXAMPLE));
static HEADERS: Kind = Kind::Map(&Kind::Object(&HEADER));
static LINKS: Kind = Kind::Map(&Kind::Object(&LINK));
static CALLBACKS: Kind = Kind::Map(&Kind::MapOrReference(&Kind::Object(&PATH_ITEM)));

/// The root.
pub(super) static DOCUMENT: Model = Model {
    name: "an OpenAPI Object",
    reference: false,
    fields: &[
        required("openapi", &Kind::Text),
        empty("info", &Kind::Object(&INFO)),
        optional("servers", &SERVERS),
        empty("paths", &Kind::Paths),
        optional("components", &Kind::Object(&COMPONENTS)),
        optional("security", &SECURITY),
        optional("tags", &Kind::List(&Kind::Object(&TAG))),
        optional("externalDocs", &DOCS),
    ],
};

static INFO: Model = Model {
    name: "an Info Object",
    reference: false,
    fields: &[
        assumed("title"),
        assumed("version"),
        optional("description", &Kind::Text),
        optional("termsOfService", &Kind::Text),
        optional("contact", &Kind::Object(&CONTACT)),
        optional("license", &Kind::Object(&LICENSE)),
    ],
};

static CONTACT: Model = Model {
    name: "a Contact Object",
    reference: false,
    fields: &[optional("name", &Kind::Text), optional("url", &Kind::Text), optional("email", &Kind::Text)],
};

static LICENSE: Model =
    Model { name: "a License Object", reference: false, fields: &[assumed("name"), optional("url", &Kind::Text)] };

static SERVER: Model = Model {
    name: "a Server Object",
    reference: false,
    fields: &[
        required("url", &Kind::Text),
        optional("description", &Kind::Text),
        optional("variables", &Kind::Map(&Kind::Object(&SERVER_VARIABLE))),
    ],
};

static SERVER_VARIABLE: Model = Model {
    name: "a Server Variable Object",
    reference: false,
    fields: &[optional("enum", &TEXTS), required("default", &Kind::Text), optional("description", &Kind::Text)],
};

static TAG: Model = Model {
    name: "a Tag Object",
    reference: false,
    fields: &[required("name", &Kind::Text), optional("description", &Kind::Text), optional("externalDocs", &DOCS)],
};

static EXTERNAL_DOCS: Model = Model {
    name: "an External Documentation Object",
    reference: false,
    fields: &[assumed("url"), optional("description", &Kind::Text)],
};

static COMPONENTS: Model = Model {
    name: "a Components Object",
    reference: false,
    fields: &[
        optional("schemas", &Kind::Map(&Kind::Object(&SCHEMA))),
        optional("responses", &Kind::Map(&Kind::Object(&RESPONSE))),
        optional("parameters", &Kind::Map(&Kind::Object(&PARAMETER))),
        optional("examples", &EXAMPLES),
        optional("requestBodies", &Kind::Map(&Kind::Object(&REQUEST_BODY))),
        optional("headers", &HEADERS),
        optional("securitySchemes", &Kind::Map(&Kind::Object(&SECURITY_SCHEME))),
        optional("links", &LINKS),
        optional("callbacks", &CALLBACKS),
        optional("x-gatewright-keyword-pathItems", &Kind::Map(&Kind::Object(&PATH_ITEM))),
    ],
};

pub(super) static PATH_ITEM: Model = Model {
    name: "a Path Item Object",
    reference: true,
    fields: &[
        optional("summary", &Kind::Text),
        optional("description", &Kind::Text),
        optional("get", &Kind::Object(&OPERATION)),
        optional("put", &Kind::Object(&OPERATION)),
        optional("post", &Kind::Object(&OPERATION)),
        optional("delete", &Kind::Object(&OPERATION)),
        optional("options", &Kind::Object(&OPERATION)),
        optional("head", &Kind::Object(&OPERATION)),
        optional("patch", &Kind::Object(&OPERATION)),
        optional("trace", &Kind::Object(&OPERATION)),
        optional("x-gatewright-keyword-query", &Kind::Object(&OPERATION)),
        optional("x-gatewright-keyword-additionalOperations", &Kind::Map(&Kind::Object(&OPERATION))),
        optional("servers", &SERVERS),
        optional("parameters", &PARAMETERS),
    ],
};

static OPERATION: Model = Model {
    name: "an Operation Object",
    reference: false,
    fields: &[
        optional("tags", &TEXTS),
        optional("summary", &Kind::Text),
        optional("description", &Kind::Text),
        optional("externalDocs", &DOCS),
        optional("operationId", &Kind::Text),
        optional("parameters", &PARAMETERS),
        optional("requestBody", &Kind::Object(&REQUEST_BODY)),
        empty("responses", &Kind::Responses),
        optional("callbacks", &CALLBACKS),
        optional("deprecated", &Kind::Flag),
        optional("security", &SECURITY),
        optional("servers", &SERVERS),
    ],
};

static PARAMETER: Model = Model {
    name: "a Parameter Object",
    reference: true,
    fields: &[
        required("name", &Kind::Text),
        required("in", &Kind::Word(&["query", "header", "path", "cookie"])),
        optional("description", &Kind::Text),
        optional("required", &Kind::Flag),
        optional("deprecated", &Kind::Flag),
        optional("allowEmptyValue", &Kind::Flag),
        optional("style", &Kind::Word(STYLES)),
        optional("explode", &Kind::Flag),
        optional("allowReserved", &Kind::Flag),
        optional("schema", &Kind::Object(&SCHEMA)),
        optional("content", &CONTENT),
        optional("example", &Kind::Any),
        optional("examples", &EXAMPLES),
    ],
};

const STYLES: &[&str] = &["matrix", "label", "form", "simple", "spaceDelimited", "pipeDelimited", "deepObject"];

static REQUEST_BODY: Model = Model {
    name: "a Request Body Object",
    reference: true,
    fields: &[optional("description", &Kind::Text), empty("content", &CONTENT), optional("required", &Kind::Flag)],
};

static MEDIA_TYPE: Model = Model {
    name: "a Media Type Object",
    reference: false,
    fields: &[
        optional("schema", &Kind::Object(&SCHEMA)),
        optional("x-gatewright-keyword-itemSchema", &Kind::Object(&SCHEMA)),
        optional("example", &Kind::Any),
        optional("examples", &EXAMPLES),
        optional("encoding", &Kind::Map(&Kind::Object(&ENCODING))),
    ],
};

static ENCODING: Model = Model {
    name: "an Encoding Object",
    reference: false,
    fields: &[
        optional("contentType", &Kind::Text),
        optional("headers", &HEADERS),
        optional("style", &Kind::Word(&["form", "spaceDelimited", "pipeDelimited", "deepObject"])),
        optional("x-gatewright-keyword-explode", &Kind::Flag),
        optional("allowReserved", &Kind::Flag),
    ],
};

pub(super) static RESPONSE: Model = Model {
    name: "a Response Object",
    reference: true,
    fields: &[
        assumed("description"),
        optional("headers", &HEADERS),
        optional("content", &CONTENT),
        optional("links", &LINKS),
    ],
};

static HEADER: Model = Model {
    name: "a Header Object",
    reference: true,
    fields: &[
        optional("description", &Kind::Text),
        optional("required", &Kind::Flag),
        optional("deprecated", &Kind::Flag),
        optional("style", &Kind::Word(&["simple"])),
        optional("x-gatewright-keyword-explode", &Kind::Flag),
        optional("schema", &Kind::Object(&SCHEMA)),
        optional("content", &CONTENT),
        optional("example", &Kind::Any),
        optional("examples", &EXAMPLES),
    ],
};

static EXAMPLE: Model = Model {
    name: "an Example Object",
    reference: true,
    fields: &[
        optional("summary", &Kind::Text),
        optional("description", &Kind::Text),
        optional("value", &Kind::Any),
        optional("externalValue", &Kind::Text),
    ],
};

static LINK: Model = Model {
    name: "a Link Object",
    reference: true,
    fields: &[
        optional("operationRef", &Kind::Text),
        optional("operationId", &Kind::Text),
        optional("parameters", &Kind::Map(&Kind::Any)),
        optional("requestBody", &Kind::Any),
        optional("description", &Kind::Text),
        optional("server", &Kind::Object(&SERVER)),
    ],
};

static SECURITY_SCHEME: Model = Model {
    name: "a Security Scheme Object",
    reference: true,
    fields: &[
        required("type", &Kind::Word(&["apiKey", "http", "mutualTLS", "oauth2", "openIdConnect"])),
        optional("description", &Kind::Text),
        optional("name", &Kind::Text),
        optional("in", &Kind::Word(&["query", "header", "cookie"])),
        optional("scheme", &Kind::Text),
        optional("bearerFormat", &Kind::Text),
        optional("flows", &Kind::Object(&FLOWS)),
        optional("openIdConnectUrl", &Kind::Text),
    ],
};

static FLOWS: Model = Model {
    name: "an OAuth Flows Object",
    reference: false,
    fields: &[
        optional("implicit", &Kind::Object(&IMPLICIT)),
        optional("password", &Kind::Object(&TOKEN)),
        optional("clientCredentials", &Kind::Object(&TOKEN)),
        optional("authorizationCode", &Kind::Object(&AUTHORIZATION_CODE)),
        optional("x-gatewright-keyword-deviceAuthorization", &Kind::Object(&DEVICE)),
    ],
};

static SCOPES: Kind = Kind::Map(&Kind::Text);

static IMPLICIT: Model = Model {
    name: "an OAuth Flow Object",
    reference: false,
    fields: &[assumed("authorizationUrl"), optional("refreshUrl", &Kind::Text), empty("scopes", &SCOPES)],
};

static TOKEN: Model = Model {
    name: "an OAuth Flow Object",
    reference: false,
    fields: &[assumed("tokenUrl"), optional("refreshUrl", &Kind::Text), empty("scopes", &SCOPES)],
};

static AUTHORIZATION_CODE: Model = Model {
    name: "an OAuth Flow Object",
    reference: false,
    fields: &[
        assumed("authorizationUrl"),
        assumed("tokenUrl"),
        optional("refreshUrl", &Kind::Text),
        empty("scopes", &SCOPES),
    ],
};

static DEVICE: Model = Model {
    name: "an OAuth Flow Object",
    reference: false,
    fields: &[
        assumed("deviceAuthorizationUrl"),
        assumed("tokenUrl"),
        optional("refreshUrl", &Kind::Text),
        empty("scopes", &SCOPES),
    ],
};
