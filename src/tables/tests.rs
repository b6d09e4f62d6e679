//! Tables in every shape that spreadsheets give them, and in those that no spreadsheet would.

use std::collections::BTreeMap;
use std::io::Write as _;

use zip::write::SimpleFileOptions;

use super::*;
use crate::content::{self, Overlay};

/// A workspace with tables: its campaign says `extra` too.
struct Bench {
    folder: tempfile::TempDir,
}

impl Bench {
    fn new(extra: &str, tables: &[(&str, &[u8])]) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let campaign = "anpham = 1\ntitle = \"Thử\"\ndate = 2026-11-23\n\n[issuer]\nname = \"Ban\"\n\n";
        std::fs::write(folder.path().join("anpham.toml"), format!("{campaign}{extra}")).expect("a file");
        for (path, bytes) in tables {
            let path = folder.path().join(path);
            std::fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
            std::fs::write(path, bytes).expect("a file");
        }
        Self { folder }
    }

    /// The table `xa`, and what was said of it.
    fn read(&self) -> (Option<Table>, Diagnostics) {
        let files = Files::new(self.folder.path()).expect("a workspace");
        let mut diagnostics = vec![];
        let found = content::read(self.folder.path(), &Overlay::new(), &mut diagnostics);
        let campaign = found.and_then(|found| found.campaign).expect("a campaign");
        diagnostics.clear();
        let table = super::read(&files, &campaign, "xa", &mut diagnostics);
        (table, diagnostics)
    }

    fn sound(&self) -> Table {
        let (table, diagnostics) = self.read();
        assert!(diagnostics.is_empty(), "{}", ids(&diagnostics).join(", "));
        table.expect("a table")
    }

    /// What looks wrong in it: ids, with the place.
    fn told(&self) -> Vec<String> {
        let (table, mut diagnostics) = self.read();
        if let Some(table) = table {
            tell(&table, &mut diagnostics);
        }
        for found in &diagnostics {
            assert!(found.place.is_some(), "{found:?}");
            assert!(!found.hints.is_empty() || found.message.id.starts_with("content-"), "{found:?}");
        }
        ids(&diagnostics)
    }
}

fn ids(diagnostics: &Diagnostics) -> Vec<String> {
    let id = |found: &Diagnostic| {
        let cells = found.message.args.iter().find(|(key, _)| key == "cells").map(|(_, cells)| cells.as_str());
        format!("{} {}", found.message.id, cells.unwrap_or_default()).trim().to_string()
    };
    diagnostics.iter().map(id).collect()
}

fn csv_table(text: &str) -> Bench {
    Bench::new("", &[("data/xa.csv", text.as_bytes())])
}

fn cells(table: &Table) -> Vec<Vec<String>> {
    table.rows().map(|row| (0..table.columns.len()).map(|n| row.cell(n).into_owned()).collect()).collect()
}

fn kinds_of(table: &Table) -> Vec<(&str, &str)> {
    table.columns.iter().map(|column| (column.name.as_str(), column.kind.name())).collect()
}

fn zipped(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(vec![]));
    for (name, text) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).expect("a part");
        zip.write_all(text.as_bytes()).expect("bytes");
    }
    zip.finish().expect("a zip").into_inner()
}

