//! What a user denies, warns of or allows, by code, everywhere or at some places.

use std::ops::Range;

use super::{Diagnostic, Severity, SourceId, pattern::Pattern};

/// What becomes of a diagnostic; a stricter level is greater.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// It isn't said.
    Allow,
    /// It is a warning, also where it would be a note.
    Warn,
    /// It is an error.
    Deny,
}

/// What a rule is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    /// Every note.
    Notes,
    /// Every warning.
    Warnings,
    /// Every warning that says that a document was read as its author meant it, though it breaks the specification.
    Repairs,
    /// One code.
    Code(&'static str),
}

/// Who made a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// The configuration, at these bytes.
    Configuration {
        /// The file.
        source: SourceId,
        /// The rule in it.
        range: Range<usize>,
    },
    /// A command line or a build script, in these words.
    Words(String),
}

/// One rule of a user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// What becomes of what it is about.
    pub level: Level,
    /// What it is about.
    pub subject: Subject,
    /// Where it counts; everywhere unless said.
    pub at: Option<Pattern>,
    /// Why it is there.
    pub reason: Option<String>,
    /// Who made it.
    pub origin: Origin,
}

/// Rules, and what has become of each.
#[derive(Debug, Default)]
pub(super) struct Levels {
    rules: Vec<(Rule, Fate)>,
}

/// What has become of a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    Unused,
    Used,
    /// It was to lower an error, which was said.
    Refused,
}

impl Rule {
    /// A rule for every place, made in these words.
    ///
    /// # Errors
    ///
    /// When the subject is neither a code nor one of the groups, with what was likely meant.
    pub fn in_words(level: Level, subject: &str, words: String) -> Result<Self, String> {
        let subject = Subject::find(subject)?;
        Ok(Self { level, subject, at: None, reason: None, origin: Origin::Words(words) })
    }

    /// Refuses documents that break the specification.
    #[must_use]
    pub fn strict(origin: Origin) -> Self {
        Self { level: Level::Deny, subject: Subject::Repairs, at: None, reason: None, origin }
    }

    /// Which of two rules that both match counts: the narrower place, then a code before a group, then who stands
    /// nearer to the run, then the stricter one.
    fn weight(&self) -> (Option<usize>, bool, bool, Level) {
        let nearer = matches!(self.origin, Origin::Words(_));
        (self.at.as_ref().map(Pattern::narrowness), matches!(self.subject, Subject::Code(_)), nearer, self.level)
    }

    fn matches(&self, diagnostic: &Diagnostic) -> bool {
        let about = match self.subject {
            Subject::Notes => diagnostic.severity == Severity::Note,
            Subject::Warnings => diagnostic.severity == Severity::Warning,
            Subject::Repairs => {
                let is_repair = |code: &super::codes::Code| code.repair;
                diagnostic.severity == Severity::Warning && super::codes::find(diagnostic.code).is_some_and(is_repair)
            }
            Subject::Code(code) => diagnostic.code == code,
        };
        let there = |pattern: &Pattern| {
            let primary = diagnostic.labels.first();
            primary.is_some_and(|label| label.range.is_none() && pattern.matches(&label.place.pointer))
        };
        about && self.at.as_ref().is_none_or(there)
    }

    fn label(&self, diagnostic: Diagnostic, text: &str) -> Diagnostic {
        let text = self.reason.as_ref().map_or_else(|| text.to_owned(), |reason| format!("{text}: {reason}"));
        match &self.origin {
            Origin::Configuration { source, range } => diagnostic.at_range(*source, range.clone(), text),
            Origin::Words(words) => {
                let help = format!("{text} by `{words}`");
                let help = diagnostic.help.as_ref().map_or_else(|| help.clone(), |said| format!("{said}\n{help}"));
                diagnostic.help(help)
            }
        }
    }
}

impl Subject {
    /// The subject of a name: a code, `warnings` or `notes`.
    ///
    /// # Errors
    ///
    /// When there is none of that name, with what was likely meant.
    pub fn find(name: &str) -> Result<Self, String> {
        match name {
            "warnings" => return Ok(Self::Warnings),
            "notes" => return Ok(Self::Notes),
            "repairs" => return Ok(Self::Repairs),
            _ => {}
        }
        if let Some(code) = super::codes::find(&name.to_ascii_uppercase()) {
            return Ok(Self::Code(code.code));
        }
        let known = super::codes::all().map(|code| code.code).chain(["warnings", "notes", "repairs"]);
        Err(super::did_you_mean(name, known)
            .unwrap_or_else(|| "a rule names a code such as `GW0205`, `warnings`, `notes` or `repairs`".to_owned()))
    }
}

impl Levels {
    pub(super) fn add(&mut self, rules: impl IntoIterator<Item = Rule>) {
        self.rules.extend(rules.into_iter().map(|rule| (rule, Fate::Unused)));
    }

