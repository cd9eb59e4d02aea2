//! The act log: one row per act of staff, written in the act's transaction, chained by hashes.

use sha2::{Digest, Sha256};
use sqlx::FromRow;

use super::crypto::hex;
use super::db::{Conn, Tx};
use super::names::named;
use super::sql::{Sql, portions};

/// Who acts, as the log names him.
#[derive(Clone, Copy, Debug)]
pub enum Actor<'a> {
    /// A person of the staff, by login name.
    Staff(&'a str),
    /// The author of an opinion, by his code.
    Author,
    /// The command line.
    Shell,
    /// The program itself, on its schedule.
    System,
}

impl Actor<'_> {
    fn name(&self) -> &str {
        match self {
            Self::Staff(login) => login,
            Self::Author => "(author)",
            Self::Shell => "(shell)",
            Self::System => "(system)",
        }
    }
}

named! {
    /// What can be done. The name is what the log keeps and the page translates.
    pub enum Act {
        SignedIn = "signed_in",
        SignInRefused = "sign_in_refused",
        SignedOut = "signed_out",
        AccountAdded = "account_added",
        AccountChanged = "account_changed",
        AccountDisabled = "account_disabled",
        AccountEnabled = "account_enabled",
        LinkMade = "link_made",
        PasswordSet = "password_set",
        SiteChanged = "site_changed",
        ConsultationAdded = "consultation_added",
        ConsultationChanged = "consultation_changed",
        ThemesChanged = "themes_changed",
        DocumentAdded = "document_added",
        DocumentChanged = "document_changed",
        DocumentRemoved = "document_removed",
        MeetingAdded = "meeting_added",
        MeetingChanged = "meeting_changed",
        MeetingsUnited = "meetings_united",
        MeetingRemoved = "meeting_removed",
        DotsMended = "dots_mended",
        FieldsChanged = "fields_changed",
        Decided = "decided",
        DecisionUndone = "decision_undone",
        HandedOver = "handed_over",
        Corrected = "corrected",
        Withdrawn = "withdrawn",
        /// A note under an opinion, by its author, and what somebody decided on it.
        AdditionSent = "addition_sent",
        AdditionDecided = "addition_decided",
        /// An author asked that somebody else looks again, and was answered.
        AppealSent = "appeal_sent",
        AppealAnswered = "appeal_answered",
        /// By an author, where letters are to go.
        AddressLeft = "address_left",
        AddressRemoved = "address_removed",
        /// By the link in a letter: every contact of its address.
        Unsubscribed = "unsubscribed",
        ExportAsked = "export_asked",
        ExportFetched = "export_fetched",
        ExportWritten = "export_written",
        Transcribed = "transcribed",
        TranscriptChecked = "transcript_checked",
        /// What nobody was there to compare with the paper, sent to review all the same.
        ComparisonWaived = "comparison_waived",
        /// A file with contacts: every administrator is told of it.
        ContactsExported = "contacts_exported",
        /// A wrong password of somebody who asked for such a file.
        ContactsRefused = "contacts_refused",
        /// All tables of a consultation, as a folder.
        ArchiveWritten = "archive_written",
        ImportAsked = "import_asked",
        OpinionsImported = "opinions_imported",
        ImportStopped = "import_stopped",
        ContactsPurged = "contacts_purged",
        JobRetried = "job_retried",
        /// The rules of flags: which are in use, the words of the lists.
        RulesChanged = "rules_changed",
        /// How opinions on a consultation are reviewed, and by whom which theme.
        ReviewChanged = "review_changed",
        /// Somebody means to withhold an opinion and waits for somebody else to agree.
        WithholdingProposed = "withholding_proposed",
    }
}

/// One row of the log, as it is read back.
#[derive(Clone, Debug, FromRow)]
pub struct Entry {
    pub number: i64,
    pub at: i64,
    pub actor: String,
    pub act: String,
    pub subject: String,
    pub detail: String,
    pub hash: String,
}

/// Number of the last act that a transaction knows of.
pub async fn last(tx: &mut Tx) -> sqlx::Result<i64> {
    sqlx::query_scalar("select number from audit_head where id = 1").fetch_one(&mut **tx).await
}

/// Writes one act. `subject` is what it was done to (a receipt, a login, a slug), `detail` a few words,
/// one line for each thing that was done, or ''.
pub async fn record(
    tx: &mut Tx,
    actor: Actor<'_>,
    act: Act,
    subject: &str,
    detail: &str,
    now: i64,
) -> sqlx::Result<()> {
    record_all(tx, actor, act, &[(subject.to_owned(), detail.to_owned())], now).await
}

