## Frame of every page

site-name = { $city }みんなの声
site-brand = みんなの声
frame-skip = 本文へ進む
frame-demo = これは見本です。書いてあるご意見や人物は、すべて架空のものです。
frame-guideline = 投稿のおねがい
frame-privacy = 個人情報の取扱い
frame-accessibility = アクセシビリティ
frame-status = 送ったご意見の状態を見る
frame-contact-missing = 問い合わせ先は準備中です。
frame-contact-note = （意見募集の窓口）
frame-contact-phone = 電話 { $phone }
frame-contact-hours = （{ $hours }）
frame-contact-mail = メール { $mail }

## Dates and times

date-full = { $year }年{ $month }月{ $day }日（{ $weekday }）
date-short = { $month }月{ $day }日（{ $weekday }）
date-era = { $year }年（令和{ $era }年）{ $month }月{ $day }日（{ $weekday }）
time-of-day = { $hour }時{ $minute }分
weekday-monday = 月
weekday-tuesday = 火
weekday-wednesday = 水
weekday-thursday = 木
weekday-friday = 金
weekday-saturday = 土
weekday-sunday = 日

## When something cannot be done

error-home = 最初のページへ
error-sign-in-title = サインインが必要です
error-sign-in-text = このページは職員用です。しばらく使わなかったときは、自動でサインアウトしています。
error-forbidden-title = この操作はできません
error-forbidden-text = このページを使う権限がないか、ほかのサイトから送られたものです。ページを開き直してから、もう一度お試しください。
error-not-found-title = ページが見つかりません
error-not-found-text = アドレスが違うか、公開されていないページです。受付番号で探しているときは、番号をもう一度お確かめください。
error-conflict-title = ほかの人が先に操作しました
error-conflict-text = 開いているあいだに内容が変わりました。最新の内容を確かめてから、もう一度操作してください。
error-too-many-title = しばらくお待ちください
error-too-many-text = 短いあいだに続けて送られたため、受け付けていません。{ $minutes }分ほどたってから、もう一度お試しください。
error-unavailable-title = いま、受け付けができません
error-unavailable-text = 混み合っているか、一時的に止まっています。少したってから、もう一度お試しください。
error-bad-request-title = 送られた内容を読み取れませんでした
error-bad-request-text = ページを開き直して、もう一度お試しください。続くときは、下の窓口にお知らせください。
error-too-large-title = 送られた内容が大きすぎます
error-too-large-text = ご意見は5,000文字までです。長いときは、分けて送ってください。
error-internal-title = 申し訳ありません。うまく動きませんでした
error-internal-text = 記録を残しましたので、担当者が確かめます。少したってから、もう一度お試しください。

## Staff: frame

staff-site-name = 職員用 みんなの声
staff-brand-note = 職員用
staff-nav-label = 職員用の画面
staff-nav-queue = 審査
staff-nav-board = 集計
staff-nav-consultations = 意見募集
staff-nav-exports = 書き出し
staff-nav-site = 管理
staff-nav-log = 操作履歴
staff-nav-public = 公開ページを見る
staff-nav-password = パスワードを変える
staff-nav-sign-out = サインアウトする

## Forms

form-errors-title = { $count }か所、直してください

## Signing in

