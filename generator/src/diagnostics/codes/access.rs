//! `GW06xx`: who may call an operation.

use super::{Code, code};

pub(super) const CODES: &[Code] = &[
    code(
        "GW0601",
        "an operation that nobody guards",
        "Neither the operation nor the document states `security`. A server would let anybody call it, and that must be \
         said in so many words: `security: []` on the operation, its operationId or a glob under `[access] public` in \
         gatewright.toml, or `--public` on the command line. Otherwise state the `security` that it needs. For a client \
         alone it is only a note.",
    ),
    code(
        "GW0602",
        "`x-required-permissions` that can't be read",
        "The key holds a list of permission names, all of which are needed, or an object with `all` (all of these) and \
         `any` (at least one of these). An `any` of nothing is met by nobody, and is an error rather than an operation \
         that is always refused.",
    ),
    code(
        "GW0603",
        "permissions that no security scheme carries",
        "The operation requires permissions, but its effective `security` names no scheme with a credential whose \
         holder could have them. Name the scheme under `security`, of the operation or of the document.",
    ),
    code(
        "GW0604",
        "security that nobody can meet",
        "Every alternative of the `security` names a scheme that isn't under `components.securitySchemes`. Declare the \
         scheme, or correct its name.",
    ),
    code(
        "GW0605",
        "a scope that no flow lists",
        "The `security` asks for a scope of an `oauth2` scheme that none of the scheme's flows lists under `scopes`. The \
         rule keeps the scope, so only who holds it is let in; but whoever issues tokens by the document's list doesn't \
         know it. List the scope, or correct its name.",
    ),
    code(
        "GW0606",
        "a configured scheme that isn't declared",
        "`[access]` in gatewright.toml names a security scheme that isn't under `components.securitySchemes` of the \
         document. Nobody could ever meet what is asked there.",
    ),
    code(
        "GW0607",
        "an access setting that isn't needed",
        "An entry under `[access]` in gatewright.toml names no operation, or decides about none: the document says \
         itself who may call the operations that it names. What such an entry opens, it would open in silence for the \
         next operation of that name, so entries that are not needed any more have to go: the list of what the \
         configuration opens can only shrink. Of a selection of the operations nothing is said, since the others may \
         need the entry.",
    ),
];
