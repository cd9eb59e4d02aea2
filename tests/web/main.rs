//! Requests against the whole site, on both engines: who may and who may not, and what they see.

mod accounts;
mod counts;
mod export_rules;
mod exports;
mod support;
