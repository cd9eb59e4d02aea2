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

# ---- end moderation ----


## Staff: consultations

# ---- begin consultations ----

# ---- end consultations ----


## Staff: people

# ---- begin people ----

people-title = Staff
people-count = { $count ->
    [one] { $count } active account
   *[other] { $count } active accounts
}
people-add = Add a person
people-add-lead = After adding, a link for setting a password is shown once. Hand it to the person.
people-add-button = Add and make the link
people-and = {", "}
people-roles = Roles
people-roles-help = Choose only what the work needs. You may choose several.
people-roles-missing = Choose at least one role. "View contacts" alone opens no page.
people-role-administrator = Adds people and sets roles; looks after the city's details, mail, jobs and the log of acts.
people-role-moderator = Reads what has arrived and decides whether it is published.
people-role-staff = Makes consultations, sees the counts and exports opinions.
people-role-department = Answers the points assigned to the department.
people-role-viewer = Sees counts and published opinions.
people-role-auditor = Checks the log of acts, the counts and the balance of what was received and published.
people-role-contacts = May include authors' contacts in exports. Give it only to those who need it.
people-state = State
people-active = Active
people-no-password = No password yet
people-disabled = Disabled
people-since = since { $day }
people-errors-text = Nothing has been changed yet.
people-login-taken = The staff ID "{ $login }" is already in use. Choose another one.
people-save = Save changes
people-save-note = Changing roles signs this person out everywhere.
people-own-roles = You cannot change your own roles. Ask another administrator.
people-not-oneself = You cannot change your own roles or disable your own account. Ask another administrator.
people-last-administrator = This would leave no administrator who can sign in. Make somebody else an administrator first.
people-link-heading = Reset the password
people-link-lead = For a forgotten password. A new link makes earlier links useless. The present password works until the person sets a new one.
people-link-button = Make a reset link
people-link-disabled = No link can be made for a disabled account. Enable it first.
people-disable-heading = Disable the account
people-disable-lead = When somebody moves on or leaves. The person is signed out at once and links handed out stop working. The record of past acts stays.
people-disable-button = Disable this account
people-enable-heading = Enable the account
people-enable-lead = The person can use the same roles and password as before.
people-enable-button = Enable this account
people-link-title = The reset link is ready
people-added-title = The person has been added
people-link-hand-over = Hand this link to the person and to nobody else. It opens a page for setting a password.
people-link-label = Link that works once
people-link-until = Works until { $until } (24 hours).
people-link-once-title = This link is shown only now
people-link-once-text = Once you leave this page it cannot be seen again. If it is lost, make a new one.
people-back = Back to the list of staff

# ---- end people ----


## Staff: site, log, mail and jobs

# ---- begin site, log, mail and jobs ----

site-nav-label = Administration
site-nav-site = The city
site-nav-people = Staff
site-nav-mail = Mail
site-nav-jobs = Jobs
site-nav-log = Log of acts
site-title = The city
site-lead = Shown at the top and bottom of public pages and on the pages "Posting guideline" and "Privacy". Where English is empty, Japanese is shown.
site-errors-text = Nothing has been saved yet. What you typed is still here.
site-saved = Saved
site-save = Save the city's details
site-part-office = City and office
site-part-texts = Texts of public pages
site-label = { $text } ({ $lang })
site-city = Name of the city
site-city-help = Example: 朝来市
site-own-name = Name of the site
site-own-name-help = Empty: the standard name is shown.
site-office = Office in charge
site-office-help = The section that residents turn to.
site-phone = Telephone
site-hours = Opening hours
site-hours-help = Example: weekdays, 8:30 to 17:15
site-mail = Mail address
site-mail-help = Where residents' questions arrive. The same on the pages of every language.
site-mail-bad = This is not a mail address. Write it like "kikaku@city.example.jp".
site-guideline = Posting guideline
site-guideline-help = The list of reasons for not publishing follows by itself. Up to 5,000 characters.
site-privacy = Privacy
site-privacy-help = Purpose of use, disclosure to others, how long it is kept, whom to ask. Up to 5,000 characters.
site-offer = A suggested text stands here. Adapt it to your city; saving publishes it.
site-missing = Fill in "{ $label }".
site-too-long = "{ $label }" may have up to { $max } characters.
site-control-character = "{ $label }" holds characters that cannot be used (line breaks or control characters). Remove them.
site-not-ready = Not ready for the public yet
site-not-ready-text = Before the first resident comes, write and save the city's name, the office in charge and the privacy text in Japanese.
site-proxy = Requests come through a proxy that is not trusted
site-proxy-text = As set now, everybody behind the proxy counts as one network and may be stopped for sending too much. Set KOE_TRUSTED_PROXIES to the proxy's address.
site-no-mail = No mail server is set
site-no-mail-text = Forms do not ask for a mail address and no letters are sent. To send, set KOE_SMTP_URL and KOE_MAIL_FROM and start Koe again.
site-given-up = { $count ->
    [one] { $count } piece of work was given up after several tries
   *[other] { $count } pieces of work were given up after several tries
}
site-given-up-mail = See mail ({ $count })
site-given-up-jobs = See jobs ({ $count })
site-guideline-offer =
    Anybody may write an opinion. No name and no account are needed.

    ・Write in your own words and on the theme. A short text is fine.
    ・Please leave out names, addresses, telephone numbers and anything else that tells who you or others are. Where we find such words, we publish the rest and mask them.
    ・What hurts a person or group, discrimination, advertising and election campaigning cannot be published.
    ・Staff read every opinion before it is published. If it is not published, or partly masked, you are told why.
    ・The city never rewrites your words.

    This is not a vote. The city considers what is said, not only how often it is said.
