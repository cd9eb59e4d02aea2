//! Rows as the database hands them over, each in one text, and the cells they become.

use std::collections::HashMap;
use std::str::Split;

use super::{Fact, Profile, Sheet};
use crate::base::crypto::{Keys, Purpose};
use crate::base::sql::parts_of;
use crate::papers::Cell;

/// A row of the public profile: nothing else is ever read for it.
#[derive(Clone, Debug)]
pub struct PublicRow<'a> {
    pub receipt: &'a str,
    pub submitted_at: i64,
    pub theme_id: &'a str,
    /// Ids with spaces.
    pub further_themes: &'a str,
    pub channel: &'a str,
    pub lang: &'a str,
    pub public_body: &'a str,
    pub age_band: Option<&'a str>,
    pub area: Option<&'a str>,
    /// Day and name, of a note of a workshop.
    pub meeting: &'a str,
    pub dots: Option<i64>,
}

/// A row of the office profile.
#[derive(Clone, Debug)]
pub struct OfficeRow<'a> {
    pub receipt: &'a str,
    /// The current version, as it was sent.
    pub text: &'a str,
    pub public_body: Option<&'a str>,
    pub version: i64,
    pub submitted_at: i64,
    pub state: &'a str,
    pub theme_id: &'a str,
    /// Ids with spaces.
    pub further_themes: &'a str,
    pub channel: &'a str,
    pub lang: &'a str,
    pub age_band: Option<&'a str>,
    pub area: Option<&'a str>,
    pub relation: Option<&'a str>,
    pub submitter_id: &'a str,
    pub reviewed_at: Option<i64>,
    pub decided_at: Option<i64>,
    pub reason: Option<&'a str>,
    pub message: &'a str,
    pub memo: &'a str,
    pub due_at: Option<i64>,
    pub masks: &'a str,
    /// Day and name, of a note of a workshop.
    pub meeting: &'a str,
    pub dots: Option<i64>,
    pub place: &'a str,
    pub table: &'a str,
    pub reactions: i64,
    /// How the file called it that brought it, and which list has given that number.
    pub external_id: &'a str,
    pub external_list: &'a str,
    /// Where it was handed in, of what staff wrote down.
    pub received_place: &'a str,
    /// Who brought it in; '': the author himself.
    pub recorded_by: &'a str,
    /// A contact, unsealed: read for the contact profile alone.
    pub mail: Option<String>,
}

/// The parts of a row, in the order in which they were joined. `None`: there is no such part.
struct Parts<'a>(Split<'a, char>);

impl<'a> Parts<'a> {
    fn text(&mut self) -> Option<&'a str> {
        self.0.next()
    }

    fn told(&mut self) -> Option<Option<&'a str>> {
        self.text().map(|text| Some(text).filter(|text| !text.is_empty()))
    }

    /// What is public of a text: nothing, all of it, for which `=` stands, or what follows a `+`.
    fn public(&mut self, text: &'a str) -> Option<Option<&'a str>> {
        match self.text()? {
            "" => Some(None),
            "=" => Some(Some(text)),
            other => other.strip_prefix('+').map(Some),
        }
    }

    fn number(&mut self) -> Option<i64> {
        self.text()?.parse().ok()
    }

    fn known(&mut self) -> Option<Option<i64>> {
        self.told()?.map_or(Some(None), |number| number.parse().ok().map(Some))
    }

    fn end(&mut self) -> Option<()> {
        self.text().is_none().then_some(())
    }
}

impl<'a> PublicRow<'a> {
    fn read(mut parts: Parts<'a>) -> Option<Self> {
        let row = Self {
            receipt: parts.text()?,
            submitted_at: parts.number()?,
            theme_id: parts.text()?,
            further_themes: parts.text()?,
            channel: parts.text()?,
            lang: parts.text()?,
            public_body: parts.text()?,
            age_band: parts.told()?,
            area: parts.told()?,
            meeting: parts.text()?,
            dots: parts.known()?,
        };
        parts.end().map(|()| row)
    }
}

