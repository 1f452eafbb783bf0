//! Servers, with their variables filled in.

use super::resolver::Resolver;
use super::{Server, ServerVariable};
use crate::diagnostics::{Diagnostic, did_you_mean};
use crate::document::Cursor;

impl Resolver<'_> {
    pub(super) fn servers(&mut self, servers: &[openapiv3::Server], at: &Cursor) -> Vec<Server> {
        let servers = servers.iter().enumerate();
        servers.filter_map(|(index, server)| self.server(server, &self.child(at, &index.to_string()))).collect()
    }

    fn server(&mut self, server: &openapiv3::Server, at: &Cursor) -> Option<Server> {
        let mut known = true;
        let mut variables: Vec<ServerVariable> = Vec::new();
        let mut url = String::new();
        let mut rest = server.url.as_str();
        while let Some((before, name, after)) = next_variable(rest) {
            url.push_str(before);
            match server.variables.iter().flatten().find(|(declared, _)| declared.as_str() == name) {
                Some((_, variable)) => {
                    url.push_str(&variable.default);
                    if variables.iter().all(|known| known.name != name) {
                        let (default, values) = (variable.default.clone(), variable.enumeration.clone());
                        variables.push(ServerVariable { name: name.to_owned(), default, values });
                    }
                }
                None => {
                    known = false;
                    self.undeclared(name, server, at);
                }
            }
            rest = after;
        }
        url.push_str(rest);
        let (template, description) = (server.url.clone(), server.description.clone());
        known.then(|| Server { at: at.place(), url, template, variables, description })
    }

    fn undeclared(&mut self, name: &str, server: &openapiv3::Server, at: &Cursor) {
        let message = format!("the server's URL has a variable `{name}` that isn't declared; the server is left out");
        let diagnostic = Diagnostic::warning("GW0310", message).at(&at.place().child("url"), "");
        let declared = server.variables.iter().flatten().map(|(name, _)| name.as_str());
        self.say_once(match did_you_mean(name, declared) {
            Some(help) => diagnostic.help(help),
            None => diagnostic.help("declare it with its default under `variables`"),
        });
    }
}

fn next_variable(text: &str) -> Option<(&str, &str, &str)> {
    let (before, after) = text.split_once('{')?;
    let (name, after) = after.split_once('}')?;
    Some((before, name, after))
}
