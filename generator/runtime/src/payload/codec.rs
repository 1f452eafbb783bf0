//! Codecs: how a value of one type is written as one media type, and read.

use std::borrow::Cow;

use bytes::Bytes;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::media_type::{MediaType, closest, media_type_matches};
use super::multipart::{self, Multipart};
use super::{Accept, DecodeError, EncodeError, Raw, form, json};
use crate::parameter::{FromTree, scalar, to_tree};
use crate::schema::{Kind, Rules, Schema, Shape};
use crate::validate;

/// How values of a type are written as one media type, and read.
///
/// The derives choose codecs by the declared media types, so that only those are compiled.
pub struct Codec<T: 'static> {
    /// The media type, as the document declares it; it may be a range.
    pub media_type: &'static str,
    encode: fn(&T, &'static str) -> Encoded,
    decode: fn(&Bytes, &str) -> Result<T, DecodeError>,
    check: fn(&T) -> Vec<(String, String)>,
    fit: fn(&T, &'static str) -> Fit,
}

/// How well a codec fits a value that has something to say of its own media type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    /// The value is another variant of its payload.
    None,
    /// The value is of another media type by its own word.
    Poor,
    /// The value can be written so.
    Good,
}

/// A media type and bytes.
type Encoded = Result<(Cow<'static, str>, Bytes), EncodeError>;

impl<T> std::fmt::Debug for Codec<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Codec").field(&self.media_type).finish()
    }
}

impl<T: Serialize + DeserializeOwned + Schema> Codec<T> {
    /// JSON and every `+json`.
    #[must_use]
    pub const fn json(media_type: &'static str) -> Self {
        Self {
            media_type,
            encode: |value, media_type| {
                let text = serde_json::to_vec(value).map_err(|error| EncodeError::body(error.to_string()))?;
                Ok((concrete(media_type, "application/json"), text.into()))
            },
            decode: |bytes, _| json::from_json(bytes),
            check: |value| check(value, Rules::NONE),
            fit: |_, _| Fit::Good,
        }
    }

    /// `application/x-www-form-urlencoded`.
    #[must_use]
    pub const fn form(media_type: &'static str) -> Self {
        Self {
            media_type,
            encode: |value, media_type| {
                let tree = to_tree(value).map_err(|unfit| EncodeError::body(unfit.0))?;
                let text = form::write(&tree).map_err(EncodeError::body)?;
                Ok((media_type.into(), text.into()))
            },
            decode: |bytes, _| {
                let tree = form::read(bytes, T::shape())?;
                T::deserialize(FromTree(tree)).map_err(|unreadable| DecodeError::within("", unreadable.0))
            },
            check: |value| check(value, Rules::NONE),
            fit: |_, _| Fit::Good,
        }
    }

    /// Any `text/…`: the text of a scalar, in UTF-8. What is no scalar is written as JSON, for so do the servers that
    /// list `text/plain` beside it.
    #[must_use]
    pub const fn text(media_type: &'static str) -> Self {
        Self {
            media_type,
            encode: |value, media_type| {
                let tree = to_tree(value).map_err(|unfit| EncodeError::body(unfit.0))?;
                let text = match tree.as_text() {
                    Some(text) => text.to_owned(),
                    None => serde_json::to_string(value).map_err(|error| EncodeError::body(error.to_string()))?,
                };
                let media_type = concrete(media_type, "text/plain");
                let charset = if media_type.contains("charset") { "" } else { "; charset=utf-8" };
                Ok((format!("{media_type}{charset}").into(), text.into()))
            },
            decode: |bytes, content_type| {
                let charset = MediaType::parse(content_type).and_then(|parsed| parsed.parameter("charset"));
                if !charset
                    .is_none_or(|name| ["utf-8", "us-ascii"].iter().any(|known| name.eq_ignore_ascii_case(known)))
                {
                    return Err(DecodeError::within("", "isn't in UTF-8, the one character encoding that is read"));
                }
                if !is_scalar(T::shape()) {
                    return json::from_json(bytes);
                }
                let text = std::str::from_utf8(bytes).map_err(|_| DecodeError::within("", "isn't UTF-8"))?;
                T::deserialize(FromTree(scalar(text.to_owned(), T::shape())))
                    .map_err(|unreadable| DecodeError::within("", unreadable.0))
            },
            check: |value| check(value, Rules::NONE),
            fit: |_, _| Fit::Good,
        }
    }

    /// XML and every `+xml`.
    #[cfg(feature = "xml")]
    #[must_use]
    pub const fn xml(media_type: &'static str) -> Self {
        Self {
            media_type,
            encode: |value, media_type| {
                let text = crate::xml::to_string(value).map_err(|error| EncodeError::body(error.to_string()))?;
                Ok((concrete(media_type, "application/xml"), text.into()))
            },
            decode: |bytes, _| {
                crate::xml::from_slice(bytes).map_err(|error| DecodeError::within("", error.to_string()))
            },
            check: |value| check(value, Rules::NONE),
            fit: |_, _| Fit::Good,
        }
    }
}

#[cfg(not(feature = "xml"))]
impl<T: WithoutXml> Codec<T> {
    /// XML, which this build has no codec for.
    #[must_use]
    pub const fn xml(media_type: &'static str) -> Self {
        Self {
            media_type,
            encode: |_, _| Err(EncodeError::body("this build writes no XML")),
            decode: |_, _| Err(DecodeError::within("", "this build reads no XML")),
            check: |_| Vec::new(),
            fit: |_, _| Fit::Good,
        }
    }
}

