//! The names of everything that stands beside everything else: types, operations, their answers.

use heck::ToKebabCase;

use std::collections::{BTreeMap, BTreeSet};
use std::iter::{once, once_with};

use super::ident::{Scope, camel, is_prelude, snake, style};
use super::payload::Part;
use super::responses::status_ident;
use super::words::spelled;
use crate::config::Config;
use crate::ir::{Api, Operation, Owner, Payload, Slot, TypeId, TypeKind, TypeRef};

/// Every name of the crate, by the place of what it names in the IR.
#[derive(Debug)]
pub(super) struct Names {
    /// Of each type.
    pub(super) types: Vec<String>,
    /// Of each operation's request.
    pub(super) requests: Vec<String>,
    /// Of each operation's answers that mean success, where they need a type.
    pub(super) successes: Vec<String>,
    /// Of each operation's answers that mean failure.
    pub(super) failures: Vec<String>,
    /// Of each body that is one of several, by its operation.
    pub(super) payloads: BTreeMap<(usize, Part), String>,
    /// Of each operation as a method.
    pub(super) methods: Vec<String>,
    /// Of each operation's module.
    pub(super) modules: Vec<String>,
}

/// Names that modules of a crate can't have, for others have them.
const MODULES: &[&str] =
    &["types", "operations", "permissions", "client", "server", "gatewright", "std", "core", "mod", "lib"];

/// The name of the package: the configuration's, or else the API's title.
pub(super) fn package(api: &Api, config: &Config) -> String {
    let title = || api.title.chars().filter(char::is_ascii).collect::<String>().to_kebab_case();
    let name = config.crate_name.clone().unwrap_or_else(title);
    if name.starts_with(|c: char| c.is_ascii_alphabetic()) { name } else { format!("api-{name}") }
}

impl Names {
    pub(super) fn new(api: &Api) -> Self {
        let mut scope = Scope::default();
        let types = name_types(api, &mut scope, true);
        let mut names = Self {
            types,
            requests: Vec::new(),
            successes: Vec::new(),
            failures: Vec::new(),
            payloads: BTreeMap::new(),
            methods: Vec::new(),
            modules: Vec::new(),
        };
        for (operation, (name, method)) in api.operations.iter().zip(methods(api)) {
            let base = camel(&name, "Operation");
            let others = || {
                let long = camel(&long_id(operation), "Operation");
                [format!("{base}Request"), long, format!("{base}Operation"), format!("{base}Call")]
            };
            let candidates = once(base.clone()).chain(once_with(others).flatten());
            names.requests.push(scope.take(candidates.filter(|candidate| !is_prelude(candidate))));
            names.methods.push(method);
        }
        let inline = name_types(api, &mut scope, false);
        for (name, inline) in names.types.iter_mut().zip(inline) {
            if name.is_empty() {
                *name = inline;
            }
        }
        for (at, operation) in api.operations.iter().enumerate() {
            let base = &names.requests[at];
            let short = base.strip_suffix("Request").unwrap_or(base);
            names.successes.push(scope.take([format!("{short}Success"), format!("{base}Answer")]));
            names.failures.push(scope.take([
                format!("{short}Error"),
                format!("{short}Failure"),
                format!("{base}Error"),
            ]));
            for (part, word) in chosen(operation) {
                let ident =
                    scope.take([format!("{short}{word}"), format!("{base}{word}"), format!("{short}{word}Choice")]);
                names.payloads.insert((at, part), ident);
            }
        }
        names.modules = modules(api, &names.taken());
        names
    }
}

impl Names {
    /// The names of all types and requests, and of what stands beside them in the crate's root.
    pub(super) fn taken(&self) -> BTreeSet<String> {
        let beside = ["Api", "Client", "ClientBuilder", "Permission"].map(str::to_owned);
        let all = self.types.iter().chain(&self.requests).chain(self.payloads.values());
        let all = all.chain(&self.successes).chain(&self.failures);
        all.filter(|name| !name.is_empty()).cloned().chain(beside).collect()
    }
}

/// The bodies of an operation that are one of several, with what each is called after it.
fn chosen(operation: &Operation) -> Vec<(Part, String)> {
    let several = |payload: &Payload| payload.only().is_none();
    let body = operation.body.iter().filter(|body| several(&body.payload)).map(|_| (Part::Body, "Body".to_owned()));
    let answers = operation.answers().filter(|answer| answer.payload.as_ref().is_some_and(several));
    let answers = answers.map(|answer| {
        let only = operation.successes.len() == 1 && operation.successes[0].status == answer.status;
        let word = if only { "Response".to_owned() } else { format!("{}Body", status_ident(answer.status)) };
        (Part::Answer(answer.status), word)
    });
    body.chain(answers).collect()
}

/// Names the document's own types, or the others. A name that is an identifier already has the first claim on it.
fn name_types(api: &Api, scope: &mut Scope, component: bool) -> Vec<String> {
    let mut names = vec![String::new(); api.types.all.len()];
    for exact in [true, false] {
        for id in &api.types.order {
            let def = &api.types[*id];
            if def.name.component != component {
                continue;
            }
            let given = def.name.given.as_deref().unwrap_or_default();
            let base = camel(given, "Type");
            if (base == given) == exact {
                names[id.0 as usize] = scope.take(type_candidates(api, *id, base));
            }
        }
    }
    names
}

