//! The acts by name, and what was decided, as the log keeps it and tells it.

use i18n_embed_fl::fl;

use crate::additions::Standing;
use crate::appeals::Outcome;
use crate::base::audit::Act;
use crate::base::text::Words;
use crate::flags::Rule;
use crate::opinions::{Reason, State};

/// An act as the log's page names it.
pub fn act_label(act: Act, w: &Words) -> String {
    match act {
        Act::SignedIn => fl!(w, "act-signed-in"),
        Act::SignInRefused => fl!(w, "act-sign-in-refused"),
        Act::SignedOut => fl!(w, "act-signed-out"),
        Act::AccountAdded => fl!(w, "act-account-added"),
        Act::AccountChanged => fl!(w, "act-account-changed"),
        Act::AccountDisabled => fl!(w, "act-account-disabled"),
        Act::AccountEnabled => fl!(w, "act-account-enabled"),
        Act::LinkMade => fl!(w, "act-link-made"),
        Act::PasswordSet => fl!(w, "act-password-set"),
        Act::SiteChanged => fl!(w, "act-site-changed"),
        Act::ConsultationAdded => fl!(w, "act-consultation-added"),
        Act::ConsultationChanged => fl!(w, "act-consultation-changed"),
        Act::ThemesChanged => fl!(w, "act-themes-changed"),
        Act::DocumentAdded => fl!(w, "act-document-added"),
        Act::DocumentChanged => fl!(w, "act-document-changed"),
        Act::DocumentRemoved => fl!(w, "act-document-removed"),
        Act::MeetingAdded => fl!(w, "act-meeting-added"),
        Act::MeetingChanged => fl!(w, "act-meeting-changed"),
        Act::MeetingsUnited => fl!(w, "act-meetings-united"),
        Act::MeetingRemoved => fl!(w, "act-meeting-removed"),
        Act::DotsMended => fl!(w, "act-dots-mended"),
        Act::FieldsChanged => fl!(w, "act-fields-changed"),
        Act::Decided => fl!(w, "act-decided"),
        Act::HandedOver => fl!(w, "act-handed-over"),
        Act::DecisionUndone => fl!(w, "act-decision-undone"),
        Act::Corrected => fl!(w, "act-corrected"),
        Act::Withdrawn => fl!(w, "act-withdrawn"),
        Act::AdditionSent => fl!(w, "act-addition-sent"),
        Act::AdditionDecided => fl!(w, "act-addition-decided"),
        Act::AppealSent => fl!(w, "act-appeal-sent"),
        Act::AppealAnswered => fl!(w, "act-appeal-answered"),
        Act::AddressLeft => fl!(w, "act-address-left"),
        Act::AddressRemoved => fl!(w, "act-address-removed"),
        Act::Unsubscribed => fl!(w, "act-unsubscribed"),
        Act::ExportAsked => fl!(w, "act-export-asked"),
        Act::ExportFetched => fl!(w, "act-export-fetched"),
        Act::ExportWritten => fl!(w, "act-export-written"),
        Act::Transcribed => fl!(w, "act-transcribed"),
        Act::TranscriptChecked => fl!(w, "act-transcript-checked"),
        Act::ComparisonWaived => fl!(w, "act-comparison-waived"),
        Act::ContactsExported => fl!(w, "act-contacts-exported"),
        Act::ContactsRefused => fl!(w, "act-contacts-refused"),
        Act::ArchiveWritten => fl!(w, "act-archive-written"),
        Act::ImportAsked => fl!(w, "act-import-asked"),
        Act::OpinionsImported => fl!(w, "act-opinions-imported"),
        Act::ImportStopped => fl!(w, "act-import-stopped"),
        Act::ContactsPurged => fl!(w, "act-contacts-purged"),
        Act::JobRetried => fl!(w, "act-job-retried"),
        Act::RulesChanged => fl!(w, "act-rules-changed"),
        Act::ReviewChanged => fl!(w, "act-review-changed"),
        Act::WithholdingProposed => fl!(w, "act-withholding-proposed"),
    }
}

