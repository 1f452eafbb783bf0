//! The servers that a document names.

use super::BuildError;

/// A server, as a document describes it: a client is pointed at it with [`Builder::server`](super::Builder::server).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(clippy::exhaustive_structs, reason = "generated code makes them")]
pub struct Server {
    /// The URL, with the names of its variables in braces.
    pub url: &'static str,
    /// What the document says of it; empty where it says nothing.
    pub description: &'static str,
    /// The variables of the URL.
    pub variables: &'static [ServerVariable],
}

/// A variable of a server's URL.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(clippy::exhaustive_structs, reason = "generated code makes them")]
pub struct ServerVariable {
    /// Its name.
    pub name: &'static str,
    /// Its value unless another is set.
    pub default: &'static str,
    /// The values that it may have; any if there are none here.
    pub values: &'static [&'static str],
}

/// A URL with its variables filled in: with the last value that was set, or with the default.
///
/// # Errors
///
/// When a value was set for a variable that isn't there, or one that the variable may not have.
pub(super) fn filled(
    url: &str,
    variables: &'static [ServerVariable],
    values: &[(String, String)],
) -> Result<String, BuildError> {
    for (name, value) in values {
        let Some(variable) = variables.iter().find(|variable| variable.name == name) else {
            return Err(BuildError::UnknownServerVariable(name.clone()));
        };
        let is_free = variable.values.is_empty() || variable.default == value;
        if !is_free && !variable.values.contains(&value.as_str()) {
            return Err(BuildError::ServerVariable { name: variable.name, values: variable.values });
        }
    }
    let (mut text, mut rest) = (String::new(), url);
    while let Some((before, name, after)) = next(rest) {
        text.push_str(before);
        let set = values.iter().rev().find(|(set, _)| set == name).map(|(_, value)| value.as_str());
        let default = || variables.iter().find(|variable| variable.name == name).map(|variable| variable.default);
        match set.or_else(default) {
            Some(value) => text.push_str(value),
            None => {
                text.push('{');
                text.push_str(name);
                text.push('}');
            }
        }
        rest = after;
    }
    text.push_str(rest);
    Ok(text)
}

fn next(text: &str) -> Option<(&str, &str, &str)> {
    let (before, after) = text.split_once('{')?;
    let (name, after) = after.split_once('}')?;
    Some((before, name, after))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may fail this way")]
mod tests {
    use super::*;

    const REGION: ServerVariable = ServerVariable { name: "region", default: "us", values: &["us", "eu"] };
    const VERSION: ServerVariable = ServerVariable { name: "version", default: "v1", values: &[] };

    fn with(values: &[(&str, &str)]) -> Result<String, BuildError> {
        let values: Vec<_> = values.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        filled("https://{region}.example.com/{version}", &[REGION, VERSION], &values)
    }

    #[test]
    fn variables_are_filled_in() {
        assert_eq!(with(&[]).unwrap(), "https://us.example.com/v1");
        assert_eq!(with(&[("region", "eu"), ("version", "{region}")]).unwrap(), "https://eu.example.com/{region}");
        assert_eq!(with(&[("region", "eu"), ("region", "us")]).unwrap(), "https://us.example.com/v1");
        assert_eq!(filled("https://a/{x}", &[], &[]).unwrap(), "https://a/{x}");
    }

    #[test]
    fn other_values_and_other_variables_are_refused() {
        let said = |values: &[(&str, &str)]| with(values).unwrap_err().to_string();
        assert_eq!(said(&[("region", "mars")]), "the server's variable `region` may only be one of us, eu");
        assert_eq!(said(&[("zone", "eu")]), "the server has no variable named `zone`");
    }
}
