//! What the columns of a file are, by their headings: those of our own files, of programs that cities use, and the names
//! that people give them.

mod names;
pub mod source;
pub mod tongues;

use std::collections::HashSet;

use crate::exchange::{Fact, LANG};
use crate::mapping::{Column, Meaning};
use crate::tables::Row;
use names::{
    ASKED, ASKING, COUNTS, FREE, NAMES, NO_TEXT, OFFICE, PERSONAL, QUESTIONS, REPLIES, SHORTENED, SOUGHT, VAGUE, plain,
    unasked, unspaced, usual,
};
use source::{Source, own};

/// Whether a cell is the name of a column and nothing else: `plain` finds one in many a sentence.
pub fn is_name(cell: &str) -> bool {
    let folded = unspaced(cell);
    let name = ["(必須)", "(枚)"].iter().find_map(|after| folded.strip_suffix(after)).unwrap_or(&folded);
    let name = usual(name);
    let known = NAMES.iter().flat_map(|(_, names)| *names).chain(&SHORTENED).chain(&VAGUE);
    known.into_iter().any(|known| *known == name)
}

/// Whether people or programs call a column so, used or not.
pub fn is_known(head: &str) -> bool {
    let name = plain(head);
    let unused =
        || NO_TEXT.contains(&name.as_str()) || PERSONAL.iter().any(|part| name.contains(part)) || is_count(head);
    is_name(&name) || unused() || in_language(head).is_some()
}

/// Whether a heading is rather what somebody wrote: a sentence that asks for nothing.
pub fn is_rather_written(head: &str) -> bool {
    let name = unspaced(head);
    let asks = SOUGHT.iter().any(|end| unasked(&name).ends_with(end)) || ASKED.iter().any(|part| name.contains(part));
    name.chars().count() >= 8 && !name.is_ascii() && !asks
}
/// Whether it tells how many opinions a row stands for.
pub fn is_count(head: &str) -> bool {
    COUNTS.contains(&plain(head).as_str())
}

/// What wrote a file, and what its columns are. `rows` are the first of the table.
pub fn guess(heads: &[String], rows: &[Row]) -> (Source, Vec<Column>) {
    let names: Vec<String> = heads.iter().map(|head| plain(head)).collect();
    let has = |mark: &str| place(heads, mark).is_some();
    // Those with more marks say more.
    let fits = |source: &Source| *source != Source::Sheet && source.marks().iter().all(|mark| has(mark));
    let fitting = Source::ALL.iter().filter(|source| fits(source)).max_by_key(|source| source.marks().len());
    let source = fitting.copied().unwrap_or(Source::Sheet);
    let mut meanings = vec![Meaning::Nothing; heads.len()];
    let mut taken = Vec::new();
    let mut settle = |at: usize, meaning: Meaning, meanings: &mut Vec<Meaning>| {
        if meanings[at] == Meaning::Nothing && (meaning.may_repeat() || !taken.contains(&meaning)) {
            meanings[at] = meaning;
            taken.push(meaning);
        }
    };
    let mut kept_out = Vec::new();
    for (name, meaning) in own(source, has(&Fact::Meeting.head(LANG.words())))
        .iter()
        .map(|(name, meaning)| (name.as_str(), *meaning))
        .chain(source.columns().iter().copied())
    {
        let Some(at) = place(heads, name) else { continue };
        match meaning {
            Meaning::Nothing => kept_out.push(at),
            meaning => settle(at, meaning, &mut meanings),
        }
    }
    for (meaning, known) in NAMES {
        // In the order of the names, so that 意見全文 goes before 意見, and that before 内容.
        let found = known.iter().find_map(|known| names.iter().position(|name| name == known));
        if let Some(at) = found.filter(|at| !kept_out.contains(at)) {
            settle(at, meaning, &mut meanings);
        }
    }
    if !meanings.contains(&Meaning::Text) {
        let is_free = |at: usize| meanings[at] == Meaning::Nothing && !kept_out.contains(&at);
        if let Some(at) = text(heads, &names, rows, is_free) {
            settle(at, Meaning::Text, &mut meanings);
        }
    }
    let columns = heads.iter().zip(meanings).map(|(head, meaning)| Column { head: head.clone(), meaning });
    (source, columns.collect())
}

