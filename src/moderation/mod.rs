//! The queue and what a moderator decides.

pub mod routes;
pub mod store;
