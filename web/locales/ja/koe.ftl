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

queue-title = 審査
queue-title-of = 審査：{ $receipt }
queue-waiting = 審査待ち
queue-count = { $n }件
queue-filter = しぼりこみ
queue-show-all = すべて { $n }
queue-show-overdue = 期限超過 { $n }
queue-show-hold = 保留 { $n }
queue-show-after = 公開後の確認 { $n }
queue-more = 続きを見る
queue-from-start = 最初から見る
queue-left-minutes = あと{ $n }分
queue-left-hours = あと{ $n }時間
queue-left-days = あと{ $n }日
queue-late-minutes = { $n }分超過
queue-late-hours = { $n }時間超過
queue-late-days = { $n }日超過
queue-until = { $day }まで
queue-until-late = { $day }の期日を超過
queue-list-comma = 、
queue-empty = 審査待ちはありません
queue-empty-text = 届いた意見は、すべて確認が済んでいます。
queue-empty-later = 新しい意見や、本人が直した意見が届くと、ここに古い順で並びます。保留の意見も、期日まで並びます。
queue-empty-filter = この条件の意見はありません
queue-empty-filter-text = 審査待ちは全部で{ $n }件です。
queue-empty-all = すべてを見る
queue-previous = 前へ
queue-next = 次へ
queue-received = { $when }受付
queue-corrected = ・{ $when }に本人が訂正（第{ $version }版）
queue-held-until = ・{ $day }まで保留
queue-held-for = 自動で審査に回りました：{ $rule }
queue-fact-call = 意見募集
queue-fact-theme = テーマ（本人の選択）
queue-fact-channel = 提出方法
queue-original = 原文
queue-original-version = 原文（第{ $version }版）
queue-original-note = { $n }文字・職員は変更できません
queue-public = 公開する場合の文
queue-public-now = 公開している文
queue-public-none = 公開していません。
queue-masks-none = 伏せ字なし
queue-masks-count = 伏せ字 { $n }か所
queue-masks-many = 伏せ字 { $n }か所
queue-mask-selection = 選んだ部分を伏せる
queue-mask-nothing = 先に、原文の伏せたい部分を選んでください。
queue-mask-added = 「{ $words }」を伏せる言葉に加えました。
queue-versions = これまでの本文（{ $n }版）
queue-version = 第{ $version }版
queue-history = これまでの経過
queue-author = 本人
queue-past-who = { $who }
queue-past-reason = ・理由：{ $reason }
queue-past-due = （{ $day }まで）
queue-past-version = ・第{ $version }版
queue-past-message = 本人へのお知らせ
queue-past-note = 職員メモ
queue-acts = 審査結果
queue-acts-none = 本人が取り下げた意見です。審査結果は変えられません。
queue-acts-others = 審査の担当者が決めます。
queue-act-publish = 公開する
queue-act-confirm = 確認済みにする
queue-act-unmask = 伏せ字をなくして公開する
queue-act-mask = 一部伏せて公開する
queue-act-mask-again = 伏せる部分を改める
queue-act-return = 本人に差し戻す
queue-act-hold = 期日を決めて保留する
queue-act-hold-again = 保留の期日を改める
queue-act-withhold = 非公開にする
queue-help-publish = 原文のまま、すぐに公開します。
queue-help-confirm = 公開したまま、審査待ちから外します。
queue-help-unmask = 伏せ字を外し、原文のまま公開します。
queue-help-mask = 言葉を伏せて、すぐに公開します。原文は残ります。
queue-help-return = 公開せずに、本人に直してもらいます。直した文は、また審査待ちに並びます。
queue-help-hold = 期日まで公開しません。審査待ちに残ります。
queue-help-withhold = 公開しません。理由とお知らせが本人に見えます。あとから公開に変えられます。
queue-masks = 伏せる言葉
queue-masks-help = 1行に1つ、原文と同じ文字で。同じ言葉は、出てくる所すべてを伏せます。
queue-mask-reason = 伏せる理由
queue-more-reasons = ほかの理由
queue-reason = 非公開の理由
queue-message = 本人へのお知らせ
queue-message-kind = 空欄なら、理由に合わせた定型文を本人の言語で送ります。「その他」のときは必ず書いてください。
queue-message-return = 必須。どこを、どう直してほしいかを書いてください。
queue-kind-mask = お寄せいただいたご意見のうち、「{ $reason }」にあたる部分を伏せて公開しました。そのほかは、お書きになったままです。
queue-kind-withhold = ご意見をお寄せいただき、ありがとうございます。投稿のおねがいの「{ $reason }」にあたるため、公開を控えました。ご意見は担当者が読み、記録に残しています。
queue-due = 保留の期日
queue-due-help = 明日から1年先まで。
queue-note = 職員メモ
queue-note-help = 任意。本人には見えません。
queue-preview = 公開される文を確かめる
queue-keys = キーで操作する
queue-keys-help = 入力欄の外だけで働きます。公開などは、キーで開いてからEnterで決まります。
queue-guide = 審査の目安
queue-guide-text = 「投稿のおねがい」と同じ文です。住民も読めます。
queue-errors-text = まだ何も変わっていません。直してから、もう一度押してください。
queue-fault-masks-missing = 伏せる言葉を、1行に1つ書いてください。
queue-fault-masks-many = 伏せる言葉は{ $max }行までです。行を減らしてください。
queue-fault-mask-unknown = 「{ $words }」は原文にありません。原文から写してください。
queue-fault-reason = 理由を1つ選んでください。
queue-fault-message = 本人へのお知らせを書いてください。なぜか、どうすればよいかが伝わるように。
queue-fault-long = { $max }文字までにしてください。
queue-fault-due = 期日は、{ $first }から{ $last }までの日にしてください。
queue-done-published = { $receipt } を公開しました。
queue-done-masked = { $receipt } を一部伏せて公開しました。
queue-done-returned = { $receipt } を本人に差し戻しました。
queue-done-held = { $receipt } を保留にしました。
queue-done-withheld = { $receipt } を非公開にしました。
queue-done-look = 結果を見る・改める
queue-clash-title = 開いているあいだに変わりました
queue-clash-text = あなたの操作は、まだ行われていません。下に最新の内容を表示しています。
queue-clash-corrected = 本人が本文を直しました（第{ $version }版、{ $when }）。
queue-clash-decided = { $name }さんが{ $when }に「{ $state }」にしました。
queue-clash-decided-reason = { $name }さんが{ $when }に「{ $state }」（理由：{ $reason }）にしました。
queue-clash-withdrawn = 本人が{ $when }に取り下げました。
queue-clash-state = いまの状態は「{ $state }」です。この操作はできません。
queue-clash-kept = あなたの操作
queue-clash-kept-text = 必要なら写して、開き直してから使ってください。
queue-clash-again = 最新の内容で開き直す
guideline-personal-info = 氏名、住所、電話番号、メールアドレス、車のナンバーなど、個人が分かる言葉は伏せて公開します。「区長」「担任の先生」のような役職だけの言葉は、ふつう伏せません。
guideline-defamation = 特定の人や団体を傷つける言葉や、根拠なく評判を落とす言葉は公開しません。市の仕事や制度への批判は、これにあたりません。
guideline-discrimination = 国籍、人種、性別、障がい、出身地などを理由に、人を見下したり締め出そうとしたりする言葉は公開しません。
guideline-illegal = 法令に反することや犯罪を、すすめたり、予告したりする内容は公開しません。
guideline-obscene-violent = わいせつな内容や、暴力をひどく生々しく書いた内容は公開しません。
guideline-advertising = 商品、サービス、催しなどの宣伝や勧誘を目的とする内容は公開しません。例としてお店や活動の名前を挙げるのは、かまいません。
guideline-electioneering = 特定の候補者や政党への投票の呼びかけなど、選挙運動や政治活動を目的とする内容は公開しません。政策への賛成や反対は、これにあたりません。
guideline-religion = 布教や勧誘など、宗教活動を目的とする内容は公開しません。お寺や神社、お祭りの話題は、かまいません。
guideline-copyright = ほかの人の文章や歌詞などを、許しなく長く写した内容は公開しません。出どころを書いた短い引用は、かまいません。
guideline-impersonation = ほかの人や団体の名をかたって書かれた内容は公開しません。
guideline-spam-duplicate = 同じ方から同じ文が続けて届いたときは、1件だけを公開します。別の方が同じご意見を寄せるのは、これにあたりません。
guideline-off-topic = 募集のテーマと関わりのない内容は公開しません。
guideline-unreadable = 文字化けなどで読み取れない部分は、公開しないか、省いて公開します。
guideline-other = 上のどれにもあたらない事情で公開できないときは、その理由を、書いた方にお知らせします。

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
