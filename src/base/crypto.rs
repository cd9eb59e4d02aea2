//! Keys, seals, signatures and one-time codes. One secret of 32 bytes; every purpose has its own key by HKDF.

use std::fs;
use std::io::{self, Write};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::Path;

use anyhow::{Context, anyhow};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use hkdf::Hkdf;
use hmac::{Hmac, Mac};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

/// What a derived key is for. The label is part of every value made with it.
#[derive(Clone, Copy, Debug)]
pub enum Purpose {
    /// The secret code of a receipt.
    Receipt,
    /// The token of a form: its key and when it was made.
    Form,
    /// Who wrote the opinion before this one.
    Submitter,
    /// Contacts, sealed.
    Contact,
    /// Which contacts are one address.
    Address,
    /// The link that ends letters.
    Unsubscribe,
    /// The cookie by which somebody who says 共感 is known.
    Visitor,
    /// What is kept of that visitor beside an opinion.
    Reaction,
    /// Proof that the configured key is the database's own.
    Check,
}

impl Purpose {
    fn label(self) -> &'static [u8] {
        match self {
            Self::Receipt => b"koe/receipt/v1",
            Self::Form => b"koe/form/v1",
            Self::Submitter => b"koe/submitter/v1",
            Self::Contact => b"koe/contact/v1",
            Self::Address => b"koe/address/v1",
            Self::Unsubscribe => b"koe/unsubscribe/v1",
            Self::Visitor => b"koe/visitor/v1",
            Self::Reaction => b"koe/reaction/v1",
            Self::Check => b"koe/check/v1",
        }
    }
}

/// Why there is no key. Shown at the shell; `koe check` says the same in the reader's language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeyFault {
    /// There is no such file.
    Missing,
    /// There is one, and this is why it cannot be read.
    Unreadable(String),
    /// Others on the machine can read it.
    Open {
        mode: u32,
    },
    /// Something else than base64url stands in it.
    WrongCharacters,
    WrongLength {
        chars: usize,
    },
}

impl std::fmt::Display for KeyFault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Missing => write!(f, "it is not there"),
            Self::Unreadable(why) => write!(f, "it cannot be read: {why}"),
            Self::Open { mode } => write!(f, "others can read it (mode {mode:03o}); cure: chmod 600"),
            Self::WrongCharacters => write!(f, "it is not base64url"),
            Self::WrongLength { chars } => write!(f, "a key is 43 base64url characters (32 bytes), this has {chars}"),
        }
    }
}

impl std::error::Error for KeyFault {}

impl From<io::Error> for KeyFault {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound => Self::Missing,
            _ => Self::Unreadable(error.to_string()),
        }
    }
}

/// The site's secret. Losing it loses contacts and the recognition of retries, but no opinion.
#[derive(Clone)]
pub struct Keys {
    hkdf: Hkdf<Sha256>,
    id: String,
}

impl std::fmt::Debug for Keys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Keys({})", self.id)
    }
}

impl Keys {
    pub fn new(secret: &[u8; 32]) -> Self {
        let id = BASE64.encode(&Sha256::digest([b"koe/id/v1", secret.as_slice()].concat())[..6]);
        Self { hkdf: Hkdf::new(Some(b"koe"), secret), id }
    }

    /// From `KOE_KEY`: 32 bytes as base64url.
    pub fn parse(text: &str) -> Result<Self, KeyFault> {
        let text = text.trim().trim_end_matches('=');
        let chars = text.chars().count();
        if !text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_') {
            return Err(KeyFault::WrongCharacters);
        }
        if chars != 43 {
            return Err(KeyFault::WrongLength { chars });
        }
        let secret = BASE64.decode(text).ok().and_then(|bytes| <[u8; 32]>::try_from(bytes).ok());
        secret.map(|secret| Self::new(&secret)).ok_or(KeyFault::WrongCharacters)
    }

    /// From a file that only its owner can read.
    pub fn load(file: &Path) -> Result<Self, KeyFault> {
        let mode = fs::metadata(file)?.mode() & 0o777;
        if mode & 0o077 != 0 {
            return Err(KeyFault::Open { mode });
        }
        Self::parse(&String::from_utf8_lossy(&fs::read(file)?))
    }

    /// The same, for an operator to read what is wrong with which file.
    pub fn load_explained(file: &Path) -> anyhow::Result<Self> {
        Self::load(file).map_err(|fault| anyhow!("the key file {}: {fault}", file.display()))
    }

    /// The same; a missing file is made, at the first start.
    pub fn load_or_create(file: &Path) -> anyhow::Result<Self> {
        if Self::load(file).is_err_and(|fault| fault == KeyFault::Missing) {
            if let Some(folder) = file.parent() {
                fs::create_dir_all(folder)?;
            }
            let made = fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(file);
            let text = BASE64.encode(rand::random::<[u8; 32]>());
            made.and_then(|mut out| out.write_all(text.as_bytes()).and_then(|()| out.sync_all()))
                .with_context(|| format!("cannot write the key file {}", file.display()))?;
        }
        Self::load_explained(file)
    }

    fn derived<const N: usize>(&self, purpose: Purpose) -> [u8; N] {
        let mut key = [0; N];
        // 32 or 64 bytes are far below HKDF's limit of 255 blocks, the only error there is.
        let _ = self.hkdf.expand(purpose.label(), &mut key);
        key
    }

    /// HMAC-SHA-256 of `data` under the key of this purpose.
    pub fn mac(&self, purpose: Purpose, data: &[u8]) -> [u8; 32] {
        let mut mac = <Hmac<Sha256> as hmac::KeyInit>::new(&self.derived::<64>(purpose).into());
        mac.update(data);
        mac.finalize().into_bytes().into()
    }

    /// What the database keeps to recognise its key.
    pub fn check_value(&self) -> String {
        BASE64.encode(self.mac(Purpose::Check, b"koe"))
    }

    /// `payload` with a signature: `keyid.payload.mac`, safe in a form and in a cookie.
    pub fn sign(&self, purpose: Purpose, payload: &[u8]) -> String {
        let mac = self.mac(purpose, payload);
        format!("{}.{}.{}", self.id, BASE64.encode(payload), BASE64.encode(&mac[..16]))
    }

    /// The payload again, if this key signed it for this purpose.
    pub fn verify(&self, purpose: Purpose, token: &str) -> Option<Vec<u8>> {
        let mut parts = token.split('.');
        let (id, payload, mac) = (parts.next()?, parts.next()?, parts.next()?);
        let payload = BASE64.decode(payload).ok()?;
        let mac = BASE64.decode(mac).ok()?;
        let good: bool =
            id == self.id && parts.next().is_none() && mac.ct_eq(&self.mac(purpose, &payload)[..16]).into();
        good.then_some(payload)
    }

    /// Encrypts; `about` (the row's id) is bound to it, so that a seal cannot move to another row.
    pub fn seal(&self, purpose: Purpose, about: &str, text: &str) -> String {
        let nonce: [u8; 24] = rand::random();
        let sealed = self
            .cipher(purpose)
            .encrypt(&XNonce::from(nonce), Payload { msg: text.as_bytes(), aad: about.as_bytes() })
            .unwrap_or_default();
        format!("{}.{}", self.id, BASE64.encode([nonce.as_slice(), &sealed].concat()))
    }

    /// The text again; `None` when one bit differs, the row is another or the key has changed.
    pub fn open(&self, purpose: Purpose, about: &str, sealed: &str) -> Option<String> {
        let (id, body) = sealed.split_once('.')?;
        let bytes = BASE64.decode(body).ok().filter(|bytes| id == self.id && bytes.len() > 24)?;
        let nonce = <[u8; 24]>::try_from(&bytes[..24]).ok()?;
        let payload = Payload { msg: &bytes[24..], aad: about.as_bytes() };
        let text = self.cipher(purpose).decrypt(&XNonce::from(nonce), payload).ok()?;
        String::from_utf8(text).ok()
    }

    fn cipher(&self, purpose: Purpose) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new(&self.derived::<32>(purpose).into())
    }
}

