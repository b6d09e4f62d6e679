//! The `anpham` program: see [`anpham::cli`].

use std::ffi::OsString;
use std::io::Write;
use std::process::ExitCode;

use anpham::cli;
use anpham::diag::Exit;

/// Workers allocate a great deal, and in parallel.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let argv: Vec<OsString> = std::env::args_os().collect();
    let lang = anpham::args::language(&argv);
    std::panic::set_hook(Box::new(move |info| {
        // Stderr may be gone, and a panic in a panic hook aborts.
        let _ = std::io::stderr().write_all(cli::panic_report(lang, info).as_bytes());
    }));
    let exit = std::panic::catch_unwind(|| cli::run(&argv)).unwrap_or(Exit::System);
    ExitCode::from(exit as u8)
}
