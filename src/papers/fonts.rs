//! Fonts with Japanese letters, as the machine has them: looked for once by the names of their files, and read when
//! something is drawn. None is part of the program.

use std::fs;
use std::io;
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};

use skrifa::raw::FileRef;
use skrifa::string::StringId;
use skrifa::{FontRef, MetadataProvider};

/// Where systems put fonts.
const FOLDERS: [&str; 2] = ["/usr/share/fonts", "/usr/local/share/fonts"];
/// Files in the order in which they are liked: for text, and for what stands out.
const LIKED: [[&str; 2]; 4] = [
    ["BIZUDPGothic-Regular", "BIZUDPGothic-Bold"],
    ["NotoSansCJK-Regular", "NotoSansCJK-Bold"],
    ["NotoSansCJKjp-Regular", "NotoSansCJKjp-Bold"],
    ["NotoSansJP-Regular", "NotoSansJP-Bold"],
];
/// What a font without which no Japanese is written has.
const PROBE: &str = "あア漢年、。「」ー～";
/// Thousands of kanji take more room than this, in bytes: smaller files are not opened.
const LEAST_BYTES: u64 = 1 << 20;
/// So many others are looked into where none of those liked is there.
const MOST_OPENED: usize = 40;
/// Folders within folders, and files in all of them: a link that leads back up ends somewhere.
const DEEPEST: usize = 6;
const MOST_FILES: usize = 50_000;

/// A font in its file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Face {
    file: PathBuf,
    /// Its place in a collection, 0 in a file of its own.
    index: u32,
    bytes: u64,
    /// Code points that it has a drawing for, in order.
    covers: Vec<RangeInclusive<u32>>,
}

/// A font in two weights, which may be the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Family {
    pub regular: Face,
    pub bold: Face,
}

impl Family {
    /// The one that is liked best, in this folder or where the system keeps its fonts; `None` where nothing has Japanese
    /// letters. Takes some milliseconds, and more where none of the usual ones is there.
    pub fn find(folder: Option<&Path>) -> Option<Self> {
        let mut files = Vec::new();
        match folder {
            Some(folder) => collect(folder, DEEPEST, &mut files),
            None => FOLDERS.iter().for_each(|folder| collect(Path::new(folder), DEEPEST, &mut files)),
        }
        files.sort();
        let named = |name: &str| files.iter().find(|file| stem(file) == name).and_then(|file| Face::read(file));
        let liked = LIKED.iter().find_map(|[regular, bold]| Some((named(regular)?, named(bold))));
        let (regular, bold) = liked.or_else(|| any(&files).map(|face| (face, None)))?;
        Some(Self { bold: bold.unwrap_or_else(|| regular.clone()), regular })
    }

    /// Whether both weights have all of its letters; spaces and line breaks need no drawing.
    pub fn covers(&self, text: &str) -> bool {
        let drawn = |c: &char| !c.is_whitespace();
        text.chars().filter(drawn).all(|c| self.regular.covers(c) && self.bold.covers(c))
    }

    /// Tells one family from another: with another the same words look different.
    pub fn name(&self) -> String {
        [&self.regular, &self.bold]
            .map(|face| format!("{} {} {}", face.file.display(), face.index, face.bytes))
            .join("\n")
    }
}

impl Face {
    /// `None` where it is no font, or has no Japanese letters.
    fn read(file: &Path) -> Option<Self> {
        let data = fs::read(file).ok()?;
        let read = FileRef::new(&data).ok()?;
        let fonts: Vec<FontRef<'_>> = read.fonts().filter_map(Result::ok).collect();
        // Of a collection the one that draws kanji as they are written in Japan.
        let is_japanese = |font: &FontRef<'_>| {
            let name = font.localized_strings(StringId::FAMILY_NAME).english_or_first();
            name.is_some_and(|name| name.to_string().split(' ').any(|word| word == "JP"))
        };
        let index = fonts.iter().position(is_japanese).unwrap_or_default();
        let covers = ranges(fonts.get(index)?.charmap().mappings().map(|(c, _)| c).collect());
        let face =
            Self { file: file.to_owned(), index: index.try_into().ok()?, bytes: data.len().try_into().ok()?, covers };
        PROBE.chars().all(|c| face.covers(c)).then_some(face)
    }

    fn covers(&self, c: char) -> bool {
        let c = u32::from(c);
        let at = self.covers.partition_point(|range| *range.end() < c);
        self.covers.get(at).is_some_and(|range| range.contains(&c))
    }

    /// The whole file, to be drawn from. An error where it is gone, or another than it was: then fonts are to be looked for
    /// anew.
    pub fn open(&self) -> io::Result<Opened> {
        let opened = Opened { data: fs::read(&self.file)?, index: self.index };
        if opened.data.len() as u64 != self.bytes {
            return Err(io::Error::other(format!("{} is another file by now", self.file.display())));
        }
        opened.font().map(|_| ()).map_err(io::Error::other)?;
        Ok(opened)
    }
}

