//! The live board: what came in, and where it stands now.

use std::collections::{BTreeMap, HashMap};
use std::iter;

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use i18n_embed_fl::fl;
use jiff::ToSpan;
use jiff::civil::Date;

use super::list::{BoardQuery, FilterPanel, NoCallPage};
use super::{
    By, Count, Fields, Figures, Line, Rank, Showing, Table, Tally, list, store, sums_alone, ticks, weekly_mean,
};
use crate::app::App;
use crate::base::calendar::{DAY_MS, parse_day};
use crate::base::db::Conn;
use crate::consultations::{self, Consultation, Field};
use crate::counts::{self, Wait};
use crate::http::access::{Access, Counter, Role, Routes, Viewer};
use crate::http::charts::{self, Bar, Chart, Days, Said};
use crate::http::{Query, Result, Ui, page};
use crate::opinions::filter::{Filter, NO_ANSWER};
use crate::opinions::{self, Channel};
use crate::writing::TOLD;

const COUNTERS: Access = Access::Roles(&[Role::Staff, Role::Department, Role::Viewer, Role::Auditor]);

pub fn routes() -> Routes {
    Routes::default().get(COUNTERS, "/staff/board", board).merge(list::routes())
}

#[derive(Template)]
#[template(path = "statistics/board.html")]
struct BoardPage {
    ui: Ui,
    panel: FilterPanel,
    /// The filter in the address, for the export and the list.
    query: String,
    as_of: String,
    total: Count,
    figures: Figures,
    /// Opinions of the last seven days.
    recent: i64,
    recent_figure: String,
    /// Month and day of the first of them.
    recent_from: (i64, i64),
    median_hours: Option<String>,
    /// All that came in, and where that stands now: the lines of `states` add up to it.
    received: Line,
    states: Table,
    /// Why opinions are withheld, and how many.
    withheld: Vec<(String, String)>,
    theme_chart: Chart,
    day_chart: Chart,
    themes: Table,
    days: Table,
    tables: Vec<Table>,
    /// Which tables are not shown, or not as they stand now, since they would tell what single people said.
    limits: Vec<String>,
}

impl BoardPage {
    fn balance(&self) -> impl Iterator<Item = &Line> {
        iter::once(&self.received).chain(&self.states.lines)
    }
}

/// What the board is made from.
struct Counted {
    tally: Tally,
    /// All but the newest few, for tables that move in steps; empty where there are none.
    settled: Tally,
    /// Of the last thirty days, in ms.
    median: Option<i64>,
    withheld: Vec<(Option<opinions::Reason>, i64)>,
}

async fn counted(
    conn: &mut Conn,
    app: &App,
    call: &Consultation,
    filter: &Filter,
    me: &Viewer,
) -> sqlx::Result<Counted> {
    let (engine, zone) = (app.db.engine, &app.zone);
    let tally = store::tally(conn, engine, call, filter, zone, None).await?;
    // Whoever looks before and after an opinion comes would see what it says.
    let settled = if filter.is_empty() && TOLD.iter().any(|field| sums_alone(call.field(*field), me)) {
        let up_to = store::settled(conn, call).await?.unwrap_or(0);
        store::tally(conn, engine, call, filter, zone, Some(up_to)).await?
    } else {
        Tally::default()
    };
    let since = app.clock.now() - Wait::DAYS * DAY_MS;
    let median = counts::store::median_wait(conn, engine, call, filter, zone, since).await?;
    let median = median.map(|wait| wait.median_ms);
    let withheld = store::withheld(conn, engine, call, filter, zone).await?;
    Ok(Counted { tally, settled, median, withheld })
}

