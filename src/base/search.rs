//! Full-text search by pairs of characters: any two characters of Japanese are found, wherever they stand.
//! Two columns that never mix: `public` (what everybody may read) and `original` (staff).
//! The index is derived data and can be rebuilt from the opinions at any time.
//!
//! What the public may read is indexed in the transaction that makes it so. Words that only staff may search can wait a
//! moment: they are put on a list with the opinion and indexed by `catch_up`, so that nobody who sends waits for it.

use sqlx::Executor;

use super::db::{Conn, Db, Engine, Tx};
use super::fold::fold;
use super::sql::Sql;

/// The column a question may look into.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    Public,
    Original,
}

const SQLITE: &str = "create virtual table if not exists search using fts5(\
    public, original, content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 0')";
const POSTGRES: [&str; 3] = [
    "create table if not exists search (number bigint primary key, public tsvector not null, original tsvector not null)",
    "create index if not exists search_public on search using gin (public)",
    "create index if not exists search_original on search using gin (original)",
];

/// Makes the index where it is missing.
pub async fn create(db: &Db) -> sqlx::Result<()> {
    let mut tx = db.begin().await?;
    make(&mut tx, db.engine).await?;
    tx.commit().await
}

async fn make(conn: &mut Conn, engine: Engine) -> sqlx::Result<()> {
    match engine {
        Engine::Sqlite => {
            conn.execute(SQLITE).await?;
        }
        Engine::Postgres => {
            // Several nodes may start together: `if not exists` alone can still collide.
            conn.execute("select pg_advisory_xact_lock(4919)").await?;
            for statement in POSTGRES {
                conn.execute(statement).await?;
            }
        }
    }
    Ok(())
}

/// Makes the whole index anew from the opinions and answers how many there are. `public_words` gives the words of a
/// public text without its masks.
pub async fn rebuild(tx: &mut Tx, engine: Engine, public_words: fn(&str) -> String) -> sqlx::Result<i64> {
    const PORTION: i64 = 500;
    sqlx::query("delete from search_due").execute(&mut **tx).await?;
    tx.execute("drop table search").await?;
    make(tx, engine).await?;
    let (mut last, mut opinions) = (0, 0);
    loop {
        let mut sql = Sql::new(TEXTS);
        sql.push("o.number > ").bind(last).push(" order by o.number limit ").bind(PORTION);
        let rows: Vec<Texts> = sql.fetch_as(tx).await?;
        let Some((number, ..)) = rows.last() else { return Ok(opinions) };
        last = *number;
        opinions += rows.len() as i64;
        insert_texts(tx, engine, &rows, public_words).await?;
    }
}

/// Leaves opinions to the next `catch_up`, in the transaction that brings them.
pub async fn postpone(tx: &mut Tx, numbers: &[i64]) -> sqlx::Result<()> {
    if numbers.is_empty() {
        return Ok(());
    }
    let mut sql = Sql::new("insert into search_due (number) values ");
    for (place, number) in numbers.iter().enumerate() {
        sql.push(if place > 0 { ", (" } else { "(" }).bind(*number).push(")");
    }
    sql.execute(tx).await.map(|_| ())
}

/// Takes opinions out of the index at once and leaves their new words to the next `catch_up`.
pub async fn again(tx: &mut Tx, engine: Engine, numbers: &[i64]) -> sqlx::Result<()> {
    let mut sql = Sql::new("delete from search_due where number in (");
    sql.bind_set(numbers.iter().copied()).push(")");
    sql.execute(tx).await?;
    delete(tx, engine, numbers).await?;
    postpone(tx, numbers).await
}

