## This language

language-name = 日本語
language-tag = ja
language-tier = full
language-fallback = ja

## Frame of every page

site-name = { $city }みんなの声
site-brand = みんなの声
frame-skip = 本文へ進む
frame-language-part = ご意見を送る・状態を見る
frame-demo-label = 見本のお知らせ
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

date-day = { $day }日
date-full = { $year }年{ $month }月{ $day }（{ $weekday }）
date-short = { $month }月{ $day }（{ $weekday }）
date-era = { $year }年（令和{ $era }年）{ $month }月{ $day }（{ $weekday }）
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
error-work = 自分の仕事のページへ
error-sign-in-title = サインインが必要です
error-sign-in-text = このページは職員用です。しばらく使わなかったときは、自動でサインアウトしています。
error-typed-title = 書いた内容（まだ保存されていません）
error-typed = 書いた内容
error-typed-text = サインインの時間が切れたため、送った内容はまだ保存されていません。下のボタンを押すと、新しいタブが開きます。そこでサインインしてから、このページに戻って再読み込みをすると、同じ内容をもう一度送れます。
error-typed-sign-in = 新しいタブでサインインする
error-typed-again = 書いた内容は、まだ受け付けていません。少し待ってからこのページを再読み込みすると、同じ内容をもう一度送れます。
error-typed-unsure = 書いた内容が届いたかどうか、このページでは分かりません。少し待ってからこのページを再読み込みすると、同じ内容をもう一度送れます。すでに届いていても、二重に受け付けることはありません。
error-typed-note = 念のため、下の文章を写しておくこともできます。
error-typed-copy = 書いた内容は受け付けていません。必要なときは、下の文章を写してお使いください。
error-forbidden-title = このページを使う権限がありません
error-forbidden-text = いまサインインしている職員IDでは、このページを見ることも、使うこともできません。仕事で必要なときは、管理者に権限の追加を頼んでください。
error-foreign-title = ほかのサイトから送られたため、受け付けませんでした
error-foreign-text = 何も変わっていません。このサイトのページを開き直して、もう一度お試しください。
error-elsewhere-title = このサイトのアドレスではありません
error-elsewhere-text = このサイトのアドレスは { $address } です。下のボタンから開いてください。開けないときは、サイトを管理している人に知らせてください。
error-elsewhere-open = このサイトを開く
error-method-title = このアドレスは、直接は開けません
error-method-text = 「送る」「保存する」などのボタンを押したときに使うアドレスです。直接開いても、何も送られず、何も変わりません。下のボタンから、使いたいページへ進んでください。
error-not-found-title = ページが見つかりません
error-not-found-text = アドレスが違うか、公開されていないページです。受付番号で探しているときは、番号をもう一度お確かめください。
error-link-gone-title = このリンクは使えません
error-link-gone-text = 使い終わったか、期限（24時間）が切れています。パスワードを決めたあとなら、そのままサインインできます。まだのときは、管理者に新しいリンクを頼んでください。
error-set-up-done-title = 最初の管理者は、もう登録されています
error-set-up-done-text = このリンクの役目は終わりました。登録した職員IDとパスワードでサインインしてください。ほかの職員は、管理者が「管理」の「職員」で追加します。
error-set-up-gone-title = このリンクは使えません
error-set-up-gone-text = 期限（24時間）が切れたか、新しいリンクに替わっています。管理者は、まだ登録されていません。Koeを起動し直すと、起動した画面に新しいリンクが表示されます。
error-conflict-title = ほかの人が先に操作しました
error-conflict-text = 開いているあいだに内容が変わりました。最新の内容を確かめてから、もう一度操作してください。
error-too-many-title = しばらくお待ちください
error-too-many-text = 同じ回線から続けて操作があったため、いまは受け付けていません。{ $minutes }分ほどたってから、もう一度お試しください。
error-unavailable-title = いま、ページを開けません
error-unavailable-text = 混み合っているか、一時的に止まっています。少したってから、もう一度お試しください。
error-bad-request-title = 送られた内容を読み取れませんでした
error-bad-request-text = ページを開き直して、もう一度お試しください。続くときは、下の窓口にお知らせください。
error-too-large-title = 送られた内容が大きすぎます
error-too-large-text = 受け付けていません。ブラウザーの「戻る」を押すと、書いた文章のページに戻れることがあります。短くするか、分けて送ってください。
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
staff-nav-imports = 取り込み
staff-nav-site = 管理
staff-nav-log = 操作履歴
staff-nav-public = 公開ページを見る
staff-nav-password = パスワードを変える
no-work-title = いま、お願いしている仕事はありません
no-work-text = あなたの担当する仕事が始まると、この上に入口が出ます。ほかの仕事もするはずのときは、管理者に権限の追加を頼んでください。
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
sign-in-set-up-done = 最初の管理者を登録しました
sign-in-set-up-next = いま決めた職員IDとパスワードでサインインしてください。続けて開く「市の情報」のページで、市の名前、担当の窓口、投稿のおねがい、個人情報の取扱いを書いて保存すると、意見募集を公開できるようになります。
sign-in-password-done = パスワードを決めました
sign-in-password-next = 職員IDと、いま決めたパスワードでサインインしてください。
set-up-title = 最初の管理者を登録します
set-up-lead = このリンクは一度だけ使えます。登録したあとにサインインすると、「市の情報」のページが開きます。市の名前と担当の窓口、電話番号かメールアドレス、投稿のおねがい、個人情報の取扱いを書いて保存すれば準備ができ、ほかの職員を追加して、意見募集を始められます。
set-up-errors-text = まだ登録していません。パスワードは、安全のため、入力し直してください。
link-title = パスワードを決めます
link-lead = このリンクは一度だけ使えます。決めたあと、職員IDと新しいパスワードでサインインしてください。
account-login = 職員ID
account-login-help = 半角の英小文字、数字、「.」「-」「_」で2～40文字。あとから変えられません。
account-login-bad = 職員IDは、半角の英小文字、数字、「.」「-」「_」で2～40文字にしてください。
account-name = 表示名
account-name-help = ほかの職員に見える名前です。住民には見えません。
account-name-bad = 表示名を1～60文字で書いてください。改行や見えない文字は使えません。
account-name-alike = 同じ名前か、見分けのつかない名前の人がいます。課の名前を添えるなど、見分けのつく表示名にしてください。
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
queue-waiting = これから審査する意見
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
queue-empty = 審査する意見はありません
queue-empty-text = 確認の済んでいない意見は、いまありません。
queue-empty-later = 新しい意見や、本人が直した意見が届くと、ここに古い順で並びます。保留の意見も、期日まで並びます。
queue-empty-filter = この条件の意見はありません
queue-empty-filter-text = これから審査する意見は、全部で{ $n }件です。
queue-empty-all = すべてを見る
queue-previous = 前へ
queue-next = 次へ
queue-received = { $when }受付
queue-corrected = ・{ $when }に本人が訂正（第{ $version }版）
queue-mended = ・{ $when }に職員が原本に合わせて訂正（第{ $version }版）
queue-held-until = ・{ $day }まで保留
queue-held-for = 審査に回した理由：{ $rule }
queue-fact-call = 意見募集
queue-fact-theme = テーマ（本人の選択）
queue-fact-channel = 提出方法
queue-original = 原文
queue-original-version = 原文（第{ $version }版）
queue-original-note = { $n }文字・職員は変更できません
hidden-character = 見えない文字 { $code }
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
queue-past-corrected = 本人が文章を直しました（第{ $version }版）
queue-past-mended = 写しを原本に合わせて直しました（第{ $version }版）
queue-clash-act = { $act }（理由：{ $reason }）
queue-clash-act-until = { $act }（{ $day }まで）
queue-history = これまでの経過
queue-author = 本人
queue-past-who = { $who }
queue-past-reason = ・理由：{ $reason }
queue-past-due = （{ $day }まで）
queue-past-version = ・第{ $version }版
queue-past-message = 本人へのお知らせ
queue-past-note = 保留の理由（職員用）
queue-acts = 審査結果
queue-acts-none = 本人が取り下げた意見です。審査結果は変えられません。
queue-acts-others = 審査の担当者が決めます。
queue-acts-compared = 原本との照合が済むと、審査できます。
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
queue-help-confirm = 公開したまま、この一覧から外します。
queue-help-unmask = 伏せ字を外し、原文のまま公開します。
queue-help-mask = 言葉を伏せて、すぐに公開します。原文は残ります。
queue-help-return = 公開せずに、本人に直してもらいます。直した文は、またこの一覧に並びます。
queue-help-hold = 期日まで公開しません。この一覧に残ります。
queue-help-withhold = 公開しません。理由とお知らせが本人に見えます。あとから公開に変えられます。
queue-masks = 伏せる言葉
queue-masks-help = 1行に1つ、原文と同じ文字で。同じ言葉は、出てくる所すべてを同じ理由で伏せます。一部だけを伏せるときは、その前後の言葉も入れて書いてください。
queue-mask-places = 「{ $words }」を伏せる所：{ $n }か所
queue-mask-reason = 伏せる理由
queue-more-reasons = ほかの理由
queue-reason = 非公開の理由
queue-unanswerable = 職員が取り込んだ意見です。本人は受付票を持っていないので、お知らせを読めず、差し戻しもできません。お知らせの欄に書いたことは、記録にだけ残ります。
queue-message = 本人へのお知らせ
queue-message-kind = 空欄なら、理由に合わせた定型文を本人の言語で送ります。「その他」のときは必ず書いてください。
queue-message-return = 必須。どこを、どう直してほしいかを書いてください。
queue-kind-mask = お寄せいただいたご意見のうち、「{ $reason }」にあたる部分を伏せて公開しました。そのほかは、お書きになったままです。
queue-kind-withhold = ご意見をお寄せいただき、ありがとうございます。投稿のおねがいの「{ $reason }」にあたるため、公開を控えました。ご意見は担当者が読み、記録に残しています。
queue-due = 保留の期日
queue-due-help = 明日から1年先まで。
queue-note = 保留の理由
queue-note-help = 必須。何を、どこに確かめているかを書いてください。職員だけに見えます。本人に見えるのは、確認中であることと期日だけです。
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
queue-fault-note = 保留の理由を書いてください。ほかの職員が引き継げるように。
queue-fault-long = { $max }文字までにしてください。
queue-fault-due = 期日は、{ $first }から{ $last }までの日にしてください。
queue-done-published = { $receipt } を公開しました。
queue-done-masked = { $receipt } を一部伏せて公開しました。
queue-done-returned = { $receipt } を本人に差し戻しました。
queue-done-held = { $receipt } を保留にしました。
queue-done-withheld = { $receipt } を非公開にしました。
queue-done-look = 結果を見る・改める
queue-clash-title = 開いているあいだに変わりました
queue-clash-text = いま押した「{ $act }」は、行われていません。下に最新の内容を表示しています。
queue-clash-corrected = 本人が本文を直しました（第{ $version }版、{ $when }）。
queue-clash-mended = 職員が、原本に合わせて本文を直しました（第{ $version }版、{ $when }）。
queue-clash-decided = { $name }さんが{ $when }に「{ $state }」にしました。
queue-clash-decided-reason = { $name }さんが{ $when }に「{ $state }」（理由：{ $reason }）にしました。
queue-clash-own = あなたが{ $when }に「{ $state }」にしました。別の画面で操作したようです。
queue-clash-withdrawn = 本人が{ $when }に取り下げました。
queue-clash-state = いまの状態は「{ $state }」です。この操作はできません。
queue-clash-kept = 押した操作（行われていません）
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

editor-state-draft = 下書き
editor-state-scheduled = 予定
editor-state-open = 受付中
editor-state-closed = 終了
editor-period = { $first }から{ $last }まで（{ $days }日間）
editor-period-label = 期間
editor-period-help = 最初の日の0時から、最後の日の24時まで受け付けます。
editor-theme-count = テーマ { $n }
editor-public-page = 公開ページを見る
editor-preview = 公開ページの見え方を確かめる
preview-title = 下書きです。まだ公開されていません
preview-text = 公開すると、いまの設定ではこのように見えます。この画面から意見は送れません。
preview-call = 募集の内容
preview-write = ご意見を書く画面
preview-back = 編集に戻る
editor-empty-what = 意見募集は、住民にたずねることを一つ決めて、期間のあいだ意見を受け付けるページです。計画をつくる前のアイデア募集にも、案へのパブリックコメントにも使えます。
editor-empty-how = まず下書きができます。問いかけの文、利用目的、テーマをそろえて「公開する」を押すまで、住民には見えません。
editor-new-link = 意見募集をつくる
editor-new-title = 意見募集をつくる
editor-new-lead = まず下書きをつくります。住民にはまだ見えません。ここで決めたことは、アドレスのほかは、あとから変えられます。
editor-new-button = 下書きをつくる
editor-save = 保存する
editor-saved = 保存しました。
editor-made = 下書きを作りました。公開するまで、職員だけが見られます。
editor-listed = 公開しました。だれでも見られます。
editor-drafted = 下書きに戻しました。職員だけが見られます。
editor-errors-text = まだ保存していません。入力した内容は残っています。
editor-late-title = ほかの人が先に保存しました
editor-late-text = あなたの内容はまだ保存していません。入力は欄に残してあります。違いがある欄の下に、いま保存されている内容を示しました。見比べて直し、もう一度保存してください。
editor-sections = この意見募集の設定
editor-section-publication = 公開
editor-section-basics = 基本
editor-section-texts = 文章
editor-section-themes = テーマ
editor-section-fields = たずねる項目
editor-languages = 言語
editor-need = ※必須
editor-theirs = いま保存されている内容：
editor-theirs-empty = （空欄）
editor-model = 日本語：

editor-title = 題名
editor-title-help = 住民が一覧で見る名前です。例：後期基本計画づくり ご意見募集
editor-slug = アドレス
editor-slug-help = 公開ページのアドレスの終わりに付きます。半角の英小文字、数字、「-」で2～60文字。あとから変えられません。
editor-slug-fixed = 公開ページのアドレスは { $path } です。変えられません。
editor-mode = 種類
editor-mode-ideas = 案をつくる前に、考えや困りごとを広く集めます。
editor-mode-public-comment = 案に対する意見を集めます。原則として30日以上受け付けます。
editor-moderation = 審査のしかた
editor-moderation-before = 担当者が見てから公開します。届いた時点では公開されません。
editor-moderation-after = 届くとすぐに公開し、あとから担当者が見ます。自動送信の疑いがあるものは、先に見ます。
editor-opens-on = 最初の日
editor-closes-on = 最後の日
editor-short-period-reason = 30日より短くする理由
editor-short-period-reason-help = パブリックコメントを30日より短くするときだけ書いてください。公開ページに載ります。ほかのときは保存しません。
editor-max-chars = 1件の文字数の上限
editor-max-chars-help = 100～5,000。長さを限る理由がなければ5,000のままにしてください。
editor-target-hours = 審査の目標（時間）
editor-target-hours-help = 1～720。届いてから何時間のうちに審査するか。過ぎた意見は、審査の画面で遅れとして示します。
editor-reactions = 共感のボタン
editor-reactions-help = 公開中のご意見に、住民が登録なしで「共感する」を押せるようにします。投票ではないことをボタンのそばに示し、数の順には並べません。受付は募集期間のあいだです。
editor-reactions-off = ボタンも数も表示しません。すでに届いた共感は消さずに残し、公開しません。
editor-reactions-shown = 押した人の数を、ご意見のそばに表示します。
editor-reactions-hidden = ほかの人の反応に左右されずに読めるように、数は募集が終わってから表示します。

