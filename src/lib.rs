//! Koe: a city asks, residents answer, moderators curate, staff turn the voices into papers. From the ground up:
//! `config` and `papers`; `base`; `http` and `tables`; `accounts` and `people`; `consultations`, `editor`, `meetings`, `system`;
//! `opinions`, `receipts`, `letters`, `status`, `writing`, `intake`, `voices`, `reading`; `decisions`, `moderation`, `statistics`, `balance`, `exchange`, `exports`, `mapping`, `headings`, `uploads`, `trials`, `staging`, `imports`, `log`; `app`, `worker`, `cli`, `demo`. A module
//! uses those before it; only `App`, the state that every handler is given, is known to all.

pub mod accounts;
pub mod app;
pub mod archive;
pub mod balance;
pub mod base;
pub mod cli;
pub mod config;
pub mod consultations;
pub mod counts;
pub mod decisions;
pub mod demo;
pub mod editor;
pub mod exchange;
pub mod exports;
pub mod files;
pub mod headings;
pub mod http;
pub mod imports;
pub mod intake;
pub mod letters;
pub mod log;
pub mod mapping;
pub mod meetings;
pub mod moderation;
pub mod opinions;
pub mod orders;
pub mod papers;
pub mod people;
pub mod reactions;
pub mod reading;
pub mod receipts;
pub mod staging;
pub mod statistics;
pub mod status;
pub mod system;
pub mod tables;
pub mod transcription;
pub mod trials;
pub mod uploads;
pub mod voices;
pub mod worker;
pub mod workshops;
pub mod writing;
