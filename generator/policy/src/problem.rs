//! What is wrong with a policy document, where, and how to mend it.

use std::fmt;

/// Bytes of a text, and where they begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The first byte.
    pub start: usize,
    /// The byte behind the last.
    pub end: usize,
    /// The line of the first byte, from 1.
    pub line: usize,
    /// Its column, from 1, in characters.
    pub column: usize,
}

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Likely not what was meant; the document counts all the same.
    Warning,
    /// The document doesn't count.
    Error,
}

/// What kind of mistake it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// The text is no YAML or JSON, or uses more of YAML than a policy may.
    Syntax,
    /// A key that stands twice in one object.
    DuplicateKey,
    /// A key that means nothing.
    UnknownKey,
    /// A key that must be there.
    MissingKey,
    /// A value of another type, or another value, than may stand there.
    WrongValue,
    /// The name of an action that no operation has.
    UnknownAction,
    /// A pattern that no action matches.
    UnmatchedPattern,
    /// A statement, or a part of it, that a deny takes back entirely.
    Shadowed,
    /// A statement without actions.
    Idle,
    /// A parent that is no role.
    UnknownParent,
    /// Roles that inherit from themselves.
    Circle,
}

/// One mistake.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// How bad it is.
    pub severity: Severity,
    /// What kind of mistake it is.
    pub kind: Kind,
    /// One line: what is wrong.
    pub message: String,
    /// Where, the place itself first, each with a remark that may be empty. None where the document was made by code.
    pub places: Vec<(Span, String)>,
    /// How to mend it.
    pub help: Option<String>,
}

impl Problem {
    pub(crate) fn error(kind: Kind, message: impl Into<String>) -> Self {
        Self { severity: Severity::Error, kind, message: message.into(), places: Vec::new(), help: None }
    }

    pub(crate) fn warning(kind: Kind, message: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(kind, message) }
    }

    pub(crate) fn at(mut self, span: impl Into<Option<Span>>, remark: impl Into<String>) -> Self {
        self.places.extend(span.into().map(|span| (span, remark.into())));
        self
    }

    pub(crate) fn help(mut self, help: impl Into<Option<String>>) -> Self {
        self.help = help.into();
        self
    }

    /// Whether the document doesn't count because of it.
    #[must_use]
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }

    /// Where it is, if the document was read from text.
    #[must_use]
    pub fn span(&self) -> Option<Span> {
        self.places.first().map(|(span, _)| *span)
    }
}

/// `4:15: error: …`, and a line each for further places and for the help.
impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(span) = self.span() {
            write!(f, "{}:{}: ", span.line, span.column)?;
        }
        let severity = if self.is_error() { "error" } else { "warning" };
        write!(f, "{severity}: {}", self.message)?;
        for (span, remark) in self.places.iter().skip(1) {
            write!(f, "\n  {}:{}: {remark}", span.line, span.column)?;
        }
        self.help.iter().try_for_each(|help| write!(f, "\n  help: {help}"))
    }
}

/// Something that was read or compiled, as far as it could be, and what is wrong with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked<T> {
    /// What there is of it; it doesn't count if one of the problems is an error.
    pub value: T,
    /// What is wrong, in the order of the text.
    pub problems: Vec<Problem>,
}

impl<T> Checked<T> {
    pub(crate) fn new(value: T, mut problems: Vec<Problem>) -> Self {
        problems.sort_by_key(Problem::span);
        Self { value, problems }
    }

    /// Goes on with the value, and keeps the problems.
    pub fn then<U>(mut self, next: impl FnOnce(T) -> Checked<U>) -> Checked<U> {
        let Checked { value, problems } = next(self.value);
        self.problems.extend(problems);
        Checked::new(value, self.problems)
    }

    /// The value with the warnings.
    ///
    /// # Errors
    ///
    /// When one of the problems is an error; then all of them.
    pub fn into_result(self) -> Result<(T, Vec<Problem>), Problems> {
        if self.problems.iter().any(Problem::is_error) {
            Err(Problems(self.problems))
        } else {
            Ok((self.value, self.problems))
        }
    }
}

/// Everything that is wrong with a document that doesn't count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problems(pub Vec<Problem>);

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, problem) in self.0.iter().enumerate() {
            let separator = if at == 0 { "" } else { "\n" };
            write!(f, "{separator}{problem}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Problems {}