async fn board(
    State(app): State<App>,
    ui: Ui,
    Counter(me): Counter,
    Query(query): Query<BoardQuery>,
) -> Result<Response> {
    let now = app.clock.now();
    // One moment for everything on the page.
    let mut tx = app.db.snapshot().await?;
    let calls = consultations::store::all(&mut tx).await?;
    let Some(call) = consultations::pick(&calls, &query.call, &app.zone, app.clock.now()) else {
        let title = fl!(ui.words, "board-title");
        return page(&NoCallPage { ui, title });
    };
    let mut filter = Filter::parse(&query.filter, call).without_counted(call);
    // Who reads no opinions may count them, but not find out by counting what a single one says.
    if !me.reads_opinions() {
        filter = Filter { words: String::new(), ..filter.without_attributes() };
    }
    let Counted { tally, settled, median, withheld } = counted(&mut tx, &app, call, &filter, &me).await?;
    tx.rollback().await?;

    let today = app.zone.date(now);
    let week = today.saturating_sub(6.days());
    let by_day = tally.by_day();
    let recent = by_day.range(week..=today).map(|(_, count)| count.opinions).sum();
    let view = View { ui: &ui, call, filter: &filter, me: &me };
    let (themes, fields) = (view.themes(&tally), view.fields(&tally, &settled));
    let limits = fields.limits(ui.words);
    let tables = iter::once(view.channels(&tally)).chain(fields.tables).collect();
    let mut panel = FilterPanel::new(&ui, &calls, call, &filter, &query.filter);
    panel.leave_out(|field| call.field(field).is_only_counted());
    let other = |reason: Option<opinions::Reason>| reason.unwrap_or(opinions::Reason::Other).label(ui.words);
    let built = BoardPage {
        panel: if me.reads_opinions() { panel } else { panel.for_counting() },
        query: view.address(&filter),
        as_of: ui.moment(now),
        total: tally.total(),
        figures: Figures::new(&ui, tally.total()),
        recent,
        recent_figure: ui.number(recent),
        recent_from: (week.month().into(), week.day().into()),
        median_hours: median.map(|ms| ui.hours(ms)),
        received: view.received(&tally),
        states: view.states(&tally),
        withheld: withheld.into_iter().map(|(reason, count)| (other(reason), ui.number(count))).collect(),
        theme_chart: view.theme_chart(&tally),
        day_chart: view.day_chart(&by_day, today),
        themes,
        days: view.days(&by_day, tally.total()),
        tables,
        limits,
        ui: ui.clone(),
    };
    page(&built)
}

/// What the parts of the board are made from.
struct View<'a> {
    ui: &'a Ui,
    call: &'a Consultation,
    filter: &'a Filter,
    me: &'a Viewer,
}

