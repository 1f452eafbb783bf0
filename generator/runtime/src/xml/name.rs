//! The characters and names of XML 1.0 (fifth edition) and of Namespaces in XML 1.0.

/// Nil and type hints.
pub(super) const XSI: &str = "http://www.w3.org/2001/XMLSchema-instance";
/// The types of XML Schema.
pub(super) const XSD: &str = "http://www.w3.org/2001/XMLSchema";
/// SOAP 1.1's encoding, for `Array` and `Struct`.
pub(super) const SOAP: &str = "http://schemas.xmlsoap.org/soap/encoding/";
/// What the prefix `xml` always stands for.
pub(super) const XML: &str = "http://www.w3.org/XML/1998/namespace";
/// What the prefix `xmlns` always stands for.
pub(super) const XMLNS: &str = "http://www.w3.org/2000/xmlns/";

/// Whether two namespaces or prefixes are the same. Most are empty; to have `memcmp` compare nothing with nothing can
/// cost hundreds of cycles, as there is no memory where Rust lets empty texts be, and its masked loads stumble.
pub(super) fn same(one: &str, other: &str) -> bool {
    one.len() == other.len() && (one.is_empty() || one == other)
}

/// Whether something holds for all bytes of a text. Most texts are plain, and in one glance sixteen bytes are seen to be.
pub(super) fn all_bytes(text: &str, holds: impl Fn(u8) -> bool) -> bool {
    let all = |piece: &[u8; 16]| piece.iter().fold(true, |all, byte| all & holds(*byte));
    let bytes = text.as_bytes();
    match bytes.last_chunk() {
        Some(last) => bytes.as_chunks().0.iter().all(all) && all(last),
        None => bytes.iter().all(|byte| holds(*byte)),
    }
}

/// Production [2] `Char`.
pub(super) fn is_char(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..)
}

/// Production [3] `S`.
pub(super) fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r')
}

/// Whether a text is white space alone.
pub(super) fn is_blank(text: &str) -> bool {
    text.chars().all(is_space)
}

/// Production `NCName`: a name without a colon.
pub(super) fn is_ncname(name: &str) -> bool {
    if let [b'A'..=b'Z' | b'_' | b'a'..=b'z', rest @ ..] = name.as_bytes()
        && rest.iter().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_'))
    {
        return true;
    }
    let mut chars = name.chars();
    chars.next().is_some_and(is_name_start) && chars.all(is_name_char)
}

/// A qualified name's prefix (`""` for none) and local part.
pub(super) fn split(name: &str) -> Option<(&str, &str)> {
    if is_ncname(name) {
        return Some(("", name));
    }
    let (prefix, local) = name.split_once(':')?;
    (is_ncname(prefix) && is_ncname(local)).then_some((prefix, local))
}

fn is_name_start(c: char) -> bool {
    matches!(c,
        'A'..='Z' | '_' | 'a'..='z' | '\u{C0}'..='\u{D6}' | '\u{D8}'..='\u{F6}' | '\u{F8}'..='\u{2FF}'
        | '\u{370}'..='\u{37D}' | '\u{37F}'..='\u{1FFF}' | '\u{200C}'..='\u{200D}' | '\u{2070}'..='\u{218F}'
        | '\u{2C00}'..='\u{2FEF}' | '\u{3001}'..='\u{D7FF}' | '\u{F900}'..='\u{FDCF}' | '\u{FDF0}'..='\u{FFFD}'
        | '\u{10000}'..='\u{EFFFF}')
}

fn is_name_char(c: char) -> bool {
    is_name_start(c) || matches!(c, '-' | '.' | '0'..='9' | '\u{B7}' | '\u{300}'..='\u{36F}' | '\u{203F}'..='\u{2040}')
}
