//! What comes with a file: themes and choices that its words are to be, where the consultation lacks them.

pub mod store;

use std::collections::HashMap;

use crate::base::db::Tx;
use crate::base::fold::fold;
use crate::base::id;
use crate::base::text::Lang;
use crate::consultations::choices::{free_code, levels};
use crate::consultations::{self, Choice, Consultation, Field, FieldRule, Requirement, Theme, Visibility};
use crate::mapping::draft::{self, Draft};
use crate::mapping::words::MAX_WORD;
use crate::mapping::{Answer, Meaning, Plan, Stands};
use store::Made;

/// The consultation with the choices that a plan makes: their words are known in it. Their codes hang on these two alone.
/// A field that was not asked for stays so.
pub fn with_choices(plan: &Plan, call: &Consultation) -> Consultation {
    let mut call = call.clone();
    for answer in plan.answers.iter().filter(|answer| answer.stands == Stands::New) {
        let Some(field) = answer.meaning.field() else { continue };
        let rule = rule_of(&mut call, field);
        if rule.choices.iter().all(|choice| choice.label != answer.word) {
            let code = free_code(&[], 'a', &rule.choices.iter().map(|choice| choice.code.as_str()).collect());
            rule.choices.push(Choice { code, label: answer.word.clone(), ..Choice::default() });
        }
    }
    call
}

fn rule_of(call: &mut Consultation, field: Field) -> &mut FieldRule {
    let at = call.fields.iter().position(|rule| rule.field == field).unwrap_or_else(|| {
        let (requirement, visibility) = (Requirement::Off, Visibility::Aggregate);
        call.fields.push(FieldRule { field, requirement, visibility, choices: Vec::new() });
        call.fields.len() - 1
    });
    &mut call.fields[at]
}

/// The rules of fields that get choices by a plan, and the names of these.
fn grown(plan: &Plan, call: &Consultation) -> Vec<(FieldRule, Vec<String>)> {
    let new = |rule: &FieldRule| {
        let new = rule.choices.iter().skip(call.field(rule.field).choices.len());
        new.map(|choice| choice.label.clone()).collect::<Vec<_>>()
    };
    let rules = with_choices(plan, call).fields.into_iter().map(|rule| (new(&rule), rule));
    rules.filter(|(new, _)| !new.is_empty()).map(|(new, rule)| (rule, new)).collect()
}

/// Names of the choices that a plan makes, with what they are of.
pub fn choice_names(plan: &Plan, call: &Consultation) -> Vec<(Meaning, String)> {
    let meaning = |field| Meaning::ALL.iter().find(|it| it.field() == Some(field)).copied();
    let named = |(rule, names): (FieldRule, Vec<String>)| {
        let meaning = meaning(rule.field)?;
        Some(names.into_iter().map(move |name| (meaning, name)))
    };
    grown(plan, call).into_iter().filter_map(named).flatten().collect()
}

/// A plan that makes nothing of these words.
pub fn without(plan: &Plan, idle: &[(Meaning, String)]) -> Plan {
    let is_idle = |it: &Answer| idle.iter().any(|(meaning, word)| *meaning == it.meaning && *word == it.word);
    let answers = plan.answers.iter().filter(|it| it.stands != Stands::New || !is_idle(it)).cloned();
    Plan { answers: answers.collect(), ..plan.clone() }
}

/// Words that are to be themes or choices and that no draft has had so far.
pub struct Idle {
    /// What a word is of, the word, and what stands for it in a draft: the name of a theme, the code of a choice.
    words: Vec<(Meaning, String, String)>,
}

impl Idle {
    pub fn of(plan: &Plan, call: &Consultation) -> Self {
        let grown = with_choices(plan, call);
        let word = |Answer { meaning, word, .. }: &Answer| {
            let stands = match meaning.field() {
                Some(field) => grown.field(field).choices.iter().find(|it| it.label == *word)?.code.clone(),
                None => word.chars().take(MAX_WORD).collect(),
            };
            Some((*meaning, word.clone(), stands))
        };
        Self { words: plan.answers.iter().filter(|it| it.stands == Stands::New).filter_map(word).collect() }
    }

    /// Strikes those that these drafts have.
    pub fn see(&mut self, drafts: &[Draft]) {
        let has = |draft: &Draft, meaning: Meaning, stands: &String| match meaning {
            Meaning::AgeBand => draft.age_band.as_ref() == Some(stands),
            Meaning::Area => draft.area.as_ref() == Some(stands),
            Meaning::Relation => draft.relation.as_ref() == Some(stands),
            _ => draft.themes.iter().any(|it| matches!(it, draft::Theme::New(name) if name == stands)),
        };
        self.words.retain(|(meaning, _, stands)| !drafts.iter().any(|draft| has(draft, *meaning, stands)));
    }

