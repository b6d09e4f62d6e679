//! The fingerprint of `build.rs`: which sources shape outputs.

use std::path::Path;

use super::{rooms, sources};

/// A list of texts in `build.rs`.
fn listed(name: &str) -> Vec<String> {
    let script = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("build.rs")).expect("a script");
    let (_, list) = script.split_once(&format!("const {name}: [")).expect("a list");
    let (list, _) = list.split_once(';').and_then(|(_, list)| list.split_once("];")).expect("an end");
    list.split('"').skip(1).step_by(2).map(String::from).collect()
}

/// What no fingerprint covers can change no byte of an output: it stands below the pipeline, so that nothing that makes outputs
/// knows it, or is the message catalogues, which are read where messages are shown.
#[test]
fn what_the_fingerprint_leaves_out_shapes_no_output() {
    let sources = sources();
    let rooms = rooms(&sources["lib.rs"]);
    let place = |name: &str| rooms.iter().position(|room| *room == name);
    let pipeline = place("pipeline").expect("the pipeline");
    let left_out = listed("LEFT_OUT");
    assert!(left_out.len() > 5, "{left_out:?}");
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for name in &left_out {
        assert!(src.join(name).exists(), "src/{name} is left out of the fingerprint and does not exist");
        let is_below = place(name.trim_end_matches(".rs")).is_some_and(|place| place > pipeline);
        let is_of_none = ["lib.rs", "main.rs", "markup/tests.rs", "locales"].contains(&name.as_str());
        assert!(is_below || is_of_none, "src/{name} is left out of the fingerprint and stands above the pipeline");
    }
    let carried = listed("CARRIED");
    for (path, source) in &sources {
        let room = path.split(['/', '.']).next().expect("a name");
        let shapes = place(room).is_some_and(|place| place <= pipeline) && !left_out.contains(path);
        if !shapes || path == "i18n.rs" {
            continue;
        }
        let source = source.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
        // The report of `anpham preflight` and the schemas for editors are no outputs.
        let tells = ["preflight/report.rs", "content/schema/keys.rs", "content/schema/mod.rs"].contains(&path.as_str());
        assert!(tells || !source.contains("Lang::"), "src/{path} may put words of the catalogues into outputs");
        for call in source.split("include_").skip(1).filter_map(|rest| rest.split_once("!(\"")) {
            let Some(file) = call.1.split('"').next().filter(|_| matches!(call.0, "str" | "bytes")) else { continue };
            let file = file.trim_start_matches("../");
            let is_known = file.starts_with("data/") || carried.iter().any(|name| name == file);
            assert!(is_known, "src/{path} carries {file}, which no fingerprint covers");
        }
    }
}
