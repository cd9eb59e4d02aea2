//! 収支: whatever came in is counted somewhere, once.

pub mod routes;
pub mod store;

use crate::opinions::{Reason, State};

/// What came in and where that stands, of one consultation or of all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Balance {
    pub received: i64,
    /// In the order of `State::BALANCE`.
    pub states: [i64; State::BALANCE.len()],
    /// Why opinions are withheld, as their last decisions say.
    pub withheld: Vec<(Reason, i64)>,
    /// Files on their way in, and the numbers taken for their rows. None of these is received before all are.
    pub files: i64,
    pub coming: i64,
}

impl Balance {
    pub fn sum(&self) -> i64 {
        self.states.iter().sum()
    }

    pub fn count(&self, state: State) -> i64 {
        let counted = State::BALANCE.iter().zip(self.states);
        counted.filter(|(known, _)| **known == state).map(|(_, count)| count).sum()
    }

    /// What came in is the sum of where it stands, and each that is withheld has a reason.
    pub fn fits(&self) -> bool {
        let reasons: i64 = self.withheld.iter().map(|(_, count)| count).sum();
        self.received == self.sum() && self.count(State::Withheld) == reasons
    }

    /// Counts one reason more, whose number is `count`.
    fn withhold(&mut self, reason: Reason, count: i64) {
        match self.withheld.iter_mut().find(|(known, _)| *known == reason) {
            Some((_, sum)) => *sum += count,
            None => self.withheld.push((reason, count)),
        }
    }

    /// Of several consultations together.
    pub fn of_all<'a>(balances: impl IntoIterator<Item = &'a Self>) -> Self {
        let mut all = Self::default();
        for one in balances {
            all.received += one.received;
            all.states.iter_mut().zip(one.states).for_each(|(sum, count)| *sum += count);
            one.withheld.iter().for_each(|(reason, count)| all.withhold(*reason, *count));
            all.files += one.files;
            all.coming += one.coming;
        }
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_balance_fits_where_every_opinion_and_every_reason_is_counted() {
        let one = Balance {
            received: 6,
            states: [1, 0, 3, 0, 2, 0, 0],
            withheld: vec![(Reason::Defamation, 2), (Reason::OffTopic, 1)],
            ..Balance::default()
        };
        assert!(one.fits());
        assert!(!Balance { received: 7, ..one.clone() }.fits(), "one stands nowhere");
        assert!(!Balance { withheld: Vec::new(), ..one.clone() }.fits(), "nobody says why");
        let all = Balance::of_all([&one, &one]);
        assert!(all.fits());
        assert_eq!((all.received, all.count(State::Pending)), (12, 4));
        assert_eq!(all.withheld, [(Reason::Defamation, 4), (Reason::OffTopic, 2)]);
    }
}
