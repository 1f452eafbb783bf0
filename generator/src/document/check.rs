//! Checks a tree against the model, and mends what is plain.

use super::model::{DOCUMENT, Kind, Model, Need, PATH_ITEM, RESPONSE};
use super::model_schema::SCHEMA;
use super::report::Report;
use super::{CARRIER, Cursor, Origins};
use crate::diagnostics::{Diagnostic, Sink, did_you_mean};
use crate::syntax::{Members, Node};

/// Whether the tree is a document; it is mended where its meaning is plain.
pub(super) fn check(root: &mut Node, origins: &Origins, sink: &mut Sink) -> bool {
    let mut check = Check { origins, report: Report::default(), errors: Vec::new() };
    static KIND: Kind = Kind::Object(&DOCUMENT);
    check.value(root, &KIND, &origins.root());
    let Check { report, errors, .. } = check;
    report.finish(sink);
    let right = errors.is_empty();
    errors.into_iter().for_each(|error| sink.push(error));
    right
}

fn is_text(node: &Node) -> bool {
    node.as_str().is_some()
}

/// Whether a value with nothing in it is as it should be, which is so of most: then nobody asks where it stands.
fn is_right(node: &Node, kind: &Kind) -> bool {
    match (kind, node) {
        (Kind::Any, _)
        | (Kind::Text, Node::String(_))
        | (Kind::Flag | Kind::FlagOrSchema, Node::Bool(_))
        | (Kind::Number, Node::Number(_)) => true,
        (Kind::Count, Node::Number(text)) => text.parse::<u64>().is_ok(),
        (Kind::Word(words), Node::String(word)) => words.contains(&word.as_str()),
        _ => false,
    }
}

struct Check<'c> {
    origins: &'c Origins,
    report: Report,
    errors: Vec<Diagnostic>,
}

