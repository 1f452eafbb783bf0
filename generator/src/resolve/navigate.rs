//! Steps through the typed document, as the tokens of a JSON Pointer say.

use indexmap::IndexMap;
use openapiv3::{
    AdditionalProperties, Components, Encoding, Example, Header, MediaType, OpenAPI, Operation, Parameter,
    ParameterSchemaOrContent, PathItem, ReferenceOr, RequestBody, Response, Responses, Schema, SchemaKind,
    SecurityScheme, StatusCode, Type,
};

use crate::document::{Beyond, CARRIER, Cursor, Document};

/// A schema, or the text of a reference to one.
#[derive(Debug, Clone, Copy)]
pub(super) enum SchemaRef<'d> {
    Reference(&'d str),
    Item(&'d Schema),
}

impl<'d> From<&'d ReferenceOr<Schema>> for SchemaRef<'d> {
    fn from(schema: &'d ReferenceOr<Schema>) -> Self {
        match schema {
            ReferenceOr::Reference { reference } => Self::Reference(reference),
            ReferenceOr::Item(schema) => Self::Item(schema),
        }
    }
}

impl<'d> From<&'d ReferenceOr<Box<Schema>>> for SchemaRef<'d> {
    fn from(schema: &'d ReferenceOr<Box<Schema>>) -> Self {
        match schema {
            ReferenceOr::Reference { reference } => Self::Reference(reference),
            ReferenceOr::Item(schema) => Self::Item(schema),
        }
    }
}

