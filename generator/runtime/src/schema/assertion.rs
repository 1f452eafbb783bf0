//! What a schema says that neither types nor simple constraints can say.

/// A JSON Schema (draft 2020-12) that a value must be valid against, compiled when first used.
///
/// It stands by itself: what it refers to is under its own `$defs`. `format` says nothing in it. Only the crate's
/// feature `assert` lets one be made, so that none is ever passed over because the feature was forgotten.
#[derive(Debug)]
pub struct Assertion {
    #[cfg_attr(not(all(feature = "validate", feature = "assert")), expect(dead_code, reason = "nothing is checked"))]
    source: &'static str,
    #[cfg(all(feature = "validate", feature = "assert"))]
    compiled: std::sync::OnceLock<Option<jsonschema::Validator>>,
}

impl Assertion {
    /// An assertion from the text of its schema.
    #[cfg(feature = "assert")]
    #[must_use]
    pub const fn new(source: &'static str) -> Self {
        Self {
            source,
            #[cfg(feature = "validate")]
            compiled: std::sync::OnceLock::new(),
        }
    }

    /// The compiled schema; `None` if it isn't one.
    #[cfg(all(feature = "validate", feature = "assert"))]
    pub(crate) fn validator(&self) -> Option<&jsonschema::Validator> {
        let compile = || {
            let schema: serde_json::Value = serde_json::from_str(self.source).ok()?;
            let options = jsonschema::options().with_draft(jsonschema::Draft::Draft202012);
            options.should_validate_formats(false).build(&schema).ok()
        };
        self.compiled.get_or_init(compile).as_ref()
    }
}
