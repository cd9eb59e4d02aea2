//! Numbers and words with a form of their own. They are looked for in a text as `personal::plain` folds it: half width, one
//! kind of hyphen.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::Rule;
use crate::persons::han;

/// A form: what it looks like, and the group of it that is flagged.
struct Form {
    rule: Rule,
    found: Regex,
    /// What must not stand right behind.
    after: Option<Regex>,
}

/// `None` for what is no expression; a test asks for them all.
static FORMS: LazyLock<Vec<Option<Form>>> = LazyLock::new(|| {
    let form = |(rule, found, after): (Rule, String, &str)| {
        let after = if after.is_empty() { None } else { Some(Regex::new(&format!("^(?:{after})")).ok()?) };
        Some(Form { rule, found: han(&found)?, after })
    };
    forms().into_iter().map(form).collect()
});

/// Of a date: digits as people write them.
const DIGITS: &str = "(?:元|[0-9]{1,2}|[一二三四五六七八九十]{1,3})";
const ERA: &str = "(?:明治|大正|昭和|平成|令和)";
/// Where cars are registered.
const OFFICES: &str = "札幌|函館|旭川|室蘭|苫小牧|釧路|知床|帯広|北見|青森|弘前|八戸|岩手|盛岡|平泉|宮城|仙台|秋田|山形|庄内|福島|会津|郡山|白河|いわき|水戸|土浦|つくば|宇都宮|那須|とちぎ|群馬|前橋|高崎|大宮|川口|所沢|川越|熊谷|春日部|越谷|千葉|成田|習志野|市川|船橋|袖ヶ浦|市原|野田|柏|松戸|品川|世田谷|練馬|杉並|板橋|足立|江東|葛飾|八王子|多摩|横浜|川崎|湘南|相模|山梨|富士山|新潟|長岡|上越|長野|松本|諏訪|南信州|富山|石川|金沢|福井|岐阜|飛騨|静岡|浜松|沼津|伊豆|名古屋|豊橋|三河|岡崎|豊田|尾張小牧|一宮|春日井|三重|四日市|鈴鹿|伊勢志摩|滋賀|京都|大阪|なにわ|和泉|堺|奈良|飛鳥|和歌山|神戸|姫路|鳥取|島根|出雲|岡山|倉敷|広島|福山|山口|下関|徳島|香川|高松|愛媛|高知|福岡|北九州|筑豊|久留米|佐賀|長崎|佐世保|熊本|大分|宮崎|鹿児島|奄美|沖縄";

