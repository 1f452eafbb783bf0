//! Schemas.

use super::Rewrite;
use super::at::At;
use super::part::{Part, Parts};
use crate::diagnostics::Diagnostic;
use crate::dialect::context::Context;

impl<'r> Rewrite<'r> {
    pub(super) fn schema(&mut self, at: &At<'r>) -> Part {
        if at.node.as_object().is_none() {
            return Part::kept(at);
        }
        if at.text("$ref").is_some() {
            return Self::referring(at);
        }
        let mut parts = Parts::new();
        for (key, member) in at.members() {
            match key {
                "discriminator" if member.node.as_str().is_some() => {
                    let name = Part::kept(&member);
                    let object = Parts::from([("propertyName".to_owned(), name)]);
                    parts.insert(key.to_owned(), Part::made(&member.from, object));
                }
                "x-nullable" if member.node.as_bool().is_some() => {
                    parts.insert("nullable".to_owned(), Part::kept(&member));
                }
                "nullable" if at.has("x-nullable") => {}
                _ => {
                    self.warn_if_later(key, &member);
                    let part = self.schema_member(key, &member);
                    parts.insert(key.to_owned(), part);
                }
            }
        }
        Part::object(at, parts)
    }

    fn schema_member(&mut self, key: &str, at: &At<'r>) -> Part {
        match Context::Schema.of(key) {
            Some(Context::Schema) => self.schema(at),
            Some(Context::Map(_)) => self.map(at, Self::schema),
            Some(Context::List(_)) => self.list(at, Self::schema),
            _ => Part::kept(at),
        }
    }

    /// What OpenAPI 3.0 introduced. Keywords of 3.1 are named by the rewrite that follows.
    fn warn_if_later(&mut self, key: &str, at: &At<'r>) {
        let object = key == "discriminator" && at.node.as_object().is_some();
        if object || matches!(key, "oneOf" | "anyOf" | "not" | "nullable" | "writeOnly" | "deprecated") {
            let message =
                format!("`{key}` as it is used here is of OpenAPI 3.0; this document says that it is Swagger 2.0");
            let place = self.place(&at.from);
            let help = "it is read as 3.0 reads it";
            self.sink.push(Diagnostic::warning("GW0207", message).at_key(&place, "").help(help));
        }
    }
}
