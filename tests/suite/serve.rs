//! The server as another program meets it: what it gives, what it refuses, and that nothing is lost.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::harness::Project;

/// A server for a workspace, stopped when the test is over.
struct Server {
    child: Child,
    address: String,
    token: String,
    csrf: String,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

struct Answer {
    status: u16,
    head: String,
    body: Vec<u8>,
}

impl Answer {
    fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    #[track_caller]
    fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {} {}", self.status, self.text()))
    }
}

impl Server {
    #[track_caller]
    fn start(project: &Project, args: &[&str]) -> Self {
        Self::start_by(Command::new(env!("CARGO_BIN_EXE_anpham")), project, args)
    }

    #[track_caller]
    fn start_by(mut program: Command, project: &Project, args: &[&str]) -> Self {
        let mut child = program
            .args(["serve", "--port", "0", "--json", "--lang", "en"])
            .args(args)
            .current_dir(project.root())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the program runs");
        let mut text = String::new();
        let mut lines = BufReader::new(child.stdout.take().expect("stdout"));
        while !text.contains('}') {
            assert!(lines.read_line(&mut text).expect("a line") > 0, "it ended: {text}");
        }
        let door: Value = serde_json::from_str(&text).expect("JSON");
        let link = door["link"].as_str().expect("a link");
        let address = link.trim_start_matches("http://").split('/').next().expect("an address").to_string();
        let token = link.split_once("token=").map_or(String::new(), |(_, token)| token.to_string());
        let mut server = Self { child, address, token, csrf: String::new() };
        let home = server.get(&if server.token.is_empty() { "/".into() } else { format!("/?token={}", server.token) });
        let page = home.text();
        server.csrf = page.split("content=\"").nth(2).and_then(|rest| rest.split('"').next()).unwrap_or("").to_string();
        assert_eq!(server.csrf.len(), 48, "{page}");
        server
    }

    #[track_caller]
    fn raw(&self, request: &str, body: &[u8]) -> Answer {
        self.try_raw(request, body).expect("a connection")
    }

    /// None where nobody listens any more.
    fn try_raw(&self, request: &str, body: &[u8]) -> Option<Answer> {
        let mut stream = TcpStream::connect(self.address.replace("0.0.0.0", "127.0.0.1")).ok()?;
        stream.set_read_timeout(Some(LONG)).expect("a limit");
        // A server that refuses may close before all is sent.
        let _ = stream.write_all(request.as_bytes());
        let _ = stream.write_all(body);
        let mut all = Vec::new();
        let _ = stream.read_to_end(&mut all);
        let end = all.windows(4).position(|four| four == b"\r\n\r\n").unwrap_or(all.len());
        let head = String::from_utf8_lossy(&all[..end]).into_owned();
        let status = head.split(' ').nth(1).and_then(|code| code.parse().ok()).unwrap_or(0);
        let mut body = all.get(end + 4..).unwrap_or_default().to_vec();
        if head.to_lowercase().contains("transfer-encoding: chunked") {
            body = unchunked(&body);
        }
        Some(Answer { status, head, body })
    }

    fn get(&self, path: &str) -> Answer {
        self.get_with(path, &format!("Host: {}\r\n", self.address))
    }

    fn get_with(&self, path: &str, headers: &str) -> Answer {
        self.raw(&format!("GET {path} HTTP/1.1\r\n{headers}Connection: close\r\n\r\n"), b"")
    }

    #[track_caller]
    fn post(&self, path: &str, body: &Value) -> Answer {
        self.try_post(path, body).expect("a connection")
    }

    /// None where nobody listens any more.
    fn try_post(&self, path: &str, body: &Value) -> Option<Answer> {
        let headers = format!("Host: {0}\r\nOrigin: http://{0}\r\nX-Anpham: {1}\r\n", self.address, self.csrf);
        let body = body.to_string();
        self.try_raw(&posted(path, &headers, body.len()), body.as_bytes())
    }

    #[track_caller]
    fn post_with(&self, path: &str, headers: &str, body: &[u8]) -> Answer {
        self.raw(&posted(path, headers, body.len()), body)
    }

    /// The first publication of a format for the screen.
    #[track_caller]
    fn job(&self, format: &str) -> String {
        let campaign = self.get("/api/campaign").json();
        let jobs = campaign["jobs"].as_array().expect("jobs").clone();
        let found = jobs.iter().find(|job| job["format"] == format && job["profile"] == "screen").expect("such a job");
        found["id"].as_str().expect("an id").to_string()
    }

    fn view(&self, id: &str) -> Value {
        self.get(&format!("/api/view?id={id}")).json()
    }
}

/// The head of a request that sends so many bytes.
fn posted(path: &str, headers: &str, length: usize) -> String {
    format!("POST {path} HTTP/1.1\r\n{headers}Content-Length: {length}\r\nConnection: close\r\n\r\n")
}