/// Where a heading stands: this one, or with `/*` the one in Japanese, else in the first language there is.
fn place(heads: &[String], name: &str) -> Option<usize> {
    let Some(of) = name.strip_suffix("/*") else { return heads.iter().position(|head| head.trim() == name) };
    let lang = |head: &String| in_language(head).filter(|(what, _)| *what == of).map(|(_, lang)| lang == "ja");
    heads
        .iter()
        .position(|head| lang(head) == Some(true))
        .or_else(|| heads.iter().position(|head| lang(head).is_some()))
}

/// What a heading names, and in which language: `body/ja`. An id or an address is in none.
pub fn in_language(head: &str) -> Option<(&str, &str)> {
    let (what, lang) = head.trim().rsplit_once('/')?;
    let (main, region) = lang.split_once('-').unwrap_or((lang, "XX"));
    let is_lang = (2..=3).contains(&main.len()) && main.bytes().all(|byte| byte.is_ascii_lowercase());
    (is_lang && main != "id" && main != "url" && (2..=4).contains(&region.len())).then_some((what, lang))
}

/// The column of the texts, where none has a sure name. `None`: there is none, or nobody can tell which of two it is.
fn text(heads: &[String], names: &[String], rows: &[Row], is_free: impl Fn(usize) -> bool) -> Option<usize> {
    let of = |known: &[&str]| names.iter().position(|name| known.contains(&name.as_str()));
    if let Some(at) = SHORTENED.iter().find_map(|known| of(&[known])).filter(|at| is_free(*at)) {
        return Some(at);
    }
    if let (Some(question), Some(reply)) = (of(&QUESTIONS), of(&REPLIES)) {
        return is_questionnaire(names, question, rows).then_some(reply);
    }
    let mine: Vec<usize> = (0..names.len()).filter(|at| is_free(*at) && !is_others(&heads[*at], &names[*at])).collect();
    let mut vague = mine.iter().filter(|at| VAGUE.contains(&names[**at].as_str()));
    match (vague.next(), vague.next()) {
        (None, _) => wordiest(names, rows, &mine),
        (Some(at), None) => Some(*at),
        _ => None,
    }
}

/// Whether what stands beside a question is what people wrote, and not the city's answer to what they asked: of a questionnaire
/// the same questions come again.
fn is_questionnaire(names: &[String], question: usize, rows: &[Row]) -> bool {
    let asked: Vec<&str> = rows.iter().filter_map(|row| row.cells.get(question)).map(|cell| cell.trim()).collect();
    let different: HashSet<&str> = asked.iter().copied().collect();
    names[question].starts_with("設問")
        || names.iter().any(|name| name.starts_with("回答者"))
        || (!asked.is_empty() && different.len() * 2 <= asked.len())
}

/// Whether a heading is of what somebody else says: who wrote it, and the office. A question about these is none.
fn is_others(head: &str, name: &str) -> bool {
    if SOUGHT.iter().any(|end| name.ends_with(end)) {
        return false;
    }
    let folded = unspaced(head).replace("自由回答", "").replace("自由記述回答", "");
    let has = |parts: &[&str]| parts.iter().any(|part| folded.contains(part));
    has(&PERSONAL) || NO_TEXT.contains(&name) || (has(&OFFICE) && !has(&ASKING))
}

