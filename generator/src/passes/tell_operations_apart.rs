//! Tells operations apart that share a method and a path, by what else every request of theirs has.

use indexmap::IndexMap;

use crate::config::Config;
use crate::diagnostics::{Diagnostic, Sink};
use crate::ir::{Api, Condition, Constant, Location, Operation, Parameter, Style, TypeKind, TypeRef, Types};

/// Adds, where constants don't tell operations apart, the required parameters that only some of them have. Those that
/// nothing tells apart are said: the server can only ever answer with the first.
pub(super) fn run(api: &mut Api, _: &Config, sink: &mut Sink) {
    let mut groups: IndexMap<(String, String), Vec<usize>> = IndexMap::new();
    for (at, operation) in api.operations.iter().enumerate() {
        groups.entry((operation.method.clone(), anonymous(&operation.path))).or_default().push(at);
    }
    for group in groups.into_values().filter(|group| group.len() > 1) {
        add_given(&mut api.operations, &api.types, &group);
        say_shadowed(&api.operations, &group, sink);
    }
}

/// The template without its names: two paths with the same one match the same requests.
fn anonymous(path: &str) -> String {
    let mut inside = false;
    path.chars()
        .filter(|c| {
            let was_inside = inside;
            inside = (inside || *c == '{') && *c != '}';
            !was_inside || matches!(*c, '}' | '+')
        })
        .collect()
}

fn add_given(operations: &mut [Operation], types: &Types, group: &[usize]) {
    let given: Vec<Vec<Condition>> = group.iter().map(|at| given(&operations[*at], types)).collect();
    for (at, own) in group.iter().zip(&given) {
        let is_telling = |condition: &&Condition| given.iter().any(|other| !other.contains(condition));
        let telling: Vec<Condition> = own.iter().filter(is_telling).cloned().collect();
        operations[*at].conditions.extend(telling);
    }
}

/// The required parameters whose names stand in every request.
fn given(operation: &Operation, types: &Types) -> Vec<Condition> {
    let is_given = |parameter: &&Parameter| match parameter.location {
        _ if !parameter.required => false,
        Location::Query => parameter.json || has_own_name(parameter, types),
        Location::Header => true,
        Location::Path | Location::Cookie => false,
    };
    let condition = |p: &Parameter| Condition { location: p.location, name: p.name.clone(), value: Constant::Any };
    operation.parameters.iter().filter(is_given).map(condition).collect()
}

/// Whether a parameter of the query stands there under its own name, and not under those of its properties.
fn has_own_name(parameter: &Parameter, types: &Types) -> bool {
    let is_object = match types.follow(&parameter.slot.ty) {
        TypeRef::Named(id) => !matches!(types[*id].kind, TypeKind::Enumeration(_)),
        TypeRef::Scalar(_) | TypeRef::List(_) => false,
        _ => true,
    };
    parameter.style != Style::DeepObject && !(is_object && parameter.explode)
}

/// Of operations that nothing tells apart, only the first is ever reached.
fn say_shadowed(operations: &[Operation], group: &[usize], sink: &mut Sink) {
    for (place, at) in group.iter().enumerate() {
        let operation = &operations[*at];
        let mut before = group[..place].iter().map(|at| &operations[*at]);
        let Some(first) = before.find(|first| is_same(first, operation)) else { continue };
        let message = format!("`{} {}` takes the requests of `{}`", first.method, first.path, operation.id);
        let diagnostic = Diagnostic::warning("GW0311", message)
            .at_key(&operation.at, "a server never gets here")
            .at_key(&first.at, "as every request is for this one")
            .help("clients can call both; tell them apart by a required parameter with one value, or by media type");
        sink.push(diagnostic);
    }
}

fn is_same(first: &Operation, second: &Operation) -> bool {
    let holds = |all: &[Condition], some: &[Condition]| some.iter().all(|condition| all.contains(condition));
    holds(&first.conditions, &second.conditions)
        && holds(&second.conditions, &first.conditions)
        && bodies_overlap(first, second)
}

/// Whether a body can be that of both.
fn bodies_overlap(first: &Operation, second: &Operation) -> bool {
    fn types(operation: &Operation) -> Vec<&String> {
        operation.sent().flat_map(|content| &content.media_types).collect()
    }
    let (first, second) = (types(first), types(second));
    first.is_empty() && second.is_empty() || first.iter().any(|media_type| second.contains(media_type))
}

#[cfg(test)]
mod tests {
    use super::anonymous;

    #[test]
    fn names_of_parameters_tell_nothing_apart() {
        assert_eq!(anonymous("/a/{b}/c:{d}.json"), "/a/{}/c:{}.json");
        assert_eq!(anonymous("/a/b"), "/a/b");
        assert_eq!(anonymous("/a/{+b}"), "/a/{+}");
    }
}
