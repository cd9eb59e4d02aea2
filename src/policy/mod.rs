//! How opinions on a consultation are reviewed: whether two must agree to withhold one, and who moderates which theme.

pub mod routes;
pub mod store;
