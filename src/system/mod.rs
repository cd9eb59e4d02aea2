//! The administrator's view of the program: the city's texts, mail, jobs, the checks.

pub mod check;
pub mod routes;
pub mod store;

use i18n_embed_fl::fl;

use crate::base::calendar::DAY_MS;
use crate::base::fold::is_refused;
use crate::base::jobs::{self, Listed};
use crate::base::mail::is_address;
use crate::base::names::named;
use crate::base::text::{Lang, Words};
use crate::http::site::SiteText;

/// Name of the setting that says when people behind a proxy could not be told apart, unix ms.
pub const UNTRUSTED_PROXY: &str = "proxy.untrusted";
/// So long after it was last seen a proxy is still spoken of: it is noted once a day.
pub const PROXY_NEWS_MS: i64 = 2 * DAY_MS;

/// What the city must say before the first visitor comes.
pub fn is_required(text: SiteText, lang: Lang) -> bool {
    lang == Lang::JA && matches!(text, SiteText::City | SiteText::Office | SiteText::Privacy)
}

/// Longest text of the city, in code points: a line, or a page for guideline and privacy.
pub fn longest(text: SiteText) -> usize {
    if is_page(text) { 5_000 } else { 200 }
}

/// Whether a text is a page of its own and not a line.
pub fn is_page(text: SiteText) -> bool {
    matches!(text, SiteText::Guideline | SiteText::Privacy)
}

/// What is wrong with a text of the city.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SiteError {
    Missing,
    TooLong,
    /// A control character; in a line also a line break.
    ControlCharacter,
    NotAnAddress,
}

/// The text as it is kept: CRLF → LF, no space around it.
pub fn parse_site_text(text: SiteText, lang: Lang, raw: &str) -> Result<String, SiteError> {
    let kept = raw.replace("\r\n", "\n").trim().to_owned();
    let is_refused = |c: char| is_refused(c) || c.is_control() && !(is_page(text) && (c == '\n' || c == '\t'));
    if kept.is_empty() && is_required(text, lang) {
        Err(SiteError::Missing)
    } else if kept.chars().count() > longest(text) {
        Err(SiteError::TooLong)
    } else if kept.chars().any(is_refused) {
        Err(SiteError::ControlCharacter)
    } else if text == SiteText::Mail && !kept.is_empty() && !is_address(&kept) {
        Err(SiteError::NotAnAddress)
    } else {
        Ok(kept)
    }
}

/// The label of a text of the city in one language.
pub fn site_label(text: SiteText, lang: Lang, w: &Words) -> String {
    let label = match text {
        SiteText::City => fl!(w, "site-city"),
        SiteText::Name => fl!(w, "site-own-name"),
        SiteText::Office => fl!(w, "site-office"),
        SiteText::Phone => fl!(w, "site-phone"),
        SiteText::Hours => fl!(w, "site-hours"),
        // An address is the same in every language.
        SiteText::Mail => return fl!(w, "site-mail"),
        SiteText::Guideline => fl!(w, "site-guideline"),
        SiteText::Privacy => fl!(w, "site-privacy"),
    };
    fl!(w, "site-label", text = label, lang = lang.name())
}

/// A kind of work as its page names it; one of a newer version stands for itself.
pub fn kind_label(kind: &str, w: &Words) -> String {
    match kind {
        "letter_received" => fl!(w, "job-letter-received"),
        // As the log has them.
        "letters" => fl!(w, "job-letters"),
        "letter_decided" => fl!(w, "job-letter-decided"),
        "letter_addition" => fl!(w, "job-letter-addition"),
        "letter_appeal" => fl!(w, "job-letter-appeal"),
        "export" => fl!(w, "job-export"),
        "import" => fl!(w, "job-import"),
        "flag_again" => fl!(w, "job-flag-again"),
        "purge" => fl!(w, "job-purge"),
        other => other.to_owned(),
    }
}

/// Where a job stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    Waiting,
    Running,
    /// Failed at least once; tried again at `due_at`.
    Failing,
    /// Failed too often; waits for a person.
    GivenUp,
    Done,
    /// Closed without having been done, since there was nothing to do any more.
    Needless,
}

impl Progress {
    /// `now` is the machine's time, as leases are.
    pub fn of(job: &Listed, now: i64) -> Self {
        if job.finished_at.is_some() {
            if job.last_error.is_some() { Self::Needless } else { Self::Done }
        } else if job.dead_at.is_some() {
            Self::GivenUp
        } else if job.lease_until > now {
            Self::Running
        } else if job.last_error.is_some() {
            Self::Failing
        } else {
            Self::Waiting
        }
    }

