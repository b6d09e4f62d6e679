//! The inks of a press that has one or two: a risograph, black alone, black and an ink that is mixed.
//!
//! Every colour becomes shares of them that are as light as it was, and of those the ones that look most like it. White stays paper.

use std::fmt;
use std::sync::Arc;

use moxcms::{Oklab, Rgb, Transform8BitExecutor};

use super::intent::{OutputIntent, seen};
use crate::theme::{contrast, linear, luminance_of as luminance};

/// An ink, and what stands in for it where a press lacks it.
#[derive(Debug, Clone, PartialEq)]
pub struct PressInk {
    /// Its name on the plate; `None` for the black of the process.
    pub name: Option<String>,
    /// What it looks like, in shares of cyan, magenta, yellow and black, 0 to 1.
    pub look: [f64; 4],
}

impl PressInk {
    /// Black.
    pub fn black() -> Self {
        Self { name: None, look: [0.0, 0.0, 0.0, 1.0] }
    }

    /// The name of its plate.
    pub fn plate(&self) -> &str {
        self.name.as_deref().unwrap_or("Black")
    }
}

/// Strengths of an ink whose looks are known.
const STEPS: usize = 256;
/// Shares of the second ink that are tried first, and the finer ones around the best of them.
const COARSE: usize = 16;
const FINE: usize = 256;

/// What an ink does to the light of each of three channels, and to all of it, by its strength.
#[derive(Debug)]
struct InkRamp {
    light: Vec<[f64; 3]>,
    luminance: Vec<f64>,
}

impl InkRamp {
    fn of(ink: &PressInk, intent: &OutputIntent) -> Option<Self> {
        let byte = |share: f64| (share * 255.0).round() as u8;
        let steps = (0..STEPS).flat_map(|n| ink.look.map(|share| byte(share * n as f64 / (STEPS - 1) as f64)));
        let light = lights(&intent.colours(&steps.collect::<Vec<_>>())?);
        // Lighter than the paper, or than less of it, is a rounding of the profile.
        let luminance = light.iter().map(luminance).scan(1.0_f64, |least, y| {
            *least = least.min(y);
            Some(*least)
        });
        let luminance = luminance.collect();
        Some(Self { light, luminance })
    }

    /// The strength that leaves so much light: the nearest.
    fn strength(&self, luminance: f64) -> f64 {
        let next = self.luminance.partition_point(|&known| known > luminance);
        if next == 0 {
            return 0.0;
        }
        let Some(&below) = self.luminance.get(next) else { return 1.0 };
        let above = self.luminance[next - 1];
        let part = if above > below { (above - luminance) / (above - below) } else { 0.0 };
        ((next - 1) as f64 + part) / (STEPS - 1) as f64
    }

    fn at(&self, share: f64) -> usize {
        (share.clamp(0.0, 1.0) * (STEPS - 1) as f64).round() as usize
    }

    /// How much light a full tone leaves.
    fn least(&self) -> f64 {
        self.luminance.last().copied().unwrap_or(0.0)
    }
}

/// One or two inks, and what they look like.
pub struct InkSet {
    /// What prints type: black where there is any, else the darker one.
    pub key: PressInk,
    /// The other one.
    pub second: Option<PressInk>,
    /// Photographs are printed with both.
    pub duotone: bool,
    /// Most ink on any spot, 1 for a full tone.
    most: f64,
    key_ramp: InkRamp,
    second_ramp: Option<InkRamp>,
    /// Light that the darkest colour of four inks leaves.
    darkest: f64,
    /// Shares of each ink of a picture, by its lightness.
    tones: Vec<[u8; 2]>,
    /// From the four inks to what they look like.
    way: Arc<Transform8BitExecutor>,
}

impl fmt::Debug for InkSet {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(&self.digest())
    }
}

/// Steps of lightness of a picture.
const TONES: usize = 1024;

impl PartialEq for InkSet {
    fn eq(&self, other: &Self) -> bool {
        (&self.key, &self.second, self.duotone, self.most) == (&other.key, &other.second, other.duotone, other.most)
    }
}

