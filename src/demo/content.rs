//! From the `.tsv` files to rows: everything goes the way it would go in life, at the time it would.

use std::collections::HashMap;
use std::iter;

use anyhow::{Context, anyhow, bail};
use jiff::civil::{Date, DateTime, date};
use jiff::tz::TimeZone;
use sha2::{Digest, Sha256};

use crate::app::App;
use crate::base::audit::{self, Act, Actor};
use crate::base::calendar::{DAY_MS, HOUR_MS, parse_day};
use crate::base::crypto::{hash, hex};
use crate::base::db::Tx;
use crate::base::text::Lang;
use crate::base::{id, settings};
use crate::consultations::{
    self, Choice, Consultation, Field, FieldRule, Mode, Moderation, Reactions, Requirement, Texts, Theme, Visibility,
};
use crate::documents::file::look;
use crate::documents::{self, Document, Kind};
use crate::intake::store::take;
use crate::intake::{Outcome, Submission};
use crate::log;
use crate::meetings::{self, Meeting};
use crate::opinions::store::{Change, Seen, change, find};
use crate::opinions::text::{Body, find_spans, normalise};
use crate::opinions::{Channel, Reason, State};
use crate::reactions::{self, Press, Visitor};
use crate::writing::Promise;

/// 2024-06-03 09:00 in Japan: the site is set up.
pub const BEGINS_AT: i64 = 1_717_372_800_000;

const SITE: &str = include_str!("site.tsv");
const CALL: &str = include_str!("call.tsv");
const THEMES: &str = include_str!("themes.tsv");
const CHOICES: &str = include_str!("choices.tsv");
const MEETINGS: &str = include_str!("meetings.tsv");
const OPINIONS: &str = include_str!("opinions.tsv");
const DOCUMENTS: &str = include_str!("documents.tsv");
const FILES: [(&str, &[u8]); 2] =
    [("guide.pdf", include_bytes!("documents/guide.pdf")), ("areas.csv", include_bytes!("documents/areas.csv"))];

/// The rows below the header; `\n` in a cell is a line break.
fn rows(table: &'static str) -> impl Iterator<Item = Vec<String>> {
    table.lines().skip(1).map(|line| line.split('\t').map(|cell| cell.replace("\\n", "\n")).collect())
}

/// What a row says in the columns `name_en`, `name_vi`, … of its table.
fn others(table: &str, row: &[String], name: &str) -> Vec<(Lang, String)> {
    let heads = table.lines().next().unwrap_or_default().split('\t');
    let lang = |head: &str| Lang::parse(head.strip_prefix(name)?.strip_prefix('_')?);
    heads.zip(row).filter_map(|(head, said)| Some((lang(head)?, said.clone()))).collect()
}

pub async fn write(tx: &mut Tx, app: &App, moderator: &str) -> anyhow::Result<()> {
    for row in rows(SITE) {
        let [text, lang, value] = row.as_slice() else { bail!("site.tsv: {row:?}") };
        settings::put(tx, &format!("site.{text}.{lang}"), value).await?;
    }
    let call = consultation()?;
    consultations::store::insert(tx, &call, BEGINS_AT).await?;
    audit::record(tx, Actor::Staff("staff"), Act::ConsultationAdded, &call.slug, call.mode.name(), BEGINS_AT).await?;
    for row in rows(DOCUMENTS) {
        let (document, bytes) = document(app, &row)?;
        documents::store::insert(tx, &call.id, &document).await?;
        for (place, piece) in (0..).zip(bytes.chunks(documents::store::PIECE)) {
            documents::store::put_piece(tx, &document.id, place, piece).await?;
        }
    }
    for row in rows(MEETINGS) {
        meetings::store::insert(tx, &call.id, &meeting(&row)?).await?;
    }
    opinions(tx, app, &call, moderator).await
}

fn consultation() -> anyhow::Result<Consultation> {
    let mut themes: Vec<Theme> = Vec::new();
    for (position, row) in (1..).zip(rows(THEMES)) {
        let [code, parent, name, hint, ..] = row.as_slice() else { bail!("themes.tsv: {row:?}") };
        let parent = themes.iter().find(|theme| theme.code == *parent).map(|theme| theme.id.clone());
        let hints = others(THEMES, &row, "hint");
        let told =
            others(THEMES, &row, "name").into_iter().zip(hints).map(|((lang, name), (_, hint))| (lang, name, hint));
        let texts = [(Lang::JA, name.clone(), hint.clone())].into_iter().chain(told).collect();
        themes.push(Theme { id: id::new(BEGINS_AT), code: code.clone(), parent, position, closed: false, texts });
    }
    let choices = |field: Field| {
        let own = rows(CHOICES).filter(move |row| row[0] == field.name());
        own.map(|row| Choice {
            code: row[1].clone(),
            label: row[2].clone(),
            others: others(CHOICES, &row, "label"),
            closed: false,
        })
        .collect()
    };
    let field = |field, visibility| FieldRule {
        field,
        requirement: Requirement::Optional,
        visibility,
        choices: choices(field),
    };
    Ok(Consultation {
        id: id::new(BEGINS_AT),
        slug: "2024-plan".into(),
        mode: Mode::Ideas,
        moderation: Moderation::Before,
        opens_on: date(2024, 7, 1),
        closes_on: date(2024, 11, 30),
        short_period_reason: String::new(),
        max_chars: 5000,
        target_hours: 72,
        reactions: Reactions::Shown,
        listed: true,
        results_at: None,
        revision: 1,
        purpose_version: 1,
        texts: Lang::all().map(|lang| (lang, texts(lang))).collect(),
        themes,
        fields: vec![
            field(Field::AgeBand, Visibility::Public),
            field(Field::Area, Visibility::Public),
            field(Field::Relation, Visibility::Aggregate),
            field(Field::Mail, Visibility::Aggregate),
        ],
    })
}

