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

editor-state-draft = Draft
editor-state-scheduled = Scheduled
editor-state-open = Open
editor-state-closed = Closed
editor-period = { $first } to { $last } ({ $days ->
        [one] 1 day
       *[other] { $days } days
    })
editor-period-label = Period
editor-period-help = Opinions are taken from 0:00 on the first day to 24:00 on the last day.
editor-theme-count = { $n ->
        [one] 1 theme
       *[other] { $n } themes
    }
editor-public-page = See the public page
editor-empty-what = A consultation is a page that asks residents one thing and takes their opinions for a period: ideas before a plan is drafted, or public comments on a draft.
editor-empty-how = You begin with a draft. Residents see nothing until the question, the purpose and the themes are there and you press “Publish”.
editor-new-link = Make a consultation
editor-new-title = Make a consultation
editor-new-lead = You begin with a draft that residents cannot see. Everything but the address can be changed later.
editor-new-button = Make the draft
editor-save = Save
editor-saved = Saved.
editor-errors-text = Nothing has been saved yet. What you typed is still here.
editor-late-title = Somebody else saved first
editor-late-text = Your version has not been saved; what you typed is still in the fields. Below each field that differs stands what is saved now. Compare, correct and save again.
editor-sections = Settings of this consultation
editor-section-publication = Publication
editor-section-basics = Basics
editor-section-texts = Texts
editor-section-themes = Themes
editor-section-fields = About the sender
editor-languages = Language
editor-need = required
editor-theirs = Saved now:
editor-theirs-empty = (empty)
editor-model = Japanese:

editor-title = Title
editor-title-help = The name that residents see in lists, such as “Your ideas for the second half of the plan”.
editor-slug = Address
editor-slug-help = The end of the public page’s address: 2 to 60 characters of a–z, 0–9 and “-”. It cannot be changed later.
editor-slug-fixed = The public page’s address is { $path }. It cannot be changed.
editor-mode = Kind
editor-mode-ideas = Thoughts and worries, gathered widely before there is a draft.
editor-mode-public-comment = Opinions on a draft, as a rule for 30 days or more.
editor-moderation = Moderation
editor-moderation-before = A moderator looks first. Nothing is public when it arrives.
editor-moderation-after = Public at once; a moderator looks later. What seems to be sent by a machine is looked at first.
editor-opens-on = First day
editor-closes-on = Last day
editor-short-period-reason = Why less than 30 days
editor-short-period-reason-help = Only for a public comment of less than 30 days. It stands on the public page. In all other cases it is not saved.
editor-max-chars = Most characters in one opinion
editor-max-chars-help = 100 to 5,000. Leave it at 5,000 unless there is a reason to limit the length.
editor-target-hours = Target for moderation (hours)
editor-target-hours-help = 1 to 720: how soon after arrival an opinion should be looked at. Later ones are marked as late in the queue.

editor-texts-fallback = A field left empty shows the Japanese text.
editor-question = Question
editor-question-help = What is asked, in about two lines. Needed for publication.
editor-purpose = Purpose of use
editor-purpose-help = What opinions and personal data are used for. It stands above the send button and is needed for publication. A change makes a new version; each opinion keeps the version it was sent under.
editor-readers = Who reads it
editor-readers-help = For example: “The planning staff and the members of the plan’s council.”
editor-usage = How it is used
editor-usage-help = For example: “Sorted by theme, as material for the first draft of the plan.”
editor-next-steps = What happens afterwards
editor-next-steps-help = One step a line, in order.
editor-hints = Help for writing
editor-hints-help = One a line: questions for those who do not know how to begin.

editor-first-theme = Something else / not sure
editor-first-theme-hint = Choose this if in doubt
editor-themes-lead = Residents choose one (and may add up to two more). There are two levels. Use the arrows to change the order.
editor-theme-uses = { $n ->
        [one] 1 opinion
       *[other] { $n } opinions
    }
editor-theme-closed = Closed
editor-theme-up = Move “{ $name }” up
editor-theme-down = Move “{ $name }” down
editor-theme-code = Code in counts and files: { $code } (it stays when the name changes)
editor-theme-save = Save this theme
editor-theme-close = Close this theme
editor-theme-close-help = New opinions cannot choose it, nor what is under it. Opinions that have it keep it.
editor-theme-open = Let it be chosen again
editor-theme-delete = Delete this theme
editor-theme-new = Add a theme
editor-theme-add = Add this theme
editor-theme-parent = Place
editor-theme-top = Top level
editor-theme-under = Under “{ $name }”
editor-theme-name = Name (Japanese)
editor-theme-name-help = Up to 60 characters.
editor-theme-name-en = Name in English
editor-theme-name-en-help = Left empty, English pages show the Japanese name. Given when the theme is added, it becomes the code in counts and files.
editor-theme-hint = A few words of explanation (Japanese)
editor-theme-hint-help = Up to 120 characters.
editor-theme-english = In English
editor-theme-hint-en = Explanation in English
editor-theme-used = { $n ->
        [one] 1 opinion names
       *[other] { $n } opinions name
    } this theme, so it cannot be deleted. Close it to keep new opinions from choosing it.
