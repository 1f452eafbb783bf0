//! `[access]`: what a configuration says about who may call what.

use std::ops::Range;

use toml_span::value::{Table, ValueInner};

use super::table::{Reader, range};
use super::{Config, Pattern, Selection};
use crate::diagnostics::SourceId;

/// Where a configuration asks for something.
pub type Asked = (SourceId, Range<usize>);

/// A permission model that a document states in prose only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PermissionModel {
    /// Each operation needs the permission of its own operationId, carried by this scheme.
    OperationId {
        /// The security scheme.
        scheme: String,
        /// The place in the configuration.
        asked: Option<Asked>,
    },
}

/// What becomes of operations that nothing guards.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Unguarded {
    /// No server is generated.
    #[default]
    Refuse,
    /// Anybody may call them, as is said here.
    Public(Asked),
    /// They need this.
    Needs(Demand),
}

/// Operations that need more than the document says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccessDemand {
    /// Which operations.
    pub operations: Selection,
    /// What they need.
    pub needs: Demand,
}

/// A rule, with where it is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Demand {
    /// Any of these suffices, each all of its schemes. An empty one needs no credential.
    pub alternatives: Vec<Vec<DemandedScheme>>,
    /// The place in the configuration.
    pub asked: Asked,
}

/// A scheme and the permissions that it must carry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DemandedScheme {
    /// The scheme.
    pub scheme: String,
    /// The permissions, all of which are needed.
    pub permissions: Vec<String>,
}

impl Config {
    /// Every scheme that a rule of the configuration names.
    pub fn demanded_schemes(&self) -> impl Iterator<Item = &DemandedScheme> {
        let unguarded = match &self.unguarded {
            Unguarded::Needs(demand) => Some(demand),
            Unguarded::Refuse | Unguarded::Public(_) => None,
        };
        let demands = self.demands.iter().map(|demand| &demand.needs).chain(unguarded);
        demands.flat_map(|demand| demand.alternatives.iter().flatten())
    }
}

impl Reader<'_> {
    /// `[access]`.
    pub(super) fn access(&mut self, mut table: Table<'_>, config: &mut Config) {
        config.public = self.patterns(&mut table, "public", Pattern::parse);
        if let Some(mut model) = self.table(&mut table, "model") {
            let scheme = self.text(&mut model, "operation-id");
            config.model = scheme
                .map(|(scheme, span)| PermissionModel::OperationId { scheme, asked: Some((self.source, range(span))) });
            self.finish(&model, "access.model", &["operation-id"]);
        }
        if let Some((text, span)) = self.text(&mut table, "unguarded") {
            config.unguarded = match text.trim() {
                "refuse" => Unguarded::Refuse,
                "public" => Unguarded::Public((self.source, range(span))),
                rule => self.demand(rule, span).map_or(Unguarded::Refuse, Unguarded::Needs),
            };
        }
        config.demands = self.demands(&mut table);
        self.finish(&table, "access", &["public", "model", "unguarded", "rules"]);
    }

    /// `[[access.rules]]`.
    fn demands(&mut self, table: &mut Table<'_>) -> Vec<AccessDemand> {
        let Some(mut value) = table.remove("rules") else { return Vec::new() };
        if value.as_array().is_none() {
            self.wrong_type("rules", "a list of tables", &value);
            return Vec::new();
        }
        let ValueInner::Array(items) = value.take() else { return Vec::new() };
        let mut demands = Vec::new();
        for mut item in items {
            let span = item.span;
            let Some(mut rule) = self.take_table(&mut item, "rules") else { continue };
            let include = self.patterns(&mut rule, "operations", Pattern::parse);
            let except = self.patterns(&mut rule, "except", Pattern::parse);
            let needs = self.text(&mut rule, "needs");
            self.finish(&rule, "access.rules", &["operations", "except", "needs"]);
            let needs = match needs {
                Some((text, span)) => self.demand(&text, span).filter(|needs| {
                    let is_open = needs.alternatives.iter().any(Vec::is_empty);
                    if is_open {
                        let help = "a rule asks beside the document; what nobody guards is listed under `public`";
                        self.refuse("GW0404", "a rule can't need `public`".to_owned(), span, Some(help.to_owned()));
                    }
                    !is_open
                }),
                None => {
                    let help = "`needs = \"scheme[permission]\"`: what these operations need".to_owned();
                    self.refuse("GW0404", "a rule says what it `needs`".to_owned(), span, Some(help));
                    None
                }
            };
            demands.extend(needs.map(|needs| AccessDemand { operations: Selection { include, except }, needs }));
        }
        demands
    }

    fn demand(&mut self, text: &str, span: toml_span::Span) -> Option<Demand> {
        match alternatives(text) {
            Ok(alternatives) => Some(Demand { alternatives, asked: (self.source, range(span)) }),
            Err(reason) => {
                let help = "a rule is written as `scheme[permission, permission] & other | third`, any of all of; a \
                            backslash takes the next character as it is";
                self.refuse("GW0404", format!("`{text}` is no rule: {reason}"), span, Some(help.to_owned()));
                None
            }
        }
    }
}