fn texts(lang: Lang) -> Texts {
    let find = |name: &str| {
        rows(CALL).find(|row| row[0] == name && row[1] == lang.code()).map(|row| row[2].clone()).unwrap_or_default()
    };
    Texts {
        title: find("title"),
        question: find("question"),
        background: find("background"),
        readers: find("readers"),
        usage: find("usage"),
        next_steps: find("next_steps"),
        hints: find("hints"),
        purpose: find("purpose"),
    }
}

fn meeting(row: &[String]) -> anyhow::Result<Meeting> {
    let [number, day, starts, ends, name, agenda, ..] = row else { bail!("meetings.tsv: {row:?}") };
    Ok(Meeting {
        id: id::new(BEGINS_AT),
        number: number.parse()?,
        held_on: parse_day(day).with_context(|| format!("meetings.tsv: {day}"))?,
        starts: starts.clone(),
        ends: ends.clone(),
        name: name.clone(),
        others: others(MEETINGS, row, "name").into_iter().filter(|(_, name)| !name.is_empty()).collect(),
        place: String::new(),
        agenda: agenda.split('|').map(str::to_owned).collect(),
    })
}

/// A document, and its file.
fn document(app: &App, row: &[String]) -> anyhow::Result<(Document, &'static [u8])> {
    let [file, name, address, day, title, ..] = row else { bail!("documents.tsv: {row:?}") };
    let bytes = FILES.iter().find(|(known, _)| known == file).map_or(&[] as &[u8], |(_, bytes)| bytes);
    let kind = match bytes {
        [] => Kind::Link,
        _ => look(bytes, file).map_err(|why| anyhow!("documents.tsv: {file}: {why:?}"))?,
    };
    let day = parse_day(day).with_context(|| format!("documents.tsv: {day}"))?;
    let titles = [(Lang::JA, title.clone())].into_iter().chain(others(DOCUMENTS, row, "title"));
    let document = Document {
        id: id::new(BEGINS_AT),
        kind,
        address: address.clone(),
        file_name: name.clone(),
        bytes: bytes.len() as i64,
        sha256: if bytes.is_empty() { String::new() } else { hex(&Sha256::digest(bytes)) },
        added_at: app.zone.start_of(day),
        titles: titles.filter(|(_, title)| !title.is_empty()).collect(),
    };
    Ok((document, bytes))
}

/// A line of `opinions.tsv`.
struct Line {
    sent_at: i64,
    theme: String,
    more: Vec<String>,
    about: [Option<String>; 3],
    channel: Channel,
    lang: String,
    state: State,
    reason: Option<Reason>,
    masks: Vec<String>,
    message: String,
    decided_at: i64,
    submitter: String,
    text: String,
}

fn line(row: &[String]) -> anyhow::Result<Line> {
    let [sent, theme, more, age, area, relation, channel, lang, state, reason, mask, message, hours, submitter, text] =
        row
    else {
        bail!("opinions.tsv: {row:?}")
    };
    let some = |cell: &String| (!cell.is_empty()).then(|| cell.clone());
    let sent: DateTime = sent.replace(' ', "T").parse().with_context(|| format!("opinions.tsv: {sent}"))?;
    let sent_at = sent.to_zoned_datetime(TimeZone::get("Asia/Tokyo")?)?.timestamp().as_millisecond();
    Ok(Line {
        sent_at,
        theme: theme.clone(),
        more: more.split_whitespace().map(str::to_owned).collect(),
        about: [some(age), some(area), some(relation)],
        channel: Channel::parse(channel).with_context(|| format!("opinions.tsv: channel {channel}"))?,
        lang: lang.clone(),
        state: State::parse(state).with_context(|| format!("opinions.tsv: state {state}"))?,
        reason: Reason::parse(reason),
        masks: mask.split('|').filter(|mask| !mask.is_empty()).map(str::to_owned).collect(),
        message: message.clone(),
        decided_at: sent_at + hours.parse::<i64>().unwrap_or(0) * HOUR_MS,
        submitter: submitter.clone(),
        text: text.clone(),
    })
}

