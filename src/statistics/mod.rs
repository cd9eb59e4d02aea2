//! Counts: what came in, by whatever can be counted, always as 件数, 異なる文面数 and 提出者数.

pub mod routes;
pub mod store;