editor-texts-fallback = 空いている欄は、英語か日本語の文をそのまま表示します。
editor-texts-readings = 振り仮名は「漢字{ "\u300A" }かんじ{ "\u300B" }」のように書きます。
editor-question = 問いかけ
editor-question-help = 何をたずねるのかを、2行ほどで。公開に必要です。例：10年後も住み続けたいまちにするために、何を大切にしたいですか。
editor-background = 趣旨・背景
editor-background-help = なぜ今たずねるのかを、3行ほどで。募集のページに載ります。例：令和8年度からの計画をつくります。案をつくる前に、皆さんの声をうかがいます。
editor-purpose = 利用目的
editor-purpose-help = 集めた意見と個人情報を何に使うか。送信ボタンの上に表示します。公開に必要です。変えると新しい版になり、意見ごとに送られたときの版を残します。例：いただいた内容は、後期基本計画をつくるためだけに使います。
editor-readers = だれが読むか
editor-readers-help = 例：企画の担当職員と、総合計画審議会の委員が読みます。
editor-usage = どう使うか
editor-usage-help = 例：テーマごとに整理し、計画のたたき台をつくる資料にします。
editor-next-steps = 募集のあとの流れ
editor-next-steps-help = 1行に1つずつ、順に書いてください。
editor-hints = 書くときの手がかり
editor-hints-help = 1行に1つずつ。書き出しに迷う人への問いかけです。

editor-first-theme = その他・わからない
editor-first-theme-hint = 迷ったときは、こちら
editor-themes-lead = 住民が一つ選びます（ほかに二つまで足せます）。二段まで分けられます。順番は矢印のボタンで変えます。
editor-theme-uses = 意見 { $n }件（2つ目、3つ目に選んだものも含む）
editor-theme-closed = 閉じています
editor-theme-up = 「{ $name }」を上へ
editor-theme-down = 「{ $name }」を下へ
editor-theme-code = 集計とファイルでのコード：{ $code }（名前を変えても変わりません）
editor-theme-save = このテーマを保存する
editor-theme-close = このテーマを閉じる
editor-theme-close-help = 新しい意見では選べなくなります（下の段も）。届いた意見には残ります。
editor-theme-open = もう一度選べるようにする
editor-theme-delete = このテーマを削除する
editor-theme-new = テーマを足す
editor-theme-add = このテーマを足す
editor-theme-parent = 置く場所
editor-theme-top = 上の段
editor-theme-under = 「{ $name }」の下
editor-theme-name = 名前
editor-theme-name-help = 60文字まで。
editor-theme-others-help = 空いている言語のページには、英語か日本語で表示します。足すときに書いた英語の名前は、集計とファイルでのコードのもとになります。
editor-theme-hint = ひとこと説明
editor-theme-hint-help = 120文字まで。例：バスや道路、公園、災害へのそなえ
editor-theme-others = ほかの言語でも表示する
editor-theme-used = 意見が{ $n }件あるため、削除できません。新しい意見で選べなくするには、閉じてください。
editor-theme-has-children = 下の段のテーマがあるため、削除できません。先に下の段を削除してください。
editor-theme-last = 公開中は、選べるテーマが一つ以上必要です。先に別のテーマを足してください。
editor-theme-open-refused = 先に上の段のテーマを選べるようにしてください。

editor-fields-lead = 意見を書く人に、その人のことをたずねます。少ないほど書きやすくなります。
editor-fields-small = 5人未満の組み合わせは、公開にしていても表示しません。
editor-requirement = { $field }の聞き方
editor-requirement-required = 答えないと送れません。
editor-requirement-optional = 答えなくても送れます。
editor-requirement-off = 画面に出しません。
editor-visibility = { $field }を見せる範囲
editor-visibility-public = 公開した意見のそばに表示します。
editor-visibility-staff = 職員の画面と庁内用のファイルだけに出します。
editor-visibility-aggregate = 意見のそばには出さず、まとめた数だけに使います。
editor-error-reactions-sooner = 募集が終わるまで、数を表示するように変えることはできません。「募集が終わってから表示する」と、読む方にお約束しています。
editor-error-visibility-wider = すでに答えた方がいるため、見せる範囲を広げることはできません。答えた方には、いまの範囲でお約束しています。
editor-choices = { $field }の選択肢
editor-choices-help = 1行に1つ、30まで。ほかの言語は「和田山 | Wadayama | vi: …」のように、縦線の右に、言語の記号を付けて書けます（英語は記号がいりません）。
editor-choices-how-title = 選択肢を書き換えるときは
editor-choices-how-keep = 同じ名前の行は、並べ替えても同じ選択肢のままです。
editor-choices-how-same = 行の数を変えずに名前だけを変えたときは、すでに答えた方がいれば、名前を直したのか、別の選択肢にしたのかを、保存の前におたずねします。
editor-choices-how-other = 行の数が変わると、名前の違う行は新しい選択肢になります。名前を直すことと、行を増やしたり減らしたりすることは、分けて保存してください。
editor-choices-how-gone = 消した選択肢は、新しい意見では選べなくなります。届いた意見には、元の名前のまま残ります。
editor-change = { $field }の選択肢の変え方
editor-change-rename = 名前を直した
editor-change-rename-text = 同じ選択肢です。届いた意見にも、新しい名前を表示します。
editor-change-replace = 別の選択肢にした
editor-change-replace-text = 届いた意見には、元の名前を残します。元の選択肢は、もう選べなくなります。
editor-change-pair = 「{ $old }」→「{ $new }」
editor-error-change = すでに答えた方がいる選択肢を変えています（{ $pairs }）。名前を直したのか、別の選択肢にしたのかを選んで、もう一度保存してください。両方あるときは、一つずつ変えて保存してください。
editor-error-change-apart = すでに答えた方がいる選択肢（{ $gone }）がなくなり、新しい行があります。名前を直したときは、行の数を変えずに、先にそれだけを保存してください。別の選択肢にしたときは、「別の選択肢にした」を選んでください。
editor-mail-never-public = お知らせを送るためだけに使い、暗号にして別に保管します。公開することはありません。
editor-mail-not-set-up = いまはメールを送る設定がないため、聞く設定にしても住民の画面には出ません。
editor-age-17 = 17歳以下
editor-age-18 = 18～29歳
editor-age-30 = 30代
editor-age-40 = 40代
editor-age-50 = 50代
editor-age-60 = 60代
editor-age-70 = 70代
editor-age-80 = 80歳以上
editor-relation-resident = 在住
editor-relation-worker = 在勤
editor-relation-student = 在学
editor-relation-other = その他

editor-draft-title = 公開の準備
editor-draft-ready = 必要なものがそろいました。内容を確かめて公開してください。
editor-draft-missing = あと{ $n }つで公開できます。
editor-needs-done = 済
editor-needs-todo = まだ
editor-needs-site-texts = サイトの文（市の名前、担当の窓口、電話番号かメールアドレス、個人情報の取扱い）
editor-needs-administrator = 管理者が「管理」で書きます。
editor-needs-title = 日本語の題名
editor-needs-question = 日本語の問いかけ
editor-needs-purpose = 日本語の利用目的
editor-needs-theme = 選べるテーマ（一つ以上）
editor-needs-period = まだ終わっていない期間
editor-unsaid = { $language }の文は、まだありません。その言語のページには、{ $instead }の文が出ます。
editor-list-button = この内容で公開する
editor-list-help = すぐに誰でも見られるようになります。受け付けるのは期間のあいだだけです。
editor-list-refused = { $n }つ足りないため、まだ公開できません
editor-listed-title = 公開しています
editor-listed-text = 誰でも見られます。内容を変えると、すぐに反映されます。
editor-unlist-button = 下書きに戻す
editor-unlist-help = 公開ページから消えます。意見が届くまでのあいだだけ戻せます。
editor-unlist-title = 下書きに戻せません
editor-unlist-refused = 意見が届いているため、下書きには戻せません。受付をやめるには、期間の最後の日を変えてください。
editor-open-themes = 選べるもの { $n }
editor-field-rule = { $field }：{ $rule }
editor-opinions = 届いた意見
editor-opinion-count = { $n }件

editor-error-blank = 「{ $field }」を書いてください。
editor-error-long = 「{ $field }」は{ $most }文字までです。{ $over }文字減らしてください。
editor-error-control = 「{ $field }」に、目に見えない制御文字が入っています。書き直してください。
editor-error-choose = 「{ $field }」を選んでください。
editor-error-number = 「{ $field }」は{ $least }～{ $most }の数字で書いてください。
editor-error-day = 「{ $field }」は、2000年から2100年までの実際にある日にしてください。
editor-error-period = 「最後の日」が「最初の日」より前です。どちらかを直してください。
editor-error-short-period = 期間が{ $days }日間です。パブリックコメントは{ $least }日以上にするか、「30日より短くする理由」を書いてください。
editor-error-slug = 「アドレス」は、半角の英小文字、数字、「-」で2～60文字にしてください（「new」は使えません）。
editor-error-slug-taken = アドレス「{ $slug }」は、別の意見募集で使っています。別のものにしてください。
editor-error-theme-levels = 「{ $sign }」は、上のテーマとの区切りに使うので、名前には入れられません。「・」などにしてください。
editor-error-theme-twice = 同じ場所に、同じ名前のテーマがあります。別の名前にしてください。
editor-error-theme-parent = 「置く場所」に選んだテーマの下には置けません。選び直してください。
editor-error-choices-few = 「{ $field }」を2つ以上書いてください。聞かないときは「聞かない」を選んでください。
editor-error-choices-many = 「{ $field }」は{ $most }までです。行を減らしてください。
editor-error-choices-blank = 「{ $field }」に、日本語のない行があります。縦線の左に日本語を書いてください。
editor-error-choices-twice = 「{ $field }」に「{ $label }」が二度あります。どちらかを消してください。
editor-error-choices-long = 「{ $field }」は、1つ{ $most }文字までです。長い行を縮めてください。
editor-error-choices-language = 「{ $field }」の「{ $label }」の行に、同じ言語の名前が2つあります。縦線の右は「vi: …」のように、言語の記号を付けて書いてください。

# ---- end consultations ----


## Staff: people

# ---- begin people ----

people-title = 職員
people-count = 利用中 { $count }人
people-waiting = パスワード未設定 { $count }人
people-add = 職員を追加する
people-add-lead = 追加すると、パスワードを決めるためのリンクが一度だけ表示されます。本人に渡してください。
people-add-button = 追加してリンクを作る
people-and = 、
people-roles = 権限
people-roles-help = 仕事に必要なものだけを選びます。いくつでも選べます。
people-roles-missing = 権限を1つ以上選んでください。「連絡先の書き出し」だけでは足りません。
people-role-administrator = 職員の追加と権限、市の情報、メールとジョブの状況、操作履歴を扱います。届いた意見の原文は読めません。
people-role-moderator = 届いた意見を原文で読み、公開するかどうかを決めます。
people-role-staff = 意見募集を作り、届いた意見を原文で読み、集計を見て、意見を書き出します。
people-role-department = 集計と、公開された意見の一覧を見ます。公開していない意見は読めません。担当する論点のページは、この版にはまだありません。
people-role-viewer = 集計と、公開された意見の一覧を見ます。公開していない意見は読めません。
people-role-auditor = 収支（受付と、公開・非公開などの件数の突き合わせ）、操作履歴、集計を確かめます。届いた意見の原文は読めません。
people-role-contacts = 「企画・集計」といっしょに付けると、提出者の連絡先つきで意見を書き出せます。書き出すたびに、パスワードを確かめ、操作履歴に残し、すべての管理者に知らせます。
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
people-late = 書いているあいだに、ほかの管理者がこの人を変えました。いまは「{ $name }」（{ $roles }）です。権限の印はいまの内容に戻しました。確かめて、もう一度保存してください。
people-link-heading = パスワードの再設定
people-link-lead = パスワードを忘れたときに使います。リンクを作ると、前に作ったリンクは使えなくなります。いまのパスワードは、本人が新しく決めるまで使えます。
people-link-button = 再設定のリンクを作る
people-link-heading-first = パスワードを決めるリンク
people-link-lead-first = まだパスワードを決めていません。渡したリンクをなくしたときや、期限（24時間）が切れたときに、新しいリンクを作ります。前のリンクは使えなくなります。
people-link-button-first = 新しいリンクを作る
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
site-lead = 公開ページの上と下、投稿のおねがい、個人情報の取扱いのページに使います。ほかの言語の欄が空のときは、英語か日本語を表示します。
site-errors-text = まだ保存していません。入力した内容は残っています。
site-saved = 保存しました
site-late = 書いているあいだに、ほかの管理者が保存しました。違うところには、いま保存されている内容を並べています。確かめて、もう一度保存してください。
site-empty = （何も書かれていません）
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
site-phone-help = 電話番号かメールアドレスの、少なくとも片方が必要です。
site-mail-help = 住民からの問い合わせを受けるアドレスです。どの言語のページにも同じものを表示します。
site-mail-bad = メールアドレスの形になっていません。「kikaku@city.example.jp」のように書いてください。
site-contact-missing = 電話番号かメールアドレスのどちらかを書いてください。問い合わせ先として公開ページに載ります。
site-guideline = 投稿のおねがい
site-guideline-help = 書き方の基本の5項目がこの前に、公開しない理由の一覧がこのあとに、自動で付きます。同じことを書く必要はありません。5,000文字まで。
site-privacy = 個人情報の取扱い
site-privacy-help = 利用目的、第三者への提供、保存期間、問い合わせ先を書きます。5,000文字まで。
site-offer = 文の案を入れてあります。市に合わせて直し、保存すると公開されます。
site-missing = 「{ $label }」を書いてください。
site-too-long = 「{ $label }」は{ $max }文字までにしてください。
site-control-character = 「{ $label }」に、使えない文字（改行や制御文字）があります。消して書き直してください。
site-not-ready = まだ公開の準備ができていません
site-not-ready-text = 最初の住民を迎える前に、市の名前、担当の窓口、電話番号かメールアドレス、個人情報の取扱いを日本語で書いて保存してください。
site-proxy = プロキシの先の人を見分けられません
site-proxy-text = いまの設定では、プロキシの先にいる人がすべて同じ1つの回線と数えられ、多数の送信として止められることがあります。KOE_TRUSTED_PROXIES にプロキシのアドレスを設定し、プロキシが X-Forwarded-For を付けていることを確かめてください。
site-no-mail = メールサーバーが設定されていません
site-no-mail-text = 投稿の画面ではメールアドレスを聞かず、お知らせも送りません。送るときは KOE_SMTP_URL と KOE_MAIL_FROM を設定して、Koeを起動し直してください。
site-given-up = 中止した処理が{ $count }件あります
site-given-up-mail = メールを見る（{ $count }件）
site-given-up-jobs = ジョブを見る（{ $count }件）
site-guideline-offer =
    ご意見は、どなたでも書くことができます。お名前や登録はいりません。短くてもかまいません。

    これは投票ではありません。同じご意見の数だけで決めるのではなく、内容を大切に検討します。