    /// A diagnostic as the rules want it, if at all, and what is to be said of the rules themselves.
    pub(super) fn judge(&mut self, diagnostic: Diagnostic) -> [Option<Diagnostic>; 2] {
        if self.rules.is_empty() {
            return [Some(diagnostic), None];
        }
        let matching = self.rules.iter_mut().filter(|(rule, _)| rule.matches(&diagnostic));
        if diagnostic.severity == Severity::Error {
            let lowering = matching.filter(|(rule, fate)| rule.level < Level::Deny && *fate != Fate::Refused);
            let refused = lowering.map(|(rule, fate)| {
                *fate = Fate::Refused;
                refusal(rule, &diagnostic)
            });
            let refused = refused.reduce(|first, _| first);
            return [Some(diagnostic), refused];
        }
        let counting = matching.map(|(rule, fate)| {
            *fate = Fate::Used;
            &*rule
        });
        let judged = match counting.max_by_key(|rule| rule.weight()) {
            None => Some(diagnostic),
            Some(rule) => match rule.level {
                Level::Allow => None,
                Level::Warn => Some(Diagnostic { severity: Severity::Warning, ..diagnostic }),
                Level::Deny => Some(rule.label(Diagnostic { severity: Severity::Error, ..diagnostic }, "denied")),
            },
        };
        [judged, None]
    }

    /// What is to be said of rules in a configuration that allow what isn't there any more.
    pub(super) fn unused(&self) -> Vec<Diagnostic> {
        let unused = self.rules.iter().filter(|(rule, fate)| *fate == Fate::Unused && rule.level == Level::Allow);
        unused.filter_map(|(rule, _)| idle(rule)).collect()
    }
}

fn refusal(rule: &Rule, diagnostic: &Diagnostic) -> Diagnostic {
    let code = diagnostic.code;
    let said = Diagnostic::error("GW0722", format!("`{code}` is an error here, which no rule can make less of"));
    let said = rule.label(said, "by this rule");
    match diagnostic.labels.first() {
        Some(label) => Diagnostic { labels: said.labels.into_iter().chain([label.clone()]).collect(), ..said },
        None => said,
    }
}

fn idle(rule: &Rule) -> Option<Diagnostic> {
    let (Subject::Code(code), Origin::Configuration { source, range }) = (rule.subject, &rule.origin) else {
        return None;
    };
    if code == "GW0721" {
        return None;
    }
    let there = rule.at.as_ref().map_or_else(String::new, |at| format!(" at `{at}`"));
    let message = format!("there is no `{code}`{there} any more that this would allow");
    Some(Diagnostic::warning("GW0721", message).at_range(*source, range.clone(), "").help("remove the rule"))
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::super::Place;
    use super::*;

    fn rule(level: Level, subject: &str, at: Option<&str>) -> Rule {
        let at = at.map(|at| Pattern::parse(at).unwrap());
        Rule { at, ..Rule::in_words(level, subject, "a test".to_owned()).unwrap() }
    }

    /// What becomes of a warning at `/a/b`.
    fn judged(rules: Vec<Rule>) -> Option<Severity> {
        let place = Place::root(SourceId(0)).child("a").child("b");
        let mut levels = Levels::default();
        levels.add(rules);
        let [judged, _] = levels.judge(Diagnostic::warning("GW0205", "a warning").at_key(&place, ""));
        judged.map(|judged| judged.severity)
    }

    #[test]
    fn the_narrower_rule_counts() {
        use Level::{Allow, Deny, Warn};
        assert_eq!(judged(vec![]), Some(Severity::Warning));
        assert_eq!(judged(vec![rule(Deny, "warnings", None)]), Some(Severity::Error));
        assert_eq!(judged(vec![rule(Deny, "notes", None)]), Some(Severity::Warning));
        assert_eq!(judged(vec![rule(Deny, "warnings", None), rule(Allow, "gw0205", None)]), None);
        assert_eq!(judged(vec![rule(Deny, "GW0205", None), rule(Allow, "GW0205", Some("/a/*"))]), None);
        assert_eq!(
            judged(vec![rule(Deny, "GW0205", None), rule(Allow, "GW0205", Some("/b/**"))]),
            Some(Severity::Error)
        );
        assert_eq!(
            judged(vec![rule(Deny, "GW0205", Some("/a/b")), rule(Allow, "GW0205", Some("/a/**"))]),
            Some(Severity::Error)
        );
        assert_eq!(judged(vec![rule(Warn, "GW0205", None), rule(Deny, "GW0205", None)]), Some(Severity::Error));
    }

    #[test]
    fn an_error_stays_one_and_the_rule_is_told() {
        let mut levels = Levels::default();
        levels.add([rule(Level::Allow, "GW0301", None)]);
        let [judged, said] = levels.judge(Diagnostic::error("GW0301", "an error"));
        assert_eq!(judged.unwrap().severity, Severity::Error);
        assert_eq!(said.unwrap().code, "GW0722");
        let [_, again] = levels.judge(Diagnostic::error("GW0301", "another"));
        assert_eq!(again, None);
    }

    #[test]
    fn what_was_likely_meant_is_suggested() {
        assert_eq!(Subject::find("gw205").unwrap_err(), "did you mean `GW0205`?");
        assert_eq!(Subject::find("warning").unwrap_err(), "did you mean `warnings`?");
    }
}
