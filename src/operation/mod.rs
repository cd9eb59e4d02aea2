//! 運用状況: what came in for each consultation, what became of it, and how long that took, for everybody.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use i18n_embed_fl::fl;

use crate::app::App;
use crate::balance::{self, Balance};
use crate::consultations::{self, Consultation, Texts};
use crate::counts::{SHARED_BY, Wait};
use crate::http::access::{Access, Routes};
use crate::http::{Result, Ui, public_page};
use crate::opinions;

pub fn routes() -> Routes {
    Routes::default().get(Access::Public, "/operation", operation)
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

async fn operation(State(app): State<App>, ui: Ui) -> Result<Response> {
    // One moment for everything on the page.
    let mut tx = app.db.snapshot().await?;
    let mut calls = consultations::store::all(&mut tx).await?;
    calls.retain(|call| call.listed);
    let balances = balance::store::of_calls(&mut tx, app.db.engine, &calls, &app.zone).await?;
    tx.rollback().await?;
    let mut rows = Vec::with_capacity(calls.len());
    for (call, balance) in calls.into_iter().zip(balances) {
        rows.push(Row { texts: call.text(ui.lang), wait: app.pace(&call).await?, balance, call });
    }
    let all = Balance::of_all(rows.iter().map(|row| &row.balance));
    public_page(&OperationPage { ui, rows, all })
}