site-privacy-offer =
    利用目的
    お寄せいただいたご意見と、任意でお答えいただいた年代・地区などは、意見募集の対象となる計画や事業を検討するためだけに使います。メールアドレスは、受付と審査の結果をお知らせするためだけに使います。

    第三者への提供
    法令に基づく場合を除き、ご本人の同意なく第三者に提供することはありません。公開するのは、ご意見の文（個人情報などは、見つけしだい伏せます）と、募集のページで公開すると示した項目だけです。

    保存期間
    メールアドレスなどの連絡先は、暗号にしてご意見とは別に保存し、意見募集が終わってから{ $days }日後に削除します。ご意見の文と審査の記録は、市の文書管理の規程に従って保存します。

    取下げ
    ご意見は、受付票の番号とコードで、いつでも取り下げることができます。取り下げると、公開ページから消えます。

    問い合わせ
    個人情報の取扱いについては、このページの下にある担当の窓口にお問い合わせください。
log-title = 操作履歴
log-order = 職員の操作を1つずつ記録し、新しいものから順に並べています。
log-chained = ハッシュ値は、その記録の内容と1つ前の記録のハッシュ値から計算したものです。途中の記録を書き換えたり消したりすると、そこから先が合わなくなります。監査の「収支」のページか koe check で、全体を確かめられます。
log-number = { $n }番
log-hash = ハッシュ値
log-file = ファイルのSHA-256
log-called = { $title }（{ $name }）
log-nobody = 登録のない職員ID
log-first-administrator = 最初の管理者
log-named = { $what }：{ $value }
log-change = { $what }：「{ $old }」から「{ $new }」へ
log-rewritten = { $what }：書き換え
log-state-kept = 状態：「{ $state }」のまま
log-searched = 言葉の検索あり
log-nothing-changed = 保存だけで、変わったところはありません
log-listed = 公開しました
log-unlisted = 下書きに戻しました
log-contacts = 連絡先 { $n }件
log-all-rows = すべての表で{ $n }行
log-theme-name = テーマの名前
log-theme-add = テーマ「{ $name }」を追加
log-theme-save = テーマ「{ $name }」の説明などを変更
log-theme-up = テーマ「{ $name }」を上へ移動
log-theme-down = テーマ「{ $name }」を下へ移動
log-theme-close = テーマ「{ $name }」を閉じた
log-theme-open = テーマ「{ $name }」をもう一度選べるようにした
log-theme-delete = テーマ「{ $name }」を削除
log-empty = ここには、まだ記録がありません。
log-pages = ページ送り
log-older = 前の記録
log-newest = 最新の記録
told-title = 連絡先つきの書き出しが{ $count }件ありました
told-look = 誰が何を書き出したかを見る
told-page = 連絡先つきの書き出し
told-lead = 提出者の連絡先を入れて書き出した記録です。新しいものから順に並べています。心当たりのないものがあれば、その職員に確かめ、必要なら「職員」で権限を外してください。
told-later = まだ確認していないもののうち、古い方から{ $shown }件を表示しています。確認すると、残りの{ $later }件が表示されます。
told-button = { $count }件を確認しました
told-log = すべての操作履歴
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
act-meeting-added = 会議を加えた
act-meeting-changed = 会議を直した
act-meetings-united = 会議をまとめた
act-meeting-removed = 会議を消した
act-dots-mended = 会場の共感シールの数を直した
act-transcribed = 紙・電話・窓口の意見を書き写した
act-transcript-checked = 書き写しを原本と照合した
act-comparison-waived = 書き写しを照合せずに審査へ回した
log-transcript-mended = 原本に合わせて文を直した
act-fields-changed = たずねる項目の変更
act-decided = 審査
act-corrected = 提出者による訂正
act-withdrawn = 提出者による取下げ
act-address-left = 提出者によるお知らせの宛先の登録
act-address-removed = 提出者によるお知らせの宛先の削除
act-unsubscribed = メールのリンクによるお知らせの終了
act-export-asked = 書き出しの依頼
act-export-fetched = 書き出しのダウンロード
act-archive-written = すべての記録の書き出し
act-export-written = コマンドでの書き出し
act-contacts-exported = 連絡先つきの書き出し
act-contacts-refused = 連絡先つきの書き出しでパスワード違い
act-import-asked = 取り込みの開始
act-opinions-imported = 意見の取り込み
act-import-stopped = 取り込みの取りやめ
act-contacts-purged = 連絡先の削除
act-job-retried = ジョブの再実行
detail-set-up-link = 最初の設定のリンクから
detail-one-time-link = 一度だけ使えるリンクから
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
job-needless = 送らずに終了
job-next = 次は { $at }
job-retry = もう一度試す
mail-retry-all = 中止したお知らせを、すべてもう一度送る
job-retry-which = （{ $kind } { $receipt }）
job-limit = 中止したもの、失敗して再試行を待つものを先に、あとは新しい順に、200件まで表示しています。終わったものは30日で消えます。
job-letter-received = 受付のお知らせ
job-letters = 中止したお知らせのすべて
job-letter-decided = 審査結果のお知らせ
job-export = 書き出し
job-import = 取り込み
job-purge = 期限を過ぎたものの削除
job-error-no-mail = メールサーバーが設定されていないため、送っていません。
job-error-enough = このあて先には、その日に3通を送っていました。受け付けたことは受付票で伝えてあるため、送っていません。
job-error-overtaken = 送る前に、次の判断や提出者の訂正・取下げがあったため、送っていません。
job-error-no-address = あて先のアドレスは、保存期限を過ぎたか、本人がお知らせをやめたために消してあり、送っていません。
job-error-refused = メールサーバーが断りました。あて先が違うか、受け取れないアドレスです。
job-error-password = メールサーバーが、このシステムのIDかパスワードを受け付けません。KOE_SMTP_URL を確かめてください。
job-error-forbidden = メールサーバーが、このシステムからの送信を許していません。送信元（KOE_MAIL_FROM）とサーバーの設定を確かめてください。
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
check-file-damaged = データベースに壊れた所か、欠けた行があります: { $damage }
check-folder = データフォルダを見られるのは、持ち主だけです
check-folder-open = データフォルダを、この機械のほかの利用者も見られます（{ $mode }）。chmod 700 で閉じてください
check-key = 鍵はこのデータベースのものです
check-key-missing = 鍵のファイル { $place } がありません。控えがあれば戻してください
check-key-unreadable = 鍵のファイル { $place } はありますが、読めません（{ $why }）。ファイルの持ち主とモードを確かめてください
check-key-open = 鍵のファイル { $place } を、この機械のほかの利用者も読めます（{ $mode }）。chmod 600 で閉じてください
check-key-characters = { $place } にあるのは鍵ではありません。鍵は、base64urlの43文字（32バイト）です
check-key-length = { $place } の鍵は{ $chars }文字で、長さが違います。鍵は、base64urlの43文字（32バイト）です
check-key-other = 鍵がこのデータベースのものではありません。連絡先を読めません
check-log = 操作履歴はつながっています（{ $entries }件）
check-log-broken = 操作履歴の { $entry } 番が、前の記録とつながりません
check-balance = 収支 { $slug }: { $received } = { $parts }
check-balance-wrong = 収支 { $slug } が合いません: { $received } ≠ { $parts }
check-words = 状態や理由などの言葉は、すべて読めます
check-words-unknown = 知らない言葉があります: { $words }
check-public = 公開する文は、公開の状態の意見だけにあります
check-public-wrong = 公開する文と状態が合わない意見:
check-texts = 公開文は、どれもいまの文章の一部を伏せただけのものです
check-texts-wrong = 文章か公開文が、Koeの外で書き換えられています:
check-decisions = 審査結果の番号は続いています
check-decisions-wrong = 審査結果の番号が続いていない意見:
check-states = いまの状態は、最後の審査結果と同じです
check-states-wrong = いまの状態が、最後の審査結果と違う意見:
check-decided = 審査なしに状態が変わった意見はありません
check-decided-wrong = 審査なしに状態が変わった意見:
check-numbers = 受付番号は1から続いています（{ $count }件）
check-numbers-others = 受付番号は続いています（{ $count }件。ほかに、取り込み中の番号が{ $on_the_way }、取り込みで使わずに終わった番号が{ $given_up }）
check-numbers-wrong = 受付番号が続いていません: 発番 { $counter }、最大 { $highest }、意見 { $opinions }件
check-reactions = 共感の数は、残っている記録と合っています
check-reactions-wrong = 共感の数が、残っている記録と合わない意見があります:
check-search = 検索の索引は、意見と1件ずつ合っています
check-search-due = これから検索の索引に入る意見が{ $count }件あります。koe serve が動いていれば、まもなく入ります
check-search-wrong = 検索の索引が合いません: 不足 { $missing }件、余分 { $surplus }件。直すには、koe migrate を実行してください
check-proxy = プロキシの先の人を見分けられない接続がありました。KOE_TRUSTED_PROXIES と、プロキシが X-Forwarded-For を付けているかを確かめてください

# ---- end site, log, mail and jobs ----


## Staff: counts

# ---- begin counts ----

