//! The button under an opinion. It needs no script: the answer leads back to where it was pressed.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use super::{COOKIE, KNOWN_DAYS, Known, Outcome, Press, Visitor};
use crate::app::App;
use crate::base::batch::Busy;
use crate::base::calendar::DAY_MS;
use crate::base::crypto::Purpose;
use crate::http::access::{Access, Routes};
use crate::http::cookies::SetCookie;
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

/// Somebody without a cookie. Browsers say what they are; of what does not, two presses are two visitors.
fn newcomer(app: &App, network: Network, headers: &HeaderMap, receipt: &str) -> Visitor {
    let Some(browser) = headers.get(header::USER_AGENT) else { return Visitor::new() };
    let press = format!("{network:?}\n{browser:?}\n{:?}\n{receipt}", headers.get(header::ACCEPT_LANGUAGE));
    app.newcomers.visitor(app.keys.mac(Purpose::Reaction, press.as_bytes()), app.clock.machine_now())
}

async fn press(
    State(app): State<App>,
    ui: Ui,
    network: Network,
    Known(known): Known,
    Path(receipt): Path<String>,
    headers: HeaderMap,
    Form(form): Form<ReactionForm>,
) -> Result<Response> {
    let gives = match form.act.as_str() {
        "give" => true,
        "take" => false,
        _ => return Err(Error::Refused(StatusCode::BAD_REQUEST)),
    };
    let now = app.clock.machine_now();
    app.limits.reaction(network, &app.config, now)?;
    // Our script sends one press at a time, and from no page: a class with equal tablets is no single visitor.
    let is_scripts = form.back.is_empty();
    let new = || if is_scripts { Visitor::new() } else { newcomer(&app, network, &headers, &receipt) };
    let visitor = known.unwrap_or_else(new);
    let press = Press { mark: visitor.mark(&app.keys, &receipt), receipt: receipt.clone(), gives };
    let outcome = app.reactions.submit(press).await.map_err(|Busy| Error::Unavailable)?;
    let own_page = format!("/opinions/{receipt}");
    let back = match outcome {
        Outcome::Unknown => return Err(Error::NotFound),
        // Its own page says what has become of it.
        Outcome::Withdrawn => ui.url(&own_page),
        Outcome::Done | Outcome::Closed => {
            let back = page_of_buttons(&form.back).unwrap_or(&own_page);
            format!("{}#o-{receipt}", ui.url(back))
        }
    };
    let begins = outcome == Outcome::Done && gives && known.is_none();
    let seconds = KNOWN_DAYS * DAY_MS / 1_000;
    let cookie = begins.then(|| SetCookie::new(&app, COOKIE, &visitor.sign(&app.keys, now), seconds));
    Ok((cookie.flatten(), Redirect::to(&back)).into_response())
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
            "/opinions/R6#x",
            "/opinions/\r\nset-cookie: a=b",
            "/consultations/声",
        ] {
            assert_eq!(page_of_buttons(bad), None, "{bad}");
        }
        assert_eq!(page_of_buttons(&format!("/opinions/{}", "a".repeat(2_000))), None);
    }
}