/// Writes the same act of many subjects, each with its detail, one row each. The head row is updated in the same transaction, so
/// that no two nodes can write the same number.
pub async fn record_all(
    tx: &mut Tx,
    actor: Actor<'_>,
    act: Act,
    subjects: &[(String, String)],
    now: i64,
) -> sqlx::Result<()> {
    let head = "update audit_head set number = number + $1 where id = 1 returning number, hash";
    let count = i64::try_from(subjects.len()).unwrap_or(i64::MAX);
    let (last, mut hash): (i64, String) = sqlx::query_as(head).bind(count).fetch_one(&mut **tx).await?;
    let mut entries = Vec::with_capacity(subjects.len());
    for ((subject, detail), number) in subjects.iter().zip(last - count + 1..) {
        let mut entry = Entry {
            number,
            at: now,
            actor: actor.name().to_owned(),
            act: act.name().to_owned(),
            subject: subject.clone(),
            detail: detail.clone(),
            hash: String::new(),
        };
        entry.hash = chain(&hash, &entry);
        hash.clone_from(&entry.hash);
        entries.push(entry);
    }
    for portion in portions(&entries) {
        let mut sql = Sql::new("insert into audit (number, at, actor, act, subject, detail, hash) values ");
        for (place, entry) in portion.iter().enumerate() {
            sql.push(if place > 0 { ", (" } else { "(" }).bind(entry.number).push(", ").bind(entry.at).push(", ");
            sql.bind(&entry.actor).push(", ").bind(&entry.act).push(", ").bind(&entry.subject).push(", ");
            sql.bind(&entry.detail).push(", ").bind(&entry.hash).push(")");
        }
        sql.execute(tx).await?;
    }
    let close = "update audit_head set hash = $1 where id = 1";
    sqlx::query(close).bind(&hash).execute(&mut **tx).await.map(|_| ())
}

/// What became of one value, as a line of an entry's detail: `closes_on 2024-11-30 → 2024-12-15`. A line break
/// inside a value becomes ` / `, so that a line stays a line, and an arrow like the one between them `⇒`.
pub fn change(name: &str, old: &str, new: &str) -> String {
    let no_arrow = |value: &str| one_line(value).replace('→', "⇒");
    format!("{name} {} → {}", no_arrow(old), no_arrow(new))
}

/// A value for a line of an entry's detail.
pub fn one_line(value: &str) -> String {
    value.replace('\n', " / ")
}

/// Reads a line of an entry's detail: the name, and what it was and became where both were written down.
pub fn read_change(line: &str) -> (&str, Option<(&str, &str)>) {
    match line.split_once(' ') {
        Some((name, values)) => (name, values.split_once(" → ")),
        None => (line, None),
    }
}

/// SHA-256 over the hash before and every field, each with its length, so that no two entries look alike.
fn chain(before: &str, entry: &Entry) -> String {
    let (number, at) = (entry.number.to_string(), entry.at.to_string());
    let mut hasher = Sha256::new();
    for field in [before, &number, &at, &entry.actor, &entry.act, &entry.subject, &entry.detail] {
        hasher.update(format!("{}:{field}\n", field.len()));
    }
    hex(&hasher.finalize())
}

/// Which entries are looked for; all of these must fit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sought {
    /// As the log names who acts; '' for anybody.
    pub actor: String,
    pub act: Option<Act>,
    /// A receipt, a login, a slug; '' for anything.
    pub subject: String,
    /// The first moment and the one after the last, in the domain's time.
    pub from: Option<i64>,
    pub to: Option<i64>,
}

/// The newest entries before `before` (a number; `i64::MAX` for the first page), newest first.
pub async fn page(conn: &mut Conn, sought: &Sought, before: i64, limit: i64) -> sqlx::Result<Vec<Entry>> {
    let mut sql = Sql::new("select number, at, actor, act, subject, detail, hash from audit where number < ");
    sql.bind(before);
    for (column, text) in [(" and actor = ", &sought.actor), (" and subject = ", &sought.subject)] {
        if !text.is_empty() {
            sql.push(column).bind(text);
        }
    }
    if let Some(act) = sought.act {
        sql.push(" and act = ").bind(act.name());
    }
    if let Some(from) = sought.from {
        sql.push(" and at >= ").bind(from);
    }
    if let Some(to) = sought.to {
        sql.push(" and at < ").bind(to);
    }
    sql.push(" order by number desc limit ").bind(limit);
    let rows = sql.fetch_all(conn).await?;
    rows.iter().map(Entry::from_row).collect()
}

/// Files with contacts, newest first: up to the newest, or where more than `limit` came after entry `told`, up to the
/// last of the first of those. So whoever has seen the page has seen all until its newest.
pub async fn contact_exports(conn: &mut Conn, told: i64, limit: i64) -> sqlx::Result<Vec<Entry>> {
    // Spelled out, as the index has it.
    let sql = "select number, at, actor, act, subject, detail, hash from audit
               where act = 'contacts_exported' and number <= coalesce((select max(number) from
                   (select number from audit where act = 'contacts_exported' and number > $1 order by number limit $2) u),
                   9223372036854775807)
               order by number desc limit $2";
    sqlx::query_as(sql).bind(told).bind(limit).fetch_all(conn).await
}

/// How many entries there are, as the head says.
pub async fn count(conn: &mut Conn) -> sqlx::Result<i64> {
    sqlx::query_scalar("select number from audit_head where id = 1").fetch_one(conn).await
}

/// Walks the whole chain. `Err(number)` names the first entry that does not follow from the one before.
pub async fn verify(conn: &mut Conn) -> sqlx::Result<Result<i64, i64>> {
    let (mut before, mut last) = (String::new(), 0);
    loop {
        let sql = "select number, at, actor, act, subject, detail, hash from audit where number > $1 order by number limit 1000";
        let entries: Vec<Entry> = sqlx::query_as(sql).bind(last).fetch_all(&mut *conn).await?;
        for entry in &entries {
            if entry.number != last + 1 || entry.hash != chain(&before, entry) {
                return Ok(Err(entry.number));
            }
            (before, last) = (entry.hash.clone(), entry.number);
        }
        if entries.is_empty() {
            break;
        }
    }
    let head: (i64, String) =
        sqlx::query_as("select number, hash from audit_head where id = 1").fetch_one(conn).await?;
    Ok(if head == (last, before) { Ok(last) } else { Err(last + 1) })
}
