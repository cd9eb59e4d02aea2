//! The administrator's page of colour and mark, and the addresses at which every page finds them.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Request, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use i18n_embed_fl::fl;
use serde::Deserialize;

use super::{MOST_BYTES, Mark, NAME_DIGITS, content_type, store};
use crate::app::App;
use crate::base::audit::{self, Act, Actor};
use crate::base::colour::{Colour, LEAST_CONTRAST};
use crate::base::db::Tx;
use crate::http::access::{Access, Administrator, Role, Routes};
use crate::http::arrival::receive;
use crate::http::{Error, Errors, Form, Path, Query, Result, Ui, page_with, site};
use crate::imports::jobs;

const RULE: Access = Access::Roles(&[Role::Administrator]);

pub fn routes() -> Routes {
    Routes::default()
        .get(Access::Public, "/city/{name}", show)
        .get(RULE, "/staff/identity", identity)
        .post(RULE, "/staff/identity/colour", save_colour)
        .post(RULE, "/staff/identity/mark", save_mark)
        .post(RULE, "/staff/identity/mark/removal", remove_mark)
}

/// An old hash finds what there is today, so that pages that somebody kept have colour and mark.
async fn show(State(app): State<App>, Path(name): Path<String>) -> Result<Response> {
    let site = site::of(&app).await;
    let bytes = if let Some((_, text)) = [site.sheet(), site.icon()].into_iter().flatten().find(|it| it.0 == name) {
        text.into_bytes()
    } else if site.mark.as_ref() == Some(&name) {
        let load = async || store::mark(&mut *app.db.read().await?, &name).await?.ok_or(Error::NotFound);
        match app.marks.get_or(name.clone(), app.clock.machine_now(), load).await {
            Ok(mark) => mark.bytes.clone(),
            // Another has come in the moment since.
            Err(Error::NotFound) => return today(&app, &name).await,
            Err(error) => return Err(error),
        }
    } else {
        return today(&app, &name).await;
    };
    let headers = [
        (header::CONTENT_TYPE, content_type(&name)),
        (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
        // Opened by itself it may do nothing at all.
        (header::CONTENT_SECURITY_POLICY, "default-src 'none'; frame-ancestors 'none'; sandbox"),
    ];
    Ok((headers, bytes).into_response())
}

/// For a name of before what stands there by now, not to be kept: another may come back.
async fn today(app: &App, name: &str) -> Result<Response> {
    let (hash, kind) = name.split_once('.').ok_or(Error::NotFound)?;
    if hash.len() != NAME_DIGITS || !hash.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return Err(Error::NotFound);
    }
    let site = site::load(app).await?;
    let uncached = (header::CACHE_CONTROL, "no-store");
    match kind {
        // Empty where the colour is ours.
        "css" => {
            let sheet = site.sheet().map_or_else(String::new, |(_, sheet)| sheet);
            Ok(([uncached, (header::CONTENT_TYPE, content_type(name))], sheet).into_response())
        }
        "png" | "svg" => Ok(([uncached], Redirect::temporary(&site.icon_address())).into_response()),
        _ => Err(Error::NotFound),
    }
}

#[derive(Template)]
#[template(path = "identity/identity.html")]
struct IdentityPage {
    ui: Ui,
    /// As typed, or the one in use.
    colour: String,
    /// Near to what was typed, and readable.
    offer: Option<Colour>,
    saved: bool,
    errors: Errors,
}

impl IdentityPage {
    fn new(ui: Ui, errors: Errors) -> Self {
        let colour = ui.site.colour.unwrap_or(Colour::DEFAULT).to_string();
        Self { ui, colour, offer: None, saved: false, errors }
    }

    /// What was typed, where it is a colour.
    fn typed(&self) -> Option<Colour> {
        Colour::parse(&self.colour)
    }
}

#[derive(Deserialize)]
struct IdentityQuery {
    #[serde(default)]
    saved: String,
}

/// What stands on the page is what is saved, not what was a second ago.
async fn fresh(app: &App, mut ui: Ui) -> Result<Ui> {
    ui.site = Arc::new(site::load(app).await?);
    Ok(ui)
}

