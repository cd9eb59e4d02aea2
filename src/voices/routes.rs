//! Handlers of the list and of single opinions. They set no cookie and need no script.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use i18n_embed_fl::fl;
use serde::Deserialize;

use super::store::{self, Question, Shown};
use super::{Order, PAGE, SEEDS, Voice, theme_page};
use crate::additions;
use crate::additions::store::Addition;
use crate::app::App;
use crate::consultations::{Consultation, Field, Moderation, Texts, Theme, Visibility};
use crate::counts::{PublicCounts, SHARED_BY, shown_codes};
use crate::http::access::{Access, Routes};
use crate::http::pager::{Paged, parse_cursor};
use crate::http::{Error, Path, Query, Result, Ui, page_with, public_page};
use crate::meetings;
use crate::opinions::filter::{Condition, Filter, FilterQuery, NO_ANSWER, Select};
use crate::opinions::{Channel, not_narrowed, words_cut};
use crate::reactions::{Known, Note, View};
use crate::receipts::parse_number;
use crate::similar::panel::Panel;

pub fn routes() -> Routes {
    Routes::default().get(Access::Public, "/consultations/{slug}/opinions", opinions).get(
        Access::Public,
        "/opinions/{receipt}",
        opinion,
    )
}

#[derive(Template)]
#[template(path = "voices/opinions.html")]
struct OpinionsPage {
    ui: Ui,
    call: Arc<Consultation>,
    texts: Texts,
    counts: Arc<PublicCounts>,
    filter: Filter,
    order: Order,
    voices: Paged<Voice>,
    /// The next page's address.
    next: Option<String>,
    /// How many fit, and from how many submitters.
    fitting: (i64, i64),
    is_first: bool,
    is_open: bool,
    reactions: Option<Note>,
    /// What is asked, in words.
    conditions: Vec<Condition>,
    /// What was asked and is not known, in words; '' when there is nothing.
    gone: String,
    /// That not all words were looked for; '' where they were.
    cut: String,
}

impl OpinionsPage {
    fn base(&self) -> String {
        self.ui.url(&self.call.path())
    }

    fn chosen(&self, code: &str) -> bool {
        self.filter.themes.iter().any(|theme| theme == code)
    }

    fn conditions(&self) -> String {
        let w = self.ui.words;
        let say = |one: &Condition| fl!(w, "list-condition", label = one.label.as_str(), value = one.value.as_str());
        let said: Vec<String> = self.conditions.iter().map(say).collect();
        if said.is_empty() { fl!(w, "list-condition-none") } else { said.join(&fl!(w, "list-comma")) }
    }

    /// No day is both after the first and before the last.
    fn days_are_crossed(&self) -> bool {
        matches!((self.filter.from, self.filter.to), (Some(from), Some(to)) if from > to)
    }

    /// The first page in this order, which a reader keeps or takes.
    fn first_page(&self) -> String {
        self.ui.url(&address(&self.call, &self.filter, self.order.pairs(false)))
    }

    /// The orders to choose from: words, address, whether it is this one.
    fn orders(&self) -> [(String, String, bool); 3] {
        let w = self.ui.words;
        let to = |order: &str| {
            let pairs = if order.is_empty() { Vec::new() } else { vec![("order", order.to_owned())] };
            self.ui.url(&address(&self.call, &self.filter, pairs))
        };
        [
            (fl!(w, "order-newest"), to(""), self.order == Order::Newest),
            (fl!(w, "order-shuffled"), to("shuffled"), matches!(self.order, Order::Shuffled(_))),
            (fl!(w, "order-quiet"), to("quiet"), matches!(self.order, Order::Quiet(_))),
        ]
    }

    /// What people said about themselves, as far as it stands beside an opinion.
    fn groups(&self) -> Vec<Select> {
        let (ages, areas) = shown_codes(&self.call, &self.counts);
        let mut selects = self.filter.selects(&self.call, self.ui.words, self.ui.lang);
        selects.retain_mut(|select| {
            let shown = match select.name {
                "area" => &areas,
                "age" => &ages,
                _ => return false,
            };
            select.options.retain(|(code, _, chosen)| code.is_empty() || *chosen || shown.contains(code.as_str()));
            select.options.len() > 1
        });
        selects
    }

