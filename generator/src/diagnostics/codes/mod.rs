//! The registry of codes: every code that a diagnostic may carry, with what it means.
//!
//! Ranges: `GW01xx` sources and their syntax, `GW02xx` the document and its dialect, `GW03xx` references and
//! what they join, `GW04xx` the configuration, `GW05xx` lowering, `GW06xx` access, `GW07xx` output, from `GW0720` the
//! rules of diagnostics themselves, and `GW08xx` policies, roles and Cedar.

mod access;
mod config;
mod document;
mod levels;
mod lower;
mod output;
mod policy;
mod resolve;
mod shape;
mod source;

/// A code with its meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Code {
    /// `GW0301` for instance; never used again for anything else.
    pub code: &'static str,
    /// What it is about, in a few words.
    pub title: &'static str,
    /// What it means and how to mend it, at length.
    pub explanation: &'static str,
    /// Whether a warning of this code says that a document that breaks the specification was read as its author
    /// meant it.
    pub repair: bool,
}

const fn code(code: &'static str, title: &'static str, explanation: &'static str) -> Code {
    Code { code, title, explanation, repair: false }
}

/// A code whose warnings are repairs.
const fn repair(code: &'static str, title: &'static str, explanation: &'static str) -> Code {
    Code { code, title, explanation, repair: true }
}

/// Every code whose warnings are repairs, in order.
pub fn repairs() -> impl Iterator<Item = &'static Code> {
    all().filter(|code| code.repair)
}

/// Every code, in order.
pub fn all() -> impl Iterator<Item = &'static Code> {
    [
        source::CODES,
        document::CODES,
        shape::CODES,
        resolve::CODES,
        config::CODES,
        lower::CODES,
        access::CODES,
        output::CODES,
        levels::CODES,
        policy::CODES,
    ]
    .into_iter()
    .flatten()
}

/// The meaning of a code.
#[must_use]
pub fn find(wanted: &str) -> Option<&'static Code> {
    all().find(|code| code.code == wanted)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::Path;

    fn read_codes(folder: &Path, found: &mut BTreeSet<String>) -> std::io::Result<()> {
        for entry in std::fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() {
                if !path.ends_with("codes") {
                    read_codes(&path, found)?;
                }
                continue;
            }
            let text = std::fs::read_to_string(&path)?;
            for (at, _) in text.match_indices("\"GW") {
                found.extend(text.get(at + 1..at + 7).map(str::to_owned));
            }
        }
        Ok(())
    }

    #[test]
    fn every_code_in_use_is_registered_once_and_in_order() -> std::io::Result<()> {
        let registered: Vec<&str> = super::all().map(|code| code.code).collect();
        let mut sorted = registered.clone();
        sorted.sort_unstable();
        sorted.dedup();
        assert_eq!(registered, sorted, "codes stand in order, each once");

        let mut used = BTreeSet::new();
        read_codes(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut used)?;
        assert!(!used.is_empty());
        for code in used {
            assert!(registered.contains(&code.as_str()), "{code} is used and not registered");
        }
        Ok(())
    }
}
