//! Stage 8: every decision about Rust, made once: identifiers, modules, types, derives, documentation.

mod access;
mod case;
mod docs;
mod docs_once;
mod features;
mod field;
mod halves;
mod ident;
mod letters;
mod naming;
mod operation;
mod payload;
mod responses;
mod rules;
mod scalar;
mod share;
mod types;
mod words;

pub use access::{ApiKeyLocation, OAuthFlow, Permissions, Scheme, SchemeKind};
pub use case::Case;
pub use features::TagFeatures;
pub use field::{Field, Presence};
pub use halves::{Address, Client, ClientMethod, Credential, Guard, Server, ServerMethod};
pub use operation::{Body, Condition, Constant, Default, Group, Location, Operation, Parameter, Returns, Style};
pub use payload::{Media, Payload, PayloadVariant};
pub use responses::{Answer, AnswerHeader, Answers, Fields};
pub use rules::{Rule, Rules};
pub use types::{
    Container, EnumValue, Item, ItemKind, Member, Part, Place, Type, TypeName, UnionRule, ValueVariant, XmlEntry,
    XmlField, XmlRoot,
};

pub use crate::ir::{Literal, Status};

use crate::config::Config;
use crate::diagnostics::{Sink, Stopped};
use crate::ir;

/// A crate, ready to be written down.
#[derive(Debug, Clone)]
pub struct Crate {
    /// The package's name.
    pub name: String,
    /// What it is, in one line.
    pub description: String,
    /// The documentation of the crate, a line an item.
    pub docs: Vec<String>,
    /// The declarations of `types`.
    pub types: Vec<Item>,
    /// The modules of `operations`.
    pub groups: Vec<Group>,
    /// The answers that operations of several groups have alike.
    pub answers: Vec<Answers>,
    /// The permissions and the schemes.
    pub permissions: Permissions,
    /// The client, if it is wanted.
    pub client: Option<Client>,
    /// The server, if it is wanted.
    pub server: Option<Server>,
    /// Whether anything travels as XML.
    pub xml: bool,
    /// The features that tags are, if they are.
    pub tag_features: Option<TagFeatures>,
    /// Whether anything is judged by the text of a schema.
    pub assert: bool,
}

/// Plans the crate of an API.
///
/// # Errors
///
/// When there were errors before.
pub fn plan(api: &ir::Api, config: &Config, sink: &mut Sink) -> Result<Crate, Stopped> {
    let names = naming::Names::new(api);
    let planner = Planner { api, config, names: &names };
    sink.barrier()?;
    let (mut groups, mut types) = (planner.groups(), planner.items());
    docs_once::run(&mut groups, &mut types);
    let tag_features = planner.tag_features(&mut groups, &mut types, sink);
    sink.barrier()?;
    let xml = groups.iter().flat_map(|g| &g.operations).any(payload::speaks_xml);
    let answers = share::share(&mut groups, &names.taken());
    Ok(Crate {
        name: naming::package(api, config),
        description: format!("{} {}", api.title, api.version),
        docs: docs::of_api(api, tag_features.is_some()),
        assert: types.iter().any(Item::has_assertion)
            || groups.iter().flat_map(|g| &g.operations).any(operation::asserts),
        types,
        permissions: planner.permissions(),
        client: config.client.then(|| planner.client(&groups)),
        server: config.server.then(|| planner.server(&groups)),
        xml,
        answers,
        groups,
        tag_features,
    })
}

/// What every part of the plan looks at.
struct Planner<'a> {
    api: &'a ir::Api,
    config: &'a Config,
    names: &'a naming::Names,
}
