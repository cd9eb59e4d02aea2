//! `koe export --all`: everything about a consultation in a folder that needs no Koe.

use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use koe::archive::folder::{CODEBOOK, README, SUMS};
use koe::archive::{LEFT_OUT, Table};
use koe::base::audit::{self, Act, Actor};
use koe::base::crypto::hash;
use koe::base::db::Engine;
use koe::base::text::Lang;
use koe::consultations::{Consultation, Visibility};
use koe::documents;
use koe::opinions::State;
use sha2::{Digest, Sha256};
use sqlx::AssertSqlSafe;

use crate::support::{HOUR, NOW, TestApp};
use crate::{on, out, run};

/// Texts that files like to break on.
const HOSTILE: [&str; 7] = [
    "\"引用\", 'コンマ', \"\"二重\"\"",
    "一行目\r\n二行目\n三行目\r四行目",
    "=1+1",
    "'=1",
    "😀👨‍👩‍👧\u{2028}行の区切り\u{2029}",
    " \u{3000}前後に空白\t ",
    "\u{FEFF}\u{202E}見えない文字",
];

#[tokio::test]
async fn every_table_and_column_is_written_or_left_out_with_a_reason() {
    let left_out: BTreeSet<&str> = LEFT_OUT.iter().flat_map(|(_, names)| names.iter().copied()).collect();
    for site in TestApp::on_each_engine().await {
        let sql = match site.engine {
            Engine::Sqlite => {
                "select m.name, c.name from sqlite_master m join pragma_table_info(m.name) c where m.type = 'table'"
            }
            Engine::Postgres => {
                "select cast(c.table_name as text), cast(c.column_name as text) from information_schema.columns c
                 join information_schema.tables t on t.table_schema = c.table_schema and t.table_name = c.table_name
                 where c.table_schema = 'public' and t.table_type = 'BASE TABLE'"
            }
        };
        let mut conn = site.app.db.read().await.unwrap();
        let all: Vec<(String, String)> = sqlx::query_as(sql).fetch_all(&mut *conn).await.unwrap();
        // What the engine and the search index keep for themselves is in no migration.
        let is_engines = |table: &str| {
            table.starts_with("sqlite_")
                || table == "_sqlx_migrations"
                || table == "search"
                || table.starts_with("search_") && table != "search_due"
        };
        let mut wrong: Vec<String> = Vec::new();
        let mut known = BTreeSet::new();
        for (table, column) in all.iter().filter(|(table, _)| !is_engines(table)) {
            let name = format!("{table}.{column}");
            let written = Table::parse(table).is_some_and(|table| table.columns().iter().any(|it| it.name == column));
            let told = left_out.contains(table.as_str()) || left_out.contains(name.as_str());
            if written == told {
                wrong.push(format!("{name}: written {written}, left out {told}"));
            }
            known.extend([table.clone(), name]);
        }
        wrong.extend(left_out.iter().filter(|name| !known.contains(**name)).map(|name| format!("{name} is nowhere")));
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}

/// A document of several pieces.
fn file(slug: &str) -> Vec<u8> {
    format!("{slug}\n").repeat(2 * documents::store::PIECE / slug.len()).into_bytes()
}

/// Two consultations, alike to the last table.
async fn filled(site: &TestApp) {
    for slug in ["plan", "foreign"] {
        let change = |call: &mut Consultation| {
            call.slug = slug.into();
            call.fields[1].visibility = Visibility::Aggregate;
        };
        let call = site.has_call_like(change).await;
        for text in HOSTILE {
            site.has_opinion_like(&call, &format!("{slug}{text}"), "bus", State::Published, NOW - HOUR).await;
        }
        let account = site.has_account(&format!("person-{slug}"), &[]).await;
        for sql in [
            format!("update opinions set code_hash = 'SECRET', form_key_hash = 'SECRET' || id, text_key = 'SECRET',
                     public_body = '見える', age_band = '30', area = 'ikuno' where consultation_id = '{}'", call.id),
            format!("insert into contacts (opinion_id, sealed, created_at, lang) select id, 'SECRET', 1, 'ja' from opinions where consultation_id = '{}'", call.id),
            format!("insert into opinion_versions (opinion_id, version, body, created_at) select id, 2, original, 1 from opinions where consultation_id = '{}'", call.id),
            format!("insert into decisions (id, opinion_id, number, version, from_state, to_state, reason, message, note, decided_by, decided_at)
                     select 'd' || id, id, 1, 1, 'pending', 'published_redacted', 'personal_info', original, original, '{account}', 1730077200123 from opinions where consultation_id = '{}'", call.id),
            format!("insert into redactions (opinion_id, version, decision, starts, ends, reason) select id, 1, 1, 0, 4, 'personal_info' from opinions where consultation_id = '{}'", call.id),
            format!("insert into additions (id, opinion_id, number, body, lang, state, message, decisions, decided_by, sent_at)
                     select 'a' || id, id, 1, original, 'ja', 'published', original, 1, '{account}', 1 from opinions where consultation_id = '{}'", call.id),
            format!("insert into appeals (id, opinion_id, decision, body, lang, sent_at, outcome, answer, answered_by, answered_at)
                     select 'e' || id, id, 1, original, 'ja', 1, 'upheld', original, '{account}', 1 from opinions where consultation_id = '{}'", call.id),
            format!("insert into remarks (id, opinion_id, body, handed_to, written_by, written_at)
                     select 'r' || id, id, original, '{account}', '{account}', 1 from opinions where consultation_id = '{}'", call.id),
            format!("insert into opinion_themes (opinion_id, theme_id, position) select id, '{}', 1 from opinions where consultation_id = '{}'", call.themes[2].id, call.id),
            format!("insert into choice_texts (consultation_id, field, code, lang, label) values ('{}', 'area', 'ikuno', 'en', '=Ikuno')", call.id),
            format!("insert into documents (id, consultation_id, position, kind, address, file_name, bytes, sha256, added_at)
                     values ('d-{slug}', '{}', 1, 'csv', '', '{slug}.csv', 4, '{}', 1)", call.id, hash(str::from_utf8(&file(slug)).unwrap())),
            format!("insert into document_texts (document_id, lang, title) values ('d-{slug}', 'ja', '{slug}の資料')"),
            format!("insert into meetings (id, consultation_id, number, held_on, starts, ends, name, agenda) values ('m-{slug}', '{}', 1, '2024-07-01', '', '', '{slug}会議', '一\n二')", call.id),
            format!("insert into meeting_texts (meeting_id, lang, name) values ('m-{slug}', 'en', 'Meeting of {slug}')"),
            format!("insert into notes (opinion_id, meeting_id, table_name, dots) select min(id), 'm-{slug}', 'A', 5 from opinions where consultation_id = '{}'", call.id),
            format!("insert into transcriptions (opinion_id, place, checking) select min(id), '窓口', 'none' from opinions where consultation_id = '{}'", call.id),
            format!("insert into reactions (mark, opinion_id, given_on) select 'SECRET-{slug}', min(id), '2024-10-28' from opinions where consultation_id = '{}'", call.id),
            format!("insert into result_tables (consultation_id, field, made_at, body) values ('{}', 'area', 1, 'null')", call.id),
            format!("insert into imports (id, consultation_id, requested_by, file_name, sha256, bytes, source, state, plan, report, done_rows, total_rows, first_number, numbers, created_at, applied_at, asked_from, look)
                     values ('i-{slug}', '{}', '{account}', '{slug}.csv', 'x', 1, 'koe', 'applied', '{{}}', 'SECRET', 1, 1, 0, 0, 1, 2, 'page', 'SECRET')", call.id),
            format!("insert into imports (id, consultation_id, requested_by, file_name, sha256, bytes, source, state, plan, report, done_rows, total_rows, first_number, numbers, created_at, asked_from, look)
                     values ('unseen-{slug}', '{}', '{account}', 'unseen.csv', 'x', 1, 'koe', 'running', '{{}}', '', 1, 1, 0, 0, 1, 'page', '')", call.id),
        ] {
            run(site, &sql).await;
        }
        for id in ["d", "unseen"] {
            documents::store::put_bytes(&site.app.db, &format!("{id}-{slug}"), &file(slug)).await.unwrap();
        }
        let unseen = site.has_opinion(&call, "unseen").await;
        run(site, &format!("update opinions set import_id = 'unseen-{slug}' where receipt = '{unseen}'")).await;
        let mut tx = site.app.db.begin().await.unwrap();
        for (act, subject) in [(Act::ConsultationChanged, slug), (Act::SignedIn, slug), (Act::SiteChanged, "")] {
            audit::record(&mut tx, Actor::Staff("person-plan"), act, subject, "title_ja 案 → 計画\nlisted", NOW)
                .await
                .unwrap();
        }
        tx.commit().await.unwrap();
    }
}

/// The headings of a file and its rows.
fn table(folder: &Path, name: &str) -> (Vec<String>, Vec<Vec<String>>) {
    let mut reader = csv::Reader::from_path(folder.join(name)).unwrap();
    let line = |record: &csv::StringRecord| record.iter().map(str::to_owned).collect::<Vec<_>>();
    let heads = line(reader.headers().unwrap());
    (heads, reader.records().map(|record| line(&record.unwrap())).collect())
}

/// Every text, byte for byte.
fn texts_are_exact(folder: &Path) {
    let (heads, opinions) = table(folder, "opinions.csv");
    let cell = |row: &Vec<String>, name: &str| row[heads.iter().position(|head| head == name).unwrap()].clone();
    let texts: Vec<String> = opinions.iter().map(|row| cell(row, "original")).collect();
    assert_eq!(texts, HOSTILE.map(|text| format!("plan{text}")), "in order, and nothing that has not arrived");
    assert_eq!(cell(&opinions[0], "submitted_at"), "2024-10-28T09:00:00.000+09:00");
    assert_eq!(cell(&opinions[0], "import_id"), "");
    assert_eq!((cell(&opinions[0], "age_band"), cell(&opinions[0], "area")), ("30".into(), "".into()), "only counted");
    let (_, decisions) = table(folder, "decisions.csv");
    assert_eq!(decisions[1][7], format!("plan{}", HOSTILE[1]));
    assert_eq!(decisions[1][11], "2024-10-28T10:00:00.123+09:00");
}

/// As many rows as there are, in every file; every column in the codebook.
fn counts_are_right(folder: &Path, said: &str) {
    let (_, codebook) = table(folder, CODEBOOK);
    let mut told: Vec<(String, String)> = codebook.iter().map(|row| (row[0].clone(), row[1].clone())).collect();
    told.dedup();
    let mut written = Vec::new();
    for one in Table::ALL {
        let (heads, rows) = table(folder, &one.file());
        let expected = match one {
            Table::Themes => 3,
            Table::ThemeTexts => 6,
            Table::Fields => 4,
            Table::FieldChoices => 7,
            Table::Submitters | Table::Opinions | Table::OpinionThemes | Table::OpinionVersions => 7,
            Table::Decisions | Table::Redactions | Table::Additions | Table::Appeals | Table::Remarks => 7,
            _ => 1,
        };
        assert_eq!(rows.len(), expected, "{}", one.name());
        assert!(said.contains(&format!("{}  {} rows", one.file(), rows.len())), "{said}");
        written.extend(heads.into_iter().map(|head| (one.name().to_owned(), head)));
    }
    let (heads, rows) = table(folder, "field_counts.csv");
    written.extend(heads.into_iter().map(|head| ("field_counts".to_owned(), head)));
    assert!(rows.is_empty(), "that they are all from one place is told of nobody: {rows:?}");
    assert_eq!(told, written);
    assert!(codebook.iter().all(|row| row[2..5].iter().all(|cell| !cell.is_empty())));
}

/// Nothing of another, and nothing secret; every file with its hash.
fn nothing_else_is_there(folder: &Path) {
    let sums = fs::read_to_string(folder.join(SUMS)).unwrap();
    let mut listed = BTreeSet::from([SUMS.to_owned()]);
    for line in sums.lines() {
        let (sum, name) = line.split_once("  ").unwrap();
        let bytes = fs::read(folder.join(name)).unwrap();
        let hash: String = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(hash, sum, "{name}");
        let text = String::from_utf8(bytes).unwrap();
        for no in ["foreign", "SECRET", "unseen"] {
            assert!(!text.contains(no), "{name} has {no}");
        }
        listed.insert(name.to_owned());
    }
    let within = |folder: &Path| -> Vec<String> {
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
    };
    let mut there: BTreeSet<String> = within(folder).into_iter().filter(|name| name != "documents").collect();
    there.extend(within(&folder.join("documents")).into_iter().map(|name| format!("documents/{name}")));
    assert_eq!(there, listed);
    assert_eq!(fs::read(folder.join("documents/d-plan.csv")).unwrap(), file("plan"), "byte for byte");
    let readme = fs::read_to_string(folder.join(README)).unwrap();
    for words in [
        "計画へのご意見募集",
        "opinions.csv　7行　意見",
        "opinions.csv  7 rows",
        "field_counts.csv　0行",
        "contacts",
        "sha256sum -c",
    ] {
        assert!(readme.contains(words), "{words}: {readme}");
    }
}

#[tokio::test]
async fn everything_of_one_consultation_comes_back_exactly() {
    for site in TestApp::on_each_engine().await {
        filled(&site).await;
        let scratch = tempfile::tempdir().unwrap();
        let folder = scratch.path().join("archive");
        let path = folder.to_str().unwrap();
        let all = ["export", "--consultation", "plan", "--all", path];
        let done = on(&site, &all);
        assert!(done.status.success(), "{}", out(&done));
        let said = out(&done);
        assert_eq!(folder.metadata().unwrap().permissions().mode() & 0o777, 0o700);

        texts_are_exact(&folder);
        counts_are_right(&folder, &said);
        nothing_else_is_there(&folder);
        let act = "select detail from audit where act = 'archive_written' and subject = 'plan' and actor = '(shell)'";
        assert!(said.contains(site.text(act).await.split_once(' ').unwrap().1), "{said}");

        let again = on(&site, &all);
        assert!(!again.status.success() && out(&again).contains("never overwrites"), "{}", out(&again));
        assert_eq!(fs::read_dir(scratch.path()).unwrap().count(), 1, "nothing half is left over");
        fs::create_dir(scratch.path().join("empty")).unwrap();
        let empty = scratch.path().join("empty");
        let into = ["export", "--consultation", "plan", "--all", empty.to_str().unwrap()];
        assert!(on(&site, &into).status.success());
        let both = [all.as_slice(), &["--profile", "public"]].concat();
        assert!(out(&on(&site, &both)).contains("cannot be used with"));
    }
}

#[tokio::test]
async fn of_what_is_only_counted_a_folder_has_the_numbers_of_the_results_and_no_others() {
    for site in TestApp::on_each_engine().await {
        let call = site.has_call_like(|call| call.fields[1].visibility = Visibility::Aggregate).await;
        for number in 0..25 {
            site.has_opinion(&call, &format!("声{number}")).await;
        }
        run(&site, "update opinions set area = case when number > 10 then 'ikuno' else 'gone' end").await;
        let scratch = tempfile::tempdir().unwrap();
        let counted = |name: &str| {
            let folder = scratch.path().join(name);
            let written = on(&site, &["export", "--consultation", "plan", "--all", folder.to_str().unwrap()]);
            assert!(written.status.success(), "{}", out(&written));
            table(&folder, "field_counts.csv").1.iter().map(|row| row.join("|")).collect::<Vec<_>>()
        };
        assert_eq!(counted("before"), [""; 0], "its table is still to come");
        let table = "insert into result_tables (consultation_id, field, made_at, body) select id, 'area', 1, 'null'";
        run(&site, &format!("{table} from consultations")).await;
        assert_eq!(counted("hidden"), [""; 0], "what could not be hidden is told here neither");
        let [roads, bus, other] = [0, 1, 2].map(|at| call.themes[at].id.clone());
        let body = r#"{"field":"area","columns":["ikuno",null],"rows":[["ROADS",[8,null],12],["",[7,6],13]],
                       "together":["BUS","OTHER"],"totals":[15,null],"all":25}"#;
        let body = [("ROADS", &roads), ("BUS", &bus), ("OTHER", &other)]
            .iter()
            .fold(body.to_owned(), |body, (mark, id)| body.replace(mark, id));
        run(&site, &format!("update result_tables set body = '{body}'")).await;
        let names = [&roads, &bus, &other].map(|id| call.theme_path(id, Lang::JA));
        let [one, two, three] = names;
        let made = "1970-01-01T09:00:00.001+09:00";
        let expected = [
            format!("area|{roads}|{one}|answer|ikuno|ikunoの人|8|{made}"),
            format!("area|{roads}|{one}|no_answer||||{made}"),
            format!("area|{roads}|{one}|all|||12|{made}"),
            format!("area|{bus} {other}|{two} / {three}|answer|ikuno|ikunoの人|7|{made}"),
            format!("area|{bus} {other}|{two} / {three}|no_answer|||6|{made}"),
            format!("area|{bus} {other}|{two} / {three}|all|||13|{made}"),
            format!("area|||answer|ikuno|ikunoの人|15|{made}"),
            format!("area|||no_answer||||{made}"),
            format!("area|||all|||25|{made}"),
        ];
        assert_eq!(counted("whole"), expected);
    }
}

#[tokio::test]
async fn what_breaks_on_the_way_leaves_no_folder() {
    for site in TestApp::on_each_engine().await {
        // Only SQLite takes a text where a number should be; the reader stumbles over it late.
        if site.engine == Engine::Postgres {
            continue;
        }
        filled(&site).await;
        let mut tx = site.app.db.begin().await.unwrap();
        let sql = "update audit set at = 'never' where subject = 'plan'";
        sqlx::query(AssertSqlSafe(sql.to_owned())).execute(&mut *tx).await.unwrap();
        tx.commit().await.unwrap();
        let scratch = tempfile::tempdir().unwrap();
        let target = scratch.path().join("archive");
        let done = on(&site, &["export", "--consultation", "plan", "--all", target.to_str().unwrap()]);
        assert!(!done.status.success(), "{}", out(&done));
        assert_eq!(fs::read_dir(scratch.path()).unwrap().count(), 0);
        assert_eq!(site.number("select count(*) from audit where act = 'archive_written'").await, 0);
    }
}
