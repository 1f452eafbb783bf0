//! `GW04xx`: `gatewright.toml`.

use super::{Code, code};

pub(super) const CODES: &[Code] = &[
    code("GW0401", "text that isn't TOML", "The text goes wrong at the place shown, so nothing of the file is used."),
    code(
        "GW0402",
        "an unknown key",
        "The configuration has no such key. It might be misspelt, or stand under the wrong table.",
    ),
    code("GW0403", "a setting of the wrong type", "The message says what is expected and what was found."),
    code(
        "GW0404",
        "a setting with a bad value",
        "The value is of the right type but can't be used; the message says why.",
    ),
];
