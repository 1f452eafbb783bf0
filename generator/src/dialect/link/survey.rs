//! Comes to every file that the document needs, and to every place in them.

use std::cell::RefCell;
use std::collections::{HashSet, VecDeque};

use indexmap::IndexMap;
use percent_encoding::percent_decode_str;

use super::below::{Layout, may_be_reference};
use super::find::{Ends, Finder, Found, Missing, Remark};
use super::index::Index;
use super::uri;
use super::uses::{self, Kind, Use};
use crate::diagnostics::{Diagnostic, Place, Pointer, SourceId};
use crate::dialect::context::Context;
use crate::syntax::{Forest, Node, Wanted};

/// A walk along the references of a document, which stops where it needs a file that isn't read yet.
#[derive(Debug)]
pub struct Survey {
    pub(super) layout: Layout,
    pub(super) index: Index,
    pub(super) ends: RefCell<Ends>,
    indexed: HashSet<SourceId>,
    /// What is to be walked through next.
    queue: VecDeque<(Place, Context)>,
    /// References into files that aren't read yet.
    waiting: Vec<Use>,
    /// References that nothing answers to so far; a file that is still to come may say that it does, by its `$id`.
    unanswered: Vec<Use>,
    /// What is referred to and has no place in the document that is to be, as the kind that it is referred to as.
    pub(super) targets: IndexMap<Place, Context>,
    /// The references that are to be rewritten, with what they name.
    pub(super) uses: Vec<(Use, Place)>,
    pub(super) problems: Vec<Diagnostic>,
    remarked: HashSet<(SourceId, Remark)>,
    /// How many references were met.
    met: usize,
    /// Whether a reference leads nowhere.
    pub(super) failed: bool,
}

impl Survey {
    /// Begins at the root of a document.
    #[must_use]
    pub fn new(forest: &Forest) -> Self {
        let root = forest.root();
        Self {
            layout: Layout::of(forest.tree(root).unwrap_or(&Node::Null)),
            index: Index::default(),
            ends: RefCell::default(),
            indexed: HashSet::new(),
            queue: VecDeque::from([(Place::root(root), Context::Document)]),
            waiting: Vec::new(),
            unanswered: Vec::new(),
            targets: IndexMap::new(),
            uses: Vec::new(),
            problems: Vec::new(),
            remarked: HashSet::new(),
            met: 0,
            failed: false,
        }
    }

    /// Goes as far as the files that are there allow, and names those that are needed to go further; none at the end.
    pub fn advance(&mut self, forest: &Forest) -> Vec<Wanted> {
        for source in forest.sources().filter(|source| !self.indexed.contains(source)).collect::<Vec<_>>() {
            self.indexed.insert(source);
            self.index.add(source, forest.tree(source).unwrap_or(&Node::Null));
        }
        let mut wanted: IndexMap<(SourceId, String), Wanted> = IndexMap::new();
        let mut met = std::mem::take(&mut self.waiting);
        loop {
            for used in met.drain(..) {
                if let Some(missing) = self.settle(forest, &used) {
                    self.waiting.push(used);
                    let before = wanted.entry((missing.from, missing.name.clone()));
                    before.and_modify(|before| before.optional &= missing.optional).or_insert(missing);
                }
            }
            let Some((place, context)) = self.queue.pop_front() else { break };
            if let Some(node) = self.finder(forest).node(&place) {
                uses::find(self.layout, node, context, &place, &mut met);
                for used in &mut met {
                    used.order = self.met;
                    self.met += 1;
                }
            }
        }
        if wanted.is_empty() && !self.unanswered.is_empty() {
            return self.answer(forest);
        }
        wanted.into_values().collect()
    }

    /// Looks once more for what nothing answered to.
    fn answer(&mut self, forest: &Forest) -> Vec<Wanted> {
        for used in std::mem::take(&mut self.unanswered) {
            match self.finder(forest).find(&used) {
                Ok(_) => self.waiting.push(used),
                Err(missing) => self.fail(&used, missing),
            }
        }
        if self.waiting.is_empty() { Vec::new() } else { self.advance(forest) }
    }

    pub(super) fn finder<'f>(&'f self, forest: &'f Forest) -> Finder<'f> {
        Finder { forest, layout: self.layout, index: &self.index, ends: &self.ends }
    }

