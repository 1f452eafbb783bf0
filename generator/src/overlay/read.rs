//! Reads an overlay: its version, and its actions with what they refer to.

use serde_json_path::JsonPath;

use super::action::{Action, Change, Query};
use super::{Node, Overlay};
use crate::diagnostics::{Diagnostic, Place, Sink, did_you_mean};
use crate::syntax::Members;

const SUPPORTED: &str = "Overlay 1.0, 1.1 and 1.2 are supported";
const ROOT: [&str; 6] = ["overlay", "$self", "info", "extends", "actions", "components"];
const ACTION: [&str; 5] = ["target", "description", "update", "copy", "remove"];
const REFERENCE: [&str; 3] = ["$ref", "target", "description"];
const REUSABLE: [&str; 2] = ["fields", "description"];
const ACTIONS: &str = "#/components/actions/";

/// The actions of an overlay in order; `None` after saying what is wrong.
pub(super) fn actions<'o>(overlay: &'o Overlay, sink: &mut Sink) -> Option<Vec<Action<'o>>> {
    let mut read = Read { overlay, sink, whole: true };
    let actions = read.root();
    if read.whole { actions } else { None }
}

struct Read<'o, 's> {
    overlay: &'o Overlay,
    sink: &'s mut Sink,
    whole: bool,
}