    /// What each is of, and the word.
    pub fn left(self) -> Vec<(Meaning, String)> {
        self.words.into_iter().map(|(meaning, word, _)| (meaning, word)).collect()
    }
}

/// Writes those choices down. The answer is their names.
pub async fn add_choices(tx: &mut Tx, plan: &Plan, call: &Consultation) -> sqlx::Result<Vec<String>> {
    let mut made = Vec::new();
    for (rule, names) in grown(plan, call) {
        consultations::store::put_field(tx, &call.id, &rule).await?;
        made.extend(names);
    }
    Ok(made)
}

/// Words of a plan that are to be themes.
fn theme_words(plan: &Plan) -> impl Iterator<Item = &str> {
    let is_new = |answer: &&Answer| answer.stands == Stands::New && answer.meaning.is_theme();
    plan.answers.iter().filter(is_new).map(|answer| answer.word.as_str())
}

/// What the themes are called that a plan makes, as `levels` has them: one that is made for another below it is among them.
pub fn theme_names(plan: &Plan, call: &Consultation) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    let is_there = |above: &str| call.top_themes().any(|theme| fold(theme.exact(Lang::JA).0) == fold(above));
    for word in theme_words(plan) {
        let above = levels(word).and_then(|(above, _)| above).filter(|above| !is_there(above));
        for name in above.into_iter().chain([word]) {
            if names.iter().all(|it| it != name) {
                names.push(name.to_owned());
            }
        }
    }
    names
}

/// The ids of the themes that a plan makes, by their words; they are hidden until the rows are there. A theme below one
/// that is not there brings that one, too. Safe to do twice.
pub async fn themes(
    tx: &mut Tx,
    import: &str,
    plan: &Plan,
    call: &Consultation,
    now: i64,
) -> sqlx::Result<HashMap<String, String>> {
    let mut making = Making { made: store::made(tx, import).await?, tx, import, call, now };
    let mut ids = HashMap::new();
    for word in theme_words(plan) {
        let Some((above, name)) = levels(word) else { continue };
        let above = match above {
            Some(above) => Some(making.top(above).await?),
            None => None,
        };
        ids.insert(word.to_owned(), making.below(above, name).await?);
    }
    Ok(ids)
}

struct Making<'a> {
    tx: &'a mut Tx,
    import: &'a str,
    call: &'a Consultation,
    now: i64,
    made: Vec<Made>,
}

impl Making<'_> {
    /// The theme under which another is to stand: this very name, else one that differs in width or case alone.
    async fn top(&mut self, name: &str) -> sqlx::Result<String> {
        let named = |same: &dyn Fn(&str) -> bool| {
            let mut tops = self.call.top_themes().filter(|theme| same(theme.exact(Lang::JA).0));
            tops.next().map(|theme| theme.id.clone())
        };
        let is_made = |made: &&Made| made.parent.is_none() && made.name == name;
        let made = || self.made.iter().find(is_made).map(|made| made.id.clone());
        match named(&|it| it == name).or_else(made).or_else(|| named(&|it| fold(it) == fold(name))) {
            Some(id) => Ok(id),
            None => self.below(None, name).await,
        }
    }

    async fn below(&mut self, parent: Option<String>, name: &str) -> sqlx::Result<String> {
        if let Some(made) = self.made.iter().find(|made| made.parent == parent && made.name == name) {
            return Ok(made.id.clone());
        }
        let last = self.call.themes.iter().map(|theme| theme.position).max().unwrap_or(0);
        let position = last + 1 + i64::try_from(self.made.len()).unwrap_or(i64::MAX);
        let (id, texts) = (id::new(self.now), vec![(Lang::JA, name.to_owned(), String::new())]);
        // Nobody sees this code; which one is free then, is asked when it is shown.
        let theme = Theme { code: id.clone(), id, parent: parent.clone(), position, closed: false, texts };
        consultations::store::insert_theme(self.tx, &self.call.id, &theme).await?;
        store::hide(self.tx, &theme.id, self.import).await?;
        self.made.push(Made { id: theme.id.clone(), parent, name: name.to_owned() });
        Ok(theme.id)
    }
}

/// Shows the themes that were made, each under a code that is free. The answer is their names.
pub async fn show_themes(tx: &mut Tx, import: &str, call: &Consultation) -> sqlx::Result<Vec<String>> {
    let made = store::made(tx, import).await?;
    let mut taken: Vec<String> = call.themes.iter().map(|theme| theme.code.clone()).collect();
    for theme in &made {
        let code = free_code(&[], 't', &taken.iter().map(String::as_str).collect());
        store::show(tx, &theme.id, &code).await?;
        taken.push(code);
    }
    Ok(made.into_iter().map(|theme| theme.name).collect())
}
