//! SQL of intake: a batch of submissions in one transaction, in a handful of statements however many they are.

use std::collections::{HashMap, HashSet};
use std::iter;

use sqlx::FromRow;

use super::{Kept, Outcome, Submission, Transcript};
use crate::base::audit::{self, Act, Actor};
use crate::base::calendar::{Zone, fiscal_prefix, parse_day};
use crate::base::db::{Conn, Engine, Tx};
use crate::base::fold::text_key;
use crate::base::jobs::{self, Job};
use crate::base::sql::{Sql, portions};
use crate::base::{id, search, settings};
use crate::consultations::period::Period;
use crate::consultations::{Moderation, Visibility};
use crate::letters;
use crate::opinions::store::further_themes;
use crate::opinions::text::Body;
use crate::opinions::{Checking, State};
use crate::receipts;
use crate::writing::TOLD;

struct Call {
    period: Period,
    moderation: Moderation,
    /// Who sees the fields, as `Promise::seen`.
    seen: [Visibility; 3],
}

impl Call {
    /// Whether an answer would be seen by more than the form said.
    fn shows_more(&self, item: &Submission) -> bool {
        let answered = [&item.age_band, &item.area, &item.relation].map(Option::is_some);
        let promised = item.promised.seen.into_iter().zip(self.seen).zip(answered);
        promised.into_iter().any(|((said, now), answered)| answered && now.is_wider_than(said))
    }
}

/// Takes a batch: reads what decides, writes what is new. Nothing in it can fail for one row's sake.
pub async fn take(
    tx: &mut Tx,
    engine: Engine,
    zone: &Zone,
    batch: &[&Submission],
    now: i64,
    machine_now: i64,
) -> sqlx::Result<Vec<Outcome>> {
    // First of all: who decides by what has arrived, on whatever node, waits until this batch is written.
    engine.take_turn(tx).await?;
    let calls = calls(tx, zone, batch).await?;
    let themes = open_themes(tx, batch).await?;
    let mut known = kept(tx, batch.iter().map(|item| item.form_key_hash.as_str())).await?;
    let mut outcomes: Vec<Option<Outcome>> = vec![None; batch.len()];
    let mut fresh: Vec<(usize, State)> = Vec::new();
    let mut seen: HashSet<&str> = HashSet::new();
    for (place, item) in batch.iter().enumerate() {
        if known.contains_key(&item.form_key_hash) || !seen.insert(&item.form_key_hash) {
            continue; // kept before, or earlier in this batch: answered below
        }
        let call = calls.get(&item.consultation_id);
        let takes = |call: &&Call| item.transcript.is_some() || call.period.takes(item.form_at, now);
        match call.filter(takes) {
            None => outcomes[place] = Some(Outcome::Closed),
            Some(_) if !item.themes().all(|theme| themes.contains(theme)) => {
                outcomes[place] = Some(Outcome::ThemeClosed)
            }
            // No page has promised anything about what is on paper.
            Some(_) if item.transcript.is_some() => fresh.push((place, State::Pending)),
            Some(call) if call.shows_more(item) => outcomes[place] = Some(Outcome::Wider),
            // Public at once only where that is the rule now and was so when the form was read.
            Some(call)
                if (call.moderation, item.promised.moderation) == (Moderation::After, Moderation::After)
                    && item.held_for.is_none() =>
            {
                fresh.push((place, State::Published))
            }
            Some(_) => fresh.push((place, State::Pending)),
        }
    }
    let first = match fresh.len() {
        0 => 0,
        count => settings::take_numbers(tx, "opinion", i64::try_from(count).unwrap_or(i64::MAX)).await?,
    };
    let prefix = fiscal_prefix(zone.date(now));
    let rows =
        fresh.iter().zip(first..).map(|((place, state), number)| Row::new(batch[*place], *state, number, &prefix, now));
    let written = insert(tx, engine, rows.collect(), now, machine_now).await?;
    for ((place, _), kept) in fresh.iter().zip(written) {
        known.insert(batch[*place].form_key_hash.clone(), kept.clone());
        outcomes[*place] = Some(Outcome::Received(kept));
    }
    Ok(answers(batch, outcomes, &known, now))
}

