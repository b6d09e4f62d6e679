//! Pictures with colour profiles of their own: whatever the profile, the press prints its colours and the screen shows them.

use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use img_parts::{DynImage, ImageICC};
use jpeg_encoder::{ColorType, Encoder};
use moxcms::{ColorProfile, Layout, RenderingIntent, TransformOptions};

use crate::harness::Project;
use crate::pdf::dump;
use crate::print::{images, print, with_files};

const WIDE: [u8; 3] = [30, 220, 60];

/// The profile of the press that comes with the program.
fn press() -> ColorProfile {
    let icc = std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/data/icc/ISOcoated_v2_300_bas.icc"));
    ColorProfile::new_from_slice(&icc.expect("a profile")).expect("a profile")
}

/// A profile under a version: that of eciRGB v2 is 2.4.
fn icc(profile: &ColorProfile, version: [u8; 2]) -> Vec<u8> {
    let mut icc = profile.encode().expect("a profile");
    icc[8..10].copy_from_slice(&version);
    icc
}

fn tagged(bytes: Vec<u8>, icc: &[u8]) -> Vec<u8> {
    let mut picture = DynImage::from_bytes(bytes.into()).expect("a picture").expect("a picture");
    picture.set_icc_profile(Some(icc.to_vec().into()));
    picture.encoder().bytes().into()
}

fn png(picture: &DynamicImage) -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    picture.write_to(&mut bytes, ImageFormat::Png).expect("a PNG");
    bytes.into_inner()
}

fn flat() -> DynamicImage {
    RgbImage::from_pixel(40, 40, Rgb(WIDE)).into()
}

fn jpeg(pixel: &[u8], color: ColorType) -> Vec<u8> {
    let mut bytes = Vec::new();
    Encoder::new(&mut bytes, 100).encode(&pixel.repeat(1600), 40, 40, color).expect("a JPEG");
    bytes
}

/// The inks of the first pixel of every picture in inks.
fn inks(pdf: &[u8]) -> Vec<Vec<u8>> {
    images(pdf)
        .into_iter()
        .filter(|(space, _)| space.contains("DeviceCMYK"))
        .map(|(_, data)| data[..4].to_vec())
        .collect()
}

fn near(one: &[u8], other: &[u8], by: u8) -> bool {
    one.len() == other.len() && one.iter().zip(other).all(|(a, b)| a.abs_diff(*b) <= by)
}

#[test]
fn a_picture_is_printed_by_its_own_profile_of_any_version() {
    let options = TransformOptions { rendering_intent: RenderingIntent::Perceptual, ..TransformOptions::default() };
    let expected = |profile: &ColorProfile| {
        let transform = profile.create_transform_8bit(Layout::Rgb, &press(), Layout::Rgba, options).expect("a way");
        let mut inks = [0; 4];
        transform.transform(&WIDE, &mut inks).expect("inks");
        inks
    };
    let unprofiled = expected(&ColorProfile::new_srgb());
    for (profile, version) in [
        (ColorProfile::new_adobe_rgb(), [2, 0x10]),
        (ColorProfile::new_adobe_rgb(), [2, 0x40]),
        (ColorProfile::new_pro_photo_rgb(), [4, 0x20]),
        (ColorProfile::new_display_p3(), [4, 0x40]),
    ] {
        let icc = icc(&profile, version);
        let deep = image::ImageBuffer::from_pixel(40, 40, Rgb(WIDE.map(|byte| u16::from(byte) * 257)));
        let project = with_files(&[
            ("a.png".into(), tagged(png(&flat()), &icc)),
            ("b.jpg".into(), tagged(jpeg(&WIDE, ColorType::Rgb), &icc)),
            ("c.png".into(), tagged(png(&DynamicImage::ImageRgb16(deep)), &icc)),
        ]);
        let expected = expected(&profile);
        assert!(!near(&expected, &unprofiled, 10), "it matters: {expected:?} {unprofiled:?}");
        let found = inks(&print(&project));
        assert!(
            found.len() >= 2 && found.iter().all(|inks| near(inks, &expected, 4)),
            "{version:?}: {found:?} {expected:?}"
        );
        project.run(["build", "--profile", "screen"]).succeeds();
        let screen = std::fs::read(project.path("output/screen/khoa-hoc/nong-dan/anh.leaflet.pdf")).expect("a file");
        let spaces: Vec<String> = images(&screen).into_iter().map(|(space, _)| space).collect();
        assert!(!spaces.is_empty() && spaces.iter().all(|space| space.contains("ICCBased")), "{spaces:?}");
        // The body of the profile is there as it was.
        let body = &icc[128..];
        let pdf = hayro_syntax::Pdf::new(screen).expect("a PDF");
        let holds = pdf.objects().into_iter().any(|object| match object {
            hayro_syntax::object::Object::Stream(stream) => stream.decoded().is_ok_and(|data| data.ends_with(body)),
            _ => false,
        });
        assert!(holds, "{version:?}: the profile is not in the file for the screen");
    }
}

