//! What makes the pages those of one city: its key colour and its mark. A mark that comes as a PNG is drawn anew, pixel by
//! pixel, and one that comes as an SVG is written anew from the shapes in it: nothing of the file itself goes out.

pub mod routes;
pub mod store;
mod svg;

use std::borrow::Cow;
use std::io::Cursor;

use i18n_embed_fl::fl;
use png::{BitDepth, ColorType, Decoder, Encoder, EncodingError, Limits, Transformations};
use sha2::{Digest, Sha256};

use crate::base::crypto::hex;
use crate::base::text::Words;

/// Largest file that is taken, in bytes.
pub const MOST_BYTES: u64 = 1 << 20;
/// Largest mark as it goes out: every first visit brings it along.
const SHOWN_BYTES: usize = 30 << 10;
/// Hexadecimal digits of the hash in an address.
const NAME_DIGITS: usize = 16;
/// Sides of a PNG, in pixels.
const SIDES: std::ops::RangeInclusive<u32> = 32..=2_048;
/// Longest side of a mark as it goes out: four times as large as it is shown, for fine screens, and less where it would weigh
/// too much. The last fits whatever is on it.
const SHOWN: [u32; 3] = [160, 120, 80];

/// A mark as it is kept and goes out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// `3f2a….png`: the hash of what it is, so that another has another address.
    pub name: String,
    pub bytes: Vec<u8>,
}

/// Why a file cannot be the mark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Neither PNG nor SVG.
    Kind,
    /// A PNG that cannot be read to its end.
    Broken,
    Sides {
        width: u32,
        height: u32,
    },
    Svg(svg::Fault),
    /// An SVG with too much in it.
    TooLarge,
}

impl Fault {
    pub fn text(&self, w: &Words) -> String {
        match self {
            Self::Kind => fl!(w, "identity-mark-kind"),
            Self::Broken => fl!(w, "identity-mark-broken"),
            Self::Sides { width, height } => fl!(
                w,
                "identity-mark-sides",
                width = i64::from(*width),
                height = i64::from(*height),
                least = i64::from(*SIDES.start()),
                most = i64::from(*SIDES.end())
            ),
            Self::TooLarge => fl!(w, "identity-mark-complex"),
            Self::Svg(fault) => fault.text(w),
        }
    }
}

impl Mark {
    /// By what is in the file; what it is called tells nothing.
    pub fn read(file: &[u8]) -> Result<Self, Fault> {
        let (bytes, kind) = if file.starts_with(b"\x89PNG\r\n\x1a\n") {
            (redraw(file)?, "png")
        } else {
            let text = std::str::from_utf8(file).map_err(|_| Fault::Kind)?;
            let text = text.trim_start_matches('\u{FEFF}');
            if !text.trim_start().starts_with('<') {
                return Err(Fault::Kind);
            }
            let drawing = svg::reduce(text).map_err(Fault::Svg)?;
            if drawing.len() > SHOWN_BYTES {
                return Err(Fault::TooLarge);
            }
            (drawing.into_bytes(), "svg")
        };
        let hash = hex(&Sha256::digest(&bytes)[..NAME_DIGITS / 2]);
        Ok(Self { name: format!("{hash}.{kind}"), bytes })
    }
}

/// The content type of a mark or a style sheet by its name.
fn content_type(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("css") => "text/css; charset=utf-8",
        Some("svg") => "image/svg+xml",
        _ => "image/png",
    }
}

/// The pixels of a PNG and nothing else of it, no larger than they are shown and light enough.
fn redraw(file: &[u8]) -> Result<Vec<u8>, Fault> {
    let (pixels, width, height) = pixels(file)?;
    let mut drawn = Vec::new();
    for longest in SHOWN {
        let (pixels, width, height) = shrink(&pixels, (width, height), longest);
        drawn = encode(&pixels, width, height).map_err(|_| Fault::Broken)?;
        if drawn.len() <= SHOWN_BYTES {
            break;
        }
    }
    Ok(drawn)
}

