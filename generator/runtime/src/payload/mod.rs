//! Bodies: media types, negotiation, and a codec for each kind of media type.

mod accept;
mod error;

pub use accept::Accept;
pub use error::{DecodeError, EncodeError};
