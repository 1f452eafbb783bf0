//! Servers: of the API, and of operations that have one of their own.

use std::slice;

use super::Lowering;
use crate::diagnostics::Diagnostic;
use crate::ir;
use crate::resolve;

pub(super) fn server(server: &resolve::Server) -> ir::Server {
    let variable = |variable: &resolve::ServerVariable| ir::ServerVariable {
        name: variable.name.clone(),
        default: variable.default.clone(),
        values: variable.values.clone(),
    };
    ir::Server {
        url: server.url.clone(),
        template: server.template.clone(),
        description: server.description.clone(),
        variables: server.variables.iter().map(variable).collect(),
    }
}

/// The servers of the API: the document's, or the one that every operation names for itself.
pub(super) fn all(api: &resolve::Api) -> &[resolve::Server] {
    let Some(own) = api.operations.first().and_then(|operation| operation.server.as_ref()) else { return &api.servers };
    let is_own = |server: &resolve::Server| (&own.template, &own.url) == (&server.template, &server.url);
    let everywhere = api.operations.iter().all(|operation| operation.server.as_ref().is_some_and(is_own));
    if everywhere { slice::from_ref(own) } else { &api.servers }
}

impl Lowering<'_> {
    /// The server of an operation, if it isn't the document's.
    pub(super) fn own_server(&mut self, operation: &resolve::Operation) -> Option<String> {
        let own = operation.server.as_ref()?;
        // A document that names no server is served at `/`.
        let usual = self.servers.first().map_or("/", |server| server.template.as_str());
        let without_slash = |url: &str| url.trim_end_matches('/').to_owned();
        if without_slash(usual) == without_slash(&own.template) {
            return None;
        }
        if own.url.contains(['{', '}', '?', '#']) {
            let message =
                format!("`{}` can't stand before a path, so that the operation's own server is not used", own.url);
            self.say_of_server(own, message);
            return None;
        }
        if let Some(variable) = own.variables.first() {
            let name = &variable.name;
            let message =
                format!("`{name}` has its default, `{}`: clients set variables of the API's servers", variable.default);
            self.say_of_server(own, message);
        }
        Some(own.url.clone())
    }

    /// What a path item says counts for each of its operations, and is said once.
    fn say_of_server(&mut self, server: &resolve::Server, message: String) {
        let note = Diagnostic::note("GW0545", message).at(&server.at.child("url"), "a server of its own");
        if !self.diagnostics.contains(&note) {
            self.diagnostics.push(note);
        }
    }
}
