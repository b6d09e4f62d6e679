//! What a printer receives, from the order to the zip.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::harness::Project;
use crate::pdf::text_of;

const ZIP: &str = "output/pack/dot-1.zip";

/// An order that lacks nothing.
pub(crate) const ORDER: &str = r#"title = "Đợt một"

[printer]
name = "Nhà in Thử"

[contact]
name = "Bộ phận thử"
email = "thu@example.org"

[defaults]
delivery = "Kho thử"
due = 2098-12-15

[formats.leaflet]
paper = "Couché bóng"
weight = 150
quantity = 5000

[[items]]
format = "leaflet"
"#;

/// A campaign with an order.
pub(crate) fn ordered(order: &str) -> Project {
    let project = Project::campaign();
    project.file("orders/dot-1.toml", order);
    project
}

/// The files of a zip.
pub(crate) fn files(bytes: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).expect("a zip");
    (0..zip.len())
        .map(|n| {
            let mut file = zip.by_index(n).expect("a file");
            let name = file.name().expect("a name").to_string();
            assert_eq!(file.unix_mode(), Some(0o100_644), "{name}");
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes).expect("readable");
            (name, bytes)
        })
        .collect()
}

pub(crate) fn packed(project: &Project) -> Vec<u8> {
    project.run(["pack"]).succeeds().stdout_contains("packed");
    std::fs::read(project.path(ZIP)).expect("a zip")
}

fn manifest(files: &BTreeMap<String, Vec<u8>>) -> Value {
    serde_json::from_slice(&files["manifest.json"]).expect("JSON")
}

#[test]
fn a_printer_finds_files_previews_verdict_and_ticket_in_one_zip() {
    let project = ordered(ORDER);
    let bytes = packed(&project);
    let files = files(&bytes);
    let manifest = manifest(&files);
    // Every file is listed with its digest, and nothing else is in it.
    let listed = manifest["files"].as_array().expect("files");
    assert_eq!(listed.len() + 1, files.len());
    for entry in listed {
        let path = entry["path"].as_str().expect("a path");
        let digest: String = Sha256::digest(&files[path]).iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(entry["sha256"], digest.as_str(), "{path}");
        assert_eq!(entry["bytes"], files[path].len(), "{path}");
    }
    let items = manifest["items"].as_array().expect("items");
    assert!(!items.is_empty());
    let of = |folder: &str| files.keys().filter(|path| path.starts_with(folder)).collect::<Vec<_>>();
    assert_eq!(of("print/").len(), items.len());
    assert_eq!(of("preview/").len(), 2 * items.len(), "two sides each");
    assert_eq!(of("sheets/"), Vec::<&String>::new());
    for item in items {
        assert_eq!(item["quantity"], 5000);
        assert_eq!(item["plates"], serde_json::json!(["Black", "Cyan", "Magenta", "Yellow"]));
        assert_eq!(item["trim_mm"], serde_json::json!([148.0, 210.0]));
    }
    // What is in the zip is what was built.
    let print = of("print/")[0];
    let built = crate::small::files_below(&project.path("output/print"));
    assert!(built.values().any(|bytes| *bytes == files[print]), "{print} is none of output/print");
    let verdict: Value = serde_json::from_slice(&files["preflight.json"]).expect("JSON");
    for lang in ["vi", "en"] {
        let all = verdict[lang].as_array().expect("verdicts");
        assert!(all.len() == items.len() && all.iter().all(|one| one["passes"] == true), "{verdict:#}");
    }
    for preview in of("preview/") {
        assert!(files[preview].starts_with(b"\x89PNG"), "{preview}");
    }
    let ticket = text_of(&files["job-ticket.pdf"]);
    for words in [
        "Đợt một",
        "JOB TICKET",
        "Nhà in Thử",
        "thu@example.org",
        "5.000",
        "148 × 210 mm",
        "Couché bóng, 150 g/m²",
        "15/12/2098",
        "Kho thử",
        "Không bảo đảm",
        "CMYK",
    ] {
        assert!(ticket.contains(words), "no {words:?} on the ticket:\n{ticket}");
    }
}

