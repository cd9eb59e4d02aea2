//! Deciding on opinions: the page of one, the acts on offer, what is written down.

pub mod desk;
pub mod routes;
pub mod store;

use askama::Template;
use i18n_embed_fl::fl;
use serde::Deserialize;

use self::desk::{Desk, Item};
use self::store::Brought;
use crate::app::App;
use crate::base::calendar::parse_day;
use crate::base::text::Words;
use crate::consultations::{Consultation, Field};
use crate::decisions::{Act, DecisionForm, Ticket, clean, text_fault, words};
use crate::http::access::{Role, Viewer};
use crate::http::{Errors, Ui};
use crate::meetings::Note;
use crate::opinions::store::{Decision, Full};
use crate::opinions::{Channel, Reason, State};
use crate::proposals::Proposal;
use crate::queue::Place;
use crate::queue::list::Queue;
use crate::undo::undoable;

/// The workbench: list, open opinion, acts and guideline; without a list it is the page of one opinion.
#[derive(Template)]
#[template(path = "moderation/bench.html")]
struct Bench {
    ui: Ui,
    queue: Option<Queue>,
    item: Option<Item>,
    desk: Option<Desk>,
    clash: Option<Clash>,
    done: Option<Done>,
    /// What was to be told to others, as it came.
    remark: RemarkForm,
    errors: Errors,
}

impl Bench {
    /// The page for `item`, with the acts where the reader may decide; `form` as it came, if it did.
    fn new(ui: Ui, mut queue: Option<Queue>, mut item: Option<Item>, form: DecisionForm) -> Self {
        let mut desk = None;
        if let Some(item) = &mut item {
            let receipt = item.opinion.receipt.clone();
            let back = match &mut queue {
                Some(queue) => {
                    queue.open = receipt;
                    queue.onward()
                }
                None => Place { open: Some(receipt), ..Place::default() },
            };
            let is_free = !item.opinion.is_to_be_compared() && item.appeal.is_none() && item.elsewhere(&ui).is_none();
            desk = (ui.may(Role::Moderator) && is_free).then(|| Desk::new(item, form, &ui, &back));
            if let Some(masks) = desk.as_ref().and_then(Desk::suggestion) {
                item.preview(&masks.redactions(&item.opinion.text).0);
            }
        }
        Self {
            ui,
            queue,
            item,
            desk,
            clash: None,
            done: None,
            remark: RemarkForm::default(),
            errors: Errors::default(),
        }
    }
}

impl Bench {
    /// What was typed into one of the forms for colleagues.
    fn remark_in(&self, form: &str) -> &str {
        if self.remark.name() == form { &self.remark.body } else { "" }
    }

    /// Those it can be handed to: everybody else.
    fn colleagues(&self) -> impl Iterator<Item = &(String, String)> {
        let me = self.ui.viewer.as_ref().map(|me| &me.account);
        let all = self.item.iter().flat_map(|item| &item.moderators);
        all.filter(move |(account, _)| Some(account) != me)
    }

    fn hands_over(&self) -> bool {
        let waits = self.item.as_ref().is_some_and(|item| item.opinion.reviewed_at.is_none());
        waits && self.desk.is_some() && self.colleagues().next().is_some()
    }

    /// The keys of the acts on offer, and what they do.
    fn act_keys(&self) -> Vec<(&'static str, String)> {
        let label = |desk: &Desk, act: &Act| (act.key(), desk.label(*act, self.ui.words));
        let acts = self.desk.iter().flat_map(|desk| desk.offered.iter().map(move |act| label(desk, act)));
        let w = self.ui.words;
        let handover = self.hands_over().then(|| ("T", fl!(w, "remark-handover")));
        let note = self.item.is_some().then(|| ("N", fl!(w, "remark-write")));
        acts.chain(handover).chain(note).collect()
    }

    fn has_flags(&self) -> bool {
        self.item.as_ref().is_some_and(|item| !item.flags.is_empty())
    }

    /// The place in the queue around the opinion; '' where it stands alone.
    fn here(&self) -> String {
        self.queue.as_ref().map_or_else(String::new, |queue| queue.here().to_path())
    }
}

/// Somebody was faster, or the author changed the text: what happened, and the words that must not be lost.
struct Clash {
    happened: Vec<String>,
    /// The act that was pressed, and the same with its reason or the day of a hold.
    act: String,
    chosen: String,
    masks: String,
    message: String,
    note: String,
    /// Where the opinion is opened anew.
    again: String,
}