#[test]
fn grays_of_a_profile_are_printed_as_they_look() {
    let gray = DynamicImage::ImageLuma8(image::GrayImage::from_pixel(40, 40, image::Luma([128])));
    for (profile, expected) in [
        // Half of the light: 188 of a screen.
        (ColorProfile::new_gray_with_gamma(1.0), 188),
        (ColorProfile::new_srgb(), 128),
    ] {
        let project = with_files(&[("a.png".into(), tagged(png(&gray), &icc(&profile, [2, 0x40])))]);
        let found = images(&print(&project));
        let [(space, data)] = &found[..] else { panic!("{} pictures", found.len()) };
        assert!(space.contains("DeviceGray") && data[0].abs_diff(expected) <= 1, "{space} {}", data[0]);
    }
}

#[test]
fn a_profile_that_cannot_be_read_is_told_at_its_line() {
    let whole = icc(&ColorProfile::new_adobe_rgb(), [2, 0x40]);
    let gray = icc(&ColorProfile::new_gray_with_gamma(1.8), [4, 0]);
    for (icc, words) in [(&whole[..whole.len() - 90], "cannot be read"), (&gray[..], "other channels")] {
        let project = with_files(&[("a.png".into(), tagged(png(&flat()), icc))]);
        let run = project.run(["build", "--profile", "print", "--lang", "en"]).succeeds();
        run.stdout_contains("the colour profile of `content/khoa-hoc/nong-dan/a.png`")
            .stdout_contains(words)
            .stdout_contains("anh.md:11");
    }
}