/// A trait of no type, so that the compiler says what is missing.
#[cfg(not(feature = "xml"))]
#[diagnostic::on_unimplemented(
    message = "`{Self}` can't be a body in XML: the feature `xml` of gatewright is off",
    note = "add `features = [\"xml\"]` to the dependency on gatewright"
)]
pub trait WithoutXml: 'static {}

impl<T: Multipart> Codec<T> {
    /// `multipart/form-data`.
    #[must_use]
    pub const fn multipart(media_type: &'static str) -> Self {
        Self {
            media_type,
            encode: |value, _| multipart::encode(value).map(|(media_type, bytes)| (media_type.into(), bytes)),
            decode: |bytes, content_type| multipart::decode(bytes, content_type),
            check: T::check,
            fit: |_, _| Fit::Good,
        }
    }
}

impl<T: Raw> Codec<T> {
    /// Any other media type: the bytes as they are.
    #[must_use]
    pub const fn bytes(media_type: &'static str) -> Self {
        Self {
            media_type,
            encode: |value, media_type| {
                let (bytes, own) = value.to_raw();
                let fits = |own: &&str| media_type_matches(&[media_type], own).is_some();
                let default = concrete(media_type, "application/octet-stream");
                Ok((own.filter(fits).map_or(default, |own| own.to_owned().into()), bytes))
            },
            decode: |bytes, content_type| {
                T::from_raw(bytes, content_type).ok_or_else(|| DecodeError::within("", "isn't UTF-8"))
            },
            check: |_| Vec::new(),
            fit: |value, media_type| match value.to_raw().1 {
                Some(own) if media_type_matches(&[media_type], own).is_none() => Fit::Poor,
                _ => Fit::Good,
            },
        }
    }
}

impl<T> Codec<T> {
    /// One media type of a payload that is one of several.
    #[doc(hidden)]
    #[must_use]
    pub const fn variant(
        media_type: &'static str,
        encode: fn(&T, &'static str) -> Encoded,
        decode: fn(&Bytes, &str) -> Result<T, DecodeError>,
        check: fn(&T) -> Vec<(String, String)>,
        fit: fn(&T, &'static str) -> Fit,
    ) -> Self {
        Self { media_type, encode, decode, check, fit }
    }

    /// The codec for a `Content-Type`.
    pub(crate) fn of(codecs: &'static [Self], content_type: &str) -> Option<&'static Self> {
        if let [only] = codecs
            && only.media_type == content_type
        {
            return Some(only);
        }
        let chosen = closest(codecs.iter().map(|codec| codec.media_type), content_type)?;
        codecs.iter().find(|codec| codec.media_type == chosen)
    }

    /// The codecs that fit a value best, in the order of the document.
    pub(crate) fn fitting(codecs: &'static [Self], value: &T) -> Vec<&'static Self> {
        let fits = codecs.iter().map(|codec| (codec.fit(value), codec));
        let best = fits.clone().map(|(fit, _)| fit).max();
        fits.filter(|(fit, _)| Some(*fit) == best && *fit != Fit::None).map(|(_, codec)| codec).collect()
    }

    /// The codec for a value that a client likes best, or the first when it likes none.
    pub(crate) fn accepted(codecs: &'static [Self], value: &T, accept: &Accept) -> Option<&'static Self> {
        if let [only] = codecs {
            return (only.fit(value) != Fit::None).then_some(only);
        }
        let fitting = Self::fitting(codecs, value);
        let types: Vec<&'static str> = fitting.iter().map(|codec| codec.media_type).collect();
        let chosen = accept.choose(&types);
        fitting.into_iter().find(|codec| chosen.is_none_or(|chosen| chosen == codec.media_type))
    }

    /// The value's media type and bytes.
    ///
    /// # Errors
    ///
    /// When the value has no such form.
    pub fn encode(&self, value: &T) -> Result<(Cow<'static, str>, Bytes), EncodeError> {
        (self.encode)(value, self.media_type)
    }

    /// The value of some bytes; the place of an error is counted from the body.
    ///
    /// # Errors
    ///
    /// When they aren't one.
    pub fn decode(&self, bytes: &Bytes, content_type: &str) -> Result<T, DecodeError> {
        (self.decode)(bytes, content_type)
    }

    /// What constraints the value breaks, by pointers into it.
    #[must_use]
    pub fn check(&self, value: &T) -> Vec<(String, String)> {
        (self.check)(value)
    }

    /// How well the codec fits a value.
    #[must_use]
    pub fn fit(&self, value: &T) -> Fit {
        (self.fit)(value, self.media_type)
    }
}

/// Whether values of a shape have a plain text.
fn is_scalar(shape: &Shape) -> bool {
    match shape.kind {
        Kind::Null | Kind::Boolean | Kind::Integer | Kind::Number | Kind::String => true,
        Kind::Transparent(inner) => is_scalar(inner()),
        _ => false,
    }
}

/// What to say for a media type that is a range.
fn concrete(media_type: &'static str, default: &'static str) -> Cow<'static, str> {
    let range = MediaType::parse(media_type).is_none_or(|media_type| media_type.subtype.contains('*'));
    Cow::Borrowed(if range { default } else { media_type })
}

/// What constraints a value breaks: its type's, and those of its place.
pub(crate) fn check<T: Serialize + Schema>(value: &T, rules: &'static Rules) -> Vec<(String, String)> {
    let problems = validate::check(value, rules).err().unwrap_or_default();
    problems.into_iter().map(|problem| (problem.pointer, problem.message)).collect()
}
