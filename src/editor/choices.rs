//! The pages of what residents choose from: themes, a tree of two levels ordered by buttons, and what they may
//! say about themselves.

use std::collections::HashSet;

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use i18n_embed_fl::fl;

use super::forms::{Check, FieldsForm, ThemeForm};
use super::{ASKED, Asked, Filled, changes, chars_i64, lines};
use crate::app::App;
use crate::base::audit::{self, Act};
use crate::base::db::Tx;
use crate::base::id;
use crate::base::text::Lang;
use crate::consultations::choices::{Change, Choice, MAX_CHOICES, MAX_NAME, MAX_TRANSLATED, coded, free_code};
use crate::consultations::{Consultation, FieldRule, Requirement, Theme, store};
use crate::http::access::Staff;
use crate::http::{Error, Errors, Form, LangForm, Path, Query, Result, Ui, page_with};
use crate::revisions::{Asking, Notice, close_turn, go, take_turn};

/// The theme for what fits nowhere else: a new one is put before it.
const OTHER: &str = "other";

#[derive(Template)]
#[template(path = "editor/themes.html")]
struct ThemesPage {
    ui: Ui,
    call: Consultation,
    notice: Notice,
    rows: Vec<Row>,
    /// The form of the next theme.
    new: Filled<ThemeForm>,
    /// Of whichever form was sent.
    errors: Errors,
}

/// A theme with its buttons and its form.
struct Row {
    theme: Theme,
    /// Opinions that name it.
    uses: i64,
    first: bool,
    last: bool,
    /// Another theme stands under it.
    parent: bool,
    /// It stands under a closed one: that one is opened first.
    under_closed: bool,
    f: Filled<ThemeForm>,
    /// Its form was sent and came back.
    sent: bool,
}

/// Themes on the same level under the same parent, in their order.
fn siblings<'a>(call: &'a Consultation, parent: Option<&str>) -> Vec<&'a Theme> {
    call.themes.iter().filter(|theme| theme.parent.as_deref() == parent).collect()
}

fn row(call: &Consultation, theme: &Theme, uses: &[(String, i64)]) -> Row {
    let siblings = siblings(call, theme.parent.as_deref());
    let is = |place: Option<&&Theme>| place.is_some_and(|other| other.id == theme.id);
    let above = theme.parent.as_deref().and_then(|id| call.theme_by_id(id));
    Row {
        uses: uses.iter().find(|(id, _)| *id == theme.id).map_or(0, |(_, count)| *count),
        first: is(siblings.first()),
        last: is(siblings.last()),
        parent: call.children(theme).next().is_some(),
        under_closed: above.is_some_and(|above| above.closed),
        f: Filled { suffix: format!("-{}", theme.code), ..Filled::of(ThemeForm::of(call, Some(theme))) },
        sent: false,
        theme: theme.clone(),
    }
}

pub async fn themes(
    State(app): State<App>,
    ui: Ui,
    Staff(_): Staff,
    Path(slug): Path<String>,
    Query(asking): Query<Asking>,
) -> Result<Response> {
    let call = app.draft(&slug).await?;
    themes_page(&app, ui, call, asking.notice(), None).await
}

/// The page; `sent` is the form that came back, with its words.
async fn themes_page(
    app: &App,
    ui: Ui,
    call: Consultation,
    notice: Notice,
    sent: Option<Filled<ThemeForm>>,
) -> Result<Response> {
    let uses = store::theme_uses(&mut *app.db.read().await?, &call.id).await?;
    let mut rows: Vec<_> = call.themes.iter().map(|theme| row(&call, theme, &uses)).collect();
    let mut new = Filled { suffix: "-+new".to_owned(), ..Filled::of(ThemeForm::of(&call, None)) };
    let errors = sent.as_ref().map(|sent| sent.errors.clone()).unwrap_or_default();
    let status = if notice == Notice::Late { StatusCode::CONFLICT } else { errors.status() };
    if let Some(sent) = sent {
        match rows.iter_mut().find(|row| row.theme.code == sent.form.code) {
            Some(row) => (row.f, row.sent) = (sent, true),
            // A new theme, or one that somebody deleted meanwhile: its words are kept here.
            None => new = sent,
        }
    }
    page_with(status, &ThemesPage { ui, call, notice, rows, new, errors })
}