fn forms() -> Vec<(Rule, String, &'static str)> {
    let kanji = r"[\p{Han}々ヶァ-ヺ-]";
    let whole = format!(r"(?:{ERA}{DIGITS}年|(?:1[89]|20)[0-9]{{2}}年|[MTSHRmtshr][0-9]{{1,2}}年){DIGITS}月{DIGITS}日");
    let short = format!(
        r"(?:(?:1[89]|20)[0-9]{{2}}|[MTSHRmtshr] ?[0-9]{{1,2}}|{ERA}[0-9]{{1,2}})[./-][0-9]{{1,2}}[./-][0-9]{{1,2}}"
    );
    let day = format!("{DIGITS}月{DIGITS}日");
    let born = "(?:生まれ|うまれ|生れ|生)";
    let host =
        r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,62}\.)+(?:com|net|org|jp|info|biz|io|me|tv|co|xyz|site|shop|online|app|dev)";
    vec![
        (Rule::Url, r"(?:[Hh]?[Tt][Tt][Pp][Ss]?)://[!-;=?-~\p{Han}々ぁ-んァ-ヺ]*[.][!-;=?-~]+(?:/[\p{Han}々ァ-ヺ!-;=?-~]*)?".to_owned(), ""),
        (Rule::Url, r"(?:^|[^A-Za-z0-9@._%+-])(?P<it>www\.[!-;=?-~]+\.[!-;=?-~]+)".to_owned(), ""),
        (Rule::Url, format!(r"(?:^|[^A-Za-z0-9@._%+-])(?P<it>{host}(?:/[!-;=?-~]*)?)"), "[A-Za-z0-9@-]"),
        (Rule::Mail, r"[A-Za-z0-9][A-Za-z0-9._%+-]{1,63} ?[\[({<]? ?(?:あっと|アット|at|AT)(?:マ-ク)? ?[\])}>]? ?[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,5}".to_owned(), ""),
        (Rule::Account, format!(r"(?:{kanji}|[A-Z]){{1,12}}(?:銀行|信用金庫|信金|信用組合|農協|労働金庫|バンク)[ の]{{0,2}}(?:[\p{{Han}}々ぁ-んァ-ヺ-]{{1,10}}(?:営業部|支店|支所|本店|出張所))?[ のに、,:]{{0,2}}\(?(?:普通?|当座|貯蓄|総合|定期)?\)?(?:預金|貯金)?(?:口座)?(?:番号)?[ の:はが、,No.]{{0,5}}[0-9]{{6,8}}"), "[0-9円人件-]"),
        (Rule::Account, r"(?:普通|当座|貯蓄)(?:預金|貯金)?(?:口座)?(?:番号)?[ の:はが、,No.]{0,5}[0-9]{6,8}".to_owned(), "[0-9円人件-]"),
        (Rule::Account, r"口座(?:番号)?[ の:はが、,No.]{0,5}[0-9]{6,8}".to_owned(), "[0-9円人件-]"),
        (Rule::Account, r"記号[ の:はが、,]{0,3}[0-9]{5}[ の、,と-]{0,3}(?:番号)?[ の:はが、,]{0,3}[0-9]{6,8}".to_owned(), "[0-9円-]"),
        (Rule::Plate, format!(r"(?:{OFFICES}) ?[0-9]{{1,3}}[A-Z]{{0,2}} ?-?[ぁ-ん] ?(?:[・.]{{1,3}} ?[0-9]{{1,2}}|[・.]?[0-9・]{{1,2}} ?- ?[0-9]{{2}}|[0-9]{{2}} [0-9]{{2}}|[0-9]{{4}})"), "[0-9]"),
        (Rule::Plate, format!(r"(?:{OFFICES}) ?[ぁ-ん] ?[0-9]{{1,2}}-[0-9]{{2}}"), "[0-9]"),
        (Rule::Plate, r"[\p{Han}]{1,4}[市町村] ?[ぁ-ん] ?[0-9]{1,2}-[0-9]{2}".to_owned(), "[0-9年月日人回件時分円-]"),
        (Rule::Plate, r"ナンバ-(?:プレ-ト)?(?:の番号)?[はが:「『 、]{0,3}(?P<it>(?:[\p{Han}]{1,4} ?)?(?:[0-9]{2,3} ?[ぁ-ん] ?)?[0-9・]{1,2}-[0-9]{2})".to_owned(), "[0-9年月日]"),
        (Rule::Birth, format!(r"(?:{whole}|{short})(?: ?\([^)]{{1,3}}\))?[ のに]?{born}"), "変|きる|か[しさす]|活|産|え[るたて]|徒|誕|放"),
        (Rule::Birth, format!(r"(?:生年月日|誕生日|生まれた日|バ-スデ-)[ は:、が=]{{0,3}}(?P<it>{whole}|{short}|{day}|[0-9]{{8}})"), "[0-9]"),
        (Rule::Phone, "〇[〇一二三四五六七八九]{1,4}[-(). の]{1,2}[〇一二三四五六七八九]{1,4}[-). の]{1,2}[〇一二三四五六七八九]{4}|〇[七八九]〇[〇一二三四五六七八九]{8}".to_owned(), ""),
        (Rule::Address, r"[\p{Han}々ヶケノがの]{1,16}[市区町村字][\p{Han}々ヶノが]{0,12} ?[0-9]{1,5}(?:-[0-9]{1,4}){2,3}(?:号室?)?(?: ?[\p{Han}々ァ-ヺぁ-んA-Z-]{2,12}(?:ビル|タワ-|マンション|ハイツ|コ-ポ|荘) ?[0-9]{1,4}(?:F|階|号室?)?)?".to_owned(), "[0-9年月日人回件時分円倍個台歳代世本点頁階条項章度%~-]|か[所月国年]"),
        (Rule::Address, r"[\p{Han}々ヶケノ]{1,12}[市区町村字][\p{Han}々ヶノ]{1,10}(?:[3-9][0-9]{2,4}|1[0-8][0-9]{1,3}|2[1-9][0-9]{1,3})(?:[ノの-][0-9]{1,4})?".to_owned(), "[0-9年月日人回件時分秒円万億千百倍個台歳才代世本点頁階条項章期次度%~,.mkMK㎡㎞㎏戸棟軒冊枚食票社校店-]|号[線車]|か[所月国年]|世帯|メ-トル|ヘクタ|キロ|平"),
        (Rule::Address, r"[\p{Han}々ヶ]{2,8}[0-9]{3,5}(?:の|ノ)[0-9]{1,4}".to_owned(), "[0-9年月日人回件時分秒円万億千百倍個台歳才代世本点頁階条項章期次度%~,.つ割]|か[所月国年]"),
        (Rule::Address, r"[\p{Han}々ヶノ]{1,16}[市区町村字][\p{Han}々ヶノ]{0,12} [0-9]{1,5}(?:-[0-9]{1,4}){1,3}(?:号室?)?".to_owned(), "[0-9年月日人回件時分円倍個台歳代世本点頁階条項章度%~-]"),
        (Rule::Address, r"(?:(?:コ-ポ|ハイツ|マンション|アパ-ト|レジデンス|メゾン|サンハイム|市営住宅|県営住宅|団地|パレス)[\p{Han}々ァ-ヺA-Z-]{0,10}?|[\p{Han}々ァ-ヺ-]{1,10}(?:荘|ハイツ|コ-ポ|マンション|団地|住宅|アパ-ト)) ?(?:[0-9]{1,2}(?:号?棟|-)[0-9]{1,4}(?:号室?)?|[0-9]{2,4}号室?)".to_owned(), "[0-9線車]"),
        (Rule::Handle, r"(?:^|[^A-Za-z0-9._%+-])(?P<it>@[A-Za-z_][A-Za-z0-9_.-]{2,29})".to_owned(), "@"),
        (Rule::Handle, r"(?:LINE|Line|line|ライン)(?:の|で)? ?(?:ID|Id|id|アイディ-|アカウント)(?:名)?[はが:「→> ]{0,3}(?P<it>@?[A-Za-z0-9][A-Za-z0-9._-]{2,29})".to_owned(), ""),
        (Rule::Handle, r"(?:LINE|Line|line|ライン)[はが:「→ ]{1,3}(?P<it>@?[A-Za-z][A-Za-z0-9-]*[._0-9][A-Za-z0-9._-]+)".to_owned(), ""),
        (Rule::Handle, r"(?:旧Twitter|X|Twitter|twitter|ツイッタ-|インスタグラム|インスタ|Instagram|instagram|Facebook|facebook|フェイスブック|TikTok|Threads|SNS|アカウント)(?:の|で)?(?:ID|アカウント|ユ-ザ-名)?(?:名)?(?:は|が|:|「|\(| ){1,3}(?P<it>@?[A-Za-z][A-Za-z0-9._]{3,29})".to_owned(), "[A-Za-z0-9 ]?(?:です)?[A-Za-z]"),
    ]
}