#[test]
fn inks_of_another_press_are_converted_or_kept() {
    // Another press: its own black, so to say; the same tables under another name are another profile.
    let own =
        std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/data/icc/ISOcoated_v2_300_bas.icc")).expect("a profile");
    let mut other = own.clone();
    let description =
        other.windows(9).position(|bytes| bytes == b"ISOcoated" || bytes == b"ISO Coate").expect("a name");
    other[description] = b'X';
    let inks_of_it = [180, 20, 60, 40];
    for color in [ColorType::Cmyk, ColorType::CmykAsYcck] {
        let picture = |icc: &[u8]| vec![("a.jpg".into(), tagged(jpeg(&inks_of_it, color), icc))];
        let project = with_files(&picture(&other));
        let run = project.run(["build", "--profile", "print", "--lang", "en"]).succeeds();
        run.stdout_contains("its inks were converted").stdout_contains("anh.md:11");
        let bytes = print(&project);
        assert!(!dump(&bytes).contains("ICCBased"));
        let found = inks(&bytes);
        // The same press in truth: the colour is the same, with the black that its tables give it.
        let shown = |inks: &[u8]| {
            let transform = press()
                .create_transform_8bit(
                    Layout::Rgba,
                    &ColorProfile::new_srgb(),
                    Layout::Rgb,
                    TransformOptions::default(),
                )
                .expect("a way");
            let mut rgb = [0; 3];
            transform.transform(inks, &mut rgb).expect("colours");
            rgb
        };
        assert_eq!(found.len(), 1);
        assert!(near(&shown(&found[0]), &shown(&inks_of_it), 12), "{:?} of {inks_of_it:?}", found[0]);

        project.edit("anpham.toml", "ppi-error", "cmyk-pictures = \"keep\"\nppi-error");
        let run = project.run(["build", "--profile", "print", "--lang", "en"]).succeeds();
        run.stdout_contains("are printed as they are").stdout_contains("anh.md:11");
        let kept = print(&project);
        assert!(!dump(&kept).contains("ICCBased"));
        assert!(dump(&kept).contains("DCTDecode"), "a JPEG whose inks do not change is a JPEG");

        // Inks of the press itself: nothing to tell, nothing to convert.
        let project = with_files(&picture(&own));
        let run = project.run(["build", "--profile", "print", "--lang", "en"]).succeeds();
        assert!(!run.stdout().contains("another press"), "{}", run.stdout());
        let kept = dump(&print(&project));
        assert!(kept.contains("DCTDecode") && !kept.contains("ICCBased"));
    }
}

#[test]
fn pictures_are_held_to_an_ink_limit_below_that_of_the_profile() {
    // All colours, the darkest among them.
    let all = RgbImage::from_fn(64, 64, |x, y| Rgb([(x * 4) as u8, (y * 4) as u8, ((x + y) * 2) as u8]));
    let most = |limit: Option<f64>| {
        let project = with_files(&[("a.png".into(), png(&all.clone().into()))]);
        if let Some(limit) = limit {
            project.edit("anpham.toml", "ppi-error", &format!("ink-limit = {limit}\nppi-error"));
        }
        let found = images(&print(&project));
        let data = &found.iter().find(|(space, _)| space.contains("DeviceCMYK")).expect("a picture").1;
        data.chunks(4).map(|inks| inks.iter().map(|&ink| f64::from(ink) / 2.55).sum::<f64>()).fold(0.0, f64::max)
    };
    assert!(most(None) > 280.0, "it matters");
    for limit in [260.0, 240.0] {
        let most = most(Some(limit));
        assert!(most <= limit && most > limit - 10.0, "{most} % of {limit} %");
    }
}

/// Whether a file holds some bytes as they are.
fn holds(file: &[u8], bytes: &[u8]) -> bool {
    memchr::memmem::find(file, bytes).is_some()
}

/// Pixels of a photograph, so to say: everything goes over into everything, with grain.
fn grain() -> RgbImage {
    RgbImage::from_fn(160, 160, |x, y| {
        let noise = (x * 7919 + y * 104_729 + x * y * 31) % 11;
        Rgb([x + noise, y + noise, (x + y) / 2 + noise].map(|channel| channel.min(255) as u8))
    })
}

