//! Where a command's words go: results to standard output, diagnostics to standard error.

use std::collections::HashSet;
use std::io::{self, IsTerminal as _, Write as _};

use super::arguments::Format;
use crate::diagnostics::{self, Diagnostic, Severity};
use crate::source::SourceMap;

/// How many notes are shown of a document.
const NOTES: usize = 10;

/// The two streams of the process.
pub(super) struct Terminal {
    color: bool,
    format: Format,
}

impl Terminal {
    /// Colours diagnostics only for a person who wants them: on a terminal, without `NO_COLOR`.
    pub(super) fn of_process(format: Format) -> Self {
        let refused = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        Self { color: !refused && io::stderr().is_terminal(), format }
    }

    /// For whom the command prints.
    pub(super) fn format(&self) -> Format {
        self.format
    }

    /// Prints a result. A reader that went away, such as `head`, is no failure.
    #[expect(clippy::unused_self, reason = "a result goes the way of the diagnostics: through the terminal")]
    pub(super) fn result(&self, text: &str) {
        let mut out = io::stdout().lock();
        let _gone = out.write_all(text.as_bytes()).and_then(|()| out.flush());
    }

    /// Prints diagnostics, each once. Of notes, the first few stand for the rest where a person reads them.
    pub(super) fn diagnostics(&self, sources: &SourceMap, diagnostics: &[Diagnostic]) {
        if self.format == Format::Json {
            return self.error(&diagnostics::to_json(sources, diagnostics));
        }
        let (shown, notes_left_out) = selected(diagnostics);
        if shown.is_empty() {
            return;
        }
        let mut text = diagnostics::render(sources, &shown, self.color);
        if notes_left_out > 0 {
            text.push_str(&format!("{notes_left_out} more notes\n"));
        }
        self.error(&text);
    }

    /// Prints to standard error.
    #[expect(clippy::unused_self, reason = "see `result`")]
    pub(super) fn error(&self, text: &str) {
        let mut out = io::stderr().lock();
        let _gone = out.write_all(text.as_bytes());
        if !text.is_empty() && !text.ends_with('\n') {
            let _gone = out.write_all(b"\n");
        }
    }
}

/// Every error and warning, and the notes of the first few messages, each place once; and how many notes are left out.
fn selected(diagnostics: &[Diagnostic]) -> (Vec<Diagnostic>, usize) {
    let (mut seen, mut noted) = (HashSet::new(), HashSet::new());
    let (mut shown, mut left_out) = (Vec::new(), 0);
    for diagnostic in diagnostics {
        let at = diagnostic.labels.first().map(|label| (&label.place, &label.range));
        if !seen.insert((diagnostic.code, &diagnostic.message, at)) {
            continue;
        }
        let message = (diagnostic.code, &diagnostic.message);
        // What is said of many places is shown once, with how often.
        if diagnostic.severity != Severity::Note || noted.contains(&message) || noted.len() < NOTES {
            shown.push(diagnostic.clone());
            if diagnostic.severity == Severity::Note {
                noted.insert(message);
            }
        } else {
            left_out += 1;
        }
    }
    (shown, left_out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostics::{Place, SourceId};

    #[test]
    fn every_error_is_shown_once_and_notes_are_not_a_flood() {
        let at = |n: usize| Place::root(SourceId(0)).child(n);
        let note = |n: usize| Diagnostic::note("GW0501", format!("note {n}")).at(&at(n), "");
        let mut said: Vec<Diagnostic> = (0..100).chain(0..100).map(note).collect();
        said.extend([Diagnostic::error("GW0101", "an error"), Diagnostic::error("GW0101", "an error")]);
        let (shown, left_out) = selected(&said);
        assert_eq!((shown.len(), left_out), (NOTES + 1, 100 - NOTES));

        let same: Vec<Diagnostic> = (0..100).map(|n| Diagnostic::note("GW0501", "a note").at(&at(n), "")).collect();
        assert_eq!((selected(&same).0.len(), selected(&same).1), (100, 0));
    }
}
