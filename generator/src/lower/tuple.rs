//! Tuples: lists whose items differ by place.

use super::{Context, Lowering};
use crate::ir::{Rest, Slot, Tuple, TupleItem, TypeId};
use crate::resolve::Schema;

impl Lowering<'_> {
    pub(super) fn tuple(&mut self, def: TypeId, schema: &Schema) -> Tuple {
        let least = usize::try_from(schema.min_items.unwrap_or_default()).unwrap_or(usize::MAX);
        let most = schema.max_items.map_or(usize::MAX, |most| usize::try_from(most).unwrap_or(usize::MAX));
        let items = schema.prefix_items.iter().take(most.max(1)).enumerate().map(|(index, id)| {
            let role = self.schema(*id).title.clone().unwrap_or_else(|| format!("Item {index}"));
            TupleItem { slot: self.slot(*id, &Context::of_type(def, role)), required: index < least }
        });
        let items: Vec<TupleItem> = items.collect();
        let rest = match self.items(schema) {
            _ if most <= items.len() => Rest::Closed,
            Some(id) if self.schema(id).never => Rest::Closed,
            Some(id) => Rest::Typed(Box::new(self.slot(id, &Context::of_type(def, "Item")))),
            None => Rest::Typed(Box::new(Slot::any())),
        };
        Tuple { items, rest }
    }
}