/// Label and value of what staff may know of an opinion beside its words.
pub fn facts(
    ui: &Ui,
    opinion: &Full,
    call: &Consultation,
    (theme, more): (String, &[String]),
    note: Option<Note>,
) -> Vec<(String, String)> {
    let w = ui.words;
    let ids = std::iter::once(&opinion.theme_id).chain(more);
    let names: Vec<String> = ids.map(|id| call.theme_path(id, ui.lang)).filter(|name| !name.is_empty()).collect();
    let channel = Channel::parse(&opinion.channel).map_or_else(|| opinion.channel.clone(), |known| known.label(w));
    let mut facts = vec![
        (fl!(w, "queue-fact-call"), call.text(ui.lang).title),
        (theme, names.join(&fl!(w, "queue-list-comma"))),
        (fl!(w, "queue-fact-channel"), channel),
    ];
    let said =
        [(Field::AgeBand, &opinion.age_band), (Field::Area, &opinion.area), (Field::Relation, &opinion.relation)];
    for (field, code) in said {
        if let Some(code) = code
            && !call.field(field).is_only_counted()
        {
            facts.push((field.label(w), call.choice_label(field, code, ui.lang)));
        }
    }
    if let Some(Note { meeting, table_name, dots }) = note {
        facts.push((fl!(w, "column-meeting"), meeting.label()));
        facts.extend((!table_name.is_empty()).then(|| (fl!(w, "column-table"), table_name)));
        facts.extend(dots.map(|dots| (fl!(w, "column-dots"), ui.number(dots))));
    }
    facts
}

impl Brought {
    /// Label and value of how it came here.
    pub fn facts(self, w: &Words) -> impl Iterator<Item = (String, String)> {
        let facts = [
            (fl!(w, "transcript-place"), self.place),
            (fl!(w, "detail-import-by"), self.by),
            (fl!(w, "detail-import-file"), self.file),
        ];
        facts.into_iter().filter(|(_, value)| !value.is_empty())
    }
}

/// What was done a moment ago.
pub struct Done {
    pub words: String,
    pub receipt: String,
    /// The decision, while it can be taken back.
    pub undo: Option<i64>,
}

/// The act that was pressed, and the same with what was chosen for it.
fn chosen(ui: &Ui, ticket: Ticket, form: &DecisionForm) -> (String, String) {
    let (w, act) = (ui.words, ticket.act.label(ticket.seen.state, ui.words));
    let reason = Reason::parse(&form.reason).map(|reason| reason.label(w));
    let day = parse_day(&form.due).filter(|_| ticket.act == Act::Hold).map(|day| ui.day(day));
    let chosen = match (reason, day) {
        (_, Some(day)) => fl!(w, "queue-clash-act-until", act = act.as_str(), day = day),
        (Some(reason), None) => fl!(w, "queue-clash-act", act = act.as_str(), reason = reason),
        (None, None) => act.clone(),
    };
    (act, chosen)
}

/// What came between the moderator's look and his press, in sentences.
fn happened(ui: &Ui, item: &Item, ticket: Ticket, me: &Viewer) -> Vec<String> {
    let w = ui.words;
    let mut told = Vec::new();
    if let Some((_, _, at)) = item.versions.last().filter(|(version, ..)| *version != ticket.seen.version) {
        let version = item.opinion.version;
        told.push(match item.is_mended_by_staff() {
            true => fl!(w, "queue-clash-mended", when = ui.moment(*at), version = version),
            false => fl!(w, "queue-clash-corrected", when = ui.moment(*at), version = version),
        });
    }
    let last = item.history.first().filter(|last| last.number > ticket.decisions);
    if let Some((last, to)) = last.and_then(|last| Some((last, State::parse(&last.to_state)?))) {
        let (when, state) = (ui.moment(last.decided_at), to.label(w));
        match (&last.by_name, &last.reason) {
            (Some(_), _) if last.decided_by.as_deref() == Some(&me.account) => {
                told.push(fl!(w, "queue-clash-own", when = when, state = state));
            }
            (Some(name), Some(reason)) => {
                let reason = item.reason(reason, w);
                told.push(fl!(
                    w,
                    "queue-clash-decided-reason",
                    name = name.clone(),
                    when = when,
                    state = state,
                    reason = reason
                ));
            }
            (Some(name), None) => {
                told.push(fl!(w, "queue-clash-decided", name = name.clone(), when = when, state = state));
            }
            (None, _) if to == State::Withdrawn => told.push(fl!(w, "queue-clash-withdrawn", when = when)),
            (None, _) => {}
        }
    }
    if let Some((claim, until)) = item.elsewhere(ui) {
        told.push(fl!(w, "queue-clash-claimed", name = claim.name.clone(), time = ui.clock(until)));
    }
    if item.appeal.is_some() {
        told.push(fl!(w, "queue-clash-appeal"));
    }
    if told.is_empty() {
        told.push(fl!(w, "queue-clash-state", state = item.opinion.state.label(w)));
    }
    told
}

