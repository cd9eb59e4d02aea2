//! The course of an opinion, newest first: what is to come, where it stands, what has been.

use jiff::civil::Date;

use crate::appeals::store::Appeal;
use crate::base::calendar::{HOUR_MS, Zone};
use crate::consultations::Consultation;
use crate::meetings::{Meeting, next};
use crate::opinions::State;
use crate::opinions::store::{Decision, Full};

/// What happens to an opinion, or with all of them.
pub(super) enum Step {
    /// A step of the consultation that has no day yet.
    Announced(String),
    Meeting(Meeting),
    /// Somebody looks, by about that moment.
    Check(i64),
    Decision(Decision),
    /// Its author asked that somebody else looks again, and got an answer.
    Appeal(Appeal),
    Answer(Appeal),
    /// It became public before anybody decided.
    PublicAtOnce(i64),
    Received(i64),
}

impl Step {
    /// The day by which steps are put in order; `None`: after all of them.
    fn day(&self, zone: &Zone) -> Option<Date> {
        match self {
            Self::Announced(_) => None,
            Self::Meeting(meeting) => Some(meeting.held_on),
            Self::Check(at) | Self::PublicAtOnce(at) | Self::Received(at) => Some(zone.date(at)),
            Self::Decision(decision) => Some(zone.date(decision.decided_at)),
            Self::Appeal(appeal) => Some(zone.date(appeal.sent_at)),
            Self::Answer(appeal) => appeal.answered_at.map(|at| zone.date(at)),
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tense {
    Later,
    Now,
    Past,
}

impl Tense {
    /// Its class in the style sheet.
    pub fn class(self) -> &'static str {
        match self {
            Self::Later => "later",
            Self::Now => "now",
            Self::Past => "past",
        }
    }
}

pub(super) struct Point {
    pub step: Step,
    pub tense: Tense,
}

impl Point {
    pub fn is_later(&self) -> bool {
        self.tense == Tense::Later
    }

    pub fn is_now(&self) -> bool {
        self.tense == Tense::Now
    }
}

/// All points, the last that will come first.
pub(super) fn course(
    call: &Consultation,
    opinion: &Full,
    (decisions, appeals): (&[Decision], &[Appeal]),
    meetings: Vec<Meeting>,
    announced: &[&str],
    (zone, now): (&Zone, i64),
) -> Vec<Point> {
    let today = zone.date(now);
    let (to_come, held): (Vec<_>, Vec<_>) = meetings.into_iter().partition(|meeting| meeting.held_on >= today);
    let mut later: Vec<Step> = Vec::new();
    if opinion.state.is_public() || matches!(opinion.state, State::Pending | State::OnHold) {
        later.extend(next(&to_come).map(|meeting| Step::Meeting(meeting.clone())));
        later.extend(announced.iter().map(|step| Step::Announced((*step).to_owned())));
    }
    let check = Step::Check(check_by(call, opinion, decisions));
    let mut been: Vec<Step> = Vec::new();
    match opinion.state {
        State::Pending => been.push(check),
        State::Published if opinion.reviewed_at.is_none() => later.push(check),
        _ => {}
    }
    later.sort_by_key(|step| step.day(zone).map_or((1, today), |day| (0, day)));
    for decision in decisions {
        // What followed from an appeal has the next number, so it stands above the answer.
        let about = appeals.iter().filter(|appeal| appeal.decision == decision.number);
        for appeal in about.cloned() {
            been.extend(appeal.answered_at.map(|_| Step::Answer(appeal.clone())));
            been.push(Step::Appeal(appeal));
        }
        been.push(Step::Decision(decision.clone()));
    }
    been.extend(
        (opinion.published_at == Some(opinion.submitted_at)).then_some(Step::PublicAtOnce(opinion.submitted_at)),
    );
    been.push(Step::Received(opinion.submitted_at));
    // Those who met could read what was public by then.
    let public_on = opinion.published_at.filter(|_| opinion.state.is_public()).map(|at| zone.date(at));
    for meeting in held.into_iter().filter(|meeting| public_on.is_some_and(|day| meeting.held_on > day)) {
        let before = been.iter().position(|step| step.day(zone).is_some_and(|day| day <= meeting.held_on));
        been.insert(before.unwrap_or(been.len()), Step::Meeting(meeting));
    }
    let later = later.into_iter().rev().map(|step| Point { step, tense: Tense::Later });
    let tense = |place: usize| if place == 0 { Tense::Now } else { Tense::Past };
    later.chain(been.into_iter().enumerate().map(|(place, step)| Point { step, tense: tense(place) })).collect()
}

/// By when somebody means to look: counted from when the words last came in.
fn check_by(call: &Consultation, opinion: &Full, decisions: &[Decision]) -> i64 {
    // What was taken back has not been, nor its taking back.
    let undone = |decision: &&Decision| decisions.iter().any(|later| later.undoes == Some(decision.number));
    let last = decisions.iter().find(|decision| decision.undoes.is_none() && !undone(decision));
    let since = last.map_or(opinion.waits_since(), |decision| decision.decided_at);
    since + call.target_hours * HOUR_MS
}
