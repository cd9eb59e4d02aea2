//! Statements whose shape depends on what is asked: filters, lists, many rows at once.

use std::str::Split;

use sqlx::any::{AnyArguments, AnyRow};
use sqlx::{Any, AssertSqlSafe, Row};

use super::db::Conn;

/// Rows in portions of 16, 8, 4, 2 and 1, for `values (…), (…)`: statements of few shapes, each prepared once and
/// found again. Larger ones gain nothing, SQLite looks up each placeholder among all of its statement.
pub fn portions<T>(rows: &[T]) -> impl Iterator<Item = &[T]> {
    const LARGEST: usize = 16;
    let mut rest = rows;
    std::iter::from_fn(move || {
        let (portion, after) = rest.split_at(LARGEST.min(1 << rest.len().checked_ilog2()?));
        rest = after;
        Some(portion)
    })
}

/// A statement whose shape depends on what is asked: filters, lists. Numbers its own placeholders.
/// Only text written in this program may be pushed; whatever comes from outside is bound.
#[derive(Clone, Default)]
pub struct Sql {
    text: String,
    values: Vec<Value>,
}

/// What can be bound.
#[derive(Clone)]
pub enum Value {
    Text(Option<String>),
    Number(Option<i64>),
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(Some(text.to_owned()))
    }
}
impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(Some(text))
    }
}
impl From<&String> for Value {
    fn from(text: &String) -> Self {
        Self::Text(Some(text.clone()))
    }
}
impl From<Option<String>> for Value {
    fn from(text: Option<String>) -> Self {
        Self::Text(text)
    }
}
impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Self::Number(Some(number))
    }
}
impl From<Option<i64>> for Value {
    fn from(number: Option<i64>) -> Self {
        Self::Number(number)
    }
}

impl Sql {
    pub fn new(text: &'static str) -> Self {
        Self { text: text.to_owned(), values: Vec::new() }
    }

    pub fn push(&mut self, text: &'static str) -> &mut Self {
        self.text.push_str(text);
        self
    }

    pub fn bind(&mut self, value: impl Into<Value>) -> &mut Self {
        self.values.push(value.into());
        self.text.push('$');
        self.text.push_str(&self.values.len().to_string());
        self
    }

    /// Values that the text names itself, as `$1`, `$2`, …, however often: to be given before any is bound.
    pub fn given(values: impl IntoIterator<Item = Value>, text: &'static str) -> Self {
        Self { text: text.to_owned(), values: values.into_iter().collect() }
    }

    /// `$4, $5, $6`, for `in (…)` and `values (…)`.
    pub fn bind_list(&mut self, values: impl IntoIterator<Item = impl Into<Value>>) -> &mut Self {
        for (place, value) in values.into_iter().enumerate() {
            if place > 0 {
                self.text.push_str(", ");
            }
            self.bind(value);
        }
        self
    }

    /// Like `bind_list`, for `in (…)` alone: filled up with its last value to 1, 2, 4, 8 … values, so that lists of
    /// all lengths share a few statements, each prepared once and found again.
    pub fn bind_set(&mut self, values: impl IntoIterator<Item = impl Into<Value>>) -> &mut Self {
        let mut values: Vec<Value> = values.into_iter().map(Into::into).collect();
        if let Some(last) = values.last().cloned() {
            values.resize(values.len().next_power_of_two(), last);
        }
        self.bind_list(values)
    }

    fn prepared(self) -> sqlx::query::Query<'static, Any, AnyArguments> {
        let query = sqlx::query(AssertSqlSafe(self.text));
        self.values.into_iter().fold(query, |query, value| match value {
            Value::Text(text) => query.bind(text),
            Value::Number(number) => query.bind(number),
        })
    }

    pub async fn execute(self, conn: &mut Conn) -> sqlx::Result<u64> {
        Ok(self.prepared().execute(conn).await?.rows_affected())
    }

    pub async fn fetch_all(self, conn: &mut Conn) -> sqlx::Result<Vec<AnyRow>> {
        self.prepared().fetch_all(conn).await
    }

    pub async fn fetch_optional(self, conn: &mut Conn) -> sqlx::Result<Option<AnyRow>> {
        self.prepared().fetch_optional(conn).await
    }

    /// Rows as tuples or structs, column by column.
    pub async fn fetch_as<T: for<'r> sqlx::FromRow<'r, AnyRow>>(self, conn: &mut Conn) -> sqlx::Result<Vec<T>> {
        self.prepared().fetch_all(conn).await?.iter().map(T::from_row).collect()
    }

    /// The one number a counting statement answers.
    pub async fn count(self, conn: &mut Conn) -> sqlx::Result<i64> {
        self.prepared().fetch_one(conn).await?.try_get(0)
    }

    /// Row after row, for files larger than memory.
    pub fn fetch(self, conn: &mut Conn) -> futures_util::stream::BoxStream<'_, sqlx::Result<AnyRow>> {
        self.prepared().fetch(conn)
    }
}

/// SQL for the parts of a row in one text, with U+001F between them: engines make and hand over one text faster than
/// many. A part that is null would be left out, and none may hold U+001F, which every form and file refuses.
macro_rules! joined {
    ($($parts:expr),+) => {
        concat!("concat_ws('\u{1F}', ", $($parts,)+ ")")
    };
}

/// SQL for many such rows in one text, with U+001E between them.
macro_rules! bundle {
    ($parts:literal) => {
        concat!("string_agg(", $crate::base::sql::joined!($parts), ", '\u{1E}')")
    };
}

pub(crate) use {bundle, joined};

/// The rows of a bundle.
pub fn rows_of(bundle: &str) -> Split<'_, char> {
    bundle.split('\u{1E}')
}

/// The parts of such a row.
pub fn parts_of(row: &str) -> Split<'_, char> {
    row.split('\u{1F}')
}
