//! The rules of flags as an administrator keeps them: which of them are in use, and the words of their lists.

pub mod routes;
mod trial;

use std::sync::Arc;

use sha2::{Digest, Sha256};

use crate::app::App;
use crate::base::crypto::hex;
use crate::base::db::{Conn, Tx};
use crate::base::settings;
use crate::flags::{Rule, Rules};

const OFF: &str = "rules.off";

/// Where a list of words is kept.
fn setting(rule: Rule) -> String {
    format!("rules.{}", rule.name())
}

/// Rules whose words are listed.
fn listed() -> impl Iterator<Item = Rule> {
    Rule::ALL.iter().copied().filter(|rule| rule.has_list())
}

/// What an administrator has written down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Book {
    /// Rules that are not in use.
    pub off: Vec<Rule>,
    /// A word a line, of each rule that has a list.
    pub lists: Vec<(Rule, String)>,
}

impl Book {
    /// What a city begins with.
    pub fn standard() -> Self {
        let lines = || include_str!("words.tsv").lines().filter_map(|line| line.split_once('\t'));
        let words = |rule: Rule| {
            let words = lines().filter(|(name, _)| *name == rule.name()).map(|(_, word)| word);
            words.collect::<Vec<_>>().join("\n")
        };
        Self { off: Vec::new(), lists: listed().map(|rule| (rule, words(rule))).collect() }
    }

    /// As it is kept; what nobody has changed is the standard.
    pub async fn load(conn: &mut Conn) -> sqlx::Result<Self> {
        let mut book = Self::standard();
        for (rule, words) in &mut book.lists {
            if let Some(kept) = settings::find(conn, &setting(*rule)).await? {
                *words = kept;
            }
        }
        if let Some(off) = settings::find(conn, OFF).await? {
            book.off = off.split_whitespace().filter_map(Rule::parse).collect();
        }
        Ok(book)
    }

    async fn save(&self, tx: &mut Tx) -> sqlx::Result<()> {
        for (rule, words) in &self.lists {
            settings::put(tx, &setting(*rule), words).await?;
        }
        let off: Vec<_> = self.off.iter().map(|rule| rule.name()).collect();
        settings::put(tx, OFF, &off.join(" ")).await
    }

    /// The words of a list.
    pub fn words(&self, rule: Rule) -> &str {
        self.lists.iter().find(|(known, _)| *known == rule).map_or("", |(_, words)| words)
    }

    pub fn rules(&self) -> Rules {
        Rules::new(self.off.iter().copied(), self.lists.iter().map(|(rule, words)| (*rule, words.as_str())))
    }

    /// Changes with whatever is written in it.
    fn state(&self) -> String {
        let lists: Vec<_> = self.lists.iter().map(|(rule, words)| format!("{}\n{words}", rule.name())).collect();
        let off: Vec<_> = self.off.iter().map(|rule| rule.name()).collect();
        hex(&Sha256::digest(format!("{}\n{}", off.join(" "), lists.join("\n")))[..8])
    }
}

/// The rules in use; `Fresh` says how old they may be.
pub async fn of(app: &App) -> sqlx::Result<Arc<Rules>> {
    let load = async || Ok(Book::load(&mut *app.db.read().await?).await?.rules());
    app.rules.get_or((), app.clock.machine_now(), load).await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::flags::lists::line;

    #[test]
    fn every_word_that_a_city_begins_with_can_be_looked_for() {
        for (rule, words) in Book::standard().lists {
            assert!(words.lines().count() >= 15, "{}", rule.name());
            for word in words.lines() {
                assert!(line(word).is_ok_and(|(word, _)| !word.is_empty()), "{word}");
            }
        }
        let lines = include_str!("words.tsv").lines().filter(|line| !line.starts_with('#'));
        for line in lines {
            let known = line.split_once('\t').and_then(|(name, _)| Rule::parse(name));
            assert!(known.is_some_and(Rule::has_list), "{line}");
        }
    }

    #[test]
    fn what_residents_write_to_a_city_is_not_taken_for_an_insult() {
        let rules = Book::standard().rules();
        let calm = [
            "相殺するのではなく、別に予算を付けてください。",
            "非人道的な扱いをなくし、基地外周の道路を直してください。",
            "公園の花のかたわらにベンチを。目くらましの花火はいりません。",
            "公務員の副業を認めて、農業を手伝えるようにしてほしい。",
            "計画に入れてください。投票所を増やしてください。期日前投票をしやすく。コストを落とそう。",
            "市立図書館の本の数を増やし、古い本を買い替えてほしい。",
            "工事は爆破工法ではなく、静かな方法でお願いします。",
            "こどもがいじめにあう。おかしな人。被害人数、災害人材、障害人口。機能無しの端末。スクールの時限爆弾を抱える財政。",
            "道具の使いかたわからない。遊びっこ。書きちがい。まとめくらい。日本から出ていく若者。配布教材。導入信号。",
            "弊社では社員に意見を聞きました。ご支援をお願いします。foot skill you need",
            "お年寄りが死角になる交差点に鏡を。ちびっこ広場にも、是非人を置いて。",
            "害獣（ガイジュウ）の駆除を。クマの襲撃がこわい。鹿を殺すだけでは解決しない。",
            "母国へ帰れない人の相談窓口を。行きちがい（いきちがい）がないように。",
        ];
        for text in calm {
            let found: Vec<_> = rules.find(text, "ja").into_iter().map(|flag| &text[flag.at]).collect();
            assert!(found.is_empty(), "{text}: {found:?}");
        }
        let rough = [
            ("この税 金 泥 棒が！", Rule::Insult),
            ("シ・ネ・ヨ", Rule::Threat),
            ("外 国 人 は 帰 れ", Rule::Discrimination),
            ("山田候補に投票をお願いします", Rule::Election),
            ("神を信じなさい", Rule::Religion),
            ("ＬＩＮＥ登録で簡単に稼げます", Rule::Advertising),
        ];
        for (text, rule) in rough {
            assert!(rules.find(text, "ja").iter().any(|flag| flag.rule == rule), "{text}");
        }
    }
}
