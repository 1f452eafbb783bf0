//! Some of the names of an API's permissions.

/// Some of a list of names, by their places in it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Selection {
    chosen: Vec<bool>,
}

impl Selection {
    pub(crate) fn none(of: usize) -> Self {
        Self { chosen: vec![false; of] }
    }

    pub(crate) fn of(names: &[&str], wanted: impl Fn(&str) -> bool) -> Self {
        Self { chosen: names.iter().map(|name| wanted(name)).collect() }
    }

    pub(crate) fn add(&mut self, other: &Self) {
        self.chosen.iter_mut().zip(&other.chosen).for_each(|(mine, others)| *mine |= others);
    }

    pub(crate) fn take_away(&mut self, other: &Self) {
        self.chosen.iter_mut().zip(&other.chosen).for_each(|(mine, others)| *mine &= !others);
    }

    pub(crate) fn is_within(&self, other: &Self) -> bool {
        self.chosen.iter().zip(&other.chosen).all(|(mine, others)| !mine || *others)
    }

    pub(crate) fn others(mut self) -> Self {
        self.chosen.iter_mut().for_each(|chosen| *chosen = !*chosen);
        self
    }

    /// Whether none is chosen.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        !self.chosen.contains(&true)
    }

    /// The places of the chosen names, in order.
    pub fn indices(&self) -> impl Iterator<Item = usize> {
        self.chosen.iter().enumerate().filter(|(_, chosen)| **chosen).map(|(at, _)| at)
    }
}