const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// An XLSX with these sheets: name, attributes, what its `worksheet` holds.
fn xlsx(sheets: &[(&str, &str, &str)], strings: &str, formats: &[&str]) -> Vec<u8> {
    let list = |make: &dyn Fn(usize, &(&str, &str, &str)) -> String| {
        sheets.iter().enumerate().map(|(n, sheet)| make(n, sheet)).collect::<String>()
    };
    let book = list(&|n, (name, attributes, _)| {
        format!("<sheet name=\"{name}\" sheetId=\"{n}\" r:id=\"r{n}\" {attributes}/>")
    });
    let relations = list(&|n, _| {
        format!("<Relationship Id=\"r{n}\" Type=\"{RELATIONS}/worksheet\" Target=\"worksheets/s{n}.xml\"/>")
    });
    let codes: String = formats
        .iter()
        .enumerate()
        .map(|(n, code)| format!("<numFmt numFmtId=\"{}\" formatCode=\"{code}\"/>", n + 164))
        .collect();
    let looks: String = (0..formats.len()).map(|n| format!("<xf numFmtId=\"{}\"/>", n + 164)).collect();
    let mut parts = vec![
        (
            "_rels/.rels".to_string(),
            format!(
                "<Relationships><Relationship Id=\"a\" Type=\"{RELATIONS}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/workbook.xml".into(),
            format!("<workbook xmlns:r=\"{RELATIONS}\"><workbookPr/><sheets>{book}</sheets></workbook>"),
        ),
        (
            "xl/_rels/workbook.xml.rels".into(),
            format!(
                "<Relationships>{relations}<Relationship Id=\"s\" Type=\"{RELATIONS}/sharedStrings\" Target=\"sharedStrings.xml\"/>\
                 <Relationship Id=\"f\" Type=\"{RELATIONS}/styles\" Target=\"/xl/styles.xml\"/></Relationships>"
            ),
        ),
        ("xl/sharedStrings.xml".into(), format!("<sst>{strings}</sst>")),
        (
            "xl/styles.xml".into(),
            format!(
                "<styleSheet><numFmts>{codes}</numFmts><cellStyleXfs><xf numFmtId=\"9\"/></cellStyleXfs><cellXfs><xf numFmtId=\"0\"/>{looks}<xf numFmtId=\"14\"/></cellXfs></styleSheet>"
            ),
        ),
    ];
    let sheets = sheets.iter().enumerate();
    parts.extend(
        sheets.map(|(n, (_, _, xml))| (format!("xl/worksheets/s{n}.xml"), format!("<worksheet>{xml}</worksheet>"))),
    );
    let parts: Vec<(&str, &str)> = parts.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    zipped(&parts)
}

fn ods(tables: &str) -> Vec<u8> {
    zipped(&[(
        "content.xml",
        &format!(
            "<office:document-content><office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
        ),
    )])
}

#[test]
fn csv_is_read_in_every_shape_that_excel_gives_it() {
    let typed = "Mã;Tên xã;Điện thoại;Tỉ lệ;Ngày họp;Dân số\n22918;Phường Mũi Né;0252 3847 111;7,5%;1/7/2025;12.345\n\
                 22924;Phường Phú Thuỷ;0252 3821 222;60%;15/7/2025;9.876\n";
    let tabbed = typed.replace(';', "\t");
    let comma = typed.replace("7,5%", "\"7,5%\"").replace(';', ",");
    let utf_16 = |text: &str, unit: fn(u16) -> [u8; 2]| -> Vec<u8> {
        "\u{feff}".encode_utf16().chain(text.encode_utf16()).flat_map(unit).collect()
    };
    let shapes: [Vec<u8>; 7] = [
        typed.into(),
        format!("\u{feff}{typed}").into(),
        typed.replace('\n', "\r\n").into(),
        comma.into(),
        utf_16(&tabbed, u16::to_le_bytes),
        utf_16(&tabbed, u16::to_be_bytes),
        format!("sep=;\r\n{typed}").into(),
    ];
    for (n, bytes) in shapes.iter().enumerate() {
        let table = Bench::new("", &[("data/xa.csv", bytes)]).sound();
        let wanted = [
            ("ma", "text"),
            ("ten_xa", "unit"),
            ("dien_thoai", "phone"),
            ("ti_le", "percent"),
            ("ngay_hop", "date"),
            ("dan_so", "number"),
        ];
        assert_eq!(kinds_of(&table), wanted, "{n}");
        assert_eq!((table.len(), table.key), (2, Some(0)), "{n}");
        assert_eq!(cells(&table)[0], ["22918", "Phường Mũi Né", "0252 3847 111", "7,5%", "1/7/2025", "12.345"], "{n}");
        let row = table.row(1).expect("a row");
        // The line with `sep=` is a row of its own to whoever opens the text.
        let line = if n == 6 { 4 } else { 3 };
        assert_eq!((row.key().as_ref(), row.address(2).as_str()), ("22924", format!("C{line}").as_str()), "{n}");
        let place = row.place(2);
        assert_eq!(&place.file.text[place.range.clone()], "0252 3821 222", "{n}");
        assert_eq!(place.file.line_column(place.range.start).0, line as usize, "{n}");
    }
}

#[test]
fn columns_are_found_by_their_names() {
    let table = csv_table("ỦY BAN NHÂN DÂN;;\nDANH SÁCH;;\nSTT;Xã, phường;Số ĐT\n1;Xã Đức Trọng;0263 3841 111\n2;Xã Di Linh;0263 3870 222\n").sound();
    assert_eq!(table.key, Some(1), "a row is named by its commune, not by its number");
    assert_eq!(table.row(0).map(|row| (row.number(), row.key().into_owned())), Some((4, "Xã Đức Trọng".into())));
    assert_eq!(
        (table.column("so_dt"), table.column("Số ĐT"), table.column("SỐ ĐT"), table.column("sdt")),
        (Some(2), Some(2), Some(2), None)
    );
    assert_eq!(table.nearest("so_dtt"), Some("so_dt"));
}

#[test]
fn a_campaign_names_tables_and_their_columns() {
    let text = "Mã,Tên,Liên hệ\n01,A,0263 3841 111\n02,B,0263 3841 222\n".as_bytes();
    let settings = "[tables.xa]\nfile = \"data/danh-sach.csv\"\nkey = \"ten\"\n[tables.xa.columns]\nphone = { head = \"Liên hệ\", type = \"text\" }\n";
    let table = Bench::new(settings, &[("data/danh-sach.csv", text)]).sound();
    assert_eq!(kinds_of(&table), [("ma", "text"), ("ten", "text"), ("phone", "text")]);
    assert_eq!((table.key, table.column("phone"), table.column("lien_he")), (Some(1), Some(2), Some(2)));
    let wrong = settings.replace("Liên hệ", "Lien hệ cũ").replace("\"ten\"", "\"tem\"");
    let (table, diagnostics) = Bench::new(&wrong, &[("data/danh-sach.csv", text)]).read();
    assert!(table.is_none());
    assert_eq!(ids(&diagnostics), ["tables-no-column", "tables-no-column"]);
    let hints: Vec<String> =
        diagnostics.iter().flat_map(|found| &found.hints).map(|hint| hint.args[0].1.clone()).collect();
    assert_eq!(hints, ["Mã, Tên, Liên hệ".to_string(), "Tên".into()][..].iter().map(String::clone).collect::<Vec<_>>());
    assert_eq!(Bench::new("[tables.xa]\nfile = \"../xa.csv\"\n", &[]).told(), ["content-outside"]);
    assert_eq!(Bench::new("[tables.xa]\nfile = \"data/khac.csv\"\n", &[]).told(), ["content-no-file"]);
    assert_eq!(Bench::new("", &[("data/xaa.csv", text)]).told(), ["tables-unknown"]);
}

#[test]
fn workbooks_say_what_their_spreadsheet_shows() {
    let strings = "<si><t>Mã</t></si><si><t>Tên xã</t></si><si><r><t>Xã </t></r><r><rPr><b/></rPr><t xml:space=\"preserve\">Đức &amp; Trọng</t></r><rPh><t>x</t></rPh></si>\
                   <si><t>Điện thoại</t></si><si><t>00123</t></si><si><t>Vùng</t></si><si><t>Tây</t></si><si><t>Ngày</t></si><si><t>Tỉ lệ</t></si><si><t>Ghi chú</t></si>";
    let sheet = "<cols><col min=\"6\" max=\"6\" hidden=\"1\"/><col min=\"20\" max=\"16384\" hidden=\"1\"/></cols><sheetData>\
        <row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>DANH SÁCH</t></is></c></row>\
        <row r=\"3\"><c r=\"A3\" t=\"s\"><v>0</v></c><c r=\"B3\" t=\"s\"><v>1</v></c><c r=\"C3\" t=\"s\"><v>3</v></c><c r=\"D3\" t=\"s\"><v>5</v></c>\
          <c r=\"E3\" t=\"s\"><v>7</v></c><c r=\"F3\" t=\"s\"><v>8</v></c><c r=\"G3\" t=\"s\"><v>9</v></c></row>\
        <row r=\"4\"><c r=\"A4\" t=\"s\"><v>4</v></c><c r=\"B4\" t=\"s\"><v>2</v></c><c r=\"C4\" s=\"1\"><v>263311100</v></c><c r=\"D4\" t=\"s\"><v>6</v></c>\
          <c r=\"E4\" s=\"3\"><v>45839</v></c><c r=\"F4\" s=\"2\"><v>0.6</v></c><c r=\"G4\" t=\"str\"><f>A1&amp;B1</f><v>hai_x000a_dòng</v></c></row>\
        <row r=\"5\" hidden=\"1\"><c r=\"A5\"><v>124</v></c><c r=\"B5\" t=\"inlineStr\"><is><t>Xã Di Linh</t></is></c><c r=\"C5\" s=\"1\"><v>263311200</v></c>\
          <c r=\"D5\"/><c r=\"E5\" s=\"3\"><v>45840</v></c><c r=\"F5\" s=\"2\"><v>0.075</v></c><c r=\"G5\"><f>SUM(A1)</f></c></row>\
        <row r=\"7\"><c r=\"A7\"><v>4.0</v></c><c r=\"B7\" t=\"inlineStr\"><is><t>=cmd|' /C calc'!A0</t></is></c><c r=\"C7\" s=\"1\"><v>263311300</v></c>\
          <c r=\"E7\" s=\"3\"><v>45841</v></c><c r=\"F7\" s=\"2\"><v>1</v></c><c r=\"G7\" t=\"e\"><f>1/0</f><v>#DIV/0!</v></c></row>\
        </sheetData><mergeCells count=\"2\"><mergeCell ref=\"A1:G1\"/><mergeCell ref=\"D4:D5\"/></mergeCells>";
    let book = xlsx(
        &[("Trống", "", "<sheetData/>"), ("Danh sách", "", sheet), ("Cũ", "state=\"hidden\"", sheet)],
        strings,
        &["0000000000", "0%"],
    );
    let place = Bench::new("", &[("data/xa.xlsx", &book)]);
    let (table, diagnostics) = place.read();
    assert!(diagnostics.is_empty(), "{}", ids(&diagnostics).join(", "));
    let table = table.expect("a table");
    assert_eq!((table.sheet.as_deref(), table.file().path.as_str()), (Some("Danh sách"), "data/xa.xlsx#Danh sách"));
    assert_eq!(
        cells(&table),
        [
            ["00123", "Xã Đức & Trọng", "0263311100", "Tây", "01/07/2025", "60%", "hai\ndòng"],
            ["124", "Xã Di Linh", "0263311200", "Tây", "02/07/2025", "7,5%", ""],
            ["4", "=cmd|' /C calc'!A0", "0263311300", "", "03/07/2025", "100%", "#DIV/0!"],
        ]
    );
    let kinds: Vec<&str> = table.columns.iter().map(|column| column.kind.name()).collect();
    assert_eq!(kinds, ["text", "unit", "phone", "text", "date", "percent", "text"]);
    let row = table.row(2).expect("a row");
    assert_eq!((row.number(), row.address(2).as_str(), row.is_unsound(6), row.is_unsound(5)), (7, "C7", true, false));
    let at = row.place(2);
    assert_eq!((&at.file.text[at.range.clone()], at.file.line_column(at.range.start).0), ("0263311300", 7));
    assert_eq!(
        place.told(),
        ["tables-empty D7", "tables-unreckoned G5", "tables-broken G7", "tables-hidden-rows", "tables-hidden-columns"]
    );
    // The sheet that is asked for, hidden or not; and none of that name.
    let named =
        |sheet: &str| Bench::new(&format!("[tables.xa]\nfile = \"data/x.xlsx#{sheet}\"\n"), &[("data/x.xlsx", &book)]);
    assert_eq!(named("Cũ").sound().sheet.as_deref(), Some("Cũ"));
    assert_eq!(named("Danh sach").told(), ["tables-sheet"]);
    let two = xlsx(&[("Một", "", sheet), ("Hai", "", sheet)], strings, &["0000000000", "0%"]);
    assert_eq!(Bench::new("", &[("data/xa.xlsx", &two)]).told()[0], "tables-sheets");
}

#[test]
fn open_document_spreadsheets_are_read_too() {
    let cell = |kind: &str, value: &str, shown: &str| {
        format!("<table:table-cell office:value-type=\"{kind}\" {value}><text:p>{shown}</text:p></table:table-cell>")
    };
    let text = |shown: &str| cell("string", "", shown);
    let rows = [
        format!("<table:table-row>{}{}{}{}{}</table:table-row>", text("Tên"), text("Số ĐT"), text("Ngày"), text("Tỉ lệ"), text("Vùng")),
        format!(
            "<table:table-row>{}{}{}{}<table:table-cell office:value-type=\"string\" table:number-rows-spanned=\"2\"><office:annotation><text:p>ghi chú</text:p></office:annotation><text:p>Tây</text:p></table:table-cell></table:table-row>",
            text("A<text:s text:c=\"2\"/>&amp; B"),
            cell("float", "office:value=\"263311100\"", "0263311100"),
            cell("date", "office:date-value=\"2025-07-01\"", "1/7"),
            cell("percentage", "office:value=\"0.075\"", "8%"),
        ),
        format!(
            "<table:table-row table:visibility=\"filter\">{}{}{}<table:table-cell table:formula=\"of:=1\"/><table:covered-table-cell/><table:table-cell table:number-columns-repeated=\"16379\"/></table:table-row>",
            text("C</text:p><text:p>D"),
            text("0263 3111 200"),
            cell("time", "office:time-value=\"PT07H30M00S\"", "7:30"),
        ),
        "<table:table-row table:number-rows-repeated=\"1048573\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row>".into(),
    ];
    let file = ods(&format!(
        "<table:table table:name=\"Trống\"><table:table-row><table:table-cell/></table:table-row></table:table><table:table table:name=\"Xã\">{}</table:table>",
        rows.concat()
    ));
    let place = Bench::new("", &[("data/xa.ods", &file)]);
    let (table, diagnostics) = place.read();
    assert!(diagnostics.is_empty(), "{}", ids(&diagnostics).join(", "));
    let table = table.expect("a table");
    assert_eq!(
        cells(&table),
        [["A  & B", "0263311100", "01/07/2025", "7,5%", "Tây"], ["C\nD", "0263 3111 200", "07:30", "", "Tây"]]
    );
    assert_eq!(place.told(), ["tables-blanks A2", "tables-unreckoned D3", "tables-hidden-rows"]);
}

#[test]
fn what_looks_wrong_is_told_with_its_cells() {
    let rows = [
        ("Hoà Thắng,912345678,1/7/2025,100,Xã Đức Trọng", ""),
        ("Hòa Thắng ,0263 3841 111,45839,200,Huyện Đức Trọng", ""),
        ("Hoa Thang,0912 345 679,2/7/2025,ba,Tỉnh Bình Thuận", ""),
        ("Đức Trọng,0912 345 670,3/7/2025,300,Xã Mũi Né", ""),
        ("Di Linh,0912 345 671,4/7/2025,400,Xã Di Linh", ""),
        ("Di Linh,không có,5/7/2025,500,Xã Bảo Thuận", ""),
        (",0912 345 673,6/7/2025,600,Xã Đam Rông 1", ""),
        ("e\u{302}\u{301},0912 345 674,7/7/2025,,Xã Đam Rông 2", ""),
    ];
    let text: String = rows.iter().map(|(row, _)| format!("{row}\n")).collect();
    let settings = "[tables.xa]\nkey = \"ten\"\n";
    let place = Bench::new(settings, &[("data/xa.csv", format!("Tên,SĐT,Ngày,Số hộ,Đơn vị\n{text}").as_bytes())]);
    assert_eq!(
        place.told(),
        [
            "tables-blanks A3",
            "tables-nfd A9",
            "tables-spellings",
            "tables-phone-zero B2",
            "tables-phone B7",
            "tables-date-number C3",
            "tables-empty D9",
            "tables-kind D4",
            "tables-ended E3",
            "tables-ended E4",
            "tables-other-kind E5",
            "tables-key-empty A8",
            "tables-key-twice A6, A7",
        ]
    );
    let (table, mut diagnostics) = place.read();
    tell(&table.expect("a table"), &mut diagnostics);
    let args = |id: &str| -> BTreeMap<String, String> {
        let found = diagnostics.iter().find(|found| found.message.id == id).expect("told");
        found
            .message
            .args
            .iter()
            .chain(found.hints.iter().flat_map(|hint| &hint.args))
            .map(|(k, v)| (k.to_string(), v.clone()))
            .collect()
    };
    assert_eq!(args("tables-date-number")["meant"], "01/07/2025");
    assert_eq!(args("tables-other-kind")["meant"], "Phường Mũi Né");
    assert_eq!(args("tables-spellings")["names"], "“Hoà Thắng” (A2), “Hòa Thắng” (A3), “Hoa Thang” (A4)");
    assert_eq!(csv_table("a;b\n1;2\n1;3;4\n").told(), ["tables-no-head", "tables-no-key"]);
    assert_eq!(csv_table("a;a;b\nx;y;\nz;w;\n").told(), ["tables-head-twice", "tables-column-empty"]);
    assert_eq!(csv_table("").told(), ["tables-nothing"]);
    assert_eq!(csv_table("ten;dien_thoai\nXã A;0263 3841 111\nXã B;0263 3841 112\n").told(), Vec::<String>::new());
}

#[test]
fn hostile_tables_are_refused_or_plain_text() {
    // Nothing of these is read as anything but text.
    let text = "ten,ghi_chu\n#import \"x\": *,{{ 7*7 }}\n\"=HYPERLINK(\"\"http://x\"\")\",\"<script>\n*a*\"\n";
    let table = csv_table(text).sound();
    assert_eq!(cells(&table), [["#import \"x\": *", "{{ 7*7 }}"], ["=HYPERLINK(\"http://x\")", "<script>\n*a*"]]);
    assert_eq!(csv_table(&"a,".repeat(1_000_000)).told(), ["tables-columns"]);
    assert_eq!(csv_table(&format!("a,b\n1,{}\n", "x".repeat(1 << 20))).told(), ["tables-cell-long"]);
    assert_eq!(csv_table("a,\"b\n").told(), ["layout-people-quote"]);
    assert_eq!(csv_table("a,b\n\u{e000},1\n").told(), ["content-reserved-character"]);
    let book = |bytes: &[u8]| Bench::new("", &[("data/xa.xlsx", bytes)]).told();
    let refused = |sheet: &str, strings: &str| book(&xlsx(&[("a", "", sheet)], strings, &[]));
    assert_eq!(book(b"PK\x03\x04 no zip at all"), ["tables-damaged"]);
    assert_eq!(book(&[0xD0, 0xCF, 0x11, 0xE0, 1, 2]), ["tables-old"]);
    assert_eq!(book(&zipped(&[("x.txt", "a")])), ["tables-damaged"]);
    let row = |cells: &str| format!("<sheetData><row r=\"1\">{cells}</row></sheetData>");
    assert_eq!(refused(&row("<c r=\"XFD1\"><v>1</v></c>"), ""), ["tables-columns"]);
    assert_eq!(refused("<sheetData><row r=\"4294967295\"><c><v>1</v></c></row></sheetData>", ""), ["tables-large"]);
    assert_eq!(refused(&row("<c r=\"B1\"><v>1</v></c><c r=\"A1\"><v>1</v></c>"), ""), ["tables-damaged"]);
    assert_eq!(refused("<sheetData><row", ""), ["tables-damaged"]);
    assert_eq!(
        refused(&row("<c t=\"s\"><v>0</v></c>"), &format!("<si><t>{}</t></si>", "x".repeat(1 << 20))),
        ["tables-cell-long"]
    );
    // A cell that refers to a string that there is not, and an entity of its own.
    let entity = "<!DOCTYPE a [<!ENTITY e \"eeee\">]>";
    assert_eq!(
        refused(&format!("{entity}{}", row("<c t=\"s\"><v>7</v></c><c t=\"inlineStr\"><is><t>a&e;b</t></is></c>")), ""),
        ["tables-column-empty"][..0].to_vec()
    );
    // 300 MB of one blank, packed into 300 KB.
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(vec![]));
    zip.start_file("content.xml", SimpleFileOptions::default()).expect("a part");
    zip.write_all(b"<a>").expect("bytes");
    let blanks = vec![b' '; 1 << 20];
    for _ in 0..300 {
        zip.write_all(&blanks).expect("bytes");
    }
    let bomb = zip.finish().expect("a zip").into_inner();
    assert!(bomb.len() < 1 << 20, "{}", bomb.len());
    assert_eq!(Bench::new("", &[("data/xa.ods", &bomb)]).told(), ["tables-large"]);
    // A cell of a few letters, repeated over a whole sheet.
    let many = |rows: u32, columns: u32| {
        ods(&format!(
            "<table:table table:name=\"a\"><table:table-row table:number-rows-repeated=\"{rows}\"><table:table-cell table:number-columns-repeated=\"{columns}\" office:value-type=\"string\"><text:p>{}</text:p></table:table-cell></table:table-row></table:table>",
            "x".repeat(400)
        ))
    };
    assert_eq!(Bench::new("", &[("data/xa.ods", &many(1_048_576, 16_384))]).told(), ["tables-columns"]);
    assert_eq!(Bench::new("", &[("data/xa.ods", &many(1_048_576, 1000))]).told(), ["tables-large"]);
}
