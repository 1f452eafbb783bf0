//! The Schema Object, as data.

use super::model::{DOCS, Kind, Model, TEXTS, optional, required};

static ONE: Kind = Kind::Object(&SCHEMA);
static LIST: Kind = Kind::List(&Kind::Object(&SCHEMA));
static MAP: Kind = Kind::Map(&Kind::Object(&SCHEMA));

/// What stands under a keyword of JSON Schema that the normaliser carries.
macro_rules! carried {
    ($keyword:literal, $kind:expr) => {
        optional(concat!("x-gatewright-keyword-", $keyword), $kind)
    };
}

pub(super) static SCHEMA: Model = Model {
    name: "a Schema Object",
    reference: true,
    fields: &[
        optional("type", &Kind::Word(&["string", "number", "integer", "boolean", "array", "object"])),
        optional("nullable", &Kind::Flag),
        optional("title", &Kind::Text),
        optional("description", &Kind::Text),
        optional("format", &Kind::Text),
        optional("default", &Kind::Any),
        optional("example", &Kind::Any),
        optional("enum", &Kind::List(&Kind::Any)),
        optional("deprecated", &Kind::Flag),
        optional("readOnly", &Kind::Flag),
        optional("writeOnly", &Kind::Flag),
        optional("externalDocs", &DOCS),
        optional("discriminator", &Kind::Object(&DISCRIMINATOR)),
        optional("properties", &MAP),
        optional("required", &TEXTS),
        optional("additionalProperties", &Kind::FlagOrSchema),
        optional("minProperties", &Kind::Count),
        optional("maxProperties", &Kind::Count),
        optional("items", &ONE),
        optional("minItems", &Kind::Count),
        optional("maxItems", &Kind::Count),
        optional("uniqueItems", &Kind::Flag),
        optional("minimum", &Kind::Number),
        optional("exclusiveMinimum", &Kind::Flag),
        optional("maximum", &Kind::Number),
        optional("exclusiveMaximum", &Kind::Flag),
        optional("multipleOf", &Kind::Number),
        optional("minLength", &Kind::Count),
        optional("maxLength", &Kind::Count),
        optional("pattern", &Kind::Text),
        optional("allOf", &LIST),
        optional("anyOf", &LIST),
        optional("oneOf", &LIST),
        optional("not", &ONE),
        carried!("$ref", &Kind::Text),
        carried!("never", &Kind::Flag),
        carried!(
            "type",
            &Kind::List(&Kind::Word(&["null", "string", "number", "integer", "boolean", "array", "object"]))
        ),
        carried!("xml", &Kind::Object(&XML)),
        carried!("examples", &Kind::List(&Kind::Any)),
        carried!("patternProperties", &MAP),
        carried!("propertyNames", &ONE),
        carried!("unevaluatedProperties", &ONE),
        carried!("dependentRequired", &Kind::Map(&TEXTS)),
        carried!("dependentSchemas", &MAP),
        carried!("prefixItems", &LIST),
        carried!("contains", &ONE),
        carried!("minContains", &Kind::Count),
        carried!("maxContains", &Kind::Count),
        carried!("unevaluatedItems", &ONE),
        carried!("if", &ONE),
        carried!("then", &ONE),
        carried!("else", &ONE),
        carried!("contentEncoding", &Kind::Text),
        carried!("contentMediaType", &Kind::Text),
        carried!("contentSchema", &Kind::Any),
        carried!("$defs", &MAP),
        carried!("definitions", &MAP),
    ],
};

static DISCRIMINATOR: Model = Model {
    name: "a Discriminator Object",
    reference: false,
    fields: &[required("propertyName", &Kind::Text), optional("mapping", &Kind::Map(&Kind::Text))],
};

static XML: Model = Model {
    name: "an XML Object",
    reference: false,
    fields: &[
        optional("name", &Kind::Text),
        optional("namespace", &Kind::Text),
        optional("prefix", &Kind::Text),
        optional("attribute", &Kind::Flag),
        optional("wrapped", &Kind::Flag),
    ],
};