/// Every place of a folded text, each with its rule; they may lie over each other.
pub fn find(text: &str) -> Vec<(Rule, Range<usize>)> {
    let mut found = numbers(text);
    for form in FORMS.iter().flatten() {
        let places = form.found.captures_iter(text).filter_map(|it| it.name("it").or_else(|| it.get(0)));
        let is_free = |end: usize| form.after.as_ref().is_none_or(|after| !after.is_match(&text[end..]));
        found.extend(places.filter(|it| is_free(it.end())).map(|it| (form.rule, it.range())));
    }
    found
}

/// Stretches of a text said to be Japanese that are in another language: six words or more in Latin letters, or two letters or
/// more of a script that Japanese has not.
pub fn foreign(text: &str) -> Vec<Range<usize>> {
    static STRETCH: LazyLock<Option<Regex>> = LazyLock::new(|| {
        let latin = r"[A-Za-z\u{C0}-\u{24F}\u{1E00}-\u{1EFF}]+(?:['-][A-Za-z]+)*";
        let other = r"[\u{370}-\u{1DFF}\u{A960}-\u{D7FF}\u{FB1D}-\u{FDFF}]";
        Regex::new(&format!("(?:{latin}[ ,.;:!?]{{1,3}}){{5,}}{latin}[.!?]?|{other}{{2,}}(?:[ ,.!?]{{1,2}}{other}+)*"))
            .ok()
    });
    let Some(stretch) = &*STRETCH else { return Vec::new() };
    stretch.find_iter(text).map(|found| found.range()).collect()
}

