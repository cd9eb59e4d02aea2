//! Writing down for others: what came on paper, by telephone, at a counter.

use koe::consultations::Requirement;
use koe::http::access::Role;

use crate::exports::{ALL, export};
use crate::support::{Answer, NOW, TestApp, Visitor};

const PAGE: &str = "/staff/transcription";

/// Sends the form as the page gives it out, with these fields.
async fn write(staff: &Visitor, page: &Answer, fields: &[(&str, &str)]) -> Answer {
    let hidden = ["call", "token", "before"].map(|name| (name, page.value(name)));
    let mut form: Vec<(&str, &str)> = hidden.iter().map(|(name, value)| (*name, value.as_str())).collect();
    for given in [("theme", "roads"), ("channel", "paper"), ("day", "2024-10-20"), ("place", "生野支所")] {
        if !fields.iter().any(|(name, _)| *name == given.0) {
            form.push(given);
        }
    }
    form.extend(fields);
    staff.post(PAGE, &form).await
}

/// The code on the slip.
fn code(page: &Answer) -> String {
    let groups = page.html.split("class=\"code\">").nth(1).unwrap().split("</p>").next().unwrap();
    groups.replace("<span>", "").replace("</span>", "").replace(' ', "")
}

#[tokio::test]
async fn a_letter_is_written_down_with_its_day_and_place_and_its_writer_is_no_author() {
    for site in TestApp::on_each_engine().await {
        // The paper need not answer what the form asks of residents.
        site.has_call_like(|call| {
            call.fields.iter_mut().for_each(|rule| rule.requirement = Requirement::Required);
        })
        .await;
        let staff = site.sign_in(&[Role::Staff]).await;
        let page = staff.get(PAGE).await;
        let done = write(&staff, &page, &[("body", "バス停に\r\n屋根を")]).await;
        assert_eq!(done.status, 201, "{}", done.html);
        assert!(
            done.has("R6-0001-5") && done.has("name=\"place\"") && done.value("place") == "生野支所",
            "{}",
            done.html
        );
        assert_eq!(done.value("day"), "2024-10-20", "what repeats stays");
        let sql = "select count(*) from opinions o join transcriptions t on t.opinion_id = o.id
                   where o.channel = 'paper' and o.state = 'pending' and t.place = '生野支所' and t.checking = 'none'
                   and o.recorded_by is not null";
        assert_eq!(site.text("select original from opinions").await, "バス停に\n屋根を");
        assert_eq!(site.number(sql).await, 1);
        assert_eq!(
            site.number("select submitted_at from opinions").await,
            1_729_350_000_000,
            "20 October, 0:00 in Japan"
        );
        // Its author can follow it with number and code from the slip.
        let code = code(&done);
        let status = site.visitor().post("/status", &[("number", "R6-0001-5"), ("code", &code)]).await;
        assert!(status.has("バス停に"), "{}", status.html);
        // Whoever checks it sees who wrote it down and where it was handed in, and no file.
        let opinion = site.sign_in(&[Role::Moderator]).await.get("/staff/queue?open=R6-0001-5").await;
        let by = site.text("select a.name from accounts a join opinions o on o.recorded_by = a.id").await;
        let facts =
            format!("<dt>受け付けた場所</dt><dd>生野支所</dd></div><div><dt>記録した人</dt><dd>{by}</dd></div>");
        assert!(opinion.has(&facts) && !opinion.has("<dt>ファイル</dt>"), "{}", opinion.html);
        assert!(opinion.has("<dt>テーマ</dt>") && !opinion.has("本人の選択"), "{}", opinion.html);
        let log = site.sign_in(&[Role::Auditor]).await.get("/staff/log").await;
        assert!(log.has("意見を書き写した") && log.has("生野支所"), "{}", log.html);
        // The same form once more is the same opinion; the next form of the same person counts no second person.
        let again = write(&staff, &page, &[("body", "バス停に\r\n屋根を")]).await;
        assert!(again.status == 201 && again.has("すでに受け付けています"), "{}", again.html);
        let second = write(&staff, &done, &[("body", "ベンチも"), ("same", "yes"), ("channel", "phone")]).await;
        assert_eq!(second.status, 201, "{}", second.html);
        assert!(second.has("<option value=\"phone\" selected>"), "{}", second.html);
        assert_eq!(site.number("select count(*) from opinions").await, 2);
        assert_eq!(site.number("select count(*) from submitters").await, 1);
    }
}

