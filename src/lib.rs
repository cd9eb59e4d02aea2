//! Koe.

pub mod accounts;
pub mod app;
pub mod base;
pub mod cli;
pub mod config;
pub mod consultations;
pub mod demo;
pub mod editor;
pub mod exchange;
pub mod http;
pub mod intake;
pub mod meetings;
pub mod moderation;
pub mod opinions;
pub mod papers;
pub mod reading;
pub mod receipts;
pub mod statistics;
pub mod system;
