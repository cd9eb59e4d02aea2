//! The columns of each table, in words.

use i18n_embed_fl::fl;

use super::Whose;
use crate::additions::Standing;
use crate::appeals::Outcome;
use crate::base::audit::Act;
use crate::base::text::Words;
use crate::consultations::{Field, Mode, Moderation, Reactions, Requirement, Visibility};
use crate::documents;
use crate::exchange::codebook::Kind;
use crate::imports::Desk;
use crate::log::act_label;
use crate::opinions::{Channel, Checking, HeldFor, Reason, State};

type Say = fn(&Words) -> String;
/// Codes, each with its meaning.
type Codes = fn(&Words) -> Vec<(String, String)>;

/// A column: its name in table and file, what kind of thing stands in it and what it is in words.
#[derive(Clone, Copy)]
pub struct Column {
    pub name: &'static str,
    pub kind: Kind,
    pub say: Say,
    /// What a number counts.
    pub unit: Option<Say>,
    pub codes: Option<Codes>,
    /// A public text, with masks in it.
    pub masked: bool,
}

const fn column(name: &'static str, kind: Kind, say: Say) -> Column {
    Column { name, kind, say, unit: None, codes: None, masked: false }
}
const fn text(name: &'static str, say: Say) -> Column {
    column(name, Kind::Text, say)
}
const fn number(name: &'static str, say: Say) -> Column {
    column(name, Kind::Number, say)
}
const fn count(name: &'static str, say: Say, unit: Say) -> Column {
    Column { unit: Some(unit), ..column(name, Kind::Number, say) }
}
const fn day(name: &'static str, say: Say) -> Column {
    column(name, Kind::Day, say)
}
const fn moment(name: &'static str, say: Say) -> Column {
    column(name, Kind::Moment, say)
}
const fn code(name: &'static str, say: Say, codes: Codes) -> Column {
    Column { codes: Some(codes), ..column(name, Kind::Code, say) }
}

/// Every code of a list, with its label.
macro_rules! codes {
    ($kind:ident) => {
        |w| $kind::ALL.iter().map(|one| (one.name().to_owned(), one.label(w))).collect()
    };
}

const CHARS: Say = |w| fl!(w, "archive-unit-chars");
const ID: Say = |w| fl!(w, "archive-id");
const CALL: Column = text("consultation_id", |w| fl!(w, "archive-call"));
const OPINION: Column = text("opinion_id", |w| fl!(w, "archive-opinion"));
const LANG: Column = text("lang", |w| fl!(w, "archive-lang"));
const THEME: Say = |w| fl!(w, "archive-theme");
const CREATED: Column = moment("created_at", |w| fl!(w, "archive-created"));
const CHOICE: Say = |w| fl!(w, "archive-choice");
const FIELD: Column = code("field", |w| fl!(w, "archive-field"), codes!(Field));
const POSITION: Column = number("position", |w| fl!(w, "archive-position"));
const VERSION: Say = |w| fl!(w, "archive-version");
const REASON: Column = code("reason", |w| fl!(w, "archive-reason"), codes!(Reason));
const MESSAGE: Column = text("message", |w| fl!(w, "archive-message"));
const DECISIONS_MADE: Column = count("decisions", |w| fl!(w, "archive-decisions"), |w| fl!(w, "archive-unit-times"));
const DECIDED_BY: Column = text("decided_by", |w| fl!(w, "archive-decided-by"));
const DECIDED_AT: Column = moment("decided_at", |w| fl!(w, "archive-decided"));
const ACCOUNT: Say = |w| fl!(w, "archive-account");

