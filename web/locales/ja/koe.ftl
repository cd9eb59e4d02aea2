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

people-title = 職員
people-count = 利用中 { $count }人
people-add = 職員を追加する
people-add-lead = 追加すると、パスワードを決めるためのリンクが一度だけ表示されます。本人に渡してください。
people-add-button = 追加してリンクを作る
people-and = 、
people-roles = 権限
people-roles-help = 仕事に必要なものだけを選びます。いくつでも選べます。
people-roles-missing = 権限を1つ以上選んでください。「連絡先の閲覧」だけでは、開けるページがありません。
people-role-administrator = 職員の追加と権限、市の情報、メール、ジョブ、操作履歴を扱います。
people-role-moderator = 届いた意見を読み、公開するかどうかを決めます。
people-role-staff = 意見募集を作り、集計を見て、意見を書き出します。
people-role-department = 担当課に割り当てられた論点に答えます。
people-role-viewer = 集計と、公開された意見を見ます。
people-role-auditor = 操作履歴、集計、受付と公開の収支を確かめます。
people-role-contacts = 書き出しに、提出者の連絡先を含められます。必要な人だけに付けてください。
people-state = 状態
people-active = 利用中
people-no-password = パスワード未設定
people-disabled = 停止中
people-since = { $day }から
people-errors-text = まだ何も変わっていません。
people-login-taken = 職員ID「{ $login }」は、すでに使われています。別の職員IDにしてください。
people-save = 変更を保存する
people-save-note = 権限を変えると、この人のサインインはすべて終わります。
people-own-roles = 自分の権限は変えられません。ほかの管理者に頼んでください。
people-not-oneself = 自分の権限を変えたり、自分の利用を停止したりはできません。ほかの管理者に頼んでください。
people-last-administrator = サインインできる管理者がいなくなるため、変えられません。先に、ほかの人を管理者にしてください。
people-link-heading = パスワードの再設定
people-link-lead = パスワードを忘れたときに使います。リンクを作ると、前に作ったリンクは使えなくなります。いまのパスワードは、本人が新しく決めるまで使えます。
people-link-button = 再設定のリンクを作る
people-link-disabled = 利用を停止している人のリンクは作れません。先に利用を再開してください。
people-disable-heading = 利用の停止
people-disable-lead = 異動や退職のときに停止します。この人のサインインはすぐに終わり、渡してあるリンクも使えなくなります。これまでの操作の記録は残ります。
people-disable-button = 利用を停止する
people-enable-heading = 利用の再開
people-enable-lead = 再開すると、前と同じ権限とパスワードで使えるようになります。
people-enable-button = 利用を再開する
people-link-title = 再設定のリンクを作りました
people-added-title = 職員を追加しました
people-link-hand-over = 次のリンクを、本人だけに渡してください。開くと、パスワードを決めるページが出ます。
people-link-label = 一度だけ使えるリンク
people-link-until = { $until }まで使えます（24時間）。
people-link-once-title = このリンクは、いまだけ表示しています
people-link-once-text = ページを閉じると、もう一度見ることはできません。なくしたときは、新しいリンクを作ってください。
people-back = 職員の一覧へ

# ---- end people ----


## Staff: site, log, mail and jobs

# ---- begin site, log, mail and jobs ----

