//! The page that number and code open: where an opinion stands, every decision with its reason, what its author can do.

mod course;
mod mail;
pub mod routes;

use std::sync::Arc;

use askama::Template;
use axum::http::StatusCode;
use axum::response::{Redirect, Response};
use i18n_embed_fl::fl;
use serde::{Deserialize, Deserializer};

use course::{Point, Step, course};
use mail::Mailbox;

use crate::additions::author::Notes;
use crate::additions::{self, MOST, Standing};
use crate::analysis::personal::Kind;
use crate::app::App;
use crate::appeals::author::Appeals;
use crate::appeals::{self, Outcome};
use crate::consultations::Consultation;
use crate::http::limits::{Network, Try, minutes};
use crate::http::{Error, Errors, Form, Result, Ui, private_page};
use crate::meetings;
use crate::opinions::store::{self, Decision, Full};
use crate::opinions::text::{Part, parts};
use crate::opinions::{Reason, State as OpinionState};
use crate::receipts::{Code, CodeError, NumberError, number_end, parse_number};

#[derive(Template)]
#[template(path = "status/ask.html")]
struct AskPage {
    ui: Ui,
    form: StatusForm,
    errors: Errors,
    /// Title and form of what is open, for whoever was led here by the language menu.
    open: Vec<(String, String)>,
}

/// The one form of the page: whichever button is pressed, what stands in all its boxes comes along, and none of it is lost.
/// Other pages send what they have of it.
#[derive(Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct StatusForm {
    pub number: String,
    pub code: String,
    /// The opinion's words as they are to be; `None` where there was no box for them.
    #[serde(deserialize_with = "some")]
    body: Option<String>,
    /// State and version that were on the screen; '' when the form comes from another page.
    state: String,
    version: String,
    /// Only put the words into the box.
    preview: String,
    /// Number of the decision that stood on the page, and why somebody is to look at it again.
    pub decision: String,
    pub why: String,
    /// How many notes stood on the page: a new one is the one after them, however often it is sent.
    pub seen: String,
    pub note: String,
    mail: String,
    /// Filled in by the button that ends letters.
    stop: String,
    /// Filled in by the page that asks once more before an opinion is withdrawn.
    sure: String,
    /// What becomes of what seems personal in the words that are sent, see `analysis::personal::settle`.
    pub personal: String,
}

/// It may bring an opinion, a note and an appeal of 20,000 bytes each, percent-encoded threefold, and room for the rest.
pub type Sent = Form<StatusForm, { 192 * 1024 }>;

fn some<'de, D: Deserializer<'de>>(text: D) -> std::result::Result<Option<String>, D::Error> {
    String::deserialize(text).map(Some)
}

impl StatusForm {
    /// What was typed, by the names of the boxes; empty ones are left out.
    fn typed(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let body = self.body.as_deref().unwrap_or_default();
        let boxes = [("body", body), ("why", &*self.why), ("note", &*self.note), ("mail", &*self.mail)];
        boxes.into_iter().filter(|(_, words)| !words.is_empty())
    }

    /// What a page that stands between carries along, unseen, for the page behind it: what was typed, and on what it rests.
    fn carried(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let seen = [
            ("state", &*self.state),
            ("version", &*self.version),
            ("decision", &*self.decision),
            ("seen", &*self.seen),
        ];
        self.typed().chain(seen.into_iter().filter(|(_, text)| !text.is_empty()))
    }
}

#[derive(Template)]
#[template(path = "status/show.html")]
pub struct ShowPage {
    pub ui: Ui,
    pub call: Arc<Consultation>,
    pub opinion: Full,
    /// As it came, less what has been taken since.
    pub form: StatusForm,
    decisions: Vec<Decision>,
    course: Vec<Point>,
    versions: Vec<(i64, String, i64)>,
    pub errors: Errors,
    /// The box whose words seem to hold something personal, with what it is; its author is asked before they are taken.
    pub personal: Option<(&'static str, Vec<(Kind, String)>)>,
    pub notice: Option<String>,
    /// The notice says what could not be done.
    pub moved_on: bool,
    mail: Mailbox,
    pub notes: Notes,
    pub appeals: Appeals,
    /// Days that an address lives after the closing.
    keep_days: i64,
}

impl ShowPage {
    /// The text in the box of 「直す」: the current one, or what was typed.
    fn draft(&self) -> &str {
        self.form.body.as_deref().unwrap_or(&self.opinion.text)
    }