/// Sends and decides in the order in which it happened, so that numbers, history and log agree.
async fn opinions(tx: &mut Tx, app: &App, call: &Consultation, moderator: &str) -> anyhow::Result<()> {
    let mut lines = Vec::new();
    for row in rows(OPINIONS) {
        lines.push(line(&row)?);
    }
    let mut events: Vec<(i64, bool, usize)> = Vec::new();
    for (place, line) in lines.iter().enumerate() {
        events.push((line.sent_at, false, place));
        if line.state != State::Pending {
            events.push((line.decided_at, true, place));
        }
    }
    events.sort_unstable();
    let mut receipts: HashMap<usize, String> = HashMap::new();
    let mut submitters: HashMap<String, String> = HashMap::new();
    for (at, is_decision, place) in events {
        let line = &lines[place];
        if is_decision {
            decide(tx, app, line, &receipts[&place], moderator, at).await?;
        } else {
            let kept = send(tx, app, call, line, submitters.get(&line.submitter).cloned()).await?;
            if !line.submitter.is_empty() {
                submitters.insert(line.submitter.clone(), kept.submitter);
            }
            receipts.insert(place, kept.receipt);
        }
    }
    react(tx, app, &receipts).await
}

/// How many say the same as an opinion, in turn and again from the beginning: of most a few, of few many.
const SAY_THE_SAME: [usize; 16] = [5, 0, 31, 7, 1, 12, 0, 3, 18, 2, 0, 9, 1, 0, 23, 4];

/// 共感, each of somebody else.
async fn react(tx: &mut Tx, app: &App, receipts: &HashMap<usize, String>) -> anyhow::Result<()> {
    let mut places: Vec<_> = receipts.iter().collect();
    places.sort_unstable();
    let mut presses = Vec::new();
    for ((_, receipt), many) in places.into_iter().zip(SAY_THE_SAME.iter().cycle()) {
        let press = || Press { receipt: receipt.clone(), mark: Visitor::new().mark(&app.keys, receipt), gives: true };
        presses.extend(iter::repeat_with(press).take(*many));
    }
    for some in presses.chunks(256) {
        let some: Vec<&Press> = some.iter().collect();
        reactions::store::take(tx, &app.zone, &some, app.clock.now()).await?;
    }
    Ok(())
}

async fn send(
    tx: &mut Tx,
    app: &App,
    call: &Consultation,
    line: &Line,
    submitter: Option<String>,
) -> anyhow::Result<crate::intake::Kept> {
    let theme = |code: &str| {
        call.theme(code).map(|theme| theme.id.clone()).with_context(|| format!("opinions.tsv: theme {code}"))
    };
    let opinion = id::new(line.sent_at);
    let [age_band, area, relation] = line.about.clone();
    let mut more = Vec::new();
    for code in &line.more {
        more.push(theme(code)?);
    }
    let submission = Submission {
        promised: Promise::of(call),
        form_key_hash: hash(&opinion),
        // Nobody holds these receipts: a hash that no code has.
        code_hash: String::new(),
        consultation_id: call.id.clone(),
        form_at: line.sent_at,
        submitter,
        theme_id: theme(&line.theme)?,
        more,
        body: Body::parse(&line.text, Body::MAX_CHARS).map_err(|error| anyhow::anyhow!("opinions.tsv: {error:?}"))?,
        channel: line.channel,
        lang: line.lang.clone(),
        page_lang: line.lang.clone(),
        age_band,
        area,
        relation,
        purpose_version: 1,
        target_ms: call.target_hours * HOUR_MS,
        held_for: None,
        contact: None,
        transcript: None,
        id: opinion,
    };
    let outcome = take(tx, app.db.engine, &app.zone, &[&submission], line.sent_at, app.clock.machine_now()).await?;
    match outcome.into_iter().next() {
        Some(Outcome::Received(kept)) => Ok(kept),
        other => bail!("opinions.tsv: not taken: {other:?}"),
    }
}

async fn decide(tx: &mut Tx, app: &App, line: &Line, receipt: &str, moderator: &str, at: i64) -> anyhow::Result<()> {
    let opinion = find(tx, receipt).await?.context("just written")?;
    let by_author = line.state == State::Withdrawn;
    let on_hold = line.state == State::OnHold;
    let reason = line.reason.unwrap_or(Reason::Other);
    let spans = line.masks.iter().flat_map(|words| find_spans(&line.text, words, reason)).collect();
    let redactions = normalise(&line.text, spans);
    let seen = Seen { state: opinion.state, version: opinion.version };
    let made = Change {
        to: line.state,
        reason: line.reason,
        message: if on_hold { "" } else { &line.message },
        note: if on_hold { &line.message } else { "" },
        due_at: on_hold.then(|| due(app)),
        by: (!by_author).then_some(moderator),
        redactions: &redactions,
    };
    change(tx, app.db.engine, &opinion, seen, &made, at).await?.context("decided twice")?;
    let (actor, act) =
        if by_author { (Actor::Author, Act::Withdrawn) } else { (Actor::Staff("moderator"), Act::Decided) };
    let detail = if by_author { String::new() } else { log::decided(seen.state, line.state, line.reason) };
    audit::record(tx, actor, act, receipt, &detail, at).await?;
    Ok(())
}

/// What is on hold is due three days after the demonstration begins.
fn due(app: &App) -> i64 {
    let day: Date = app.zone.date(app.clock.now() + 3 * DAY_MS);
    app.zone.start_of(day)
}
