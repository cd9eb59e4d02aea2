//! The administrator's view of the program: the city's texts, the act log, mail, jobs.

pub mod routes;
