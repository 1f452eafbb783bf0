//! The `gatewright` command.

use std::process::ExitCode;

/// A document becomes millions of small pieces, and with the allocator of the system a quarter of the time goes to them.
#[cfg(feature = "mimalloc")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    gatewright_generator::cli::run(std::env::args_os())
}