#[test]
fn the_same_order_makes_the_same_bytes() {
    let project = ordered(ORDER);
    let first = packed(&project);
    assert!(packed(&project) == first, "two runs differ");
    let elsewhere = ordered(ORDER);
    assert!(packed(&elsewhere) == first, "two places differ");
    // The time in the zip is that of the build, where one is given.
    let run = project.run_with(["pack"], &[("SOURCE_DATE_EPOCH", "1700000000")]);
    run.succeeds();
    let mut zip = zip::ZipArchive::new(Cursor::new(std::fs::read(project.path(ZIP)).expect("a zip"))).expect("a zip");
    let time = zip.by_index(0).expect("a file").last_modified().expect("a time");
    assert_eq!((time.year(), time.month(), time.day()), (2023, 11, 14));
}

#[test]
fn what_a_printer_would_call_for_is_asked_by_name() {
    let project = ordered("title = \"Đợt một\"\n\n[[items]]\nformat = \"leaflet\"\n\n[[items]]\nformat = \"slides\"\n");
    project.run(["new", "piece", "kh-116/nong-dan/noi-chuyen", "--format", "slides"]).succeeds();
    let run = project.run(["pack", "dot-1"]).fails(1);
    let told = run.stdout();
    for asked in
        ["printer", "contact", "quantity = 1000", "paper = ", "weight = 150", "delivery = ", "due = ", "binding = "]
    {
        assert!(told.contains(asked), "{asked} is not asked for:\n{told}");
    }
    // Once an item, not once an output; at its line.
    assert_eq!(told.matches("(`quantity`)").count(), 2, "{told}");
    assert_eq!(told.matches("(`binding`)").count(), 1, "a leaflet is not bound:\n{told}");
    assert!(told.contains("orders/dot-1.toml:4"), "{told}");
    assert!(!project.has(ZIP));
    // Somebody who cannot be reached is nobody to call.
    let project = ordered(&ORDER.replace("email = \"thu@example.org\"\n", ""));
    project.run(["pack"]).fails(1).stdout_contains("whom the printer can call");
}

#[test]
fn the_nearest_word_on_a_thing_counts() {
    let order = ORDER
        .replace(
            "[[items]]\nformat = \"leaflet\"\n",
            "[[items]]\nformat = \"leaflet\"\nquantity = 7\nnote = \"Gói riêng\"\n",
        )
        .replace("[defaults]\n", "[defaults]\nquantity = 1\npaper = \"Giấy dó\"\n");
    let project = ordered(&order);
    let manifest = manifest(&files(&packed(&project)));
    let item = &manifest["items"][0];
    assert_eq!(
        (&item["quantity"], &item["paper"], &item["note"]),
        (&Value::from(7), &Value::from("Couché bóng"), &Value::from("Gói riêng"))
    );
}

#[test]
fn an_order_of_what_there_is_not_is_told_with_what_was_meant() {
    let told = |from: &str, to: &str, expected: &str| {
        assert!(ORDER.contains(from));
        let project = ordered(&ORDER.replace(from, to));
        project.run(["pack"]).fails(1).stdout_contains(expected);
        assert!(!project.has(ZIP));
    };
    told("\nformat = \"leaflet\"", "\nformat = \"leaflte\"", "there is no format `leaflte`");
    told("\nformat = \"leaflet\"", "\nformat = \"leaflet\"\ndirective = \"kh-0\"", "there is no directive `kh-0`");
    told("\nformat = \"leaflet\"", "\nformat = \"leaflet\"\naudience = \"nong-da\"", "there is no audience `nong-da`");
    told("\nformat = \"leaflet\"", "\nformat = \"leaflet\"\npiece = \"khong-co\"", "there is no piece `khong-co`");
    told("\nformat = \"leaflet\"", "\nformat = \"leaflet\"\npart = \"notes\"", "has no part `notes`");
    told("\nformat = \"leaflet\"", "\nformat = \"leaflet-a4\"", "no `leaflet-a4` of the profile `print`");
    told("[[items]]", "[[items]]\nformat = \"leaflet\"\n[[items]]", "was ordered on line");
    told("title = \"Đợt một\"", "title = \"Đợt một\"\nprofile = \"screen\"", "there is no print profile `screen`");
    told("quantity = 5000", "quantity = 0", "`quantity`");
    told("quantity = 5000", "quantiti = 5000", "quantity");
    told("[formats.leaflet]", "[formats.leaflat]", "there is no format `leaflat`");
    told("weight = 150", "weight = 150\nimpose = { scheme = \"nup\", sheet = \"A9\" }", "there is no sheet `A9`");
    told(
        "weight = 150",
        "weight = 150\nimpose = { scheme = \"nup\", sheet = \"100x100\" }",
        "does not fit on the sheet",
    );
    told("weight = 150", "weight = 150\nimpose = { scheme = \"saddle\", sheet = \"A3\" }", "wants a multiple of four");

    let project = Project::campaign();
    project.run(["pack"]).fails(2).stdout_contains("anpham new order");
    project.file("orders/dot-1.toml", ORDER);
    project.run(["pack", "dot-2"]).fails(2).stdout_contains("dot-1");
    project.run(["pack", "../anpham"]).fails(2);
}

