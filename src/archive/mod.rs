//! Everything about a consultation, as a folder that can be read without Koe: which tables, which columns, in words.

mod columns;
pub mod folder;
pub mod store;

use i18n_embed_fl::fl;

use crate::base::names::named;
use crate::base::text::Words;
pub use columns::Column;

named! {
    /// Tables that are written, in the order of the list. Of each the rows that belong to the consultation.
    pub enum Table {
        Consultations = "consultations",
        ConsultationTexts = "consultation_texts",
        PurposeVersions = "purpose_versions",
        Themes = "themes",
        ThemeTexts = "theme_texts",
        Fields = "fields",
        FieldChoices = "field_choices",
        ChoiceTexts = "choice_texts",
        Documents = "documents",
        DocumentTexts = "document_texts",
        Meetings = "meetings",
        MeetingTexts = "meeting_texts",
        Submitters = "submitters",
        Opinions = "opinions",
        OpinionThemes = "opinion_themes",
        OpinionVersions = "opinion_versions",
        Decisions = "decisions",
        Redactions = "redactions",
        Additions = "additions",
        Appeals = "appeals",
        Remarks = "remarks",
        Notes = "notes",
        Transcriptions = "transcriptions",
        Reactions = "reactions",
        ResultTables = "result_tables",
        Imports = "imports",
        Accounts = "accounts",
        Audit = "audit",
    }
}

/// Why something is not written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// It lets somebody in.
    Secret,
    Contacts,
    /// Work that passes.
    Passing,
    /// Of the site, not of a consultation.
    Site,
    /// Made from what is written.
    Derived,
    /// What staff last chose on a page.
    Choices,
    /// By which one person is told from another.
    Persons,
    /// As files of their own.
    Files,
}

/// A table that no other has: the numbers of what the city only counts, in the place of the single answers that no file tells.
pub const COUNTED: &str = "field_counts";
pub const COUNTED_FILE: &str = "field_counts.csv";

named! {
    /// Of which opinions a number of it is.
    pub enum Whose {
        Answer = "answer",
        NoAnswer = "no_answer",
        /// Of the theme, or of all of them.
        All = "all",
    }
}

impl Whose {
    fn label(self, w: &Words) -> String {
        match self {
            Self::Answer => fl!(w, "archive-whose-answer"),
            Self::NoAnswer => fl!(w, "archive-whose-no-answer"),
            Self::All => fl!(w, "archive-whose-all"),
        }
    }
}

/// What it is, and why a cell of it is empty.
pub fn counted_label(w: &Words) -> String {
    fl!(w, "archive-table-field-counts")
}

/// What is not written: tables, and columns of the tables that are.
pub const LEFT_OUT: [(Why, &[&str]); 8] = [
    (Why::Contacts, &["contacts", "letters"]),
    (Why::Secret, &["opinions.form_key_hash", "opinions.code_hash", "accounts.password", "account_links", "sessions"]),
    (Why::Derived, &["opinions.text_key", "opinions.flags", "field_choices.label_en", "search_due", "reaction_counts"]),
    (Why::Persons, &["reactions.mark"]),
    (Why::Files, &["document_pieces"]),
    (
        Why::Passing,
        &[
            "themes.import_id",
            "meetings.import_id",
            "imports.state",
            "imports.look",
            "imports.report",
            "imports.done_rows",
            "imports.failure",
            "claims",
            "proposals",
            "batches",
            "batch_items",
            "exports",
            "outbox",
        ],
    ),
    (Why::Choices, &["column_orders", "import_columns", "theme_moderators"]),
    (
        Why::Site,
        &[
            "accounts.created_at",
            "accounts.disabled_at",
            "accounts.told",
            "account_roles",
            "settings",
            "counters",
            "audit_head",
            "city_marks",
        ],
    ),
];

