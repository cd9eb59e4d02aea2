//! Requests against the whole site, on both engines: who may and who may not, and what they see.

mod accounts;
mod consultations;
mod intake;
mod moderation;
mod people;
mod queue;
mod receipts;
mod support;
mod system;
