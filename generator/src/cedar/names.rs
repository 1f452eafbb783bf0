//! Names that Cedar takes.

use heck::ToUpperCamelCase as _;

/// Words of Cedar's own.
const RESERVED: [&str; 9] = ["true", "false", "if", "then", "else", "in", "is", "like", "has"];

/// A namespace from the name of a crate or the title of an API.
#[must_use]
pub fn namespace(name: &str) -> String {
    let spaced: String = name.chars().map(|letter| if letter.is_ascii_alphanumeric() { letter } else { ' ' }).collect();
    let camel = spaced.to_upper_camel_case();
    if is_namespace(&camel) { camel } else { format!("Api{camel}") }
}

/// Whether Cedar takes it as a namespace: identifiers, joined by `::`.
#[must_use]
pub fn is_namespace(name: &str) -> bool {
    name.split("::").all(|part| {
        let starts_well = part.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_');
        let goes_on = part.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '_');
        starts_well && goes_on && !part.starts_with("__cedar") && !RESERVED.contains(&part)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn namespaces_are_identifiers() {
        for (name, expected) in [
            ("trusted-twin", "TrustedTwin"),
            ("VEC.digital Business API", "VecDigitalBusinessApi"),
            ("3scale", "Api3scale"),
            ("日本", "Api"),
            ("", "Api"),
        ] {
            assert_eq!(namespace(name), expected);
            assert!(is_namespace(expected));
        }
        assert!(is_namespace("Acme::Pets") && is_namespace("In"));
        assert!(["", "a b", "a::", "1a", "in", "__cedar", "é"].iter().all(|name| !is_namespace(name)));
    }
}
