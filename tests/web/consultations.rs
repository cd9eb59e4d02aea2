//! Staff make a consultation and change it: the whole way, every refusal, and two people at once.

mod choices;

use koe::consultations::{Consultation, Field, Requirement, Visibility, store};
use koe::http::access::Role;

use crate::support::{Answer, TestApp, Visitor};

const LIST: &str = "/staff/consultations";
const PLAN: &str = "/staff/consultations/plan";

const NEW: [(&str, &str); 6] = [
    ("title", "後期基本計画づくり ご意見募集"),
    ("slug", "2024-1"),
    ("mode", "ideas"),
    ("moderation", "before"),
    ("opens_on", "2024-10-01"),
    ("closes_on", "2024-11-30"),
];

pub const BASICS: [(&str, &str); 8] = [
    ("mode", "ideas"),
    ("moderation", "before"),
    ("opens_on", "2024-07-01"),
    ("closes_on", "2024-11-30"),
    ("short_period_reason", ""),
    ("max_chars", "5000"),
    ("target_hours", "24"),
    ("reactions", "shown"),
];

const TEXTS: [(&str, &str); 8] = [
    ("title", "計画へのご意見募集"),
    ("question", "何を大切にしたいですか。"),
    ("background", ""),
    ("readers", ""),
    ("usage", ""),
    ("next_steps", ""),
    ("hints", ""),
    ("purpose", "計画づくりだけに使います。"),
];

pub const FIELDS: [(&str, &str); 10] = [
    ("age_band_requirement", "optional"),
    ("age_band_visibility", "aggregate"),
    ("age_band_choices", "17の人\r\n30の人\r\n70の人"),
    ("area_requirement", "optional"),
    ("area_visibility", "aggregate"),
    ("area_choices", "ikunoの人\r\nsantoの人"),
    ("relation_requirement", "optional"),
    ("relation_visibility", "aggregate"),
    ("relation_choices", "residentの人\r\nworkerの人"),
    ("mail_requirement", "off"),
];

/// The form with some of its values replaced, or added.
pub fn with<'a>(form: &[(&'a str, &'a str)], changes: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut pairs: Vec<_> = form.to_vec();
    pairs.retain(|(name, _)| changes.iter().all(|(changed, _)| changed != name));
    pairs.extend_from_slice(changes);
    pairs
}

/// Opens the page, takes its revision and sends the form to it.
pub async fn save(me: &Visitor, path: &str, form: &[(&str, &str)]) -> Answer {
    let revision = me.get(path).await.value("revision");
    let mut pairs = form.to_vec();
    pairs.push(("revision", &revision));
    me.post(path, &pairs).await
}

async fn call(site: &TestApp, slug: &str) -> Consultation {
    store::find(&mut site.app.db.read().await.unwrap(), slug).await.unwrap().unwrap()
}

