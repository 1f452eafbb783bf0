//! Answers: the enums of documented responses.

use heck::ToUpperCamelCase;

use super::payload::{Media, Part};
use super::types::Type;
use super::{Planner, docs, ident};
use crate::ir::{self, Content, Response, Status, TypeKind, TypeRef};

/// An enum of answers.
#[derive(Debug, Clone)]
pub struct Answers {
    /// Its name.
    pub ident: String,
    /// Its documentation.
    pub docs: Vec<String>,
    /// Its variants.
    pub variants: Vec<Answer>,
}

/// A variant of an enum of answers.
#[derive(Debug, Clone)]
pub struct Answer {
    /// Its name.
    pub ident: String,
    /// Its documentation.
    pub docs: Vec<String>,
    /// The status: a code, a range such as `4XX`, or else every other one.
    pub status: Status,
    /// The media types of the body.
    pub produces: Media,
    /// The runtime's own refusals with this status, as a template.
    pub rejection: Option<String>,
    /// What it holds.
    pub fields: Fields,
}

/// What a variant of an enum of answers holds.
#[derive(Debug, Clone)]
pub enum Fields {
    /// At most a body; the status too where it isn't fixed.
    Tuple(Option<Type>),
    /// Headers, and at most a body.
    Named {
        /// The headers.
        headers: Vec<AnswerHeader>,
        /// The body.
        body: Option<Type>,
    },
}

/// A header of an answer.
#[derive(Debug, Clone)]
pub struct AnswerHeader {
    /// The field's name.
    pub ident: String,
    /// Its documentation.
    pub docs: Vec<String>,
    /// The header's name.
    pub name: String,
    /// Its type, `Option` and all.
    pub ty: Type,
}

impl Planner<'_> {
    pub(super) fn answers(&self, at: usize, operation: &ir::Operation, success: bool) -> Answers {
        let (ident, responses) = if success {
            (&self.names.successes[at], &operation.successes)
        } else {
            (&self.names.failures[at], &operation.failures)
        };
        let mut variants: Vec<Answer> = responses.iter().map(|r| self.answer(at, r)).collect();
        if variants.is_empty() {
            variants.push(Answer {
                ident: "Success".to_owned(),
                docs: vec!["The document names no success.".to_owned()],
                status: Status::Range(2),
                produces: Media::default(),
                rejection: None,
                fields: Fields::Tuple(None),
            });
        }
        Answers { ident: ident.clone(), docs: Vec::new(), variants }
    }

    fn answer(&self, at: usize, response: &Response) -> Answer {
        let part = Part::Answer(response.status);
        let body = response.payload.as_ref().map(|p| self.payload_type(at, part, p));
        let fields = if response.headers.is_empty() { Fields::Tuple(body) } else { self.named(response, body) };
        let ident = status_ident(response.status);
        Answer {
            docs: docs::of(&response.doc, &ident),
            ident,
            status: response.status,
            produces: response.payload.as_ref().map(Media::of).unwrap_or_default(),
            rejection: self.rejection(response),
            fields,
        }
    }

    fn named(&self, response: &Response, body: Option<Type>) -> Fields {
        let reserved = ["body", "status"];
        let named = |name: &String| {
            let taken = reserved.contains(&ident::snake(name, "field").as_str());
            if taken { format!("header_{name}") } else { name.clone() }
        };
        let names: Vec<String> = response.headers.iter().map(|h| named(&h.name)).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let idents = ident::fields(&names, &reserved);
        let headers = response.headers.iter().zip(idents).map(|(header, ident)| {
            let ty = self.ty(&header.slot);
            AnswerHeader {
                docs: docs::of(&header.doc, &ident),
                name: header.name.clone(),
                ty: if header.required { ty } else { Type::Option(Box::new(ty)) },
                ident,
            }
        });
        Fields::Named { headers: headers.collect(), body }
    }

    /// The configured template for the status, if the body's record has all of its keys.
    fn rejection(&self, response: &Response) -> Option<String> {
        let Status::Code(code) = response.status else { return None };
        let template = self.config.rejections.get(&code)?;
        let Content { slot, .. } = response.payload.as_ref()?.only()?;
        let TypeRef::Named(id) = self.api.types.follow(&slot.ty) else { return None };
        let TypeKind::Record(record) = &self.api.types[*id].kind else { return None };
        let known = |name: &String| record.fields.iter().any(|field| field.name == *name);
        template.members.iter().all(known).then(|| template.json.clone())
    }
}

pub(super) fn status_ident(status: Status) -> String {
    match status {
        Status::Default => "Other".to_owned(),
        status => status_words(status).to_upper_camel_case(),
    }
}

pub(super) fn status_words(status: Status) -> String {
    match status {
        Status::Code(code) => match REASONS.binary_search_by_key(&code, |(code, _)| *code) {
            Ok(at) => REASONS[at].1.to_owned(),
            Err(_) => format!("Status {code}"),
        },
        Status::Range(1) => "Informational".to_owned(),
        Status::Range(2) => "Success".to_owned(),
        Status::Range(3) => "Redirection".to_owned(),
        Status::Range(4) => "Client error".to_owned(),
        Status::Range(_) => "Server error".to_owned(),
        Status::Default => "Any other status".to_owned(),
    }
}

/// The reasons of RFC 9110 and of the IANA registry.
const REASONS: &[(u16, &str)] = &[
    (100, "Continue"),
    (101, "Switching Protocols"),
    (102, "Processing"),
    (103, "Early Hints"),
    (200, "OK"),
    (201, "Created"),
    (202, "Accepted"),
    (203, "Non-Authoritative Information"),
    (204, "No Content"),
    (205, "Reset Content"),
    (206, "Partial Content"),
    (207, "Multi-Status"),
    (208, "Already Reported"),
    (226, "IM Used"),
    (300, "Multiple Choices"),
    (301, "Moved Permanently"),
    (302, "Found"),
    (303, "See Other"),
    (304, "Not Modified"),
    (305, "Use Proxy"),
    (307, "Temporary Redirect"),
    (308, "Permanent Redirect"),
    (400, "Bad Request"),
    (401, "Unauthorized"),
    (402, "Payment Required"),
    (403, "Forbidden"),
    (404, "Not Found"),
    (405, "Method Not Allowed"),
    (406, "Not Acceptable"),
    (407, "Proxy Authentication Required"),
    (408, "Request Timeout"),
    (409, "Conflict"),
    (410, "Gone"),
    (411, "Length Required"),
    (412, "Precondition Failed"),
    (413, "Content Too Large"),
    (414, "URI Too Long"),
    (415, "Unsupported Media Type"),
    (416, "Range Not Satisfiable"),
    (417, "Expectation Failed"),
    (418, "I am a teapot"),
    (421, "Misdirected Request"),
    (422, "Unprocessable Content"),
    (423, "Locked"),
    (424, "Failed Dependency"),
    (425, "Too Early"),
    (426, "Upgrade Required"),
    (428, "Precondition Required"),
    (429, "Too Many Requests"),
    (431, "Request Header Fields Too Large"),
    (451, "Unavailable For Legal Reasons"),
    (500, "Internal Server Error"),
    (501, "Not Implemented"),
    (502, "Bad Gateway"),
    (503, "Service Unavailable"),
    (504, "Gateway Timeout"),
    (505, "HTTP Version Not Supported"),
    (507, "Insufficient Storage"),
    (508, "Loop Detected"),
    (511, "Network Authentication Required"),
];
