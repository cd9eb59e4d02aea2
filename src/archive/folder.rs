//! The folder: a file for each table, the codebook, how to read it, and the hashes of all of them.

use std::fs::{self, File};
use std::io::{self, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use anyhow::{Context, ensure};
use futures_util::TryStreamExt;
use i18n_embed_fl::fl;
use sqlx::Row;
use sqlx::any::AnyRow;
use tempfile::TempDir;

use super::store::Count;
use super::{COUNTED, COUNTED_FILE, Column, LEFT_OUT, Table, columns, counted_label, store};
use crate::app::App;
use crate::base::calendar::Zone;
use crate::base::db::Conn;
use crate::base::marks::plain;
use crate::base::text::{Lang, Words};
use crate::consultations::{Consultation, Field};
use crate::documents;
use crate::exchange::codebook::Kind;
use crate::exports::jobs::Snapshot;
use crate::opinions::text::masked;
use crate::papers::csv::{Style, Table as Csv};
use crate::papers::{self, Cell, Hashed};

/// How often the progress is told, in rows.
const TOLD_EVERY: i64 = 20_000;
pub const CODEBOOK: &str = "codebook.csv";
pub const README: &str = "README.txt";
pub const SUMS: &str = "SHA256SUMS";
/// The folder of the files beside a consultation, each called by its id and what it is.
const DOCUMENTS: &str = "documents";

/// A folder under a passing name: it goes with this value, unless it is put in its place.
pub struct Written {
    passing: TempDir,
    target: PathBuf,
    /// Name, rows where there are any to count, SHA-256; in the order of the list of hashes.
    pub files: Vec<(String, Option<i64>, String)>,
    /// SHA-256 of the list of hashes, which stands for all of them.
    pub sha256: String,
    /// The moment of the snapshot, in the domain's time.
    pub as_of: i64,
}

impl Written {
    pub fn rows(&self) -> i64 {
        self.files.iter().filter_map(|(_, rows, _)| *rows).sum()
    }

    /// Gives the folder its name, at once.
    pub fn put(self) -> anyhow::Result<()> {
        let beside = self.target.parent().context("the folder needs a name")?.to_owned();
        fs::rename(self.passing.path(), &self.target)
            .with_context(|| format!("cannot put the folder {} in its place", self.target.display()))?;
        File::open(beside)?.sync_all()?;
        Ok(())
    }
}

/// Writes everything about a consultation, beside `target`, which must not exist or be empty: nothing that is not whole
/// ever has its name. One snapshot, in which `call` was read, row after row. `tell` hears which table is at which row.
pub async fn write(
    app: &App,
    call: &Consultation,
    Snapshot { mut tx, as_of, .. }: Snapshot,
    target: &Path,
    mut tell: impl FnMut(&str, i64),
) -> anyhow::Result<Written> {
    let target = std::path::absolute(target)?;
    if target.exists() {
        let empty = target.is_dir() && fs::read_dir(&target)?.next().is_none();
        ensure!(empty, "{} exists already; an export never overwrites", target.display());
    }
    let beside = target.parent().context("the folder needs a name")?;
    // Its owner's alone, as notes among staff are in it.
    let alone = fs::Permissions::from_mode(0o700);
    let passing = tempfile::Builder::new().prefix(".koe-part-").permissions(alone).tempdir_in(beside);
    let passing = passing.with_context(|| format!("cannot write into the folder {}", beside.display()))?;
    let mut files = Vec::new();
    for table in Table::ALL {
        let (rows, sha256) = write_table(&mut tx, *table, call, &app.zone, passing.path(), &mut tell).await?;
        files.push((table.file(), Some(rows), sha256));
    }
    let counted = store::counted(&mut tx, call).await?;
    let sha256 = write_counted(passing.path(), call, &app.zone, &counted)?;
    files.push((COUNTED_FILE.to_owned(), Some(counted.len() as i64), sha256));
    files.extend(write_documents(&mut tx, call, passing.path()).await?);
    tx.rollback().await?;
    files.push((CODEBOOK.to_owned(), None, write_codebook(passing.path())?));
    let readme = readme(app, call, as_of, &files);
    files.push((README.to_owned(), None, write_file(passing.path(), README, &readme)?));
    // Last: without it a folder is no whole one.
    let sums: String = files.iter().map(|(name, _, sha256)| format!("{sha256}  {name}\n")).collect();
    let sha256 = write_file(passing.path(), SUMS, &sums)?;
    File::open(passing.path())?.sync_all()?;
    Ok(Written { passing, target, files, sha256, as_of })
}

async fn write_table(
    conn: &mut Conn,
    table: Table,
    call: &Consultation,
    zone: &Zone,
    folder: &Path,
    tell: &mut impl FnMut(&str, i64),
) -> anyhow::Result<(i64, String)> {
    let mut out = Hashed::new(File::create_new(folder.join(table.file()))?);
    let columns: Vec<_> = table.columns().iter().map(|column| head(column.name)).collect();
    let mut csv = Csv::new(&mut out, Style::Plain, &columns)?;
    let mut stream = store::rows(conn, table, &call.id);
    // What the city said it would only count is told of nobody, here neither.
    let is_told = |column: &Column| {
        let field = Field::parse(column.name).filter(|_| table == Table::Opinions);
        field.is_none_or(|field| !call.field(field).is_only_counted())
    };
    let mut rows = 0;
    while let Some(row) = stream.try_next().await? {
        let cells = table.columns().iter().enumerate().map(|(place, column)| match is_told(column) {
            true => cell(&row, place, column, zone),
            false => Ok(Cell::Empty),
        });
        csv.add(&cells.collect::<sqlx::Result<Vec<_>>>()?, |_| Ok(()))?;
        rows += 1;
        if rows % TOLD_EVERY == 0 {
            tell(table.name(), rows);
        }
    }
    csv.finish()?;
    Ok((rows, close(out)?))
}

/// The files that residents fetch from the consultation's page. Name, nothing to count, SHA-256.
async fn write_documents(
    conn: &mut Conn,
    call: &Consultation,
    folder: &Path,
) -> anyhow::Result<Vec<(String, Option<i64>, String)>> {
    let mut files = Vec::new();
    let all = documents::store::list(conn, &call.id).await?;
    for document in all.into_iter().filter(|document| document.kind != documents::Kind::Link) {
        let name = format!("{DOCUMENTS}/{}.{}", document.id, document.kind.name());
        fs::create_dir_all(folder.join(DOCUMENTS))?;
        let out = File::create_new(folder.join(&name))?;
        let (_, sha256) = documents::store::copy(conn, &document.id, &out).await?;
        out.sync_all()?;
        let title = document.exact(Lang::JA);
        ensure!(
            sha256 == document.sha256,
            "the document {title:?} is damaged in the database: its SHA-256 is not the one it came with"
        );
        files.push((name, None, sha256));
    }
    if !files.is_empty() {
        File::open(folder.join(DOCUMENTS))?.sync_all()?;
    }
    Ok(files)
}

/// The numbers of the results' tables, with the names of what they are of.
fn write_counted(folder: &Path, call: &Consultation, zone: &Zone, counts: &[Count]) -> anyhow::Result<String> {
    let mut out = Hashed::new(File::create_new(folder.join(COUNTED_FILE))?);
    let columns: Vec<_> = columns::COUNTED.iter().map(|column| head(column.name)).collect();
    let mut csv = Csv::new(&mut out, Style::Plain, &columns)?;
    for Count { field, themes, whose, code, opinions, made_at } in counts {
        let name = |id: &String| match call.theme_path(id, Lang::JA) {
            gone if gone.is_empty() => fl!(Lang::JA.words(), "results-theme-gone"),
            name => name,
        };
        let names = themes.as_ref().map(|ids| match ids.iter().map(name).collect::<Vec<_>>().join(" / ") {
            names if names.is_empty() => fl!(Lang::JA.words(), "results-small-themes"),
            names => names,
        });
        let label = code.as_ref().map(|code| call.choice_label(*field, code, Lang::JA));
        let row = [
            Cell::from(field.name()),
            Cell::from(themes.as_ref().map(|ids| ids.join(" "))),
            Cell::from(names),
            Cell::from(whose.name()),
            Cell::from(code.clone()),
            Cell::from(label),
            opinions.map_or(Cell::Empty, Cell::Number),
            Cell::from(exact(zone, *made_at)),
        ];
        csv.add(&row, |_| Ok(()))?;
    }
    csv.finish()?;
    Ok(close(out)?)
}

fn head(name: &'static str) -> papers::Column {
    papers::Column { key: name, head: name.to_owned(), width: 0 }
}

fn cell(row: &AnyRow, place: usize, column: &Column, zone: &Zone) -> sqlx::Result<Cell<'static>> {
    Ok(match column.kind {
        Kind::Number => row.try_get::<Option<i64>, _>(place)?.map_or(Cell::Empty, Cell::Number),
        Kind::Moment => Cell::from(row.try_get::<Option<i64>, _>(place)?.map(|ms| exact(zone, ms))),
        _ => {
            let text: Option<String> = row.try_get(place)?;
            Cell::from(if column.masked { text.map(|text| masked(&text, Lang::JA.words()).into_owned()) } else { text })
        }
    })
}

