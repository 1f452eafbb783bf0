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
         `any` (at least one of these).",
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
];
