//! Exports: what is in a file and what never is, who gets it, and that it says the truth about itself.

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use koe::base::audit::{self, Act, Actor};
use koe::consultations::Consultation;
use koe::exports::jobs;
use koe::http::access::Role;
use koe::log::decided;
use koe::opinions::text::find_spans;
use koe::opinions::{Reason, State, store};
use sha2::{Digest, Sha256};

use crate::support::{Answer, HOUR, NOW, TestApp, Visitor, encode};

pub const ALL: &[(&str, &str)] = &[("call", "plan")];

/// Asks for an export, lets it be written, and fetches it.
pub async fn export(site: &TestApp, staff: &Visitor, profile: &str, format: &str, more: &[(&str, &str)]) -> Answer {
    // The newest is told by its time.
    site.app.clock.advance(1);
    let mut form = vec![("profile", profile), ("format", format)];
    form.extend_from_slice(more);
    let asked = staff.post("/staff/exports", &form).await;
    assert_eq!((asked.status, asked.location()), (303, "/staff/exports"), "{}", asked.html);
    site.work().await;
    let page = staff.get("/staff/exports").await;
    let file = staff.get(&file_of(&page)).await;
    assert_eq!(file.status, 200, "{}", page.html);
    file
}

/// The newest file on the page.
pub fn file_of(page: &Answer) -> String {
    let at = page.html.find("/file\"").unwrap_or_else(|| panic!("no file on {}", page.html));
    let start = page.html[..at].rfind("href=\"").unwrap() + 6;
    page.html[start..at + 5].to_owned()
}

/// The newest export's file as it lies in the data folder.
pub async fn bytes(site: &TestApp, format: &str) -> Vec<u8> {
    let id = site.text("select id from exports order by created_at desc, id desc limit 1").await;
    std::fs::read(jobs::folder(&site.app).join(format!("{id}.{format}"))).unwrap()
}

fn csv_rows(file: &[u8]) -> Vec<Vec<String>> {
    let text = std::str::from_utf8(file).unwrap().strip_prefix('\u{FEFF}').expect("a byte order mark");
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect()
}

/// All cells, with a check that texts are texts and nothing computes.
fn xlsx_rows(file: &[u8]) -> Vec<Vec<Data>> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(file)).unwrap();
    assert_eq!(book.sheet_names(), ["意見一覧"]);
    let formulas = book.worksheet_formula("意見一覧").unwrap();
    assert_eq!(formulas.cells().filter(|(_, _, formula)| !formula.is_empty()).count(), 0);
    book.worksheet_range("意見一覧").unwrap().rows().map(<[Data]>::to_vec).collect()
}

fn column(heads: &[String], name: &str) -> usize {
    heads.iter().position(|head| head == name).unwrap_or_else(|| panic!("no {name} in {heads:?}"))
}

pub async fn change(site: &TestApp, receipt: &str, to: State, mask: &str) {
    let mut tx = site.app.db.begin().await.unwrap();
    let opinion = store::find(&mut tx, receipt).await.unwrap().unwrap();
    let redactions = find_spans(&opinion.text, mask, Reason::PersonalInfo);
    let reason = (to == State::Withheld).then_some(Reason::Defamation);
    let change = store::Change { to, reason, message: "", note: "", due_at: None, by: None, redactions: &redactions };
    let seen = store::Seen { state: opinion.state, version: opinion.version };
    store::change(&mut tx, site.engine, &opinion, seen, &change, NOW).await.unwrap().unwrap();
    let (actor, act, detail) = match to {
        State::Withdrawn => (Actor::Author, Act::Withdrawn, String::new()),
        to => (Actor::Staff("moderator"), Act::Decided, decided(opinion.state, to, reason)),
    };
    audit::record(&mut tx, actor, act, receipt, &detail, NOW).await.unwrap();
    tx.commit().await.unwrap();
}

