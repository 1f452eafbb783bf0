//! A list that mostly has one item, which then costs no allocation.

/// No item, one, or many.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Few<T> {
    One([T; 1]),
    /// Any other number.
    Many(Vec<T>),
}

impl<T> Few<T> {
    pub(crate) const NONE: Self = Self::Many(Vec::new());

    pub(crate) const fn one(item: T) -> Self {
        Self::One([item])
    }

    #[cfg(any(test, feature = "xml"))]
    pub(crate) fn push(&mut self, item: T) {
        *self = match std::mem::take(self) {
            Self::Many(items) if items.is_empty() => Self::one(item),
            Self::Many(mut items) => {
                items.push(item);
                Self::Many(items)
            }
            Self::One([first]) => Self::Many(vec![first, item]),
        };
    }

    pub(crate) const fn as_slice(&self) -> &[T] {
        match self {
            Self::One(item) => item,
            Self::Many(items) => items.as_slice(),
        }
    }
}

impl<T> Default for Few<T> {
    fn default() -> Self {
        Self::NONE
    }
}

impl<T> FromIterator<T> for Few<T> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        let mut items = items.into_iter();
        let Some(first) = items.next() else { return Self::NONE };
        match items.next() {
            None => Self::one(first),
            Some(second) => Self::Many([first, second].into_iter().chain(items).collect()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Few;

    #[test]
    fn any_number_of_items_is_kept() {
        for count in 0..4 {
            let items: Vec<u8> = (0..count).collect();
            let collected: Few<u8> = items.iter().copied().collect();
            let mut pushed = Few::NONE;
            items.iter().for_each(|item| pushed.push(*item));
            for few in [collected, pushed] {
                assert_eq!((few.as_slice(), matches!(few, Few::One(_))), (&items[..], count == 1));
            }
        }
    }
}