#[tokio::test]
async fn a_consultation_goes_the_whole_way_from_nothing_to_listed() {
    for site in TestApp::on_each_engine().await {
        let me = site.sign_in(&[Role::Staff]).await;
        let empty = me.get(LIST).await;
        assert!(empty.has("意見募集は、") && empty.has("意見募集をつくる"), "{}", empty.html);
        assert_eq!(me.get(&format!("{LIST}/new")).await.value("slug"), "2024-1", "suggested from today");
        let made = me.post(&format!("{LIST}/new"), &NEW).await;
        assert_eq!((made.status, made.location()), (303, "/staff/consultations/2024-1?done=made"));
        assert_eq!(me.get(&format!("{LIST}/new")).await.value("slug"), "2024-2");

        let draft = call(&site, "2024-1").await;
        assert!(!draft.listed);
        assert_eq!(draft.themes[0].code, "other");
        let ages = draft.field(Field::AgeBand);
        assert_eq!((ages.requirement, ages.visibility), (Requirement::Optional, Visibility::Aggregate));
        assert_eq!((ages.choices[0].label.as_str(), ages.choices[7].label.as_str()), ("17歳以下", "80歳以上"));
        assert_eq!(draft.field(Field::Relation).choices.len(), 4);
        assert_eq!(draft.field(Field::Mail).requirement, Requirement::Off);
        let page = "/staff/consultations/2024-1";
        assert!(me.get(page).await.has("下書き"));

        let early = save(&me, page, &[("act", "list")]).await;
        assert_eq!(early.status, 422);
        for missing in ["サイトの文", "日本語の問いかけ", "日本語の利用目的"] {
            assert!(early.has(&format!("<li>{missing}")), "{missing} in {}", early.html);
        }
        assert_eq!(call(&site, "2024-1").await.revision, 1, "a refusal changes nothing");

        site.has_site().await;
        let texts =
            with(&TEXTS, &[("next_steps", " まとめます \r\n\r\n話し合います"), ("background", "計画の年だから。")]);
        let saved = save(&me, &format!("{page}/texts/ja"), &texts).await;
        assert_eq!((saved.status, saved.location()), (303, "/staff/consultations/2024-1/texts/ja?done=saved"));
        save(&me, &format!("{page}/texts/en"), &[("title", "Your ideas for the plan")]).await;
        let done = call(&site, "2024-1").await;
        assert_eq!(done.text(koe::base::text::Lang::JA).next_steps, "まとめます\n話し合います");
        assert!(me.get(&format!("{page}/preview")).await.has("計画の年だから。"));
        assert_eq!(done.text(koe::base::text::Lang::parse("en").unwrap()).title, "Your ideas for the plan");
        assert_eq!((done.purpose_version, done.revision), (1, 3), "an English title makes no new purpose");

        assert_eq!(save(&me, page, &[("act", "list")]).await.status, 303);
        assert!(call(&site, "2024-1").await.listed);
        let list = me.get(LIST).await;
        assert!(
            list.has("受付中") && list.has("61日間") && list.has("href=\"/consultations/2024-1\""),
            "{}",
            list.html
        );
        assert_eq!(site.number("select count(*) from audit where subject = '2024-1'").await, 4);
        assert_eq!(site.text("select detail from audit order by number desc limit 1").await, "listed");

        assert_eq!(save(&me, page, &[("act", "draft")]).await.status, 303);
        assert!(!call(&site, "2024-1").await.listed);
    }
}

#[tokio::test]
async fn the_editor_says_in_which_languages_nothing_has_been_written_and_what_stands_there() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let me = site.sign_in(&[Role::Staff]).await;
        assert!(me.get(PLAN).await.has("Englishの文は、まだありません。その言語のページには、日本語の文が出ます。"));
        save(&me, &format!("{PLAN}/texts/en"), &[("title", "Your ideas for the plan")]).await;
        let page = me.get(PLAN).await;
        for (code, words) in [("vi", "Tiếng Việtの文は、まだありません"), ("zh-Hans", "Englishの文が出ます")]
        {
            assert!(page.has(words) && page.has(&format!("href=\"{PLAN}/texts/{code}\"")), "{}", page.html);
        }
        assert!(!page.has("Englishの文は、まだ"), "in English there is a title now");
    }
}

#[tokio::test]
async fn a_new_one_that_is_not_right_comes_back_with_every_word() {
    for site in TestApp::on_each_engine().await {
        let me = site.sign_in(&[Role::Staff]).await;
        site.has_call().await;
        let path = format!("{LIST}/new");
        let refused = [
            (("title", " \u{3000}"), "「題名」を書いてください"),
            (("title", "a\0b"), "制御文字"),
            (("slug", "a"), "2～60文字"),
            (("slug", "市の計画"), "2～60文字"),
            (("slug", "new"), "2～60文字"),
            (("slug", "plan"), "別の意見募集で使っています"),
            (("mode", "vote"), "「種類」を選んでください"),
            (("opens_on", "0204-10-01"), "「最初の日」は"),
            (("closes_on", "2024-02-30"), "「最後の日」は"),
            (("closes_on", "2024-09-30"), "より前です"),
        ];
        for (change, words) in refused {
            let answer = me.post(&path, &with(&NEW, &[change])).await;
            assert_eq!(answer.status, 422, "{change:?}");
            assert!(answer.has(words) && answer.has("1か所、直してください"), "{change:?}: {}", answer.html);
            for (name, value) in with(&NEW, &[change]) {
                assert!(!["title", "slug"].contains(&name) || answer.value(name) == value, "{name} is kept");
            }
        }
        assert_eq!(me.post(&path, &with(&NEW, &[("listed", "1")])).await.status, 400, "unknown field");
        let wide = me.post(&path, &with(&NEW, &[("slug", "ＰＬＡＮ－2")])).await;
        assert_eq!(wide.location(), "/staff/consultations/plan-2?done=made");
    }
}