impl Table {
    pub fn columns(self) -> &'static [Column] {
        match self {
            Self::Consultations => columns::CONSULTATIONS,
            Self::ConsultationTexts => columns::CONSULTATION_TEXTS,
            Self::PurposeVersions => columns::PURPOSE_VERSIONS,
            Self::Themes => columns::THEMES,
            Self::ThemeTexts => columns::THEME_TEXTS,
            Self::Fields => columns::FIELDS,
            Self::FieldChoices => columns::FIELD_CHOICES,
            Self::ChoiceTexts => columns::CHOICE_TEXTS,
            Self::Documents => columns::DOCUMENTS,
            Self::DocumentTexts => columns::DOCUMENT_TEXTS,
            Self::Meetings => columns::MEETINGS,
            Self::MeetingTexts => columns::MEETING_TEXTS,
            Self::Submitters => columns::SUBMITTERS,
            Self::Opinions => columns::OPINIONS,
            Self::OpinionThemes => columns::OPINION_THEMES,
            Self::OpinionVersions => columns::OPINION_VERSIONS,
            Self::Decisions => columns::DECISIONS,
            Self::Redactions => columns::REDACTIONS,
            Self::Additions => columns::ADDITIONS,
            Self::Appeals => columns::APPEALS,
            Self::Remarks => columns::REMARKS,
            Self::Notes => columns::NOTES,
            Self::Transcriptions => columns::TRANSCRIPTIONS,
            Self::Reactions => columns::REACTIONS,
            Self::ResultTables => columns::RESULT_TABLES,
            Self::Imports => columns::IMPORTS,
            Self::Accounts => columns::ACCOUNTS,
            Self::Audit => columns::AUDIT,
        }
    }

    pub fn label(self, w: &Words) -> String {
        match self {
            Self::Consultations => fl!(w, "archive-table-consultations"),
            Self::ConsultationTexts => fl!(w, "archive-table-consultation-texts"),
            Self::PurposeVersions => fl!(w, "archive-table-purpose-versions"),
            Self::Themes => fl!(w, "archive-table-themes"),
            Self::ThemeTexts => fl!(w, "archive-table-theme-texts"),
            Self::Fields => fl!(w, "archive-table-fields"),
            Self::FieldChoices => fl!(w, "archive-table-field-choices"),
            Self::ChoiceTexts => fl!(w, "archive-table-choice-texts"),
            Self::Documents => fl!(w, "archive-table-documents"),
            Self::DocumentTexts => fl!(w, "archive-table-document-texts"),
            Self::Meetings => fl!(w, "archive-table-meetings"),
            Self::MeetingTexts => fl!(w, "archive-table-meeting-texts"),
            Self::Submitters => fl!(w, "archive-table-submitters"),
            Self::Opinions => fl!(w, "archive-table-opinions"),
            Self::OpinionThemes => fl!(w, "archive-table-opinion-themes"),
            Self::OpinionVersions => fl!(w, "archive-table-opinion-versions"),
            Self::Decisions => fl!(w, "archive-table-decisions"),
            Self::Redactions => fl!(w, "archive-table-redactions"),
            Self::Additions => fl!(w, "archive-table-additions"),
            Self::Appeals => fl!(w, "archive-table-appeals"),
            Self::Remarks => fl!(w, "archive-table-remarks"),
            Self::Notes => fl!(w, "archive-table-notes"),
            Self::Transcriptions => fl!(w, "archive-table-transcriptions"),
            Self::Reactions => fl!(w, "archive-table-reactions"),
            Self::ResultTables => fl!(w, "archive-table-result-tables"),
            Self::Imports => fl!(w, "archive-table-imports"),
            Self::Accounts => fl!(w, "archive-table-accounts"),
            Self::Audit => fl!(w, "archive-table-audit"),
        }
    }

    /// The file's name.
    pub fn file(self) -> String {
        format!("{}.csv", self.name())
    }
}

impl Why {
    pub fn label(self, w: &Words) -> String {
        match self {
            Self::Secret => fl!(w, "archive-why-secret"),
            Self::Contacts => fl!(w, "archive-why-contacts"),
            Self::Passing => fl!(w, "archive-why-passing"),
            Self::Site => fl!(w, "archive-why-site"),
            Self::Derived => fl!(w, "archive-why-derived"),
            Self::Choices => fl!(w, "archive-why-choices"),
            Self::Persons => fl!(w, "archive-why-persons"),
            Self::Files => fl!(w, "archive-why-files"),
        }
    }
}
