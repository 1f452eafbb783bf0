//! Bodies: media types, negotiation, and a codec for each kind of media type.

mod accept;
mod choice;
mod codec;
mod error;
mod file;
mod form;
mod json;
mod media_type;
mod multipart;
mod raw;

pub use accept::Accept;
pub use bytes::Bytes;
pub use choice::Payload;
pub use codec::Codec;
pub use error::{DecodeError, EncodeError};
pub use file::File;
pub use media_type::media_type_matches;
pub use multipart::{FormReader, FormWriter, Multipart, Part};
pub use raw::Raw;

#[doc(hidden)]
pub use choice::{joined, other_variant, total};
#[doc(hidden)]
pub use codec::Fit;

pub(crate) use codec::check;
pub(crate) use error::conceal;
