//! `GW03xx`: references, and what they join.

use super::{Code, code};

pub(super) const CODES: &[Code] = &[
    code(
        "GW0301",
        "a reference to nothing",
        "There is nothing at the place that the `$ref` names. Names are case-sensitive; `/` in a name is written `~1`, and `~` is written `~0`.",
    ),
    code(
        "GW0302",
        "a reference to something else",
        "The `$ref` names something that is there but is of another kind: a response where a schema is expected, for instance.",
    ),
    code(
        "GW0303",
        "a reference that leads back to itself",
        "Following the `$ref` from one to the next never reaches anything but a `$ref`.",
    ),
    code(
        "GW0304",
        "a reference into another file",
        "References to other files and to URLs aren't followed yet. Bundle the document into one file first.",
    ),
    code(
        "GW0305",
        "an operationId that stands twice",
        "An operationId names one operation of the document: functions and types are named after it. Give one of the two another.",
    ),
    code(
        "GW0306",
        "a path parameter that the path lacks",
        "A parameter with `in: path` needs its `{name}` in the path template, or there is nowhere to write it.",
    ),
    code(
        "GW0307",
        "a path parameter that isn't declared",
        "Each `{name}` of a path template needs a parameter with `in: path` and that name, in the path item or in each of its operations.",
    ),
    code(
        "GW0308",
        "a parameter that stands twice",
        "Parameters are told apart by `name` and `in`; two that are equal in both can't stand in one list.",
    ),
    code(
        "GW0309",
        "a security scheme that isn't declared",
        "Each name in `security` needs a scheme of that name in `components.securitySchemes`.",
    ),
    code(
        "GW0310",
        "a server URL with an undeclared variable",
        "Each `{name}` of a server's URL needs a variable of that name with a default.",
    ),
    code(
        "GW0311",
        "two operations that match the same requests",
        "Templates that differ only in the names of their parameters match the same requests (OpenAPI Specification, Paths Object). Operations with the same method are then told apart by required parameters with one value, by required parameters of the query and headers that the other lacks, and by the media types of their bodies. Where all of those are the same, clients can call both, and a server answers with the first.",
    ),
    code(
        "GW0312",
        "a malformed path template",
        "A path begins with `/`, and each `{` has its `}` around a name that stands once in the path.",
    ),
    code(
        "GW0313",
        "a parameter with not just one media type",
        "A parameter with `content` has exactly one media type there, since nothing in a request could choose between two.",
    ),
];