/// Adds, renames, moves, closes, opens or deletes one theme: what, says the button that was pressed.
pub async fn change_themes(
    State(app): State<App>,
    ui: Ui,
    Staff(me): Staff,
    Path(slug): Path<String>,
    LangForm(form): LangForm<ThemeForm>,
) -> Result<Response> {
    let (turn, call) = take_turn(&app, &slug, &form.revision).await?;
    let theme = call.theme(&form.code).cloned();
    let written = matches!(form.act.as_str(), "add" | "save");
    let Some(mut tx) = turn else {
        let sent = written.then(|| match &theme {
            Some(theme) => Filled::clash(form, ThemeForm::of(&call, Some(theme))),
            None => Filled::of(form),
        });
        return themes_page(&app, ui, call, Notice::Late, sent).await;
    };
    let mut check = Check::new(ui.words);
    let now = app.clock.now();
    let done = match (form.act.as_str(), &theme) {
        ("add", _) => add(&mut tx, &call, &form, &mut check, now).await?,
        ("save", Some(theme)) => rename(&mut tx, &call, theme, &form, &mut check).await?,
        ("up" | "down", Some(theme)) => shift(&mut tx, &call, theme, form.act == "up").await?,
        ("close" | "open" | "delete", Some(theme)) => {
            let uses = store::theme_uses(&mut tx, &call.id).await?;
            match refusal(&ui, &call, theme, &form.act, &uses) {
                Some(text) => {
                    check.errors.add("refused", text);
                    None
                }
                None => end_or_open(&mut tx, theme, &form.act, now).await?,
            }
        }
        _ => return Err(Error::Refused(StatusCode::BAD_REQUEST)),
    };
    let Some(code) = done else {
        drop(tx);
        let form = if written { form } else { ThemeForm::of(&call, theme.as_ref()) };
        return themes_page(&app, ui, call, Notice::None, Some(Filled::wrong(form, check.errors))).await;
    };
    let detail = logged(&call, &form, theme.as_ref(), &code);
    close_turn(&app, tx, &me, Act::ThemesChanged, &slug, &detail).await?;
    // The address names the row, so that the next press of Tab begins there, also without script.
    Ok(match form.act.as_str() {
        "up" | "down" => go(&ui, &slug, &format!("/themes#theme-{code}")),
        "delete" => go(&ui, &slug, "/themes?done=saved"),
        _ => go(&ui, &slug, &format!("/themes?done=saved#theme-{code}")),
    })
}

/// What was done to a theme, for the log: the act, its code and its name, which a deleted one has nowhere else; and what
/// was changed.
fn logged(call: &Consultation, form: &ThemeForm, theme: Option<&Theme>, code: &str) -> String {
    let old = audit::one_line(theme.map_or("", |theme| theme.exact(Lang::JA).0));
    match form.act.as_str() {
        "add" => format!("add {code} {}", form.name.trim()),
        "save" => format!("save {code} {old}\n{}", changes(&ThemeForm::of(call, theme).texts(), &form.texts())),
        act => format!("{act} {code} {old}"),
    }
}

/// Puts a new theme last among its siblings; on the top level before the one for everything else.
async fn add(
    tx: &mut Tx,
    call: &Consultation,
    form: &ThemeForm,
    check: &mut Check,
    now: i64,
) -> Result<Option<String>> {
    let parent = call.theme(&form.parent).filter(|parent| parent.parent.is_none() && !parent.closed);
    if parent.is_none() && !form.parent.is_empty() {
        check.errors.add("parent", fl!(check.words, "editor-error-theme-parent"));
    }
    let parent = parent.map(|parent| parent.id.clone());
    let siblings = siblings(call, parent.as_deref());
    let Some(texts) = form.parse(check, &siblings) else { return Ok(None) };
    let taken: HashSet<_> = call.themes.iter().map(|theme| theme.code.as_str()).collect();
    let others: Vec<_> = texts.iter().skip(1).map(|(lang, name, _)| (*lang, name.clone())).collect();
    let code = free_code(&others, 't', &taken);
    let theme = Theme { id: id::new(now), code, parent, position: 0, closed: false, texts };
    store::insert_theme(tx, &call.id, &theme).await?;
    let mut order: Vec<_> = siblings.iter().map(|theme| theme.id.as_str()).collect();
    let end = siblings.iter().rposition(|theme| theme.code != OTHER).map_or(0, |place| place + 1);
    order.insert(end, &theme.id);
    store::place_themes(tx, &order).await?;
    Ok(Some(theme.code))
}

