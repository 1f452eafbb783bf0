//! Finds what a reference names, across files.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};

use super::below::Layout;
use super::index::Index;
use super::uri::{self, Fragment, Reference, Target};
use super::uses::{Kind, Use};
use crate::diagnostics::{Diagnostic, Place, Pointer, SourceId, nearest};
use crate::syntax::{Forest, Node, Wanted};

/// How many references may stand on the way to one target; more are a circle.
const DETOURS: usize = 64;

/// What a reference names.
#[derive(Debug, Clone)]
pub(super) struct Found {
    pub(super) place: Place,
    /// Why it isn't quite what the text says.
    pub(super) remark: Option<Remark>,
}

/// How a reference is read that can't be read as the specification says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Remark {
    /// An `$id` changes what the reference is relative to.
    OtherBase,
    /// The fragment is a pointer that doesn't begin with a slash.
    NoSlash,
    /// It is the name of a component, and not a reference to it.
    Name,
}

/// Why there is nothing to go on with.
#[derive(Debug, Clone)]
pub(super) enum Missing {
    /// A file that isn't read yet.
    File(Wanted),
    /// A file that can't be read, of which that was said.
    Unread,
    Remote,
    Absolute,
    Malformed,
    /// Neither a file nor a component.
    Name,
    Circular,
    Anchor(String),
    Nothing(Option<String>),
}

/// What finding needs to know.
#[derive(Clone, Copy)]
pub(super) struct Finder<'f> {
    pub(super) forest: &'f Forest,
    pub(super) layout: Layout,
    pub(super) index: &'f Index,
    pub(super) ends: &'f RefCell<Ends>,
}

/// Where a reference that names a reference leads, as far as that was followed; `None` for circles. So that a long row
/// of references is followed once, and not once for each of them.
pub(super) type Ends = HashMap<Place, Option<Place>>;

impl<'f> Finder<'f> {
    /// What a reference names in the end.
    pub(super) fn find(self, used: &Use) -> Result<Found, Missing> {
        let found = match self.step(&used.text, &used.at, used.kind == Kind::Mapping || is_name(&used.text), 0) {
            Err(Missing::Unread) if is_name(&used.text) => self.component(used)?,
            found => found?,
        };
        let place = self.end(found.place)?;
        Ok(Found { place, ..found })
    }

    /// The node at a place.
    pub(super) fn node(self, place: &Place) -> Option<&'f Node> {
        let tree = self.forest.tree(place.source)?;
        place.pointer.tokens().into_iter().try_fold(tree, child)
    }

    /// The component that a text names that is no file.
    fn component(self, used: &Use) -> Result<Found, Missing> {
        let section = self.layout.section(used.context).ok_or(Missing::Name)?;
        let place = Place { source: self.forest.root(), pointer: section.child(&used.text) };
        self.node(&place).ok_or(Missing::Name)?;
        Ok(Found { place, remark: Some(Remark::Name) })
    }

    /// What the text names, be it a reference or not.
    fn step(self, text: &str, at: &Place, optional: bool, detours: usize) -> Result<Found, Missing> {
        let Reference { file, fragment } = uri::read(text);
        let own = self.index.resource(at.source, &at.pointer);
        let here = |place| Ok(Found { place, remark: None });
        let (id, _) = text.split_once('#').unwrap_or((text, ""));
        let identified =
            self.index.identified(id).filter(|place| file != Target::Here && self.counts(place, at, &file));
        let (base, remark) = match (identified, &file) {
            (Some(place), _) => (place.clone(), None),
            (None, Target::Here) => (Place { source: at.source, pointer: own.clone() }, None),
            (None, Target::Remote) => return Err(Missing::Remote),
            (None, Target::Absolute) => return Err(Missing::Absolute),
            (None, Target::Beside(name)) => {
                let remark = (own != Pointer::default()).then_some(Remark::OtherBase);
                (Place::root(self.beside(at, name, optional)?), remark)
            }
        };
        match fragment {
            Fragment::Malformed => Err(Missing::Malformed),
            Fragment::Pointer(tokens) => match self.locate(&base, &tokens, text, detours) {
                Err(Missing::Nothing(_)) if base.pointer != Pointer::default() => {
                    let place = self.locate(&Place::root(base.source), &tokens, text, detours)?;
                    Ok(Found { place, remark: Some(Remark::OtherBase) })
                }
                place => Ok(Found { place: place?, remark }),
            },
            Fragment::Anchor(name) => match self.index.anchored(base.source, &name, &base.pointer) {
                Some(place) => here(place),
                None => {
                    let tokens = uri::tokens(&name);
                    let place = self.locate(&Place::root(base.source), &tokens, text, detours);
                    let place = place.map_err(|_| Missing::Anchor(name))?;
                    Ok(Found { place, remark: Some(Remark::NoSlash) })
                }
            },
        }
    }

    /// A relative `$id` counts in its own file, where no other `$id` is likely to have changed what it is relative to.
    fn counts(self, identified: &Place, at: &Place, file: &Target) -> bool {
        !matches!(file, Target::Beside(_)) || identified.source == at.source
    }

    fn beside(self, at: &Place, name: &str, optional: bool) -> Result<SourceId, Missing> {
        match self.forest.named(at.source, name) {
            Some(Some(source)) => Ok(source),
            Some(None) => Err(Missing::Unread),
            None => {
                let (from, name) = (at.source, name.to_owned());
                Err(Missing::File(Wanted { from, name, at: at.child("$ref"), optional }))
            }
        }
    }

    /// Walks down the tokens; a reference on the way is followed.
    fn locate(self, base: &Place, tokens: &[String], text: &str, detours: usize) -> Result<Place, Missing> {
        let mut node = self.node(base).ok_or(Missing::Nothing(None))?;
        let mut place = base.clone();
        for (index, token) in tokens.iter().enumerate() {
            if let Some(below) = child(node, token) {
                (node, place) = (below, place.child(token));
                continue;
            }
            let Some(next) = node.get("$ref").and_then(Node::as_str) else {
                return Err(Missing::Nothing(suggestion(node, token, text)));
            };
            if detours == DETOURS {
                return Err(Missing::Circular);
            }
            let next = self.step(next, &place, false, detours + 1)?;
            return self.locate(&next.place, tokens.get(index..).unwrap_or_default(), text, detours + 1);
        }
        Ok(place)
    }

    /// Where a row of objects that are but references ends.
    fn end(self, start: Place) -> Result<Place, Missing> {
        let mut trail = HashSet::new();
        let mut at = start;
        let ended = loop {
            let known = self.ends.borrow().get(&at).cloned();
            let next = match known {
                Some(None) => break Err(Missing::Circular),
                Some(Some(next)) => Ok(next),
                None => match self.node(&at).and_then(alias) {
                    Some(text) => self.step(text, &at, false, 0).map(|found| found.place),
                    None => break Ok(()),
                },
            };
            match next {
                Ok(next) if trail.insert(at.clone()) => at = next,
                Ok(_) => break Err(Missing::Circular),
                Err(missing) => break Err(missing),
            }
        };
        let end = (!matches!(ended, Err(Missing::Circular))).then(|| at.clone());
        let mut ends = self.ends.borrow_mut();
        trail.remove(&at);
        ends.extend(trail.into_iter().map(|place| (place, end.clone())));
        if end.is_none() {
            ends.insert(at.clone(), None);
        }
        ended.map(|()| at)
    }
}

