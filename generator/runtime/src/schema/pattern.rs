//! Regular expressions of the document.

/// A regular expression of a document, compiled when first used.
#[derive(Debug)]
pub struct Pattern {
    source: &'static str,
    #[cfg(feature = "validate")]
    compiled: std::sync::OnceLock<Option<Engine>>,
}

/// What compares a text with a pattern. The one takes time in proportion to the text; the other goes back and tries
/// again, which can take very long, and knows all of ECMA-262. It gets only what the first can't do.
#[cfg(feature = "validate")]
#[derive(Debug)]
enum Engine {
    Linear(regex_lite::Regex),
    Backtracking(Box<regress::Regex>),
}

impl Pattern {
    /// A pattern in the syntax of ECMA-262.
    #[must_use]
    pub const fn new(source: &'static str) -> Self {
        Self {
            source,
            #[cfg(feature = "validate")]
            compiled: std::sync::OnceLock::new(),
        }
    }

    /// The text of the pattern.
    #[must_use]
    pub const fn source(&self) -> &'static str {
        self.source
    }

    /// Whether the pattern is found in a text; `None` if it isn't a regular expression.
    ///
    /// It is read as Unicode, or failing that in the older, more forgiving syntax.
    #[cfg(feature = "validate")]
    pub(crate) fn is_match(&self, text: &str) -> Option<bool> {
        Some(match self.compiled.get_or_init(|| compile(self.source)).as_ref()? {
            Engine::Linear(regex) => regex.is_match(text),
            Engine::Backtracking(regex) => regex.find(text).is_some(),
        })
    }
}

#[cfg(feature = "validate")]
fn compile(source: &str) -> Option<Engine> {
    let Ok(regex) = regress::Regex::with_flags(source, "u") else {
        return regress::Regex::new(source).ok().map(Box::new).map(Engine::Backtracking);
    };
    let linear = super::linear::translate(source).and_then(|source| regex_lite::Regex::new(&source).ok());
    Some(linear.map_or_else(|| Engine::Backtracking(Box::new(regex)), Engine::Linear))
}

#[cfg(all(test, feature = "validate"))]
mod tests {
    use super::Pattern;

    /// The pattern for which engines that go back take ages.
    #[test]
    fn a_repeated_repetition_takes_no_time() {
        static PATTERN: Pattern = Pattern::new("^(a+)+$");
        let text = format!("{}!", "a".repeat(10_000));
        let started = std::time::Instant::now();
        assert_eq!(PATTERN.is_match(&text), Some(false));
        assert!(started.elapsed().as_secs() < 5);
    }
}
