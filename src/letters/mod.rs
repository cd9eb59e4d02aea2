//! Letters to authors who left an address, and where such addresses are kept.

pub mod jobs;
pub mod store;
