//! Pages of the queue.

use crate::http::access::Routes;

pub fn routes() -> Routes {
    Routes::default()
}
