//! The pages on which an administrator adds people, changes roles and makes one-time links. The rules stand in
//! `accounts`.

pub mod routes;
