//! The page that number and code open: where an opinion stands, every decision with its reason, what its author can do.

mod course;
mod mail;
pub mod routes;

use std::sync::Arc;

use askama::Template;
use axum::http::StatusCode;
use axum::response::{Redirect, Response};
use i18n_embed_fl::fl;

use course::{Point, Step, course};
use mail::Mailbox;

use crate::additions::author::Notes;
use crate::additions::{MOST, Standing};
use crate::analysis::personal::Kind;
use crate::app::App;
use crate::appeals::Outcome;
use crate::appeals::author::Appeals;
use crate::consultations::Consultation;
use crate::http::limits::{Crowd, Network, Try, minutes};
use crate::http::{Error, Errors, Result, Ui, private_page};
use crate::meetings;
use crate::opinions::store::{self, Decision, Full};
use crate::opinions::text::{BodyError, Part, body_error, parts};
use crate::opinions::{Reason, State as OpinionState};
use crate::receipts::{Code, CodeError, NumberError, parse_number};

#[derive(Template)]
#[template(path = "status/ask.html")]
struct AskPage {
    ui: Ui,
    number: String,
    code: String,
    errors: Errors,
}

#[derive(Template)]
#[template(path = "status/show.html")]
pub struct ShowPage {
    pub ui: Ui,
    pub call: Arc<Consultation>,
    pub opinion: Full,
    number: String,
    code: String,
    decisions: Vec<Decision>,
    course: Vec<Point>,
    versions: Vec<(i64, String, i64)>,
    /// The text in the box of 「直す」: the current one, or what was typed and could not be taken.
    draft: String,
    pub errors: Errors,
    /// The box whose words seem to hold something personal, with what it is; its author is asked before they are taken.
    pub personal: Option<(&'static str, Vec<(Kind, String)>)>,
    pub notice: Option<String>,
    /// The notice says what could not be done.
    pub moved_on: bool,
    /// 「直す」 stands open.
    is_correcting: bool,
    mail: Mailbox,
    pub notes: Notes,
    pub appeals: Appeals,
    /// Days that an address lives after the closing.
    keep_days: i64,
}

impl ShowPage {
    /// Whether there is a box to write in: what stands in it must not be lost by changing language or letters.
    pub fn has_boxes(&self) -> bool {
        let writes = self.opinion.state.may_be_corrected() || self.notes.is_offered || self.appeals.offered.is_some();
        writes || self.mail.is_shown()
    }

    fn lead(&self) -> String {
        let w = self.ui.words;
        match self.opinion.state {
            OpinionState::Pending => fl!(w, "status-lead-pending"),
            OpinionState::Published if self.opinion.reviewed_at.is_none() => fl!(w, "status-lead-published-unread"),
            OpinionState::Published => fl!(w, "status-lead-published"),
            OpinionState::PublishedRedacted => fl!(w, "status-lead-redacted"),
            OpinionState::OnHold => match self.opinion.due_at {
                Some(due) => fl!(w, "status-lead-on-hold", day = self.ui.day_of(due)),
                None => fl!(w, "status-lead-pending"),
            },
            OpinionState::NeedsRevision => fl!(w, "status-lead-revision"),
            OpinionState::Withheld if self.appeals.is_waiting() => fl!(w, "status-lead-appealed"),
            OpinionState::Withheld => fl!(w, "status-lead-withheld"),
            OpinionState::Withdrawn => fl!(w, "status-lead-withdrawn"),
        }
    }

    /// What a step of the way is called.
    fn step(&self, decision: &Decision) -> String {
        let w = self.ui.words;
        match OpinionState::parse(&decision.to_state) {
            Some(OpinionState::Pending) if decision.decided_by.is_some() => fl!(w, "status-step-mended"),
            Some(OpinionState::Pending) => fl!(w, "status-step-corrected"),
            Some(OpinionState::Published) => fl!(w, "status-step-published"),
            Some(OpinionState::PublishedRedacted) => fl!(w, "status-step-redacted"),
            Some(OpinionState::OnHold) => fl!(w, "status-step-on-hold"),
            Some(OpinionState::NeedsRevision) => fl!(w, "status-step-returned"),
            Some(OpinionState::Withheld) => fl!(w, "status-step-withheld"),
            Some(OpinionState::Withdrawn) | None => fl!(w, "status-step-withdrawn"),
        }
    }

    /// What is said above the errors: nothing was lost.
    fn kept(&self) -> String {
        let w = self.ui.words;
        match self.errors.list().first().map(|error| &*error.field) {
            Some("mail") => fl!(w, "status-mail-errors"),
            Some("note") => fl!(w, "addition-errors"),
            Some("why") => fl!(w, "appeal-errors"),
            _ => fl!(w, "status-correct-errors"),
        }
    }

    /// What seems personal in a box.
    fn personal_in(&self, field: &str) -> &[(Kind, String)] {
        self.personal.as_ref().filter(|(own, _)| *own == field).map_or(&[], |(_, found)| found)
    }

    fn theme_code(&self) -> &str {
        self.call.theme_by_id(&self.opinion.theme_id).map_or("", |theme| &theme.code)
    }

