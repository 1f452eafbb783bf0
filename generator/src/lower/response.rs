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

/// The name of a status in words (RFC 9110 and the IANA registry).
#[must_use]
pub(crate) fn status_name(status: Status) -> String {
    let code = match status {
        Status::Code(code) => code,
        Status::Range(1) => return "Informational".to_owned(),
        Status::Range(2) => return "Success".to_owned(),
        Status::Range(3) => return "Redirection".to_owned(),
        Status::Range(4) => return "Client Error".to_owned(),
        Status::Range(_) => return "Server Error".to_owned(),
        Status::Default => return "Other".to_owned(),
    };
    match REASONS.binary_search_by_key(&code, |(code, _)| *code) {
        Ok(at) => REASONS[at].1.to_owned(),
        Err(_) => format!("Status {code}"),
    }
}

const REASONS: &[(u16, &str)] = &[
    (100, "Continue"),
    (101, "Switching Protocols"),
    (102, "Processing"),
    (103, "Early Hints"),
    (200, "Ok"),
    (201, "Created"),
    (202, "Accepted"),
    (203, "Non Authoritative Information"),
    (204, "No Content"),
    (205, "Reset Content"),
    (206, "Partial Content"),
    (207, "Multi Status"),
    (208, "Already Reported"),
    (226, "Im Used"),
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
    (414, "Uri Too Long"),
    (415, "Unsupported Media Type"),
    (416, "Range Not Satisfiable"),
    (417, "Expectation Failed"),
    (418, "Im A Teapot"),
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
    (505, "Http Version Not Supported"),
    (507, "Insufficient Storage"),
    (508, "Loop Detected"),
    (511, "Network Authentication Required"),
];
