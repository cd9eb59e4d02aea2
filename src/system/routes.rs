//! Pages of the administrator: the city's texts, the act log, mail, jobs.

use crate::http::access::Routes;

pub fn routes() -> Routes {
    Routes::default()
}
