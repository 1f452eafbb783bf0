//! What becomes of every keyword of a schema.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io;

use serde_json::{Value, json};

use super::MADE;
use super::probe::{Effect, Probed, probe};
use crate::suite::{Draft, Figures, Mode, Tally};

/// A keyword, with a schema that it says something of.
struct Keyword {
    name: &'static str,
    /// The file of the suite that is about it, if it isn't called after it.
    file: Option<&'static str>,
    /// Whether OpenAPI 3.0 has it, and 3.1.
    versions: (bool, bool),
    base: Value,
    with: Value,
    /// Why the code may be the same without a word.
    silent: Option<&'static str>,
}

const BOTH: (bool, bool) = (true, true);
const FIRST: (bool, bool) = (true, false);
const SECOND: (bool, bool) = (false, true);

/// Files of the suite that are about no single keyword.
const GENERAL: [&str; 5] = ["boolean_schema", "infinite-loop-detection", "refRemote", "content", "vocabulary"];

fn keyword(name: &'static str, versions: (bool, bool), base: Value, with: Value) -> Keyword {
    Keyword { name, file: None, versions, base, with, silent: None }
}

impl Keyword {
    fn of(self, file: &'static str) -> Self {
        Self { file: Some(file), ..self }
    }

    fn silent(self, why: &'static str) -> Self {
        Self { silent: Some(why), ..self }
    }

    fn file(&self) -> &'static str {
        self.file.unwrap_or(self.name)
    }
}

fn keywords() -> Vec<Keyword> {
    [types(), strings_and_numbers(), lists(), objects(), combinations(), structure(), annotations()]
        .into_iter()
        .flatten()
        .collect()
}

fn types() -> Vec<Keyword> {
    vec![
        keyword("type", BOTH, json!({}), json!({ "type": "integer" })),
        keyword("type (a list)", SECOND, json!({}), json!({ "type": ["integer", "string"] })).of("type"),
        keyword(
            "nullable",
            FIRST,
            json!({ "type": "object", "required": ["a"], "properties": { "a": { "type": "string" } } }),
            json!({ "properties": { "a": { "type": "string", "nullable": true } } }),
        ),
        keyword("enum", BOTH, json!({ "type": "string" }), json!({ "enum": ["a", "b"] })),
        keyword("const", SECOND, json!({ "type": "string" }), json!({ "const": "a" })),
        keyword("format", BOTH, json!({ "type": "string" }), json!({ "format": "uuid" })),
    ]
}

fn strings_and_numbers() -> Vec<Keyword> {
    let (text, number) = (json!({ "type": "string" }), json!({ "type": "number" }));
    vec![
        keyword("minLength", BOTH, text.clone(), json!({ "minLength": 2 })),
        keyword("maxLength", BOTH, text.clone(), json!({ "maxLength": 8 })),
        keyword("pattern", BOTH, text.clone(), json!({ "pattern": "^a" })),
        keyword("contentEncoding", SECOND, text.clone(), json!({ "contentEncoding": "base64" })).of("content"),
        keyword("contentMediaType", SECOND, text.clone(), json!({ "contentMediaType": "image/png" }))
            .of("content")
            .silent("an annotation, which says nothing of values"),
        keyword(
            "contentSchema",
            SECOND,
            json!({ "type": "string", "contentMediaType": "application/json" }),
            json!({ "contentSchema": { "type": "integer" } }),
        )
        .of("content")
        .silent("an annotation, which says nothing of values"),
        keyword("minimum", BOTH, number.clone(), json!({ "minimum": 1 })),
        keyword("maximum", BOTH, number.clone(), json!({ "maximum": 9 })),
        keyword(
            "exclusiveMinimum (boolean)",
            FIRST,
            json!({ "type": "number", "minimum": 1 }),
            json!({ "exclusiveMinimum": true }),
        )
        .of("minimum"),
        keyword(
            "exclusiveMaximum (boolean)",
            FIRST,
            json!({ "type": "number", "maximum": 9 }),
            json!({ "exclusiveMaximum": true }),
        )
        .of("maximum"),
        keyword("exclusiveMinimum", SECOND, number.clone(), json!({ "exclusiveMinimum": 1 })),
        keyword("exclusiveMaximum", SECOND, number.clone(), json!({ "exclusiveMaximum": 9 })),
        keyword("multipleOf", BOTH, number, json!({ "multipleOf": 0.5 })),
    ]
}