/// Whether a text looks more like the name of a component than like that of a file.
fn is_name(text: &str) -> bool {
    !text.is_empty() && !text.contains(['/', '.', '#', ':', '\\'])
}

/// The text of an object that is a reference and nothing else.
pub(super) fn alias(node: &Node) -> Option<&str> {
    let members = node.as_object().filter(|members| members.len() == 1)?;
    members.get("$ref")?.as_str()
}

fn child<'n>(node: &'n Node, token: &str) -> Option<&'n Node> {
    match node {
        Node::Object(members) => members.get(token),
        Node::List(items) => items.get(token.parse::<usize>().ok()?),
        _ => None,
    }
}

fn suggestion(node: &Node, missing: &str, text: &str) -> Option<String> {
    let keys = node.as_object()?.keys().map(String::as_str);
    let name = nearest(missing, keys)?;
    let escaped = |token: &str| token.replace('~', "~0").replace('/', "~1");
    let (before, after) = text.rsplit_once(&escaped(missing))?;
    Some(format!("{before}{}{after}", escaped(name)))
}

impl Missing {
    /// What is said of it; `None` for what is said already, or isn't known yet.
    pub(super) fn diagnostic(self, used: &Use) -> Option<Diagnostic> {
        let text = &used.text;
        let diagnostic = match self {
            Self::File(_) | Self::Unread => return None,
            Self::Remote => {
                let message = format!("`{text}` is on the network, and nothing is read from there");
                Diagnostic::error("GW0304", message).help("save it beside the document, and refer to the copy")
            }
            Self::Absolute => {
                let message = format!("`{text}` is an absolute path, which is another file on another machine");
                Diagnostic::error("GW0314", message).help("write the path relative to the file that it stands in")
            }
            Self::Malformed => Diagnostic::error("GW0301", format!("`{text}` is no reference"))
                .help("a reference looks like `#/components/schemas/Name` or `file.yaml#/Name`"),
            Self::Name => Diagnostic::error("GW0301", format!("`{text}` is neither a file nor a component"))
                .help("a reference looks like `#/components/schemas/Name` or `file.yaml#/Name`"),
            Self::Circular => {
                Diagnostic::error("GW0303", format!("`{text}` leads from reference to reference and back again"))
            }
            Self::Anchor(name) => Diagnostic::error("GW0301", format!("there is no `$anchor` with the name `{name}`")),
            Self::Nothing(suggestion) => {
                let diagnostic = Diagnostic::error("GW0301", format!("there is nothing at `{text}`"));
                match suggestion {
                    Some(suggestion) => diagnostic.help(format!("did you mean `{suggestion}`?")),
                    None => diagnostic,
                }
            }
        };
        Some(diagnostic.at(&used.place(), ""))
    }
}
