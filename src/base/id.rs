//! Ids are UUID version 7 as text: made by us, ordered by the time that is passed in.

/// A new id for a row written at `now_ms`.
pub fn new(now_ms: i64) -> String {
    at(now_ms, rand::random())
}

/// The least of all ids of rows that are written at `now_ms` or later.
pub fn first(now_ms: i64) -> String {
    at(now_ms, [0; 10])
}

fn at(ms: i64, rest: [u8; 10]) -> String {
    let ms = u64::try_from(ms).unwrap_or_default();
    uuid::Builder::from_unix_timestamp_millis(ms, &rest).into_uuid().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_in_the_order_of_their_time() {
        let now = 1_730_077_200_123;
        for _ in 0..100 {
            assert!(first(now) <= new(now) && new(now) < first(now + 1));
        }
    }
}
