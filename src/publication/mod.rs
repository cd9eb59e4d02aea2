//! What everybody sees of a consultation: whether it is shown at all, and whether its results are.

pub mod routes;
pub mod store;
