//! The page for writing down, one after another, and the page on which a second person compares.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use i18n_embed_fl::fl;

use super::again::{Difference, differences};
use super::store::{self, Waiting, Written};
use super::{CHANNELS, CallQuery, CheckForm, Clerk, Said, TranscriptForm, WHY_CHARS, WaiverForm};
use crate::accounts::store::has_other;
use crate::app::App;
use crate::base::audit::{self, Act, Actor};
use crate::base::calendar::parse_day;
use crate::consultations::{self, Consultation, Field, FieldRule, Requirement, Theme};
use crate::http::access::{Access, Role, Routes, Staff, Viewer};
use crate::http::{Error, Errors, Form, Path, Query, Result, Ui, private_page};
use crate::intake::{Kept, Outcome, Submission};
use crate::opinions::store::{Full, Seen, correct, find};
use crate::opinions::text::{Body, body_error};
use crate::opinions::{Channel, HeldFor};
use crate::receipts::slip::Slip;
use crate::writing::{FormToken, SubmitterToken, asks_mail};

const STAFF: Access = Access::Roles(&[Role::Staff]);

pub fn routes() -> Routes {
    Routes::default()
        .get(STAFF, "/staff/transcription", form)
        .post(STAFF, "/staff/transcription", send)
        .get(STAFF, "/staff/transcription/checks/{receipt}", compare)
        .post(STAFF, "/staff/transcription/checks/{receipt}", checked)
        .post(STAFF, "/staff/transcription/checks/{receipt}/waiver", waive)
}

#[derive(Template)]
#[template(path = "transcription/transcription.html")]
struct TranscriptionPage {
    ui: Ui,
    /// Address, title, whether it is the one chosen.
    calls: Vec<(String, String, bool)>,
    call: Option<Consultation>,
    form: TranscriptForm,
    errors: Errors,
    /// Of the one that was written down just now.
    slip: Option<Slip>,
    /// It had been written down before, and this is its receipt again.
    repeated: bool,
    /// What the form that came again says and what was written down does not.
    left_out: Vec<Difference>,
    /// Why it is not known to be written.
    trouble: String,
    /// What has just become of one that was compared, or cannot be; '' for nothing.
    done: String,
    waiting: Vec<Waiting>,
    /// Somebody else can compare.
    has_colleague: bool,
    is_public: bool,
    asks_mail: bool,
}

impl TranscriptionPage {
    fn channels(&self) -> Vec<(&'static str, String, bool)> {
        let channel = |it: Channel| (it.name(), it.label(self.ui.words), self.form.channel == it.name());
        CHANNELS.into_iter().map(channel).collect()
    }

    /// The themes to choose from, as (code, number and name): typed, the number chooses.
    fn themes(&self) -> Vec<(&str, String)> {
        let Some(call) = &self.call else { return Vec::new() };
        let open = call.themes.iter().filter(|theme| !theme.closed);
        let numbered = open.zip(1..);
        let name = |(theme, number): (&Theme, i32)| format!("{number} {}", call.theme_path(&theme.id, self.ui.lang));
        numbered.map(|one| (one.0.code.as_str(), name(one))).collect()
    }

    /// What a sheet of paper may say about its author.
    fn asked(&self) -> impl Iterator<Item = (&FieldRule, &str)> {
        let asked = |rule: &&FieldRule| rule.requirement != Requirement::Off && rule.field != Field::Mail;
        let rules = self.call.iter().flat_map(|call| &call.fields).filter(asked);
        rules.map(|rule| (rule, self.form.answer(rule.field)))
    }

    fn channel(&self, name: &str) -> String {
        Channel::parse(name).map_or_else(|| name.to_owned(), |channel| channel.label(self.ui.words))
    }

    /// Its day is one that has to be meant.
    fn asks_day(&self) -> bool {
        self.call.as_ref().is_some_and(|call| self.form.is_early(call))
    }

    /// As people read it.
    fn day(&self) -> String {
        parse_day(&self.form.day).map_or(String::new(), |day| self.ui.day(day))
    }

    fn title(&self) -> String {
        self.call.as_ref().map_or(String::new(), |call| call.text(self.ui.lang).title)
    }

    fn texts(&self) -> consultations::Texts {
        self.call.as_ref().map(|call| call.text(self.ui.lang)).unwrap_or_default()
    }
}

