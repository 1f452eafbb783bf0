//! Reads operations and what they are made of.

use openapiv3::{
    Encoding, Header, MediaType, Operation, Parameter, ParameterSchemaOrContent, ReferenceOr, RequestBody, Response,
    Responses, StatusCode,
};

use super::read::Reader;
use super::{Beyond, Cursor};
use crate::syntax::Node;

const ITEM: &str = "x-gatewright-keyword-itemSchema";

impl Reader<'_> {
    pub(super) fn operation(&mut self, node: &Node, at: &Cursor) -> Option<Operation> {
        let shell: Operation = self.shell(node, &["parameters", "requestBody", "responses", "callbacks"], at)?;
        let body_at = self.origins.child(at, "requestBody");
        let responses_at = self.origins.child(at, "responses");
        Some(Operation {
            parameters: self
                .list(node, "parameters", at, |reader, node, at| reader.reference_or(node, at, Self::parameter)),
            request_body: node
                .get("requestBody")
                .and_then(|node| self.reference_or(node, &body_at, Self::request_body)),
            responses: self.responses(node.get("responses")?, &responses_at)?,
            callbacks: self.map(node, "callbacks", at, |reader, node, at| match node.get("$ref") {
                // Nothing is generated from callbacks: that there is one is all that is to be known.
                Some(_) => Some(openapiv3::Callback::new()),
                None => reader.callback(node, at),
            }),
            ..shell
        })
    }

    fn responses(&mut self, node: &Node, at: &Cursor) -> Option<Responses> {
        let members = node.as_object()?;
        let keys: Vec<&str> = members.keys().map(String::as_str).filter(|key| !key.starts_with("x-")).collect();
        let extensions = members.iter().filter(|(key, _)| key.starts_with("x-"));
        let extensions = Node::Object(extensions.map(|(key, value)| (key.clone(), value.clone())).collect());
        let mut responses: Responses = self.shell(&extensions, &[], at)?;
        for key in keys {
            let at = self.origins.child(at, key);
            let Some(response) = self.reference_or(members.get(key)?, &at, Self::response) else { continue };
            match status(key) {
                Some(status) => _ = responses.responses.insert(status, response),
                None => responses.default = Some(response),
            }
        }
        Some(responses)
    }

    pub(super) fn response(&mut self, node: &Node, at: &Cursor) -> Option<Response> {
        let shell: Response = self.shell(node, &["headers", "content", "links"], at)?;
        Some(Response {
            headers: self.references(node, "headers", at, Self::header),
            content: self.map(node, "content", at, Self::media_type),
            links: self.references(node, "links", at, Self::leaf),
            ..shell
        })
    }

    pub(super) fn request_body(&mut self, node: &Node, at: &Cursor) -> Option<RequestBody> {
        let shell: RequestBody = self.shell(node, &["content"], at)?;
        Some(RequestBody { content: self.map(node, "content", at, Self::media_type), ..shell })
    }

    pub(super) fn media_type(&mut self, node: &Node, at: &Cursor) -> Option<MediaType> {
        let shell: MediaType = self.shell(node, &["schema", "encoding", ITEM], at)?;
        if let Some(items) = self.schema_under(node, ITEM, at) {
            let beyond = Beyond { one: [(Beyond::ITEM, items)].into(), ..Beyond::default() };
            self.beyond.insert(at.here.clone(), beyond);
        }
        Some(MediaType {
            schema: self.schema_under(node, "schema", at),
            encoding: self.map(node, "encoding", at, Self::encoding),
            ..shell
        })
    }

    fn encoding(&mut self, node: &Node, at: &Cursor) -> Option<Encoding> {
        let shell: Encoding = self.shell(node, &["headers"], at)?;
        Some(Encoding { headers: self.references(node, "headers", at, Self::header), ..shell })
    }

    pub(super) fn header(&mut self, node: &Node, at: &Cursor) -> Option<Header> {
        let mut header: Header = self.shell(node, &["schema", "content"], at)?;
        self.format(node, at, &mut header.format);
        Some(header)
    }

    pub(super) fn parameter(&mut self, node: &Node, at: &Cursor) -> Option<Parameter> {
        let mut parameter: Parameter = self.shell(node, &["schema", "content"], at)?;
        let (Parameter::Query { parameter_data, .. }
        | Parameter::Header { parameter_data, .. }
        | Parameter::Path { parameter_data, .. }
        | Parameter::Cookie { parameter_data, .. }) = &mut parameter;
        self.format(node, at, &mut parameter_data.format);
        Some(parameter)
    }

    fn format(&mut self, node: &Node, at: &Cursor, format: &mut ParameterSchemaOrContent) {
        match format {
            ParameterSchemaOrContent::Schema(slot) => {
                if let Some(schema) = self.schema_under(node, "schema", at) {
                    *slot = schema;
                }
            }
            ParameterSchemaOrContent::Content(slot) => *slot = self.map(node, "content", at, Self::media_type),
        }
    }

    pub(super) fn schema_under(
        &mut self,
        node: &Node,
        key: &str,
        at: &Cursor,
    ) -> Option<ReferenceOr<openapiv3::Schema>> {
        let node = node.get(key)?;
        let at = self.origins.child(at, key);
        self.reference_or(node, &at, Self::schema)
    }
}

/// A status; `None` for `default`.
fn status(key: &str) -> Option<StatusCode> {
    match key.as_bytes() {
        [digit, b'X' | b'x', b'X' | b'x'] => Some(StatusCode::Range(u16::from(digit.saturating_sub(b'0')))),
        _ => key.parse().ok().map(StatusCode::Code),
    }
}
