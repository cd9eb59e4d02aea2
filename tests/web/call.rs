//! A consultation to test with.

use jiff::civil::date;
use koe::base::id;
use koe::base::text::Lang;
use koe::consultations::{
    Choice, Consultation, Field, FieldRule, Mode, Moderation, Reactions, Requirement, Texts, Theme, Visibility,
};

use crate::support::NOW;

/// Open since summer, moderated before, with three themes, one of them of the second level, and every field.
pub fn call() -> Consultation {
    let theme = |code: &str, parent: Option<&Theme>, position: i64, name: &str| Theme {
        id: id::new(NOW),
        code: code.into(),
        parent: parent.map(|parent| parent.id.clone()),
        position,
        closed: false,
        texts: vec![
            (Lang::JA, name.into(), format!("{name}のこと")),
            (Lang::parse("en").unwrap(), format!("Theme {code}"), String::new()),
        ],
    };
    let roads = theme("roads", None, 1, "道路・交通");
    let bus = theme("bus", Some(&roads), 1, "バス");
    let child = theme("child", None, 2, "子育て");
    let choices = |codes: &[&str]| {
        codes
            .iter()
            .map(|code| Choice { code: (*code).into(), label: format!("{code}の人"), ..Choice::default() })
            .collect()
    };
    let field = |field, codes: &[&str]| FieldRule {
        field,
        requirement: Requirement::Optional,
        visibility: Visibility::Staff,
        choices: choices(codes),
    };
    Consultation {
        id: id::new(NOW),
        slug: "plan".into(),
        mode: Mode::Ideas,
        moderation: Moderation::Before,
        opens_on: date(2024, 7, 1),
        closes_on: date(2024, 11, 30),
        short_period_reason: String::new(),
        max_chars: 5000,
        target_hours: 24,
        reactions: Reactions::Shown,
        listed: true,
        results_at: None,
        revision: 1,
        purpose_version: 0,
        texts: vec![(
            Lang::JA,
            Texts {
                title: "計画へのご意見募集".into(),
                question: "何を大切にしたいですか。".into(),
                purpose: "計画づくりだけに使います。".into(),
                ..Texts::default()
            },
        )],
        themes: vec![roads, bus, child],
        fields: vec![
            field(Field::AgeBand, &["17", "30", "70"]),
            field(Field::Area, &["ikuno", "santo"]),
            field(Field::Relation, &["resident", "worker"]),
            field(Field::Mail, &[]),
        ],
    }
}
