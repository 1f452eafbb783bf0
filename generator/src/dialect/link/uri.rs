//! The text of a `$ref`.

use percent_encoding::percent_decode_str;

/// What a `$ref` names.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Reference {
    pub(super) file: Target,
    pub(super) fragment: Fragment,
}

#[derive(Debug, PartialEq, Eq)]
pub(super) enum Target {
    /// The one that it stands in.
    Here,
    /// One beside it, by its relative path.
    Beside(String),
    /// A place that is different on every machine.
    Absolute,
    /// Something on the network.
    Remote,
}

#[derive(Debug, PartialEq, Eq)]
pub(super) enum Fragment {
    /// The tokens of a JSON Pointer; none for the whole file.
    Pointer(Vec<String>),
    /// The name of an anchor.
    Anchor(String),
    /// No UTF-8.
    Malformed,
}

/// Reads a URI reference with a JSON Pointer (RFC 6901, section 6) or a name as its fragment.
pub(super) fn read(text: &str) -> Reference {
    let (file, fragment) = text.split_once('#').unwrap_or((text, ""));
    Reference { file: read_file(file), fragment: read_fragment(fragment) }
}

fn read_file(text: &str) -> Target {
    // Windows' separators are no part of a URI, and nobody has them in names.
    let path = text.replace('\\', "/");
    match scheme(&path) {
        Some(scheme) if scheme.len() == 1 || scheme.eq_ignore_ascii_case("file") => Target::Absolute,
        Some(_) => Target::Remote,
        None if path.is_empty() => Target::Here,
        None if path.starts_with("//") => Target::Remote,
        None if path.starts_with('/') => Target::Absolute,
        None => Target::Beside(percent_decode_str(&path).decode_utf8().map_or_else(|_| path.clone(), Into::into)),
    }
}

fn scheme(text: &str) -> Option<&str> {
    let (scheme, _) = text.split_once(':')?;
    let mut characters = scheme.chars();
    let is_scheme = characters.next()?.is_ascii_alphabetic()
        && characters.all(|character| character.is_ascii_alphanumeric() || "+-.".contains(character));
    is_scheme.then_some(scheme)
}

fn read_fragment(text: &str) -> Fragment {
    let Ok(fragment) = percent_decode_str(text).decode_utf8() else { return Fragment::Malformed };
    match fragment.strip_prefix('/') {
        Some(pointer) => Fragment::Pointer(tokens(pointer)),
        None if fragment.is_empty() => Fragment::Pointer(Vec::new()),
        None => Fragment::Anchor(fragment.into_owned()),
    }
}

/// The tokens of a pointer without its first `/`.
pub(super) fn tokens(pointer: &str) -> Vec<String> {
    pointer.split('/').map(|token| token.replace("~1", "/").replace("~0", "~")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pointer(tokens: &[&str]) -> Fragment {
        Fragment::Pointer(tokens.iter().map(|token| (*token).to_owned()).collect())
    }

    #[test]
    fn fragments_are_decoded_before_tokens_are() {
        let here = |fragment| Reference { file: Target::Here, fragment };
        assert_eq!(read("#/paths/~1x~1%7Bid%7D/get"), here(pointer(&["paths", "/x/{id}", "get"])));
        assert_eq!(read("#/a~01/%7E1"), here(pointer(&["a~1", "/"])));
        assert_eq!(read("#"), here(pointer(&[])));
        assert_eq!(read("#name"), here(Fragment::Anchor("name".to_owned())));
        assert_eq!(read("#%ff"), here(Fragment::Malformed));
    }

    #[test]
    fn files_are_relative_and_local() {
        let file = |text| read(text).file;
        let beside = |path: &str| Target::Beside(path.to_owned());
        assert_eq!(file("../a%20b/pet.yaml#/x"), beside("../a b/pet.yaml"));
        assert_eq!(file(".\\models\\pet.json"), beside("./models/pet.json"));
        for absolute in ["/etc/passwd", "file:///etc/passwd", "C:\\pet.yaml", "FILE:pet.yaml"] {
            assert_eq!(file(absolute), Target::Absolute, "{absolute}");
        }
        for remote in ["https://example.com/pet.yaml#/x", "//example.com/x", "urn:pet", "\\\\host\\share"] {
            assert_eq!(file(remote), Target::Remote, "{remote}");
        }
    }
}
