//! The pages that make for trust: what is asked of those who write, what is kept of them, for whom the pages were made and
//! tried, and whose work is in the program.

use std::sync::LazyLock;

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use i18n_embed_fl::fl;
use jiff::civil::{Date, date};

use crate::app::App;
use crate::consultations::{Consultation, Field, FieldRule, Requirement};
use crate::http::access::{Access, Routes};
use crate::http::site::SiteText;
use crate::http::{Result, Ui, public_page};
use crate::opinions::Reason;

pub fn routes() -> Routes {
    Routes::default()
        .get(Access::Public, "/guideline", guideline)
        .get(Access::Public, "/privacy", privacy)
        .get(Access::Public, "/accessibility", accessibility)
        .get(Access::Public, "/licences", licences)
}

#[derive(Template)]
#[template(path = "reading/guideline.html")]
struct GuidelinePage {
    ui: Ui,
}

async fn guideline(ui: Ui) -> Result<Response> {
    public_page(&GuidelinePage { ui })
}

/// Something that is kept, with what a resident may ask about it.
struct Kept {
    /// Where links to it lead; '' for most.
    id: &'static str,
    name: String,
    /// What it is kept for.
    purpose: String,
    readers: String,
    until: String,
}

impl Kept {
    fn new(name: String, [purpose, readers, until]: [String; 3]) -> Self {
        Self { id: "", name, purpose, readers, until }
    }
}

/// What one consultation asks people about themselves.
struct Asked {
    title: String,
    path: String,
    purpose: String,
    fields: Vec<FieldRule>,
}

#[derive(Template)]
#[template(path = "reading/privacy.html")]
struct PrivacyPage {
    ui: Ui,
    kept: Vec<Kept>,
    asked: Vec<Asked>,
}

async fn privacy(State(app): State<App>, ui: Ui) -> Result<Response> {
    let days = i64::from(app.config.keep_contacts_days);
    let calls = app.listed().await?;
    let open = calls.iter().filter(|call| call.phase(&app.zone, ui.now).is_open());
    let asked = open.map(|call| asked(&ui, call)).collect();
    public_page(&PrivacyPage { kept: of_opinions(&ui, days).into_iter().chain(of_browsers(&ui)).collect(), ui, asked })
}

fn asked(ui: &Ui, call: &Consultation) -> Asked {
    let texts = call.text(ui.lang);
    let fields = Field::ALL.iter().map(|field| call.field(*field).clone());
    let fields = fields.filter(|rule| rule.requirement != Requirement::Off).collect();
    Asked { title: texts.title, path: ui.url(&call.path()), purpose: texts.purpose, fields }
}

fn of_opinions(ui: &Ui, days: i64) -> Vec<Kept> {
    let w = ui.words;
    let as_opinions = || fl!(w, "privacy-until-opinion");
    vec![
        Kept::new(
            fl!(w, "privacy-opinion"),
            [fl!(w, "privacy-opinion-for"), fl!(w, "privacy-opinion-who"), fl!(w, "privacy-opinion-until")],
        ),
        Kept::new(fl!(w, "privacy-about"), [fl!(w, "privacy-about-for"), fl!(w, "privacy-about-who"), as_opinions()]),
        Kept::new(
            fl!(w, "field-mail"),
            [fl!(w, "privacy-mail-for"), fl!(w, "privacy-mail-who"), fl!(w, "privacy-mail-until", days = days)],
        ),
        Kept::new(fl!(w, "privacy-code"), [fl!(w, "privacy-code-for"), fl!(w, "privacy-code-who"), as_opinions()]),
        Kept::new(
            fl!(w, "privacy-follow-up"),
            [fl!(w, "privacy-follow-up-for"), fl!(w, "privacy-follow-up-who"), as_opinions()],
        ),
    ]
}

fn of_browsers(ui: &Ui) -> Vec<Kept> {
    let w = ui.words;
    vec![
        Kept {
            id: "reaction",
            ..Kept::new(
                fl!(w, "privacy-reaction"),
                [fl!(w, "privacy-reaction-for"), fl!(w, "privacy-reaction-who"), fl!(w, "privacy-reaction-until")],
            )
        },
        Kept::new(
            fl!(w, "privacy-draft"),
            [fl!(w, "privacy-draft-for"), fl!(w, "privacy-draft-who"), fl!(w, "privacy-draft-until")],
        ),
        Kept::new(
            fl!(w, "privacy-display"),
            [fl!(w, "privacy-display-for"), fl!(w, "privacy-display-who"), fl!(w, "privacy-display-until")],
        ),
        Kept::new(
            fl!(w, "privacy-address"),
            [fl!(w, "privacy-address-for"), fl!(w, "privacy-address-who"), fl!(w, "privacy-address-until")],
        ),
        Kept::new(
            fl!(w, "privacy-acts"),
            [fl!(w, "privacy-acts-for"), fl!(w, "privacy-acts-who"), fl!(w, "privacy-acts-until")],
        ),
        Kept::new(
            fl!(w, "privacy-backup"),
            [fl!(w, "privacy-backup-for"), fl!(w, "privacy-backup-who"), fl!(w, "privacy-backup-until")],
        ),
    ]
}

#[derive(Template)]
#[template(path = "reading/accessibility.html")]
struct AccessibilityPage {
    ui: Ui,
    looked_over: Date,
}

/// When somebody last went through what that page says; to be changed with it.
const LOOKED_OVER: Date = date(2026, 11, 28);

async fn accessibility(ui: Ui) -> Result<Response> {
    public_page(&AccessibilityPage { ui, looked_over: LOOKED_OVER })
}

/// Name and licence of every crate that is in the program; a test compares the list with what cargo builds it from.
static CRATES: LazyLock<Vec<(&str, &str)>> =
    LazyLock::new(|| include_str!("licences.tsv").lines().filter_map(|line| line.split_once('\t')).collect());

#[derive(Template)]
#[template(path = "reading/licences.html")]
struct LicencesPage {
    ui: Ui,
    crates: &'static [(&'static str, &'static str)],
}

async fn licences(ui: Ui) -> Result<Response> {
    public_page(&LicencesPage { ui, crates: &CRATES })
}
