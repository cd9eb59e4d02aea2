//! What a trial found, in words: for the page and for the shell.

use std::collections::BTreeSet;

use i18n_embed_fl::fl;

use super::{Report, Sample};
use crate::base::text::{Lang, Words};
use crate::consultations::{Consultation, Field, Requirement};
use crate::faults::{Fault, said};
use crate::http::Ui;
use crate::imports::Desk;
use crate::making;
use crate::mapping::{Meaning, Plan, Review};
use crate::meetings::Named;
use crate::opinions::{Channel, State};
use crate::tables;
use crate::tables::text::Encoding;
use crate::uploads::reader::Alike;
use crate::workshops::is_typed;

/// A report in words.
pub struct ShownReport {
    pub ready: u64,
    pub ready_words: String,
    pub wrong_words: String,
    pub counts: Vec<(String, String)>,
    /// Those of the consultation that the file names, and those that come with it.
    pub meetings: Vec<String>,
    pub added: Vec<String>,
    /// Names that may be several.
    pub unsure: Vec<String>,
    pub faults: Vec<ShownFaults>,
    /// What tells that its numbers may be those of another list.
    pub numbers: Vec<String>,
    /// What residents will be offered from then on.
    pub offered: Vec<Offered>,
    /// What should be known before it is taken in.
    pub warnings: Vec<String>,
    /// Where the first of them can be cured, of fields that are only counted.
    pub fields: Option<String>,
    /// How many faults are not among these; '' where these are all.
    pub more_faults: String,
    /// The same of words that no list has.
    pub more_words: String,
    pub is_nothing: bool,
    pub samples: Vec<ShownSample>,
    pub may_run: bool,
    pub may_skip: bool,
    pub has_faults: bool,
    pub is_public: bool,
}

/// What a file has brought, and what it has left out.
pub struct ShownDone {
    pub counts: Vec<(String, String)>,
    pub meetings: Vec<String>,
    pub offered: Vec<Offered>,
    pub faults: Vec<ShownFaults>,
    /// How many faults are not among these; '' where these are all.
    pub more_faults: String,
}

/// Themes or choices that come with a file, and where they can be changed.
pub struct Offered {
    pub text: String,
    pub href: String,
    pub link: String,
}

/// Faults of one kind in one column.
pub struct ShownFaults {
    pub column: String,
    /// What is wrong and how to cure it.
    pub text: String,
    pub count: String,
    /// The first rows, with what stands there.
    pub places: Vec<String>,
    /// How many more there are; '' where these are all.
    pub more: String,
}

pub struct ShownSample {
    pub row: String,
    pub text: String,
    /// The main one first.
    pub themes: Vec<String>,
    pub facts: Vec<(String, String)>,
}

pub fn report(ui: &Ui, report: Report, plan: &Plan, call: &Consultation, desk: Desk) -> ShownReport {
    let (w, grown) = (ui.words, making::with_choices(plan, call));
    let number = |count| number(ui, count);
    let (typed, counted, rather) = (is_typed(plan), only_counted(plan, call), report.form.rather);
    let texts = |meetings: &BTreeSet<Named>| meetings.iter().map(|it| it.text(w)).collect();
    ShownReport {
        ready: report.ready,
        ready_words: number(report.ready),
        wrong_words: number(report.wrong),
        counts: counts(ui, &report, plan, typed),
        meetings: texts(&report.there),
        added: texts(&report.added),
        unsure: texts(&report.unsure),
        numbers: numbers(ui, &report),
        offered: offered(ui, &report, call, false),
        warnings: warnings(ui, &report, &counted, typed, desk),
        fields: (!counted.is_empty()).then(|| ui.url(&format!("/staff/consultations/{}/fields", call.slug))),
        more_faults: more_faults(ui, &report),
        more_words: match report.more_unknown {
            0 => String::new(),
            more => fl!(w, "import-words-more", n = number(more)),
        },
        is_nothing: report.is_nothing(),
        may_run: report.may_run(false),
        may_skip: report.wrong > 0 && report.may_run(true),
        has_faults: !report.alike.is_empty(),
        is_public: plan.review != Review::Queue,
        samples: report.samples.into_iter().map(|sample| sample_shown(ui, sample, &grown, typed)).collect(),
        faults: report.alike.into_iter().map(|alike| faults_shown(ui, alike, plan, (typed, rather, desk))).collect(),
    }
}