balance-title = 収支
balance-text = 受け付けた意見が1件も失われず、どれもどこかに一度だけ数えられていることを確かめるページです。意見の文章は出ません。
balance-print = 印刷する
balance-checks = 確かめた結果
balance-adds-up = 受付{ $n }件は、状態ごとの件数の計と同じです。
balance-adds-up-not = 受付の件数が、状態や理由ごとの件数の計と合いません：{ $titles }
balance-runs-on = 受付番号は、1番から{ $n }番まで、行き先がすべて分かります。
balance-runs-on-not = 受付番号の行き先に、分からないものがあります。
balance-log-whole = 操作履歴{ $n }件は、始めから終わりまでつながっています。書き換えられた記録も、抜けた記録もありません。
balance-log-broken = 操作履歴の{ $n }番が、前の記録とつながりません。書き換えられたか、消されたおそれがあります。
balance-log-long = 操作履歴は{ $n }件あり、確かめるのに時間がかかります。開くたびには確かめません。
balance-log-verify = 操作履歴をいま確かめる
balance-log = 操作履歴を読む
balance-all = すべての意見募集
balance-head = 区分
balance-count = 件数
balance-coming = このほかに、取り込み中のファイルが{ $files }つあります（番号{ $numbers }件分）。全部の行がそろうまで、受付には数えません。
balance-numbers = 受付番号
balance-numbers-given = 出した番号
balance-numbers-received = 受け付けた意見の番号
balance-numbers-coming = 取り込み中のファイルの番号
balance-numbers-given-up = 取り込みで使わずに終わった番号（欠番）
balance-numbers-note = 欠番は、ファイルの取り込みを途中でやめたときなどにできます。
balance-sheet-wrong = 計が合いません。システムの管理者に、この画面を見せてください。
balance-note = 非公開の理由は、最後の審査結果によります。審査結果や公開文の食い違いなど、ほかの点検は、サーバーで koe check を動かすと行えます。

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
board-in-steps = 「{ $tables }」は、ひとりの答えが分からないよう、5件たまるごとに数え直します。
board-keeps-back = 次の表は、条件をつけず、提出者が5人以上のときだけ表示します：{ $tables }。条件でしぼって一人の答えを知ることができないようにするためです。
board-theme-note = 意見を、主なテーマで1回だけ数えています。図は大きなテーマの件数です。
board-theme-table = テーマ別の表
board-state-table = 状態ごとの件数・文面数・提出者数
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
board-note-lists = 件数を押すと、その意見の一覧が開きます。
board-note-published = 「公開」と「一部伏せて公開」の件数を押すと、その意見の一覧が開きます。ほかの状態の意見は、件数だけが分かります。
board-note = 異なる文面数は、空白・記号・かなの種類などの違いを除いて数えます。提出者数は、一度の訪問で続けて送られた意見を1人と数えます。ここに出ている数は、少ない数も伏せていません（庁内用）。
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
filter-words-cut = 言葉は、始めの{ $chars }文字・{ $words }語まででさがしています。
filter-gone = この意見募集にない条件のため、しぼりこんでいません（{ $condition }）
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
opinions-public-title = 公開された意見
opinions-public-text = 公開ページで誰もが読めるものだけを、新しい順に並べています。公開していない意見と、伏せた言葉は、検索しても出てきません。
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
export-list-cut = 新しいほうから{ $count }件です。これより前のものは、ここには出ません。
export-list-empty = 24時間のあいだに頼んだ書き出しはありません。
export-no-conditions = 条件なし（この意見募集のすべて）
export-change-conditions = 集計の画面で条件を選ぶ
export-profile = 使いみち
export-profile-public = 公開用
export-profile-office = 庁内用
export-profile-contact = 管理用（連絡先つき）
export-profile-public-text = 公開した意見だけ。伏せ字は〔個人情報のため非公開〕のように書き、公開しない属性は入りません。
export-profile-office-text = すべての状態の意見と、書かれたままの原文、審査の結果。連絡先は入りません。庁外に出さないでください。
export-only-counted = 人数だけを数える属性（{ $names }）は、1件ずつのファイルには入りません。取り込み直しても戻りません。
export-only-counted-and = 、
export-profile-contact-text = 庁内用に、提出者のメールアドレスを加えたもの。連絡先は個人情報です。書き出したことは操作履歴に残り、すべての管理者に知らせます。
export-password = あなたのパスワード
export-password-help = 連絡先つきで書き出すときだけ入力します。
export-password-missing = 連絡先つきで書き出すには、あなたのパスワードを入力してください。
export-password-wrong = パスワードが違います。サインインに使うものを入力してください。
export-contact-tool = 分析ツール用の形式では、連絡先つきの書き出しはできません。ほかの形式を選んでください。
export-format = 形式
export-format-xlsx = XLSX
export-format-csv = CSV（Excel用）
export-format-csv-plain = CSV（UTF-8）
export-format-csv-cp932 = CSV（Shift_JIS）
export-format-jsonl = JSON Lines
export-format-xlsx-text = Excelなどの表計算でそのまま開けます。日付と時刻は、並べ替えや計算に使えます。
export-format-csv-text = Excelで開けるUTF-8（BOM付き）。「=」「+」「-」「@」などで始まる欄には、数式にならないよう先頭に「'」を1つ付けます。
export-format-csv-plain-text = ほかのプログラムで読むためのもの。BOMも「'」も付けず、文章をそのまま書きます。
export-format-csv-cp932-text = 古いソフトのための文字コード（CP932）。書けない文字は「〓」にして、行・列・文字の一覧を付けます。「=」などで始まる欄には「'」を1つ付けます。
export-format-jsonl-text = 1行に1件のJSON。文章をそのまま、テーマや状態はコードで書きます。
export-tools = ほかの分析ツールで使うとき
export-format-kouchou-ai = 広聴AI
export-format-kouchou-ai-text = 列は comment-id、comment-body、source、url と、attribute_ で始まる属性です。取り下げられた意見と非公開の意見は、状態の条件で選んだときだけ入ります。
export-format-talk-to-the-city = Talk to the City
export-format-talk-to-the-city-text = 列は id、interview、comment です。取り下げられた意見と非公開の意見は、状態の条件で選んだときだけ入ります。
export-format-sensemaking = sensemaking-tools
export-format-sensemaking-text = 列は participant_id、survey_text と、demo: で始まる属性です。取り下げられた意見と非公開の意見は、状態の条件で選んだときだけ入ります。
export-format-themefinder = ThemeFinder
export-format-themefinder-text = 列は response_id、response です。取り下げられた意見と非公開の意見は、状態の条件で選んだときだけ入ります。
export-columns = 列の説明（CSV）
export-lost = この文字コードにない文字が{ $n }文字あり、「〓」にしました。
export-lost-list = 一覧（CSV）
export-button = この内容で書き出す
export-call-missing = 意見募集を選んでください。
export-condition-gone = いまはない条件（{ $condition }）
export-condition-unknown = 条件「{ $value }」は、この意見募集にありません。集計の画面で条件を選び直してください。
export-words-too-many = 検索の言葉が多すぎます。100文字以内、12語までにして、集計の画面で入れ直してください。
export-profile-missing = 使いみちを選んでください。
export-format-missing = 形式を選んでください。
export-choose-columns = 列を選ぶ・並べかえる
export-columns-kept = （{ $profile }：選んである{ $count }列だけを書き出します）
export-columns-help = 1行に1つの列です。行を消すとその列は書き出されず、行を入れかえると順番が変わります。空にすると、すべての列です。次に開いたときも、この並びが出ます。分析ツール用の形式では使いません。
export-columns-office = 庁内用の列
export-columns-public = 公開用の列
export-columns-contact = 管理用の列
export-columns-all = 書き出せる列：{ $columns }
export-columns-chosen = 選んだ{ $count }列
export-column-unknown = 「{ $column }」という列はありません。消すか、書き出せる列の名前に直してください。
export-public-attributes = 公開用は、地区・年代・市との関わりの条件では書き出せません（全員の属性が分かってしまうため）。この条件を外すか、庁内用を選んでください。
export-condition-counted = 人数だけを数える属性の条件は、1件ずつのファイルには使えないので外しました。数は集計の画面で見られます。
export-office-counted = 集計だけに使う項目の条件では書き出せません。この条件を外してください。数は集計の画面で見られます。
export-look-again = いまの状況を見る
export-waiting = 順番を待っています。
export-running = 書き出しています（{ $total }件中{ $done }件）。
export-done = { $moment }現在・{ $rows }・{ $size }
export-rows = { $count ->
   *[other] { $n }件
}
export-sha256 = SHA-256
export-download = ファイルをダウンロード（{ $format }）
export-again = もう一度書き出す
export-failed-too-long = 書き出せませんでした。{ $receipt }の文章が長く、Excelの1つの欄（32,767文字）に入りません。CSVを選んでください。
export-failed-too-many-rows = 書き出せませんでした。Excelの1つのシートに入る行数（1,048,576行）を超えています。条件を足すか、CSVを選んでください。
export-failed-disk = 書き出せませんでした。サーバーの空き容量が足りないか、書き込めません。管理者に知らせてください。
export-failed-right = 書き出しませんでした。連絡先つきの書き出しに要る権限が、いまはありません。
export-failed-other = 書き出せませんでした。記録を残しましたので、管理者に知らせてください。
export-delete = 削除する
export-outdated-contacts = このファイルを作ったあとに、意見を取り下げた人か、連絡先を消した人がいます。もう一度書き出してください。
export-outdated = このファイルを作ったあとに、取り下げや非公開になったご意見があるか、たずねる項目や見せ方が変わりました。もう一度書き出してください。
lost-line = 行
lost-column = 列
lost-character = 文字
lost-number = 文字番号
codebook-column = 列名
codebook-heading = 見出し
codebook-type = 型
codebook-unit = 単位
codebook-note = 説明
codebook-one-code = コード
codebook-label = コードの意味
codebook-file = （ファイル全体）
codebook-file-csv = 文字コードはUTF-8（BOM付き）、行の区切りはCRLF。「=」「+」「-」「@」（全角も）、タブ、改行（CR）で始まる欄には、計算式にならないように「'」を1つ付けてあります。もとの文字にするには、先頭の「'」を1つ取ってください。
codebook-file-cp932 = 文字コードはWindowsのShift_JIS（CP932）、行の区切りはCRLF。書けない文字は「〓」で、別の一覧にあります。「=」「+」「-」「@」（全角も）、タブ、改行（CR）で始まる欄には、計算式にならないように「'」を1つ付けてあります。もとの文字にするには、先頭の「'」を1つ取ってください。
codebook-file-plain = 文字コードはUTF-8（BOMなし）、行の区切りはCRLF。文字は何も足さず、そのまま書いてあります。
codebook-file-xlsx = 文字の欄は、計算式にならない文字のセルです。文字は何も足さず、そのまま書いてあります。
codebook-file-jsonl = 文字コードはUTF-8（BOMなし）、1行に1件。項目の名前は「列名」で、選択肢はコードです。文字は何も足さず、そのまま書いてあります。
codebook-text = 文字
codebook-number = 整数
codebook-day = 日付（YYYY-MM-DD。XLSXでは日付のセル）
codebook-moment = 日時（YYYY-MM-DDThh:mm:ss+09:00。XLSXでは市の時間帯での日付と時刻のセル）
codebook-code = コード（1つ）
codebook-codes = コード（いくつか。表では1つずつ改行して並べる）
codebook-unit-version = 版
codebook-unit-dots = 枚
codebook-unit-people = 人
codebook-note-receipt = 受付番号の年度（R6-0123-7 なら令和6年度）は、番号を付けた日の年度です。受け付けた日の年度と違うことがあります。
codebook-note-submitted = 紙などで届き、時刻が分からないものは、その日の0時0分0秒です。
codebook-note-meeting = 付せんが貼られた会議の、開催日と名前（2024-11-23 会議の名前）
codebook-note-reactions = 公開中に「共感する」を押した人の数（クッキーで見分けたもの）。投票ではありません。会場の共感シールとは別に数え、足し合わせません。
codebook-note-number = 受付番号の中ほどの数字です（R6-0123-7 なら 123）。
codebook-note-submitter = このファイルの中だけの番号。続けて送られた意見は同じ番号になります。
codebook-note-text = いまの版の文章。書かれたままです。
codebook-note-public-text = 公開している文章。伏せた所は〔理由のため非公開〕です。
codebook-note-version = 送られたままなら1。直すたびに1つ増えます。
codebook-note-masks = 原文の何文字目からどこまでを、どの理由で伏せたか。1文字目の前を0と数える（「3-7 personal_info」は4文字目から7文字目まで）
codebook-note-external-id = 取り込んだファイルでの番号です。もとの表と突き合わせるときに使います。
codebook-note-external-list = その番号をつけた一覧の名前です。名前をつけていない一覧なら空です。
codebook-note-received-place = 紙・電話・窓口の意見を受け付けた場所です。
codebook-note-recorded-by = 紙などの意見を入力したか、ファイルを取り込んだ職員です。提出者ではありません。
codebook-note-mail = 提出者が書いた連絡先。書き出した時点で、期限がきて消えていれば空です。
export-sheet = 意見一覧
export-file-public = 意見一覧_公開
export-file-office = 意見一覧_庁内
export-file-contact = 意見一覧_管理
column-receipt = 受付番号
column-number = 通し番号
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
column-url = 公開ページ
column-submitter = 提出者
column-reviewed = 審査日時
column-decided = 今の状態になった日時
column-message = 本人へのお知らせ
column-note = 職員のメモ
column-due = 保留の期限
column-masks = 伏せ字の位置
column-table = テーブル
column-dots = 会場の共感シール（枚）
column-reactions = 共感（人）
column-meeting = 会議
column-external-id = 取り込み元の番号
column-received-place = 受付場所
column-recorded-by = 入力した職員
column-place = 会議の会場

# ---- end exports ----

## Staff: imports

# ---- begin imports ----

import-title = 取り込み
import-lead = Excelや紙、ほかの仕組みで集めた意見を、ここに取り込みます。列の意味を確かめ、試し読みをしてから取り込むので、途中で元に戻せます。
import-errors-text = まだ取り込んでいません。
import-new = ファイルを選ぶ
import-call = 取り込む意見募集
import-file = ファイル
import-file-help = CSV（UTF-8、UTF-16、Shift_JIS）かXLSX、150 MBまで。1行目が見出し、1行が1件の意見の表です。
import-upload = 読み込んで、列を確かめる
import-file-missing = ファイルを選んでください。
import-file-too-slow = 届く速さが1秒に32 KBより遅いため、受け取りをやめました。つながりのよい所からもう一度送るか、ファイルを分けるか、コマンド（koe import）で取り込んでください。
import-file-too-large = ファイルが150 MBより大きいため、読み込めません。分けるか、コマンド（koe import）で取り込んでください。
import-same-file = 同じファイルを{ $moment }に取り込んであります。新しいものはないので、何も取り込みません。
import-list-title = これまでの取り込み
import-list-empty = この意見募集に取り込んだファイルは、まだありません。
import-list-note = 取り込まなかったファイルは、7日後に消えます。
import-look-again = いまの状況を見る
import-back = 取り込みの一覧へ戻る
import-rows = { $n }件
import-desk-page = 画面
import-desk-shell = コマンド
import-state-mapping = 列を確かめるところ
import-state-checking = 試し読みしています
import-state-checked = 試し読みが済みました
import-state-running = 取り込んでいます
import-state-applied = 取り込みました
import-state-stopping = 取りやめています
import-state-stopped = 取りやめました
import-state-failed = 読めませんでした
import-checking-rows = 試し読みしています（{ $n }行目）。
import-running-rows = 取り込んでいます（{ $total }件中{ $done }件）。終わるまで、ほかの人には見えません。
import-stopping-rows = 取りやめています。書いたものを消しています。
import-stop = 取りやめる
import-stop-text = 取りやめると、このファイルからは1件も残りません。
import-applied-text = { $moment }に{ $n }件を取り込みました。
import-applied-queue = 審査の一覧に入りました。
import-applied-public = 「{ $reason }」として、審査を済ませて公開しました。
import-applied-some = 「{ $reason }」として、審査を済ませて公開しました。よそで採られなかったか取り下げられたものは、公開せずに審査の一覧に入れました。
import-applied-kept = 「{ $reason }」として、ファイルに書いてある状態で取り込みました。
import-see = 意見の一覧で見る
import-see-meeting = この会議の付せんを見る
import-stopped-text = 1件も取り込んでいません。もう一度取り込むときは、ファイルを選び直してください。
import-file-facts = { $size }・{ $form }
import-form-csv = { $encoding }の文字、区切りは「{ $separator }」
import-form-tab = タブ
import-form-xlsx = シート「{ $sheet }」
import-unseen-sheet = 表計算の画面では見えないシート「{ $sheet }」は、読んでいません。
import-unseen-columns = 表計算の画面では見えない列（{ $columns }）も読んでいます。
import-unseen-rows = 表計算の画面では見えない行（{ $n }行）も読んでいます。
import-source-koe = この仕組みから書き出したファイルの形です。
import-source-kouchou-ai = 広聴AIのファイルの形です。
import-source-polis = Polis の comments.csv の形です。
import-source-decidim = Decidim の提案のファイルの形です。
import-source-google-forms = Google フォームの回答の形です。
import-source-logo-form = LoGoフォームの回答の形です。
import-source-sheet = 見出しの言葉から、列の意味を推しはかりました。
import-source-kept = 前に同じ見出しのファイルで選んだとおりにしてあります。
import-plan-title = 列の意味・書いていない行の扱い・審査
import-columns-title = 列の意味
import-columns-help = 列ごとに、何が書いてあるかを選びます。使わない列は「使わない」のままにします。
import-column = { $letters }列「{ $head }」
import-column-no-head = { $letters }列（見出しなし）
import-passed-over = { $letters }列の「{ $head }」は使いません。使うのは{ $used }列です。
import-stands-in = { $letters }列の「{ $head }」は、{ $used }列が空の行だけで、その言語の意見として使います。
import-known-by-now = { $letters }列の「{ $head }」は、前に「使わない」を選んであります。いまは「{ $meaning }」の列として読めます。使うときは、選び直してください。
import-column-samples = 例：{ $samples }
import-column-blank = 例：（空）
import-defaults-title = 書いていない行の扱い
import-theme = テーマがない行のテーマ
import-channel = 提出方法がない行の提出方法
import-meeting = ワークショップのとき、その会議
import-meeting-none = ワークショップの意見ではない
import-meeting-help = 会議を選ぶと、提出方法は「ワークショップ」になり、テーブルと共感シールの列を使えます。
import-day = 受付日がない行の受付日
import-day-help = 例：2026-11-23、令和8年11月23日。空なら、付せんは会議の日、ほかは今日になります。
import-day-wrong = 日付を「2026-11-23」か「令和8年11月23日」のように書いてください。先の日付は使えません。
import-numbering = 番号をつけた一覧
import-numbering-which = どの一覧の番号か
import-numbering-help = 番号が、どの一覧でつけられたものかを選びます。同じ一覧の続きなら、前に取り込んだ行は番号で分かります。別の一覧なら、同じ番号でも別の意見として取り込みます。
import-numbering-known = { $name }（前に取り込んだのは「{ $file }」）
import-numbering-first = { $name }（この一覧は、はじめて取り込みます）
import-numbering-new = 別の一覧（「{ $name }」と名づけます）
import-numbering-unnamed = とくに名前をつけていない一覧
import-numbering-clash = 前に取り込んだ意見と番号が同じで、文が違う行が{ $n }行あります。
import-numbering-elsewhere = 番号も文も同じ意見が、別の一覧からもう入っている行が{ $n }行あります。同じ一覧の続きなら、このまま取り込むと同じ意見が2件になります。
import-numbering-choose = どの一覧の番号かを選ぶ
import-numbering-option = 別の一覧の番号なら、{ $option } に一覧の名前を書いてください。
import-review-title = 審査
import-review-forbidden = 審査の一覧に入れずに公開できるのは、審査担当の役割もある人だけです。
import-review-queue = 審査の一覧に入れる
import-review-queue-text = ほかの意見と同じく、1件ずつ審査してから公開します。
import-review-checked = ほかで確かめてあるので、そのまま公開する
import-review-checked-text = どこでどう確かめたかを書きます。操作履歴に残ります。
import-review-kept = ファイルに書いてある状態のまま取り込む
import-review-kept-text = 公開・非公開・保留などの審査結果と伏せ字を、ファイルの列のとおりにします。どこで審査したかを書きます。
import-reason = 確かめた方法
import-reason-missing = どこでどう確かめたかを書いてください。
import-encoding = 文字コード
import-encoding-title = 文字コードを選ぶ
import-encoding-help = ふだんは自動で見分けます。CSVの文字が読めないときや化けるときに選びます。
import-encoding-auto = 自動で見分ける
import-sheet = 読むシート
import-reread = 読み直す
import-reread-title = 文字が化けている・ほかのシートを読む
import-words-title = 一覧にない言葉
import-words-help = この意見募集の選択肢にない言葉です。何にあたるかを選んでください。
import-words-more = ほか{ $n }語あります。ここまでを選んでから、もう一度試し読みしてください。
import-word = { $meaning }「{ $word }」（{ $n }行）
import-word-choose = 選んでください
import-word-codes = { $option } に書けるもの：{ $codes }。「=」のあとを空けると、書いていないことにします。
import-word-blank = 書いていないことにする
import-word-theme-blank = 「テーマがない行のテーマ」にする
import-word-new = 新しいテーマ「{ $word }」を作る
import-word-choice = 新しい選択肢「{ $word }」を作る
import-word-all = { $meaning }の言葉{ $n }語をまとめて決める
import-word-one-by-one = まとめずに、下で1つずつ選ぶ
import-word-all-themes = 下で選んでいないものは、すべて新しいテーマにする
import-word-all-choices = 下で選んでいないものは、すべて新しい選択肢にする
import-check = 試し読みする
import-check-again = もう一度試し読みする
import-changed-elsewhere = ほかの人が先に進めたため、いまの状況を表示しています。もう一度、確かめてください。
import-lack-text = 意見の列を選んでください。
import-lack-theme = テーマがない行のテーマを選んでください。
import-lack-state = 状態の列がありません。どの列が状態かを選ぶか、審査の選び方を変えてください。
import-lack-meeting = テーブルや共感シールの列があります。どの会議のものかを選んでください。
import-lack-answer = 「{ $word }」に選んだものが、いまの選択肢にありません。選び直してください。
import-lack-doubled = 「{ $meaning }」を2つ以上の列に選んでいます。1つにしてください。
import-lack-theme-name = 「{ $word }…」は、テーマの名前にできません（{ $max }文字まで、改行なし、「／」は上のテーマとの間に1つだけ）。テーマの列が違うかもしれません。
import-lack-choice-name = 「{ $word }…」は、選択肢の名前にできません（{ $max }文字まで、改行や「|」なし）。列の意味が違うかもしれません。
import-lack-new-choices = 「{ $field }」の選択肢は{ $max }個までです。列の意味が合っているか、確かめてください。
import-lack-new-themes = 一度に作れるテーマは{ $max }個までです。列の意味が合っているか、確かめてください。
import-report-title = 試し読みの結果
import-report-ready = 取り込む意見
import-report-waiting = うち、公開せずに審査の一覧に入れる意見（よそで採られなかったか、取り下げられたもの）
import-report-rows = 表の行
import-report-early = 受付日が募集の始まりより前の行（まちがいでなければ、そのまま取り込めます）
import-report-early-rows = { $more ->
    [0] { $n }（{ $rows }行目）
   *[other] { $n }（{ $rows }行目など）
 }