site-privacy-offer =
    Purpose of use
    Opinions, and the age band, area and other details you choose to give, are used only for working on the plan or project of the consultation. A mail address is used only to tell you that your opinion has arrived and what was decided.

    Disclosure to others
    Nothing is passed on without your consent, except where the law requires it. Only the text of opinions that have been checked, and the details named as public on the consultation's page, are published.

    How long it is kept
    Mail addresses and other contacts are stored encrypted and apart from the opinions, and are deleted { $days } days after the consultation closes. The text of opinions and the record of decisions are kept under the city's rules for documents.

    Withdrawing
    You can withdraw your opinion at any time with its number and secret code. It then disappears from the public pages.

    Questions
    For questions about personal data, please turn to the office named at the bottom of this page.
log-title = Log of acts
log-chained = Every act of staff is one line, in the order in which it happened. The hash of each line is computed from its own words and the hash of the line before, so that changing or removing a line makes all that follow wrong. koe check verifies the whole.
log-number = No.
log-when = When
log-who = Who
log-act = Act
log-subject = Subject
log-detail = Detail
log-hash = Hash (first 12 characters)
log-empty = Nothing is recorded here yet.
log-pages = Pages
log-older = Older entries
log-newest = Newest entries
act-signed-in = Signed in
act-sign-in-refused = Sign-in refused
act-signed-out = Signed out
act-account-added = Person added
act-account-changed = Person changed
act-account-disabled = Account disabled
act-account-enabled = Account enabled
act-link-made = Link made
act-password-set = Password set
act-site-changed = City's details changed
act-consultation-added = Consultation added
act-consultation-changed = Consultation changed
act-themes-changed = Themes changed
act-fields-changed = Questions changed
act-decided = Decided
act-corrected = Corrected by the author
act-withdrawn = Withdrawn by the author
act-export-asked = Export asked for
act-export-fetched = Export downloaded
act-export-written = Export by command
act-contacts-purged = Contacts deleted (number)
act-job-retried = Job tried again
detail-set-up-link = set-up link
detail-one-time-link = one-time link
actor-author = Author
actor-shell = Command line
actor-system = Automatic
mail-title = Mail
mail-lead = Letters to authors. Addresses are stored encrypted and read only when a letter is sent; here only their first characters are shown.
mail-empty = There are no letters yet.
mail-receipt = Receipt
mail-to = To
mail-no-address = Deleted
jobs-title = Jobs
jobs-lead = Work done in the background, such as exports and the daily deletion.
jobs-empty = There are no jobs yet.
job-kind = Kind
job-made = Made
job-state = State
job-tries = Tries
job-error = Last failure
job-unit = {""}
job-waiting = Waiting
job-running = In progress
job-failing = Failed, will be tried again
job-given-up = Given up
job-sent = Sent
job-done = Done
job-next = next { $at }
job-retry = Try again
job-retry-which = ({ $kind } { $receipt })
job-limit = What was given up comes first, then the newest; up to 200 are shown. What is done disappears after 30 days.
job-letter-received = Letter: received
job-letter-decided = Letter: decided
job-export = Export
job-purge = Deletion of what is past its time
job-error-no-mail = No mail server is set, so nothing was sent.
job-error-refused = The mail server refused it. The address is wrong or takes no mail.
job-error-later = The mail server refused it for the moment. It will be sent again by itself.
job-error-unreachable = The mail server cannot be reached. Check the server and KOE_SMTP_URL.
job-error-unreadable = This version of Koe cannot read the job. Run a newer one.
job-error-full = The disk is full. Make room and try again.
check-failed = { $count ->
    [one] { $count } check failed
   *[other] { $count } checks failed
}
check-schema = schema { $step }
check-schema-none = there are no tables of Koe in the database
check-schema-newer = this program does not know schema { $step }; run a newer Koe
check-schema-older = the schema is older than this program; koe migrate or serve brings it up to date
check-engine = { $engine } ({ $settings })
check-engine-old = { $engine } is old and can corrupt data; 3.51.3 or later is needed
check-not-durable = as set, a power cut can lose acknowledged opinions ({ $settings })
check-file = the database file is sound
check-file-damaged = the database file is damaged: { $damage }
check-key = the key is this database's own
check-key-missing = no key: { $why }
check-key-other = the key is not this database's; contacts cannot be read
check-log = the log of acts is one chain ({ $entries } entries)
check-log-broken = entry { $entry } of the log of acts does not follow from the one before
check-balance = balance of { $slug }: { $received } = { $parts }
check-balance-wrong = balance of { $slug } is wrong: { $received } ≠ { $parts }
check-words = every stored state, reason and other word can be read
check-words-unknown = unknown words: { $words }
check-public = a public text stands exactly where the state is public
check-public-wrong = public text and state differ:
check-decisions = decisions are numbered without gaps
check-decisions-wrong = decisions are not numbered without gaps:
check-states = every state is the last decision's
check-states-wrong = the state is not the last decision's:
check-decided = no state changed without a decision
check-decided-wrong = the state changed without a decision:
check-numbers = receipts are numbered from 1 without gaps ({ $count } opinions)
check-numbers-wrong = receipts are not numbered without gaps: counter { $counter }, highest { $highest }, opinions { $opinions }
check-search = the search index holds each opinion once
check-search-wrong = the search index is wrong: { $missing } missing, { $surplus } surplus
check-proxy = requests came through a proxy that is not trusted; see KOE_TRUSTED_PROXIES

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
