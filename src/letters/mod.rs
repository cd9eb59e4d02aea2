//! Letters to authors who left an address, and where such addresses are kept.

pub mod jobs;
pub mod store;

use crate::base::crypto::{Keys, Purpose, hex};
use crate::base::text::Lang;

/// Where letters about an opinion go, as it is kept.
#[derive(Clone, Debug)]
pub struct Contact {
    /// Bound to the opinion.
    pub sealed: String,
    pub address_key: String,
    /// Of the letters.
    pub lang: &'static str,
}

impl Contact {
    pub fn new(keys: &Keys, opinion_id: &str, address: &str, lang: Lang) -> Self {
        let sealed = keys.seal(Purpose::Contact, opinion_id, address);
        Self { sealed, address_key: address_key(keys, address), lang: lang.code() }
    }
}

/// What is the same for the same address and tells nobody without the key which it is: 32 hex digits.
pub fn address_key(keys: &Keys, address: &str) -> String {
    hex(&keys.mac(Purpose::Address, address.to_lowercase().as_bytes())[..16])
}
