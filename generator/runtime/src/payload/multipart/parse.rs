//! Taking a form apart into its parts: RFC 2046, section 5.1.1, within limits.

use bytes::Bytes;

use crate::payload::media_type::{MediaType, split_quoted};

/// The most parts of a form.
const MAX_PARTS: usize = 1024;
/// The longest head of a part, in bytes.
const MAX_HEAD: usize = 8 * 1024;

/// A part as it came.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct RawPart {
    pub(super) name: String,
    pub(super) file_name: Option<String>,
    pub(super) content_type: Option<String>,
    pub(super) content: Bytes,
}

/// What is wrong with a form.
pub(super) type Reason = &'static str;

/// The parts of a form, in order.
pub(super) fn parts(body: &Bytes, content_type: &str) -> Result<Vec<RawPart>, Reason> {
    let boundary = MediaType::parse(content_type).and_then(|parsed| parsed.parameter("boundary").map(str::to_owned));
    let boundary = boundary.filter(|boundary| (1..=70).contains(&boundary.len())).ok_or("states no boundary")?;
    let delimiter = format!("\r\n--{boundary}").into_bytes();
    let Some(opening) = delimiter.get(2..) else { return Err("states no boundary") };
    // The first delimiter may stand at the very beginning, without its line break.
    let mut at = if body.starts_with(opening) {
        opening.len()
    } else {
        find(body, &delimiter, 0).ok_or("doesn't hold its boundary")? + delimiter.len()
    };
    let mut parts = Vec::new();
    loop {
        let rest = body.get(at..).unwrap_or_default();
        if rest.starts_with(b"--") {
            return Ok(parts);
        }
        let padding = rest.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
        if !rest.get(padding..).is_some_and(|rest| rest.starts_with(b"\r\n")) {
            return Err("has a boundary that isn't a line of its own");
        }
        if parts.len() == MAX_PARTS {
            return Err("has too many parts");
        }
        let start = at + padding;
        let head_end = head_end(body, start)?;
        let end = find(body, &delimiter, head_end - 2).ok_or("ends before its closing boundary")?;
        let head = body.get(start + 2..head_end).unwrap_or_default();
        let content = body.slice(head_end.min(end)..end);
        parts.push(part(head, content)?);
        at = end + delimiter.len();
    }
}

/// Where the content of a part begins: after an empty line.
fn head_end(body: &[u8], start: usize) -> Result<usize, Reason> {
    let window = body.get(start..body.len().min(start + MAX_HEAD)).unwrap_or_default();
    match find(window, b"\r\n\r\n", 0) {
        Some(end) => Ok(start + end + 4),
        None if window.len() == MAX_HEAD => Err("has a part whose head is too long"),
        None => Err("has a part whose head doesn't end"),
    }
}

fn part(head: &[u8], content: Bytes) -> Result<RawPart, Reason> {
    let head = std::str::from_utf8(head).map_err(|_| "has a part whose head isn't UTF-8")?;
    let mut disposition = None;
    let mut content_type = None;
    for line in head.split("\r\n").filter(|line| !line.is_empty()) {
        let (name, value) = line.split_once(':').ok_or("has a part with a malformed header")?;
        let value = value.trim();
        match name.to_ascii_lowercase().as_str() {
            "content-disposition" if disposition.is_some() => return Err("has a part with two dispositions"),
            "content-disposition" => disposition = Some(value),
            "content-type" => content_type = Some(value.to_owned()),
            "content-transfer-encoding"
                if !["7bit", "8bit", "binary"].iter().any(|known| value.eq_ignore_ascii_case(known)) =>
            {
                return Err("has a part with a transfer encoding, which forms don't have any more");
            }
            _ => {}
        }
    }
    let mut words = split_quoted(disposition.ok_or("has a part without a disposition")?, ';');
    if !words.next().is_some_and(|kind| kind.eq_ignore_ascii_case("form-data")) {
        return Err("has a part that isn't form data");
    }
    let (mut name, mut file_name) = (None, None);
    for (key, value) in words.filter_map(|word| word.split_once('=')) {
        match key.trim().to_ascii_lowercase().as_str() {
            "name" if name.is_some() => return Err("has a part with two names"),
            "name" => name = Some(unquote(value.trim())),
            "filename" if file_name.is_some() => return Err("has a part with two file names"),
            "filename" => file_name = Some(unquote(value.trim())),
            _ => {}
        }
    }
    Ok(RawPart { name: name.ok_or("has a part without a name")?, file_name, content_type, content })
}

/// A value without its quotes and escapes, those of browsers and those of mail.
fn unquote(value: &str) -> String {
    let Some(inside) = value.strip_prefix('"').and_then(|value| value.strip_suffix('"')) else {
        return value.to_owned();
    };
    let mut plain = String::with_capacity(inside.len());
    let mut rest = inside;
    while let Some(at) = rest.find(['\\', '%']) {
        plain.push_str(&rest[..at]);
        rest = &rest[at..];
        let escapes = [("\\\"", '"'), ("\\\\", '\\'), ("%22", '"'), ("%0D", '\r'), ("%0A", '\n')];
        match escapes.into_iter().find(|(escape, _)| rest.starts_with(escape)) {
            Some((escape, c)) => {
                plain.push(c);
                rest = &rest[escape.len()..];
            }
            None => {
                plain.push_str(&rest[..1]);
                rest = &rest[1..];
            }
        }
    }
    plain.push_str(rest);
    plain
}

fn find(text: &[u8], wanted: &[u8], from: usize) -> Option<usize> {
    let rest = text.get(from..)?;
    rest.windows(wanted.len()).position(|window| window == wanted).map(|at| from + at)
}
