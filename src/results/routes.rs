//! The page of the results.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use i18n_embed_fl::fl;
use jiff::ToSpan;
use jiff::civil::Date;

use super::{Cross, Sheet, Told};
use crate::app::App;
use crate::base::marks::bare;
use crate::consultations::period::Stage;
use crate::consultations::{Consultation, Field, Texts, Theme};
use crate::counts::SHARED_BY;
use crate::http::access::{Access, Routes};
use crate::http::charts::{self, Bar, Chart, Days, Said};
use crate::http::{Path, Result, Ui, public_page};
use crate::opinions;
use crate::statistics::{ticks, weekly_mean};

pub fn routes() -> Routes {
    Routes::default().get(Access::Public, "/consultations/{slug}/results", results)
}

/// A span is told day by day up to here, a longer one month by month.
const MOST_SINGLE_DAYS: usize = 45;
/// Longest span of the chart: about three years.
const MOST_DAYS: usize = 1_100;

#[derive(Template)]
#[template(path = "results/results.html")]
struct ResultsPage {
    ui: Ui,
    call: Arc<Consultation>,
    texts: Texts,
    stage: Stage,
    sheet: Arc<Sheet>,
    theme_chart: Chart,
    day_chart: Chart,
    /// Months, or days where they are few, and what came in them.
    days: Vec<(String, i64)>,
}

/// A table of themes by what people said of themselves, in words.
struct Table<'a> {
    cross: &'a Cross,
    columns: Vec<String>,
    /// Name, address, numbers, total. '' is the address of a theme that is gone.
    rows: Vec<(String, String, &'a [Option<i64>], i64)>,
}

async fn results(State(app): State<App>, ui: Ui, Path(slug): Path<String>) -> Result<Response> {
    let call = app.call(&slug).await?;
    let sheet = app.sheet(&call).await?;
    let view = View { ui: &ui, call: &call, sheet: &sheet };
    let (theme_chart, (day_chart, days)) = (view.theme_chart(), view.days());
    let (texts, stage) = (call.text(ui.lang), call.stage(&app.zone, ui.now));
    public_page(&ResultsPage { ui, call, texts, stage, sheet, theme_chart, day_chart, days })
}

impl ResultsPage {
    fn base(&self) -> String {
        self.ui.url(&self.call.path())
    }

    fn title(&self) -> String {
        match self.stage {
            Stage::Open { .. } => fl!(self.ui.words, "results-title-interim"),
            _ => fl!(self.ui.words, "results-title"),
        }
    }

    fn lead(&self) -> String {
        let (w, at) = (self.ui.words, self.ui.moment(self.sheet.at));
        match self.stage {
            Stage::Scheduled => fl!(w, "results-scheduled", day = self.ui.day(self.call.opens_on)),
            Stage::Open { .. } => fl!(w, "results-lead-open", at = at),
            Stage::BeingRead => fl!(w, "results-lead-read", at = at),
            Stage::ResultsOut { .. } => fl!(w, "results-lead-out", at = at),
        }
    }

    fn is_empty(&self) -> bool {
        self.sheet.counted.received == 0
    }

    fn themes(&self) -> impl Iterator<Item = (&Theme, i64)> {
        self.call.top_themes().map(|theme| (theme, self.of_theme(theme)))
    }

    fn of_theme(&self, theme: &Theme) -> i64 {
        self.sheet.counted.by_theme.get(&theme.id).copied().unwrap_or_default()
    }

    fn theme_address(&self, theme: &Theme) -> String {
        format!("{}/themes/{}", self.base(), theme.code)
    }

    /// Lines of what came in, which add up to it: published, in the open, withheld, withdrawn.
    fn standing(&self) -> [(String, i64); 4] {
        use opinions::State::{NeedsRevision, OnHold, Pending, Published, PublishedRedacted, Withdrawn, Withheld};
        let (w, counted) = (self.ui.words, &self.sheet.counted);
        let redacted = self.ui.number(counted.count(&[PublishedRedacted]));
        [
            (fl!(w, "results-published", n = redacted), counted.count(&[Published, PublishedRedacted])),
            (fl!(w, "results-checking"), counted.count(&[Pending, OnHold, NeedsRevision])),
            (fl!(w, "results-withheld"), counted.count(&[Withheld])),
            (fl!(w, "results-withdrawn"), counted.count(&[Withdrawn])),
        ]
    }

    fn heading(&self, field: &Field) -> String {
        let w = self.ui.words;
        match field {
            Field::AgeBand => fl!(w, "results-by-age"),
            Field::Area => fl!(w, "results-by-area"),
            Field::Relation | Field::Mail => fl!(w, "results-by-relation"),
        }
    }

    /// Of which fields there will be tables once the results are out; '' where of none.
    fn later(&self) -> String {
        let label = |told: &Told| match told {
            Told::Later(field) => Some(field.label(self.ui.words)),
            Told::Table { .. } | Told::TooFew(_) => None,
        };
        let labels: Vec<String> = self.sheet.told.iter().filter_map(label).collect();
        labels.join(&fl!(self.ui.words, "results-comma"))
    }