sign-in-title = サインイン
sign-in-login = 職員ID
sign-in-password = パスワード
sign-in-password-help = 貼り付けてもかまいません。
sign-in-button = サインインする
sign-in-wrong = 職員IDかパスワードが違います。入力を確かめて、もう一度お試しください。
sign-in-errors-text = まだサインインしていません。
sign-in-idle = 30分使わないと、自動でサインアウトします。
sign-in-forgotten = パスワードを忘れたときは、管理者に再設定のリンクを頼んでください。
sign-in-resident = 住民の方はこちら（登録はいりません）
set-up-title = 最初の管理者を登録します
set-up-lead = このリンクは一度だけ使えます。登録すると、ほかの職員を追加できるようになります。
link-title = パスワードを決めます
link-lead = このリンクは一度だけ使えます。決めたあと、職員IDと新しいパスワードでサインインしてください。
account-login = 職員ID
account-login-help = 半角の英小文字、数字、「.」「-」「_」で2～40文字。あとから変えられません。
account-login-bad = 職員IDは、半角の英小文字、数字、「.」「-」「_」で2～40文字にしてください。
account-name = 表示名
account-name-help = ほかの職員に見える名前です。住民には見えません。
account-name-bad = 表示名を1～60文字で書いてください。
password-title = パスワードを変える
password-current = いまのパスワード
password-current-wrong = いまのパスワードが違います。
password-new = 新しいパスワード
password-again = 新しいパスワード（確認のため、もう一度）
password-help = 15文字以上。長い言葉をいくつかつなげると、覚えやすく破られにくくなります。空白や日本語も使えます。
password-too-short = パスワードは15文字以上にしてください。
password-too-long = パスワードが長すぎます。1,024バイトまでにしてください。
password-too-plain = 同じ文字のくり返しや、職員IDと同じ言葉は使えません。別の言葉を足してください。
password-differs = 2つの欄のパスワードが同じではありません。もう一度入力してください。
password-errors-text = パスワードはまだ変わっていません。安全のため、入力し直してください。
password-button = このパスワードに決める
password-sessions = 変えると、ほかの端末でのサインインはすべて終わります。


## Staff: moderation

# ---- begin moderation ----

queue-title = Review
queue-title-of = Review: { $receipt }
queue-waiting = To review
queue-count = { $n ->
    [one] { $n } opinion
   *[other] { $n } opinions
  }
queue-filter = Filter
queue-show-all = All { $n }
queue-show-overdue = Overdue { $n }
queue-show-hold = On hold { $n }
queue-show-after = Published, to confirm { $n }
queue-more = Show more
queue-from-start = Back to the start
queue-left-minutes = { $n } min left
queue-left-hours = { $n } h left
queue-left-days = { $n ->
    [one] { $n } day left
   *[other] { $n } days left
  }
queue-late-minutes = { $n } min late
queue-late-hours = { $n } h late
queue-late-days = { $n ->
    [one] { $n } day late
   *[other] { $n } days late
  }
queue-until = until { $day }
queue-until-late = was due { $day }
queue-list-comma = {", "}
queue-empty = Nothing to review
queue-empty-text = Every opinion received has been looked at.
queue-empty-later = New opinions, and those corrected by their authors, appear here oldest first. Opinions on hold stay here until their date.
queue-empty-filter = No opinion fits this filter
queue-empty-filter-text = { $n ->
    [one] { $n } opinion waits in all.
   *[other] { $n } opinions wait in all.
  }
queue-empty-all = Show all
queue-previous = Previous
queue-next = Next
queue-received = Received { $when }
queue-corrected = {" · "}corrected by the author { $when } (version { $version })
queue-held-until = {" · "}on hold until { $day }
queue-held-for = Sent to review by a rule: { $rule }
queue-fact-call = Consultation
queue-fact-theme = Theme (author’s choice)
queue-fact-channel = Channel
queue-original = Original
queue-original-version = Original (version { $version })
queue-original-note = { $n ->
    [one] { $n } character, never changed by staff
   *[other] { $n } characters, never changed by staff
  }
queue-public = Text if published
queue-public-now = Text that is public
queue-public-none = Not public.
queue-masks-none = No masks
queue-masks-count = { $n ->
    [one] { $n } mask
   *[other] { $n } masks
  }
