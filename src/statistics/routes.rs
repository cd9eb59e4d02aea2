//! The live board.

use crate::http::access::Routes;

pub fn routes() -> Routes {
    Routes::default()
}
