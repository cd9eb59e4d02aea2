//! What is in a workbook's archive. It is looked through before anything else unpacks it, since what does so later trusts
//! its sizes and counts.

use std::cell::Cell;
use std::collections::{HashMap, HashSet};
use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::rc::Rc;

use quick_xml::escape::unescape;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;
use zip::result::ZipError;

use super::{Fault, Hidden, MAX_COLUMNS, Stranger, letters};

/// Unpacked, all parts together.
const MAX_UNPACKED: u64 = 1 << 30;
/// An archive packs a table to a tenth, hardly to a hundredth.
const MAX_RATIO: u64 = 200;
/// What a small file may unpack to, however well it is packed.
const ALWAYS_UNPACKED: u64 = 1 << 20;
/// One part that is kept in memory.
const MAX_PART: u64 = MAX_UNPACKED / 64;
const MAX_PARTS: usize = 1_000;
const MAX_DEPTH: usize = 64;
/// A tag is never longer, even one with every attribute there is.
const MAX_TAG: usize = 64 * 1024;
/// Nor is a text: a cell has 32,767 characters at most.
const MAX_TOKEN: u64 = 1 << 20;
/// Different texts of one workbook.
const MAX_STRINGS: usize = 4_000_000;

/// What of a workbook does not show.
#[derive(Default)]
pub struct Package {
    /// Places of the parts, by path in lower case: whoever reads a workbook does not ask for the case either.
    parts: HashMap<String, usize>,
    /// What does not show, by the path of its sheet.
    hidden: HashMap<String, Vec<Hidden>>,
    /// Paths of sheets, by name.
    sheets: HashMap<String, String>,
}

impl Package {
    /// Columns and rows of a sheet that do not show.
    pub fn hidden_in(&self, sheet: &str) -> Vec<Hidden> {
        self.sheets.get(sheet).and_then(|path| self.hidden.get(path)).cloned().unwrap_or_default()
    }
}

type Archive = ZipArchive<BufReader<File>>;

/// Looks through every part: names, real sizes, tags.
pub fn look_through(file: &File) -> Result<Package, Fault> {
    let packed = file.metadata()?.len();
    let limit = (packed.saturating_mul(MAX_RATIO)).clamp(ALWAYS_UNPACKED, MAX_UNPACKED);
    let mut archive = ZipArchive::new(BufReader::new(file.try_clone()?)).map_err(broken)?;
    let (mut package, mut left) = (Package::default(), limit);
    if archive.len() > MAX_PARTS {
        return Err(Fault::Bomb);
    }
    // Of two that are called alike the archive's reader keeps the last, another program the first.
    if listed(file, archive.comment().len())?.is_some_and(|listed| usize::from(listed) != archive.len()) {
        return Err(Fault::Broken("a part that stands in the archive twice".to_owned()));
    }
    for place in 0..archive.len() {
        let part = archive.by_index(place).map_err(broken)?;
        let name = part.name().map_err(broken)?.to_lowercase();
        let is_inside = !name.starts_with('/') && part.enclosed_name().is_some();
        if !is_inside || part.is_symlink() || package.parts.insert(name.clone(), place).is_some() {
            return Err(Fault::Broken(format!("a part called {name:?}")));
        }
        if name.ends_with("vbaproject.bin") {
            return Err(Fault::NotATable(Stranger::Macros));
        }
        // What an archive says of its sizes may be a lie: what counts is what comes out.
        let mut counted = part.take(left + 1);
        if is_read(&name) {
            let hidden = tags(&mut counted, &name)?;
            package.hidden.insert(name, hidden);
        }
        io::copy(&mut counted, &mut io::sink()).map_err(|error| Fault::Broken(error.to_string()))?;
        left = counted.limit().checked_sub(1).ok_or(Fault::Bomb)?;
    }
    package.sheets = sheets(&mut archive, &package.parts)?;
    Ok(package)
}

/// How many parts the archive says it has, in the 22 bytes before its comment; `None` where they say it elsewhere.
fn listed(mut file: &File, comment: usize) -> io::Result<Option<u16>> {
    let mut end = [0; 22];
    file.seek(SeekFrom::End(-i64::try_from(end.len() + comment).unwrap_or(i64::MAX)))?;
    file.read_exact(&mut end)?;
    let count = u16::from_le_bytes([end[10], end[11]]);
    Ok((end.starts_with(b"PK\x05\x06") && count != u16::MAX).then_some(count))
}

