//! Ids are UUID version 7 as text: made by us, ordered by the time that is passed in.

/// A new id for a row written at `now_ms`.
pub fn new(now_ms: i64) -> String {
    let at = u64::try_from(now_ms).unwrap_or_default();
    uuid::Builder::from_unix_timestamp_millis(at, &rand::random()).into_uuid().to_string()
}