/// What a type may be called, the best first: what it is called, and with what it is; with its symbols spelled; after
/// the type or the operation that it is part of; and after the way in which its name is written.
fn type_candidates(api: &Api, id: TypeId, base: String) -> impl Iterator<Item = String> {
    let others = once_with({
        let base = base.clone();
        move || other_candidates(api, id, &base)
    });
    once(base).chain(others.flatten()).filter(|candidate| !is_prelude(candidate))
}

fn other_candidates(api: &Api, id: TypeId, base: &str) -> Vec<String> {
    let def = &api.types[id];
    let given = def.name.given.as_deref().unwrap_or_default();
    let owner = match def.name.owner {
        _ if def.name.component => None,
        Some(Owner::Type(owner)) if owner != id => api.types[owner].name.given.as_deref(),
        Some(Owner::Operation(at)) => api.operations.get(at).map(|operation| operation.id.as_str()),
        _ => None,
    };
    let word = kind_word(&def.kind);
    let spelled = camel(&spelled(given), "Type");
    let styled = camel(&format!("{given} {}", style(given)), "Type");
    let mut candidates = vec![format!("{base}{word}"), spelled.clone(), format!("{spelled}{word}")];
    if let Some(owner) = owner {
        let whole = camel(&format!("{owner} {}", def.name.role), "Type");
        candidates.extend([whole.clone(), format!("{whole}{word}")]);
    }
    candidates.extend([styled.clone(), format!("{styled}{word}")]);
    candidates
}

/// What each operation is called, and its method. An operation whose name another has already is told apart by its
/// tag, by its symbols, by the way in which its name is written, and at last by its method and path.
fn methods(api: &Api) -> Vec<(String, String)> {
    let mut scope = Scope::with(&["builder"]);
    let mut named = vec![(String::new(), String::new()); api.operations.len()];
    for exact in [true, false] {
        for (at, operation) in api.operations.iter().enumerate() {
            let id = &operation.id;
            if (snake(id, "call") != *id) == exact {
                continue;
            }
            let others = || {
                let path = format!("{} {}", operation.method.to_lowercase(), operation.path.replace(['{', '}'], " "));
                let styled = format!("{id} {}", style(id));
                [long_id(operation), spelled(id), styled, format!("{id} {path}"), path]
            };
            let mut tried: Vec<(String, String)> = Vec::new();
            let candidates = once(id.clone()).chain(once_with(others).flatten()).map(|name| {
                let method = snake(&name, "call");
                tried.push((name, method.clone()));
                method
            });
            let method = scope.take(candidates);
            let name =
                tried.into_iter().find(|(_, tried)| *tried == method).map_or_else(|| id.clone(), |(name, _)| name);
            named[at] = (name, method);
        }
    }
    named
}

/// What a type is, in a word that can follow its name.
fn kind_word(kind: &TypeKind) -> &'static str {
    match kind {
        TypeKind::Record(_) => "Record",
        TypeKind::Tuple(_) => "Tuple",
        TypeKind::Union(_) | TypeKind::Intersection(_) => "Choice",
        TypeKind::Enumeration(_) => "Kind",
        TypeKind::Newtype(_) | TypeKind::Alias(Slot { ty: TypeRef::Scalar(_) | TypeRef::Any, .. }) => "Value",
        TypeKind::Alias(Slot { ty: TypeRef::List(_), .. }) => "List",
        TypeKind::Alias(Slot { ty: TypeRef::Map(_), .. }) => "Map",
        TypeKind::Alias(_) => "Alias",
    }
}

/// An operation's name with the group before it, for where the name alone is taken.
fn long_id(operation: &Operation) -> String {
    match operation.tags.first() {
        Some(tag) => format!("{tag} {}", operation.id),
        None => format!("{} {}", operation.id, operation.path.replace(['{', '}'], " ")),
    }
}

/// The module of each operation: its first tag, else the first word of its path.
/// Where a script has no case, a type may have the name.
fn modules(api: &Api, types: &BTreeSet<String>) -> Vec<String> {
    let types = types.iter().map(String::as_str).filter(|name| !name.is_ascii());
    let mut scope = Scope::with(&MODULES.iter().copied().chain(types).collect::<Vec<_>>());
    let mut known: Vec<(String, String)> = Vec::new();
    let mut modules = Vec::new();
    for operation in &api.operations {
        let literal = operation.path.split('/').find(|s| !s.is_empty() && !s.starts_with('{')).unwrap_or("root");
        let group = operation.tags.first().map_or(literal, String::as_str).to_owned();
        let folded = snake(&group, "group");
        let module = match known.iter().find(|(name, _)| *name == folded) {
            Some((_, module)) => module.clone(),
            None => {
                let module = scope.take([folded.clone(), format!("{folded}_operations")]);
                known.push((folded, module.clone()));
                module
            }
        };
        modules.push(module);
    }
    modules
}