/// The notation of the derive: any of, separated by `|`; all of, by `&`; permissions in brackets.
fn alternatives(rule: &str) -> Result<Vec<Vec<DemandedScheme>>, String> {
    let alternative = |text: &str| {
        if text.trim() == "public" {
            return Ok(Vec::new());
        }
        split(text, '&').into_iter().map(|text| requirement(text.trim())).collect()
    };
    split(rule, '|').into_iter().map(alternative).collect()
}

fn requirement(text: &str) -> Result<DemandedScheme, String> {
    let opening = unescaped(text).find(|(_, c)| *c == '[').map(|(at, _)| at);
    let (scheme, permissions) = match opening {
        None => (text, Vec::new()),
        Some(at) => {
            let inside = &text[at + 1..];
            let closing = unescaped(inside).find(|(_, c)| *c == ']').map(|(at, _)| at);
            let Some(inside) = closing.filter(|end| end + 1 == inside.len()).map(|end| &inside[..end]) else {
                return Err(format!("the brackets of `{text}` don't close at its end"));
            };
            (&text[..at], split(inside, ',').into_iter().map(str::trim).collect())
        }
    };
    let scheme = scheme.trim();
    if scheme.is_empty() || permissions.iter().any(|name| name.is_empty()) {
        return Err("a name is missing".to_owned());
    }
    if scheme == "public" {
        return Err("`public` stands alone, beside `|`".to_owned());
    }
    Ok(DemandedScheme { scheme: plain(scheme), permissions: permissions.into_iter().map(plain).collect() })
}

/// The parts between separators that stand outside of brackets.
fn split(text: &str, separator: char) -> Vec<&str> {
    let (mut parts, mut start, mut depth) = (Vec::new(), 0, 0_usize);
    for (at, c) in unescaped(text) {
        match c {
            '[' => depth += 1,
            ']' => depth = depth.saturating_sub(1),
            c if c == separator && depth == 0 => {
                parts.push(&text[start..at]);
                start = at + c.len_utf8();
            }
            _ => {}
        }
    }
    parts.push(&text[start..]);
    parts
}

/// The characters that no backslash stands before.
fn unescaped(text: &str) -> impl Iterator<Item = (usize, char)> {
    let mut escaped = false;
    text.char_indices().filter(move |(_, c)| {
        let literal = std::mem::take(&mut escaped);
        escaped = *c == '\\' && !literal;
        !literal && !escaped
    })
}

fn plain(name: &str) -> String {
    if name == "\"\"" {
        return String::new();
    }
    let (mut plain, mut letters) = (String::new(), name.chars());
    while let Some(c) = letters.next() {
        plain.extend(if c == '\\' { letters.next() } else { Some(c) });
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::{DemandedScheme, alternatives};

    fn scheme(name: &str, permissions: &[&str]) -> DemandedScheme {
        DemandedScheme { scheme: name.to_owned(), permissions: permissions.iter().map(|&p| p.to_owned()).collect() }
    }

    #[test]
    fn rules_are_any_of_all_of() {
        assert_eq!(alternatives("key"), Ok(vec![vec![scheme("key", &[])]]));
        assert_eq!(
            alternatives("a[x, y] & b | c[read:pets] | public"),
            Ok(vec![vec![scheme("a", &["x", "y"]), scheme("b", &[])], vec![scheme("c", &["read:pets"])], vec![]])
        );
        assert_eq!(alternatives(r"\public[x|y, p\,q] & a\[b"), {
            Ok(vec![vec![scheme("public", &["x|y", "p,q"]), scheme("a[b", &[])]])
        });
    }

    #[test]
    fn what_is_no_rule_is_refused() {
        for rule in ["", "a |", "a & ", "a[x", "[x]", "a & public", "public[x]", "a[x,,y]", "a[x][y]", "a[x]y", "a[]"] {
            assert!(alternatives(rule).is_err(), "{rule}");
        }
    }
}