/// A font that is in memory.
pub struct Opened {
    data: Vec<u8>,
    index: u32,
}

impl Opened {
    pub fn font(&self) -> Result<FontRef<'_>, skrifa::raw::ReadError> {
        FontRef::from_index(&self.data, self.index)
    }
}

/// Font files below a folder. What cannot be read is passed over.
fn collect(folder: &Path, depth: usize, into: &mut Vec<PathBuf>) {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    for path in entries.map(|entry| entry.path()) {
        if into.len() >= MOST_FILES {
            return;
        }
        let kind = path.extension().and_then(|kind| kind.to_str()).unwrap_or_default().to_ascii_lowercase();
        if ["ttf", "ttc", "otf", "otc"].contains(&kind.as_str()) {
            into.push(path);
        } else if depth > 0 && path.is_dir() {
            collect(&path, depth - 1, into);
        }
    }
}

/// Any font with Japanese letters, those whose strokes are of one width first.
fn any(files: &[PathBuf]) -> Option<Face> {
    let is_large = |file: &&PathBuf| fs::metadata(file).is_ok_and(|known| known.len() >= LEAST_BYTES);
    let mut large: Vec<_> = files.iter().filter(is_large).collect();
    let is_other = |file: &&PathBuf| {
        let name = stem(file).to_lowercase();
        ["serif", "mincho", "ming", "song", "mono", "bold", "black", "light", "thin"]
            .iter()
            .any(|kind| name.contains(kind))
    };
    large.sort_by_key(is_other);
    large.into_iter().take(MOST_OPENED).find_map(|file| Face::read(file))
}

fn stem(file: &Path) -> &str {
    file.file_stem().and_then(|name| name.to_str()).unwrap_or_default()
}

fn ranges(mut points: Vec<u32>) -> Vec<RangeInclusive<u32>> {
    points.sort_unstable();
    let mut found: Vec<RangeInclusive<u32>> = Vec::new();
    for point in points {
        match found.last_mut() {
            Some(last) if point <= last.end().saturating_add(1) => *last = *last.start()..=point,
            _ => found.push(point..=point),
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn family() -> Family {
        Family::find(None).expect("tests need a Japanese font: apt-get install fonts-morisawa-bizud-gothic")
    }

    #[test]
    fn the_machine_has_a_font_with_japanese_letters_and_it_says_which_it_has_not() {
        let family = family();
        assert!(family.covers("朝来市の文化を、\n　つぎの世代へ。2024年11月1日（金）～ Asago"));
        assert!(!family.covers("意見\u{10FFFE}"));
        assert!(!family.covers("\u{1E030}"), "a letter of no Japanese font");
        assert_ne!(family.name(), "");
        let opened = family.bold.open().unwrap();
        assert!(opened.font().unwrap().charmap().map('声').is_some());
    }

    #[test]
    fn a_folder_that_is_named_is_the_only_one() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(Family::find(Some(folder.path())), None);
        assert_eq!(Family::find(Some(&folder.path().join("nowhere"))), None);
        fs::write(folder.path().join("BIZUDPGothic-Regular.ttf"), b"no font").unwrap();
        fs::write(folder.path().join("large.otf"), vec![0; 2 << 20]).unwrap();
        std::os::unix::fs::symlink(folder.path(), folder.path().join("again")).unwrap();
        assert_eq!(Family::find(Some(folder.path())), None, "what is no font is passed over");
        let below = folder.path().join("a/b");
        fs::create_dir_all(&below).unwrap();
        fs::copy(&family().regular.file, below.join(format!("any.{}", kind(&family())))).unwrap();
        let found = Family::find(Some(folder.path())).unwrap();
        assert!(found.covers("声") && found.regular == found.bold);
    }

    fn kind(family: &Family) -> &str {
        family.regular.file.extension().unwrap().to_str().unwrap()
    }

    #[test]
    fn code_points_become_ranges() {
        assert_eq!(ranges(vec![7, 3, 4, 4, 5, 9]), [3..=5, 7..=7, 9..=9]);
        assert_eq!(ranges(Vec::new()), []);
    }
}