    /// The check is later than it was meant to be.
    fn is_late(&self, by: &i64) -> bool {
        *by < self.ui.now
    }

    fn reason(&self, decision: &Decision) -> Option<String> {
        decision.reason.as_deref().and_then(Reason::parse).map(|reason| reason.label(self.ui.words))
    }

    fn public_parts(&self) -> Vec<Part<'_>> {
        self.opinion.public_body.as_deref().map(parts).unwrap_or_default()
    }

    fn theme(&self) -> String {
        self.call.theme_path(&self.opinion.theme_id, self.ui.lang)
    }
}

/// The opinion that belongs to number and code, or the page that says what is wrong with them. A number that does
/// not exist and a code that is not its own look alike.
pub async fn open(
    app: &App,
    ui: &Ui,
    network: Network,
    number: &str,
    code: &str,
) -> Result<std::result::Result<Full, Response>> {
    let limiter = &app.limits.wrong_codes;
    let attempt = Try::begin(limiter, network, app.config.wrong_codes, app.clock.machine_now())?;
    let (parsed, secret) = (parse_number(number), Code::parse(code));
    let mut errors = Errors::default();
    match &parsed {
        Err(NumberError::Shape) => errors.add("number", fl!(ui.words, "status-number-shape")),
        Err(NumberError::CheckDigit) => errors.add("number", fl!(ui.words, "status-number-typo")),
        Ok(_) => {}
    }
    match &secret {
        Err(CodeError::Shape) => errors.add("code", fl!(ui.words, "status-code-shape")),
        Err(CodeError::Typo) => errors.add("code", fl!(ui.words, "status-code-typo")),
        Ok(_) => {}
    }
    if let (Ok(receipt), Ok(secret)) = (parsed, secret) {
        if let Some(opinion) = store::find_by_code(&mut *app.db.read().await?, &receipt, &secret.hash()).await? {
            return Ok(Ok(opinion));
        }
        attempt.was_wrong();
        errors.add("code", fl!(ui.words, "status-not-found"));
    }
    let asked = AskPage { ui: ui.clone(), number: number.to_owned(), code: code.to_owned(), errors };
    private_page(StatusCode::UNPROCESSABLE_ENTITY, &asked).map(Err)
}

/// The page of an opinion as things stand.
pub async fn show_page(app: &App, ui: Ui, opinion: Full, code: &str) -> Result<ShowPage> {
    let call = app.call_of(&opinion.consultation_id).await?;
    let mut conn = app.db.read().await?;
    let decisions = store::decisions(&mut conn, &opinion.id).await?;
    let versions = store::versions(&mut conn, &opinion).await?;
    let mail = Mailbox::of(app, &mut conn, &call, &opinion).await?;
    let notes = Notes::of(&mut conn, &opinion).await?;
    let appeals = Appeals::of(&mut conn, &opinion, &decisions).await?;
    let meetings = meetings::store::list(&mut conn, &call.id).await?;
    let texts = call.text(ui.lang);
    let course = course(&call, &opinion, (&decisions, &appeals.all), meetings, &texts.steps(), (&app.zone, ui.now));
    Ok(ShowPage {
        is_correcting: opinion.state == OpinionState::NeedsRevision,
        draft: opinion.text.clone(),
        number: opinion.receipt.clone(),
        code: code.to_owned(),
        errors: Errors::default(),
        personal: None,
        notice: None,
        moved_on: false,
        ui,
        call,
        mail,
        notes,
        appeals,
        keep_days: i64::from(app.config.keep_contacts_days),
        opinion,
        course,
        decisions,
        versions,
    })
}

/// Counts a change by an author; minutes to wait where too many come from the same network.
pub fn wait(app: &App, network: Network) -> Option<i64> {
    let (crowd, wait_ms) = app.limits.submission(network, &app.config, app.clock.machine_now());
    (crowd == Crowd::TooMany).then(|| minutes(wait_ms))
}

/// What is wrong with a text beside the opinion, which takes the same as an opinion does.
pub fn text_error(ui: &Ui, error: BodyError, max: usize) -> String {
    match error {
        BodyError::Blank => fl!(ui.words, "addition-blank"),
        _ => body_error(ui, error, i64::try_from(max).unwrap_or(i64::MAX)),
    }
}

/// The page anew, as things stand by now.
pub async fn renewed(app: &App, before: ShowPage) -> Result<ShowPage> {
    let found = store::find(&mut *app.db.read().await?, &before.opinion.receipt).await?;
    show_page(app, before.ui, found.ok_or(Error::NotFound)?, &before.code).await
}

/// The page once more, as things stand after an act.
pub async fn reopened(app: &App, before: ShowPage, notice: String) -> Result<Response> {
    let mut template = renewed(app, before).await?;
    template.notice = Some(notice);
    template.is_correcting = false;
    private_page(StatusCode::OK, &template)
}

/// Whoever opens the address of a later step by itself begins with number and code.
pub async fn to_beginning(ui: Ui) -> Redirect {
    Redirect::to(&ui.url("/status"))
}