impl Check<'_> {
    fn value(&mut self, node: &mut Node, kind: &'static Kind, at: &Cursor) {
        if is_mendable(node, kind) {
            self.mend(node, at);
        }
        if is_right(node, kind) {
            return;
        }
        match (kind, &mut *node) {
            (Kind::Word(words), Node::String(word)) => self.word(word, words, at),
            (Kind::Text, Node::Number(text)) => {
                let text = text.clone();
                self.as_text(node, text, at);
            }
            (Kind::Text, Node::Bool(value)) => {
                let text = value.to_string();
                self.as_text(node, text, at);
            }
            (Kind::Flag, Node::String(text)) if text == "true" || text == "false" => {
                let value = text == "true";
                self.lenient(at, format!("this boolean is a string: `\"{value}\"`"));
                *node = Node::Bool(value);
            }
            (Kind::Number | Kind::Count, Node::String(text)) if is_number(text) => {
                let number = Node::Number(text.clone());
                self.lenient(at, "this number is a string".to_owned());
                *node = number;
            }
            (Kind::List(inner), Node::List(items)) => {
                for (index, item) in items.iter_mut().enumerate().filter(|(_, item)| !is_right(item, inner)) {
                    let at = self.origins.child(at, &index.to_string());
                    self.value(item, inner, &at);
                }
            }
            (Kind::MapOrReference(_), Node::Object(members)) if members.get("$ref").is_some_and(is_text) => {}
            (Kind::Map(inner) | Kind::MapOrReference(inner), Node::Object(members)) => {
                for (key, value) in members.iter_mut().filter(|(_, value)| !is_right(value, inner)) {
                    let at = self.origins.child(at, key);
                    self.value(value, inner, &at);
                }
            }
            (Kind::FlagOrSchema, Node::Object(members)) => self.object(members, &SCHEMA, at),
            (Kind::Paths, Node::Object(members)) => self.paths(members, at),
            (Kind::Responses, Node::Object(members)) => self.responses(members, at),
            (Kind::Object(model), Node::Object(members)) => self.object(members, model, at),
            _ => self.wrong_type(node, kind, at),
        }
    }

    /// Makes of a value of the wrong type what it plainly means.
    fn mend(&mut self, node: &mut Node, at: &Cursor) {
        match node {
            Node::List(_) => {
                self.lenient(at, "this empty list is read as an empty object".to_owned());
                *node = Node::Object(Members::default());
            }
            Node::Object(members) if members.is_empty() => {
                self.lenient(at, "this empty object is read as an empty list".to_owned());
                *node = Node::List(Vec::new());
            }
            _ => {
                self.lenient(at, format!("expected a list, found {}; a list of it alone is assumed", node.kind()));
                *node = Node::List(vec![node.clone()]);
            }
        }
    }

    fn object(&mut self, members: &mut Members, model: &'static Model, at: &Cursor) {
        if model.reference && members.contains_key("$ref") {
            return self.reference(members, at);
        }
        self.forget_nulls(members, model, at);
        for (key, value) in members.iter_mut() {
            match model.fields.iter().find(|field| field.name == key.as_str()) {
                Some(field) if is_right(value, field.kind) => {}
                Some(field) => self.value(value, field.kind, &self.origins.child(at, key)),
                None if key.starts_with("x-") => {}
                None => self.unknown_field(key, model, &self.origins.child(at, key)),
            }
        }
        for field in model.fields {
            if field.need == Need::Optional || members.contains_key(field.name) {
                continue;
            }
            let message = format!("{} needs `{}`", model.name, field.name);
            if field.need == Need::Required {
                self.errors.push(Diagnostic::error("GW0204", message).at_key(&at.place(), ""));
            } else {
                let mut assumed = match field.need {
                    Need::Empty => Node::Object(Members::default()),
                    _ => Node::String(String::new()),
                };
                self.value(&mut assumed, field.kind, &self.origins.child(at, field.name));
                members.insert(field.name.to_owned(), assumed);
                let about = format!("{} {}", model.name, field.name);
                self.report.warn(about, Diagnostic::warning("GW0204", message).at_key(&at.place(), ""));
            }
        }
    }

    fn reference(&mut self, members: &mut Members, at: &Cursor) {
        if let Some(reference) = members.get_mut("$ref") {
            let at = self.origins.child(at, "$ref");
            self.value(reference, &Kind::Text, &at);
        }
    }

    fn paths(&mut self, members: &mut Members, at: &Cursor) {
        static KIND: Kind = Kind::Object(&PATH_ITEM);
        for (path, item) in members.iter_mut().filter(|(path, _)| !path.starts_with("x-")) {
            let at = self.origins.child(at, path);
            if !path.starts_with('/') {
                let message = format!("the path `{path}` doesn't begin with `/`");
                self.errors.push(Diagnostic::error("GW0312", message).at_key(&at.place(), ""));
            }
            self.value(item, &KIND, &at);
        }
    }

    fn responses(&mut self, members: &mut Members, at: &Cursor) {
        static KIND: Kind = Kind::Object(&RESPONSE);
        for (status, response) in members.iter_mut().filter(|(status, _)| !status.starts_with("x-")) {
            let at = self.origins.child(at, status);
            if !is_status(status) {
                let message = format!("`{status}` isn't a status");
                let help = "a status is a code such as `404`, a range such as `4XX`, or `default`";
                self.errors.push(Diagnostic::error("GW0206", message).at_key(&at.place(), "").help(help));
            }
            self.value(response, &KIND, &at);
        }
    }

    fn word(&mut self, word: &str, words: &[&str], at: &Cursor) {
        let message = format!("`{word}` isn't one of `{}`", words.join("`, `"));
        let diagnostic = Diagnostic::error("GW0206", message).at(&at.place(), "");
        self.errors.push(with_help(diagnostic, did_you_mean(word, words.iter().copied())));
    }

    fn wrong_type(&mut self, node: &Node, kind: &Kind, at: &Cursor) {
        let message = format!("expected {}, found {}", expected(kind), node.kind());
        self.errors.push(Diagnostic::error("GW0203", message).at(&at.place(), ""));
    }

    fn unknown_field(&mut self, key: &str, model: &'static Model, at: &Cursor) {
        let message = format!("{} has no field `{key}`; it is ignored", model.name);
        let known = model.fields.iter().map(|field| field.name).filter(|name| !name.starts_with(CARRIER));
        let unknown =
            with_help(Diagnostic::warning("GW0205", message).at_key(&at.place(), ""), did_you_mean(key, known));
        self.report.warn(format!("{} {key}", model.name), unknown);
    }

    /// `null` is what many tools write for nothing at all.
    fn forget_nulls(&mut self, members: &mut Members, model: &'static Model, at: &Cursor) {
        if !members.values().any(|value| *value == Node::Null) {
            return;
        }
        let nulls = members.iter().filter(|(key, value)| {
            let field = model.fields.iter().find(|field| field.name == key.as_str());
            **value == Node::Null && field.is_some_and(|field| !matches!(field.kind, Kind::Any))
        });
        let keys: Vec<String> = nulls.map(|(key, _)| key.clone()).collect();
        for key in keys {
            members.shift_remove(&key);
            let at = self.origins.child(at, &key);
            let message = format!("`{key}` of {} is null, which is read as if it were absent", model.name);
            let null = Diagnostic::warning("GW0209", message).at_key(&at.place(), "");
            self.report.warn(format!("null {} {key}", model.name), null);
        }
    }

    fn as_text(&mut self, node: &mut Node, text: String, at: &Cursor) {
        self.lenient(at, format!("expected a string, found {}; `\"{text}\"` is assumed", node.kind()));
        *node = Node::String(text);
    }

    fn lenient(&mut self, at: &Cursor, message: String) {
        let field = at.here.tokens().last().copied().unwrap_or_default().to_owned();
        self.report.warn(format!("lenient {field}"), Diagnostic::warning("GW0209", message).at(&at.place(), ""));
    }
}