pub const CONSULTATIONS: &[Column] = &[
    text("id", ID),
    text("slug", |w| fl!(w, "archive-slug")),
    code("mode", |w| fl!(w, "archive-mode"), codes!(Mode)),
    code("moderation", |w| fl!(w, "archive-moderation"), codes!(Moderation)),
    day("opens_on", |w| fl!(w, "archive-opens")),
    day("closes_on", |w| fl!(w, "archive-closes")),
    text("short_period_reason", |w| fl!(w, "archive-short-period")),
    count("max_chars", |w| fl!(w, "archive-max-chars"), CHARS),
    count("target_hours", |w| fl!(w, "archive-target-hours"), |w| fl!(w, "archive-unit-hours")),
    code("reactions", |w| fl!(w, "editor-reactions"), codes!(Reactions)),
    number("second_person", |w| fl!(w, "archive-second-person")),
    moment("listed_at", |w| fl!(w, "archive-listed")),
    moment("results_at", |w| fl!(w, "archive-results")),
    count("revision", |w| fl!(w, "archive-revision"), |w| fl!(w, "archive-unit-times")),
    CREATED,
    moment("updated_at", |w| fl!(w, "archive-updated")),
];
pub const CONSULTATION_TEXTS: &[Column] = &[
    CALL,
    LANG,
    text("title", |w| fl!(w, "archive-title")),
    text("question", |w| fl!(w, "archive-question")),
    text("background", |w| fl!(w, "archive-background")),
    text("readers", |w| fl!(w, "archive-readers")),
    text("usage", |w| fl!(w, "archive-usage")),
    text("next_steps", |w| fl!(w, "archive-next-steps")),
    text("hints", |w| fl!(w, "archive-hints")),
    text("purpose", |w| fl!(w, "archive-purpose")),
];
pub const PURPOSE_VERSIONS: &[Column] =
    &[CALL, number("version", VERSION), LANG, text("text", |w| fl!(w, "archive-purpose")), CREATED];
pub const THEMES: &[Column] = &[
    text("id", ID),
    CALL,
    text("parent_id", |w| fl!(w, "archive-parent")),
    text("code", |w| fl!(w, "archive-code")),
    POSITION,
    moment("closed_at", |w| fl!(w, "archive-closed")),
];
pub const THEME_TEXTS: &[Column] = &[
    text("theme_id", THEME),
    LANG,
    text("name", |w| fl!(w, "archive-theme-name")),
    text("hint", |w| fl!(w, "archive-theme-hint")),
];
pub const FIELDS: &[Column] = &[
    CALL,
    FIELD,
    code("requirement", |w| fl!(w, "archive-requirement"), codes!(Requirement)),
    code("visibility", |w| fl!(w, "archive-visibility"), codes!(Visibility)),
];
pub const FIELD_CHOICES: &[Column] = &[
    CALL,
    FIELD,
    text("code", |w| fl!(w, "archive-code")),
    POSITION,
    text("label", |w| fl!(w, "archive-label")),
    number("closed", |w| fl!(w, "archive-choice-closed")),
];
pub const CHOICE_TEXTS: &[Column] = &[
    CALL,
    FIELD,
    text("code", |w| fl!(w, "archive-choice-code")),
    LANG,
    text("label", |w| fl!(w, "archive-choice-text")),
];
pub const DOCUMENTS: &[Column] = &[
    text("id", ID),
    CALL,
    POSITION,
    code(
        "kind",
        |w| fl!(w, "archive-document-kind"),
        |w| documents::Kind::ALL.iter().map(|one| (one.name().to_owned(), one.label(w))).collect(),
    ),
    text("address", |w| fl!(w, "archive-document-address")),
    text("file_name", |w| fl!(w, "archive-document-file")),
    count("bytes", |w| fl!(w, "archive-document-bytes"), |w| fl!(w, "archive-unit-bytes")),
    text("sha256", |w| fl!(w, "archive-document-sha256")),
    moment("added_at", |w| fl!(w, "archive-document-added")),
];
pub const DOCUMENT_TEXTS: &[Column] =
    &[text("document_id", |w| fl!(w, "archive-document")), LANG, text("title", |w| fl!(w, "archive-document-title"))];
pub const MEETINGS: &[Column] = &[
    text("id", ID),
    CALL,
    number("number", |w| fl!(w, "archive-meeting-number")),
    day("held_on", |w| fl!(w, "archive-held")),
    text("starts", |w| fl!(w, "archive-starts")),
    text("ends", |w| fl!(w, "archive-ends")),
    text("name", |w| fl!(w, "archive-meeting-name")),
    text("place", |w| fl!(w, "meeting-place")),
    text("agenda", |w| fl!(w, "archive-agenda")),
];
pub const MEETING_TEXTS: &[Column] =
    &[text("meeting_id", |w| fl!(w, "archive-note-meeting")), LANG, text("name", |w| fl!(w, "archive-meeting-name"))];