#[test]
fn a_jpeg_whose_inks_do_not_change_stays_what_it_was() {
    let photo = grain();
    let gray = DynamicImage::from(photo.clone()).to_luma8();
    let made = |bytes: &[u8], color| {
        let mut jpeg = Vec::new();
        Encoder::new(&mut jpeg, 90).encode(bytes, 160, 160, color).expect("a JPEG");
        jpeg
    };
    let inks: Vec<u8> = photo.pixels().flat_map(|Rgb([r, g, b])| [r / 2, g / 2, b / 2, r / 3]).collect();
    let (rgb, gray) = (made(&photo, ColorType::Rgb), made(&gray, ColorType::Luma));
    let (cmyk, ycck) = (made(&inks, ColorType::Cmyk), made(&inks, ColorType::CmykAsYcck));
    let project = with_files(&[
        ("rgb.jpg".into(), rgb.clone()),
        ("gray.jpg".into(), gray.clone()),
        ("cmyk.jpg".into(), cmyk.clone()),
        ("ycck.jpg".into(), ycck.clone()),
    ]);
    for way in ["", "pictures = \"jpeg\"\n"] {
        project.edit("anpham.toml", "ppi-error", &format!("{way}ppi-error"));
        let bytes = print(&project);
        for (name, jpeg, stays) in
            [("gray", &gray, true), ("cmyk", &cmyk, true), ("ycck", &ycck, true), ("rgb", &rgb, false)]
        {
            assert_eq!(holds(&bytes, jpeg), stays, "{name} {way}");
        }
    }
    project.run(["build", "--profile", "screen"]).succeeds();
    let screen = std::fs::read(project.path("output/screen/khoa-hoc/nong-dan/anh.leaflet.pdf")).expect("a file");
    for (name, jpeg) in [("gray", &gray), ("cmyk", &cmyk), ("ycck", &ycck), ("rgb", &rgb)] {
        assert!(holds(&screen, jpeg), "{name}");
    }
}

/// A press that is not what its profile asks for makes no file: its ink, its paper would be another's.
#[test]
fn a_profile_with_a_mistake_makes_no_file() {
    for mistake in [
        "icc = \"khong-co.icc\"\n",
        "spots = [\"khong-co\"]\n",
        "impose.leaflet = { scheme = \"nup\", sheet = \"A33\" }\n",
    ] {
        let project = Project::campaign();
        let campaign = project.read("anpham.toml");
        project.file("anpham.toml", format!("{campaign}\n[profiles.pha]\nkind = \"print\"\n{mistake}"));
        project.run(["build", "--profile", "pha"]).fails(1);
        let made = walkdir::WalkDir::new(project.path("output")).into_iter().flatten();
        let made: Vec<_> = made.filter(|entry| entry.path().extension().is_some_and(|end| end == "pdf")).collect();
        assert!(made.is_empty(), "{mistake}: {made:?}");
    }
}

/// Whether the values of such a picture are inks or what they leave, nothing in it says; who writes our PDFs prints the negative.
#[test]
fn a_jpeg_that_does_not_say_what_its_inks_mean_is_refused() {
    use img_parts::{Bytes, jpeg};

    let marked = jpeg(&[255, 0, 0, 0], ColorType::Cmyk);
    let mut plain = jpeg::Jpeg::from_bytes(Bytes::from(marked.clone())).expect("a JPEG");
    plain.segments_mut().retain(|segment| segment.marker() != jpeg::markers::APP14);
    let plain = plain.encoder().bytes().to_vec();
    let gray = jpeg(&[90], ColorType::Luma);
    let project = with_files(&[("co.jpg".into(), marked), ("khong.jpg".into(), plain), ("xam.jpg".into(), gray)]);
    let run = project.run(["build", "--profile", "print", "--lang", "en"]).fails(1);
    let run = run.stdout_contains("`content/khoa-hoc/nong-dan/khong.jpg` is a JPEG in four inks");
    assert_eq!(run.stdout().matches("does not say whether its values").count(), 1, "{}", run.stdout());
}

#[test]
fn photographs_go_to_the_press_as_jpeg_where_it_takes_them() {
    let drawing = RgbImage::from_fn(160, 160, |x, y| Rgb(if x / 9 % 2 == y / 7 % 2 { [200, 30, 20] } else { WIDE }));
    let mut clear = DynamicImage::from(grain()).to_rgba8();
    clear.pixels_mut().for_each(|pixel| pixel.0[3] = (pixel.0[0] / 2) + 90);
    let project = with_files(&[
        ("photo.png".into(), png(&grain().into())),
        ("drawing.png".into(), png(&drawing.into())),
        ("clear.png".into(), png(&clear.into())),
    ]);
    let whole = print(&project);
    assert!(!dump(&whole).contains("DCTDecode"));
    project.edit("anpham.toml", "ppi-error", "pictures = \"jpeg\"\nppi-error");
    let small = project.run(["build", "--profile", "print", "--explain", "--lang", "en"]).succeeds();
    small.stdout_contains("[profiles.print] pictures");
    let small = print(&project);
    assert_eq!(dump(&small).matches("DCTDecode").count(), 1, "the photograph alone");
    assert!(small.len() < whole.len());
    project.edit("anpham.toml", "pictures = \"jpeg\"", "pictures = \"gif\"");
    project
        .run(["build", "--profile", "print", "--lang", "en"])
        .fails(1)
        .stdout_contains("possible values: lossless, jpeg");
}

