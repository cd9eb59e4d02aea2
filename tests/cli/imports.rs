//! `koe import` at the shell.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};

use koe::base::db::Engine;
use koe::http::access::Role;

use crate::support::TestApp;
use crate::{koe_on, on, run};

#[tokio::test]
async fn a_file_is_tried_taken_in_once_and_a_fault_is_named() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        site.has_account("keiko", &[Role::Staff]).await;
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("意見.csv");
        let path = file.to_str().unwrap();
        let import = |more: &[&str]| {
            let args = [&["import", "--consultation", "plan", "--as", "keiko"], more, &[path]].concat();
            let output = on(&site, &args);
            (output.status.success(), String::from_utf8(output.stderr).unwrap())
        };
        fs::write(&file, "番号,テーマ,受付日,内容\n1,鉄道,2024-10-01,駅を\n2,,2024-02-30,橋を\n").unwrap();
        let (done, said) = import(&[]);
        assert!(!done && said.contains("テーマ「鉄道」（1行）"), "{said}");
        assert!(
            said.contains("--word theme:鉄道=CODE のようにして書けるもの：") && said.contains("roads (道路・交通)"),
            "{said}"
        );
        assert!(said.contains("UTF-8の文字、区切りは「,」") && said.contains("見出しの言葉から"), "{said}");
        assert!(said.contains("C列 1か所  カレンダーにある") && said.contains("3行目「2024-02-30」"), "{said}");
        let (done, said) = import(&["--word", "theme:鉄道=nowhere"]);
        assert!(
            !done && said.contains("--word theme:鉄道: 「鉄道」に選んだものが、いまの選択肢にありません"),
            "{said}"
        );
        let (done, said) = import(&["--new-themes", "--skip-wrong", "--dry-run"]);
        assert!(done && said.contains("取り込む意見：1"), "{said}");
        assert!(said.contains("このように入ります（始めの1件）") && said.contains("\n    駅を"), "{said}");
        let (done, said) = import(&["--new-themes", "--skip-wrong", "--dry-run", "--lang", "en"]);
        assert!(
            done && said.contains("Opinions to take in: 1")
                && said.contains("Column C places: 1")
                && said.contains("Row 3 “2024-02-30”"),
            "{said}"
        );
        assert!(!said.contains("取り込む"), "{said}");
        assert_eq!(site.number("select count(*) from opinions").await, 0);
        let (done, said) = import(&["--encoding", "euc-jp"]);
        assert!(!done && said.contains("EUC-JPの文字ではありません"), "{said}");
        assert_eq!(
            site.number("select count(*) from imports").await,
            0,
            "nothing has come in that a list could tell of"
        );
        let (done, said) = import(&["--new-themes", "--skip-wrong"]);
        assert!(done && said.contains("1件を取り込みました"), "{said}");
        let sql = "select o.original || ' ' || t.name || ' ' || a.login from received o
                   join theme_texts t on t.theme_id = o.theme_id join accounts a on a.id = o.recorded_by";
        assert_eq!(site.text(sql).await, "駅を 鉄道 keiko");
        let (done, said) = import(&["--skip-wrong"]);
        assert!(done && said.contains("同じファイルを"), "{said}");
        assert_eq!(site.number("select count(*) from opinions").await, 1);
        let (done, said) = import(&["--as", "nobody"]);
        assert!(!done, "{said}");
        assert!(fs::read_dir(site.app.config.data.join("imports")).unwrap().next().is_none(), "no copy stays");
    }
}