#[test]
fn a_piece_with_a_mistake_is_not_packed() {
    let project = ordered(ORDER);
    let pieces = crate::small::files_below(&project.path("content"));
    let (path, text) = pieces
        .iter()
        .find(|(path, text)| path.ends_with(".md") && String::from_utf8_lossy(text).contains("leaflet"))
        .expect("a leaflet");
    let text = String::from_utf8_lossy(text).to_string() + "\n{{ fact(id=\"khong-co\") }}\n";
    project.file(&format!("content/{path}"), text);
    project.run(["pack"]).fails(1).stdout_contains("khong-co");
    assert!(!project.has(ZIP));
}

#[test]
fn sheets_come_along_where_they_are_asked_for() {
    let impose = "impose = { scheme = \"nup\", sheet = \"SRA3\", order = \"repeat\", gripper = 10 }";
    let project = ordered(&ORDER.replace("weight = 150", &format!("weight = 150\n{impose}")));
    let of_order = files(&packed(&project));
    let sheets: Vec<&String> = of_order.keys().filter(|path| path.starts_with("sheets/")).collect();
    assert!(!sheets.is_empty());
    // Each is judged, as its pages are.
    let verdict: Value = serde_json::from_slice(&of_order["preflight.json"]).expect("JSON");
    for sheet in &sheets {
        let all = verdict["en"].as_array().expect("verdicts");
        assert!(all.iter().any(|one| one["file"] == sheet.as_str() && one["passes"] == true), "{sheet}: {verdict:#}");
        let told = String::from_utf8_lossy(&of_order["preflight.txt"]).into_owned();
        assert_eq!(told.matches(sheet.as_str()).count(), 2, "in both languages: {told}");
    }
    project.file("sheet.pdf", &of_order[sheets[0]]);
    project.run(["preflight", "sheet.pdf"]).succeeds();
    let ticket = text_of(&of_order["job-ticket.pdf"]);
    assert!(ticket.contains("320 × 450 mm") && ticket.contains("n-up"), "{ticket}");
    assert!(ticket.contains("in hai mặt") && ticket.contains("two-sided"), "{ticket}");
    // A press that imposes does so in every order that goes to it.
    let project = ordered(&ORDER.replace("title = ", "profile = \"nha-in\"\ntitle = "));
    let campaign = project.read("anpham.toml");
    let press =
        "[profiles.nha-in]\nkind = \"print\"\n[profiles.nha-in.impose.leaflet]\nscheme = \"nup\"\nsheet = \"SRA3\"\n";
    project.file("anpham.toml", format!("{campaign}\n{press}"));
    let of_press = files(&packed(&project));
    assert_eq!(of_press.keys().filter(|path| path.starts_with("sheets/")).count(), sheets.len());
    project.edit("anpham.toml", "sheet = \"SRA3\"", "sheet = \"SRA33\"");
    project.run(["check"]).fails(1).stdout_contains("there is no sheet `SRA33`");
}

