//! A sheet of pixels: rectangles, text, and the PNG that comes of them. The same calls make the same bytes.

use ab_glyph_rasterizer::{Point, Rasterizer, point};
use skrifa::instance::{LocationRef, Size};
use skrifa::metrics::GlyphMetrics;
use skrifa::outline::{DrawSettings, OutlineGlyphCollection, OutlinePen};
use skrifa::{FontRef, MetadataProvider, charmap};

/// Red, green, blue.
pub type Rgb = [u8; 3];

pub struct Canvas {
    width: usize,
    height: usize,
    pixels: Vec<Rgb>,
}

impl Canvas {
    pub fn new(width: usize, height: usize, ground: Rgb) -> Self {
        Self { width, height, pixels: vec![ground; width * height] }
    }

    /// A rectangle; what lies outside is left out.
    pub fn fill(&mut self, x: usize, y: usize, width: usize, height: usize, colour: Rgb) {
        for row in y..(y + height).min(self.height) {
            let begin = row * self.width;
            self.pixels[begin + x.min(self.width)..begin + (x + width).min(self.width)].fill(colour);
        }
    }

    /// A line of text from `x` on, standing on `baseline`.
    pub fn text(&mut self, text: &str, x: f32, baseline: f32, style: &Style<'_>, colour: Rgb) {
        let mut at = x;
        for c in text.chars() {
            self.letter(c, at, baseline, style, colour);
            at += style.advance(c);
        }
    }

    fn letter(&mut self, c: char, x: f32, baseline: f32, style: &Style<'_>, colour: Rgb) {
        let outline = style.letters.map(c).and_then(|glyph| style.outlines.get(glyph));
        let (Some(outline), false) = (outline, c.is_whitespace()) else { return };
        // A square around the letter with room for what sticks out; letters are drawn at whole pixels plus their rest.
        let side = (style.size * 2.0).ceil();
        let (left, top) = ((x - style.size / 2.0).floor(), (baseline - style.size * 1.5).floor());
        let mut pen = Pen {
            sheet: Rasterizer::new(side as usize, side as usize),
            origin: point(x - left, baseline - top),
            side,
            begin: point(0.0, 0.0),
            last: point(0.0, 0.0),
        };
        if outline.draw(DrawSettings::unhinted(Size::new(style.size), LocationRef::default()), &mut pen).is_err() {
            return;
        }
        let (left, top) = (left as i64, top as i64);
        pen.sheet.for_each_pixel_2d(|column, row, covered| {
            let (x, y) = (left + i64::from(column), top + i64::from(row));
            if let (Ok(x), Ok(y)) = (usize::try_from(x), usize::try_from(y))
                && covered > 0.0
                && x < self.width
                && y < self.height
            {
                let pixel = &mut self.pixels[y * self.width + x];
                *pixel = std::array::from_fn(|part| mix(pixel[part], colour[part], covered.min(1.0)));
            }
        });
    }

    /// The picture as a PNG, 8 bits a colour.
    pub fn png(&self) -> Result<Vec<u8>, png::EncodingError> {
        let mut out = Vec::new();
        let (width, height) = (self.width as u32, self.height as u32);
        let mut encoder = png::Encoder::new(&mut out, width, height);
        encoder.set_color(png::ColorType::Rgb);
        encoder.set_depth(png::BitDepth::Eight);
        encoder.write_header()?.write_image_data(self.pixels.as_flattened())?;
        Ok(out)
    }
}

fn mix(under: u8, over: u8, share: f32) -> u8 {
    (f32::from(under) + (f32::from(over) - f32::from(under)) * share).round() as u8
}

/// A font at a size in pixels.
pub struct Style<'a> {
    size: f32,
    letters: charmap::Charmap<'a>,
    widths: GlyphMetrics<'a>,
    outlines: OutlineGlyphCollection<'a>,
}

impl<'a> Style<'a> {
    pub fn new(font: &FontRef<'a>, size: f32) -> Self {
        Self {
            size,
            letters: font.charmap(),
            widths: font.glyph_metrics(Size::new(size), LocationRef::default()),
            outlines: font.outline_glyphs(),
        }
    }

    /// How far a letter takes the line, in pixels; 0 for one that the font has not.
    pub fn advance(&self, c: char) -> f32 {
        self.letters.map(c).and_then(|glyph| self.widths.advance_width(glyph)).unwrap_or_default()
    }

    pub fn width(&self, text: &str) -> f32 {
        text.chars().map(|c| self.advance(c)).sum()
    }
}

/// Draws an outline whose y grows upwards on a sheet whose y grows downwards.
struct Pen {
    sheet: Rasterizer,
    origin: Point,
    side: f32,
    begin: Point,
    last: Point,
}

impl Pen {
    /// A strange font may draw far away: its lines end at the edge of the sheet.
    fn at(&self, x: f32, y: f32) -> Point {
        let inside = |place: f32| if place.is_finite() { place.clamp(0.0, self.side) } else { 0.0 };
        point(inside(self.origin.x + x), inside(self.origin.y - y))
    }
}

impl OutlinePen for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.close();
        self.begin = self.at(x, y);
        self.last = self.begin;
    }

    fn line_to(&mut self, x: f32, y: f32) {
        let to = self.at(x, y);
        self.sheet.draw_line(self.last, to);
        self.last = to;
    }

    fn quad_to(&mut self, bent_x: f32, bent_y: f32, x: f32, y: f32) {
        let (bent, to) = (self.at(bent_x, bent_y), self.at(x, y));
        self.sheet.draw_quad(self.last, bent, to);
        self.last = to;
    }

    fn curve_to(&mut self, from_x: f32, from_y: f32, to_x: f32, to_y: f32, x: f32, y: f32) {
        let (leaving, coming, to) = (self.at(from_x, from_y), self.at(to_x, to_y), self.at(x, y));
        self.sheet.draw_cubic(self.last, leaving, coming, to);
        self.last = to;
    }

    fn close(&mut self) {
        if self.last != self.begin {
            self.sheet.draw_line(self.last, self.begin);
            self.last = self.begin;
        }
    }
}