/// An outcome for each. The same form twice in one batch: if the first was refused, so is the second.
fn answers(
    batch: &[&Submission],
    outcomes: Vec<Option<Outcome>>,
    known: &HashMap<String, Kept>,
    now: i64,
) -> Vec<Outcome> {
    let refused = refusals(batch, &outcomes);
    let answers = batch.iter().zip(outcomes).map(|(item, outcome)| match (outcome, known.get(&item.form_key_hash)) {
        (Some(outcome), _) => outcome,
        (None, Some(kept)) if kept.is_repeated_by(item.body.as_str(), now) => Outcome::Repeated(kept.clone()),
        (None, Some(kept)) => Outcome::Other(kept.clone()),
        (None, None) => refused.get(item.form_key_hash.as_str()).cloned().unwrap_or(Outcome::Closed),
    });
    answers.collect()
}

/// Why forms of this batch were not taken, by the hash of their keys.
fn refusals<'b>(batch: &[&'b Submission], outcomes: &[Option<Outcome>]) -> HashMap<&'b str, Outcome> {
    let refused = |outcome: &&Outcome| !matches!(outcome, Outcome::Received(_));
    let answered = batch.iter().zip(outcomes);
    let answers = answered.filter_map(|(item, outcome)| Some((item, outcome.as_ref().filter(refused)?)));
    answers.map(|(item, outcome)| (item.form_key_hash.as_str(), outcome.clone())).collect()
}

async fn calls(tx: &mut Tx, zone: &Zone, batch: &[&Submission]) -> sqlx::Result<HashMap<String, Call>> {
    let ids: HashSet<&str> = batch.iter().map(|item| item.consultation_id.as_str()).collect();
    let mut sql = Sql::new("select c.id, c.opens_on, c.closes_on, c.moderation");
    for field in TOLD {
        sql.push(", coalesce((select visibility from fields where consultation_id = c.id and field = ");
        sql.bind(field.name()).push("), ").bind(Visibility::Aggregate.name()).push(")");
    }
    sql.push(" from consultations c where c.listed_at is not null and c.id in (").bind_set(ids).push(")");
    type Found = (String, String, String, String, String, String, String);
    let rows: Vec<Found> = sql.fetch_as(tx).await?;
    let parsed = rows.into_iter().filter_map(|(id, opens_on, closes_on, moderation, age_band, area, relation)| {
        let call = Call {
            period: Period::new(parse_day(&opens_on)?, parse_day(&closes_on)?, zone),
            moderation: Moderation::parse(&moderation)?,
            seen: [Visibility::parse(&age_band)?, Visibility::parse(&area)?, Visibility::parse(&relation)?],
        };
        Some((id, call))
    });
    Ok(parsed.collect())
}