queue-masks-many = { $n } masks
queue-mask-selection = Mask the selection
queue-mask-nothing = First select the part of the original that you want to mask.
queue-mask-added = “{ $words }” is now among the words to mask.
queue-versions = All versions of the text ({ $n })
queue-version = Version { $version }
queue-history = History
queue-author = Author
queue-past-who = { $who }
queue-past-reason = {" · "}reason: { $reason }
queue-past-due = {" "}(until { $day })
queue-past-version = {" · "}version { $version }
queue-past-message = Message to the author
queue-past-note = Note among staff
queue-acts = Decision
queue-acts-none = The author has withdrawn this opinion. It can no longer be decided.
queue-acts-others = Moderators decide on it.
queue-act-publish = Publish
queue-act-confirm = Confirm
queue-act-unmask = Publish without masks
queue-act-mask = Mask and publish
queue-act-mask-again = Change the masks
queue-act-return = Return to the author
queue-act-hold = Hold until a date
queue-act-hold-again = Change the date of the hold
queue-act-withhold = Withhold
queue-help-publish = Publishes the original at once.
queue-help-confirm = Stays public and leaves the queue.
queue-help-unmask = Removes the masks and publishes the original.
queue-help-mask = Masks the words and publishes at once. The original is kept.
queue-help-return = Is not published; the author is asked to change it. The new text comes back to the queue.
queue-help-hold = Is not published until then and stays in the queue.
queue-help-withhold = Is not published. The author sees the reason and the message. It can still be published later.
queue-masks = Words to mask
queue-masks-help = One a line, exactly as in the original. Every place where they stand is masked.
queue-mask-reason = Reason for masking
queue-more-reasons = Other reasons
queue-reason = Reason for withholding
queue-message = Message to the author
queue-message-kind = If empty, a standard text for the reason is sent in the author’s language. With “Other” you must write one.
queue-message-return = Required. Say what should be changed, and how.
queue-kind-mask = The part of your opinion that falls under “{ $reason }” has been masked before publishing. Everything else is as you wrote it.
queue-kind-withhold = Thank you for your opinion. It has not been published, because it falls under “{ $reason }” in our guideline. Staff have read it and it is kept on record.
queue-due = Hold until
queue-due-help = From tomorrow to a year ahead.
queue-note = Note among staff
queue-note-help = Optional. The author does not see it.
queue-preview = Check the public text
queue-keys = Use the keyboard
queue-keys-help = Works outside fields only. A key opens an act; Enter then does it.
queue-guide = Guideline
queue-guide-text = The same words as on the public guideline page.
queue-errors-text = Nothing has changed yet. Please correct this and press again.
queue-fault-masks-missing = Write the words to mask, one a line.
queue-fault-masks-many = At most { $max } lines of words can be masked. Remove some lines.
queue-fault-mask-unknown = “{ $words }” does not occur in the original. Copy it from there.
queue-fault-reason = Choose a reason.
queue-fault-message = Write a message to the author that says why, and what can be done.
queue-fault-long = Use at most { $max } characters.
queue-fault-due = Choose a day from { $first } to { $last }.
queue-done-published = { $receipt } has been published.
queue-done-masked = { $receipt } has been published with masks.
queue-done-returned = { $receipt } has been returned to its author.
queue-done-held = { $receipt } is on hold.
queue-done-withheld = { $receipt } has been withheld.
queue-done-look = See or change the result
queue-clash-title = It has changed while you had it open
queue-clash-text = What you pressed has not been done. The opinion is shown below as it is now.
queue-clash-corrected = The author has corrected the text (version { $version }, { $when }).
queue-clash-decided = { $name } decided “{ $state }” on { $when }.
queue-clash-decided-reason = { $name } decided “{ $state }” (reason: { $reason }) on { $when }.
queue-clash-withdrawn = The author withdrew it on { $when }.
queue-clash-state = It is now “{ $state }”, where this cannot be done.
queue-clash-kept = Your decision
queue-clash-kept-text = Copy what you need and use it after opening the opinion anew.
queue-clash-again = Open it as it is now
guideline-personal-info = Words that tell who somebody is (names, addresses, phone numbers, mail addresses, number plates) are masked before publishing. Offices alone, such as “the ward head” or “the class teacher”, usually stay.
guideline-defamation = Words that hurt a person or group, or damage their name without grounds, are not published. Criticism of the city’s work or rules is welcome.
guideline-discrimination = Words that look down on people or shut them out because of nationality, race, sex, disability, origin and the like are not published.
guideline-illegal = Calls for, or threats of, crimes and breaches of the law are not published.
guideline-obscene-violent = Obscene content and needlessly graphic violence are not published.
guideline-advertising = Texts meant to advertise or solicit for goods, services or events are not published. Naming a shop or activity as an example is fine.
guideline-electioneering = Texts meant to campaign for a candidate or party are not published. Being for or against a policy is fine.
guideline-religion = Texts meant to win people for a religion are not published. Temples, shrines and festivals are fine as a subject.
guideline-copyright = Long passages copied from others without permission are not published. Short quotations with their source are fine.
guideline-impersonation = Texts written in the name of another person or group are not published.
guideline-spam-duplicate = When one person sends the same text again and again, only one is published. Different people may send the same opinion.
guideline-off-topic = Texts that have nothing to do with the subject of the consultation are not published.
guideline-unreadable = What cannot be read, for example garbled characters, is not published or is left out.
guideline-other = If something cannot be published for a reason not named above, its author is told why.

