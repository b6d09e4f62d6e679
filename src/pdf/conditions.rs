//! Printing conditions by the names of the ICC's registry of characterisation data, and which of them a profile is made for.
//!
//! The names were compared with the registry of CMYK data (registry.color.org/cmyk-registry, in two copies that were read from it in 2026
//! and that agree): 56 names, those of Fogra from 27 to 54. `IFRA22`, `IFRA30` and `PC11402`, which other lists have, are not there.
//! What a profile is made for was compared with the measurements in Debian's `icc-profiles-free` (`FOGRA28L.ti3` … `FOGRA40L.ti3`,
//! `TR002.ti3` … `TR006.ti3`: paper and process of each) and with what Adobe writes of the profiles that come with its programs.

use moxcms::{ColorProfile, LocalizableString, ProfileText};

/// Names in the registry, beside those of Fogra.
const REGISTERED: [&str; 28] = [
    "APTEC CCNB",
    "APTEC Coated CardBoard",
    "APTEC_CTV_3",
    "APTEC_CTV_4",
    "APTEC_CTV_5",
    "APTEC_CTV_6",
    "APTEC_CTV_7",
    "APTEC_CTV_8",
    "CGATS TR 001",
    "CGATS TR 002",
    "CGATS TR 003",
    "CGATS TR 005",
    "CGATS TR 006",
    "CGATS21-2-CRPC1",
    "CGATS21-2-CRPC2",
    "CGATS21-2-CRPC3",
    "CGATS21-2-CRPC4",
    "CGATS21-2-CRPC5",
    "CGATS21-2-CRPC6",
    "CGATS21-2-CRPC7",
    "EUROSB104",
    "EUROSB204",
    "IFRA26",
    "JC200103",
    "JC200104",
    "JCN2002",
    "JCS2011",
    "JCW2003",
];

/// Profiles that are known by their own names, as makers describe them, and what they are made for.
/// The first that is part of a name counts.
const KNOWN: [(&str, &str); 33] = [
    ("ISO COATED V2", "FOGRA39"),
    ("ISOCOATED V2", "FOGRA39"),
    ("ISO UNCOATED YELLOWISH", "FOGRA30"),
    ("ISO UNCOATED", "FOGRA29"),
    ("ISO WEB COATED", "FOGRA28"),
    ("PSO COATED V3", "FOGRA51"),
    ("PSOCOATED V3", "FOGRA51"),
    ("PSO UNCOATED V3", "FOGRA52"),
    ("PSOUNCOATED V3", "FOGRA52"),
    ("PSO UNCOATED ISO12647", "FOGRA47"),
    ("PSO UNCOATED NPSCREEN", "FOGRA44"),
    ("PSO COATED NPSCREEN", "FOGRA43"),
    ("PSO COATED 300 NPSCREEN", "FOGRA43"),
    ("PSO LWC IMPROVED", "FOGRA45"),
    ("PSO LWC STANDARD", "FOGRA46"),
    ("PSO MFC PAPER", "FOGRA41"),
    ("PSO SNP PAPER", "FOGRA42"),
    ("SC PAPER", "FOGRA40"),
    ("ISO NEWSPAPER 26", "IFRA26"),
    ("ISONEWSPAPER26", "IFRA26"),
    ("NEWSPAPER26V5", "IFRA26"),
    ("GRACOL2006", "CGATS TR 006"),
    ("SWOP2006 COATED3", "CGATS TR 003"),
    ("SWOP2006 COATED5", "CGATS TR 005"),
    ("CRPC1", "CGATS21-2-CRPC1"),
    ("CRPC3", "CGATS21-2-CRPC3"),
    ("CRPC5", "CGATS21-2-CRPC5"),
    ("CRPC6", "CGATS21-2-CRPC6"),
    ("U.S. WEB COATED SWOP", "CGATS TR 001"),
    ("JAPAN COLOR 2001 COATED", "JC200103"),
    ("JAPAN COLOR 2001 UNCOATED", "JC200104"),
    ("JAPAN COLOR 2002 NEWSPAPER", "JCN2002"),
    ("JAPAN COLOR 2003 WEB COATED", "JCW2003"),
];

/// Numbers of Fogra's that are in the registry.
const FOGRA: std::ops::RangeInclusive<u8> = 27..=54;

/// Whether a name is one of the registry.
pub(super) fn is_registered(name: &str) -> bool {
    REGISTERED.contains(&name) || (name.len() == 7 && is_of_fogra(name))
}

fn is_of_fogra(name: &str) -> bool {
    name.strip_prefix("FOGRA").is_some_and(|number| number.parse().is_ok_and(|number| FOGRA.contains(&number)))
}

