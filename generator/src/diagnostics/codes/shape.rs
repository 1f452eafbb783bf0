//! `GW0213` to `GW0249`: what is read of a document, and as what: selection, overlays, versions and repairs.

use super::{Code, code, repair};

pub(super) const CODES: &[Code] = &[
    code(
        "GW0213",
        "a pattern that no operation matches",
        "`[select]` in gatewright.toml, `--select` and `--except` name operations by a glob of their operationIds (`list_*`), by method and path (`GET /pets/*`, where `*` is one segment and `**` any number) or by tag (`tag:pets`). This one matches none, so it is misspelt, or the document has changed.",
    ),
    code(
        "GW0214",
        "a selection that leaves no operation",
        "Each operation that is selected is also left out, by `except` under `[select]` in gatewright.toml or by `--except`, so there is nothing to generate.",
    ),
    code(
        "GW0215",
        "a malformed overlay",
        "An overlay is an object with `overlay` (its version), `info` and `actions`; each action has a `target`, which is a JSONPath query as RFC 9535 defines them, and one of `update`, `copy` and `remove`. Fields of one's own begin with `x-`.",
    ),
    code(
        "GW0216",
        "an overlay of a version that isn't supported",
        "Overlays of the versions 1.0, 1.1 and 1.2 of the Overlay Specification are applied.",
    ),
    code(
        "GW0217",
        "an action of an overlay that changes nothing",
        "The action's `target` finds nothing in the document, as earlier actions and overlays left it, or the action doesn't say what to do. Most likely the query is misspelt, or the vendor has mended what the overlay was to mend: then remove the action.",
    ),
    code(
        "GW0218",
        "an overlay for another document",
        "The overlay's `extends` names another document than the one that it is applied to. It is applied all the same, as it is asked for; correct `extends`, or leave it out where the overlay is for any document.",
    ),
    code(
        "GW0219",
        "an action of an overlay that doesn't fit",
        "What `update` or `copy` brings is merged: objects member by member, lists one after the other, and a single value replaces a single value; a list also takes one more item. Anything else has no meaning. The nodes that one action changes are all objects, all lists or all single values, and `copy` takes exactly one node. To replace an object or a list, remove it by an action before the one that adds the new one.",
    ),
    code(
        "GW0220",
        "a method that can't be one",
        "`additionalOperations` holds operations by methods that a path item has no field for. Each key is the method as it is sent, a token as HTTP defines it (RFC 9110, section 5.6.2), and none of those that have a field.",
    ),
    code(
        "GW0221",
        "a query string that isn't a form",
        "`in: querystring` describes the whole query by one value. It is read where its `content` is `application/x-www-form-urlencoded`: its members are then parameters of the query. Any other is left out, so requests have no query.",
    ),
    code(
        "GW0222",
        "what stands in a stream isn't typed",
        "`itemSchema`, `itemEncoding` and `prefixEncoding` describe what follows one after the other in a body: the events of an event stream, the lines of JSON Lines, the parts of a multipart body without names. Such bodies travel as bytes, and taking them apart is up to you. The types of schemas under `components` are generated.",
    ),
    code(
        "GW0223",
        "a kind of XML node that isn't supported",
        "`xml.nodeType` says as what a value stands in XML. Elements and attributes are read and written; text and CDATA sections beside attributes, and values that leave no node of their own, are not.",
    ),
    code(
        "GW0224",
        "a discriminator with a default",
        "`defaultMapping` names the variant that a value is of whose property is absent or unknown. A tag decides by its value alone, so the discriminator is read past, and the variants are tried one after the other.",
    ),
    code(
        "GW0225",
        "a way of writing a parameter that isn't supported",
        "`style: cookie`, and `allowReserved` outside of the query, write characters as they are that are percent-encoded so far. Values without such characters are written as they should be.",
    ),
    repair(
        "GW0226",
        "`required` where a list of names is expected",
        "In a schema, `required` lists the names of the properties that must be there. `required: true` on a property itself is of an old draft of JSON Schema; it is read as the name in the list of the schema around it, and elsewhere it means nothing.",
    ),
    repair(
        "GW0227",
        "a status that isn't a number",
        "A response stands under a status code such as `404`, a range such as `4XX`, or `default`. A word or a code with more behind it is read as the status that it means, and what means none is left out.",
    ),
    repair(
        "GW0228",
        "a path that doesn't begin with a slash",
        "A path is appended to the URL of the server, and begins with `/`. One that doesn't is read as if it did.",
    ),
    repair(
        "GW0229",
        "a type that JSON doesn't have",
        "The types are `string`, `number`, `integer`, `boolean`, `array`, `object` and `null`. The names that other languages have for them, and those of formats, are read as the type and the format that they mean: `int` as `integer`, `datetime` as a string with `format: date-time`, `file` as one with `format: binary`, `any` as no type at all.",
    ),
    repair(
        "GW0240",
        "what is read beside a `$ref`",
        "OpenAPI 3.0 ignores whatever stands beside a `$ref`; 3.1 doesn't. Authors of 3.0 write `nullable`, `readOnly`, \
         `default` and the like there all the same, and mean the place where the reference stands. So these are read as \
         3.1 reads them. Put the `$ref` into an `allOf` to say the same by the letter.",
    ),
    repair(
        "GW0241",
        "`additionalProperties` among the properties",
        "A flag `additionalProperties` stands under `properties`, as if a property were called so. It is read where it \
         was meant to stand, beside `properties`. Move it one level up.",
    ),
    repair(
        "GW0242",
        "a path parameter that stands twice",
        "By the specification, a path template names each parameter once. Here one stands at two places. Clients write \
         its value at both, and a server finds the operation only where both are equal.",
    ),
];
