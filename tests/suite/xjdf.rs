//! `ticket.xjdf` of a package, held to what the public schema asks of each element that is written.
//!
//! The rules below were read from `xjdf.xsd` of CIP4 (github.com/cip4/XJDF-Schema, commit 1facc8f, XJDF 2.1 to 2.3); the file itself is not
//! kept here, for its licence is another than ours. Who has it can ask for the whole: `xmllint --schema xjdf.xsd ticket.xjdf`.

use std::collections::BTreeSet;

use roxmltree::{Document, Node};

use crate::harness::Project;
use crate::pack::{ORDER, files, ordered, packed};

/// What a value may be.
enum Value {
    /// Any text.
    Text,
    /// A name token (`xs:NMTOKEN`).
    Token,
    /// Name tokens with blanks between them.
    Tokens,
    /// So many numbers.
    Numbers(usize),
    /// A whole number.
    Int,
    /// A name of the document (`xs:ID`).
    Id,
    /// A reference to one.
    IdRef,
    /// A date with time and zone.
    Moment,
    /// One of these.
    Of(&'static [&'static str]),
}

use Value::{Id, IdRef, Int, Moment, Numbers, Of, Text, Token, Tokens};

/// An element: attributes that it must have, that it may have, and its children in their order.
struct Rule {
    name: &'static str,
    must: &'static [(&'static str, Value)],
    may: &'static [(&'static str, Value)],
    children: &'static [&'static str],
}

const SIDE: Value = Of(&["Front", "Back"]);
const COATING: Value = Of(&["Coated", "Gloss", "Matte", "None", "Satin"]);
const MEDIA: Value = Of(&["Paper", "Vinyl", "Textile", "SelfAdhesive"]);

