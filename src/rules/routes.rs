//! The page of the rules: which are in use, the words of the lists, a trial before they are kept.

use std::borrow::Borrow;

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use i18n_embed_fl::fl;
use serde::Deserialize;

use super::trial::{self, Example, MOST_TEXTS, Row, Trial};
use super::{Book, listed};
use crate::app::App;
use crate::base::audit::{self, Act, Actor};
use crate::base::jobs::{self, Job};
use crate::base::settings;
use crate::flags::Rule;
use crate::flags::lists::{Fault, LONGEST_WORD, MOST_WORDS, line};
use crate::http::access::{Access, Administrator, Role, Routes, Viewer};
use crate::http::{Errors, Form, Query, Result, Ui, page, page_with};

const RULE: Access = Access::Roles(&[Role::Administrator]);
/// Largest form: every list as long as it may be, percent-encoded.
const LISTS_BYTES: usize = 3 << 20;

pub fn routes() -> Routes {
    Routes::default().get(RULE, "/staff/rules", show).post(RULE, "/staff/rules", send)
}

/// The rules as a form sends them: a word a line for each list, `on` for each other rule in use.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct RulesForm {
    /// What the rules were when the page was made.
    seen: String,
    /// `save`, or a trial.
    act: String,
    mail: String,
    url: String,
    card: String,
    my_number: String,
    account: String,
    plate: String,
    birth: String,
    phone: String,
    address: String,
    handle: String,
    name: String,
    foreign: String,
    hidden: String,
    list_insult: String,
    list_threat: String,
    list_discrimination: String,
    list_election: String,
    list_religion: String,
    list_advertising: String,
}

impl RulesForm {
    fn of(book: &Book) -> Self {
        let mut form = Self { seen: book.state(), ..Self::default() };
        for rule in Rule::ALL {
            *form.field(*rule) = match rule.has_list() {
                true => book.words(*rule).to_owned(),
                false if book.off.contains(rule) => String::new(),
                false => "on".to_owned(),
            };
        }
        form
    }

    fn field(&mut self, rule: Rule) -> &mut String {
        match rule {
            Rule::Mail => &mut self.mail,
            Rule::Url => &mut self.url,
            Rule::Card => &mut self.card,
            Rule::MyNumber => &mut self.my_number,
            Rule::Account => &mut self.account,
            Rule::Plate => &mut self.plate,
            Rule::Birth => &mut self.birth,
            Rule::Phone => &mut self.phone,
            Rule::Address => &mut self.address,
            Rule::Handle => &mut self.handle,
            Rule::Name => &mut self.name,
            Rule::Insult => &mut self.list_insult,
            Rule::Threat => &mut self.list_threat,
            Rule::Discrimination => &mut self.list_discrimination,
            Rule::Election => &mut self.list_election,
            Rule::Religion => &mut self.list_religion,
            Rule::Advertising => &mut self.list_advertising,
            Rule::Foreign => &mut self.foreign,
            Rule::Hidden => &mut self.hidden,
        }
    }

    /// The rules that it asks for, or what is wrong with which line of a list.
    fn book(&mut self, ui: &Ui) -> std::result::Result<Book, Errors> {
        let mut errors = Errors::default();
        let (mut off, mut lists) = (Vec::new(), Vec::new());
        for rule in Rule::ALL {
            let written = self.field(*rule);
            if !rule.has_list() {
                off.extend(written.is_empty().then_some(*rule));
                continue;
            }
            let words: Vec<&str> = written.lines().map(str::trim).filter(|word| !word.is_empty()).collect();
            if let Some(why) = fault(ui, &words) {
                errors.add(list_name(*rule), format!("{}：{why}", rule.label(ui.words)));
            }
            lists.push((*rule, words.join("\n")));
        }
        if errors.is_empty() { Ok(Book { off, lists }) } else { Err(errors) }
    }
}

/// The name of a list's control.
fn list_name(rule: Rule) -> String {
    format!("list_{}", rule.name())
}

/// What is wrong with the words of a list.
fn fault(ui: &Ui, words: &[&str]) -> Option<String> {
    let w = ui.words;
    let number = |count: usize| ui.number(i64::try_from(count).unwrap_or(i64::MAX));
    if words.len() > MOST_WORDS {
        return Some(fl!(w, "rules-too-many", n = number(words.len()), most = number(MOST_WORDS)));
    }
    words.iter().zip(1..).find_map(|(word, row)| {
        let row = number(row);
        match line(word).err()? {
            Fault::TooShort => Some(fl!(w, "rules-too-short", row = row, word = (*word).to_owned())),
            Fault::TooLong => Some(fl!(w, "rules-too-long", row = row, most = number(LONGEST_WORD))),
        }
    })
}

/// A rule of a form, its control as it stands.
struct Control {
    rule: Rule,
    name: String,
    value: String,
    words: usize,
}

#[derive(Template)]
#[template(path = "rules/rules.html")]
struct RulesPage {
    ui: Ui,
    seen: String,
    switches: Vec<Control>,
    lists: Vec<Control>,
    trial: Option<Trial>,
    is_tried: bool,
    saved: bool,
    errors: Errors,
}

impl RulesPage {
    fn new(ui: Ui, mut form: RulesForm) -> Self {
        let mut control = |rule: Rule, name: String| {
            let value = form.field(rule).clone();
            let words = value.lines().filter(|line| !line.trim().is_empty()).count();
            Control { rule, name, value, words }
        };
        let plain = Rule::ALL.iter().copied().filter(|rule| !rule.has_list());
        let switches = plain.map(|rule| control(rule, rule.name().to_owned())).collect();
        let lists = listed().map(|rule| control(rule, list_name(rule))).collect();
        Self {
            seen: form.seen,
            switches,
            lists,
            trial: None,
            is_tried: false,
            saved: false,
            errors: Errors::default(),
            ui,
        }
    }