pub const SUBMITTERS: &[Column] = &[text("id", ID), CALL, CREATED, text("import_id", |w| fl!(w, "archive-import"))];
pub const OPINIONS: &[Column] = &[
    text("id", ID),
    number("number", |w| fl!(w, "archive-number")),
    text("receipt", |w| fl!(w, "archive-receipt")),
    CALL,
    text("submitter_id", |w| fl!(w, "archive-submitter")),
    text("theme_id", |w| fl!(w, "archive-main-theme")),
    code("channel", |w| fl!(w, "archive-channel"), codes!(Channel)),
    LANG,
    text("page_lang", |w| fl!(w, "archive-page-lang")),
    text("recorded_by", |w| fl!(w, "archive-recorded")),
    moment("recorded_at", |w| fl!(w, "archive-recorded-at")),
    text("age_band", CHOICE),
    text("area", CHOICE),
    text("relation", CHOICE),
    text("original", |w| fl!(w, "archive-original")),
    number("version", VERSION),
    code("state", |w| fl!(w, "archive-state"), codes!(State)),
    DECISIONS_MADE,
    Column { masked: true, ..text("public_body", |w| fl!(w, "archive-public-body")) },
    code("held_for", |w| fl!(w, "archive-held-for"), codes!(HeldFor)),
    moment("due_at", |w| fl!(w, "archive-due")),
    number("purpose_version", |w| fl!(w, "archive-purpose-version")),
    moment("submitted_at", |w| fl!(w, "archive-submitted")),
    moment("published_at", |w| fl!(w, "archive-published")),
    moment("reviewed_at", |w| fl!(w, "archive-reviewed")),
    moment("decide_by", |w| fl!(w, "archive-decide-by")),
    text("assigned_to", |w| fl!(w, "archive-assigned")),
    text("import_id", |w| fl!(w, "archive-import")),
    text("external_id", |w| fl!(w, "archive-external")),
    text("external_list", |w| fl!(w, "archive-external-list")),
];
pub const OPINION_THEMES: &[Column] =
    &[OPINION, text("theme_id", THEME), number("position", |w| fl!(w, "archive-further-position"))];
pub const OPINION_VERSIONS: &[Column] =
    &[OPINION, number("version", VERSION), text("body", |w| fl!(w, "archive-body")), CREATED];
