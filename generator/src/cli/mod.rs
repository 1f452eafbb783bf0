//! The `gatewright` command. The only module that prints or exits.

mod arguments;
mod audit;
mod cedar;
mod explain;
mod generate;
mod inspect;
mod policy;
mod project;
mod regenerate;
mod stamp;
mod surroundings;
mod terminal;

use std::ffi::OsString;
use std::process::ExitCode;

use arguments::{Arguments, Command};
use clap::Parser as _;
use terminal::Terminal;

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    /// As wished: 0.
    Done,
    /// There were diagnostics, or generated code is stale: 1.
    Failed,
    /// The command line makes no sense: 2.
    Misused,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Done => Self::SUCCESS,
            Outcome::Failed => Self::FAILURE,
            Outcome::Misused => Self::from(2),
        }
    }
}

/// Runs the command with the arguments of the process.
#[must_use]
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    match Arguments::try_parse_from(arguments) {
        Ok(arguments) => dispatch(arguments).into(),
        Err(error) => {
            // Help and the version come this way too, with code 0. If even this can't be printed, the code says it.
            let _unprinted = error.print();
            ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2))
        }
    }
}

fn dispatch(arguments: Arguments) -> Outcome {
    let rules = arguments.saying.rules();
    let terminal = Terminal::of_process(arguments.saying.format);
    match arguments.command {
        None => regenerate::run(&rules, &terminal),
        Some(Command::Generate(arguments)) => generate::run(arguments, &rules, &terminal),
        Some(Command::Check) => regenerate::check(&rules, &terminal),
        Some(Command::Inspect(arguments)) => inspect::run(&arguments, &rules, &terminal),
        Some(Command::Audit(arguments)) => audit::run(&arguments, &rules, &terminal),
        Some(Command::Cedar(arguments)) => cedar::run(&arguments, &rules, &terminal),
        Some(Command::Policy(arguments)) => policy::run(&arguments, &rules, &terminal),
        Some(Command::Explain(arguments)) => explain::run(&arguments, &terminal),
    }
}
