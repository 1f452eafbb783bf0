//! Paths and operations.

use super::NO_EQUAL;
use super::Rewrite;
use super::at::At;
use super::body::Given;
use super::part::{Part, Parts};

impl<'r> Rewrite<'r> {
    pub(super) fn paths(&mut self, at: &At<'r>) -> Part {
        if at.node.as_object().is_none() {
            return Part::kept(at);
        }
        let mut parts = Parts::new();
        for (path, at) in at.members() {
            let part = if path.starts_with("x-") { Part::kept(&at) } else { self.path_item(&at) };
            parts.insert(path.to_owned(), part);
        }
        Part::object(at, parts)
    }

    fn path_item(&mut self, at: &At<'r>) -> Part {
        if at.node.as_object().is_none() {
            return Part::kept(at);
        }
        let mut parts = Parts::new();
        let mut shared = Vec::new();
        if let Some(list) = at.get("parameters") {
            let (part, given) = self.parameters(&list);
            shared = given;
            if let Some(part) = part {
                parts.insert("parameters".to_owned(), part);
            }
        }
        for (key, member) in at.members() {
            let part = match key {
                "get" | "put" | "post" | "delete" | "options" | "head" | "patch" => self.operation(&member, &shared),
                "parameters" => continue,
                "$ref" => Part::reference(&member),
                "trace" | "servers" => {
                    self.later_field("a Path Item Object", key, &member);
                    continue;
                }
                _ => Part::kept(&member),
            };
            parts.insert(key.to_owned(), part);
        }
        Part::object(at, parts)
    }

    fn operation(&mut self, at: &At<'r>, shared: &[Given<'r>]) -> Part {
        if at.node.as_object().is_none() {
            return Part::kept(at);
        }
        let consumes = self.media(at, "consumes");
        let produces = self.media(at, "produces");
        let mut parts = Parts::new();
        let mut own = Vec::new();
        for (key, member) in at.members() {
            match key {
                "consumes" | "produces" => {}
                "schemes" => self.operation_schemes(&member),
                "requestBody" | "callbacks" | "servers" => self.later_field("an Operation Object", key, &member),
                "parameters" => {
                    let (part, given) = self.parameters(&member);
                    own = given;
                    if let Some(part) = part {
                        parts.insert(key.to_owned(), part);
                    }
                }
                "responses" => {
                    parts.insert(key.to_owned(), self.responses(&member, produces.as_deref()));
                }
                _ => {
                    parts.insert(key.to_owned(), Part::kept(&member));
                }
            }
        }
        if let Some(body) = self.request_body(&overridden(own, shared), consumes) {
            parts.insert("requestBody".to_owned(), body);
        }
        Part::object(at, parts)
    }

    /// The parameters that aren't in the body, if there are any, and those that are.
    fn parameters(&mut self, at: &At<'r>) -> (Option<Part>, Vec<Given<'r>>) {
        if at.node.as_list().is_none() {
            return (Some(Part::kept(at)), Vec::new());
        }
        let (mut parts, mut given) = (Vec::new(), Vec::new());
        for item in at.items() {
            match item.followed(self.root) {
                Some(found) if matches!(found.text("in"), Some("body" | "formData")) => {
                    given.push(Given { item, found });
                }
                _ => parts.push(self.parameter(&item)),
            }
        }
        let part = (!parts.is_empty() || given.is_empty()).then(|| Part::list(at, parts));
        (part, given)
    }

    /// OpenAPI 3 would repeat the servers for the operation; what is generated has one server for all.
    fn operation_schemes(&mut self, at: &At<'r>) {
        let of_all = self.root.get("schemes");
        if of_all != Some(at.node) {
            let message = "`schemes` of a single operation are ignored; those of the document count";
            self.warn_key(NO_EQUAL, &at.from, message);
        }
    }
}

/// The parameters of an operation, and those of its path that it doesn't override.
fn overridden<'n>(own: Vec<Given<'n>>, shared: &[Given<'n>]) -> Vec<Given<'n>> {
    let replaced = |given: &Given<'n>| {
        own.iter().any(|own| {
            own.is_form() == given.is_form() && (!own.is_form() || own.found.text("name") == given.found.text("name"))
        })
    };
    let kept: Vec<_> = shared.iter().filter(|given| !replaced(given)).cloned().collect();
    own.into_iter().chain(kept).collect()
}