fn with_help(diagnostic: Diagnostic, help: Option<String>) -> Diagnostic {
    match help {
        Some(help) => diagnostic.help(help),
        None => diagnostic,
    }
}

fn expected(kind: &Kind) -> &'static str {
    match kind {
        Kind::Text | Kind::Word(_) => "a string",
        Kind::Flag => "a boolean",
        Kind::Number => "a number",
        Kind::Count => "a whole number from zero",
        Kind::Any => "a value",
        Kind::List(_) => "a list",
        Kind::Map(_) | Kind::MapOrReference(_) => "an object",
        Kind::FlagOrSchema => "a boolean or a Schema Object",
        Kind::Paths => "a Paths Object",
        Kind::Responses => "a Responses Object",
        Kind::Object(model) => model.name,
    }
}

/// Whether a value of the wrong type is plain: an empty list that is to be an object, as some languages write it, or a
/// single value that is to be a list.
fn is_mendable(node: &Node, kind: &Kind) -> bool {
    match (kind, node) {
        (
            Kind::Map(_) | Kind::MapOrReference(_) | Kind::Paths | Kind::Responses | Kind::Object(_),
            Node::List(items),
        ) => items.is_empty(),
        (Kind::List(Kind::Text), Node::String(_)) => true,
        // Nothing in place of security requirements could mean that everybody may, or that it was forgotten.
        (Kind::List(Kind::Map(_)), Node::Object(members)) => !members.is_empty(),
        (Kind::List(_), Node::Object(members)) => members.is_empty(),
        _ => false,
    }
}

fn is_number(text: &str) -> bool {
    text.parse::<serde_json::Number>().is_ok()
}

fn is_status(text: &str) -> bool {
    let bytes = text.as_bytes();
    text == "default"
        || matches!(bytes, [b'1'..=b'9', rest @ ..] if rest.len() == 2 && rest.iter().all(u8::is_ascii_digit))
        || matches!(bytes, [b'1'..=b'5', b'X' | b'x', b'X' | b'x'])
}