/// Indexes the newest of the opinions that were left for later, at most `PORTION`, and answers how many it took: what
/// residents have just sent comes before a file of thousands.
async fn catch_up(tx: &mut Tx, engine: Engine, public_words: fn(&str) -> String) -> sqlx::Result<usize> {
    // Before the texts are read: whoever changes one meanwhile has taken it from the list, or waits to, and comes after.
    let sql = "delete from search_due where number in (select number from search_due order by number desc limit $1)
               returning number";
    let numbers: Vec<i64> = sqlx::query_scalar(sql).bind(PORTION).fetch_all(&mut **tx).await?;
    if numbers.is_empty() {
        return Ok(0);
    }
    delete(tx, engine, &numbers).await?;
    let mut sql = Sql::new(TEXTS);
    sql.push("o.number in (").bind_set(numbers.iter().copied()).push(")");
    let rows: Vec<Texts> = sql.fetch_as(tx).await?;
    insert_texts(tx, engine, &rows, public_words).await?;
    Ok(numbers.len())
}

/// Number, public text, and the newest of the author's.
type Texts = (i64, String, String);

const TEXTS: &str = "select o.number, coalesce(o.public_body, ''), coalesce(v.body, o.original)
    from received o left join opinion_versions v on v.opinion_id = o.id and v.version = o.version where ";

async fn insert_texts(
    conn: &mut Conn,
    engine: Engine,
    rows: &[Texts],
    public_words: fn(&str) -> String,
) -> sqlx::Result<()> {
    let public: Vec<String> = rows.iter().map(|(_, public, _)| public_words(public)).collect();
    let entries: Vec<Entry<'_>> = rows
        .iter()
        .zip(&public)
        .map(|((number, _, original), public)| Entry { number: *number, public, original })
        .collect();
    insert(conn, engine, &entries).await
}

/// One opinion's entry: its running number and both texts (`public` empty while unpublished).
pub struct Entry<'a> {
    pub number: i64,
    pub public: &'a str,
    pub original: &'a str,
}