#[tokio::test]
async fn a_short_public_comment_needs_its_reason() {
    for site in TestApp::on_each_engine().await {
        let me = site.sign_in(&[Role::Staff]).await;
        site.has_call().await;
        let path = format!("{PLAN}/basics");
        let short = with(&BASICS, &[("mode", "public_comment"), ("opens_on", "2024-11-02")]);
        let refused = save(&me, &path, &short).await;
        assert_eq!(refused.status, 422);
        assert!(refused.has("期間が29日間です"), "{}", refused.html);
        let reason = with(&short, &[("short_period_reason", "災害への対応を急ぐため")]);
        assert_eq!(save(&me, &path, &reason).await.status, 303);
        assert_eq!(call(&site, "plan").await.short_period_reason, "災害への対応を急ぐため");
        let public = site.visitor().get("/consultations/plan").await;
        assert!(public.has("期間が短い理由") && public.has("災害への対応を急ぐため"), "{}", public.html);
        let long = with(&reason, &[("opens_on", "2024-11-01")]);
        assert_eq!(save(&me, &path, &long).await.status, 303);
        assert_eq!(call(&site, "plan").await.short_period_reason, "", "30 days need none");
        let detail = site.text("select detail from audit order by number desc limit 1").await;
        assert_eq!(detail, "opens_on 2024-11-02 → 2024-11-01\nshort_period_reason 災害への対応を急ぐため → ");
    }
}

#[tokio::test]
async fn basics_and_texts_out_of_range_come_back_with_every_word() {
    for site in TestApp::on_each_engine().await {
        let me = site.sign_in(&[Role::Staff]).await;
        site.has_call().await;
        let refused = [
            (("max_chars", "99"), "100～5000の数字"),
            (("max_chars", "5001"), "100～5000の数字"),
            (("target_hours", "721"), "1～720の数字"),
            (("target_hours", "一日"), "1～720の数字"),
            (("closes_on", "2024-06-30"), "より前です"),
            (("moderation", ""), "「審査のしかた」を選んでください"),
            (("reactions", "ranked"), "「共感のボタン」を選んでください"),
        ];
        for (change, words) in refused {
            let answer = save(&me, &format!("{PLAN}/basics"), &with(&BASICS, &[change])).await;
            assert_eq!(answer.status, 422, "{change:?}");
            assert!(answer.has(words), "{change:?}: {}", answer.html);
            assert!(["moderation", "reactions"].contains(&change.0) || answer.value(change.0) == change.1);
        }
        let wide = with(&BASICS, &[("max_chars", "８００")]);
        assert_eq!(save(&me, &format!("{PLAN}/basics"), &wide).await.status, 303);
        assert_eq!(call(&site, "plan").await.max_chars, 800);

        let long = "あ".repeat(101);
        let texts = format!("{PLAN}/texts/ja");
        let refused = [
            (("title", ""), "「題名」を書いてください"),
            (("title", long.as_str()), "1文字減らして"),
            (("question", ""), "「問いかけ」を書いてください"),
            (("purpose", "\u{200B}"), "「利用目的」を書いてください"),
            (("readers", "a\u{1B}[0m"), "制御文字"),
            (("title", "一行目\n二行目"), "制御文字"),
        ];
        for (change, words) in refused {
            let answer = save(&me, &texts, &with(&TEXTS, &[change])).await;
            assert_eq!(answer.status, 422, "{change:?}");
            assert!(answer.has(words) && answer.has("計画づくりだけ") == (change.0 != "purpose"), "{change:?}");
        }
        assert_eq!(me.get(&format!("{PLAN}/texts/fr")).await.status, 404);
        assert_eq!(save(&me, &texts, &with(&TEXTS, &[("purpose", "別の目的")])).await.status, 303);
        assert_eq!(call(&site, "plan").await.purpose_version, 2);
        assert_eq!(site.number("select count(*) from purpose_versions").await, 2, "the old one is kept");
    }
}