#[test]
fn the_ticket_draws_how_a_sheet_is_folded() {
    let project = ordered(&ORDER.replace("leaflet", "gap"));
    project.folded("gap");
    project.edit("content/kh-116/nong-dan/to-roi.md", "formats: [leaflet, banner]", "formats: [gap]");
    let ticket = text_of(&files(&packed(&project))["job-ticket.pdf"]);
    for words in ["148 × 210 mm", "98 × 140 mm", "50", "98"] {
        assert!(ticket.contains(words), "no {words:?} on the ticket:\n{ticket}");
    }
}

#[test]
fn the_ticket_plans_hem_pocket_and_eyelets_of_a_banner() {
    let order = ORDER.replace("leaflet", "banner");
    let project = ordered(&order);
    let ticket = text_of(&files(&packed(&project))["job-ticket.pdf"]);
    for words in ["3060 × 1060 mm", "16 khoen", "491,7 mm", "hem"] {
        assert!(ticket.contains(words), "no {words:?} on the ticket:\n{ticket}");
    }
}

#[test]
fn a_new_order_asks_for_all_that_it_lacks() {
    let project = Project::campaign();
    project.run(["new", "order", "dot-1", "--title", "Đợt \"một\""]).succeeds().stdout_contains("anpham pack dot-1");
    project.run(["pack", "orders/dot-1.toml"]).fails(1).stdout_contains("quantity = 1000");
    project.run(["new", "order", "dot-1"]).fails(2);
    project.run(["new", "order", "../x"]).fails(2);
}

#[test]
fn a_press_names_its_files() {
    let project = Project::campaign();
    let campaign = project.read("anpham.toml");
    let press = "[profiles.print]\nkind = \"print\"\nfile-name = \"{date}_{audience}/{piece}-{format}-{size}\"\n";
    project.file("anpham.toml", format!("{campaign}\n{press}"));
    project.run(["build", "--profile", "print", "--format", "leaflet"]).succeeds();
    let made = crate::small::files_below(&project.path("output/print"));
    assert!(
        !made.is_empty() && made.keys().all(|path| path.ends_with("-leaflet-a5.pdf") && path.contains("_")),
        "{:?}",
        made.keys()
    );
    for (wrong, told) in [
        ("{nothing}", "`{nothing`"),
        ("../{piece}", "leads out"),
        ("{piece", "`{piece`"),
        ("a//{piece}", "leads out"),
        ("/{piece}", "leads out"),
    ] {
        let text = format!("{campaign}\n[profiles.print]\nkind = \"print\"\nfile-name = \"{wrong}\"\n");
        project.file("anpham.toml", text);
        project.run(["check"]).fails(1).stdout_contains(told);
    }
    // Two pieces of one name are told, never written over one another.
    project.file("anpham.toml", format!("{campaign}\n[profiles.print]\nkind = \"print\"\nfile-name = \"to-roi\"\n"));
    project.run(["check", "--profile", "print"]).fails(1).stdout_contains("to-roi.pdf");
    // Also where one of the two alone is asked for: the other build would write over it.
    project.run(["check", "--profile", "print", "--format", "leaflet"]).fails(1).stdout_contains("to-roi.pdf");
}

#[test]
fn the_ticket_has_the_bleed_of_the_press_and_not_of_the_format() {
    let ticket = |edges: &str| {
        let project = ordered(&ORDER.replace("title = ", "profile = \"nha-in\"\ntitle = "));
        let campaign = project.read("anpham.toml");
        project.file("anpham.toml", format!("{campaign}\n[profiles.nha-in]\nkind = \"print\"\n{edges}\n"));
        let files = files(&packed(&project));
        let bleed = manifest(&files)["items"][0]["bleed_mm"].clone();
        (text_of(&files["job-ticket.pdf"]).split_whitespace().collect::<Vec<_>>().join(" "), bleed)
    };
    let (text, bleed) = ticket("bleed = { top = 2, right = 2, bottom = 2, left = 2 }");
    assert!(text.contains("2 mm") && !text.contains("3 mm"), "{text}");
    assert_eq!(bleed, serde_json::json!([2.0, 2.0, 2.0, 2.0]));
    let (text, bleed) = ticket("bleed = { top = 3, right = 3, bottom = 2.5 }");
    assert!(text.contains("3 · 3 · 2,5 · 0 mm, trên · phải"), "{text}");
    assert_eq!(bleed, serde_json::json!([3.0, 3.0, 2.5, 0.0]));
    let (text, _) = ticket("");
    assert!(text.contains("3 mm"), "{text}");
}