async fn open_themes(tx: &mut Tx, batch: &[&Submission]) -> sqlx::Result<HashSet<String>> {
    let ids: HashSet<&String> = batch.iter().flat_map(|item| item.themes()).collect();
    let mut sql = Sql::new("select id from themes where closed_at is null and id in (");
    sql.bind_set(ids).push(")");
    let rows: Vec<(String,)> = sql.fetch_as(tx).await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// A stored opinion by its form, if these are its words.
pub async fn find(conn: &mut Conn, form_key_hash: &str, body: &str, now: i64) -> sqlx::Result<Option<Kept>> {
    let Ok(body) = Body::parse(body, Body::MAX_CHARS) else { return Ok(None) };
    let found = find_by_form(conn, form_key_hash).await?;
    Ok(found.filter(|kept| kept.is_repeated_by(body.as_str(), now)))
}

/// A stored opinion by its form, whatever it says.
pub async fn find_by_form(conn: &mut Conn, form_key_hash: &str) -> sqlx::Result<Option<Kept>> {
    Ok(kept(conn, [form_key_hash]).await?.remove(form_key_hash))
}

#[derive(FromRow)]
struct KeptRow {
    form_key_hash: String,
    receipt: String,
    submitter_id: String,
    original: String,
    text: String,
    submitted_at: i64,
    state: String,
    theme_id: String,
    further: String,
    age_band: Option<String>,
    area: Option<String>,
    relation: Option<String>,
    id: String,
    sealed: Option<String>,
}

/// By the hashes of their forms' keys.
async fn kept(conn: &mut Conn, keys: impl IntoIterator<Item = &str>) -> sqlx::Result<HashMap<String, Kept>> {
    let mut sql = Sql::new(concat!(
        "select o.form_key_hash, o.receipt, o.submitter_id, o.original, coalesce(v.body, o.original) as text, o.submitted_at,
         o.state, o.theme_id, ", further_themes!(), " as further, o.age_band, o.area, o.relation, o.id, c.sealed
         from opinions o left join contacts c on c.opinion_id = o.id
         left join opinion_versions v on v.opinion_id = o.id and v.version = o.version where o.form_key_hash in ("
    ));
    sql.bind_set(keys).push(")");
    let rows: Vec<KeptRow> = sql.fetch_as(conn).await?;
    let kept = |row: KeptRow| {
        let state = State::parse(&row.state).ok_or_else(|| sqlx::Error::Decode(row.state.into()))?;
        let kept = Kept {
            receipt: row.receipt,
            submitter: row.submitter_id,
            original: row.original,
            text: row.text,
            submitted_at: row.submitted_at,
            state,
            themes: iter::once(row.theme_id).chain(row.further.split_whitespace().map(str::to_owned)).collect(),
            told: [row.age_band, row.area, row.relation],
            id: row.id,
            contact: row.sealed,
        };
        Ok((row.form_key_hash, kept))
    };
    rows.into_iter().map(kept).collect()
}

/// Writes what is new and answers it in the same order.
async fn insert(
    tx: &mut Tx,
    engine: Engine,
    rows: Vec<Row<'_>>,
    now: i64,
    machine_now: i64,
) -> sqlx::Result<Vec<Kept>> {
    for some in portions(&rows) {
        insert_submitters(tx, some, now).await?;
        insert_opinions(tx, some, now).await?;
        insert_themes(tx, some).await?;
        insert_contacts(tx, some, now, machine_now).await?;
        insert_transcripts(tx, some, now).await?;
        let (public, hidden): (Vec<_>, Vec<_>) = some.iter().partition(|row| row.state.is_public());
        search::insert(tx, engine, &public.into_iter().map(Row::entry).collect::<Vec<_>>()).await?;
        search::postpone(tx, &hidden.into_iter().map(|row| row.number).collect::<Vec<_>>()).await?;
    }
    Ok(rows.into_iter().map(|row| row.kept).collect())
}

struct Row<'a> {
    item: &'a Submission,
    state: State,
    number: i64,
    kept: Kept,
}

impl<'a> Row<'a> {
    fn new(item: &'a Submission, state: State, number: i64, prefix: &str, now: i64) -> Self {
        let kept = Kept {
            receipt: receipts::number(prefix, number),
            submitter: item.submitter.clone().unwrap_or_else(|| id::new(now)),
            original: item.body.as_str().to_owned(),
            text: item.body.as_str().to_owned(),
            submitted_at: item.transcript.as_ref().map_or(now, |transcript| transcript.received_at),
            state,
            themes: item.themes().cloned().collect(),
            told: [item.age_band.clone(), item.area.clone(), item.relation.clone()],
            id: item.id.clone(),
            contact: item.contact.as_ref().map(|contact| contact.sealed.clone()),
        };
        Self { item, state, number, kept }
    }

    /// What the index holds of an opinion that everybody may read at once.
    fn entry(&self) -> search::Entry<'_> {
        let words = self.item.body.as_str();
        search::Entry { number: self.number, public: words, original: words }
    }
}

