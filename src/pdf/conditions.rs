//! Printing conditions by the names of the ICC's registry of characterisation data, and which of them a profile is made for.

use moxcms::{ColorProfile, LocalizableString, ProfileText};

/// Names in the registry: those of Fogra are `FOGRA` and a number.
const REGISTERED: [&str; 22] = [
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
    "IFRA22",
    "IFRA26",
    "IFRA30",
    "JC200103",
    "JC200104",
    "JCN2002",
    "JCW2003",
    "PC11402",
];

/// Profiles that are known by their own names, as makers describe them, and what they are made for.
const KNOWN: [(&str, &str); 24] = [
    ("ISO COATED V2", "FOGRA39"),
    ("ISOCOATED V2", "FOGRA39"),
    ("ISO UNCOATED YELLOWISH", "FOGRA30"),
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
    ("JAPAN COLOR 2001 COATED", "JC200103"),
];

/// Whether a name is one of the registry.
pub(super) fn is_registered(name: &str) -> bool {
    let number = name.strip_prefix("FOGRA").unwrap_or_default();
    REGISTERED.contains(&name) || (number.len() == 2 && number.bytes().all(|digit| digit.is_ascii_digit()))
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
    fogra(&name).or_else(|| REGISTERED.iter().find(|known| bare(known) == name).map(|known| (*known).to_string()))
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
        assert!(["FOGRA39", "FOGRA52", "CGATS TR 006", "JC200103"].into_iter().all(is_registered));
        assert!(!["FOGRA", "FOGRA39L", "Nhà in A", "fogra39", ""].into_iter().any(is_registered));
    }
}