#[tokio::test]
async fn a_second_list_with_the_numbers_of_the_first_is_given_a_name() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        site.has_account("keiko", &[Role::Staff]).await;
        let folder = tempfile::tempdir().unwrap();
        let import = |name: &str, rows: &str, more: &[&str]| {
            let file = folder.path().join(name);
            fs::write(&file, format!("番号,意見\n{rows}")).unwrap();
            let args =
                [&["import", "--consultation", "plan", "--as", "keiko"], more, &[file.to_str().unwrap()]].concat();
            let output = on(&site, &args);
            (output.status.success(), String::from_utf8(output.stderr).unwrap())
        };
        assert!(import("a.csv", "1,駅を\n", &[]).0);
        let (done, said) = import("b.csv", "1,橋を\n", &[]);
        assert!(!done && said.contains("別の一覧の番号なら、--list に一覧の名前を書いてください。"), "{said}");
        let (done, said) = import("b.csv", "1,橋を\n", &["--list", "支所"]);
        assert!(done && said.contains("番号をつけた一覧：支所"), "{said}");
        assert!(import("c.csv", "1,橋を\n2,道を\n", &["--list", "支所"]).0);
        let (done, said) = import("d.csv", "1,駅を\n2,橋を\n", &["--list", ""]);
        assert!(done && !said.contains("番号をつけた一覧"), "{said}");
        let sql = "select string_agg(external_list || external_id || original, ' ' order by number) from received";
        assert_eq!(site.text(sql).await, "1駅を 支所1橋を 支所2道を 2橋を");
        let (done, said) = import("e.csv", "9,川を\n", &["--list", "一\n二"]);
        assert!(!done && said.contains("--list: one line"), "{said}");
    }
}

#[tokio::test]
async fn a_file_that_is_still_being_written_is_not_taken_in() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        site.has_account("keiko", &[Role::Staff]).await;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("意見.csv");
        fs::write(&path, "意見\n").unwrap();
        let ended = AtomicBool::new(false);
        let output = std::thread::scope(|scope| {
            scope.spawn(|| {
                let mut file = fs::File::options().append(true).open(&path).unwrap();
                while !ended.load(Ordering::Relaxed) {
                    file.write_all("駅を\n".as_bytes()).unwrap();
                    std::thread::yield_now();
                }
            });
            let output = on(&site, &["import", "--consultation", "plan", "--as", "keiko", path.to_str().unwrap()]);
            ended.store(true, Ordering::Relaxed);
            output
        });
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(!output.status.success() && said.contains("ファイルが変わりました"), "{said}");
        assert_eq!(site.number("select count(*) from opinions").await, 0);
    }
}

/// The same command, with SIGHUP as it is at a terminal.
fn heeding_hang_up(command: &Command) -> Command {
    let mut heeding = Command::new("env");
    heeding.arg("--default-signal=HUP").arg(command.get_program()).args(command.get_args());
    for (name, value) in command.get_envs() {
        match value {
            Some(value) => heeding.env(name, value),
            None => heeding.env_remove(name),
        };
    }
    heeding
}

#[tokio::test]
async fn stopped_in_the_middle_it_takes_back_what_it_has_written_and_says_so() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        site.has_account("keiko", &[Role::Staff]).await;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("意見.csv");
        let rows: String = (0..30_000).map(|at| format!("声{at}\n")).collect();
        fs::write(&path, format!("意見\n{rows}")).unwrap();
        // Ctrl-C on the one engine, on the other the terminal is closed: the tests themselves may have been told to outlive theirs.
        let is_sqlite = site.engine == Engine::Sqlite;
        let mut command = if is_sqlite { koe_on(&site) } else { heeding_hang_up(&koe_on(&site)) };
        command.args(["import", "--consultation", "plan", "--as", "keiko"]).arg(&path).stderr(Stdio::piped());
        let mut program = command.spawn().unwrap();
        let begun = "select count(*) from imports where state = 'running' and done_rows > 0";
        while site.number(begun).await == 0 {
            assert!(program.try_wait().unwrap().is_none(), "it has ended");
            tokio::task::yield_now().await;
        }
        let signal = if is_sqlite { "-INT" } else { "-HUP" };
        assert!(Command::new("kill").args([signal, &program.id().to_string()]).status().unwrap().success());
        let output = program.wait_with_output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(
            output.status.code() == Some(1) && said.contains("取りやめました。1件も取り込んでいません。"),
            "{said}"
        );
        assert_eq!(site.text("select state from imports").await, "stopped");
        assert_eq!(site.number("select count(*) from opinions").await, 0);
        assert_eq!(site.number("select count(*) from outbox where finished_at is null").await, 0, "nobody goes on");
        assert_eq!(site.number("select count(*) from audit where act = 'import_stopped'").await, 1);
        assert_eq!(fs::read_dir(site.app.config.arrivals()).unwrap().count(), 0, "nothing of the file stays");
        assert!(on(&site, &["check"]).status.success());
    }
}

