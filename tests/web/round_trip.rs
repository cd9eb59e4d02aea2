//! What goes out for the office comes in again, the same to the byte: words, states, themes, answers, decisions, masks.

use std::path::Path;

use koe::base::calendar::{DAY_MS, parse_day};
use koe::base::text::Lang;
use koe::consultations::{self, Consultation, Field, Theme};
use koe::exchange::Profile;
use koe::exports::jobs::{self, Snapshot};
use koe::files::Format;
use koe::http::access::Role;
use koe::opinions::filter::Filter;
use koe::opinions::store::{Change, Seen, change, correct, find};
use koe::opinions::text::{Body, Redaction, normalise};
use koe::opinions::{Reason, State};
use koe::orders::Order;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use serde_json::Value;

use crate::imports::{plan, post, set, take_in};
use crate::names::{MEETINGS, has_meetings, has_names, is_bare};
use crate::support::{HOUR, NOW, TestApp};
use crate::uploads::upload;

/// An opinion with everything that may have happened to it.
#[derive(Clone, Debug)]
struct Voice {
    text: String,
    /// Sent after the first one came back.
    corrected: Option<String>,
    reason: usize,
    message: String,
    note: String,
    spans: Vec<(usize, usize)>,
    area: Option<usize>,
    /// Only counted here, so it stays behind.
    age: Option<usize>,
    relation: Option<usize>,
    /// The main theme, then further ones.
    themes: Vec<usize>,
    channel: usize,
    /// Where it was handed in, of one that staff wrote down.
    place: Option<String>,
    /// Whether it is of the same person as the one before.
    again: bool,
    /// Of a note: which of `MEETINGS`, the table, the dots.
    hung: Option<(usize, String, Option<i64>)>,
}

/// Pieces of which tables, spreadsheets, XML and Unicode make something else.
const PIECES: [&str; 30] = [
    "=SUM(A1)",
    "+1",
    "-2",
    "@x",
    "\t",
    "\"",
    "\"\"",
    ",",
    ";",
    "\n",
    "\n\n",
    "＝1",
    "＋",
    "👨‍👩‍👧",
    "か\u{3099}",
    "\u{2028}",
    "𠮷",
    "神",
    "〔個人情報のため非公開〕",
    "_x000D_",
    "_x005F_",
    "\u{200B}",
    "\u{3000}",
    "'",
    "''=1",
    "〓",
    "<b>&amp;]]>",
    "1E+5",
    "2024-10-01",
    "ﾊﾞｽ",
];

fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![(0..PIECES.len()).prop_map(|at| PIECES[at].to_owned()), "\\PC{0,12}"];
    vec(piece, 1..8).prop_map(|pieces| pieces.concat()).prop_filter("fit", |text| Body::parse(text, 5_000).is_ok())
}

fn voice() -> impl Strategy<Value = Voice> {
    let words = || "[あ-んa-z=\"\\n ]{0,10}".prop_map(|words| words.trim().to_owned());
    (
        (text(), proptest::option::weighted(0.2, text()), 0..Reason::ALL.len(), words(), words()),
        vec((0..30usize, 1..9usize), 1..4),
        [proptest::option::of(0..2usize), proptest::option::of(0..2usize), proptest::option::of(0..2usize)],
        (vec(0..100usize, 1..4), 0..5usize, any::<bool>(), proptest::option::weighted(0.3, table_name())),
        proptest::option::weighted(0.4, hung()),
    )
        .prop_map(
            |(
                (text, corrected, reason, message, note),
                spans,
                [area, age, relation],
                (themes, channel, again, place),
                hung,
            )| Voice {
                text,
                corrected,
                reason,
                message,
                note,
                spans,
                area,
                age,
                relation,
                themes,
                channel,
                place,
                again,
                hung,
            },
        )
}

/// Of a sheet that hung on a wall, or of a place; may be ''.
fn table_name() -> impl Strategy<Value = String> {
    "[あ-んa-z=+@'\"  ]{0,8}".prop_map(|words| words.trim().to_owned())
}

fn hung() -> impl Strategy<Value = (usize, String, Option<i64>)> {
    (0..MEETINGS.len(), table_name(), proptest::option::of(0..10_000i64))
}

