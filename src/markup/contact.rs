//! Who to ask: what a `contact` block does not say itself of the issuer's address, phone, e-mail and page.

use super::doc::{Inline, Part, Reach, Target, TreeNode, Way, walk};
use super::write::escape;
use super::write::runs::{self, Run};
use crate::content::words::Named;

/// Between two ways on a line, which may also end there.
const BETWEEN: &str = "#h(1.4em)";

/// What a block says itself of how to reach somebody: its words and where its links and its code lead.
pub(super) fn held(part: &Part) -> String {
    let mut held = String::new();
    let mut add = |text: &str| {
        held.push_str(text);
        held.push(' ');
    };
    walk(&part.blocks, &mut |node| match node {
        TreeNode::Inline(Inline::Code { code, .. }) => add(code),
        TreeNode::Inline(Inline::Link { to: Target::Url(url), .. }) => add(url),
        TreeNode::Inline(inline) => add(&inline.leaves().iter().map(|leaf| leaf.text.as_str()).collect::<String>()),
        TreeNode::Block(_) => {}
    });
    part.url().into_iter().for_each(add);
    held
}

/// What is to be added to a block: nothing where it says it all, or where `anpham.toml` gives nothing and the block says something.
///
/// - held: what the block says
pub(super) fn missing(issuer: &Named, held: &str) -> Option<Reach> {
    let given = |key: &str| issuer.get(key).map(|text| text.trim()).filter(|text| !text.is_empty());
    let text = fold(held);
    let digits = digits(held);
    let mut ways = Vec::new();
    if let Some(address) = given("address").filter(|address| !text.contains(&fold(address))) {
        ways.push(Way::Address(address.to_string()));
    }
    let phones = given("phone").into_iter().flat_map(|phones| phones.split([',', ';'])).map(str::trim);
    let phones: Vec<String> =
        phones.filter(|phone| !phone.is_empty() && !digits.contains(&number(phone))).map(String::from).collect();
    if !phones.is_empty() {
        ways.push(Way::Phones(phones));
    }
    let pages = [given("email"), given("url").map(bare)].into_iter().flatten();
    ways.extend(pages.filter(|page| !text.contains(&fold(page))).map(|page| Way::Online(page.to_string())));
    let is_empty = held.trim().is_empty();
    let is_named = ["name", "short"].iter().any(|key| given(key).is_some_and(|name| text.contains(&fold(name))));
    let wants_name = is_empty || !ways.is_empty() && !is_named;
    let name = given("name").filter(|_| wants_name).map(String::from);
    (name.is_some() || !ways.is_empty()).then_some(Reach { name, ways })
}

/// The ways as a paragraph.
pub(super) fn markup(reach: &Reach, lang: &str) -> String {
    let ways: Vec<String> = reach.ways.iter().map(|way| way.markup(lang)).collect();
    let mut out = String::new();
    if let Some(name) = &reach.name {
        out.push_str(&format!("#strong[{}]", words(name)));
        out.push_str(if ways.is_empty() { "" } else { " \\\n" });
    }
    for (n, way) in ways.iter().enumerate() {
        // A sign between two of them would stand at the end of a line. What may be broken has lines of its own.
        let is_whole = |way: &str| way.starts_with("#box[") && !way.contains(runs::SEAM);
        match n.checked_sub(1).and_then(|before| ways.get(before)) {
            Some(before) if is_whole(before) && is_whole(way) => out.push_str(BETWEEN),
            Some(_) => out.push_str(" \\\n"),
            None => {}
        }
        out.push_str(way);
    }
    out
}

impl Way {
    /// The line that says it, as plain text.
    pub(super) fn line(&self, lang: &str) -> String {
        match self {
            Self::Address(text) | Self::Online(text) => text.clone(),
            Self::Phones(numbers) => {
                format!("{} {}", if lang == "en" { "Phone" } else { "Điện thoại" }, numbers.join(", "))
            }
        }
    }

    fn markup(&self, lang: &str) -> String {
        match self {
            Self::Address(text) => words(text),
            // A number stays on one line, its blanks and hyphens are no place to break; so does the word before it.
            Self::Phones(numbers) => {
                let first = numbers.iter().take(1).map(|first| Self::Phones(vec![first.clone()]).line(lang));
                first.chain(numbers.iter().skip(1).cloned()).map(|number| whole(&number)).collect::<Vec<_>>().join(", ")
            }
            Self::Online(text) => address_of(text),
        }
    }
}

