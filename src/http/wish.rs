//! Where somebody was going when he was asked to sign in: it goes along through the sign-in page and is kept.

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

/// An address below `/staff`, without its language. Nothing else gets through: anybody can put anything into a link
/// to the sign-in page. Whether this person may go there is judged when he arrives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wish(String);

impl Wish {
    pub fn parse(raw: &str) -> Option<Self> {
        let path = raw.split('?').next().unwrap_or_default();
        let is_ours = path == "/staff" || path.starts_with("/staff/");
        (is_ours && leads_back(raw)).then(|| Self(raw.to_owned()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The sign-in page that leads on to it.
    pub fn sign_in(&self) -> String {
        format!("/staff/sign-in?to={}", utf8_percent_encode(&self.0, NON_ALPHANUMERIC))
    }
}

/// Whether every browser reads a path and its question as an address of this site: nothing in it can become a host, and no
/// step of it leads up again.
pub fn stays_here(address: &str) -> bool {
    let path = address.split('?').next().unwrap_or_default();
    let is_plain = address.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    let climbs = path.to_ascii_lowercase().replace("%2e", ".").contains("/.");
    path.starts_with('/') && is_plain && !path.contains("//") && !climbs
}

/// Whether an address that came in a form or a link may be gone back to: one of this site, and no longer than ours are.
pub fn leads_back(address: &str) -> bool {
    const MAX_BYTES: usize = 2_000;
    stays_here(address) && address.len() <= MAX_BYTES
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_staffs_own_addresses_are_wishes() {
        for good in ["/staff", "/staff/queue?open=R6-0123-7&show=all", "/staff/opinions?q=%E5%A3%B0//"] {
            assert_eq!(Wish::parse(good).unwrap().as_str(), good);
        }
        for bad in [
            "",
            "/",
            "//evil.example",
            "/\\evil.example",
            "https://evil.example/staff",
            "staff/queue",
            "/staffx",
            "/staff@evil.example",
            "/staff/\\evil.example",
            "/staff//evil.example",
            "/staff/..//evil.example",
            "/staff/../en",
            "/staff/%2e%2E/en",
            "/staff/a b",
            "/staff/\r\nset-cookie:a=b",
            "/staff/\u{0}",
            "/staff/声",
            "\t/staff",
        ] {
            assert_eq!(Wish::parse(bad), None, "{bad}");
        }
        assert_eq!(Wish::parse(&format!("/staff/{}", "a".repeat(2_000))), None);
    }
}
