//! What a text seems to hold, by rules that anybody can read. Pure: nothing is stored, nothing is asked.

pub mod personal;
pub mod similar;
