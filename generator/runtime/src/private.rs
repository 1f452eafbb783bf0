//! What the derives' expansions name. Not part of the public interface.

pub use core::default::Default;
pub use core::option::Option::{self, None, Some};
pub use core::result::Result::{self, Err, Ok};
pub use core::str::FromStr;
pub use core::{fmt, primitive};
pub use std::borrow::ToOwned;
pub use std::string::String;
pub use std::vec::Vec;

pub use http::Method;
pub use serde;
pub use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess};
pub use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};

pub use crate::access::{
    AccessRule, Alternative, ApiKeyLocation, NoPermission, OAuthFlow, OAuthFlowKind, PermissionSet, Permissions,
    Requirement, SchemeKind, SecurityScheme, UnknownPermission, mask, permission_from, permission_named,
};
pub use crate::answer::{
    Answer, NoFailure, Rejection, decode_body, decode_header, decode_nothing, decode_one, decode_optional_header,
    encode_body, encode_empty, encode_header, encode_nothing, encode_one, fill, status, within,
};
pub use crate::halves::{client_half, server_half};
pub use crate::operation::{Condition, Operation, Responses, method};
pub use crate::parameter::{FieldWriter, Location, Parameter, RequestReader, RequestWriter, Style};
pub use crate::payload::{
    Accept, Codec, DecodeError, EncodeError, Fit, FormReader, FormWriter, Multipart, Part, Payload, joined,
    other_variant, total,
};
#[cfg(feature = "assert")]
pub use crate::schema::Assertion;
pub use crate::schema::{
    Buffer, BufferError, Choice, Enumeration, Field, IntegerEnumeration, ItemWriter, Items, Kind, Lenient, Nullable,
    NullableWhole, Optional, OptionalWhole, Pattern, ReadLenient, Record, RecordShape, RecordWriter, Required,
    RequiredWhole, Rest, Rules, Schema, Shape, Slots, Special, Tagged, Tuple, TupleShape, UnionRule, UnknownValue,
    XmlEntry, XmlField, XmlRoot, lenient, no_such_variant, read_enumeration, read_integer_enumeration, read_record,
    read_tagged, read_tagged_or, read_tuple, read_untagged, value_from_str, write_record, write_tuple,
};