fn lists() -> Vec<Keyword> {
    let list = json!({ "type": "array", "items": { "type": "string" } });
    vec![
        keyword("items", BOTH, json!({ "type": "array" }), json!({ "items": { "type": "integer" } })),
        keyword(
            "prefixItems",
            SECOND,
            json!({ "type": "array" }),
            json!({ "prefixItems": [{ "type": "integer" }, { "type": "string" }] }),
        ),
        keyword("minItems", BOTH, list.clone(), json!({ "minItems": 2 })),
        keyword("maxItems", BOTH, list.clone(), json!({ "maxItems": 8 })),
        keyword("uniqueItems", BOTH, list.clone(), json!({ "uniqueItems": true })),
        keyword("contains", SECOND, list.clone(), json!({ "contains": { "const": "a" } })),
        keyword(
            "minContains",
            SECOND,
            json!({ "type": "array", "items": { "type": "string" }, "contains": { "const": "a" } }),
            json!({ "minContains": 2 }),
        ),
        keyword(
            "maxContains",
            SECOND,
            json!({ "type": "array", "items": { "type": "string" }, "contains": { "const": "a" } }),
            json!({ "maxContains": 3 }),
        ),
        keyword(
            "unevaluatedItems",
            SECOND,
            json!({ "type": "array", "prefixItems": [{ "type": "integer" }] }),
            json!({ "unevaluatedItems": false }),
        ),
    ]
}

fn objects() -> Vec<Keyword> {
    let object = json!({ "type": "object", "properties": { "a": { "type": "string" }, "b": { "type": "string" } } });
    vec![
        keyword(
            "properties",
            BOTH,
            json!({ "type": "object" }),
            json!({ "properties": { "a": { "type": "string" } } }),
        ),
        keyword("required", BOTH, object.clone(), json!({ "required": ["a"] })),
        keyword("additionalProperties", BOTH, object.clone(), json!({ "additionalProperties": { "type": "integer" } })),
        keyword("additionalProperties: false", BOTH, object.clone(), json!({ "additionalProperties": false }))
            .of("additionalProperties"),
        keyword(
            "patternProperties",
            SECOND,
            json!({ "type": "object" }),
            json!({ "patternProperties": { "^x-": { "type": "integer" } } }),
        ),
        keyword(
            "propertyNames",
            SECOND,
            json!({ "type": "object", "additionalProperties": { "type": "string" } }),
            json!({ "propertyNames": { "pattern": "^a" } }),
        ),
        keyword("minProperties", BOTH, object.clone(), json!({ "minProperties": 1 })),
        keyword("maxProperties", BOTH, object.clone(), json!({ "maxProperties": 9 })),
        keyword("dependentRequired", SECOND, object.clone(), json!({ "dependentRequired": { "a": ["b"] } })),
        keyword(
            "dependentSchemas",
            SECOND,
            object.clone(),
            json!({ "dependentSchemas": { "a": { "required": ["b"] } } }),
        ),
        keyword("unevaluatedProperties", SECOND, object, json!({ "unevaluatedProperties": false })),
    ]
}

fn combinations() -> Vec<Keyword> {
    let object = json!({ "type": "object", "properties": { "a": { "type": "string" } } });
    let two = json!([{ "$ref": "#/components/schemas/Other" }, { "type": "string" }]);
    vec![
        keyword("allOf", BOTH, object.clone(), json!({ "allOf": [{ "$ref": "#/components/schemas/Other" }] })),
        keyword("anyOf", BOTH, json!({}), json!({ "anyOf": two })),
        keyword("oneOf", BOTH, json!({}), json!({ "oneOf": two })),
        keyword(
            "discriminator",
            BOTH,
            json!({ "oneOf": [{ "$ref": "#/components/schemas/Other" }, { "$ref": "#/components/schemas/Another" }] }),
            json!({ "discriminator": { "propertyName": "kind" } }),
        ),
        keyword("not", BOTH, object.clone(), json!({ "not": { "required": ["b"] } })),
        keyword("if", SECOND, object.clone(), json!({ "if": { "required": ["a"] }, "then": { "required": ["b"] } }))
            .of("if-then-else"),
        keyword("then", SECOND, object.clone(), json!({ "if": { "required": ["a"] }, "then": { "required": ["b"] } }))
            .of("if-then-else"),
        keyword("else", SECOND, object, json!({ "if": { "required": ["a"] }, "else": { "required": ["b"] } }))
            .of("if-then-else"),
    ]
}

