//! Colour and mark in the database.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::Mark;
use crate::base::db::{Conn, Tx};
use crate::base::settings;
use crate::http::site::{COLOUR, MARK};

/// Names the colour, '' for ours; the answer is what stood there.
pub async fn set_colour(tx: &mut Tx, colour: &str) -> sqlx::Result<String> {
    replace(tx, COLOUR, colour).await
}

/// Puts a mark in the place of the one before, `None` for ours; the answer is the name of that one, '' where it was ours.
pub async fn set_mark(tx: &mut Tx, mark: Option<&Mark>) -> sqlx::Result<String> {
    let before = replace(tx, MARK, mark.map_or("", |mark| &mark.name)).await?;
    sqlx::query("delete from city_marks").execute(&mut **tx).await?;
    if let Some(mark) = mark {
        let sql = "insert into city_marks (name, body) values ($1, $2)";
        sqlx::query(sql).bind(&mark.name).bind(URL_SAFE_NO_PAD.encode(&mark.bytes)).execute(&mut **tx).await?;
    }
    Ok(before)
}

/// Two who save at once do it one after the other.
async fn replace(tx: &mut Tx, setting: &str, value: &str) -> sqlx::Result<String> {
    settings::take_turn(tx, "identity").await?;
    let before = settings::find(tx, setting).await?.unwrap_or_default();
    settings::put(tx, setting, value).await?;
    Ok(before)
}

/// The mark of this name, where it is the one in use.
pub async fn mark(conn: &mut Conn, name: &str) -> sqlx::Result<Option<Mark>> {
    let sql = "select body from city_marks where name = $1";
    let body: Option<String> = sqlx::query_scalar(sql).bind(name).fetch_optional(conn).await?;
    let bytes = body.map(|body| URL_SAFE_NO_PAD.decode(body).map_err(|fault| sqlx::Error::Decode(fault.into())));
    Ok(bytes.transpose()?.map(|bytes| Mark { name: name.to_owned(), bytes }))
}