#[tokio::test]
async fn what_came_on_an_earlier_day_has_no_time_of_day_and_is_due_from_now_on() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let staff = site.sign_in(&[Role::Staff, Role::Moderator]).await;
        let done = write(&staff, &staff.get(PAGE).await, &[("body", "古い手紙")]).await;
        assert!(done.has("2024年10月20日（日）") && !done.has("）0時00分"), "{}", done.html);
        let sent = [("number", "R6-0001-5"), ("code", &code(&done))];
        let status = site.visitor().post("/status", &sent).await;
        assert!(status.has("10月29日（火）ごろ") && !status.has("）0時00分"), "a day from now: {}", status.html);
        let copy = site.visitor().post("/status/receipt", &sent).await;
        assert!(copy.has("受け付けた日時：2024年10月20日（日）\r\n"), "{}", copy.html);
        let queue = staff.get("/staff/queue").await;
        assert!(queue.has("あと24時間") && queue.has("期限超過 0") && !queue.has("）0時00分"), "{}", queue.html);
        let file = export(&site, &staff, "office", "csv", ALL).await;
        assert!(file.has(",\"2024-10-20T00:00:00+09:00\","), "{}", file.html);
        // What is written down on its own day has the time of that.
        let today = write(&staff, &done, &[("body", "窓口で"), ("day", "2024-10-28")]).await;
        assert!(today.has("2024年10月28日（月）10時00分"), "{}", today.html);
    }
}

#[tokio::test]
async fn another_text_under_a_form_that_was_sent_is_kept_and_asked_about() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let staff = site.sign_in(&[Role::Staff]).await;
        let page = staff.get(PAGE).await;
        assert_eq!(write(&staff, &page, &[("body", "一つ目")]).await.status, 201);
        let other = write(&staff, &page, &[("body", "二つ目")]).await;
        assert_eq!(other.status, 409);
        assert!(other.has("R6-0001-5 は、先に送った内容で受け付けてあります"), "{}", other.html);
        assert!(other.has("<mark>一</mark>つ目") && other.has("<mark>二</mark>つ目"), "{}", other.html);
        assert!(other.has("\n二つ目</textarea>") && other.has("/staff/opinions/R6-0001-5"), "{}", other.html);
        assert_eq!(write(&staff, &other, &[("body", "二つ目")]).await.status, 201);
        assert_eq!(site.number("select count(*) from opinions").await, 2);
    }
}

#[tokio::test]
async fn whatever_was_mended_in_a_form_that_was_sent_is_said_not_to_be_in_it() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let staff = site.sign_in(&[Role::Staff]).await;
        site.has_account("colleague", &[Role::Staff]).await;
        let page = staff.get(PAGE).await;
        let first = [("body", "雨の日の声"), ("age_band", "30")];
        let second = write(&staff, &page, &first).await;
        let again = write(&staff, &page, &first).await;
        assert!(again.status == 201 && again.has("すでに受け付けています") && !again.has("<mark>"), "{}", again.html);
        let mended = [
            ("body", "雨の日の声"),
            ("theme", "child"),
            ("theme2", "bus"),
            ("age_band", ""),
            ("area", "ikuno"),
            ("channel", "phone"),
            ("day", "2024-10-21"),
            ("place", "本庁"),
            ("check", "yes"),
        ];
        let told = write(&staff, &page, &mended).await;
        assert_eq!(told.status, 409);
        for (label, kept, sent) in [
            ("テーマ", "道路・交通", "子育て"),
            ("ほかにも当てはまるテーマ", "なし", "道路・交通／バス"),
            ("年代", "30の人", "なし"),
            ("地区", "なし", "ikunoの人"),
            ("提出方法", "紙", "電話"),
            ("受付日", "2024年10月20日（日）", "2024年10月21日（月）"),
            ("受け付けた場所", "生野支所", "本庁"),
            ("ほかの職員に、原本との照合を頼む", "いいえ", "はい"),
        ] {
            let row = told
                .html
                .split(&format!("<dt>{label}</dt>"))
                .nth(1)
                .unwrap_or_else(|| panic!("{label}: {}", told.html));
            let shown: Vec<String> = row.split("</span> ").skip(1).take(2).map(plain).collect();
            assert_eq!(shown, [kept, sent], "{label}");
        }
        assert!(!told.has("<dt>届いた言葉</dt>") && told.value("place") == "本庁", "{}", told.html);
        assert_eq!(code(&told), code(&second), "whose first answer was lost gets its code");
        assert_eq!(site.number("select count(*) from opinions where channel = 'paper'").await, 1);
        // Of the same person, or not: that, too, is said.
        let other = write(&staff, &second, &[("body", "二通目"), ("same", "yes")]).await;
        assert_eq!(other.status, 201);
        let apart = write(&staff, &second, &[("body", "二通目")]).await;
        assert!(apart.status == 409 && apart.has("<dt>一つ前と同じ方の意見</dt>"), "{}", apart.html);
    }
}

