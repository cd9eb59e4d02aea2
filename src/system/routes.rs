//! Pages of the administrator: the city's texts, mail, jobs.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use i18n_embed_fl::fl;
use serde::Deserialize;

use super::store::{self, WorkCounts};
use super::{PROXY_NEWS_MS, Progress, SiteError};
use crate::app::App;
use crate::base::audit::{self, Act, Actor};
use crate::base::crypto::Purpose;
use crate::base::jobs::{self, Job, Listed};
use crate::base::marks::written;
use crate::base::text::Lang;
use crate::base::{mail, settings};
use crate::http::access::{Access, Administrator, Role, Routes};
use crate::http::forms::{InLanguages, Told, told_name};
use crate::http::site::{self, SiteText};
use crate::http::{Error, Errors, LangForm, Path, Query, Result, Ui, page, page_with};

const RULE: Access = Access::Roles(&[Role::Administrator]);

pub fn routes() -> Routes {
    Routes::default()
        .get(RULE, "/staff/site", site)
        .post(RULE, "/staff/site", save_site)
        .get(RULE, "/staff/mail", letters)
        .get(RULE, "/staff/jobs", other_jobs)
        .post(RULE, "/staff/jobs/{id}/retry", retry)
        .post(RULE, "/staff/mail/retry", retry_letters)
}

/// The city's texts as typed: `city_ja`, `city_en`, …
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct SiteForm {
    /// What the texts were when the page was made.
    #[serde(default)]
    seen: String,
    #[serde(skip)]
    texts: Told,
}

impl InLanguages for SiteForm {
    fn asks(text: &str, lang: Lang) -> bool {
        SiteText::ALL.iter().any(|known| known.name() == text && known.is_asked_in(lang))
    }

    fn told(&mut self) -> &mut Told {
        &mut self.texts
    }
}

/// Each text in each language that it is asked for in, with the name of its field.
fn fields() -> impl Iterator<Item = (SiteText, Lang, String)> {
    let asked = |text: SiteText| Lang::all().filter(move |lang| text.is_asked_in(*lang)).map(move |lang| (text, lang));
    SiteText::ALL.into_iter().flat_map(asked).map(|(text, lang)| (text, lang, told_name(text.name(), lang)))
}

/// One text's control.
struct Control {
    field: String,
    label: String,
    lang: &'static str,
    /// '' where the label says it all.
    help: String,
    value: String,
    /// What somebody else saved meanwhile, where it is not what stands here.
    theirs: Option<String>,
    is_page: bool,
    is_required: bool,
    /// A text of ours stands in it that nobody has saved yet.
    is_offer: bool,
}

/// One text in Japanese, and in the other languages behind a fold.
struct Row {
    japanese: Control,
    others: Vec<Control>,
    /// There is something to see behind the fold.
    is_open: bool,
    /// The first of the texts that are pages.
    begins_texts: bool,
}

#[derive(Template)]
#[template(path = "system/site.html")]
struct SitePage {
    ui: Ui,
    rows: Vec<Row>,
    /// What the texts are now.
    seen: String,
    saved: bool,
    proxy: bool,
    no_mail: bool,
    given_up: GivenUp,
    errors: Errors,
}

/// Work that waits for a person.
struct GivenUp {
    letters: i64,
    others: i64,
    all: i64,
}

#[derive(Deserialize)]
struct SiteQuery {
    #[serde(default)]
    saved: String,
}

async fn site(
    State(app): State<App>,
    mut ui: Ui,
    _: Administrator,
    Query(query): Query<SiteQuery>,
) -> Result<Response> {
    // What the page shows as the city's texts is saved with the next press.
    ui.site = Arc::new(site::load(&app).await?);
    let mut form = SiteForm::default();
    for (text, lang, field) in fields() {
        form.texts.put(field, ui.site.exact(text, lang).to_owned());
    }
    page(&site_page(&app, ui, form, Made::New, !query.saved.is_empty(), Errors::default()).await?)
}

/// What a page of the texts is made from.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Made {
    /// What is saved.
    New,
    /// A form with something to mend.
    Wrong,
    /// A form that came after somebody else's.
    Late,
}

