//! SQL of documents.

use std::io::{self, Write};

use sqlx::any::AnyRow;
use sqlx::{AssertSqlSafe, Row};

use super::{Document, Kind};
use crate::base::db::{Conn, Db, Tx};
use crate::base::id;
use crate::base::text::Lang;
use crate::consultations::{self, Consultation};
use crate::papers::Hashed;

/// Bytes of a piece.
pub const PIECE: usize = 256 << 10;

const COLUMNS: &str = "select id, consultation_id, kind, address, file_name, bytes, sha256, added_at from documents";

/// A row of `COLUMNS`, without titles.
fn read(row: &AnyRow) -> sqlx::Result<Document> {
    let kind: String = row.try_get("kind")?;
    let no_kind = || sqlx::Error::Decode(format!("{kind} is no kind of a document").into());
    Ok(Document {
        id: row.try_get("id")?,
        kind: Kind::parse(&kind).ok_or_else(no_kind)?,
        address: row.try_get("address")?,
        file_name: row.try_get("file_name")?,
        bytes: row.try_get("bytes")?,
        sha256: row.try_get("sha256")?,
        added_at: row.try_get("added_at")?,
        titles: Vec::new(),
    })
}

/// The documents of a consultation, in their order.
pub async fn list(conn: &mut Conn, consultation_id: &str) -> sqlx::Result<Vec<Document>> {
    let sql = AssertSqlSafe(format!("{COLUMNS} where consultation_id = $1 order by position, id"));
    let rows = sqlx::query(sql).bind(consultation_id).fetch_all(&mut *conn).await?;
    let mut documents = rows.iter().map(read).collect::<sqlx::Result<Vec<_>>>()?;
    let sql = "select t.document_id, t.lang, t.title from document_texts t join documents d on d.id = t.document_id
               where d.consultation_id = $1";
    let titles: Vec<(String, String, String)> = sqlx::query_as(sql).bind(consultation_id).fetch_all(conn).await?;
    for (id, lang, title) in titles {
        // A language may have gone with its folder.
        if let (Some(document), Some(lang)) = (documents.iter_mut().find(|it| it.id == id), Lang::parse(&lang)) {
            document.titles.push((lang, title));
        }
    }
    Ok(documents)
}

/// A document and its consultation.
pub async fn find(conn: &mut Conn, id: &str) -> sqlx::Result<Option<(Document, Consultation)>> {
    let sql = "select consultation_id from documents where id = $1";
    let Some(call) = sqlx::query_scalar::<_, String>(sql).bind(id).fetch_optional(&mut *conn).await? else {
        return Ok(None);
    };
    let found = list(conn, &call).await?.into_iter().find(|it| it.id == id);
    let call = consultations::store::find_by_id(conn, &call).await?;
    Ok(found.zip(call))
}

/// Puts a document behind the others.
pub async fn insert(tx: &mut Tx, consultation_id: &str, document: &Document) -> sqlx::Result<()> {
    let sql = "insert into documents (id, consultation_id, position, kind, address, file_name, bytes, sha256, added_at)
               select $1, $2, coalesce(max(position), 0) + 1, $3, $4, $5, $6, $7, $8 from documents
               where consultation_id = $2";
    sqlx::query(sql)
        .bind(&document.id)
        .bind(consultation_id)
        .bind(document.kind.name())
        .bind(&document.address)
        .bind(&document.file_name)
        .bind(document.bytes)
        .bind(&document.sha256)
        .bind(document.added_at)
        .execute(&mut **tx)
        .await?;
    put_titles(tx, document).await
}

/// Writes a document's titles as they are now.
pub async fn put_titles(tx: &mut Tx, document: &Document) -> sqlx::Result<()> {
    sqlx::query("delete from document_texts where document_id = $1").bind(&document.id).execute(&mut **tx).await?;
    for (lang, title) in &document.titles {
        let sql = "insert into document_texts (document_id, lang, title) values ($1, $2, $3)";
        sqlx::query(sql).bind(&document.id).bind(lang.code()).bind(title).execute(&mut **tx).await?;
    }
    Ok(())
}

