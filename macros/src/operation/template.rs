//! The path template.

use syn::LitStr;

/// The names between braces, in order; what is wrong with the template otherwise.
pub(super) fn names(path: &LitStr) -> syn::Result<Vec<String>> {
    let template = path.value();
    let error = |problem: &str| Err(syn::Error::new_spanned(path, problem));
    if !template.starts_with('/') {
        return error("a path begins with a slash");
    }
    if template.contains(['?', '#']) {
        return error("a path has no query and no fragment");
    }
    let mut names: Vec<String> = Vec::new();
    let mut rest = template.as_str();
    while let Some(at) = rest.find(['{', '}']) {
        let Some((name, after)) = rest[at..].strip_prefix('{').and_then(|inside| inside.split_once('}')) else {
            return error("the path has a brace without its partner");
        };
        if name.is_empty() || name.contains('{') || name.contains('/') {
            return error("the path has a parameter without a proper name");
        }
        if names.iter().any(|known| known == name) {
            return error(&format!("the path names `{{{name}}}` twice"));
        }
        names.push(name.to_owned());
        rest = after;
    }
    Ok(names)
}
