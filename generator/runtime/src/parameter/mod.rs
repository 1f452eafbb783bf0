//! Parameters: every style of OpenAPI, both ways, and the requests that they make up.
//!
//! A value becomes a small tree by serde; the styles are functions over trees, the same for every type.

mod de;
mod fields;
mod form;
mod input;
mod json;
mod percent;
mod read;
mod reader;
mod ser;
mod spec;
mod tree;
mod write;
mod writer;

pub use fields::FieldWriter;
pub use input::Input;
#[cfg(feature = "server")]
pub(crate) use reader::PathValues;
pub use reader::RequestReader;
pub use spec::{Location, Parameter, Style};
pub use writer::{EncodedRequest, RequestWriter};

pub(crate) use de::FromTree;
pub(crate) use form::{Form, member, scalar};
pub(crate) use input::{read_header, write_header};
pub(crate) use json::{from_json, to_json};
pub(crate) use percent::decode_query;
pub(crate) use ser::to_tree;
pub(crate) use spec::push_token;
pub(crate) use tree::Tree;
