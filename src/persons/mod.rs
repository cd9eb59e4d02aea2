//! Names of people: by what stands around them and by the words in `words.tsv`. A name that is in no list is found by its
//! shape, so that a rare one is found too, and a baker (パン屋さん) is none.

mod told;

use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::base::fold::half_width;

/// A grapheme as the rules read it.
pub fn plain(grapheme: &str) -> String {
    half_width(grapheme).collect()
}

/// An expression in which `\p{Han}`, in square brackets, is what `is_kanji` knows of them, written out: our `regex` knows no
/// scripts. `None` where it is none.
pub fn han(expression: &str) -> Option<Regex> {
    Regex::new(&expression.replace(r"\p{Han}", r"㐀-鿿豈-﫿\u{20000}-\u{3FFFD}")).ok()
}

/// The lists of `words.tsv`.
struct Words {
    surname: HashSet<&'static str>,
    reading: HashSet<&'static str>,
    given: HashSet<&'static str>,
    called: HashSet<&'static str>,
    /// Ends of words that somebody is called by who is nobody in particular.
    friend: Vec<&'static str>,
    /// Ends of what is no person, and of surnames of two letters, too.
    place_end: Vec<&'static str>,
    /// Before 様 and 氏: parts of other words.
    noun: HashSet<&'static str>,
    role: Vec<&'static str>,
    place: HashSet<&'static str>,
    katakana: HashSet<&'static str>,
    history: HashSet<&'static str>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let list = |kind: &str| -> Vec<&'static str> {
        let lines = include_str!("words.tsv").lines().filter_map(|line| line.split_once('\t'));
        lines.filter(|(name, _)| *name == kind).flat_map(|(_, words)| words.split(' ')).collect()
    };
    let set = |kind: &str| list(kind).into_iter().collect();
    // The longest first: 副会長 before 会長.
    let longest = |kind: &str| {
        let mut words = list(kind);
        words.sort_by_key(|word| std::cmp::Reverse(word.len()));
        words
    };
    Words {
        surname: set("surname"),
        reading: set("reading"),
        given: set("given"),
        called: set("called"),
        friend: longest("friend"),
        place_end: longest("place_end"),
        noun: set("noun"),
        role: longest("role"),
        place: set("place"),
        katakana: set("katakana"),
        history: set("history"),
    }
});

/// How most surnames end.
const ENDS: &str = "田中本村山川木井野原藤島嶋崎﨑沢澤口林橋森谷上下内部岡石池西東北南浦瀬津岩塚辺邊邉場尾越江松杉竹倉浜濱坂宮見間賀根名目元丸波渕峰柳桑梅栗桜水泉堀関堂城戸平代保美地永重光富吉成広和安近遠佐後武横垣畑鍋淵寺馬牧沼里荷熊鳥羽岸瀧滝";
/// How many given names end.
const GIVEN_ENDS: &str = "郎子美恵江代介樹也太彦之雄夫男香菜奈希人斗翔一二三平司志紗音花乃穂衣里莉紀帆";
/// What ends as surnames do and is none.
const NO_SURNAME: [&str; 36] = [
    "農林", "土木", "山林", "森林", "河川", "用水", "下水", "上水", "地元", "県内", "市内", "町内", "区内", "校内",
    "園内", "国内", "院内", "本部", "支部", "西部", "東部", "北部", "南部", "内部", "外部", "幹部", "全部", "一部",
    "学部", "案内", "家内", "里山", "奥山", "元宮", "地場", "広場",
];

/// What ends so and is no given name.
const NOT_GIVEN: [&str; 28] = [
    "親子", "男子", "女子", "息子", "電子", "原子", "冊子", "帽子", "椅子", "調子", "様子", "迷子", "弟子", "獅子",
    "王子", "障子", "双子", "団子", "菓子", "長男", "次男", "老人", "住人", "個人", "大人", "美人", "工夫", "丈夫",
];

fn is_kanji(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFD}' | '々' | 'ヶ')
}

