//! The text of a `$ref`.

use percent_encoding::percent_decode_str;

/// What a `$ref` names.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Reference {
    /// A place in this document, by the tokens of its JSON Pointer.
    Here(Vec<String>),
    /// A place in another file.
    Elsewhere,
    /// A fragment that is no JSON Pointer.
    Malformed,
}

/// Reads a URI reference with a JSON Pointer as its fragment (RFC 6901, section 6).
pub(super) fn read(text: &str) -> Reference {
    let Some(fragment) = text.strip_prefix('#') else { return Reference::Elsewhere };
    let Ok(pointer) = percent_decode_str(fragment).decode_utf8() else { return Reference::Malformed };
    if pointer.is_empty() {
        return Reference::Here(Vec::new());
    }
    match pointer.strip_prefix('/') {
        Some(tokens) => Reference::Here(tokens.split('/').map(unescape).collect()),
        None => Reference::Malformed,
    }
}

fn unescape(token: &str) -> String {
    token.replace("~1", "/").replace("~0", "~")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fragments_are_decoded_before_tokens_are() {
        let here = |tokens: &[&str]| Reference::Here(tokens.iter().map(|token| (*token).to_owned()).collect());
        assert_eq!(read("#/paths/~1x~1%7Bid%7D/get"), here(&["paths", "/x/{id}", "get"]));
        assert_eq!(read("#/a~01/%7E1"), here(&["a~1", "/"]));
        assert_eq!(read("#"), here(&[]));
        assert_eq!(read("other.yaml#/a"), Reference::Elsewhere);
        assert_eq!(read("#a"), Reference::Malformed);
    }
}