/// Writes a file's bytes, each piece in a transaction of its own: nobody who sends meanwhile waits for all of them. They are
/// seen by nobody before their document is inserted.
pub async fn put_bytes(db: &Db, id: &str, bytes: &[u8]) -> sqlx::Result<()> {
    for (place, piece) in (0..).zip(bytes.chunks(PIECE)) {
        let mut tx = db.begin().await?;
        put_piece(&mut tx, id, place, piece).await?;
        tx.commit().await?;
    }
    Ok(())
}

pub async fn put_piece(tx: &mut Tx, id: &str, place: i64, piece: &[u8]) -> sqlx::Result<()> {
    let sql = "insert into document_pieces (document_id, place, bytes) values ($1, $2, $3)";
    sqlx::query(sql).bind(id).bind(place).bind(piece).execute(&mut **tx).await.map(|_| ())
}

/// A piece of a file, from 0; `None` behind the last.
pub async fn piece(conn: &mut Conn, id: &str, place: i64) -> sqlx::Result<Option<Vec<u8>>> {
    let sql = "select bytes from document_pieces where document_id = $1 and place = $2";
    sqlx::query_scalar(sql).bind(id).bind(place).fetch_optional(conn).await
}

/// Hands a file on, piece by piece. Bytes and SHA-256 of what there is of it.
pub async fn copy(conn: &mut Conn, id: &str, out: impl Write) -> anyhow::Result<(u64, String)> {
    let (mut out, mut place) = (Hashed::new(out), 0);
    while let Some(piece) = piece(conn, id, place).await? {
        out.write_all(&piece)?;
        place += 1;
    }
    let (bytes, sha256, _) = out.finish()?;
    Ok((bytes, sha256))
}

/// The files of which a piece is missing or another than it was: consultation and name of each.
pub async fn damaged(conn: &mut Conn) -> anyhow::Result<Vec<String>> {
    let sql = "select d.id, c.slug, d.file_name, d.bytes, d.sha256 from documents d
               join consultations c on c.id = d.consultation_id where d.kind <> 'link' order by c.slug, d.position, d.id";
    let files: Vec<(String, String, String, i64, String)> = sqlx::query_as(sql).fetch_all(&mut *conn).await?;
    let mut damaged = Vec::new();
    for (id, slug, name, bytes, sha256) in files {
        if copy(conn, &id, io::sink()).await? != (bytes.unsigned_abs(), sha256) {
            damaged.push(format!("{slug}: {name}"));
        }
    }
    Ok(damaged)
}

/// Puts documents into this order.
pub async fn order(tx: &mut Tx, ids: &[&str]) -> sqlx::Result<()> {
    for (position, id) in (1_i64..).zip(ids) {
        let sql = "update documents set position = $2 where id = $1";
        sqlx::query(sql).bind(*id).bind(position).execute(&mut **tx).await?;
    }
    Ok(())
}

/// Deletes a document. Its file is nobody's from then on, and to be cleared.
pub async fn remove(tx: &mut Tx, id: &str) -> sqlx::Result<()> {
    sqlx::query("delete from documents where id = $1").bind(id).execute(&mut **tx).await.map(|_| ())
}

/// Deletes a file that is nobody's, a few pieces at a time.
pub async fn clear(db: &Db, id: &str) -> sqlx::Result<()> {
    let sql = "delete from document_pieces where document_id = $1
               and place < (select min(place) + 8 from document_pieces where document_id = $1)";
    loop {
        let mut tx = db.begin().await?;
        let deleted = sqlx::query(sql).bind(id).execute(&mut *tx).await?.rows_affected();
        tx.commit().await?;
        if deleted == 0 {
            return Ok(());
        }
    }
}

/// Deletes what is left of files that were begun before `since` (machine time) and are nobody's: their sender left, or the
/// program was stopped.
pub async fn sweep(db: &Db, since: i64) -> sqlx::Result<()> {
    let sql = "select distinct p.document_id from document_pieces p
               where p.document_id < $1 and not exists (select 1 from documents d where d.id = p.document_id)";
    let left: Vec<String> = sqlx::query_scalar(sql).bind(id::first(since)).fetch_all(&mut *db.read().await?).await?;
    for id in left {
        clear(db, &id).await?;
    }
    Ok(())
}