fn is_hiragana(c: char) -> bool {
    matches!(c, 'ぁ'..='ゖ')
}

fn is_katakana(c: char) -> bool {
    matches!(c, 'ァ'..='ヺ' | 'ー' | '・' | '゠')
}

/// The end of a text, all of whose letters are such.
fn tail(text: &str, is: impl Fn(char) -> bool) -> &str {
    let start = text.char_indices().rev().take_while(|(_, c)| is(*c)).last().map_or(text.len(), |(at, _)| at);
    &text[start..]
}

fn chars(text: &str) -> usize {
    text.chars().count()
}

fn ends_in(text: &str, letters: &str) -> bool {
    text.chars().next_back().is_some_and(|last| letters.contains(last))
}

/// Parts of a word at each place between two letters.
fn splits(text: &str) -> impl Iterator<Item = (&str, &str)> {
    text.char_indices().skip(1).map(|(at, _)| text.split_at(at))
}

impl Words {
    fn is_given(&self, text: &str) -> bool {
        let has_shape = || (2..=3).contains(&chars(text)) && ends_in(text, GIVEN_ENDS) && !NOT_GIVEN.contains(&text);
        self.given.contains(text) || has_shape()
    }

    /// A surname and a given name, both as lists have them or nearly so.
    fn is_full(&self, text: &str) -> bool {
        splits(text)
            .any(|(surname, given)| chars(surname) > 1 && self.surname.contains(surname) && self.is_given(given))
    }

    /// In a list, or of two letters and with the shape of one.
    fn is_surname(&self, text: &str) -> bool {
        let has_shape = || chars(text) == 2 && ends_in(text, ENDS) && !NO_SURNAME.contains(&text);
        chars(text) > 1 && (self.surname.contains(text) || has_shape() && !self.is_friend(text))
    }

    /// The same by shape alone: two letters and two or three.
    fn seems_full(&self, text: &str) -> bool {
        let parts = splits(text).find(|(surname, _)| chars(surname) == 2);
        parts.is_some_and(|(surname, given)| {
            chars(given) > 1 && ends_in(surname, ENDS) && self.is_given(given) && !self.friend.contains(&surname)
        })
    }

    /// A surname from the list, of two letters and more, or a full name.
    fn is_person(&self, text: &str) -> bool {
        chars(text) > 1 && self.surname.contains(text) || self.is_full(text) || self.seems_full(text)
    }

    fn is_friend(&self, kanji: &str) -> bool {
        let is_wide = || chars(kanji) != 2 && self.place_end.iter().any(|end| kanji.ends_with(end));
        self.friend.iter().chain(&self.role).any(|friend| kanji.ends_with(friend)) || is_wide()
    }

    fn without_role<'t>(&self, kanji: &'t str) -> Option<&'t str> {
        let rest = self.role.iter().find_map(|role| kanji.strip_prefix(role))?;
        (!rest.is_empty()).then_some(rest)
    }

    /// What of a row of kanji before さん is a name. `is_sure`: only what lists have.
    fn name<'t>(&self, kanji: &'t str, is_sure: bool) -> Option<&'t str> {
        if self.surname.contains(kanji) || self.is_full(kanji) {
            return Some(kanji);
        }
        if let Some(name) = self.without_role(kanji).and_then(|rest| self.name(rest, true)) {
            return Some(name);
        }
        if self.is_titled(kanji) {
            return Some(kanji);
        }
        if self.given.contains(kanji) || self.seems_full(kanji) {
            return Some(kanji);
        }
        let is_end =
            |end: &str| chars(end) > 1 && !end.ends_with('屋') && (self.surname.contains(end) || self.is_full(end));
        if let Some((_, name)) = splits(kanji).find(|(_, end)| is_end(end)) {
            return Some(name);
        }
        if self.is_friend(kanji) || NO_SURNAME.contains(&kanji) {
            return None;
        }
        let count = chars(kanji);
        let has_shape = count == 2 || count == 3 && ends_in(kanji, ENDS);
        (has_shape
            && !is_sure
            && !kanji.starts_with(['一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '何', '数', '各', '全']))
        .then_some(kanji)
    }

    /// What before a role is a name: 山田, of 山田区長. 山口市長 may be the mayor of 山口.
    fn titled<'t>(&self, kanji: &'t str, role: &str) -> Option<&'t str> {
        let is_office = matches!(role, "市長" | "町長" | "村長" | "知事" | "副市長" | "教育長" | "駅長" | "支所長");
        let is_place = is_office && self.place.contains(kanji);
        // A place has these, too: 枚田区長.
        let is_local = is_office
            || role.ends_with("区長")
            || matches!(role, "町会長" | "校長" | "園長" | "所長" | "館長" | "駅長");
        if (self.is_person(kanji) || !is_local && self.is_surname(kanji)) && !is_place {
            return Some(kanji);
        }
        self.without_role(kanji).filter(|rest| self.is_person(rest))
    }

    /// A name and its role: 山田区長.
    fn is_titled(&self, kanji: &str) -> bool {
        self.role.iter().any(|role| kanji.strip_suffix(role).is_some_and(|name| self.titled(name, role).is_some()))
    }
}

