//! Where a command's words go: results to standard output, diagnostics to standard error.

use std::io::{self, IsTerminal as _, Write as _};

use crate::diagnostics::{self, Diagnostic, Severity};
use crate::source::SourceMap;

/// The two streams of the process.
pub(super) struct Terminal {
    color: bool,
}

impl Terminal {
    /// Colours diagnostics only for a person who wants them: on a terminal, without `NO_COLOR`.
    pub(super) fn of_process() -> Self {
        let refused = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        Self { color: !refused && io::stderr().is_terminal() }
    }

    /// Prints a result. A reader that went away, such as `head`, is no failure.
    #[expect(clippy::unused_self, reason = "a result goes the way of the diagnostics: through the terminal")]
    pub(super) fn result(&self, text: &str) {
        let mut out = io::stdout().lock();
        let _gone = out.write_all(text.as_bytes()).and_then(|()| out.flush());
    }

    /// Prints diagnostics, and in one line how many errors there were.
    pub(super) fn diagnostics(&self, sources: &SourceMap, diagnostics: &[Diagnostic]) {
        if diagnostics.is_empty() {
            return;
        }
        let mut text = diagnostics::render(sources, diagnostics, self.color);
        let errors = diagnostics.iter().filter(|d| d.severity == Severity::Error).count();
        if errors > 1 {
            text.push_str(&format!("\n{errors} errors; `gatewright explain CODE` says more of each\n"));
        }
        self.error(&text);
    }

    /// Prints to standard error.
    #[expect(clippy::unused_self, reason = "see `result`")]
    pub(super) fn error(&self, text: &str) {
        let mut out = io::stderr().lock();
        let _gone = out.write_all(text.as_bytes());
        if !text.ends_with('\n') {
            let _gone = out.write_all(b"\n");
        }
    }
}