    /// What a rule would mark from now on, and what no longer, each with its heading.
    fn examples<'r>(&self, row: &'r Row) -> [(String, &'r [Example]); 2] {
        let (w, rule) = (self.ui.words, row.rule.label(self.ui.words));
        let gained = fl!(w, "rules-trial-gained", rule = rule.clone());
        [(gained, &row.gained), (fl!(w, "rules-trial-lost", rule = rule), &row.lost)]
    }

    fn most(&self) -> String {
        self.ui.number(MOST_TEXTS)
    }

    fn count(&self, count: impl Borrow<usize>) -> String {
        self.ui.number(i64::try_from(*count.borrow()).unwrap_or(i64::MAX))
    }
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct RulesQuery {
    saved: String,
}

async fn show(State(app): State<App>, ui: Ui, _: Administrator, Query(query): Query<RulesQuery>) -> Result<Response> {
    let book = Book::load(&mut *app.db.read().await?).await?;
    page(&RulesPage { saved: !query.saved.is_empty(), ..RulesPage::new(ui, RulesForm::of(&book)) })
}

async fn send(
    State(app): State<App>,
    ui: Ui,
    Administrator(me): Administrator,
    Form(mut form): Form<RulesForm, LISTS_BYTES>,
) -> Result<Response> {
    let book = match form.book(&ui) {
        Ok(book) => book,
        Err(errors) => return page_with(errors.status(), &RulesPage { errors, ..RulesPage::new(ui, form) }),
    };
    if form.act != "save" {
        let trial = Some(tried(&app, &me, book).await?);
        return page(&RulesPage { trial, is_tried: true, ..RulesPage::new(ui, form) });
    }
    if save(&app, &me, &form.seen, &book).await? {
        return Ok(Redirect::to(&ui.url("/staff/rules?saved=1")).into_response());
    }
    // Saved by somebody else since: what stands here is kept, and can be saved over that with the next press.
    let mut errors = Errors::default();
    errors.add("lists", fl!(ui.words, "rules-late"));
    form.seen = Book::load(&mut *app.db.read().await?).await?.state();
    page_with(axum::http::StatusCode::CONFLICT, &RulesPage { errors, ..RulesPage::new(ui, form) })
}

async fn tried(app: &App, me: &Viewer, book: Book) -> Result<Trial> {
    // Some seconds of a processor: one at a time.
    let _place = app.looking.acquire().await.map_err(anyhow::Error::from)?;
    let mut conn = app.db.read().await?;
    let (stands, past) = (Book::load(&mut conn).await?, trial::past(&mut conn).await?);
    drop(conn);
    let reads = me.has_any(&[Role::Moderator, Role::Staff]);
    let compare = move || trial::compare(&past, (&stands, &book), reads);
    Ok(tokio::task::spawn_blocking(compare).await.map_err(anyhow::Error::from)?)
}

/// Keeps the rules, and has all that waits looked through again. `false` when they are others than were seen.
async fn save(app: &App, me: &Viewer, seen: &str, book: &Book) -> Result<bool> {
    let mut tx = app.db.begin().await?;
    settings::take_turn(&mut tx, "rules").await?;
    let stands = Book::load(&mut tx).await?;
    if stands.state() != seen {
        tx.rollback().await?;
        return Ok(false);
    }
    if stands != *book {
        book.save(&mut tx).await?;
        let (by, now) = (Actor::Staff(&me.login), app.clock.now());
        audit::record(&mut tx, by, Act::RulesChanged, "", &changes(&stands, book), now).await?;
        jobs::enqueue(&mut tx, &Job::FlagAgain, app.clock.machine_now()).await?;
    }
    tx.commit().await?;
    app.rules.clear();
    app.waiting.notify_one();
    Ok(true)
}

/// A line for each rule that was changed: `off phone`, `on phone`, `insult +ばか -あほ`.
fn changes(old: &Book, new: &Book) -> String {
    let mut lines = Vec::new();
    for rule in Rule::ALL {
        let name = rule.name();
        match (old.off.contains(rule), new.off.contains(rule)) {
            (false, true) => lines.push(format!("off {name}")),
            (true, false) => lines.push(format!("on {name}")),
            _ => {}
        }
        let (before, after) = (old.words(*rule), new.words(*rule));
        let without = |words: &str, others: &str, sign: char| {
            let gone = words.lines().filter(|word| others.lines().all(|other| other != *word));
            gone.map(|word| format!("{sign}{word}")).collect::<Vec<_>>()
        };
        let changed = [without(after, before, '+'), without(before, after, '−')].concat();
        lines.extend((before != after).then(|| format!("{name} {}", changed.join("、"))));
    }
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_log_says_which_words_came_and_went() {
        let old = Book::standard();
        let mut new = Book { off: vec![Rule::Phone], ..old.clone() };
        for (rule, words) in &mut new.lists {
            match rule {
                Rule::Insult => words.push_str("\nでこぼこ"),
                Rule::Religion => *words = words.replacen("入信\n", "", 1),
                _ => {}
            }
        }
        assert_eq!(changes(&old, &new), "off phone\ninsult +でこぼこ\nreligion −入信");
        assert_eq!(changes(&new, &old), "on phone\ninsult −でこぼこ\nreligion +入信");
        assert_eq!(changes(&old, &old), "");
    }
}