async fn insert_submitters(tx: &mut Tx, rows: &[Row<'_>], now: i64) -> sqlx::Result<()> {
    let mut sql = Sql::new("insert into submitters (id, consultation_id, created_at) values ");
    for (place, row) in rows.iter().enumerate() {
        sql.push(if place > 0 { ", (" } else { "(" }).bind(&row.kept.submitter).push(", ");
        sql.bind(&row.item.consultation_id).push(", ").bind(now).push(")");
    }
    // 「もう一つ書く」 brings the submitter of the opinion before.
    sql.push(" on conflict (id) do nothing");
    sql.execute(tx).await.map(|_| ())
}

async fn insert_opinions(tx: &mut Tx, rows: &[Row<'_>], now: i64) -> sqlx::Result<()> {
    let mut sql = Sql::new(
        "insert into opinions (id, number, receipt, consultation_id, submitter_id, theme_id, channel, lang, page_lang, age_band, area, relation,
         original, text_key, version, state, decisions, public_body, held_for, purpose_version, form_key_hash, code_hash,
         recorded_by, recorded_at, submitted_at, published_at, decide_by) values ",
    );
    for (place, row) in rows.iter().enumerate() {
        let (item, public) = (row.item, row.state.is_public());
        sql.push(if place > 0 { ", (" } else { "(" }).bind(&item.id).push(", ").bind(row.number).push(", ");
        sql.bind_list([&row.kept.receipt, &item.consultation_id, &row.kept.submitter, &item.theme_id]).push(", ");
        sql.bind(item.channel.name()).push(", ").bind_list([&item.lang, &item.page_lang]).push(", ");
        sql.bind_list([item.age_band.clone(), item.area.clone(), item.relation.clone()]).push(", ");
        sql.bind(item.body.as_str())
            .push(", ")
            .bind(text_key(item.body.as_str()))
            .push(", 1, ")
            .bind(row.state.name())
            .push(", 0, ");
        sql.bind(public.then(|| item.body.as_str().to_owned())).push(", ");
        sql.bind(item.held_for.map(|rule| rule.name().to_owned())).push(", ").bind(item.purpose_version).push(", ");
        sql.bind_list([&item.form_key_hash, &item.code_hash])
            .push(", ")
            .bind(item.transcript.as_ref().map(|transcript| transcript.by.clone()))
            .push(", ")
            .bind(item.transcript.as_ref().map(|_| now))
            .push(", ")
            .bind(row.kept.submitted_at)
            .push(", ")
            .bind(public.then_some(now))
            .push(", ")
            .bind(now + item.target_ms)
            .push(")");
    }
    // Nodes take turns, so none has taken the same form since it was looked for. Should a program without that rule have
    // done so, the batch is undone and each is tried alone.
    sql.push(" on conflict (form_key_hash) do nothing");
    let written = sql.execute(tx).await?;
    if written == u64::try_from(rows.len()).unwrap_or(u64::MAX) { Ok(()) } else { Err(sqlx::Error::RowNotFound) }
}

async fn insert_themes(tx: &mut Tx, rows: &[Row<'_>]) -> sqlx::Result<()> {
    let mut sql = Sql::new("insert into opinion_themes (opinion_id, theme_id, position) values ");
    let pairs = rows
        .iter()
        .flat_map(|row| row.item.more.iter().zip(1i64..).map(|(theme, position)| (&row.item.id, theme, position)));
    let mut count = 0;
    for (opinion, theme, position) in pairs {
        sql.push(if count > 0 { ", (" } else { "(" })
            .bind(opinion)
            .push(", ")
            .bind(theme)
            .push(", ")
            .bind(position)
            .push(")");
        count += 1;
    }
    if count > 0 { sql.execute(tx).await.map(|_| ()) } else { Ok(()) }
}

async fn insert_transcripts(tx: &mut Tx, rows: &[Row<'_>], now: i64) -> sqlx::Result<()> {
    for row in rows {
        let Some(Transcript { place, wants_check, login, .. }) = &row.item.transcript else { continue };
        let sql = "insert into transcriptions (opinion_id, place, checking) values ($1, $2, $3)";
        let checking = if *wants_check { Checking::Waiting } else { Checking::Unasked };
        sqlx::query(sql).bind(&row.item.id).bind(place).bind(checking.name()).execute(&mut **tx).await?;
        audit::record(tx, Actor::Staff(login), Act::Transcribed, &row.kept.receipt, place, now).await?;
    }
    Ok(())
}

async fn insert_contacts(tx: &mut Tx, rows: &[Row<'_>], now: i64, machine_now: i64) -> sqlx::Result<()> {
    for row in rows {
        let Some(contact) = &row.item.contact else { continue };
        letters::store::keep(tx, &row.item.id, contact, now).await?;
        let letter = Job::LetterReceived { opinion: row.item.id.clone(), lang: contact.lang.to_owned() };
        jobs::enqueue(tx, &letter, machine_now).await?;
    }
    Ok(())
}
