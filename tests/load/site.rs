//! What the program is loaded with: one open call, opinions in it, and the forms that bring more.

use std::net::SocketAddr;
use std::path::Path;

use clap::Parser;
use koe::app::App;
use koe::base::calendar::{DAY_MS, MINUTE_MS, Zone};
use koe::base::clock::Clock;
use koe::base::crypto::{hash, random_token};
use koe::base::id;
use koe::base::text::Lang;
use koe::config::Config;
use koe::consultations::{
    self, Choice, Consultation, Field, FieldRule, Mode, Moderation, Reactions, Requirement, Texts, Theme, Visibility,
};
use koe::intake::Submission;
use koe::intake::store::take;
use koe::opinions::Channel;
use koe::opinions::text::Body;
use koe::writing::{FormToken, Promise};
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};

use crate::program::post;

/// Residents' words: the demonstration's sentences, shuffled.
pub struct Voices {
    sentences: Vec<&'static str>,
}

impl Voices {
    pub fn new() -> Self {
        let rows = include_str!("../../src/demo/opinions.tsv").lines().skip(1);
        let texts = rows.filter_map(|row| row.rsplit('\t').next());
        let sentences = texts.flat_map(|text| text.split_inclusive('。'));
        Self { sentences: sentences.filter(|sentence| sentence.ends_with('。') && sentence.len() > 20).collect() }
    }

    /// The opinion of this number, always the same one and no other's: log-normal length with a median of 120
    /// characters and 95 % below 800, at most 5,000.
    pub fn nth(&self, number: usize) -> String {
        let mut random = StdRng::seed_from_u64(number as u64);
        let (a, b): (f64, f64) = (random.random_range(1e-9..1.0), random.random());
        let normal = (-2.0 * a.ln()).sqrt() * (std::f64::consts::TAU * b).cos();
        let length = (120.0 * (1.153 * normal).exp()).clamp(15.0, 5_000.0) as usize;
        let mut text = format!("整理券{number}番です。");
        let mut chars = text.chars().count();
        while chars < length {
            let sentence = self.sentences[random.random_range(0..self.sentences.len())];
            chars += sentence.chars().count();
            text.push_str(sentence);
        }
        text.chars().take(length.max(12)).collect()
    }
}

#[derive(Parser)]
struct Line {
    #[command(flatten)]
    config: Config,
}

/// The site's library, opened on a data folder while no program runs there.
pub async fn open(data: &Path, database: Option<&str>) -> App {
    let mut config = Line::parse_from(["koe".as_ref(), "--data".as_ref(), data.as_os_str()]).config;
    config.database_url = database.map(str::to_owned);
    (config.key, config.key_file) = (None, None);
    App::open(config, Clock::real()).await.expect("the site opens")
}

/// The database of a data folder.
pub fn url(data: &Path) -> String {
    format!("sqlite://{}", data.join("koe.db").display())
}

/// Makes a site with the call `plan` and so many published opinions, the last ones alike whatever their number.
pub async fn prepare(data: &Path, database: Option<&str>, opinions: usize, voices: &Voices) -> Forms {
    let app = open(data, database).await;
    let now = app.clock.now();
    let call = call(&app.zone, now);
    let mut tx = app.db.begin().await.unwrap();
    consultations::store::insert(&mut tx, &call, now).await.unwrap();
    tx.commit().await.unwrap();
    let numbers: Vec<usize> = (0..opinions).rev().collect();
    for many in numbers.chunks(2_560) {
        let mut tx = app.db.begin().await.unwrap();
        for some in many.chunks(256) {
            let batch: Vec<_> = some.iter().map(|number| submission(&call, voices.nth(*number), now)).collect();
            let batch: Vec<_> = batch.iter().collect();
            take(&mut tx, app.db.engine, &app.zone, &batch, now, now).await.unwrap();
        }
        tx.commit().await.unwrap();
    }
    // Published at once while being made; what comes now waits for a moderator, as it does by default.
    let mut tx = app.db.begin().await.unwrap();
    sqlx::query("update consultations set moderation = 'before'").execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
    let forms = Forms { keys: app.keys.clone(), call };
    app.db.close().await;
    forms
}

