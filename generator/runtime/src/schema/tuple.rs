//! Lists whose items differ by place: one visitor for all of them.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserialize, Deserializer, Error as _, IgnoredAny, SeqAccess, Visitor};
use serde::ser::{Error as _, Serialize, SerializeSeq, Serializer};

use super::TupleShape;

/// What the derive writes for a tuple; the rest is the same for all.
pub trait Tuple: Sized {
    /// The items that have a place.
    fn tuple() -> &'static TupleShape;

    /// Reads the items in order.
    ///
    /// # Errors
    ///
    /// Those of the format, and an item that must be there and isn't.
    fn read<'de, A: SeqAccess<'de>>(items: &mut Items<A>) -> Result<Self, A::Error>;

    /// Writes the items in order, up to the first that isn't there.
    ///
    /// # Errors
    ///
    /// Those of the format, and an item after one that isn't there.
    fn write<S: SerializeSeq>(&self, items: &mut ItemWriter<S>) -> Result<(), S::Error>;
}

/// Reads a tuple from a list.
///
/// # Errors
///
/// Those of the format; an item that is missing, and for a closed tuple one too many. An error inside a secret item
/// doesn't say what was found.
pub fn read_tuple<'de, T: Tuple, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    deserializer.deserialize_seq(TupleVisitor(PhantomData))
}

/// Writes a tuple as a list.
///
/// # Errors
///
/// Those of the format, and an item after one that isn't there.
pub fn write_tuple<T: Tuple, S: Serializer>(tuple: &T, serializer: S) -> Result<S::Ok, S::Error> {
    let mut items = ItemWriter { seq: serializer.serialize_seq(None)?, count: 0, absent: None };
    tuple.write(&mut items)?;
    items.seq.end()
}

struct TupleVisitor<T>(PhantomData<T>);

impl<'de, T: Tuple> Visitor<'de> for TupleVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a list ({})", T::tuple().name)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<T, A::Error> {
        let shape = T::tuple();
        let mut items = Items { seq, shape, index: 0 };
        let tuple = T::read(&mut items)?;
        while items.seq.next_element::<IgnoredAny>()?.is_some() {
            if shape.closed {
                let most = shape.items.len();
                return Err(A::Error::custom(format_args!("too many items, expected at most {most}")));
            }
        }
        Ok(tuple)
    }
}

/// The items of a list that is being read.
#[derive(Debug)]
pub struct Items<A> {
    seq: A,
    shape: &'static TupleShape,
    index: usize,
}

impl<'de, A: SeqAccess<'de>> Items<A> {
    /// The next item, which must be there.
    ///
    /// # Errors
    ///
    /// Those of the format, and when the list is at its end.
    pub fn required<T: Deserialize<'de>>(&mut self) -> Result<T, A::Error> {
        let index = self.index;
        self.optional()?.ok_or_else(|| A::Error::custom(format_args!("missing item {index}")))
    }

    /// The next item, if there is one.
    ///
    /// # Errors
    ///
    /// Those of the format.
    pub fn optional<T: Deserialize<'de>>(&mut self) -> Result<Option<T>, A::Error> {
        let item = self.seq.next_element().map_err(|error| match self.shape.items.get(self.index) {
            Some(item) if item.is_secret() => {
                A::Error::custom(format_args!("item {} doesn't have the form that the document gives it", self.index))
            }
            _ => error,
        })?;
        self.index += 1;
        Ok(item)
    }

    /// The items that are left.
    ///
    /// # Errors
    ///
    /// Those of the format.
    pub fn rest<T: Deserialize<'de>>(&mut self) -> Result<Vec<T>, A::Error> {
        let mut rest = Vec::new();
        while let Some(item) = self.optional()? {
            rest.push(item);
        }
        Ok(rest)
    }
}

/// The items of a list that is being written.
#[derive(Debug)]
pub struct ItemWriter<S> {
    seq: S,
    count: usize,
    /// The first place that is empty.
    absent: Option<usize>,
}

