//! What a page shows of close opinions.

use super::{Found, find};
use crate::app::App;
use crate::consultations::Consultation;
use crate::http::{Result, Ui};
use crate::opinions::filter::Filter;
use crate::opinions::text::searchable;
use crate::reactions::{Known, Note, View};
use crate::voices::{Voice, store};

/// So many are shown.
const SHOWN: usize = 3;

/// Close opinions beside a text, the closest first.
#[derive(Default)]
pub struct Panel {
    /// How many people have written something close; `voices` are those few that are shown.
    pub people: usize,
    pub voices: Vec<Voice>,
    /// What there is to say of 共感 for them.
    pub reactions: Option<Note>,
}

impl Panel {
    /// Whether 共感 can be given to one of them.
    pub fn takes_reactions(&self) -> bool {
        !self.voices.is_empty() && self.reactions.is_some_and(|said| said.takes)
    }

    /// Beside a text that is being written, under a form of this submitter.
    pub async fn beside_draft(
        app: &App,
        ui: &Ui,
        call: &Consultation,
        known: &Known,
        text: &str,
        submitter: Option<&str>,
    ) -> Result<Self> {
        let found = find(app, call, text, |one| submitter == Some(one.submitter_id.as_str())).await?;
        Self::of(app, ui, call, known, found).await
    }

    /// Beside a published opinion.
    pub async fn beside_opinion(app: &App, ui: &Ui, call: &Consultation, voice: &Voice) -> Result<Self> {
        let own = voice.opinion.number;
        let text = searchable(&voice.opinion.public_body);
        let found = find(app, call, &text, |one| one.number == own).await?;
        Self::of(app, ui, call, &Known(None), found).await
    }

    async fn of(app: &App, ui: &Ui, call: &Consultation, known: &Known, found: Found) -> Result<Self> {
        let shown = &found.numbers[..found.numbers.len().min(SHOWN)];
        if shown.is_empty() {
            return Ok(Self::default());
        }
        let (counts, phase) = (app.counts(call).await?, call.phase(&app.zone, ui.now));
        let mut conn = app.db.read().await?;
        let mut opinions = store::some(&mut conn, shown).await?;
        opinions.sort_by_key(|opinion| shown.iter().position(|number| *number == opinion.number));
        let receipts = opinions.iter().map(|opinion| opinion.receipt.as_str());
        let view = View::of(&mut conn, &app.keys, call, phase, known, receipts).await?;
        let filter = Filter::default();
        let voices =
            opinions.into_iter().map(|opinion| Voice::new(ui, call, &counts, &filter, &view, opinion)).collect();
        Ok(Self { people: found.people, voices, reactions: Note::of(call, phase) })
    }
}