/// An object that a reference may name, or lead through.
#[derive(Debug, Clone, Copy)]
pub(super) enum Item<'d> {
    Document(&'d OpenAPI),
    Components(&'d Components),
    Path(&'d ReferenceOr<PathItem>),
    Callback(&'d PathItem),
    Operation(&'d Operation),
    Parameter(&'d ReferenceOr<Parameter>),
    RequestBody(&'d ReferenceOr<RequestBody>),
    Responses(&'d Responses),
    Response(&'d ReferenceOr<Response>),
    Header(&'d ReferenceOr<Header>),
    MediaType(&'d MediaType),
    Encoding(&'d Encoding),
    Example(&'d ReferenceOr<Example>),
    Scheme(&'d ReferenceOr<SecurityScheme>),
    Schema(SchemaRef<'d>),
}

/// Where a step leads: the object, and how many tokens it took.
type Step<'d> = Option<(Item<'d>, usize)>;

impl<'d> Item<'d> {
    /// The text of the reference that stands here, if one does.
    pub(super) fn reference(self) -> Option<&'d str> {
        fn of<T>(item: &ReferenceOr<T>) -> Option<&str> {
            match item {
                ReferenceOr::Reference { reference } => Some(reference),
                ReferenceOr::Item(_) => None,
            }
        }
        match self {
            Self::Path(item) => of(item),
            Self::Parameter(item) => of(item),
            Self::RequestBody(item) => of(item),
            Self::Response(item) => of(item),
            Self::Header(item) => of(item),
            Self::Example(item) => of(item),
            Self::Scheme(item) => of(item),
            Self::Schema(SchemaRef::Reference(reference)) => Some(reference),
            _ => None,
        }
    }

    /// What it is, as a message says it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Document(_) => "the whole document",
            Self::Components(_) => "the components",
            Self::Path(_) | Self::Callback(_) => "a path item",
            Self::Operation(_) => "an operation",
            Self::Parameter(_) => "a parameter",
            Self::RequestBody(_) => "a request body",
            Self::Responses(_) => "responses",
            Self::Response(_) => "a response",
            Self::Header(_) => "a header",
            Self::MediaType(_) => "a media type",
            Self::Encoding(_) => "an encoding",
            Self::Example(_) => "an example",
            Self::Scheme(_) => "a security scheme",
            Self::Schema(_) => "a schema",
        }
    }
}

/// Goes as many tokens down as make one step; with where that is.
pub(super) fn step<'d>(
    document: &'d Document,
    item: Item<'d>,
    at: &Cursor,
    tokens: &[&str],
) -> Option<(Item<'d>, Cursor, usize)> {
    if let Item::Schema(SchemaRef::Item(_)) = item
        && let Some((schema, taken)) = document.beyond.get(&at.here).and_then(|beyond| beyond_step(beyond, tokens))
    {
        let keyword = format!("{CARRIER}{}", tokens.first()?);
        let at = document.origins.child(at, &keyword);
        let at = document.origins.descend(&at, tokens.get(1..taken)?.iter().copied());
        return Some((Item::Schema(schema), at, taken));
    }
    if let (Item::Components(_), ["pathItems", name, ..]) = (item, tokens) {
        let found = document.path_items.get(*name)?;
        let at = document.origins.descend(at, [format!("{CARRIER}pathItems").as_str(), *name]);
        return Some((Item::Path(found), at, 2));
    }
    let (found, taken) = plain_step(item, tokens)?;
    let at = document.origins.descend(at, tokens.get(..taken)?.iter().copied());
    Some((found, at, taken))
}

fn plain_step<'d>(item: Item<'d>, tokens: &[&str]) -> Step<'d> {
    match item {
        Item::Document(api) => match tokens {
            ["components", ..] => api.components.as_ref().map(|found| (Item::Components(found), 1)),
            ["paths", path, ..] => named(&api.paths.paths, path, Item::Path),
            _ => None,
        },
        Item::Components(components) => component(components, tokens),
        Item::Path(ReferenceOr::Item(item)) | Item::Callback(item) => path_item(item, tokens),
        Item::Operation(operation) => match tokens {
            ["parameters", index, ..] => at_index(&operation.parameters, index, Item::Parameter),
            ["requestBody", ..] => operation.request_body.as_ref().map(|found| (Item::RequestBody(found), 1)),
            ["responses", ..] => Some((Item::Responses(&operation.responses), 1)),
            ["callbacks", name, expression, ..] => {
                let found = operation.callbacks.get(*name)?.get(*expression)?;
                Some((Item::Callback(found), 3))
            }
            _ => None,
        },
        Item::Responses(responses) => response(responses, tokens.first()?).map(|found| (Item::Response(found), 1)),
        Item::Parameter(ReferenceOr::Item(parameter)) => {
            let data = parameter.parameter_data_ref();
            format(&data.format, tokens).or_else(|| example(&data.examples, tokens))
        }
        Item::Header(ReferenceOr::Item(header)) => {
            format(&header.format, tokens).or_else(|| example(&header.examples, tokens))
        }
        Item::RequestBody(ReferenceOr::Item(body)) => content(&body.content, tokens),
        Item::Response(ReferenceOr::Item(response)) => match tokens {
            ["headers", name, ..] => named(&response.headers, name, Item::Header),
            _ => content(&response.content, tokens),
        },
        Item::MediaType(media_type) => match tokens {
            ["schema", ..] => media_type.schema.as_ref().map(|found| (Item::Schema(found.into()), 1)),
            ["encoding", name, ..] => named(&media_type.encoding, name, Item::Encoding),
            _ => example(&media_type.examples, tokens),
        },
        Item::Encoding(encoding) => match tokens {
            ["headers", name, ..] => named(&encoding.headers, name, Item::Header),
            _ => None,
        },
        Item::Schema(SchemaRef::Item(schema)) => schema_step(schema, tokens),
        _ => None,
    }
}

fn named<'d, T>(map: &'d IndexMap<String, T>, name: &str, item: fn(&'d T) -> Item<'d>) -> Step<'d> {
    map.get(name).map(|found| (item(found), 2))
}

fn at_index<'d, T>(list: &'d [T], index: &str, item: fn(&'d T) -> Item<'d>) -> Step<'d> {
    list.get(index.parse::<usize>().ok()?).map(|found| (item(found), 2))
}

fn component<'d>(components: &'d Components, tokens: &[&str]) -> Step<'d> {
    match tokens {
        ["schemas", name, ..] => named(&components.schemas, name, schema_item),
        ["responses", name, ..] => named(&components.responses, name, Item::Response),
        ["parameters", name, ..] => named(&components.parameters, name, Item::Parameter),
        ["examples", name, ..] => named(&components.examples, name, Item::Example),
        ["requestBodies", name, ..] => named(&components.request_bodies, name, Item::RequestBody),
        ["headers", name, ..] => named(&components.headers, name, Item::Header),
        ["securitySchemes", name, ..] => named(&components.security_schemes, name, Item::Scheme),
        ["callbacks", name, expression, ..] => {
            let found = components.callbacks.get(*name)?.as_item()?.get(*expression)?;
            Some((Item::Callback(found), 3))
        }
        _ => None,
    }
}

fn schema_item(schema: &ReferenceOr<Schema>) -> Item<'_> {
    Item::Schema(schema.into())
}

fn path_item<'d>(item: &'d PathItem, tokens: &[&str]) -> Step<'d> {
    match tokens {
        ["parameters", index, ..] => at_index(&item.parameters, index, Item::Parameter),
        [method, ..] => {
            item.iter().find(|(name, _)| name == method).map(|(_, operation)| (Item::Operation(operation), 1))
        }
        [] => None,
    }
}

fn response<'d>(responses: &'d Responses, token: &str) -> Option<&'d ReferenceOr<Response>> {
    if token == "default" {
        return responses.default.as_ref();
    }
    let wanted = |status: &StatusCode| status.to_string().eq_ignore_ascii_case(token);
    responses.responses.iter().find(|(status, _)| wanted(status)).map(|(_, response)| response)
}

