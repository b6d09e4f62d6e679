//! What `anpham preflight` says of plates: coverage, maps of ink, proofs.

use std::path::{Component, Path, PathBuf};

use serde_json::{Value as Json, json};

use super::session::{Failure, Session};
use crate::args::PreflightArgs;
use crate::msg;
use crate::pdf::OutputIntent;
use crate::plates::{self, PagePlates};
use crate::preflight::{Limits, Rule, Verdict};
use crate::store::write_atomic;

/// What was found of the plates of a file.
#[derive(Default)]
pub(super) struct Ink {
    pub(super) json: Vec<Json>,
    pub(super) text: String,
    /// Nothing could be told apart.
    pub(super) failed: bool,
}

/// Separates a file, if any of it is asked for, and writes the pictures.
pub(super) fn ink(
    session: &Session,
    args: &PreflightArgs,
    (file, is_one): (&Path, bool),
    (bytes, verdict): (&[u8], &Verdict),
    (limits, usual): (&Limits, &OutputIntent),
) -> Result<Ink, Failure> {
    let mut ink = Ink::default();
    if !(args.coverage || args.ink_map.is_some() || args.proof.is_some()) {
        return Ok(ink);
    }
    let lang = session.terminal.lang;
    let start = session.start()?;
    let stated = plates::stated_intent(bytes);
    let intent = stated.as_ref().unwrap_or(usual);
    let spots = plates::spot_colours(verdict, intent);
    let mut written: Result<(), Failure> = Ok(());
    let mut write = |target: &Option<PathBuf>, page: usize, make: &dyn Fn() -> Option<Vec<u8>>| {
        let Some(target) = target else { return };
        let path = start.join(name(target, file, (is_one, page), verdict.pages == 1));
        let made = match make() {
            Some(png) => {
                let folder = path.parent().map_or(Ok(()), std::fs::create_dir_all);
                folder.and_then(|()| write_atomic(&path, &png)).map_err(|error| Failure::file(&path, error))
            }
            None => Err(Failure::file(&path, lang.text(&msg!("plates-no-picture")))),
        };
        if written.is_ok() {
            written = made;
        }
    };
    let mut each = |page: PagePlates| {
        write(&args.ink_map, page.page, &|| plates::ink_map(&page, limits.ink, lang));
        write(&args.proof, page.page, &|| plates::proof(&page, intent, &spots, &|_| true));
        ink.tell(&page, session);
    };
    // What cannot be read, or is too much to be, is not separated either.
    let is_read = !verdict.findings.iter().any(|found| {
        matches!(found.rule, Rule::Unreadable | Rule::TooMuch | Rule::CutOff | Rule::X4Encrypted | Rule::NoPages)
    });
    if !is_read || !plates::separate(bytes, verdict, intent, &mut each) {
        ink.failed = true;
        ink.text += &(lang.text(&msg!("plates-none", file = file.display())) + "\n");
        ink.json.push(json!({ "not_separated": [lang.text(&msg!("plates-none", file = file.display()))] }));
    }
    written.map(|()| ink)
}

impl Ink {
    fn tell(&mut self, page: &PagePlates, session: &Session) {
        let lang = session.terminal.lang;
        let round = |value: f64| (value * 100.0).round() / 100.0;
        let coverage = page.coverage();
        let total: f64 = coverage.iter().map(|(_, mean)| mean).sum();
        let left: Vec<String> = page.left.iter().map(|left| lang.text(&left.message())).collect();
        let plates: serde_json::Map<String, Json> =
            coverage.iter().map(|(name, mean)| ((*name).to_string(), json!(round(*mean)))).collect();
        self.json.push(json!({
            "page": page.page,
            "plates": plates,
            "total": round(total),
            "most": round(page.most()),
            "not_separated": left,
        }));
        let number = |value: f64| lang.number(&format!("{value:.1}"));
        let list: Vec<String> = coverage.iter().map(|(name, mean)| format!("{name} {} %", number(*mean))).collect();
        let told = msg!(
            "plates-coverage",
            page = page.page,
            plates = list.join(", "),
            total = number(total),
            most = number(page.most()),
        );
        self.text += &(lang.text(&told) + "\n");
        for left in left {
            self.text += &format!("  {left}\n");
        }
    }
}

/// Where the picture of a page goes: the file that is named, numbered where there are several pages, or a folder of them. Of several
/// files each keeps its folders, since many are called alike.
fn name(target: &Path, file: &Path, (is_one, page): (bool, usize), has_one_page: bool) -> PathBuf {
    let is_picture = target.extension().is_some_and(|end| end.eq_ignore_ascii_case("png"));
    let stem = |path: &Path| path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let folders = || {
        let plain = |part: Component| matches!(part, Component::Normal(_)).then(|| part.as_os_str().to_owned());
        let folders = file.parent().into_iter().flat_map(Path::components).filter_map(plain);
        folders.filter(|_| !is_one).collect::<PathBuf>()
    };
    match (is_picture, is_one && has_one_page) {
        (true, true) => target.to_path_buf(),
        (true, false) => {
            let folders = folders();
            let named: Vec<_> = folders.iter().map(|part| part.to_string_lossy()).collect();
            let named: String = named.into_iter().map(|part| format!("{part}-")).collect();
            target.with_file_name(format!("{}-{named}{}-{page}.png", stem(target), stem(file)))
        }
        (false, _) => target.join(folders()).join(format!("{}-{page}.png", stem(file))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_of_several_pages_do_not_lie_on_one_another() {
        let name =
            |target: &str, page, is_one| name(Path::new(target), Path::new("a/leaflet.pdf"), (is_one, page), page == 1);
        assert_eq!(name("map.png", 1, true), Path::new("map.png"));
        assert_eq!(name("map.png", 2, true), Path::new("map-leaflet-2.png"));
        assert_eq!(name("maps", 2, true), Path::new("maps/leaflet-2.png"));
        // `b/leaflet.pdf` may be given, too.
        assert_eq!(name("map.png", 1, false), Path::new("map-a-leaflet-1.png"));
        assert_eq!(name("maps", 2, false), Path::new("maps/a/leaflet-2.png"));
    }
}