/// Writes it down with all that happened to it, by the functions that the pages use.
async fn has(site: &TestApp, call: &Consultation, by: &str, voice: &Voice, to: Option<State>, at: i64) {
    let mut themes: Vec<&Theme> = voice.themes.iter().map(|at| &call.themes[at % call.themes.len()]).collect();
    themes.sort_by_key(|theme| theme.position);
    themes.dedup();
    let receipt = site.has_opinion_like(call, &voice.text, &themes[0].code, State::Pending, at).await;
    let mut tx = site.app.db.begin().await.unwrap();
    let seen = |version| Seen { state: State::Pending, version };
    let mut opinion = find(&mut tx, &receipt).await.unwrap().unwrap();
    if let Some(text) = &voice.corrected {
        let body = Body::parse(text, 5_000).unwrap();
        assert!(correct(&mut tx, site.app.db.engine, &opinion, seen(1), &body, None, at + 1_000).await.unwrap());
        opinion = find(&mut tx, &receipt).await.unwrap().unwrap();
    }
    let chosen = |field: Field, at: Option<usize>| at.map(|at| call.field(field).choices[at].code.clone());
    let channel = match &voice.hung {
        Some(_) => "workshop",
        None => ["web", "paper", "phone", "workshop", "proxy"][voice.channel],
    };
    if let Some((meeting, table, dots)) = &voice.hung {
        let sql = "insert into notes (opinion_id, meeting_id, table_name, dots) values ($1, $2, $3, $4)";
        let note = sqlx::query(sql).bind(&opinion.id).bind(format!("m{meeting}")).bind(table).bind(*dots);
        note.execute(&mut *tx).await.unwrap();
    }
    if let Some(place) = &voice.place {
        let sql = "insert into transcriptions (opinion_id, place, checking) values ($1, $2, 'none')";
        sqlx::query(sql).bind(&opinion.id).bind(place).execute(&mut *tx).await.unwrap();
        let sql = "update opinions set recorded_by = $2 where id = $1";
        sqlx::query(sql).bind(&opinion.id).bind(by).execute(&mut *tx).await.unwrap();
    }
    let sql = "update opinions set area = $2, age_band = $3, channel = $4, relation = $5 where id = $1";
    let area = chosen(Field::Area, voice.area);
    let age = chosen(Field::AgeBand, voice.age);
    let relation = chosen(Field::Relation, voice.relation);
    let attributes = sqlx::query(sql).bind(&opinion.id).bind(area).bind(age).bind(channel).bind(relation);
    attributes.execute(&mut *tx).await.unwrap();
    for (position, theme) in (0i64..).zip(&themes).skip(1) {
        let sql = "insert into opinion_themes (opinion_id, theme_id, position) values ($1, $2, $3)";
        sqlx::query(sql).bind(&opinion.id).bind(&theme.id).bind(position).execute(&mut *tx).await.unwrap();
    }
    if voice.again {
        let sql = "update opinions set submitter_id = (select submitter_id from opinions where number = $2) where number = $1";
        let before = (opinion.number - 1).max(1);
        sqlx::query(sql).bind(opinion.number).bind(before).execute(&mut *tx).await.unwrap();
    }
    if let Some(to) = to {
        decide(site, &mut tx, &opinion, voice, to, by, at + HOUR).await;
    }
    tx.commit().await.unwrap();
}

async fn decide(
    site: &TestApp,
    tx: &mut koe::base::db::Tx,
    opinion: &koe::opinions::store::Full,
    voice: &Voice,
    to: State,
    by: &str,
    at: i64,
) {
    let reason = Reason::ALL[voice.reason];
    // The first character, at least.
    let spans = voice.spans.iter().copied().chain([(0, 1)]);
    let span = |(starts, length): (usize, usize)| Redaction { starts, ends: starts + length, reason };
    let masked = spans.filter(|_| to == State::PublishedRedacted);
    let masks = normalise(&opinion.text, masked.map(span).collect());
    let is_said = matches!(to, State::PublishedRedacted | State::NeedsRevision | State::Withheld);
    let change_to = Change {
        to,
        reason: matches!(to, State::PublishedRedacted | State::Withheld).then_some(reason),
        message: if is_said { &voice.message } else { "" },
        note: if to == State::OnHold { &voice.note } else { "" },
        due_at: (to == State::OnHold).then(|| site.app.zone.start_of(parse_day("2024-12-01").unwrap())),
        by: (to != State::Withdrawn).then_some(by),
        redactions: &masks,
    };
    let seen = Seen { state: State::Pending, version: opinion.version };
    assert!(change(tx, site.app.db.engine, opinion, seen, &change_to, at).await.unwrap().is_some());
}

fn order(call: &Consultation, format: Format) -> Order {
    Order { call: call.clone(), filter: Filter::default(), profile: Profile::Office, format, columns: Vec::new() }
}