    /// Settles what is to become of a reference, or says which file that depends on.
    fn settle(&mut self, forest: &Forest, used: &Use) -> Option<Wanted> {
        if self.stays(forest, used) {
            return None;
        }
        match self.finder(forest).find(used) {
            Ok(found) => {
                self.remark(used, &found);
                self.arrive(forest, used, found.place);
            }
            Err(Missing::File(wanted)) => return Some(Wanted { at: used.place(), ..wanted }),
            Err(Missing::Remote | Missing::Absolute) if used.kind != Kind::Mapping => {
                self.unanswered.push(used.clone());
            }
            Err(missing) => self.fail(used, missing),
        }
        None
    }

    /// Whether a reference is right as it stands: one within the document, by a pointer, where one may stand. What it
    /// leads to is a later stage's business.
    pub(super) fn stays(&self, forest: &Forest, used: &Use) -> bool {
        let Some(pointer) = used.text.strip_prefix("#/") else { return false };
        let is_plain = used.kind != Kind::Dynamic && may_be_reference(used.context);
        let is_whole = used.alone || used.context != Context::PathItem;
        if !is_plain || !is_whole || used.at.source != forest.root() {
            return false;
        }
        if self.index.resource(used.at.source, &used.at.pointer) != Pointer::default() {
            return false;
        }
        let decoded = percent_decode_str(pointer).decode_utf8_lossy();
        let tokens = uri::tokens(&decoded);
        let known = self.layout.descend(Context::Document, tokens.iter().map(String::as_str)).is_some();
        known || matches!(self.finder(forest).find(used), Err(Missing::Nothing(_)))
    }

    /// Remembers a reference and what it names, and goes on there.
    fn arrive(&mut self, forest: &Forest, used: &Use, target: Place) {
        let structural = self.structural(forest, &target);
        let context = structural.unwrap_or(used.context);
        self.uses.push((used.clone(), target.clone()));
        let stands = target.source == forest.root() && structural.is_some();
        if !stands && !self.targets.contains_key(&target) {
            self.targets.insert(target.clone(), context);
            self.queue.push_back((target, context));
        }
    }

    /// What a place of a whole OpenAPI document holds, by where it is.
    pub(super) fn structural(&self, forest: &Forest, place: &Place) -> Option<Context> {
        let tree = forest.tree(place.source)?;
        tree.get("openapi").or_else(|| tree.get("swagger"))?;
        self.layout.descend(Context::Document, place.pointer.tokens())
    }

    fn fail(&mut self, used: &Use, missing: Missing) {
        // The value of a mapping that leads nowhere is named and left out by a later stage.
        if used.kind != Kind::Mapping {
            self.failed = true;
            self.problems.extend(missing.diagnostic(used));
        }
    }

    fn remark(&mut self, used: &Use, found: &Found) {
        let text = &used.text;
        if used.kind == Kind::Dynamic {
            let name = text.rsplit('#').next().unwrap_or_default();
            if self.index.is_dynamic(name) {
                let message = format!("`$dynamicRef: {text}` depends on the way to it, which isn't followed");
                let help = "it is read as a `$ref`, so as the schema that it names where it stands";
                self.problems.push(Diagnostic::warning("GW0315", message).at(&used.place(), "").help(help));
            }
        }
        let Some(remark) = found.remark else { return };
        if !self.remarked.insert((used.at.source, remark)) {
            return;
        }
        let diagnostic = match remark {
            Remark::OtherBase => {
                let message = format!("`{text}` is relative to the `$id` around it, and there is nothing there");
                Diagnostic::warning("GW0316", message).help("it is read relative to the file that it stands in")
            }
            Remark::NoSlash => {
                let message = format!("the fragment of `{text}` is no pointer, and no `$anchor` has its name");
                let (file, fragment) = text.split_once('#').unwrap_or((text, ""));
                Diagnostic::warning("GW0317", message).help(format!("it is read as `{file}#/{fragment}`"))
            }
            Remark::Name => {
                let message = format!("`{text}` is the name of a component where a reference is expected");
                let help = format!("it is read as `#{}`", found.place.pointer);
                Diagnostic::warning("GW0317", message).help(help)
            }
        };
        self.problems.push(diagnostic.at(&used.place(), ""));
    }
}
