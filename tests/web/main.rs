//! Requests against the whole site, on both engines: who may and who may not, and what they see.

mod accounts;
mod moderation;
mod queue;
mod support;
