//! Letters to authors who left an address, and where such addresses are kept.

pub mod jobs;
pub mod routes;
pub mod store;

use std::sync::Arc;

use askama::Template;
use i18n_embed_fl::fl;

use crate::additions::Standing;
use crate::additions::store::Addition;
use crate::app::App;
use crate::appeals::Outcome;
use crate::appeals::store::Appeal;
use crate::base::crypto::{Keys, Purpose, hash, hex};
use crate::base::mail::Letter;
use crate::base::marks::{html, plain};
use crate::base::text::Lang;
use crate::http::Ui;
use crate::http::site::{self, SiteText};
use crate::opinions::State;
use crate::opinions::store::{Decision, Full};

/// Where letters about an opinion go, as it is kept.
#[derive(Clone, Debug)]
pub struct Contact {
    /// Bound to the opinion.
    pub sealed: String,
    pub address_key: String,
    /// Of the letters.
    pub lang: &'static str,
}

impl Contact {
    pub fn new(keys: &Keys, opinion_id: &str, address: &str, lang: Lang) -> Self {
        let sealed = keys.seal(Purpose::Contact, opinion_id, address);
        Self { sealed, address_key: address_key(keys, address), lang: lang.code() }
    }
}

/// What is the same for the same address and tells nobody without the key which it is: 32 hex digits.
pub fn address_key(keys: &Keys, address: &str) -> String {
    hex(&keys.mac(Purpose::Address, address.to_lowercase().as_bytes())[..16])
}

/// What ends all letters to an address: it stands in each of them, and nobody else can make it.
fn stop_token(keys: &Keys, address_key: &str) -> String {
    keys.sign(Purpose::Unsubscribe, address_key.as_bytes())
}

/// Whose letters a token ends, by the key of the address; `None`: it is none of ours.
fn read_stop_token(keys: &Keys, token: &str) -> Option<String> {
    String::from_utf8(keys.verify(Purpose::Unsubscribe, token)?).ok()
}

/// A letter in its reader's language: what is said in it, before it stands there as text and as a page. The words of the
/// opinion and its code are in none.
#[derive(Template)]
#[template(path = "letters/letter.html")]
struct Said {
    ui: Ui,
    subject: String,
    /// Of the consultation.
    title: String,
    receipt: String,
    /// A paragraph each.
    lines: Vec<String>,
    /// What a moderator wrote to the author.
    message: String,
    /// The opinion's own page, while everybody may read it.
    voice_url: Option<String>,
    status_url: String,
    stop_url: String,
}

impl Said {
    /// Who writes, and where to ask.
    fn sender(&self) -> String {
        let said = [SiteText::City, SiteText::Office, SiteText::Phone, SiteText::Mail].map(|it| self.ui.site_text(it));
        said.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" ")
    }

    /// The same for programs and people who read no page.
    fn text(&self) -> String {
        let w = self.ui.words;
        let head = format!("{}\n{} {}", self.title, fl!(w, "receipt-number"), self.receipt);
        let status = format!("{}\n{}", fl!(w, "letter-how"), self.status_url);
        let stop = format!("{}\n{}", fl!(w, "letter-stop-at"), self.stop_url);
        let foot = format!("{}\n{}", fl!(w, "letter-no-reply"), self.sender());
        let message = Some(self.message.clone()).filter(|message| !message.is_empty());
        let voice = self.voice_url.as_ref().map(|url| format!("{}\n{url}", fl!(w, "letter-voice")));
        let parts = [head].into_iter().chain(self.lines.iter().cloned()).chain(message).chain(voice);
        plain(&parts.chain([status, stop, foot]).collect::<Vec<_>>().join("\n\n")).into_owned()
    }
}

/// What a letter tells.
enum News {
    Arrival,
    Decision(Decision),
    /// What was decided on a note.
    Addition(Addition),
    /// To an appeal, with what was changed by it.
    Answer(Box<Appeal>, Option<Decision>),
}