async fn rename(
    tx: &mut Tx,
    call: &Consultation,
    theme: &Theme,
    form: &ThemeForm,
    check: &mut Check,
) -> Result<Option<String>> {
    let mut others = siblings(call, theme.parent.as_deref());
    others.retain(|other| other.id != theme.id);
    let Some(texts) = form.parse(check, &others) else { return Ok(None) };
    store::put_theme_texts(tx, &Theme { texts, ..theme.clone() }).await?;
    Ok(Some(theme.code.clone()))
}

/// Changes places with the neighbour; at the end of the row nothing moves.
async fn shift(tx: &mut Tx, call: &Consultation, theme: &Theme, up: bool) -> Result<Option<String>> {
    let siblings = siblings(call, theme.parent.as_deref());
    let mut order: Vec<_> = siblings.iter().map(|theme| theme.id.as_str()).collect();
    let place = order.iter().position(|id| *id == theme.id).unwrap_or_default();
    let other = if up { place.saturating_sub(1) } else { (place + 1).min(order.len().saturating_sub(1)) };
    order.swap(place, other);
    store::place_themes(tx, &order).await?;
    Ok(Some(theme.code.clone()))
}

/// Why a theme can be neither closed nor deleted just now, or not opened.
fn refusal(ui: &Ui, call: &Consultation, theme: &Theme, act: &str, uses: &[(String, i64)]) -> Option<String> {
    let row = row(call, theme, uses);
    let stays = |other: &&Theme| !other.closed && other.id != theme.id && other.parent.as_ref() != Some(&theme.id);
    if act == "open" {
        row.under_closed.then(|| fl!(ui.words, "editor-theme-open-refused"))
    } else if call.listed && !call.themes.iter().any(|other| stays(&other)) {
        Some(fl!(ui.words, "editor-theme-last"))
    } else if act == "delete" && row.uses > 0 {
        Some(fl!(ui.words, "editor-theme-used", n = row.uses))
    } else if act == "delete" && row.parent {
        Some(fl!(ui.words, "editor-theme-has-children"))
    } else {
        None
    }
}

async fn end_or_open(tx: &mut Tx, theme: &Theme, act: &str, now: i64) -> Result<Option<String>> {
    match act {
        "close" => store::close_theme(tx, &theme.id, Some(now)).await?,
        "open" => store::close_theme(tx, &theme.id, None).await?,
        // An opinion may have come since the look a moment ago: the statement itself looks again.
        _ => {
            if !store::delete_theme(tx, &theme.id).await? {
                return Err(Error::Conflict);
            }
        }
    }
    Ok(Some(theme.code.clone()))
}

#[derive(Template)]
#[template(path = "editor/fields.html")]
struct FieldsPage {
    ui: Ui,
    call: Consultation,
    notice: Notice,
    asked: [Asked; 3],
    /// Without SMTP the form offers no mail, whatever is chosen here.
    mailing: bool,
    f: Filled<FieldsForm>,
}

impl FieldsPage {
    /// In how many places a choice has no name in a language.
    fn lacking(&self, rule: &FieldRule) -> usize {
        let lacks = |choice: &Choice| Lang::others().filter(|lang| choice.exact(*lang).is_empty()).count();
        rule.offered().map(lacks).sum()
    }
}

fn fields_page(app: &App, ui: Ui, call: Consultation, notice: Notice, f: Filled<FieldsForm>) -> Result<Response> {
    let mailing = app.mailer.is_on();
    page_with(f.status(), &FieldsPage { ui, call, notice, asked: ASKED, mailing, f })
}

pub async fn fields(
    State(app): State<App>,
    ui: Ui,
    Staff(_): Staff,
    Path(slug): Path<String>,
    Query(asking): Query<Asking>,
) -> Result<Response> {
    let call = app.draft(&slug).await?;
    let f = Filled::of(FieldsForm::of(&call));
    fields_page(&app, ui, call, asking.notice(), f)
}

