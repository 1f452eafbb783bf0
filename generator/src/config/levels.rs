//! `[diagnostics]`: which codes are denied, warned of and allowed.

use toml_span::Span;
use toml_span::value::{Table, Value, ValueInner};

use super::table::{Reader, range};
use crate::diagnostics::{Level, Origin, Pattern, Rule, Subject};

impl Reader<'_> {
    /// The rules of the table.
    pub(super) fn rules(&mut self, mut table: Table<'_>) -> Vec<Rule> {
        let mut rules = Vec::new();
        for (key, level) in [("deny", Level::Deny), ("warn", Level::Warn), ("allow", Level::Allow)] {
            let Some(mut value) = table.remove(key) else { continue };
            match value.take() {
                ValueInner::Array(items) => rules.extend(items.into_iter().filter_map(|item| self.rule(level, item))),
                other => self.wrong_type(key, "a list of codes and rules", &Value::with_span(other, value.span)),
            }
        }
        self.finish(&table, "diagnostics", &["deny", "warn", "allow"]);
        rules
    }

    /// A code, or a table with one.
    fn rule(&mut self, level: Level, mut value: Value<'_>) -> Option<Rule> {
        let whole = value.span;
        let origin = Origin::Configuration { source: self.source, range: range(whole) };
        if let Some(name) = value.as_str() {
            let subject = self.subject(name, whole)?;
            return Some(Rule { level, subject, at: None, reason: None, origin });
        }
        let mut table = self.take_table(&mut value, "a rule")?;
        let at = self.text(&mut table, "at").and_then(|(text, span)| self.pattern(&text, span));
        let reason = self.text(&mut table, "reason").map(|(reason, _)| reason);
        let code = self.text(&mut table, "code");
        self.finish(&table, "diagnostics", &["code", "at", "reason"]);
        let Some((name, span)) = code else {
            self.refuse("GW0403", "a rule has no `code`".to_owned(), whole, None);
            return None;
        };
        Some(Rule { level, subject: self.subject(&name, span)?, at, reason, origin })
    }

    fn subject(&mut self, name: &str, span: Span) -> Option<Subject> {
        match Subject::find(name) {
            Ok(subject) => Some(subject),
            Err(meant) => {
                self.refuse("GW0720", format!("no diagnostic has the code `{name}`"), span, Some(meant));
                None
            }
        }
    }

    fn pattern(&mut self, text: &str, span: Span) -> Option<Pattern> {
        match Pattern::parse(text) {
            Ok(pattern) => Some(pattern),
            Err(wrong) => {
                self.refuse("GW0404", format!("`{text}` is no pattern of JSON Pointers"), span, Some(wrong));
                None
            }
        }
    }
}