    /// The page of the one theme that is asked for.
    fn theme_page(&self) -> Option<String> {
        let [code] = self.filter.themes.as_slice() else { return None };
        Some(self.ui.url(&theme_page(&self.call, self.call.theme(code)?)))
    }

    /// Themes in which nobody has said anything yet, where those with the fewest opinions come first.
    fn silent(&self) -> Vec<&Theme> {
        let is_asked = matches!(self.order, Order::Quiet(_)) && self.is_first && self.filter.is_empty();
        let themes = self.call.top_themes().filter(|theme| self.counts.of_theme(&self.call, theme) == 0);
        themes.filter(|theme| is_asked && !theme.closed).collect()
    }
}

#[derive(Deserialize)]
struct ListQuery {
    #[serde(default)]
    theme: String,
    #[serde(default)]
    from: String,
    #[serde(default)]
    to: String,
    #[serde(default)]
    q: String,
    #[serde(default)]
    area: String,
    #[serde(default)]
    age: String,
    #[serde(default)]
    before: String,
    #[serde(default)]
    order: String,
    #[serde(default)]
    seed: String,
    /// Codes of the themes that are still to be read, where the quiet ones come first.
    #[serde(default)]
    rest: String,
}

impl ListQuery {
    /// What narrows the list. What the city has not made public does not, nor that somebody has not answered.
    fn asked(&self, call: &Consultation) -> FilterQuery {
        let public = |field: Field, codes: &String| match call.field(field).visibility {
            Visibility::Public if codes != NO_ANSWER => codes.clone(),
            _ => String::new(),
        };
        FilterQuery {
            theme: self.theme.clone(),
            area: public(Field::Area, &self.area),
            age: public(Field::AgeBand, &self.age),
            from: self.from.clone(),
            to: self.to.clone(),
            q: self.q.clone(),
            ..FilterQuery::default()
        }
    }
}