site-nav-label = 管理のページ
site-nav-site = 市の情報
site-nav-people = 職員
site-nav-mail = メール
site-nav-jobs = ジョブ
site-nav-log = 操作履歴
site-title = 市の情報
site-lead = 公開ページの上と下、投稿のおねがい、個人情報の取扱いのページに使います。英語の欄が空のときは、日本語を表示します。
site-errors-text = まだ保存していません。入力した内容は残っています。
site-saved = 保存しました
site-save = 市の情報を保存する
site-part-office = 市と窓口
site-part-texts = 公開ページの文
site-label = { $text }（{ $lang }）
site-city = 市の名前
site-city-help = 例：朝来市
site-own-name = サイトの名前
site-own-name-help = 空のときは「みんなの声」と表示します。
site-office = 担当の窓口
site-office-help = 住民が問い合わせる課や係の名前です。
site-phone = 電話番号
site-hours = 受付時間
site-hours-help = 例：平日 8時30分から17時15分まで
site-mail = メールアドレス
site-mail-help = 住民からの問い合わせを受けるアドレスです。どの言語のページにも同じものを表示します。
site-mail-bad = メールアドレスの形になっていません。「kikaku@city.example.jp」のように書いてください。
site-guideline = 投稿のおねがい
site-guideline-help = 公開しない理由の一覧は、このあとに自動で付きます。5,000文字まで。
site-privacy = 個人情報の取扱い
site-privacy-help = 利用目的、第三者への提供、保存期間、問い合わせ先を書きます。5,000文字まで。
site-offer = 文の案を入れてあります。市に合わせて直し、保存すると公開されます。
site-missing = 「{ $label }」を書いてください。
site-too-long = 「{ $label }」は{ $max }文字までにしてください。
site-control-character = 「{ $label }」に、使えない文字（改行や制御文字）があります。消して書き直してください。
site-not-ready = まだ公開の準備ができていません
site-not-ready-text = 最初の住民を迎える前に、市の名前、担当の窓口、個人情報の取扱いを日本語で書いて保存してください。
site-proxy = 信頼していないプロキシを通った接続があります
site-proxy-text = いまの設定では、プロキシの先にいる人がすべて同じ1つの回線と数えられ、多数の送信として止められることがあります。KOE_TRUSTED_PROXIES に、プロキシのアドレスを設定してください。
site-no-mail = メールサーバーが設定されていません
site-no-mail-text = 投稿の画面ではメールアドレスを聞かず、お知らせも送りません。送るときは KOE_SMTP_URL と KOE_MAIL_FROM を設定して、Koeを起動し直してください。
site-given-up = 何度か試して中止した処理が{ $count }件あります
site-given-up-mail = メールを見る（{ $count }件）
site-given-up-jobs = ジョブを見る（{ $count }件）
site-guideline-offer =
    ご意見は、どなたでも書くことができます。お名前や登録はいりません。

    ・ご自分の言葉で、テーマに沿って書いてください。短くてもかまいません。
    ・名前、住所、電話番号など、ご自分やほかの人が分かることは書かないでください。見つけたときは、その部分を伏せて公開します。
    ・特定の人や団体を傷つけること、差別、宣伝、選挙運動にあたることは公開できません。
    ・職員が読んで確かめてから公開します。公開しないときや一部を伏せるときは、理由をお知らせします。
    ・お送りいただいた文は、市が書き直すことはありません。

    これは投票ではありません。同じご意見の数だけで決めるのではなく、内容を大切に検討します。
site-privacy-offer =
    利用目的
    お寄せいただいたご意見と、任意でお答えいただいた年代・地区などは、意見募集の対象となる計画や事業を検討するためだけに使います。メールアドレスは、受付と審査の結果をお知らせするためだけに使います。

    第三者への提供
    法令に基づく場合を除き、ご本人の同意なく第三者に提供することはありません。公開するのは、確認を終えたご意見の文と、募集のページで公開すると示した項目だけです。

    保存期間
    メールアドレスなどの連絡先は、暗号にしてご意見とは別に保存し、意見募集が終わってから{ $days }日後に削除します。ご意見の文と審査の記録は、市の文書管理の規程に従って保存します。

    取下げ
    ご意見は、受付番号と受付コードで、いつでも取り下げることができます。取り下げると、公開ページから消えます。

    問い合わせ
    個人情報の取扱いについては、このページの下にある担当の窓口にお問い合わせください。
