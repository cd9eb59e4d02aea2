//! Letters leave by SMTP. Whether there is a post at all is a setting; nothing else in the program waits for it.

use anyhow::{Context, anyhow};
use lettre::message::Mailbox;
use lettre::message::header::{ContentType, Header, HeaderName, HeaderValue};
use lettre::{AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};

/// The way out for letters.
#[derive(Clone)]
pub enum Mailer {
    /// No `KOE_SMTP_URL`: forms offer no mail.
    Off,
    Smtp {
        transport: Box<AsyncSmtpTransport<Tokio1Executor>>,
        from: Mailbox,
    },
}

/// One letter, ready to go.
#[derive(Clone, Debug)]
pub struct Letter {
    pub to: String,
    pub subject: String,
    pub text: String,
    /// Stays the same when a letter is tried again, so that a mail server can tell the copy.
    pub id: String,
}

impl Mailer {
    /// `smtp://host:25`, `smtps://user:password@host`, as lettre reads it; `from` is `Name <address>`.
    pub fn new(smtp_url: Option<&str>, from: &str) -> anyhow::Result<Self> {
        let sender = from.parse().map_err(|_| anyhow!("KOE_MAIL_FROM is not such as: Koe <koe@example.jp>"))?;
        let Some(url) = smtp_url else { return Ok(Self::Off) };
        let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(url)
            .map_err(|error| {
                anyhow!("KOE_SMTP_URL is not such as smtp://host:25 or smtps://user:password@host: {error}")
            })?
            .timeout(Some(std::time::Duration::from_secs(30)))
            .build();
        Ok(Self::Smtp { transport: Box::new(transport), from: sender })
    }

    pub fn is_on(&self) -> bool {
        matches!(self, Self::Smtp { .. })
    }

    pub async fn send(&self, letter: Letter) -> anyhow::Result<()> {
        let Self::Smtp { transport, from } = self else {
            anyhow::bail!("no KOE_SMTP_URL is set, so letters wait");
        };
        let message = Message::builder()
            .from(from.clone())
            .to(letter.to.parse().context("the address cannot be written to")?)
            .subject(letter.subject)
            .message_id(Some(format!("<{}@{}>", letter.id, from.email.domain())))
            .header(ContentType::TEXT_PLAIN)
            .header(AutoSubmitted)
            .body(letter.text)?;
        transport.send(message).await?;
        Ok(())
    }
}

/// Whether the mail server has said that nobody has this address. Whatever else it refuses, a wrong password or a full
/// mailbox, may be cured before the next try.
pub fn is_nobody_there(error: &anyhow::Error) -> bool {
    let status = error.downcast_ref::<lettre::transport::smtp::Error>().and_then(|error| error.status());
    status.is_some_and(|status| [550, 551, 553].contains(&u16::from(status)))
}

/// A letter that a program wrote (RFC 3834): absence notes need not answer it.
#[derive(Clone)]
struct AutoSubmitted;

impl Header for AutoSubmitted {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "auto-generated".to_owned())
    }
}

/// A mail address we can write to: one `@`, a dot in the domain, no control characters, at most 254 bytes.
/// Old carrier addresses (`a..b@docomo.ne.jp`) are refused by mail servers today, and so here.
pub fn is_address(text: &str) -> bool {
    let shaped = text.split_once('@').is_some_and(|(_, domain)| domain.contains('.'));
    shaped && text.len() <= 254 && !text.chars().any(char::is_control) && text.parse::<lettre::Address>().is_ok()
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
        for good in ["koe@example.jp", "a.b+c@mail.example.jp", "x@日本語.jp"] {
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
        ] {
            assert!(!is_address(bad), "{bad}");
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