import-report-themeless = うち、テーマのない行（「テーマがない行のテーマ」で取り込みます）
import-report-known = 番号から、もう取り込んであると分かった行
import-report-doubled = ファイルの中で番号が重なった行（先の行だけ取り込みます）
import-report-meetings = 付せんの会議
import-report-added = 取り込むときに加える会議
import-report-unsure = 「{ $meetings }」は、同じ日の同じ名前の会議が複数あり、どれか分かりません。ファイルに「会場」の列を足して、もう一度読み込んでください。
import-report-elsewhere = 番号も文も同じ意見が、別の一覧で取り込んである行（取り込みます）
import-report-blank = 意見が空の行（取り込みません）
import-report-wrong = 直す所のある行
import-report-unclear = 意味の分からない言葉がある行
import-report-unknown = 一覧にない言葉
import-nothing-new = 新しい意見はありません。取り込むものがないので、ここで終わりです。
import-not-yet = 1件も取り込んでいません。一覧にない言葉が何にあたるかを --word で書き、直す所のある行を直すか --skip-wrong で除いてください。
import-fault-column = { $column }列
import-fault-count = { $n }か所
import-fault-place = { $row }行目「{ $value }」
import-fault-more = ほか{ $n }か所
import-faults-title = 直す所
import-faults-list = すべてをCSVでダウンロード
import-faults-more = このほかに{ $n }か所あります。
import-fault-row = 行
import-fault-value = 書いてあること
import-fault-cure = 何が違い、どう直すか
import-faults-help = 元のファイルを直して選び直すか、直す所のある行を除いて取り込みます。
import-samples-title = このように入ります（始めの{ $n }件）
import-sample-row = { $row }行目
import-run = { $n }件を取り込む
import-run-skip = 直す所のある{ $wrong }行を除いて、{ $n }件を取り込む
import-run-text = 取り込みは一度に行われ、終わるまでほかの人には見えません。
import-run-public = 取り込むとすぐに公開されます。
meaning-nothing = 使わない
meaning-title = 件名（意見の上に書く）
meaning-id = 番号（同じ番号は2度取り込まない）
meaning-rejected = よそで採られなかった・取り下げられた
fault-ragged = 見出しより多くの欄があります。「,」を含む文章を「"」で囲んでいるか、確かめてください。
fault-beside = 見出しのある列より右に、何か書いてあります。見出しを書くか、消してください。
fault-formula = 数式が入っています。値だけにして保存し直してください（コピーして「値の貼り付け」）。
fault-date = カレンダーにない日付です。直してください。
fault-error = 「#REF!」のようなエラーが入っています。値に直してください。
fault-cell-too-long = 1つの欄に入る長さを超えています。短くしてください。
fault-text-too-long = 意見が5,000文字を超えています。2つに分けるか、短くしてください。
fault-control = 使えない文字（制御文字）が入っています。消してください。
fault-day = 日付として読めません。「2024-11-23」「令和6年11月23日」のように書いてください。
fault-future = まだ来ていない日付です。直してください。
fault-same-id = この番号の意見は、もう入っていて、文が違います。別の一覧の番号なら、「どの一覧の番号か」を選び直してください。同じ一覧で文だけが直されたのなら、その行を除いてください。
fault-twice-id = このファイルの前の行に同じ番号があり、文が違います。番号を直すか、番号の列を「使わない」にしてください。
fault-rounded-id = 番号がExcelに丸められて、元の数字が失われています。列を「文字列」にして、元の番号を入れ直してください。
fault-many-themes = テーマは3つまでです。減らしてください。
fault-lang = 言語の記号ではありません。「ja」「en」「vi」のように書いてください。
fault-reason = 非公開の理由がありません。理由の列に書いてください。
fault-masks = 伏せ字の位置がありません。または、この意見の文字の位置ではありません。「3-7 personal_info」のように、何文字目からどこまでかを書いてください。
fault-dots = 共感シールの数は、0から9,999までの数字で書いてください。
fault-meeting = 会議は「2024-11-23 会議の名前」のように、開催日と名前で書いてください。1つのファイルに書けるのは{ $max }までです。
import-why-empty = ファイルに何も書いてありません。
import-why-no-rows = 見出しの行だけで、その下に何も書いてありません。意見を書いたシートやファイルかどうかを確かめて、選び直してください。
import-why-no-heading = { $row }行目が見出しではないようです（下の行のほうが、欄が多くなっています）。見出しの上の行（題名など）を消して保存し直してください。{ $row }行目が見出しなら、「,」を含む文章を「"」で囲んでください。
import-why-no-heading-sheet = シート「{ $sheet }」の{ $row }行目が見出しではないようです（下の行のほうが、欄が多くなっています）。見出しの上の行（題名など）を消して保存し直してください。意見が別のシートにあるときは、そのシートを先頭に移してください。
import-why-encrypted = パスワードのかかったファイルです。パスワードを外して保存し直してください。
import-why-macros = マクロの入ったファイルです。「Excelブック（.xlsx）」で保存し直してください。
import-why-old-excel = 古い形式のExcelファイルです。「Excelブック（.xlsx）」で保存し直してください。
import-why-html = ウェブページのファイルです。XLSXかCSVで保存し直してください。
import-why-pdf = PDFのファイルです。元の表をXLSXかCSVで保存してください。
import-why-open-document = OpenDocument（.ods）のファイルです。表計算ソフトで開き、「Excelブック（.xlsx）」で保存し直してください。
import-why-jis = 文字がISO-2022-JP（JIS）で書かれています。UTF-8かShift_JISで保存し直してください。
import-why-archive = 圧縮されたファイルか、表計算ではないファイルです。中のXLSXかCSVを選んでください。
import-why-binary = 表として読めないファイルです。XLSXかCSVを選んでください。
import-why-byte = { $place }バイト目が{ $encoding }の文字ではありません。文字コードを選び直すか、ファイルを保存し直してください。
import-why-open-quote = { $row }行目から始まる「"」が閉じていません。ファイルを直してください。
import-why-too-many-rows = 1,000,000行を超えています。ファイルを分けてください。
import-why-too-many-columns = { $row }行目の列が500を超えています。要らない列を消してください。
import-why-bomb = 展開すると大きすぎるファイルです。表だけを新しいブックに写して、保存し直してください。
import-why-heading = 見出しの{ $cell }に数式かエラーが入っています。文字に直してください。
import-why-broken = ファイルが壊れています。表計算ソフトで開いて、保存し直してください。
import-why-no-such-sheet = シート「{ $sheet }」がありません。
import-why-changing = 読んでいるあいだにファイルが変わりました。保存が終わってから、選び直してください。
import-why-gone = 読み込んだファイルが、このサーバーにありません。もう一度選んでください。
import-why-changed = 確かめたあとに、募集の設定やほかの取り込みが変わりました。1件も取り込んでいません。もう一度、確かめてください。
import-why-other = ファイルを読めませんでした。記録を残しましたので、管理者に知らせてください。
detail-import-file = ファイル
detail-import-rows = 件数
detail-import-state = 取り込んだあとの状態
detail-import-reason = 確かめた方法
detail-import-themes = 新しく作ったテーマ
detail-import-choices = 作った選択肢
detail-import-meetings = 加えた会議
detail-import-by = 記録した人

incoming-label = 意見を取り込む方法
incoming-files = ファイル
incoming-workshops = ワークショップ
workshop-title = ワークショップの付せんを取り込む
workshop-lead = 会議やワークショップで書かれた付せんを、テーブルごとに、共感シールの数といっしょに取り込みます。付せん1枚が意見1件になります。
workshop-errors-text = 直してから、もう一度送ってください。書いた内容は残っています。
workshop-show = 表示する
workshop-new = 会議を加える
workshop-new-help = 一覧にない会議のときだけ加えます。会議は、この意見募集の公開ページの日程にも載ります。
workshop-day = 開催日
workshop-day-wrong = 開催日を選んでください。
workshop-name = 会議の名前
workshop-name-wrong = 会議の名前を{ $max }文字までで書いてください。
workshop-add = 会議を加えて、付せんを入力する
workshop-list-title = 会議を選ぶ
workshop-list-empty = まだ会議がありません。会議を加えると、付せんを入力できます。
meeting-title = 会議を直す
meeting-place = 会場（書かなくても構いません）
meeting-place-wrong = 会場を{ $max }文字までで書いてください。
meeting-held-at = 会場：{ $place }
meeting-at = （{ $place }）
meeting-save = 保存する
meeting-day-to-come = 付せんのある会議の開催日は、これから来る日にはできません。
meeting-clash = ほかの人がこのあいだに「{ $meeting }」と直しました。ここに書いたとおりでよければ、もう一度保存してください。
meeting-same = 同じ日の同じ名前の会議{ $place }が、もうあります。
meeting-same-open = その会議の付せんを入力する
meeting-another = 同じ日の、別の会議として加える
meeting-unite = ほかの会議とまとめる
meeting-unite-help = 同じ会議を二度加えたときに使います。この会議の付せん{ $notes }枚は選んだ会議に移り、この会議は公開ページの日程からも消えます。元には戻せません。
meeting-unite-with = 残す会議
meeting-unite-act = 選んだ会議にまとめる
meeting-unite-missing = 残す会議を選んでください。
meeting-awaited = 取り込みの途中のファイルがあります：「{ $file }」。先にその取り込みを終えるか、取りやめてください。
meeting-awaited-open = そのファイルの取り込みを開く
meeting-remove = この会議を消す
meeting-remove-help = 付せんのない会議だけを消せます。公開ページの日程からも消えます。
meeting-remove-notes = 付せんのある会議は消せません。ほかの会議とまとめることはできます。
meeting-removed = 会議を消しました。
meeting-changed = 会議を直しました。
meeting-united = 会議をまとめました。
meeting-gone = この会議は、まとめられたか消されました。何も保存していません。
meeting-gone-kept = 入力した内容（コピーして、ほかの会議で使えます）
workshop-sum = テーブル{ $tables }・付せん{ $notes }枚・共感シール{ $dots }枚
workshop-sheet-title = { $name }の付せん
workshop-back = 会議の一覧へ戻る
workshop-enter = 付せんを入力する
workshop-enter-help = 1行に付せん1枚です。テーブルの欄が空の行は、すぐ上の行と同じテーブルになります。ほかの欄は、書いていなければ空のままで構いません。Tabキーで次の欄へ進みます。
workshop-keys = Enterキーで下の欄へ進みます（付せんの言葉の欄では改行します）。
workshop-row = { $row }枚目
workshop-text = 付せんに書かれた言葉
workshop-dots = 共感シール
workshop-dots-count = 会場の共感シール { $n }枚
workshop-dots-note = 会場の共感シールは、オンラインの共感とは別に数えます。足し合わせることはありません。
workshop-paste = 表計算ソフトから貼り付ける
workshop-paste-help = Excelなどで「テーブル・テーマ・付せん・シール」の列を選んでコピーし、ここに貼り付けます。見出しの行があれば、列の順番は自由です。1行が付せん1枚になります。
workshop-column = { $place }列目
workshop-column-named = { $place }列目「{ $head }」
workshop-unused = 貼り付けた表のうち、次の列は入れていません：{ $columns }。必要な内容があれば、下の表に書き足してから送ってください。
workshop-again = { $known }枚は、すでに取り込んだ付せんと、テーブルも言葉も同じです
workshop-again-missing = 同じ言葉の付せんが、すでに取り込んだものかどうかを選んでください。
workshop-again-same = すでに取り込んだ付せんです
workshop-again-dots = { $n ->
    [0] 二度は取り込みません。シールの数も、取り込んだときと同じです。
   *[other] 二度は取り込みません。シールの数が違う{ $n }枚は、次の画面で確かめてから直します。
}
workshop-again-new = { $n ->
    [0] 新しい{ $new }枚だけを取り込みます。
   *[other] シールの数が違う{ $n }枚を次の画面で確かめて直し、そのあとで新しい{ $new }枚だけを取り込みます。
}
workshop-again-further = 同じ言葉の、別の付せんです
workshop-again-further-help = すべてを新しい付せんとして取り込みます。
workshop-more = 行を増やす
workshop-move = 貼り付けた内容を下の表に移す
workshop-filled = 下の表に{ $n }枚の付せんがあります。
workshop-to-send = 表の終わりへ
workshop-send = 確かめて取り込む
workshop-send-help = 次の画面で、件数と中身を確かめてから取り込みます。それまでは、だれにも見えません。
workshop-future = この会議は、まだ開かれていません。開催日を確かめてください。
workshop-nothing = 付せんを1枚以上入力してください。
workshop-too-many = 一度に{ $max }枚までです。それより多いときは、分けて送るか、ファイルで取り込んでください。
workshop-text-missing = { $row }枚目に、付せんの言葉がありません。
workshop-dots-wrong = { $row }枚目のシールの数は、数字で書いてください。
workshop-in = 取り込んだ付せん
workshop-in-empty = まだ1枚も取り込んでいません。
workshop-no-table = テーブルの名前なし
dots-title = シールの数を直す
dots-back = 付せんの画面へ戻る
dots-help = あとから数えたとき、数が違っていたときに、ここで直します。数えていない付せんは空のままにします。
dots-keys = Enterキーで次の付せんへ進みます。
dots-save = シールの数を保存する
dots-parts = 付せんの続き
dots-part = 全{ $total }枚のうち、{ $first }枚目から{ $last }枚目まで。
dots-part-saves = ページやテーブルを移るときは、書いた数を保存してから移ります。
dots-previous = 前の{ $n }枚
dots-next = 次の{ $n }枚
dots-mended = { $count ->
    [0] 変わった数はありませんでした。
   *[other] { $count }枚の付せんのシールの数を直しました。
}
dots-mended-new = 新しい{ $n }枚は、まだ取り込んでいません。下の表を確かめて、取り込んでください。
dots-theirs = このあいだに、ほかの人が直した数があります
dots-sent-again = 送った表の付せんは、すべて取り込んであります。数が違う{ $n }枚に、表の数を入れました。確かめて、保存してください。
dots-sent-again-new = 送った表のうち、すでに取り込んである付せんで数が違う{ $n }枚に、表の数を入れました。確かめて保存すると、新しい{ $new }枚の取り込みに進みます。
dots-sent-again-same = 送った表の付せんは、すべて取り込んであります。シールの数も同じです。
dots-now = いまの数：{ $dots }
dots-n = { $n }枚
dots-none = 数えていません
dots-wrong = { $receipt }のシールの数は、0から{ $max }までの数字で書いてください。
dots-clash = { $receipt }は、ほかの人がこのあいだに「{ $theirs }」と直しました。「{ $mine }」でよければ、もう一度保存してください。
dots-errors-text = まだ何も保存していません。書いた数は残っています。