impl<S: SerializeSeq> ItemWriter<S> {
    /// Writes the next item.
    ///
    /// # Errors
    ///
    /// Those of the format, and when an item before it wasn't there.
    pub fn required<T: Serialize + ?Sized>(&mut self, item: &T) -> Result<(), S::Error> {
        if let Some(absent) = self.absent {
            return Err(S::Error::custom(format_args!("item {} is there and item {absent} isn't", self.count)));
        }
        self.count += 1;
        self.seq.serialize_element(item)
    }

    /// Writes the next item, if it is there.
    ///
    /// # Errors
    ///
    /// Those of the format, and when it is there and an item before it isn't.
    pub fn optional<T: Serialize>(&mut self, item: Option<&T>) -> Result<(), S::Error> {
        if let Some(item) = item {
            return self.required(item);
        }
        self.absent.get_or_insert(self.count);
        self.count += 1;
        Ok(())
    }

    /// Writes what comes after the items that have a place.
    ///
    /// # Errors
    ///
    /// As for one item.
    pub fn rest<T: Serialize>(&mut self, items: &[T]) -> Result<(), S::Error> {
        items.iter().try_for_each(|item| self.required(item))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a failed test says enough")]

    use serde_json::{Value, from_str, json, to_string};

    use crate as gatewright;
    use crate::schema::Rules;

    #[derive(Debug, Clone, PartialEq, gatewright::Schema)]
    #[schema(tuple)]
    struct Point(
        #[schema(minimum = -90)] f64,
        i64,
        Option<u8>,
        Option<Option<String>>,
        #[schema(rest, items(max_length = 2))] Vec<String>,
    );

    #[derive(Debug, Clone, PartialEq, gatewright::Schema)]
    #[schema(tuple, closed)]
    struct Pair(#[schema(required)] Option<String>, #[schema(secret)] Option<i8>);

    fn problems(point: &Point) -> Vec<String> {
        let problems = crate::validate::check(point, Rules::NONE).err().unwrap_or_default();
        problems.iter().map(|problem| format!("{} {}", problem.pointer, problem.rule)).collect()
    }

    #[test]
    fn what_is_read_is_written() {
        for text in [r#"[1.5,2]"#, r#"[1.5,2,3]"#, r#"[1.5,2,3,null]"#, r#"[1.5,2,3,"a","b","c"]"#] {
            assert_eq!(to_string(&from_str::<Point>(text).unwrap()).unwrap(), text);
        }
        assert_eq!(from_str::<Point>("[1, 2.0, 3.0]").unwrap(), Point(1.0, 2, Some(3), None, Vec::new()));
        assert_eq!(to_string(&from_str::<Pair>("[null]").unwrap()).unwrap(), "[null]");
    }

    #[test]
    fn what_is_missing_or_too_much_is_told() {
        let error = |text: &str| from_str::<Point>(text).unwrap_err().to_string();
        assert!(error("[1]").starts_with("missing item 1"), "{}", error("[1]"));
        assert!(error(r#"{"0": 1}"#).contains("expected a list (Point)"));
        assert!(from_str::<Pair>("[null, 1, 2]").unwrap_err().to_string().starts_with("too many items"));
        let hidden = from_str::<Pair>("[null, 4711]").unwrap_err().to_string();
        assert!(!hidden.contains("4711"), "{hidden}");
        let gap = Point(1.0, 2, None, Some(None), Vec::new());
        assert_eq!(to_string(&gap).unwrap_err().to_string(), "item 3 is there and item 2 isn't");
    }

    #[test]
    #[cfg(feature = "validate")]
    fn each_place_has_its_constraints() {
        let wrong = Point(-91.0, 2, Some(3), Some(None), vec!["ab".to_owned(), "abc".to_owned()]);
        assert_eq!(problems(&wrong), ["/0 minimum", "/5 maxLength"]);
    }

    #[test]
    fn values_of_a_union_are_read_as_tuples() {
        #[derive(Debug, Clone, PartialEq, gatewright::Schema)]
        #[schema(one_of)]
        enum Either {
            Point(Point),
            Any(#[allow(dead_code, reason = "only compared")] bool),
        }
        let value: Value = json!([1.0, 2]);
        let read: Either = serde_json::from_value(value).unwrap();
        assert_eq!(read, Either::Point(Point(1.0, 2, None, None, Vec::new())));
    }
}