/// `off phone`, `on phone`, `insult +ばか、−あほ`: what was changed of a rule.
pub fn tell_rule(line: &str, w: &Words) -> String {
    let (first, rest) = line.split_once(' ').unwrap_or((line, ""));
    let label = |name: &str| Rule::parse(name).map_or_else(|| name.to_owned(), |rule| rule.label(w));
    match first {
        "off" => fl!(w, "log-rule-off", rule = label(rest)),
        "on" => fl!(w, "log-rule-on", rule = label(rest)),
        list => fl!(w, "log-named", what = label(list), value = rest.to_owned()),
    }
}

/// `second on`, `second off`, `theme+ bus sato`, `theme- bus sato`: what was changed of the way of review.
pub fn tell_review(line: &str, w: &Words) -> String {
    let mut parts = line.splitn(3, ' ');
    let (what, first, last) = (parts.next(), parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    match (what, first) {
        (Some("second"), "on") => fl!(w, "log-rule-on", rule = fl!(w, "log-second-person")),
        (Some("second"), _) => fl!(w, "log-rule-off", rule = fl!(w, "log-second-person")),
        (Some("theme+"), theme) => fl!(w, "log-review-add", theme = theme, name = last),
        (Some("theme-"), theme) => fl!(w, "log-review-remove", theme = theme, name = last),
        _ => line.to_owned(),
    }
}

/// A word with what moved it, as the log keeps both.
fn with_reason(said: String, reason: Option<Reason>) -> String {
    reason.map_or_else(|| said.clone(), |reason| format!("{said} {}", reason.name()))
}

/// A decision as the log keeps it: `pending→withheld off_topic`.
pub fn decided(from: State, to: State, reason: Option<Reason>) -> String {
    with_reason(format!("{}→{}", from.name(), to.name()), reason)
}

/// The same of a note, with its number: `2 pending→withheld off_topic`.
pub fn addition(number: i64, from: Standing, to: Standing, reason: Option<Reason>) -> String {
    with_reason(format!("{number} {}→{}", from.name(), to.name()), reason)
}

/// `pending→withheld off_topic`
pub(super) fn tell_decision(detail: &str, w: &Words) -> Vec<String> {
    tell(detail, |name| State::parse(name).map(|state| state.label(w)), w)
}

/// `2 pending→withheld off_topic`, or the number alone.
pub(super) fn tell_addition(detail: &str, w: &Words) -> Vec<String> {
    let (number, rest) = detail.split_once(' ').unwrap_or((detail, ""));
    let mut lines = vec![fl!(w, "log-addition", number = number)];
    if !rest.is_empty() {
        lines.extend(tell(rest, |name| Standing::parse(name).map(|standing| standing.label(w)), w));
    }
    lines
}

/// `upheld`
pub(super) fn tell_answer(detail: &str, w: &Words) -> Vec<String> {
    vec![Outcome::parse(detail).map_or_else(|| detail.to_owned(), |outcome| outcome.label(w))]
}

fn tell(detail: &str, label: impl Fn(&str) -> Option<String>, w: &Words) -> Vec<String> {
    let (states, reason) = detail.split_once(' ').unwrap_or((detail, ""));
    let known = states.split_once('→').and_then(|(from, to)| Some((label(from)?, label(to)?)));
    let Some((from, to)) = known else { return vec![detail.to_owned()] };
    let mut lines = vec![if from == to {
        fl!(w, "log-state-kept", state = to)
    } else {
        fl!(w, "log-change", what = fl!(w, "filter-state"), old = from, new = to)
    }];
    let known = Reason::parse(reason).map_or_else(|| reason.to_owned(), |known| known.label(w));
    lines.extend((!reason.is_empty()).then(|| fl!(w, "status-reason", reason = known)));
    lines
}
