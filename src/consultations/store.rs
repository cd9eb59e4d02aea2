//! SQL of the call.

use sqlx::FromRow;

use super::{
    Choice, Consultation, Field, FieldRule, Mode, Moderation, Reactions, Requirement, Texts, Theme, Visibility,
};
use crate::base::calendar::parse_day;
use crate::base::db::{Conn, Tx};
use crate::base::sql::Sql;
use crate::base::text::Lang;

#[derive(FromRow)]
struct Row {
    id: String,
    slug: String,
    mode: String,
    moderation: String,
    opens_on: String,
    closes_on: String,
    short_period_reason: String,
    max_chars: i64,
    target_hours: i64,
    reactions: String,
    listed_at: Option<i64>,
    results_at: Option<i64>,
    revision: i64,
    purpose_version: i64,
}

#[derive(FromRow)]
struct TextsRow {
    lang: String,
    #[sqlx(flatten)]
    texts: Texts,
}

const COLUMNS: &str = "select c.id, c.slug, c.mode, c.moderation, c.opens_on, c.closes_on, c.short_period_reason, c.max_chars,
    c.target_hours, c.reactions, c.listed_at, c.results_at, c.revision,
    (select cast(coalesce(max(p.version), 0) as bigint) from purpose_versions p where p.consultation_id = c.id) as purpose_version
    from consultations c ";

/// One consultation with everything that belongs to it, by its address.
pub async fn find(conn: &mut Conn, slug: &str) -> sqlx::Result<Option<Consultation>> {
    one(conn, "c.slug", slug).await
}

/// One consultation by its id, for opinions that name theirs.
pub async fn find_by_id(conn: &mut Conn, id: &str) -> sqlx::Result<Option<Consultation>> {
    one(conn, "c.id", id).await
}

async fn one(conn: &mut Conn, column: &'static str, value: &str) -> sqlx::Result<Option<Consultation>> {
    let sql = sqlx::AssertSqlSafe(format!("{COLUMNS} where {column} = $1"));
    let row: Option<Row> = sqlx::query_as(sql).bind(value).fetch_optional(&mut *conn).await?;
    match row {
        Some(row) => Ok(Some(complete(conn, row).await?)),
        None => Ok(None),
    }
}

/// All consultations, the newest period first; drafts too, staff pages leave them in and public ones out.
pub async fn all(conn: &mut Conn) -> sqlx::Result<Vec<Consultation>> {
    let sql = sqlx::AssertSqlSafe(format!("{COLUMNS} order by c.closes_on desc, c.id desc"));
    let rows: Vec<Row> = sqlx::query_as(sql).fetch_all(&mut *conn).await?;
    let mut found = Vec::with_capacity(rows.len());
    for row in rows {
        found.push(complete(conn, row).await?);
    }
    Ok(found)
}

async fn complete(conn: &mut Conn, row: Row) -> sqlx::Result<Consultation> {
    let unreadable = |what: &str| sqlx::Error::Decode(format!("consultation {}: {what}", row.slug).into());
    Ok(Consultation {
        mode: Mode::parse(&row.mode).ok_or_else(|| unreadable("mode"))?,
        moderation: Moderation::parse(&row.moderation).ok_or_else(|| unreadable("moderation"))?,
        reactions: Reactions::parse(&row.reactions).ok_or_else(|| unreadable("reactions"))?,
        opens_on: parse_day(&row.opens_on).ok_or_else(|| unreadable("opens_on"))?,
        closes_on: parse_day(&row.closes_on).ok_or_else(|| unreadable("closes_on"))?,
        texts: texts(conn, &row.id).await?,
        themes: themes(conn, &row.id).await?,
        fields: fields(conn, &row.id).await?,
        id: row.id,
        slug: row.slug,
        short_period_reason: row.short_period_reason,
        max_chars: row.max_chars,
        target_hours: row.target_hours,
        listed: row.listed_at.is_some(),
        results_at: row.results_at,
        revision: row.revision,
        purpose_version: row.purpose_version,
    })
}

