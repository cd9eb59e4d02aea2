//! The button under an opinion. It needs no script: the answer leads back to where it was pressed.

use axum::extract::State;
use axum::http::{StatusCode, Uri};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use super::{KNOWN_DAYS, Known, Outcome, Press, Visitor};
use crate::app::App;
use crate::base::batch::Busy;
use crate::base::calendar::DAY_MS;
use crate::http::access::{Access, Routes};
use crate::http::cookies::{SetCookie, VISITOR};
use crate::http::limits::Network;
use crate::http::wish::leads_back;
use crate::http::{Error, Form, Path, Result, Ui};

pub fn routes() -> Routes {
    Routes::default().post(Access::Public, "/opinions/{receipt}/reaction", press)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ReactionForm {
    /// `give` or `take`.
    act: String,
    /// The page on which the button stood, without its language.
    #[serde(default)]
    back: String,
}

/// One of the pages that have such buttons; nothing else gets through: anybody can put anything into a form.
fn page_of_buttons(back: &str) -> Option<&str> {
    let is_ours = back.starts_with("/consultations/") || back.starts_with("/opinions/");
    (is_ours && leads_back(back) && !back.contains('#')).then_some(back)
}

/// Added to the address of a press that has been given a cookie and comes again with it.
const AGAIN: &str = "cookie=set";

async fn press(
    State(app): State<App>,
    ui: Ui,
    network: Network,
    Known(known): Known,
    Path(receipt): Path<String>,
    uri: Uri,
    Form(form): Form<ReactionForm>,
) -> Result<Response> {
    let gives = match form.act.as_str() {
        "give" => true,
        "take" => false,
        _ => return Err(Error::Refused(StatusCode::BAD_REQUEST)),
    };
    let own_page = format!("/opinions/{receipt}");
    let visitor = match known {
        Some(visitor) => visitor,
        // Without a cookie it could not be told from the next one, nor be taken back: it is counted when it comes with one.
        None if gives && uri.query() != Some(AGAIN) => {
            return Ok(begin(&app, &ui.url(uri.path())));
        }
        None if gives => return Err(Error::NoCookie),
        // It has given none.
        None => Visitor::new(),
    };
    app.limits.reaction(network, &app.config, app.clock.machine_now())?;
    let press = Press { mark: visitor.mark(&app.keys, &receipt), receipt: receipt.clone(), gives };
    let outcome = app.reactions.submit(press).await.map_err(|Busy| Error::Unavailable)?;
    let back = match outcome {
        Outcome::Unknown => return Err(Error::NotFound),
        // Its own page says what has become of it.
        Outcome::Withdrawn => ui.url(&own_page),
        Outcome::Closed => return Err(Error::NoReactions),
        Outcome::Done => {
            let back = page_of_buttons(&form.back).unwrap_or(&own_page);
            format!("{}#o-{receipt}", ui.url(back))
        }
    };
    Ok(Redirect::to(&back).into_response())
}

/// Gives the browser its cookie and has it send the same form once more.
fn begin(app: &App, address: &str) -> Response {
    let value = Visitor::new().sign(&app.keys, app.clock.machine_now());
    let cookie = SetCookie::new(app, VISITOR, &value, KNOWN_DAYS * DAY_MS / 1_000);
    (cookie, Redirect::temporary(&format!("{address}?{AGAIN}"))).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_back_leads_to_pages_with_buttons_alone() {
        for good in [
            "/consultations/plan/opinions?q=%E5%A3%B0&before=9",
            "/consultations/plan/themes/bus",
            "/opinions/R6-0123-7",
        ] {
            assert_eq!(page_of_buttons(good), Some(good));
        }
        for bad in [
            "",
            "/",
            "/staff",
            "//evil.example",
            "https://evil.example/opinions/",
            "/opinions/\\evil",
            "/opinions//evil.example",
            "/opinions/../staff",
            "/consultations/plan/%2E%2e/staff",
            "/opinions/R6#x",
            "/opinions/\r\nset-cookie: a=b",
            "/consultations/声",
        ] {
            assert_eq!(page_of_buttons(bad), None, "{bad}");
        }
        assert_eq!(page_of_buttons(&format!("/opinions/{}", "a".repeat(2_000))), None);
    }
}