async fn form(State(app): State<App>, ui: Ui, _: Staff, Query(query): Query<CallQuery>) -> Result<Response> {
    let form = TranscriptForm { call: query.call, ..TranscriptForm::default() };
    let done = match query.done.as_str() {
        "checked" => fl!(ui.words, "transcript-checked"),
        "waived" => fl!(ui.words, "transcript-waived"),
        _ => String::new(),
    };
    let shown = shown(&app, ui, form, Errors::default()).await?;
    private_page(StatusCode::OK, &TranscriptionPage { done, ..shown })
}

/// The page with a form as it stands; a new one gets its token and today's date.
async fn shown(app: &App, ui: Ui, mut form: TranscriptForm, errors: Errors) -> Result<TranscriptionPage> {
    let mut conn = app.db.read().await?;
    let me = ui.viewer.as_ref().map_or("", |me| &me.account);
    let has_colleague = has_other(&mut conn, Role::Staff, me).await?;
    let calls = consultations::store::all(&mut conn).await?;
    let listed: Vec<Consultation> = calls.into_iter().filter(|call| call.listed).collect();
    let call = consultations::pick(&listed, &form.call, &app.zone, app.clock.now()).cloned();
    let waiting = match &call {
        Some(call) => store::waiting(&mut conn, &call.id).await?,
        None => Vec::new(),
    };
    if let Some(call) = &call {
        form.call.clone_from(&call.slug);
        if FormToken::verify(&app.keys, &form.token, &call.id).is_none() {
            form.token = FormToken::new(call, None, app.clock.now()).sign(&app.keys);
        }
    }
    if form.day.is_empty() && errors.is_empty() {
        form.day = app.zone.date(app.clock.now()).to_string();
    }
    let title = |call: &Consultation| (call.slug.clone(), call.text(ui.lang).title, call.slug == form.call);
    Ok(TranscriptionPage {
        calls: listed.iter().map(title).collect(),
        asks_mail: call.as_ref().is_some_and(|call| asks_mail(call, app.mailer.is_on())),
        call,
        form,
        errors,
        slip: None,
        repeated: false,
        left_out: Vec::new(),
        trouble: String::new(),
        done: String::new(),
        waiting,
        has_colleague,
        is_public: false,
        ui,
    })
}

/// Writes it down: on disk, then its receipt, with the form for the next.
async fn send(State(app): State<App>, ui: Ui, Staff(me): Staff, Form(form): Form<TranscriptForm>) -> Result<Response> {
    let call = app.draft(&form.call).await?;
    if !call.listed {
        return Err(Error::NotFound);
    }
    let has_colleague = has_other(&mut *app.db.read().await?, Role::Staff, &me.account).await?;
    let clerk = Clerk { me: &me, mail_is_on: app.mailer.is_on(), has_colleague };
    let (draft, channel, transcript) = match form.parse(&call, &ui, &clerk, (&app.zone, app.clock.now())) {
        Ok(parsed) => parsed,
        Err(errors) => {
            let shown = shown(&app, ui, form, errors).await?;
            return private_page(shown.errors.status(), &shown);
        }
    };
    let Some(token) = FormToken::verify(&app.keys, &form.token, &call.id) else {
        // Without its token a form sent twice could not be told from two opinions: one more press, with a new one.
        let trouble = fl!(ui.words, "send-token-unknown");
        let shown = shown(&app, ui, form, Errors::default()).await?;
        return private_page(StatusCode::CONFLICT, &TranscriptionPage { trouble, ..shown });
    };
    let (mail, before) = (draft.mail.clone(), SubmitterToken::verify(&app.keys, &form.before, &call.id));
    let submission = Submission {
        submitter: before.as_ref().filter(|_| form.same == "yes").map(|before| before.submitter.clone()),
        channel,
        // The page is the clerk's.
        page_lang: String::new(),
        // Nobody read our purpose before writing on paper.
        purpose_version: 0,
        held_for: transcript.wants_check.then_some(HeldFor::SecondLook),
        transcript: Some(transcript),
        ..Submission::of(&app, &ui, &call, &token, draft)
    };
    match app.intake.submit(submission.clone()).await {
        Ok(Outcome::Received(kept)) => written(&app, ui, &call, form, &token, &kept).await,
        Ok(Outcome::Repeated(kept) | Outcome::Other(kept)) => {
            let sent = (&submission, mail.as_deref(), before.as_ref());
            let left_out = differences(&app, &ui, &call, sent, &kept, &found(&app, &kept.receipt).await?);
            written_before(&app, ui, &call, form, &token, &kept, left_out).await
        }
        Ok(Outcome::ThemeClosed) => {
            app.forget_calls();
            let mut errors = Errors::default();
            errors.add("theme", fl!(ui.words, "write-theme-closed"));
            let shown = shown(&app, ui, form, errors).await?;
            private_page(shown.errors.status(), &shown)
        }
        Ok(Outcome::Closed | Outcome::Wider) => Err(Error::NotFound),
        Err(_) => {
            let mut shown = shown(&app, ui, form, Errors::default()).await?;
            shown.trouble = fl!(shown.ui.words, "send-busy");
            private_page(StatusCode::SERVICE_UNAVAILABLE, &shown)
        }
    }
}

