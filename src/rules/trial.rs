//! Rules tried on what residents have written before: what they would mark more, and what no longer.

use sqlx::FromRow;

use super::Book;
use crate::base::db::Conn;
use crate::flags::{Flag, Rule};

/// So many texts are tried, the newest: some seconds of a processor.
pub const MOST_TEXTS: i64 = 5_000;
/// So many of what changes are shown of a rule.
const SHOWN: usize = 10;
/// Characters before and after what is marked.
const AROUND: usize = 16;

/// A text as it is tried.
#[derive(Debug, FromRow)]
pub struct Past {
    receipt: String,
    text: String,
    lang: String,
}

/// The newest that their authors have not withdrawn.
pub async fn past(conn: &mut Conn) -> sqlx::Result<Vec<Past>> {
    let sql = "select o.receipt, coalesce(v.body, o.original) as text, o.lang
               from received o left join opinion_versions v on v.opinion_id = o.id and v.version = o.version
               where o.state <> 'withdrawn' order by o.number desc limit $1";
    sqlx::query_as(sql).bind(MOST_TEXTS).fetch_all(conn).await
}

/// What was found.
#[derive(Debug)]
pub struct Trial {
    pub texts: usize,
    /// Of the rules that find something, or did.
    pub rows: Vec<Row>,
}

impl Trial {
    pub fn changes(&self) -> bool {
        self.rows.iter().any(Row::changes)
    }
}

/// One rule before and after; numbers of texts.
#[derive(Debug, PartialEq, Eq)]
pub struct Row {
    pub rule: Rule,
    pub before: usize,
    pub after: usize,
    pub more: usize,
    pub fewer: usize,
    /// The first of them.
    pub gained: Vec<Example>,
    pub lost: Vec<Example>,
}

impl Row {
    pub fn changes(&self) -> bool {
        self.more + self.fewer > 0
    }
}

/// A text that the change is about.
#[derive(Debug, PartialEq, Eq)]
pub struct Example {
    pub receipt: String,
    pub lang: String,
    /// Before the words, the words, after them.
    pub words: [String; 3],
}

/// Tries both on every text. Only who reads opinions (`reads`) sees which it is: by a list of one name others would learn who is
/// named where.
pub fn compare(past: &[Past], (before, after): (&Book, &Book), reads: bool) -> Trial {
    let (old, new) = (before.rules(), after.rules());
    let row =
        |rule: &Rule| Row { rule: *rule, before: 0, after: 0, more: 0, fewer: 0, gained: Vec::new(), lost: Vec::new() };
    let mut rows: Vec<Row> = Rule::ALL.iter().map(row).collect();
    for one in past {
        let (was, is) = (old.find(&one.text, &one.lang), new.find(&one.text, &one.lang));
        for row in &mut rows {
            let (was, is) = (first(&was, row.rule), first(&is, row.rule));
            row.before += usize::from(was.is_some());
            row.after += usize::from(is.is_some());
            let (count, examples, flag) = match (was, is) {
                (None, Some(flag)) => (&mut row.more, &mut row.gained, flag),
                (Some(flag), None) => (&mut row.fewer, &mut row.lost, flag),
                _ => continue,
            };
            *count += 1;
            if reads && examples.len() < SHOWN {
                let (receipt, lang) = (one.receipt.clone(), one.lang.clone());
                examples.push(Example { receipt, lang, words: around(&one.text, flag) });
            }
        }
    }
    rows.retain(|row| row.before + row.after > 0);
    Trial { texts: past.len(), rows }
}

fn first(flags: &[Flag], rule: Rule) -> Option<&Flag> {
    flags.iter().find(|flag| flag.rule == rule)
}

/// The words in their sentence, in one line.
fn around(text: &str, flag: &Flag) -> [String; 3] {
    let line = |words: &str| words.split_whitespace().collect::<Vec<_>>().join(" ");
    let (before, after) = (&text[..flag.at.start], &text[flag.at.end..]);
    let start = before.char_indices().rev().take(AROUND).last().map_or(before.len(), |(at, _)| at);
    let end = after.char_indices().nth(AROUND).map_or(after.len(), |(at, _)| at);
    let cut = |is_cut: bool| if is_cut { "…" } else { "" };
    [
        format!("{}{}", cut(start > 0), line(&before[start..])),
        line(&text[flag.at.clone()]),
        format!("{}{}", line(&after[..end]), cut(end < after.len())),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn past(receipt: &str, text: &str) -> Past {
        Past { receipt: receipt.to_owned(), text: text.to_owned(), lang: "ja".to_owned() }
    }

    #[test]
    fn what_changes_is_counted_by_texts_and_shown_to_who_may_read_it() {
        let texts = [
            past("A", "道がでこぼこです。でこぼこを直して"),
            past("B", "でこぼこの道は危ない"),
            past("C", "090-0000-1111へ電話を"),
        ];
        let standard = Book::standard();
        let mut other = Book { off: vec![Rule::Phone], ..standard.clone() };
        other
            .lists
            .iter_mut()
            .filter(|(rule, _)| *rule == Rule::Insult)
            .for_each(|(_, words)| "でこぼこ".clone_into(words));
        let trial = compare(&texts, (&standard, &other), false);
        let counts: Vec<_> =
            trial.rows.iter().map(|row| (row.rule, row.before, row.after, row.more, row.fewer)).collect();
        assert_eq!(counts, [(Rule::Phone, 1, 0, 0, 1), (Rule::Insult, 0, 2, 2, 0)]);
        assert!(trial.rows.iter().all(|row| row.gained.is_empty() && row.lost.is_empty()), "counts alone");
        let trial = compare(&texts, (&standard, &other), true);
        let shown: Vec<_> = trial.rows[1].gained.iter().map(|example| example.words.join("|")).collect();
        assert_eq!(shown, ["道が|でこぼこ|です。でこぼこを直して", "|でこぼこ|の道は危ない"]);
        assert!(compare(&texts, (&standard, &standard), true).rows.iter().all(|row| !row.changes()));
    }
}