pub const DECISIONS: &[Column] = &[
    text("id", ID),
    OPINION,
    number("number", |w| fl!(w, "archive-decision-number")),
    number("version", |w| fl!(w, "archive-decided-version")),
    code("from_state", |w| fl!(w, "archive-from-state"), codes!(State)),
    code("to_state", |w| fl!(w, "archive-to-state"), codes!(State)),
    REASON,
    MESSAGE,
    text("note", |w| fl!(w, "archive-note")),
    moment("due_at", |w| fl!(w, "archive-due")),
    DECIDED_BY,
    DECIDED_AT,
    number("undoes", |w| fl!(w, "archive-undoes")),
    text("proposed_by", |w| fl!(w, "archive-proposed-by")),
];
pub const REDACTIONS: &[Column] = &[
    OPINION,
    number("version", |w| fl!(w, "archive-decided-version")),
    number("decision", |w| fl!(w, "archive-span-decision")),
    count("starts", |w| fl!(w, "archive-span-starts"), CHARS),
    count("ends", |w| fl!(w, "archive-span-ends"), CHARS),
    REASON,
];
pub const ADDITIONS: &[Column] = &[
    text("id", ID),
    OPINION,
    number("number", |w| fl!(w, "archive-addition-number")),
    text("body", |w| fl!(w, "archive-addition-body")),
    LANG,
    code("state", |w| fl!(w, "archive-addition-state"), codes!(Standing)),
    REASON,
    MESSAGE,
    DECISIONS_MADE,
    DECIDED_BY,
    moment("sent_at", |w| fl!(w, "archive-addition-sent")),
    DECIDED_AT,
];
pub const APPEALS: &[Column] = &[
    text("id", ID),
    OPINION,
    number("decision", |w| fl!(w, "archive-appeal-decision")),
    text("body", |w| fl!(w, "archive-appeal-body")),
    LANG,
    moment("sent_at", |w| fl!(w, "archive-appeal-sent")),
    code("outcome", |w| fl!(w, "archive-appeal-outcome"), codes!(Outcome)),
    text("answer", |w| fl!(w, "archive-appeal-answer")),
    text("answered_by", ACCOUNT),
    moment("answered_at", |w| fl!(w, "archive-appeal-answered")),
];
pub const REMARKS: &[Column] = &[
    text("id", ID),
    OPINION,
    text("body", |w| fl!(w, "archive-remark-body")),
    text("handed_to", |w| fl!(w, "archive-remark-to")),
    text("written_by", ACCOUNT),
    moment("written_at", |w| fl!(w, "archive-remark-at")),
];
pub const NOTES: &[Column] = &[
    OPINION,
    text("meeting_id", |w| fl!(w, "archive-note-meeting")),
    text("table_name", |w| fl!(w, "column-table")),
    count("dots", |w| fl!(w, "workshop-dots-note"), |w| fl!(w, "codebook-unit-dots")),
];
pub const TRANSCRIPTIONS: &[Column] = &[
    OPINION,
    text("place", |w| fl!(w, "transcript-place")),
    code("checking", |w| fl!(w, "archive-checking"), codes!(Checking)),
    text("checked_by", ACCOUNT),
    moment("checked_at", |w| fl!(w, "archive-checked")),
];
pub const REACTIONS: &[Column] = &[OPINION, day("given_on", |w| fl!(w, "archive-given-on"))];
pub const RESULT_TABLES: &[Column] =
    &[CALL, FIELD, moment("made_at", |w| fl!(w, "archive-made")), text("body", |w| fl!(w, "archive-result-body"))];
pub const IMPORTS: &[Column] = &[
    text("id", ID),
    CALL,
    text("requested_by", ACCOUNT),
    code("asked_from", |w| fl!(w, "archive-asked-from"), codes!(Desk)),
    text("file_name", |w| fl!(w, "archive-file-name")),
    text("sha256", |w| fl!(w, "archive-sha256")),
    count("bytes", |w| fl!(w, "archive-bytes"), |w| fl!(w, "archive-unit-bytes")),
    text("source", |w| fl!(w, "archive-source")),
    text("plan", |w| fl!(w, "archive-plan")),
    count("total_rows", |w| fl!(w, "archive-rows"), |w| fl!(w, "archive-unit-rows")),
    number("first_number", |w| fl!(w, "archive-first-number")),
    number("numbers", |w| fl!(w, "archive-numbers")),
    CREATED,
    moment("applied_at", |w| fl!(w, "archive-applied")),
];
/// Of the table of what is only counted.
pub const COUNTED: &[Column] = &[
    FIELD,
    text("theme_id", |w| fl!(w, "archive-counted-theme")),
    text("theme", |w| fl!(w, "archive-counted-theme-name")),
    code("whose", |w| fl!(w, "archive-counted-whose"), codes!(Whose)),
    text("code", |w| fl!(w, "archive-counted-code")),
    text("label", |w| fl!(w, "archive-label")),
    count("opinions", |w| fl!(w, "archive-counted-opinions"), |w| fl!(w, "archive-unit-opinions")),
    moment("made_at", |w| fl!(w, "archive-counted-made")),
];
pub const ACCOUNTS: &[Column] =
    &[text("id", ID), text("login", |w| fl!(w, "archive-login")), text("name", |w| fl!(w, "archive-name"))];
pub const AUDIT: &[Column] = &[
    number("number", |w| fl!(w, "archive-act-number")),
    moment("at", |w| fl!(w, "archive-at")),
    text("actor", |w| fl!(w, "archive-actor")),
    code(
        "act",
        |w| fl!(w, "archive-act"),
        |w| Act::ALL.iter().map(|act| (act.name().to_owned(), act_label(*act, w))).collect(),
    ),
    text("subject", |w| fl!(w, "archive-subject")),
    text("detail", |w| fl!(w, "archive-detail")),
    text("hash", |w| fl!(w, "archive-hash")),
];
