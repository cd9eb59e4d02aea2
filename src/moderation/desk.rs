//! What a moderator works on, put together: the opinion that is open, the acts on offer.

use i18n_embed_fl::fl;

use super::facts;
use super::store::{self, Remark};
use crate::additions::store::{Addition, of as additions_of};
use crate::appeals::store::{Appeal, of as appeals_of};
use crate::base::db::Conn;
use crate::base::text::{Lang, Words};
use crate::claims::Claim;
use crate::consultations;
use crate::decisions::{Act, DecisionForm, MAX_MASKS, due_range, mask_lines};
use crate::families::Family;
use crate::flags::{Flag, Rules, marked};
use crate::http::Ui;
use crate::http::access::Role;
use crate::letters;
use crate::meetings;
use crate::opinions::store::{Decision, Full};
use crate::opinions::text::{Part, Redaction, find_spans, masked_words, parts, redact};
use crate::opinions::{self, Channel, Reason, State};
use crate::policy;
use crate::proposals::{self, Proposal};
use crate::queue::Place;

/// An opinion with everything that staff may know about it.
pub struct Item {
    pub opinion: Full,
    /// Label and value: themes, channel, what the author said about himself.
    pub facts: Vec<(String, String)>,
    pub versions: Vec<(i64, String, i64)>,
    /// Newest first.
    pub history: Vec<Decision>,
    pub decisions: i64,
    /// The language of letters; `None` when no address was left.
    pub letters: Option<Lang>,
    /// What its author has added.
    pub additions: Vec<Addition>,
    /// Somebody is to answer it: until then nobody decides otherwise.
    pub appeal: Option<Appeal>,
    /// Masks that stand now, as stored.
    masks: Vec<(i64, i64, String)>,
    /// What staff told each other, newest first.
    pub remarks: Vec<Remark>,
    /// Account and name of who is to decide on it.
    pub assignee: Option<(String, String)>,
    /// Somebody means to withhold it and waits for somebody else to agree.
    pub proposal: Option<Proposal>,
    /// Two must agree to withhold it.
    pub needs_two: bool,
    /// Who else says the same; nobody where that has not been looked up.
    pub family: Family,
    /// Account and name of those it can be handed to.
    pub moderators: Vec<(String, String)>,
    /// Who has it in hand, and until when by the clock on the wall.
    pub claim: Option<(Claim, i64)>,
    /// What rules found in the current text.
    pub flags: Vec<Flag>,
    /// The text that is public, or would be; `None` where nothing is and nothing can be.
    pub public: Option<String>,
}

impl Item {
    pub async fn load(conn: &mut Conn, ui: &Ui, rules: &Rules, receipt: &str) -> crate::http::Result<Option<Self>> {
        let Some(opinion) = opinions::store::find(conn, receipt).await? else { return Ok(None) };
        let call = consultations::store::find_by_id(conn, &opinion.consultation_id).await?;
        let call = call.ok_or_else(|| anyhow::anyhow!("{receipt} belongs to no consultation"))?;
        let more = store::more_themes(conn, &opinion.id).await?;
        let masks = match opinion.state {
            State::PublishedRedacted => store::masks(conn, &opinion.id, opinion.version).await?,
            _ => Vec::new(),
        };
        let acts = ui.may(Role::Moderator) && opinion.state != State::Withdrawn;
        let public = opinion.public_body.clone().or_else(|| acts.then(|| redact(&opinion.text, &[])));
        let history = opinions::store::decisions(conn, &opinion.id).await?;
        let note = match opinion.channel == Channel::Workshop.name() {
            true => meetings::store::note(conn, &opinion.receipt).await?,
            false => None,
        };
        let brought = store::brought(conn, &opinion.id).await?;
        // Of what staff brought nobody knows who chose the theme.
        let theme = match brought {
            Some(_) => fl!(ui.words, "column-theme"),
            None => fl!(ui.words, "queue-fact-theme"),
        };
        let mut facts = facts(ui, &opinion, &call, (theme, &more), note);
        facts.extend(brought.map(|it| it.facts(ui.words)).into_iter().flatten());
        Ok(Some(Self {
            facts,
            versions: opinions::store::versions(conn, &opinion).await?,
            // Of what is shown: an act that came meanwhile is not decided about unseen.
            decisions: history.first().map_or(0, |last| last.number),
            history,
            letters: letters::store::lang(conn, &opinion.id).await?,
            additions: additions_of(conn, &opinion.id).await?,
            appeal: appeals_of(conn, &opinion.id).await?.into_iter().find(Appeal::is_open),
            masks,
            public,
            remarks: store::remarks(conn, &opinion.id).await?,
            assignee: store::assignee(conn, &opinion.id).await?,
            proposal: match opinion.state {
                State::Withdrawn => None,
                _ => proposals::store::of(conn, &opinion.id, opinion.version).await?,
            },
            needs_two: policy::store::second_person(conn, &opinion.consultation_id).await?,
            moderators: store::moderators(conn).await?,
            family: Family::default(),
            claim: None,
            flags: rules.find(&opinion.text, &opinion.lang),
            opinion,
        }))
    }

