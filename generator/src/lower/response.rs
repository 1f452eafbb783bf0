//! Responses: which of them mean success, and what they carry.

use super::{Context, Lowering};
use crate::ir::{Doc, Header, Response, Scalar, Slot, Status, TypeRef};
use crate::resolve;

impl Lowering<'_> {
    /// The answers that mean success, and those that mean failure.
    pub(super) fn responses(
        &mut self,
        operation: usize,
        responses: &[resolve::Response],
    ) -> (Vec<Response>, Vec<Response>) {
        let several = responses.iter().filter(|r| is_success(r.status)).count() > 1;
        let lowered: Vec<Response> = responses.iter().map(|r| self.response(operation, r, several)).collect();
        // Where no 2xx is documented, a redirect is what is hoped for; failing that, whatever comes.
        let means_success: fn(Status) -> bool = if lowered.iter().any(|r| success(r.status)) {
            success
        } else if lowered.iter().any(|r| redirect(r.status)) {
            redirect
        } else {
            |status| status == Status::Default
        };
        lowered.into_iter().partition(|r| means_success(r.status))
    }

    fn response(&mut self, operation: usize, response: &resolve::Response, several: bool) -> Response {
        let status = status(response.status);
        let role = match response.status {
            resolve::Status::Code(200..=299) | resolve::Status::Range(2) if !several => "Response".to_owned(),
            _ => format!("{} Body", status_name(status)),
        };
        let context = Context::of_operation(operation, role);
        let payload = self.payload(&response.content, &context, false);
        let headers = response.headers.iter().map(|h| self.header(operation, h)).collect();
        let description = Some(response.description.clone()).filter(|d| !d.is_empty());
        Response { at: response.at.clone(), status, doc: Doc { description, ..Doc::default() }, headers, payload }
    }

    fn header(&mut self, operation: usize, header: &resolve::Header) -> Header {
        let mut slot = match header.schema {
            Some(id) => self.slot(id, &Context::of_operation(operation, header.name.clone())),
            None => Slot::new(TypeRef::Scalar(Scalar::Text)),
        };
        self.as_text(&mut slot);
        Header {
            at: header.at.clone(),
            name: header.name.clone(),
            required: header.required,
            doc: Doc { description: header.description.clone(), ..Doc::default() },
            slot,
        }
    }
}

fn is_success(status: resolve::Status) -> bool {
    matches!(status, resolve::Status::Code(200..=299) | resolve::Status::Range(2))
}

fn success(status: Status) -> bool {
    matches!(status, Status::Code(200..=299) | Status::Range(2))
}

fn redirect(status: Status) -> bool {
    matches!(status, Status::Code(100..=199 | 300..=399) | Status::Range(1 | 3))
}

fn status(status: resolve::Status) -> Status {
    match status {
        resolve::Status::Code(code) => Status::Code(code),
        resolve::Status::Range(digit) => Status::Range(digit),
        resolve::Status::Default => Status::Default,
    }
}

/// What the body of an answer is called in the name of a type.
fn status_name(status: Status) -> String {
    match status {
        Status::Code(code) => match MOST_COMMON.iter().find(|(known, _)| *known == code) {
            Some((_, name)) => (*name).to_owned(),
            None => format!("Status {code}"),
        },
        Status::Range(digit) => match digit {
            2 => "Success".to_owned(),
            3 => "Redirection".to_owned(),
            4 => "Client Error".to_owned(),
            _ => "Server Error".to_owned(),
        },
        Status::Default => "Other".to_owned(),
    }
}

const MOST_COMMON: &[(u16, &str)] = &[
    (200, "Ok"),
    (201, "Created"),
    (202, "Accepted"),
    (204, "No Content"),
    (206, "Partial Content"),
    (207, "Multi Status"),
    (400, "Bad Request"),
    (401, "Unauthorized"),
    (402, "Payment Required"),
    (403, "Forbidden"),
    (404, "Not Found"),
    (405, "Method Not Allowed"),
    (406, "Not Acceptable"),
    (409, "Conflict"),
    (410, "Gone"),
    (412, "Precondition Failed"),
    (413, "Content Too Large"),
    (415, "Unsupported Media Type"),
    (422, "Unprocessable Content"),
    (429, "Too Many Requests"),
    (500, "Internal Server Error"),
    (502, "Bad Gateway"),
    (503, "Service Unavailable"),
    (504, "Gateway Timeout"),
];