/// Its receipt, and the form for the next.
async fn written(
    app: &App,
    ui: Ui,
    call: &Consultation,
    form: TranscriptForm,
    token: &FormToken,
    kept: &Kept,
) -> Result<Response> {
    let slip = Slip::new(app, &ui, token, kept);
    let form = form.next(String::new(), kept.submitter_token(call).sign(&app.keys));
    let shown = shown(app, ui, form, Errors::default()).await?;
    private_page(StatusCode::CREATED, &TranscriptionPage { slip: Some(slip), ..shown })
}

/// The receipt of what the same form brought before: once more, or with all that is not in it, and every word of that in a
/// form of its own.
async fn written_before(
    app: &App,
    ui: Ui,
    call: &Consultation,
    form: TranscriptForm,
    token: &FormToken,
    kept: &Kept,
    left_out: Vec<Difference>,
) -> Result<Response> {
    let slip = Slip::new(app, &ui, token, kept);
    let (status, form) = match left_out.is_empty() {
        true => (StatusCode::CREATED, form.next(String::new(), kept.submitter_token(call).sign(&app.keys))),
        false => (StatusCode::CONFLICT, TranscriptForm { token: String::new(), ..form }),
    };
    let shown = shown(app, ui, form, Errors::default()).await?;
    let is_public = kept.state.is_public();
    private_page(status, &TranscriptionPage { slip: Some(slip), repeated: true, left_out, is_public, ..shown })
}

#[derive(Template)]
#[template(path = "transcription/check.html")]
struct CheckPage {
    ui: Ui,
    opinion: Full,
    written: Written,
    theme: String,
    channel: String,
    said: Said,
    /// The one who wrote it down is looking.
    is_own: bool,
    /// Somebody else can compare.
    has_colleague: bool,
}

impl CheckPage {
    fn is_to_compare(&self) -> bool {
        self.opinion.is_to_be_compared() && !self.is_own
    }

    fn is_to_waive(&self) -> bool {
        self.opinion.is_to_be_compared() && self.is_own && !self.has_colleague
    }

    /// Why there is nothing to do here, or why it was not done; '' where there is no reason.
    fn reason(&self) -> String {
        let w = self.ui.words;
        match (self.opinion.held_for(), self.opinion.is_to_be_compared(), self.is_own) {
            (Some(HeldFor::Uncompared), ..) => fl!(w, "transcript-waived"),
            (_, true, true) if self.has_colleague && self.said.late => fl!(w, "transcript-waive-colleague"),
            (_, true, true) if self.has_colleague => fl!(w, "transcript-check-own-ask"),
            (_, true, true) => fl!(w, "transcript-check-own"),
            (_, true, false) if !self.said.late => String::new(),
            _ => fl!(w, "transcript-check-over"),
        }
    }

    /// What somebody wrote into a form that is not there any more.
    fn kept(&self) -> Option<&str> {
        let body = self.said.body.as_deref().filter(|body| !self.is_to_compare() && *body != self.opinion.text);
        body.or(Some(&*self.said.why).filter(|why| !self.is_to_waive() && !why.is_empty()))
    }
}

async fn found(app: &App, receipt: &str) -> Result<(Full, Written)> {
    let mut conn = app.db.read().await?;
    let opinion = find(&mut conn, receipt).await?.ok_or(Error::NotFound)?;
    let written = store::of(&mut conn, &opinion.id).await?.ok_or(Error::NotFound)?;
    Ok((opinion, written))
}