#[test]
fn an_item_that_means_several_sizes_is_told_of() {
    let project = ordered(ORDER);
    let path = "content/kh-116/nong-dan/to-roi.md";
    project.edit(path, "formats: [leaflet, banner]", "formats: [leaflet, leaflet-a4]");
    let run = project.run(["pack", "--lang", "en"]).succeeds();
    run.stdout_contains("`leaflet` has several sizes here, and all of them are ordered: a4, a5")
        .stdout_contains("`format = \"leaflet-a4\"`")
        .stdout_contains("orders/dot-1.toml:20");
    // Whoever names a size, or says what each is to be like, knows.
    for order in [
        ORDER.replace("\nformat = \"leaflet\"", "\nformat = \"leaflet-a4\""),
        format!("{ORDER}\n[formats.leaflet-a4]\nquantity = 1\n[formats.leaflet-a5]\nquantity = 2\n"),
    ] {
        project.file("orders/dot-1.toml", order);
        let run = project.run(["pack", "--lang", "en"]).succeeds();
        assert!(!run.stdout().contains("several sizes"), "{}", run.stdout());
    }
}

#[test]
fn badges_of_an_order_are_printed_on_one_side() {
    let order = ORDER.replace("leaflet", "badge");
    let impose = "impose = { scheme = \"nup\", sheet = \"A4\", grid = \"1x1\" }";
    let project = ordered(&order.replace("weight = 150", &format!("weight = 150\n{impose}")));
    project.run(["new", "piece", "kh-116/nong-dan/the", "--format", "badge"]).succeeds();
    let packed_files = files(&packed(&project));
    let sides = |files: &BTreeMap<String, Vec<u8>>| {
        let (_, sheets) = files.iter().find(|(path, _)| path.starts_with("sheets/")).expect("sheets");
        lopdf::Document::load_mem(sheets).expect("a PDF").get_pages().len()
    };
    // Two people, two sides, each on a sheet of its own.
    assert_eq!(sides(&packed_files), 2);
    let ticket = text_of(&packed_files["job-ticket.pdf"]);
    assert!(ticket.contains("one side") && ticket.contains("one each"), "{ticket}");
    assert!(!ticket.contains("two-sided"), "{ticket}");
    // Repeated, every sheet would be of one person.
    project.edit("orders/dot-1.toml", "grid = \"1x1\"", "grid = \"2x2\", order = \"repeat\"");
    project.run(["pack"]).fails(1).stdout_contains("each page of this `badge` is another person's (2 pages)");
    let badges = "output/print/kh-116/nong-dan/the.badge.pdf";
    let args = ["impose", badges, "--sheet", "A4", "--nup", "auto", "-o", "to.pdf"];
    project.run([&args[..], &["--repeat"]].concat()).fails(1).stdout_contains("another person's");
    assert!(!project.has("to.pdf"));
    project.run(args).succeeds();
    assert_eq!(manifest(&packed_files)["items"][0]["one_sided"], true);
    // An order may want it otherwise.
    let other =
        order.replace("weight = 150", &format!("weight = 150\n{}", impose.replace(" }", ", sides = \"two\" }")));
    project.file("orders/dot-1.toml", other);
    let ticket = text_of(&files(&packed(&project))["job-ticket.pdf"]);
    assert!(!ticket.contains("one side"), "{ticket}");
}

/// A zip of an earlier run must not be taken for that of the order as it is now.
#[test]
fn a_failed_order_leaves_no_zip_that_looks_like_its_own() {
    let project = ordered(ORDER);
    packed(&project);
    let path = "content/kh-116/nong-dan/to-roi.md";
    let text = project.read(path);
    project.file(path, text.replace("title:", "titel:"));
    let run = project.run(["pack", "dot-1"]).fails(1);
    run.stdout_contains("was renamed to").stdout_contains("dot-1.ban-cu.zip");
    assert!(!project.has(ZIP) && project.has("output/pack/dot-1.ban-cu.zip"));
    // Once more there is nothing to rename, and nothing is lost.
    let again = project.run(["pack", "dot-1", "--json"]).fails(1);
    assert!(project.has("output/pack/dot-1.ban-cu.zip"));
    assert_eq!(again.json()["orders"][0]["aside"], Value::Null);
    project.file(path, text);
    packed(&project);
    assert!(project.has(ZIP) && !project.has("output/pack/dot-1.ban-cu.zip"));
}

