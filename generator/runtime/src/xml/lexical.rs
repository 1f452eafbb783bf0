//! Scalars as XML Schema writes them.

use super::layout::Resolved;
use super::name::is_space;
use crate::schema::Kind;

/// Misfit of a shape that takes anything.
pub(super) const ANYTHING: u32 = 1000;
/// Misfit of a member that the record doesn't list.
pub(super) const UNLISTED: u32 = 10;

/// A number, as exact as Rust's types allow.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Number {
    I64(i64),
    U64(u64),
    I128(i128),
    U128(u128),
    F64(f64),
}

/// `xs:boolean`.
pub(super) fn boolean(text: &str) -> Option<bool> {
    match text.trim_matches(is_space) {
        "true" | "1" => Some(true),
        "false" | "0" => Some(false),
        _ => None,
    }
}

/// `xs:integer`, as far as 128 bits go.
pub(super) fn integer(text: &str) -> Option<Number> {
    let text = text.trim_matches(is_space);
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    (text.parse().map(Number::I64).ok())
        .or_else(|| text.parse().map(Number::U64).ok())
        .or_else(|| text.parse().map(Number::I128).ok())
        .or_else(|| text.parse().map(Number::U128).ok())
}

/// `xs:double` and `xs:decimal`, kept whole where it can be; what is too large for a double is no number.
pub(super) fn number(text: &str) -> Option<Number> {
    match integer(text) {
        // The whole number zero has no sign.
        Some(Number::I64(0)) if text.contains('-') => Some(Number::F64(-0.0)),
        Some(whole @ (Number::I64(_) | Number::U64(_))) => Some(whole),
        _ => double(text).map(Number::F64),
    }
}

/// `xs:double`.
pub(super) fn double(text: &str) -> Option<f64> {
    let text = text.trim_matches(is_space);
    match text {
        "INF" | "+INF" => return Some(f64::INFINITY),
        "-INF" => return Some(f64::NEG_INFINITY),
        "NaN" => return Some(f64::NAN),
        _ => {}
    }
    // Rust would read words too.
    if !text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'+' | b'-' | b'.' | b'e' | b'E')) {
        return None;
    }
    text.parse().ok().filter(|number: &f64| number.is_finite())
}

/// How badly a text suits a scalar shape where a union leaves the choice; `None` if not at all.
pub(super) fn misfit(text: &str, shape: &Resolved) -> Option<u32> {
    match shape.kind() {
        Kind::Null => text.is_empty().then_some(1),
        Kind::Boolean => match text.trim_matches(is_space) {
            "true" | "false" => Some(0),
            "1" | "0" => Some(3),
            _ => None,
        },
        Kind::Integer => integer(text).map(|_| 0),
        Kind::Number => number(text).map(|_| 1),
        Kind::String => Some(2),
        _ => None,
    }
}