#[tokio::test]
async fn what_a_killed_command_leaves_is_told_and_ended_by_the_next_one() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        site.has_account("keiko", &[Role::Staff]).await;
        let folder = tempfile::tempdir().unwrap();
        let (first, second) = (folder.path().join("一.csv"), folder.path().join("二.csv"));
        let rows: String = (0..30_000).map(|at| format!("{at},声{at}\n")).collect();
        fs::write(&first, format!("番号,意見\n{rows}")).unwrap();
        fs::write(&second, "番号,意見\n5,声5\n30000,新しい声\n").unwrap();
        let import = |file: &Path| {
            let mut command = koe_on(&site);
            command.args(["import", "--consultation", "plan", "--as", "keiko"]).arg(file).stderr(Stdio::piped());
            command
        };
        let mut program = import(&first).spawn().unwrap();
        while site.number("select count(*) from imports where state = 'running' and done_rows > 5").await == 0 {
            assert!(program.try_wait().unwrap().is_none(), "it has ended");
            tokio::task::yield_now().await;
        }
        program.kill().unwrap();
        program.wait().unwrap();
        let said = |file: &Path| {
            let output = import(file).output().unwrap();
            (output.status.success(), String::from_utf8(output.stderr).unwrap())
        };
        // Within its two minutes nobody takes what may still be at work from it; one that holds other ids is not named.
        let copy = "insert into imports select 'other', consultation_id, requested_by, 'page', '三.csv', sha256, bytes, source,
                    state, plan, look, report, done_rows, total_rows, 0, 0, failure, created_at - 1, applied_at from imports";
        run(&site, copy).await;
        let (done, told) = said(&second);
        assert!(!done && told.contains("ファイル「一.csv」の取り込みがまだ終わっていないため"), "{told}");
        run(&site, "delete from imports where id = 'other'").await;
        let (done, told) = said(&first);
        assert!(!done && told.contains("途中で切れています"), "{told}");
        assert_eq!(site.number("select count(*) from received").await, 0);
        run(&site, "update outbox set lease_until = 0").await;
        let (done, told) = said(&second);
        assert!(done && told.contains("「一.csv」の取り込みが途中で切れていました。"), "{told}");
        assert!(told.contains("30,000件を取り込みました") && told.contains("1件を取り込みました"), "{told}");
        assert_eq!(site.number("select count(*) from received").await, 30_001);
        let (done, told) = said(&first);
        assert!(done && told.contains("同じファイルを"), "{told}");
        assert!(on(&site, &["check"]).status.success());
    }
}

#[tokio::test]
async fn a_pipe_is_read_to_its_end_and_stopped_before_it_leaves_nothing() {
    let site = TestApp::on_each_engine().await.remove(0);
    site.has_call().await;
    site.has_account("keiko", &[Role::Staff]).await;
    let folder = tempfile::tempdir().unwrap();
    let (pipe, faults) = (folder.path().join("意見.csv"), folder.path().join("直す所.csv"));
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    for is_stopped in [true, false] {
        let mut command = koe_on(&site);
        command.args(["import", "--consultation", "plan", "--as", "keiko", "--faults"]).args([&faults, &pipe]);
        let program = command.stderr(Stdio::piped()).spawn().unwrap();
        // Whoever may begin to write knows that it reads.
        let mut writing = fs::File::options().write(true).open(&pipe).unwrap();
        writing.write_all("意見\n駅を\n".as_bytes()).unwrap();
        if is_stopped {
            assert!(Command::new("kill").args(["-INT", &program.id().to_string()]).status().unwrap().success());
        } else {
            drop(writing);
        }
        let output = program.wait_with_output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        let stopped = output.status.code() == Some(1) && said.contains("取りやめました。1件も取り込んでいません。");
        assert!(if is_stopped { stopped } else { output.status.success() }, "{said}");
        assert_eq!(site.number("select count(*) from opinions").await, i64::from(!is_stopped));
        assert_eq!(faults.exists(), !is_stopped);
        let left = fs::read_dir(site.app.config.arrivals()).into_iter().flatten().count();
        assert!(!is_stopped || left == 0, "nothing that was read stays");
    }
}

