//! `host`, `basePath` and `schemes` into `servers`.

use super::at::At;
use super::part::{Part, Parts};
use super::{NO_EQUAL, Rewrite};

impl<'r> Rewrite<'r> {
    pub(super) fn servers(&mut self, at: &At<'r>) -> Option<Part> {
        let host = self.text_of(at, "host");
        let base = self.text_of(at, "basePath");
        let path = base.as_ref().map_or("", |(_, path)| path.trim_end_matches('/'));
        let path = if path.is_empty() || path.starts_with('/') { path.to_owned() } else { format!("/{path}") };
        let schemes = self.schemes(at);
        let Some((host_at, host)) = host else {
            let (base_at, _) = base?;
            let path = if path.is_empty() { "/" } else { path.as_str() };
            let server = Part::made(&base_at.from, Parts::from([("url".to_owned(), Part::text(&base_at.from, path))]));
            return Some(Part::made_list(&base_at.from, vec![server]));
        };
        if host.contains("://") || host.contains('/') {
            let message = format!("`host` is a name and perhaps a port, without scheme and path; this is `{host}`");
            self.error("GW0206", &host_at.from, message);
            return None;
        }
        if schemes.is_empty() && !at.has("schemes") {
            let message = "no `schemes` say how to reach this host; `https` is assumed";
            let place = self.place(&host_at.from);
            self.sink.push(crate::diagnostics::Diagnostic::note(NO_EQUAL, message).at(&place, ""));
        }
        let schemes = if schemes.is_empty() { vec![("https", host_at.clone())] } else { schemes };
        let servers = schemes.iter().map(|(scheme, _)| {
            let url = Part::text(&host_at.from, format!("{scheme}://{host}{path}"));
            Part::made(&host_at.from, Parts::from([("url".to_owned(), url)]))
        });
        Some(Part::made_list(&host_at.from, servers.collect()))
    }

    /// The schemes that are HTTP, the safe one first: the order means nothing in the document, but a server's place
    /// among the others does.
    fn schemes(&mut self, at: &At<'r>) -> Vec<(&'r str, At<'r>)> {
        let Some(list) = at.get("schemes") else { return Vec::new() };
        if list.node.as_list().is_none() {
            self.error("GW0203", &list.from, format!("expected a list of schemes, found {}", list.node.kind()));
        }
        let mut found = Vec::new();
        for item in list.items() {
            match item.node.as_str() {
                Some(scheme @ ("http" | "https")) => found.push((scheme, item)),
                Some(scheme @ ("ws" | "wss")) => {
                    let message = format!("nothing is generated for the scheme `{scheme}`; it is ignored");
                    self.warn("GW0208", &item.from, message);
                }
                _ => self.error("GW0206", &item.from, "a scheme is one of `http`, `https`, `ws`, `wss`"),
            }
        }
        found.sort_by_key(|(scheme, _)| *scheme != "https");
        found
    }

    fn text_of(&mut self, at: &At<'r>, key: &str) -> Option<(At<'r>, &'r str)> {
        let at = at.get(key)?;
        match at.node.as_str() {
            Some(text) => Some((at, text)),
            None => {
                self.error("GW0203", &at.from, format!("expected a string, found {}", at.node.kind()));
                None
            }
        }
    }
}