const RULES: &[Rule] = &[
    Rule {
        name: "XJDF",
        must: &[("JobID", Token), ("Types", Tokens)],
        may: &[("DescriptiveName", Text), ("Version", Of(&["2.0", "2.1", "2.2", "2.3"]))],
        children: &["AuditPool", "Comment", "GeneralID", "ProductList", "ResourceSet"],
    },
    Rule { name: "AuditPool", must: &[], may: &[], children: &["AuditCreated"] },
    Rule { name: "AuditCreated", must: &[], may: &[], children: &["Header"] },
    Rule {
        name: "Header",
        must: &[("DeviceID", Token), ("Time", Moment)],
        may: &[("AgentName", Text), ("AgentVersion", Text)],
        children: &[],
    },
    Rule { name: "ProductList", must: &[], may: &[], children: &["Product"] },
    Rule {
        name: "Product",
        must: &[],
        may: &[
            ("Amount", Int),
            ("DescriptiveName", Text),
            ("ID", Id),
            ("IsRoot", Of(&["true", "false"])),
            ("ProductType", Token),
            ("ProductTypeDetails", Text),
        ],
        children: &["Comment", "GeneralID", "Intent"],
    },
    Rule { name: "Comment", must: &[], may: &[("Type", Token)], children: &[] },
    Rule {
        name: "Intent",
        must: &[("Name", Of(&["LayoutIntent", "MediaIntent", "ColorIntent", "FoldingIntent", "BindingIntent"]))],
        may: &[],
        children: &["LayoutIntent", "MediaIntent", "ColorIntent", "FoldingIntent", "BindingIntent"],
    },
    Rule {
        name: "LayoutIntent",
        must: &[],
        may: &[
            ("Bleed", Numbers(1)),
            ("Dimensions", Numbers(2)),
            ("FinishedDimensions", Numbers(3)),
            ("Pages", Int),
            ("Sides", Of(&["OneSided", "OneSidedBack", "TwoSidedHeadToFoot", "TwoSidedHeadToHead"])),
        ],
        children: &[],
    },
    Rule {
        name: "MediaIntent",
        must: &[("MediaType", MEDIA)],
        may: &[("Coating", COATING), ("MediaQuality", Text), ("Weight", Numbers(1))],
        children: &[],
    },
    Rule { name: "ColorIntent", must: &[], may: &[], children: &["SurfaceColor"] },
    Rule {
        name: "SurfaceColor",
        must: &[("Surface", SIDE)],
        may: &[("ColorsUsed", Tokens), ("PrintStandard", Token)],
        children: &[],
    },
    Rule {
        name: "FoldingIntent",
        must: &[],
        may: &[("FoldCatalog", Token)],
        children: &["Crease", "Fold", "Perforate"],
    },
    Rule {
        name: "Fold",
        must: &[("From", Of(&["Front", "Left"])), ("To", Of(&["Up", "Down"]))],
        may: &[("Travel", Numbers(1))],
        children: &[],
    },
    Rule {
        name: "BindingIntent",
        must: &[(
            "BindingType",
            Of(&[
                "CoilBinding",
                "CornerStitch",
                "HardCover",
                "None",
                "SaddleStitch",
                "SideStitch",
                "SoftCover",
                "WireComb",
            ]),
        )],
        may: &[
            ("BindingOrder", Of(&["None", "Collecting", "Gathering"])),
            ("BindingSide", Of(&["Bottom", "Left", "Right", "Top"])),
        ],
        children: &["SaddleStitching"],
    },
    Rule { name: "SaddleStitching", must: &[], may: &[("StitchNumber", Int)], children: &[] },
    Rule {
        name: "ResourceSet",
        must: &[("Name", Token)],
        may: &[("Usage", Of(&["Input", "Output"]))],
        children: &["Resource"],
    },
    Rule {
        name: "Resource",
        must: &[],
        may: &[("ID", Id)],
        children: &[
            "Part",
            "CustomerInfo",
            "Contact",
            "DeliveryParams",
            "Media",
            "RunList",
            "Color",
            "BinderySignature",
            "Layout",
        ],
    },
    Rule {
        name: "Part",
        must: &[],
        may: &[
            ("BinderySignatureID", Token),
            ("ContactType", Token),
            ("DropID", Token),
            ("Product", Token),
            ("Separation", Token),
        ],
        children: &[],
    },
    Rule {
        name: "CustomerInfo",
        must: &[],
        may: &[("CustomerJobName", Text), ("CustomerOrderID", Text)],
        children: &[],
    },
    Rule { name: "Contact", must: &[], may: &[], children: &["Address", "ComChannel", "Company", "Person"] },
    Rule { name: "Address", must: &[], may: &[], children: &["AddressLine"] },
    Rule { name: "AddressLine", must: &[], may: &[], children: &[] },
    Rule { name: "ComChannel", must: &[("ChannelType", Token), ("Locator", Text)], may: &[], children: &[] },
    Rule { name: "Company", must: &[("OrganizationName", Text)], may: &[], children: &[] },
    Rule { name: "DeliveryParams", must: &[], may: &[("Required", Moment)], children: &["DropItem"] },
    Rule { name: "DropItem", must: &[("Amount", Int), ("ItemRef", IdRef)], may: &[], children: &[] },
    Rule {
        name: "Media",
        must: &[("MediaType", MEDIA)],
        may: &[
            ("Coating", COATING),
            ("Dimension", Numbers(2)),
            ("MediaQuality", Text),
            ("MediaUnit", Of(&["Continuous", "Roll", "Sheet"])),
            ("Weight", Numbers(1)),
        ],
        children: &[],
    },
    Rule { name: "RunList", must: &[], may: &[("NPage", Int), ("Pages", Numbers(2))], children: &["FileSpec"] },
    Rule {
        name: "FileSpec",
        must: &[],
        may: &[("FileSize", Int), ("MimeType", Text), ("NPage", Int), ("URL", Text)],
        children: &[],
    },
    Rule { name: "Color", must: &[], may: &[("ActualColorName", Text)], children: &[] },
    Rule {
        name: "BinderySignature",
        must: &[("BinderySignatureType", Of(&["Fold", "Grid", "Die"]))],
        may: &[("FoldCatalog", Token)],
        children: &[],
    },
    Rule {
        name: "Layout",
        must: &[],
        may: &[
            ("PaperRef", IdRef),
            ("WorkStyle", Of(&["Perfecting", "Simplex", "WorkAndBack", "WorkAndTumble", "WorkAndTurn"])),
        ],
        children: &["FileSpec", "Position"],
    },
    Rule {
        name: "Position",
        must: &[],
        may: &[("AbsoluteBox", Numbers(4)), ("BinderySignatureID", Token)],
        children: &[],
    },
];