fn unchunked(mut body: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    while let Some(end) = body.windows(2).position(|two| two == b"\r\n") {
        let Ok(size) = usize::from_str_radix(String::from_utf8_lossy(&body[..end]).trim(), 16) else { break };
        let data = body.get(end + 2..end + 2 + size).unwrap_or_default();
        out.extend_from_slice(data);
        if size == 0 || body.len() < end + 4 + size {
            break;
        }
        body = &body[end + 4 + size..];
    }
    out
}

/// Percent-encoding of a query value.
fn escaped(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

/// Ends a test that would hang: longer than the slowest machine takes.
const LONG: Duration = Duration::from_secs(600);

const PIECE: &str = "content/kh-116/nong-dan/to-roi.md";

#[track_caller]
fn until(what: &str, mut is: impl FnMut() -> bool) {
    let end = Instant::now() + LONG;
    while !is() {
        assert!(Instant::now() < end, "{what}: not within {LONG:?}");
        std::thread::sleep(Duration::from_millis(30));
    }
}

#[test]
fn a_piece_is_seen_and_follows_the_disk() {
    let project = Project::campaign();
    let server = Server::start(&project, &[]);
    let id = server.job("leaflet");
    let before = server.view(&id);
    let pages = before["pages"].as_array().expect("pages");
    assert_eq!((pages.len(), before["problems"].as_array().map(Vec::len)), (2, Some(0)), "{before:#}");
    let page = server.get(&format!("/page/{}.svg", pages[0]["hash"].as_str().expect("a hash")));
    assert!(page.status == 200 && page.text().starts_with("<svg") && page.head.contains("immutable"), "{}", page.head);
    assert!(page.head.contains("sandbox"), "a page is no document: {}", page.head);
    // What is written with any editor is seen; the page that did not change keeps its name.
    project.edit(PIECE, "Đặt tên cho", "Giữ tên cho");
    until("the change", || server.view(&id)["pages"][0]["hash"] != before["pages"][0]["hash"]);
    assert_eq!(server.view(&id)["pages"][1]["hash"], before["pages"][1]["hash"]);
    // A mistake is told at its line and goes when it is mended; the old pages stay with the browser.
    project.edit(PIECE, "Giữ tên cho", "{{ fact(id=\"khong-co\") }}");
    until("the mistake", || {
        let view = server.view(&id);
        view["problems"]
            .as_array()
            .is_some_and(|all| all.iter().any(|p| p["severity"] == "error" && p["file"] == PIECE))
    });
    let all = server.get("/api/problems").json();
    assert!(!all["problems"].as_array().expect("problems").is_empty());
    project.edit(PIECE, "{{ fact(id=\"khong-co\") }}", "Đặt tên cho");
    until("the mending", || server.view(&id)["pages"] == before["pages"]);
    // A new folder with a new piece, and one that goes.
    project.file("content/kh-116/nong-dan/them.md", project.read(PIECE));
    until("the new piece", || server.get("/api/campaign").text().contains("them.leaflet.pdf"));
    std::fs::remove_file(project.path("content/kh-116/nong-dan/them.md")).expect("removed");
    until("its end", || !server.get("/api/campaign").text().contains("them.leaflet.pdf"));
}

#[test]
fn a_change_is_pushed_to_who_watches() {
    let project = Project::campaign();
    let server = Server::start(&project, &[]);
    let id = server.job("leaflet");
    let mut stream = TcpStream::connect(&server.address).expect("a connection");
    stream.set_read_timeout(Some(LONG)).expect("a limit");
    let request = format!("GET /api/events?watch={} HTTP/1.1\r\nHost: {}\r\n\r\n", escaped(&id), server.address);
    stream.write_all(request.as_bytes()).expect("sent");
    let mut lines = BufReader::new(stream).lines();
    let mut next = |name: &str| loop {
        let line = lines.next().expect("a line").expect("a line");
        if line == format!("event: {name}") {
            let data = lines.next().expect("a line").expect("a line");
            break data.trim_start_matches("data: ").to_string();
        }
    };
    // Who comes anew hears at once how things are.
    let first: Value = serde_json::from_str(&next("view")).expect("JSON");
    assert_eq!(first["id"], id.as_str());
    let generation: u64 = next("change").parse().expect("a number");
    project.edit(PIECE, "Đặt tên cho", "Giữ tên cho");
    let second: Value = serde_json::from_str(&next("view")).expect("JSON");
    assert_ne!(second["pages"][0], first["pages"][0]);
    assert!(next("change").parse::<u64>().expect("a number") > generation);
}

#[test]
fn texts_are_typed_saved_and_never_overwritten_unseen() {
    let project = Project::campaign();
    let server = Server::start(&project, &[]);
    let id = server.job("leaflet");
    let before = server.view(&id);
    let text = server.get(&format!("/api/text?path={PIECE}")).json();
    let typed = text["text"].as_str().expect("a text").replace("Đặt tên cho", "Gọi tên cho");
    // Typed and not saved: on the pages, and not on the disk.
    assert_eq!(server.post("/api/type", &json!({ "path": PIECE, "text": typed })).status, 200);
    assert_ne!(server.view(&id)["pages"][0], before["pages"][0]);
    assert!(project.read(PIECE).contains("Đặt tên cho"));
    // Saved: on the disk.
    let saved = server.post("/api/text", &json!({ "path": PIECE, "text": typed, "base": text["version"] }));
    assert_eq!(saved.status, 200, "{}", saved.text());
    assert!(project.read(PIECE).contains("Gọi tên cho"));
    // Somebody else was faster: both are there to choose from, and nothing is written.
    project.edit(PIECE, "Gọi tên cho", "Của người khác");
    let refused = server.post("/api/text", &json!({ "path": PIECE, "text": typed, "base": saved.json()["version"] }));
    assert_eq!(refused.status, 409);
    assert!(refused.json()["text"].as_str().expect("theirs").contains("Của người khác"));
    assert!(project.read(PIECE).contains("Của người khác"));
    let mine = server.post("/api/text", &json!({ "path": PIECE, "text": typed, "base": refused.json()["version"] }));
    assert_eq!(mine.status, 200);
    assert!(project.read(PIECE).contains("Gọi tên cho"));
    // Nothing temporary stays behind.
    let names = std::fs::read_dir(project.path("content/kh-116/nong-dan")).expect("a folder").flatten();
    assert!(names.map(|entry| entry.file_name()).all(|name| !name.to_string_lossy().starts_with(".anpham")));
}

#[test]
fn a_point_of_a_page_leads_to_its_line_and_back() {
    let project = Project::campaign();
    let server = Server::start(&project, &[]);
    let id = server.job("leaflet");
    let _ = server.view(&id);
    let line = |needle: &str| 1 + project.read(PIECE).lines().position(|line| line.contains(needle)).expect("a line");
    let place = |line: usize| server.get(&format!("/api/cursor?id={id}&path={PIECE}&line={line}&column=5")).json();
    // From the second line of the title to the page, and from there to the same line.
    let title = line("hàng nhà mình");
    let found = place(title)["places"][0].clone();
    assert_eq!(found["page"], 1, "{found}");
    let (x, y) = (found["x"].as_f64().expect("x"), found["y"].as_f64().expect("y"));
    let back = server.get(&format!("/api/click?id={id}&page=1&x={}&y={}", x + 6.0, y - 4.0)).json();
    assert_eq!((back["path"].as_str(), back["line"].as_u64()), (Some(PIECE), Some(title as u64)), "{back}");
    // Far from everything there is nothing; beyond the pages neither.
    assert_eq!(server.get(&format!("/api/click?id={id}&page=9&x=1&y=1")).json(), json!({}));
}

#[test]
fn two_readers_are_compared_word_by_word() {
    let project = Project::campaign();
    project.run(["new", "audience", "thanh-nien", "--name", "Thanh niên"]).succeeds();
    let text = project.read(PIECE);
    project.file("content/kh-116/thanh-nien/to-roi.md", text.replace("hàng nhà mình", "hàng quê mình"));
    let server = Server::start(&project, &[]);
    let (a, b) = ("screen/kh-116/nong-dan/to-roi.leaflet.pdf", "screen/kh-116/thanh-nien/to-roi.leaflet.pdf");
    let differ = server.get(&format!("/api/compare?a={a}&b={b}")).json();
    let words = |side: &str| -> Vec<String> {
        differ[side].as_array().expect("words").iter().map(|w| w["text"].as_str().expect("text").to_string()).collect()
    };
    assert!(words("a").contains(&"nhà".to_string()) && words("b").contains(&"quê".to_string()), "{differ:#}");
    assert!(words("a").len() < 12, "more than what differs: {:?}", words("a"));
    let same = server.get(&format!("/api/compare?a={a}&b={a}")).json();
    assert_eq!(same, json!({ "a": [], "b": [] }));
}

/// A figure's uses are looked for in all directives, and the editor offers those of the others by their full name.
#[test]
fn figures_are_known_across_directives() {
    let project = Project::campaign();
    let registry = "number = \"69-KL/TW\"\nkind = \"Kết luận\"\ndate = 2024-01-11\nissuer = \"Bộ Chính trị\"\ntitle = \"T\"\n\n[[facts]]\nid = \"dan-so\"\nvalue = 4312.5\nunit = \"nghìn người\"\nlabel = \"dân số\"\nyear = 2024\nsource = \"Niên giám thống kê\"\n";
    project.file("content/kl-69/directive.toml", registry);
    let piece = "content/kl-69/nong-dan/bai.md";
    project.file(piece, "---\ntitle: Bài\nformats: []\n---\n\nChữ {{ fact(id=\"kh-116.ocop-2030\") }}.\n");
    let server = Server::start(&project, &[]);
    let facts = server.get("/api/facts").json();
    let of = |id: &str| facts["facts"].as_array().expect("facts").iter().find(|fact| fact["id"] == id).expect("a fact");
    let uses = of("ocop-2030")["uses"].as_array().expect("uses");
    assert!(uses.iter().any(|found| found["path"] == piece && found["line"] == 6), "{uses:?}");
    assert_eq!((&of("dan-so")["year"], &of("dan-so")["source"]), (&json!(2024), &json!("Niên giám thống kê")));
    assert_eq!(of("dan-so")["shown"], "4.312,5 nghìn người");
    let words = server.get(&format!("/api/words?path={piece}")).json();
    let offered: Vec<&str> =
        words["facts"].as_array().expect("facts").iter().filter_map(|fact| fact["id"].as_str()).collect();
    assert!(offered[0] == "dan-so" && offered.contains(&"kh-116.ocop-2030"), "{offered:?}");
}

#[test]
fn a_piece_is_made_from_lists() {
    let project = Project::campaign();
    let server = Server::start(&project, &[]);
    let wanted = json!({ "directive": "kh-116", "audience": "nong-dan", "format": "leaflet", "name": "moi", "title": "Một bài mới" });
    let made = server.post("/api/new", &wanted);
    assert_eq!(made.status, 200, "{}", made.text());
    let path = made.json()["path"].as_str().expect("a path").to_string();
    assert!(project.read(&path).contains("Một bài mới"));
    let view = server.view("screen/kh-116/nong-dan/moi.leaflet.pdf");
    assert_eq!(view["pages"].as_array().map(Vec::len), Some(2), "{view:#}");
    // The same name again, and names that are none.
    assert_eq!(server.post("/api/new", &wanted).status, 422);
    for name in ["../x", "a/b", "", "Ấn phẩm", ".git"] {
        let mut other = wanted.clone();
        other["name"] = json!(name);
        assert_eq!(server.post("/api/new", &other).status, 422, "{name}");
    }
}

#[test]
fn figures_are_listed_with_their_uses_and_changed_for_all() {
    let project = Project::campaign();
    let server = Server::start(&project, &[]);
    let facts = server.get("/api/facts").json();
    let used =
        facts["facts"].as_array().expect("facts").iter().find(|f| !f["uses"].as_array().expect("uses").is_empty());
    let fact = used.expect("a fact that is used");
    let use_ = &fact["uses"][0];
    let line = project
        .read(use_["path"].as_str().expect("a path"))
        .lines()
        .nth(use_["line"].as_u64().expect("n") as usize - 1)
        .map(String::from);
    assert!(line.expect("a line").contains(fact["id"].as_str().expect("an id")), "{fact:#}");
    // Changed in the directive, it changes on the pages.
    let id = server.job("leaflet");
    let before = server.view(&id);
    let path = fact["path"].as_str().expect("a path");
    let text = server.get(&format!("/api/text?path={path}")).json();
    let changed = text["text"]
        .as_str()
        .expect("a text")
        .replace("shown = \"100\"", "shown = \"tròn 100\"")
        .replace("shown = \"60\"", "shown = \"gần 60\"");
    assert_eq!(
        server.post("/api/text", &json!({ "path": path, "text": changed, "base": text["version"] })).status,
        200
    );
    until("the figure", || server.view(&id)["pages"] != before["pages"]);
}

#[test]
fn pdf_and_picture_are_for_download() {
    let project = Project::campaign();
    let server = Server::start(&project, &[]);
    let id = server.job("leaflet");
    let pdf = server.get(&format!("/download?id={id}&kind=pdf"));
    assert!(
        pdf.body.starts_with(b"%PDF-") && pdf.head.contains("attachment; filename*=UTF-8''to-roi.leaflet.pdf"),
        "{}",
        pdf.head
    );
    assert!(server.get(&format!("/download?id={id}&kind=png&page=2")).body.starts_with(b"\x89PNG"));
    assert!(server.get(&format!("/thumb?id={id}")).body.starts_with(b"\x89PNG"));
    assert_eq!(server.get(&format!("/download?id={id}&kind=png&page=9")).status, 422);
    assert_eq!(server.get("/download?id=screen/none.pdf").status, 404);
    // The print profile gives the file that goes to the press.
    let print = server.get(&format!("/download?id={}&kind=pdf", id.replace("screen/", "print/")));
    assert!(print.body.starts_with(b"%PDF-1.6"));
}

#[test]
fn plates_of_a_print_file_are_switched_on_and_off() {
    let project = Project::campaign();
    let server = Server::start(&project, &[]);
    let screen = server.job("leaflet");
    let id = screen.replace("screen/", "print/");
    let told = server.get(&format!("/api/plates?id={id}&page=1")).json();
    let plates: Vec<&str> =
        told["plates"].as_array().expect("plates").iter().filter_map(|p| p["name"].as_str()).collect();
    assert_eq!(plates, ["Cyan", "Magenta", "Yellow", "Black"], "{told}");
    assert!(told["plates"][3]["coverage"].as_f64().expect("a number") > 0.1 && told["left"] == json!([]), "{told}");
    // Of plates that are on a page shows no other.
    let coloured = |on: &str| {
        let answer = server.get(&format!("/plates?id={id}&page=1&kind=proof&a={on}"));
        let picture = image::load_from_memory(&answer.body).expect("a picture").into_rgb8();
        picture.pixels().filter(|pixel| pixel.0 != [255; 3]).count()
    };
    let (all, black, none) = (coloured("Cyan%0AMagenta%0AYellow%0ABlack"), coloured("Black"), coloured(""));
    assert!(all > black && black > 0 && none == 0, "{all} {black} {none}");
    assert!(server.get(&format!("/plates?id={id}&page=2&kind=map")).body.starts_with(b"\x89PNG"));
    // A file for the screen has none, and neither has a page that is not there.
    assert_eq!(server.get(&format!("/api/plates?id={screen}&page=1")).status, 404);
    assert_eq!(server.get(&format!("/api/plates?id={id}&page=9")).status, 404);
}

#[test]
fn nobody_gets_out_of_the_campaign() {
    let project = Project::campaign();
    project.file("content/secret.txt", "bí mật").file("secret.md", "bí mật");
    #[cfg(unix)]
    std::os::unix::fs::symlink("/etc/passwd", project.path("content/kh-116/nong-dan/link.md")).expect("a link");
    let server = Server::start(&project, &[]);
    for path in [
        "../secret.md",
        "content/../secret.md",
        "content/secret.txt",
        "/etc/passwd",
        "secret.md",
        "content/kh-116/nong-dan/link.md",
        "content/..\\secret.md",
        "layouts/leaflet/page.typ",
        "output/manifest.json",
        ".git/config",
        "content//x.md",
        "",
    ] {
        for form in [path.to_string(), escaped(path), escaped(&escaped(path))] {
            let got = server.get(&format!("/api/text?path={}", form.replace(' ', "%20")));
            assert!(matches!(got.status, 400 | 403 | 404), "{form}: {} {}", got.status, got.text());
            assert!(!got.text().contains("bí mật") && !got.text().contains("root:"), "{form}");
        }
        let written = server.post("/api/text", &json!({ "path": path, "text": "x", "base": "" }));
        assert!(matches!(written.status, 403 | 404), "{path}: {}", written.status);
        let typed = server.post("/api/type", &json!({ "path": path, "text": "x" }));
        assert!(matches!(typed.status, 403 | 404), "{path}: {}", typed.status);
    }
    for url in [
        "/web/../Cargo.toml",
        "/web/%2e%2e/mod.rs",
        "/web/index.html",
        "/page/../../x",
        "/font/../../anpham.toml",
        "/web/nothing.js",
    ] {
        assert!(matches!(server.get(url).status, 400 | 404), "{url}");
    }
}

#[test]
fn strangers_are_refused() {
    let project = Project::campaign();
    let server = Server::start(&project, &[]);
    let (address, csrf) = (&server.address, &server.csrf);
    // A name of somebody else's that leads here.
    for host in ["evil.example", "localhost.evil.example:80", ""] {
        assert_eq!(server.get_with("/api/campaign", &format!("Host: {host}\r\n")).status, 421, "{host}");
    }
    let port = address.rsplit(':').next().expect("a port");
    assert_eq!(server.get_with("/api/campaign", &format!("Host: localhost:{port}\r\n")).status, 200);
    // Writing wants our own page and its word.
    let body = json!({ "path": PIECE, "text": "mất" }).to_string();
    for headers in [
        format!("Host: {address}\r\n"),
        format!("Host: {address}\r\nOrigin: http://{address}\r\n"),
        format!("Host: {address}\r\nX-Anpham: {csrf}\r\n"),
        format!("Host: {address}\r\nOrigin: http://evil.example\r\nX-Anpham: {csrf}\r\n"),
        format!("Host: {address}\r\nOrigin: null\r\nX-Anpham: {csrf}\r\n"),
        format!(
            "Host: {address}\r\nOrigin: http://{address}\r\nX-Anpham: {}\r\n",
            csrf.replace(|c: char| c.is_ascii_digit(), "0")
        ),
    ] {
        for path in ["/api/type", "/api/text", "/api/new"] {
            assert_eq!(server.post_with(path, &headers, body.as_bytes()).status, 403, "{path} {headers}");
        }
    }
    let home = server.get("/");
    for header in [
        "content-security-policy: default-src 'none'; script-src 'self'",
        "x-content-type-options: nosniff",
        "x-frame-options: DENY",
    ] {
        assert!(home.head.contains(header), "no {header}: {}", home.head);
    }
    // Too much at once, and what is no JSON.
    let headers = format!("Host: {address}\r\nOrigin: http://{address}\r\nX-Anpham: {csrf}\r\n");
    let long = json!({ "path": PIECE, "text": "x".repeat(10 << 20) }).to_string();
    assert!(matches!(server.post_with("/api/type", &headers, long.as_bytes()).status, 413 | 0));
    assert_eq!(server.post_with("/api/type", &headers, b"{").status, 400);
    // All the same it serves.
    assert_eq!(server.get("/api/campaign").status, 200);
}

#[test]
fn from_elsewhere_only_with_a_token() {
    let project = Project::campaign();
    let server = Server::start(&project, &["--host", "0.0.0.0"]);
    let host = format!("Host: {}\r\n", server.address.replace("0.0.0.0", "127.0.0.1"));
    assert_eq!(server.get_with("/api/campaign", &host).status, 401);
    assert_eq!(server.get_with("/api/campaign?token=wrong", &host).status, 401);
    let first = server.get_with(&format!("/?token={}", server.token), &host);
    assert!(first.status == 200 && first.head.to_lowercase().contains("set-cookie: anpham-token="), "{}", first.head);
    assert!(first.head.contains("HttpOnly") && first.head.contains("SameSite=Strict"));
    let cookie = format!("{host}Cookie: anpham-token={}\r\n", server.token);
    assert_eq!(server.get_with("/api/campaign", &cookie).status, 200);
}

#[test]
fn hostile_words_stay_words() {
    let project = Project::campaign();
    let evil = "<script>alert(1)</script><img src=x onerror=alert(1)>";
    project.edit(PIECE, "Đặt tên cho", evil);
    project.file("content/kh-116/nong-dan/&lt;b&gt;.md", format!("---\ntitle: \"{evil}\"\nformats: [leaflte]\n---\n"));
    let server = Server::start(&project, &[]);
    // Answers are data: never HTML, and never read as such.
    for path in ["/api/campaign", "/api/problems", "/api/facts", &format!("/api/text?path={PIECE}")] {
        let got = server.get(path);
        assert!(got.head.contains("application/json") && got.head.contains("nosniff"), "{path}: {}", got.head);
    }
    let home = server.get("/").text();
    assert!(!home.contains("alert(1)"), "{home}");
    let id = server.job("leaflet");
    let view = server.view(&id);
    for page in view["pages"].as_array().expect("pages") {
        let svg = server.get(&format!("/page/{}.svg", page["hash"].as_str().expect("a hash"))).text();
        assert!(!svg.contains("<script") && !svg.contains("onerror"), "code in a page");
    }
}

#[test]
fn what_cannot_be_read_is_told_and_the_rest_is_served() {
    let project = Project::campaign();
    let server = Server::start(&project, &[]);
    let id = server.job("leaflet");
    let good = project.read("anpham.toml");
    project.file("anpham.toml", "anpham = = 1");
    until("the broken campaign", || {
        !server.get("/api/problems").json()["problems"].as_array().expect("a list").is_empty()
    });
    // The last good pages are still there to look at.
    assert_eq!(server.view(&id)["pages"].as_array().map(Vec::len), Some(2));
    project.file("anpham.toml", good);
    until("the mending", || server.get("/api/problems").json()["problems"].as_array().expect("a list").is_empty());
    // A folder that is gone is no end of the server.
    std::fs::remove_dir_all(project.path("content/kh-116")).expect("removed");
    until("the gone folder", || server.get("/api/campaign").json()["jobs"].as_array().is_some_and(Vec::is_empty));
    assert_eq!(server.get(&format!("/api/view?id={id}")).status, 404);
}

#[test]
fn both_languages_of_the_pages_say_the_same_things() {
    let text = include_str!("../../src/serve/web/words.js");
    let app = include_str!("../../src/serve/web/app.js");
    let halves: Vec<&str> = text.split("\n  en: {").collect();
    let keys = |half: &str| -> Vec<String> {
        let words = half.split('{').next_back().unwrap_or(half);
        let mut keys: Vec<String> = words
            .split("\", ")
            .flat_map(|part| part.split("\",\n"))
            .filter_map(|part| part.trim().split_once(": \"").map(|(key, _)| key.trim().to_string()))
            .collect();
        keys.sort();
        keys
    };
    let vi = keys(halves[0].split("vi: {").nth(1).expect("Vietnamese").replace("{n}", "n").as_str());
    let en = keys(halves[1].replace("{n}", "n").as_str());
    assert!(vi.len() > 80, "{vi:?}");
    assert_eq!(vi, en);
    for part in app.split("say(\"").skip(1) {
        let key = part.split('"').next().expect("a key").to_string();
        assert!(vi.contains(&key), "words.js lacks {key}");
    }
}

#[test]
fn twenty_tabs_hear_of_a_change_and_may_vanish() {
    let project = Project::campaign();
    let server = Server::start(&project, &[]);
    let id = server.job("leaflet");
    let open = || {
        let mut stream = TcpStream::connect(&server.address).expect("a connection");
        stream.set_read_timeout(Some(LONG)).expect("a limit");
        let request = format!("GET /api/events?watch={} HTTP/1.1\r\nHost: {}\r\n\r\n", escaped(&id), server.address);
        stream.write_all(request.as_bytes()).expect("sent");
        BufReader::new(stream).lines()
    };
    let mut tabs: Vec<_> = (0..20).map(|_| open()).collect();
    let wait = |lines: &mut std::io::Lines<BufReader<TcpStream>>| {
        while lines.next().expect("a line").expect("a line") != "event: change" {}
    };
    tabs.iter_mut().for_each(wait);
    // Half of them go without a word.
    tabs.truncate(10);
    project.edit(PIECE, "Đặt tên cho", "Giữ tên cho");
    tabs.iter_mut().for_each(wait);
    drop(tabs);
    assert_eq!(server.get("/api/campaign").status, 200);
}

/// The program under a limit of 64 blocks for every file that it writes: what is over is refused in the middle of writing, as on
/// a full disk, but without a disk to fill.
#[cfg(unix)]
fn on_a_full_disk() -> Command {
    let mut program = Command::new("sh");
    program.args(["-c", "ulimit -f 64; trap '' XFSZ; exec \"$0\" \"$@\"", env!("CARGO_BIN_EXE_anpham")]);
    program
}

#[cfg(unix)]
#[test]
fn a_full_disk_loses_nothing() {
    let project = Project::campaign();
    let original = project.read(PIECE);
    let server = Server::start_by(on_a_full_disk(), &project, &[]);
    let version = server.get(&format!("/api/text?path={PIECE}")).json()["version"].clone();
    let long = format!("{original}\n{}\n", "dòng ".repeat(8000));
    let refused = server.post("/api/text", &json!({ "path": PIECE, "text": long, "base": version }));
    assert_ne!(refused.status, 200, "{}", refused.text());
    assert!(refused.text().contains("message"), "{}", refused.text());
    assert_eq!(project.read(PIECE), original);
    // It is told, nothing half written stays behind, and what fits is saved.
    let short = original.replace("Đặt tên cho", "Giữ tên cho");
    let saved = server.post("/api/text", &json!({ "path": PIECE, "text": short, "base": version }));
    assert_eq!(saved.status, 200, "{}", saved.text());
    assert_eq!(project.read(PIECE), short);
    let folder = project.path(PIECE).parent().expect("a folder").to_path_buf();
    let names = std::fs::read_dir(folder).expect("a folder").flatten().map(|entry| entry.file_name());
    let left: Vec<_> = names.filter(|name| name.to_string_lossy().starts_with(".anpham-")).collect();
    assert!(left.is_empty(), "{left:?}");
}

#[cfg(unix)]
#[test]
fn a_build_on_a_full_disk_keeps_what_was_there_and_says_so() {
    let project = Project::campaign();
    project.run(["build"]).succeeds();
    let before = project.outputs();
    project.edit(PIECE, "Đặt tên cho", "Giữ tên cho");
    let run = on_a_full_disk().args(["build", "--lang", "en"]).current_dir(project.root()).output().expect("it runs");
    let told = String::from_utf8_lossy(&run.stdout).into_owned() + &String::from_utf8_lossy(&run.stderr);
    assert_eq!(run.status.code(), Some(3), "{told}");
    assert!(told.contains("could not be written"), "{told}");
    for (path, bytes) in project.outputs() {
        assert!(before.get(&path) == Some(&bytes), "{path} is another");
    }
    project.run(["build"]).succeeds();
    assert_ne!(project.outputs(), before);
}

#[cfg(unix)]
#[test]
fn a_kill_while_saving_leaves_the_old_text_or_the_new_one() {
    let project = Project::campaign();
    let original = project.read(PIECE);
    for round in 0..6_u64 {
        let mut server = Server::start(&project, &[]);
        let mut version = server.get(&format!("/api/text?path={PIECE}")).json()["version"].clone();
        let pid = server.child.id();
        let (sender, killed) = std::sync::mpsc::channel::<()>();
        let timer = std::thread::spawn(move || {
            std::thread::sleep(Duration::from_millis(15 + round * 13));
            // The hardest way there is; the child is reaped below.
            let _ = Command::new("kill").args(["-9", &pid.to_string()]).status();
            let _ = sender.send(());
        });
        let texts: Vec<String> = (0..2).map(|n| format!("{original}\n{}\n", "dòng ".repeat(4000 + n))).collect();
        for n in 0.. {
            if killed.try_recv().is_ok() {
                break;
            }
            let text = json!({ "path": PIECE, "text": texts[n % 2], "base": version });
            let Some(saved) = server.try_post("/api/text", &text) else { break };
            match serde_json::from_slice::<Value>(&saved.body) {
                Ok(answer) if saved.status == 200 => version = answer["version"].clone(),
                _ => break,
            }
        }
        timer.join().expect("the timer");
        let _ = server.child.wait();
        let now = project.read(PIECE);
        assert!(now == original || texts.contains(&now), "half a text of {} bytes", now.len());
        server.address = "127.0.0.1:1".into();
        project.file(PIECE, &original);
    }
}

#[test]
fn the_terminal_twin_says_a_line_for_each_rebuild() {
    let project = Project::campaign();
    let mut child = Command::new(env!("CARGO_BIN_EXE_anpham"))
        .args(["watch", "--profile", "screen", "--lang", "en"])
        .current_dir(project.root())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the program runs");
    let mut lines = BufReader::new(child.stdout.take().expect("stdout")).lines();
    let mut next = |part: &str| loop {
        let line = lines.next().expect("a line").expect("a line");
        if line.contains(part) {
            break line;
        }
    };
    next("watching");
    let first = next("made 2");
    assert!(first.contains("errors 0") && first.ends_with(" s"), "{first}");
    // Only what the change touches is made again; a mistake is told and the program goes on.
    project.edit(PIECE, "slogan: |", "slogan: |\n  Một câu mới,");
    next("made 2, failed 0");
    project.edit(PIECE, "Đặt tên cho", "{{ fact(id=\"khong-co\") }}");
    next("khong-co");
    next("failed 2");
    let _ = child.kill();
    let _ = child.wait();
}

#[test]
fn a_document_is_listed_with_the_lines_that_name_it() {
    let project = Project::campaign();
    let registry = project.read("content/kh-116/directive.toml");
    let cited = "\n[[citations]]\nnumber = \"05-NQ/TU\"\nkind = \"Nghị quyết\"\nissuer = \"Tỉnh ủy\"\ntitle = \"T\"\ndate = 2023-02-01\n";
    project.file("content/kh-116/directive.toml", registry + cited);
    project.file(
        "content/kh-116/nong-dan/moi.md",
        "---\ntitle: Bài\nformats: [leaflet]\n---\n\nTheo {{ directive.number }} và **Nghị quyết số 05-NQ/TU**.\n\n\
         | Nghị quyết 05-NQ/TU ngày 01/02/2023 |\n|---|\n| Kế hoạch 05-NQ/TU |\n",
    );
    let server = Server::start(&project, &[]);
    let listed = server.get("/api/facts").json();
    let uses = |number: &str| {
        let mut of = listed["documents"].as_array().expect("documents").iter();
        let document = of.find(|document| document["number"] == number).expect("the document");
        let uses = document["uses"].as_array().expect("uses").iter();
        let uses = uses.filter(|used| used["path"] == "content/kh-116/nong-dan/moi.md");
        uses.map(|used| used["line"].as_u64().expect("a line")).collect::<Vec<_>>()
    };
    assert_eq!(uses("05-NQ/TU"), [6, 8]);
    assert_eq!(uses("116-KH/TU"), [6]);
}

#[test]
fn a_use_of_a_figure_is_where_it_is_shown() {
    let project = Project::campaign();
    project.file(
        "content/kh-116/nong-dan/moi.md",
        "---\ntitle: Tới {{ fact(id=\"ocop-2030\") }}\nformats: [leaflet]\n---\n{! ocop-2030 !}\n{% set goal = fact(id=\"ocop-2030\") %}\n\n\
         Có\n{{ goal }}.\n\n{% if false %}{{ number(id=\"ocop-2030\") }}{% endif %}\n\n{% include \"chung.md\" %}\n\n\
         ::: formats=slides\n{{ number(id=\"kh-116.ocop-2030\") }} hộ\n:::\n",
    );
    project.file("content/_shared/chung.md", "Một\n\nTới {{ number(id=\"ocop-2030\") }}.\n");
    let server = Server::start(&project, &[]);
    let facts = server.get("/api/facts").json();
    let fact = facts["facts"].as_array().expect("facts").iter().find(|fact| fact["id"] == "ocop-2030");
    let uses = fact.expect("the fact")["uses"].as_array().expect("uses").iter();
    let uses: Vec<String> =
        uses.map(|used| format!("{}:{}", used["path"].as_str().expect("a path"), used["line"])).collect();
    let text = project.read("content/kh-116/nong-dan/to-roi.md");
    let drawn = text.lines().position(|line| line.contains("facts=")).expect("the block") + 1;
    assert_eq!(
        uses,
        [
            "content/_shared/chung.md:3".to_string(),
            "content/kh-116/nong-dan/moi.md:2".into(),
            "content/kh-116/nong-dan/moi.md:9".into(),
            "content/kh-116/nong-dan/moi.md:16".into(),
            format!("content/kh-116/nong-dan/to-roi.md:{drawn}"),
        ]
    );
}