incoming-transcription = 書き写し
transcript-title = 紙・電話・窓口の意見を書き写す
transcript-lead = 届いた言葉を、そのまま書き写します。書き写した人の名前が記録に残り、提出者にはなりません。
transcript-no-call = 公開している意見募集がありません。
transcript-body = 届いた言葉
transcript-body-help = 誤字も、そのまま書き写してください。読めない字は「■」にします。
transcript-theme-help = 番号を打っても選べます。
transcript-not-written = 書いていない
transcript-same = 一つ前と同じ方の意見
transcript-same-help = 1通に複数の意見があるときに選びます。人数は1人と数えます。
transcript-channel-missing = 提出方法を選んでください。
transcript-day-wrong = 受付日を、今日までの日付で選んでください。
transcript-day-early = 受付日が、募集の始まった{ $opens }より前です。まちがいなければ、下の確認を選んで、もう一度送ってください。
transcript-day-sure = 受付日は{ $day }でまちがいありません
transcript-place = 受け付けた場所
transcript-place-example = 例：和田山支所の窓口
transcript-place-wrong = 場所は{ $max }文字までで書いてください。
transcript-check = ほかの職員に、原本との照合を頼む
transcript-check-help = 照合が済むまで、審査の一覧には入りません。
transcript-check-nobody = 原本との照合は、書き写しのできる職員がもう1人いるときに頼めます。いまは、ほかにいません。
transcript-check-nobody-now = 照合を頼めません。書き写しのできる職員が、ほかにいなくなりました。照合なしで受け付けるときは、このままもう一度送ってください。
transcript-send = 受け付けて、次を書き写す
transcript-send-other = 別の意見として受け付ける
transcript-keys = Ctrl＋Enterでも送れます
transcript-done = { $receipt } として受け付けました
transcript-done-text = 窓口で渡すときは、受付票を印刷してください。この画面を閉じると、コードはもう表示できません。下で続けて次を書き写せます。
transcript-last = 一つ前は { $receipt } です。原本に番号を書いておくと、あとで探せます。
transcript-repeated = この書き写しは、すでに受け付けています
transcript-before = { $receipt } は、先に送った内容で受け付けてあります
transcript-before-text = この画面から2度送られました。あとから送った内容のうち、次のところは、受け付けた意見に入っていません。
transcript-before-kept = 受け付けた内容：
transcript-before-sent = あとから送った内容：
transcript-nothing = なし
transcript-before-mend = 同じ意見を直したいときは、受け付けた意見を開いて、照合する職員か審査の担当者に直す所を伝えてください。別の意見なら、下の欄に残っている内容を、もう一度送ってください。
transcript-before-open = { $receipt } を開く
transcript-before-next = この内容を消して、次を書き写す
transcript-yes = はい
transcript-no = いいえ
transcript-waiting = 照合を待っている書き写し
transcript-waiting-none = 今はありません。
transcript-waiting-alone = 照合できる職員が、いまはほかにいません。自分が書き写したものは、番号を開くと、理由を書いて審査へ回せます。
transcript-by = 書き写し：{ $name }
transcript-back = 書き写しへ戻る
transcript-compare = 原本と照合する
transcript-check-title = { $receipt } を原本と照合する
transcript-check-lead = 原本を手もとに置き、1字ずつ見比べてください。違うところは、原本のとおりに直します。
transcript-check-help-text = 直した所は新しい版として残り、最初に書き写した文も消えません。
transcript-check-done = 原本のとおりです
transcript-check-own = 書き写した本人は照合できません。
transcript-check-own-ask = 書き写した本人は照合できません。ほかの職員に頼んでください。
transcript-waive-title = 照合できる職員が、いまはほかにいません
transcript-waive-text = 審査が滞らないよう、照合せずに審査へ回せます。審査の担当者には「原本と照合していない書き写し」と表示され、理由は操作履歴に残ります。
transcript-waive-reason = 照合せずに審査へ回す理由
transcript-waive-example = 例：照合の担当が異動し、後任が決まっていないため
transcript-waive-reason-wrong = 理由を{ $max }文字までで書いてください。
transcript-waive-colleague = 審査へは回していません。照合できる職員が、ほかにいるようになりました。その職員に照合を頼んでください。
transcript-waive = 照合せずに審査へ回す
transcript-checked = 原本のとおりと確かめました。意見は、審査の一覧に入っています。
transcript-waived = 照合せずに審査へ回しました。
transcript-check-over = 照合は済んでいるか、文が変わっています。
transcript-checked-by = 照合：{ $name }
transcript-recorder = 書き写した人
transcript-kept = 書いた内容（保存していません）

# ---- end imports ----


## Residents: reading

# ---- begin reading ----

as-of = { $at }現在
counted = { $count }件
counted-people = { $opinions }件（提出者 { $people }人）
counted-as-of = ・{ $at }現在
time-range = { $starts }～{ $ends }
crumbs = 現在の位置
crumbs-home = ホーム
form-required = ※必須
form-optional = ※任意
table-scroll-hint = 表は横に動かせます。
form-none = 選ばない
phase-open = 受付中
phase-days = { $days ->
    [1] きょうまで
   *[other] あと{ $days }日
}
phase-until = { $day }まで
phase-scheduled = まもなく開始
phase-from = { $day }から
phase-closed = 募集は終わりました
phase-being-read = 届いたご意見を読んでいます
home-title = ご意見募集
home-heading = { $city }が、皆さんのご意見をお聞きするところです
home-lead = 登録もお名前もいりません。送ったご意見がどうなったかも、ここで確かめられます。
home-open = いま、ご意見を募集しています
home-now = いまの募集
home-open-none = いま募集しているものはありません。次の募集が決まると、ここでお知らせします。
home-scheduled = これから募集します
home-closed = これまでのご意見募集
home-closed-on = { $day }に終わりました
home-closed-none = ご意見はありませんでした
home-how = ご意見が使われるまで
home-how-1 = 書いて送る
home-how-1-text = テーマを選び、自分の言葉で書きます。送ると、受付番号とコードの付いた受付票が出ます。
home-how-2 = 公開される
home-how-2-text = 個人情報などは、職員が確認し、理由を示してそこだけ伏せます。文章を書き換えることはありません。
home-how-3 = 会議で話し合われる
home-how-3-text = まとめて会議に出し、計画づくりに使います。どうなったかは、受付票の番号とコードで確かめられます。
home-receipt = 受付票をお持ちの方
home-receipt-text = 送ったご意見の状態を見たり、直したり、取り下げたりできます。
home-receipt-open = 番号とコードを入れて開く
home-receipt-qr = 受付票の二次元コードからも開けます。
call-nav = この意見募集のページ
call-nav-about = 募集の内容
call-nav-opinions = ご意見
call-write = ご意見を書く
call-write-note = 登録もお名前もいりません。どなたでも送れます。
call-figures = 届いたご意見
call-period = 募集期間
call-why = なぜたずねるのですか
call-short-period = 期間が短い理由
call-readers = だれが読みますか
call-readers-default = 市の職員が、すべて読みます。
call-when = いつ公開されますか
call-when-before = 職員が確認してから公開します。{ $hours }時間以内に確認することをめざしています。
call-when-after = 送るとすぐに公開され、そのあと職員が確認します。
call-usage = どう使われますか
call-usage-default = 担当の課でまとめ、これからの取り組みに生かします。
call-guideline = 公開しないご意見の例（投稿のおねがい）
call-themes = テーマから読む
call-themes-text = テーマを開くと、皆さんのご意見を読めます。
call-themes-note = 件数は公開中の{ $count }件の内訳です（{ $at }現在）。件数の多さで決めることはありません。一つひとつの内容を検討します。
call-newest = 新しく届いたご意見
call-newest-none = 公開中のご意見は、まだありません。最初のご意見をお待ちしています。
call-all = 公開中のご意見をすべて読む（{ $count }件）
call-course = 声のゆくえ
call-course-text = 皆さんのご意見は、これからの会議で話し合われます。
call-opening = ご意見の募集の初日
call-closing = ご意見の募集の最終日
call-next = 次の予定
call-steps = そのあと
list-title = みんなのご意見
list-heading = ご意見の一覧
list-search-label = ご意見の中の言葉をさがす
list-search = さがす
list-filter = しぼりこみ
list-filter-apply = この条件で見る
list-all-themes = すべてのテーマ
list-theme-option = { $theme }（{ $count }件）
list-days = 届いた日
list-condition = { $label }「{ $value }」
list-condition-none = 条件なし
list-comma = { "、" }
list-of = ・公開中の{ $count }件から・{ $at }現在
list-order = 並び順
order-newest = 新しい順
order-shuffled = 順不同
order-quiet = まだ声の少ないテーマから
order-shuffled-note = 並び方は、見る人ごとに変わります。どのご意見も、先に読まれる機会があるようにするためです。
order-quiet-note = ご意見の少ないテーマから順に、テーマごとに並べています。
order-silent = まだご意見のないテーマ
order-silent-write = { $theme }について書く
list-empty = 公開中のご意見は、まだありません。届いたご意見は、確認のあと、ここに並びます。
list-empty-at-once = 公開中のご意見は、まだありません。送られたご意見は、すぐにここに並びます。
list-theme-note = このテーマを2つ目、3つ目に選んだご意見も入っています。
list-groups-note = 年代と地区は、同じ年代・地区の方が{ $count }人以上いるときだけ、ご意見に添えています。添えていないご意見は、ここでは選べません。
list-none-fit = この条件に合うご意見はありません。言葉を短くするか、ほかの条件を外してみてください。
list-days-crossed = 「この日から」が「この日まで」より後になっているため、合うご意見はありません。
list-show-all = すべてのご意見を見る
list-pages = ページ送り
list-first = 最初のページ
list-next = 次のページ
list-about = このページについて
list-not-votes = これは投票ではありません。数の多さではなく、内容を検討します。
list-masks = 個人情報などは、理由を示して伏せています。そのほかは、お書きになったままです。
list-submitters = 提出者数は、続けて送られたご意見を一人分と数えた数です。お名前などで確かめた人数ではありません。
theme-page = このテーマのページを見る
theme-write = このテーマについて書く
theme-below = さらに細かいテーマ
theme-voices = このテーマのご意見
theme-none = このテーマには、公開中のご意見がまだありません。
theme-search = このテーマのご意見を、言葉や日にちでさがす
theme-others = ほかのテーマを見る
feed-title = 新しく公開されたご意見：{ $title }
feed-entry = { $name }（{ $theme }）
feed-link = 新しいご意見のお知らせ（Atomフィード）
voice-name = ご意見 { $number }
voice-more = 続きを読む
voice-more-of = ：ご意見 { $number }
voice-received = { $day }受付
voice-all = ほかのご意見を読む
voice-course = このご意見のゆくえ
voice-workshop = 「{ $name }」で書かれた付せん
voice-published = 公開しました
voice-withdrawn = このご意見は取り下げられました
voice-withdrawn-text = 書いた方が取り下げたため、内容は見られません。
reaction-give = 共感する
reaction-given = 共感しました
reaction-given-of = ：ご意見 { $number }。もう一度押すと取り消します
reaction-count = { $n }人が共感
reaction-note = 「共感する」は、同じ思いだと伝えるボタンです。投票ではありません。数の順には並べず、書かれた内容を検討します。登録はいりません。もう一度押すと取り消せます。
reaction-hidden = 共感の数は、募集が終わってから表示します。
reaction-cookie = 押したときに使うクッキーについて
reaction-closed = 共感の受付は終わりました。共感の数は、投票の数ではありません。
guideline-lead = みんなが気持ちよく読み書きできるように、次のことをお願いします。
guideline-1 = 名前、住所、電話番号など、自分やほかの人の個人情報は書かないでください。
guideline-2 = ほかの人を傷つける言葉、差別する言葉は書かないでください。
guideline-3 = テーマに関係のあることを書いてください。
guideline-4 = 職員が内容を確認します。公開できないときは、理由をお知らせします。
guideline-5 = 一部だけを伏せて公開することがあります。文章を書き換えることはありません。
guideline-reasons = 公開しないことがある理由
guideline-reasons-text = 次のどれかに当てはまるときは、全部または一部を公開しません。届いたご意見そのものは残り、職員は読みます。
privacy-missing = 個人情報の取扱いの文は準備中です。
privacy-kept = 何を、いつまで持つか
privacy-opinion = ご意見
privacy-opinion-text = 公文書として、市の定める期間、保存します。取り下げると、すぐに公開をやめます。
privacy-about = 年代、地区、市との関わり
privacy-about-text = たずねるかどうかと、だれが見るかは、意見募集ごとに決め、書く画面に示します。公開する場合も、5人未満の組み合わせは表示しません。
privacy-mail-text = お知らせを送るためだけに使います。公表せず、ほかの記録と分けて暗号にして保管し、募集が終わって{ $days }日で消します。状態のページで、いつでも変えたり消したりできます。メールの中のリンクでも消せます。送りすぎを防ぐため、アドレスから作った、元に戻せない符号を、長くても2日残します。
privacy-reaction = 共感
privacy-reaction-text = 「共感する」を押すと、お使いのブラウザーにクッキーを一つ置き、180日間残します。中身は無作為に決めた番号だけで、同じ方を二重に数えないためと、取り消せるようにするためだけに使います。市の記録に残るのは、どのご意見への共感か、その日付、番号から作った元に戻せない符号です。符号はご意見ごとに違うため、一人の方が何に共感したかを、つなげて見ることはできません。
privacy-cookies = クッキー
privacy-cookies-text = 読むとき、書くときには使いません。「共感する」を押したときと、職員のサインインだけに使います。
privacy-address = 接続元
privacy-address-text = 大量の送信を防ぐため、短いあいだだけ数えます。記録には残しません。
accessibility-aim = だれもが使えることをめざし、WCAG 2.2 のレベル AA に沿ってつくり、すべてのページを自動の検査にかけています。
accessibility-1 = キーボードだけで、すべての操作ができます。
accessibility-2 = スクリプト（JavaScript）を使わない設定でも、読むこと、送ることができます。
accessibility-3 = 画面を400％に拡大しても、横に動かさずに読めます。
accessibility-contact = 使いにくいところがあれば、下の窓口にお知らせください。


# ---- end reading ----


## Residents: sending

# ---- begin sending ----