/// What a reader sees of an element, by its inner HTML.
fn plain(html: &str) -> String {
    let inner = html.split("</dd>").next().unwrap();
    inner.split('<').map(|part| part.rsplit('>').next().unwrap()).collect()
}

#[tokio::test]
async fn what_is_missing_is_named_and_every_word_is_kept() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let staff = site.sign_in(&[Role::Staff]).await;
        let page = staff.get(PAGE).await;
        let wrong = write(
            &staff,
            &page,
            &[("body", " "), ("theme", ""), ("day", "2999-01-01"), ("channel", "web"), ("place", "本庁")],
        )
        .await;
        assert_eq!(wrong.status, 422);
        for words in ["受付日を、今日までの日付で", "提出方法を選んで", "value=\"本庁\"", "4か所"]
        {
            assert!(wrong.has(words), "{words}: {}", wrong.html);
        }
        assert_eq!(staff.post(PAGE, &[("call", "plan"), ("colour", "red")]).await.status, 400);
        assert_eq!(site.sign_in(&[Role::Moderator]).await.get(PAGE).await.status, 403);
        assert_eq!(site.number("select count(*) from opinions").await, 0);
    }
}

#[tokio::test]
async fn a_day_before_the_opening_is_asked_about_once_and_others_are_not() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let staff = site.sign_in(&[Role::Staff]).await;
        let typed = [("body", "十年ちがいの声"), ("day", "2014-10-20"), ("place", "本庁")];
        let page = staff.get(PAGE).await;
        assert!(!page.has("name=\"sure\""), "{}", page.html);
        let asked = write(&staff, &page, &typed).await;
        assert!(asked.status == 422 && asked.has("2024年7月1日（月）より前です"), "{}", asked.html);
        assert!(asked.has("\n十年ちがいの声</textarea>") && asked.value("place") == "本庁", "{}", asked.html);
        assert_eq!(site.number("select count(*) from opinions").await, 0);
        let other = [("body", "十年ちがいの声"), ("day", "2013-10-20"), ("sure", "2014-10-20")];
        assert_eq!(write(&staff, &asked, &other).await.status, 422, "another such day is another question");
        let sure = asked.value("sure");
        let meant = write(&staff, &asked, &[&typed[..], &[("sure", &sure)]].concat()).await;
        assert_eq!((meant.status, sure.as_str()), (201, "2014-10-20"), "{}", meant.html);
        assert!(
            meant.has("R6-0001-5") && meant.has("name=\"sure\" value=\"2014-10-20\" checked"),
            "nor is the next: {}",
            meant.html
        );
        assert_eq!(write(&staff, &meant, &[("body", "初日の声"), ("day", "2024-07-01")]).await.status, 201);
    }
}

#[tokio::test]
async fn nobody_is_asked_to_compare_where_nobody_else_can() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let staff = site.sign_in(&[Role::Staff]).await;
        site.has_account("moderator", &[Role::Moderator]).await;
        let page = staff.get(PAGE).await;
        assert!(page.has("いまは、ほかにいません") && !page.has("name=\"check\""), "{}", page.html);
        // The colleague left while the form was being filled in.
        let typed = [("body", "比べる人のない声"), ("check", "yes")];
        let asked = write(&staff, &page, &typed).await;
        assert!(asked.status == 422 && asked.has("照合を頼めません"), "{}", asked.html);
        assert!(asked.has("\n比べる人のない声</textarea>"), "{}", asked.html);
        assert_eq!(site.number("select count(*) from opinions").await, 0);
        assert_eq!(write(&staff, &asked, &typed[..1]).await.status, 201);
        site.has_account("colleague", &[Role::Staff]).await;
        assert!(staff.get(PAGE).await.has("name=\"check\""), "with a colleague it can be asked for");
    }
}