/// One opinion that went through every state, each with a word of its own in its text.
async fn canaries(site: &TestApp, call: &Consultation) {
    for state in State::ALL.iter().filter(|state| !state.is_public()) {
        site.has_opinion_like(call, &format!("カナリア{}号", state.name()), "roads", *state, NOW - HOUR).await;
    }
    site.has_opinion_like(call, "みんなに見える声", "bus", State::Published, NOW - HOUR).await;
    let masked = site.has_opinion(call, "カナリア伏せ字号が書いた声").await;
    change(site, &masked, State::PublishedRedacted, "カナリア伏せ字号").await;
    // Published once, then taken away again, by either side.
    for to in [State::Withheld, State::Withdrawn] {
        let text = format!("カナリア元公開{}号", to.name());
        let receipt = site.has_opinion_like(call, &text, "roads", State::Published, NOW - HOUR).await;
        change(site, &receipt, to, "").await;
    }
}

#[tokio::test]
async fn a_public_file_holds_what_everybody_may_read_and_no_canary() {
    for site in TestApp::on_each_engine().await {
        let call = site.has_call().await;
        canaries(&site, &call).await;
        let staff = site.sign_in(&[Role::Staff]).await;
        export(&site, &staff, "public", "csv", ALL).await;
        let file = bytes(&site, "csv").await;
        assert!(!String::from_utf8_lossy(&file).contains("カナリア"));
        let rows = csv_rows(&file);
        assert_eq!(
            rows[0],
            [
                "受付番号",
                "受付日",
                "テーマ",
                "ほかのテーマ",
                "提出方法",
                "言語",
                "意見",
                "会議",
                "会場の共感シール（枚）"
            ]
        );
        assert_eq!(rows.len(), 3);
        assert_eq!(rows[1][1..], ["2024-10-28", "道路・交通／バス", "", "ウェブ", "ja", "みんなに見える声", "", ""]);
        assert_eq!(rows[2][6], "〔個人情報のため非公開〕が書いた声");
        // Neither by a state nor by a word does anything else get in.
        for more in [("state", "withheld"), ("q", "カナリア"), ("state", "pending,withdrawn,on_hold")] {
            let file = export(&site, &staff, "public", "csv", &[("call", "plan"), more]).await;
            assert_eq!(csv_rows(file.html.as_bytes()).len(), 1, "{more:?}: the headings alone");
        }
        export(&site, &staff, "public", "xlsx", ALL).await;
        let rows = xlsx_rows(&bytes(&site, "xlsx").await);
        assert_eq!(rows.len(), 3);
        assert!(!format!("{rows:?}").contains("カナリア"));
    }
}

#[tokio::test]
async fn an_office_file_holds_every_state_and_no_contact() {
    for site in TestApp::on_each_engine().await {
        let call = site.has_call().await;
        canaries(&site, &call).await;
        let mut tx = site.app.db.begin().await.unwrap();
        let sql =
            "insert into contacts (opinion_id, sealed, created_at, lang) select id, 'CONTACT', 1, 'ja' from opinions";
        sqlx::query(sql).execute(&mut *tx).await.unwrap();
        tx.commit().await.unwrap();
        let staff = site.sign_in(&[Role::Staff]).await;
        export(&site, &staff, "office", "csv", ALL).await;
        let rows = csv_rows(&bytes(&site, "csv").await);
        let heads = &rows[0];
        let (state, reason) = (column(heads, "状態"), column(heads, "理由"));
        let (original, public, submitter) =
            (column(heads, "原文（現在の版）"), column(heads, "公開文"), column(heads, "提出者"));
        assert_eq!(rows.len(), 10);
        for label in ["公開", "一部伏せて公開", "審査待ち", "保留", "要修正", "非公開", "取下げ"]
        {
            assert!(rows.iter().any(|row| row[state] == label), "{label}");
        }
        let masked = rows.iter().find(|row| row[state] == "一部伏せて公開").unwrap();
        assert_eq!(masked[original], "カナリア伏せ字号が書いた声");
        assert_eq!(
            (masked[public].as_str(), masked[reason].as_str()),
            ("〔個人情報のため非公開〕が書いた声", "個人情報")
        );
        let withheld = rows.iter().find(|row| row[original] == "カナリア元公開withheld号").unwrap();
        assert_eq!((withheld[public].as_str(), withheld[reason].as_str()), ("", "誹謗中傷"));
        assert_eq!(rows[1][column(heads, "受付日時")], "2024-10-28T09:00:00+09:00");
        let numbers: Vec<&str> = rows[1..].iter().map(|row| row[submitter].as_str()).collect();
        assert_eq!(numbers, ["s1", "s2", "s3", "s4", "s5", "s6", "s7", "s8", "s9"]);
        let everything = format!("{rows:?}");
        assert!(!everything.contains("CONTACT"));
        assert!(!everything.contains(&site.text("select submitter_id from opinions limit 1").await));
    }
}