async fn texts(conn: &mut Conn, id: &str) -> sqlx::Result<Vec<(Lang, Texts)>> {
    let sql = "select lang, title, question, background, readers, usage, next_steps, hints, purpose
               from consultation_texts where consultation_id = $1";
    let rows: Vec<TextsRow> = sqlx::query_as(sql).bind(id).fetch_all(conn).await?;
    Ok(rows.into_iter().filter_map(|row| Some((Lang::parse(&row.lang)?, row.texts))).collect())
}

async fn themes(conn: &mut Conn, id: &str) -> sqlx::Result<Vec<Theme>> {
    let sql = "select id, code, parent_id, position, closed_at from themes
               where consultation_id = $1 and import_id is null order by position, code";
    type Row = (String, String, Option<String>, i64, Option<i64>);
    let rows: Vec<Row> = sqlx::query_as(sql).bind(id).fetch_all(&mut *conn).await?;
    let sql = "select x.theme_id, x.lang, x.name, x.hint from theme_texts x join themes t on t.id = x.theme_id
               where t.consultation_id = $1";
    let words: Vec<(String, String, String, String)> = sqlx::query_as(sql).bind(id).fetch_all(conn).await?;
    let of = |(id, code, parent, position, closed_at): &Row| Theme {
        id: id.clone(),
        code: code.clone(),
        parent: parent.clone(),
        position: *position,
        closed: closed_at.is_some(),
        texts: words
            .iter()
            .filter(|(theme, ..)| theme == id)
            .filter_map(|(_, lang, name, hint)| Some((Lang::parse(lang)?, name.clone(), hint.clone())))
            .collect(),
    };
    let mut tree = Vec::with_capacity(rows.len());
    for top in rows.iter().filter(|(_, _, parent, ..)| parent.is_none()) {
        tree.push(of(top));
        tree.extend(rows.iter().filter(|(_, _, parent, ..)| parent.as_ref() == Some(&top.0)).map(of));
    }
    Ok(tree)
}

async fn fields(conn: &mut Conn, id: &str) -> sqlx::Result<Vec<FieldRule>> {
    let sql = "select field, requirement, visibility from fields where consultation_id = $1";
    let rows: Vec<(String, String, String)> = sqlx::query_as(sql).bind(id).fetch_all(&mut *conn).await?;
    let sql = "select field, code, label, closed from field_choices where consultation_id = $1 order by position";
    let choices: Vec<(String, String, String, i64)> = sqlx::query_as(sql).bind(id).fetch_all(&mut *conn).await?;
    let sql = "select field, code, lang, label from choice_texts where consultation_id = $1";
    let texts: Vec<(String, String, String, String)> = sqlx::query_as(sql).bind(id).fetch_all(conn).await?;
    let others = |field: &str, code: &str| {
        let own = texts.iter().filter(|(of, choice, ..)| of == field && choice == code);
        let mut others: Vec<_> =
            own.filter_map(|(.., lang, label)| Some((Lang::parse(lang)?, label.clone()))).collect();
        others.sort();
        others
    };
    let known = rows.into_iter().filter_map(|(field, requirement, visibility)| {
        Some(FieldRule {
            field: Field::parse(&field)?,
            requirement: Requirement::parse(&requirement)?,
            visibility: Visibility::parse(&visibility)?,
            choices: choices
                .iter()
                .filter(|(of, ..)| *of == field)
                .map(|(_, code, label, closed)| Choice {
                    code: code.clone(),
                    label: label.clone(),
                    others: others(&field, code),
                    closed: *closed != 0,
                })
                .collect(),
        })
    });
    Ok(known.collect())
}

