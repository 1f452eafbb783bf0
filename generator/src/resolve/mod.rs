//! Stage 5: the document without references.

mod api;
mod bodies;
mod extension;
mod fill;
mod follow;
mod holder;
mod kinds;
mod name;
mod navigate;
mod operation;
mod parameter;
mod reference;
mod resolver;
mod schema;
mod security;
mod select;
mod server;
mod template;

pub use api::{
    Api, Encoding, Flow, Header, Info, Location, MediaType, Operation, Parameter, RequestBody, Response, Scheme,
    SchemeKind, Security, SecurityAlternative, SecurityRequirement, Server, ServerVariable, Status, Style, Tag,
};
pub use kinds::Told;
pub use schema::{Additional, Discriminator, JsonType, Named, Rare, Schema, SchemaId, Schemas, Xml};

pub use crate::syntax::{Members, Node};
pub use name::id_of;
pub use resolver::{resolve, resolve_selected, resolve_what_can_be};
