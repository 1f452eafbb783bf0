//! Request bodies, responses, media types and headers.

use indexmap::IndexMap;
use openapiv3::{ParameterSchemaOrContent, ReferenceOr, StatusCode};
use serde_json::Value;

use super::extension::{Extensions, carried_flag, carried_text};
use super::fill::component;
use super::parameter::query_style;
use super::resolver::Resolver;
use super::{Encoding, Header, MediaType, Node, RequestBody, Response, SchemaId, Status};
use crate::document::{Beyond, CARRIER, Cursor};

type Content = IndexMap<String, openapiv3::MediaType>;

impl<'d> Resolver<'d> {
    pub(super) fn request_body(
        &mut self,
        body: &'d ReferenceOr<openapiv3::RequestBody>,
        at: &Cursor,
    ) -> Option<RequestBody> {
        let (body, at) = self.follow(body, at)?;
        Some(RequestBody {
            at: at.place(),
            component: component(&at, "requestBodies"),
            required: body.required,
            description: body.description.clone(),
            content: self.content(&body.content, &at),
        })
    }

    /// The responses in their order, the default last.
    pub(super) fn responses(&mut self, responses: &'d openapiv3::Responses, at: &Cursor) -> Vec<Response> {
        let coded = responses.responses.iter().map(|(code, response)| {
            let status = match code {
                StatusCode::Code(code) => Status::Code(*code),
                StatusCode::Range(range) => Status::Range(u8::try_from(*range).unwrap_or_default()),
            };
            (status, code.to_string(), response)
        });
        let default = responses.default.iter().map(|response| (Status::Default, "default".to_owned(), response));
        let each = coded.chain(default);
        each.filter_map(|(status, key, response)| self.response(status, response, &self.child(at, &key))).collect()
    }

    fn response(
        &mut self,
        status: Status,
        response: &'d ReferenceOr<openapiv3::Response>,
        at: &Cursor,
    ) -> Option<Response> {
        if let ReferenceOr::Reference { reference } = response
            && let Some(meant) = self.meant_by_schema(status, reference, at)
        {
            return Some(meant);
        }
        let (response, at) = self.follow(response, at)?;
        Some(Response {
            at: at.place(),
            component: component(&at, "responses"),
            status,
            description: response.description.clone(),
            headers: self.headers(&response.headers, &at),
            content: self.content(&response.content, &at),
        })
    }

    fn content(&mut self, content: &'d Content, at: &Cursor) -> Vec<MediaType> {
        let at = self.child(at, "content");
        content.iter().map(|(name, media_type)| self.media_type(name, media_type, &self.child(&at, name))).collect()
    }

    fn media_type(&mut self, name: &str, media_type: &'d openapiv3::MediaType, at: &Cursor) -> MediaType {
        let schema_at = self.child(at, "schema");
        let mut examples = self.examples(&media_type.examples, at);
        if let Some(example) = first_example(&media_type.extensions, media_type.example.as_ref()) {
            examples.entry("example".to_owned()).or_insert(example);
        }
        let encoding_at = self.child(at, "encoding");
        let encoding = media_type.encoding.iter().map(|(property, encoding)| {
            let at = self.child(&encoding_at, property);
            (property.clone(), self.encoding(encoding, &at))
        });
        MediaType {
            at: at.place(),
            name: name.to_owned(),
            encoding: encoding.collect(),
            schema: media_type.schema.as_ref().map(|schema| self.schema(schema.into(), &schema_at)),
            items: self.item_schema(at),
            examples,
        }
    }

    fn item_schema(&mut self, at: &Cursor) -> Option<SchemaId> {
        let document = self.document;
        let schema = document.beyond.get(&at.here)?.one.get(Beyond::ITEM)?;
        Some(self.schema(schema.into(), &self.child(at, &format!("{CARRIER}{}", Beyond::ITEM))))
    }

    fn encoding(&mut self, encoding: &'d openapiv3::Encoding, at: &Cursor) -> Encoding {
        Encoding {
            at: at.place(),
            content_type: encoding.content_type.clone(),
            headers: self.headers(&encoding.headers, at),
            style: encoding.style.as_ref().map(query_style),
            explode: carried_flag(&encoding.extensions, "explode"),
            allow_reserved: encoding.allow_reserved,
        }
    }

    /// The headers without `Content-Type`, which the specification says to ignore here.
    fn headers(&mut self, headers: &'d IndexMap<String, ReferenceOr<openapiv3::Header>>, at: &Cursor) -> Vec<Header> {
        let at = self.child(at, "headers");
        let headers = headers.iter().filter(|(name, _)| !name.eq_ignore_ascii_case("content-type"));
        headers.filter_map(|(name, header)| self.header(name, header, &self.child(&at, name))).collect()
    }

    fn header(&mut self, name: &str, header: &'d ReferenceOr<openapiv3::Header>, at: &Cursor) -> Option<Header> {
        let (header, at) = self.follow(header, at)?;
        let schema = match &header.format {
            ParameterSchemaOrContent::Schema(_) if carried_flag(&header.extensions, "untyped") == Some(true) => None,
            ParameterSchemaOrContent::Schema(schema) => Some(self.schema(schema.into(), &self.child(&at, "schema"))),
            ParameterSchemaOrContent::Content(content) => content.first().and_then(|(name, media_type)| {
                let at = self.document.origins.descend(&at, ["content", name.as_str(), "schema"]);
                media_type.schema.as_ref().map(|schema| self.schema(schema.into(), &at))
            }),
        };
        Some(Header {
            at: at.place(),
            name: name.to_owned(),
            required: header.required,
            description: header.description.clone(),
            explode: carried_flag(&header.extensions, "explode").unwrap_or_default(),
            schema,
        })
    }

    /// The values of `examples`, without those that are in other files.
    pub(super) fn examples(
        &mut self,
        examples: &'d IndexMap<String, ReferenceOr<openapiv3::Example>>,
        at: &Cursor,
    ) -> IndexMap<String, Node> {
        let at = self.child(at, "examples");
        let mut values = IndexMap::new();
        for (name, example) in examples {
            let at = self.child(&at, name);
            if let Some((example, _)) = self.follow(example, &at)
                && let Some(value) = &example.value
            {
                values.insert(name.clone(), Node::from(value));
            }
        }
        values
    }
}

/// `example`, with its exact text where that was carried.
pub(super) fn first_example(extensions: &Extensions, example: Option<&Value>) -> Option<Node> {
    carried_text(extensions, "example").or_else(|| example.map(Node::from))
}