impl<'a> OfficeRow<'a> {
    fn read(mut parts: Parts<'a>, contacts: Option<&Keys>) -> Option<Self> {
        let (receipt, text) = (parts.text()?, parts.text()?);
        let row = Self {
            receipt,
            text,
            public_body: parts.public(text)?,
            version: parts.number()?,
            submitted_at: parts.number()?,
            state: parts.text()?,
            theme_id: parts.text()?,
            further_themes: parts.text()?,
            channel: parts.text()?,
            lang: parts.text()?,
            age_band: parts.told()?,
            area: parts.told()?,
            relation: parts.told()?,
            submitter_id: parts.text()?,
            reviewed_at: parts.known()?,
            decided_at: parts.known()?,
            reason: parts.told()?,
            message: parts.text()?,
            memo: parts.text()?,
            due_at: parts.known()?,
            masks: parts.text()?,
            meeting: parts.text()?,
            dots: parts.known()?,
            place: parts.text()?,
            table: parts.text()?,
            reactions: parts.number()?,
            external_id: parts.text()?,
            external_list: parts.text()?,
            received_place: parts.text()?,
            recorded_by: parts.text()?,
            mail: match contacts {
                Some(keys) => {
                    let (id, sealed) = (parts.text()?, parts.told()?);
                    sealed.map_or(Some(None), |sealed| keys.open(Purpose::Contact, id, sealed).map(Some))?
                }
                None => None,
            },
        };
        parts.end().map(|()| row)
    }
}

/// Turns rows as the database hands them over into the cells of a file.
pub struct Rows<'s> {
    pub sheet: Sheet<'s>,
    pub profile: Profile,
    /// What stands in which column.
    pub facts: Vec<Fact>,
    pub submitters: Submitters,
    /// Where the rows have contacts, what unseals them.
    pub contacts: Option<&'s Keys>,
}

impl Rows<'_> {
    /// 受付番号 and the cells; `Err`: the 受付番号 of a row that has other parts, or whose contact cannot be unsealed.
    pub fn cells<'l>(&'l mut self, row: &'l str) -> Result<(&'l str, Vec<Cell<'l>>), &'l str> {
        let parts = Parts(parts_of(row));
        let receipt = parts_of(row).next().unwrap_or_default();
        let Self { sheet, profile, facts, submitters, contacts } = self;
        let cells = match profile {
            Profile::Public => {
                let row = PublicRow::read(parts).ok_or(receipt)?;
                facts.iter().map(|fact| sheet.public(&row, *fact)).collect()
            }
            Profile::Office | Profile::Contact => {
                let row = OfficeRow::read(parts, *contacts).ok_or(receipt)?;
                facts.iter().map(|fact| sheet.office(&row, *fact, submitters)).collect()
            }
        };
        Ok((receipt, cells))
    }
}

/// Gives submitters s1, s2 … in the order in which they appear; the number means nothing outside its file.
/// Holds only those who sent more than one opinion: memory does not grow with the file.
#[derive(Default)]
pub struct Submitters {
    last: i64,
    /// 0 until they appear.
    several: HashMap<String, i64>,
}

impl Submitters {
    /// `several`: the ids of those who sent more than one opinion.
    pub fn new(several: impl IntoIterator<Item = String>) -> Self {
        Self { last: 0, several: several.into_iter().map(|id| (id, 0)).collect() }
    }

    pub fn number(&mut self, id: &str) -> String {
        let mut once = 0;
        let number = self.several.get_mut(id).unwrap_or(&mut once);
        if *number == 0 {
            self.last += 1;
            *number = self.last;
        }
        format!("s{number}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_submitter_keeps_his_number_and_one_opinion_leaves_no_trace() {
        let mut submitters = Submitters::new(["b".to_owned()]);
        let numbers = ["a", "b", "c", "b", "d"].map(|id| submitters.number(id));
        assert_eq!(numbers, ["s1", "s2", "s3", "s2", "s4"]);
        assert_eq!(submitters.several.len(), 1);
    }

    #[test]
    fn a_row_with_a_part_more_or_less_is_not_read() {
        let row = |count: usize| {
            let parts = (0..count).map(|place| if place == 2 { "+1" } else { "1" });
            parts.collect::<Vec<_>>().join("\u{1F}")
        };
        let public = |count| PublicRow::read(Parts(parts_of(&row(count)))).is_some();
        let office = |count| OfficeRow::read(Parts(parts_of(&row(count))), None).is_some();
        let taken = |reads: &dyn Fn(usize) -> bool| (0..40).filter(|count| reads(*count)).collect::<Vec<_>>();
        assert_eq!((taken(&public), taken(&office)), (vec![11], vec![30]));
    }
}
