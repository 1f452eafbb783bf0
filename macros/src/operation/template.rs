//! The path template.

use syn::LitStr;

/// Where a character first stands outside braces.
fn first_outside(template: &str, wanted: char) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, c) in template.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            c if c == wanted && depth == 0 => return Some(at),
            _ => {}
        }
    }
    None
}

/// How to say what somebody put behind a `?`.
fn no_query(query: &str) -> String {
    let pairs = query.split('#').next().unwrap_or_default().split('&');
    let stated: Vec<String> = pairs
        .filter(|pair| !pair.is_empty() && !pair.contains('{'))
        .map(|pair| match pair.split_once('=') {
            Some((name, value)) => format!("{name:?} = {value:?}"),
            None => format!("{pair:?}"),
        })
        .collect();
    let constant = match stated.as_slice() {
        [] => String::new(),
        stated => format!("what is constant is stated as `query({})`, and ", stated.join(", ")),
    };
    format!("a path has no query: {constant}a parameter is a field with `#[parameter(query)]`")
}

/// The names between braces, in order; what is wrong with the template otherwise.
pub(super) fn names(path: &LitStr) -> syn::Result<Vec<String>> {
    let template = path.value();
    let error = |problem: &str| Err(syn::Error::new_spanned(path, problem));
    if !template.starts_with('/') {
        return error("a path begins with a slash");
    }
    if let Some(at) = first_outside(&template, '?') {
        return error(&no_query(&template[at + 1..]));
    }
    if first_outside(&template, '#').is_some() {
        return error("a path has no fragment, for none is ever sent");
    }
    let mut names: Vec<String> = Vec::new();
    let mut rest = template.as_str();
    while let Some(at) = rest.find(['{', '}']) {
        let Some((name, after)) = rest[at..].strip_prefix('{').and_then(|inside| inside.split_once('}')) else {
            return error("the path has a brace without its partner");
        };
        let name = name.strip_prefix('+').unwrap_or(name);
        if name.is_empty() || name.contains('{') || name.contains('/') {
            return error("the path has a parameter without a proper name");
        }
        // A parameter may stand at two places of a path.
        if !names.iter().any(|known| known == name) {
            names.push(name.to_owned());
        }
        rest = after;
    }
    Ok(names)
}