/// Words behind a name.
static HONORIFIC: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new("さん|さま|ちゃん|くん|氏|様|君|先生|殿").ok());

/// Every place of a folded text, in no order; they may lie over each other.
pub fn find(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for honorific in HONORIFIC.iter().flat_map(|honorific| honorific.find_iter(text)) {
        let (head, rest) = (&text[..honorific.start()], &text[honorific.end()..]);
        let name = before(head, honorific.as_str(), rest);
        found.extend(name.map(|name| honorific.start() - name.len()..honorific.end()));
    }
    found.extend(told::titled(text));
    found.extend(told::told(text));
    found
}

/// The name right before an honorific.
fn before<'t>(head: &'t str, honorific: &str, rest: &str) -> Option<&'t str> {
    let w = &*WORDS;
    let other = match honorific {
        "氏" => rest.starts_with(['名', '神', '子', '族', '素']),
        "様" => rest.starts_with(['々', '子', '式', '相', '態', '変']),
        "君" => rest.starts_with(['臨', '主', '津', '子']),
        "さん" => rest.starts_with(['ぽ', 'ざ']),
        _ => false,
    };
    if other {
        return None;
    }
    let kanji = tail(head, is_kanji);
    if !kanji.is_empty() {
        let is_addressed = head[..head.len() - kanji.len()].ends_with(['お', 'ご']);
        let is_short = is_addressed && chars(kanji) < 3 && !w.surname.contains(kanji);
        return if is_short { None } else { of_kanji(w, kanji, honorific, rest) };
    }
    let kana = tail(head, is_katakana);
    if !kana.is_empty() {
        return of_katakana(w, head, kana, honorific);
    }
    let hiragana = tail(head, is_hiragana);
    if !hiragana.is_empty() {
        return of_hiragana(w, head, hiragana, honorific, rest);
    }
    static LATIN: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new("(?:^|[^A-Za-z])([A-Z][a-z]+(?: [A-Z][a-z]+){0,3})$").ok());
    Some(LATIN.as_ref()?.captures(head)?.get(1)?.as_str())
}

fn of_kanji<'t>(w: &Words, kanji: &'t str, honorific: &str, rest: &str) -> Option<&'t str> {
    let is_listed = || w.surname.contains(kanji) || w.given.contains(kanji) || w.is_full(kanji);
    match honorific {
        "さん" => w.name(kanji, false),
        "氏" if w.history.contains(kanji) || w.noun.contains(kanji) => None,
        "氏" => w.name(kanji, false),
        "様" | "さま" | "殿"
            if w.noun.contains(kanji) || kanji.ends_with(['多', '仕', '模', '有', '同', '異', '各']) =>
        {
            None
        }
        "様" | "さま" | "殿" => w.name(kanji, honorific == "殿").filter(|name| is_listed() || ends_in(name, ENDS)),
        "先生" if w.is_titled(kanji) => Some(kanji),
        "先生" => w
            .name(kanji, false)
            .filter(|name| w.surname.contains(name) || w.is_full(name) || chars(name) > 1 && ends_in(name, ENDS)),
        "君" => w.name(kanji, true),
        // ちゃんと is proper.
        "ちゃん" if rest.starts_with('と') => Some(kanji).filter(|_| is_listed()),
        _ => w.name(kanji, true).or_else(|| Some(kanji).filter(|name| w.is_given(name))),
    }
}

