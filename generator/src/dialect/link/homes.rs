//! Where in the document everything from other files comes to stand.

use std::collections::HashMap;

use super::below::may_be_reference;
use super::names::{Taken, candidates};
use super::survey::Survey;
use super::uses::{Kind, Use};
use crate::diagnostics::{Place, Pointer, SourceId};
use crate::dialect::context::Context;
use crate::syntax::{Forest, Members, Node};

/// The places of what comes from elsewhere.
#[derive(Debug, Default)]
pub(super) struct Homes {
    /// Where what stood at a place stands now. What isn't here has no place of its own and is put wherever it is used.
    places: HashMap<Place, Pointer>,
    /// What becomes a new component.
    pub(super) components: Vec<(Place, Context, Pointer)>,
}

impl Homes {
    pub(super) fn of(survey: &Survey, forest: &Forest) -> Self {
        let mut homes = Self::default();
        let mut uses: Vec<&(Use, Place)> = survey.uses.iter().collect();
        uses.sort_by_key(|(used, _)| used.order);
        for (used, target) in uses {
            homes.settle_in(survey, forest, used, target);
        }
        homes.move_in(survey, forest);
        homes
    }

    /// Where what stood at a place stands now, by itself or within what is around it.
    pub(super) fn of_place(&self, root: SourceId, place: &Place) -> Option<Pointer> {
        let mut below = Vec::new();
        let mut at = place.clone();
        loop {
            if let Some(home) = self.places.get(&at) {
                return Some(below.iter().rev().fold(home.clone(), |home, token| home.child(token)));
            }
            let (Some(above), Some(token)) = (at.pointer.parent().cloned(), at.pointer.last().map(str::to_owned))
            else {
                break;
            };
            below.push(token);
            at.pointer = above;
        }
        (place.source == root).then(|| place.pointer.clone())
    }

    /// A target takes the place of the reference to it where that is in the document, and is either a component, whose
    /// name is then the target's, or of a kind that is never referred to within a document.
    fn settle_in(&mut self, survey: &Survey, forest: &Forest, used: &Use, target: &Place) {
        let is_moved = survey.targets.contains_key(target) && !self.places.contains_key(target);
        if !is_moved || used.kind != Kind::Plain {
            return;
        }
        let Some(to) = self.of_place(forest.root(), &used.at) else { return };
        let section = survey.layout.section(used.context);
        let is_slot = section.as_ref().is_some_and(|section| used.alone && to.parent() == Some(section));
        if is_slot || section.is_none() {
            self.places.insert(target.clone(), to);
        }
    }

    /// What else is referred to becomes a component, unless it is within something that does.
    fn move_in(&mut self, survey: &Survey, forest: &Forest) {
        let mut moving: Vec<(&Place, Context)> =
            survey.targets.iter().map(|(place, context)| (place, *context)).collect();
        moving.retain(|(place, context)| !self.places.contains_key(place) && survey.layout.section(*context).is_some());
        // What is around comes before what is within.
        moving.sort_by_key(|(place, _)| place.pointer.tokens().len());
        let mut taken: HashMap<Pointer, Taken> = HashMap::new();
        for (place, context) in moving {
            let Some(section) = survey.layout.section(context) else { continue };
            if self.is_within(survey, forest, place, context) {
                continue;
            }
            let taken = taken.entry(section.clone()).or_insert_with(|| names_in(forest, &section));
            let name = taken.take(candidates(forest.path(place.source), &place.pointer.tokens()));
            let home = section.child(name);
            self.places.insert(place.clone(), home.clone());
            self.components.push((place.clone(), context, home));
        }
    }

    /// Whether a place is within one that has its own, such that a reference can lead there.
    fn is_within(&self, survey: &Survey, forest: &Forest, place: &Place, context: Context) -> bool {
        let Some(home) = self.of_place(forest.root(), place).filter(|_| place.source != forest.root()) else {
            return false;
        };
        survey.layout.descend(Context::Document, home.tokens()) == Some(context) && may_be_reference(context)
    }
}

/// The names that the document itself gives to the objects of a section.
fn names_in(forest: &Forest, section: &Pointer) -> Taken {
    let root = forest.tree(forest.root());
    let found = section.tokens().into_iter().try_fold(root, |node, token| node.map(|node| node.get(token)));
    let mut taken = Taken::default();
    for name in found.flatten().and_then(Node::as_object).into_iter().flat_map(Members::keys) {
        taken.insert(name);
    }
    taken
}
