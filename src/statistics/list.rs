//! The filter as the staff's pages show it, and the list of opinions: what stands behind every number of the board.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use i18n_embed_fl::fl;
use serde::Deserialize;

use super::store::{self, Asked};
use crate::app::App;
use crate::base::db::Conn;
use crate::base::text::Words;
use crate::consultations::{self, Consultation, Field};
use crate::counts::{PublicCounts, shown_beside};
use crate::http::access::{Access, Reader, Role, Routes};
use crate::http::pager::{Paged, parse_cursor};
use crate::http::{Query, Result, Ui, page};
use crate::imports;
use crate::imports::store::Import;
use crate::opinions::filter::{Condition, Filter, FilterQuery, Select};
use crate::opinions::text::{Part, parts};
use crate::opinions::{self, Channel};
use crate::voices::store::Question;
use crate::voices::{self, Order};

const PAGE: usize = 50;

const READERS: Access = Access::Roles(&[Role::Staff, Role::Moderator, Role::Department, Role::Viewer]);

pub fn routes() -> Routes {
    Routes::default().get(READERS, "/staff/opinions", list)
}

/// The address of the board and of the list: which call, and the filter.
#[derive(Deserialize)]
pub struct BoardQuery {
    #[serde(default)]
    pub call: String,
    #[serde(default)]
    pub before: String,
    /// Id of an import: those that it has brought, in the list alone.
    #[serde(default)]
    import: String,
    #[serde(flatten)]
    pub filter: FilterQuery,
}

/// The filter as both pages show it: chips, and a panel that works without script.
pub struct FilterPanel {
    pub slug: String,
    pub title: String,
    /// Address, title and whether it is the one shown; more than one only then a list appears.
    pub calls: Vec<(String, String, bool)>,
    pub conditions: Vec<Condition>,
    /// What was asked and is not known, in words; '' when there is nothing.
    pub gone: String,
    /// That not all words are looked for; '' where they are.
    pub cut: String,
    pub selects: Vec<Select>,
    /// Main themes asked for; no control offers them, and none may lose them.
    pub mains: String,
    /// The import whose opinions are asked for; '' for none.
    pub import: String,
    pub from: String,
    pub to: String,
    pub words: String,
    /// Whether words may be asked for.
    pub asks_words: bool,
}

impl FilterPanel {
    pub fn new(ui: &Ui, calls: &[Consultation], call: &Consultation, filter: &Filter, asked: &FilterQuery) -> Self {
        let query = filter.query();
        let title = |call: &Consultation| call.text(ui.lang).title;
        Self {
            slug: call.slug.clone(),
            title: title(call),
            calls: calls.iter().map(|one| (one.slug.clone(), title(one), one.id == call.id)).collect(),
            conditions: filter.conditions(call, ui.words, ui.lang),
            gone: opinions::not_narrowed(ui.words, asked, filter),
            cut: opinions::words_cut(ui.words, &asked.q),
            selects: filter.selects(call, ui.words, ui.lang),
            mains: query.main,
            import: String::new(),
            from: query.from,
            to: query.to,
            words: query.q,
            asks_words: true,
        }
    }

    /// For those who count and read nothing: no words, nothing people said about themselves.
    pub fn for_counting(mut self) -> Self {
        self.leave_out(|_| true);
        Self { asks_words: false, cut: String::new(), ..self }
    }

    /// Narrowed to what a file has brought; `without` is the address of the other conditions alone.
    fn of_import(mut self, w: &Words, import: &Import, without: &str) -> Self {
        for condition in &mut self.conditions {
            condition.without = with_import(&condition.without, &import.id);
        }
        let (label, value) = (fl!(w, "filter-import"), import.file_name.clone());
        self.conditions.insert(0, Condition { label, value, without: without.to_owned() });
        self.import.clone_from(&import.id);
        self
    }

    /// For those who read what everybody may: nothing else can be asked for.
    fn for_published(mut self) -> Self {
        self.leave_out(|_| true);
        self.selects.retain(|select| select.name != "channel");
        let is_public = |name: &str| opinions::State::parse(name).is_some_and(opinions::State::is_public);
        for select in self.selects.iter_mut().filter(|select| select.name == "state") {
            select.options.retain(|(value, ..)| value.is_empty() || is_public(value));
        }
        self
    }

    /// Takes away the lists of fields that may not be asked for here.
    pub fn leave_out(&mut self, hidden: impl Fn(Field) -> bool) {
        let fields = [("area", Field::Area), ("age", Field::AgeBand), ("relation", Field::Relation)];
        let is_hidden = |name: &str| fields.iter().any(|(known, field)| *known == name && hidden(*field));
        self.selects.retain(|select| !is_hidden(select.name));
    }
}

#[derive(Template)]
#[template(path = "statistics/no_call.html")]
pub struct NoCallPage {
    pub ui: Ui,
    pub title: String,
}

#[derive(Template)]
#[template(path = "statistics/opinions.html")]
struct ListPage {
    ui: Ui,
    panel: FilterPanel,
    /// Every state is listed; false: what the public may read, and nothing else.
    all: bool,
    count: i64,
    rows: Vec<Row>,
    /// The next page's address.
    next: Option<String>,
    first: String,
    paged: bool,
}

struct Row {
    receipt: String,
    href: String,
    theme: String,
    state: opinions::State,
    state_label: String,
    channel: String,
    day: String,
    iso_day: String,
    lang: String,
    /// Words, and masks as (true, why).
    text: Vec<(bool, String)>,
    /// What may stand beside a published opinion: 30代・生野.
    about: String,
}