fn structure() -> Vec<Keyword> {
    let object = json!({ "type": "object" });
    vec![
        keyword("$ref", BOTH, json!({}), json!({ "$ref": "#/components/schemas/Other" })).of("ref"),
        keyword("$defs", SECOND, object.clone(), json!({ "$defs": { "A": { "type": "string" } }, "properties": { "a": { "$ref": "#/components/schemas/Record/$defs/A" } } })).of("defs"),
        keyword("$id", SECOND, object.clone(), json!({ "$id": "https://example.com/record" })).of("ref").silent("what its references name"),
        keyword("$anchor", SECOND, object.clone(), json!({ "$anchor": "record" })).of("anchor").silent("a name for references"),
        keyword("$dynamicRef", SECOND, json!({}), json!({ "$dynamicRef": "#/components/schemas/Other" })).of("dynamicRef"),
        keyword("$dynamicAnchor", SECOND, object.clone(), json!({ "$dynamicAnchor": "record" })).of("dynamicRef").silent("a name for references"),
        keyword("$schema", SECOND, object.clone(), json!({ "$schema": "https://json-schema.org/draft/2020-12/schema" })).silent("says which draft is meant"),
        keyword("$vocabulary", SECOND, object.clone(), json!({ "$vocabulary": {} })).silent("of schemas for schemas"),
        keyword("$comment", SECOND, object, json!({ "$comment": "…" })).silent("for authors of documents"),
    ]
}

fn annotations() -> Vec<Keyword> {
    let text = json!({ "type": "string" });
    let record = json!({ "type": "object", "properties": { "a": { "type": "string" } } });
    let field = |with: Value| json!({ "properties": { "a": with } });
    let silent = "an annotation, which says nothing of values";
    vec![
        keyword("title", BOTH, record.clone(), json!({ "title": "A record" })),
        keyword("description", BOTH, record.clone(), json!({ "description": "A record." })),
        keyword("default", BOTH, text.clone(), json!({ "default": "a" })).silent("an absent value stays absent"),
        keyword("deprecated", BOTH, text.clone(), json!({ "deprecated": true })).silent(silent),
        keyword("readOnly", BOTH, record.clone(), field(json!({ "type": "string", "readOnly": true })))
            .silent("of no weight where a record travels one way"),
        keyword("writeOnly", BOTH, record.clone(), field(json!({ "type": "string", "writeOnly": true })))
            .silent("of no weight where a record travels one way"),
        keyword("example", BOTH, text.clone(), json!({ "example": "a" })).silent(silent),
        keyword("examples", SECOND, text.clone(), json!({ "examples": ["a"] })).silent(silent),
        keyword("externalDocs", BOTH, text.clone(), json!({ "externalDocs": { "url": "https://example.com" } }))
            .silent(silent),
        keyword("xml", BOTH, text, json!({ "xml": { "name": "A" } })),
    ]
}

