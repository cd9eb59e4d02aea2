//! The people of the staff: names, roles, passwords, one-time links. Residents have no account.

pub mod routes;
pub mod session;
pub mod store;

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use unicode_normalization::UnicodeNormalization;
use unicode_security::skeleton;

use crate::base::calendar::{DAY_MS, MINUTE_MS};
use crate::base::fold::{is_ignorable, is_refused};
use crate::base::names::named;
use crate::http::access::{Role, Viewer};

/// A session ends after so long without a request, and in any case after `sessions::LONGEST_MS`.
pub const IDLE_MS: i64 = 30 * MINUTE_MS;
/// A one-time link works for a day.
pub const LINK_MS: i64 = DAY_MS;
/// So many passwords are hashed or wait for it: a few seconds' worth. A longer queue would only make everybody wait.
pub const MAX_HASHING: usize = 64;

named! {
    /// What a one-time link is for.
    pub enum LinkPurpose {
        /// The first administrator of an empty site.
        SetUp = "set_up",
        /// A new person, or a forgotten password.
        Password = "password",
    }
}

/// A login name, folded: 2 to 40 of a–z, 0–9, `.`, `-` and `_`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Login(String);

impl Login {
    pub fn parse(raw: &str) -> Option<Self> {
        let folded: String = raw.trim().nfkc().flat_map(char::to_lowercase).collect();
        let allowed = folded.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || ".-_".contains(c));
        // `..` would be another address.
        let named = folded.contains(|c: char| c.is_ascii_alphanumeric());
        (allowed && named && (2..=40).contains(&folded.len())).then_some(Self(folded))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// How a person is shown to colleagues: 1 to 60 characters, none of them unseen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StaffName(String);

impl StaffName {
    const MAX_CHARS: usize = 60;

