//! `GW05xx`: what is not supported yet, or can't be said in Rust.

use super::{Code, code, repair};

pub(super) const CODES: &[Code] = &[
    code(
        "GW0501",
        "any value is let through",
        "The schema says something of its values that no type here can express yet, so the generated type is `Value`, \
         which holds any JSON. Nothing is lost on the way, but nothing is checked either. The message says what it was; \
         stating one `type`, or naming the branches of a choice, usually helps.",
    ),
    code(
        "GW0502",
        "a keyword is not enforced",
        "The keyword says which values are valid beyond their type. The type is generated without it, so values that \
         break it are let through.",
    ),
    code(
        "GW0503",
        "a discriminator that doesn't tell every variant",
        "A discriminator decides between objects by the value of one property, which is the schema's name or stands in \
         `mapping`. A variant that isn't a named schema, isn't in the mapping and holds no constant can't be told that \
         way, so the variants are tried one after the other. Name the variant, or add it to the mapping. Of two schemas \
         that extend a base and have the same value, only the first is read.",
    ),
    repair(
        "GW0505",
        "a required property that is spelled differently",
        "`required` names a property that isn't under `properties`, but one is there that differs from it only in \
         case. Most likely it is a slip, and the entry is read past.",
    ),
    code(
        "GW0506",
        "no Rust type",
        "An entry under `[formats]` in gatewright.toml names the Rust type for a type and format, as a path such as \
         `\"uuid::Uuid\"`. This one can't be read as a type.",
    ),
    code(
        "GW0507",
        "a multipart body without known parts",
        "A multipart body is taken apart by the properties of its schema. This one has none, or is a choice between \
         several, so it travels as bytes, and what writes or reads the parts is up to you.",
    ),
    code(
        "GW0508",
        "a path with a query or a fragment",
        "Some documents tell operations of one path apart by what follows a `?` or a `#`. Paths have neither. What is \
         constant in the query is sent with every request, and asked for by the server; `name={parameter}` is a \
         required parameter of the query; a fragment is never sent, so parameters, headers and media types have to \
         tell the operation from others.",
    ),
    code(
        "GW0509",
        "a schema without a type",
        "JSON Schema lets a schema without `type` hold values of any type: its keywords speak only of the values that \
         they are about, so that `minLength: 3` says nothing of a number. Authors nearly always mean the type that the \
         keywords are about, and so the schema is read. State the `type`; or, to have it as JSON Schema has it, say \
         `untyped = \"any\"` under `[schemas]` in gatewright.toml.",
    ),
    code(
        "GW0510",
        "members whose key matches no pattern",
        "`patternProperties` says what members hold whose keys match; of others it says nothing, and without \
         `additionalProperties` they may hold anything. Most documents mean that there are no others, and so they are \
         read. State `additionalProperties`, `false` or what else they may hold.",
    ),
    code(
        "GW0511",
        "no regular expression",
        "A `pattern` is a regular expression as ECMA-262 (JavaScript) has them. This one can't be read as such, also \
         not in the more forgiving syntax of older versions. Where it is written in the syntax of another language, its \
         nearest equivalent is enforced, which the message shows; else values aren't compared with it.",
    ),
    code(
        "GW0512",
        "a regular expression that may take long",
        "Some regular expressions take time that grows with the square of the length of a text, or worse, which \
         somebody may use to keep a server busy. Patterns that mean the same to an engine that takes linear time are \
         left to it. This one uses what such engines lack (looking ahead or behind, or referring back), and repeats \
         something that repeats itself. Rewrite it, or limit the text with `maxLength`.",
    ),
    code(
        "GW0513",
        "a default of another type",
        "The value under `default` isn't one of the schema's own: it is of another type, or not among the values that \
         are listed. It is shown in the documentation, and not used.",
    ),
    code(
        "GW0514",
        "constraints that no value meets",
        "Two constraints exclude each other, such as a `minimum` above the `maximum`. Both are left out, for to enforce \
         them would refuse every value.",
    ),
    code(
        "GW0515",
        "content that isn't decoded",
        "`contentEncoding` and `contentMediaType` say what a string holds. Base64 and base64url become bytes; any other \
         encoding, and media types within a string, are left to you: the type is `String`.",
    ),
    code(
        "GW0516",
        "a property of two types",
        "Two parts of an `allOf` describe a property, and no value is of both types. The later part is taken to replace \
         the earlier one, which is what documents mean that were written with classes in mind.",
    ),
    code(
        "GW0517",
        "a closed part beside others",
        "`additionalProperties` sees only what stands in the same schema. In an `allOf` it therefore also speaks of what \
         the other parts declare, so that `false` in one part refuses the properties of all others, which hardly anybody \
         means. What any part declares is allowed with the type that it has there. To say the same to the letter, write \
         `unevaluatedProperties` beside the `allOf`.",
    ),
    code(
        "GW0518",
        "two branches alike",
        "A value must be valid against one branch of a `oneOf` and no more, so that no value can belong to a branch that \
         stands there twice. They are read as one. Remove one of them, or write `anyOf`.",
    ),
    code(
        "GW0519",
        "constraints of a whole body",
        "Constraints stand with a type of its own, with a field or with a parameter. A body that is a list, a map or a \
         scalar is none of these, so that constraints such as `minItems` at its root, and those of its items, are not \
         enforced. Constraints within records, unions and tuples are. To have them enforced, make the body an object \
         with a property that holds the list.",
    ),
    code(
        "GW0545",
        "an operation's own server",
        "An operation or a path item may have `servers` of its own, the first of which takes the place of the API's for \
         its calls. Its variables have their defaults, for a client's builder sets those of the API's servers only; and a \
         URL with a query or a fragment can't be used, since the path of the operation follows it. To call such an \
         operation elsewhere, make a client with that base URL.",
    ),
    code(
        "GW0546",
        "a webhook that is left out",
        "A webhook is a call that the API makes to whoever asked for it. Nothing is generated for webhooks yet; the \
         component schemas that they use have their types, so that a handler can be written by hand, with an operation \
         of the derives for each webhook.",
    ),
    code(
        "GW0547",
        "a callback that is left out",
        "A callback is a call that the API makes to a URL that it was given by an earlier request. Nothing is generated \
         for callbacks yet; the component schemas that they use have their types, so that a handler can be written by \
         hand, with an operation of the derives for each callback.",
    ),
    code(
        "GW0550",
        "no tag to be on by default",
        "`default-tags` under `[crate]` in gatewright.toml names the tags whose features the generated package has on by \
         default. An operation belongs to the feature of its first tag, and no operation has this one for its first.",
    ),
    code(
        "GW0591",
        "the generator wrote what is not Rust",
        "This is a mistake of Gatewright and never of your document. Please report it with the document, or with the \
         part of it that the message names.",
    ),
];
