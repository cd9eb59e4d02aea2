//! The names of columns, in the words of cities, and a heading without what does not matter in it.

use unicode_normalization::UnicodeNormalization;

use crate::mapping::Meaning;

/// A heading in half width and small letters.
pub(super) fn folded(head: &str) -> String {
    head.nfkc().flat_map(char::to_lowercase).collect()
}

/// The same without any space.
pub(super) fn unspaced(head: &str) -> String {
    folded(head).split_whitespace().collect()
}

/// A heading without what does not matter: width, case, spaces, 「（必須）」, a number before it, an `attribute_`, that it asks.
pub(super) fn plain(head: &str) -> String {
    let folded = folded(head);
    let (bare, beside) = folded.split_at(folded.find(['(', '※', '【', '[']).unwrap_or(folded.len()));
    let bare = if bare.trim().is_empty() { folded.trim() } else { bare.trim() };
    let numbered = bare.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, 'q' | '問' | '設'));
    let unnumbered = match numbered.chars().next() {
        Some('.' | ':' | '、' | ' ') if numbered.len() < bare.len() => {
            numbered[1..].trim_start_matches([':', ' ', '、'])
        }
        _ => bare,
    };
    let name = ["attribute_", "demo:"].iter().find_map(|prefix| unnumbered.strip_prefix(prefix)).unwrap_or(unnumbered);
    let name: String = name.chars().filter(|c| !c.is_whitespace()).collect();
    let name = match unasked(&name) {
        "年月日" => "日付".to_owned(),
        name => usual(&name.replace("年月日", "日")),
    };
    // Of 意見（全文） and 意見（概要） the one is not the other.
    match EXTENTS.iter().find(|extent| beside.contains(**extent)) {
        Some(extent) if name.ends_with("意見") => format!("意見{extent}"),
        _ => name,
    }
}

/// The usual one of the names that differ only in politeness: お寄せいただいたご意見等の概要 is 意見概要.
pub(super) fn usual(name: &str) -> String {
    let plain = |part: &str| {
        let given = ["お寄せいただいた", "寄せられた", "いただいた", "提出された"];
        let part = given.iter().find_map(|given| part.strip_prefix(given)).unwrap_or(part);
        // ごみ is rubbish, and nothing polite.
        let bare =
            part.strip_prefix(['ご', '御']).filter(|rest| rest.starts_with(|c| ('\u{4E00}'..='\u{9FFF}').contains(&c)));
        bare.unwrap_or(part).to_owned()
    };
    let name = name.split('・').map(plain).collect::<Vec<_>>().join("・");
    let name = ["等", "など"].iter().find_map(|end| name.strip_suffix(end)).unwrap_or(&name);
    name.replace("意見等の", "意見").replace("意見の", "意見")
}

/// What a question asks for: あなたの年代を選択してください。
pub(super) fn unasked(name: &str) -> &str {
    let name = name.trim_end_matches(['。', '?', ':']);
    let polite = name.strip_suffix("ください").and_then(|it| it.rsplit_once('を')).map(|(what, _)| what);
    let name = polite.unwrap_or(name);
    let name = ["どちらですか", "何ですか", "いくつですか", "どこですか"]
        .iter()
        .find_map(|asks| name.strip_suffix(asks))
        .unwrap_or(name);
    let name = name.strip_suffix('は').unwrap_or(name);
    name.strip_prefix("あなたの").unwrap_or(name)
}

