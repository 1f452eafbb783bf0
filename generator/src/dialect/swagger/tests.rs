//! A small document with every construct, and single ones beside it.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::path::Path;

use crate::diagnostics::{Severity, Sink, SourceId};
use crate::dialect::{Normalised, Survey, normalise};
use crate::syntax::{Forest, Node};

const SHELTER: &str = r##"
swagger: "2.0"
info: {title: Shelter, version: "1"}
host: shelter.example
basePath: /v2/
schemes: [http, https]
consumes: [application/json, application/xml]
produces: [application/json]
x-owner: zoo
securityDefinitions:
  plain: {type: basic, description: by name}
  key: {type: apiKey, name: X-Key, in: header}
  web: {type: oauth2, flow: accessCode, authorizationUrl: https://a.example, tokenUrl: https://t.example, scopes: {read: reads}}
  page: {type: oauth2, flow: implicit, authorizationUrl: https://a.example, scopes: {read: reads}}
  own: {type: oauth2, flow: password, tokenUrl: https://t.example, scopes: {}}
  app: {type: oauth2, flow: application, tokenUrl: https://t.example}
parameters:
  Limit: {name: limit, in: query, type: integer, format: int32, default: 20, maximum: 100, exclusiveMaximum: true}
  Animal: {name: animal, in: body, required: true, description: the animal, schema: {$ref: '#/definitions/Animal'}}
  Label: {name: label, in: formData, type: string, maxLength: 9}
responses:
  Missing: {description: not there, schema: {$ref: '#/definitions/Problem'}}
definitions:
  Animal:
    type: object
    discriminator: kind
    required: [kind]
    properties:
      kind: {type: string}
      born: {type: string, format: date, x-nullable: true, readOnly: true}
      friends: {type: array, items: {$ref: '#/definitions/Animal'}}
      weight: {type: number, minimum: 0, exclusiveMinimum: true}
  Cat:
    allOf:
      - $ref: '#/definitions/Animal'
      - {type: object, properties: {owner: {$ref: '#/definitions/Animal/properties/kind'}}}
  Problem: {type: object, properties: {text: {type: string}}}
paths:
  /animals:
    parameters:
      - {name: X-Trace, in: header, type: string}
      - {name: note, in: body, schema: {type: string}}
    get:
      operationId: list
      parameters:
        - $ref: '#/parameters/Limit'
        - {name: a, in: query, type: array, items: {type: string, enum: [x, y]}}
        - {name: b, in: query, type: array, collectionFormat: ssv, items: {type: string}}
        - {name: c, in: query, type: array, collectionFormat: pipes, items: {type: string}}
        - {name: d, in: query, type: array, collectionFormat: multi, items: {type: string}, x-shown: true}
      responses:
        '200':
          description: some
          headers: {X-Count: {type: integer, description: how many}}
          schema: {type: array, items: {$ref: '#/definitions/Animal'}}
          examples: {application/json: [], text/csv: a}
    post:
      operationId: add
      parameters: [{$ref: '#/parameters/Animal'}]
      responses: {'404': {$ref: '#/responses/Missing'}}
    put:
      operationId: replace
      consumes: [text/yaml]
      produces: [text/yaml]
      parameters:
        - $ref: '#/parameters/Animal'
        - {name: after, in: query, type: string}
      responses: {'404': {$ref: '#/responses/Missing'}, '204': {description: none}}
  /animals/{id}/photo:
    parameters: [{name: id, in: path, required: true, type: string, pattern: '^a'}]
    get:
      operationId: photo
      produces: [image/png]
      responses: {'200': {description: a photo, schema: {type: file}}}
    post:
      operationId: upload
      consumes: [multipart/form-data]
      parameters:
        - {name: photo, in: formData, type: file, required: true, description: the photo}
        - $ref: '#/parameters/Label'
      responses: {'200': {$ref: '#/paths/~1animals~1{id}~1photo/get/responses/200'}}
    put:
      operationId: tag
      parameters:
        - {name: tags, in: formData, type: array, collectionFormat: multi, items: {type: string}}
        - {name: names, in: formData, type: array, items: {type: string}}
      responses: {'204': {description: done}}
"##;

fn node(value: &serde_yaml::Value) -> Node {
    use serde_yaml::Value;
    match value {
        Value::Bool(value) => Node::Bool(*value),
        Value::Number(number) => Node::Number(number.to_string()),
        Value::String(text) => Node::String(text.clone()),
        Value::Sequence(items) => Node::List(items.iter().map(node).collect()),
        Value::Mapping(members) => {
            Node::Object(members.iter().map(|(key, value)| (key.as_str().unwrap().to_owned(), node(value))).collect())
        }
        _ => Node::Null,
    }
}

fn rewritten(text: &str) -> (Normalised, Sink) {
    let value: serde_yaml::Value = serde_yaml::from_str(text).unwrap();
    let mut sink = Sink::default();
    let forest = Forest::new(SourceId::default(), Path::new("swagger.yaml"), node(&value));
    let mut survey = Survey::new(&forest);
    survey.advance(&forest);
    let normalised = normalise(forest, survey, SourceId::default(), &mut sink).unwrap();
    (normalised, sink)
}

/// What stands at a pointer, as JSON; `~` stands for the `/` of a token.
fn at(normalised: &Normalised, pointer: &str) -> String {
    let steps = pointer.split('/').filter(|step| !step.is_empty()).map(|step| step.replace('~', "/"));
    let mut node = Some(&normalised.root);
    for step in steps {
        node = node.and_then(|node| {
            node.get(&step).or_else(|| step.parse::<usize>().ok().and_then(|index| node.as_list()?.get(index)))
        });
    }
    node.map_or_else(|| "nothing".to_owned(), ToString::to_string)
}

/// Where what stands at a pointer stood.
fn origin(normalised: &Normalised, pointer: &str) -> String {
    let steps: Vec<String> = pointer.split('/').skip(1).map(|step| step.replace('~', "/")).collect();
    let origins = &normalised.origins;
    origins.descend(&origins.root(), steps.iter().map(String::as_str)).place().pointer.to_string()
}

/// What is said of a document with these paths and more, each with its code and place.
fn said(more: &str) -> Vec<String> {
    let text = format!("swagger: '2.0'\ninfo: {{title: t, version: '1'}}\n{more}");
    let (_, sink) = rewritten(&text);
    let one = |d: &crate::diagnostics::Diagnostic| format!("{} {}", d.code, d.labels.first().unwrap().place.pointer);
    sink.diagnostics().iter().map(one).collect()
}

#[test]
fn the_document_and_its_servers() {
    let (shelter, _) = rewritten(SHELTER);
    assert_eq!(at(&shelter, "openapi"), r#""3.0.3""#);
    assert_eq!(at(&shelter, "x-owner"), r#""zoo""#);
    let servers = r#"[{"url":"https://shelter.example/v2"},{"url":"http://shelter.example/v2"}]"#;
    assert_eq!(at(&shelter, "servers"), servers);
    assert_eq!(origin(&shelter, "/servers/0/url"), "/host");
    for gone in ["swagger", "host", "definitions", "parameters", "responses", "consumes", "securityDefinitions"] {
        assert_eq!(at(&shelter, gone), "nothing", "{gone}");
    }
}

#[test]
fn security_schemes_and_flows() {
    let (shelter, _) = rewritten(SHELTER);
    let scheme = |name: &str| at(&shelter, &format!("components/securitySchemes/{name}"));
    assert_eq!(scheme("plain"), r#"{"type":"http","scheme":"basic","description":"by name"}"#);
    assert_eq!(scheme("key"), r#"{"type":"apiKey","name":"X-Key","in":"header"}"#);
    let web = r#"{"authorizationUrl":"https://a.example","tokenUrl":"https://t.example","scopes":{"read":"reads"}}"#;
    assert_eq!(scheme("web/flows/authorizationCode"), web);
    assert_eq!(scheme("page/flows/implicit/scopes"), r#"{"read":"reads"}"#);
    assert_eq!(scheme("own/flows/password/tokenUrl"), r#""https://t.example""#);
    assert_eq!(scheme("app/flows/clientCredentials/scopes"), "{}");
    let token = origin(&shelter, "/components/securitySchemes/web/flows/authorizationCode/tokenUrl");
    assert_eq!(token, "/securityDefinitions/web/tokenUrl");
}

#[test]
fn schemas_and_their_references() {
    let (shelter, _) = rewritten(SHELTER);
    let schema = |name: &str| at(&shelter, &format!("components/schemas/{name}"));
    assert_eq!(schema("Animal/discriminator"), r#"{"propertyName":"kind"}"#);
    assert_eq!(
        schema("Animal/properties/born"),
        r#"{"type":"string","format":"date","nullable":true,"readOnly":true}"#
    );
    assert_eq!(schema("Animal/properties/weight/exclusiveMinimum"), "true");
    assert_eq!(schema("Animal/properties/friends/items"), r##"{"$ref":"#/components/schemas/Animal"}"##);
    assert_eq!(schema("Cat/allOf/0/$ref"), r##""#/components/schemas/Animal""##);
    let inside = r##""#/components/schemas/Animal/properties/kind""##;
    assert_eq!(schema("Cat/allOf/1/properties/owner/$ref"), inside);
    assert_eq!(origin(&shelter, "/components/schemas/Cat/allOf/0/$ref"), "/definitions/Cat/allOf/0/$ref");
    let nullable = origin(&shelter, "/components/schemas/Animal/properties/born/nullable");
    assert_eq!(nullable, "/definitions/Animal/properties/born/x-nullable");
    let name = origin(&shelter, "/components/schemas/Animal/discriminator/propertyName");
    assert_eq!(name, "/definitions/Animal/discriminator");
}

#[test]
fn parameters_state_their_type_in_a_schema() {
    let (shelter, _) = rewritten(SHELTER);
    let limit = r#"{"type":"integer","format":"int32","default":20,"maximum":100,"exclusiveMaximum":true}"#;
    assert_eq!(at(&shelter, "components/parameters/Limit/schema"), limit);
    let parameter = |index: usize| at(&shelter, &format!("paths/~animals/get/parameters/{index}"));
    assert_eq!(parameter(0), r##"{"$ref":"#/components/parameters/Limit"}"##);
    let styled = |name: &str, style: &str, explode: bool| {
        format!(
            r#"{{"name":"{name}","in":"query","schema":{{"type":"array","items":{{"type":"string"}}}},"style":"{style}","explode":{explode}}}"#
        )
    };
    assert_eq!(parameter(2), styled("b", "spaceDelimited", false));
    assert_eq!(parameter(3), styled("c", "pipeDelimited", false));
    let a = at(&shelter, "paths/~animals/get/parameters/1");
    assert!(a.contains(r#""enum":["x","y"]"#) && a.ends_with(r#""style":"form","explode":false}"#), "{a}");
    let d = at(&shelter, "paths/~animals/get/parameters/4");
    assert!(d.contains(r#""x-shown":true"#) && d.ends_with(r#""style":"form","explode":true}"#), "{d}");
    let from = "/paths/~1animals/get/parameters/1/items/enum";
    assert_eq!(origin(&shelter, "/paths/~animals/get/parameters/1/schema/items/enum"), from);
    let style = origin(&shelter, "/paths/~animals/get/parameters/2/style");
    assert_eq!(style, "/paths/~1animals/get/parameters/2/collectionFormat");
}

#[test]
fn bodies_take_the_media_types_that_are_consumed() {
    let (shelter, _) = rewritten(SHELTER);
    let animal = r##"{"schema":{"$ref":"#/components/schemas/Animal"}}"##;
    let shared = format!(
        r#"{{"required":true,"description":"the animal","content":{{"application/json":{animal},"application/xml":{animal}}}}}"#
    );
    assert_eq!(at(&shelter, "components/requestBodies/Animal"), shared);
    let reference = r##"{"$ref":"#/components/requestBodies/Animal"}"##;
    assert_eq!(at(&shelter, "paths/~animals/post/requestBody"), reference);
    assert_eq!(at(&shelter, "paths/~animals/post/parameters"), "nothing");
    assert_eq!(at(&shelter, "paths/~animals/put/requestBody/content"), format!(r#"{{"text/yaml":{animal}}}"#));
    // A body of the whole path goes to each operation that has none of its own.
    assert_eq!(at(&shelter, "paths/~animals/parameters/0/name"), r#""X-Trace""#);
    let note = "paths/~animals/get/requestBody/content/application~json/schema";
    assert_eq!(at(&shelter, note), r#"{"type":"string"}"#);
    assert_eq!(origin(&shelter, &format!("/{note}/type")), "/paths/~1animals/parameters/1/schema/type");
    // What stands after a body moves up in the list.
    let after = origin(&shelter, "/paths/~animals/put/parameters/0/name");
    assert_eq!(after, "/paths/~1animals/put/parameters/1/name");
    let inlined = origin(&shelter, "/paths/~animals/put/requestBody/content/text~yaml/schema/$ref");
    assert_eq!(inlined, "/parameters/Animal/schema/$ref");
}

#[test]
fn forms_are_objects() {
    let (shelter, _) = rewritten(SHELTER);
    let upload = "paths/~animals~{id}~photo/post/requestBody";
    let form = r#"{"multipart/form-data":{"schema":{"type":"object","properties":{"photo":{"type":"string","format":"binary","description":"the photo"},"label":{"type":"string","maxLength":9}},"required":["photo"]}}}"#;
    assert_eq!(at(&shelter, &format!("{upload}/content")), form);
    assert_eq!(at(&shelter, &format!("{upload}/required")), "true");
    let label = format!("/{upload}/content/multipart~form-data/schema/properties/label/maxLength");
    assert_eq!(origin(&shelter, &label), "/parameters/Label/maxLength");
    let encoding = "paths/~animals~{id}~photo/put/requestBody/content/application~x-www-form-urlencoded/encoding";
    let tags = at(&shelter, &format!("{encoding}/tags"));
    assert_eq!(tags, r#"{"style":"form","x-gatewright-keyword-explode":true}"#);
    let names = at(&shelter, &format!("{encoding}/names"));
    assert_eq!(names, r#"{"style":"form","x-gatewright-keyword-explode":false}"#);
}

#[test]
fn responses_take_the_media_types_that_are_produced() {
    let (shelter, sink) = rewritten(SHELTER);
    let list = "paths/~animals/get/responses/200";
    let content = r##"{"application/json":{"schema":{"type":"array","items":{"$ref":"#/components/schemas/Animal"}},"example":[]}}"##;
    assert_eq!(at(&shelter, &format!("{list}/content")), content);
    let header = r#"{"description":"how many","schema":{"type":"integer"}}"#;
    assert_eq!(at(&shelter, &format!("{list}/headers/X-Count")), header);
    let example = format!("/{list}/content/application~json/example");
    let from = "/paths/~1animals/get/responses/200/examples/application~1json";
    assert_eq!(origin(&shelter, &example), from);
    let photo = r#"{"image/png":{"schema":{"type":"string","format":"binary"}}}"#;
    assert_eq!(at(&shelter, "paths/~animals~{id}~photo/get/responses/200/content"), photo);
    let missing = r##"{"$ref":"#/components/responses/Missing"}"##;
    assert_eq!(at(&shelter, "paths/~animals/post/responses/404"), missing);
    let inlined = r##"{"text/yaml":{"schema":{"$ref":"#/components/schemas/Problem"}}}"##;
    assert_eq!(at(&shelter, "paths/~animals/put/responses/404/content"), inlined);
    let lost: Vec<_> = sink.diagnostics().iter().filter(|d| d.code == "GW0211").collect();
    assert_eq!(lost.len(), 1, "{lost:?}");
    assert!(sink.diagnostics().iter().all(|d| d.severity != Severity::Error), "{:?}", sink.diagnostics());
}

#[test]
fn references_follow_what_moved_and_no_others() {
    let paths = r##"
paths:
  /a:
    post:
      produces: [text/plain]
      consumes: [text/plain]
      parameters: [{name: b, in: body, schema: {type: string, example: {$ref: '#/definitions/A'}}}]
      responses: {'200': {description: d, schema: {type: string}}}
  /b:
    get:
      produces: [text/plain]
      responses:
        '200': {description: d, schema: {$ref: '#/paths/~1a/post/parameters/0/schema'}}
        '400': {description: d, schema: {$ref: '#/paths/~1a/post/responses/200/schema'}}
        '404': {description: d, schema: {$ref: '#/definitions/Nothing'}}
definitions: {'A%': {type: string}, B: {$ref: '#/definitions/A%25'}}
"##;
    let (document, _) = rewritten(&format!("swagger: '2.0'\ninfo: {{title: t, version: '1'}}{paths}"));
    let schema =
        |status: &str| at(&document, &format!("paths/~b/get/responses/{status}/content/text~plain/schema/$ref"));
    assert_eq!(schema("200"), r##""#/paths/~1a/post/requestBody/content/text~1plain/schema""##);
    assert_eq!(schema("400"), r##""#/paths/~1a/post/responses/200/content/text~1plain/schema""##);
    assert_eq!(schema("404"), r##""#/definitions/Nothing""##);
    assert_eq!(at(&document, "components/schemas/B/$ref"), r##""#/components/schemas/A%25""##);
    let example = "paths/~a/post/requestBody/content/text~plain/schema/example/$ref";
    assert_eq!(at(&document, example), r##""#/definitions/A""##);
}

#[test]
fn a_server_without_host_or_scheme() {
    let server = |more: &str| {
        let (document, sink) =
            rewritten(&format!("swagger: 2.0\ninfo: {{title: t, version: '1'}}\npaths: {{}}\n{more}"));
        (at(&document, "servers/0/url"), sink.diagnostics().len())
    };
    assert_eq!(server("basePath: /v1"), (r#""/v1""#.to_owned(), 0));
    assert_eq!(server("host: a.example:8080"), (r#""https://a.example:8080""#.to_owned(), 1));
    assert_eq!(server(""), ("nothing".to_owned(), 0));
}

#[test]
fn problems_are_said_where_they_stand() {
    assert_eq!(said("paths: {}\nhost: https://a.example/b"), ["GW0206 /host"]);
    assert_eq!(said("paths: {}\nschemes: [ws, ftp]"), ["GW0208 /schemes/0", "GW0206 /schemes/1"]);
    assert_eq!(said("paths: {}\nhost: a.example\nschemes: [https, ftp]"), ["GW0206 /schemes/1"]);
    assert_eq!(said("paths: {}\nconsumes: text/plain"), ["GW0203 /consumes"]);
    assert_eq!(said("paths: {}\ncomponents: {}"), ["GW0205 /components"]);
    let scheme = |scheme: &str| said(&format!("paths: {{}}\nsecurityDefinitions: {{s: {scheme}}}"));
    assert_eq!(scheme("{type: oauth2, flow: magic, scopes: {}}"), ["GW0206 /securityDefinitions/s/flow"]);
    assert_eq!(scheme("{type: oauth2, scopes: {}}"), ["GW0204 /securityDefinitions/s"]);
    assert_eq!(scheme("{type: bearer}"), ["GW0206 /securityDefinitions/s/type"]);
    assert_eq!(said("paths: {}\ndefinitions: {A: {oneOf: [{type: string}]}}"), ["GW0207 /definitions/A/oneOf"]);
}

#[test]
fn problems_of_parameters_are_said_where_they_stand() {
    let of = |parameters: &str| {
        said(&format!(
            "consumes: [text/plain]\npaths: {{/a: {{post: {{parameters: [{parameters}], responses: {{}}}}}}}}"
        ))
    };
    let list = |format: &str, place: &str| {
        format!("{{name: a, in: {place}, type: array, items: {{type: string}}, collectionFormat: {format}}}")
    };
    let first = "/paths/~1a/post/parameters/0";
    assert_eq!(of(&list("tsv", "query")), [format!("GW0211 {first}/collectionFormat")]);
    assert_eq!(of(&list("odd", "query")), [format!("GW0206 {first}/collectionFormat")]);
    assert_eq!(of(&list("pipes", "header")), [format!("GW0211 {first}/collectionFormat")]);
    assert_eq!(of("{name: a, in: query, type: file}"), [format!("GW0206 {first}/type")]);
    let both = "{name: a, in: body, schema: {}}, {name: b, in: formData, type: string}";
    assert_eq!(of(both), ["GW0212 /paths/~1a/post/parameters/1"]);
    let twice = "{name: b, in: formData, type: string}, {name: b, in: formData, type: string}";
    assert_eq!(of(twice), ["GW0308 /paths/~1a/post/parameters/1"]);
    assert_eq!(of("{name: a, in: body}"), [format!("GW0204 {first}")]);
}

#[test]
fn what_is_assumed_is_said_once() {
    let body = "parameters: [{name: b, in: body, schema: {type: string}}], responses: {}";
    let said = said(&format!("paths: {{/a: {{post: {{{body}}}, put: {{{body}}}}}}}"));
    assert_eq!(said, ["GW0211 /paths/~1a/post/parameters/0"]);
}
