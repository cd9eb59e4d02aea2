//! SQL of the queue: opinions, notes and appeals, each kind along its own index, put together in the order of their clocks.

use sqlx::FromRow;

use super::{Cursor, Matter, Narrow, Show};
use crate::base::db::{Conn, Engine};
use crate::base::search::{Column, Query};
use crate::base::sql::Sql;
use crate::http::access::Viewer;
use crate::opinions::store::TO_BE_COMPARED;
use crate::opinions::text::beginning;
use crate::receipts::parse_number;

/// Rows of one page of the queue.
pub const PAGE: usize = 50;

/// Code points of a text that its row begins with; one more is read, to see whether it goes on.
const BEGINNING: usize = 200;

/// A row of the queue.
#[derive(Clone, Debug, FromRow)]
pub struct Waiting {
    #[sqlx(try_from = "String")]
    pub matter: Matter,
    /// An opinion's number; of a note or an appeal its id.
    pub key: String,
    /// Of the opinion.
    pub receipt: String,
    /// The beginning of the current text.
    pub text: String,
    /// Of the text.
    pub lang: String,
    /// Of the opinion.
    pub state: String,
    pub held_for: Option<String>,
    /// The account that has it in hand, and its name.
    pub claimed_by: Option<String>,
    pub claimed_name: Option<String>,
    /// The name of who is to decide on it.
    pub assigned_name: Option<String>,
    /// The account that means to withhold it, and its name.
    pub proposed_by: Option<String>,
    pub proposed_name: Option<String>,
    pub due_at: Option<i64>,
    /// By when the city means to decide.
    pub decide_by: i64,
    /// What rules found, see `flags::rules`.
    pub flags: i64,
}

impl Waiting {
    /// Whether it is worked on where opinions are.
    pub fn is_opinion(&self) -> bool {
        matches!(Part::of(self.matter), Part::Opinions | Part::Proposals)
    }

    /// Whether it can be decided on with others: nothing else is to be done first.
    pub fn may_be_picked(&self) -> bool {
        matches!(self.matter, Matter::Opinion | Matter::Revision) && self.state != "on_hold"
    }

    /// Whether the reader can go on with it: nobody else has it in hand, and it does not wait for somebody else.
    pub fn is_free(&self, me: &Viewer) -> bool {
        self.claimed_by.as_ref().is_none_or(|by| *by == me.account) && self.proposed_by.as_ref() != Some(&me.account)
    }

    pub fn cursor(&self) -> Cursor {
        Cursor { decide_by: self.decide_by, matter: self.matter, key: self.key.clone() }
    }
}

/// Who looks, and when by the two clocks.
#[derive(Clone, Copy, Debug)]
pub struct Look<'a> {
    /// The account.
    pub me: &'a str,
    /// The domain's, for what is late.
    pub now: i64,
    /// The machine's, for what is in hand.
    pub machine_now: i64,
}

/// What a consultation and a theme of the address are in the database; an unknown one has no row.
#[derive(Clone, Debug, Default)]
pub struct Scope {
    /// The consultation's id.
    pub call: Option<String>,
    /// The theme's id, and those of its children.
    pub themes: Option<Vec<String>>,
}

/// What waits, the least time left first, after the cursor; one more than a page when there is more.
pub async fn queue(
    conn: &mut Conn,
    engine: Engine,
    narrow: &Narrow,
    scope: &Scope,
    look: Look<'_>,
    after: Option<&Cursor>,
) -> sqlx::Result<Vec<Waiting>> {
    let mut found = Vec::new();
    for part in Part::asked(narrow) {
        let mut sql = part.columns();
        part.push_all(&mut sql, look);
        part.push_narrow(&mut sql, engine, narrow, scope, look);
        if let Some(cursor) = after {
            part.push_after(&mut sql, cursor);
        }
        sql.push(match part {
            Part::Opinions => " order by o.decide_by, o.number limit ",
            _ => " order by decide_by, a.id limit ",
        });
        sql.bind(i64::try_from(PAGE + 1).unwrap_or(i64::MAX));
        let rows = sql.fetch_all(conn).await?;
        found.extend(rows.iter().map(Waiting::from_row).collect::<sqlx::Result<Vec<_>>>()?);
    }
    // Opinions and revisions are one kind here: the order of a database, which has sorted them.
    found.sort_by_key(|row| (row.decide_by, Part::of(row.matter) as u8));
    found.truncate(PAGE + 1);
    let whole = |row: Waiting| Waiting { text: beginning(&row.text, BEGINNING).to_owned(), ..row };
    Ok(found.into_iter().map(whole).collect())
}

