//! SVG reduced to shapes: each element and attribute is on a list, and the drawing is written anew from them.

use std::fmt::Write;

use i18n_embed_fl::fl;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::base::text::Words;

const NAMESPACE: &str = "http://www.w3.org/2000/svg";

/// Elements that may stand in a mark, with the attributes that are theirs alone.
const ELEMENTS: [(&str, &[&str]); 8] = [
    ("svg", &["viewBox", "width", "height"]),
    ("g", &[]),
    ("path", &["d"]),
    ("circle", &["cx", "cy", "r"]),
    ("ellipse", &["cx", "cy", "rx", "ry"]),
    ("rect", &["x", "y", "width", "height", "rx", "ry"]),
    ("polygon", &["points"]),
    ("line", &["x1", "y1", "x2", "y2"]),
];
/// Attributes of all of them.
const LOOKS: [&str; 13] = [
    "clip-rule",
    "fill",
    "fill-opacity",
    "fill-rule",
    "opacity",
    "stroke",
    "stroke-dasharray",
    "stroke-linecap",
    "stroke-linejoin",
    "stroke-miterlimit",
    "stroke-opacity",
    "stroke-width",
    "transform",
];
/// What programs write into every file and no browser draws: left out without a word.
const PASSED_OVER: [&str; 4] = ["id", "version", "xml:space", "baseProfile"];

/// Elements, and how deep they may lie in each other.
const MOST_ELEMENTS: usize = 500;
const DEEPEST: usize = 16;

/// Why an SVG cannot be the mark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// No SVG, or no well-formed one.
    Broken,
    Element(String),
    Attribute(String),
    /// An attribute with a value that is no number, no shape and no colour.
    Value(String),
    /// Words, a document type, instructions.
    Other,
    /// `viewBox` is missing: nobody knows how large it is.
    NoSize,
    TooMuch,
}

impl Fault {
    pub fn text(&self, w: &Words) -> String {
        match self {
            Self::Broken => fl!(w, "identity-svg-broken"),
            Self::Element(name) => fl!(w, "identity-svg-element", name = name.as_str()),
            Self::Attribute(name) => fl!(w, "identity-svg-attribute", name = name.as_str()),
            Self::Value(name) => fl!(w, "identity-svg-value", name = name.as_str()),
            Self::Other => fl!(w, "identity-svg-other"),
            Self::NoSize => fl!(w, "identity-svg-size"),
            Self::TooMuch => fl!(w, "identity-mark-complex"),
        }
    }
}

/// The shapes of a drawing, written anew.
pub fn reduce(text: &str) -> Result<String, Fault> {
    let mut reader = Reader::from_str(text);
    reader.config_mut().expand_empty_elements = true;
    let (mut out, mut depth, mut count) = (String::new(), 0_usize, 0_usize);
    let mut open: Vec<&str> = Vec::new();
    loop {
        match reader.read_event().map_err(|_| Fault::Broken)? {
            Event::Start(tag) => {
                (depth, count) = (depth + 1, count + 1);
                if depth > DEEPEST || count > MOST_ELEMENTS {
                    return Err(Fault::TooMuch);
                }
                let is_root = depth == 1;
                if is_root && count > 1 {
                    return Err(Fault::Broken);
                }
                open.push(element(&tag, is_root, &mut out)?);
            }
            Event::End(_) => {
                depth = depth.checked_sub(1).ok_or(Fault::Broken)?;
                let _ = write!(out, "</{}>", open.pop().ok_or(Fault::Broken)?);
            }
            Event::Text(text) if text.trim().is_empty() => {}
            Event::Decl(_) if count == 0 => {}
            Event::Comment(_) => {}
            Event::Eof if depth == 0 && count > 0 => return Ok(out),
            Event::Eof => return Err(Fault::Broken),
            _ => return Err(Fault::Other),
        }
    }
}

