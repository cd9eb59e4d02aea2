//! Requests against the whole site, on both engines: who may and who may not, and what they see.

mod access;
mod accounts;
mod attributes;
mod bad_input;
mod batches;
mod clashes;
mod consultations;
mod counts;
mod export_formats;
mod export_rules;
mod exports;
mod import_clashes;
mod imports;
mod intake;
mod kept;
mod letters;
mod moderation;
mod people;
mod queue;
mod reading;
mod receipts;
mod repeats;
mod round_trip;
mod search;
mod support;
mod system;