impl InkSet {
    /// The inks of a press, one or two, with the most of them on any spot in percent. `None` if there are others, or the profile does not
    /// say what they look like.
    pub fn new(inks: &[PressInk], duotone: bool, percent: f64, intent: &OutputIntent) -> Option<Self> {
        let ramp = |ink: &PressInk| InkRamp::of(ink, intent);
        let (key, key_ramp, second) = match inks {
            [key] => (key, ramp(key)?, None),
            [one, other] => {
                let (first, second) = (ramp(one)?, ramp(other)?);
                let is_key = one.name.is_none() || other.name.is_some() && first.least() <= second.least();
                if is_key { (one, first, Some((other, second))) } else { (other, second, Some((one, first))) }
            }
            _ => return None,
        };
        let (second, second_ramp) = second.map_or((None, None), |(ink, ramp)| (Some(ink.clone()), Some(ramp)));
        let black = lights(&intent.colours(&intent.inks(None, &[0; 3])?)?);
        let mut set = Self {
            key: key.clone(),
            duotone: duotone && second.is_some(),
            second,
            most: percent / 100.0,
            key_ramp,
            second_ramp,
            darkest: black.first().map_or(0.0, luminance),
            tones: vec![],
            way: intent.way_to_colours()?,
        };
        set.tones = (0..TONES).map(|n| set.tone((n as f64 / (TONES - 1) as f64).powi(3))).collect();
        Some(set)
    }

    /// The names of its plates.
    pub fn plates(&self) -> Vec<&str> {
        std::iter::once(&self.key).chain(&self.second).map(PressInk::plate).collect()
    }

    /// The light of a spot of a photograph on this press: paper is paper, and the darkest is what the inks leave that print it (black-point
    /// compensation), so that shadows keep their drawing.
    fn reachable(&self, luminance: f64) -> f64 {
        let over = self.second_ramp.as_ref().filter(|_| self.duotone).map_or(1.0, InkRamp::least);
        let floor = self.key_ramp.least() * over;
        let part = ((luminance - self.darkest) / (1.0 - self.darkest)).clamp(0.0, 1.0);
        floor + (1.0 - floor) * part
    }

    /// Shares of key and second ink for colours in the four inks of the press, 0 to 1.
    pub(super) fn shares(&self, colours: &[[f64; 4]]) -> Vec<[f64; 2]> {
        let bytes: Vec<u8> = colours.iter().flatten().map(|ink| (ink.clamp(0.0, 1.0) * 255.0).round() as u8).collect();
        let lights = seen(&self.way, &bytes).map(|rgb| lights(&rgb)).unwrap_or_default();
        let share = |(n, [c, m, y, k]): (usize, &[f64; 4])| {
            let Some(light) = lights.get(n) else { return self.held([1.0, 0.0]) };
            // Black and its tints are type and rules: one ink prints them, so that they are sharp. Black itself as they are.
            match *c <= 0.0 && *m <= 0.0 && *y <= 0.0 {
                true if self.key.name.is_none() => self.held([k.clamp(0.0, 1.0), 0.0]),
                true => self.held([self.key_ramp.strength(luminance(light)), 0.0]),
                false => self.nearest(light),
            }
        };
        colours.iter().enumerate().map(share).collect()
    }

