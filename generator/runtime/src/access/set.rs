//! Sets of permissions as bits.

use std::fmt;
use std::marker::PhantomData;

use super::{Permissions, permission_named};

/// The storage of a [`PermissionSet`]: an array of words.
pub trait Words: Copy + Eq + fmt::Debug + Send + Sync + AsRef<[u64]> + AsMut<[u64]> + 'static {
    /// No bit set.
    const EMPTY: Self;
}

impl<const N: usize> Words for [u64; N] {
    const EMPTY: Self = [0; N];
}

/// A set of an API's permissions, one bit each.
///
/// It is `Copy`, holds no memory of its own, and every test on it is a comparison of words.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct PermissionSet<P: Permissions> {
    words: P::Words,
}

/// Names that are no permission of the API.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the API has no permission named {}", quoted(.names))]
pub struct UnknownPermissions {
    /// The unknown names, in the order given.
    pub names: Vec<String>,
}

impl<P: Permissions> PermissionSet<P> {
    /// No permission.
    pub const EMPTY: Self = Self { words: P::Words::EMPTY };

    /// A set from its words; what the derives emit, with [`mask`].
    #[must_use]
    pub const fn from_words(words: P::Words) -> Self {
        Self { words }
    }

    /// The words of the set, to be kept where the API isn't known.
    #[cfg(feature = "client")]
    pub(crate) fn words(&self) -> &[u64] {
        self.words.as_ref()
    }

    /// Every permission of the API.
    #[must_use]
    pub fn all() -> Self {
        P::ALL.iter().copied().collect()
    }

    /// The set of the permissions with these names.
    ///
    /// # Errors
    ///
    /// When a name is no permission of the API; the error lists all such names.
    pub fn from_names<N: AsRef<str>>(names: impl IntoIterator<Item = N>) -> Result<Self, UnknownPermissions> {
        let mut set = Self::EMPTY;
        let mut unknown = Vec::new();
        for name in names {
            let name = name.as_ref();
            match permission_named(name) {
                Ok(permission) => set.insert(permission),
                Err(error) => unknown.push(error.name),
            }
        }
        if unknown.is_empty() { Ok(set) } else { Err(UnknownPermissions { names: unknown }) }
    }

    /// Adds a permission.
    pub fn insert(&mut self, permission: P) {
        let at = permission.index();
        if let Some(word) = self.words.as_mut().get_mut(at / 64) {
            *word |= 1 << (at % 64);
        }
    }

    /// Takes a permission out.
    pub fn remove(&mut self, permission: P) {
        let at = permission.index();
        if let Some(word) = self.words.as_mut().get_mut(at / 64) {
            *word &= !(1 << (at % 64));
        }
    }

    /// Whether the permission is in the set.
    #[must_use]
    pub fn contains(&self, permission: P) -> bool {
        let at = permission.index();
        self.words.as_ref().get(at / 64).is_some_and(|word| word & (1 << (at % 64)) != 0)
    }

    /// Whether every permission of the other set is in this one.
    #[must_use]
    pub fn contains_all(&self, other: &Self) -> bool {
        self.words.as_ref().iter().zip(other.words.as_ref()).all(|(held, wanted)| wanted & !held == 0)
    }

    /// What is in either set.
    #[must_use]
    pub fn union(&self, other: &Self) -> Self {
        self.combined(other, |a, b| a | b)
    }

    /// What is in both sets.
    #[must_use]
    pub fn intersection(&self, other: &Self) -> Self {
        self.combined(other, |a, b| a & b)
    }

    /// What is in this set and not in the other.
    #[must_use]
    pub fn difference(&self, other: &Self) -> Self {
        self.combined(other, |a, b| a & !b)
    }

    /// Whether nothing is in the set.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.words.as_ref().iter().all(|word| *word == 0)
    }

    /// How many permissions are in the set.
    #[must_use]
    pub fn len(&self) -> usize {
        self.words.as_ref().iter().map(|word| word.count_ones() as usize).sum()
    }

    /// The permissions, in the order of the document.
    #[must_use]
    pub const fn iter(&self) -> Iter<P> {
        Iter { set: *self, next: 0, permission: PhantomData }
    }

    /// The names of the permissions, in the order of the document.
    pub fn names(&self) -> impl Iterator<Item = &'static str> + use<P> {
        self.iter().map(P::as_str)
    }

    fn combined(mut self, other: &Self, operator: impl Fn(u64, u64) -> u64) -> Self {
        for (word, others) in self.words.as_mut().iter_mut().zip(other.words.as_ref()) {
            *word = operator(*word, *others);
        }
        self
    }
}

impl<P: Permissions> Default for PermissionSet<P> {
    fn default() -> Self {
        Self::EMPTY
    }
}

/// Shows the names, as a set.
impl<P: Permissions> fmt::Debug for PermissionSet<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.names()).finish()
    }
}

