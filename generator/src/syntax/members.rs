//! The members of an object.

use std::collections::HashMap;
use std::fmt;
use std::hash::BuildHasher;
use std::{slice, vec};

use foldhash::fast::RandomState;

use super::Node;

/// How many members are looked through one by one: nearly all objects have fewer, and then this is faster than to hash a
/// key, and takes a third of the room.
const FEW: usize = 16;

/// The members of an object, in the order of the document, each key once.
#[derive(Clone, Default)]
pub struct Members {
    all: Vec<(String, Node)>,
    /// Where each key stands, if there are more than few.
    index: Option<Box<Index>>,
}

/// Where keys stand, by their hashes. Where two keys have one hash, the first of them stands for both.
#[derive(Clone, Default)]
struct Index {
    hasher: RandomState,
    at: HashMap<u64, usize, RandomState>,
}

impl Members {
    /// Room for this many.
    #[must_use]
    pub fn with_capacity(count: usize) -> Self {
        Self { all: Vec::with_capacity(count), index: None }
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// The first one.
    #[must_use]
    pub fn first(&self) -> Option<(&String, &Node)> {
        self.iter().next()
    }

    /// The value of a key.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.all.get(self.place(key)?).map(|(_, value)| value)
    }

    /// The value of a key, to be changed.
    pub fn get_mut(&mut self, key: &str) -> Option<&mut Node> {
        let at = self.place(key)?;
        self.all.get_mut(at).map(|(_, value)| value)
    }

    /// Whether there is a key.
    #[must_use]
    pub fn contains_key(&self, key: &str) -> bool {
        self.place(key).is_some()
    }

    /// Gives a key a value: in its place, or behind all others where it is new. What the value was before.
    pub fn insert(&mut self, key: String, value: Node) -> Option<Node> {
        match self.get_mut(&key) {
            Some(there) => Some(std::mem::replace(there, value)),
            None => {
                self.push(key, value);
                None
            }
        }
    }

    /// Gives a key that isn't there a value, in this place among the others.
    pub fn shift_insert(&mut self, at: usize, key: String, value: Node) {
        self.shift_remove(&key);
        self.all.insert(at.min(self.all.len()), (key, value));
        self.renew();
    }

    /// A key that is there or is to be.
    pub fn entry(&mut self, key: String) -> Entry<'_> {
        Entry { members: self, key }
    }

    /// Takes a member out; those behind it move up.
    pub fn shift_remove(&mut self, key: &str) -> Option<Node> {
        self.shift_remove_full(key).map(|(_, _, value)| value)
    }

    /// The same, and where it stood.
    pub fn shift_remove_full(&mut self, key: &str) -> Option<(usize, String, Node)> {
        let at = self.place(key)?;
        let (key, value) = self.all.remove(at);
        self.renew();
        Some((at, key, value))
    }

    /// Keeps but some of them.
    pub fn retain(&mut self, mut keep: impl FnMut(&String, &mut Node) -> bool) {
        let before = self.all.len();
        self.all.retain_mut(|(key, value)| keep(key, value));
        if self.all.len() != before {
            self.renew();
        }
    }

    /// Gives back room that small objects were given for more.
    pub(super) fn settle(&mut self) {
        if self.all.len() * 2 <= self.all.capacity() {
            self.all.shrink_to_fit();
        }
    }

    /// Each key with its value.
    #[must_use]
    pub fn iter(&self) -> Iter<'_> {
        Iter(self.all.iter())
    }

    /// Each key with its value, which may be changed.
    pub fn iter_mut(&mut self) -> IterMut<'_> {
        IterMut(self.all.iter_mut())
    }

    /// Each key.
    pub fn keys(&self) -> impl Iterator<Item = &String> {
        self.all.iter().map(|(key, _)| key)
    }

    /// Each value.
    pub fn values(&self) -> impl Iterator<Item = &Node> {
        self.all.iter().map(|(_, value)| value)
    }

    fn place(&self, key: &str) -> Option<usize> {
        let one_by_one = || self.all.iter().position(|(known, _)| known == key);
        let Some(index) = &self.index else { return one_by_one() };
        let at = *index.at.get(&index.hasher.hash_one(key))?;
        if self.all.get(at).is_some_and(|(known, _)| known == key) { Some(at) } else { one_by_one() }
    }

    /// Adds a key that isn't there.
    pub(super) fn push(&mut self, key: String, value: Node) {
        if let Some(index) = &mut self.index {
            index.add(&key, self.all.len());
        }
        self.all.push((key, value));
        if self.index.is_none() && self.all.len() > FEW {
            self.renew();
        }
    }

    /// Looks anew where everything stands.
    fn renew(&mut self) {
        self.index = (self.all.len() > FEW).then(|| {
            let mut index = Box::<Index>::default();
            index.at.reserve(self.all.len());
            self.all.iter().enumerate().for_each(|(at, (key, _))| index.add(key, at));
            index
        });
    }
}