#[test]
fn orders_that_are_not_filled_in_are_skipped_unless_they_are_named() {
    let project = ordered(ORDER);
    project.run(["new", "order", "dot-2"]).succeeds();
    let run = project.run(["pack"]).succeeds();
    run.stdout_contains("packed").stdout_contains("order `dot-2` is not filled in yet");
    assert!(project.has(ZIP));
    // Named, it says what is missing; so does one with a mistake, named or not.
    project.run(["pack", "dot-2"]).fails(1).stdout_contains("the order names no printer");
    project.edit("orders/dot-2.toml", "format = \"leaflet\"", "format = \"leaflt\"");
    project.run(["pack"]).fails(1).stdout_contains("there is no format `leaflt`");
    // With none that is ready there is nothing to send.
    project.file("orders/dot-1.toml", "title = \"Một\"\n\n[[items]]\nformat = \"leaflet\"\n");
    project.run(["new", "order", "dot-3"]).succeeds();
    std::fs::remove_file(project.path("orders/dot-2.toml")).expect("removed");
    project.run(["pack"]).fails(1).stdout_contains("the order names no printer").stdout_contains("orders/dot-3.toml");
}

#[test]
fn a_day_of_delivery_that_is_past_is_told_where_it_stands() {
    let late = ORDER.replace("due = 2098-12-15", "due = 2020-02-10");
    let project = ordered(&late);
    let told = project.run(["pack", "--json"]).succeeds().json();
    let found = crate::small::Findings(told["orders"][0].clone()).list();
    assert_eq!(found, ["warning pack-due-past orders/dot-1.toml:12"]);
    let project = ordered(ORDER);
    let told = project.run(["pack", "--json"]).succeeds().json();
    assert_eq!(crate::small::Findings(told["orders"][0].clone()).list(), Vec::<String>::new());
}

/// What the program began and nobody has written does not go to a printer without a word.
#[test]
fn an_untouched_sample_is_refused_when_it_is_ordered() {
    let project = ordered(ORDER);
    let told = || {
        let told = project.run(["pack", "--json"]).json();
        crate::small::Findings(told["orders"][0].clone()).list()
    };
    project.run(["new", "piece", "kh-116/nong-dan/hai", "--format", "leaflet"]).succeeds();
    let path = "content/kh-116/nong-dan/hai.md";
    let line = project.read(path).lines().position(|line| line.starts_with("1. **Đọc**")).expect("a line") + 1;
    assert_eq!(told(), [format!("error pack-sample {path}:{line}")]);
    project.run(["pack", "dot-1"]).fails(1);
    assert!(!project.path(ZIP).exists());
    project.edit(path, "1. **Đọc** phần việc của mình trong văn bản.", "1. **Đọc** tờ này ở nhà.");
    assert_eq!(told(), Vec::<String>::new());
}

/// An order by format alone takes what there is: each item is listed, and a copy that a file manager made is refused.
#[test]
fn an_order_lists_its_items_and_takes_no_copies() {
    let project = ordered(ORDER);
    let of = |project: &Project| project.run(["pack", "--json"]).json()["orders"][0].clone();
    let made = of(&project);
    let list = made["list"].as_array().expect("items").clone();
    assert_eq!(list.len() as u64, made["items"].as_u64().expect("a number"));
    let piece = list[0]["piece"].as_str().expect("a piece").to_string();
    project.run(["pack"]).succeeds().stdout_contains(&piece).stdout_contains("5000 copies");

    let copy = piece.replace(".md", " - Copy.md");
    project.file(&copy, project.read(&piece));
    let told = of(&project);
    let found = crate::small::Findings(told.clone()).list();
    assert!(found.contains(&"error pack-copy orders/dot-1.toml:20".to_string()), "{found:?}");
    assert!(told["package"].is_null());
    // Named by itself it is meant.
    let id = copy.rsplit('/').next().expect("a name").trim_end_matches(".md").to_string();
    project.edit(
        "orders/dot-1.toml",
        "[[items]]\nformat = \"leaflet\"\n",
        &format!("[[items]]\nformat = \"leaflet\"\npiece = \"{id}\"\n"),
    );
    assert!(!of(&project)["package"].is_null());
}

