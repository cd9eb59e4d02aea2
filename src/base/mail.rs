//! Letters leave by SMTP. Whether there is a post at all is a setting; nothing else in the program waits for it.

use std::time::Duration;

use anyhow::{Context, anyhow, ensure};
use lettre::message::header::{Header, HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart};
use lettre::{AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use unicode_normalization::UnicodeNormalization;
use url::Url;

use crate::config::is_this_machine;

const LONGEST: Duration = Duration::from_secs(60);

/// The way out for letters.
#[derive(Clone)]
pub enum Mailer {
    /// No `KOE_SMTP_URL`: forms offer no mail.
    Off,
    Smtp {
        transport: Box<AsyncSmtpTransport<Tokio1Executor>>,
        from: Mailbox,
        /// A letter takes no longer, from connecting to the server's last word.
        longest: Duration,
    },
}

/// One letter, ready to go.
#[derive(Clone, Debug)]
pub struct Letter {
    pub to: String,
    pub subject: String,
    /// The whole letter, and the same as a page.
    pub text: String,
    pub html: String,
    /// Where letters to this address are ended, by one press of the mail program's own (RFC 8058).
    pub stop_url: String,
    /// Stays the same when a letter is tried again, so that a mail server can tell the copy.
    pub id: String,
}

impl Mailer {
    /// `smtp://host:25`, `smtps://user:password@host`, as lettre reads it; `from` is `Name <address>`.
    pub fn new(smtp_url: Option<&str>, from: &str) -> anyhow::Result<Self> {
        let sender = from.parse().map_err(|_| anyhow!("KOE_MAIL_FROM is not such as: Koe <koe@example.jp>"))?;
        let Some(url) = smtp_url else { return Ok(Self::Off) };
        ensure!(
            !tells_password(url),
            "KOE_SMTP_URL would send the password in the clear: use smtps://…, or add ?tls=required where the server \
             begins in plain (port 587)"
        );
        let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(url)
            .map_err(|error| {
                anyhow!("KOE_SMTP_URL is not such as smtp://host:25 or smtps://user:password@host: {error}")
            })?
            .timeout(Some(Duration::from_secs(30)))
            .build();
        Ok(Self::Smtp { transport: Box::new(transport), from: sender, longest: LONGEST })
    }

    pub fn is_on(&self) -> bool {
        matches!(self, Self::Smtp { .. })
    }

    pub async fn send(&self, letter: Letter) -> anyhow::Result<()> {
        let Self::Smtp { transport, from, longest } = self else {
            anyhow::bail!("no KOE_SMTP_URL is set, so letters wait");
        };
        let message = Message::builder()
            .from(from.clone())
            .to(letter.to.parse().context("the address cannot be written to")?)
            .subject(letter.subject)
            .message_id(Some(format!("<{}@{}>", letter.id, from.email.domain())))
            .header(AutoSubmitted("auto-generated".into()))
            .header(ListUnsubscribe(format!("<{}>", letter.stop_url)))
            .header(ListUnsubscribePost("List-Unsubscribe=One-Click".into()))
            .multipart(MultiPart::alternative_plain_html(letter.text, letter.html))?;
        // lettre watches over the connecting alone: a server that falls silent later would keep us for ever.
        let sent = tokio::time::timeout(*longest, transport.send(message)).await;
        sent.context("the mail server fell silent: timed out")??;
        Ok(())
    }
}

/// Whether a password would travel in the clear, and further than this machine.
fn tells_password(url: &str) -> bool {
    // As lettre reads it; what it cannot read does not start.
    let Ok(url) = Url::parse(url) else { return false };
    let tls = url.query_pairs().find(|(name, _)| name == "tls");
    url.scheme() == "smtp"
        && url.password().is_some()
        && !url.host_str().is_some_and(is_this_machine)
        && tls.is_none_or(|(_, value)| value != "required")
}

/// Whether the mail server has said that nobody has this address. Whatever else it refuses, a wrong password, a full
/// mailbox, our own right to send, may be cured before the next try.
pub fn is_nobody_there(error: &anyhow::Error) -> bool {
    let Some(error) = error.downcast_ref::<lettre::transport::smtp::Error>() else { return false };
    let refused = error.status().is_some_and(|status| [550, 551, 553].contains(&u16::from(status)));
    refused && enhanced(&error.to_string()).is_none_or(|code| NOBODY.contains(&code))
}

/// Enhanced codes (RFC 3463) that speak of the address of whoever is written to.
const NOBODY: [&str; 5] = ["5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10"];

/// The enhanced code in a server's answer such as `permanent error (550): 5.7.1 relaying denied`.
fn enhanced(answer: &str) -> Option<&str> {
    let is_code = |word: &&str| word.starts_with("5.") && word.chars().all(|c| c.is_ascii_digit() || c == '.');
    answer.split_whitespace().find(is_code).filter(|word| word.split('.').count() == 3)
}

/// Headers that lettre does not know.
macro_rules! headers {
    ($($(#[$doc:meta])* $kind:ident = $name:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Clone)]
        struct $kind(String);

        impl Header for $kind {
            fn name() -> HeaderName {
                HeaderName::new_from_ascii_str($name)
            }

            fn parse(text: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
                Ok(Self(text.to_owned()))
            }

            fn display(&self) -> HeaderValue {
                HeaderValue::new(Self::name(), self.0.clone())
            }
        }
    )*};
}

headers! {
    /// A letter that a program wrote (RFC 3834): absence notes need not answer it.
    AutoSubmitted = "Auto-Submitted";
    ListUnsubscribe = "List-Unsubscribe";
    ListUnsubscribePost = "List-Unsubscribe-Post";
}

/// A mail address we can write to: ASCII, one `@`, a domain with a dot that ends in a name (`a@[127.0.0.1]` would reach our
/// own machine), no control characters, at most 254 bytes.
/// Old carrier addresses (`a..b@docomo.ne.jp`) are refused by mail servers today, and so here; see `dots_are_wrong`.
pub fn is_address(text: &str) -> bool {
    let ends = text.rsplit_once('@').and_then(|(_, domain)| domain.rsplit_once('.'));
    let shaped = ends.is_some_and(|(_, end)| end.contains(|c: char| c.is_ascii_alphabetic()));
    shaped
        && text.is_ascii()
        && text.len() <= 254
        && !text.chars().any(char::is_control)
        && text.parse::<lettre::Address>().is_ok()
}

/// An address as people type it, in full width, too; `None`: nobody can be written to there.
pub fn read_address(typed: &str) -> Option<String> {
    Some(half_width(typed)).filter(|address| is_address(address))
}

fn half_width(typed: &str) -> String {
    typed.trim().nfkc().collect::<String>().replace('。', ".")
}

/// Whether it is none for its dots alone, as carriers once gave them out: its owner has typed it correctly.
pub fn dots_are_wrong(typed: &str) -> bool {
    let address = half_width(typed);
    let Some((name, domain)) = address.split_once('@') else { return false };
    let names: Vec<&str> = name.split('.').filter(|part| !part.is_empty()).collect();
    !is_address(&address) && is_address(&format!("{}@{domain}", names.join(".")))
}

/// `t…@e…`: enough to recognise, too little to use.
pub fn hint(address: &str) -> String {
    let first = |part: &str| part.chars().next().map(|c| format!("{c}…")).unwrap_or_default();
    let (name, domain) = address.split_once('@').unwrap_or((address, ""));
    format!("{}@{}", first(name), first(domain))
}

/// A mail server's words with every address in them cut down to its hint: they are kept and shown, addresses not.
pub fn without_addresses(text: &str) -> String {
    let is_part = |c: char| !c.is_whitespace() && !"<>()[]\"',;:".contains(c);
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(is_part) {
        let end = rest[start..].find(|c| !is_part(c)).map_or(rest.len(), |length| start + length);
        kept.push_str(&rest[..start]);
        let word = &rest[start..end];
        kept.push_str(&if word.contains('@') { hint(word) } else { word.to_owned() });
        rest = &rest[end..];
    }
    kept + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_that_can_be_written_to_pass() {
        for good in ["koe@example.jp", "a.b+c@mail.example.jp", "x@xn--wgv71a119e.jp"] {
            assert!(is_address(good), "{good}");
        }
        for bad in [
            "",
            "koe.example.jp",
            "a@localhost",
            "a@b\r\nBcc:x@example.jp",
            "a b@example.jp",
            "a..b@example.jp",
            "@example.jp",
            "a@",
            "a@b@example.jp",
            "x@日本語.jp",
            "山田@example.jp",
            "a@[127.0.0.1]",
            "a@[IPv6:::ffff:127.0.0.1]",
            "a@127.0.0.1",
        ] {
            assert!(!is_address(bad), "{bad}");
        }
    }

    #[test]
    fn an_old_carriers_address_is_told_from_a_mistyped_one() {
        for old in
            ["a..b@docomo.ne.jp", "taro.@docomo.ne.jp", ".taro@ezweb.ne.jp", "ａ．．ｂ＠ｄｏｃｏｍｏ．ｎｅ．ｊｐ"]
        {
            assert!(read_address(old).is_none() && dots_are_wrong(old), "{old}");
        }
        for other in
            ["a.b@docomo.ne.jp", "a..b", "..@docomo.ne.jp", "a..b@docomo", "a b@docomo.ne.jp", "a@docomo..ne.jp"]
        {
            assert!(!dots_are_wrong(other), "{other}");
        }
    }

    #[tokio::test]
    async fn a_server_that_takes_the_call_and_says_nothing_keeps_nobody() {
        let silent = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("smtp://{}", silent.local_addr().unwrap());
        let mut mailer = Mailer::new(Some(&url), "koe@example.jp").unwrap();
        if let Mailer::Smtp { longest, .. } = &mut mailer {
            *longest = Duration::from_millis(100);
        }
        let [to, subject, stop_url] = ["taro@example.jp", "受付", "https://koe.example.jp/"].map(String::from);
        let letter = Letter { to, subject, text: "声".into(), html: "<p>声</p>".into(), stop_url, id: "1".into() };
        let (sent, _call) = tokio::join!(mailer.send(letter), silent.accept());
        assert!(format!("{:#}", sent.unwrap_err()).contains("timed out"));
    }

    #[test]
    fn a_servers_code_tells_a_wrong_address_from_a_wrong_setting() {
        assert_eq!(enhanced("permanent error (550): 5.7.1 <a@b.jp>: Relaying denied"), Some("5.7.1"));
        assert_eq!(enhanced("permanent error (550): 5.1.1 nobody"), Some("5.1.1"));
        assert_eq!(enhanced("permanent error (550): no such user, version 5.2"), None);
    }

    #[test]
    fn a_password_goes_to_another_machine_in_no_open_letter() {
        for (url, refused) in [
            ("smtp://koe:secret@mail.example.jp:587", true),
            ("smtp://koe:secret@mail.example.jp:587?tls=opportunistic", true),
            ("smtp://koe:secret@mail.example.jp:587?tls=required", false),
            ("smtps://koe:secret@mail.example.jp", false),
            ("smtp://mail.example.jp:25", false),
            ("smtp://koe:secret@127.0.0.1:25", false),
            (" SMTP://koe:secret@mail.example.jp:587", true),
            ("smtp://koe:secret@mail.example.jp:587?tls=opportunistic&tls=required", true),
            ("smtp://koe:secret@mail.example.jp:587#?tls=required", true),
            ("smtp://koe:secret@mail.example.jp:587?tl%73=opportunistic&tls=required", true),
            ("sm\ttp://koe:secret@mail.example.jp:587", true),
            ("smtp://koe:secret@[::1]:25", false),
            ("Smtp://koe:secret@mail.example.jp:587?TLS=required", true),
        ] {
            assert_eq!(Mailer::new(Some(url), "koe@example.jp").is_err(), refused, "{url}");
        }
    }

    #[test]
    fn a_hint_shows_two_letters() {
        assert_eq!(hint("taro@example.jp"), "t…@e…");
    }

    #[test]
    fn a_servers_answer_names_nobody() {
        let answer =
            "permanent error (550): 5.1.1 <taro.yamada@example.jp>: Recipient rejected; see hanako@example.com.";
        assert_eq!(without_addresses(answer), "permanent error (550): 5.1.1 <t…@e…>: Recipient rejected; see h…@e…");
        assert_eq!(without_addresses("接続できません 。"), "接続できません 。");
    }
}
