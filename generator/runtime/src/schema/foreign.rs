//! Shapes of types that this crate doesn't own.

use std::collections::{BTreeMap, HashMap};

use indexmap::IndexMap;

use super::{Kind, Rules, Schema, Shape};

const fn plain(kind: Kind) -> Shape {
    Shape { kind, rules: Rules::NONE, xml: None }
}

macro_rules! shapes {
    ($($kind:ident: $($ty:ty),+;)+) => {$($(
        impl Schema for $ty {
            const SHAPE: &'static Shape = &plain(Kind::$kind);
        }
    )+)+};
}

shapes! {
    Any: serde_json::Value;
    Null: ();
    Boolean: bool;
    Integer: i8, i16, i32, i64, u8, u16, u32, u64;
    Number: f32, f64, serde_json::Number;
    String: String, str, Box<str>, uuid::Uuid, jiff::civil::Date, jiff::civil::Time,
        std::net::Ipv4Addr, std::net::Ipv6Addr, std::net::IpAddr;
}

macro_rules! wrappers {
    ($($wrapper:ident),+) => {$(
        impl<T: Schema> Schema for $wrapper<T> {
            const SHAPE: &'static Shape = T::SHAPE;
        }
    )+};
}

wrappers!(Option, Box);

impl<T: Schema + ?Sized> Schema for &T {
    const SHAPE: &'static Shape = T::SHAPE;
}

impl<T: Schema> Schema for Vec<T> {
    const SHAPE: &'static Shape = &plain(Kind::List(T::shape));
}

impl<T: Schema> Schema for [T] {
    const SHAPE: &'static Shape = &plain(Kind::List(T::shape));
}

impl<T: Schema> Schema for IndexMap<String, T> {
    const SHAPE: &'static Shape = &plain(Kind::Map(T::shape));
}

impl<T: Schema> Schema for BTreeMap<String, T> {
    const SHAPE: &'static Shape = &plain(Kind::Map(T::shape));
}

impl<T: Schema, S> Schema for HashMap<String, T, S> {
    const SHAPE: &'static Shape = &plain(Kind::Map(T::shape));
}
