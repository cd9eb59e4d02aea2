//! The end of letters, by the link in each of them: no code is asked for, and the mail program's own button does it, too
//! (RFC 8058).

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use i18n_embed_fl::fl;

use super::{read_stop_token, store};
use crate::app::App;
use crate::base::audit::{self, Act, Actor};
use crate::http::access::{Access, Routes};
use crate::http::forms::OneClick;
use crate::http::{Path, Result, Ui, private_page};

const LINK: &str = "/unsubscribe/{token}";

pub fn routes() -> Routes {
    Routes::default().get(Access::Public, LINK, ask).post(Access::Public, LINK, stop)
}

#[derive(Template)]
#[template(path = "letters/stop.html")]
struct StopPage {
    ui: Ui,
    step: Step,
}

enum Step {
    /// With the token.
    Asked(String),
    Ended,
    /// We never wrote that link.
    Unknown,
}

impl StopPage {
    fn title(&self) -> String {
        let w = self.ui.words;
        match self.step {
            Step::Asked(_) => fl!(w, "stop-title"),
            Step::Ended => fl!(w, "stop-ended-title"),
            Step::Unknown => fl!(w, "stop-unknown-title"),
        }
    }
}

/// Programs look at links before people do: nothing ends here. Whoever has ended it is not asked again.
async fn ask(State(app): State<App>, ui: Ui, Path(token): Path<String>) -> Result<Response> {
    let Some(address_key) = read_stop_token(&app.keys, &token) else {
        return private_page(StatusCode::NOT_FOUND, &StopPage { ui, step: Step::Unknown });
    };
    let goes_on = store::has_address(&mut *app.db.read().await?, &address_key).await?;
    let step = if goes_on { Step::Asked(token) } else { Step::Ended };
    private_page(StatusCode::OK, &StopPage { ui, step })
}

/// Ended twice is ended: the same answer, and no second entry.
async fn stop(State(app): State<App>, ui: Ui, Path(token): Path<String>, _: OneClick) -> Result<Response> {
    let Some(address_key) = read_stop_token(&app.keys, &token) else {
        return private_page(StatusCode::NOT_FOUND, &StopPage { ui, step: Step::Unknown });
    };
    let mut tx = app.db.begin().await?;
    let gone = store::forget_address(&mut tx, &address_key).await?;
    if gone > 0 {
        // No receipts: the log does not tell which opinions one person wrote.
        audit::record(&mut tx, Actor::Author, Act::Unsubscribed, "", &gone.to_string(), app.clock.now()).await?;
    }
    tx.commit().await?;
    private_page(StatusCode::OK, &StopPage { ui, step: Step::Ended })
}