pub(super) fn page(figures: &Figures) -> io::Result<String> {
    let mut text = format!(
        "{MADE}# Keywords of schemas\n\nWhat the generator makes of each keyword, found by generating a schema with it and the same \
         one without. *Type* means that the declaration is another one, *attribute* that values are checked or written \
         otherwise, and a code that the generator says so at the place: see [codes.md](codes.md).\n\n\
         The figures are those of the [JSON Schema test suite](https://github.com/json-schema-org/JSON-Schema-Test-Suite), \
         draft 4 for OpenAPI 3.0 and draft 2020-12 for 3.1, whose instances are decoded and validated by generated code: \
         right / wrong / refused, where *refused* is a verdict that isn't the suite's, as a diagnostic said beforehand.\n\n\
         | keyword | OpenAPI 3.0 | OpenAPI 3.1 | draft 4 | draft 2020-12 |\n|---|---|---|---|---|\n"
    );
    let all = keywords();
    check_files(&all, figures)?;
    for keyword in &all {
        let (first, second) = keyword.versions;
        let cell = |has: bool, draft: Draft| if has { made(keyword, draft) } else { Ok("–".to_owned()) };
        let suite = |has: bool, draft: Draft| if has { found(figures, draft, keyword.file()) } else { String::new() };
        let _ = writeln!(
            text,
            "| `{}` | {} | {} | {} | {} |",
            keyword.name,
            cell(first, Draft::Four)?,
            cell(second, Draft::Twenty)?,
            suite(first, Draft::Four),
            suite(second, Draft::Twenty),
        );
    }
    text.push_str(&totals(figures));
    Ok(text)
}

/// Refuses to make a page that a file of the suite has no place on.
fn check_files(all: &[Keyword], figures: &Figures) -> io::Result<()> {
    let known: BTreeSet<&str> = all.iter().map(Keyword::file).chain(GENERAL).chain(OLD).collect();
    let unknown: BTreeSet<&String> =
        figures.files.values().flat_map(|files| files.keys()).filter(|file| !known.contains(file.as_str())).collect();
    if unknown.is_empty() {
        Ok(())
    } else {
        Err(io::Error::other(format!("no keyword has the suite's files {unknown:?}")))
    }
}

/// Keywords of draft 4 that no version of OpenAPI has.
const OLD: [&str; 3] = ["additionalItems", "definitions", "dependencies"];

fn made(keyword: &Keyword, draft: Draft) -> io::Result<String> {
    let Probed { effect, codes } = probe(draft.openapi(), &keyword.base, &keyword.with)?;
    let said = codes.into_iter().map(|code| format!("[{code}](codes.md)")).collect::<Vec<_>>().join(", ");
    let effect = match (&effect, keyword.silent) {
        (Effect::Type(lines), _) => worded("type", lines),
        (Effect::Attributes(lines), _) => worded("attribute", lines),
        (Effect::Documentation, _) => "documentation".to_owned(),
        (Effect::Nothing, Some(why)) if said.is_empty() => why.to_owned(),
        (Effect::Nothing, None) if said.is_empty() => DROPPED.to_owned(),
        (Effect::Nothing, _) => String::new(),
    };
    Ok([effect, said].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("; "))
}

/// What is said of a keyword that ought to have an effect, or a diagnostic, and has neither.
pub const DROPPED: &str = "**dropped without a word**";

/// The first line that shows it.
fn worded(kind: &str, lines: &[String]) -> String {
    let telling = |line: &&String| !line.starts_with("#[derive") && !line.starts_with("#[allow");
    let line = lines.iter().find(telling).map(|line| line.trim_end_matches([',', '{', ' ']).replace('|', "\\|"));
    line.map_or_else(|| kind.to_owned(), |line| format!("{kind}: `{line}`"))
}

fn found(figures: &Figures, draft: Draft, file: &str) -> String {
    let run = Figures::run(draft, Mode::Inferred);
    figures.files.get(&run).and_then(|files| files.get(file)).map_or_else(String::new, |tally| written(*tally))
}

fn written(tally: Tally) -> String {
    format!("{} / {} / {}", tally.right, tally.wrong, tally.refused)
}

fn totals(figures: &Figures) -> String {
    let mut text =
        "\n## The whole suite\n\n| draft | schemas without a type | right / wrong / refused |\n|---|---|---|\n"
            .to_owned();
    for draft in Draft::ALL {
        for mode in Mode::ALL {
            let total = figures.total(&Figures::run(draft, mode));
            let _ = writeln!(text, "| {} | {} | {} |", draft.folder(), mode.name(), written(total));
        }
    }
    text.push_str(
        "\n`cargo run -p gatewright-tests --bin suite` finds the figures anew, and `-- --wrong KEYWORD` lists what is wrong.\n",
    );
    text
}