editor-theme-has-children = There are themes under this one, so it cannot be deleted. Delete those first.
editor-theme-last = While it is public, a consultation needs at least one theme to choose. Add another one first.
editor-theme-open-refused = Open the theme above it first.

editor-fields-lead = What people are asked about themselves when they write. The less you ask, the easier it is to write.
editor-fields-small = Combinations of fewer than 5 people are not shown, even where they are set to public.
editor-requirement = { $field }: asked
editor-requirement-required = Nobody can send without an answer.
editor-requirement-optional = Can be left out.
editor-requirement-off = Not on the form.
editor-visibility = { $field }: shown to
editor-visibility-public = Stands beside the published opinion.
editor-visibility-staff = Only on staff pages and in office files.
editor-visibility-aggregate = Beside no opinion; only in totals.
editor-choices = { $field }: choices
editor-choices-help = One a line, up to 30. English may follow after a bar: “和田山 | Wadayama”.
editor-choices-how-title = When you rewrite choices
editor-choices-how-keep = A line with the same name stays the same choice wherever it moves.
editor-choices-how-same = If the number of lines is unchanged, lines with another name are taken, from the top, as the new names of the former choices. Opinions that have arrived show the new name, too.
editor-choices-how-other = If the number of lines has changed, lines with another name are new choices. Save a change of names apart from lines that come or go.
editor-choices-how-gone = A choice that was removed cannot be chosen any more. Opinions that have it keep it.
editor-mail-never-public = Used only to send notices, and kept apart, encrypted. Never public.
editor-mail-not-set-up = No mail can be sent at present, so residents are not asked even if this is set.
editor-age-17 = 17 or under
editor-age-18 = 18–29
editor-age-30 = 30s
editor-age-40 = 40s
editor-age-50 = 50s
editor-age-60 = 60s
editor-age-70 = 70s
editor-age-80 = 80 or over
editor-relation-resident = Live here
editor-relation-worker = Work here
editor-relation-student = Study here
editor-relation-other = Other

editor-draft-title = Getting ready
editor-draft-ready = Everything needed is there. Check it and publish.
editor-draft-missing = { $n ->
        [one] One thing is
       *[other] { $n } things are
    } still missing.
editor-needs-done = Done
editor-needs-todo = To do
editor-needs-site-texts = Texts of the site (name of the city, contact, privacy)
editor-needs-administrator = An administrator writes them.
editor-needs-title = Title in Japanese
editor-needs-question = Question in Japanese
editor-needs-purpose = Purpose of use in Japanese
editor-needs-theme = A theme to choose
editor-needs-period = A period that has not ended
editor-list-button = Publish this
editor-list-help = Everybody can see it at once. Opinions are taken only within the period.
editor-list-refused = { $n ->
        [one] One thing is
       *[other] { $n } things are
    } missing, so it cannot be published yet
editor-listed-title = This is public
editor-listed-text = Everybody can see it. Changes show at once.
editor-unlist-button = Make it a draft again
editor-unlist-help = The public page disappears. This is possible only until the first opinion arrives.
editor-unlist-title = It cannot become a draft again
editor-unlist-refused = Opinions have arrived, so it cannot become a draft again. To stop taking opinions, change the last day.
editor-open-themes = { $n } to choose
editor-field-rule = { $field }: { $rule }
editor-opinions = Opinions received
editor-opinion-count = { $n }

editor-error-blank = Fill in “{ $field }”.
editor-error-long = “{ $field }” may have { $most } characters. Take out { $over }.
editor-error-control = “{ $field }” contains invisible control characters. Type it again.
editor-error-choose = Choose “{ $field }”.
editor-error-number = “{ $field }” must be a number from { $least } to { $most }.
editor-error-day = “{ $field }” must be a real day between 2000 and 2100.
editor-error-period = The last day is before the first. Correct one of them.
editor-error-short-period = The period has { $days ->
        [one] 1 day
       *[other] { $days } days
    }. Give a public comment { $least } days or more, or fill in “Why less than 30 days”.
editor-error-slug = The address needs 2 to 60 characters of a–z, 0–9 and “-” (not “new”).
editor-error-slug-taken = Another consultation has the address “{ $slug }”. Choose a different one.
editor-error-theme-twice = There is a theme with the same name in the same place. Choose a different name.
editor-error-theme-parent = The chosen theme cannot have themes under it. Choose another place.
editor-error-choices-few = “{ $field }” needs two or more. Choose “not asked” if you do not ask it.
editor-error-choices-many = “{ $field }” may have { $most } lines. Take some out.
editor-error-choices-blank = “{ $field }” has a line without Japanese. Write it to the left of the bar.
editor-error-choices-twice = “{ $field }” has “{ $label }” twice. Take one out.
editor-error-choices-long = “{ $field }” may have { $most } characters in each. Shorten the long lines.

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