#[tokio::test]
async fn faults_that_are_alike_are_said_once_and_all_of_them_can_be_kept() {
    let site = TestApp::on_each_engine().await.remove(0);
    site.has_call().await;
    site.has_account("keiko", &[Role::Staff]).await;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("意見.csv");
    let rows: String = (0..130).map(|at| format!("2024-13-{at},声{at},\n")).collect();
    fs::write(&file, format!("受付日,意見,意見\n{rows}")).unwrap();
    let list = folder.path().join("直す所.csv");
    let (file, kept) = (file.to_str().unwrap(), list.to_str().unwrap());
    let args = ["import", "--consultation", "plan", "--as", "keiko", "--dry-run", "--faults", kept, file];
    let said = String::from_utf8(on(&site, &args).stderr).unwrap();
    assert_eq!(said.matches("日付として読めません").count(), 1, "{said}");
    assert_eq!(fs::read_to_string(&list).unwrap().matches("日付として読めません").count(), 130);
    assert!(String::from_utf8(on(&site, &args).stderr).unwrap().contains("cannot write"), "it is not written over");
    assert!(said.contains("C列の「意見」は使いません。使うのはB列です。"), "{said}");
    let first = "A列 130か所  カレンダーにある日付として読めません。「2024-11-23」「令和6年11月23日」のように書いてください。\n    2行目「2024-13-0」 3行目";
    assert!(said.contains(first) && said.contains("6行目「2024-13-4」 ほか125か所"), "{said}");
    let args = ["import", "--consultation", "plan", "--as", "keiko", "nothere.csv"];
    let said = String::from_utf8(on(&site, &args).stderr).unwrap();
    assert!(said.contains("cannot read nothere.csv"), "{said}");
}

#[tokio::test]
async fn a_file_brings_the_themes_and_choices_that_the_consultation_lacks_each_in_its_place() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        site.has_account("keiko", &[Role::Staff]).await;
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("意見.csv");
        let path = file.to_str().unwrap();
        fs::write(&file, "番号,テーマ,地区,内容\n1,暮らし／水道・ごみ,朝来,水を\n2,道路・交通／橋,ikunoの人,橋を\n")
            .unwrap();
        let import = |more: &[&str]| {
            let args = [&["import", "--consultation", "plan", "--as", "keiko"], more, &[path]].concat();
            let output = on(&site, &args);
            (output.status.success(), String::from_utf8(output.stderr).unwrap())
        };
        let (done, said) = import(&["--new-themes"]);
        assert!(!done && said.contains("地区「朝来」（1行）"), "{said}");
        let (done, said) = import(&["--new-themes", "--new-choices"]);
        assert!(done && said.contains("2件を取り込みました"), "{said}");
        let themes = "select string_agg(p.name || '>' || x.name, ' ' order by p.name desc) from themes t
            join theme_texts x on x.theme_id = t.id and x.lang = 'ja'
            join theme_texts p on p.theme_id = t.parent_id and p.lang = 'ja'
            where t.import_id is null and x.name <> 'バス'";
        assert_eq!(site.text(themes).await, "道路・交通>橋 暮らし>水道・ごみ");
        assert_eq!(site.number("select count(*) from themes").await, 6, "one above was there, one came with it");
        let area = "select c.label || ' ' || c.closed from received o join field_choices c on c.code = o.area
                    and c.field = 'area' where o.original = '水を'";
        assert_eq!(site.text(area).await, "朝来 0");
        let log = site.text("select detail from audit where act = 'opinions_imported'").await;
        assert!(log.contains("\nchoices 朝来"), "{log}");
    }
}