/// A secret of 160 random bits for a one-time link, base64url.
pub fn random_token() -> String {
    BASE64.encode(rand::random::<[u8; 20]>())
}

/// SHA-256 as hex: how codes, tokens and session ids are kept. Fast is right, they hold ≥130 random bits.
pub fn hash(text: &str) -> String {
    hex(&Sha256::digest(text.as_bytes()))
}

pub fn hex(bytes: &[u8]) -> String {
    let digit = |four: u8| char::from(b"0123456789abcdef"[usize::from(four)]);
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seal_opens_for_its_own_row_and_key_only() {
        let keys = Keys::new(&[7; 32]);
        let sealed = keys.seal(Purpose::Contact, "row-1", "koe@example.jp");
        assert_eq!(keys.open(Purpose::Contact, "row-1", &sealed).as_deref(), Some("koe@example.jp"));
        assert_eq!(keys.open(Purpose::Contact, "row-2", &sealed), None);
        assert_eq!(Keys::new(&[8; 32]).open(Purpose::Contact, "row-1", &sealed), None);
    }

    #[test]
    fn one_flipped_character_breaks_a_seal_and_a_signature() {
        let keys = Keys::new(&[7; 32]);
        let sealed = keys.seal(Purpose::Contact, "row", "koe@example.jp");
        let token = keys.sign(Purpose::Form, b"payload");
        for place in 9..sealed.len() - 1 {
            let mut bad = sealed.clone().into_bytes();
            bad[place] = if bad[place] == b'A' { b'B' } else { b'A' };
            assert_eq!(keys.open(Purpose::Contact, "row", std::str::from_utf8(&bad).unwrap()), None);
        }
        assert_eq!(keys.verify(Purpose::Form, &token).as_deref(), Some(b"payload".as_slice()));
        assert_eq!(keys.verify(Purpose::Receipt, &token), None);
        assert_eq!(keys.verify(Purpose::Form, &token[..token.len() - 2]), None);
        assert_eq!(keys.verify(Purpose::Form, &format!("{token}.x")), None);
    }

    #[test]
    fn a_key_is_43_characters_of_base64url() {
        let text = BASE64.encode([7; 32]);
        assert!(Keys::parse(&text).is_ok() && Keys::parse(&format!(" {text}=\n")).is_ok());
        assert_eq!(Keys::parse("").err(), Some(KeyFault::WrongLength { chars: 0 }));
        assert_eq!(Keys::parse(&text[..41]).err(), Some(KeyFault::WrongLength { chars: 41 }));
        assert_eq!(Keys::parse(&text.replace('B', "/")).err(), Some(KeyFault::WrongCharacters));
        assert_eq!(Keys::parse(&"_".repeat(43)).err(), Some(KeyFault::WrongCharacters), "bits that mean nothing");
    }

    #[test]
    fn a_key_file_that_others_can_read_is_refused() {
        use std::os::unix::fs::PermissionsExt;
        let file = std::env::temp_dir().join(format!("koe-key-{}", random_token()));
        assert!(Keys::load_or_create(&file).is_ok());
        assert!(Keys::load_or_create(&file).is_ok(), "the second start reads the same file");
        fs::set_permissions(&file, fs::Permissions::from_mode(0o644)).unwrap();
        let refused = Keys::load_or_create(&file).unwrap_err().to_string();
        fs::remove_file(&file).unwrap();
        assert!(refused.contains("chmod 600"), "{refused}");
    }
}
