//! SQL of contacts and of the letters of a day.

use sqlx::FromRow;

use super::Contact;
use crate::base::calendar::DAY_MS;
use crate::base::db::{Conn, Tx};
use crate::base::text::Lang;

/// A contact as it stands.
#[derive(Clone, Debug, FromRow)]
pub struct Kept {
    pub sealed: String,
    /// When the mail server said that nobody has this address, machine time.
    pub refused_at: Option<i64>,
}

/// The contact of an opinion, if its author left one and it has not been purged.
pub async fn contact(conn: &mut Conn, opinion_id: &str) -> sqlx::Result<Option<Kept>> {
    let sql = "select sealed, refused_at from contacts where opinion_id = $1";
    sqlx::query_as(sql).bind(opinion_id).fetch_optional(conn).await
}

/// Notes of every contact of an address that nobody has it, or with `None` that a letter has gone there after all.
pub async fn note_refusal(tx: &mut Tx, address_key: &str, at: Option<i64>) -> sqlx::Result<()> {
    let sql = "update contacts set refused_at = $2 where address_key = $1";
    sqlx::query(sql).bind(address_key).bind(at).execute(&mut **tx).await.map(|_| ())
}

/// The language in which the author reads letters; `None` when no address was left.
pub async fn lang(conn: &mut Conn, opinion_id: &str) -> sqlx::Result<Option<Lang>> {
    let sql = "select lang from contacts where opinion_id = $1";
    let lang: Option<String> = sqlx::query_scalar(sql).bind(opinion_id).fetch_optional(conn).await?;
    Ok(lang.map(|lang| Lang::parse(&lang).unwrap_or_default()))
}

/// Keeps where letters about an opinion go, in place of what was kept before.
pub async fn keep(tx: &mut Tx, opinion_id: &str, contact: &Contact, now: i64) -> sqlx::Result<()> {
    let sql = "insert into contacts (opinion_id, sealed, address_key, lang, created_at) values ($1, $2, $3, $4, $5)
               on conflict (opinion_id) do update set sealed = excluded.sealed, address_key = excluded.address_key,
               lang = excluded.lang, created_at = excluded.created_at, refused_at = null";
    let Contact { sealed, address_key, lang } = contact;
    let kept = sqlx::query(sql).bind(opinion_id).bind(sealed).bind(address_key).bind(*lang).bind(now);
    kept.execute(&mut **tx).await.map(|_| ())
}

/// Deletes the contact of an opinion. `false` when there was none.
pub async fn forget(tx: &mut Tx, opinion_id: &str) -> sqlx::Result<bool> {
    let sql = "delete from contacts where opinion_id = $1";
    Ok(sqlx::query(sql).bind(opinion_id).execute(&mut **tx).await?.rows_affected() == 1)
}

/// Whether any letters go to an address.
pub async fn has_address(conn: &mut Conn, address_key: &str) -> sqlx::Result<bool> {
    let sql = "select 1 from contacts where address_key = $1 limit 1";
    Ok(sqlx::query(sql).bind(address_key).fetch_optional(conn).await?.is_some())
}

/// Deletes every contact of an address and answers how many.
pub async fn forget_address(tx: &mut Tx, address_key: &str) -> sqlx::Result<u64> {
    let sql = "delete from contacts where address_key = $1";
    Ok(sqlx::query(sql).bind(address_key).execute(&mut **tx).await?.rows_affected())
}

/// Deletes the contacts of a consultation whose day has come and answers how many.
pub async fn purge(tx: &mut Tx, consultation_id: &str) -> sqlx::Result<i64> {
    let sql = "delete from contacts where opinion_id in (select id from opinions where consultation_id = $1)";
    let gone = sqlx::query(sql).bind(consultation_id).execute(&mut **tx).await?;
    Ok(i64::try_from(gone.rows_affected()).unwrap_or(i64::MAX))
}

/// Most letters to one address in a day: an address is anybody's to type in.
pub const A_DAY: i64 = 3;

/// Whether a letter may go out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// It may, and is counted: once, however often it is tried.
    Free,
    /// The day's letters have gone out; one more may from then on, machine time.
    From(i64),
    /// Another address is kept by now, or none.
    Moved,
}

/// Takes a place among the day's letters to an address for this one, about an opinion whose contact was read as `sealed`.
pub async fn take_place(
    tx: &mut Tx,
    (opinion_id, sealed): (&str, &str),
    address_key: &str,
    letter: &str,
    now: i64,
) -> sqlx::Result<Place> {
    // All contacts of the address are held until the end: its letters are counted one after the other.
    let sql = "update contacts set address_key = address_key where address_key = $1";
    sqlx::query(sql).bind(address_key).execute(&mut **tx).await?;
    let sql = "update contacts set address_key = $1 where opinion_id = $2 and sealed = $3";
    let known = sqlx::query(sql).bind(address_key).bind(opinion_id).bind(sealed);
    if known.execute(&mut **tx).await?.rows_affected() == 0 {
        return Ok(Place::Moved);
    }
    let sql = "delete from letters where address_key = $1 and (sent_at <= $2 or id = $3)";
    sqlx::query(sql).bind(address_key).bind(now - DAY_MS).bind(letter).execute(&mut **tx).await?;
    let sql = "select count(*), coalesce(min(sent_at), 0) from letters where address_key = $1";
    let (count, first): (i64, i64) = sqlx::query_as(sql).bind(address_key).fetch_one(&mut **tx).await?;
    if count >= A_DAY {
        return Ok(Place::From(first + DAY_MS));
    }
    let sql = "insert into letters (id, address_key, sent_at) values ($1, $2, $3)";
    sqlx::query(sql).bind(letter).bind(address_key).bind(now).execute(&mut **tx).await?;
    Ok(Place::Free)
}

/// Forgets the letters of more than a day ago.
pub async fn forget_letters(tx: &mut Tx, now: i64) -> sqlx::Result<()> {
    let sql = "delete from letters where sent_at <= $1";
    sqlx::query(sql).bind(now - DAY_MS).execute(&mut **tx).await.map(|_| ())
}