/// Rows of digits, alone or in groups, whose last digit proves the others.
fn numbers(text: &str) -> Vec<(Rule, Range<usize>)> {
    static ROW: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new("[0-9]+(?:[ -][0-9]+)*").ok());
    let Some(row) = &*ROW else { return Vec::new() };
    let rule = |row: &str| {
        let digits: Vec<u32> = row.chars().filter_map(|c| c.to_digit(10)).collect();
        let groups: Vec<usize> = row.split([' ', '-']).map(str::len).collect();
        match (digits.len(), groups.as_slice()) {
            (12, [_] | [4, 4, 4]) if is_my_number(&digits) => Some(Rule::MyNumber),
            (14..=19, [_] | [4, 4, 4, _] | [4, 6, _] | [4, 4, 4, 4, _]) if is_card(&digits) => Some(Rule::Card),
            _ => None,
        }
    };
    row.find_iter(text).filter_map(|it| Some((rule(it.as_str())?, it.range()))).collect()
}

/// The check digit of 行政手続における特定の個人を識別するための番号: the order of 2014, article 5.
fn is_my_number(digits: &[u32]) -> bool {
    let weighed = digits[..11].iter().rev().zip(1..).map(|(digit, n)| digit * if n <= 6 { n + 1 } else { n - 5 });
    let rest = weighed.sum::<u32>() % 11;
    digits[11] == if rest <= 1 { 0 } else { 11 - rest }
}

/// Luhn's check digit, of a number as cards have it.
fn is_card(digits: &[u32]) -> bool {
    let doubled = |(place, digit): (usize, &u32)| match (place % 2, digit * 2) {
        (0, _) => *digit,
        (_, twice) => twice / 10 + twice % 10,
    };
    (2..=6).contains(&digits[0]) && digits.iter().rev().enumerate().map(doubled).sum::<u32>() % 10 == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_is_an_expression() {
        assert_eq!(FORMS.iter().flatten().count(), forms().len());
    }

    #[test]
    fn another_language_within_a_japanese_text_is_marked_and_names_of_things_are_not() {
        for (text, wanted) in [
            (
                "Please build more parks for our children. お願いします",
                vec!["Please build more parks for our children."],
            ),
            ("버스를 늘려 주세요。バスを増やして", vec!["버스를 늘려 주세요"]),
            ("Tôi muốn có thêm xe buýt.", vec!["Tôi muốn có thêm xe buýt."]),
            ("Больше автобусов!", vec!["Больше автобусов"]),
            ("Wi-Fi、LINE、QR、Park and Ride、α波、5 km", vec![]),
        ] {
            assert_eq!(foreign(text).into_iter().map(|at| &text[at]).collect::<Vec<_>>(), wanted, "{text}");
        }
    }

    #[test]
    fn a_number_is_proved_by_its_last_digit() {
        let digits = |text: &str| text.chars().filter_map(|c| c.to_digit(10)).collect::<Vec<_>>();
        assert!(is_my_number(&digits("123456789018")));
        assert!(!is_my_number(&digits("123456789012")));
        assert!(is_card(&digits("4111111111111111")) && is_card(&digits("378282246310005")));
        assert!(!is_card(&digits("4111111111111112")));
    }
}
