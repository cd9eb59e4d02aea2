//! Rows as they come from the database, and how their people are told apart.

use std::collections::HashMap;

use sqlx::FromRow;

/// A row of the public profile: nothing else is ever read for it.
#[derive(Clone, Debug, FromRow)]
pub struct PublicRow {
    pub receipt: String,
    pub submitted_at: i64,
    pub theme_id: String,
    pub second: Option<String>,
    pub third: Option<String>,
    pub channel: String,
    pub lang: String,
    pub public_body: String,
    pub age_band: Option<String>,
    pub area: Option<String>,
    /// Day and name, of a note of a workshop.
    pub meeting: Option<String>,
    pub dots: Option<i64>,
}

/// A row of the office profile.
#[derive(Clone, Debug, FromRow)]
pub struct OfficeRow {
    pub receipt: String,
    pub version: i64,
    pub submitted_at: i64,
    pub state: String,
    pub reason: Option<String>,
    pub theme_id: String,
    pub second: Option<String>,
    pub third: Option<String>,
    pub channel: String,
    pub lang: String,
    pub age_band: Option<String>,
    pub area: Option<String>,
    pub relation: Option<String>,
    /// The current version, as it was sent.
    pub text: String,
    pub public_body: Option<String>,
    pub submitter_id: String,
    /// How many opinions this submitter has sent in all.
    pub sent: i64,
    pub reviewed_at: Option<i64>,
    pub decided_at: Option<i64>,
    pub message: Option<String>,
    pub note: Option<String>,
    pub due_at: Option<i64>,
    pub masks: Option<String>,
    pub meeting: Option<String>,
    pub place: Option<String>,
    pub table_name: Option<String>,
    pub dots: Option<i64>,
    /// A contact, read for the contact profile alone.
    #[sqlx(default)]
    pub mail: Option<String>,
}

/// Gives submitters s1, s2 … in the order in which they appear; the number means nothing outside its file.
/// Holds only those who sent more than one opinion: memory does not grow with the file.
#[derive(Default)]
pub struct Submitters {
    last: i64,
    several: HashMap<String, i64>,
}

impl Submitters {
    pub fn number(&mut self, id: &str, sent: i64) -> String {
        let number = self.several.get(id).copied().unwrap_or_else(|| {
            self.last += 1;
            if sent > 1 {
                self.several.insert(id.to_owned(), self.last);
            }
            self.last
        });
        format!("s{number}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_submitter_keeps_his_number_and_one_opinion_leaves_no_trace() {
        let mut submitters = Submitters::default();
        let numbers = [("a", 1), ("b", 2), ("c", 1), ("b", 2)].map(|(id, sent)| submitters.number(id, sent));
        assert_eq!(numbers, ["s1", "s2", "s3", "s2"]);
        assert_eq!(submitters.several.len(), 1);
    }
}
