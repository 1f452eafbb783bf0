//! Random values there and back again.

use indexmap::IndexMap;
use serde_json::{Value, json};

use super::super::{from_str, to_string, to_string_pretty};
use super::unions::Scalar;
use crate::Schema;

/// A small generator of numbers, the same on every run (SplitMix64).
pub(super) struct Random(u64);

impl Random {
    pub(super) fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    pub(super) fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % u64::try_from(end.max(1)).unwrap()).unwrap()
    }

    fn text(&mut self) -> String {
        const PARTS: [&str; 14] =
            ["", "a", "5", "true", " ", "\n", "\r", "<", "&amp;", "]]>", "é", "\u{10000}", "NaN", "\"'"];
        (0..self.below(4)).map(|_| PARTS[self.below(PARTS.len())]).collect()
    }

    fn name(&mut self) -> String {
        const NAMES: [&str; 7] = ["a", "b", "c1", "Key", "item", "text", "é-x.y"];
        NAMES[self.below(NAMES.len())].to_owned()
    }

    fn option<T>(&mut self, make: impl FnOnce(&mut Self) -> T) -> Option<T> {
        (self.below(2) == 0).then(|| make(self))
    }

    fn list<T>(&mut self, mut make: impl FnMut(&mut Self) -> T) -> Vec<T> {
        (0..self.below(4)).map(|_| make(self)).collect()
    }

    fn map<T>(&mut self, mut make: impl FnMut(&mut Self) -> T) -> IndexMap<String, T> {
        (0..self.below(4)).map(|_| (self.name(), make(self))).collect()
    }

    fn json(&mut self, depth: usize) -> Value {
        match self.below(if depth == 0 { 5 } else { 7 }) {
            0 => json!(self.next()),
            1 => json!(self.below(100) as f64 / 8.0),
            2 => json!(self.below(2) == 0),
            3 => json!(self.text()),
            4 => Value::Null,
            5 => Value::Array(self.list(|random| random.json(depth - 1))),
            _ => Value::Object(self.map(|random| random.json(depth - 1)).into_iter().collect()),
        }
    }

    fn scalar(&mut self) -> Scalar {
        match self.below(4) {
            0 => Scalar::Integer(self.next().cast_signed()),
            1 => Scalar::Boolean(self.below(2) == 0),
            2 => Scalar::Text(self.text()),
            _ => Scalar::List(self.list(Self::text)),
        }
    }

    fn tree(&mut self, depth: usize) -> Tree {
        let deeper = |random: &mut Self| random.tree(depth.saturating_sub(1));
        Tree {
            id: self.text(),
            number: self.option(|random| random.next().cast_signed()),
            words: self.option(|random| random.list(|random| random.text().replace([' ', '\n', '\r'], "") + "x")),
            flag: self.option(|random| random.option(|random| random.below(2) == 0)),
            entries: self.option(|random| random.map(Self::text)),
            dictionary: self.option(|random| random.map(Self::scalar)),
            choices: self.list(Self::scalar),
            free: self.json(2),
            children: if depth == 0 { vec![] } else { self.list(deeper) },
            wrapped: if depth == 0 { None } else { self.option(|random| random.list(deeper)) },
            rest: self
                .map(|random| random.json(1))
                .into_iter()
                .map(|(key, value)| (format!("x-{key}"), value))
                .collect(),
        }
    }
}

/// A type with a bit of everything.
#[derive(Debug, PartialEq, Schema)]
#[schema(xml(name = "tree", namespace = "urn:t", prefix = "t", order("free", "id"), qualified))]
pub(super) struct Tree {
    id: String,
    #[schema(xml(attribute))]
    number: Option<i64>,
    #[schema(xml(attribute, namespace = "urn:w", prefix = "w"))]
    words: Option<Vec<String>>,
    flag: Option<Option<bool>>,
    #[schema(xml(entry(name = "entry", key = "k", value = "v", namespace = "urn:e", prefix = "d{depth}p1")))]
    entries: Option<IndexMap<String, String>>,
    #[schema(xml(namespace = "urn:d"))]
    dictionary: Option<IndexMap<String, Scalar>>,
    #[schema(xml(item = "choice"))]
    choices: Vec<Scalar>,
    free: Value,
    children: Vec<Tree>,
    #[schema(xml(wrapped, name = "branches", item = "branch"))]
    wrapped: Option<Vec<Tree>>,
    #[schema(rest)]
    rest: IndexMap<String, Value>,
}

#[test]
fn values_survive() {
    let mut random = Random::new(42);
    for round in 0..400 {
        let tree = random.tree(round % 3);
        let document = to_string(&tree).unwrap();
        assert!(from_str::<Tree>(&document).unwrap() == tree, "{round}: {document}");
        let again = to_string(&from_str::<Tree>(&document).unwrap()).unwrap();
        assert_eq!(again, document, "{round}");
        let pretty = to_string_pretty(&tree).unwrap();
        assert!(from_str::<Tree>(&pretty).unwrap() == tree, "{round}: {pretty}");
    }
}
