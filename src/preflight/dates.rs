//! Whether the file says the same day in both of its places.

/// A moment as it is written: seconds since year 0 of its own clock, and how far that is from UTC, where it is said.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Instant {
    local: i64,
    offset: Option<i64>,
}

/// Less than a minute is how programs round.
const SAME: i64 = 60;

/// Whether a date of Info (`D:20261128101500+07'00'`, ISO 32000-2, 7.9.4) and one of XMP (`2026-11-28T10:15:00+07:00`) are plainly
/// two. Where either of them does not say its zone, it may be any; what is no date is told by other rules.
pub(super) fn differ(info: &str, xmp: &str) -> bool {
    let (Some(info), Some(xmp)) = (moment(info.trim().trim_start_matches("D:")), moment(xmp.trim())) else {
        return false;
    };
    match (info.offset, xmp.offset) {
        (Some(a), Some(b)) => (info.local - a - xmp.local + b).abs() >= SAME,
        _ => {
            const QUARTER: i64 = 15 * 60;
            let apart = (info.local - xmp.local).abs();
            let beside = apart % QUARTER;
            apart > 26 * 3600 || beside.min(QUARTER - beside) >= SAME
        }
    }
}

/// Digits in the order of both: year, month, day, hour, minute, second, zone. Only whole days and more are read of what is short.
fn moment(text: &str) -> Option<Instant> {
    let zone = text.find(['Z', 'z', '+']).or_else(|| text.get(10..)?.find('-').map(|at| at + 10));
    let (day, zone) = text.split_at_checked(zone.unwrap_or(text.len()))?;
    let day = day.split('.').next()?;
    let digits: String = day.chars().filter(char::is_ascii_digit).collect();
    if digits.len() < 8 {
        return None;
    }
    let number = |from: usize, count: usize| digits.get(from..from + count).and_then(|n| n.parse::<i64>().ok());
    let (year, month, date) = (number(0, 4)?, number(4, 2)?, number(6, 2)?);
    if !(1..=12).contains(&month) || !(1..=31).contains(&date) {
        return None;
    }
    let clock = [number(8, 2), number(10, 2), number(12, 2)].map(|part| part.unwrap_or(0));
    // Days of the Gregorian calendar, with years that begin in March.
    let (y, m) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let days = 365 * y + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5 + date;
    let local = days * 86_400 + clock[0] * 3600 + clock[1] * 60 + clock[2];
    let hours: String = zone.chars().filter(char::is_ascii_digit).collect();
    let part = |from: usize| hours.get(from..from + 2).and_then(|n| n.parse::<i64>().ok()).unwrap_or(0);
    let sign = if zone.starts_with('-') { -1 } else { 1 };
    Some(Instant { local, offset: (!zone.is_empty()).then(|| sign * (part(0) * 3600 + part(2) * 60)) })
}

#[cfg(test)]
mod tests {
    use super::differ;

    #[test]
    fn one_moment_is_written_in_many_ways() {
        for (info, xmp) in [
            ("D:20261128101500+07'00'", "2026-11-28T10:15:00+07:00"),
            ("D:20261128101500+07'00'", "2026-11-28T03:15:00Z"),
            ("D:20261128101500+07'00", "2026-11-28T03:15:30.250Z"),
            ("D:20261127201500-07'00'", "2026-11-28T03:15:00Z"),
            ("D:20261128031500Z", "2026-11-28T03:15Z"),
            ("D:20261128031500", "2026-11-28T10:15:00+07:00"),
            ("D:20261231235959Z", "2027-01-01T00:00:00Z"),
            ("20261128", "2026-11-28"),
            ("yesterday", "2026-11-28"),
        ] {
            assert!(!differ(info, xmp), "{info} {xmp}");
        }
        for (info, xmp) in [
            ("D:20261128101500+07'00'", "2026-11-28T10:15:00Z"),
            ("D:20261128101500+07'00'", "2025-11-28T10:15:00+07:00"),
            ("D:20261128101500Z", "2026-11-28T10:17:00Z"),
            ("D:20261128101500", "2026-11-28T10:20:00+07:00"),
            ("20260303", "2026-02-28"),
        ] {
            assert!(differ(info, xmp), "{info} {xmp}");
        }
    }
}