#[tokio::test]
async fn whoever_saves_second_sees_both_and_loses_nothing() {
    for site in TestApp::on_each_engine().await {
        let (first, second) = (site.sign_in(&[Role::Staff]).await, site.sign_in(&[Role::Staff]).await);
        site.has_call().await;
        let (basics, texts) = (format!("{PLAN}/basics"), format!("{PLAN}/texts/ja"));
        let seen = second.get(&basics).await.value("revision");
        let theirs = with(&BASICS, &[("closes_on", "2024-12-15"), ("moderation", "after")]);
        assert_eq!(save(&first, &basics, &theirs).await.status, 303);

        let late = second.post(&basics, &with(&BASICS, &[("max_chars", "800"), ("revision", &seen)])).await;
        assert_eq!(late.status, 409);
        assert!(late.has("ほかの人が先に保存しました") && late.has("2024-12-15"), "{}", late.html);
        assert_eq!((late.value("max_chars"), late.value("closes_on")), ("800".into(), "2024-11-30".into()));
        assert_eq!(call(&site, "plan").await.max_chars, 5000);
        let newest = late.value("revision");
        let again = with(&BASICS, &[("max_chars", "800"), ("revision", &newest)]);
        assert_eq!(second.post(&basics, &again).await.status, 303, "seen and decided");

        let both = with(&BASICS, &[("revision", "3")]);
        let (one, other) = tokio::join!(first.post(&basics, &both), second.post(&basics, &both));
        let mut statuses = [one.status, other.status];
        statuses.sort_unstable();
        assert_eq!(statuses, [303, 409], "at the same moment");

        let stale = |form: &[(&'static str, &'static str)]| with(form, &[("revision", "1")]);
        let late = second.post(&texts, &stale(&with(&TEXTS, &[("title", "わたしの題名")]))).await;
        assert_eq!((late.status, late.value("title")), (409, "わたしの題名".into()));
        assert!(late.has("いま保存されている内容") && late.has(">計画へのご意見募集</bdi></p>"), "{}", late.html);
        let late =
            second.post(&format!("{PLAN}/fields"), &stale(&with(&FIELDS, &[("area_choices", "北\r\n南")]))).await;
        assert_eq!(late.status, 409);
        assert!(late.has("\n北\r\n南</textarea>") && late.has("ikunoの人\nsantoの人</bdi>"), "{}", late.html);
        let themes = format!("{PLAN}/themes");
        let rename = [("act", "save"), ("code", "bus"), ("name", "路線バス"), ("hint", ""), ("revision", "1")];
        let late = second.post(&themes, &rename).await;
        assert!(late.status == 409 && late.has("id=\"name\" name=\"name\" value=\"路線バス\""), "{}", late.html);
        let gone = second.post(&themes, &with(&rename, &[("code", "gone")])).await;
        assert!(gone.status == 409 && gone.has("value=\"路線バス\""), "its words are kept");
        assert_eq!(second.post(&themes, &[("act", "up"), ("code", "bus"), ("revision", "1")]).await.status, 409);
        assert_eq!(second.post(PLAN, &[("act", "draft"), ("revision", "1")]).await.status, 409);
        assert!(call(&site, "plan").await.listed);
    }
}