/// Names that people and programs give to columns, folded as `plain` does it, the surest first: the whole text before what
/// may be a part of it.
pub(super) const NAMES: [(Meaning, &[&str]); 14] = [
    (
        Meaning::Text,
        &[
            "意見全文",
            "全文",
            "意見原文",
            "意見本文",
            "意見内容",
            "意見",
            "提出意見",
            "市民意見",
            "市民の声",
            "意見・提案",
            "意見・要望",
            "意見・感想",
            "意見・情報",
            "意見・質問",
            "質問・意見",
            "要望・意見",
            "投稿内容",
            "本文",
            "原文",
            "内容",
            "要望",
            "自由記述",
            "自由意見",
            "自由回答",
            "自由記述回答",
            "感想",
            "提案",
            "comment-body",
            "comment",
            "body",
            "text",
            "opinion",
            "content",
            "feedback",
            "survey_text",
            "response",
            "付せん",
            "付箋",
            "ふせん",
            "note",
            "公開されている文",
            "公開文",
        ],
    ),
    (Meaning::Title, &["件名", "題名", "タイトル", "title", "subject"]),
    (
        Meaning::Id,
        &[
            "id",
            "comment-id",
            "受付番号",
            "整理番号",
            "管理番号",
            "番号",
            "no",
            "no.",
            "回答id",
            "回答番号",
            "response_id",
        ],
    ),
    (
        Meaning::Theme,
        &["テーマ", "分野", "分類", "カテゴリ", "カテゴリー", "項目", "主なテーマ", "theme", "category", "topic"],
    ),
    (Meaning::FurtherThemes, &["ほかのテーマ", "その他のテーマ", "further_themes"]),
    (
        Meaning::Day,
        &[
            "受付日",
            "受付日時",
            "受理日",
            "受領日",
            "提出日",
            "提出日時",
            "申請日",
            "申請日時",
            "申込日",
            "申込日時",
            "受信日",
            "受信日時",
            "受領日時",
            "送信日",
            "投稿日",
            "投稿日時",
            "送信日時",
            "回答日",
            "回答日時",
            "日付",
            "登録日",
            "登録日時",
            "記入日",
            "記入日時",
            "date",
            "datetime",
            "timestamp",
            "created_at",
            "submitted_at",
            "published_at",
            "タイムスタンプ",
        ],
    ),
    (
        Meaning::AgeBand,
        &["年代", "ご年代", "年齢", "ご年齢", "年齢層", "年齢区分", "年齢階層", "世代", "age", "age_band"],
    ),
    (
        Meaning::Area,
        &[
            "地区",
            "地域",
            "居住地",
            "お住まい",
            "お住まいの地区",
            "お住まいの地域",
            "校区",
            "居住地区",
            "居住地域",
            "area",
            "district",
        ],
    ),
    (Meaning::Relation, &["市との関わり", "立場", "属性", "お立場", "市との関係", "relation"]),
    (Meaning::Channel, &["経路", "受付方法", "提出方法", "媒体", "方法", "チャネル", "受付経路", "channel"]),
    (Meaning::ReceivedPlace, &["受付場所", "受付窓口", "提出場所", "提出窓口", "received_place"]),
    (Meaning::Lang, &["言語", "lang", "language", "locale"]),
    (
        Meaning::Table,
        &[
            "テーブル",
            "テーブル名",
            "テーブル番号",
            "テーブルno",
            "テーブルno.",
            "班",
            "班名",
            "グループ",
            "グループ名",
            "table",
            "group",
        ],
    ),
    (
        Meaning::Dots,
        &[
            "会場の共感シール",
            "共感シール",
            "シール",
            "シール数",
            "シールの数",
            "シール枚数",
            "シールの枚数",
            "票数",
            "dots",
        ],
    ),
];

/// What a text is called that somebody has shortened: taken where no whole one is.
pub(super) const SHORTENED: [&str; 5] = ["意見概要", "意見要旨", "意見要約", "意見抜粋", "主な意見"];
/// What a text is called, and a remark of the office's or a summary of something else as well: taken where one alone is there.
pub(super) const VAGUE: [&str; 5] = ["コメント", "コメント内容", "概要", "要旨", "要約"];
/// What stands behind a name to tell the whole from the shortened: 意見（全文）.
pub(super) const EXTENTS: [&str; 6] = ["全文", "原文", "概要", "要旨", "要約", "抜粋"];

/// What tells how many opinions one row stands for.
pub(super) const COUNTS: [&str; 7] =
    ["件数", "意見件数", "意見数", "同趣旨の意見数", "同趣旨の件数", "同じ意見数", "提出件数"];

/// What was asked, and what was said to it, where each row has a question of its own.
pub(super) const QUESTIONS: [&str; 8] =
    ["設問", "設問文", "設問内容", "設問項目", "質問", "質問文", "質問内容", "質問項目"];
pub(super) const REPLIES: [&str; 4] = ["回答", "回答内容", "回答文", "回答本文"];

/// What stands in the heading of who wrote and where to find him.
pub(super) const PERSONAL: [&str; 16] = [
    "住所",
    "氏名",
    "連絡先",
    "電話",
    "メール",
    "フリガナ",
    "ふりがな",
    "芳名",
    "団体名",
    "勤務先",
    "郵便番号",
    "提出者",
    "回答者",
    "mail",
    "phone",
    "address",
];
/// What stands in the heading of what the office says or does.
pub(super) const OFFICE: [&str; 17] = [
    "考え方",
    "市の考え",
    "町の考え",
    "村の考え",
    "区の考え",
    "県の考え",
    "見解",
    "回答",
    "対応",
    "処理",
    "検討結果",
    "反映",
    "修正",
    "担当",
    "所管",
    "事務局",
    "該当箇所",
];
/// Both by their whole names.
pub(super) const NO_TEXT: [&str; 5] = ["名前", "お名前", "備考", "メモ", "摘要"];

/// What stands in the heading of a column in which people write freely.
pub(super) const FREE: [&str; 6] = ["意見", "要望", "提案", "内容", "自由", "感想"];
/// How a heading ends that asks for it, whatever it is about: 市の対応へのご要望.
pub(super) const SOUGHT: [&str; 5] = ["意見", "要望", "提案", "感想", "自由記述"];
/// What stands in a heading that is a question.
pub(super) const ASKING: [&str; 12] = [
    "ください",
    "下さい",
    "あなた",
    "お聞き",
    "教えて",
    "ほしい",
    "欲しい",
    "思う",
    "ですか",
    "ますか",
    "でしたか",
    "ましたか",
];
/// The same where a sentence of a resident seldom has it.
pub(super) const ASKED: [&str; 12] = [
    "お書き",
    "ご記入",
    "記入して",
    "お聞かせ",
    "お聞き",
    "教えて",
    "あなたの",
    "ですか",
    "ますか",
    "でしたか",
    "ましたか",
    "(自由",
];