async fn site_page(app: &App, ui: Ui, form: SiteForm, made: Made, saved: bool, errors: Errors) -> Result<SitePage> {
    let mut conn = app.db.read().await?;
    let noted = store::untrusted_proxy(&mut conn).await?;
    let recent = noted.is_some_and(|at| app.clock.machine_now() - at < PROXY_NEWS_MS);
    let letters = store::work_counts(&mut conn, true).await?.given_up;
    let others = store::work_counts(&mut conn, false).await?.given_up;
    let mut rows: Vec<Row> = Vec::new();
    for (text, lang, field) in fields() {
        let value = form.texts.get(&field);
        // Ours is offered until the city has saved one; then an empty one is the city's will.
        let is_offer = made == Made::New && super::is_page(text) && !ui.site.was_saved(text);
        let kept = ui.site.exact(text, lang);
        let theirs = (made == Made::Late && value.replace("\r\n", "\n").trim() != kept).then(|| kept.to_owned());
        let control = Control {
            label: super::site_label(text, lang, ui.words),
            lang: lang.code(),
            help: help(&ui, text, lang),
            value: if is_offer { suggestion(app, text, lang) } else { value.to_owned() },
            theirs,
            is_page: super::is_page(text),
            is_required: super::is_required(text, lang),
            is_offer,
            field,
        };
        match rows.last_mut().filter(|_| lang != Lang::JA) {
            Some(row) => {
                row.is_open |= control.theirs.is_some() || errors.on(&control.field).is_some();
                row.others.push(control);
            }
            None => {
                let (others, begins_texts) = (Vec::new(), text == SiteText::Guideline);
                rows.push(Row { japanese: control, others, is_open: false, begins_texts });
            }
        }
    }
    Ok(SitePage {
        rows,
        // A form to be mended was made from what it was made from.
        seen: if made == Made::Wrong { form.seen } else { ui.site.state() },
        saved,
        proxy: recent || app.limits.untrusted_proxy.load(Ordering::Relaxed),
        no_mail: !app.mailer.is_on(),
        given_up: GivenUp { letters, others, all: letters + others },
        ui,
        errors,
    })
}

fn help(ui: &Ui, text: SiteText, lang: Lang) -> String {
    let w = ui.words;
    match text {
        SiteText::Guideline => fl!(w, "site-guideline-help"),
        SiteText::Privacy => fl!(w, "site-privacy-help"),
        // Said once, beside the Japanese.
        _ if lang != Lang::JA => String::new(),
        SiteText::City => fl!(w, "site-city-help"),
        SiteText::Name => fl!(w, "site-own-name-help"),
        SiteText::Office => fl!(w, "site-office-help"),
        SiteText::Phone => fl!(w, "site-phone-help"),
        SiteText::Hours => fl!(w, "site-hours-help"),
        SiteText::Mail => fl!(w, "site-mail-help"),
    }
}

/// A text that an ordinary city can take as it stands.
fn suggestion(app: &App, text: SiteText, lang: Lang) -> String {
    let w = lang.words();
    match text {
        SiteText::Guideline => written(&fl!(w, "site-guideline-offer")),
        SiteText::Privacy => written(&fl!(w, "site-privacy-offer", days = i64::from(app.config.keep_contacts_days))),
        _ => String::new(),
    }
}

async fn save_site(
    State(app): State<App>,
    mut ui: Ui,
    Administrator(me): Administrator,
    LangForm(form): LangForm<SiteForm>,
) -> Result<Response> {
    let (mut errors, mut texts) = (Errors::default(), Vec::new());
    let unreachable = ["phone_ja", "mail_ja"].iter().all(|field| form.texts.get(field).trim().is_empty());
    for (text, lang, field) in fields() {
        let is_phone = field == "phone_ja";
        match super::parse_site_text(text, lang, form.texts.get(&field)) {
            Ok(kept) => texts.push((text, text.setting(lang), field, kept)),
            Err(error) => errors.add(field, site_error(&ui, text, lang, error)),
        }
        if is_phone && unreachable {
            errors.add("phone_ja", fl!(ui.words, "site-contact-missing"));
        }
    }
    if !errors.is_empty() {
        let shown = site_page(&app, ui, form, Made::Wrong, false, errors).await?;
        return page_with(StatusCode::UNPROCESSABLE_ENTITY, &shown);
    }
    let mut tx = app.db.begin().await?;
    // Nobody's words are lost to another's older page.
    settings::take_turn(&mut tx, "site").await?;
    let stands = site::read(&mut tx).await?;
    if !form.seen.is_empty() && form.seen != stands.state() {
        drop(tx);
        errors.add("city_ja", fl!(ui.words, "site-late"));
        ui.site = Arc::new(stands);
        let shown = site_page(&app, ui, form, Made::Late, false, errors).await?;
        return page_with(StatusCode::CONFLICT, &shown);
    }
    let mut changed = Vec::new();
    for (text, setting, field, kept) in texts {
        let (row, is_page) = (settings::find(&mut tx, &setting).await?, super::is_page(text));
        if row.is_none() && is_page {
            settings::put(&mut tx, &setting, &kept).await?;
        }
        let saved = row.unwrap_or_default();
        if saved != kept {
            settings::put(&mut tx, &setting, &kept).await?;
            // Of a whole page the log says only that it was rewritten.
            changed.push(if is_page { field } else { audit::change(&field, &saved, &kept) });
        }
    }
    if !changed.is_empty() {
        let now = app.clock.now();
        audit::record(&mut tx, Actor::Staff(&me.login), Act::SiteChanged, "", &changed.join("\n"), now).await?;
    }
    tx.commit().await?;
    app.site.clear();
    Ok(Redirect::to(&ui.url("/staff/site?saved=1")).into_response())
}

