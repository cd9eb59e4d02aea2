//! SQL of themes that are made for a file.

use sqlx::FromRow;

use crate::base::db::{Conn, Tx};

/// A theme that was made for the rows of an import: nobody may choose it yet.
#[derive(FromRow)]
pub struct Made {
    pub id: String,
    pub parent: Option<String>,
    pub name: String,
}

/// In the order in which they were made.
pub async fn made(conn: &mut Conn, import: &str) -> sqlx::Result<Vec<Made>> {
    let sql = "select t.id, t.parent_id as parent, x.name from themes t join theme_texts x on x.theme_id = t.id
               where t.import_id = $1 and x.lang = 'ja' order by t.position";
    sqlx::query_as(sql).bind(import).fetch_all(conn).await
}

/// Hides a theme until the import is in.
pub async fn hide(tx: &mut Tx, theme: &str, import: &str) -> sqlx::Result<()> {
    let sql = "update themes set import_id = $2 where id = $1";
    sqlx::query(sql).bind(theme).bind(import).execute(&mut **tx).await.map(|_| ())
}

/// Shows a theme under this code.
pub async fn show(tx: &mut Tx, theme: &str, code: &str) -> sqlx::Result<()> {
    let sql = "update themes set import_id = null, code = $2 where id = $1";
    sqlx::query(sql).bind(theme).bind(code).execute(&mut **tx).await.map(|_| ())
}

/// Deletes the themes that were made for the rows of an import. To be done when no row is left.
pub async fn forget(tx: &mut Tx, import: &str) -> sqlx::Result<()> {
    let sql = "delete from theme_texts where theme_id in (select id from themes where import_id = $1)";
    sqlx::query(sql).bind(import).execute(&mut **tx).await?;
    // Those below others first.
    for sql in
        ["delete from themes where import_id = $1 and parent_id is not null", "delete from themes where import_id = $1"]
    {
        sqlx::query(sql).bind(import).execute(&mut **tx).await?;
    }
    Ok(())
}