/// With width and height.
fn pixels(file: &[u8]) -> Result<(Vec<[u8; 4]>, u32, u32), Fault> {
    let mut decoder = Decoder::new_with_limits(Cursor::new(file), Limits { bytes: 64 << 20 });
    decoder.set_transformations(Transformations::normalize_to_color8() | Transformations::ALPHA);
    let (width, height) = decoder.read_header_info().map_err(|_| Fault::Broken)?.size();
    if !SIDES.contains(&width) || !SIDES.contains(&height) {
        return Err(Fault::Sides { width, height });
    }
    let mut reader = decoder.read_info().map_err(|_| Fault::Broken)?;
    let mut pixels = vec![0; reader.output_buffer_size().ok_or(Fault::Broken)?];
    let info = reader.next_frame(&mut pixels).map_err(|_| Fault::Broken)?;
    pixels.truncate(info.buffer_size());
    let pixels: Vec<[u8; 4]> = match info.color_type {
        ColorType::Rgba => pixels.as_chunks::<4>().0.to_vec(),
        ColorType::Rgb => pixels.as_chunks::<3>().0.iter().map(|&[r, g, b]| [r, g, b, 255]).collect(),
        ColorType::GrayscaleAlpha => pixels.as_chunks::<2>().0.iter().map(|&[v, a]| [v, v, v, a]).collect(),
        ColorType::Grayscale => pixels.iter().map(|&v| [v, v, v, 255]).collect(),
        ColorType::Indexed => return Err(Fault::Broken),
    };
    Ok((pixels, width, height))
}

fn encode(pixels: &[[u8; 4]], width: u32, height: u32) -> Result<Vec<u8>, EncodingError> {
    let mut out = Vec::new();
    let mut encoder = Encoder::new(&mut out, width, height);
    encoder.set_color(ColorType::Rgba);
    encoder.set_depth(BitDepth::Eight);
    encoder.set_compression(png::Compression::High);
    let mut writer = encoder.write_header()?;
    writer.write_image_data(pixels.as_flattened())?;
    writer.finish()?;
    Ok(out)
}