/// Text as markup.
fn words(text: &str) -> String {
    let mut markup = String::new();
    escape::push_markup(&mut markup, text, false);
    markup
}

/// Text that is not broken.
fn whole(text: &str) -> String {
    format!("#box[{}]", words(text))
}

/// An address that is broken only where it is longer than any line may be, each part of it whole.
fn address_of(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    if chars.len() <= runs::MAX_PART {
        return whole(text);
    }
    let parts = runs::runs(&chars).into_iter().map(|run| match run {
        Run::Text(range) => whole(&chars[range].iter().collect::<String>()),
        Run::Fill(fill) => words(&chars[fill.range].iter().collect::<String>()),
    });
    parts.collect::<Vec<_>>().join(runs::SEAM)
}

/// An address of the web as people write it.
fn bare(url: &str) -> &str {
    let url = url.split_once("://").map_or(url, |(_, rest)| rest);
    url.strip_prefix("www.").unwrap_or(url).trim_end_matches('/')
}

/// For comparing: small letters, no blanks.
fn fold(text: &str) -> String {
    text.split_whitespace().collect::<String>().to_lowercase()
}

/// The digits of a text: numbers are written with blanks, dots and brackets as people like.
fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

/// A phone number without what comes before it within a country or from abroad.
fn number(phone: &str) -> String {
    let digits = digits(phone);
    let national =
        if phone.trim_start().starts_with('+') { digits.strip_prefix("84") } else { digits.strip_prefix('0') };
    national.map_or(digits.clone(), String::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn issuer(given: &[(&'static str, &str)]) -> Named {
        given.iter().map(|(key, text)| (*key, (*text).to_string())).collect()
    }

    fn added(held: &str) -> String {
        let issuer = issuer(&[
            ("name", "Ban Tuyên giáo và Dân vận Tỉnh ủy Lâm Đồng"),
            ("short", "Ban Tuyên giáo và Dân vận"),
            ("address", "27 Trần Phú, Đà Lạt"),
            ("phone", "0263 3822 345; +84 909-123-456"),
            ("email", "btgdv@lamdong.vn"),
            ("url", "https://www.lamdong.vn/"),
        ]);
        set(&issuer, held)
    }

    fn set(issuer: &Named, held: &str) -> String {
        missing(issuer, held).map_or(String::new(), |reach| markup(&reach, "vi"))
    }

    #[test]
    fn a_block_gets_what_it_does_not_say() {
        let all = "27 Trần Phú, Đà Lạt \\\n#box[Điện thoại 0263 3822 345], #box[\\+84 909-123-456]#h(1.4em)#box[btgdv\\@lamdong.vn]#h(1.4em)#box[lamdong.vn]";
        let name = "#strong[Ban Tuyên giáo và Dân vận Tỉnh ủy Lâm Đồng] \\\n";
        let told = added("");
        assert!(told.starts_with(name), "{told}");
        let plain = |text: &str| text.replace('\\', "");
        assert_eq!(plain(&told[name.len()..]), plain(all));
        // Its own words are not said twice, however they are written.
        let told = added("Hỏi ban tuyên giáo và dân vận, 27 Trần Phú, Đà  Lạt, gọi (0263) 3.822.345");
        assert_eq!(
            plain(&told),
            "#box[Điện thoại +84 909-123-456]#h(1.4em)#box[btgdv@lamdong.vn]#h(1.4em)#box[lamdong.vn]"
        );
        let told =
            added("Gọi 02633822345 hay 0909.123.456, thư BTGDV@lamdong.vn, 27 Trần Phú, Đà Lạt, xem lamdong.vn/hoi");
        assert_eq!(told, "");
    }

    #[test]
    fn where_nothing_is_given_nothing_is_added() {
        let bare = issuer(&[("name", "Ban"), ("short", "Ban"), ("address", ""), ("phone", "")]);
        assert_eq!(set(&bare, "Hội Nông dân xã"), "");
        assert_eq!(set(&bare, " "), "#strong[Ban]");
        assert_eq!(set(&Named::new(), ""), "");
    }
}
