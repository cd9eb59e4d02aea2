//! Deciding on opinions: the page of one, the acts on offer, what is written down.

pub mod desk;
pub mod routes;
pub mod store;

use i18n_embed_fl::fl;
use serde::Deserialize;

use self::desk::Item;
use self::store::Brought;
use crate::app::App;
use crate::base::calendar::parse_day;
use crate::base::text::Words;
use crate::consultations::{Consultation, Field};
use crate::decisions::{Act, DecisionForm, Ticket, clean, text_fault, words};
use crate::http::access::Viewer;
use crate::http::{Errors, Ui};
use crate::meetings::Note;
use crate::opinions::store::Full;
use crate::opinions::{Channel, Reason, State};
use crate::undo::undoable;

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
fn done(app: &App, ui: &Ui, item: &Item, me: &Viewer) -> Option<Done> {
    let (w, receipt) = (ui.words, item.opinion.receipt.clone());
    let last = item.history.first().filter(|last| last.by_name.is_some())?;
    let words = match State::parse(&last.to_state)? {
        _ if last.undoes.is_some() => fl!(w, "queue-done-undone", receipt = receipt.clone()),
        State::Published => fl!(w, "queue-done-published", receipt = receipt.clone()),
        State::PublishedRedacted => fl!(w, "queue-done-masked", receipt = receipt.clone()),
        State::NeedsRevision => fl!(w, "queue-done-returned", receipt = receipt.clone()),
        State::OnHold => fl!(w, "queue-done-held", receipt = receipt.clone()),
        State::Withheld => fl!(w, "queue-done-withheld", receipt = receipt.clone()),
        State::Pending | State::Withdrawn => return None,
    };
    let undo = undoable(&item.history, me, app.config.undo_minutes, app.clock.now()).map(|last| last.number);
    Some(Done { words, receipt, undo })
}

/// What somebody tells the others about an opinion, as it was sent.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RemarkForm {
    pub body: String,
    /// The account that it is handed over to; '' for a note alone.
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

    /// The words and the colleague they hand it over to, one of these; else what is wrong, beside its control.
    pub fn read<'f>(
        &'f self,
        ui: &Ui,
        moderators: &[(String, String)],
    ) -> std::result::Result<(String, Option<&'f str>), Errors> {
        let (w, mut errors, body) = (ui.words, Errors::default(), clean(&self.body));
        let hands_over = self.name() == "handover";
        if let Some(fault) = text_fault(&body, !hands_over) {
            errors.add(format!("body-{}", self.name()), words::text_fault(fault, fl!(w, "remark-missing"), w));
        }
        if hands_over && !moderators.iter().any(|(account, _)| *account == self.to) {
            errors.add("to", fl!(w, "remark-nobody"));
        }
        if errors.is_empty() { Ok((body, hands_over.then_some(&*self.to))) } else { Err(errors) }
    }
}