fn is_token(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | ':'))
}

fn fits(value: &str, wanted: &Value, ids: &BTreeSet<&str>) -> bool {
    match wanted {
        Text => !value.is_empty(),
        Token => is_token(value),
        Tokens => !value.is_empty() && value.split(' ').all(is_token),
        Numbers(count) => value.split(' ').count() == *count && value.split(' ').all(|n| n.parse::<f64>().is_ok()),
        Int => value.parse::<i32>().is_ok(),
        Id => is_token(value) && value.starts_with(char::is_alphabetic),
        IdRef => ids.contains(value),
        Moment => value.len() == 25 && value.as_bytes()[10] == b'T' && value.ends_with("+07:00"),
        Of(values) => values.contains(&value),
    }
}

/// Holds an element and all below it to the rules.
fn hold(node: Node, ids: &BTreeSet<&str>) {
    let name = node.tag_name().name();
    assert_eq!(node.tag_name().namespace(), Some("http://www.CIP4.org/JDFSchema_2_0"), "{name}");
    let rule = RULES.iter().find(|rule| rule.name == name).unwrap_or_else(|| panic!("no element {name} is known"));
    for (key, _) in rule.must {
        assert!(node.has_attribute(*key), "{name} lacks {key}");
    }
    for attribute in node.attributes() {
        let of_name = rule.must.iter().chain(rule.may).find(|(key, _)| *key == attribute.name());
        let (_, wanted) = of_name.unwrap_or_else(|| panic!("{name} has no attribute {}", attribute.name()));
        assert!(fits(attribute.value(), wanted, ids), "{name} {}={:?}", attribute.name(), attribute.value());
    }
    let mut last = 0;
    for child in node.children().filter(Node::is_element) {
        let child_name = child.tag_name().name();
        let place = rule.children.iter().position(|known| *known == child_name);
        let place = place.unwrap_or_else(|| panic!("{name} holds no {child_name}"));
        assert!(place >= last, "{child_name} comes too late in {name}");
        last = place;
        hold(child, ids);
    }
}

/// The ticket of an order, held to the schema's rules.
fn ticket(project: &Project) -> String {
    let text = String::from_utf8(files(&packed(project))["ticket.xjdf"].clone()).expect("UTF-8");
    let document = Document::parse(&text).expect("XML");
    let all: Vec<&str> = document.descendants().filter_map(|node| node.attribute("ID")).collect();
    let ids: BTreeSet<&str> = all.iter().copied().collect();
    assert_eq!(all.len(), ids.len(), "an ID stands for two things");
    hold(document.root_element(), &ids);
    text
}

/// The attributes of the first element of a name, `KEY=VALUE` each.
fn attributes(text: &str, name: &str) -> Vec<String> {
    let document = Document::parse(text).expect("XML");
    let found = document.descendants().find(|node| node.tag_name().name() == name);
    let node = found.unwrap_or_else(|| panic!("no {name} in {text}"));
    node.attributes().map(|attribute| format!("{}={}", attribute.name(), attribute.value())).collect()
}

#[test]
fn a_leaflet_is_a_product_with_its_intents() {
    let text = ticket(&ordered(ORDER));
    let layout = attributes(&text, "LayoutIntent");
    // A5 in points, 3 mm of bleed, both sides printed.
    for words in ["Bleed=8.504", "Dimensions=419.528 595.276", "FinishedDimensions=419.528 595.276 0", "Pages=2"] {
        assert!(layout.contains(&words.to_string()), "{words} is not in {layout:?}");
    }
    assert!(layout.contains(&"Sides=TwoSidedHeadToHead".to_string()), "{layout:?}");
    assert_eq!(
        attributes(&text, "MediaIntent"),
        ["Coating=Gloss", "MediaQuality=Couché bóng", "MediaType=Paper", "Weight=150"]
    );
    assert_eq!(
        attributes(&text, "SurfaceColor"),
        ["ColorsUsed=Cyan Magenta Yellow Black", "PrintStandard=FOGRA39", "Surface=Front"]
    );
    assert_eq!(attributes(&text, "DeliveryParams"), ["Required=2098-12-15T23:59:59+07:00"]);
    assert!(attributes(&text, "DropItem").contains(&"Amount=5000".to_string()));
    assert!(text.contains("<AddressLine>Kho thử</AddressLine>") && text.contains("mailto:thu@example.org"), "{text}");
    assert!(!text.contains("FoldingIntent") && !text.contains("BindingIntent") && !text.contains("<Layout "), "{text}");
}

