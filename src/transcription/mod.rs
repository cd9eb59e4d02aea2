//! Writing down for others: what came on paper, by telephone, at a counter. Staff record it, they are never its author; where
//! it is wished, a second person compares it with the paper before a moderator sees it.

mod again;
pub mod routes;
pub mod store;

use i18n_embed_fl::fl;
use serde::Deserialize;

use crate::base::calendar::{Zone, parse_day};
use crate::base::fold::is_refused_in_a_line;
use crate::consultations::{Consultation, Field, Requirement};
use crate::http::access::Viewer;
use crate::http::{Errors, Ui};
use crate::intake::Transcript;
use crate::opinions::Channel;
use crate::opinions::text::Body;
use crate::writing::{Draft, OpinionForm};

/// Ways that lead over somebody's desk; the first is offered first.
pub const CHANNELS: [Channel; 7] =
    [Channel::Paper, Channel::Counter, Channel::Phone, Channel::Mail, Channel::Fax, Channel::Email, Channel::Proxy];
/// Characters of a place.
const PLACE_CHARS: usize = 60;
/// Characters of the reason why something goes to review though nobody has compared it.
const WHY_CHARS: usize = 200;

/// Which consultation is asked for, and what has just been done.
#[derive(Deserialize)]
pub struct CallQuery {
    #[serde(default)]
    pub call: String,
    #[serde(default)]
    pub done: String,
}

/// What was written down, every word as it was sent.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct TranscriptForm {
    /// The consultation.
    pub call: String,
    pub token: String,
    pub theme: String,
    pub theme2: String,
    pub theme3: String,
    pub body: String,
    pub age_band: String,
    pub area: String,
    pub relation: String,
    pub mail: String,
    pub channel: String,
    pub place: String,
    pub day: String,
    /// The day before the opening that is meant, where it was asked about.
    pub sure: String,
    /// 'yes': somebody else is to compare it.
    pub check: String,
    /// Who sent the one before, signed; and 'yes' where this one is of the same person.
    pub before: String,
    pub same: String,
}

/// It is as on the paper, with the words as they stand here.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CheckForm {
    pub body: String,
    /// The version that was compared.
    pub version: String,
}

/// Sends on what nobody is there to compare.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WaiverForm {
    pub why: String,
}

impl WaiverForm {
    /// Why, as the log keeps it. `None`: it says nothing, or too much.
    pub fn parse(&self) -> Option<&str> {
        let why = self.why.trim();
        let is_fit = (1..=WHY_CHARS).contains(&why.chars().count()) && !why.chars().any(is_refused_in_a_line);
        is_fit.then_some(why)
    }
}

/// What stands in the forms of the page on which one compares, and what became of the one that was sent.
#[derive(Default)]
pub struct Said {
    /// `None`: nobody has written there.
    pub body: Option<String>,
    /// Why it goes on though nobody has compared it.
    pub why: String,
    /// It was sent too late.
    pub late: bool,
    pub errors: Errors,
}

/// Who writes down, and what the place offers.
pub struct Clerk<'a> {
    pub me: &'a Viewer,
    pub mail_is_on: bool,
    /// Somebody else can compare.
    pub has_colleague: bool,
}

/// The fields, as the page has them.
const ORDER: [&str; 12] =
    ["body", "theme", "theme2", "age_band", "area", "relation", "mail", "channel", "day", "place", "sure", "check"];

impl TranscriptForm {
    /// The part that every opinion has.
    pub fn opinion(&self) -> OpinionForm {
        let it = self.clone();
        OpinionForm {
            token: it.token,
            theme: it.theme,
            theme2: it.theme2,
            theme3: it.theme3,
            body: it.body,
            age_band: it.age_band,
            area: it.area,
            relation: it.relation,
            mail: it.mail,
            ..OpinionForm::default()
        }
    }

    /// What the paper says about its author; '' where it says nothing.
    fn answer(&self, field: Field) -> &str {
        match field {
            Field::AgeBand => &self.age_band,
            Field::Area => &self.area,
            Field::Relation => &self.relation,
            Field::Mail => &self.mail,
        }
    }

    fn wants_check(&self) -> bool {
        self.check == "yes"
    }

    /// Whether its day lies before the opening: a slip in the year, more often than not.
    pub fn is_early(&self, call: &Consultation) -> bool {
        parse_day(&self.day).is_some_and(|day| day < call.opens_on)
    }

    /// Whether its day lies after the end: nothing is wrong with it, and whoever counts should know.
    pub fn is_late(&self, call: &Consultation) -> bool {
        parse_day(&self.day).is_some_and(|day| day > call.closes_on)
    }

    /// The form for the next one: what repeats stays.
    pub fn next(&self, token: String, before: String) -> Self {
        Self {
            call: self.call.clone(),
            token,
            channel: self.channel.clone(),
            place: self.place.clone(),
            day: self.day.clone(),
            sure: self.sure.clone(),
            check: self.check.clone(),
            before,
            ..Self::default()
        }
    }

    /// What can be written, or all that is to be mended. `now` is the domain's time.
    pub fn parse(
        &self,
        call: &Consultation,
        ui: &Ui,
        clerk: &Clerk<'_>,
        (zone, now): (&Zone, i64),
    ) -> Result<(Draft, Channel, Transcript), Errors> {
        // A sheet of paper answers what it answers: nothing but the words is asked of it.
        let mut lenient = Consultation { max_chars: Body::MAX_CHARS as i64, ..call.clone() };
        for rule in lenient.fields.iter_mut().filter(|rule| rule.requirement == Requirement::Required) {
            rule.requirement = Requirement::Optional;
        }
        let parsed = self.opinion().parse(&lenient, ui, clerk.mail_is_on);
        let (draft, mut errors) = match parsed {
            Ok(draft) => (Some(draft), Errors::default()),
            Err(errors) => (None, errors),
        };
        let channel = CHANNELS.into_iter().find(|channel| channel.name() == self.channel);
        if channel.is_none() {
            errors.add("channel", fl!(ui.words, "transcript-channel-missing"));
        }
        let day = parse_day(&self.day).filter(|day| zone.start_of(*day) <= now);
        match day {
            None => errors.add("day", fl!(ui.words, "transcript-day-wrong")),
            Some(_) if self.is_early(call) && self.sure != self.day => {
                errors.add("sure", fl!(ui.words, "transcript-day-early", opens = ui.day(call.opens_on)));
            }
            Some(_) => {}
        }
        let place = self.place.trim();
        if place.chars().count() > PLACE_CHARS || place.chars().any(is_refused_in_a_line) {
            errors.add("place", fl!(ui.words, "transcript-place-wrong", max = PLACE_CHARS));
        }
        if self.wants_check() && !clerk.has_colleague {
            errors.add("check", fl!(ui.words, "transcript-check-nobody-now"));
        }
        let (Some(draft), Some(channel), Some(day), true) = (draft, channel, day, errors.is_empty()) else {
            return Err(errors.in_order(&ORDER));
        };
        // Of today it is the moment at which it is written down.
        let received_at = if zone.date(now) == day { now } else { zone.start_of(day) };
        let transcript = Transcript {
            by: clerk.me.account.clone(),
            login: clerk.me.login.clone(),
            place: place.to_owned(),
            received_at,
            wants_check: self.wants_check(),
        };
        Ok((draft, channel, transcript))
    }
}
