//! What a page shows of close opinions.

use std::time::Duration;

use super::store::Candidate;
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
/// How long somebody who asks waits for sketches that are still being made, and somebody who is only told in passing.
const ASKED: Duration = Duration::from_secs(5);
const IN_PASSING: Duration = Duration::from_millis(200);

/// What somebody is writing.
pub struct Draft<'a> {
    pub text: &'a str,
    /// Who has sent others under the same form; own words are not shown as another's.
    pub submitter: Option<&'a str>,
}

impl Draft<'_> {
    fn is_of(&self, one: &Candidate) -> bool {
        self.submitter == Some(one.submitter_id.as_str())
    }
}

/// Close opinions beside a text, the closest first.
#[derive(Default)]
pub struct Panel {
    /// How many people have written something close; `voices` are those few that are shown.
    pub people: usize,
    /// There are probably more.
    pub is_more: bool,
    pub voices: Vec<Voice>,
    /// What there is to say of 共感 for them.
    pub reactions: Option<Note>,
}

impl Panel {
    /// Whether 共感 can be given to one of them.
    pub fn takes_reactions(&self) -> bool {
        !self.voices.is_empty() && self.reactions.is_some_and(|said| said.takes)
    }

    /// Beside a text that is being written, for whoever has asked.
    pub async fn asked(app: &App, ui: &Ui, call: &Consultation, known: &Known, draft: &Draft<'_>) -> Result<Self> {
        let found = find(app, call, draft.text, ASKED, |one| draft.is_of(one)).await?;
        Self::of(app, ui, call, known, found).await
    }

    /// Beside a text that is about to be sent. An offer, no condition: where it cannot be had, the way goes on without.
    pub async fn in_passing(app: &App, ui: &Ui, call: &Consultation, known: &Known, draft: &Draft<'_>) -> Self {
        let found = find(app, call, draft.text, IN_PASSING, |one| draft.is_of(one)).await;
        Self::of(app, ui, call, known, found.unwrap_or_default()).await.unwrap_or_default()
    }

    /// Beside a published opinion, whose page stands without it, too.
    pub async fn beside_opinion(app: &App, ui: &Ui, call: &Consultation, voice: &Voice) -> Self {
        let (own, text) = (voice.opinion.number, searchable(&voice.opinion.public_body));
        let found = find(app, call, &text, IN_PASSING, |one| one.number == own).await;
        Self::of(app, ui, call, &Known(None), found.unwrap_or_default()).await.unwrap_or_default()
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
        Ok(Self { people: found.people, is_more: found.is_more, voices, reactions: Note::of(call, phase) })
    }
}
