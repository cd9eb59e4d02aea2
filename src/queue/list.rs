//! The list of the queue as pages show it, and the panel that narrows it.

use std::sync::Arc;

use i18n_embed_fl::fl;

use super::store::{self, Counts, Look, Scope, Waiting};
use super::{Age, Cursor, Matter, Narrow, Place, Show, language};
use crate::app::App;
use crate::base::db::Conn;
use crate::base::text::Words;
use crate::consultations::Consultation;
use crate::flags::{self, Rule};
use crate::follow_ups::Beside;
use crate::http::access::Viewer;
use crate::http::{Error, Result, Ui};
use crate::opinions::filter::Select;
use crate::opinions::{Channel, HeldFor, State};
use crate::proposals;

/// One page of the queue.
pub struct Queue {
    place: Place,
    rows: Vec<Waiting>,
    more: Option<Cursor>,
    /// Receipt of the first opinion of the next page.
    beyond: Option<String>,
    counts: Counts,
    /// Proposals that wait for the reader.
    second: i64,
    /// Consultations that residents can see.
    calls: Arc<Vec<Arc<Consultation>>>,
    pub beside: Beside,
    /// Receipt of the opinion that is open.
    pub open: String,
}

/// A row as the list shows it.
pub struct Row<'a> {
    pub waiting: &'a Waiting,
    pub path: String,
    pub current: bool,
    pub clock: String,
    pub late: bool,
    pub flags: Vec<String>,
}

impl Queue {
    pub async fn load(app: &App, ui: &Ui, mut place: Place) -> Result<Self> {
        let calls = app.listed().await?;
        let conn = &mut *app.db.read().await?;
        let engine = app.db.engine;
        let me = ui.viewer.as_ref().map_or("", |me| &me.account);
        let look = Look { me, now: ui.now, machine_now: app.clock.machine_now() };
        let scope = scope(&calls, &place.narrow);
        let mut rows = store::queue(conn, engine, &place.narrow, &scope, look, place.after.as_ref()).await?;
        if rows.is_empty() && place.after.is_some() {
            // The last page has been worked off: begin again with what was passed over.
            place.after = None;
            rows = store::queue(conn, engine, &place.narrow, &scope, look, None).await?;
        }
        let counts = counts(app, conn, &place.narrow, &scope, look).await?;
        let second = proposals::store::waiting(conn, me).await?;
        let beside = Beside::load(conn).await?;
        let has_more = rows.len() > store::PAGE;
        let beyond = rows.get(store::PAGE).filter(|row| row.is_opinion()).map(|row| row.receipt.clone());
        rows.truncate(store::PAGE);
        let more = rows.last().filter(|_| has_more).map(Waiting::cursor);
        Ok(Self { place, rows, more, beyond, counts, second, calls, beside, open: String::new() })
    }

    /// Receipt of the first opinion that nobody else has in hand.
    pub fn first(&self, me: &Viewer) -> Option<&str> {
        let free = self.rows.iter().find(|row| row.is_opinion() && row.is_free(me));
        free.map(|row| row.receipt.as_str())
    }

    /// Whether nobody else has this opinion in hand, as far as this page shows.
    pub fn is_free(&self, receipt: &str, me: &Viewer) -> bool {
        self.rows.iter().all(|row| row.receipt != receipt || row.is_free(me))
    }

    /// Where this page of the queue begins, with nothing opened.
    pub fn here(&self) -> Place {
        Place { open: None, next: None, done: None, ..self.place.clone() }
    }

    fn at(&self) -> Option<usize> {
        self.rows.iter().position(|row| row.is_opinion() && row.receipt == self.open)
    }

    /// The place to go on to when the open opinion is decided: the opinion below it.
    pub fn onward(&self) -> Place {
        let below = self.at().and_then(|at| self.rows[at + 1..].iter().find(|row| row.is_opinion()));
        let beyond = || self.beyond.clone().filter(|_| self.at().is_some());
        Place { next: below.map(|row| row.receipt.clone()).or_else(beyond), ..self.here() }
    }

    pub fn previous(&self) -> Option<String> {
        Some(self.path(self.rows.get(self.at()?.checked_sub(1)?)?))
    }

    pub fn next(&self) -> Option<String> {
        match self.at().map_or_else(|| self.rows.first(), |at| self.rows.get(at + 1)) {
            Some(row) => Some(self.path(row)),
            None => self.more(),
        }
    }

    pub fn more(&self) -> Option<String> {
        self.more.clone().map(|cursor| Place { after: Some(cursor), ..self.here() }.to_path())
    }

    pub fn start(&self) -> Option<String> {
        self.place.after.as_ref().map(|_| Place { after: None, ..self.here() }.to_path())
    }

    /// There is something to open, though nothing is open.
    pub fn has_rows(&self) -> bool {
        !self.rows.is_empty()
    }