/// Writes the beginning of an element and answers its name.
fn element(tag: &BytesStart<'_>, is_root: bool, out: &mut String) -> Result<&'static str, Fault> {
    let name = name(tag.name().into_inner());
    let known = ELEMENTS.iter().find(|(known, _)| *known == name && (*known == "svg") == is_root);
    let Some((known, own)) = known else {
        return Err(if is_root { Fault::Broken } else { Fault::Element(name) });
    };
    let _ = write!(out, "<{known}");
    if is_root {
        let _ = write!(out, " xmlns=\"{NAMESPACE}\"");
    }
    let (mut has_size, mut has_namespace) = (!is_root, !is_root);
    for attribute in tag.attributes() {
        let attribute = attribute.map_err(|_| Fault::Broken)?;
        let key = self::name(attribute.key.into_inner());
        let value = attribute.value.trim();
        if key == "xmlns" {
            has_namespace = value == NAMESPACE;
        } else if PASSED_OVER.contains(&key.as_str()) || key.starts_with("xmlns:") {
            // It names nothing that is left.
        } else if !own.contains(&key.as_str()) && !LOOKS.contains(&key.as_str()) {
            return Err(Fault::Attribute(key));
        } else if !is_harmless(value) || key == "viewBox" && !is_box(value) {
            return Err(Fault::Value(key));
        } else if !(is_root && ["width", "height"].contains(&key.as_str())) {
            // The page says how large it is shown.
            has_size |= key == "viewBox";
            let _ = write!(out, " {key}=\"{value}\"");
        }
    }
    if !has_namespace {
        return Err(Fault::Broken);
    }
    if !has_size {
        return Err(Fault::NoSize);
    }
    out.push('>');
    Ok(known)
}

/// No longer than a page can tell it.
fn name(name: &str) -> String {
    name.chars().take(40).collect()
}

/// Numbers, letters of a path, names of colours and of transformations: with no `:`, `/`, `;`, quote or `&` nothing can be
/// asked for, and nothing be written otherwise.
fn is_harmless(value: &str) -> bool {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || " \t\r\n.,+-#()%".contains(c);
    !value.is_empty() && value.chars().all(is_plain) && !value.to_ascii_lowercase().contains("url")
}

/// Four numbers, the last two of them a size.
fn is_box(value: &str) -> bool {
    let numbers: Vec<f64> = value
        .split([' ', ',', '\t', '\r', '\n'])
        .filter(|part| !part.is_empty())
        .map_while(|part| part.parse().ok())
        .collect();
    matches!(numbers[..], [x, y, width, height] if x.is_finite() && y.is_finite() && (1.0..=1e5).contains(&width) && (1.0..=1e5).contains(&height))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn inside(shapes: &str) -> Result<String, Fault> {
        reduce(&format!("<svg xmlns=\"{NAMESPACE}\" viewBox=\"0 0 40 40\">{shapes}</svg>"))
    }

    #[test]
    fn a_drawing_is_written_anew_from_its_shapes() {
        let ours = include_str!("../../web/static/mark.svg");
        let reduced = reduce(ours).unwrap();
        assert_eq!(reduced, expected(ours));
        assert_eq!(reduce(&reduced), Ok(reduced.clone()), "nothing more is to be taken away");
        let written = "\u{20}<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!-- made by a program -->\n\
            <svg id=\"a\" version=\"1.1\" width=\"80mm\" height=\"80mm\" xmlns=\"http://www.w3.org/2000/svg\" \
            xmlns:xlink=\"http://www.w3.org/1999/xlink\" viewBox=\"0,0 40 40\">\n <g fill='#a00' transform=\"rotate(45 20 20)\">\
            <polygon points=\"1,1 2,2\"/></g></svg>\n";
        assert_eq!(
            reduce(written.trim_start()).unwrap(),
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0,0 40 40\"><g fill=\"#a00\" \
             transform=\"rotate(45 20 20)\"><polygon points=\"1,1 2,2\"></polygon></g></svg>"
        );
    }

    /// Empty elements have an end of their own.
    fn expected(svg: &str) -> String {
        let mut out = String::new();
        for tag in svg.trim().split_inclusive('>') {
            match tag.strip_suffix("/>") {
                Some(tag) => {
                    let name = tag.trim_start_matches('<').split(' ').next().unwrap();
                    let _ = write!(out, "{tag}></{name}>");
                }
                None => out.push_str(tag),
            }
        }
        out
    }

    #[test]
    fn whatever_is_no_shape_is_refused_by_its_name() {
        let element = |name: &str| Err(Fault::Element(name.into()));
        let attribute = |name: &str| Err(Fault::Attribute(name.into()));
        let value = |name: &str| Err(Fault::Value(name.into()));
        let cases: [(&str, Result<String, Fault>); 26] = [
            ("<script>alert(1)</script>", element("script")),
            ("<SCRIPT/>", element("SCRIPT")),
            ("<svg:script xmlns:svg=\"http://www.w3.org/2000/svg\"/>", element("svg:script")),
            ("<foreignObject/>", element("foreignObject")),
            ("<style>@import url(//evil.example)</style>", element("style")),
            ("<image href=\"//evil.example/a.png\"/>", element("image")),
            ("<use href=\"#a\"/>", element("use")),
            ("<a href=\"javascript:alert(1)\"/>", element("a")),
            ("<animate attributeName=\"href\"/>", element("animate")),
            ("<text>市</text>", element("text")),
            ("<linearGradient/>", element("linearGradient")),
            ("<svg onload=\"alert(1)\"/>", element("svg")),
            ("<path d=\"M0 0\" onload=\"alert(1)\"/>", attribute("onload")),
            ("<path d=\"M0 0\" style=\"fill:red\"/>", attribute("style")),
            ("<path d=\"M0 0\" class=\"a\"/>", attribute("class")),
            ("<path xlink:href=\"#a\"/>", attribute("xlink:href")),
            ("<circle d=\"M0 0\"/>", attribute("d")),
            ("<rect fill=\"url(#a)\"/>", value("fill")),
            ("<rect fill=\"URL(//evil.example)\"/>", value("fill")),
            ("<rect fill=\"&#117;rl(#a)\"/>", value("fill")),
            ("<rect fill=\"red;background:blue\"/>", value("fill")),
            ("<rect width=\"\"/>", value("width")),
            ("市", Err(Fault::Other)),
            ("<![CDATA[<script>]]>", Err(Fault::Other)),
            ("<?xml-stylesheet href=\"//evil.example\"?>", Err(Fault::Other)),
            ("&lol;", Err(Fault::Other)),
        ];
        for (shapes, expected) in cases {
            assert_eq!(inside(shapes), expected, "{shapes}");
        }
    }

    #[test]
    fn what_is_no_whole_drawing_is_refused() {
        let svg = |attributes: &str| reduce(&format!("<svg {attributes}></svg>"));
        assert_eq!(svg(&format!("xmlns=\"{NAMESPACE}\"")), Err(Fault::NoSize));
        assert_eq!(svg("viewBox=\"0 0 1 1\""), Err(Fault::Broken), "no browser draws it as a picture");
        for size in ["0 0 0 0", "0 0 1", "0 0 1 1 1", "0 0 1e9 1", "a b c d", "0 0 NaN 1"] {
            assert_eq!(
                svg(&format!("xmlns=\"{NAMESPACE}\" viewBox=\"{size}\"")),
                Err(Fault::Value("viewBox".into())),
                "{size}"
            );
        }
        let entity = "<!DOCTYPE svg [<!ENTITY a \"aaaaaaaa\">]><svg/>";
        for (text, fault) in [
            ("", Fault::Broken),
            ("<", Fault::Broken),
            ("<html></html>", Fault::Broken),
            ("<svg", Fault::Broken),
            (entity, Fault::Other),
        ] {
            assert_eq!(reduce(text), Err(fault), "{text}");
        }
        assert_eq!(inside("<g><path d=\"M0 0\"/>"), Err(Fault::Broken));
        assert_eq!(inside("</svg><svg>"), Err(Fault::Broken));
        assert_eq!(inside("<rect x=\"1\" x=\"2\"/>"), Err(Fault::Broken));
        assert_eq!(inside(&"<g>".repeat(20)), Err(Fault::TooMuch));
        assert_eq!(inside(&"<g/>".repeat(501)), Err(Fault::TooMuch));
        assert!(inside(&"<path d=\"M0 0\"/>".repeat(400)).is_ok());
    }
}