/// Writes a new consultation with all that belongs to it.
pub async fn insert(tx: &mut Tx, call: &Consultation, now: i64) -> sqlx::Result<()> {
    let mut sql = Sql::new(
        "insert into consultations (id, slug, mode, moderation, opens_on, closes_on, short_period_reason, max_chars,
         target_hours, reactions, listed_at, revision, created_at, updated_at) values (",
    );
    sql.bind(&call.id).push(", ").bind(&call.slug);
    sql.push(", ").bind(call.mode.name()).push(", ").bind(call.moderation.name());
    sql.push(", ").bind(call.opens_on.to_string()).push(", ").bind(call.closes_on.to_string());
    sql.push(", ").bind(&call.short_period_reason).push(", ").bind(call.max_chars).push(", ").bind(call.target_hours);
    sql.push(", ").bind(call.reactions.name());
    sql.push(", ").bind(call.listed.then_some(now)).push(", 1, ").bind(now).push(", ").bind(now).push(")");
    sql.execute(tx).await?;
    for (lang, texts) in &call.texts {
        put_texts(tx, &call.id, *lang, texts).await?;
    }
    note_purpose(tx, call, now).await?;
    for theme in &call.themes {
        insert_theme(tx, &call.id, theme).await?;
    }
    for rule in &call.fields {
        put_field(tx, &call.id, rule).await?;
    }
    Ok(())
}

/// Sets what the city says in one language.
pub async fn put_texts(tx: &mut Tx, id: &str, lang: Lang, texts: &Texts) -> sqlx::Result<()> {
    let sql = "insert into consultation_texts (consultation_id, lang, title, question, background, readers, usage, next_steps,
               hints, purpose) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
               on conflict (consultation_id, lang) do update set title = $3, question = $4, background = $5, readers = $6,
               usage = $7, next_steps = $8, hints = $9, purpose = $10";
    sqlx::query(sql)
        .bind(id)
        .bind(lang.code())
        .bind(&texts.title)
        .bind(&texts.question)
        .bind(&texts.background)
        .bind(&texts.readers)
        .bind(&texts.usage)
        .bind(&texts.next_steps)
        .bind(&texts.hints)
        .bind(&texts.purpose)
        .execute(&mut **tx)
        .await
        .map(|_| ())
}

/// Keeps 利用目的 as a new version when it differs from the last: each opinion names the version it was sent under.
pub async fn note_purpose(tx: &mut Tx, call: &Consultation, now: i64) -> sqlx::Result<()> {
    let sql = "select version, lang, text from purpose_versions where consultation_id = $1 order by version desc";
    let kept: Vec<(i64, String, String)> = sqlx::query_as(sql).bind(&call.id).fetch_all(&mut **tx).await?;
    let last = kept.first().map_or(0, |(version, ..)| *version);
    let mut before: Vec<_> =
        kept.into_iter().filter(|(version, ..)| *version == last).map(|(_, lang, text)| (lang, text)).collect();
    let mut today: Vec<_> =
        call.texts.iter().map(|(lang, texts)| (lang.code().to_owned(), texts.purpose.clone())).collect();
    // A language without a text of its own reads the Japanese one: it makes no version.
    before.retain(|(_, text)| !text.is_empty());
    today.retain(|(_, text)| !text.is_empty());
    before.sort();
    today.sort();
    if before == today {
        return Ok(());
    }
    for (lang, text) in today {
        let sql = "insert into purpose_versions (consultation_id, version, lang, text, created_at) values ($1, $2, $3, $4, $5)";
        sqlx::query(sql).bind(&call.id).bind(last + 1).bind(lang).bind(text).bind(now).execute(&mut **tx).await?;
    }
    Ok(())
}

/// Writes a new theme with its names; its place is `theme.position` among its siblings.
pub async fn insert_theme(tx: &mut Tx, id: &str, theme: &Theme) -> sqlx::Result<()> {
    let sql = "insert into themes (id, consultation_id, parent_id, code, position) values ($1, $2, $3, $4, $5)";
    sqlx::query(sql)
        .bind(&theme.id)
        .bind(id)
        .bind(&theme.parent)
        .bind(&theme.code)
        .bind(theme.position)
        .execute(&mut **tx)
        .await?;
    put_theme_texts(tx, theme).await
}

