//! The two halves: the client and the server.

use super::operation::{Group, Operation, Returns};
use super::types::{Type, TypeName};
use super::{Planner, Scheme, docs};
use crate::ir::SchemeKind;

pub use crate::ir::Server as Address;

/// The client.
#[derive(Debug, Clone)]
pub struct Client {
    /// The URL of the document's first server.
    pub server: String,
    /// The document's servers, where there is a choice: several, or variables.
    pub servers: Vec<Address>,
    /// A method of the builder a scheme.
    pub credentials: Vec<Credential>,
    /// The methods.
    pub methods: Vec<ClientMethod>,
}

/// A method of the client's builder.
#[derive(Debug, Clone)]
pub struct Credential {
    /// Its name.
    pub ident: String,
    /// Its documentation.
    pub docs: Vec<String>,
    /// The scheme's name.
    pub scheme: String,
}

/// A method of the client.
#[derive(Debug, Clone)]
pub struct ClientMethod {
    /// Its name.
    pub ident: String,
    /// Its documentation.
    pub docs: Vec<String>,
    /// Whether it is deprecated.
    pub deprecated: bool,
    /// The feature of the package that it belongs to, if it belongs to one.
    pub feature: Option<String>,
    /// The request.
    pub request: Type,
    /// What comes back.
    pub success: Type,
    /// What may come back instead; none where nothing is documented.
    pub failure: Option<Type>,
}

impl ClientMethod {
    /// The first paragraph of the documentation; the request has all of it.
    #[must_use]
    pub fn summary(&self) -> &[String] {
        self.docs.split(String::is_empty).next().unwrap_or_default()
    }
}

/// The server.
#[derive(Debug, Clone)]
pub struct Server {
    /// Whether any operation needs a principal.
    pub guarded: bool,
    /// The methods.
    pub methods: Vec<ServerMethod>,
}

/// A method of the server's trait.
#[derive(Debug, Clone)]
pub struct ServerMethod {
    /// The same as the client's.
    pub method: ClientMethod,
    /// How it is guarded.
    pub guard: Guard,
}

/// How an operation is guarded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Guard {
    /// Only a principal gets in.
    Guarded,
    /// A principal, or nobody.
    Optional,
    /// Anybody.
    Public,
}

impl Planner<'_> {
    pub(super) fn client(&self, groups: &[Group]) -> Client {
        let credentials = self.permissions().schemes.into_iter().filter(|s| s.kind != SchemeKind::MutualTls);
        let servers = &self.api.servers;
        let is_choice = servers.len() > 1 || servers.iter().any(|server| !server.variables.is_empty());
        Client {
            server: servers.first().map(|server| server.url.clone()).unwrap_or_default(),
            servers: if is_choice { servers.clone() } else { Vec::new() },
            credentials: credentials
                .map(|Scheme { name, ident, docs, .. }| Credential { ident, docs, scheme: name })
                .collect(),
            methods: each(groups).map(|(group, operation)| method(group, operation)).collect(),
        }
    }

    pub(super) fn server(&self, groups: &[Group]) -> Server {
        let methods: Vec<ServerMethod> = each(groups)
            .map(|(group, operation)| ServerMethod { method: method(group, operation), guard: guard(operation) })
            .collect();
        Server { guarded: methods.iter().any(|m| m.guard != Guard::Public), methods }
    }
}

fn each(groups: &[Group]) -> impl Iterator<Item = (&Group, &Operation)> {
    groups.iter().flat_map(|group| group.operations.iter().map(move |operation| (group, operation)))
}

fn guard(operation: &Operation) -> Guard {
    match (operation.public, operation.optional) {
        (true, _) => Guard::Public,
        (false, true) => Guard::Optional,
        (false, false) => Guard::Guarded,
    }
}

fn method(group: &Group, operation: &Operation) -> ClientMethod {
    let local = |ident: &str| {
        Type::Local(TypeName { module: vec!["operations".to_owned(), group.ident.clone()], ident: ident.to_owned() })
    };
    let request = format!("`{} {}`", operation.method, operation.path.replace('`', "'"));
    ClientMethod {
        ident: operation.method_ident.clone(),
        docs: docs::or(operation.docs.clone(), &request),
        deprecated: operation.deprecated,
        feature: group.feature.clone(),
        request: local(&operation.ident),
        success: match &operation.returns {
            Returns::Payload { ty, .. } => ty.clone(),
            Returns::Answers(name) => Type::Local(name.clone()),
        },
        failure: operation.failures.clone().map(Type::Local),
    }
}