    /// As light as a colour, and of such the nearest to it.
    fn nearest(&self, light: &[f64; 3]) -> [f64; 2] {
        // Flat colours keep their light, so that they stand out from one another as before; what is darker than the key ink is that ink.
        let wanted = luminance(light).max(self.key_ramp.least());
        let Some(second) = &self.second_ramp else { return self.held([self.key_ramp.strength(wanted), 0.0]) };
        let target = lab(light);
        let far = |share: f64| {
            let below = &second.light[second.at(share)];
            let left = luminance(below);
            // It alone would be darker.
            if left < wanted - 0.004 {
                return None;
            }
            let key = self.key_ramp.strength((wanted / left).min(1.0));
            let over = &self.key_ramp.light[self.key_ramp.at(key)];
            let seen = lab(&[below[0] * over[0], below[1] * over[1], below[2] * over[2]]);
            let far = (seen.a - target.a).hypot(seen.b - target.b);
            Some((f64::from(far), [key, share]))
        };
        let best = |shares: &mut dyn Iterator<Item = f64>| {
            // Where two are as near, the one with less of the second ink.
            shares.filter_map(far).reduce(|a, b| if b.0 < a.0 - 1e-6 { b } else { a })
        };
        let coarse = best(&mut (0..=COARSE).map(|n| n as f64 / COARSE as f64));
        let around = coarse.map_or(0.0, |(_, [_, share])| share);
        let reach = (FINE / COARSE) as i32;
        let fine = (-reach..=reach).map(|n| around + f64::from(n) / FINE as f64);
        let fine = best(&mut fine.filter(|share| (0.0..=1.0).contains(share)));
        self.held(fine.or(coarse).map_or([self.key_ramp.strength(wanted), 0.0], |(_, shares)| shares))
    }

    /// No more ink than the press takes: the second gives up what is too much.
    pub(super) fn held(&self, [key, second]: [f64; 2]) -> [f64; 2] {
        let key = key.min(self.most);
        [key, second.min(self.most - key)]
    }

    /// The shares of a spot of a photograph that reflects so much light. In two inks each takes half of the depth, as far as the second
    /// can, so that the lights are coloured and the depths drawn.
    fn tone(&self, luminance: f64) -> [u8; 2] {
        let wanted = self.reachable(luminance);
        let shares = match &self.second_ramp {
            Some(second) if self.duotone => {
                let share = second.strength(wanted.sqrt());
                let left = second.luminance[second.at(share)].max(f64::EPSILON);
                self.held([self.key_ramp.strength((wanted / left).min(1.0)), share])
            }
            _ => self.held([self.key_ramp.strength(wanted), 0.0]),
        };
        shares.map(|share| (share * 255.0).floor() as u8)
    }

    /// Channels of a picture.
    pub(super) fn channels(&self) -> usize {
        if self.duotone { 2 } else { 1 }
    }

    /// Whether black prints pictures, so that they are grays.
    pub(super) fn is_gray(&self) -> bool {
        self.key.name.is_none() && !self.duotone
    }

    /// Pixels in the four inks of the press, a byte each, as pixels of a picture of this press: grays where black alone prints them, else
    /// shares of the inks.
    pub(super) fn pixels(&self, inks: &[u8], to: &mut [u8]) -> Option<()> {
        let rgb = seen(&self.way, inks)?;
        let table: Vec<f64> = (0..=255).map(|byte| linear(f64::from(byte))).collect();
        for (pixel, (rgb, inks)) in
            to.chunks_exact_mut(self.channels()).zip(rgb.chunks_exact(3).zip(inks.chunks_exact(4)))
        {
            let seen = luminance(&[0, 1, 2].map(|n| table[usize::from(rgb[n])]));
            self.put(pixel, seen, (self.key.name.is_none() && inks[..3] == [0; 3]).then_some(inks[3]));
        }
        Some(())
    }

    /// Grays as pixels of a picture of this press.
    pub(super) fn grays(&self, grays: &[u8], to: &mut [u8]) {
        for (pixel, gray) in to.chunks_exact_mut(self.channels()).zip(grays) {
            // Its own black is as dark as the darkest of four inks.
            let (seen, floor) = (self.key_ramp.luminance[255 - usize::from(*gray)], self.key_ramp.least());
            let part = (seen - floor) / (1.0 - floor).max(f64::EPSILON);
            self.put(pixel, self.darkest + (1.0 - self.darkest) * part, self.key.name.is_none().then_some(255 - gray));
        }
    }

    /// One pixel of so much light; of a tint of black where it is one, which black keeps.
    fn put(&self, pixel: &mut [u8], light: f64, black: Option<u8>) {
        let at = (light.max(0.0).cbrt() * (TONES - 1) as f64).round() as usize;
        let [key, second] = self.tones[at.min(TONES - 1)];
        match pixel {
            [key_pixel, second_pixel] => (*key_pixel, *second_pixel) = (key, second),
            [pixel] => {
                let most = (self.most * 255.0).min(255.0) as u8;
                let share = black.map_or(key, |black| black.min(most));
                *pixel = if self.is_gray() { 255 - share } else { share };
            }
            _ => {}
        }
    }