/// The picture with its longest side at so many pixels; smaller ones stay. Each pixel is the mean of those that it stands
/// for, weighed by how much can be seen of them.
fn shrink(pixels: &[[u8; 4]], (width, height): (u32, u32), shown: u32) -> (Cow<'_, [[u8; 4]]>, u32, u32) {
    let longest = width.max(height);
    if longest <= shown {
        return (pixels.into(), width, height);
    }
    let smaller = |side: u32| (side * shown / longest).max(1);
    let (new_width, new_height) = (smaller(width), smaller(height));
    let mut out = Vec::with_capacity((new_width * new_height) as usize);
    for y in 0..new_height {
        for x in 0..new_width {
            let (mut sums, mut seen, mut count) = ([0_u64; 3], 0_u64, 0_u64);
            for row in y * height / new_height..((y + 1) * height / new_height) {
                for column in x * width / new_width..((x + 1) * width / new_width) {
                    let [colour @ .., alpha] = pixels[(row * width + column) as usize];
                    for (sum, part) in sums.iter_mut().zip(colour) {
                        *sum += u64::from(part) * u64::from(alpha);
                    }
                    seen += u64::from(alpha);
                    count += 1;
                }
            }
            let [r, g, b] = sums.map(|sum| (sum + seen / 2).checked_div(seen).unwrap_or(0) as u8);
            out.push([r, g, b, ((seen + count / 2) / count) as u8]);
        }
    }
    (out.into(), new_width, new_height)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A PNG of one colour.
    fn png(width: u32, height: u32, colour: ColorType, depth: BitDepth, byte: u8) -> Vec<u8> {
        let mut out = Vec::new();
        let mut encoder = Encoder::new(&mut out, width, height);
        encoder.set_color(colour);
        encoder.set_depth(depth);
        encoder.add_text_chunk("Comment".into(), "<script>alert(1)</script>".into()).unwrap();
        let line = (width as usize * colour.samples() * depth as usize).div_ceil(8);
        let mut writer = encoder.write_header().unwrap();
        writer.write_image_data(&vec![byte; line * height as usize]).unwrap();
        writer.finish().unwrap();
        out
    }

    fn read_back(mark: &Mark) -> (u32, u32, Vec<u8>) {
        let mut reader = Decoder::new(Cursor::new(&mark.bytes)).read_info().unwrap();
        let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
        let info = reader.next_frame(&mut pixels).unwrap();
        (info.width, info.height, pixels)
    }

    #[test]
    fn of_a_png_only_its_pixels_remain() {
        let kinds = [
            (ColorType::Rgb, BitDepth::Eight),
            (ColorType::Rgba, BitDepth::Sixteen),
            (ColorType::Grayscale, BitDepth::One),
            (ColorType::GrayscaleAlpha, BitDepth::Eight),
        ];
        for (colour, depth) in kinds {
            let mut file = png(64, 48, colour, depth, 0xFF);
            file.extend(b"<!DOCTYPE html><script>alert(1)</script>");
            let mark = Mark::read(&file).unwrap();
            assert!(mark.name.ends_with(".png") && mark.name.len() == 20, "{}", mark.name);
            assert!(!mark.bytes.windows(7).any(|some| some == b"<script"), "{colour:?}");
            let (width, height, pixels) = read_back(&mark);
            assert_eq!((width, height), (64, 48));
            assert!(pixels.iter().all(|part| *part == 0xFF), "{colour:?}");
            assert_eq!(mark, Mark::read(&file).unwrap());
        }
    }

    #[test]
    fn a_large_one_becomes_as_large_as_it_is_shown() {
        let mark = Mark::read(&png(2_000, 500, ColorType::Rgb, BitDepth::Eight, 0x40)).unwrap();
        let (width, height, pixels) = read_back(&mark);
        assert_eq!((width, height), (160, 40));
        assert!(pixels.as_chunks::<4>().0.iter().all(|pixel| *pixel == [0x40, 0x40, 0x40, 0xFF]));
        let half = [[255, 0, 0, 255], [0, 0, 255, 0]].concat();
        let stripes: Vec<[u8; 4]> = half.as_chunks::<4>().0.repeat(160 * 320);
        let (small, width, height) = shrink(&stripes, (320, 320), 160);
        assert_eq!((width, height), (160, 160));
        assert!(small.iter().all(|pixel| *pixel == [255, 0, 0, 128]), "what cannot be seen has no colour");
    }

    #[test]
    fn whatever_is_on_it_a_first_visit_can_bring_it_along() {
        // Noise, which no compression makes smaller.
        let mut seed = 1_u32;
        let mut noise = || {
            seed ^= seed << 13;
            seed ^= seed >> 17;
            seed ^= seed << 5;
            seed.to_be_bytes()
        };
        for (side, shown) in [(80, 80), (100, 80), (160, 80)] {
            let pixels: Vec<[u8; 4]> = (0..side * side).map(|_| noise()).collect();
            let mark = Mark::read(&encode(&pixels, side, side).unwrap()).unwrap();
            assert!(mark.bytes.len() <= SHOWN_BYTES, "{} bytes", mark.bytes.len());
            assert_eq!(read_back(&mark).0, shown);
        }
        let flat = Mark::read(&encode(&vec![[1, 2, 3, 255]; 160 * 160], 160, 160).unwrap()).unwrap();
        assert_eq!(read_back(&flat).0, 160, "no smaller than it must be");
    }

    #[test]
    fn what_is_no_picture_for_a_mark_is_refused_with_its_reason() {
        let good = png(64, 64, ColorType::Rgb, BitDepth::Eight, 0);
        let sides = |width, height| Err(Fault::Sides { width, height });
        // A header that promises more than any memory has.
        let mut huge = good.clone();
        huge[16..24].copy_from_slice(&[0x7F, 0xFF, 0xFF, 0xFF, 0x7F, 0xFF, 0xFF, 0xFF]);
        let checksum = crc(&huge[12..29]);
        huge[29..33].copy_from_slice(&checksum.to_be_bytes());
        let mut flipped = good.clone();
        flipped[20] ^= 1;
        let cases: [(&str, &[u8], Result<Mark, Fault>); 12] = [
            ("empty", b"", Err(Fault::Kind)),
            ("JPEG", b"\xFF\xD8\xFF\xE0\x00\x10JFIF", Err(Fault::Kind)),
            ("GIF with a script behind", b"GIF89a/*<svg/onload=alert(1)>*/", Err(Fault::Kind)),
            ("words", "朝来市".as_bytes(), Err(Fault::Kind)),
            ("SVGZ", b"\x1F\x8B\x08\x00", Err(Fault::Kind)),
            ("UTF-16", b"\xFF\xFE<\x00s\x00v\x00g\x00", Err(Fault::Kind)),
            ("the signature alone", b"\x89PNG\r\n\x1a\n", Err(Fault::Broken)),
            ("cut off", &good[..good.len() / 2], Err(Fault::Broken)),
            ("a bit flipped", &flipped, Err(Fault::Broken)),
            ("huge", &huge, sides(0x7FFF_FFFF, 0x7FFF_FFFF)),
            ("small", &png(31, 64, ColorType::Rgb, BitDepth::Eight, 0), sides(31, 64)),
            ("wide", &png(2_049, 64, ColorType::Grayscale, BitDepth::One, 0), sides(2_049, 64)),
        ];
        for (name, file, expected) in cases {
            assert_eq!(Mark::read(file), expected, "{name}");
        }
    }

    /// The checksum of a chunk (PNG, annex D).
    fn crc(bytes: &[u8]) -> u32 {
        !bytes.iter().fold(!0_u32, |crc, byte| {
            (0..8).fold(crc ^ u32::from(*byte), |crc, _| if crc & 1 == 1 { crc >> 1 ^ 0xEDB8_8320 } else { crc >> 1 })
        })
    }
}
