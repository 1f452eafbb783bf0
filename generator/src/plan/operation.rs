//! Operations: the struct of a request.

use super::case::{self, Case};
use super::payload::{Media, Part, Payload};
use super::responses::Answers;
use super::rules::{self, Rules};
use super::types::{Type, TypeName};
use super::{Planner, docs, ident};
use crate::ir::{self, Access, Literal, Status, TypeKind, TypeRef, Values};

pub use crate::ir::{Condition, Constant, Location, Style};

/// A module of operations.
#[derive(Debug, Clone)]
pub struct Group {
    /// The module's name.
    pub ident: String,
    /// Its documentation.
    pub docs: Vec<String>,
    /// The feature of the package that it belongs to, if it belongs to one.
    pub feature: Option<String>,
    /// The operations.
    pub operations: Vec<Operation>,
    /// The answers that several of them have alike.
    pub answers: Vec<Answers>,
}

/// An operation.
#[derive(Debug, Clone)]
pub struct Operation {
    /// The name of its request.
    pub ident: String,
    /// Its name as a method.
    pub method_ident: String,
    /// Its documentation.
    pub docs: Vec<String>,
    /// Whether it is deprecated.
    pub deprecated: bool,
    /// The operationId.
    pub id: String,
    /// The HTTP method, in upper case.
    pub method: String,
    /// The path template.
    pub path: String,
    /// The server that it is called at, if that isn't the API's.
    pub server: Option<String>,
    /// What every request has beside.
    pub conditions: Vec<Condition>,
    /// Who may call it, in the words of the derive.
    pub access: String,
    /// Whether anybody may call it.
    pub public: bool,
    /// Whether it may be called without a credential too.
    pub optional: bool,
    /// What it returns.
    pub returns: Returns,
    /// Its failures, if there are any.
    pub failures: Option<TypeName>,
    /// The answers that it has for itself.
    pub answers: Vec<Answers>,
    /// The parameters.
    pub parameters: Vec<Parameter>,
    /// How their names are written, where that isn't as the identifiers are.
    pub rename_all: Option<Case>,
    /// The body.
    pub body: Option<Body>,
    /// The bodies that are one of several by their media type.
    pub payloads: Vec<Payload>,
}

/// What an operation returns when it succeeds.
#[derive(Debug, Clone)]
pub enum Returns {
    /// One type with one status.
    Payload {
        /// The type; `()` for no body.
        ty: Type,
        /// The status.
        status: u16,
        /// The media types.
        produces: Media,
    },
    /// One of several answers.
    Answers(TypeName),
}

/// A parameter.
#[derive(Debug, Clone)]
pub struct Parameter {
    /// The field's name.
    pub ident: String,
    /// Its documentation.
    pub docs: Vec<String>,
    /// Whether it is deprecated.
    pub deprecated: bool,
    /// Where it stands, if that isn't evident from the path.
    pub location: Option<Location>,
    /// Its name on the wire, where it isn't the identifier.
    pub rename: Option<String>,
    /// Its type, `Option` and all.
    pub ty: Type,
    /// The value that is meant where it is absent.
    pub default: Option<Default>,
    /// The style, where it isn't that of the location.
    pub style: Option<Style>,
    /// Whether items are written one by one, where that isn't so by the style.
    pub explode: Option<bool>,
    /// Whether reserved characters stand as they are.
    pub allow_reserved: bool,
    /// Whether the value is written as JSON.
    pub json: bool,
    /// Whether its value must never be shown.
    pub secret: bool,
    /// Its constraints.
    pub rules: Rules,
}

/// The default of a parameter.
#[derive(Debug, Clone, PartialEq)]
pub enum Default {
    /// A literal.
    Literal(Literal),
    /// A number that must be written with a point.
    Float(String),
    /// A variant of an enumeration.
    Variant(Type, String),
}

/// A body.
#[derive(Debug, Clone)]
pub struct Body {
    /// The field's name.
    pub ident: String,
    /// Its documentation.
    pub docs: Vec<String>,
    /// Its type, `Option` and all.
    pub ty: Type,
    /// The media types.
    pub media: Media,
}