/// Sets a theme's names and hints: those languages that it has, and no others.
pub async fn put_theme_texts(tx: &mut Tx, theme: &Theme) -> sqlx::Result<()> {
    sqlx::query("delete from theme_texts where theme_id = $1").bind(&theme.id).execute(&mut **tx).await?;
    for (lang, name, hint) in theme.texts.iter().filter(|(_, name, hint)| !name.is_empty() || !hint.is_empty()) {
        let sql = "insert into theme_texts (theme_id, lang, name, hint) values ($1, $2, $3, $4)";
        sqlx::query(sql).bind(&theme.id).bind(lang.code()).bind(name).bind(hint).execute(&mut **tx).await?;
    }
    Ok(())
}

/// Sets a field's rule and its choices.
pub async fn put_field(tx: &mut Tx, id: &str, rule: &FieldRule) -> sqlx::Result<()> {
    let sql = "insert into fields (consultation_id, field, requirement, visibility) values ($1, $2, $3, $4)
               on conflict (consultation_id, field) do update set requirement = $3, visibility = $4";
    sqlx::query(sql)
        .bind(id)
        .bind(rule.field.name())
        .bind(rule.requirement.name())
        .bind(rule.visibility.name())
        .execute(&mut **tx)
        .await?;
    // Their names in other languages go with them.
    let sql = "delete from field_choices where consultation_id = $1 and field = $2";
    sqlx::query(sql).bind(id).bind(rule.field.name()).execute(&mut **tx).await?;
    for (position, choice) in (0i64..).zip(&rule.choices) {
        let sql = "insert into field_choices (consultation_id, field, code, position, label, label_en, closed)
                   values ($1, $2, $3, $4, $5, '', $6)";
        sqlx::query(sql)
            .bind(id)
            .bind(rule.field.name())
            .bind(&choice.code)
            .bind(position)
            .bind(&choice.label)
            .bind(i64::from(choice.closed))
            .execute(&mut **tx)
            .await?;
        for (lang, label) in choice.others.iter().filter(|(_, label)| !label.is_empty()) {
            let sql =
                "insert into choice_texts (consultation_id, field, code, lang, label) values ($1, $2, $3, $4, $5)";
            let query = sqlx::query(sql).bind(id).bind(rule.field.name()).bind(&choice.code);
            query.bind(lang.code()).bind(label).execute(&mut **tx).await?;
        }
    }
    Ok(())
}

/// Takes the turn to change a consultation: raises its revision if it is still the one that was `seen`.
/// `false` when somebody saved meanwhile, or there is no such consultation.
pub async fn raise(tx: &mut Tx, slug: &str, seen: i64, now: i64) -> sqlx::Result<bool> {
    let sql = "update consultations set revision = revision + 1, updated_at = $3 where slug = $1 and revision = $2";
    let raised = sqlx::query(sql).bind(slug).bind(seen).bind(now).execute(&mut **tx).await?;
    Ok(raised.rows_affected() == 1)
}

/// Holds a consultation as it was `seen` until the transaction ends. `false` when somebody saved meanwhile.
pub async fn hold(tx: &mut Tx, id: &str, seen: i64) -> sqlx::Result<bool> {
    let sql = "update consultations set revision = revision where id = $1 and revision = $2";
    Ok(sqlx::query(sql).bind(id).bind(seen).execute(&mut **tx).await?.rows_affected() == 1)
}

