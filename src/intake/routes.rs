//! Sending: on disk, then the receipt.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use i18n_embed_fl::fl;
use serde::Deserialize;

use super::{Kept, Outcome, Submission, language_of, store};
use crate::app::App;
use crate::base::batch::Busy;
use crate::base::text::Lang;
use crate::consultations::{Consultation, Moderation, Texts};
use crate::flags::Rule;
use crate::http::access::{Access, Routes};
use crate::http::limits::{Crowd, Network, minutes};
use crate::http::{Errors, Form, Path, Result, Ui, private_page};
use crate::opinions::{HeldFor, State as OpinionState};
use crate::receipts::slip::receipt;
use crate::rules;
use crate::writing::pages::{Trouble, WritePage, closed_page, confirm_page, token};
use crate::writing::{Draft, FormToken, OpinionForm, Sent};

pub fn routes() -> Routes {
    Routes::default()
        .post(Access::Public, "/consultations/{slug}/opinions", send)
        .get(Access::Public, "/consultations/{slug}/receipt", no_receipt)
        .post(Access::Public, "/consultations/{slug}/receipt", again)
}

/// What nobody has looked at is not public with somebody's telephone number in it, or with a threat.
async fn says_too_much(app: &App, lang: Lang, call: &Consultation, draft: &Draft) -> Result<Option<HeldFor>> {
    if call.moderation != Moderation::After {
        return Ok(None);
    }
    let found = rules::of(app).await?.find(draft.body.as_str(), language_of(draft.body.as_str(), lang));
    let has = |is: fn(Rule) -> bool| found.iter().any(|flag| is(flag.rule));
    let words = || has(Rule::is_against_people).then_some(HeldFor::Words);
    Ok(has(Rule::is_personal).then_some(HeldFor::Personal).or_else(words))
}

/// Step three: on disk, then the receipt. The receipt is the answer to this very request: nothing to lose on the way.
async fn send(
    State(app): State<App>,
    ui: Ui,
    network: Network,
    Path(slug): Path<String>,
    Form(mut form): Sent,
) -> Result<Response> {
    let call = app.call(&slug).await?;
    let Some(token) = FormToken::verify(&app.keys, &form.token, &call.id) else {
        // Without its token a form sent twice could not be told from two opinions: one more press, with a new one.
        token(&app, &call, &mut form);
        let trouble = Trouble::not_sent(fl!(ui.words, "send-token-unknown"));
        return private_page(StatusCode::UNPROCESSABLE_ENTITY, &confirm_page(&app, ui, call, form, Some(trouble)));
    };
    let (draft, crowd) = match judge(&app, &ui, network, &call, &form) {
        Ok(judged) => judged,
        Err(refusal) => return turned_away(&app, ui, call, &token, form, refusal).await,
    };
    let held_for = form.held_for(token.made_at, app.clock.now()).or((crowd == Crowd::Many).then_some(HeldFor::Rate));
    let held_for = match held_for {
        None => says_too_much(&app, ui.lang, &call, &draft).await?,
        held => held,
    };
    let submission = Submission { held_for, ..Submission::of(&app, &ui, &call, &token, draft.clone()) };
    match app.intake.submit(submission).await {
        // What is public at once is counted and listed when pages are next made: they are a second old, and where many
        // send, none would last as long as it takes to make.
        Ok(Outcome::Received(kept)) => receipt(&app, ui, &call, &token, &kept, false).await,
        Ok(Outcome::Repeated(kept)) if kept.state == OpinionState::Withdrawn => {
            other(&app, ui, &call, &token, form, kept)
        }
        Ok(Outcome::Repeated(kept)) => {
            let left_out = says_more(&app, &kept, &draft);
            receipt(&app, ui, &call, &token, &kept, left_out).await
        }
        Ok(Outcome::Other(kept)) => other(&app, ui, &call, &token, form, kept),
        Ok(Outcome::Closed) => private_page(StatusCode::UNPROCESSABLE_ENTITY, &closed_page(&app, ui, call, form)),
        Ok(Outcome::ThemeClosed) => {
            // As it stands now: which of the themes it was, and what is left to choose from.
            app.calls.clear();
            let call = app.call(&slug).await?;
            let mut errors = form.parse(&call, &ui, app.mailer.is_on()).err().unwrap_or_default();
            if errors.is_empty() {
                errors.add("theme", fl!(ui.words, "write-theme-closed"));
            }
            refused(&app, ui, call, form, Refusal::Wrong(errors))
        }
        Ok(Outcome::Wider) => told_anew(&app, ui, form, &token, &slug).await,
        Err(Busy) => {
            let trouble = Trouble { text: fl!(ui.words, "send-busy"), is_unsure: true };
            let page = confirm_page(&app, ui, call, form, Some(trouble));
            let mut answer = private_page(StatusCode::SERVICE_UNAVAILABLE, &page)?;
            answer.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("5"));
            Ok(answer)
        }
    }
}

/// What a receipt says of itself.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ReceiptForm {
    token: String,
    /// `yes` where what came again said more.
    #[serde(default)]
    left_out: String,
}

/// The receipt once more, in another language or with other letters. Its code comes of the form's token alone.
async fn again(
    State(app): State<App>,
    ui: Ui,
    Path(slug): Path<String>,
    Form(form): Form<ReceiptForm>,
) -> Result<Response> {
    let call = app.call(&slug).await?;
    let Some(token) = FormToken::verify(&app.keys, &form.token, &call.id) else {
        return Ok(to_status(&ui));
    };
    match store::find_by_form(&mut *app.db.read().await?, &token.key_hash()).await? {
        Some(kept) if kept.state != OpinionState::Withdrawn => {
            let mut answer = receipt(&app, ui, &call, &token, &kept, !form.left_out.is_empty()).await?;
            *answer.status_mut() = StatusCode::OK;
            Ok(answer)
        }
        _ => Ok(to_status(&ui)),
    }
}