/// How many wait: all that fit but for the part that is shown, then those of each part.
#[derive(Clone, Copy, Debug, Default, FromRow)]
pub struct Counts {
    pub all: i64,
    pub hold: i64,
    pub overdue: i64,
    pub after: i64,
    pub mine: i64,
}

impl Counts {
    fn add(self, other: Self) -> Self {
        Self {
            all: self.all + other.all,
            hold: self.hold + other.hold,
            overdue: self.overdue + other.overdue,
            after: self.after + other.after,
            mine: self.mine + other.mine,
        }
    }
}

/// Whether more opinions wait than are counted at each look.
pub async fn is_long(conn: &mut Conn, most: i64) -> sqlx::Result<bool> {
    let sql = "select count(*) from (select 1 from opinions where reviewed_at is null limit $1) waiting";
    let count: i64 = sqlx::query_scalar(sql).bind(most + 1).fetch_one(conn).await?;
    Ok(count > most)
}

pub async fn counts(
    conn: &mut Conn,
    engine: Engine,
    narrow: &Narrow,
    scope: &Scope,
    look: Look<'_>,
) -> sqlx::Result<Counts> {
    let narrow = &Narrow { show: Show::All, ..narrow.clone() };
    let mut counts = Counts::default();
    for part in Part::asked(narrow) {
        let mut sql = Sql::new("select count(*) as \"all\"");
        for (show, name) in
            [(Show::Hold, "hold"), (Show::Overdue, "overdue"), (Show::After, "after"), (Show::Mine, "mine")]
        {
            sql.push(", cast(coalesce(sum(case when ");
            part.condition(&mut sql, show, look);
            sql.push(" then 1 else 0 end), 0) as bigint) as ").push(name);
        }
        // Along the index alone: 200,000 rows are counted at each look.
        sql.push(part.from());
        part.push_waiting(&mut sql);
        part.push_narrow(&mut sql, engine, narrow, scope, look);
        let row = sql.fetch_all(conn).await?;
        let found = row.first().map(Counts::from_row).transpose()?.unwrap_or_default();
        counts = counts.add(found);
    }
    Ok(counts)
}

/// Kinds that come from one table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Opinions,
    Notes,
    Appeals,
    /// To withhold what somebody has decided on before: everything else stands among the opinions.
    Proposals,
}

impl Part {
    fn of(matter: Matter) -> Self {
        match matter {
            Matter::Opinion | Matter::Revision => Self::Opinions,
            Matter::Note => Self::Notes,
            Matter::Appeal => Self::Appeals,
            Matter::Proposal => Self::Proposals,
        }
    }

    /// Those in which something may fit.
    fn asked(narrow: &Narrow) -> Vec<Self> {
        let parts = [Self::Opinions, Self::Notes, Self::Appeals, Self::Proposals].into_iter();
        let may_fit = |part: &Self| match part {
            Self::Opinions => true,
            Self::Proposals => !narrow.is_of_opinions() || narrow.show == Show::Second,
            Self::Notes | Self::Appeals => !narrow.is_of_opinions(),
        };
        let is_asked = |part: &Self| may_fit(part) && narrow.matter.is_none_or(|matter| Self::of(matter) == *part);
        parts.filter(is_asked).collect()
    }

