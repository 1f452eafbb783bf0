//! Scalars: a type with its format.

use super::Lowering;
use crate::ir::Scalar;
use crate::resolve::{JsonType, Schema};

impl Lowering<'_> {
    pub(super) fn scalar(&mut self, schema: &Schema, ty: JsonType) -> Scalar {
        let format = schema.format.as_deref().unwrap_or_default();
        if let Some(path) = self.configured(ty, format) {
            return Scalar::Configured(path);
        }
        match ty {
            JsonType::Boolean => Scalar::Boolean,
            JsonType::Integer => integer(schema, format),
            JsonType::Number => number(format),
            _ => text(schema, format),
        }
    }

    fn configured(&self, ty: JsonType, format: &str) -> Option<String> {
        let ty = match ty {
            JsonType::Boolean => "boolean",
            JsonType::Integer => "integer",
            JsonType::Number => "number",
            _ => "string",
        };
        self.config.formats.get(&format!("{ty}:{format}")).cloned()
    }
}

fn integer(schema: &Schema, format: &str) -> Scalar {
    let (bits, signed) = match format {
        "int8" => (8, true),
        "int16" => (16, true),
        "int32" => (32, true),
        "uint8" => (8, false),
        "uint16" => (16, false),
        "uint32" => (32, false),
        "uint64" => (64, false),
        "unixtime" => return Scalar::INTEGER,
        _ => {
            let beyond =
                |n: &Option<String>| n.as_ref().is_some_and(|n| n.parse::<i64>().is_err() && n.parse::<u64>().is_ok());
            (64, !beyond(&schema.maximum))
        }
    };
    // A bound outside the format's range shows that the format is wrong, so the wider type is used.
    let outside =
        |n: &Option<String>| n.as_ref().and_then(|n| n.parse::<i64>().ok()).is_some_and(|n| !fits(n, bits, signed));
    if outside(&schema.maximum) || (outside(&schema.minimum) && signed) {
        Scalar::INTEGER
    } else {
        Scalar::Integer { bits, signed }
    }
}

fn fits(n: i64, bits: u8, signed: bool) -> bool {
    match (bits, signed) {
        (64, true) => true,
        (64, false) => n >= 0,
        (bits, true) => (-(1_i64 << (bits - 1))..(1_i64 << (bits - 1))).contains(&n),
        (bits, false) => (0..(1_i64 << bits)).contains(&n),
    }
}

fn number(format: &str) -> Scalar {
    match format {
        "float" => Scalar::Float,
        "unixtime" => Scalar::UnixTimestamp,
        "int32" => Scalar::Integer { bits: 32, signed: true },
        "int64" => Scalar::INTEGER,
        _ => Scalar::Double,
    }
}

fn text(schema: &Schema, format: &str) -> Scalar {
    if schema.content_encoding.as_deref() == Some("base64") {
        return Scalar::Base64;
    }
    match format {
        "uuid" => Scalar::Uuid,
        "date-time" => Scalar::DateTime,
        "date" => Scalar::Date,
        "time" => Scalar::Time,
        "duration" => Scalar::Duration,
        "uri" => Scalar::Uri,
        "password" => Scalar::Password,
        "byte" => Scalar::Base64,
        "binary" => Scalar::Binary,
        _ if is_bytes(schema) => Scalar::Binary,
        _ => Scalar::Text,
    }
}

/// Whether `contentMediaType` says that a string stands for bytes, as OpenAPI 3.1 writes files.
fn is_bytes(schema: &Schema) -> bool {
    let media = schema.content_media_type.as_deref().unwrap_or_default();
    schema.content_encoding.is_none() && (media == "application/octet-stream" || media.starts_with("image/"))
}