#[tokio::test]
async fn a_second_person_compares_before_a_moderator_decides() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let first = site.sign_in(&[Role::Staff, Role::Moderator]).await;
        let second = site.sign_in(&[Role::Staff]).await;
        let page = first.get(PAGE).await;
        let done = write(&first, &page, &[("body", "バス亭に屋根を"), ("check", "yes")]).await;
        assert!(done.has("照合を待っている") && done.has("/staff/transcription/checks/R6-0001-5"), "{}", done.html);
        assert!(!first.get("/staff/queue").await.has("バス亭"), "it is not in the queue yet");
        let item = first.get("/staff/opinions/R6-0001-5").await;
        assert!(item.has("<span>原本との照合待ち</span>") && !item.has("/decision\""), "{}", item.html);
        let decision = [("state", "pending"), ("version", "1"), ("decisions", "0"), ("act", "publish")];
        assert_eq!(first.post("/staff/opinions/R6-0001-5/decision", &decision).await.status, 409);
        let check = "/staff/transcription/checks/R6-0001-5";
        assert!(first.get(check).await.has("書き写した本人は照合できません"));
        let own = first.post(check, &[("version", "1"), ("body", "バス亭に屋根を")]).await;
        assert_eq!(own.status, 409);
        let blank = second.post(check, &[("version", "1"), ("body", " ")]).await;
        assert_eq!(blank.status, 422);
        let mended = second.post(check, &[("version", "1"), ("body", "バス停に屋根を")]).await;
        assert_eq!(mended.status, 303, "{}", mended.html);
        assert!(second.get(mended.location()).await.has("原本のとおりと確かめました。"), "the list says so");
        let queue = first.get("/staff/queue").await;
        assert!(queue.has("バス停に屋根を") && queue.has("職員が原本に合わせて訂正"), "{}", queue.html);
        assert_eq!(
            site.text("select original from opinions").await,
            "バス亭に屋根を",
            "what was first written is kept"
        );
        let by = "select count(*) from decisions d join transcriptions t on t.checked_by = d.decided_by
                  join opinions o on o.id = d.opinion_id where o.recorded_by <> d.decided_by";
        assert_eq!(site.number(by).await, 1);
        let late = second.post(check, &[("version", "1"), ("body", "x")]).await;
        assert!(late.status == 409 && late.has("<p>照合は済んでいるか"), "{}", late.html);
        let log = site.sign_in(&[Role::Auditor]).await.get("/staff/log").await;
        assert!(log.has("書き写しを原本と照合した") && log.has("原本に合わせて文を直した"), "{}", log.html);
    }
}

