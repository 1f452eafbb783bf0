//! `GW02xx`: the document and its dialect.

use super::{Code, code, repair};

pub(super) const CODES: &[Code] = &[
    code(
        "GW0201",
        "not an OpenAPI document",
        "An OpenAPI document is an object with the key `openapi`, whose value is the version of the specification, such as `3.1.0`.",
    ),
    code(
        "GW0202",
        "a version that isn't supported",
        "OpenAPI 3.0, 3.1 and 3.2 and Swagger 2.0 are read. Documents of Swagger 1.2 can be converted by other tools.",
    ),
    code(
        "GW0203",
        "a value of the wrong type",
        "The specification fixes the type of each field. The message says what is expected and what was found.",
    ),
    repair(
        "GW0204",
        "a required field is missing",
        "The specification requires this field. Where nothing but documentation is made of it, or there is a value that says nothing, that is assumed, with a warning: no text, no responses, no scopes. Elsewhere there is no sensible value to assume.",
    ),
    repair(
        "GW0205",
        "an unknown field",
        "The specification has no such field in this object, so it means nothing and is ignored. Fields of one's own begin with `x-`.",
    ),
    code(
        "GW0206",
        "a value that isn't one of those allowed",
        "The specification lists the values that this field may have.",
    ),
    repair(
        "GW0207",
        "a keyword of a later version",
        "The document uses what a later version of OpenAPI than its own introduced. It is read as that version would read it; other tools may not do so, so state the version that the document uses.",
    ),
    code(
        "GW0208",
        "a construct that isn't supported yet",
        "The construct is legal, and nothing is generated for it so far.",
    ),
    repair(
        "GW0209",
        "a value that is read leniently",
        "The value isn't of the type that the specification fixes, but what it means is plain: a number where text is expected is read as its text, `null` as if the field were absent, an empty list as an empty object, and a single value as a list of one.",
    ),
    code(
        "GW0210",
        "an object that can't be read",
        "Each field is right by itself, but together they don't make the object that the specification describes.",
    ),
    code(
        "GW0211",
        "what Swagger 2.0 and OpenAPI 3 say differently",
        "Swagger 2.0 documents are read as the OpenAPI 3.0 documents that they amount to. What one of the two can't say, such as a list whose items are joined with tabs, or a body without a media type, is left out or assumed, as the message says.",
    ),
    code(
        "GW0212",
        "two bodies of one request",
        "In Swagger 2.0, a request has at most one parameter in `body`, or any number in `formData`, but not both.",
    ),
];