impl<'o> Read<'o, '_> {
    fn root(&mut self) -> Option<Vec<Action<'o>>> {
        let at = Place::root(self.overlay.source);
        let Some(members) = self.overlay.root.as_object() else {
            self.refuse(format!("this isn't an overlay: it is {}, not an object", self.overlay.root.kind()), &at);
            return None;
        };
        self.version(members, &at)?;
        self.known(members, &ROOT, "an Overlay Object", &at);
        let Some(Node::List(items)) = members.get("actions") else {
            self.refuse_missing("an Overlay Object", "actions", "a list", members, &at);
            return None;
        };
        let action = |(index, item)| self.action(item, &at.child("actions").child(index));
        Some(items.iter().enumerate().filter_map(action).collect())
    }

    fn version(&mut self, members: &Members, at: &Place) -> Option<()> {
        let at = at.child("overlay");
        let Some(version) = members.get("overlay").and_then(|node| node.as_str().or(node.as_number())) else {
            let message = "this isn't an overlay: an overlay begins with its version, such as `overlay: 1.1.0`";
            self.refuse(message.to_owned(), &at);
            return None;
        };
        if !matches!(version.split('.').collect::<Vec<_>>()[..], ["1", "0" | "1" | "2", ..]) {
            let diagnostic = Diagnostic::error("GW0216", format!("Overlay {version} isn't supported"));
            self.say(diagnostic.at(&at, "").help(SUPPORTED));
            return None;
        }
        Some(())
    }

    fn action(&mut self, node: &'o Node, at: &Place) -> Option<Action<'o>> {
        let Some(members) = node.as_object() else {
            self.refuse(format!("expected an Action Object, found {}", node.kind()), at);
            return None;
        };
        let target = self.query(members, "target", at);
        if members.get("target").is_none() {
            self.refuse_missing("an Action Object", "target", "a JSONPath query", members, at);
        }
        let change = match members.get("$ref") {
            Some(reference) => {
                self.known(members, &REFERENCE, "a reference to an action", at);
                let (fields, at) = self.reusable(reference, &at.child("$ref"))?;
                self.change(fields, &at)
            }
            None => {
                self.known(members, &ACTION, "an Action Object", at);
                self.change(members, at)
            }
        };
        Some(Action { target: target?, change: change? })
    }

    /// The fields of the action that a reference names.
    fn reusable(&mut self, reference: &Node, at: &Place) -> Option<(&'o Members, Place)> {
        let overlay = self.overlay;
        let declared = overlay.root.get("components").and_then(|components| components.get("actions"));
        let declared = declared.and_then(Node::as_object);
        let text = reference.as_str().unwrap_or_default();
        let name = text.strip_prefix(ACTIONS).map(|name| name.replace("~1", "/").replace("~0", "~"));
        let found = name.as_ref().and_then(|name| declared?.get(name));
        let (Some(name), Some(action)) = (name, found.and_then(Node::as_object)) else {
            let message = format!("there is no action at `{text}`");
            let diagnostic = Diagnostic::error("GW0215", message).at(at, "");
            let names = declared.into_iter().flat_map(Members::keys).map(String::as_str);
            let help = did_you_mean(text.strip_prefix(ACTIONS).unwrap_or(text), names);
            self.say(diagnostic.help(help.unwrap_or_else(|| format!("a reference looks like `{ACTIONS}name`"))));
            return None;
        };
        let at = Place::root(overlay.source).child("components").child("actions").child(name);
        self.known(action, &REUSABLE, "a Reusable Action Object", &at);
        let Some(fields) = action.get("fields").and_then(Node::as_object) else {
            self.refuse_missing("a Reusable Action Object", "fields", "an object", action, &at);
            return None;
        };
        let at = at.child("fields");
        self.known(fields, &ACTION, "an Action Object", &at);
        Some((fields, at))
    }

    fn change(&mut self, members: &'o Members, at: &Place) -> Option<Change<'o>> {
        match members.get("remove") {
            Some(Node::Bool(true)) => return Some(Change::Remove),
            None | Some(Node::Bool(false)) => {}
            Some(other) => {
                self.refuse(format!("`remove` is a boolean, not {}", other.kind()), &at.child("remove"));
                return None;
            }
        }
        match (members.get("update"), members.contains_key("copy")) {
            (Some(_), true) => {
                let message = "an action with both `update` and `copy` would do neither; make two of it";
                self.refuse(message.to_owned(), &at.child("copy"));
                None
            }
            (Some(update), false) => Some(Change::Update(update, at.child("update"))),
            (None, true) => self.query(members, "copy", at).map(Change::Copy),
            // What was meant may be misspelt, which was said.
            (None, false) if !self.whole => None,
            (None, false) => {
                let diagnostic = Diagnostic::warning("GW0217", "an action without `update`, `copy` and `remove`");
                self.sink.push(diagnostic.at(at, "changes nothing"));
                Some(Change::Nothing)
            }
        }
    }

    fn query(&mut self, members: &'o Members, key: &str, at: &Place) -> Option<Query<'o>> {
        let at = at.child(key);
        let node = members.get(key)?;
        let Some(text) = node.as_str() else {
            self.refuse(format!("`{key}` is a JSONPath query, not {}", node.kind()), &at);
            return None;
        };
        match JsonPath::parse(text) {
            Ok(path) => Some(Query { path, text, at }),
            Err(error) => {
                let message = format!("`{text}` is no JSONPath query: {}", error.message());
                let diagnostic = Diagnostic::error("GW0215", message).at(&at, "");
                self.say(diagnostic.help(
                    "queries are those of RFC 9535: names with signs in them stand in brackets and quotes, `$.paths['/pets']`",
                ));
                None
            }
        }
    }

    fn known(&mut self, members: &Members, known: &[&str], object: &str, at: &Place) {
        for key in members.keys().filter(|key| !key.starts_with("x-") && !known.contains(&key.as_str())) {
            let diagnostic =
                Diagnostic::error("GW0215", format!("{object} has no field `{key}`")).at_key(&at.child(key), "");
            let help = did_you_mean(key, known.iter().copied());
            self.say(diagnostic.help(help.unwrap_or_else(|| format!("its fields are `{}`", known.join("`, `")))));
        }
    }

    fn refuse_missing(&mut self, object: &str, key: &str, kind: &str, members: &Members, at: &Place) {
        match members.get(key) {
            Some(found) => self.refuse(format!("`{key}` is {kind}, not {}", found.kind()), &at.child(key)),
            None => self.refuse(format!("{object} needs `{key}`"), at),
        }
    }

    fn refuse(&mut self, message: String, at: &Place) {
        self.say(Diagnostic::error("GW0215", message).at(at, ""));
    }

    fn say(&mut self, diagnostic: Diagnostic) {
        self.whole = false;
        self.sink.push(diagnostic);
    }
}
