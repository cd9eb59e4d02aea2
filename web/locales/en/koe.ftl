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

# ---- end people ----


## Staff: site, log, mail and jobs

# ---- begin site, log, mail and jobs ----

# ---- end site, log, mail and jobs ----


## Staff: counts

# ---- begin counts ----

board-title = Counts
board-no-call = There is no consultation yet.
board-no-call-link = Make a consultation
board-as-of = As of { $moment }
board-export = Export with these conditions
board-none = No opinion has arrived yet.
board-none-fits = No opinion fits these conditions.
board-received = Received
board-submitters = Submitters (by sending)
board-recent = Last 7 days (from { $month }/{ $day })
board-median = Median time to first decision (30 days)
board-no-median = none yet
board-balance = Where they stand now (received = the sum of the states)
board-withheld = Reasons for withholding:
board-comma = ,{" "}
board-by-theme = By theme
board-by-day = Received by day
board-by-channel = By channel
board-by-area = By area
board-by-age = By age band
board-by-relation = By relation to the city
board-theme-note = Every opinion is counted once, at its main theme. The chart shows the number of opinions at the top themes.
board-theme-table = Table by theme
board-theme-itself = No theme below chosen
board-subtotal = { $theme } (subtotal)
board-sum-note = Different texts and submitters are counted without repetition in each row, so that a subtotal or total may be less than the sum of its rows.
board-day = Day
board-day-note = Thin bars are single days, the line is the mean of the seven days up to each.
board-day-table = Table by day (days with opinions)
board-theme-said = { $total } opinions received, by main theme. Most first: { $first }. The table has the same values.
board-day-said = Opinions received each day from { $from } to { $to }. The busiest day is { $day } with { $count }. The table has the same values.
board-tick-month = { $month ->
    [1] Jan
    [2] Feb
    [3] Mar
    [4] Apr
    [5] May
    [6] Jun
    [7] Jul
    [8] Aug
    [9] Sep
    [10] Oct
    [11] Nov
   *[other] Dec
}
board-tick-day = { $month }/{ $day }
board-bar = { $n }
board-opinions = { $count ->
    [one] { $n } opinion
   *[other] { $n } opinions
}
board-note = A number of opinions opens the list behind it. Different texts are counted without regard to spaces, signs and kinds of kana. Opinions sent one after another in a single visit count as one submitter. This page is for the office: small numbers are not hidden.
count-opinions = Opinions
count-texts = Different texts
count-submitters = Submitters
count-total = Total
unit-opinions = { $count ->
    [one] {" "}opinion
   *[other] {" "}opinions
}
unit-texts = { $count ->
    [one] {" "}text
   *[other] {" "}texts
}
unit-submitters = { $count ->
    [one] {" "}submitter
   *[other] {" "}submitters
}
unit-hours = {" "}hours
filter-call = Consultation
filter-call-button = Show this consultation
filter-label = Conditions
filter-title = Conditions
filter-none = None (everything)
filter-remove = : remove
filter-clear = Remove all conditions
filter-change = Change conditions
filter-apply = Show with these conditions
filter-all = All
filter-no-answer = No answer
filter-theme = Theme
filter-main = Main theme
filter-state = State
filter-channel = Channel
filter-period = Period
filter-words = Words
filter-between = { $from } – { $to }
filter-since = from { $from }
filter-until = until { $to }
filter-from = From this day
filter-to = Until this day
filter-q = Words in the text
filter-q-help = Words apart by spaces must all occur.
opinions-title = List of opinions
opinions-all = original words
opinions-public = published opinions only
opinions-no-more = There are no older opinions.
opinions-pages = Pages
opinions-newest = Newest opinions
opinions-older = Older opinions

# ---- end counts ----


## Staff: exports

# ---- begin exports ----

export-title = Export
export-errors-text = Nothing has been exported yet.
export-new = New export
export-list-title = Your exports (24 hours)
export-list-note = Only you can download them, for 24 hours.
export-list-empty = You have asked for no export in the last 24 hours.
export-no-conditions = None (everything in this consultation)
export-change-conditions = Choose conditions on the page of counts
export-profile = Use
export-profile-public = Public
export-profile-office = Office
export-profile-public-text = Published opinions only. Masked words are replaced by the reason; attributes that are not public are left out.
export-profile-office-text = Opinions in every state, the original words and what was decided. No contacts. Do not pass it on.
export-format = Format
export-format-xlsx = XLSX
export-format-csv = CSV
export-format-xlsx-text = Opens in Excel and other spreadsheets.
export-format-csv-text = UTF-8 with a byte order mark, opens in Excel. A cell that begins with =, +, -, @ or the like gets one leading ' so that it is no formula.
export-button = Export this
export-call-missing = Choose a consultation.
export-condition-unknown = This consultation does not know the condition “{ $value }”. Choose the conditions again on the page of counts.
export-profile-missing = Choose a use: public or office.
export-format-missing = Choose a format: XLSX or CSV.
export-public-attributes = A public file cannot be limited to an area, an age band or a relation to the city: everybody in it would be known by it. Remove this condition, or choose the office file.
export-waiting = Waiting for its turn.
export-running = Exporting ({ $done } of { $total }).
export-done = As of { $moment } · { $rows } · { $size }
export-rows = { $count ->
    [one] { $n } opinion
   *[other] { $n } opinions
}
export-sha256 = SHA-256
export-download = Download { $format }
export-again = Export again
export-failed-too-long = The export failed: the text of { $receipt } is too long for an Excel cell (32,767 characters). Choose CSV.
export-failed-too-many-rows = The export failed: it has more rows than an Excel sheet (1,048,576). Add a condition or choose CSV.
export-failed-disk = The export failed: the server's disk is full or cannot be written. Tell the administrator.
export-failed-other = The export failed. It has been recorded; tell the administrator.
export-sheet = Opinions
export-file-public = opinions_public
export-file-office = opinions_office
column-receipt = Receipt
column-version = Version
column-day = Day received
column-submitted = Received at
column-state = State
column-reason = Reason
column-theme = Theme
column-further-themes = Further themes
column-channel = Channel
column-lang = Language
column-body = Opinion
column-original = Original (current version)
column-public = Public text
column-submitter = Submitter
column-reviewed = Reviewed at

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
