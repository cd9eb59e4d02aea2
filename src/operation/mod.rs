//! 運用状況: what came in for each consultation, what became of it, and how long that took, for everybody.

use askama::Template;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use i18n_embed_fl::fl;

use crate::app::App;
use crate::balance::{self, Balance};
use crate::base::marks::plain;
use crate::consultations::{self, Consultation, Texts};
use crate::counts::{SHARED_BY, Wait};
use crate::http::access::{Access, Routes};
use crate::http::shared::public;
use crate::http::ui::attachment;
use crate::http::{Result, Ui, public_page};
use crate::opinions;
use crate::papers::csv::{Style, Table as Csv};
use crate::papers::{Cell, Column};

pub fn routes() -> Routes {
    Routes::default().get(Access::Public, "/operation", operation).get(Access::Public, "/operation.csv", table)
}

/// A consultation, what became of what came in, and how long somebody waited to be read.
struct Row {
    call: Consultation,
    texts: Texts,
    balance: Balance,
    wait: Option<Wait>,
}

/// A line of a table: words, number, and whether it is a part of the line above.
struct Line {
    label: String,
    count: i64,
    is_part: bool,
}

#[derive(Template)]
#[template(path = "operation/operation.html")]
struct OperationPage {
    ui: Ui,
    rows: Vec<Row>,
    all: Balance,
}

impl OperationPage {
    /// What came in is the sum of all lines that are no part of another.
    fn lines(&self, balance: &Balance) -> Vec<Line> {
        use opinions::State::{NeedsRevision, OnHold, Pending, Published, PublishedRedacted, Withdrawn, Withheld};
        let w = self.ui.words;
        let sum = |states: &[opinions::State]| states.iter().map(|state| balance.count(*state)).sum::<i64>();
        let whole = |label, states: &[opinions::State]| Line { label, count: sum(states), is_part: false };
        let part = |label, count| Line { label, count, is_part: true };
        let mut lines = vec![whole(fl!(w, "operation-published"), &[Published, PublishedRedacted])];
        lines.push(part(fl!(w, "operation-redacted"), balance.count(PublishedRedacted)));
        lines.push(whole(fl!(w, "results-withheld"), &[Withheld]));
        lines.extend(balance.withheld.iter().map(|(reason, count)| part(reason.label(w), *count)));
        lines.push(whole(fl!(w, "results-withdrawn"), &[Withdrawn]));
        lines.push(whole(fl!(w, "results-checking"), &[Pending, OnHold, NeedsRevision]));
        lines.retain(|line| !line.is_part || line.count > 0);
        lines
    }
}

/// Every consultation that residents see, and what became of what came in; of one moment.
async fn balances(app: &App) -> Result<Vec<(Consultation, Balance)>> {
    let mut tx = app.db.snapshot().await?;
    let mut calls = consultations::store::all(&mut tx).await?;
    calls.retain(|call| call.listed);
    let balances = balance::store::of_calls(&mut tx, app.db.engine, &calls, &app.zone).await?;
    tx.rollback().await?;
    Ok(calls.into_iter().zip(balances).collect())
}

/// The same numbers for a spreadsheet, each state and each reason in a line of its own: `received` is the sum of the states.
async fn table(State(app): State<App>, ui: Ui) -> Result<Response> {
    let (w, as_of) = (ui.words, ui.zone.stamp(ui.now));
    let column = |(key, head): (&'static str, String)| Column { key, head: plain(&head).into_owned(), width: 0 };
    let columns = [
        ("as_of", fl!(w, "operation-column-as-of")),
        ("consultation", fl!(w, "operation-column-call")),
        ("title", fl!(w, "operation-column-title")),
        ("code", fl!(w, "operation-column-code")),
        ("line", fl!(w, "operation-column-line")),
        ("count", fl!(w, "operation-column-count")),
    ];
    let columns: Vec<Column> = columns.into_iter().map(column).collect();
    let mut csv = Csv::new(Vec::new(), Style::Excel, &columns)?;
    for (call, balance) in balances(&app).await? {
        let title = call.text(ui.lang).title;
        let received = [("received", fl!(w, "operation-received"), balance.received)];
        let states = opinions::State::BALANCE.iter().zip(balance.states);
        let states = states.map(|(state, count)| (state.name(), state.label(w), count));
        let reasons = balance.withheld.iter().map(|(reason, count)| (reason.name(), reason.label(w), *count));
        let lines = received.into_iter().chain(states).map(|(code, label, count)| (code.to_owned(), label, count));
        let reasons = reasons.map(|(code, label, count)| (format!("withheld.{code}"), label, count));
        for (code, label, count) in lines.chain(reasons) {
            let label = plain(&label);
            let texts = [as_of.as_str(), &call.slug, &title, &code, &label].map(Cell::from);
            let cells: Vec<Cell<'_>> = texts.into_iter().chain([Cell::Number(count)]).collect();
            csv.add(&cells, |_| Ok(()))?;
        }
    }
    let headers =
        [(header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()), attachment("operation.csv", "運用状況.csv")];
    Ok(public((headers, csv.finish()?).into_response()))
}

async fn operation(State(app): State<App>, ui: Ui) -> Result<Response> {
    let balances = balances(&app).await?;
    let mut rows = Vec::with_capacity(balances.len());
    for (call, balance) in balances {
        rows.push(Row { texts: call.text(ui.lang), wait: app.pace(&call).await?, balance, call });
    }
    let all = Balance::of_all(rows.iter().map(|row| &row.balance));
    public_page(&OperationPage { ui, rows, all })
}
