//! The key colour of a city and the colours that go with it: whether text in it can be read, and darker and lighter steps.
//! Contrast is that of WCAG 2.2 (relative luminance of sRGB).

use std::fmt;

/// A colour of sRGB; written `#rrggbb`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colour([u8; 3]);

/// Least contrast of text (WCAG 2.2, 1.4.3).
pub const LEAST_CONTRAST: f64 = 4.5;

/// Shares of the key colour, in hundredths, in white or in black.
const TINT: u8 = 8;
const TINT_2: u8 = 22;
const TINT_3: u8 = 30;
const DARK: u8 = 74;
const DARKEST: u8 = 50;

impl Colour {
    pub const WHITE: Self = Self([0xFF; 3]);
    /// Ours, as in app.css.
    pub const DEFAULT: Self = Self([0x00, 0x17, 0xC1]);
    /// The panels of our pages, as in app.css.
    const PANEL: Self = Self([0xF2; 3]);

    /// `#0017c1`, in either case, and nothing else.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6)?;
        if !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return None;
        }
        let [_, red, green, blue] = u32::from_str_radix(digits, 16).ok()?.to_be_bytes();
        Some(Self([red, green, blue]))
    }

    pub fn rgb(self) -> [u8; 3] {
        self.0
    }

    /// From 1 (the same) to 21 (black on white).
    pub fn contrast(self, other: Self) -> f64 {
        let (one, two) = (self.luminance(), other.luminance());
        (one.max(two) + 0.05) / (one.min(two) + 0.05)
    }

    fn luminance(self) -> f64 {
        let linear = |part: u8| {
            let part = f64::from(part) / 255.0;
            if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        };
        let [red, green, blue] = self.0.map(linear);
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    /// `share` hundredths of this colour, the rest white.
    fn in_white(self, share: u8) -> Self {
        Self(self.0.map(|part| 255 - hundredths(255 - part, share)))
    }

    /// `share` hundredths of this colour, the rest black.
    fn in_black(self, share: u8) -> Self {
        Self(self.0.map(|part| hundredths(part, share)))
    }

    /// How well text in it is read, where it is read worst: on white as links and as the ground of white words, on our
    /// panels, and on its own tint.
    pub fn least_contrast(self) -> f64 {
        let grounds = [Self::WHITE, Self::PANEL, self.in_white(TINT)];
        grounds.into_iter().map(|ground| self.contrast(ground)).fold(f64::INFINITY, f64::min)
    }

    /// Whether it may be a key colour.
    pub fn is_readable(self) -> bool {
        self.least_contrast() >= LEAST_CONTRAST
    }

    /// The nearest darker colour that may be one; itself where it may.
    pub fn readable(self) -> Self {
        let darker = (0..=255_u16).rev().map(|share| Self(self.0.map(|part| (u16::from(part) * share / 255) as u8)));
        darker.into_iter().find(|colour| colour.is_readable()).unwrap_or(Self([0; 3]))
    }

    /// The properties of app.css that follow from it, as a style sheet.
    pub fn sheet(self) -> String {
        let [dark, darkest] = [DARK, DARKEST].map(|share| self.in_black(share));
        let [tint, tint_2, tint_3] = [TINT, TINT_2, TINT_3].map(|share| self.in_white(share));
        format!(
            "@layer tokens{{:root{{--key:{self};--key-dark:{dark};--key-darkest:{darkest};\
             --key-tint:{tint};--key-tint-2:{tint_2};--key-tint-3:{tint_3}}}}}\n"
        )
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [red, green, blue] = self.0;
        write!(f, "#{red:02x}{green:02x}{blue:02x}")
    }
}

fn hundredths(part: u8, share: u8) -> u8 {
    ((u16::from(part) * u16::from(share) + 50) / 100) as u8
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn colour(text: &str) -> Colour {
        Colour::parse(text).unwrap()
    }

    #[test]
    fn a_colour_is_six_digits_behind_a_cross_and_nothing_else() {
        assert_eq!(colour("#0017C1"), Colour::DEFAULT);
        assert_eq!(Colour::DEFAULT.to_string(), "#0017c1");
        for bad in [
            "",
            "#",
            "0017c1",
            "#0017c",
            "#0017c1f",
            "#0017cg",
            "#+017c1",
            "# 017c1",
            "#001",
            "＃0017c1",
            "#００１７ｃ１",
            "red",
            "rgb(0,0,0)",
            "#0017c1;background:url(//evil.example)",
            "#0017c1}",
            "var(--x)",
            "#0017c1\n",
            "#あa",
        ] {
            assert_eq!(Colour::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn contrast_is_that_of_the_standard() {
        let black = colour("#000000");
        assert!((black.contrast(Colour::WHITE) - 21.0).abs() < 1e-9);
        assert!((colour("#767676").contrast(Colour::WHITE) - 4.54).abs() < 0.01);
        assert!((Colour::DEFAULT.contrast(Colour::WHITE) - 11.1).abs() < 0.1, "as app.css says");
        assert!(Colour::DEFAULT.is_readable() && colour("#a6192e").is_readable() && black.is_readable());
        for bright in ["#ffd43d", "#ffffff", "#00a0e9", "#767676", "#e60012"] {
            assert!(!colour(bright).is_readable(), "{bright}");
        }
    }

    #[test]
    fn the_sheet_sets_the_properties_of_app_css() {
        let sheet = colour("#7a0019").sheet();
        let app = include_str!("../../web/static/app.css");
        for property in sheet.split("--").skip(1).map(|rest| rest.split(':').next().unwrap()) {
            assert!(app.contains(&format!("--{property}: #")), "{property}");
        }
        assert_eq!(
            sheet,
            "@layer tokens{:root{--key:#7a0019;--key-dark:#5a0013;--key-darkest:#3d000d;\
             --key-tint:#f4ebed;--key-tint-2:#e2c7cc;--key-tint-3:#d7b2ba}}\n"
        );
    }

    proptest! {
        #[test]
        fn whatever_is_typed_the_colour_that_is_offered_can_be_read_everywhere(rgb in any::<[u8; 3]>()) {
            let typed = Colour(rgb);
            prop_assert_eq!(Colour::parse(&typed.to_string()), Some(typed));
            let offered = typed.readable();
            prop_assert!(offered.is_readable());
            prop_assert_eq!(offered == typed, typed.is_readable());
            prop_assert!(offered.0.iter().zip(typed.0).all(|(offered, typed)| *offered <= typed));
            let reads = |text: Colour, ground: Colour| text.contrast(ground) >= LEAST_CONTRAST;
            let [dark, darkest] = [DARK, DARKEST].map(|share| offered.in_black(share));
            prop_assert!([offered, dark, darkest].into_iter().all(|ground| reads(Colour::WHITE, ground)));
            prop_assert!([Colour::WHITE, Colour::PANEL, offered.in_white(TINT)].into_iter().all(|ground| reads(offered, ground)));
            // Buttons under the pointer, and pressed.
            prop_assert!([TINT, TINT_2, TINT_3].into_iter().all(|share| reads(dark, offered.in_white(share))));
        }
    }
}