/// What became of a file that is in.
pub fn done(ui: &Ui, report: Report, plan: &Plan, call: &Consultation) -> ShownDone {
    let (w, typed, rather) = (ui.words, is_typed(plan), report.form.rather);
    let counts = [
        (fl!(w, "import-report-rows"), report.rows, true),
        (fl!(w, "import-done-ready"), report.ready, true),
        (fl!(w, "import-done-wrong"), report.wrong, false),
        (fl!(w, "import-done-known"), report.known, false),
        (fl!(w, "import-done-doubled"), report.doubled, false),
        (fl!(w, "import-done-blank"), report.blank, false),
    ];
    let shown = counts.into_iter().filter(|(_, count, always)| *always || *count > 0);
    ShownDone {
        counts: shown.map(|(label, count, _)| (label, number(ui, count))).collect(),
        meetings: report.added.iter().map(|it| it.text(w)).collect(),
        offered: offered(ui, &report, call, true),
        more_faults: more_faults(ui, &report),
        faults: report
            .alike
            .into_iter()
            .map(|alike| faults_shown(ui, alike, plan, (typed, rather, Desk::Page)))
            .collect(),
    }
}

fn more_faults(ui: &Ui, report: &Report) -> String {
    match report.more_faults {
        0 => String::new(),
        more => fl!(ui.words, "import-faults-more", n = number(ui, more)),
    }
}

/// What stands on the form for residents when the file is in, before or after that moment; choices of what nobody is asked
/// do not.
fn offered(ui: &Ui, report: &Report, call: &Consultation, is_in: bool) -> Vec<Offered> {
    let w = ui.words;
    let comma = fl!(w, "queue-list-comma");
    let is_asked =
        |meaning: &Meaning| meaning.field().is_some_and(|field| call.field(field).requirement != Requirement::Off);
    let choice = |(meaning, name): &(Meaning, String)| {
        is_asked(meaning).then(|| fl!(w, "log-named", what = meaning.label(w), value = name.as_str()))
    };
    let choices = report.new_choices.iter().filter_map(choice).collect::<Vec<_>>().join(&comma);
    let themes = report.new_themes.join(&comma);
    let text = |names: &str, is_theme: bool| match (is_theme, is_in) {
        (true, false) => fl!(w, "import-offers-themes", names = names),
        (true, true) => fl!(w, "import-offered-themes", names = names),
        (false, false) => fl!(w, "import-offers-choices", names = names),
        (false, true) => fl!(w, "import-offered-choices", names = names),
    };
    let section = |part: &str| ui.url(&format!("/staff/consultations/{}/{part}", call.slug));
    let themes = (!themes.is_empty()).then(|| Offered {
        text: text(&themes, true),
        href: section("themes"),
        link: fl!(w, "editor-section-themes"),
    });
    let choices = (!choices.is_empty()).then(|| Offered {
        text: text(&choices, false),
        href: section("fields"),
        link: fl!(w, "editor-section-fields"),
    });
    themes.into_iter().chain(choices).collect()
}