    /// How many fit, whatever part of them is shown.
    pub fn total(&self) -> i64 {
        self.counts.all
    }

    pub fn is_filtered(&self) -> bool {
        self.place.narrow != Narrow::default()
    }

    /// Where the row is worked on.
    fn path(&self, row: &Waiting) -> String {
        match row.matter {
            Matter::Opinion | Matter::Revision | Matter::Proposal => {
                Place { open: Some(row.receipt.clone()), ..self.here() }.to_path()
            }
            Matter::Note => format!("/staff/additions/{}", row.key),
            Matter::Appeal => format!("/staff/appeals/{}", row.key),
        }
    }

    /// The parts of the queue: address, label, whether it is shown.
    pub fn tags(&self, w: &Words) -> Vec<(String, String, bool)> {
        let Counts { all, hold, overdue, after, mine } = self.counts;
        let shown = [
            (Show::All, fl!(w, "queue-show-all", n = all)),
            (Show::Overdue, fl!(w, "queue-show-overdue", n = overdue)),
            (Show::Mine, fl!(w, "queue-show-mine", n = mine)),
            (Show::Hold, fl!(w, "queue-show-hold", n = hold)),
            (Show::After, fl!(w, "queue-show-after", n = after)),
            (Show::Second, fl!(w, "queue-show-second", n = self.second)),
        ];
        let narrow = &self.place.narrow;
        // Where nobody proposes anything there is nothing to choose.
        let is_there = |(show, _): &(Show, String)| *show != Show::Second || self.second > 0 || narrow.show == *show;
        let tag = |(show, label)| {
            let place = Place::narrowed(Narrow { show, ..narrow.clone() });
            (place.to_path(), label, show == narrow.show)
        };
        shown.into_iter().filter(is_there).map(tag).collect()
    }

    /// What the queue is narrowed to otherwise: what it is called, its value, the address without it.
    pub fn conditions(&self, ui: &Ui) -> Vec<(String, String, String)> {
        let (w, narrow) = (ui.words, &self.place.narrow);
        let call = self.call();
        let title = |slug: &String| call.map_or_else(|| slug.clone(), |call| call.text(ui.lang).title);
        let theme = |code: &String| {
            let known = call.and_then(|call| call.theme(code));
            known.map_or_else(|| code.clone(), |theme| theme.name(ui.lang).into_owned())
        };
        let words = (!narrow.words.is_empty()).then(|| narrow.words.clone());
        let without = |change: fn(&mut Narrow)| {
            let mut rest = narrow.clone();
            change(&mut rest);
            Place::narrowed(rest).to_path()
        };
        let all = [
            (fl!(w, "queue-matter"), narrow.matter.map(|it| it.label(w)), without(|rest| rest.matter = None)),
            (fl!(w, "queue-flag"), narrow.flag.map(|it| it.label(w)), without(|rest| rest.flag = None)),
            (
                fl!(w, "filter-call"),
                narrow.call.as_ref().map(title),
                without(|rest| (rest.call, rest.theme) = (None, None)),
            ),
            (fl!(w, "filter-theme"), narrow.theme.as_ref().map(theme), without(|rest| rest.theme = None)),
            (fl!(w, "filter-channel"), narrow.channel.map(|it| it.label(w)), without(|rest| rest.channel = None)),
            (fl!(w, "queue-lang"), narrow.lang.as_ref().map(|it| language(it, w)), without(|rest| rest.lang = None)),
            (fl!(w, "filter-words"), words, without(|rest| rest.words.clear())),
        ];
        all.into_iter().filter_map(|(label, value, without)| Some((label, value?, without))).collect()
    }

    fn call(&self) -> Option<&Consultation> {
        let slug = self.place.narrow.call.as_ref()?;
        self.calls.iter().map(|call| &**call).find(|call| call.slug == *slug)
    }

    /// The controls of the panel.
    pub fn selects(&self, ui: &Ui) -> Vec<Select> {
        let (w, narrow) = (ui.words, &self.place.narrow);
        let select = |name, label, chosen: Option<&str>, known: Vec<(String, String)>| {
            let any = (String::new(), fl!(w, "filter-all"), chosen.is_none());
            let option = |(value, words): (String, String)| {
                let is_chosen = Some(value.as_str()) == chosen;
                (value, words, is_chosen)
            };
            Select { name, label, options: std::iter::once(any).chain(known.into_iter().map(option)).collect() }
        };
        let matters = Matter::ALL.iter().map(|it| (it.name().to_owned(), it.label(w))).collect();
        let rules = Rule::ALL.iter().map(|it| (it.name().to_owned(), it.label(w))).collect();
        let channels = Channel::ALL.iter().map(|it| (it.name().to_owned(), it.label(w))).collect();
        let languages = ["ja", "en", "vi", "zh-Hans", "ko"].map(|it| (it.to_owned(), language(it, w))).into();
        let calls = self.calls.iter().map(|call| (call.slug.clone(), call.text(ui.lang).title)).collect();
        let mut selects = vec![
            select("matter", fl!(w, "queue-matter"), narrow.matter.map(Matter::name), matters),
            select("flag", fl!(w, "queue-flag"), narrow.flag.map(Rule::name), rules),
            select("call", fl!(w, "filter-call"), narrow.call.as_deref(), calls),
        ];
        // Themes belong to a consultation.
        if let Some(call) = self.call() {
            let themes = call.themes.iter().map(|theme| (theme.code.clone(), call.theme_path(&theme.id, ui.lang)));
            selects.push(select("theme", fl!(w, "filter-theme"), narrow.theme.as_deref(), themes.collect()));
        }
        selects.push(select("channel", fl!(w, "filter-channel"), narrow.channel.map(Channel::name), channels));
        selects.push(select("lang", fl!(w, "queue-lang"), narrow.lang.as_deref(), languages));
        selects
    }