impl Index {
    fn add(&mut self, key: &str, at: usize) {
        self.at.entry(self.hasher.hash_one(key)).or_insert(at);
    }
}

/// A key that is there or is to be.
pub struct Entry<'m> {
    members: &'m mut Members,
    key: String,
}

impl<'m> Entry<'m> {
    /// The value of the key, which is this one where there is none.
    pub fn or_insert(self, value: Node) -> &'m mut Node {
        self.or_insert_with(|| value)
    }

    /// The same, made where it is needed.
    pub fn or_insert_with(self, make: impl FnOnce() -> Node) -> &'m mut Node {
        let Self { members, key } = self;
        let at = members.place(&key).unwrap_or_else(|| {
            members.push(key, make());
            members.all.len() - 1
        });
        &mut members.all[at].1
    }
}

/// Equal where each key has the same value, in whatever order.
impl PartialEq for Members {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len() && self.iter().all(|(key, value)| other.get(key) == Some(value))
    }
}

impl Eq for Members {}

impl fmt::Debug for Members {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.iter()).finish()
    }
}

impl Extend<(String, Node)> for Members {
    fn extend<I: IntoIterator<Item = (String, Node)>>(&mut self, members: I) {
        for (key, value) in members {
            self.insert(key, value);
        }
    }
}

impl FromIterator<(String, Node)> for Members {
    fn from_iter<I: IntoIterator<Item = (String, Node)>>(members: I) -> Self {
        let members = members.into_iter();
        let mut all = Self::with_capacity(members.size_hint().0);
        all.extend(members);
        all
    }
}

impl IntoIterator for Members {
    type Item = (String, Node);
    type IntoIter = vec::IntoIter<(String, Node)>;

    fn into_iter(self) -> Self::IntoIter {
        self.all.into_iter()
    }
}

impl<'m> IntoIterator for &'m Members {
    type Item = (&'m String, &'m Node);
    type IntoIter = Iter<'m>;

    fn into_iter(self) -> Iter<'m> {
        self.iter()
    }
}

impl<'m> IntoIterator for &'m mut Members {
    type Item = (&'m String, &'m mut Node);
    type IntoIter = IterMut<'m>;

    fn into_iter(self) -> IterMut<'m> {
        self.iter_mut()
    }
}

/// Each key with its value.
#[derive(Clone)]
pub struct Iter<'m>(slice::Iter<'m, (String, Node)>);

impl<'m> Iterator for Iter<'m> {
    type Item = (&'m String, &'m Node);

    fn next(&mut self) -> Option<Self::Item> {
        self.0.next().map(|(key, value)| (key, value))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.0.size_hint()
    }
}

/// Each key with its value, which may be changed.
pub struct IterMut<'m>(slice::IterMut<'m, (String, Node)>);

impl<'m> Iterator for IterMut<'m> {
    type Item = (&'m String, &'m mut Node);

    fn next(&mut self) -> Option<Self::Item> {
        self.0.next().map(|(key, value)| (&*key, value))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.0.size_hint()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Many members and few are told apart by nothing but time.
    #[test]
    fn keys_are_found_in_their_order() {
        for count in [3, FEW, FEW + 1, 100] {
            let number = |at: usize| Node::Number(at.to_string());
            let mut members: Members = (0..count).map(|at| (at.to_string(), number(at))).collect();
            assert!((0..count).all(|at| members.get(&at.to_string()) == Some(&number(at))));
            assert_eq!(members.get("x"), None);
            assert_eq!(members.insert("1".to_owned(), Node::Null), Some(number(1)));
            assert_eq!(members.shift_remove_full("0"), Some((0, "0".to_owned(), number(0))));
            members.shift_insert(1, "x".to_owned(), number(0));
            members.entry("y".to_owned()).or_insert(Node::Null);
            *members.entry("y".to_owned()).or_insert(Node::Null) = number(7);
            let keys: Vec<&str> = members.keys().map(String::as_str).collect();
            assert_eq!((&keys[..3], members.len()), (&["1", "x", "2"][..], count + 1));
            assert_eq!((members.get("y"), members.get("2")), (Some(&number(7)), Some(&number(2))));
            let turned: Members = members.clone().into_iter().rev().collect();
            assert_eq!(turned, members);
            members.retain(|key, _| key == "2");
            assert_eq!((members.first(), members.get("y")), (Some((&"2".to_owned(), &number(2))), None));
            assert_ne!(turned, members);
        }
    }
}