/// How many rows there are of each kind; of some kinds nothing is said where there is none.
fn counts(ui: &Ui, report: &Report, plan: &Plan, typed: bool) -> Vec<(String, String)> {
    let w = ui.words;
    let has_themes = plan.column(Meaning::Theme).is_some();
    let early = || (fl!(w, "import-report-early"), some_rows(ui, report.early, &report.early_rows, typed));
    let late = || (fl!(w, "import-report-late"), some_rows(ui, report.late, &report.late_rows, typed));
    let (early, late) = ((report.early > 0).then(early), (report.late > 0).then(late));
    let counts = [
        (fl!(w, "import-report-rows"), report.rows, true),
        (fl!(w, "import-report-ready"), report.ready, true),
        (fl!(w, "import-report-waiting"), report.waiting, report.has_rejected(plan)),
        (fl!(w, "import-report-rejected"), report.rejected, report.rejected > 0 && plan.review == Review::Queue),
        (fl!(w, "import-report-themeless"), report.themeless, report.themeless > 0 && has_themes),
        (fl!(w, "import-report-wrong"), report.wrong, report.wrong > 0),
        (fl!(w, "import-report-unclear"), report.unclear, report.unclear > 0),
        (
            fl!(w, "import-report-unknown"),
            report.unknown.len() as u64 + report.more_unknown,
            !report.unknown.is_empty(),
        ),
        (fl!(w, "import-report-known"), report.known, report.known > 0),
        (fl!(w, "import-report-doubled"), report.doubled, report.doubled > 0),
        (fl!(w, "import-report-elsewhere"), report.elsewhere, report.elsewhere > 0),
        (fl!(w, "import-report-blank"), report.blank, report.blank > 0),
    ];
    let shown = counts.into_iter().filter(|(.., shown)| *shown);
    shown.map(|(label, count, _)| (label, number(ui, count))).chain(early).chain(late).collect()
}

/// How many rows, and which are the first of them.
fn some_rows(ui: &Ui, count: u64, first: &[u64], typed: bool) -> String {
    let rows: Vec<String> = first.iter().map(|row| place(ui, *row, typed)).collect();
    let rows = rows.join(&fl!(ui.words, "queue-list-comma"));
    let more = count - first.len() as u64;
    fl!(ui.words, "import-report-early-rows", n = number(ui, count), rows = rows, more = more)
}

fn number(ui: &Ui, count: u64) -> String {
    ui.number(i64::try_from(count).unwrap_or(i64::MAX))
}

fn numbers(ui: &Ui, report: &Report) -> Vec<String> {
    let w = ui.words;
    let number = |count| number(ui, count);
    let clashing = || fl!(w, "import-numbering-clash", n = number(report.clashing));
    let elsewhere = || fl!(w, "import-numbering-elsewhere", n = number(report.elsewhere));
    (report.clashing > 0).then(clashing).into_iter().chain((report.elsewhere > 0).then(elsewhere)).collect()
}

/// Fields that the file answers and the consultation only counts.
fn only_counted(plan: &Plan, call: &Consultation) -> Vec<Field> {
    let told = [(Meaning::AgeBand, Field::AgeBand), (Meaning::Area, Field::Area), (Meaning::Relation, Field::Relation)];
    let answered = told.into_iter().filter(|(meaning, _)| plan.column(*meaning).is_some()).map(|(_, field)| field);
    answered.filter(|field| call.field(*field).is_only_counted()).collect()
}

fn warnings(ui: &Ui, report: &Report, counted: &[Field], typed: bool, desk: Desk) -> Vec<String> {
    let w = ui.words;
    let fields: Vec<String> = counted.iter().map(|field| field.label(w)).collect();
    let counted = || fl!(w, "import-report-only-counted", fields = fields.join("・"));
    let lossy = || fl!(w, "import-report-lossy", n = number(ui, report.lossy));
    let first = || place(ui, report.first_garbled, typed);
    let rather = report.form.rather.map(|it| misread(w, it, desk));
    let garbled = || fl!(w, "import-report-garbled", n = number(ui, report.garbled), place = first());
    let cure = || match desk {
        Desk::Page => fl!(w, "import-report-undated-page"),
        Desk::Shell => fl!(w, "import-report-undated-options", column = "--column C=day", day = "--day"),
    };
    let undated = || fl!(w, "import-report-undated", n = number(ui, report.undated), cure = cure());
    let personal =
        || fl!(w, "import-report-personal", rows = some_rows(ui, report.personal, &report.personal_rows, typed));
    let idle = || {
        let words: Vec<&str> = report.idle.iter().map(|(_, word)| word.as_str()).collect();
        fl!(w, "import-report-idle", words = words.join(&fl!(w, "queue-list-comma")))
    };
    let warnings = [
        (!fields.is_empty()).then(counted),
        (report.lossy > 0).then(lossy),
        rather.or((report.garbled > 0).then(garbled)),
        (report.undated > 0).then(undated),
        (report.personal > 0).then(personal),
        (!report.idle.is_empty()).then(idle),
    ];
    warnings.into_iter().flatten().collect()
}

