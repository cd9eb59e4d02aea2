//! What goes out: exports of opinions as files.

pub mod jobs;
pub mod routes;
pub mod store;