fn format<'d>(format: &'d ParameterSchemaOrContent, tokens: &[&str]) -> Step<'d> {
    match (format, tokens) {
        (ParameterSchemaOrContent::Schema(schema), ["schema", ..]) => Some((Item::Schema(schema.into()), 1)),
        (ParameterSchemaOrContent::Content(map), _) => content(map, tokens),
        _ => None,
    }
}

fn content<'d>(map: &'d IndexMap<String, MediaType>, tokens: &[&str]) -> Step<'d> {
    match tokens {
        ["content", name, ..] => named(map, name, Item::MediaType),
        _ => None,
    }
}

fn example<'d>(map: &'d IndexMap<String, ReferenceOr<Example>>, tokens: &[&str]) -> Step<'d> {
    match tokens {
        ["examples", name, ..] => named(map, name, Item::Example),
        _ => None,
    }
}

fn schema_step<'d>(schema: &'d Schema, tokens: &[&str]) -> Step<'d> {
    let list = |list: &'d [ReferenceOr<Schema>], index: &str| at_index(list, index, schema_item);
    let boxed = |found: &'d ReferenceOr<Box<Schema>>, taken| Some((Item::Schema(found.into()), taken));
    match (&schema.schema_kind, tokens) {
        (SchemaKind::Type(Type::Object(object)), ["properties", name, ..]) => boxed(object.properties.get(*name)?, 2),
        (SchemaKind::Type(Type::Object(object)), ["additionalProperties", ..]) => {
            additional(object.additional_properties.as_ref())
        }
        (SchemaKind::Type(Type::Array(array)), ["items", ..]) => boxed(array.items.as_ref()?, 1),
        (SchemaKind::AllOf { all_of }, ["allOf", index, ..]) => list(all_of, index),
        (SchemaKind::AnyOf { any_of }, ["anyOf", index, ..]) => list(any_of, index),
        (SchemaKind::OneOf { one_of }, ["oneOf", index, ..]) => list(one_of, index),
        (SchemaKind::Not { not }, ["not", ..]) => Some((Item::Schema((&**not).into()), 1)),
        (SchemaKind::Any(any), tokens) => match tokens {
            ["properties", name, ..] => boxed(any.properties.get(*name)?, 2),
            ["additionalProperties", ..] => additional(any.additional_properties.as_ref()),
            ["items", ..] => boxed(any.items.as_ref()?, 1),
            ["allOf", index, ..] => list(&any.all_of, index),
            ["anyOf", index, ..] => list(&any.any_of, index),
            ["oneOf", index, ..] => list(&any.one_of, index),
            ["not", ..] => any.not.as_ref().map(|not| (Item::Schema((&**not).into()), 1)),
            _ => None,
        },
        _ => None,
    }
}

fn additional(additional: Option<&AdditionalProperties>) -> Step<'_> {
    match additional {
        Some(AdditionalProperties::Schema(schema)) => Some((Item::Schema((&**schema).into()), 1)),
        _ => None,
    }
}

fn beyond_step<'d>(beyond: &'d Beyond, tokens: &[&str]) -> Option<(SchemaRef<'d>, usize)> {
    let (keyword, rest) = tokens.split_first()?;
    if let Some(schema) = beyond.one.get(*keyword) {
        return Some((schema.into(), 1));
    }
    let name = rest.first()?;
    if let Some(list) = beyond.lists.get(*keyword) {
        return Some((list.get(name.parse::<usize>().ok()?)?.into(), 2));
    }
    beyond.maps.get(*keyword)?.get(*name).map(|schema| (schema.into(), 2))
}

/// The names that stand where a pointer went wrong, for a suggestion.
pub(super) fn names<'d>(item: Item<'d>, tokens: &[&str]) -> Vec<&'d str> {
    fn keys<T>(map: &IndexMap<String, T>) -> Vec<&str> {
        map.keys().map(String::as_str).collect()
    }
    match (item, tokens) {
        (Item::Components(components), [kind, ..]) => match *kind {
            "schemas" => keys(&components.schemas),
            "responses" => keys(&components.responses),
            "parameters" => keys(&components.parameters),
            "examples" => keys(&components.examples),
            "requestBodies" => keys(&components.request_bodies),
            "headers" => keys(&components.headers),
            "securitySchemes" => keys(&components.security_schemes),
            _ => Vec::new(),
        },
        (Item::Document(api), ["paths", ..]) => keys(&api.paths.paths),
        (Item::Schema(SchemaRef::Item(schema)), ["properties", ..]) => match &schema.schema_kind {
            SchemaKind::Type(Type::Object(object)) => keys(&object.properties),
            SchemaKind::Any(any) => keys(&any.properties),
            _ => Vec::new(),
        },
        _ => Vec::new(),
    }
}
