//! The pages of `anpham serve` in a real browser: `tests/browser/run.mjs`, where Node, its packages and Chromium are at hand.

use std::path::{Path, PathBuf};
use std::process::Command;

/// Chromium as systems name it, or `CHROMIUM`.
fn chromium() -> Option<PathBuf> {
    let named = std::env::var_os("CHROMIUM").map(PathBuf::from);
    let usual = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].map(PathBuf::from);
    named.into_iter().chain(usual).find(|path| path.exists())
}

#[test]
fn the_pages_work_in_a_real_browser() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/browser");
    let node = Command::new("node").arg("--version").output().is_ok_and(|run| run.status.success());
    let (Some(chromium), true, true) = (chromium(), node, folder.join("node_modules/playwright-core").exists()) else {
        eprintln!("SKIPPED: no browser tests. They want Node, Chromium, and `npm ci` in tests/browser.");
        return;
    };
    let run = Command::new("node")
        .arg("run.mjs")
        .arg(env!("CARGO_BIN_EXE_anpham"))
        .arg(chromium)
        .current_dir(&folder)
        .output()
        .expect("node runs");
    let told = String::from_utf8_lossy(&run.stdout);
    assert!(run.status.success(), "{told}{}", String::from_utf8_lossy(&run.stderr));
    println!("{told}");
}