    /// Browsers send `\r\n` for every end of a line.
    fn is_changed(&self) -> bool {
        self.draft().replace("\r\n", "\n") != self.opinion.text
    }

    fn is_correcting(&self) -> bool {
        let is_asked = self.opinion.state == OpinionState::NeedsRevision || !self.form.preview.is_empty();
        is_asked || self.is_changed() || self.is_open("body", "")
    }

    /// State and version on which the words in the box of 「直す」 rest: sent, they meet what has been done since.
    fn seen(&self) -> (String, String) {
        if self.form.body.is_some() && !self.form.version.is_empty() {
            return (self.form.state.clone(), self.form.version.clone());
        }
        (self.opinion.state.name().to_owned(), self.opinion.version.to_string())
    }

    /// Of what came with the form, only what its author has typed since is his to send: words that stood in the box are
    /// none, nor a note or an appeal that is there already, however its answer was lost.
    fn without_what_is_there(mut self) -> Self {
        let own = |text: &str| text.replace("\r\n", "\n");
        let was_there = |body: &String| {
            self.versions
                .iter()
                .any(|(version, text, _)| version.to_string() == self.form.version && *text == own(body))
        };
        self.form.body = self.form.body.take().filter(|body| !was_there(body));
        if self.notes.has(additions::author::number(&self.form), &own(&self.form.note)) {
            self.form.note.clear();
        }
        if self.appeals.has(appeals::author::decision(&self.form), &own(&self.form.why)) {
            self.form.why.clear();
        }
        self
    }

    /// A fold stands open where something is in its box, or was to be.
    fn is_open(&self, field: &str, typed: &str) -> bool {
        !typed.is_empty() || self.errors.on(field).is_some() || !self.personal_in(field).is_empty()
    }

    /// What was typed into a box that is not there any more, by the names of the boxes.
    fn left_over(&self) -> Vec<(&'static str, &str)> {
        let is_gone = |name: &str| match name {
            "body" => !self.opinion.state.may_be_corrected() && self.is_changed(),
            "why" => self.appeals.offered.is_none(),
            "note" => !self.notes.is_offered,
            _ => false, // the box for an address stands open as long as something is in it
        };
        self.form.typed().filter(|(name, _)| is_gone(name)).collect()
    }

    fn shows_mail(&self) -> bool {
        self.mail.is_shown() || !self.form.mail.is_empty()
    }

    /// Where it stands, in its author's words rather than the office's.
    fn standing(&self) -> String {
        let w = self.ui.words;
        match self.opinion.state {
            OpinionState::Pending => fl!(w, "status-standing-pending"),
            OpinionState::OnHold => fl!(w, "status-standing-on-hold"),
            OpinionState::NeedsRevision => fl!(w, "status-standing-revision"),
            state => state.label(w),
        }
    }

    fn lead(&self) -> String {
        let (w, outcome) = (self.ui.words, self.appeals.outcome(&self.decisions));
        match self.opinion.state {
            OpinionState::Pending => fl!(w, "status-lead-pending"),
            OpinionState::Published if self.opinion.reviewed_at.is_none() => fl!(w, "status-lead-published-unread"),
            OpinionState::Published if outcome == Some(Outcome::Changed) => fl!(w, "status-lead-changed"),
            OpinionState::Published => fl!(w, "status-lead-published"),
            OpinionState::PublishedRedacted if outcome == Some(Outcome::Changed) => {
                fl!(w, "status-lead-changed-redacted")
            }
            OpinionState::PublishedRedacted => fl!(w, "status-lead-redacted"),
            OpinionState::OnHold => match self.opinion.due_at {
                Some(due) => fl!(w, "status-lead-on-hold", day = self.ui.day_of(due)),
                None => fl!(w, "status-lead-pending"),
            },
            OpinionState::NeedsRevision => fl!(w, "status-lead-revision"),
            OpinionState::Withheld if self.appeals.is_waiting() => fl!(w, "status-lead-appealed"),
            OpinionState::Withheld if outcome == Some(Outcome::Upheld) => fl!(w, "status-lead-upheld"),
            OpinionState::Withheld => fl!(w, "status-lead-withheld"),
            OpinionState::Withdrawn => fl!(w, "status-lead-withdrawn"),
        }
    }

