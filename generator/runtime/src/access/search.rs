//! Finds what meets several rules for the least.

/// How many choices are tried before the best answer so far is taken.
const STEPS: usize = 20_000;

/// What is chosen, one of several choices a rule, and can only grow.
pub(super) trait Chosen: Clone + PartialEq {
    /// What one rule lets choose.
    type Choice;
    /// Less is better.
    type Cost: Ord;

    /// This, and one more choice.
    fn with(&self, choice: &Self::Choice) -> Self;
    fn cost(&self) -> Self::Cost;
}

/// The least of all that holds a choice of each rule, on top of what is certain; a sufficient one where there is too
/// much to try. `None` where a rule leaves nothing to choose.
pub(super) fn least<C: Chosen>(mut certain: C, rules: impl IntoIterator<Item = Vec<C::Choice>>) -> Option<C> {
    let mut open = Vec::new();
    for choices in rules {
        match choices.as_slice() {
            [] => return None,
            [only] => certain = certain.with(only),
            _ => open.push(choices),
        }
    }
    open.sort_by_key(Vec::len);
    let mut search = Search { open: &open, best: None, steps: 0 };
    search.descend(0, &certain);
    search.best
}

struct Search<'a, C: Chosen> {
    open: &'a [Vec<C::Choice>],
    best: Option<C>,
    steps: usize,
}

impl<C: Chosen> Search<'_, C> {
    fn descend(&mut self, at: usize, chosen: &C) {
        let hopeless = self.best.as_ref().is_some_and(|best| best.cost() <= chosen.cost());
        if hopeless || (self.best.is_some() && self.steps >= STEPS) {
            return;
        }
        self.steps += 1;
        let Some(choices) = self.open.get(at) else {
            self.best = Some(chosen.clone());
            return;
        };
        let mut wider: Vec<C> = choices.iter().map(|choice| chosen.with(choice)).collect();
        // What is met already costs nothing more, and nothing can be better.
        if wider.contains(chosen) {
            return self.descend(at + 1, chosen);
        }
        // What adds least comes first, so that the first answer is a good one.
        wider.sort_by_key(C::cost);
        for wider in wider {
            self.descend(at + 1, &wider);
        }
    }
}
