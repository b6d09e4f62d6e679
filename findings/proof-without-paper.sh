#!/usr/bin/env bash
# The colour engine that Rust programs take in place of Little CMS offers the absolute colorimetric intent and does the relative one: the
# same numbers to the last digit, at both ends. That intent exists for one thing, the proof, which shows the paper's own tint.
#
# moxcms 0.9.2 (crates.io; 0.8.1 the same) and Little CMS through Pillow 13.0.0, from the press profile of Debian's libgs-common to sRGB:
#                 bare paper (0 0 0 0)           solid cyan (255 0 0 0)
#   Little CMS    relative 255 255 255            0 176 240
#                 absolute 225 223 216            0 153 203
#   moxcms        relative 255 255 255            0 176 240
#                 absolute 255 255 255            0 176 240
# The table of the white point is in the profile and goes unread; no error, no note. A customer signs a proof on bright white and gets the
# yellowish, darker job that the press has always printed.
#
# Ends with 0 while this holds, with 1 when something of it has changed. Wants cargo, python3 with venv, and Debian's libgs-common.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
mkdir src
cat > Cargo.toml <<'T'
[package]
name = "proof"
version = "0.0.0"
edition = "2021"

[dependencies]
moxcms = "=0.9.2"
T
cat > src/main.rs <<'R'
use moxcms::{ColorProfile, Layout, RenderingIntent, TransformOptions};

fn main() {
    let bytes = std::fs::read("press.icc").unwrap();
    let (press, screen) = (ColorProfile::new_from_slice(&bytes).unwrap(), ColorProfile::new_srgb());
    for (name, rendering_intent) in
        [("relative", RenderingIntent::RelativeColorimetric), ("absolute", RenderingIntent::AbsoluteColorimetric)]
    {
        let options = TransformOptions { rendering_intent, ..Default::default() };
        // Four inks are the layout of four channels.
        let transform = press.create_transform_8bit(Layout::Rgba, &screen, Layout::Rgb, options).unwrap();
        let mut seen = [0; 6];
        transform.transform(&[0, 0, 0, 0, 255, 0, 0, 0], &mut seen).unwrap();
        println!("moxcms {name} {seen:?}");
    }
}
R
cat > lcms.py <<'P'
from PIL import Image, ImageCms

press, screen = ImageCms.getOpenProfile("press.icc"), ImageCms.createProfile("sRGB")
inks = Image.new("CMYK", (2, 1))
inks.putpixel((1, 0), (255, 0, 0, 0))
for intent in (ImageCms.Intent.RELATIVE_COLORIMETRIC, ImageCms.Intent.ABSOLUTE_COLORIMETRIC):
    transform = ImageCms.buildTransform(press, screen, "CMYK", "RGB", renderingIntent=intent)
    print("lcms", intent.name.split("_")[0].lower(), list(ImageCms.applyTransform(inks, transform).tobytes()))
P
cp /usr/share/color/icc/ghostscript/default_cmyk.icc press.icc
python3 -m venv v
v/bin/pip -q install pillow==13.0.0 2> /dev/null
{ v/bin/python lcms.py; cargo run --quiet; } | tee seen.txt
diff - seen.txt <<'T'
lcms relative [255, 255, 255, 0, 176, 240]
lcms absolute [225, 223, 216, 0, 153, 203]
moxcms relative [255, 255, 255, 0, 176, 240]
moxcms absolute [255, 255, 255, 0, 176, 240]
T
