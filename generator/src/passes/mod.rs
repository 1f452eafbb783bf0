//! Stage 7: the IR made ready for Rust, one named pass a file.

mod box_cycles;
mod budget;
mod close_aliases;
mod keep_what_is_judged;
mod mark_direction;
mod merge_all_of;
mod merge_slots;
mod name_inline_types;
mod name_unchecked_bodies;
mod name_variants;
mod narrow;
mod open_bases;
mod order_definitions;
mod require_undeclared;
mod settle_forms;
mod share_alike_types;
mod split_directions;
mod tell_operations_apart;

use crate::config::Config;
use crate::diagnostics::{Sink, Stopped};
use crate::ir::Api;

/// A pass: it changes the IR, and says what there is to say.
pub type Pass = fn(&mut Api, &Config, &mut Sink);

/// Every pass with its name, in the order in which they run.
pub const PASSES: &[(&str, Pass)] = &[
    ("merge_all_of", merge_all_of::run),
    ("open_bases", open_bases::run),
    ("require_undeclared", require_undeclared::run),
    ("close_aliases", close_aliases::run),
    ("keep_what_is_judged", keep_what_is_judged::run),
    ("settle_forms", settle_forms::run),
    ("name_unchecked_bodies", name_unchecked_bodies::run),
    ("mark_direction", mark_direction::run),
    ("split_directions", split_directions::run),
    ("share_alike_types", share_alike_types::run),
    ("box_cycles", box_cycles::run),
    ("name_inline_types", name_inline_types::run),
    ("order_definitions", order_definitions::run),
    ("tell_operations_apart", tell_operations_apart::run),
];

/// Runs every pass.
///
/// # Errors
///
/// When a pass says an error.
pub fn run(mut api: Api, config: &Config, sink: &mut Sink) -> Result<Api, Stopped> {
    for (_, pass) in PASSES {
        pass(&mut api, config, sink);
    }
    sink.barrier()?;
    Ok(api)
}