    /// Somebody else has it in hand: who.
    pub fn elsewhere(&self, ui: &Ui) -> Option<&(Claim, i64)> {
        let me = ui.viewer.as_ref().map(|me| &me.account);
        self.claim.as_ref().filter(|(claim, _)| Some(&claim.account_id) != me)
    }

    /// Until when the reader himself has it.
    pub fn in_hand(&self, ui: &Ui) -> Option<&i64> {
        self.claim.as_ref().filter(|_| self.elsewhere(ui).is_none()).map(|(_, until)| until)
    }

    /// The end of the claim that this page knows, machine time.
    pub fn held_until(&self) -> i64 {
        self.claim.as_ref().map_or(0, |(claim, _)| claim.until_at)
    }

    pub fn stretches(&self) -> Vec<marked::Stretch<'_>> {
        marked::stretches(&self.opinion.text, &self.flags)
    }

    pub fn notes(&self) -> Vec<marked::Note<'_>> {
        marked::notes(&self.opinion.text, &self.flags)
    }

    /// The words that a moderator may mean to mask; none where somebody has decided already.
    fn suggested(&self) -> String {
        match self.opinion.reviewed_at {
            None => marked::personal_words(&self.opinion.text, &self.flags),
            Some(_) => String::new(),
        }
    }

    /// What a moderator can do now. Nobody would mend what is returned to an author who cannot open it.
    pub fn offered(&self) -> Vec<Act> {
        let acts = Act::offered(self.opinion.state, self.opinion.reviewed_at.is_some());
        acts.into_iter().filter(|act| *act != Act::Return || self.opinion.is_answerable()).collect()
    }

    /// Whether a moderator may decide on it as it stands.
    pub fn is_decidable(&self) -> bool {
        !self.opinion.is_to_be_compared() && self.appeal.is_none() && !self.offered().is_empty()
    }

    /// What somebody else than the reader has proposed.
    pub fn others_proposal(&self, ui: &Ui) -> Option<&Proposal> {
        let me = ui.viewer.as_ref().map_or("", |me| &me.account);
        self.proposal.as_ref().filter(|proposal| proposal.is_for(me))
    }

    /// Whether a press on "withhold" is a proposal.
    pub fn proposes(&self, ui: &Ui) -> bool {
        self.needs_two && self.opinion.state != State::Withheld && self.others_proposal(ui).is_none()
    }

    /// The language in which the author is spoken to.
    pub fn author(&self) -> Lang {
        self.opinion.author(self.letters)
    }

    /// Shows the public text as these masks would leave it.
    pub fn preview(&mut self, redactions: &[Redaction]) {
        self.public = Some(redact(&self.opinion.text, redactions));
    }

    /// Whether the text shown as public is what everybody reads, or reads nothing of.
    pub fn shows_public(&self) -> bool {
        self.public == self.opinion.public_body
    }

    pub fn parts(&self) -> Vec<Part<'_>> {
        self.public.as_deref().map(parts).unwrap_or_default()
    }

    pub fn mask_count(&self) -> usize {
        self.parts().iter().filter(|part| matches!(part, Part::Mask(_))).count()
    }

    pub fn chars(&self) -> usize {
        self.opinion.text.chars().count()
    }

    /// When the current text was sent, where it is not the first.
    pub fn corrected_at(&self) -> Option<i64> {
        self.versions.last().filter(|(version, ..)| *version > 1).map(|(_, _, at)| *at)
    }

    /// Whether the current text is a colleague's, who compared it with the paper.
    pub fn is_mended_by_staff(&self) -> bool {
        let made = |past: &&Decision| self.corrected_to(past) == Some(self.opinion.version);
        self.history.iter().find(made).is_some_and(|past| past.decided_by.is_some())
    }

    pub fn held_for(&self, w: &Words) -> Option<String> {
        self.opinion.held_for().map(|rule| rule.label(w))
    }

    /// Who acted: a name, or the author.
    pub fn who(&self, decision: &Decision, w: &Words) -> String {
        decision.by_name.clone().unwrap_or_else(|| fl!(w, "queue-author"))
    }

    /// The version of the author's new text, where that is what was done.
    pub fn corrected_to(&self, past: &Decision) -> Option<i64> {
        let corrected = State::parse(&past.to_state) == Some(State::Pending) && past.undoes.is_none();
        corrected.then_some(past.version + 1)
    }

    pub fn reason(&self, name: &str, w: &Words) -> String {
        Reason::parse(name).map_or_else(|| name.to_owned(), |reason| reason.label(w))
    }
}

/// The acts on offer and the form as it stands: empty, or with every word that was sent.
pub struct Desk {
    pub offered: Vec<Act>,
    pub open: Option<Act>,
    form: DecisionForm,
    pub from: State,
    masks: String,
    mask_reason: Reason,
    author: &'static Words,
    pub due_first: String,
    pub due_last: String,
    due: String,
    pub back: String,
    /// The kind words of a reason are no answer to an appeal.
    is_answer: bool,
    /// To withhold it is to propose that.
    proposes: bool,
}