async fn no_receipt(State(app): State<App>, ui: Ui, Path(slug): Path<String>) -> Result<Response> {
    app.call(&slug).await?;
    Ok(to_status(&ui))
}

/// Whoever has no receipt on the screen opens his opinion with number and code.
fn to_status(ui: &Ui) -> Response {
    Redirect::to(&ui.url("/status")).into_response()
}

/// Why a form is not given to the writer.
enum Refusal {
    Wrong(Errors),
    /// Nobody agrees to a text that was changed after it was read.
    PurposeChanged(Box<Draft>),
    /// For so many milliseconds.
    TooMany(Box<Draft>, i64),
}

/// What can be judged without the database; counts the try.
fn judge(
    app: &App,
    ui: &Ui,
    network: Network,
    call: &Consultation,
    form: &OpinionForm,
) -> std::result::Result<(Draft, Crowd), Refusal> {
    let draft = form.parse(call, ui, app.mailer.is_on()).map_err(Refusal::Wrong)?;
    if form.purpose_version.parse() != Ok(call.purpose_version) {
        return Err(Refusal::PurposeChanged(draft.into()));
    }
    match app.limits.submission(network, &app.config, app.clock.machine_now()) {
        (Crowd::TooMany, wait_ms) => Err(Refusal::TooMany(draft.into(), wait_ms)),
        (crowd, _) => Ok((draft, crowd)),
    }
}

/// Whatever has been changed since: what is on disk was taken, and is not refused.
async fn turned_away(
    app: &App,
    ui: Ui,
    call: Arc<Consultation>,
    token: &FormToken,
    form: OpinionForm,
    refusal: Refusal,
) -> Result<Response> {
    let found = store::find(&mut *app.db.read().await?, &token.key_hash(), &form.body, app.clock.now()).await?;
    // What was withdrawn is read by nobody: who sends it again means it anew.
    let kept = found.filter(|kept| kept.state != OpinionState::Withdrawn);
    let Some(kept) = kept else { return refused(app, ui, call, form, refusal) };
    let left_out = match &refusal {
        // What cannot be read is not what was taken.
        Refusal::Wrong(_) => true,
        Refusal::PurposeChanged(draft) | Refusal::TooMany(draft, _) => says_more(app, &kept, draft),
    };
    receipt(app, ui, &call, token, &kept, left_out).await
}

/// Whether the form that came again says anything that is not in what was kept.
fn says_more(app: &App, kept: &Kept, draft: &Draft) -> bool {
    kept.differs_from(draft) || kept.mail(&app.keys) != draft.mail
}

/// The page comes back with every word.
fn refused(app: &App, ui: Ui, call: Arc<Consultation>, form: OpinionForm, refusal: Refusal) -> Result<Response> {
    let not_sent =
        |ui: Ui, text: String| confirm_page(app, ui, call.clone(), form.clone(), Some(Trouble::not_sent(text)));
    match refusal {
        Refusal::Wrong(errors) => private_page(errors.status(), &WritePage::new(app, ui, call, form, errors)),
        Refusal::PurposeChanged(_) => {
            let text = fl!(ui.words, "send-purpose-changed");
            private_page(StatusCode::CONFLICT, &not_sent(ui, text))
        }
        Refusal::TooMany(_, wait_ms) => {
            let text = fl!(ui.words, "send-too-many", minutes = minutes(wait_ms));
            let mut answer = private_page(StatusCode::TOO_MANY_REQUESTS, &not_sent(ui, text))?;
            answer.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(wait_ms / 1000 + 1));
            Ok(answer)
        }
    }
}

/// More people would see an answer than its author was told: told of it, the author decides.
async fn told_anew(app: &App, ui: Ui, form: OpinionForm, token: &FormToken, slug: &str) -> Result<Response> {
    app.forget_calls();
    let call = app.call(slug).await?;
    let wider = token.promised.widened(&call).into_iter().filter(|field| !form.value(*field).is_empty());
    let fields: Vec<_> = wider.map(|field| field.label(ui.words)).collect();
    let fields = fields.join(&fl!(ui.words, "board-comma"));
    let trouble = Trouble::not_sent(fl!(ui.words, "send-visibility-changed", fields = fields));
    private_page(StatusCode::CONFLICT, &confirm_page(app, ui, call, form, Some(trouble)))
}

#[derive(Template)]
#[template(path = "intake/other.html")]
struct OtherPage {
    ui: Ui,
    call: Arc<Consultation>,
    texts: Texts,
    kept: Kept,
    /// The code of the first, with which it can be corrected.
    code: String,
    /// The new words under a new token, ready to be sent as another opinion.
    form: OpinionForm,
    same_words: bool,
}

/// The same form came again with other words: both are shown, nothing is lost, the resident chooses.
fn other(
    app: &App,
    ui: Ui,
    call: &Arc<Consultation>,
    token: &FormToken,
    mut form: OpinionForm,
    kept: Kept,
) -> Result<Response> {
    // Begun when the first was: in time is in time.
    let new = FormToken::new(call, Some(kept.submitter.clone()), 0);
    let begun = FormToken { made_at: token.made_at, promised: token.promised, ..new };
    form.token = begun.sign(&app.keys);
    let same_words = kept.text == form.body.replace("\r\n", "\n") && kept.state != OpinionState::Withdrawn;
    let code = token.code(&app.keys).as_str().to_owned();
    let template = OtherPage { texts: call.text(ui.lang), call: call.clone(), ui, kept, code, form, same_words };
    private_page(StatusCode::CONFLICT, &template)
}