    /// The contrast of two colours in the four inks of the press, or in an ink of its own by its name (WCAG 2.2, "contrast ratio").
    pub fn contrast(&self, a: (&[f64; 4], Option<&str>), b: (&[f64; 4], Option<&str>)) -> f64 {
        let seen = |(colour, name): (&[f64; 4], Option<&str>)| {
            let own = self.second.as_ref().filter(|ink| name.is_some() && ink.name.as_deref() == name);
            let [key, second] = match own {
                Some(_) => [0.0, 1.0],
                None if name.is_some() && self.key.name.as_deref() == name => [1.0, 0.0],
                None => self.shares(&[*colour])[0],
            };
            let over = self.second_ramp.as_ref().map_or(1.0, |ramp| ramp.luminance[ramp.at(second)]);
            self.key_ramp.luminance[self.key_ramp.at(key)] * over
        };
        contrast(seen(a), seen(b))
    }

    /// The contrast of the same two in the four inks.
    pub fn usual_contrast(&self, a: &[f64; 4], b: &[f64; 4]) -> Option<f64> {
        let bytes: Vec<u8> = a.iter().chain(b).map(|ink| (ink * 255.0).round() as u8).collect();
        let lights = lights(&seen(&self.way, &bytes)?);
        Some(contrast(luminance(lights.first()?), luminance(lights.get(1)?)))
    }

    /// What tells it from others.
    pub(super) fn digest(&self) -> String {
        format!("{:?} {:?} {} {}", self.key, self.second, self.duotone, self.most)
    }
}

/// Bytes of sRGB as light.
fn lights(rgb: &[u8]) -> Vec<[f64; 3]> {
    rgb.chunks_exact(3).map(|rgb| [0, 1, 2].map(|n| linear(f64::from(rgb[n])))).collect()
}