impl Planner<'_> {
    /// The operations in their modules.
    pub(super) fn groups(&self) -> Vec<Group> {
        let mut groups: Vec<Group> = Vec::new();
        for (at, operation) in self.api.operations.iter().enumerate() {
            let module = &self.names.modules[at];
            let planned = self.operation(at, operation);
            match groups.iter_mut().find(|g| g.ident == *module) {
                Some(group) => group.operations.push(planned),
                None => groups.push(Group {
                    ident: module.clone(),
                    docs: self.group_docs(operation),
                    feature: None,
                    operations: vec![planned],
                    answers: Vec::new(),
                }),
            }
        }
        groups
    }

    fn group_docs(&self, operation: &ir::Operation) -> Vec<String> {
        let tag = operation.tags.first().and_then(|name| self.api.tags.iter().find(|t| t.name == *name));
        let name = operation.tags.first().cloned().unwrap_or_else(|| self.api.title.clone());
        let doc = ir::Doc { description: tag.and_then(|t| t.description.clone()), ..ir::Doc::default() };
        docs::or(docs::of(&doc, &name), &format!("The operations of {name}."))
    }

    fn operation(&self, at: usize, operation: &ir::Operation) -> Operation {
        let names: Vec<String> = field_names(operation);
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let idents = ident::fields(&names, &["new"]);
        let (access, public, optional) = match &operation.access {
            Access::Public(_) | Access::Unguarded => ("public".to_owned(), true, false),
            Access::Guarded(rule) => (self.access(rule), false, rule.is_optional()),
        };
        let parameters = operation.parameters.iter().zip(&idents);
        let mut parameters: Vec<Parameter> =
            parameters.map(|(p, ident)| self.parameter(p, ident, &operation.path)).collect();
        let rename_all = case::rename_all(parameters.iter_mut().map(|p| (p.ident.as_str(), &mut p.rename)));
        let (returns, successes) = self.returns(at, operation);
        let failing = (!operation.failures.is_empty()).then(|| self.answers(at, operation, false));
        let failures = failing.as_ref().map(|answers| self.answers_name(at, answers));
        Operation {
            ident: self.names.requests[at].clone(),
            method_ident: self.names.methods[at].clone(),
            docs: docs::of(&operation.doc, ""),
            deprecated: operation.doc.deprecated,
            id: operation.id.clone(),
            method: operation.method.clone(),
            path: operation.path.clone(),
            server: operation.server.clone(),
            conditions: operation.conditions.clone(),
            access,
            public,
            optional,
            returns,
            failures,
            answers: successes.into_iter().chain(failing).collect(),
            parameters,
            rename_all,
            body: operation.body.as_ref().zip(idents.last()).map(|(body, ident)| self.body(at, body, ident)),
            payloads: self.payloads(at, operation),
        }
    }

    fn parameter(&self, parameter: &ir::Parameter, ident: &str, path: &str) -> Parameter {
        let base = self.ty(&parameter.slot);
        let default = parameter.default.as_ref().and_then(|d| self.default_of(parameter, &base, d));
        let plain = parameter.required || default.is_some();
        let mut lines = docs::of(&parameter.doc, ident);
        if let (Some(default), true) = (&parameter.default, default.is_none()) {
            docs::add(&mut lines, Some(&format!("Default: `{}`.", shown(default))));
        }
        Parameter {
            ident: ident.to_owned(),
            docs: lines,
            deprecated: parameter.doc.deprecated,
            location: Some(parameter.location).filter(|place| !is_evident(*place, &parameter.name, ident, path)),
            rename: Some(parameter.name.clone()).filter(|name| name != ident),
            ty: if plain { base } else { Type::Option(Box::new(base)) },
            default,
            style: Some(parameter.style).filter(|s| *s != usual_style(parameter.location) && !parameter.json),
            explode: Some(parameter.explode).filter(|e| *e != (parameter.style == Style::Form) && !parameter.json),
            allow_reserved: parameter.allow_reserved,
            json: parameter.json,
            secret: parameter.secret,
            rules: rules::of(&parameter.slot, &self.api.types),
        }
    }

    fn default_of(&self, parameter: &ir::Parameter, base: &Type, literal: &Literal) -> Option<Default> {
        let named = match self.api.types.follow(&parameter.slot.ty) {
            TypeRef::Named(id) => Some(*id),
            _ => None,
        };
        match (named, literal, base) {
            (Some(id), Literal::Text(text), _) => {
                let TypeKind::Enumeration(enumeration) = &self.api.types[id].kind else { return None };
                let Values::Texts(_) = &enumeration.values else { return None };
                Some(Default::Variant(self.local(id), self.variant_of(enumeration, text)?))
            }
            (Some(_), ..) => None,
            (None, Literal::Number(n), Type::Prelude("f32" | "f64")) => Some(Default::Float(n.clone())),
            (None, Literal::Number(n), Type::Prelude(int)) => fits(n, int).then(|| Default::Literal(literal.clone())),
            (None, Literal::Boolean(_), Type::Prelude("bool")) | (None, Literal::Text(_), Type::Prelude("String")) => {
                Some(Default::Literal(literal.clone()))
            }
            _ => None,
        }
    }

    fn variant_of(&self, enumeration: &ir::Enumeration, text: &str) -> Option<String> {
        let super::types::ItemKind::Enumeration { values, .. } = super::types::enumeration_of(enumeration, Vec::new())
        else {
            return None;
        };
        let wanted = super::types::EnumValue::Text(text.to_owned());
        values.into_iter().find(|v| v.value == wanted).map(|v| v.ident)
    }

    fn body(&self, at: usize, body: &ir::Body, ident: &str) -> Body {
        let ty = self.payload_type(at, Part::Body, &body.payload);
        Body {
            ident: ident.to_owned(),
            docs: docs::of(&body.doc, ident),
            ty: if body.required { ty } else { Type::Option(Box::new(ty)) },
            media: Media::of(&body.payload),
        }
    }

    /// What an operation returns, with the enum of its answers where it needs one.
    fn returns(&self, at: usize, operation: &ir::Operation) -> (Returns, Option<Answers>) {
        if let [only] = operation.successes.as_slice()
            && let (Status::Code(status), true) = (only.status, only.headers.is_empty())
        {
            let payload = only.payload.as_ref();
            let ty = payload.map_or(Type::Unit, |p| self.payload_type(at, Part::Answer(only.status), p));
            let produces = payload.map(Media::of).unwrap_or_default();
            return (Returns::Payload { ty, status, produces }, None);
        }
        let answers = self.answers(at, operation, true);
        (Returns::Answers(self.answers_name(at, &answers)), Some(answers))
    }

    fn answers_name(&self, at: usize, answers: &Answers) -> TypeName {
        let module = vec!["operations".to_owned(), self.names.modules[at].clone()];
        TypeName { module, ident: answers.ident.clone() }
    }
}