/// Adds entries that are not in the index yet, in one statement.
pub async fn insert(conn: &mut Conn, engine: Engine, entries: &[Entry<'_>]) -> sqlx::Result<()> {
    if entries.is_empty() {
        return Ok(());
    }
    let mut sql = match engine {
        Engine::Sqlite => Sql::new("insert into search (rowid, public, original) values "),
        Engine::Postgres => Sql::new("insert into search (number, public, original) values "),
    };
    for (place, entry) in entries.iter().enumerate() {
        sql.push(if place > 0 { ", (" } else { "(" }).bind(entry.number).push(", ");
        match engine {
            Engine::Sqlite => sql.bind(words(entry.public)).push(", ").bind(words(entry.original)).push(")"),
            Engine::Postgres => {
                sql.bind(vector(entry.public)).push("::tsvector, ").bind(vector(entry.original)).push("::tsvector)")
            }
        };
    }
    sql.execute(conn).await.map(|_| ())
}

/// Replaces one entry, in the transaction that changes its text or its visibility.
pub async fn replace(conn: &mut Conn, engine: Engine, entry: Entry<'_>) -> sqlx::Result<()> {
    sqlx::query("delete from search_due where number = $1").bind(entry.number).execute(&mut *conn).await?;
    delete(conn, engine, &[entry.number]).await?;
    insert(conn, engine, &[entry]).await
}

async fn delete(conn: &mut Conn, engine: Engine, numbers: &[i64]) -> sqlx::Result<()> {
    let mut sql = Sql::new(match engine {
        Engine::Sqlite => "delete from search where rowid in (",
        Engine::Postgres => "delete from search where number in (",
    });
    sql.bind_set(numbers.iter().copied()).push(")");
    sql.execute(conn).await.map(|_| ())
}

/// Opinions indexed in one transaction: a resident waits for it no longer than for a few commits.
const PORTION: i64 = 32;

/// Indexes a portion of the opinions that were left for later, in a transaction of its own. `false` when there was none.
pub async fn index(db: &Db, public_words: fn(&str) -> String) -> sqlx::Result<bool> {
    // A look first: an idle site writes nothing.
    if !is_due(&mut *db.read().await?, i64::MAX).await? {
        return Ok(false);
    }
    let mut tx = db.begin().await?;
    let indexed = catch_up(&mut tx, db.engine, public_words).await?;
    tx.commit().await?;
    Ok(indexed > 0)
}

/// Indexes all that were left for later until now: for whoever must not miss one by its words.
pub async fn index_all(db: &Db, public_words: fn(&str) -> String) -> sqlx::Result<()> {
    let sql = "select cast(coalesce(max(number), 0) as bigint) from search_due";
    let last: i64 = sqlx::query_scalar(sql).fetch_one(&mut *db.read().await?).await?;
    while is_due(&mut *db.read().await?, last).await? {
        index(db, public_words).await?;
    }
    Ok(())
}

/// Whether one of those up to this number is still to be indexed.
async fn is_due(conn: &mut Conn, up_to: i64) -> sqlx::Result<bool> {
    let sql = "select number from search_due where number <= $1 limit 1";
    Ok(sqlx::query_scalar::<_, i64>(sql).bind(up_to).fetch_optional(conn).await?.is_some())
}

/// How many are still to be indexed.
pub async fn count_due(conn: &mut Conn) -> sqlx::Result<i64> {
    sqlx::query_scalar("select count(*) from search_due").fetch_one(conn).await
}

/// How many opinions are neither in the index nor on the list of those left for later, and how many entries have no
/// opinion. Both are 0, or it must be rebuilt.
pub async fn strays(conn: &mut Conn, engine: Engine) -> sqlx::Result<(i64, i64)> {
    let (missing, surplus) = match engine {
        Engine::Sqlite => (
            "select count(*) from received where number not in (select rowid from search)
             and number not in (select number from search_due)",
            "select count(*) from search where rowid not in (select number from opinions)",
        ),
        Engine::Postgres => (
            "select count(*) from received where number not in (select number from search)
             and number not in (select number from search_due)",
            "select count(*) from search where number not in (select number from opinions)",
        ),
    };
    let missing = sqlx::query_scalar(missing).fetch_one(&mut *conn).await?;
    Ok((missing, sqlx::query_scalar(surplus).fetch_one(conn).await?))
}

/// What a person is looking for, ready for the index. `None` when nothing in it can be looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query(Vec<Vec<String>>);

/// Most words of one question; those behind them are passed over.
pub const MAX_WORDS: usize = 12;

/// Whether every word of it is looked for.
pub fn takes_all(text: &str) -> bool {
    questioned(text).nth(MAX_WORDS).is_none()
}

/// The words of a question, folded: those that `Query` looks for.
pub fn words_of(question: &str) -> Vec<String> {
    questioned(question).take(MAX_WORDS).collect()
}

/// Every word of a question, folded. No word begins with ー: it was typed for a hyphen.
fn questioned(question: &str) -> impl Iterator<Item = String> {
    let folded = fold(&voiced(question));
    let words: Vec<String> = runs(&folded).map(|run| run.trim_start_matches('ー').to_owned()).collect();
    words.into_iter().filter(|word| !word.is_empty())
}

/// Voicing marks that were typed apart, か゛ or ｶ ﾞ, belong to the letter before them.
fn voiced(question: &str) -> String {
    question.chars().fold(String::with_capacity(question.len()), |mut out, c| {
        let mark = match c {
            '゛' | 'ﾞ' | '\u{3099}' => Some('\u{3099}'),
            '゜' | 'ﾟ' | '\u{309A}' => Some('\u{309A}'),
            _ => None,
        };
        if mark.is_some() {
            out.truncate(out.trim_end().len());
        }
        out.push(mark.unwrap_or(c));
        out
    })
}

impl Query {
    /// Words apart by spaces must all occur; the characters of one word must stand together.
    pub fn parse(text: &str) -> Option<Self> {
        let phrases: Vec<_> =
            words_of(text).iter().map(|word| pairs(word, false).map(str::to_owned).collect()).collect();
        (!phrases.is_empty()).then_some(Self(phrases))
    }

    /// Adds `o.number in (… the numbers that match …)`.
    pub fn push(&self, sql: &mut Sql, engine: Engine, column: Column) {
        match engine {
            Engine::Sqlite => {
                let name = match column {
                    Column::Public => "public",
                    Column::Original => "original",
                };
                let phrases: Vec<_> = self
                    .0
                    .iter()
                    .map(|pairs| {
                        let star = if is_single(pairs) { "*" } else { "" };
                        format!("{name} : \"{}\"{star}", pairs.join(" "))
                    })
                    .collect();
                sql.push("o.number in (select rowid from search where search match ")
                    .bind(phrases.join(" AND "))
                    .push(")");
            }
            Engine::Postgres => {
                let phrases: Vec<_> = self
                    .0
                    .iter()
                    .map(|pairs| {
                        let star = if is_single(pairs) { ":*" } else { "" };
                        let quoted: Vec<_> = pairs.iter().map(|pair| format!("'{pair}'{star}")).collect();
                        format!("({})", quoted.join(" <-> "))
                    })
                    .collect();
                sql.push(match column {
                    Column::Public => "o.number in (select number from search where public @@ ",
                    Column::Original => "o.number in (select number from search where original @@ ",
                });
                sql.bind(phrases.join(" & ")).push("::tsquery)");
            }
        }
    }
}

fn is_single(pairs: &[String]) -> bool {
    pairs.len() == 1 && pairs[0].chars().count() == 1
}

/// Unbroken stretches of letters and digits: a phrase never reaches over a space or a full stop.
fn runs(folded: &str) -> impl Iterator<Item = &str> {
    folded.split(|c: char| !c.is_alphanumeric()).filter(|run| !run.is_empty())
}

/// 待ち時間 → 待ち ち時 時間 (and 間, when indexing: the last character is found alone, and no phrase runs on).
fn pairs(run: &str, with_last: bool) -> impl Iterator<Item = &str> {
    let starts = run.char_indices().map(|(at, _)| at);
    let ends = run.char_indices().map(|(at, c)| at + c.len_utf8()).skip(1);
    let last = run.char_indices().next_back().map_or(0, |(at, _)| at);
    let two = starts.zip(ends).map(|(start, end)| &run[start..end]);
    two.chain((with_last || last == 0).then_some(&run[last..]))
}

fn tokens(folded: &str) -> impl Iterator<Item = &str> {
    runs(folded).flat_map(|run| pairs(run, true))
}

fn words(text: &str) -> String {
    let folded = fold(text);
    let mut words = String::with_capacity(folded.len() * 3);
    for token in tokens(&folded) {
        if !words.is_empty() {
            words.push(' ');
        }
        words.push_str(token);
    }
    words
}

/// The text form of a `tsvector`. Its positions end at 16,383; a text of 5,000 characters stays far below.
fn vector(text: &str) -> String {
    let folded = fold(text);
    let places = tokens(&folded).enumerate();
    places.map(|(place, token)| format!("'{token}':{}", (place + 1).min(16_383))).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_becomes_overlapping_pairs() {
        assert_eq!(words("待ち時間"), "待ち ち時 時間 間");
        assert_eq!(words("公園。遊具"), "公園 園 遊具 具");
        assert_eq!(words("ﾊﾞｽ"), "ばす す");
    }

    #[test]
    fn signs_alone_cannot_be_looked_for() {
        assert_eq!(Query::parse(" 、。😀 \" * : '"), None);
        assert_eq!(Query::parse("園").unwrap().0, [["園"]]);
        assert_eq!(Query::parse("ー"), None);
    }

    #[test]
    fn a_question_is_read_as_people_type_it() {
        for typed in ["-日陰", "－日陰", "ー日陰", "‐日陰"] {
            assert_eq!(words_of(typed), ["日陰"], "{typed}");
        }
        for typed in ["か゛す", "カ゛ス", "ｶ ﾞｽ", "か\u{3099}す", "ガス"] {
            assert_eq!(words_of(typed), ["がす"], "{typed}");
        }
        assert_eq!(words_of("゛ は ゜ ん"), ["ぱ", "ん"]);
        assert_eq!(words_of("コーヒー"), ["こーひー"]);
    }
}
