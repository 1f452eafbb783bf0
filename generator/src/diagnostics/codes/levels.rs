//! `GW072x`: the rules about diagnostics themselves.

use super::{Code, code};

pub(super) const CODES: &[Code] = &[
    code(
        "GW0720",
        "a rule about no code",
        "A rule under `[diagnostics]` in gatewright.toml, after `--deny`, `--warn` or `--allow`, or of a build script \
         names a code such as `GW0205`, or one of the groups `warnings` and `notes`. `gatewright explain --all` lists \
         the codes.",
    ),
    code(
        "GW0721",
        "a rule that nothing needs any more",
        "The rule in gatewright.toml allows what doesn't occur: the document was mended, or the pattern after `at` \
         names no place where it does. Rules that are no longer needed would hide what comes later, so remove it, or \
         correct its `at`.",
    ),
    code(
        "GW0722",
        "an error that a rule can't make less of",
        "Warnings and notes can be allowed, and notes made warnings. An error says that nothing right can be generated, \
         so it stays one. Mend what it is about, and remove the rule.",
    ),
];