/// Parts that may be read as XML later; pictures and the drawings of old Excel, which are not quite XML, never are.
fn is_read(name: &str) -> bool {
    name.ends_with(".xml") || name.ends_with(".rels")
}

fn broken(error: ZipError) -> Fault {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => Fault::NotATable(Stranger::Encrypted),
        other => Fault::Broken(other.to_string()),
    }
}

/// Names of sheets and where they are: the package names the workbook, the workbook its sheets, its relations their paths.
fn sheets(archive: &mut Archive, parts: &HashMap<String, usize>) -> Result<HashMap<String, String>, Fault> {
    let document = |relation: &Relation| relation.kind.ends_with("/relationships/officeDocument");
    let workbook = relations(archive, parts, "_rels/.rels")?.into_iter().rfind(document);
    // A Word file or any other archive is no table.
    let stranger = Fault::NotATable(Stranger::Archive);
    let Some(workbook) = workbook.map(|relation| relation.target).filter(|path| path.ends_with(".xml")) else {
        return Err(stranger);
    };
    let workbook = workbook.trim_start_matches('/');
    let (folder, file) = workbook.rsplit_once('/').unwrap_or_default();
    if folder != "xl" {
        return Err(stranger);
    }
    let relations = relations(archive, parts, &format!("{folder}/_rels/{file}.rels"))?;
    let mut found = HashMap::new();
    each_tag(archive, parts, workbook, |tag| {
        if tag.local_name().as_ref() == "sheet"
            && let Some((name, id)) = attribute(tag, "name").zip(attribute(tag, "id"))
            && let Some(relation) = relations.iter().rfind(|relation| relation.id == id)
        {
            let path = relation.target.strip_prefix('/').map_or(format!("{folder}/{}", relation.target), str::to_owned);
            found.insert(name, path);
        }
    })?;
    let is_unread_sheet = |relation: &&Relation| relation.kind.ends_with("/worksheet") && !is_read(&relation.target);
    match relations.iter().find(is_unread_sheet) {
        Some(relation) => Err(Fault::Broken(format!("a sheet in {:?}", relation.target))),
        None => Ok(found),
    }
}

/// A line of a part that says how parts belong together; the target in lower case.
struct Relation {
    id: String,
    kind: String,
    target: String,
}

fn relations(archive: &mut Archive, parts: &HashMap<String, usize>, path: &str) -> Result<Vec<Relation>, Fault> {
    let (mut found, mut is_twofold) = (Vec::new(), false);
    each_tag(archive, parts, path, |tag| {
        // Of two that are called alike, one reader believes the first and another the last.
        let names: Vec<String> = attributes(tag).into_iter().map(|(name, _)| name).collect();
        is_twofold |= names.iter().collect::<HashSet<_>>().len() < names.len();
        if let [Some(id), Some(kind), Some(target)] = ["Id", "Type", "Target"].map(|name| attribute(tag, name)) {
            found.push(Relation { id, kind, target: target.to_lowercase() });
        }
    })?;
    if is_twofold { Err(Fault::Broken(format!("an attribute twice in {path:?}"))) } else { Ok(found) }
}

/// Every tag of a part that has been looked through.
fn each_tag(
    archive: &mut Archive,
    parts: &HashMap<String, usize>,
    path: &str,
    mut each: impl FnMut(&BytesStart<'_>),
) -> Result<(), Fault> {
    let Some(place) = parts.get(path) else { return Err(Fault::NotATable(Stranger::Archive)) };
    let part = archive.by_index(*place).map_err(broken)?;
    let (mut xml, mut buffer) = (quick_xml::Reader::from_reader(BufReader::new(part)), Vec::new());
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer) {
            Ok(Event::Start(tag) | Event::Empty(tag)) => each(&tag),
            Ok(Event::Eof) => return Ok(()),
            Ok(_) => {}
            Err(error) => return Err(Fault::Broken(error.to_string())),
        }
    }
}