    pub fn parse(raw: &str) -> Option<Self> {
        let name = raw.trim();
        // A sign that chooses the variant of a character belongs to many a name.
        let variant = |c: char| matches!(c, '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}');
        let breaks = |c: char| matches!(c, '\n' | '\t' | '\u{2028}' | '\u{2029}');
        // A blank of Braille, and what no standard gives a shape to.
        let shapeless = |c: char| matches!(c, '\u{2800}' | '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{10FFFD}');
        let unseen = |c: char| is_refused(c) || breaks(c) || shapeless(c) || is_ignorable(c) && !variant(c);
        let is_seen = |c: char| !variant(c) && !c.is_whitespace();
        let fits = name.chars().any(is_seen) && name.chars().count() <= Self::MAX_CHARS && !name.chars().any(unseen);
        fits.then(|| Self(name.to_owned()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether the two look alike: names stand in the log and beside decisions, where nobody may pass for another.
    pub fn looks_like(&self, other: &str) -> bool {
        // Letters stand for what they look like (Unicode TS 39), as they are and in lower case.
        let plain = |name: &str| -> String { name.nfkc().filter(|c| !c.is_whitespace()).collect() };
        let (mine, other) = (plain(&self.0), plain(other));
        skeleton(&mine).eq(skeleton(&other)) || skeleton(&mine.to_lowercase()).eq(skeleton(&other.to_lowercase()))
    }
}

/// A password that may be set: at least 15 characters of any kind and at most 1,024 bytes, in Unicode's NFC.
pub struct Password(String);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PasswordError {
    TooShort,
    TooLong,
    /// The same few characters over and over, or the login name.
    TooPlain,
    /// The two fields differ.
    Differs,
}

impl Password {
    pub const MIN_CHARS: usize = 15;
    const MAX_BYTES: usize = 1_024;

    pub fn parse(raw: &str, again: &str, login: &str) -> Result<Self, PasswordError> {
        if raw != again {
            return Err(PasswordError::Differs);
        }
        if raw.len() > Self::MAX_BYTES {
            return Err(PasswordError::TooLong);
        }
        let text: String = raw.nfc().collect();
        if text.chars().count() < Self::MIN_CHARS {
            return Err(PasswordError::TooShort);
        }
        let mut kinds: Vec<char> = text.chars().collect();
        kinds.sort_unstable();
        kinds.dedup();
        if kinds.len() < 5 || (!login.is_empty() && text.to_lowercase().replace(login, "").chars().count() < 8) {
            return Err(PasswordError::TooPlain);
        }
        Ok(Self(text))
    }

    /// argon2id in PHC form (19 MiB, 2 passes). Slow on purpose: never on an async thread.
    pub fn hash(&self) -> anyhow::Result<String> {
        let hash = Argon2::default().hash_password(self.0.as_bytes());
        hash.map(|hash| hash.to_string()).map_err(|error| anyhow::anyhow!("argon2: {error}"))
    }
}

/// Whether `raw` is the password behind `hash`; without one, where nobody has that name, it takes as long and is not.
/// Slow on purpose: never on an async thread.
pub fn verify(raw: &str, hash: Option<&str>) -> bool {
    if raw.len() > Password::MAX_BYTES {
        return false;
    }
    let text: String = raw.nfc().collect();
    let checked = PasswordHash::new(hash.unwrap_or_else(|| dummy_hash()));
    let fits = checked.is_ok_and(|hash| Argon2::default().verify_password(text.as_bytes(), &hash).is_ok());
    fits && hash.is_some()
}

fn dummy_hash() -> &'static str {
    static HASH: std::sync::LazyLock<String> =
        std::sync::LazyLock::new(|| Password("nobody's password".to_owned()).hash().unwrap_or_default());
    &HASH
}

/// An account as the people page shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    pub id: String,
    pub login: String,
    pub name: String,
    pub roles: Vec<Role>,
    pub has_password: bool,
    pub disabled_at: Option<i64>,
    pub created_at: i64,
}

/// Why an administrator may not do this to that account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Nobody changes his own roles or locks himself out.
    Self_,
    /// Without an administrator nobody could ever make one.
    LastAdministrator,
}

/// Whether `me` may change `account` so that it has `roles` afterwards (none: disabled). `administrators` counts
/// those that can sign in now.
pub fn may_change(me: &Viewer, account: &Account, roles: &[Role], administrators: i64) -> Result<(), Refusal> {
    if me.account == account.id {
        return Err(Refusal::Self_);
    }
    // Who has set no password yet cannot sign in: he is not among those counted.
    let was = account.disabled_at.is_none() && account.has_password && account.roles.contains(&Role::Administrator);
    if was && !roles.contains(&Role::Administrator) && administrators <= 1 {
        return Err(Refusal::LastAdministrator);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_login_is_folded_and_plain() {
        assert_eq!(Login::parse(" Ｙａｍａｄａ ").unwrap().as_str(), "yamada");
        for bad in ["", "a", "山田", "a b", "a@b", "аdmin", "..", "._", &"a".repeat(41)] {
            assert_eq!(Login::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_name_is_seen_and_nobody_elses() {
        let name = |raw: &str| StaffName::parse(raw);
        assert_eq!(name(" 佐藤 花子\u{3000}").unwrap().as_str(), "佐藤 花子");
        for bad in [
            "",
            " ",
            "a\nb",
            "\u{202E}ADMIN",
            "佐\u{200B}藤",
            "\u{7}",
            "\u{FE0F}",
            "佐藤\u{2800}",
            "佐藤\u{E000}",
            &"あ".repeat(61),
        ] {
            assert_eq!(name(bad), None, "{bad:?}");
        }
        for (one, other) in [
            ("аdmin", "admin"),
            ("ＡＤＭＩＮ", "admin"),
            ("𝐀𝐃𝐌𝐈𝐍", "admin"),
            ("佐藤花子", "佐藤 花子"),
            ("ТАNАКА", "TANAKA"),
            ("lto", "Ito"),
            ("エ藤", "工藤"),
            ("ニ宮", "二宮"),
            ("カ武", "力武"),
            ("葛\u{E0100}城", "葛城"),
        ] {
            assert!(name(one).unwrap().looks_like(other), "{one} {other}");
        }
        for (one, other) in [("佐藤", "佐藤（企画課）"), ("アキ", "あき"), ("佐藤", "加藤")] {
            assert!(!name(one).unwrap().looks_like(other), "{one} {other}");
        }
    }

    #[test]
    fn a_password_needs_length_not_rules() {
        let parse = |text: &str| Password::parse(text, text, "yamada").map(|_| ());
        assert_eq!(parse("正しい馬の電池のホチキスの春"), Err(PasswordError::TooShort));
        assert_eq!(parse("正しい馬と電池とホチキスの春夏"), Ok(()));
        assert_eq!(parse(" leading spaces are kept "), Ok(()));
        assert_eq!(parse("aaaaaaaaaaaaaaaaaaaa"), Err(PasswordError::TooPlain));
        assert_eq!(parse("yamadayamadayamada1"), Err(PasswordError::TooPlain));
        assert_eq!(parse(&"😀🚌".repeat(200)), Err(PasswordError::TooLong));
        assert!(matches!(
            Password::parse("one long password", "another long password", ""),
            Err(PasswordError::Differs)
        ));
    }

    #[test]
    fn a_hash_fits_its_password_in_either_unicode_form() {
        let password =
            Password::parse("が行から始まる十五文字以上の言葉", "が行から始まる十五文字以上の言葉", "").unwrap();
        let hash = password.hash().unwrap();
        assert!(hash.starts_with("$argon2id$"));
        assert!(verify("か\u{3099}行から始まる十五文字以上の言葉", Some(&hash)));
        assert!(!verify("違う行から始まる十五文字以上の言葉", Some(&hash)));
        assert!(!verify(&"x".repeat(1_000_000), Some(&hash)));
        assert!(!verify("nobody's password", None));
    }

    #[test]
    fn nobody_changes_himself_or_removes_the_last_administrator() {
        let account = |id: &str, roles: &[Role]| Account {
            id: id.into(),
            login: id.into(),
            name: id.into(),
            roles: roles.to_vec(),
            has_password: true,
            disabled_at: None,
            created_at: 0,
        };
        let me = Viewer {
            account: "a".into(),
            login: "a".into(),
            name: "a".into(),
            roles: vec![Role::Administrator],
            untold: 0,
        };
        assert_eq!(
            may_change(&me, &account("a", &[Role::Administrator]), &[Role::Administrator, Role::Contacts], 2),
            Err(Refusal::Self_)
        );
        assert_eq!(may_change(&me, &account("b", &[Role::Administrator]), &[], 1), Err(Refusal::LastAdministrator));
        assert_eq!(may_change(&me, &account("b", &[Role::Administrator]), &[], 2), Ok(()));
        assert_eq!(may_change(&me, &account("b", &[Role::Staff]), &[], 1), Ok(()));
        let invited = Account { has_password: false, ..account("b", &[Role::Administrator]) };
        assert_eq!(may_change(&me, &invited, &[], 1), Ok(()), "not one of those who can sign in");
    }
}