/// Writes a file, and its codebook beside it, as the command line does.
pub async fn write(site: &TestApp, order: &Order, path: &Path) {
    let snapshot = Snapshot::take(&site.app, "").await.unwrap();
    jobs::write_to(&site.app, order, snapshot, path).await.unwrap().put().unwrap();
}

/// All that a file tells but what each site gives itself: numbers, codes, and when staff last looked, which a
/// withdrawal or a correction later hides.
async fn told(site: &TestApp, call: &Consultation) -> Vec<Value> {
    let path = site.app.config.data.join("told.jsonl");
    let _ = (std::fs::remove_file(&path), std::fs::remove_file(site.app.config.data.join("told.jsonl.columns.csv")));
    write(site, &order(call, Format::JsonLines), &path).await;
    let text = std::fs::read_to_string(&path).unwrap();
    let mut rows: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    for row in &mut rows {
        (row["receipt"], row["reviewed_at"]) = (Value::Null, Value::Null);
        // It is imported there, and by whom and under which number is told.
        for told in ["external_id", "external_list", "recorded_by"] {
            row[told] = Value::Null;
        }
        if row["state"] == "pending" {
            row["decided_at"] = Value::Null;
        }
        let path = |code: &Value| call.theme_path(&call.theme(code.as_str().unwrap()).unwrap().id, Lang::JA);
        let further = row["further_themes"].as_array().into_iter().flatten().map(path).collect::<Vec<_>>();
        (row["theme"], row["further_themes"]) = (path(&row["theme"]).into(), further.into());
        for field in [Field::Area, Field::Relation] {
            let label = row[field.name()].as_str().map(|code| call.choice_label(field, code, Lang::JA));
            row[field.name()] = label.into();
        }
    }
    rows
}

/// Takes an office file in, each opinion as it stands in it; of what the consultation lacks, all is made.
async fn comes_in(to: &TestApp, name: &str, file: &Path, ready: usize) {
    let staff = to.sign_in(&[Role::Staff, Role::Moderator]).await;
    let sent = upload(&staff, name, &std::fs::read(file).unwrap()).await;
    assert_eq!(sent.status, 303, "{}", sent.html);
    let page = sent.location().to_owned();
    for _ in 0..2 {
        let mut form = plan(&staff.get(&page).await);
        set(&mut form, "review", "kept");
        set(&mut form, "reason", "前のサイトで審査");
        form.iter_mut().filter(|(name, _)| name.starts_with("all_")).for_each(|(_, value)| *value = "new".into());
        let trial = post(&staff, &format!("{page}/trial"), &form).await;
        assert_eq!(trial.status, 303, "{}", trial.html);
        to.work().await;
    }
    take_in(to, &staff, &page, &ready.to_string()).await;
}

#[tokio::test]
async fn what_is_exported_for_the_office_comes_into_an_empty_site_as_it_was() {
    let mut runner = TestRunner::default();
    for (format, name) in [(Format::Csv, "a.csv"), (Format::CsvPlain, "b.csv"), (Format::Xlsx, "c.xlsx")] {
        let voices = vec(voice(), 40).new_tree(&mut runner).unwrap().current();
        for (from, to) in TestApp::on_each_engine().await.into_iter().zip(TestApp::on_each_engine().await) {
            let call = from.has_call_like(has_names).await;
            to.has_call_like(is_bare).await;
            has_meetings(&from, &call).await;
            let by = from.has_account("shinsa", &[Role::Moderator]).await;
            for (at, voice) in voices.iter().enumerate() {
                let to = State::ALL.get(at % 8).copied().filter(|to| *to != State::Pending);
                // Files tell seconds; a clock ran on within them.
                has(&from, &call, &by, voice, to, NOW - 30 * DAY_MS + at as i64 * (HOUR + 61_789)).await;
            }
            from.has_opinion_like(&call, "まだ誰も見ていない", "n1_0", State::Published, NOW - HOUR).await;
            let mut tx = from.app.db.begin().await.unwrap();
            let unseen = "update opinions set reviewed_at = null where original = 'まだ誰も見ていない'";
            sqlx::query(unseen).execute(&mut *tx).await.unwrap();
            tx.commit().await.unwrap();
            let path = from.app.config.data.join(name);
            write(&from, &order(&call, format), &path).await;

            comes_in(&to, name, &path, voices.len() + 1).await;
            let other =
                consultations::store::find(&mut to.app.db.read().await.unwrap(), "plan").await.unwrap().unwrap();
            let (mut before, after) = (told(&from, &call).await, told(&to, &other).await);
            // What was corrected comes as it stands now, and has one version here.
            for (row, _) in before.iter_mut().zip(&voices).filter(|(_, voice)| voice.corrected.is_some()) {
                assert_eq!(row["version"].take(), 2);
                row["version"] = 1.into();
            }
            let has_age = "select count(*) from received where age_band is not null";
            let office = from.sign_in(&[Role::Staff]).await.get("/staff/exports?call=plan").await;
            assert!(office.has("数だけを出す属性（年代）は"), "{}", office.html);
            assert!(from.number(has_age).await > 0 && to.number(has_age).await == 0, "it is only counted");
            assert_eq!(before.len(), voices.len() + 1);
            for (before, after) in before.iter().zip(&after) {
                assert_eq!(before, after, "{name}");
            }
            assert_eq!(before.len(), after.len());
            let queue = "select count(*) from received where reviewed_at is null and original = 'まだ誰も見ていない'";
            assert_eq!(to.number(queue).await, 1, "it waits for a moderator here, too");
            for (sql, least) in [
                ("select count(*) from themes where parent_id is not null and import_id is null", 5),
                ("select count(distinct state) from received", 7),
                ("select count(*) from redactions", 5),
                ("select count(distinct meeting_id) from notes", 2),
                ("select count(distinct relation) from received", 2),
                ("select count(*) from transcriptions where place <> ''", 3),
            ] {
                assert!(to.number(sql).await >= least, "{sql}");
            }
            let hidden =
                "select count(*) from meetings where import_id is not null or id not in (select meeting_id from notes)";
            assert_eq!(to.number(hidden).await, 0);
            let altered = koe::moderation::store::altered(&mut to.app.db.read().await.unwrap()).await.unwrap();
            assert!(altered.is_empty(), "{altered:?}");
        }
    }
}