    fn columns(self) -> Sql {
        Sql::new(match self {
            Self::Opinions => {
                "select case when o.version > 1 then 'revision' else 'opinion' end as matter, cast(o.number as text) as key,
                 o.receipt, substr(coalesce(v.body, o.original), 1, 201) as text, o.lang, o.state, o.held_for,
                 k.account_id as claimed_by, p.name as claimed_name, w.name as assigned_name, q.proposed_by, s.name as proposed_name, o.due_at, o.decide_by, coalesce(o.flags, 0) as flags"
            }
            Self::Notes => {
                "select 'note' as matter, a.id as key, o.receipt, substr(a.body, 1, 201) as text, a.lang, o.state, null as held_for,
                 null as claimed_by, null as claimed_name, null as assigned_name, null as proposed_by, null as proposed_name, null as due_at, a.sent_at + c.target_hours * 3600000 as decide_by, cast(0 as bigint) as flags"
            }
            Self::Appeals => {
                "select 'appeal' as matter, a.id as key, o.receipt, substr(a.body, 1, 201) as text, a.lang, o.state, null as held_for,
                 null as claimed_by, null as claimed_name, null as assigned_name, null as proposed_by, null as proposed_name, null as due_at, a.sent_at + c.target_hours * 3600000 as decide_by, cast(0 as bigint) as flags"
            }
            Self::Proposals => {
                "select 'proposal' as matter, a.id as key, o.receipt, substr(coalesce(o.public_body, o.original), 1, 201) as text, o.lang, o.state, null as held_for,
                 null as claimed_by, null as claimed_name, null as assigned_name, a.proposed_by, n.name as proposed_name, null as due_at, a.sent_at + c.target_hours * 3600000 as decide_by, cast(0 as bigint) as flags"
            }
        })
    }

