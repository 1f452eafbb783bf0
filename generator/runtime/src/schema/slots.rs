//! Where the fields of a record are kept while it is read.
//!
//! A record's slots are a tuple, and of more than sixteen fields a tuple of tuples. How a field is read is in the type of
//! its slot, so that no record needs a function for it: such functions were a seventh of what a record costs to compile.

use serde::de::{DeserializeOwned, MapAccess};

use super::{ReadLenient, lenient};

/// One slot, or several in order.
pub trait Slots: Sized {
    /// Nothing read.
    const EMPTY: Self;
    /// How many fields they are for.
    const LEN: usize;

    /// Reads the value of the field at `index`, which is less than `LEN`.
    ///
    /// # Errors
    ///
    /// Those of the format.
    fn read<'de, A: MapAccess<'de>>(&mut self, index: usize, map: &mut A) -> Result<(), A::Error>;
}

/// The slot of a field that must be there.
pub struct Required<T>(pub Option<T>);

/// [`Required`] where whole numbers are held, which may be written with a point.
pub struct RequiredWhole<T>(pub Option<T>);

/// The slot of a field that may be left out, and may then as well be null: `T` is an `Option`.
pub struct Optional<T>(pub T);

/// [`Optional`] where whole numbers are held, which may be written with a point.
pub struct OptionalWhole<T>(pub T);

/// The slot of a field that may be left out, and may be null, which isn't the same: `T` is an `Option` of an `Option`.
pub struct Nullable<T>(pub T);

/// [`Nullable`] where whole numbers are held, which may be written with a point.
pub struct NullableWhole<T>(pub T);

/// The slot of what stands under keys that are no field's: it isn't read as a field.
pub struct Rest<T>(pub Option<T>);

macro_rules! slot {
    ($slot:ident<$inner:ty>, $bounded:ty: $bound:path; $map:ident => $value:expr) => {
        impl<T> Slots for $slot<$inner>
        where
            $bounded: $bound,
        {
            const EMPTY: Self = Self(None);
            const LEN: usize = 1;

            #[inline]
            fn read<'de, A: MapAccess<'de>>(&mut self, _: usize, $map: &mut A) -> Result<(), A::Error> {
                self.0 = $value?;
                Ok(())
            }
        }
    };
}

slot!(Required<T>, T: DeserializeOwned; map => map.next_value().map(Some));
slot!(RequiredWhole<T>, T: ReadLenient; map => lenient(map).map(Some));
slot!(Optional<Option<T>>, Option<T>: DeserializeOwned; map => map.next_value());
slot!(OptionalWhole<Option<T>>, Option<T>: ReadLenient; map => lenient(map));
slot!(Nullable<Option<T>>, T: DeserializeOwned; map => map.next_value().map(Some));
slot!(NullableWhole<Option<T>>, T: ReadLenient; map => lenient(map).map(Some));

impl<T> Slots for Rest<T> {
    const EMPTY: Self = Self(None);
    const LEN: usize = 0;

    fn read<'de, A: MapAccess<'de>>(&mut self, _: usize, _: &mut A) -> Result<(), A::Error> {
        Ok(())
    }
}

macro_rules! tuples {
    ($($slot:ident $place:tt,)*) => {
        tuples!(@ [] $($slot $place,)*);
    };
    (@ [$($slot:ident $place:tt,)*] $next:ident $at:tt, $($others:tt)*) => {
        tuples!(@of $($slot $place,)*);
        tuples!(@ [$($slot $place,)* $next $at,] $($others)*);
    };
    (@ [$($slot:ident $place:tt,)*]) => {
        tuples!(@of $($slot $place,)*);
    };
    (@of $($slot:ident $place:tt,)*) => {
        impl<$($slot: Slots),*> Slots for ($($slot,)*) {
            const EMPTY: Self = ($($slot::EMPTY,)*);
            const LEN: usize = 0 $(+ $slot::LEN)*;

            #[inline]
            #[allow(unused_mut, unused_variables, unused_assignments)]
            fn read<'de, Map: MapAccess<'de>>(&mut self, mut index: usize, map: &mut Map) -> Result<(), Map::Error> {
                $(
                    if index < $slot::LEN {
                        return self.$place.read(index, map);
                    }
                    index -= $slot::LEN;
                )*
                Ok(())
            }
        }
    };
}

tuples!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, K 10, L 11, M 12, N 13, O 14, P 15,);
