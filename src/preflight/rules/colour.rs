//! Rules on colours: those that a press has no inks for, plates, shadings.

use hayro_syntax::object::{Array, Dict, Name, Number, Object, Stream};
use hayro_syntax::page::Resources;

use super::super::bleed::Bounds;
use super::super::color::{PROCESS, Space, foreign_alternate};
use super::super::content::Interpreter;
use super::super::geometry::*;
use super::super::rule::told;
use super::super::state::*;
use super::super::streams::decoded;

impl Interpreter<'_> {
    /// Judges a colour space where it is chosen.
    pub(crate) fn space(&mut self, object: &Object, area: &Bounds, resources: &Resources) -> Space {
        let is_given =
            |name: &str| Name::new(name.as_bytes()).is_some_and(|name| resources.get_color_space(&name).is_some());
        let space = match Space::of(object, &is_given) {
            // The press itself prints RGB.
            Space::Rgb if self.press == 3 => Space::Managed("DeviceRGB".into()),
            space => space,
        };
        if let Some((name, space)) = foreign_alternate(object, self.press, &is_given) {
            self.found.push(self.page, self.at(area), told!(SpotAlternate, name = name, space = space));
        }
        self.judge(&space, area);
        space
    }

    pub(crate) fn judge(&mut self, space: &Space, area: &Bounds) {
        match space {
            // Where it is painted is known later; a picture's place is known now.
            Space::Rgb | Space::Cmyk if is_area(area) => self.device(space, area),
            Space::Rgb => self.rgb = true,
            Space::Managed(_) | Space::IccCmyk => {
                self.found.push(self.page, self.at(area), told!(IccColor, space = space.family()));
            }
            // Not in a mask, which prints nothing of its own.
            Space::IccGray(family) if self.press == 4 && !self.in_mask => {
                self.found.push(self.page, self.at(area), told!(IccGray, space = family));
            }
            Space::Spots(names, tint) => {
                for name in names {
                    // An ink among several says nothing of how it looks alone.
                    if names.len() > 1 {
                        break;
                    }
                    let known = self.spots.entry(name.clone()).or_insert_with(|| tint.clone());
                    if !known.is_like(tint) {
                        self.found.push(self.page, None, told!(SpotTwice, name = name));
                    }
                }
            }
            Space::Unknown => self.found.push(self.page, self.at(area), told!(SpaceUnknown)),
            Space::Indexed(base) => self.judge(base, area),
            Space::Pattern(Some(base)) => self.judge(base, area),
            _ => {}
        }
    }

    /// Device colours are those of the press: ISO 15930-7 allows DeviceCMYK only where the condition is CMYK.
    pub(crate) fn device(&mut self, space: &Space, area: &Bounds) {
        match space {
            Space::Rgb => self.found.push(self.page, self.at(area), told!(Rgb)),
            Space::Cmyk if self.press != 4 => self.found.push(self.page, self.at(area), told!(Cmyk)),
            _ => {}
        }
    }

    /// What is painted with: no RGB, and not Separation All, which is for marks and prints on every plate.
    pub(crate) fn painted_with(&mut self, paint: &Paint, area: &Bounds) {
        self.device(&paint.space, area);
        self.plates(&paint.space, &paint.values, area);
        if let Space::Spots(names, _) = &paint.space
            && names.iter().any(|name| name == "All")
            && let seen = cut(*area, self.trim)
            && seen[2] - seen[0] > ROUNDING
            && seen[3] - seen[1] > ROUNDING
        {
            self.found.push(self.page, self.at(area), told!(SpotAll));
        }
    }

    /// Which plates print it; marks outside of the trim do not count, and what a mask is made of is no ink.
    pub(crate) fn plates(&mut self, space: &Space, values: &[f64], area: &Bounds) {
        if self.in_mask || !is_area(&cut(*area, self.trim)) {
            return;
        }
        let verdict = &mut self.found.verdict;
        let (plates, of_page) = (&mut verdict.plates, verdict.page_plates.entry(self.page.unwrap_or(0)).or_default());
        let mut add = |name: &str, share: f64| {
            if share > 0.001 && !of_page.contains(name) && (plates.contains(name) || plates.len() < MOST_PLATES) {
                plates.insert(name.to_string());
                of_page.insert(name.to_string());
            }
        };
        match space {
            Space::Spots(names, _) => {
                let is_ink = |name: &&String| !matches!(name.as_str(), "All" | "None");
                names.iter().zip(values).filter(|(name, _)| is_ink(name)).for_each(|(name, share)| add(name, *share));
            }
            Space::IccGray(_) if self.press == 4 => {
                let share = 1.0 - values.first().copied().unwrap_or(1.0);
                PROCESS.iter().for_each(|name| add(name, share));
            }
            _ => {
                let inks = space.inks(values).unwrap_or_default();
                PROCESS.iter().zip(inks).for_each(|(name, share)| add(name, share));
            }
        }
    }

    pub(crate) fn shading(&mut self, shading: &Object, area: &Bounds, resources: &Resources) {
        let dict = match shading {
            Object::Dict(dict) => dict.clone(),
            Object::Stream(stream) => stream.dict().clone(),
            _ => return,
        };
        let Some(space) = dict.get::<Object>("ColorSpace") else { return };
        let space = self.space(&space, area, resources);
        let mut functions: Vec<Dict> = dict.get::<Dict>("Function").into_iter().collect();
        let stitched = functions.first().and_then(|f| f.get::<Array>("Functions"));
        functions.extend(stitched.into_iter().flat_map(|array| array.iter::<Dict>().take(256).collect::<Vec<_>>()));
        let sampled = dict.get::<Stream>("Function").map(|function| samples(&function)).unwrap_or_default();
        for values in sampled {
            self.stop(&space, &values, area);
        }
        for function in functions {
            for key in ["C0", "C1"] {
                let values: Vec<f64> = function
                    .get::<Array>(key)
                    .map(|a| a.iter::<Number>().map(|n| n.as_f64()).collect())
                    .unwrap_or_default();
                self.stop(&space, &values, area);
            }
        }
    }

    /// One colour of a gradient.
    pub(crate) fn stop(&mut self, space: &Space, values: &[f64], area: &Bounds) {
        self.plates(space, values, area);
        let sum: f64 = space.inks(values).map_or(0.0, |inks| inks.iter().sum());
        if sum * 100.0 > self.limits.ink + 0.5 {
            self.too_much_ink(sum * 100.0, area);
        }
    }
}

/// The values of a sampled function (type 0) of eight bits.
fn samples(function: &Stream) -> Vec<Vec<f64>> {
    let dict = function.dict();
    let is_sampled = dict.get::<i32>("FunctionType") == Some(0) && dict.get::<i32>("BitsPerSample") == Some(8);
    let range: Vec<f64> =
        dict.get::<Array>("Range").map(|r| r.iter::<Number>().map(|n| n.as_f64()).collect()).unwrap_or_default();
    let channels = range.len() / 2;
    if !is_sampled || channels == 0 {
        return vec![];
    }
    let data = decoded(function, 1 << 20).unwrap_or_default();
    let value = |(n, byte): (usize, &u8)| range[2 * n] + f64::from(*byte) / 255.0 * (range[2 * n + 1] - range[2 * n]);
    data.chunks_exact(channels).map(|sample| sample.iter().enumerate().map(value).collect()).collect()
}