steps-label = 送るまでの3つの段階
steps-write = 書く
steps-confirm = 確認
steps-receipt = 受付票
write-title = ご意見を書く
write-lead-before = お名前や住所は書かないでください。職員が確認してから公開します。
write-lead-after = お名前や住所は書かないでください。送るとすぐに公開されます。
write-errors-text = 書いた文章は、そのまま残っています。まだ送られていません。
write-theme = テーマ
write-theme-help = いちばん近いものを一つ選んでください。選ぶと、さらに細かいテーマが出ることがあります。
write-subthemes = 「{ $theme }」の中のテーマ
write-theme-missing = テーマを一つ選んでください。迷ったときは、いちばん近いものでかまいません。
write-theme-closed = このテーマは、いま受け付けていません。ほかのテーマを選んでください。
write-body = ご意見
write-body-help = どんなときに、どこで、何に困ったか、どうなるとよいかを書くと、よく伝わります。どの国の言葉でもかまいません。
write-limit = { $max }文字まで
write-count = { $count }文字（{ $max }文字まで）
write-count-over = { $by }文字 多すぎます。短くするか、分けて送ってください。
body-blank = ご意見を書いてください。空白だけでは送れません。
body-too-long = ご意見が{ $chars }文字あります。{ $max }文字までです。{ $by }文字減らすか、2つに分けて送ってください。
body-too-many-bytes = 特別な文字が多く、送れる大きさを超えています。短くするか、2つに分けて送ってください。
body-control-character = 目に見えない制御文字が入っています。ほかのソフトから貼り付けたときは、その部分を消すか、書き直してください。
write-more-themes = ほかにも当てはまるテーマ
write-more-themes-help = 2つまで選べます。
write-theme-second = 2つ目のテーマ
write-theme-third = 3つ目のテーマ
write-about = あなたについて
write-about-help = どんな方からの声かを知るために、たずねています。だれが見るかは、それぞれの質問に書いてあります。
write-no-answer = 答えない
write-choice-missing = 「{ $field }」を一つ選んでください。
write-choice-unknown = 「{ $field }」は、並んでいるものから選んでください。
write-mail-fold = メールでお知らせを受け取る
write-mail-help = 受け付けたとき、公開したときなどにお知らせします。公表しません。
write-mail-missing = メールアドレスを書いてください。
write-mail-bad = メールアドレスを確かめてください（例：koe@example.jp）。半角の英数字と記号で、間を空けずに書きます。お知らせがいらないときは、空のままにしてください。
write-trap = この欄には何も書かないでください
write-next = 確認へ進む
write-next-note = 次のページで内容を確かめてから送ります。まだ送られません。
write-hints = 書くときの手がかり
write-not-published = 公開しないもの
write-not-published-1 = 名前、住所、電話番号など
write-not-published-2 = 人を傷つける言葉、差別する言葉
write-not-published-3 = 宣伝や、テーマに関係のないこと
write-not-published-note = 公開できないときは、理由をお知らせします。一部だけを伏せることもあります。
confirm-title = この内容で送ります
confirm-lead = まだ送られていません。直すところがあれば「直す」を押してください。
confirm-mend = 直す
confirm-seen-public = 公開されます
confirm-seen-shared = 公開されます（同じ答えの人が少ないときは公開しません）
confirm-at-once = 送ると、すぐに公開されます。
confirm-seen-staff = 職員だけが見ます
confirm-seen-aggregate = 集計だけに使います
confirm-mail-use = お知らせを送るためだけに使います。公開せず、募集が終わって{ $days }日たったら消します
confirm-purpose = 利用目的
confirm-not-votes = ご意見の数の多さではなく、内容を検討します。
confirm-send = この内容で送る
confirm-back = 書くページに戻る
confirm-trouble = まだ送られていません
confirm-unsure = 受け付けを確かめられませんでした
confirm-words-kept = 書いた文章は、このページにそのまま残っています。
send-too-many = 同じ回線から続けて送られたため、いまは受け付けていません。{ $minutes }分ほどたってから、もう一度「この内容で送る」を押してください。
send-purpose-changed = お読みになっているあいだに、利用目的の説明が変わりました。もう一度読んでから、送ってください。
send-visibility-changed = お読みになっているあいだに、「{ $fields }」の答えを見られる人の範囲が広がりました。下の説明をもう一度読んでから、送ってください。
send-token-unknown = このページを開いてから設定が変わりました。もう一度「この内容で送る」を押してください。
send-closed = 募集の期間が終わりました。お急ぎのときは、文章を写して、下の窓口にお送りください。
send-busy = 混み合っていて、受け付けを確かめられませんでした。もう一度「この内容で送る」を押してください。二重に届くことはありません。
closed-title = 募集は終わりました
closed-text = { $day }に終わりました。届いたご意見を読んでいます。
closed-not-yet = 募集はまだ始まっていません
closed-not-yet-text = { $day }から受け付けます。
closed-not-yet-copy = 始まってから送れるように、文章を写しておいてください。
closed-words = 書いた文章（送られていません）
closed-back = 募集の内容を見る
other-title = 前に送ったご意見があります
other-lead = 同じ画面から、{ $at }にご意見を受け付けています（受付番号 { $receipt }）。
other-first = 前に送ったもの
other-second = いま送ろうとしたもの
other-correct = 前のものを、この文章に直す
other-cannot-correct = 前に送ったものは、いま「{ $state }」のため、直せません。
other-send-new = 別のご意見として送る
other-status = 前のものの状態を見る

# ---- end sending ----


## Residents: receipt

# ---- begin receipt ----

receipt-title = 受付票
receipt-heading = ご意見を受け付けました
receipt-thanks = ありがとうございます。{ $at }に受け取りました。
receipt-number = 受付番号
receipt-code = あなただけのコード
receipt-code-use = 受付番号とこのコードがあれば、ご意見の状態を見たり、直したり、取り下げたりできます。
receipt-code-use-public = 受付番号とこのコードがあれば、ご意見の状態を見たり、取り下げたりできます。
receipt-secret = このコードは、ほかの人に見せないでください。
receipt-qr-label = このご意見の状態を見るページの二次元コード
receipt-qr = 読み取ると、状態のページが開きます
receipt-once = コードが表示されるのは、このページだけです。
receipt-once-cure = 市でもコードを調べられません。印刷するか、控えを保存してください。写真に撮っても、書き写してもかまいません。
receipt-print = 受付票を印刷する
receipt-save = 控えを保存する
receipt-copy-file = 受付票の控え
receipt-copy =
    受付票の控え

    意見募集：{ $title }
    受け付けた日時：{ $at }

    受付番号：{ $number }
    あなただけのコード：{ $code }

    ご意見の状態を見るページ：
    { $address }

    このページで番号とコードを入れると、ご意見の状態を見たり、取り下げたりできます。職員が確認するまでのあいだと、直すようお願いしたときは、文章も直せます。
    コードをなくすと、市でも調べられません。ほかの人には見せないでください。
receipt-mail = メールでもお知らせします。メールにコードは書きません。
receipt-mail-later = メールのお知らせは、状態のページで、あとから頼むこともできます。
receipt-left-out = このご意見は、先に受け付けています。そのあとで変えたテーマ、あなたについての答え、メールアドレスは、受け付けた内容に入っていません。
receipt-after = このあと
receipt-now = いま
receipt-about = { $day }ごろ
receipt-step-received = 受け付けました
receipt-step-review = 職員が内容を確認します
receipt-step-review-text = 個人情報などがあれば、そこだけ伏せて公開します。公開できないときは、理由をお知らせします。
receipt-step-review-after = 個人情報などがあれば、そこだけ伏せます。公開をやめるときは、理由をお知らせします。
receipt-read = みんなのご意見を読む
receipt-another = もう一つ書く
status-ask-title = 送ったご意見の状態を見る
status-ask-lead = 受付票の番号とコードを入れてください。
status-ask-errors = 入れたものは、そのまま残っています。
status-ask-open = 開く
status-number-help = 例：R6-0123-7。全角でも半角でもかまいません。
status-number-shape = 受付番号は、R6-0123-7 のような形です。受付票の番号をお確かめください。
status-number-typo = 受付番号のどこかが違うようです。数字の入れ違いがないか、お確かめください。
status-code-help = 27文字の英数字です。大文字と小文字、空白、ハイフンは気にしなくてかまいません。
status-code-shape = コードは27文字です。抜けや余分がないか、お確かめください。
status-code-typo = コードのどこかが違うようです。似た文字（8とB、5とSなど）をお確かめください。
status-not-found = この番号とコードの組み合わせは見つかりません。受付票をもう一度お確かめください。
status-lost = コードをなくしたときは、市でも調べられません。ご意見そのものは届いていますので、ご安心ください。
status-title = あなたのご意見の状態
status-lead-pending = 職員が内容を確認しています。
status-lead-published-unread = そのまま公開しています。職員はこのあと確認します。
status-lead-published = そのまま公開しています。
status-lead-redacted = 一部を伏せて公開しています。
status-lead-on-hold = 確認に時間がかかっています。{ $day }までに、お知らせします。
status-lead-revision = 直していただきたいところがあります。下の理由をご覧になり、直して送ってください。
status-lead-withheld = 公開していません。理由は下に書いてあります。ご意見そのものは残り、職員が読みます。
status-lead-withdrawn = 取り下げました。
status-correct = 文章を直す
status-correct-help = 直す前の文章も残ります。直したあと、もう一度職員が確認します。
status-correct-button = この文章に直す
status-correct-errors = 文章はまだ直っていません。書いたものは、そのまま残っています。
status-corrected = 文章を直しました。もう一度、職員が確認します。
status-send-new = 別のご意見として書く
status-moved-on = 文章は直っていません。開いているあいだに、ご意見の状態が変わりました。最新の状態を確かめてください。書いた文章は、この下に残っています。
status-too-many = 同じ回線から続けて送られたため、いまは直せません。{ $minutes }分ほどたってから、もう一度お試しください。書いた文章は、この下に残っています。
status-unchanged = 文章は変わっていません。
status-yours = いま書いた文章
status-public-text = 公開している文章
status-public-link = 公開しているページを見る
status-own-text = 送った文章
status-versions = これまでの文章（{ $count }）
status-version = 第{ $version }版（{ $at }）
status-course = 声のゆくえ
status-reason = 理由：{ $reason }
status-by = { $day }ごろまで
status-step-checking = 職員が内容を確認しています
status-step-late = 予定より時間がかかっています。お待たせして申し訳ありません。
status-all-meetings = この募集の会議と予定をすべて見る
status-step-corrected = 文章を直しました
status-step-mended = 職員が、原本に合わせて文章を直しました
status-step-published = 公開しました
status-step-redacted = 一部を伏せて公開しました
status-step-on-hold = 確認に時間をいただいています
status-step-returned = 直していただくよう、お願いしました
status-step-withheld = 公開しないことになりました
status-step-withdrawn = 取り下げました
status-acts = いま、できること
status-print = このページを印刷する
status-withdraw = ご意見を取り下げる
status-mail = メールのお知らせ
status-mail-known = いまは { $hint } にお知らせしています（ほかの人に読まれないよう、一部だけを表示しています）。
status-mail-help = 確認の結果などをお知らせします。公表しません。募集が終わって{ $days }日たったら消します。
status-mail-save = このアドレスに知らせる
status-mail-stop = お知らせをやめて、アドレスを消す
status-mail-saved = お知らせの宛先を保存しました。
status-mail-stopped = メールのお知らせをやめ、アドレスを消しました。
status-mail-errors = アドレスはまだ保存されていません。書いたものは、そのまま残っています。
status-mail-bad = メールアドレスを確かめてください（例：koe@example.jp）。半角の英数字と記号で、間を空けずに書きます。
status-mail-closed = このご意見には、もうお知らせの宛先を登録できません。
status-mail-too-many = 同じ回線から続けて送られたため、いまは保存できません。{ $minutes }分ほどたってから、もう一度お試しください。
status-no-acts = 取り下げたご意見について、できることはありません。
status-withdrawn-unseen = 取り下げました。
status-withdrawn = 取り下げました。公開していたものは、すぐに見えなくなりました。
withdraw-title = ご意見を取り下げますか
withdraw-text = 取り下げると、公開のページからすぐに消え、元に戻せません。会議の資料にすでに載ったものは、そこに残ります。
withdraw-button = 取り下げる
withdraw-back = やめて戻る

# ---- end receipt ----


## Residents: letters

# ---- begin letters ----

letter-received-subject = ご意見を受け付けました（{ $receipt }）
letter-decided-subject = ご意見についてのお知らせ（{ $receipt }）
letter-received = { $at }に、ご意見を受け付けました。ありがとうございます。
letter-published = ご意見を公開しました。
letter-redacted = ご意見を、一部を伏せて公開しました。
letter-returned = ご意見について、直していただきたいところがあります。状態のページで、直して送ってください。
letter-withheld = ご意見は、公開しないことになりました。
letter-public-at-once = 募集のページで、すでに公開しています。職員はこのあと確認します。
letter-on-hold-until = ご意見の確認に、時間をいただいています。{ $day }までに、結果をお知らせします。
letter-on-hold = ご意見の確認に、時間をいただいています。
letter-changed = ご意見の状態が変わりました。
letter-how = ご意見の状態は、受付票の番号とコードで確かめられます。
letter-open = ご意見の状態を見る
letter-no-reply = このメールには返信できません。
letter-stop = お知らせをやめる
letter-stop-at = お知らせをやめるときは、次のページを開いてください。
stop-title = メールのお知らせをやめますか
stop-text = このメールが届いたアドレスへのお知らせをすべてやめ、アドレスを消します。送ったご意見は、そのまま残ります。
stop-ended-title = メールのお知らせをやめました
stop-ended-text = アドレスは消しました。また受け取りたいときは、受付票の番号とコードで状態のページを開き、アドレスを書いてください。
stop-unknown-title = このリンクでは、お知らせをやめられません
stop-unknown-text = リンクの一部が欠けているようです。メールの中のリンクをもう一度お試しください。受付票の番号とコードで状態のページを開いて、やめることもできます。

# ---- end letters ----


## Residents and staff: notes under an opinion

# ---- begin additions ----

addition-title = 補足
addition-write = 補足を書く
addition-label = 補足
addition-help = 送ったご意見の文章は、もう直せません。言い足りないことや、事情の変わったことを書いてください。職員が確認してから、ご意見の下に公開します。送ったあとは直せません。あと{ $left }つ書けます。
addition-send = この補足を送る
addition-sent = 補足を受け付けました。職員が確認します。
addition-errors = 補足はまだ送られていません。書いたものは、そのまま残っています。
addition-blank = 文章を書いてください。空白だけでは送れません。
addition-too-many = 同じ回線から続けて送られたため、いまは送れません。{ $minutes }分ほどたってから、もう一度お試しください。書いた文章は、この下に残っています。
addition-moved-on = いま書いた補足は、送られていません。開いているあいだに、状態が変わりました。最新の状態を確かめてください。書いた文章は、この下に残っています。
addition-full = 補足は{ $most }つまでです。すべて送られています。
addition-hidden = ご意見が公開されているあいだだけ、いっしょに公開します。
addition-unseen = いまは見えません
addition-pending = 確認待ち
addition-published = 公開
addition-withheld = 非公開
addition-by-author = 書いた方の補足
addition-on = { $day }の補足
addition-count = 補足 { $n }件を読む
addition-kind = 補足をお寄せいただき、ありがとうございます。投稿のおねがいの「{ $reason }」にあたるため、公開を控えました。補足は担当者が読み、記録に残しています。
letter-addition-published = ご意見の補足を公開しました。
letter-addition-withheld = ご意見の補足は、公開しないことになりました。
follow-ups-nav = 審査するもの
follow-ups-opinions = 意見
follow-ups-additions = 補足（{ $n }）
additions-title = 補足
additions-lead = 公開などのあとに、本人が書き足した文です。公開すると、意見の下に並びます。意見が公開されていないあいだは、ここに出ません。
additions-waiting = これから審査する補足
additions-none = 審査する補足はありません。
additions-decided = 審査の済んだ補足
additions-of = { $receipt } の補足{ $number }
additions-done = { $receipt } の補足{ $number }を「{ $state }」にしました。
additions-note = 補足の原文
additions-opinion = 意見とその経過を見る
additions-others = ほかの補足
additions-last = いまの審査結果
additions-decide = 補足{ $number }を審査する
additions-help-publish = 書かれたまま、すぐに意見の下に公開します。
additions-help-withhold = 公開しません。理由とお知らせが本人に見えます。あとから公開に変えられます。
additions-acts-none = 意見が「{ $state }」のため、いまは審査できません。
additions-clash-text = いま押した操作は、行われていません。下に最新の内容を表示しています。
addition-clash-hidden = 意見は、いま「{ $state }」です。
act-addition-sent = 補足の送信
act-addition-decided = 補足の審査
log-addition = 補足{ $number }
job-letter-addition = 補足の審査結果のお知らせ
archive-table-additions = 意見の補足
archive-addition-number = その意見の何番目の補足か
archive-addition-body = 補足の文
archive-addition-state = 補足の状態
archive-addition-sent = 補足が届いた日時

