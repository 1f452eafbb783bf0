//! `GW03xx`: references, and what they join.

use super::{Code, code, repair};

pub(super) const CODES: &[Code] = &[
    code(
        "GW0301",
        "a reference to nothing",
        "There is nothing at the place that the `$ref` names. Names are case-sensitive; `/` in a name is written `~1`, and `~` is written `~0`.",
    ),
    repair(
        "GW0302",
        "a reference to something else",
        "The `$ref` names something that is there but is of another kind. A response, a parameter or a body where a schema is expected stands for its schema; a schema where a response is expected, for a response with that body. Anything else is an error.",
    ),
    code(
        "GW0303",
        "a reference that leads back to itself",
        "Following the `$ref` from one to the next never reaches anything but a `$ref`.",
    ),
    code(
        "GW0304",
        "a reference to the network",
        "References into other files are followed, but nothing is ever read from the network: what is generated would depend on what is there on that day. Save the file beside the document, and refer to it by its relative path. A URL that is the `$id` of a schema in one of the document's files is no matter.",
    ),
    repair(
        "GW0305",
        "an operationId that stands twice",
        "An operationId names one operation of the document: functions and types are named after it. The operations that share one are told apart by their tags or paths in the names of functions and types. Give one of the two another.",
    ),
    repair(
        "GW0306",
        "a path parameter that the path lacks",
        "A parameter with `in: path` needs its `{name}` in the path template, or there is nowhere to write it. Where one parameter and one name of the template are left over, they are taken to be the same; otherwise the parameter is left out.",
    ),
    repair(
        "GW0307",
        "a path parameter that isn't declared",
        "Each `{name}` of a path template needs a parameter with `in: path` and that name, in the path item or in each of its operations. Where there is none, any text is taken.",
    ),
    repair(
        "GW0308",
        "a parameter that stands twice",
        "Parameters are told apart by `name` and `in`; two that are equal in both can't stand in one list. The first of them counts.",
    ),
    code(
        "GW0309",
        "a security scheme that isn't declared",
        "Each name in `security` needs a scheme of that name in `components.securitySchemes`.",
    ),
    repair(
        "GW0310",
        "a server URL with an undeclared variable",
        "Each `{name}` of a server's URL needs a variable of that name with a default. A server whose URL nobody can know is left out.",
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
    repair(
        "GW0313",
        "a parameter with not just one media type",
        "A parameter with `content` has exactly one media type there, since nothing in a request could choose between two. The first of several counts.",
    ),
    code(
        "GW0314",
        "a reference by an absolute path",
        "An absolute path, and a `file:` URL, name another file on another machine, so what is generated would depend on where it is. Write the path relative to the file that the reference stands in.",
    ),
    code(
        "GW0315",
        "a `$dynamicRef` that depends on the way to it",
        "Which schema a `$dynamicRef` means is found by JSON Schema while it validates: the outermost schema on the way that has the `$dynamicAnchor`. A Rust type has one meaning wherever it is used, so the reference is read as a `$ref` to the anchor that it names where it stands. Where only one schema has that `$dynamicAnchor`, both are the same, and nothing is said.",
    ),
    code(
        "GW0316",
        "a reference that an `$id` makes relative to something else",
        "References in a schema with an `$id` are relative to that, and not to the file (JSON Schema 2020-12, section 8.2.1). There is nothing where the reference leads then, but there is something where it would lead without the `$id`, so that is what was meant. Remove the `$id`, or write the reference relative to it.",
    ),
    code(
        "GW0317",
        "a reference that is almost one",
        "The fragment of a reference is a JSON Pointer, which begins with `/`, or the name of an `$anchor`. This one is neither, but there is something at the pointer that it is once a slash is put before it, so that is what was meant. Or the reference is no more than the name of a component, as early versions of Swagger had it, and there is no file of that name.",
    ),
    code(
        "GW0318",
        "a reference where the specification has none",
        "A `$ref` may stand in the place of a path item, parameter, header, request body, response, example, link, callback, security scheme or schema. Elsewhere, as for all of `paths` or all `properties` of a schema, many tools read what it names in its place, and so it is read here; others will not.",
    ),
    code(
        "GW0319",
        "references that make the document too large",
        "What is referred to where it can't be shared is put in the place of the reference. Here that happens more than 100,000 times, or deeper than 128 levels, which no document needs whose author meant it.",
    ),
    code(
        "GW0320",
        "bases that make the document too large",
        "A schema with `allOf` has the fields of all its parts, and those of their parts. Here that comes to more than a quarter of a million fields in all, because schemas are made of schemas in a row that is thousands long. What would be generated couldn't be compiled, so nothing is.",
    ),
];