    pub fn words(&self) -> &str {
        &self.place.narrow.words
    }

    pub fn show(&self) -> &'static str {
        self.place.narrow.show.name()
    }

    pub fn rows<'a>(&'a self, ui: &Ui) -> Vec<Row<'a>> {
        self.rows.iter().map(|waiting| self.row(waiting, ui)).collect()
    }

    fn row<'a>(&self, waiting: &'a Waiting, ui: &Ui) -> Row<'a> {
        let w = ui.words;
        let (clock, late) = match waiting.due_at {
            Some(due) if waiting.decide_by < ui.now => {
                (fl!(w, "queue-until-late", day = ui.short_day(ui.zone.date(due))), true)
            }
            Some(due) => (fl!(w, "queue-until", day = ui.short_day(ui.zone.date(due))), false),
            None => {
                let age = Age::until(waiting.decide_by, ui.now);
                (age.label(w), age.late)
            }
        };
        let is_mine = || ui.viewer.as_ref().is_some_and(|me| waiting.claimed_by.as_ref() == Some(&me.account));
        let hand = waiting.claimed_name.clone().filter(|_| !is_mine()).map(|name| fl!(w, "queue-in-hand", name = name));
        let whose = waiting.assigned_name.clone().map(|name| fl!(w, "queue-assigned", name = name));
        let proposed = waiting.proposed_name.clone().map(|name| fl!(w, "queue-proposed", name = name));
        let kind = (waiting.matter != Matter::Opinion).then(|| waiting.matter.label(w));
        let held = waiting.held_for.as_deref().and_then(HeldFor::parse).map(|rule| rule.label(w));
        // What merely waits needs no word; everything else in the queue does.
        let state = State::parse(&waiting.state).filter(|state| *state != State::Pending && waiting.is_opinion());
        let state = state.map(|state| state.label(w));
        let foreign = (waiting.lang != "ja" && waiting.lang != ui.lang.tag()).then(|| language(&waiting.lang, w));
        let rules = flags::rules(waiting.flags).map(|rule| rule.label(w));
        Row {
            waiting,
            path: self.path(waiting),
            current: waiting.is_opinion() && waiting.receipt == self.open,
            clock,
            late,
            flags: hand
                .into_iter()
                .chain(whose)
                .chain(proposed)
                .chain(kind)
                .chain(state)
                .chain(held)
                .chain(rules)
                .chain(foreign)
                .collect(),
        }
    }
}

/// How many wait. Where very many do, so many that the counting would be most of the page, it may be as old as `App::queue_counts`
/// keeps it.
async fn counts(app: &App, conn: &mut Conn, narrow: &Narrow, scope: &Scope, look: Look<'_>) -> Result<Counts> {
    const COUNTED_ANEW: i64 = 5_000;
    let engine = app.db.engine;
    if !store::is_long(conn, COUNTED_ANEW).await? {
        return Ok(store::counts(conn, engine, narrow, scope, look).await?);
    }
    let key = (look.me.to_owned(), Narrow { show: Show::All, ..narrow.clone() });
    let load = async || Ok::<_, Error>(store::counts(conn, engine, narrow, scope, look).await?);
    Ok(*app.queue_counts.get_or(key, look.machine_now, load).await?)
}

/// What the address means by consultation and theme.
fn scope(calls: &[Arc<Consultation>], narrow: &Narrow) -> Scope {
    let Some(slug) = &narrow.call else { return Scope::default() };
    let Some(call) = calls.iter().find(|call| call.slug == *slug) else {
        return Scope { call: Some(String::new()), themes: None };
    };
    let family = |code: &String| {
        let top = call.theme(code);
        let all = top.into_iter().flat_map(|top| call.children(top).chain([top]));
        all.map(|theme| theme.id.clone()).collect()
    };
    Scope { call: Some(call.id.clone()), themes: narrow.theme.as_ref().map(family) }
}