/// 2024-10-28T10:00:00.000+09:00
fn exact(zone: &Zone, ms: i64) -> String {
    zone.at(ms).strftime("%Y-%m-%dT%H:%M:%S.%3f%:z").to_string()
}

/// What every column of every table means: a line for each, or for each of its codes.
fn write_codebook(folder: &Path) -> anyhow::Result<String> {
    let mut out = Hashed::new(File::create_new(folder.join(CODEBOOK))?);
    let heads =
        ["table", "column", "name_ja", "name_en", "type", "unit_ja", "unit_en", "code", "meaning_ja", "meaning_en"];
    let mut csv = Csv::new(&mut out, Style::Plain, &heads.map(head))?;
    let (ja, en) = (Lang::JA.words(), english().words());
    let tables = Table::ALL.iter().map(|table| (table.name(), table.columns()));
    for (table, columns) in tables.chain([(COUNTED, columns::COUNTED)]) {
        for column in columns {
            let unit = |w| column.unit.map_or(String::new(), |unit| unit(w));
            let begins = [table.to_owned(), column.name.to_owned(), (column.say)(ja), (column.say)(en)];
            let begins = begins.into_iter().chain([column.kind.name().to_owned(), unit(ja), unit(en)]);
            let begins: Vec<Cell<'_>> = begins.map(Cell::from).collect();
            let codes = |w| column.codes.map_or_else(|| vec![Default::default()], |codes| codes(w));
            for ((code, ja), (_, en)) in codes(ja).into_iter().zip(codes(en)) {
                csv.add(&[begins.clone(), [code, ja, en].map(Cell::from).to_vec()].concat(), |_| Ok(()))?;
            }
        }
    }
    csv.finish()?;
    Ok(close(out)?)
}