#[tokio::test]
async fn what_nobody_else_can_compare_any_more_goes_to_review_with_a_reason_and_marked() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let first = site.sign_in(&[Role::Staff, Role::Moderator]).await;
        let colleague = site.has_account("colleague", &[Role::Staff]).await;
        let (page, typed) = (first.get(PAGE).await, [("body", "バス停に屋根を"), ("check", "yes")]);
        let done = write(&first, &page, &typed).await;
        assert!(!done.has("いまはほかにいません"), "{}", done.html);
        let check = "/staff/transcription/checks/R6-0001-5";
        let waiver = format!("{check}/waiver");
        let reason = [("why", "担当が異動し、後任が未定")];
        // While somebody else can compare, whoever wrote it down cannot pass him by.
        assert!(!first.get(check).await.has("name=\"why\""));
        let early = first.post(&waiver, &reason).await;
        assert!(early.status == 409 && early.has("その職員に照合を頼んでください"), "{}", early.html);
        assert!(early.has("後任が未定</textarea>") && !early.has("直してください"), "it can be copied: {}", early.html);
        let mut tx = site.app.db.begin().await.unwrap();
        koe::accounts::store::set_disabled(&mut tx, &colleague, Some(NOW)).await.unwrap();
        tx.commit().await.unwrap();
        assert!(first.get(PAGE).await.has("照合できる職員が、いまはほかにいません。"));
        assert!(first.get(check).await.has("name=\"why\""));
        let long = "理".repeat(201);
        let long = first.post(&waiver, &[("why", &long)]).await;
        assert!(long.status == 422 && long.has("理由を200文字までで") && long.value("why").len() == 603);
        assert_eq!(first.post(&waiver, &[("why", " ")]).await.status, 422);
        assert!(!first.get("/staff/queue").await.has("バス停に屋根を"), "it waits still");
        let sent = first.post(&waiver, &reason).await;
        assert_eq!(sent.status, 303, "{}", sent.html);
        let said = "照合せずに審査へ回しました。";
        assert!(first.get(sent.location()).await.has(said) && first.get(check).await.has(said));
        assert!(!first.get(PAGE).await.has(said));
        let queue = first.get("/staff/queue").await;
        assert!(queue.has("バス停に屋根を") && queue.has("原本と照合していない書き写し"), "{}", queue.html);
        assert_eq!(site.text("select checking from transcriptions").await, "waived");
        assert_eq!(first.post(&waiver, &reason).await.status, 409, "once");
        let log = site.sign_in(&[Role::Auditor]).await.get("/staff/log").await;
        assert!(log.has("照合せずに審査へ回した") && log.has("理由：担当が異動し、後任が未定"), "{}", log.html);
        // Sent once more it says nothing else.
        site.has_account("successor", &[Role::Staff]).await;
        let again = write(&first, &page, &typed).await;
        assert!(again.status == 201 && again.has("すでに受け付けています"), "{}", again.html);
        // Words that are the author's own are no transcript any more.
        let sent = [("number", "R6-0001-5"), ("code", &code(&done)), ("state", "pending"), ("version", "1")];
        let answer = site.visitor().post("/status/correction", &[&sent[..], &[("body", "本人の声")]].concat()).await;
        assert_eq!(answer.status, 200, "{}", answer.html);
        let queue = first.get("/staff/queue").await;
        assert!(queue.has("本人の声") && !queue.has("原本と照合していない"), "{}", queue.html);
        // A colleague's is a colleague's to compare, and nobody else's to pass on.
        assert_eq!(write(&first, &first.get(PAGE).await, &[("body", "別の声"), ("check", "yes")]).await.status, 201);
        let others = site.text("select receipt from opinions where number = 2").await;
        let second = site.sign_in(&[Role::Staff]).await;
        let passed = second.post(&format!("/staff/transcription/checks/{others}/waiver"), &reason).await;
        assert_eq!(passed.status, 409);
        assert_eq!(site.number("select count(*) from opinions where held_for = 'second_look'").await, 1);
    }
}

#[tokio::test]
async fn what_its_author_changed_or_withdrew_is_compared_with_no_paper() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let first = site.sign_in(&[Role::Staff]).await;
        let second = site.sign_in(&[Role::Staff]).await;
        let page = first.get(PAGE).await;
        let withdrawn = write(&first, &page, &[("body", "取り下げる声"), ("check", "yes")]).await;
        let changed = write(&first, &withdrawn, &[("body", "直す声"), ("check", "yes")]).await;
        let proof = |page: &Answer, number: &'static str| [("number", number.to_owned()), ("code", code(page))];
        let [number, secret] = proof(&withdrawn, "R6-0001-5");
        let sent = [(number.0, number.1.as_str()), (secret.0, secret.1.as_str()), ("sure", "yes")];
        let answer = site.visitor().post("/status/withdrawal", &sent).await;
        assert_eq!(answer.status, 200, "{}", answer.html);
        let late =
            second.post("/staff/transcription/checks/R6-0001-5", &[("version", "1"), ("body", "取り下げる声。")]).await;
        assert_eq!(late.status, 409);
        assert!(late.has("取り下げる声。</textarea>"), "what was typed is kept: {}", late.html);
        assert_eq!(site.text("select state from opinions where number = 1").await, "withdrawn");
        let item = second.get("/staff/opinions/R6-0001-5").await;
        assert!(!item.has("原本と照合する"), "nothing is left to compare: {}", item.html);

        let [number, secret] = proof(&changed, "R6-0002-3");
        let receipt = site.text("select receipt from opinions where number = 2").await;
        let sent = [
            (number.0, receipt.as_str()),
            (secret.0, secret.1.as_str()),
            ("state", "pending"),
            ("version", "1"),
            ("body", "本人が直した声"),
        ];
        let answer = site.visitor().post("/status/correction", &sent).await;
        assert_eq!(answer.status, 200, "{}", answer.html);
        let check = format!("/staff/transcription/checks/{receipt}");
        let late = second.post(&check, &[("version", "2"), ("body", "直す声")]).await;
        assert!(late.status == 409 && late.has("本人が直した声"), "{}", late.html);
        let moderator = site.sign_in(&[Role::Moderator]).await;
        let queue = moderator.get("/staff/queue").await;
        assert!(queue.has("本人が直した声") && queue.has("本人が訂正"), "it waits for a moderator: {}", queue.html);
    }
}