fn lab(light: &[f64; 3]) -> Oklab {
    let [r, g, b] = light.map(|channel| channel as f32);
    Oklab::from_linear_rgb(Rgb { r, g, b })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spot(name: &str, look: [f64; 4]) -> PressInk {
        PressInk { name: Some(name.into()), look }
    }

    fn red() -> PressInk {
        spot("Red", [0.0, 1.0, 0.95, 0.05])
    }

    fn set(inks: &[PressInk], duotone: bool, percent: f64) -> InkSet {
        InkSet::new(inks, duotone, percent, &OutputIntent::default_condition()).expect("inks")
    }

    /// Colours all over the four inks.
    fn colours() -> Vec<[f64; 4]> {
        let steps = [0.0, 0.25, 0.5, 0.75, 1.0];
        (0..625).map(|n| [steps[n / 125], steps[n / 25 % 5], steps[n / 5 % 5], steps[n % 5]]).collect()
    }

    /// How light shares of the inks of a set are.
    fn light(set: &InkSet, [key, second]: [f64; 2]) -> f64 {
        let over = |ramp: &InkRamp, share: f64| ramp.luminance[ramp.at(share)];
        over(&set.key_ramp, key) * set.second_ramp.as_ref().map_or(1.0, |ramp| over(ramp, second))
    }

    #[test]
    fn colours_stay_as_light_as_they_were() {
        let intent = OutputIntent::default_condition();
        let blue = spot("Blue", [1.0, 0.8, 0.2, 0.3]);
        for inks in [vec![PressInk::black()], vec![PressInk::black(), red()], vec![red(), blue.clone()], vec![blue]] {
            let set = set(&inks, false, 300.0);
            let all = colours();
            let bytes: Vec<u8> = all.iter().flatten().map(|ink| (ink * 255.0).round() as u8).collect();
            let all_lights = lights(&intent.colours(&bytes).expect("colours"));
            for ((colour, shares), seen_light) in all.iter().zip(set.shares(&all)).zip(all_lights) {
                let wanted = luminance(&seen_light).max(set.key_ramp.least());
                let is = light(&set, shares);
                assert!((is - wanted).abs() < 0.02, "{colour:?} {shares:?}: {is} {wanted}");
            }
            assert_eq!(set.shares(&[[0.0; 4]]), [[0.0; 2]], "paper");
        }
    }

    #[test]
    fn type_is_of_one_ink_and_a_colour_of_the_one_like_it() {
        let with_black = set(&[red(), PressInk::black()], false, 300.0);
        assert_eq!(with_black.plates(), ["Black", "Red"], "black is the key, wherever it is named");
        let tints = [[0.0, 0.0, 0.0, 1.0], [0.0, 0.0, 0.0, 0.25]];
        assert_eq!(with_black.shares(&tints), [[1.0, 0.0], [0.25, 0.0]]);
        let [key, second] = with_black.shares(&[[0.0, 0.9, 0.9, 0.0]])[0];
        assert!(key < 0.05 && second > 0.85, "{key} {second}");
        let [key, second] = with_black.shares(&[[0.9, 0.2, 0.5, 0.1]])[0];
        assert!(key > 0.5 && second < 0.1, "a green is no red: {key} {second}");
        // The darker one prints type.
        let spots = set(&[red(), spot("Blue", [1.0, 0.8, 0.2, 0.3])], false, 300.0);
        assert_eq!(spots.plates(), ["Blue", "Red"]);
        let [key, second] = spots.shares(&[[0.0, 0.0, 0.0, 1.0]])[0];
        assert!(key > 0.99 && second == 0.0, "{key} {second}");
    }

    #[test]
    fn photographs_go_from_paper_to_a_full_tone_without_a_step_back() {
        for (inks, duotone) in
            [(vec![PressInk::black()], false), (vec![PressInk::black(), red()], true), (vec![red()], false)]
        {
            let set = set(&inks, duotone, 300.0);
            assert_eq!(set.tones[TONES - 1], [0, 0], "paper");
            assert!(set.tones[0][0] >= 254, "{:?}", set.tones[0]);
            let of_tone = |tone: &[u8; 2]| light(&set, tone.map(|share| f64::from(share) / 255.0));
            let lights: Vec<f64> = set.tones.iter().map(of_tone).collect();
            // Two steps of eight bits near paper, where the profile rounds.
            assert!(lights.windows(2).all(|pair| pair[1] >= pair[0] - 0.02), "{duotone}");
            if duotone {
                // The second ink colours the lights, the key draws the depths.
                assert!(
                    set.tones[TONES * 9 / 10][1] > 10 && set.tones[TONES / 4][0] > 40,
                    "{:?}",
                    set.tones[TONES / 4]
                );
            }
        }
    }

    #[test]
    fn no_spot_has_more_ink_than_the_press_takes() {
        for percent in [90.0, 120.0, 160.0] {
            let set = set(&[PressInk::black(), red()], true, percent);
            for shares in set.shares(&colours()) {
                assert!(shares[0] + shares[1] <= percent / 100.0 + 1e-9, "{shares:?}");
            }
            for tone in &set.tones {
                assert!(f64::from(tone[0]) + f64::from(tone[1]) <= percent * 2.55 + 1e-9, "{tone:?}");
            }
        }
    }

    #[test]
    fn grays_stay_what_black_prints_and_other_inks_follow_their_light() {
        let mut made = [0; 3];
        set(&[PressInk::black()], false, 300.0).grays(&[0, 128, 255], &mut made);
        assert_eq!(made, [0, 128, 255]);
        set(&[red()], false, 300.0).grays(&[0, 128, 255], &mut made);
        assert!(made[0] >= 254 && made[1] > 60 && made[2] == 0, "{made:?}");
        let mut both = [0; 6];
        set(&[PressInk::black(), red()], true, 300.0).grays(&[0, 128, 255], &mut both);
        assert!(both[0] >= 254 && both[4..] == [0, 0], "{both:?}");
    }
}