/// A list's address without language.
fn address(call: &Consultation, filter: &Filter, more: Vec<(&'static str, String)>) -> String {
    let asked = filter.query().address();
    // All of ours need no escapes.
    let more = more.into_iter().map(|(name, value)| format!("{name}={value}"));
    let pairs: Vec<String> = Some(asked).filter(|asked| !asked.is_empty()).into_iter().chain(more).collect();
    let base = format!("{}/opinions", call.path());
    if pairs.is_empty() { base } else { format!("{base}?{}", pairs.join("&")) }
}

/// Whoever asks for no order gets one of his own.
fn to_own_order(ui: &Ui, call: &Consultation, filter: &Filter) -> Response {
    let order = Order::Shuffled(i64::from(rand::random::<u32>()) % SEEDS);
    let to = Redirect::to(&ui.url(&address(call, filter, order.pairs(false))));
    ([(header::CACHE_CONTROL, "no-store")], to).into_response()
}

async fn opinions(
    State(app): State<App>,
    ui: Ui,
    known: Known,
    Path(slug): Path<String>,
    Query(query): Query<ListQuery>,
) -> Result<Response> {
    let call = app.call(&slug).await?;
    let phase = call.phase(&app.zone, ui.now);
    let counts = app.counts(&call).await?;
    let asked = query.asked(&call);
    let filter = Filter::parse(&asked, &call);
    let order = match (query.order.as_str(), Order::seed(&query.seed)) {
        ("shuffled", None) => return Ok(to_own_order(&ui, &call, &filter)),
        ("shuffled", Some(seed)) => Order::Shuffled(seed),
        ("quiet", _) => Order::quiet(&query.rest, &call, &counts),
        _ => Order::Newest,
    };
    let cursor = parse_cursor(&query.before);
    let (rows, fitting, view) = {
        let mut conn = app.db.read().await?;
        let question =
            Question { call: &call, counts: &counts, filter: &filter, zone: &app.zone, engine: app.db.engine };
        let rows = store::list(&mut conn, question, &order, cursor, PAGE).await?;
        let fitting = if filter.is_empty() {
            (counts.published, counts.published_submitters)
        } else {
            store::count(&mut conn, question).await?
        };
        let receipts = rows.iter().map(|opinion| opinion.receipt.as_str());
        let view = View::of(&mut conn, &app.keys, &call, phase, &known, receipts).await?;
        (rows, fitting, view)
    };
    let rows = rows.into_iter().map(|opinion| Voice::new(&ui, &call, &counts, &filter, &view, opinion)).collect();
    let voices = Paged::from_surplus(rows, PAGE, |voice: &Voice| voice.opinion.number);
    let next = voices.next.zip(voices.rows.last()).map(|(cursor, last)| {
        let begins = order.after(&call, &last.opinion).pairs(true).into_iter();
        ui.url(&address(&call, &filter, begins.chain([("before", cursor.to_string())]).collect()))
    });
    public_page(&OpinionsPage {
        texts: call.text(ui.lang),
        conditions: filter.conditions(&call, ui.words, ui.lang),
        gone: not_narrowed(ui.words, &asked, &filter),
        cut: words_cut(ui.words, &asked.q),
        is_first: cursor.is_none(),
        is_open: phase.is_open(),
        reactions: Note::of(&call, phase),
        ui,
        call,
        counts,
        filter,
        order,
        voices,
        next,
        fitting,
    })
}

#[derive(Template)]
#[template(path = "voices/opinion.html")]
struct OpinionPage {
    ui: Ui,
    call: Arc<Consultation>,
    texts: Texts,
    voice: Voice,
    /// Of a note of a workshop, where it hung.
    note: Option<meetings::Note>,
    /// What its author has added.
    additions: Vec<Addition>,
    similar: Panel,
    published_at: i64,
    reactions: Option<Note>,
}

#[derive(Template)]
#[template(path = "voices/withdrawn.html")]
struct WithdrawnPage {
    ui: Ui,
    call: Arc<Consultation>,
    receipt: String,
}

/// What was looked for where the reader comes from.
#[derive(Deserialize)]
struct OpinionQuery {
    #[serde(default)]
    q: String,
}

async fn opinion(
    State(app): State<App>,
    ui: Ui,
    known: Known,
    Path(receipt): Path<String>,
    Query(OpinionQuery { q }): Query<OpinionQuery>,
) -> Result<Response> {
    // Copied by hand or read aloud: small letters, full width.
    if let Some(number) = parse_number(&receipt).ok().filter(|number| *number != receipt) {
        return Ok(Redirect::permanent(&ui.url(&format!("/opinions/{number}"))).into_response());
    }
    let shown = store::find(&mut *app.db.read().await?, &receipt).await?.ok_or(Error::NotFound)?;
    match shown {
        Shown::Withdrawn { consultation_id } => {
            let call = app.call_of(&consultation_id).await?;
            page_with(StatusCode::GONE, &WithdrawnPage { ui, call, receipt })
        }
        Shown::Published { consultation_id, opinion, published_at } => {
            let call = app.call_of(&consultation_id).await?;
            let counts = app.counts(&call).await?;
            let phase = call.phase(&app.zone, ui.now);
            let (note, additions, view) = {
                let mut conn = app.db.read().await?;
                let note = match opinion.channel == Channel::Workshop.name() {
                    true => meetings::store::note(&mut conn, &opinion.receipt).await?,
                    false => None,
                };
                let own = std::iter::once(opinion.receipt.as_str());
                let additions = additions::store::public(&mut conn, &opinion.receipt).await?;
                (note, additions, View::of(&mut conn, &app.keys, &call, phase, &known, own).await?)
            };
            let filter = Filter::parse(&FilterQuery { q, ..FilterQuery::default() }, &call);
            let voice = Voice::new(&ui, &call, &counts, &filter, &view, *opinion);
            let similar = Panel::beside_opinion(&app, &ui, &call, &voice).await;
            let reactions = Note::of(&call, phase);
            public_page(&OpinionPage {
                texts: call.text(ui.lang),
                ui,
                call,
                voice,
                note,
                additions,
                similar,
                published_at,
                reactions,
            })
        }
    }
}