/// Texts that have broken exports elsewhere.
pub const HARD: &[&str] = &[
    "=1+1",
    "+81-79-000-0000",
    "-10度でした",
    "@SUM(A1)",
    "\t=1",
    "＝全角",
    "㌔Ⅳ①﨑🏳️‍🌈",
    "'=引用",
    "=HYPERLINK(\"http://example.jp\",\"x\")",
    "=cmd|'/C calc'!A0",
    "カンマ,と\"引用符\"と\n改行",
    "  前後の空白  ",
    "\n改行で始まり、終わる\n",
    "𠮷野家の髙橋、葛\u{E0100}城、か\u{3099}",
    "絵文字👨\u{200D}👩\u{200D}👧と🚌",
    "_x0041_と_x000D_",
    "<b>&amp;</b> http://example.jp mailto:a@example.jp",
    "1.23E+17",
    "0600001",
    "\u{202E}逆さ",
    "TRUE",
];

#[tokio::test]
async fn every_text_comes_back_as_it_was_sent() {
    for site in TestApp::on_each_engine().await {
        let call = site.has_call().await;
        for text in HARD {
            site.has_opinion_like(&call, text, "roads", State::Published, NOW - HOUR).await;
        }
        let longest = "😀あ".repeat(2_500);
        site.has_opinion_like(&call, &longest, "roads", State::Published, NOW - HOUR).await;
        let texts: Vec<&str> = HARD.iter().copied().chain([longest.as_str()]).collect();
        let staff = site.sign_in(&[Role::Staff]).await;

        let file = export(&site, &staff, "office", "csv", ALL).await;
        assert!(file.html.starts_with("\u{FEFF}\"受付番号\",\"版\","), "{}", &file.html[..80]);
        let rows = csv_rows(&bytes(&site, "csv").await);
        let at = column(&rows[0], "原文（現在の版）");
        for (row, text) in rows[1..].iter().zip(&texts) {
            let cell = &row[at];
            let formula = text.trim_start_matches('\'').starts_with(['=', '+', '-', '@', '\t', '＝']);
            let expected = if formula { format!("'{text}") } else { (*text).to_owned() };
            assert_eq!(*cell, expected);
        }

        export(&site, &staff, "office", "xlsx", ALL).await;
        let rows = xlsx_rows(&bytes(&site, "xlsx").await);
        assert_eq!(rows.len(), texts.len() + 1);
        for (row, text) in rows[1..].iter().zip(&texts) {
            assert_eq!(row[at], Data::String((*text).to_owned()));
            assert_eq!(row[1], Data::Float(1.0), "the version is a number");
        }
    }
}

