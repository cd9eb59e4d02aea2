//! The auditor's page.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use i18n_embed_fl::fl;
use serde::Deserialize;

use super::{Balance, store};
use crate::app::App;
use crate::base::audit;
use crate::consultations;
use crate::http::access::{Access, Auditor, Role, Routes};
use crate::http::{Query, Result, Ui, page};
use crate::opinions;
use crate::system;
use crate::system::store::Numbers;

pub fn routes() -> Routes {
    Routes::default().get(Access::Roles(&[Role::Auditor]), "/staff/balance", balance)
}

/// A log of so many entries is verified at each look, within a tenth of a second; a longer one when somebody asks.
const SHORT_LOG: i64 = 5_000;

#[derive(Deserialize)]
struct BalanceQuery {
    /// `verify`: the log, however long it is.
    #[serde(default)]
    log: String,
}

/// What became of one thing that was looked at; `None` where it was not.
struct Check {
    is_good: Option<bool>,
    text: String,
}

impl Check {
    fn new(is_good: bool, right: String, wrong: String) -> Self {
        Self { is_good: Some(is_good), text: if is_good { right } else { wrong } }
    }

    /// Its icon and its class.
    fn icon(&self) -> &'static str {
        match self.is_good {
            Some(true) => "check-circle",
            Some(false) => "error",
            None => "info",
        }
    }
}

/// A table that adds up.
struct Sheet {
    id: String,
    title: String,
    /// Label, number and whether it is a part of the line above it; the first is what the others add up to.
    lines: Vec<(String, i64, bool)>,
    sum: i64,
    /// What is not counted yet, and what does not fit; '' where there is nothing to say.
    note: String,
    fault: String,
}

#[derive(Template)]
#[template(path = "balance/balance.html")]
struct BalancePage {
    ui: Ui,
    as_of: String,
    checks: Vec<Check>,
    sheets: Vec<Sheet>,
    /// The log is too long to be verified unasked.
    asks: bool,
}

async fn balance(
    State(app): State<App>,
    ui: Ui,
    Auditor(_): Auditor,
    Query(query): Query<BalanceQuery>,
) -> Result<Response> {
    let now = app.clock.now();
    // One moment for everything on the page.
    let mut tx = app.db.snapshot().await?;
    let calls = consultations::store::all(&mut tx).await?;
    let balances = store::of_calls(&mut tx, app.db.engine, &calls, &app.zone).await?;
    let numbers = system::store::numbers(&mut tx).await?;
    let entries = audit::count(&mut tx).await?;
    let chain = match entries <= SHORT_LOG || query.log == "verify" {
        true => Some(audit::verify(&mut tx).await?),
        false => None,
    };
    tx.rollback().await?;

    let titled: Vec<(String, Balance)> = calls.iter().map(|call| call.text(ui.lang).title).zip(balances).collect();
    let all = Balance::of_all(titled.iter().map(|(_, balance)| balance));
    let view = View { ui: &ui };
    let checks = vec![view.adds_up(&all, &titled), view.runs_on(numbers), view.is_whole(entries, chain)];
    let mut sheets = vec![view.sheet("all".to_owned(), fl!(ui.words, "balance-all"), &all), view.numbers(numbers)];
    // All are the same as the only one.
    if let [(title, _)] = titled.as_slice() {
        sheets[0].title.clone_from(title);
    } else {
        let each = titled.into_iter().enumerate();
        sheets.extend(each.map(|(place, (title, one))| view.sheet(format!("call-{place}"), title, &one)));
    }
    page(&BalancePage { as_of: ui.moment(now), asks: chain.is_none(), checks, sheets, ui: ui.clone() })
}

struct View<'a> {
    ui: &'a Ui,
}

impl View<'_> {
    fn sheet(&self, id: String, title: String, balance: &Balance) -> Sheet {
        let w = self.ui.words;
        let mut lines = vec![(fl!(w, "board-received"), balance.received, false)];
        for (state, count) in opinions::State::BALANCE.iter().zip(balance.states) {
            lines.push((state.label(w), count, false));
            if *state == opinions::State::Withheld {
                lines.extend(balance.withheld.iter().map(|(reason, count)| (reason.label(w), *count, true)));
            }
        }
        let numbers = self.ui.number(balance.coming);
        let note = match balance.files {
            0 => String::new(),
            files => fl!(w, "balance-coming", files = files, numbers = numbers),
        };
        let fault = if balance.fits() { String::new() } else { fl!(w, "balance-sheet-wrong") };
        Sheet { id, title, lines, sum: balance.sum(), note, fault }
    }

    fn numbers(&self, numbers: Numbers) -> Sheet {
        let w = self.ui.words;
        let lines = vec![
            (fl!(w, "balance-numbers-given"), numbers.counter, false),
            (fl!(w, "balance-numbers-received"), numbers.received, false),
            (fl!(w, "balance-numbers-coming"), numbers.on_the_way, false),
            (fl!(w, "balance-numbers-given-up"), numbers.given_up, false),
        ];
        let fault = if numbers.add_up() { String::new() } else { fl!(w, "balance-sheet-wrong") };
        let (title, note) = (fl!(w, "balance-numbers"), fl!(w, "balance-numbers-note"));
        Sheet { id: "numbers".to_owned(), title, lines, sum: numbers.sum(), note, fault }
    }

    fn adds_up(&self, all: &Balance, each: &[(String, Balance)]) -> Check {
        let w = self.ui.words;
        let wrong = each.iter().filter(|(_, balance)| !balance.fits()).map(|(title, _)| title.as_str());
        let titles = wrong.collect::<Vec<_>>().join(&fl!(w, "board-comma"));
        let right = fl!(w, "balance-adds-up", n = self.ui.number(all.received));
        Check::new(titles.is_empty(), right, fl!(w, "balance-adds-up-not", titles = titles.clone()))
    }

    fn runs_on(&self, numbers: Numbers) -> Check {
        let w = self.ui.words;
        let right = match numbers.counter {
            0 => fl!(w, "balance-runs-none"),
            last => fl!(w, "balance-runs-on", n = self.ui.number(last)),
        };
        Check::new(numbers.add_up(), right, fl!(w, "balance-runs-on-not"))
    }

    fn is_whole(&self, entries: i64, chain: Option<std::result::Result<i64, i64>>) -> Check {
        let (w, n) = (self.ui.words, self.ui.number(entries));
        match chain {
            Some(Ok(_)) => Check { is_good: Some(true), text: fl!(w, "balance-log-whole", n = n) },
            Some(Err(entry)) => {
                Check { is_good: Some(false), text: fl!(w, "balance-log-broken", n = self.ui.number(entry)) }
            }
            None => Check { is_good: None, text: fl!(w, "balance-log-long", n = n) },
        }
    }
}