/// The page as things are now.
async fn check_page(app: &App, ui: Ui, me: &Viewer, receipt: &str, said: Said) -> Result<Response> {
    let (opinion, written) = found(app, receipt).await?;
    let call = app.call_of(&opinion.consultation_id).await?;
    let has_colleague = has_other(&mut *app.db.read().await?, Role::Staff, &me.account).await?;
    let status = if said.late { StatusCode::CONFLICT } else { said.errors.status() };
    let shown = CheckPage {
        theme: call.theme_path(&opinion.theme_id, ui.lang),
        channel: Channel::parse(&opinion.channel).map_or(String::new(), |channel| channel.label(ui.words)),
        is_own: written.recorded_by == me.account,
        has_colleague,
        opinion,
        written,
        said,
        ui,
    };
    private_page(status, &shown)
}

async fn compare(State(app): State<App>, ui: Ui, Staff(me): Staff, Path(receipt): Path<String>) -> Result<Response> {
    check_page(&app, ui, &me, &receipt, Said::default()).await
}

/// It is as on the paper, as it stands or as it stands in the form now.
async fn checked(
    State(app): State<App>,
    ui: Ui,
    Staff(me): Staff,
    Path(receipt): Path<String>,
    Form(form): Form<CheckForm>,
) -> Result<Response> {
    let (opinion, written) = found(&app, &receipt).await?;
    let mut said = Said { body: Some(form.body.clone()), ..Said::default() };
    if !opinion.is_to_be_compared() || form.version != opinion.version.to_string() || written.recorded_by == me.account
    {
        said.late = true;
        return check_page(&app, ui, &me, &receipt, said).await;
    }
    let body = match Body::parse(&form.body, Body::MAX_CHARS) {
        Ok(body) => body,
        Err(error) => {
            said.errors.add("body", body_error(&ui, error, Body::MAX_CHARS as i64));
            return check_page(&app, ui, &me, &receipt, said).await;
        }
    };
    let now = app.clock.now();
    let mut tx = app.db.begin().await?;
    let seen = Seen { state: opinion.state, version: opinion.version };
    let mends = body.as_str() != opinion.text;
    let done = store::check(&mut tx, &opinion.id, &me.account, now).await?
        && (!mends || correct(&mut tx, app.db.engine, &opinion, seen, &body, Some(&me.account), now).await?);
    if !done {
        tx.rollback().await?;
        said.late = true;
        return check_page(&app, ui, &me, &receipt, said).await;
    }
    let detail = if mends { "mended" } else { "" };
    audit::record(&mut tx, Actor::Staff(&me.login), Act::TranscriptChecked, &opinion.receipt, detail, now).await?;
    tx.commit().await?;
    to_list(&app, &ui, &opinion, "checked").await
}

/// On to the list of its consultation, which says what was done.
async fn to_list(app: &App, ui: &Ui, opinion: &Full, done: &str) -> Result<Response> {
    let call = app.call_of(&opinion.consultation_id).await?;
    Ok(Redirect::to(&ui.url(&format!("/staff/transcription?call={}&done={done}", call.slug))).into_response())
}

/// Sends on to the moderators what its writer cannot compare and nobody else is there for: with a reason, and marked.
async fn waive(
    State(app): State<App>,
    ui: Ui,
    Staff(me): Staff,
    Path(receipt): Path<String>,
    Form(form): Form<WaiverForm>,
) -> Result<Response> {
    let (opinion, _) = found(&app, &receipt).await?;
    let (mut tx, now) = (app.db.begin().await?, app.clock.now());
    let mut said = Said { why: form.why.clone(), ..Said::default() };
    said.late =
        has_other(&mut tx, Role::Staff, &me.account).await? || !store::waive(&mut tx, &opinion.id, &me.account).await?;
    match form.parse().filter(|_| !said.late) {
        Some(why) => {
            let who = Actor::Staff(&me.login);
            audit::record(&mut tx, who, Act::ComparisonWaived, &opinion.receipt, why, now).await?;
            tx.commit().await?;
            return to_list(&app, &ui, &opinion, "waived").await;
        }
        None if said.late => {}
        None => said.errors.add("why", fl!(ui.words, "transcript-waive-reason-wrong", max = WHY_CHARS)),
    }
    tx.rollback().await?;
    check_page(&app, ui, &me, &receipt, said).await
}