async fn identity(
    State(app): State<App>,
    ui: Ui,
    _: Administrator,
    Query(query): Query<IdentityQuery>,
) -> Result<Response> {
    let shown = IdentityPage::new(fresh(&app, ui).await?, Errors::default());
    page_with(StatusCode::OK, &IdentityPage { saved: !query.saved.is_empty(), ..shown })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ColourForm {
    /// '' for ours.
    #[serde(default)]
    colour: String,
}

async fn save_colour(
    State(app): State<App>,
    ui: Ui,
    Administrator(me): Administrator,
    Form(form): Form<ColourForm>,
) -> Result<Response> {
    let (typed, w) = (form.colour.trim(), ui.words);
    let colour = Colour::parse(typed);
    let is_ours = typed.is_empty() || colour == Some(Colour::DEFAULT);
    let (text, offer) = match colour {
        _ if is_ours => (String::new(), None),
        Some(colour) if colour.is_readable() => (String::new(), None),
        Some(colour) => {
            let offer = colour.readable();
            let (ratio, least) = (tenths(colour.least_contrast()), tenths(LEAST_CONTRAST));
            (fl!(w, "identity-colour-faint", colour = typed, ratio = ratio, least = least), Some(offer))
        }
        None => (fl!(w, "identity-colour-bad"), None),
    };
    if !text.is_empty() {
        let mut errors = Errors::default();
        errors.add("colour", text);
        let shown = IdentityPage::new(fresh(&app, ui).await?, errors);
        return page_with(StatusCode::UNPROCESSABLE_ENTITY, &IdentityPage { colour: form.colour, offer, ..shown });
    }
    let mut tx = app.db.begin().await?;
    let now = colour.filter(|_| !is_ours).map(|colour| colour.to_string()).unwrap_or_default();
    let before = store::set_colour(&mut tx, &now).await?;
    let told = |colour: String| if colour.is_empty() { Colour::DEFAULT.to_string() } else { colour };
    save(&app, tx, &me.login, "colour", [told(before), told(now)]).await?;
    Ok(Redirect::to(&ui.url("/staff/identity?saved=1")).into_response())
}

/// 4.49 is 4.4: never more than it is.
fn tenths(ratio: f64) -> String {
    format!("{:.1}", (ratio * 10.0).floor() / 10.0)
}

async fn save_mark(
    State(app): State<App>,
    ui: Ui,
    Administrator(me): Administrator,
    request: Request,
) -> Result<Response> {
    let arrival = receive(request, &jobs::folder(&app), MOST_BYTES, std::iter::empty::<String>()).await?;
    let refused = async |status, text: String| {
        let mut errors = Errors::default();
        errors.add("file", text);
        page_with(status, &IdentityPage::new(fresh(&app, ui.clone()).await?, errors))
    };
    let w = ui.words;
    if arrival.too_large {
        return refused(StatusCode::PAYLOAD_TOO_LARGE, fl!(w, "identity-mark-large")).await;
    }
    if arrival.too_slow {
        return refused(StatusCode::UNPROCESSABLE_ENTITY, fl!(w, "import-file-too-slow")).await;
    }
    let Some(file) = arrival.file else {
        return refused(StatusCode::UNPROCESSABLE_ENTITY, fl!(w, "identity-mark-missing")).await;
    };
    let read = move || Ok::<_, std::io::Error>(Mark::read(&std::fs::read(file.kept.path())?));
    let mark = match tokio::task::spawn_blocking(read).await?? {
        Ok(mark) => mark,
        Err(fault) => return refused(StatusCode::UNPROCESSABLE_ENTITY, fault.text(w)).await,
    };
    let mut tx = app.db.begin().await?;
    let before = store::set_mark(&mut tx, Some(&mark)).await?;
    save(&app, tx, &me.login, "mark", [before, mark.name]).await?;
    Ok(Redirect::to(&ui.url("/staff/identity?saved=1")).into_response())
}

/// Back to ours.
async fn remove_mark(State(app): State<App>, ui: Ui, Administrator(me): Administrator) -> Result<Response> {
    let mut tx = app.db.begin().await?;
    let before = store::set_mark(&mut tx, None).await?;
    save(&app, tx, &me.login, "mark", [before, String::new()]).await?;
    Ok(Redirect::to(&ui.url("/staff/identity?saved=1")).into_response())
}

/// Notes what became of it, if anything did, and has every page made anew.
async fn save(app: &App, mut tx: Tx, login: &str, what: &str, [before, now]: [String; 2]) -> Result<()> {
    if before != now {
        let change = audit::change(what, &before, &now);
        audit::record(&mut tx, Actor::Staff(login), Act::SiteChanged, "", &change, app.clock.now()).await?;
    }
    tx.commit().await?;
    app.site.clear();
    Ok(())
}