#[tokio::test]
async fn the_page_says_rows_hash_and_moment_and_the_download_fits() {
    for site in TestApp::on_each_engine().await {
        let call = site.has_call().await;
        site.has_opinion(&call, "声").await;
        let staff = site.sign_in(&[Role::Staff]).await;
        let board = staff.get("/staff/board?state=pending").await;
        assert!(board.has("/staff/exports?call=plan&#38;state=pending"), "{}", board.html);
        let form = staff.get("/staff/exports?call=plan&state=pending").await;
        assert!(form.has("<input type=\"hidden\" name=\"state\" value=\"pending\">"), "{}", form.html);
        assert!(!form.has("いまの状況を見る"));

        let asked = [("call", "plan"), ("state", "pending"), ("profile", "office"), ("format", "csv")];
        assert_eq!(staff.post("/staff/exports", &asked).await.status, 303);
        let waiting = staff.get("/staff/exports").await;
        assert!(
            waiting.has("<a href=\"/staff/exports\">いまの状況を見る</a>")
                && waiting.has("data-moving")
                && waiting.has("progress.js"),
            "{}",
            waiting.html
        );
        let again = "\"/staff/exports?call=plan&#38;state=pending\">いまの状況を見る";
        assert!(staff.get("/staff/exports?call=plan&state=pending").await.has(again), "conditions stay");
        site.work().await;
        let page = staff.get("/staff/exports").await;
        assert!(!page.has("いまの状況を見る") && !page.has("data-moving") && !page.has("<progress"), "{}", page.html);
        assert!(page.has("2024年10月28日（月）10時00分現在・1件・"), "{}", page.html);

        let file = staff.get(&file_of(&page)).await;
        let hash: String = Sha256::digest(file.html.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect();
        assert!(page.has(&hash), "{hash}: {}", page.html);
        let header = |name: &str| file.headers.get(name).unwrap().to_str().unwrap().to_owned();
        assert_eq!(header("content-type"), "text/csv; charset=utf-8");
        assert_eq!(header("content-length"), file.html.len().to_string());
        let named = encode(&[("", "20241028_plan_意見一覧_庁内.csv")]);
        assert_eq!(
            header("content-disposition"),
            format!("attachment; filename=\"20241028_plan_office.csv\"; filename*=UTF-8''{}", &named[1..])
        );
        for act in ["export_asked", "export_fetched"] {
            let sql = format!("select count(*) from audit where act = '{act}' and subject = 'plan'");
            assert_eq!(site.number(&sql).await, 1, "{act}");
        }
        // Made again from the same opinions at the same moment: the same bytes.
        let again = export(&site, &staff, "office", "csv", &asked[..2]).await;
        assert_eq!(again.html, file.html);
        // The log stands for ever: that words were searched for is in it, the words are not.
        export(&site, &staff, "office", "csv", &[("call", "plan"), ("q", "yamada")]).await;
        assert_eq!(site.number("select count(*) from audit where detail like '%q=%'").await, 1);
        assert_eq!(site.number("select count(*) from audit where detail like '%yamada%'").await, 0);
        let page = staff.get("/en/staff/exports").await;
        assert!(page.has("1 opinion ·") && page.has("Download the file (CSV"), "{}", page.html);
    }
}

#[tokio::test]
async fn a_file_is_its_persons_own_for_a_day() {
    for site in TestApp::on_each_engine().await {
        let call = site.has_call().await;
        site.has_opinion(&call, "声").await;
        let staff = site.sign_in(&[Role::Staff]).await;
        export(&site, &staff, "office", "xlsx", ALL).await;
        let path = file_of(&staff.get("/staff/exports").await);
        let colleague = site.sign_in(&[Role::Staff]).await;
        assert_eq!(colleague.get(&path).await.status, 404);
        assert!(!colleague.get("/staff/exports").await.has(&path));
        assert_eq!(colleague.get("/staff/exports/nonsense/file").await.status, 404);
        for role in [Role::Viewer, Role::Moderator, Role::Auditor, Role::Administrator] {
            let person = site.sign_in(&[role]).await;
            assert_eq!(person.get(&path).await.status, 403, "{role:?}");
            assert_eq!(person.get("/staff/exports").await.status, 403, "{role:?}");
            assert_eq!(person.post("/staff/exports", ALL).await.status, 403, "{role:?}");
        }
        assert_eq!(site.visitor().get(&path).await.status, 401);
        assert_eq!(
            std::fs::read_dir(jobs::folder(&site.app)).unwrap().count(),
            2,
            "with its codebook, and no half file"
        );

        site.app.clock.advance(24 * HOUR);
        let staff = site.visitor();
        let signed_in = [("login", "person1"), ("password", crate::support::PASSWORD)];
        assert_eq!(staff.post("/staff/sign-in", &signed_in).await.status, 303);
        assert_eq!(staff.get(&path).await.status, 404, "its day is over");
        let mut tx = site.app.db.begin().await.unwrap();
        koe::base::jobs::enqueue(&mut tx, &koe::base::jobs::Job::Purge, NOW).await.unwrap();
        tx.commit().await.unwrap();
        site.work().await;
        assert_eq!(site.number("select count(*) from exports").await, 0);
        assert_eq!(std::fs::read_dir(jobs::folder(&site.app)).unwrap().count(), 0);
    }
}

#[tokio::test]
async fn an_export_is_one_moment_however_much_arrives_meanwhile() {
    for site in TestApp::on_each_engine().await {
        let call = site.has_call().await;
        site.has_opinion(&call, "最初の声").await;
        many(&site).await;
        let staff = site.sign_in(&[Role::Staff]).await;
        let asked = [("call", "plan"), ("profile", "office"), ("format", "csv")];
        assert_eq!(staff.post("/staff/exports", &asked).await.status, 303);
        let arriving = async {
            for one in 0..40 {
                site.has_opinion(&call, &format!("あとから来た声{one}")).await;
            }
        };
        tokio::join!(site.work(), arriving);
        let (total, done) =
            (site.number("select total_rows from exports").await, site.number("select done_rows from exports").await);
        let file = bytes(&site, "csv").await;
        let rows = csv_rows(&file);
        assert_eq!(i64::try_from(rows.len() - 1).unwrap(), total);
        assert!((5_001..=5_041).contains(&total) && done == total, "{done} of {total}");
        let hash: String = Sha256::digest(&file).iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(site.text("select sha256 from exports").await, hash);
        assert_eq!(site.number("select bytes from exports").await, i64::try_from(file.len()).unwrap());
        // One submitter sent five thousand of them, and keeps one number.
        let at = column(&rows[0], "提出者");
        assert_eq!(rows[1..].iter().filter(|row| row[at] == rows[rows.len() - 1][at]).count(), 5_000);
        let page = staff.get("/staff/exports").await;
        assert!(page.has(&hash) && page.has("5,0"), "{}", page.html);
    }
}

/// 5,000 opinions of one submitter in one statement, their numbers far above the others'.
async fn many(site: &TestApp) {
    let sql = "insert into opinions (id, number, receipt, consultation_id, submitter_id, theme_id, channel, lang, original,
            text_key, version, state, decisions, purpose_version, form_key_hash, code_hash, submitted_at)
        with recursive n(i) as (select 1 union all select i + 1 from n where i < 5000)
        select 'id' || cast(i as text), 100000 + i, 'R6-' || cast(100000 + i as text) || '-0', o.consultation_id, 'many',
            o.theme_id, 'web', 'ja', 'たくさんの声' || cast(i as text), 'key' || cast(i as text), 1, 'pending', 0, 1,
            'form' || cast(i as text), '', o.submitted_at
        from n cross join (select * from opinions limit 1) o";
    let mut tx = site.app.db.begin().await.unwrap();
    let submitter = "insert into submitters (id, consultation_id, created_at) select 'many', id, 1 from consultations";
    sqlx::query(submitter).execute(&mut *tx).await.unwrap();
    sqlx::query(sql).execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
}
