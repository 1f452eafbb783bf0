//! `GW02xx`: the document and its dialect.

use super::{Code, code};

pub(super) const CODES: &[Code] = &[
    code(
        "GW0201",
        "not an OpenAPI document",
        "An OpenAPI document is an object with the key `openapi`, whose value is the version of the specification, such as `3.1.0`.",
    ),
    code(
        "GW0202",
        "a version that isn't supported",
        "OpenAPI 3.0 and 3.1 are read. Swagger 2.0 and OpenAPI 3.2 documents can be converted by other tools.",
    ),
    code(
        "GW0203",
        "a value of the wrong type",
        "The specification fixes the type of each field. The message says what is expected and what was found.",
    ),
    code(
        "GW0204",
        "a required field is missing",
        "The specification requires this field, and there is no sensible value to assume.",
    ),
    code(
        "GW0205",
        "an unknown field",
        "The specification has no such field in this object, so it means nothing and is ignored. Fields of one's own begin with `x-`.",
    ),
    code(
        "GW0206",
        "a value that isn't one of those allowed",
        "The specification lists the values that this field may have.",
    ),
    code(
        "GW0207",
        "a keyword of a later version",
        "The document says that it is OpenAPI 3.0 and uses what 3.1 introduced. It is read as 3.1 would read it; other tools may not do so, so state the version that the document uses.",
    ),
    code(
        "GW0208",
        "a construct that isn't supported yet",
        "The construct is legal, and nothing is generated for it so far.",
    ),
    code(
        "GW0209",
        "a value that is read leniently",
        "The value isn't of the type that the specification fixes, but what it means is plain: a number where text is expected is read as its text, and `null` as if the field were absent.",
    ),
    code(
        "GW0210",
        "an object that can't be read",
        "Each field is right by itself, but together they don't make the object that the specification describes.",
    ),
];