log-title = 操作履歴
log-chained = 職員の操作を、起きた順に1行ずつ記録しています。どの行のハッシュ値も、その行の内容と1つ前の行のハッシュ値から計算しているため、途中の行を書き換えたり消したりすると、そこから先が合わなくなります。koe check で全体を確かめられます。
log-number = 番号
log-when = 日時
log-who = 操作した人
log-act = 操作
log-subject = 対象
log-detail = 内容
log-hash = ハッシュ値（先頭12文字）
log-empty = ここには、まだ記録がありません。
log-pages = ページ送り
log-older = 前の記録
log-newest = 最新の記録
act-signed-in = サインイン
act-sign-in-refused = サインインの失敗
act-signed-out = サインアウト
act-account-added = 職員の追加
act-account-changed = 職員の変更
act-account-disabled = 利用の停止
act-account-enabled = 利用の再開
act-link-made = リンクの作成
act-password-set = パスワードの設定
act-site-changed = 市の情報の変更
act-consultation-added = 意見募集の作成
act-consultation-changed = 意見募集の変更
act-themes-changed = テーマの変更
act-fields-changed = たずねる項目の変更
act-decided = 審査
act-corrected = 提出者による訂正
act-withdrawn = 提出者による取下げ
act-export-asked = 書き出しの依頼
act-export-fetched = 書き出しのダウンロード
act-export-written = コマンドでの書き出し
act-contacts-purged = 連絡先の削除（件数）
act-job-retried = ジョブの再実行
detail-set-up-link = 最初の設定のリンク
detail-one-time-link = 一度だけ使えるリンク
actor-author = 提出者
actor-shell = コマンド
actor-system = 自動
mail-title = メール
mail-lead = 提出者へのお知らせです。あて先は暗号にして保存し、送るときだけ読みます。ここには最初の文字だけを表示します。
mail-empty = まだ、お知らせはありません。
mail-receipt = 受付番号
mail-to = あて先
mail-no-address = 削除済み
jobs-title = ジョブ
jobs-lead = 書き出しや毎日の削除など、裏で行う処理です。
jobs-empty = まだ、処理はありません。
job-kind = 種類
job-made = 作成
job-state = 状態
job-tries = 回数
job-error = 最後の失敗
job-unit = 件
job-waiting = 待機中
job-running = 実行中
job-failing = 失敗・再試行待ち
job-given-up = 中止
job-sent = 送信済み
job-done = 完了
job-next = 次は { $at }
job-retry = もう一度試す
job-retry-which = （{ $kind } { $receipt }）
job-limit = 中止したものを先に、新しい順に200件まで表示しています。終わったものは30日で消えます。
job-letter-received = 受付のお知らせ
job-letter-decided = 審査結果のお知らせ
job-export = 書き出し
job-purge = 期限を過ぎたものの削除
job-error-no-mail = メールサーバーが設定されていないため、送っていません。
job-error-refused = メールサーバーが断りました。あて先が違うか、受け取れないアドレスです。
job-error-later = メールサーバーが一時的に断りました。あとで自動で送り直します。
job-error-unreachable = メールサーバーにつながりません。サーバーの状態と KOE_SMTP_URL を確かめてください。
job-error-unreadable = この版のKoeでは読めない処理です。新しい版で動かしてください。
job-error-full = ディスクの空きがありません。空きを作ってから、もう一度試してください。
check-failed = { $count }項目に問題があります
check-schema = データベースの版 { $step }
check-schema-none = データベースにKoeの表がありません
check-schema-newer = データベースの版 { $step } を、このプログラムは知りません。新しい版のKoeで動かしてください
check-schema-older = データベースの版が古いままです。koe migrate か serve で新しくなります
check-engine = { $engine }（{ $settings }）
check-engine-old = { $engine } は古く、データを壊すことがあります。3.51.3以降が必要です
check-not-durable = 停電のときに、受け付けた意見を失うことがある設定です（{ $settings }）
check-file = データベースのファイルに壊れはありません
check-file-damaged = データベースのファイルが壊れています: { $damage }
check-key = 鍵はこのデータベースのものです
check-key-missing = 鍵がありません: { $why }
check-key-other = 鍵がこのデータベースのものではありません。連絡先を読めません
check-log = 操作履歴はつながっています（{ $entries }件）
check-log-broken = 操作履歴の { $entry } 番が、前の記録とつながりません
check-balance = 収支 { $slug }: { $received } = { $parts }
check-balance-wrong = 収支 { $slug } が合いません: { $received } ≠ { $parts }
check-words = 状態や理由などの言葉は、すべて読めます
check-words-unknown = 知らない言葉があります: { $words }
check-public = 公開する文は、公開の状態の意見だけにあります
check-public-wrong = 公開する文と状態が合わない意見:
check-decisions = 審査結果の番号は続いています
check-decisions-wrong = 審査結果の番号が続いていない意見:
check-states = いまの状態は、最後の審査結果と同じです
check-states-wrong = いまの状態が、最後の審査結果と違う意見:
check-decided = 審査なしに状態が変わった意見はありません
check-decided-wrong = 審査なしに状態が変わった意見:
check-numbers = 受付番号は1から続いています（{ $count }件）
check-numbers-wrong = 受付番号が続いていません: 発番 { $counter }、最大 { $highest }、意見 { $opinions }件
check-search = 検索の索引は、意見と1件ずつ合っています
check-search-wrong = 検索の索引が合いません: 不足 { $missing }件、余分 { $surplus }件
check-proxy = 信頼していないプロキシを通った接続がありました。KOE_TRUSTED_PROXIES を確かめてください

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
