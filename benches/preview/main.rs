//! How long from a file that is written to the new page's bytes at a client of `anpham serve`, and whether memory stays flat.
//!
//! ```sh
//! cargo bench --bench preview                    # a leaflet and a bulletin of this repository, half a minute
//! cargo bench --bench preview -- --edits 2000    # memory too
//! ```
//!
//! The workspace is a copy of this repository's campaign in a temporary folder; the client is on the same machine.

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use clap::Parser;
use serde_json::Value;

/// Latency and memory of the preview.
#[derive(Debug, Parser)]
struct Bench {
    /// Edits of the leaflet; a tenth of them of the bulletin.
    #[arg(long, default_value_t = 60)]
    edits: usize,
    /// Given by `cargo bench`.
    #[arg(long, hide = true)]
    bench: bool,
}

fn main() {
    let bench = Bench::parse();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = tempfile::tempdir().expect("a folder");
    for name in ["anpham.toml", "content", "layouts", "fonts"] {
        copy(&root.join(name), &folder.path().join(name));
    }
    let mut child = Command::new(env!("CARGO_BIN_EXE_anpham"))
        .args(["serve", "--port", "0", "--json"])
        .current_dir(folder.path())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the program runs");
    let mut text = String::new();
    let mut lines = BufReader::new(child.stdout.take().expect("stdout"));
    while !text.contains('}') {
        lines.read_line(&mut text).expect("a line");
    }
    let door: Value = serde_json::from_str(&text).expect("JSON");
    let link = door["link"].as_str().expect("a link").trim_start_matches("http://").trim_end_matches('/').to_string();
    for (name, piece, word, job, edits) in [
        (
            "leaflet, two pages",
            "content/kl-69/nong-dan/to-roi.md",
            "nói chuyện khoa học",
            "screen/kl-69/nong-dan/to-roi.leaflet.pdf",
            bench.edits,
        ),
        (
            "bulletin, four pages",
            "content/kh-116/nong-dan/bai-viet.md",
            "cây này trồng năm nào",
            "screen/kh-116/nong-dan/ban-tin.bulletin.pdf",
            bench.edits.div_ceil(10),
        ),
    ] {
        measure(&child, &link, folder.path(), name, piece, word, job, edits);
    }
    let _ = child.kill();
    let _ = child.wait();
}

#[expect(clippy::too_many_arguments, reason = "one row of the table above")]
fn measure(child: &Child, link: &str, root: &Path, name: &str, piece: &str, word: &str, job: &str, edits: usize) {
    let path = root.join(piece);
    let original = std::fs::read_to_string(&path).expect("a piece");
    assert!(original.contains(word), "{piece} does not say {word:?}");
    let mut events = Events::open(link, job);
    let mut known = events.pages();
    let mut times = Vec::new();
    let mut early = None;
    for n in 0..edits {
        let text = original.replacen(word, &format!("{word} thử{}", n % 97), 1);
        let start = Instant::now();
        std::fs::write(&path, text).expect("written");
        loop {
            let pages = events.pages();
            let new: Vec<&String> = pages.difference(&known).collect();
            if new.is_empty() {
                continue;
            }
            for hash in new {
                assert!(page(link, hash) > 1000, "a page without bytes");
            }
            known = pages;
            break;
        }
        times.push(start.elapsed());
        if n == edits / 10 {
            early = memory(child);
        }
        // As somebody types: not without a pause.
        std::thread::sleep(Duration::from_millis(if edits > 500 { 5 } else { 120 }));
    }
    std::fs::write(&path, original).expect("written");
    times.sort();
    let at = |share: usize| times[(times.len() - 1) * share / 100].as_secs_f64() * 1000.0;
    println!("{name}: median {:.0} ms, 95 % within {:.0} ms, {} edits", at(50), at(95), times.len());
    if let (Some(early), Some(late)) = (early, memory(child)) {
        println!("  memory {early} MiB after {}, {late} MiB after {edits}", edits / 10 + 1);
    }
}

/// Resident memory in MiB, where the system tells.
fn memory(child: &Child) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{}/status", child.id())).ok()?;
    let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
    line.split_whitespace().nth(1)?.parse::<u64>().ok().map(|kib| kib / 1024)
}

fn copy(from: &Path, to: &Path) {
    if from.is_file() {
        std::fs::copy(from, to).expect("a copy");
        return;
    }
    for entry in walkdir::WalkDir::new(from) {
        let entry = entry.expect("readable");
        let target = to.join(entry.path().strip_prefix(from).expect("below"));
        if entry.file_type().is_dir() {
            std::fs::create_dir_all(&target).expect("a folder");
        } else {
            std::fs::copy(entry.path(), &target).expect("a copy");
        }
    }
}

/// What the server pushes.
struct Events(std::io::Lines<BufReader<TcpStream>>);

impl Events {
    fn open(link: &str, job: &str) -> Self {
        let mut stream = TcpStream::connect(link).expect("a connection");
        write!(stream, "GET /api/events?watch={job} HTTP/1.1\r\nHost: {link}\r\n\r\n").expect("sent");
        Self(BufReader::new(stream).lines())
    }

    /// The pages of the next view.
    fn pages(&mut self) -> BTreeSet<String> {
        loop {
            let line = self.0.next().expect("a line").expect("a line");
            if line == "event: view" {
                let data = self.0.next().expect("a line").expect("a line");
                let view: Value = serde_json::from_str(data.trim_start_matches("data: ")).expect("JSON");
                let pages = view["pages"].as_array().expect("pages").iter();
                return pages.map(|page| page["hash"].as_str().expect("a hash").to_string()).collect();
            }
        }
    }
}

fn page(link: &str, hash: &str) -> usize {
    let mut stream = TcpStream::connect(link).expect("a connection");
    write!(stream, "GET /page/{hash}.svg HTTP/1.1\r\nHost: {link}\r\nConnection: close\r\n\r\n").expect("sent");
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).expect("a page");
    bytes.len()
}