#[test]
fn too_much_ink_in_a_picture_is_told_at_its_line() {
    let inks = |ink: u8| [ink, ink, ink, 200].repeat(1600);
    let made = |ink| {
        let mut jpeg = Vec::new();
        Encoder::new(&mut jpeg, 100).encode(&inks(ink), 40, 40, ColorType::Cmyk).expect("a JPEG");
        jpeg
    };
    let project = with_files(&[
        ("ngon.jpg".into(), made(20)),
        ("dam.jpg".into(), made(250)),
        ("nhe.jpg".into(), made(40)),
        ("dam-nua.jpg".into(), made(240)),
    ]);
    let run = project.run(["build", "--profile", "print", "--lang", "en"]).fails(1);
    run.stdout_contains("% of ink, more than 300 %").stdout_contains("anh.md:13").stdout_contains("dam.jpg");
}

/// A picture as an address that holds it.
fn address(kind: &str, bytes: &[u8]) -> String {
    bytes.iter().fold(format!("data:image/{kind},"), |address, byte| format!("{address}%{byte:02X}"))
}

#[test]
fn pictures_in_a_drawing_are_printed_by_their_profiles_too() {
    let wide = icc(&ColorProfile::new_pro_photo_rgb(), [4, 0x20]);
    let own =
        std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/data/icc/ISOcoated_v2_300_bas.icc")).expect("a profile");
    let mut other = own.clone();
    let name = other.windows(9).position(|bytes| bytes == b"ISOcoated" || bytes == b"ISO Coate").expect("a name");
    other[name] = b'X';
    let drawing = |inner: &str| {
        let root = "<svg xmlns='http://www.w3.org/2000/svg' width='40' height='40'>";
        format!("{root}<image width='40' height='40' href='{inner}'/></svg>").into_bytes()
    };
    let picture = tagged(png(&flat()), &wide);
    let direct = inks(&print(&with_files(&[("a.png".into(), picture.clone())])));
    let plain = inks(&print(&with_files(&[("a.png".into(), png(&flat()))])));
    assert!(!near(&direct[0], &plain[0], 10), "it matters");
    for way in [address("png", &picture), "b.png".to_string()] {
        let project = with_files(&[("a.svg".into(), drawing(&way))]);
        project.file("content/khoa-hoc/nong-dan/b.png", &picture);
        let found = inks(&print(&project));
        assert!(found.len() == 1 && near(&found[0], &direct[0], 4), "{found:?} {direct:?}");
    }
    // What cannot be read, and what is made for another press, is told at the line of the drawing.
    let damaged = tagged(png(&flat()), &wide[..wide.len() - 90]);
    let inked = tagged(jpeg(&[180, 20, 60, 40], ColorType::Cmyk), &other);
    for (address, words) in [
        (address("png", &damaged), "the colour profile of `content/khoa-hoc/nong-dan/a.svg` cannot be read"),
        (address("jpeg", &inked), "its inks were converted"),
    ] {
        let project = with_files(&[("a.svg".into(), drawing(&address))]);
        let run = project.run(["build", "--profile", "print", "--lang", "en"]).succeeds();
        run.stdout_contains(words).stdout_contains("anh.md:11");
        assert!(!dump(&print(&project)).contains("ICCBased"));
    }
}
