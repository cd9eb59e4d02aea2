//! Names of themes, choices and meetings that files could take for something else, and a consultation that has none of them.

use koe::base::calendar::parse_day;
use koe::base::text::Lang;
use koe::consultations::{Consultation, Field, Theme, Visibility};
use koe::http::access::Role;
use koe::meetings::{self, Meeting};

use crate::imports::tried;
use crate::support::TestApp;

/// Staff see what residents said about themselves, but for the age, which is only counted.
fn hides(call: &mut Consultation) {
    for rule in &mut call.fields {
        rule.visibility = if rule.field == Field::AgeBand { Visibility::Aggregate } else { Visibility::Staff };
    }
}

/// Names that another name holds, or that look like several, like a formula, like the path or the code of another theme.
const NAMES: [(&str, &[&str]); 12] = [
    ("道路・交通", &["交通"]),
    ("道路", &["交通", "橋"]),
    ("交通", &[]),
    ("道路/交通", &[]),
    ("子ども、孫, ひ孫", &["道路・交通"]),
    ("子ども", &[]),
    ("孫", &[]),
    ("x; y；z", &[]),
    ("ＡＢ", &[]),
    ("AB", &[]),
    ("'=1+1", &[]),
    ("川  と　t1", &["t1"]),
];

/// The themes of the demonstration beside such names; areas, too.
pub fn has_names(call: &mut Consultation) {
    hides(call);
    call.themes.clear();
    let mut add = |code: String, parent: Option<String>, name: &str| {
        let (id, position) = (format!("theme-{code}"), call.themes.len() as i64 + 1);
        let texts = vec![(Lang::JA, name.to_owned(), String::new())];
        call.themes.push(Theme { id, code, parent, position, closed: false, texts });
    };
    for row in include_str!("../../src/demo/themes.tsv").lines().skip(1) {
        let [code, parent, name] = row.splitn(4, '\t').take(3).collect::<Vec<_>>()[..] else { panic!("{row}") };
        add(code.into(), Some(parent).filter(|it| !it.is_empty()).map(|it| format!("theme-{it}")), name);
    }
    for (at, (name, below)) in NAMES.into_iter().enumerate() {
        add(format!("n{at}"), None, name);
        for (place, name) in below.iter().enumerate() {
            add(format!("n{at}_{place}"), Some(format!("theme-n{at}")), name);
        }
    }
    let rule = call.fields.iter_mut().find(|rule| rule.field == Field::Area).unwrap();
    for (choice, label) in rule.choices.iter_mut().zip(["生野・山東、\"町\"", "=ＡＢ ／ AB"]) {
        label.clone_into(&mut choice.label);
    }
}

/// Nothing of what the file names: one theme, and nothing to choose.
pub fn is_bare(call: &mut Consultation) {
    hides(call);
    call.themes.truncate(1);
    call.fields.iter_mut().for_each(|rule| rule.choices.clear());
    call.themes[0].texts = vec![(Lang::JA, "その他・わからない".into(), String::new())];
}

/// Day, name and place: some differ in one of them alone.
pub const MEETINGS: [(&str, &str, &str); 7] = [
    ("2024-06-01", "若者との対話", ""),
    ("2024-06-01", "若者との対話", "生野マインホール"),
    ("2024-06-01", "若者との対話", "朝来会館"),
    ("2024-06-02", "若者との対話", "生野マインホール"),
    ("2024-06-01", "=若者との　対話 2024-06-02", "'市役所、\"3階\""),
    ("2024-06-01", "ﾜｰｸｼｮｯﾌﾟ", "＝会議室"),
    ("2024-06-01", "ワークショップ", "会議室"),
];

/// The meetings in which notes hang.
pub async fn has_meetings(site: &TestApp, call: &Consultation) {
    let mut tx = site.app.db.begin().await.unwrap();
    for (at, (day, name, place)) in MEETINGS.into_iter().enumerate() {
        let meeting = Meeting {
            id: format!("m{at}"),
            number: at as i64 + 1,
            held_on: parse_day(day).unwrap(),
            name: name.into(),
            place: place.into(),
            ..Meeting::default()
        };
        meetings::store::insert(&mut tx, &call.id, &meeting).await.unwrap();
    }
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn an_older_file_with_dots_between_its_themes_is_read_where_all_of_them_are_known_and_else_asked_about_whole() {
    for site in TestApp::on_each_engine().await {
        site.has_call_like(has_names).await;
        let staff = site.sign_in(&[Role::Staff]).await;
        let file = "受付番号,テーマ,ほかのテーマ,提出方法,言語,原文（現在の版）\n\
            1,道路／橋,道路・交通・道路・交通／交通,ウェブ,ja,橋を直して\n\
            2,道路,\"子ども、孫, ひ孫\n子ども\",ウェブ,ja,遊び場を\n";
        let (_, page) = tried(&site, &staff, "前の版.csv", file.as_bytes()).await;
        assert!(page.has("2件を取り込む"), "{}", page.html);
        for names in [&["道路／橋", "道路・交通", "道路・交通／交通"][..], &["道路", "子ども、孫, ひ孫", "子ども"]]
        {
            let chips: Vec<String> =
                names.iter().map(|name| format!("<span class=\"chip\"><bdi>{name}</bdi></span>")).collect();
            let themes = chips.concat();
            assert!(page.has(&themes), "{themes}: {}", page.html);
        }
        let unknown = file.replace("道路・交通・道路・交通／交通", "道路・川遊び");
        let (_, page) = tried(&site, &staff, "ほか.csv", unknown.as_bytes()).await;
        assert!(page.has("「道路・川遊び」（1行）"), "{}", page.html);
    }
}

#[tokio::test]
async fn no_theme_is_called_like_a_path_of_two() {
    for site in TestApp::on_each_engine().await {
        let call = site.has_call().await;
        let staff = site.sign_in(&[Role::Staff]).await;
        let page = "/staff/consultations/plan/themes";
        let revision = call.revision.to_string();
        let asked = [("revision", revision.as_str()), ("act", "add"), ("name", "公園／緑地")];
        let refused = staff.post(page, &asked).await;
        assert_eq!(refused.status, 422, "{}", refused.html);
        assert!(refused.has("「／」は、上のテーマとの区切りに使う"), "{}", refused.html);
    }
}