/// The condition that a profile is made for, if it says so: in the characterisation data that it carries (`targ`), or in its name.
pub(super) fn of_profile(profile: &ColorProfile) -> Option<String> {
    let named = plain(profile.description.as_ref());
    let data = plain(profile.char_target.as_ref());
    fogra(&named).or_else(|| {
        let found = KNOWN.iter().find(|(known, _)| named.contains(known)).map(|(_, name)| (*name).to_string());
        found.or_else(|| fogra(&data))
    })
}

/// A name as the registry has it, if it is one of its names in any letters: `Fogra39L` is the file of `FOGRA39`.
pub(super) fn registered(name: &str) -> Option<String> {
    let bare = |name: &str| name.to_uppercase().chars().filter(char::is_ascii_alphanumeric).collect::<String>();
    let name = bare(name);
    let of_fogra = fogra(&name).filter(|name| is_of_fogra(name));
    of_fogra.or_else(|| REGISTERED.iter().find(|known| bare(known) == name).map(|known| (*known).to_string()))
}

/// `FOGRA` and the two digits behind it.
fn fogra(text: &str) -> Option<String> {
    let mut rest = text;
    while let Some(at) = rest.find("FOGRA") {
        rest = &rest[at + 5..];
        let digits: String =
            rest.trim_start_matches([' ', '-', '_']).chars().take_while(char::is_ascii_digit).collect();
        if digits.len() == 2 {
            return Some(format!("FOGRA{digits}"));
        }
    }
    None
}

/// A text of a profile in capitals, with blanks for what parts words.
fn plain(text: Option<&ProfileText>) -> String {
    let text = match text {
        Some(ProfileText::PlainString(text)) => text.clone(),
        Some(ProfileText::Localizable(all)) => {
            all.iter().map(|LocalizableString { value, .. }| value.as_str()).collect::<Vec<_>>().join(" ")
        }
        Some(ProfileText::Description(described)) => {
            format!("{} {}", described.ascii_string, described.unicode_string)
        }
        None => String::new(),
    };
    let words = text.to_uppercase().replace(['_', '(', ')', '\0'], " ");
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn called(name: &str) -> Option<String> {
        let mut profile = ColorProfile::new_srgb();
        profile.description = Some(ProfileText::PlainString(name.into()));
        of_profile(&profile)
    }

    #[test]
    fn profiles_are_known_by_what_they_are_called() {
        for (name, condition) in [
            ("PSO Coated v3", Some("FOGRA51")),
            ("PSOcoated_v3", Some("FOGRA51")),
            ("ISO Coated v2 300% (basICColor)", Some("FOGRA39")),
            ("Coated FOGRA39 (ISO 12647-2:2004)", Some("FOGRA39")),
            ("PSO Uncoated v3 (FOGRA52)", Some("FOGRA52")),
            ("SWOP2006_Coated3v2.icc", Some("CGATS TR 003")),
            ("GRACoL2006_Coated1v2.icc", Some("CGATS TR 006")),
            ("WAN-IFRAnewspaper26v5", Some("IFRA26")),
            ("ISO Uncoated", Some("FOGRA29")),
            ("ISO Uncoated Yellowish", Some("FOGRA30")),
            ("GRACoL2013_CRPC6.icc", Some("CGATS21-2-CRPC6")),
            ("U.S. Web Coated (SWOP) v2", Some("CGATS TR 001")),
            ("Japan Color 2003 Web Coated", Some("JCW2003")),
            ("Máy in của nhà in A", None),
            ("Fogra PSD", None),
        ] {
            assert_eq!(called(name).as_deref(), condition, "{name}");
        }
        assert_eq!(registered("Fogra39L").as_deref(), Some("FOGRA39"));
        assert_eq!(registered("CGATS TR006").as_deref(), Some("CGATS TR 006"));
        assert_eq!(registered("Nhà in A"), None);
    }

    #[test]
    fn names_of_the_registry_are_known() {
        let known = ["FOGRA27", "FOGRA39", "FOGRA54", "CGATS TR 006", "JC200103", "JCS2011", "APTEC_CTV_3"];
        assert!(known.into_iter().all(is_registered));
        let others =
            ["FOGRA", "FOGRA39L", "FOGRA55", "FOGRA26", "FOGRA+9", "IFRA30", "PC11402", "Nhà in A", "fogra39", ""];
        assert!(!others.into_iter().any(is_registered));
        assert_eq!((registered("FOGRA55"), registered("JCS 2011").as_deref()), (None, Some("JCS2011")));
    }
}
