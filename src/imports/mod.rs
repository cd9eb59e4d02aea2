//! What comes in from elsewhere: what people write in the cells of a table, read as what they mean.

pub mod days;
