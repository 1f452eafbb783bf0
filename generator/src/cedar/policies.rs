//! The policies: one for each alternative of each operation's rule.

use super::text::{comment, mark, quoted};
use crate::ir::{Access, Alternative, Api, Operation, Requirement};

pub(super) fn write(api: &Api, namespace: &str, document: &str) -> String {
    let mut text = mark(document, "its access rules.");
    for operation in &api.operations {
        text.push_str(&format!("\n// {} {}\n", operation.method, comment(&operation.path)));
        match &operation.access {
            // It was refused before; should it come so far, nobody is let in.
            Access::Unguarded => {}
            Access::Public(_) => text.push_str(&policy(namespace, operation, &operation.id, &[])),
            Access::Guarded(rule) => {
                let one = rule.alternatives.len() == 1;
                for (at, alternative) in rule.alternatives.iter().enumerate() {
                    let id = if one { operation.id.clone() } else { format!("{}#{}", operation.id, at + 1) };
                    text.push_str(&policy(namespace, operation, &id, &conditions(api, namespace, alternative)));
                }
            }
        }
    }
    text
}

fn policy(namespace: &str, operation: &Operation, id: &str, conditions: &[String]) -> String {
    let action = format!("{namespace}::Action::{}", quoted(&operation.id));
    let when = match conditions {
        [] => String::new(),
        conditions => format!("\nwhen {{\n  {}\n}}", conditions.join(" &&\n  ")),
    };
    format!("@id({})\npermit (\n  principal,\n  action == {action},\n  resource\n){when};\n", quoted(id))
}

/// What an alternative asks for, all of which is needed.
fn conditions(api: &Api, namespace: &str, alternative: &Alternative) -> Vec<String> {
    alternative.requirements.iter().flat_map(|requirement| condition(api, namespace, requirement)).collect()
}

fn condition(api: &Api, namespace: &str, requirement: &Requirement) -> Vec<String> {
    // A scheme that the document doesn't declare was refused before; should it come so far, nothing is met by it.
    let Some(scheme) = api.schemes.get(requirement.scheme) else { return vec!["false".to_owned()] };
    let scheme = quoted(&scheme.name);
    let mut conditions = vec![format!("context.credentials has {scheme}")];
    let permissions: Vec<_> = requirement
        .permissions
        .iter()
        .map(|id| match api.permissions.get(id.0) {
            Some(permission) => format!("{namespace}::Permission::{}", quoted(&permission.name)),
            None => "false".to_owned(),
        })
        .collect();
    if !permissions.is_empty() {
        conditions.push(format!("context.credentials[{scheme}].containsAll([{}])", permissions.join(", ")));
    }
    conditions
}