#[test]
fn a_fold_has_its_code_and_its_closed_size() {
    let project = ordered(&ORDER.replace("leaflet", "trifold"));
    project.run(["new", "piece", "kh-116/nong-dan/gap", "--format", "trifold"]).succeeds();
    project.edit("content/kh-116/nong-dan/gap.md", "Văn bản chỉ có ích khi thành việc làm.", "Có tên thì mới đi xa.");
    let text = ticket(&project);
    assert_eq!(attributes(&text, "FoldingIntent"), ["FoldCatalog=F6-4"]);
    // 97 mm under the rest, then 100 mm: the left panel lies within.
    assert_eq!(attributes(&text, "Fold"), ["From=Left", "To=Down", "Travel=274.961"]);
    let layout = attributes(&text, "LayoutIntent");
    for words in ["Dimensions=841.89 595.276", "FinishedDimensions=283.465 595.276 0", "Pages=6"] {
        assert!(layout.contains(&words.to_string()), "{words} is not in {layout:?}");
    }
}

#[test]
fn sheets_are_a_layout_of_places_on_a_paper() {
    let impose = "impose = { scheme = \"nup\", sheet = \"SRA3\", order = \"repeat\", gripper = 10 }";
    let text = ticket(&ordered(&ORDER.replace("weight = 150", &format!("weight = 150\n{impose}"))));
    assert!(attributes(&text, "Media").contains(&"Dimension=907.087 1275.591".to_string()), "{text}");
    assert_eq!(attributes(&text, "Layout"), ["PaperRef=Media1", "WorkStyle=WorkAndBack"]);
    assert_eq!(attributes(&text, "BinderySignature"), ["BinderySignatureType=Grid"]);
    let document = Document::parse(&text).expect("XML");
    let places =
        document.descendants().filter(|node| node.has_tag_name(("http://www.CIP4.org/JDFSchema_2_0", "Position")));
    let places: Vec<Vec<f64>> = places
        .map(|node| {
            node.attribute("AbsoluteBox").expect("a box").split(' ').map(|n| n.parse().expect("a number")).collect()
        })
        .collect();
    assert_eq!(places.len() % 4, 0, "four A5 on SRA3");
    for place in &places {
        assert!(
            (place[2] - place[0] - 419.528).abs() < 0.01 && (place[3] - place[1] - 595.276).abs() < 0.01,
            "{place:?}"
        );
    }
}

#[test]
fn slides_are_bound_as_the_order_says() {
    let order = ORDER
        .replace("leaflet", "slides")
        .replace("weight = 150", "weight = 150\nbinding = \"ghim giữa, hai ghim <&>\"");
    let project = ordered(&order);
    project.run(["new", "piece", "kh-116/nong-dan/noi-chuyen", "--format", "slides"]).succeeds();
    let text = ticket(&project);
    assert_eq!(
        attributes(&text, "BindingIntent"),
        ["BindingOrder=Collecting", "BindingSide=Left", "BindingType=SaddleStitch"]
    );
    assert_eq!(attributes(&text, "SaddleStitching"), ["StitchNumber=2"]);
    assert!(text.contains("ghim giữa, hai ghim &lt;&amp;&gt;"), "{text}");
    let layout = attributes(&text, "LayoutIntent");
    // Open they are two pages side by side.
    for words in ["Dimensions=1920.002 540", "FinishedDimensions=960.001 540 0"] {
        assert!(layout.contains(&words.to_string()), "{words} is not in {layout:?}");
    }
}