fn site_error(ui: &Ui, text: SiteText, lang: Lang, error: SiteError) -> String {
    let (w, label) = (ui.words, super::site_label(text, lang, ui.words));
    match error {
        SiteError::Missing => fl!(w, "site-missing", label = label),
        SiteError::TooLong => {
            fl!(w, "site-too-long", label = label, max = ui.number(super::longest(text).try_into().unwrap_or(0)))
        }
        SiteError::ControlCharacter => fl!(w, "site-control-character", label = label),
        SiteError::NotAnAddress => fl!(w, "site-mail-bad"),
    }
}

/// A job as its row shows it.
struct WorkRow {
    job: Listed,
    progress: Progress,
    kind: String,
    state: String,
    /// Of a letter: the opinion's receipt, a hint of the address ('' once it is deleted), the language.
    receipt: String,
    hint: String,
    lang: &'static str,
    /// The last failure in the reader's words, if there are any, and in the program's own.
    why: Option<String>,
    error: String,
}

#[derive(Template)]
#[template(path = "system/work.html")]
struct WorkPage {
    ui: Ui,
    letters: bool,
    no_mail: bool,
    counts: WorkCounts,
    rows: Vec<WorkRow>,
}

async fn letters(State(app): State<App>, ui: Ui, _: Administrator) -> Result<Response> {
    work(&app, ui, true).await
}

async fn other_jobs(State(app): State<App>, ui: Ui, _: Administrator) -> Result<Response> {
    work(&app, ui, false).await
}

async fn work(app: &App, ui: Ui, letters: bool) -> Result<Response> {
    let mut conn = app.db.read().await?;
    let counts = store::work_counts(&mut conn, letters).await?;
    let listed = jobs::list(&mut conn, letters).await?;
    let opinions: Vec<String> = listed.iter().filter_map(|job| opinion(&job.payload)).map(|(id, _)| id).collect();
    let addressees = store::addressees(&mut conn, &opinions).await?;
    drop(conn);
    let (now, w) = (app.clock.machine_now(), ui.words);
    let rows = listed.into_iter().map(|job| {
        let (id, lang) = opinion(&job.payload).unwrap_or_default();
        let addressee = addressees.get(&id);
        let sealed = addressee.and_then(|addressee| addressee.sealed.as_deref());
        let address = sealed.and_then(|sealed| app.keys.open(Purpose::Contact, &id, sealed));
        let progress = Progress::of(&job, now);
        // Kept before addresses were taken out of errors, or by somebody else: none is shown.
        let error = mail::without_addresses(job.last_error.as_deref().unwrap_or_default());
        WorkRow {
            kind: super::kind_label(&job.kind, w),
            state: progress.label(letters, w),
            receipt: addressee.map(|addressee| addressee.receipt.clone()).unwrap_or_default(),
            hint: address.as_deref().map(mail::hint).unwrap_or_default(),
            lang: Lang::parse(&lang).map_or("", Lang::name),
            why: super::explain(&error, w),
            progress,
            error,
            job,
        }
    });
    let rows = rows.collect();
    page(&WorkPage { ui, letters, no_mail: letters && !app.mailer.is_on(), counts, rows })
}

/// The opinion a letter is about, and its language.
fn opinion(payload: &str) -> Option<(String, String)> {
    match serde_json::from_str(payload).ok()? {
        Job::LetterReceived { opinion, lang }
        | Job::LetterDecided { opinion, lang, .. }
        | Job::LetterAddition { opinion, lang, .. }
        | Job::LetterAppeal { opinion, lang, .. } => Some((opinion, lang)),
        Job::Export { .. } | Job::Import { .. } | Job::FlagAgain | Job::Purge => None,
    }
}

async fn retry(
    State(app): State<App>,
    ui: Ui,
    Administrator(me): Administrator,
    Path(id): Path<String>,
) -> Result<Response> {
    let now = app.clock.machine_now();
    let mut tx = app.db.begin().await?;
    let (kind, payload, lease_until) = store::open_job(&mut tx, &id).await?.ok_or(Error::NotFound)?;
    // In somebody's hands just now: twice at once would be two letters.
    if lease_until > now || !jobs::retry(&mut tx, &id, now).await? {
        return Err(Error::Conflict);
    }
    let about = match opinion(&payload) {
        Some((opinion, _)) => store::receipt(&mut tx, &opinion).await?.unwrap_or_default(),
        None => String::new(),
    };
    audit::record(&mut tx, Actor::Staff(&me.login), Act::JobRetried, &about, &kind, app.clock.now()).await?;
    tx.commit().await?;
    let back = if kind.starts_with("letter_") { "/staff/mail" } else { "/staff/jobs" };
    Ok(Redirect::to(&ui.url(back)).into_response())
}

/// All letters that were given up, once what kept them from going out is cured.
async fn retry_letters(State(app): State<App>, ui: Ui, Administrator(me): Administrator) -> Result<Response> {
    let mut tx = app.db.begin().await?;
    let letters = jobs::retry_letters(&mut tx, app.clock.machine_now()).await?;
    if letters > 0 {
        let (actor, now) = (Actor::Staff(&me.login), app.clock.now());
        audit::record(&mut tx, actor, Act::JobRetried, "", "letters", now).await?;
    }
    tx.commit().await?;
    Ok(Redirect::to(&ui.url("/staff/mail")).into_response())
}
