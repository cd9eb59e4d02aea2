## Frame of every page

site-name = { $city }みんなの声
site-brand = みんなの声
frame-skip = 本文へ進む
frame-demo-label = About this demonstration
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

as-of = As of { $at }
counted = { $count }
counted-people = Opinions: { $opinions } (people: { $people })
counted-as-of = { "" }, as of { $at }
time-range = { $starts }–{ $ends }
crumbs = You are here
crumbs-home = Home
form-required = (required)
form-optional = (optional)
form-none = None
phase-open = Open
phase-days = { $days ->
    [1] Last day today
   *[other] { $days } days left
}
phase-until = until { $day }
phase-scheduled = Starts soon
phase-from = from { $day }
phase-closed = Closed
phase-being-read = The opinions are being read
home-title = Have your say
home-heading = { $city } listens to you here
home-lead = No account, no name needed. You can also see here what became of what you wrote.
home-open = Open now
home-open-none = Nothing is open at the moment. The next consultation will be announced here.
home-scheduled = Coming up
home-closed = Earlier consultations
home-closed-on = closed on { $day }
home-closed-none = No opinions were received
home-how = How your words are used
home-how-1 = Write and send
home-how-1-text = Choose a theme and write in your own words. You get a receipt with a number and a code.
home-how-2 = It is published
home-how-2-text = Staff check it and publish it. Personal details are masked; your words are never rewritten.
home-how-3 = It is discussed
home-how-3-text = The opinions go to the meetings and into the plan. With your number and code you can follow yours.
home-receipt = If you have a receipt
home-receipt-text = See where your opinion stands, correct it or withdraw it.
home-receipt-open = Open with number and code
home-receipt-qr = The QR code on the receipt opens it, too.
call-nav = Pages of this consultation
call-nav-about = About
call-nav-opinions = Opinions
call-write = Write your opinion
call-write-note = No account and no name needed. Anybody may write.
call-figures = Opinions received
call-period = Period
call-readers = Who reads them?
call-readers-default = City staff read every one of them.
call-when = When are they published?
call-when-before = Staff check each one before it is published. We aim to do so within { $hours } hours.
call-when-after = At once. Staff check them afterwards.
call-usage = How are they used?
call-usage-default = They are discussed in the meetings and used for the plan.
call-guideline = What is not published (guideline)
call-themes = Read by theme
call-themes-text = Open a theme to read what people wrote.
call-themes-note = The figures divide the { $count } published opinions (as of { $at }). Numbers do not decide; every opinion is considered for what it says.
call-newest = Newest opinions
call-newest-none = No opinion has been published yet. Yours could be the first.
call-all = Read all published opinions ({ $count })
call-course = Where your words go
call-course-text = Your opinions are discussed in these meetings.
call-opening = The consultation opens
call-closing = The consultation closes
call-next = Next
call-steps = After that
list-title = Everybody's opinions
list-heading = List of opinions
list-search-label = Search words in the opinions
list-search = Search
list-filter = Filter
list-filter-apply = Show
list-all-themes = All themes
list-condition-theme = theme “{ $theme }”
list-condition-words = words “{ $words }”
list-condition-none = none
list-comma = { ", " }
list-of = { "" }, of { $count } published, as of { $at }
list-newest-first = Newest first
list-empty = Nothing has been published yet. Opinions appear here once they have been checked.
list-none-fit = No opinion fits. Try a shorter word, or all themes.
list-show-all = Show all opinions
list-pages = Pages
list-first = First page
list-next = Next page
list-about = About this page
list-not-votes = This is not a vote. What counts is what is said, not how often.
list-masks = Personal details and the like are masked, with the reason. Everything else stands as it was written.
voice-name = Opinion { $number }
voice-received = received on { $day }
voice-all = Read other opinions
voice-course = What became of it
voice-published = Published
voice-withdrawn = This opinion has been withdrawn
voice-withdrawn-text = Its author has withdrawn it, so it can no longer be read.
guideline-lead = Please help to make this a good place to read and write.
guideline-1 = Do not write names, addresses, phone numbers or other personal details, neither yours nor anybody else's.
guideline-2 = Do not hurt or insult other people.
guideline-3 = Write about the matter in question.
guideline-4 = Staff check what is written. If something cannot be published, you are told why.
guideline-5 = A part may be masked. Your words are never rewritten.
guideline-reasons = Reasons for not publishing
guideline-reasons-text = If one of these applies, the whole or a part is not published. The opinion itself is kept and read by staff.
privacy-missing = The privacy statement is being prepared.
privacy-kept = What is kept, and for how long
privacy-opinion = Opinions
privacy-opinion-text = Kept as public records for as long as the city's rules say. When withdrawn, they are no longer public at once.
privacy-about = Age band, area, relation to the city
privacy-about-text = Optional. Used for counting. Even where they are public, combinations shared by fewer than five people are not shown.
privacy-mail-text = Used for letters about your opinion only. Never published, kept apart and encrypted, and deleted { $days } days after the consultation closes.
privacy-cookies = Cookies
privacy-cookies-text = None for reading and writing. Only staff need one to sign in.
privacy-address = Your network
privacy-address-text = Counted for a short time to stop floods; never stored.
accessibility-aim = We want everybody to be able to use this site. It is built to WCAG 2.2 level AA, and every page is checked by a program.
accessibility-1 = Everything works by keyboard alone.
accessibility-2 = You can read and send without JavaScript.
accessibility-3 = At 400 % zoom you can read without scrolling sideways.
accessibility-contact = If something is hard to use, please tell the office named below.