impl News {
    /// Not the same for two letters about one opinion.
    fn key(&self) -> String {
        match self {
            Self::Arrival => "0".to_owned(),
            Self::Decision(decision) => decision.number.to_string(),
            Self::Answer(appeal, _) => format!("appeal {}", appeal.decision),
            Self::Addition(note) => format!("addition {} {}", note.number, note.decisions),
        }
    }
}

/// The letter that tells it.
async fn write(app: &App, lang: Lang, opinion: &Full, news: &News, to: String) -> anyhow::Result<Letter> {
    let call =
        app.call_of(&opinion.consultation_id).await.map_err(|_| anyhow::anyhow!("the consultation cannot be read"))?;
    let ui = Ui { site: Arc::new(site::load(app).await?), ..Ui::spoken(app, lang) };
    let w = ui.words;
    let receipt = opinion.receipt.as_str();
    let about = || fl!(w, "letter-decided-subject", receipt = receipt);
    let (subject, lines, message) = match news {
        News::Arrival => (fl!(w, "letter-received-subject", receipt = receipt), received(&ui, opinion), ""),
        News::Decision(decision) => (about(), vec![decided(&ui, decision)], &*decision.message),
        News::Addition(note) => (about(), vec![on_addition(&ui, note)], &*note.message),
        News::Answer(appeal, decision) => (about(), answered(&ui, appeal, decision.as_ref()), &*appeal.answer),
    };
    let address = |path: &str| format!("{}{}", app.public_url.origin, ui.url(path));
    let stop_url = address(&format!("/unsubscribe/{}", stop_token(&app.keys, &address_key(&app.keys, &to))));
    let said = Said {
        title: call.text(lang).title,
        receipt: receipt.to_owned(),
        message: message.to_owned(),
        voice_url: opinion.state.is_public().then(|| address(&format!("/opinions/{receipt}"))),
        status_url: address("/status"),
        stop_url,
        subject,
        lines,
        ui,
    };
    // The same letter tried twice has the same id, and another one than every other letter.
    let id = hash(&format!("{}|{}", opinion.id, news.key()))[..24].to_owned();
    Ok(Letter {
        to,
        text: said.text(),
        html: html(said.render()?),
        subject: plain(&said.subject).into_owned(),
        stop_url: said.stop_url,
        id,
    })
}

fn received(ui: &Ui, opinion: &Full) -> Vec<String> {
    let received = fl!(ui.words, "letter-received", at = ui.arrival(opinion.submitted_at));
    // A letter may be late: what it says of the state must be true when it is read.
    let is_unread = opinion.state == State::Published && opinion.reviewed_at.is_none();
    [received].into_iter().chain(is_unread.then(|| fl!(ui.words, "letter-public-at-once"))).collect()
}

fn decided(ui: &Ui, decision: &Decision) -> String {
    let w = ui.words;
    match State::parse(&decision.to_state) {
        Some(State::Published) => fl!(w, "letter-published"),
        Some(State::PublishedRedacted) => fl!(w, "letter-redacted"),
        Some(State::NeedsRevision) => fl!(w, "letter-returned"),
        Some(State::Withheld) => fl!(w, "letter-withheld"),
        Some(State::OnHold) => match decision.due_at {
            Some(due) => fl!(w, "letter-on-hold-until", day = ui.day_of(due)),
            None => fl!(w, "letter-on-hold"),
        },
        Some(State::Pending | State::Withdrawn) | None => fl!(w, "letter-changed"),
    }
}

fn on_addition(ui: &Ui, note: &Addition) -> String {
    match note.standing {
        Standing::Published => fl!(ui.words, "letter-addition-published"),
        Standing::Withheld => fl!(ui.words, "letter-addition-withheld"),
        Standing::Pending => fl!(ui.words, "letter-changed"),
    }
}

fn answered(ui: &Ui, appeal: &Appeal, decision: Option<&Decision>) -> Vec<String> {
    let changed = || [fl!(ui.words, "letter-appeal-changed")].into_iter().chain(decision.map(|it| decided(ui, it)));
    match appeal.outcome() {
        Some(Outcome::Changed) => changed().collect(),
        Some(Outcome::Upheld) | None => vec![fl!(ui.words, "letter-appeal-upheld")],
    }
}