    /// What a step of the way is called.
    fn step(&self, decision: &Decision) -> String {
        let w = self.ui.words;
        match OpinionState::parse(&decision.to_state) {
            _ if decision.undoes.is_some() => fl!(w, "status-step-undone"),
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

    /// The course, with what comes after the next step apart where that is more than one.
    fn course_parts(&self) -> Vec<&[Point]> {
        let later = self.course.iter().take_while(|point| point.is_later()).count();
        let (further, near) = self.course.split_at(later.saturating_sub(1));
        if further.len() > 1 { vec![further, near] } else { vec![&self.course] }
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
        self.call.theme_said(&self.opinion.theme_id, self.ui.lang)
    }
}

/// The page of the opinion to which number and code belong, or the one that says what is wrong with them.
pub async fn open(
    app: &App,
    ui: Ui,
    network: Network,
    form: StatusForm,
) -> Result<std::result::Result<ShowPage, Response>> {
    match find(app, &ui, network, &form).await? {
        Ok(opinion) => show_page(app, ui, opinion, form).await.map(Ok),
        Err(refused) => Ok(Err(refused)),
    }
}

/// The opinion that belongs to number and code, or the page that says what is wrong with them. A number that does
/// not exist and a code that is not its own look alike.
pub async fn find(
    app: &App,
    ui: &Ui,
    network: Network,
    form: &StatusForm,
) -> Result<std::result::Result<Full, Response>> {
    let limiter = &app.limits.wrong_codes;
    let mut errors = Errors::default();
    let refused = |errors, status| {
        let asked = AskPage { ui: ui.clone().shown_again_at("/status"), form: form.clone(), errors, open: Vec::new() };
        private_page(status, &asked).map(Err)
    };
    let attempt = match Try::begin(limiter, network, app.config.wrong_codes, app.clock.machine_now()) {
        Ok(attempt) => attempt,
        Err(wait_ms) => {
            errors.add("code", fl!(ui.words, "error-too-many-text", minutes = minutes(wait_ms)));
            return refused(errors, StatusCode::TOO_MANY_REQUESTS);
        }
    };
    let typed = &form.number;
    let parsed = parse_number(typed).or_else(|error| number_end(typed).ok_or(error));
    let secret = Code::parse(&form.code);
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
    refused(errors, StatusCode::UNPROCESSABLE_ENTITY)
}

/// The page of an opinion as things stand.
async fn show_page(app: &App, ui: Ui, opinion: Full, form: StatusForm) -> Result<ShowPage> {
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
    let page = ShowPage {
        form: StatusForm { number: opinion.receipt.clone(), ..form },
        errors: Errors::default(),
        personal: None,
        notice: None,
        moved_on: false,
        ui: ui.shown_again_at("/status"),
        call,
        mail,
        notes,
        appeals,
        keep_days: i64::from(app.config.keep_contacts_days),
        opinion,
        course,
        decisions,
        versions,
    };
    Ok(page.without_what_is_there())
}

/// The page anew, as things stand by now, with everything typed.
pub async fn renewed(app: &App, before: ShowPage) -> Result<ShowPage> {
    let found = store::find(&mut *app.db.read().await?, &before.opinion.receipt).await?;
    show_page(app, before.ui, found.ok_or(Error::NotFound)?, before.form).await
}

/// The page once more, as things stand after an act.
pub async fn reopened(app: &App, before: ShowPage, notice: String) -> Result<Response> {
    let mut template = renewed(app, before).await?;
    template.notice = Some(notice);
    private_page(StatusCode::OK, &template)
}

/// It came too late: things as they are now, and every word of it.
pub async fn moved_on(app: &App, mut before: ShowPage, notice: String) -> Result<Response> {
    // From here on the words rest on what is shown with them.
    before.form.version.clear();
    let now = renewed(app, before).await?;
    private_page(StatusCode::CONFLICT, &ShowPage { notice: Some(notice), moved_on: true, ..now })
}

/// Whoever opens the address of a later step by itself begins with number and code.
pub async fn to_beginning(ui: Ui) -> Redirect {
    Redirect::to(&ui.url("/status"))
}