async fn list(State(app): State<App>, ui: Ui, Reader(me): Reader, Query(query): Query<BoardQuery>) -> Result<Response> {
    let all = me.reads_opinions();
    let mut calls = consultations::store::all(&mut *app.db.read().await?).await?;
    calls.retain(|call| all || call.listed);
    let Some(call) = consultations::pick(&calls, &query.call, &app.zone, app.clock.now()) else {
        let title = if all { fl!(ui.words, "opinions-title") } else { fl!(ui.words, "opinions-public-title") };
        return page(&NoCallPage { ui, title });
    };
    let filter = Filter::parse(&query.filter, call).without_counted(call);
    // What stands beside no opinion cannot be asked for: it would tell of each one what it is.
    let filter = if all { filter } else { Filter { channels: Vec::new(), ..filter.without_attributes() } };
    let cursor = parse_cursor(&query.before);
    let counts = if all { Arc::default() } else { app.counts(call).await? };
    let mut tx = app.db.snapshot().await?;
    let import = if all { imports::store::find(&mut tx, &query.import).await? } else { None };
    let import = import.filter(|it| it.consultation_id == call.id);
    let found = Found { app: &app, ui: &ui, call, filter: &filter, import: import.as_ref().map(|it| it.id.as_str()) };
    let (count, paged) =
        if all { found.all(&mut tx, cursor).await? } else { found.public(&mut tx, cursor, &counts).await? };
    tx.rollback().await?;

    let conditions = filter.query().address();
    let asked = found.import.map_or_else(|| conditions.clone(), |id| with_import(&conditions, id));
    let base = format!("/staff/opinions?call={}{}{asked}", call.slug, if asked.is_empty() { "" } else { "&" });
    let panel = FilterPanel::new(&ui, &calls, call, &filter, &query.filter);
    let mut panel = match &import {
        Some(import) => panel.of_import(ui.words, import, &conditions),
        None => panel,
    };
    panel.leave_out(|field| call.field(field).is_only_counted());
    let built = ListPage {
        panel: if all { panel } else { panel.for_published() },
        all,
        count,
        next: paged.next.map(|number| ui.url(&format!("{base}&before={number}"))),
        rows: paged.rows.into_iter().map(|(_, row)| row).collect(),
        first: ui.url(&base),
        paged: cursor.is_some(),
        ui: ui.clone(),
    };
    page(&built)
}

/// The address of a filter with that of an import.
fn with_import(filter: &str, import: &str) -> String {
    format!("{filter}{}import={import}", if filter.is_empty() { "" } else { "&" })
}

struct Found<'a> {
    app: &'a App,
    ui: &'a Ui,
    call: &'a Consultation,
    filter: &'a Filter,
    import: Option<&'a str>,
}

/// How many there are, and the rows of one page with their numbers.
type Rows = (i64, Paged<(i64, Row)>);

impl Found<'_> {
    /// Every state, in the author's words: for those who moderate and count.
    async fn all(&self, conn: &mut Conn, cursor: Option<i64>) -> sqlx::Result<Rows> {
        let Self { call, filter, import, .. } = *self;
        let asked = Asked { call, filter, import, zone: &self.app.zone, engine: self.app.db.engine };
        let count = store::count(&mut *conn, asked).await?;
        let found = store::list(conn, asked, cursor, PAGE).await?;
        let rows = found.into_iter().map(|one| {
            let row = Row {
                href: self.ui.url(&format!("/staff/opinions/{}", one.receipt)),
                receipt: one.receipt,
                theme: self.call.theme_path(&one.theme_id, self.ui.lang),
                state: one.state,
                state_label: one.state.label(self.ui.words),
                channel: Channel::parse(&one.channel).map_or(one.channel, |channel| channel.label(self.ui.words)),
                day: self.ui.day_of(one.submitted_at),
                iso_day: self.ui.iso_day(one.submitted_at),
                lang: one.lang,
                text: vec![(false, one.text)],
                about: String::new(),
            };
            (one.number, row)
        });
        Ok((count, Paged::from_surplus(rows.collect(), PAGE, |(number, _)| *number)))
    }

    /// What everybody may read, as everybody reads it.
    async fn public(&self, conn: &mut Conn, cursor: Option<i64>, counts: &PublicCounts) -> sqlx::Result<Rows> {
        let question =
            Question { call: self.call, counts, filter: self.filter, zone: &self.app.zone, engine: self.app.db.engine };
        let (count, _) = voices::store::count(&mut *conn, question).await?;
        let found = voices::store::list(conn, question, &Order::Newest, cursor, PAGE).await?;
        let rows = found.into_iter().map(|one| {
            let text = parts(&one.public_body).into_iter().map(|part| match part {
                Part::Words(words) => (false, words.to_owned()),
                Part::Mask(reason) => (true, reason.mask(self.ui.words)),
            });
            let text: Vec<(bool, String)> = text.collect();
            let masked = text.iter().any(|(mask, _)| *mask);
            let state = if masked { opinions::State::PublishedRedacted } else { opinions::State::Published };
            let row = Row {
                about: shown_beside(self.call, counts, &one, self.ui.lang).join("・"),
                href: self.ui.url(&format!("/opinions/{}", one.receipt)),
                receipt: one.receipt,
                theme: self.call.theme_path(&one.theme_id, self.ui.lang),
                state,
                state_label: state.label(self.ui.words),
                channel: String::new(),
                day: self.ui.day_of(one.submitted_at),
                iso_day: self.ui.iso_day(one.submitted_at),
                lang: one.lang,
                text,
            };
            (one.number, row)
        });
        Ok((count, Paged::from_surplus(rows.collect(), PAGE, |(number, _)| *number)))
    }
}
