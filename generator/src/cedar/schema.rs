//! The schema: entity types, what credentials carry, and an action for each operation.

use super::text::{comment, list, mark, quoted};
use crate::ir::{Access, Api, Location, Operation};

const ENTITIES: &str =
    "  // Who may be a principal: a user, with roles, or nobody in particular where an operation asks for nobody.
  // Tags hold what else is known: `principal.hasTag(\"company\") && principal.getTag(\"company\") == …`.
  entity Role in [Role];
  entity User in [Role] tags String;
  entity Anonymous;

  // What an operation acts on. The whole API is one too: `Resource::\"api\"`.
  entity Resource in [Resource] tags String;
";

pub(super) fn write(api: &Api, namespace: &str, document: &str) -> String {
    let mut text = mark(document, "its operations as actions.");
    text.push_str(&format!("@doc({})\nnamespace {namespace} {{\n", quoted(&api.title)));
    text.push_str(&permissions(api));
    text.push_str(ENTITIES);
    text.push_str(&credentials(api));
    let groups = groups(api);
    if !groups.is_empty() {
        text.push_str("\n  // The document's tags, as groups of actions.\n");
        text.extend(groups.iter().map(|group| format!("  action {};\n", quoted(group))));
    }
    for operation in &api.operations {
        text.push_str(&action(operation, &groups));
    }
    text.push_str("}\n");
    text
}

fn permissions(api: &Api) -> String {
    let names: Vec<_> = api.permissions.iter().map(|permission| quoted(&permission.name)).collect();
    if names.is_empty() {
        return "  // The document names no permissions.\n  entity Permission;\n\n".to_owned();
    }
    format!("  // What a credential may carry.\n  entity Permission enum [\n    {}\n  ];\n\n", names.join(",\n    "))
}

fn credentials(api: &Api) -> String {
    let attributes = api.schemes.iter().map(|scheme| format!("    {}?: Set<Permission>,\n", quoted(&scheme.name)));
    let attributes: String = attributes.collect();
    let about = "  // The schemes whose credential proved to be good, each with the permissions that it carries.";
    let attributes = if attributes.is_empty() { attributes } else { format!("\n{attributes}  ") };
    format!("\n{about}\n  type Credentials = {{{attributes}}};\n")
}

/// The names of the groups: `tag:` before each tag that an operation has. None that an operation is called.
fn groups(api: &Api) -> Vec<String> {
    let mut groups: Vec<String> = Vec::new();
    for tag in api.operations.iter().flat_map(|operation| &operation.tags) {
        let group = format!("tag:{tag}");
        if !groups.contains(&group) && !api.operations.iter().any(|operation| operation.id == group) {
            groups.push(group);
        }
    }
    groups
}

fn action(operation: &Operation, groups: &[String]) -> String {
    let mut text = format!("\n  // {} {}\n", operation.method, comment(&operation.path));
    if let Some(summary) = operation.doc.summary.as_ref().filter(|summary| !summary.trim().is_empty()) {
        text.push_str(&format!("  @doc({})\n", quoted(summary.trim())));
    }
    let own: Vec<String> = operation.tags.iter().map(|tag| format!("tag:{tag}")).collect();
    let own = groups.iter().filter(|group| own.contains(group)).map(String::as_str);
    let own = list(own);
    let groups = if own.is_empty() { String::new() } else { format!(" in [{own}]") };
    let principals = if admits_anyone(&operation.access) { "User, Anonymous" } else { "User" };
    let path: Vec<_> = operation
        .parameters
        .iter()
        .filter(|parameter| parameter.location == Location::Path)
        .map(|parameter| format!("{}?: String", quoted(&parameter.name)))
        .collect();
    let path = if path.is_empty() { "{}".to_owned() } else { format!("{{ {} }}", path.join(", ")) };
    text.push_str(&format!(
        "  action {}{groups} appliesTo {{\n    principal: [{principals}],\n    resource: [Resource],\n    context: \
         {{ credentials: Credentials, path: {path} }}\n  }};\n",
        quoted(&operation.id),
    ));
    text
}

fn admits_anyone(access: &Access) -> bool {
    match access {
        Access::Public(_) => true,
        Access::Unguarded => false,
        Access::Guarded(rule) => rule.is_optional(),
    }
}