/// Reads the tags of one part: how deep, how long, how many, no definitions of entities. Answers what does not show.
fn tags(part: &mut impl Read, name: &str) -> Result<Vec<Hidden>, Fault> {
    let watch = Rc::new(Watch { most: Cell::new(MAX_PART), ..Watch::default() });
    let mut xml = quick_xml::Reader::from_reader(BufReader::new(Watched { input: part, watch: Rc::clone(&watch) }));
    let (mut buffer, mut depth, mut is_sheet, mut rows, mut hidden) = (Vec::new(), 0_usize, None, 0, Vec::new());
    let mut strings = 0;
    loop {
        buffer.clear();
        watch.since.set(0);
        let event = match xml.read_event_into(&mut buffer) {
            Ok(event) => event,
            Err(_) if watch.is_over() => return Err(Fault::Bomb),
            Err(error) => return Err(Fault::Broken(error.to_string())),
        };
        match &event {
            Event::DocType(_) => return Err(Fault::Bomb),
            Event::Start(tag) | Event::Empty(tag) => {
                depth += usize::from(matches!(event, Event::Start(_)));
                let tag_name = tag.local_name();
                let is_sheet = *is_sheet.get_or_insert_with(|| {
                    let is_sheet = tag_name.as_ref() == "worksheet" && !name.ends_with(".rels");
                    watch.most.set(most_bytes(name, is_sheet));
                    is_sheet
                });
                strings += usize::from(tag_name.as_ref() == "si");
                let too_large = depth > MAX_DEPTH || tag.len() > MAX_TAG || strings > MAX_STRINGS;
                if too_large || claims_too_many(tag) || is_sheet && KEPT.contains(&tag_name.as_ref()) {
                    return Err(Fault::Bomb);
                }
                match tag_name.as_ref() {
                    "row" if is_sheet && is_hidden(tag) => rows += 1,
                    "col" if is_sheet && is_hidden(tag) && hidden.len() < MAX_COLUMNS => hidden.extend(columns(tag)),
                    _ => {}
                }
            }
            Event::End(_) => depth = depth.saturating_sub(1),
            Event::Eof => break,
            _ => {}
        }
    }
    if rows > 0 {
        hidden.push(Hidden::Rows(rows));
    }
    Ok(hidden)
}

/// Of a workbook these are kept in memory, however many there are. No sheet holds them, so that none can pass for one.
const KEPT: [&str; 2] = ["sheet", "definedName"];

/// How large a part may be. Sheets are read cell by cell; everything else is kept in memory by whoever reads the
/// workbook, what texts and styles are by their name.
fn most_bytes(name: &str, is_sheet: bool) -> u64 {
    match name.rsplit('/').next() {
        Some("sharedstrings.xml") => MAX_UNPACKED / 4,
        Some("styles.xml") => MAX_PART,
        _ if is_sheet => MAX_UNPACKED,
        _ => MAX_PART,
    }
}

/// Room is made for as many strings as a part says it has, before the first is read.
fn claims_too_many(tag: &BytesStart<'_>) -> bool {
    let claims = |value: &str| value.trim().parse().is_ok_and(|count: u64| count > MAX_STRINGS as u64);
    tag.local_name().as_ref() == "sst" && attributes(tag).iter().any(|(_, value)| claims(value))
}

/// How much has been read: in all, and since the last tag or text.
#[derive(Default)]
struct Watch {
    all: Cell<u64>,
    /// That and no more.
    most: Cell<u64>,
    since: Cell<u64>,
}

impl Watch {
    fn is_over(&self) -> bool {
        self.since.get() > MAX_TOKEN || self.all.get() > self.most.get()
    }
}

struct Watched<R> {
    input: R,
    watch: Rc<Watch>,
}

impl<R: Read> Read for Watched<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let count = self.input.read(into)?;
        self.watch.all.set(self.watch.all.get() + count as u64);
        self.watch.since.set(self.watch.since.get() + count as u64);
        if self.watch.is_over() { Err(io::ErrorKind::FileTooLarge.into()) } else { Ok(count) }
    }
}

fn is_hidden(tag: &BytesStart<'_>) -> bool {
    attribute(tag, "hidden").is_some_and(|value| value == "1" || value == "true")
}

fn columns(tag: &BytesStart<'_>) -> Option<Hidden> {
    let column = |name| attribute(tag, name)?.parse::<usize>().ok()?.checked_sub(1).map(letters);
    Some(Hidden::Columns(column("min")?, column("max")?))
}

/// An attribute by its name without a prefix.
fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = tag.attributes().with_checks(false).flatten().find(|found| found.key.local_name().as_ref() == name)?;
    unescape(&found.value).ok().map(|value| value.into_owned())
}

/// All of them as they stand, by their names without a prefix.
fn attributes(tag: &BytesStart<'_>) -> Vec<(String, String)> {
    let mut all = tag.attributes();
    let all = all.with_checks(false).flatten();
    all.map(|found| (found.key.local_name().as_ref().to_owned(), found.value.to_string())).collect()
}