guideline-personal-info = Names, addresses, phone numbers, e-mail addresses, car plates: whatever tells who somebody is.
guideline-defamation = Speaking ill of a person or a group without grounds.
guideline-discrimination = Discriminating against people for their origin, nationality, sex, disability and the like.
guideline-illegal = What breaks the law or calls for a crime.
guideline-obscene-violent = Obscenity, cruelty, threats.
guideline-advertising = Advertising and solicitation.
guideline-electioneering = Calls to vote for a candidate or a party.
guideline-religion = Preaching, and invitations to a religion.
guideline-copyright = Texts or pictures of others, copied without permission.
guideline-impersonation = Writing in the name of another person or group.
guideline-spam-duplicate = The same text sent again and again by one person. Equal texts of different people are counted each.
guideline-off-topic = What has nothing to do with the matter in question.
guideline-unreadable = What cannot be read.
guideline-other = Any other ground. You are told it in words.

# ---- end reading ----


## Residents: sending

# ---- begin sending ----

steps-label = Three steps
steps-write = Write
steps-confirm = Check
steps-receipt = Receipt
write-title = Write your opinion
write-lead-before = Please do not write names or addresses. Staff check it before it is published.
write-lead-after = Please do not write names or addresses. It is published as soon as you send it.
write-errors-text = Everything you wrote is still here. Nothing has been sent yet.
write-theme = Theme
write-theme-help = Choose the closest one. Some themes open into finer ones.
write-subthemes = Themes within “{ $theme }”
write-theme-missing = Choose a theme. If in doubt, take the closest.
write-theme-closed = This theme is not open now. Please choose another one.
write-body = Your opinion
write-body-help = When, where, what was difficult, and what would be better: that helps us most. Any language is fine.
write-count = { $count } characters (up to { $max })
write-count-over = { $by } characters too many. Shorten it, or send it in parts.
body-blank = Please write your opinion. Blanks alone cannot be sent.
body-too-long = There are { $chars } characters; { $max } are allowed. Take out { $by }, or send it in two parts.
body-too-many-bytes = With so many special characters the text is too large. Shorten it, or send it in two parts.
body-control-character = The text holds an invisible control character. If you pasted it from elsewhere, delete or retype that part.
write-more-themes = Further themes
write-more-themes-help = Up to two.
write-theme-second = Second theme
write-theme-third = Third theme
write-about = About you
write-about-help = Used for counting who has written.
write-no-answer = No answer
write-choice-missing = Choose one under “{ $field }”.
write-choice-unknown = Choose one of those listed under “{ $field }”.
write-mail-fold = Letters by e-mail
write-mail-help = We write when it arrives and when it is decided on. Never published.
write-mail-missing = Please give your e-mail address.
write-mail-bad = Write an e-mail address with an “@” (such as koe@example.jp), or leave it empty if you want no letters.
write-trap = Leave this field empty
write-next = Continue
write-next-note = You can check everything on the next page. Nothing is sent yet.
write-hints = Ideas for writing
write-not-published = What is not published
write-not-published-1 = Names, addresses, phone numbers
write-not-published-2 = Insults and discrimination
write-not-published-3 = Advertising, and what is off the subject
write-not-published-note = If something cannot be published you are told why. Sometimes only a part is masked.
confirm-title = Ready to send
confirm-lead = Nothing has been sent yet. Press “change” where something is to be mended.
confirm-mend = change
confirm-seen-public = will be published
confirm-seen-staff = seen by staff only
confirm-seen-aggregate = used for counting only
confirm-seen-never = never published
confirm-purpose = What it is used for
confirm-not-votes = What counts is what is said, not how often.
confirm-send = Send
confirm-back = Back to writing
confirm-trouble = Not sent yet
confirm-words-kept = Everything you wrote is still on this page.
send-too-many = Too many were sent from this network. Please wait about { $minutes } minutes and press “Send” again.
send-closed = The consultation has closed. You can copy the text and send it to the office named below.
send-busy = We are busy and could not confirm it. Please press “Send” again; it will not arrive twice.
closed-title = The consultation has closed
closed-text = It closed on { $day }. The opinions are being read.
closed-not-yet = Not open yet
closed-not-yet-text = It opens on { $day }.
closed-back = About this consultation
other-title = You have already sent one
other-lead = From this form an opinion arrived on { $at } (number { $receipt }).
other-first = What you sent
other-second = What you were about to send
other-correct = Correct the first one to this
other-send-new = Send it as another opinion
other-status = See where it stands