# ---- end moderation ----


## Staff: consultations

# ---- begin consultations ----

# ---- end consultations ----


## Staff: people

# ---- begin people ----

# ---- end people ----


## Staff: site, log, mail and jobs

# ---- begin site, log, mail and jobs ----

# ---- end site, log, mail and jobs ----


## Staff: counts

# ---- begin counts ----

# ---- end counts ----


## Staff: exports

# ---- begin exports ----

# ---- end exports ----


## Residents: reading

# ---- begin reading ----

# ---- end reading ----


## Residents: sending

# ---- begin sending ----

# ---- end sending ----


## Residents: receipt

# ---- begin receipt ----

# ---- end receipt ----


## Residents: letters

# ---- begin letters ----

# ---- end letters ----


## Names of states, reasons, channels and other lists

# ---- begin names ----

state-pending = 審査待ち
state-published = 公開
state-published-redacted = 一部伏せて公開
state-on-hold = 保留
state-needs-revision = 要修正
state-withheld = 非公開
state-withdrawn = 取下げ
reason-personal-info = 個人情報
reason-defamation = 誹謗中傷
reason-discrimination = 差別
reason-illegal = 法令違反・犯罪
reason-obscene-violent = わいせつ・暴力
reason-advertising = 営業・宣伝
reason-electioneering = 選挙運動・政治活動
reason-religion = 宗教活動
reason-copyright = 権利侵害
reason-impersonation = なりすまし
reason-spam-duplicate = 連続投稿・重複
reason-off-topic = 募集テーマと無関係
reason-unreadable = 判読不能
reason-other = その他
mask-personal-info = 個人情報のため非公開
mask-defamation = 誹謗中傷のため非公開
mask-discrimination = 差別的な表現のため非公開
mask-illegal = 法令違反のおそれのため非公開
mask-obscene-violent = わいせつ・暴力的な表現のため非公開
mask-advertising = 宣伝のため非公開
mask-electioneering = 選挙運動・政治活動のため非公開
mask-religion = 宗教活動のため非公開
mask-copyright = 権利侵害のおそれのため非公開
mask-impersonation = なりすましのおそれのため非公開
mask-spam-duplicate = くり返しのため非公開
mask-off-topic = 募集テーマと無関係のため非公開
mask-unreadable = 判読できないため省略
mask-other = 非公開
channel-web = ウェブ
channel-paper = 紙
channel-counter = 窓口
channel-mail = 郵便
channel-fax = ファクス
channel-email = 電子メール
channel-phone = 電話
channel-workshop = ワークショップ
channel-survey = アンケート
channel-proxy = 代理入力
field-age-band = 年代
field-area = 地区
field-relation = 市との関わり
field-mail = メールアドレス
requirement-required = 必須
requirement-optional = 任意
requirement-off = 聞かない
visibility-public = 公開する
visibility-staff = 職員だけに見せる
visibility-aggregate = 集計だけに使う
mode-ideas = アイデア募集
mode-public-comment = パブリックコメント
moderation-before = 確認してから公開する
moderation-after = 公開してから確認する
held-honeypot = 自動送信の疑い（人に見えない欄に入力）
held-too-fast = 開いてすぐに送信
held-rate = 同じ回線から多数
role-administrator = 管理者
role-moderator = 審査
role-staff = 企画・集計
role-department = 担当課
role-viewer = 閲覧
role-auditor = 監査
role-contacts = 連絡先の閲覧

# ---- end names ----