impl View<'_> {
    /// `call=plan&theme=bus`
    fn address(&self, filter: &Filter) -> String {
        let query = filter.query().address();
        let slug = &self.call.slug;
        if query.is_empty() { format!("call={slug}") } else { format!("call={slug}&{query}") }
    }

    /// The list of what a number counts. Who reads public opinions alone gets a way to those numbers alone that
    /// count nothing else; who may only count gets none.
    fn behind(&self, count: Count, change: impl FnOnce(&mut Filter)) -> Option<String> {
        let mut filter = self.filter.clone();
        change(&mut filter);
        let all = self.me.reads_opinions();
        let public = !filter.states.is_empty() && filter.states.iter().all(|state| state.is_public());
        let may = all && !filter.asks_counted(self.call)
            || self.me.reads_published() && self.call.listed && public && can_be_known(&filter);
        (may && count.opinions > 0).then(|| self.ui.url(&format!("/staff/opinions?{}", self.address(&filter))))
    }

    fn line(&self, label: String, count: Count, href: Option<String>, rank: Rank) -> Line {
        Line { label, count: Figures::new(self.ui, count), href, rank }
    }

    fn received(&self, tally: &Tally) -> Line {
        let all = self.behind(tally.total(), |_| {});
        self.line(fl!(self.ui.words, "board-received"), tally.total(), all, Rank::Plain)
    }

    fn states(&self, tally: &Tally) -> Table {
        let w = self.ui.words;
        let states = tally.by(By::State);
        let line = |state: opinions::State| {
            let count = states.get(&Some(state.name().to_owned())).copied().unwrap_or_default();
            let href = self.behind(count, |filter| filter.states = vec![state]);
            self.line(state.label(w), count, href, Rank::Plain)
        };
        let lines = opinions::State::BALANCE.map(line).into();
        Table::new(
            "states",
            fl!(w, "board-state-table"),
            fl!(w, "filter-state"),
            lines,
            Figures::new(self.ui, tally.total()),
        )
    }

    /// By main theme, in the order of the tree. A theme with others below it has a line for all of them together
    /// and, where somebody chose it by itself, one for that.
    fn themes(&self, tally: &Tally) -> Table {
        let counts = tally.by(By::Theme);
        let mut lines = Vec::new();
        for top in self.call.top_themes() {
            let own = counts.get(&Some(top.id.clone())).copied().unwrap_or_default();
            let children: Vec<_> = self.call.children(top).collect();
            let mut line = |label: String, count: Count, mains: Vec<String>, rank: Rank| {
                // Of what is narrowed already, what is left.
                let asked = &self.filter.mains;
                let left = mains.into_iter().filter(|code| asked.is_empty() || asked.contains(code)).collect();
                let href = self.behind(count, |filter| filter.mains = left);
                lines.push(self.line(label, count, href, rank));
            };
            let name = top.name(self.ui.lang).into_owned();
            if children.is_empty() {
                line(name, own, vec![top.code.clone()], Rank::Plain);
                continue;
            }
            let ids: Vec<&str> = children.iter().chain([&top]).map(|theme| theme.id.as_str()).collect();
            let codes = children.iter().chain([&top]).map(|theme| theme.code.clone()).collect();
            line(fl!(self.ui.words, "board-subtotal", theme = name), tally.of(By::Theme, &ids), codes, Rank::Subtotal);
            for child in children {
                let count = counts.get(&Some(child.id.clone())).copied().unwrap_or_default();
                line(child.name(self.ui.lang).into_owned(), count, vec![child.code.clone()], Rank::Below);
            }
            if own.opinions > 0 {
                line(fl!(self.ui.words, "board-theme-itself"), own, vec![top.code.clone()], Rank::Below);
            }
        }
        let w = self.ui.words;
        Table::new(
            "themes",
            fl!(w, "board-by-theme"),
            fl!(w, "filter-theme"),
            lines,
            Figures::new(self.ui, tally.total()),
        )
    }

    /// What people said about themselves; of what may be known in sums alone `settled` is counted.
    fn fields(&self, tally: &Tally, settled: &Tally) -> Fields {
        let w = self.ui.words;
        let mut found = Fields::default();
        let fields = [
            ("areas", Field::Area, By::Area, fl!(w, "board-by-area")),
            ("ages", Field::AgeBand, By::AgeBand, fl!(w, "board-by-age")),
            ("relations", Field::Relation, By::Relation, fl!(w, "board-by-relation")),
        ];
        for (id, field, by, title) in fields {
            let rule = self.call.field(field);
            let showing = Showing::of(rule, self.me, self.filter, settled.total(), self.call.results_at.is_some());
            let tally = if showing == Showing::InSteps { settled } else { tally };
            let mut counts = tally.by(by);
            if rule.choices.is_empty() && counts.keys().all(Option::is_none) {
                continue;
            }
            if showing != Showing::Live {
                found.limited.push((showing, title.clone()));
            }
            if matches!(showing, Showing::Later | Showing::KeptBack) {
                continue;
            }
            let mut lines = Vec::new();
            let mut line = |label: String, code: &str, count: Option<Count>| {
                let count = count.unwrap_or_default();
                let codes = vec![code.to_owned()];
                let href = self.behind(count, |filter| match by {
                    By::Area => filter.areas = codes,
                    By::AgeBand => filter.ages = codes,
                    _ => filter.relations = codes,
                });
                lines.push(self.line(label, count, href, Rank::Plain));
            };
            for choice in &rule.choices {
                line(choice.label(self.ui.lang).into_owned(), &choice.code, counts.remove(&Some(choice.code.clone())));
            }
            line(fl!(w, "filter-no-answer"), NO_ANSWER, counts.remove(&None));
            // Choices that the city has taken away since: they still count.
            lines.extend(self.gone(counts));
            found.tables.push(Table::new(id, title, field.label(w), lines, Figures::new(self.ui, tally.total())));
        }
        found
    }

    fn gone(&self, counts: HashMap<Option<String>, Count>) -> Vec<Line> {
        let mut rest: Vec<_> = counts.into_iter().filter_map(|(code, count)| Some((code?, count))).collect();
        rest.sort_by(|a, b| a.0.cmp(&b.0));
        rest.into_iter().map(|(label, count)| self.line(label, count, None, Rank::Plain)).collect()
    }

    fn channels(&self, tally: &Tally) -> Table {
        let w = self.ui.words;
        let counts = tally.by(By::Channel);
        let line = |channel: &Channel| {
            let count = *counts.get(&Some(channel.name().to_owned()))?;
            let href = self.behind(count, |filter| filter.channels = vec![*channel]);
            Some(self.line(channel.label(w), count, href, Rank::Plain))
        };
        let lines = Channel::ALL.iter().filter_map(line).collect();
        Table::new(
            "channels",
            fl!(w, "board-by-channel"),
            fl!(w, "filter-channel"),
            lines,
            Figures::new(self.ui, tally.total()),
        )
    }

    fn days(&self, by_day: &BTreeMap<Date, Count>, total: Count) -> Table {
        let w = self.ui.words;
        let line = |(day, count): (&Date, &Count)| {
            let href = self.behind(*count, |filter| (filter.from, filter.to) = (Some(*day), Some(*day)));
            self.line(self.ui.day(*day), *count, href, Rank::Plain)
        };
        let lines = by_day.iter().rev().map(line).collect();
        Table::new("days", fl!(w, "board-by-day"), fl!(w, "board-day"), lines, Figures::new(self.ui, total))
    }

    /// Top themes with all that is below them, the most frequent first.
    fn theme_chart(&self, tally: &Tally) -> Chart {
        let w = self.ui.words;
        let mut bars: Vec<Bar> = Vec::new();
        for top in self.call.top_themes() {
            let ids: Vec<&str> = self.call.children(top).chain([top]).map(|theme| theme.id.as_str()).collect();
            let value = tally.of(By::Theme, &ids).opinions;
            let text = fl!(w, "board-bar", n = self.ui.number(value));
            bars.push(Bar { label: top.name(self.ui.lang).into_owned(), value, text });
        }
        bars.sort_by_key(|bar| std::cmp::Reverse(bar.value));
        let first: Vec<String> = bars.iter().take(3).map(|bar| format!("{} {}", bar.label, bar.text)).collect();
        let text = fl!(
            w,
            "board-theme-said",
            total = self.ui.number(tally.total().opinions),
            first = first.join(&fl!(w, "board-comma"))
        );
        charts::bars(&Said { id: "theme-chart", title: fl!(w, "board-by-theme"), text }, &bars)
    }

    /// From the first day asked for (or of the period) to the last, days without anything included.
    fn day_chart(&self, by_day: &BTreeMap<Date, Count>, today: Date) -> Chart {
        let (w, query) = (self.ui.words, self.filter.query());
        let (came_first, came_last) = (by_day.keys().next().copied(), by_day.keys().last().copied());
        let opens = came_first.map_or(self.call.opens_on, |day| day.min(self.call.opens_on));
        let first = parse_day(&query.from).unwrap_or(opens);
        let end = self.call.closes_on.min(today);
        let last = parse_day(&query.to).map_or(end, |to| to.min(end)).max(came_last.unwrap_or(end)).max(first);
        let days: Vec<Date> = first.series(1.day()).take_while(|day| *day <= last).take(MOST_DAYS).collect();
        let counts: Vec<i64> = days.iter().map(|day| by_day.get(day).map_or(0, |count| count.opinions)).collect();
        let busiest = by_day.iter().max_by_key(|(_, count)| count.opinions);
        let text = match busiest {
            Some((day, count)) => fl!(
                w,
                "board-day-said",
                from = self.ui.day(first),
                to = self.ui.day(last),
                day = self.ui.day(*day),
                count = self.ui.number(count.opinions)
            ),
            None => fl!(w, "board-none"),
        };
        let said = Said { id: "day-chart", title: fl!(w, "board-by-day"), text };
        let drawn = Days { counts: &counts, line: &weekly_mean(&counts), ticks: &ticks(&days, w) };
        charts::days(&said, &drawn)
    }
}

/// Whether the list of published opinions can be asked for it, too.
fn can_be_known(filter: &Filter) -> bool {
    !filter.asks_attributes() && filter.channels.is_empty()
}

/// Longest span of the chart: about three years.
const MOST_DAYS: usize = 1_100;