impl Desk {
    /// For an appeal: the opinion stays withheld, or is published as a whole or with masks.
    pub fn of_appeal(item: &Item, form: DecisionForm, ui: &Ui) -> Self {
        let offered = vec![Act::Withhold, Act::Publish, Act::Mask];
        let open = Act::parse(&form.act);
        Self { offered, open, is_answer: true, proposes: false, ..Self::new(item, form, ui, &Place::default()) }
    }

    /// For `item` as it stands now; `form` as it came, if it did.
    pub fn new(item: &Item, form: DecisionForm, ui: &Ui, back: &Place) -> Self {
        let (opinion, reviewed) = (&item.opinion, item.opinion.reviewed_at.is_some());
        let offered = item.offered();
        let form = match item.others_proposal(ui).filter(|_| form.act.is_empty()) {
            Some(proposal) => DecisionForm::of_proposal(proposal.reason, &proposal.message),
            None => form,
        };
        let sent = Act::parse(&form.act);
        let suggested = item.suggested();
        // One press fewer for what is done most; never for what somebody has decided already.
        let usual = if suggested.is_empty() { Act::Publish } else { Act::Mask };
        let first = Some(usual).filter(|act| offered.contains(act) && !reviewed);
        let spans = item
            .masks
            .iter()
            .filter_map(|(starts, ends, _)| Some((usize::try_from(*starts).ok()?, usize::try_from(*ends).ok()?)));
        let (first_day, last_day) = due_range(ui.zone.date(ui.now));
        let in_a_week = ui.zone.date(ui.now).saturating_add(jiff::Span::new().days(7));
        Self {
            open: sent.or(first),
            masks: if item.masks.is_empty() { suggested } else { masked_words(&opinion.text, spans) },
            mask_reason: item.masks.first().and_then(|(.., name)| Reason::parse(name)).unwrap_or(Reason::PersonalInfo),
            author: item.author().words(),
            due_first: first_day.to_string(),
            due_last: last_day.to_string(),
            due: in_a_week.to_string(),
            from: opinion.state,
            back: back.to_path(),
            is_answer: false,
            proposes: item.proposes(ui),
            offered,
            form,
        }
    }

    /// Masks that are in the box and nobody has looked at yet.
    pub fn suggestion(&self) -> Option<DecisionForm> {
        let is_fresh = self.form.act.is_empty() && self.is_open(Act::Mask) && !self.masks.is_empty();
        is_fresh.then(|| DecisionForm::of_masks(self.masks.clone()))
    }

    fn kept(&self, act: Act) -> Option<&DecisionForm> {
        Some(&self.form).filter(|form| form.act == act.name())
    }

    /// What an act is called here, and what it does.
    pub fn label(&self, act: Act, w: &Words) -> String {
        if self.is_proposal(act) { fl!(w, "queue-act-propose") } else { act.label(self.from, w) }
    }

    pub fn help(&self, act: Act, w: &Words) -> String {
        if self.is_proposal(act) { fl!(w, "queue-help-propose") } else { act.help(self.from, w) }
    }

    fn is_proposal(&self, act: Act) -> bool {
        self.proposes && act == Act::Withhold
    }

    pub fn is_open(&self, act: Act) -> bool {
        self.open == Some(act)
    }

    pub fn message(&self, act: Act) -> &str {
        self.kept(act).map_or("", |form| &form.message)
    }

    pub fn note(&self) -> &str {
        self.kept(Act::Hold).map_or("", |form| &form.note)
    }

    pub fn due(&self) -> &str {
        self.kept(Act::Hold).map_or(&self.due, |form| &form.due)
    }

    pub fn masks(&self) -> &str {
        self.kept(Act::Mask).map_or(&self.masks, |form| &form.masks)
    }

    pub fn is_reason(&self, act: Act, reason: Reason) -> bool {
        match self.kept(act) {
            Some(form) => form.reason == reason.name(),
            None => act == Act::Mask && reason == self.mask_reason,
        }
    }

    /// Each line of the box with the number of places it masks in `text`; lines that stand nowhere are errors.
    pub fn places(&self, text: &str) -> Vec<(&str, usize)> {
        let lines = mask_lines(self.masks(), text).take(MAX_MASKS);
        let counted = lines.map(|line| (line, find_spans(text, line, Reason::Other).len()));
        counted.filter(|(_, count)| *count > 0).collect()
    }

    /// The reasons that masks mostly have stand first, with whatever is chosen; the rest is folded away.
    pub fn is_common(&self, reason: Reason) -> bool {
        matches!(reason, Reason::PersonalInfo | Reason::Defamation | Reason::Discrimination)
            || self.is_reason(Act::Mask, reason)
    }

    /// What the author reads when no other words are written, in his language; '' where words are needed.
    pub fn kind_words(&self, act: Act, reason: Reason) -> String {
        act.kind_words(reason, self.author).filter(|_| !self.is_answer).unwrap_or_default()
    }
}