/// A folder that was copied is told of once, and none of its pieces is packed.
#[test]
fn a_copied_folder_is_told_once_and_not_packed() {
    let project = ordered(ORDER);
    let made = project.run(["pack", "--json"]).json()["orders"][0].clone();
    let piece = made["list"][0]["piece"].as_str().expect("a piece").to_string();
    let directive = piece.split('/').nth(1).expect("a directive").to_string();
    for (path, bytes) in crate::small::files_below(&project.path(&format!("content/{directive}"))) {
        project.file(&format!("content/{directive} - Bản sao/{path}"), bytes);
    }
    let found = crate::small::Findings(project.run(["check", "--json"]).json()).list();
    assert_eq!(found.iter().filter(|found| found.starts_with("warning content-copy")).count(), 1, "{found:?}");
    let told = project.run(["pack", "--json"]).fails(1).json()["orders"][0].clone();
    let found = crate::small::Findings(told.clone()).list();
    assert!(found.iter().any(|found| found.starts_with("error pack-copy orders/dot-1.toml:")), "{found:?}");
    assert!(told["package"].is_null(), "{told}");
}

/// A paper that no press feeds, a sheet that fits none, and a condition of another paper are asked about where they are typed.
#[test]
fn stock_that_press_or_condition_does_not_fit_is_asked_about() {
    let told = |from: &str, to: &str| {
        assert!(ORDER.contains(from));
        let project = ordered(&ORDER.replace(from, to));
        let told = project.run(["pack", "--json"]).succeeds().json();
        crate::small::Findings(told["orders"][0].clone()).list()
    };
    assert_eq!(told("Couché bóng", "Offset"), ["warning pack-condition-coated orders/dot-1.toml:15"]);
    assert_eq!(told("Couché bóng", "giấy in báo"), ["warning pack-condition-coated orders/dot-1.toml:15"]);
    assert_eq!(told("weight = 150", "weight = 15"), ["warning pack-weight orders/dot-1.toml:16"]);
    let impose = "weight = 150\nimpose = { scheme = \"nup\", sheet = \"1300x1700\" }";
    assert_eq!(told("weight = 150", impose), ["warning pack-sheet orders/dot-1.toml:17"]);
    // Cloth is weighed otherwise, and has no condition of its own; what is not known is not judged.
    for paper in ["Bạt Hiflex", "Couché mờ", "Bristol"] {
        assert_eq!(told("Couché bóng", paper), Vec::<String>::new(), "{paper}");
    }
}

#[test]
fn the_ticket_says_sides_colours_and_sheets() {
    let impose = "impose = { scheme = \"nup\", sheet = \"SRA3\", order = \"repeat\" }";
    let project = ordered(&ORDER.replace("weight = 150", &format!("weight = 150\n{impose}")));
    let told = text_of(&files(&packed(&project))["job-ticket.pdf"]);
    // 5000 copies, four on a sheet.
    for words in ["4/4 · CMYK", "4 con", "1.250"] {
        assert!(told.contains(words), "no {words:?} on the ticket:\n{told}");
    }
    let order = ORDER.replace("leaflet", "slides").replace("weight = 150", "weight = 150\nbinding = \"ghim giữa\"");
    let project = ordered(&order);
    project.run(["new", "piece", "kh-116/nong-dan/noi-chuyen", "--format", "slides"]).succeeds();
    let told = text_of(&files(&packed(&project))["job-ticket.pdf"]);
    for words in ["Open size", "677,3 × 190,5 mm", "Closed size", "338,7 × 190,5 mm"] {
        assert!(told.contains(words), "no {words:?} on the ticket:\n{told}");
    }
}