#[tokio::test]
async fn a_state_without_what_belongs_to_it_is_named_and_its_own_words_are_asked_about() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let staff = site.sign_in(&[Role::Staff, Role::Moderator]).await;
        let file = "意見,審査,理由,伏せ字\n\
            公園に木陰を,掲載,,\n\
            区長の山田さんへ,非公開,,\n\
            区長の佐藤さんへ,一部伏せて公開,,3-99 personal_info\n\
            道を直して,,,\n";
        let sent = upload(&staff, "a.csv", file.as_bytes()).await;
        let page = sent.location().to_owned();
        let mut form = plan(&staff.get(&page).await);
        set(&mut form, "review", "kept");
        set(&mut form, "reason", "紙の台帳で審査");
        let lacking = post(&staff, &format!("{page}/trial"), &form).await;
        assert_eq!(lacking.status, 422);
        assert!(lacking.has("状態の列がありません"), "{}", lacking.html);
        for (column, meaning) in [("meaning_1", "state"), ("meaning_2", "reason"), ("meaning_3", "masks")] {
            set(&mut form, column, meaning);
        }
        assert_eq!(post(&staff, &format!("{page}/trial"), &form).await.status, 303);
        site.work().await;
        let asked = staff.get(&page).await;
        for words in [
            "「掲載」",
            "C列</b>",
            "3行目",
            "非公開の理由がありません",
            "D列</b>",
            "4行目「3-99",
            "伏せ字の位置がありません",
        ] {
            assert!(asked.has(words), "{words}: {}", asked.html);
        }
        let mut form = plan(&asked);
        set(&mut form, "review", "kept");
        set(&mut form, "reason", "紙の台帳で審査");
        set(&mut form, "stands_0", "for:published");
        assert_eq!(post(&staff, &format!("{page}/trial"), &form).await.status, 303);
        site.work().await;
        let seen = staff.get(&page).await.value("seen");
        let run = staff.post(&format!("{page}/run"), &[("seen", &seen), ("skip", "yes")]).await;
        assert_eq!(run.status, 303, "{}", run.html);
        site.work().await;
        let done = staff.get(&page).await;
        assert!(done.has("「紙の台帳で審査」として、ファイルに書いてある状態で取り込みました"), "{}", done.html);
        assert_eq!(site.number("select count(*) from received where state = 'published'").await, 1);
        assert_eq!(site.number("select count(*) from received where state = 'pending'").await, 1);
        let list = site.visitor().get("/consultations/plan/opinions").await;
        assert!(list.has("公園に木陰を") && !list.has("道を直して"), "{}", list.html);
        let log = site.sign_in(&[Role::Auditor]).await.get("/staff/log").await;
        assert!(log.has("紙の台帳で審査") && log.has("ファイルに書いてある状態のまま取り込む"), "{}", log.html);
    }
}
