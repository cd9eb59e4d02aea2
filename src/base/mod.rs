//! What every feature stands on: the database, jobs, mail, clock, keys, languages. Knows no feature.

pub mod audit;
pub mod batch;
pub mod calendar;
pub mod clock;
pub mod colour;
pub mod crypto;
pub mod db;
pub mod fold;
pub mod fresh;
pub mod hidden;
pub mod highlight;
pub mod id;
pub mod jobs;
pub mod mail;
pub mod marks;
pub mod names;
pub mod once;
pub mod search;
pub mod sessions;
pub mod settings;
pub mod site_key;
pub mod sql;
pub mod text;
