//! Paging by a cursor: the number of the last row seen. New rows neither shift a page nor show twice.

/// Rows of one page and where the next begins.
#[derive(Clone, Debug)]
pub struct Paged<T> {
    pub rows: Vec<T>,
    /// Cursor for the page after this one.
    pub next: Option<i64>,
}

impl<T> Paged<T> {
    /// From one row more than a page holds: the surplus row only tells that there is more.
    pub fn from_surplus(mut rows: Vec<T>, size: usize, cursor: impl Fn(&T) -> i64) -> Self {
        let more = rows.len() > size;
        rows.truncate(size);
        let next = rows.last().filter(|_| more).map(cursor);
        Self { rows, next }
    }
}

/// A cursor from an address: a positive number. Nonsense is no cursor at all, so the first page.
pub fn parse_cursor(text: &str) -> Option<i64> {
    let digits = !text.is_empty() && text.len() <= 18 && text.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| text.parse().ok()).flatten().filter(|number| *number > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_surplus_row_means_another_page() {
        let page = Paged::from_surplus(vec![9, 7, 5], 2, |n| *n);
        assert_eq!((page.rows, page.next), (vec![9, 7], Some(7)));
        let last = Paged::from_surplus(vec![3, 1], 2, |n| *n);
        assert_eq!(last.next, None);
    }

    #[test]
    fn a_cursor_is_a_positive_number() {
        assert_eq!(parse_cursor("42"), Some(42));
        for bad in ["", "0", "-1", "1e3", "9223372036854775808", "99999999999999999999", " 1", "１"] {
            assert_eq!(parse_cursor(bad), None, "{bad}");
        }
    }
}
