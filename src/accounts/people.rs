//! The pages on which an administrator adds people, changes roles and makes one-time links.

use crate::http::access::Routes;

pub fn routes() -> Routes {
    Routes::default()
}
