//! Path templates.

/// The names of a template's parameters, in order.
///
/// # Errors
///
/// What is wrong with it.
pub(super) fn names(path: &str) -> Result<Vec<&str>, String> {
    let mut names = Vec::new();
    let mut rest = path;
    while let Some(at) = rest.find(['{', '}']) {
        let (_, after) = rest.split_at(at);
        let Some(inner) = after.strip_prefix('{') else {
            return Err("a `}` without its `{`".to_owned());
        };
        let Some((name, further)) = inner.split_once('}') else {
            return Err("a `{` without its `}`".to_owned());
        };
        if name.is_empty() || name.contains('{') {
            return Err("`{` and `}` stand around a name".to_owned());
        }
        if names.contains(&name) {
            return Err(format!("`{{{name}}}` stands twice"));
        }
        names.push(name);
        rest = further;
    }
    Ok(names)
}

/// The template without its names: two paths with the same one match the same requests.
pub(super) fn anonymous(path: &str) -> String {
    let mut text = String::with_capacity(path.len());
    let mut inside = false;
    for character in path.chars() {
        match character {
            '{' => {
                inside = true;
                text.push('{');
            }
            '}' => {
                inside = false;
                text.push('}');
            }
            _ if inside => {}
            _ => text.push(character),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_in_order() {
        assert_eq!(names("/a/{b}/c:{d}.{e}"), Ok(vec!["b", "d", "e"]));
        assert!(names("/a/{b").is_err());
        assert!(names("/a/b}").is_err());
        assert!(names("/a/{}").is_err());
        assert!(names("/{a}/{a}").is_err());
        assert_eq!(anonymous("/a/{b}/c"), anonymous("/a/{x}/c"));
    }
}