fn submission(call: &Consultation, text: String, now: i64) -> Submission {
    Submission {
        id: id::new(now),
        form_key_hash: hash(&random_token()),
        code_hash: hash(&random_token()),
        consultation_id: call.id.clone(),
        form_at: now,
        promised: Promise::of(call),
        submitter: None,
        theme_id: call.themes[text.len() % call.themes.len()].id.clone(),
        more: Vec::new(),
        body: Body::parse(&text, Body::MAX_CHARS).expect("a text that can be sent"),
        channel: Channel::Web,
        lang: "ja".to_owned(),
        page_lang: "ja".into(),
        age_band: Some(AGES[text.len() % AGES.len()].to_owned()),
        area: Some(AREAS[text.len() % AREAS.len()].to_owned()),
        relation: None,
        purpose_version: 1,
        target_ms: 86_400_000,
        held_for: None,
        contact: None,
        transcript: None,
    }
}

const AGES: [&str; 7] = ["17", "20", "30", "40", "50", "60", "70"];
const AREAS: [&str; 4] = ["ikuno", "wadayama", "santo", "asago"];

fn call(zone: &Zone, now: i64) -> Consultation {
    let theme = |place: i64| Theme {
        id: id::new(now),
        code: format!("theme{place}"),
        parent: None,
        position: place,
        closed: false,
        texts: vec![(Lang::JA, format!("第{place}の分野"), "この分野のこと".to_owned())],
    };
    let field = |field, codes: &[&str]| FieldRule {
        field,
        requirement: Requirement::Optional,
        visibility: Visibility::Public,
        choices: codes
            .iter()
            .map(|code| Choice { code: (*code).to_owned(), label: format!("{code}の人"), ..Choice::default() })
            .collect(),
    };
    let texts = Texts {
        title: "後期基本計画へのご意見募集".to_owned(),
        question: "これからの四年間、何を大切にしたいですか。".to_owned(),
        purpose: "計画づくりだけに使います。".to_owned(),
        ..Texts::default()
    };
    Consultation {
        id: id::new(now),
        slug: "plan".to_owned(),
        mode: Mode::Ideas,
        moderation: Moderation::After,
        opens_on: zone.date(now - 30 * DAY_MS),
        closes_on: zone.date(now + 30 * DAY_MS),
        short_period_reason: String::new(),
        max_chars: 5_000,
        target_hours: 24,
        reactions: Reactions::Shown,
        listed: true,
        results_at: None,
        revision: 1,
        purpose_version: 0,
        texts: vec![(Lang::JA, texts)],
        themes: (1..=12).map(theme).collect(),
        fields: vec![field(Field::AgeBand, &AGES), field(Field::Area, &AREAS)],
    }
}

pub const LIST: &str = "/consultations/plan/opinions";

/// Makes forms as a page would have handed them out a minute ago, so that none has to be fetched.
pub struct Forms {
    keys: koe::base::crypto::Keys,
    call: Consultation,
}

impl Forms {
    /// A form's own token; sent twice it is the same opinion.
    pub fn token(&self, now: i64) -> String {
        FormToken::new(&self.call, None, now - MINUTE_MS).sign(&self.keys)
    }

    /// The whole request that sends this text.
    pub fn request(&self, address: SocketAddr, token: &str, text: &str) -> Vec<u8> {
        let escaped = percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC);
        let (theme, age, area) = (text.len() % 12 + 1, AGES[text.len() % 7], AREAS[text.len() % 4]);
        let body = format!(
            "token={token}&purpose_version=1&theme=theme{theme}&theme2=&theme3=&body={escaped}&age_band={age}&area={area}&website="
        );
        post(address, LIST, &body)
    }

    /// So many requests with texts from this number on.
    pub fn requests(&self, address: SocketAddr, voices: &Voices, first: usize, count: usize) -> Vec<Vec<u8>> {
        let now = Clock::real().now();
        (first..first + count).map(|number| self.request(address, &self.token(now), &voices.nth(number))).collect()
    }
}