/// Sets mode, moderation, period, limits and 共感. What waits already has the new time to wait.
pub async fn put_basics(tx: &mut Tx, call: &Consultation) -> sqlx::Result<()> {
    let sql = "update opinions set decide_by = decide_by + 3600000 * ($2 - (select c.target_hours from consultations c
                   where c.id = opinions.consultation_id))
               where consultation_id = $1 and reviewed_at is null and state <> 'on_hold'
                   and exists (select 1 from consultations c where c.id = $1 and c.target_hours <> $2)";
    sqlx::query(sql).bind(&call.id).bind(call.target_hours).execute(&mut **tx).await?;
    let sql =
        "update consultations set mode = $2, moderation = $3, opens_on = $4, closes_on = $5, short_period_reason = $6,
               max_chars = $7, target_hours = $8, reactions = $9 where id = $1";
    sqlx::query(sql)
        .bind(&call.id)
        .bind(call.mode.name())
        .bind(call.moderation.name())
        .bind(call.opens_on.to_string())
        .bind(call.closes_on.to_string())
        .bind(&call.short_period_reason)
        .bind(call.max_chars)
        .bind(call.target_hours)
        .bind(call.reactions.name())
        .execute(&mut **tx)
        .await
        .map(|_| ())
}

/// Theme id and number of opinions that name it, first or beside another; themes without any are left out.
pub async fn theme_uses(conn: &mut Conn, id: &str) -> sqlx::Result<Vec<(String, i64)>> {
    let sql = "select u.theme_id, count(*) from (
                   select theme_id from received where consultation_id = $1
                   union all
                   select x.theme_id from opinion_themes x join received o on o.id = x.opinion_id where o.consultation_id = $1
               ) u group by u.theme_id";
    sqlx::query_as(sql).bind(id).fetch_all(conn).await
}

/// Sets the order of siblings: the first id comes first.
pub async fn place_themes(tx: &mut Tx, ids: &[&str]) -> sqlx::Result<()> {
    for (position, id) in (1i64..).zip(ids) {
        let sql = "update themes set position = $2 where id = $1";
        sqlx::query(sql).bind(*id).bind(position).execute(&mut **tx).await?;
    }
    Ok(())
}

/// Closes a theme and those under it (`Some(now)`), or opens the theme alone.
pub async fn close_theme(tx: &mut Tx, id: &str, at: Option<i64>) -> sqlx::Result<()> {
    let sql = match at {
        Some(_) => "update themes set closed_at = $2 where (id = $1 or parent_id = $1) and closed_at is null",
        None => "update themes set closed_at = $2 where id = $1",
    };
    sqlx::query(sql).bind(id).bind(at).execute(&mut **tx).await.map(|_| ())
}

/// Deletes a theme that nothing hangs on. `false` when an opinion names it or another theme stands under it:
/// the caller then drops the transaction.
pub async fn delete_theme(tx: &mut Tx, id: &str) -> sqlx::Result<bool> {
    for sql in ["delete from theme_texts where theme_id = $1", "delete from theme_moderators where theme_id = $1"] {
        sqlx::query(sql).bind(id).execute(&mut **tx).await?;
    }
    let sql = "delete from themes where id = $1
               and not exists (select 1 from opinions o where o.theme_id = $1)
               and not exists (select 1 from opinion_themes x where x.theme_id = $1)
               and not exists (select 1 from themes t where t.parent_id = $1)";
    match sqlx::query(sql).bind(id).execute(&mut **tx).await {
        Ok(deleted) => Ok(deleted.rows_affected() == 1),
        // An opinion that names it was written at this very moment.
        Err(error) if error.as_database_error().is_some_and(|error| error.is_foreign_key_violation()) => Ok(false),
        Err(error) => Err(error),
    }
}

/// The codes that opinions carry, also those whose choice is gone: none of them may be given to another choice.
pub async fn used_choices(conn: &mut Conn, id: &str) -> sqlx::Result<Vec<(String, String)>> {
    let sql = "select distinct 'age_band', age_band from opinions where consultation_id = $1 and age_band is not null
               union select distinct 'area', area from opinions where consultation_id = $1 and area is not null
               union select distinct 'relation', relation from opinions where consultation_id = $1 and relation is not null";
    sqlx::query_as(sql).bind(id).fetch_all(conn).await
}
