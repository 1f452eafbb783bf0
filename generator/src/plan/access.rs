//! Permissions and schemes, and access rules in the words of the derive.

use super::{Planner, docs, ident};
use crate::ir::{self, AccessRule};

pub use crate::ir::{ApiKeyLocation, OAuthFlow, SchemeKind};

/// The enum of permissions, with the schemes that carry them.
#[derive(Debug, Clone)]
pub struct Permissions {
    /// The schemes, in the order of the document.
    pub schemes: Vec<Scheme>,
    /// The variants: name, documentation, and the permission's own name.
    pub variants: Vec<(String, Vec<String>, String)>,
}

/// A security scheme.
#[derive(Debug, Clone)]
pub struct Scheme {
    /// Its name in the document.
    pub name: String,
    /// Its name as a method of the client's builder.
    pub ident: String,
    /// Its documentation.
    pub docs: Vec<String>,
    /// What kind it is.
    pub kind: SchemeKind,
}

/// The methods of the client's builder that schemes can't have.
const BUILDER: &[&str] = &[
    "base_url",
    "body_limit",
    "build",
    "clone",
    "configure",
    "credential",
    "http",
    "into",
    "from",
    "new",
    "prefer",
    "server",
    "server_variable",
    "timeout",
];

impl Planner<'_> {
    pub(super) fn permissions(&self) -> Permissions {
        let names: Vec<&str> = self.api.permissions.iter().map(|p| p.name.as_str()).collect();
        let short: Vec<&str> = names.iter().map(|n| last_of_url(n)).collect();
        let distinct = short.iter().collect::<std::collections::BTreeSet<_>>().len() == short.len();
        let idents = ident::variants(if distinct { &short } else { &names }, &[]);
        let variants = self.api.permissions.iter().zip(idents).map(|(permission, ident)| {
            let doc = ir::Doc { description: permission.description.clone(), ..ir::Doc::default() };
            (
                ident,
                docs::or(docs::of(&doc, ""), &format!("`{}`.", permission.name.replace('`', "'"))),
                permission.name.clone(),
            )
        });
        Permissions { variants: variants.collect(), schemes: self.schemes() }
    }

    fn schemes(&self) -> Vec<Scheme> {
        let names: Vec<&str> = self.api.schemes.iter().map(|s| s.name.as_str()).collect();
        let idents: Vec<String> = ident::fields(&names, &[]);
        let with_tail =
            |ident: String| if BUILDER.contains(&ident.as_str()) { format!("{ident}_credential") } else { ident };
        let schemes = self.api.schemes.iter().zip(idents).map(|(scheme, ident)| {
            let doc = ir::Doc { description: scheme.description.clone(), ..ir::Doc::default() };
            Scheme {
                name: scheme.name.clone(),
                ident: with_tail(ident),
                docs: docs::or(
                    docs::of(&doc, ""),
                    &format!("The credential of the scheme `{}`.", scheme.name.replace('`', "'")),
                ),
                kind: scheme.kind.clone(),
            }
        });
        schemes.collect()
    }

    /// `user_secret[get_batch] | public`.
    pub(super) fn access(&self, rule: &AccessRule) -> String {
        let alternatives = rule.alternatives.iter().map(|alternative| {
            if alternative.requirements.is_empty() {
                return "public".to_owned();
            }
            alternative.requirements.iter().map(|r| self.requirement(r)).collect::<Vec<_>>().join(" & ")
        });
        let mut distinct: Vec<String> = Vec::new();
        for alternative in alternatives {
            if !distinct.contains(&alternative) {
                distinct.push(alternative);
            }
        }
        distinct.join(" | ")
    }

    fn requirement(&self, requirement: &ir::Requirement) -> String {
        let scheme = escaped(self.api.schemes.get(requirement.scheme).map_or("", |s| s.name.as_str()));
        let permissions: Vec<String> = requirement
            .permissions
            .iter()
            .filter_map(|p| self.api.permissions.get(p.0))
            .map(|p| escaped(&p.name))
            .collect();
        if permissions.is_empty() { scheme } else { format!("{scheme}[{}]", permissions.join(", ")) }
    }
}

/// A name in which nothing has a meaning to the derive: whatever a document calls a scheme or a scope, it must not
/// become another rule.
fn escaped(name: &str) -> String {
    match name {
        "" => return "\"\"".to_owned(),
        "public" => return "\\public".to_owned(),
        _ => {}
    }
    let mut escaped = String::with_capacity(name.len());
    for c in name.chars() {
        if matches!(c, '\\' | '[' | ']' | ',' | '&' | '|' | '"') || c.is_whitespace() {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

/// Of a scope that is a URL, the last part says what it is.
fn last_of_url(name: &str) -> &str {
    if name.starts_with("http://") || name.starts_with("https://") {
        name.rsplit('/').find(|part| !part.is_empty()).unwrap_or(name)
    } else {
        name
    }
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn names_have_no_meaning_within_a_rule() {
        assert_eq!(escaped("read:pets.v1/x-y_z"), "read:pets.v1/x-y_z");
        assert_eq!(escaped("x] | public"), r"x\]\ \|\ public");
        assert_eq!(escaped(r"a\,b[&"), r"a\\\,b\[\&");
        assert_eq!(escaped("public"), r"\public");
        assert_eq!((escaped("").as_str(), escaped("\"\"").as_str()), ("\"\"", r#"\"\""#));
    }
}
