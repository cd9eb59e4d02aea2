//! Pages of exports.

use crate::http::access::Routes;

pub fn routes() -> Routes {
    Routes::default()
}