/// What is said of a file of which all can be read in another encoding than in the chosen one.
pub fn misread(w: &Words, rather: Encoding, desk: Desk) -> String {
    let encoding = rather.label();
    let cure = match desk {
        Desk::Page => fl!(w, "import-misread-page", encoding = encoding),
        Desk::Shell => fl!(w, "import-misread-option", option = format!("--encoding {}", rather.name())),
    };
    fl!(w, "import-misread", encoding = encoding, cure = cure)
}

/// Which row, or which note of those that somebody typed or pasted.
fn place(ui: &Ui, row: u64, typed: bool) -> String {
    let row = row.to_string();
    if typed { fl!(ui.words, "workshop-row", row = row) } else { fl!(ui.words, "import-sample-row", row = row) }
}

fn faults_shown(
    ui: &Ui,
    alike: Alike,
    plan: &Plan,
    (typed, rather, desk): (bool, Option<Encoding>, Desk),
) -> ShownFaults {
    let w = ui.words;
    let typed_in = || plan.columns.iter().enumerate().find(|(at, _)| tables::letters(*at) == alike.column);
    let column = typed.then(typed_in).flatten().map(|(_, column)| column.meaning.label(w));
    let place = |(row, value): &(u64, String)| match (place(ui, *row, typed), value.as_str()) {
        (place, "") => place,
        (place, value) => fl!(w, "import-fault-place", place = place, value = said(w, value)),
    };
    let number = |count| number(ui, count);
    let more = alike.count - alike.first.len() as u64;
    let text = match (alike.fault, rather) {
        (Fault::Garbled | Fault::Control, Some(rather)) => fl!(w, "fault-misread", encoding = rather.label()),
        (fault, _) => fault.text(w),
    };
    let option = alike.fault.option(&alike.column).filter(|_| desk == Desk::Shell);
    let option = option.map(|option| fl!(w, "import-fault-option", option = option));
    ShownFaults {
        column: column.unwrap_or_else(|| fl!(w, "import-fault-column", column = alike.column.as_str())),
        text: std::iter::once(text).chain(option).collect::<Vec<_>>().join(" "),
        count: fl!(w, "import-fault-count", n = number(alike.count)),
        places: alike.first.iter().map(place).collect(),
        more: if more > 0 { fl!(w, "import-fault-more", n = number(more)) } else { String::new() },
    }
}

fn sample_shown(ui: &Ui, sample: Sample, call: &Consultation, typed: bool) -> ShownSample {
    let w = ui.words;
    let theme = |name: &String| match call.theme(name) {
        Some(theme) => call.theme_path(&theme.id, Lang::JA),
        None => name.clone(),
    };
    let choice = |field: Field, code: Option<String>| {
        code.map(|code| (field.label(w), call.choice_label(field, &code, Lang::JA)))
    };
    let channel = Channel::parse(&sample.channel).map_or(String::new(), |channel| channel.label(w));
    let (meeting, table, dots) = sample.hung.map_or((None, None, None), |it| (it.meeting, Some(it.table), it.dots));
    let state = sample.state.as_deref().and_then(State::parse);
    let facts = [
        state.map(|state| (fl!(w, "column-state"), state.label(w))),
        Some((fl!(w, "column-day"), ui.day_of(sample.received_at))),
        Some((fl!(w, "column-channel"), channel)),
        sample.place.map(|place| (fl!(w, "column-received-place"), place)),
        choice(Field::AgeBand, sample.age_band),
        choice(Field::Area, sample.area),
        choice(Field::Relation, sample.relation),
        meeting.map(|meeting| (fl!(w, "column-meeting"), meeting.text(w))),
        table.filter(|name| !name.is_empty()).map(|name| (fl!(w, "column-table"), name)),
        dots.map(|dots| (fl!(w, "column-dots"), ui.number(dots))),
    ];
    ShownSample {
        row: place(ui, sample.row, typed),
        text: sample.text,
        themes: sample.themes.iter().map(theme).collect(),
        facts: facts.into_iter().flatten().collect(),
    }
}
