//! The pages on which staff make and change a consultation.

use crate::http::access::Routes;

pub fn routes() -> Routes {
    Routes::default()
}
