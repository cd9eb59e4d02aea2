//! Reads the arguments, starts the log, runs the command.

use std::io::{self, IsTerminal};
use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    let cli = koe::cli::Cli::parse();
    let log = tracing_subscriber::fmt().with_env_filter(cli.log()).with_writer(io::stderr).with_target(false);
    // A terminal that was closed takes no lines: what is in hand comes to its end all the same.
    let log = log.log_internal_errors(false);
    // Colours are for a terminal, and there only unless NO_COLOR is set; in a file they would be noise.
    let log = if io::stderr().is_terminal() { log } else { log.with_ansi(false) };
    log.init();
    match cli.run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            koe::cli::tell(&format!("koe: {error:#}"));
            ExitCode::FAILURE
        }
    }
}
