//! `GW08xx`: policies, tables of roles, and Cedar.

use super::{Code, code};

pub(super) const CODES: &[Code] = &[
    code(
        "GW0801",
        "a policy that can't be read",
        "A policy or a table of roles is one document of YAML or JSON: objects, lists and text. Of YAML it may use \
         neither aliases nor tags, so that everything stands where it counts. Text that begins with `*`, as many patterns \
         do, stands in quotes in YAML.",
    ),
    code(
        "GW0802",
        "a key that stands twice in a policy",
        "One of the two would be ignored, and which one would be a guess. Remove one, or join them.",
    ),
    code(
        "GW0803",
        "a key that means nothing in a policy",
        "A key that is not known is refused, because what it was to say would not happen. A policy holds `statements`, \
         each with `effect`, `actions` and perhaps `id`; a table holds `roles`, each with any of `permissions`, \
         `inherits`, `statements` and `statement`.",
    ),
    code(
        "GW0804",
        "a key that a policy lacks",
        "A statement has an `effect` and `actions`. A document has either `statements`, which makes it a policy, or \
         `roles`, which makes it a table of roles.",
    ),
    code(
        "GW0805",
        "a value that a policy can't have there",
        "An `effect` is `allow` or `deny`. `actions`, `permissions` and `inherits` hold text, one or a list; text that \
         looks like a number, `true` or `null` stands in quotes in YAML. Only in a role's `statement` may `actions` be \
         null.",
    ),
    code(
        "GW0806",
        "an action that the API doesn't have",
        "An action without `*` is the name of one of the API's permissions, and this is none of them. If it were skipped, \
         a misspelt deny would permit. `gatewright audit` lists the permissions that operations need.",
    ),
    code(
        "GW0807",
        "a pattern that matches nothing",
        "No permission of the API matches it. To allow nothing is harmless, and may wait for an operation to come, so that \
         is a warning; to deny nothing leaves open what should be closed, so that is an error. `*` stands for any \
         characters, `\\*` for a star itself.",
    ),
    code(
        "GW0808",
        "an allow that a deny takes back",
        "A deny wins wherever it stands, so this allow has no effect. Remove it, or narrow the deny.",
    ),
    code(
        "GW0809",
        "a statement without actions",
        "A statement says what becomes of its actions, so without any it says nothing. Name the actions, or remove it.",
    ),
    code(
        "GW0810",
        "a role that inherits from none",
        "`inherits` names roles of the same table, and this is none of them. Correct the name, or add the role.",
    ),
    code(
        "GW0811",
        "roles that inherit from themselves",
        "Each of these roles inherits from the next, and the last one from the first. What such roles permit can be said \
         in one place: take one of them out of the circle, or join them.",
    ),
    code(
        "GW0812",
        "operations that Cedar can't tell apart",
        "`gatewright cedar` makes an action of each operation, by its operationId, and two operations have the same one. As \
         one action, whoever may call either of them might call both. Give one an operationId of its own, by an overlay if \
         the document isn't yours, or leave one out with `--except`.",
    ),
];