/// How to read it, in Japanese and in English.
fn readme(app: &App, call: &Consultation, as_of: i64, files: &[(String, Option<i64>, String)]) -> String {
    let text = |lang: Lang| {
        let w = lang.words();
        let table = |(file, label): (String, String)| {
            let rows = files.iter().find(|(name, ..)| *name == file).and_then(|(_, rows, _)| *rows);
            fl!(w, "archive-readme-table", file = file, rows = rows.unwrap_or_default(), label = label)
        };
        let counted = (COUNTED_FILE.to_owned(), counted_label(w));
        let tables = Table::ALL.iter().map(|table| (table.file(), table.label(w))).chain([counted]);
        let tables: Vec<String> = tables.map(table).collect();
        fl!(
            w,
            "archive-readme",
            title = plain(&call.text(lang).title).into_owned(),
            slug = call.slug.as_str(),
            program = env!("CARGO_PKG_VERSION"),
            moment = exact(&app.zone, as_of),
            tables = tables.join("\n"),
            lacking = lacking(w)
        )
    };
    format!("{}\n\n\n{}\n", text(Lang::JA), text(english()))
}

/// The other language of the codebook and the README, for whoever reads them elsewhere.
fn english() -> Lang {
    Lang::parse("en").unwrap_or_default()
}

fn lacking(w: &Words) -> String {
    let line = |(why, names): &(super::Why, &[&str])| {
        fl!(w, "archive-readme-lacking", names = names.join(", "), why = why.label(w))
    };
    LEFT_OUT.iter().map(line).collect::<Vec<_>>().join("\n")
}

fn write_file(folder: &Path, name: &str, text: &str) -> io::Result<String> {
    let mut out = Hashed::new(File::create_new(folder.join(name))?);
    out.write_all(text.as_bytes())?;
    close(out)
}

/// The hash of what was written, once it is on the disk.
fn close(out: Hashed<File>) -> io::Result<String> {
    let (_, sha256, file) = out.finish()?;
    file.sync_all()?;
    Ok(sha256)
}