    /// Whether a person may have it tried again now.
    pub fn may_retry(self) -> bool {
        matches!(self, Self::Failing | Self::GivenUp)
    }

    /// The chip's class.
    pub fn class(self) -> &'static str {
        match self {
            Self::Waiting => "pending",
            Self::Running => "info",
            Self::Failing => "hold",
            Self::GivenUp => "withheld",
            Self::Needless => "closed",
            Self::Done => "published",
        }
    }

    pub fn label(self, letter: bool, w: &Words) -> String {
        match self {
            Self::Waiting => fl!(w, "job-waiting"),
            Self::Running => fl!(w, "job-running"),
            Self::Failing => fl!(w, "job-failing"),
            Self::GivenUp => fl!(w, "job-given-up"),
            Self::Done if letter => fl!(w, "job-sent"),
            Self::Done => fl!(w, "job-done"),
            Self::Needless => fl!(w, "job-needless"),
        }
    }
}

/// The cause of a failure in the reader's words; `None` where only the program's own words are left.
pub fn explain(error: &str, w: &Words) -> Option<String> {
    let has = |words: &[&str]| words.iter().any(|word| error.contains(word));
    if has(&[jobs::NO_ADDRESS]) {
        Some(fl!(w, "job-error-no-address"))
    } else if has(&[jobs::ENOUGH]) {
        Some(fl!(w, "job-error-enough"))
    } else if has(&[jobs::OVERTAKEN]) {
        Some(fl!(w, "job-error-overtaken"))
    } else if has(&["KOE_SMTP_URL"]) {
        Some(fl!(w, "job-error-no-mail"))
    } else if has(&["permanent error (535)", "permanent error (530)", "permanent error (534)"]) {
        Some(fl!(w, "job-error-password"))
    } else if has(&["permanent error"]) && has(&[" 5.7."]) {
        Some(fl!(w, "job-error-forbidden"))
    } else if has(&["permanent error"]) {
        Some(fl!(w, "job-error-refused"))
    } else if has(&["transient error"]) {
        Some(fl!(w, "job-error-later"))
    } else if has(&["Connection error", "network error", "Connection refused", "timed out"]) {
        Some(fl!(w, "job-error-unreachable"))
    } else if has(&["cannot be read"]) {
        Some(fl!(w, "job-error-unreadable"))
    } else if has(&["No space left", "disk is full"]) {
        Some(fl!(w, "job-error-full"))
    } else {
        None
    }
}

named! {
    /// Words that the database keeps and that the program must be able to read back.
    pub enum Stored {
        State = "opinions.state",
        DecisionFrom = "decisions.from_state",
        DecisionTo = "decisions.to_state",
        DecisionReason = "decisions.reason",
        MaskReason = "redactions.reason",
        Channel = "opinions.channel",
        HeldFor = "opinions.held_for",
        Checking = "transcriptions.checking",
        Addition = "additions.state",
        AdditionReason = "additions.reason",
        Outcome = "appeals.outcome",
        Desk = "imports.asked_from",
        Role = "account_roles.role",
        Field = "fields.field",
        Requirement = "fields.requirement",
        Visibility = "fields.visibility",
        Mode = "consultations.mode",
        Moderation = "consultations.moderation",
        Reactions = "consultations.reactions",
        Document = "documents.kind",
        Act = "audit.act",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_the_city_is_short_and_a_page_may_be_long() {
        let parse = |text, raw: &str| parse_site_text(text, Lang::JA, raw);
        assert_eq!(parse(SiteText::City, "  朝来市 "), Ok("朝来市".to_owned()));
        assert_eq!(parse(SiteText::City, " \u{3000}"), Err(SiteError::Missing));
        assert_eq!(parse_site_text(SiteText::City, Lang::others().next().unwrap(), ""), Ok(String::new()));
        assert_eq!(parse(SiteText::Phone, &"1".repeat(201)), Err(SiteError::TooLong));
        assert_eq!(parse(SiteText::Office, "企画\n担当"), Err(SiteError::ControlCharacter));
        assert_eq!(parse(SiteText::Privacy, "一\r\n\r\n二"), Ok("一\n\n二".to_owned()));
        assert_eq!(parse(SiteText::Privacy, &"あ".repeat(5_001)), Err(SiteError::TooLong));
        assert_eq!(parse(SiteText::Mail, "kikaku.example.jp"), Err(SiteError::NotAnAddress));
    }

    #[test]
    fn every_kind_of_work_has_words_in_every_language() {
        for w in Lang::all().map(Lang::words) {
            for kind in
                ["letter_received", "letter_decided", "letter_addition", "letter_appeal", "export", "import", "purge"]
            {
                assert_ne!(kind_label(kind, w), kind);
            }
        }
    }
}