# ---- end additions ----


## Residents and staff: appeals

# ---- begin appeals ----

appeal-write = もう一度確かめるよう頼む（異議申立て）
appeal-label = どこを、なぜ見直してほしいか
appeal-help = ご意見を公開しない判断について、これまでに関わっていない職員が、もう一度確かめ、文章でお答えします。頼めるのは、一つの判断について一度です。ここに書いたことは公開しません。
appeal-send = もう一度確かめるよう頼む
appeal-sent = 異議申立てを受け付けました。これまでに関わっていない職員が確かめ、このページでお答えします。
appeal-errors = 異議申立てはまだ送られていません。書いたものは、そのまま残っています。
appeal-moved-on = 異議申立ては送られていません。すでに受け付けているか、開いているあいだにご意見の状態が変わりました。最新の状態を確かめてください。書いた文章は、この下に残っています。
status-lead-appealed = 公開していません。異議申立てを受けて、これまでに関わっていない職員が、もう一度確かめています。
appeal-step = 異議申立てを受け付けました
appeal-step-open = これまでに関わっていない職員が、もう一度確かめています。
appeal-step-upheld = 異議申立てにお答えしました（判断は変わりません）
appeal-step-changed = 異議申立てにお答えしました（判断を改めました）
appeal-upheld = 判断を維持
appeal-changed = 判断を変更
letter-appeal-upheld = 異議申立てを受けて、もう一度確かめました。ご意見を公開しない判断は変わりません。
letter-appeal-changed = 異議申立てを受けて、もう一度確かめ、判断を改めました。
follow-ups-appeals = 異議申立て（{ $n }）
appeals-title = 異議申立て
appeals-lead = 非公開になった意見について、本人がもう一度確かめるよう求めたものです。その意見の審査に関わっていない職員が、文章で答えます。
appeals-open = 回答を待つもの
appeals-none = 回答を待つ異議申立てはありません。
appeals-answered = 回答の済んだもの
appeals-own = ほかの担当者が回答
appeals-wait = 回答待ち
appeals-age-new = 1時間以内
appeals-age-hours = { $n }時間前から
appeals-age-days = { $n }日前から
appeals-of = { $receipt } の異議申立て
appeals-done = { $receipt } の異議申立てに回答しました。
appeals-text = 本人の申立て
appeals-given = 回答
appeals-earlier = 前の異議申立て（{ $when }）
appeals-acts = 回答する
appeals-acts-text = 回答は本人に、状態のページと（頼まれていれば）メールで知らせます。あとから直せません。
appeals-act-uphold = 非公開のままにする
appeals-act-publish = 判断を改め、公開する
appeals-act-mask = 判断を改め、一部伏せて公開する
appeals-help-uphold = 意見は非公開のままです。前と同じ結論になった理由を、申立てに答える形で書いてください。
appeals-help-publish = 原文のまま、すぐに公開します。
appeals-help-mask = 言葉を伏せて、すぐに公開します。原文は残ります。
appeals-answer = 本人への回答
appeals-answer-help = 必須。本人の言葉を引くと、メールにも載ります。
appeals-errors = まだ回答していません。直してから、もう一度押してください。
appeals-own-text = あなたはこの意見の審査か、前の異議申立てに関わったため、回答できません。審査の権限をもつ、ほかの職員が回答します。そのような職員がいないときは、管理者に相談してください。
appeals-refused = 回答していません
appeals-clash = 開いているあいだに、ほかの担当者が回答したか、意見の状態が変わりました。下に最新の内容を表示しています。
appeals-moot = 意見の状態が変わったため、回答はいりません。
appeals-over = 回答は済んでいます。
queue-acts-appeal = 異議申立てが出ています。関わっていない職員が回答するまで、審査結果は変えられません。
queue-appeal = 異議申立てを見る
queue-clash-appeal = 本人が異議申立てをしました。
act-appeal-sent = 異議申立て
act-appeal-answered = 異議申立てへの回答
job-letter-appeal = 異議申立ての回答のお知らせ
archive-table-appeals = 異議申立て
archive-appeal-decision = 対象の審査の番号（decisions.csvのnumber）
archive-appeal-body = 申立ての文
archive-appeal-sent = 申立てが届いた日時
archive-appeal-outcome = 結果（空欄は未回答）
archive-appeal-answer = 提出者への回答
archive-appeal-answered = 回答した日時

# ---- end appeals ----


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
reactions-off = 使わない
reactions-shown = 使う（数をすぐに表示する）
reactions-hidden = 使う（数は募集が終わってから表示する）
held-honeypot = 自動送信の疑い（人に見えない欄に入力）
held-too-fast = 開いてすぐに送信
held-rate = 同じ回線から多数
held-second-look = 原本との照合待ち
held-uncompared = 原本と照合していない書き写し
checking-unasked = 頼んでいない
checking-waiting = 待っている
checking-done = 済み
checking-waived = 照合できる人がいないため、省いた
role-administrator = 管理者
role-moderator = 審査
role-staff = 企画・集計
role-department = 担当課
role-viewer = 閲覧
role-auditor = 監査
role-contacts = 連絡先の書き出し

# ---- end names ----

# ---------- Everything of a consultation, as a folder ----------

archive-table-consultations = 意見募集
archive-table-consultation-texts = 意見募集の文
archive-table-purpose-versions = 利用目的の各版
archive-table-themes = テーマ
archive-table-theme-texts = テーマの文
archive-table-field-counts = 人数だけを数える項目の件数（1件ずつの答えはどこにも入りません。いちばん新しい1件から4件は数えません。{ $few }人に満たない欄と、引き算で分かってしまう欄は空けてあります）
archive-counted-code = 選んだ答えのコード（空欄は「答えなし」）
archive-counted-opinions = 件数（すべての状態。空欄は、人が少ないので書いていない）
archive-counted-submitters = 提出者数（送信の単位。空欄は、人が少ないので書いていない）
archive-unit-opinions = 件
archive-unit-people = 人
archive-table-fields = 提出者について聞く項目
archive-table-field-choices = 項目の選択肢
archive-table-choice-texts = 選択肢のほかの言語での名前
archive-table-meetings = 会議
archive-table-submitters = 提出者（送信の単位。名前は分かりません）
archive-table-opinions = 意見
archive-table-opinion-themes = ほかのテーマ
archive-table-opinion-versions = 直した後の文章
archive-table-decisions = 審査の記録
archive-table-redactions = 伏せた所
archive-table-notes = ワークショップの付せん
archive-table-transcriptions = 職員が書き写した意見
archive-table-reactions = ご意見への共感
archive-table-imports = ファイルからの取り込み
archive-table-accounts = この意見募集の記録に出てくる職員
archive-table-audit = この意見募集についての操作履歴
archive-id = ID（ほかの表とつなぐためのもの）
archive-call = 意見募集のID
archive-opinion = 意見のID（opinions.csvのid）
archive-theme = テーマのID（themes.csvのid）
archive-account = 職員のID（accounts.csvのid）
archive-slug = アドレスに使う名前
archive-mode = 意見募集の種類
archive-moderation = 審査の時期
archive-opens = 受付の最初の日
archive-closes = 受付の最後の日
archive-short-period = 30日より短いときの理由
archive-max-chars = 意見の文字数の上限
archive-target-hours = 審査の目標時間
archive-listed = 公開した日時
archive-revision = 設定を保存した回数
archive-created = 作った日時
archive-updated = 最後に変えた日時
archive-lang = 言語（ja：日本語、en：英語など）
archive-page-lang = 送ったページの言語（紙などで届いたものは空）
archive-title = 題名
archive-question = 問いかけ
archive-background = 趣旨・背景
archive-readers = 誰が読むか
archive-usage = どう使うか
archive-next-steps = このあとの予定（1行に1つ）
archive-hints = 書くときの手がかり（1行に1つ）
archive-purpose = 個人情報の利用目的
archive-purpose-version = 利用目的の版（purpose_versions.csvのversion）
archive-parent = 上のテーマのID
archive-code = コード
archive-position = 並び順
archive-closed = 閉じた日時
archive-theme-name = テーマの名前
archive-theme-hint = テーマの説明
archive-field = 項目
archive-requirement = 必須かどうか
archive-visibility = 見せる範囲
archive-label = 選択肢の名前（日本語）
archive-choice-code = 選択肢のコード（field_choices.csvのcode）
archive-choice-text = その言語での選択肢の名前
archive-choice-closed = 1なら、もう選べない選択肢
archive-meeting-number = 会議の回
archive-held = 開いた日
archive-starts = 始まる時刻（HH:MM）
archive-ends = 終わる時刻（HH:MM）
archive-meeting-name = 会議の名前
archive-agenda = 議題（1行に1つ）
archive-number = 受付の通し番号（サイト全体）
archive-receipt = 受付番号（年度は、番号を付けた日のもの）
archive-submitter = 提出者のID（submitters.csvのid。名前は分かりません）
archive-main-theme = 主なテーマのID（themes.csvのid）
archive-channel = 提出方法
archive-recorded = 紙などから入力した職員のID（accounts.csvのid）
archive-recorded-at = 紙やファイルから取り込んだ日時
archive-choice = 選んだ答えのコード（field_choices.csvのcode）
archive-original = 原文（最初に送られたまま）
archive-version = 版（1は最初のもの）
archive-state = 状態
archive-decisions = 審査の記録の数
archive-public-body = 公開文（公開していなければ空欄。伏せた所は〔…〕）
archive-held-for = 審査に回した理由
archive-due = 保留の期限
archive-submitted = 受け付けた日時
archive-published = 公開した日時
archive-reviewed = 最後に審査した日時
archive-import = 取り込みのID（imports.csvのid）
archive-external = 取り込んだファイルでの番号
archive-external-list = その番号をつけた一覧の名前（空は、とくに名前をつけていない一覧）
archive-asked-from = 取り込んだ所
archive-note-meeting = 会議のID（meetings.csvのid）
archive-checking = 原本との照合
archive-checked = 照合した日時
archive-given-on = 共感のあった日
archive-further-position = ほかのテーマの順（1か2）
archive-body = その版の文章（送られたまま）
archive-decision-number = その意見での何番目の審査か
archive-decided-version = 審査した版
archive-from-state = 前の状態
archive-to-state = 後の状態
archive-reason = 理由
archive-message = 提出者への文
archive-note = 職員どうしのメモ
archive-decided-by = 審査した職員のID（accounts.csvのid。空欄は提出者本人）
archive-decided = 審査した日時
archive-span-decision = 伏せた審査の番号（decisions.csvのnumber）
archive-span-starts = 伏せた所の始まり（0から数える）
archive-span-ends = 伏せた所の終わり（この文字は含まない）
archive-file-name = 取り込んだファイルの名前
archive-sha256 = 取り込んだファイルのSHA-256
archive-bytes = 取り込んだファイルの大きさ
archive-source = ファイルを作ったもの
archive-plan = 列の読み方（JSON）
archive-rows = ファイルの行数
archive-first-number = 取り込みに使った通し番号の最初
archive-numbers = 取り込みに使った通し番号の数
archive-applied = 取り込んだ日時
archive-login = 職員ID
archive-name = 表示名
archive-act-number = 操作履歴の番号
archive-at = 日時
archive-actor = 操作した人（職員ID。(author)は提出者、(shell)はコマンド、(system)は自動）
archive-act = 操作
archive-subject = 何に対してか（受付番号か、意見募集の名前）
archive-detail = 内容（1行に1つ）
archive-hash = 記録のハッシュ値
archive-unit-chars = 文字（コードポイント）
archive-unit-hours = 時間
archive-unit-bytes = バイト
archive-unit-rows = 行
archive-unit-times = 回
archive-why-secret = 暗証のためのもの
archive-why-contacts = 提出者の連絡先（決まった日に消えるもの）
archive-why-passing = 一時的なもの
archive-why-site = サイト全体のもの
archive-why-derived = ほかの列から作り直せるもの
archive-why-choices = 職員の画面の好み
archive-why-persons = 一人ひとりを見分けるための符号
archive-readme =
    { $title }
    意見募集のすべての記録

    【これは何か】
    意見公募システム Koe { $program } が、1つの意見募集（{ $slug }）について持つすべての記録です。{ $moment }現在のものです。
    原文と職員のメモが入っています。庁外に出さないでください。

    【ファイル】
    { $tables }
    codebook.csv　すべての表のすべての列の説明とコードの意味
    SHA256SUMS　すべてのファイルのSHA-256
    表の後の数は、見出しを除いた行数です。

    【読みかた】
    ・CSV（RFC 4180）、文字コードはUTF-8（BOMなし）、区切りはコンマ、行の終わりはCRLFです。すべての欄を「"」で囲み、欄の中の「"」は「""」と書いてあります。
    ・文章は1文字も変えていません。欄の中に改行があります。「=」などで始まる欄にも、数式にならないための「'」は付けていません。Excelでじかに開かず、「データの取り込み」で文字列として読んでください。
    ・日時は 2024-10-28T10:00:00.000+09:00 の形で、ミリ秒まで正確です。日付は 2024-10-28 の形です。
    ・空欄は「ない」ことを表します。
    ・表は、codebook.csvの「…のID」の列でつながります。

    【状態と伏せ字】
    ・意見のいまの状態は opinions.csv の state、そこまでの経過は decisions.csv に、1つの審査が1行であります。受け付けた件数は、すべての状態の件数の合計です。
    ・opinions.csv の original は最初に送られたままの文章で、変わることはありません。version が1ならこれがいまの文章です。2以上なら、提出者が直した文章が opinion_versions.csv にあり、同じ番号のものがいまの文章です。
    ・public_body は公開している文章で、伏せた所を〔個人情報のため非公開〕のように書いてあります。どこを伏せたかは redactions.csv に、その版の文章の何文字目から何文字目まで、という形であります。文字はUnicodeのコードポイントで、0から数えます。
    ・取り下げた意見と非公開の意見も、原文のまま入っています。
    ・「集計だけに使う」と伝えた項目（fields.csv の visibility が aggregate）の答えは、opinions.csv では空欄です。

    【入っていないもの】
    { $lacking }

    【確かめかた】
    このフォルダで sha256sum -c SHA256SUMS を実行すると、書き出したときから変わっていないことを確かめられます。audit.csv の hash は操作履歴全体を1つにつなぐもので、ここにあるのはその一部です。
archive-readme-table = { $file }　{ $rows }行　{ $label }
archive-readme-lacking = ・{ $names }（{ $why }）
