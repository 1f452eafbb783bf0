//! Security schemes.

use super::Rewrite;
use super::at::At;
use super::part::{Part, Parts};

impl<'r> Rewrite<'r> {
    pub(super) fn security_scheme(&mut self, at: &At<'r>) -> Part {
        let mut parts = Parts::new();
        for (key, member) in at.members() {
            match (key, at.text("type")) {
                ("type", Some("basic")) => {
                    parts.insert("type".to_owned(), Part::text(&member.from, "http"));
                    parts.insert("scheme".to_owned(), Part::text(&member.from, "basic"));
                }
                ("type", kind) => {
                    if !matches!(kind, Some("apiKey" | "oauth2")) {
                        let message = "the type of a security scheme is one of `basic`, `apiKey`, `oauth2`";
                        self.error("GW0206", &member.from, message);
                    }
                    parts.insert("type".to_owned(), Part::kept(&member));
                }
                ("flow" | "authorizationUrl" | "tokenUrl" | "scopes", Some("oauth2")) => {}
                _ => {
                    parts.insert(key.to_owned(), Part::kept(&member));
                }
            }
        }
        if at.text("type") == Some("oauth2")
            && let Some(flows) = self.flows(at)
        {
            parts.insert("flows".to_owned(), flows);
        }
        if at.node.as_object().is_some() { Part::object(at, parts) } else { Part::kept(at) }
    }

    fn flows(&mut self, at: &At<'r>) -> Option<Part> {
        let Some(flow) = at.get("flow") else {
            let place = self.place(&at.from);
            let message = "an OAuth 2 scheme needs `flow`";
            self.sink.push(crate::diagnostics::Diagnostic::error("GW0204", message).at_key(&place, ""));
            return None;
        };
        let name = match flow.node.as_str() {
            Some("implicit") => "implicit",
            Some("password") => "password",
            Some("application") => "clientCredentials",
            Some("accessCode") => "authorizationCode",
            _ => {
                let message = "a flow is one of `implicit`, `password`, `application`, `accessCode`";
                self.error("GW0206", &flow.from, message);
                return None;
            }
        };
        let mut parts = Parts::new();
        for key in ["authorizationUrl", "tokenUrl", "scopes"] {
            if let Some(member) = at.get(key) {
                parts.insert(key.to_owned(), Part::kept(&member));
            }
        }
        parts
            .entry("scopes".to_owned())
            .or_insert_with(|| Part::value(&at.from, crate::syntax::Node::Object(crate::syntax::Members::default())));
        Some(Part::made(&at.from, Parts::from([(name.to_owned(), Part::made(&at.from, parts))])))
    }
}