/// Of some columns the one with the most letters: of a questionnaire mostly the free answer, under a heading that is the
/// question itself. Days and numbers have hardly any.
fn wordiest(names: &[String], rows: &[Row], among: &[usize]) -> Option<usize> {
    let length = |at: usize| -> usize {
        rows.iter()
            .filter_map(|row| row.cells.get(at))
            .flat_map(|cell| cell.chars())
            .filter(|c| c.is_alphabetic())
            .count()
    };
    let found = || among.iter().copied().filter(|at| length(*at) > 0);
    let longest = found().map(length).max()?;
    // はい and いいえ are no opinion, whatever the question is about.
    let is_asked = |at: usize| FREE.iter().any(|word| names[at].contains(word)) && 3 * length(at) >= longest;
    found().max_by_key(|at| (is_asked(*at), length(*at)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guessed(heads: &[&str]) -> (Source, Vec<Meaning>) {
        let heads: Vec<String> = heads.iter().map(|head| (*head).to_owned()).collect();
        let (source, columns) = guess(&heads, &[]);
        (source, columns.into_iter().map(|column| column.meaning).collect())
    }

    #[test]
    fn columns_are_known_by_the_names_that_people_give_them() {
        use Meaning::*;
        let cases: [(&[&str], &[Meaning]); 13] = [
            (
                &["受付番号", "受付年月日", "提出者区分", "ご意見の概要", "市の考え方"],
                &[Id, Day, Nothing, Text, Nothing],
            ),
            (&["提出年月日", "生年月日", "ご意見等", "備考"], &[Day, Nothing, Text, Nothing]),
            (&["年月日", "意見"], &[Day, Text]),
            (&["No.", "受付日", "地区", "年代", "ご意見（必須）"], &[Id, Day, Meaning::Area, AgeBand, Text]),
            (&["番号", "テーマ", "内容", "備考"], &[Id, Theme, Text, Nothing]),
            (&["内容", "意見"], &[Nothing, Text]),
            (&["Ｑ１．年代", "問2 お住まいの地区", "3. コメント"], &[AgeBand, Meaning::Area, Text]),
            (&["id", "text", "attribute_年代"], &[Id, Text, AgeBand]),
            (&["あなたの年代", "お住まいの地区はどちらですか", "コメント"], &[AgeBand, Meaning::Area, Text]),
            (
                &["Q1 あなたの年代を選択してください（必須）", "お住まいの地区は？", "意見"],
                &[AgeBand, Meaning::Area, Text],
            ),
            (&["年齢をお答えください。", "ご意見をお書きください"], &[AgeBand, Text]),
            (&["受付番号", "受付番号", "意見"], &[Id, Nothing, Text]),
            // Where somebody lives to the house is no district, and nobody's to show.
            (&["住所", "意見"], &[Nothing, Text]),
        ];
        for (heads, meanings) in cases {
            assert_eq!(guessed(heads), (Source::Sheet, meanings.to_vec()), "{heads:?}");
        }
    }

    #[test]
    fn what_heads_a_column_is_told_from_what_somebody_wrote() {
        let heads = [
            "駅前のベンチについてのご要望",
            "お気づきの点をお書きください",
            "まちをどう思いますか",
            "ひとこと",
            "Any comments?",
        ];
        assert!(!heads.iter().any(|head| is_rather_written(head)));
        assert!(["駅前にベンチがほしい", "バスを増やしてください。"].iter().all(|text| is_rather_written(text)));
        assert!(["ご意見（必須）", "Q1. 年代", "e-mailアドレス", "備考", "body/ja"].iter().all(|head| is_known(head)));
        assert!(is_count("件数") && is_count("ご意見の件数") && is_count("同趣旨の意見数（件）") && !is_count("意見"));
    }

    #[test]
    fn files_of_other_programs_are_known_by_all_their_headings() {
        use Meaning::*;
        let polis =
            ["timestamp", "datetime", "comment-id", "author-id", "agrees", "disagrees", "moderated", "comment-body"];
        assert_eq!(
            guessed(&polis),
            (Source::Polis, vec![Day, Nothing, Id, Submitter, Nothing, Nothing, Rejected, Text])
        );
        assert_eq!(
            guessed(&["comment-id", "comment-body", "source", "url", "attribute_地区"]),
            (Source::KouchouAi, vec![Id, Text, Channel, Nothing, Meaning::Area])
        );
        assert_eq!(
            guessed(&["id", "author/id", "taxonomies/name", "title/ja", "body/ja", "published_at", "url"]),
            (Source::Decidim, vec![Id, Submitter, Theme, Title, Text, Day, Nothing])
        );
        assert_eq!(
            guessed(&["id", "title/en", "title/ja", "body/en", "body/ja", "state/ja", "published_at", "withdrawn"]),
            (Source::Decidim, vec![Id, Nothing, Title, Nothing, Text, Rejected, Day, Rejected])
        );
        assert_eq!(
            guessed(&["title/pt-BR", "body/pt-BR", "category/id", "scope/id", "body/machine_translations/ca"]),
            (Source::Decidim, vec![Title, Text, Nothing, Nothing, Nothing])
        );
        assert_eq!(guessed(&["タイムスタンプ", "年代", "ご意見をお書きください"]).0, Source::GoogleForms);
        assert_eq!(guessed(&["受付番号", "送信日時", "意見"]), (Source::LogoForm, vec![Id, Day, Text]));
    }

    #[test]
    fn a_day_or_a_number_is_no_text_however_long_it_is() {
        let guessed = |heads: [&str; 2], cells: [&str; 2]| {
            let row = Row { number: 2, cells: cells.map(str::to_owned).to_vec() };
            guess(&heads.map(str::to_owned), &[row]).1.into_iter().map(|column| column.meaning).collect::<Vec<_>>()
        };
        let applied = guessed(["申請日時", "ご意見・ご要望"], ["2024/10/21 12:34:56", "道の穴"]);
        assert_eq!(applied, [Meaning::Day, Meaning::Text]);
        let unnamed = guessed(["いつ", "どう思いますか"], ["2024/10/21 12:34:56", "道の穴"]);
        assert_eq!(unnamed, [Meaning::Nothing, Meaning::Text]);
        let asked = guessed(["参加したきっかけ", "市への要望"], ["広報を見ました", "道の穴"]);
        assert_eq!(asked, [Meaning::Nothing, Meaning::Text]);
        let closed = guessed(["思うこと", "意見を言ったことがありますか"], ["バスをふやしてほしいです", "はい"]);
        assert_eq!(closed, [Meaning::Text, Meaning::Nothing]);
    }

    /// The heading that is taken for the text of rows that all read like these.
    fn text_of<'a>(heads: &[&'a str], rows: &[&[&str]]) -> Option<&'a str> {
        let row = |cells: &&[&str]| Row { number: 2, cells: cells.iter().map(|cell| (*cell).to_owned()).collect() };
        let names: Vec<String> = heads.iter().map(|head| (*head).to_owned()).collect();
        let (_, columns) = guess(&names, &rows.iter().map(row).collect::<Vec<_>>());
        columns.iter().position(|column| column.meaning == Meaning::Text).map(|at| heads[at])
    }

    #[test]
    fn the_whole_text_is_taken_before_a_summary_and_what_the_office_says_never() {
        // Headings with the same long words below each.
        let cases: [(&[&str], Option<&str>); 30] = [
            // Public comments.
            (&["No.", "意見の概要", "意見全文", "市の考え方", "修正の有無"], Some("意見全文")),
            (&["番号", "ご意見（概要）", "ご意見（全文）", "市の考え方（案）"], Some("ご意見（全文）")),
            (&["番号", "意見", "意見の全文", "回答"], Some("意見の全文")),
            (&["番号", "意見【要旨】", "意見【原文】", "対応"], Some("意見【原文】")),
            (&["受付番号", "ご意見の要旨", "本文", "コメント"], Some("本文")),
            (&["番号", "意見概要", "ご意見の内容", "コメント"], Some("ご意見の内容")),
            (&["項目(No)", "お寄せいただいた意見", "市の検討結果と理由"], Some("お寄せいただいた意見")),
            (&["番号", "意見", "回答"], Some("意見")),
            (&["意見（抜粋）", "対応", "回答"], Some("意見（抜粋）")),
            (&["NO", "区", "章", "意見の概要", "人数", "市・区の考え方"], Some("意見の概要")),
            (&["意見・情報", "県の考え方"], Some("意見・情報")),
            (&["番号", "該当箇所", "御意見等の概要", "御意見に対する考え方"], Some("御意見等の概要")),
            (&["番号", "提出された御意見（要約）", "町の見解"], Some("提出された御意見（要約）")),
            (&["番号", "概要", "市の考え方"], Some("概要")),
            (&["番号", "概要", "コメント"], None),
            (&["番号", "コメント（事務局）", "声"], Some("声")),
            (&["番号", "市の見解", "反映状況", "対応内容", "処理結果", "担当課の所見"], None),
            (&["番号", "お気づきの点", "市の対応方針と理由"], Some("お気づきの点")),
            // Who wrote.
            (&["ご住所（番地まで）", "連絡先電話番号", "お勤め（勤務先）", "団体名・代表者氏名", "フリガナ"], None),
            (&["e-mailアドレス", "氏名又は芳名", "ひとこと"], Some("ひとこと")),
            // Forms: a question names what it is about.
            (
                &["タイムスタンプ", "市の災害対応についてご意見をお書きください。", "お名前"],
                Some("市の災害対応についてご意見をお書きください。"),
            ),
            (
                &["送信日時", "受付番号", "ごみの処理で困っていることを教えてください", "処理状況"],
                Some("ごみの処理で困っていることを教えてください"),
            ),
            (
                &["タイムスタンプ", "問3で「はい」と回答した方にお聞きします。その理由は", "メールアドレス"],
                Some("問3で「はい」と回答した方にお聞きします。その理由は"),
            ),
            (&["回答日時", "計画に反映してほしいこと", "備考"], Some("計画に反映してほしいこと")),
            (&["回答番号", "年代", "自由回答"], Some("自由回答")),
            (&["回答番号", "自由記述回答欄", "回答への対応"], Some("自由記述回答欄")),
            (&["No", "電話相談についてのご意見", "電話番号"], Some("電話相談についてのご意見")),
            // What was asked, and what was said to it.
            (&["設問", "回答", "コメント"], Some("回答")),
            (&["回答者ID", "質問", "回答"], Some("回答")),
            (&["質問", "回答", "意見"], Some("意見")),
        ];
        for (heads, text) in cases {
            let words: Vec<&str> = heads.iter().map(|_| "駅前の道を広くしてください").collect();
            assert_eq!(text_of(heads, &[&words]), text, "{heads:?}");
        }
    }

    #[test]
    fn whose_an_answer_is_the_questions_beside_it_tell() {
        let asked = |questions: [&str; 4]| {
            let rows = questions.map(|question| [question, "駅前の道を広くしてください"]);
            text_of(&["質問", "回答"], &rows.each_ref().map(|row| &row[..]))
        };
        assert_eq!(asked(["市のよい所", "困っていること", "市のよい所", "困っていること"]), Some("回答"));
        assert_eq!(asked(["いつからか", "なぜ今か", "費用はいくらか", "だれが決めたか"]), None);
    }

    #[test]
    fn a_question_for_a_heading_is_known_by_the_length_of_its_answers() {
        let heads = ["年代", "これからのまちについて思うこと", "同意する", "住所"].map(str::to_owned);
        let cells = ["30代", "バスをふやしてください", "はい", "兵庫県朝来市和田山町東谷213-1"].map(str::to_owned);
        let (_, columns) = guess(&heads, &[Row { number: 2, cells: cells.to_vec() }]);
        assert_eq!((columns[1].meaning, columns[3].meaning), (Meaning::Text, Meaning::Nothing));
    }
}
