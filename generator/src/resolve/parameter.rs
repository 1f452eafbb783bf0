//! Parameters: those of the path item and the operation merged, and checked against the path.

use indexmap::IndexMap;
use openapiv3::{CookieStyle, HeaderStyle, ParameterSchemaOrContent, PathStyle, QueryStyle, ReferenceOr};

use super::bodies::first_example;
use super::extension::carried_flag;
use super::resolver::Resolver;
use super::{JsonType, Location, Parameter, Schema, SchemaId, Style, template};
use crate::diagnostics::{Diagnostic, did_you_mean};
use crate::document::Cursor;

/// Header parameters that the specification says to ignore, as other fields describe them.
const IGNORED: [&str; 3] = ["accept", "content-type", "authorization"];

/// Parameters by name and location; names of headers in lower case.
type ByKey = IndexMap<(Location, String), Parameter>;

impl<'d> Resolver<'d> {
    /// The parameters of an operation: the path item's, replaced and followed by its own.
    pub(super) fn parameters(
        &mut self,
        shared: (&'d [ReferenceOr<openapiv3::Parameter>], &Cursor),
        own: (&'d [ReferenceOr<openapiv3::Parameter>], &Cursor),
    ) -> Vec<Parameter> {
        let mut merged = self.parameter_list(shared.0, shared.1);
        merged.extend(self.parameter_list(own.0, own.1));
        merged.into_values().collect()
    }

    fn parameter_list(&mut self, list: &'d [ReferenceOr<openapiv3::Parameter>], at: &Cursor) -> ByKey {
        let at = self.child(at, "parameters");
        let mut found = ByKey::new();
        for (index, parameter) in list.iter().enumerate() {
            let here = self.child(&at, &index.to_string());
            let Some((parameter, at)) = self.follow(parameter, &here) else { continue };
            let parameter = self.parameter(parameter, &at);
            let is_header = parameter.location == Location::Header;
            let name = if is_header { parameter.name.to_lowercase() } else { parameter.name.clone() };
            if is_header && IGNORED.contains(&name.as_str()) {
                continue;
            }
            let key = (parameter.location, name);
            if let Some(first) = found.get(&key) {
                let message = format!("the parameter `{}` stands twice", parameter.name);
                let diagnostic = Diagnostic::warning("GW0308", message).at(&here.place(), "again here");
                let diagnostic = diagnostic.at(&first.at, "first here");
                self.say_once(diagnostic);
                continue;
            }
            found.insert(key, parameter);
        }
        found
    }

    fn parameter(&mut self, parameter: &'d openapiv3::Parameter, at: &Cursor) -> Parameter {
        let data = parameter.parameter_data_ref();
        let (location, style, allow_reserved) = place_and_style(parameter);
        let (schema, content) = match &data.format {
            ParameterSchemaOrContent::Schema(_) if carried_flag(&data.extensions, "untyped") == Some(true) => {
                (None, None)
            }
            ParameterSchemaOrContent::Schema(schema) => {
                (Some(self.schema(schema.into(), &self.child(at, "schema"))), None)
            }
            ParameterSchemaOrContent::Content(content) => {
                let at = self.child(at, "content");
                if content.len() != 1 {
                    let message = format!("a parameter has one media type, not {}", content.len());
                    self.say_once(Diagnostic::warning("GW0313", message).at_key(&at.place(), ""));
                }
                match content.first() {
                    Some((name, media_type)) => {
                        let at = self.document.origins.descend(&at, [name.as_str(), "schema"]);
                        let schema = media_type.schema.as_ref();
                        (schema.map(|schema| self.schema(schema.into(), &at)), Some(name.clone()))
                    }
                    None => (None, None),
                }
            }
        };
        Parameter {
            at: at.place(),
            name: data.name.clone(),
            location,
            required: data.required || location == Location::Path,
            description: data.description.clone(),
            deprecated: data.deprecated.unwrap_or_default(),
            style,
            explode: data.explode.unwrap_or(style == Style::Form),
            allow_reserved,
            schema,
            content,
            example: self.example(&data.extensions, data.example.as_ref(), &data.examples, at),
        }
    }

    fn example(
        &mut self,
        extensions: &super::extension::Extensions,
        example: Option<&serde_json::Value>,
        examples: &'d IndexMap<String, ReferenceOr<openapiv3::Example>>,
        at: &Cursor,
    ) -> Option<super::Node> {
        first_example(extensions, example)
            .or_else(|| self.examples(examples, at).into_iter().next().map(|(_, value)| value))
    }

    /// What the query in a key of `paths` says: `name={parameter}` makes the parameter one of the query, and the rest is
    /// constant, whatever is said of parameters with those names.
    pub(super) fn query(
        &mut self,
        pairs: &[(&str, Option<&str>)],
        parameters: &mut Vec<Parameter>,
        operation: &Cursor,
    ) -> Vec<(String, Option<String>)> {
        let mut constants = Vec::new();
        for (name, value) in pairs {
            match template::only_parameter(value.unwrap_or(name)) {
                Some(inner) => {
                    let name = if value.is_some() { name } else { inner };
                    self.move_to_query(name, inner, parameters, operation);
                }
                None => constants.push((decoded(name), value.map(decoded))),
            }
        }
        parameters.retain(|p| p.location != Location::Query || constants.iter().all(|(name, _)| *name != p.name));
        constants
    }

    fn move_to_query(&mut self, name: &str, inner: &str, parameters: &mut Vec<Parameter>, operation: &Cursor) {
        let is_query = |p: &Parameter| p.location == Location::Query && (p.name == name || p.name == inner);
        let is_meant = |p: &Parameter| p.location == Location::Path && p.name == inner;
        let Some(at) = parameters.iter().position(is_meant).or_else(|| parameters.iter().position(is_query)) else {
            let message = format!("the parameter `{inner}` of the query isn't declared; any text is taken");
            let help = format!("add a parameter `name: {name}` with `in: query`");
            self.say_once(Diagnostic::warning("GW0307", message).at_key(&operation.place(), "").help(help));
            let text = self.any_text(operation);
            let parameter = undeclared(name, text, operation);
            parameters.push(Parameter { location: Location::Query, style: Style::Form, explode: true, ..parameter });
            return;
        };
        let parameter = &mut parameters[at];
        if parameter.location == Location::Path {
            (parameter.location, parameter.style) = (Location::Query, Style::Form);
        }
        name.clone_into(&mut parameter.name);
        parameter.required = true;
    }

    /// Has the path and its parameters name each other: what the path lacks is left out, and what isn't declared is any
    /// text.
    pub(super) fn check_path(
        &mut self,
        names: &[&str],
        parameters: &mut Vec<Parameter>,
        operation: &Cursor,
        path: &str,
    ) {
        let is_path = |parameter: &Parameter| parameter.location == Location::Path;
        let is_named = |parameter: &Parameter| names.contains(&parameter.name.as_str());
        let missing: Vec<&str> = names.iter().copied().filter(|name| !declares(parameters, name)).collect();
        let odd: Vec<usize> =
            (0..parameters.len()).filter(|at| is_path(&parameters[*at]) && !is_named(&parameters[*at])).collect();
        // Where one of each is left over, they are one.
        if let ([name], [at]) = (&missing[..], &odd[..]) {
            let parameter = &mut parameters[*at];
            let message = format!("the path `{path}` has no `{{{}}}`; `{name}` is taken to be meant", parameter.name);
            self.say_once(Diagnostic::warning("GW0306", message).at(&parameter.at.child("name"), ""));
            (*name).clone_into(&mut parameter.name);
            return;
        }
        for parameter in parameters.iter().filter(|parameter| is_path(parameter) && !is_named(parameter)) {
            let message = format!("the path `{path}` has no `{{{}}}`; the parameter is left out", parameter.name);
            let diagnostic = Diagnostic::warning("GW0306", message).at(&parameter.at.child("name"), "");
            self.say_once(match did_you_mean(&parameter.name, names.iter().copied()) {
                Some(help) => diagnostic.help(help),
                None => diagnostic,
            });
        }
        parameters.retain(|parameter| !is_path(parameter) || is_named(parameter));
        for name in names {
            if declares(parameters, name) {
                continue;
            }
            let message = format!("the path parameter `{name}` of `{path}` isn't declared; any text is taken");
            let help = format!("add a parameter `name: {name}` with `in: path`");
            self.say_once(Diagnostic::warning("GW0307", message).at_key(&operation.place(), "").help(help));
            let text = self.any_text(operation);
            parameters.push(undeclared(name, text, operation));
        }
    }
}

impl Resolver<'_> {
    /// The schema of a parameter of which nothing is said.
    fn any_text(&mut self, operation: &Cursor) -> SchemaId {
        self.push(Schema { types: vec![JsonType::String], ..Schema::any(operation.place()) })
    }
}

fn declares(parameters: &[Parameter], name: &str) -> bool {
    parameters.iter().any(|parameter| parameter.location == Location::Path && parameter.name == name)
}

/// A path parameter of which only the name is known.
fn undeclared(name: &str, schema: SchemaId, operation: &Cursor) -> Parameter {
    Parameter {
        at: operation.place(),
        name: name.to_owned(),
        location: Location::Path,
        required: true,
        description: None,
        deprecated: false,
        style: Style::Simple,
        explode: false,
        allow_reserved: false,
        schema: Some(schema),
        content: None,
        example: None,
    }
}

/// A part of a query, decoded.
fn decoded(text: &str) -> String {
    let text = text.replace('+', " ");
    percent_encoding::percent_decode_str(&text).decode_utf8_lossy().into_owned()
}

fn place_and_style(parameter: &openapiv3::Parameter) -> (Location, Style, bool) {
    match parameter {
        openapiv3::Parameter::Query { style, allow_reserved, .. } => {
            (Location::Query, query_style(style), *allow_reserved)
        }
        openapiv3::Parameter::Header { style: HeaderStyle::Simple, .. } => (Location::Header, Style::Simple, false),
        openapiv3::Parameter::Path { style, .. } => {
            let style = match style {
                PathStyle::Matrix => Style::Matrix,
                PathStyle::Label => Style::Label,
                PathStyle::Simple => Style::Simple,
            };
            (Location::Path, style, false)
        }
        openapiv3::Parameter::Cookie { style: CookieStyle::Form, .. } => (Location::Cookie, Style::Form, false),
    }
}

pub(super) fn query_style(style: &QueryStyle) -> Style {
    match style {
        QueryStyle::Form => Style::Form,
        QueryStyle::SpaceDelimited => Style::SpaceDelimited,
        QueryStyle::PipeDelimited => Style::PipeDelimited,
        QueryStyle::DeepObject => Style::DeepObject,
    }
}