#[tokio::test]
async fn only_staff_may_edit() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let nobody = site.visitor();
        let others =
            [Role::Administrator, Role::Moderator, Role::Department, Role::Viewer, Role::Auditor, Role::Contacts];
        let other = site.sign_in(&others).await;
        for tail in ["", "/new", "/plan", "/plan/basics", "/plan/texts/ja", "/plan/themes", "/plan/fields"] {
            let path = format!("{LIST}{tail}");
            assert_eq!((nobody.get(&path).await.status, other.get(&path).await.status), (401, 403), "{path}");
            if !tail.is_empty() {
                let (nobody, other) = (nobody.post(&path, &[]).await, other.post(&path, &[]).await);
                assert_eq!((nobody.status, other.status), (401, 403), "{path}");
            }
        }
        let me = site.sign_in(&[Role::Staff]).await;
        assert_eq!(me.get(&format!("{LIST}/nowhere/themes")).await.status, 404);
        assert_eq!(me.post(&format!("{LIST}/nowhere/themes"), &[("act", "add")]).await.status, 404);
        assert_eq!(site.number("select revision from consultations").await, 1);
    }
}

#[tokio::test]
async fn markup_in_any_text_is_shown_as_text() {
    for site in TestApp::on_each_engine().await {
        let me = site.sign_in(&[Role::Staff]).await;
        site.has_call().await;
        let evil = "</textarea><script>alert(1)</script>\"'{{7*7}}";
        let texts: Vec<_> = TEXTS.iter().map(|(name, _)| (*name, evil)).collect();
        assert_eq!(save(&me, &format!("{PLAN}/texts/ja"), &texts).await.status, 303);
        let add = [("act", "add"), ("name", evil), ("hint", evil), ("name_en", evil)];
        assert_eq!(save(&me, &format!("{PLAN}/themes"), &add).await.status, 303);
        let fields = with(&FIELDS, &[("area_choices", "<script>\n</textarea>")]);
        assert_eq!(save(&me, &format!("{PLAN}/fields"), &fields).await.status, 303);
        for tail in
            ["", "/new", "/plan", "/plan/basics", "/plan/texts/ja", "/plan/texts/en", "/plan/themes", "/plan/fields"]
        {
            let page = me.get(&format!("{LIST}{tail}")).await;
            assert!(!page.has("<script>") && !page.has("\n</textarea></textarea>"), "{tail}: {}", page.html);
        }
        assert!(me.get(&format!("/en{PLAN}/themes")).await.has("alert(1)"));
    }
}

#[tokio::test]
async fn a_draft_shows_its_makers_and_nobody_else_how_it_will_look() {
    for site in TestApp::on_each_engine().await {
        site.has_site().await;
        site.has_call().await;
        let me = site.sign_in(&[Role::Staff]).await;
        let editor = "/staff/consultations/plan";
        assert_eq!(save(&me, editor, &[("act", "draft")]).await.status, 303);
        assert!(me.get(&format!("{editor}/texts/ja")).await.has("href=\"/staff/consultations/plan/preview\""));
        for (path, words) in [("preview", "何を大切にしたいですか。"), ("preview/write", "道路・交通")]
        {
            let path = format!("{editor}/{path}");
            let shown = me.get(&path).await;
            assert_eq!(shown.status, 200, "{path}");
            assert!(shown.has(words) && shown.has("まだ公開されていません"), "{}", shown.html);
            assert!(shown.has("<meta name=\"robots\" content=\"noindex\">") && !shown.has("action=\"/staff"));
            assert_eq!(shown.headers["cache-control"], "no-store");
            assert_eq!(site.visitor().get(&path).await.status, 401, "{path}");
        }
        let form = me.get(&format!("{editor}/preview/write")).await;
        assert!(form.has("type=\"submit\" disabled") && form.value("token").is_empty(), "{}", form.html);
        let sent = [("theme", "roads"), ("body", "下書きへの意見"), ("token", "")];
        assert_eq!(me.post("/consultations/plan/opinions", &sent).await.status, 404);
        assert_eq!(me.get(&format!("{editor}/preview/opinions")).await.location(), format!("{editor}/preview"));
        assert_eq!(site.visitor().get("/consultations/plan").await.status, 404);

        assert_eq!(save(&me, editor, &[("act", "list")]).await.status, 303);
        assert_eq!(me.get(&format!("{editor}/preview")).await.location(), "/consultations/plan");
        assert_eq!(me.get(&format!("{editor}/preview/write")).await.location(), "/consultations/plan/write");
        let public = site.visitor().get("/consultations/plan").await;
        assert!(!public.has("noindex") && !public.has("まだ公開されていません"));
    }
}
