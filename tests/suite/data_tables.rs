//! `anpham table`: tables of data as whoever keeps them sees them.

use crate::harness::Project;

/// The units that come with the program, as a campaign has them.
const UNITS: &str = include_str!("../../data/units/lam-dong.csv");

#[test]
fn a_table_is_shown_with_its_columns_and_what_looks_wrong() {
    let project = Project::campaign();
    project.run(["--lang", "vi", "table"]).succeeds().stdout_contains("chưa có bảng nào");
    project.file("data/xa.csv", UNITS);
    let run = project.run(["--lang", "en", "table", "xa"]).succeeds();
    let run = run.stdout_contains("xa: data/xa.csv, 124 rows, key: ma").stdout_contains("ten_day_du");
    run.stdout_lacks("warning").stdout_lacks("error");
    project.file("data/to.csv", "Mã;SĐT\n1;0263 3841 111\n2;912345678\n2;0263 3841 113\n");
    let run = project.run(["--lang", "en", "table", "to"]).fails(1);
    run.stdout_contains("lost their zero: B3 (“912345678”)")
        .stdout_contains("data/to.csv:3:3")
        .stdout_contains("type 0912345678")
        .stdout_contains("the key “2” of the column “Mã” stands more than once: A3, A4");
    project.run(["--lang", "vi", "table", "to"]).fails(1).stdout_contains("mất số 0 đầu: B3");
    // All of them, for other programs.
    let run = project.run(["table", "--json"]).fails(1).json();
    let names: Vec<&str> =
        run["tables"].as_array().expect("a list").iter().filter_map(|t| t["name"].as_str()).collect();
    assert_eq!(names, ["to", "xa"]);
    let phone = &run["tables"][0]["columns"][1];
    assert_eq!((phone["name"].as_str(), phone["type"].as_str()), (Some("sdt"), Some("phone")));
    assert_eq!(run["diagnostics"].as_array().map(Vec::len), Some(2));
    project.run(["--lang", "en", "table", "xã"]).fails(2).stdout_contains("did you mean `xa`");
}

/// The example of the guides, in both languages.
#[test]
fn a_campaign_names_a_table_as_the_guides_say() {
    for guide in ["docs/tables.md", "docs/bang-du-lieu.md"] {
        let text =
            std::fs::read_to_string(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(guide)).expect("a guide");
        let (_, example) = text.split_once("```toml\n").expect("an example");
        let (example, _) = example.split_once("```").expect("its end");
        let example = example.replace("data/danh-ba.xlsx#Danh sách", "data/danh-ba.csv");
        let project = Project::campaign();
        project.file("anpham.toml", project.read("anpham.toml") + "\n" + &example);
        project.file(
            "data/danh-ba.csv",
            "Mã,Tên xã,Điện thoại\n01,Xã Đức Trọng,0263 3841 111\n02,Xã Di Linh,0263 3841 112\n",
        );
        let run = project.run(["table", "xa", "--json"]).succeeds().json();
        assert_eq!(run["tables"][0]["columns"][2]["name"], "phone", "{guide}");
        project.run(["--lang", "en", "check", "--profile", "screen"]).succeeds();
    }
}
