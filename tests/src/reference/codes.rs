//! Every code of a diagnostic.

use std::fmt::Write as _;

use gatewright_generator::diagnostics::codes;

use super::MADE;

/// What the codes of a hundred are about.
const CHAPTERS: [(&str, &str); 8] = [
    ("GW01", "Files, and text that is to be JSON or YAML"),
    ("GW02", "The document and its dialect"),
    ("GW03", "References, and what they join"),
    ("GW04", "`gatewright.toml`"),
    ("GW05", "Types and operations in Rust"),
    ("GW06", "Access"),
    ("GW07", "The command, what is written, and rules about diagnostics"),
    ("GW08", "Policies, tables of roles, and Cedar"),
];

pub(super) fn page() -> String {
    let mut text = format!(
        "{MADE}# Codes\n\nEvery diagnostic has a code, which never means anything else. `gatewright explain CODE` prints what \
         stands here; [diagnostics.md](diagnostics.md) tells how to read diagnostics, and how to deny or allow them.\n"
    );
    for (start, title) in CHAPTERS {
        let _ = writeln!(text, "\n## {title}");
        for code in codes::all().filter(|code| code.code.starts_with(start)) {
            let _ = writeln!(text, "\n### {}: {}\n\n{}", code.code, code.title, code.explanation);
        }
    }
    text
}
