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

board-title = 集計
board-no-call = 意見募集がまだありません。
board-no-call-link = 意見募集をつくる
board-as-of = { $moment }現在
board-export = この条件で書き出す
board-none = まだご意見は届いていません。
board-none-fits = この条件に合う意見はありません。
board-received = 受付
board-submitters = 提出者数（送信の単位）
board-recent = この7日間（{ $month }/{ $day }～）
board-median = 最初の審査までの中央値（30日間）
board-no-median = まだありません
board-balance = いまの状態（受付＝各状態の合計）
board-withheld = 非公開の理由：
board-comma = 、
board-by-theme = テーマ別
board-by-day = 日ごとの受付
board-by-channel = 提出方法別
board-by-area = 地区別
board-by-age = 年代別
board-by-relation = 市との関わり別
board-theme-note = 意見を、主なテーマで1回だけ数えています。図は大きなテーマの件数です。
board-theme-table = テーマ別の表
board-theme-itself = 細かいテーマを選ばなかったもの
board-subtotal = { $theme }（小計）
board-sum-note = 異なる文面数と提出者数は、行ごとに重なりを除いて数えます。そのため、小計や計は各行の合計より小さいことがあります。
board-day = 日
board-day-note = 細い棒は1日の件数、線は直前7日間の平均です。
board-day-table = 日ごとの表（受付のあった日）
board-theme-said = 受付{ $total }件を主なテーマで分けたものです。多い順に { $first }。表に同じ値があります。
board-day-said = { $from }から{ $to }までの日ごとの受付件数です。最も多い日は{ $day }で、{ $count }件です。表に同じ値があります。
board-tick-month = { $month }月
board-tick-day = { $month }/{ $day }
board-bar = { $n }件
board-opinions = { $count ->
   *[other] { $n }件
}
board-note = 件数を押すと、その意見の一覧が開きます。異なる文面数は、空白・記号・かなの種類などの違いを除いて数えます。提出者数は、一度の訪問で続けて送られた意見を1人と数えます。庁内用のため、少ない数も伏せていません。
count-opinions = 件数
count-texts = 異なる文面数
count-submitters = 提出者数
count-total = 計
unit-opinions = { $count ->
   *[other] 件
}
unit-texts = { $count ->
   *[other] 件
}
unit-submitters = { $count ->
   *[other] 人
}
unit-hours = 時間
filter-call = 意見募集
filter-call-button = この意見募集を見る
filter-label = 条件
filter-title = 条件
filter-none = 条件なし（すべて）
filter-remove = を外す
filter-clear = 条件をすべて外す
filter-change = 条件を変える
filter-apply = この条件で見る
filter-all = すべて
filter-no-answer = 回答なし
filter-theme = テーマ
filter-main = 主なテーマ
filter-state = 状態
filter-channel = 提出方法
filter-period = 期間
filter-words = 言葉
filter-between = { $from }～{ $to }
filter-since = { $from }から
filter-until = { $to }まで
filter-from = この日から
filter-to = この日まで
filter-q = 本文の言葉
filter-q-help = 空白で区切ると、すべてを含む意見を探します。
opinions-title = 意見の一覧
opinions-all = 原文を表示
opinions-public = 公開されている意見だけ
opinions-no-more = これより古い意見はありません。
opinions-pages = ページ
opinions-newest = 新しい意見へ
opinions-older = 古い意見へ

# ---- end counts ----


## Staff: exports

# ---- begin exports ----

export-title = 書き出し
export-errors-text = まだ書き出していません。
export-new = 新しく書き出す
export-list-title = あなたの書き出し（24時間）
export-list-note = 頼んだ人だけが、24時間のあいだダウンロードできます。
export-list-empty = 24時間のあいだに頼んだ書き出しはありません。
export-no-conditions = 条件なし（この意見募集のすべて）
export-change-conditions = 集計の画面で条件を選ぶ
export-profile = 使いみち
export-profile-public = 公開用
export-profile-office = 庁内用
export-profile-public-text = 公開した意見だけ。伏せ字は〔個人情報のため非公開〕のように書き、公開しない属性は入りません。
export-profile-office-text = すべての状態の意見と、書かれたままの原文、審査の結果。連絡先は入りません。庁外に出さないでください。
export-format = 形式
export-format-xlsx = XLSX
export-format-csv = CSV
export-format-xlsx-text = Excelなどの表計算でそのまま開けます。
export-format-csv-text = Excelで開けるUTF-8（BOM付き）。「=」「+」「-」「@」などで始まる欄には、数式にならないよう先頭に「'」を1つ付けます。
export-button = この内容で書き出す
export-call-missing = 意見募集を選んでください。
export-condition-unknown = 条件「{ $value }」は、この意見募集にありません。集計の画面で条件を選び直してください。
export-profile-missing = 使いみちを、公開用か庁内用から選んでください。
export-format-missing = 形式を、XLSXかCSVから選んでください。
export-public-attributes = 公開用は、地区・年代・市との関わりの条件では書き出せません（全員の属性が分かってしまうため）。この条件を外すか、庁内用を選んでください。
export-waiting = 順番を待っています。
export-running = 書き出しています（{ $total }件中{ $done }件）。
export-done = { $moment }現在・{ $rows }・{ $size }
export-rows = { $count ->
   *[other] { $n }件
}
export-sha256 = SHA-256
export-download = { $format }をダウンロード
export-again = もう一度書き出す
export-failed-too-long = 書き出せませんでした。{ $receipt }の文章が長く、Excelの1つの欄（32,767文字）に入りません。CSVを選んでください。
export-failed-too-many-rows = 書き出せませんでした。Excelの1つのシートに入る行数（1,048,576行）を超えています。条件を足すか、CSVを選んでください。
export-failed-disk = 書き出せませんでした。サーバーの空き容量が足りないか、書き込めません。管理者に知らせてください。
export-failed-other = 書き出せませんでした。記録を残しましたので、管理者に知らせてください。
export-sheet = 意見一覧
export-file-public = 意見一覧_公開
export-file-office = 意見一覧_庁内
column-receipt = 受付番号
column-version = 版
column-day = 受付日
column-submitted = 受付日時
column-state = 状態
column-reason = 理由
column-theme = テーマ
column-further-themes = ほかのテーマ
column-channel = 提出方法
column-lang = 言語
column-body = 意見
column-original = 原文（現在の版）
column-public = 公開文
column-submitter = 提出者
column-reviewed = 審査日時

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
