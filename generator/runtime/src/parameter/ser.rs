//! From a value to a [`Tree`], by serde.

use serde::ser::{self, Serialize, Serializer};

use super::tree::{Scalar, Tree};

/// Why a value has no tree.
#[derive(Debug)]
pub(crate) struct Unfit(pub(crate) String);

impl std::fmt::Display for Unfit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Unfit {}

impl ser::Error for Unfit {
    fn custom<T: std::fmt::Display>(message: T) -> Self {
        Self(message.to_string())
    }
}

/// The tree of a value.
pub(crate) fn to_tree<T: Serialize + ?Sized>(value: &T) -> Result<Tree, Unfit> {
    value.serialize(ToTree)
}

/// serde's way into a tree.
struct ToTree;

fn number(value: &impl ToString) -> Result<Tree, Unfit> {
    Ok(Tree::Scalar(value.to_string(), Scalar::Number))
}

fn float(value: f64) -> Result<Tree, Unfit> {
    if value.is_finite() { number(&value) } else { Err(Unfit("must be a finite number".to_owned())) }
}

macro_rules! numbers {
    ($($method:ident: $type:ty),* $(,)?) => {
        $(fn $method(self, value: $type) -> Result<Tree, Unfit> {
            number(&value)
        })*
    };
}

impl Serializer for ToTree {
    type Ok = Tree;
    type Error = Unfit;
    type SerializeSeq = List;
    type SerializeTuple = List;
    type SerializeTupleStruct = List;
    type SerializeTupleVariant = ser::Impossible<Tree, Unfit>;
    type SerializeMap = Object;
    type SerializeStruct = Object;
    type SerializeStructVariant = ser::Impossible<Tree, Unfit>;

    numbers! {
        serialize_i8: i8, serialize_i16: i16, serialize_i32: i32, serialize_i64: i64, serialize_i128: i128,
        serialize_u8: u8, serialize_u16: u16, serialize_u32: u32, serialize_u64: u64, serialize_u128: u128,
    }

    fn serialize_bool(self, value: bool) -> Result<Tree, Unfit> {
        Ok(Tree::Scalar(value.to_string(), Scalar::Boolean))
    }

    fn serialize_f32(self, value: f32) -> Result<Tree, Unfit> {
        if value.is_finite() { number(&value) } else { float(f64::from(value)) }
    }

    fn serialize_f64(self, value: f64) -> Result<Tree, Unfit> {
        float(value)
    }

    fn serialize_char(self, value: char) -> Result<Tree, Unfit> {
        Ok(Tree::text(value))
    }

    fn serialize_str(self, value: &str) -> Result<Tree, Unfit> {
        Ok(Tree::text(value))
    }

    fn serialize_bytes(self, _: &[u8]) -> Result<Tree, Unfit> {
        Err(Unfit("bytes have no text".to_owned()))
    }

    fn serialize_none(self) -> Result<Tree, Unfit> {
        Ok(Tree::Null)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<Tree, Unfit> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<Tree, Unfit> {
        Ok(Tree::Null)
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<Tree, Unfit> {
        Ok(Tree::Null)
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Result<Tree, Unfit> {
        Ok(Tree::text(variant))
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Result<Tree, Unfit> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<Tree, Unfit> {
        Ok(Tree::Object(vec![(variant.to_owned(), value.serialize(self)?)]))
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<List, Unfit> {
        Ok(List(Vec::new()))
    }

    fn serialize_tuple(self, _: usize) -> Result<List, Unfit> {
        Ok(List(Vec::new()))
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<List, Unfit> {
        Ok(List(Vec::new()))
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, Unfit> {
        Err(Unfit("a variant with several fields has no text".to_owned()))
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Object, Unfit> {
        Ok(Object { fields: Vec::new(), key: String::new() })
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Object, Unfit> {
        self.serialize_map(None)
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant, Unfit> {
        Err(Unfit("a variant with several fields has no text".to_owned()))
    }

    fn collect_str<T: std::fmt::Display + ?Sized>(self, value: &T) -> Result<Tree, Unfit> {
        Ok(Tree::text(value.to_string()))
    }
}

/// A list in the making.
struct List(Vec<Tree>);

/// An object in the making.
struct Object {
    fields: Vec<(String, Tree)>,
    key: String,
}

impl ser::SerializeSeq for List {
    type Ok = Tree;
    type Error = Unfit;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Unfit> {
        self.0.push(value.serialize(ToTree)?);
        Ok(())
    }

    fn end(self) -> Result<Tree, Unfit> {
        Ok(Tree::List(self.0))
    }
}

impl ser::SerializeTuple for List {
    type Ok = Tree;
    type Error = Unfit;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Unfit> {
        ser::SerializeSeq::serialize_element(self, value)
    }

    fn end(self) -> Result<Tree, Unfit> {
        ser::SerializeSeq::end(self)
    }
}

impl ser::SerializeTupleStruct for List {
    type Ok = Tree;
    type Error = Unfit;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Unfit> {
        ser::SerializeSeq::serialize_element(self, value)
    }

    fn end(self) -> Result<Tree, Unfit> {
        ser::SerializeSeq::end(self)
    }
}

impl ser::SerializeMap for Object {
    type Ok = Tree;
    type Error = Unfit;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Unfit> {
        match key.serialize(ToTree)? {
            Tree::Scalar(text, _) => {
                self.key = text;
                Ok(())
            }
            Tree::Null | Tree::List(_) | Tree::Object(_) => Err(Unfit("a key must be text".to_owned())),
        }
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Unfit> {
        let key = std::mem::take(&mut self.key);
        self.fields.push((key, value.serialize(ToTree)?));
        Ok(())
    }

    fn end(self) -> Result<Tree, Unfit> {
        Ok(Tree::Object(self.fields))
    }
}

impl ser::SerializeStruct for Object {
    type Ok = Tree;
    type Error = Unfit;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Result<(), Unfit> {
        self.fields.push((key.to_owned(), value.serialize(ToTree)?));
        Ok(())
    }

    fn end(self) -> Result<Tree, Unfit> {
        Ok(Tree::Object(self.fields))
    }
}