/// Shows the names, with commas.
impl<P: Permissions> fmt::Display for PermissionSet<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, name) in self.names().enumerate() {
            f.write_str(if at == 0 { "" } else { ", " })?;
            f.write_str(name)?;
        }
        Ok(())
    }
}

impl<P: Permissions> Extend<P> for PermissionSet<P> {
    fn extend<I: IntoIterator<Item = P>>(&mut self, permissions: I) {
        permissions.into_iter().for_each(|permission| self.insert(permission));
    }
}

impl<P: Permissions> FromIterator<P> for PermissionSet<P> {
    fn from_iter<I: IntoIterator<Item = P>>(permissions: I) -> Self {
        let mut set = Self::EMPTY;
        set.extend(permissions);
        set
    }
}

impl<P: Permissions> IntoIterator for PermissionSet<P> {
    type Item = P;
    type IntoIter = Iter<P>;

    fn into_iter(self) -> Iter<P> {
        self.iter()
    }
}

impl<P: Permissions> IntoIterator for &PermissionSet<P> {
    type Item = P;
    type IntoIter = Iter<P>;

    fn into_iter(self) -> Iter<P> {
        self.iter()
    }
}

/// The permissions of a set, in the order of the document.
#[derive(Debug, Clone)]
pub struct Iter<P: Permissions> {
    set: PermissionSet<P>,
    next: usize,
    permission: PhantomData<P>,
}

impl<P: Permissions> Iterator for Iter<P> {
    type Item = P;

    fn next(&mut self) -> Option<P> {
        while let Some(permission) = P::ALL.get(self.next).copied() {
            self.next += 1;
            if self.set.contains(permission) {
                return Some(permission);
            }
        }
        None
    }
}

/// The words of the set of the permissions at these places, at compile time.
///
/// # Panics
///
/// When a set has no such place, which in a constant is an error of compilation.
#[must_use]
pub const fn mask<const N: usize>(places: &[usize]) -> [u64; N] {
    let mut words = [0; N];
    let mut i = 0;
    while i < places.len() {
        words[places[i] / 64] |= 1 << (places[i] % 64);
        i += 1;
    }
    words
}

fn quoted(names: &[String]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may fail this way")]
mod tests {
    use super::super::samples::{Few, Many};
    use super::*;

    #[test]
    fn a_set_holds_what_was_inserted_and_not_removed() {
        let mut set = PermissionSet::EMPTY;
        assert!(set.is_empty());
        set.insert(Few::View);
        set.insert(Few::Edit);
        set.insert(Few::Edit);
        assert_eq!(set.len(), 2);
        set.remove(Few::View);
        set.remove(Few::Delete);
        assert_eq!(set.iter().collect::<Vec<_>>(), [Few::Edit]);
    }

    #[test]
    fn union_intersection_difference() {
        let a: PermissionSet<Few> = [Few::View, Few::Edit].into_iter().collect();
        let b: PermissionSet<Few> = [Few::Edit, Few::Delete].into_iter().collect();
        assert_eq!(a.union(&b), PermissionSet::all());
        assert_eq!(a.intersection(&b), [Few::Edit].into_iter().collect());
        assert_eq!(a.difference(&b), [Few::View].into_iter().collect());
        assert!(a.union(&b).contains_all(&a));
        assert!(!a.contains_all(&b));
        assert!(a.contains_all(&PermissionSet::EMPTY));
    }

    #[test]
    fn bits_of_every_word_are_kept_apart() {
        for a in Many::ALL {
            let set: PermissionSet<Many> = [*a].into_iter().collect();
            for b in Many::ALL {
                assert_eq!(set.contains(*b), a == b);
            }
            assert_eq!(set.iter().collect::<Vec<_>>(), [*a]);
        }
        assert_eq!(PermissionSet::<Many>::all().len(), Many::ALL.len());
    }

    #[test]
    fn debug_shows_names() {
        let set: PermissionSet<Few> = [Few::Delete, Few::View].into_iter().collect();
        assert_eq!(format!("{set:?}"), r#"{"view", "delete"}"#);
    }

    #[test]
    fn names_are_read_and_unknown_ones_all_listed() {
        let set = PermissionSet::<Few>::from_names(["edit", "view"]).unwrap();
        assert_eq!(set.names().collect::<Vec<_>>(), ["view", "edit"]);
        let error = PermissionSet::<Few>::from_names(["edit", "Edit", "view", "fly"]).unwrap_err();
        assert_eq!(error.to_string(), "the API has no permission named `Edit`, `fly`");
    }

    #[test]
    fn masks_of_the_compiler_are_the_sets_of_the_program() {
        const SET: PermissionSet<Few> = PermissionSet::from_words(mask(&[0, 2]));
        assert_eq!(SET, [Few::View, Few::Delete].into_iter().collect());
    }
}
