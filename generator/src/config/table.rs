//! Reads tables of TOML: what is known is taken out, and what is left over is an error.

use std::ops::Range;

use toml_span::value::{Key, Table, Value, ValueInner};

use crate::diagnostics::{Diagnostic, Sink, SourceId, did_you_mean};

/// Where values come from, and where problems go.
pub(super) struct Reader<'s> {
    pub(super) source: SourceId,
    pub(super) sink: &'s mut Sink,
}

impl Reader<'_> {
    /// Says that a setting is wrong.
    pub(super) fn refuse(&mut self, code: &'static str, message: String, span: toml_span::Span, help: Option<String>) {
        let diagnostic = Diagnostic::error(code, message).at_range(self.source, range(span), "");
        self.sink.push(match help {
            Some(help) => diagnostic.help(help),
            None => diagnostic,
        });
    }

    /// Says that a setting isn't of its type.
    pub(super) fn wrong_type(&mut self, name: &str, expected: &str, found: &Value<'_>) {
        let message = format!("`{name}` is {expected}, not {}", kind(found.as_ref()));
        self.refuse("GW0403", message, found.span, None);
    }

    /// A string under a key.
    pub(super) fn text(&mut self, table: &mut Table<'_>, key: &str) -> Option<(String, toml_span::Span)> {
        let value = table.remove(key)?;
        match value.as_str() {
            Some(text) => Some((text.to_owned(), value.span)),
            None => {
                self.wrong_type(key, "a string", &value);
                None
            }
        }
    }

    /// A boolean under a key, with where it stands.
    pub(super) fn flag_at(&mut self, table: &mut Table<'_>, key: &str) -> Option<(bool, toml_span::Span)> {
        let span = table.get(key)?.span;
        self.flag(table, key).map(|flag| (flag, span))
    }

    /// A boolean under a key.
    pub(super) fn flag(&mut self, table: &mut Table<'_>, key: &str) -> Option<bool> {
        let value = table.remove(key)?;
        let flag = value.as_bool();
        if flag.is_none() {
            self.wrong_type(key, "a boolean", &value);
        }
        flag
    }

    /// A list of strings under a key.
    pub(super) fn texts(&mut self, table: &mut Table<'_>, key: &str) -> Vec<(String, toml_span::Span)> {
        let Some(value) = table.remove(key) else { return Vec::new() };
        let Some(items) = value.as_array() else {
            self.wrong_type(key, "a list of strings", &value);
            return Vec::new();
        };
        let mut texts = Vec::new();
        for item in items {
            match item.as_str() {
                Some(text) => texts.push((text.to_owned(), item.span)),
                None => self.wrong_type(key, "a list of strings", item),
            }
        }
        texts
    }

    /// A table under a key.
    pub(super) fn table<'t>(&mut self, table: &mut Table<'t>, key: &str) -> Option<Table<'t>> {
        let mut value = table.remove(key)?;
        self.take_table(&mut value, key)
    }

    /// A value that is to be a table.
    pub(super) fn take_table<'t>(&mut self, value: &mut Value<'t>, name: &str) -> Option<Table<'t>> {
        if value.as_table().is_none() {
            self.wrong_type(name, "a table", value);
            return None;
        }
        match value.take() {
            ValueInner::Table(table) => Some(table),
            _ => None,
        }
    }

    /// Refuses what is left over.
    pub(super) fn finish(&mut self, table: &Table<'_>, name: &str, known: &[&str]) {
        for key in table.keys() {
            let of = if name.is_empty() { "gatewright.toml".to_owned() } else { format!("`[{name}]`") };
            let message = format!("{of} has no key `{key}`");
            let help = did_you_mean(&key.name, known.iter().copied())
                .unwrap_or_else(|| format!("its keys are `{}`", known.join("`, `")));
            self.refuse("GW0402", message, key.span, Some(help));
        }
    }
}

/// The bytes of a span.
pub(super) fn range(span: toml_span::Span) -> Range<usize> {
    span.start..span.end
}

/// A table's members in the order of the text.
pub(super) fn in_order<'t>(table: Table<'t>) -> Vec<(Key<'t>, Value<'t>)> {
    let mut members: Vec<_> = table.into_iter().collect();
    members.sort_by_key(|(key, _)| key.span.start);
    members
}

/// A value as the text of JSON, members in the order of the text. TOML's dates aren't read by `toml-span`, and a number
/// that JSON lacks is `null`.
pub(super) fn to_json(value: &Value<'_>) -> String {
    match value.as_ref() {
        ValueInner::String(text) => serde_json::Value::from(text.as_ref()).to_string(),
        ValueInner::Integer(value) => value.to_string(),
        ValueInner::Float(value) => serde_json::Value::from(*value).to_string(),
        ValueInner::Boolean(value) => value.to_string(),
        ValueInner::Array(items) => format!("[{}]", items.iter().map(to_json).collect::<Vec<_>>().join(", ")),
        ValueInner::Table(table) => {
            let mut members: Vec<_> = table.iter().collect();
            members.sort_by_key(|(key, _)| key.span.start);
            let member = |(key, value): (&Key<'_>, _)| {
                format!("{}: {}", serde_json::Value::from(key.name.as_ref()), to_json(value))
            };
            format!("{{{}}}", members.into_iter().map(member).collect::<Vec<_>>().join(", "))
        }
    }
}

fn kind(value: &ValueInner<'_>) -> &'static str {
    match value {
        ValueInner::String(_) => "a string",
        ValueInner::Integer(_) => "an integer",
        ValueInner::Float(_) => "a float",
        ValueInner::Boolean(_) => "a boolean",
        ValueInner::Array(_) => "a list",
        ValueInner::Table(_) => "a table",
    }
}