# ---- end sending ----


## Residents: receipt

# ---- begin receipt ----

receipt-title = Receipt
receipt-heading = We have received your opinion
receipt-thanks = Thank you. It arrived on { $at }.
receipt-number = Receipt number
receipt-code = Your secret code
receipt-code-use = With the number and this code you can see where your opinion stands, correct it or withdraw it.
receipt-qr-label = QR code of the page that shows where this opinion stands
receipt-qr = Opens the status page
receipt-once = The code is shown on this page only.
receipt-once-cure = The city cannot look it up. Print this page, take a photo, or write it down.
receipt-print = Print the receipt
receipt-mail = You will also get an e-mail. It does not contain the code.
receipt-after = What happens next
receipt-now = Now
receipt-about = about { $day }
receipt-step-received = Received
receipt-step-review = Staff check it
receipt-step-review-text = Personal details are masked. If it cannot be published, you are told why.
receipt-read = Read what others wrote
receipt-another = Write another one
status-ask-title = See where your opinion stands
status-ask-lead = Enter the number and the code of your receipt.
status-ask-errors = What you entered is still here.
status-ask-open = Open
status-number-help = For example R6-0123-7.
status-number-shape = A receipt number looks like R6-0123-7. Please check your receipt.
status-number-typo = A digit of the number seems to be wrong. Please check it.
status-code-help = 27 letters and digits. Capitals, blanks and hyphens do not matter.
status-code-shape = The code has 27 characters. Please check that none is missing.
status-code-typo = A character of the code seems to be wrong. Look for similar ones (8 and B, 5 and S).
status-not-found = This number and code do not belong together. Please check your receipt.
status-lost = If the code is lost the city cannot look it up. Your opinion itself has safely arrived.
status-title = Where your opinion stands
status-lead-pending = Staff are checking it.
status-lead-published = It is published as you wrote it.
status-lead-redacted = It is published with a part masked.
status-lead-on-hold = Checking takes longer. We will decide by { $day }.
status-lead-revision = Please change something: see the reason below, then send it again.
status-lead-withheld = It is not published; the reason is below. It is kept and read by staff all the same.
status-lead-withdrawn = You have withdrawn it.
status-correct = Correct the text
status-correct-help = The earlier text is kept, too. Staff check the new one again.
status-correct-button = Save the correction
status-correct-errors = Nothing has been changed yet. What you wrote is still here.
status-corrected = Your correction is saved. Staff will check it again.
status-moved-on = Things have changed while the page was open. Please look at the present state. What you wrote is kept below.
status-yours = What you wrote just now
status-public-text = The published text
status-public-link = See the public page
status-own-text = What you sent
status-versions = Earlier texts ({ $count })
status-version = Version { $version } ({ $at })
status-course = What has happened
status-reason = Reason: { $reason }
status-step-corrected = You corrected the text
status-step-published = Published
status-step-redacted = Published with a part masked
status-step-on-hold = Checking takes longer
status-step-returned = You were asked to change something
status-step-withheld = Decided not to publish
status-step-withdrawn = Withdrawn
status-acts = What you can do now
status-print = Print this page
status-withdraw = Withdraw the opinion
status-no-acts = There is nothing to be done with a withdrawn opinion.
status-withdrawn = Withdrawn. It is no longer public.
withdraw-title = Withdraw your opinion?
withdraw-text = It disappears from the public pages at once and cannot be brought back. Papers that already contain it keep it.
withdraw-button = Withdraw it
withdraw-back = Go back

# ---- end receipt ----


## Residents: letters

# ---- begin letters ----

letter-received-subject = We have received your opinion ({ $receipt })
letter-decided-subject = About your opinion ({ $receipt })
letter-received = Your opinion arrived on { $at }. Thank you.
letter-published = Your opinion has been published.
letter-redacted = Your opinion has been published with a part masked.
letter-returned = Please change something in your opinion. You can do so on the status page.
letter-withheld = Your opinion will not be published.
letter-on-hold = Checking your opinion takes longer than usual.
letter-changed = The state of your opinion has changed.
letter-frame =
    { $title }
    Receipt number { $receipt }

    { $middle }

    With the number and the code of your receipt you can see where it stands:
    { $url }

    Please do not reply to this e-mail.
    { $city } { $office } { $phone }

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