    fn table<'a>(&'a self, cross: &'a Cross, made_at: &Option<i64>) -> Table<'a> {
        let column = |code: &Option<String>| match code {
            Some(code) => self.call.choice_label(cross.field, code, self.ui.lang),
            None if made_at.is_none() => fl!(self.ui.words, "results-not-shown"),
            None => fl!(self.ui.words, "results-no-answer"),
        };
        let row = |(id, cells, sum): &'a (String, Vec<Option<i64>>, i64)| {
            let address = self.call.theme_by_id(id).map(|theme| self.theme_address(theme)).unwrap_or_default();
            let name = if id.is_empty() { self.together(&cross.together) } else { self.theme_name(id) };
            (name, address, cells.as_slice(), *sum)
        };
        Table { cross, columns: cross.columns.iter().map(column).collect(), rows: cross.rows.iter().map(row).collect() }
    }

    fn theme_name(&self, id: &str) -> String {
        let theme = self.call.theme_by_id(id);
        theme.map_or_else(|| fl!(self.ui.words, "results-theme-gone"), |theme| theme.name(self.ui.lang).into_owned())
    }

    /// The name of the row of those that are counted together.
    fn together(&self, ids: &[String]) -> String {
        let names: Vec<String> = ids.iter().map(|id| self.theme_name(id)).collect();
        let w = self.ui.words;
        match names.is_empty() {
            true => fl!(w, "results-small-themes"),
            false => fl!(w, "results-themes-together", themes = names.join(&fl!(w, "results-comma"))),
        }
    }

    /// What its numbers count, and why some are not to be seen.
    fn note(&self, cross: &Cross, made_at: &Option<i64>) -> String {
        let w = self.ui.words;
        match made_at {
            Some(at) => fl!(w, "results-made-note", at = self.ui.moment(*at), counted = self.ui.number(cross.all)),
            None => fl!(w, "results-beside-note", field = cross.field.label(w), people = SHARED_BY),
        }
    }

    fn hides(&self, cross: &Cross) -> bool {
        cross.rows.iter().flat_map(|(_, cells, _)| cells).chain(&cross.totals).any(Option::is_none)
    }
}

/// What the charts are made from.
struct View<'a> {
    ui: &'a Ui,
    call: &'a Consultation,
    sheet: &'a Sheet,
}

impl View<'_> {
    /// The most frequent first.
    fn theme_chart(&self) -> Chart {
        let (w, counted) = (self.ui.words, &self.sheet.counted);
        let bar = |theme: &Theme| {
            let value = counted.by_theme.get(&theme.id).copied().unwrap_or_default();
            let text = fl!(w, "results-bar", n = self.ui.number(value));
            Bar { label: theme.name(self.ui.lang).into_owned(), value, text }
        };
        let mut bars: Vec<Bar> = self.call.top_themes().map(bar).collect();
        bars.sort_by_key(|bar| std::cmp::Reverse(bar.value));
        let first: Vec<String> = bars.iter().take(3).map(|bar| format!("{} {}", bare(&bar.label), bar.text)).collect();
        let (total, first) = (self.ui.number(counted.published()), first.join(&fl!(w, "results-comma")));
        let text = fl!(w, "results-theme-said", total = total, first = first);
        charts::bars(&Said { id: "theme-chart", title: fl!(w, "results-by-theme"), text }, &bars)
    }

    /// From the first day of the period, or of what came, to the last, as a chart and as lines of a table.
    fn days(&self) -> (Chart, Vec<(String, i64)>) {
        let (w, by_day) = (self.ui.words, &self.sheet.counted.by_day);
        let (came_first, came_last) = (by_day.keys().next().copied(), by_day.keys().last().copied());
        let first = came_first.map_or(self.call.opens_on, |day| day.min(self.call.opens_on));
        let end = self.call.closes_on.min(self.ui.zone.date(self.sheet.at));
        let last = came_last.map_or(end, |day| day.max(end)).max(first);
        let days: Vec<Date> = first.series(1.day()).take_while(|day| *day <= last).take(MOST_DAYS).collect();
        let counts: Vec<i64> = days.iter().map(|day| by_day.get(day).copied().unwrap_or_default()).collect();
        let text = match days.iter().zip(&counts).max_by_key(|(_, count)| **count) {
            Some((day, count)) => {
                let (day, count) = (self.ui.day(*day), self.ui.number(*count));
                fl!(w, "results-day-said", from = self.ui.day(first), to = self.ui.day(last), day = day, count = count)
            }
            None => String::new(),
        };
        let said = Said { id: "day-chart", title: fl!(w, "results-by-day"), text };
        let drawn = Days { counts: &counts, line: &weekly_mean(&counts), ticks: &ticks(&days, w) };
        let mut lines: Vec<(String, i64)> = Vec::new();
        for (day, count) in days.iter().zip(&counts) {
            let line = match days.len() > MOST_SINGLE_DAYS {
                true => fl!(w, "results-month", year = i64::from(day.year()), month = i64::from(day.month())),
                false => self.ui.day(*day),
            };
            match lines.last_mut() {
                Some((known, sum)) if *known == line => *sum += count,
                _ => lines.push((line, *count)),
            }
        }
        (charts::days(&said, &drawn), lines)
    }
}