/// The notice of what was just done.
fn done(
    app: &App,
    ui: &Ui,
    receipt: &str,
    (history, proposal): (&[Decision], Option<&Proposal>),
    me: &Viewer,
) -> Option<Done> {
    let w = ui.words;
    if proposal.is_some_and(|proposal| !proposal.is_for(&me.account)) {
        return Some(Done {
            words: fl!(w, "queue-done-proposed", receipt = receipt),
            receipt: receipt.to_owned(),
            undo: None,
        });
    }
    let last = history.first().filter(|last| last.by_name.is_some())?;
    let words = match State::parse(&last.to_state)? {
        _ if last.undoes.is_some() => fl!(w, "queue-done-undone", receipt = receipt),
        State::Published => fl!(w, "queue-done-published", receipt = receipt),
        State::PublishedRedacted => fl!(w, "queue-done-masked", receipt = receipt),
        State::NeedsRevision => fl!(w, "queue-done-returned", receipt = receipt),
        State::OnHold => fl!(w, "queue-done-held", receipt = receipt),
        State::Withheld => fl!(w, "queue-done-withheld", receipt = receipt),
        State::Pending | State::Withdrawn => return None,
    };
    let undo = undoable(history, me, app.config.undo_minutes, app.clock.now()).map(|last| last.number);
    Some(Done { words, receipt: receipt.to_owned(), undo })
}

/// What somebody tells the others about an opinion, as it was sent.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RemarkForm {
    pub body: String,
    /// The account that it is handed over to, or `ANYBODY`; '' for a note alone.
    pub to: String,
    /// `handover` or `remark`: which of the two forms.
    pub form: String,
    pub back: String,
}

impl RemarkForm {
    /// Which form it came in: the beginning of the names of its controls.
    pub fn name(&self) -> &'static str {
        if self.form == "handover" { "handover" } else { "remark" }
    }

    /// The words, and where they hand it over to whom: one of these, or nobody in particular. Else what is wrong, beside
    /// its control.
    pub fn read<'f>(&'f self, ui: &Ui, moderators: &[(String, String)]) -> std::result::Result<Read<'f>, Errors> {
        let (w, mut errors, body) = (ui.words, Errors::default(), clean(&self.body));
        let hands_over = self.name() == "handover";
        if let Some(fault) = text_fault(&body, !hands_over) {
            errors.add(format!("body-{}", self.name()), words::text_fault(fault, fl!(w, "remark-missing"), w));
        }
        let to = Some(&*self.to).filter(|to| *to != ANYBODY);
        let is_known = |to: &str| moderators.iter().any(|(account, _)| account == to);
        if hands_over && (moderators.is_empty() || !to.is_none_or(is_known)) {
            errors.add("to", fl!(w, "remark-nobody"));
        }
        if errors.is_empty() { Ok((body, hands_over.then_some(to))) } else { Err(errors) }
    }

    /// Where to go on: to the next opinion where it is somebody else's now, else to this one.
    fn onward(&self, receipt: &str) -> String {
        let place = Place::parse(&self.back);
        match (self.name(), self.back.as_str()) {
            ("handover", _) => place.to_path(),
            (_, "") => format!("/staff/opinions/{receipt}#remarks"),
            _ => format!("{}#remarks", Place { open: Some(receipt.to_owned()), next: None, ..place }.to_path()),
        }
    }
}

/// Words, and to whom they hand an opinion over: `None` to nobody, they are a note; `Some(None)` to anybody.
pub type Read<'f> = (String, Option<Option<&'f str>>);

/// Stands among the accounts for "whoever has time".
pub const ANYBODY: &str = "-";