/// Whether a place goes without saying: the path where that has the name, and else the query.
fn is_evident(location: Location, name: &str, ident: &str, path: &str) -> bool {
    let in_path = path.contains(&format!("{{{name}}}")) || path.contains(&format!("{{+{name}}}"));
    match location {
        Location::Path => in_path,
        Location::Query => !in_path && ident != "body",
        Location::Header | Location::Cookie => false,
    }
}

/// The wire names of the fields, the body's last; names that stand in several places, and those that the request's own
/// members have, get their place before them, or behind them where another parameter is called so.
fn field_names(operation: &ir::Operation) -> Vec<String> {
    let lower = |name: &str| ident::snake(name, "field");
    let folded: Vec<String> = operation.parameters.iter().map(|p| lower(&p.name)).collect();
    let has_body = operation.body.is_some();
    let mut names: Vec<String> = Vec::new();
    for (at, (parameter, own)) in operation.parameters.iter().zip(&folded).enumerate() {
        let word = match parameter.location {
            Location::Path => "path",
            Location::Query => "query",
            Location::Header => "header",
            Location::Cookie => "cookie",
        };
        let before = operation.parameters.iter().zip(&folded).take(at).filter(|(_, folded)| *folded == own);
        let places: Vec<Location> = before.map(|(other, _)| other.location).collect();
        let taken = (!places.is_empty() && !places.contains(&parameter.location))
            || own == "new"
            || (has_body && own == "body");
        let placed = format!("{word}_{}", parameter.name);
        names.push(if !taken {
            parameter.name.clone()
        } else if folded.contains(&lower(&placed)) {
            format!("{}_in_{word}", parameter.name)
        } else {
            placed
        });
    }
    names.extend(has_body.then(|| "body".to_owned()));
    names
}

fn usual_style(location: Location) -> Style {
    match location {
        Location::Path | Location::Header => Style::Simple,
        Location::Query | Location::Cookie => Style::Form,
    }
}

fn shown(literal: &Literal) -> String {
    match literal {
        Literal::Boolean(flag) => flag.to_string(),
        Literal::Number(number) => number.clone(),
        Literal::Text(text) => text.replace('`', "'"),
    }
}

fn fits(number: &str, ty: &str) -> bool {
    match ty {
        "i8" => number.parse::<i8>().is_ok(),
        "i16" => number.parse::<i16>().is_ok(),
        "i32" => number.parse::<i32>().is_ok(),
        "i64" => number.parse::<i64>().is_ok(),
        "u8" => number.parse::<u8>().is_ok(),
        "u16" => number.parse::<u16>().is_ok(),
        "u32" => number.parse::<u32>().is_ok(),
        "u64" => number.parse::<u64>().is_ok(),
        _ => false,
    }
}

/// Whether a parameter is judged by the text of a schema.
pub(super) fn asserts(operation: &Operation) -> bool {
    operation.parameters.iter().any(|parameter| parameter.rules.has_assertion())
}