pub async fn save_fields(
    State(app): State<App>,
    ui: Ui,
    Staff(me): Staff,
    Path(slug): Path<String>,
    Form(form): Form<FieldsForm>,
) -> Result<Response> {
    let (turn, call) = take_turn(&app, &slug, &form.revision).await?;
    let Some(mut tx) = turn else {
        // What was answered was about the choices of before.
        let f = Filled::clash(form.unanswered(), FieldsForm::of(&call));
        return fields_page(&app, ui, call, Notice::Late, f);
    };
    // An answer that is being written counts: it was given under the rules of before.
    app.db.engine.take_turn(&mut tx).await?;
    let used = store::used_choices(&mut tx, &call.id).await?;
    let mut check = Check::new(ui.words);
    let Some(rules) = form.parse(&mut check, &call, &used) else {
        drop(tx);
        return fields_page(&app, ui, call, Notice::None, Filled::wrong(form, check.errors));
    };
    for rule in rules.iter().filter(|rule| call.field(rule.field) != *rule) {
        store::put_field(&mut tx, &call.id, rule).await?;
    }
    let before = FieldsForm::of(&call);
    let changed = Consultation { fields: rules, ..call };
    let after = FieldsForm::of(&changed);
    let lines = [changes(&before, &after)].into_iter().chain(check.decided).filter(|line| !line.is_empty());
    let detail = lines.collect::<Vec<_>>().join("\n");
    close_turn(&app, tx, &me, Act::FieldsChanged, &slug, &detail).await?;
    // What is only counted from now on has its table now.
    app.make_tables(&changed).await?;
    Ok(go(&ui, &slug, "/fields?done=saved"))
}

impl Check {
    /// Choices, a line each, see `Choice::line`. What is asked needs two to choose from.
    pub(super) fn choices(&mut self, name: &'static str, raw: &str, asked: Option<Requirement>) -> Vec<Choice> {
        let text = self.text(name, raw, MAX_CHOICES * (MAX_TRANSLATED + 12) * Lang::all().count());
        let labels: Vec<_> = lines(&text).into_iter().map(Choice::read).collect();
        let field = self.label(name);
        let twice = (1..labels.len()).find(|at| labels[..*at].iter().any(|it| it.label == labels[*at].label));
        let same_language =
            labels.iter().find(|it| (1..it.others.len()).any(|at| it.others[at - 1].0 == it.others[at].0));
        let is_long = |text: &str, most| text.chars().count() > most;
        let is_translated_long = |it: &Choice| it.others.iter().any(|(_, label)| is_long(label, MAX_TRANSLATED));
        let wrong = if asked.is_some_and(|asked| asked != Requirement::Off) && labels.len() < 2 {
            Some(fl!(self.words, "editor-error-choices-few", field = field))
        } else if labels.len() > MAX_CHOICES {
            Some(fl!(self.words, "editor-error-choices-many", field = field, most = chars_i64(MAX_CHOICES)))
        } else if labels.iter().any(|it| it.label.is_empty()) {
            Some(fl!(self.words, "editor-error-choices-blank", field = field))
        } else if let Some(place) = twice {
            Some(fl!(self.words, "editor-error-choices-twice", field = field, label = labels[place].label.clone()))
        } else if let Some(choice) = same_language {
            Some(fl!(self.words, "editor-error-choices-language", field = field, label = choice.label.clone()))
        } else if labels.iter().any(|it| is_long(&it.label, MAX_NAME)) {
            Some(fl!(self.words, "editor-error-choices-long", field = field, most = chars_i64(MAX_NAME)))
        } else if labels.iter().any(is_translated_long) {
            Some(fl!(self.words, "editor-error-choices-long", field = field, most = chars_i64(MAX_TRANSLATED)))
        } else {
            None
        };
        if let Some(text) = wrong {
            self.errors.add(name, text);
        }
        labels
    }

    /// Their codes. Where lines stand in the place of choices that opinions carry, somebody must have said what that means.
    pub(super) fn coded(
        &mut self,
        asked: &Asked,
        change: &str,
        labels: &[Choice],
        old: &[Choice],
        used: &[&str],
    ) -> Vec<Choice> {
        let (w, change) = (self.words, Change::parse(change));
        let coded = coded(labels, old, used, change);
        let pair = |(old, new): &(String, String)| fl!(w, "editor-change-pair", old = old, new = new);
        let pairs: Vec<String> = coded.renamed.iter().map(pair).collect();
        let comma = fl!(w, "board-comma");
        match change {
            None if !pairs.is_empty() => {
                self.errors.add(asked.change, fl!(w, "editor-error-change", pairs = pairs.join(&comma)));
            }
            // Which of the lines is which, nobody can tell.
            None | Some(Change::Rename) if !coded.replaced.is_empty() => {
                let gone = coded.replaced.join(&comma);
                self.errors.add(asked.change, fl!(w, "editor-error-change-apart", gone = gone));
            }
            Some(change) if !pairs.is_empty() || !coded.replaced.is_empty() => {
                self.decided.push(audit::change(asked.change, "", change.name()));
            }
            _ => {}
        }
        coded.choices
    }
}