    fn from(self) -> &'static str {
        match self {
            Self::Opinions => " from received o",
            Self::Notes => {
                " from additions a join received o on o.id = a.opinion_id join consultations c on c.id = o.consultation_id"
            }
            Self::Appeals => {
                " from appeals a join received o on o.id = a.opinion_id join consultations c on c.id = o.consultation_id"
            }
            Self::Proposals => {
                " from (select opinion_id as id, version, message as body, proposed_by, proposed_at as sent_at, '' as lang from proposals) a
                 join received o on o.id = a.id and o.version = a.version join consultations c on c.id = o.consultation_id
                 join accounts n on n.id = a.proposed_by"
            }
        }
    }

    /// Adds ` where …`: what nobody has looked at yet and nobody is still to compare with the paper, in consultations that
    /// residents can see.
    fn push_waiting(self, sql: &mut Sql) {
        match self {
            Self::Opinions => sql
                .push(" where o.reviewed_at is null and not (")
                .push(TO_BE_COMPARED)
                // Not by the column alone: another index than the queue's would be sorted anew.
                .push(") and (o.consultation_id || '') in (select id from consultations where listed_at is not null)"),
            Self::Notes => {
                sql.push(" where a.state = 'pending' and o.public_body is not null and c.listed_at is not null")
            }
            Self::Appeals => {
                sql.push(" where a.answered_at is null and o.state = 'withheld' and c.listed_at is not null")
            }
            Self::Proposals => {
                sql.push(" where o.reviewed_at is not null and o.state <> 'withdrawn' and c.listed_at is not null")
            }
        };
    }

    /// The same with whatever its rows show.
    fn push_all(self, sql: &mut Sql, look: Look<'_>) {
        sql.push(self.from());
        if self == Self::Opinions {
            sql.push(
                " left join opinion_versions v on v.opinion_id = o.id and v.version = o.version
                 left join claims k on k.opinion_id = o.id and k.until_at > ",
            );
            sql.bind(look.machine_now);
            sql.push(" left join accounts p on p.id = k.account_id left join accounts w on w.id = o.assigned_to
                 left join proposals q on q.opinion_id = o.id and q.version = o.version left join accounts s on s.id = q.proposed_by",
            );
        }
        self.push_waiting(sql);
    }

    fn push_narrow(self, sql: &mut Sql, engine: Engine, narrow: &Narrow, scope: &Scope, look: Look<'_>) {
        let Narrow { show, matter, flag, channel, lang, words, .. } = narrow;
        if *show != Show::All {
            sql.push(" and ");
            self.condition(sql, *show, look);
        }
        match matter {
            Some(Matter::Opinion) => sql.push(" and o.version = 1"),
            Some(Matter::Revision) => sql.push(" and o.version > 1"),
            Some(Matter::Note | Matter::Appeal | Matter::Proposal) | None => sql,
        };
        // As above.
        if let Some(call) = &scope.call {
            sql.push(" and (o.consultation_id || '') = ").bind(call);
        }
        match scope.themes.as_deref() {
            Some([]) => {
                sql.push(" and 1 = 0");
            }
            Some(themes) => {
                sql.push(" and (o.theme_id || '') in (").bind_set(themes.iter().map(String::as_str)).push(")");
            }
            None => {}
        }
        if let Some(rule) = flag {
            sql.push(" and coalesce(o.flags, 0) & ").bind(rule.bit()).push(" <> 0");
        }
        if let Some(channel) = channel {
            sql.push(" and o.channel = ").bind(channel.name());
        }
        if let Some(lang) = lang {
            sql.push(match self {
                Self::Opinions | Self::Proposals => " and o.lang = ",
                Self::Notes | Self::Appeals => " and a.lang = ",
            });
            sql.bind(lang);
        }
        if let Ok(receipt) = parse_number(words) {
            sql.push(" and o.receipt = ").bind(receipt);
        } else if !words.is_empty() {
            sql.push(" and (");
            match Query::parse(words) {
                Some(query) => query.push(sql, engine, Column::Original),
                None => {
                    sql.push("1 = 0");
                }
            }
            // Of notes and appeals few wait: their own words are looked at one by one.
            if self != Self::Opinions {
                let escaped = words.replace('!', "!!").replace('%', "!%").replace('_', "!_");
                sql.push(" or a.body like ").bind(format!("%{escaped}%")).push(" escape '!'");
            }
            sql.push(")");
        }
    }

    fn condition(self, sql: &mut Sql, show: Show, look: Look<'_>) {
        match (show, self) {
            (Show::All, _) => sql.push("1 = 1"),
            (Show::Hold, Self::Opinions) => sql.push("o.state = 'on_hold'"),
            (Show::After, Self::Opinions) => sql.push("o.state = 'published'"),
            (Show::Mine, Self::Opinions) => sql
                .push("(o.assigned_to = ")
                .bind(look.me)
                .push(
                    " or o.assigned_to is null and o.theme_id in (select t.id from theme_moderators m
                     join themes t on t.id = m.theme_id or t.parent_id = m.theme_id where m.account_id = ",
                )
                .bind(look.me)
                .push("))"),
            (Show::Second, Self::Opinions) => sql
                .push("o.id in (select opinion_id from proposals where version = o.version and proposed_by <> ")
                .bind(look.me)
                .push(")"),
            (Show::Second, Self::Proposals) => sql.push("a.proposed_by <> ").bind(look.me),
            (Show::Hold | Show::After | Show::Mine | Show::Second, _) => sql.push("1 = 0"),
            (Show::Overdue, Self::Opinions) => sql.push("o.decide_by < ").bind(look.now),
            (Show::Overdue, _) => sql.push("a.sent_at + c.target_hours * 3600000 < ").bind(look.now),
        };
    }

    /// What stands after the cursor, whatever kind that is of.
    fn push_after(self, sql: &mut Sql, cursor: &Cursor) {
        let clock = match self {
            Self::Opinions => "o.decide_by",
            _ => "a.sent_at + c.target_hours * 3600000",
        };
        let of = Self::of(cursor.matter);
        sql.push(" and ");
        if self == of {
            sql.push("(").push(clock).push(if self == Self::Opinions { ", o.number) > (" } else { ", a.id) > (" });
            sql.bind(cursor.decide_by).push(", ");
            match self {
                Self::Opinions => sql.bind(cursor.key.parse::<i64>().unwrap_or(i64::MAX)),
                _ => sql.bind(&cursor.key),
            };
            sql.push(")");
        } else {
            sql.push(clock).push(if self > of { " >= " } else { " > " }).bind(cursor.decide_by);
        }
    }
}