fn of_katakana<'t>(w: &Words, head: &'t str, kana: &'t str, honorific: &str) -> Option<&'t str> {
    let bare = kana.trim_start_matches(['・', 'ー', '゠']);
    let is_word = w.katakana.contains(bare)
        || ["マン", "スト", "ター", "ダー", "サー", "ナー", "ラー", "カー", "パー", "バー", "ヤー", "スター", "メイト"]
            .iter()
            .any(|end| bare.ends_with(end));
    let is_addressed = head[..head.len() - kana.len()].ends_with(['お', 'ご']);
    // 道の駅フレッシュさん is nobody.
    let surname = tail(&head[..head.len() - kana.len()], is_kanji);
    if w.is_surname(surname) && (2..=5).contains(&chars(kana)) {
        return Some(&head[head.len() - kana.len() - surname.len()..]);
    }
    let follows_word = !surname.is_empty();
    let is_name = chars(bare) > 1 && !is_word && !is_addressed && !follows_word && honorific != "殿";
    is_name.then_some(bare)
}

fn of_hiragana<'t>(w: &Words, head: &'t str, hiragana: &'t str, honorific: &str, rest: &str) -> Option<&'t str> {
    if matches!(honorific, "氏" | "君" | "殿") {
        return None;
    }
    // 安井たかひろさん
    let front = &head[..head.len() - hiragana.len()];
    let surname = tail(front, is_kanji);
    if w.is_surname(surname) && (2..=5).contains(&chars(hiragana)) && !hiragana.starts_with(PARTICLES) {
        return Some(&head[head.len() - hiragana.len() - surname.len()..]);
    }
    // スーパーさとうさん is a shop.
    if front.ends_with(is_katakana) {
        return None;
    }
    let parts = std::iter::once(("", hiragana)).chain(splits(hiragana));
    let stands = |before: &str| before.is_empty() && surname.is_empty() || before.ends_with(PARTICLES);
    let is_name = |before: &str, name: &str| {
        w.reading.contains(name) || w.called.contains(name) && (chars(name) > 2 || before.is_empty())
    };
    let mut parts = parts.into_iter().filter(|(before, _)| stands(before));
    let found = parts.find(|(before, name)| is_name(before, name)).map(|(_, name)| name);
    found.or_else(|| called(hiragana, honorific, rest).filter(|_| surname.is_empty()))
}

const PARTICLES: [char; 10] = ['の', 'は', 'が', 'を', 'に', 'と', 'も', 'や', 'で', 'お'];

/// A short word before ちゃん or くん, but for those of the family and for verbs: 歩くんです.
fn called<'t>(hiragana: &'t str, honorific: &str, rest: &str) -> Option<&'t str> {
    const FAMILY: [&str; 18] = [
        "おば",
        "おじ",
        "ばあ",
        "じい",
        "おばあ",
        "おじい",
        "おにい",
        "おねえ",
        "にい",
        "ねえ",
        "おかあ",
        "おとう",
        "かあ",
        "とう",
        "ぼっ",
        "あか",
        "おぼっ",
        "わん",
    ];
    let is_verb = honorific == "くん" && rest.starts_with(['だ', 'で', 'じ', 'や', 'か', 'よ']);
    let is_short = (2..=4).contains(&chars(hiragana)) && !hiragana.starts_with(PARTICLES);
    (matches!(honorific, "ちゃん" | "くん")
        && is_short
        && !is_verb
        && !FAMILY.contains(&hiragana)
        && !rest.starts_with('と'))
    .then_some(hiragana)
}
