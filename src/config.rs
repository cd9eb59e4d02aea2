//! Everything an operator can set. Each field is a flag and a `KOE_…` variable; `--help` is the manual.

use std::fs::DirBuilder;
use std::net::{IpAddr, Ipv6Addr, SocketAddr};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};

use anyhow::{Context, ensure};
use ipnet::IpNet;
use percent_encoding::{AsciiSet, CONTROLS, percent_encode};
use tracing_subscriber::EnvFilter;

/// What the log holds where nobody has asked for more, or less.
pub const DEFAULT_LOG: &str = "info,sqlx=warn";

/// Settings of every command that touches a site.
#[derive(Clone, Debug, clap::Args)]
#[command(next_help_heading = "Settings")]
pub struct Config {
    /// Address and port to listen on, plain HTTP.
    #[arg(long, env = "KOE_LISTEN", default_value = "127.0.0.1:8080", value_parser = listen, global = true)]
    pub listen: SocketAddr,
    /// Folder for the SQLite database, the key file and exports; made if missing.
    #[arg(long, env = "KOE_DATA", default_value = "./data", global = true)]
    pub data: PathBuf,
    /// `postgres://user:password@host/name`; default: SQLite in the data folder.
    #[arg(long, env = "DATABASE_URL", hide_env_values = true, global = true)]
    pub database_url: Option<String>,
    /// Address people see, e.g. `https://koe.city.example.jp`; default: http:// and the listening address.
    /// Plain http is allowed on this machine only: put a TLS proxy in front. `account` uses the one `serve` was last given.
    #[arg(long, env = "KOE_PUBLIC_URL", global = true)]
    pub public_url: Option<String>,
    /// Mail server, e.g. `smtp://mail.example.jp:25` `smtps://user:password@mail.example.jp` or, with STARTTLS,
    /// `smtp://user:password@mail.example.jp:587?tls=required`; default: no mail.
    #[arg(long, env = "KOE_SMTP_URL", hide_env_values = true, global = true)]
    pub smtp_url: Option<String>,
    /// Sender of letters, `Name <address>`.
    #[arg(long, env = "KOE_MAIL_FROM", default_value = "Koe <koe@localhost>", global = true)]
    pub mail_from: String,
    /// File with the site's secret key, mode 0600; default: `key` in the data folder, made at first start.
    #[arg(long, env = "KOE_KEY_FILE", global = true)]
    pub key_file: Option<PathBuf>,
    /// The secret key itself, 32 bytes as base64url, instead of a file.
    #[arg(long, env = "KOE_KEY", hide_env_values = true, global = true)]
    pub key: Option<String>,
    /// Folder with a font that has Japanese letters, for the pictures of shared links; default: the system's fonts.
    #[arg(long, env = "KOE_FONTS", global = true)]
    pub fonts: Option<PathBuf>,
    /// Time zone in which days begin and end, an IANA name.
    #[arg(long, env = "KOE_TIMEZONE", default_value = "Asia/Tokyo", global = true)]
    pub timezone: String,
    /// Proxies whose X-Forwarded-For is believed, as addresses or networks, with commas.
    #[arg(long, env = "KOE_TRUSTED_PROXIES", value_delimiter = ',', value_parser = proxy, global = true)]
    pub trusted_proxies: Vec<IpNet>,
    /// Database connections for reading (SQLite) or in all (PostgreSQL), 2 to 200.
    #[arg(long, env = "KOE_DB_CONNECTIONS", default_value_t = 8, value_parser = clap::value_parser!(u32).range(2..=200), global = true)]
    pub db_connections: u32,
    /// Open connections from browsers, 10 to 100,000; more are answered 503 at once. At most what the system's limit of
    /// open files leaves room for.
    #[arg(long, env = "KOE_CONNECTIONS", default_value_t = 2000, value_parser = clap::value_parser!(u32).range(10..=100_000), global = true)]
    pub connections: u32,
    /// Submissions in 10 minutes from one network (/24 or /56) beyond which they are held for review, to 1,000,000; 0: no limit.
    #[arg(long, env = "KOE_HOLD_AFTER", default_value_t = 120, value_parser = clap::value_parser!(u32).range(0..=1_000_000), global = true)]
    pub hold_after: u32,
    /// Submissions in 10 minutes from one network beyond which people are asked to wait, to 1,000,000; 0: no limit.
    #[arg(long, env = "KOE_REFUSE_AFTER", default_value_t = 1200, value_parser = clap::value_parser!(u32).range(0..=1_000_000), global = true)]
    pub refuse_after: u32,
    /// 共感 given and taken back in 10 minutes from one network beyond which people are asked to wait, to 1,000,000; 0: no limit.
    #[arg(long, env = "KOE_REACTIONS", default_value_t = 600, value_parser = clap::value_parser!(u32).range(0..=1_000_000), global = true)]
    pub reactions: u32,
    /// Wrong receipt codes or passwords in an hour from one network, to 1,000,000; 0: no limit.
    #[arg(long, env = "KOE_WRONG_CODES", default_value_t = 20, value_parser = clap::value_parser!(u32).range(0..=1_000_000), global = true)]
    pub wrong_codes: u32,
    /// Minutes in which a moderator may take a decision back; its letter waits as long. To 60; 0: at once, and never.
    #[arg(long, env = "KOE_UNDO_MINUTES", default_value_t = 10, value_parser = clap::value_parser!(u16).range(0..=60), global = true)]
    pub undo_minutes: u16,
    /// Days a contact is kept after its consultation has closed, 1 to 3,650.
    #[arg(long, env = "KOE_KEEP_CONTACTS_DAYS", default_value_t = 90, value_parser = clap::value_parser!(u16).range(1..=3650), global = true)]
    pub keep_contacts_days: u16,
    /// What the log on standard error holds, e.g. `debug` or `info,sqlx=warn`; without it `import` and `export` keep to errors.
    #[arg(long, env = "KOE_LOG", default_value = DEFAULT_LOG, value_parser = log_filter, global = true)]
    pub log: String,
    /// Add `includeSubDomains` to the HSTS header.
    #[arg(long, env = "KOE_HSTS_SUBDOMAINS", global = true)]
    pub hsts_subdomains: bool,
}

/// Whether a host, with or without a port, as it stands in an address, is this very machine.
pub fn is_this_machine(host: &str) -> bool {
    let plain = host_and_port(host).0.trim_matches(['[', ']']);
    plain == "localhost" || plain.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

/// Takes `host:8080` or `[::1]:8080` apart.
fn host_and_port(text: &str) -> (&str, Option<&str>) {
    match text.rsplit_once(':').filter(|(_, port)| !port.ends_with(']')) {
        Some((name, port)) => (name, Some(port)),
        None => (text, None),
    }
}

/// A name or an address as browsers write it, with a port or without one.
fn is_host(text: &str) -> bool {
    let (name, port) = host_and_port(text);
    let is_port = |port: &str| port.parse::<u16>().is_ok_and(|it| it > 0 && it.to_string() == port);
    let is_v6 =
        name.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).is_some_and(|it| it.parse::<Ipv6Addr>().is_ok());
    let is_name = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._".contains(&byte));
    (is_v6 || is_name) && port.is_none_or(is_port)
}

/// What a path must not hold as it stands when it becomes part of an address.
const PATH: &AsciiSet = &CONTROLS.add(b'%').add(b'?').add(b'#').add(b' ');

/// The address of an SQLite file.
pub fn sqlite_url(file: &Path) -> String {
    format!("sqlite://{}", percent_encode(file.as_os_str().as_bytes(), PATH))
}

fn listen(text: &str) -> Result<SocketAddr, String> {
    text.parse().map_err(|_| "not an address and a port such as 127.0.0.1:8080 or 0.0.0.0:8080".to_owned())
}

/// An address stands for itself alone.
fn proxy(text: &str) -> Result<IpNet, String> {
    let network = text.trim().parse().or_else(|_| text.trim().parse::<IpAddr>().map(IpNet::from));
    network.map_err(|_| "not an address such as 10.0.0.2, nor a network such as 10.0.0.0/8".to_owned())
}

fn log_filter(text: &str) -> Result<String, String> {
    EnvFilter::try_new(text).map(|_| text.to_owned()).map_err(|fault| fault.to_string())
}

/// The one address people see, taken apart once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicUrl {
    /// `https://koe.example.jp`, without a slash at the end; also our `Origin`.
    pub origin: String,
    /// `koe.example.jp` or `127.0.0.1:8080`, as in `Host`.
    pub host: String,
    pub secure: bool,
}

impl Config {
    pub fn database_url(&self) -> String {
        self.database_url.clone().unwrap_or_else(|| format!("{}?mode=rwc", sqlite_url(&self.data.join("koe.db"))))
    }

    pub fn key_file(&self) -> PathBuf {
        self.key_file.clone().unwrap_or_else(|| self.data.join("key"))
    }

    /// Where files lie that people have sent, until they are taken in; nothing that nobody waits for stays for a day.
    pub fn arrivals(&self) -> PathBuf {
        self.data.join("imports")
    }

    /// Makes the data folder if it is missing, for its owner alone: the database in it holds what nobody has published.
    /// One that is there keeps its mode; `koe check` speaks of it.
    pub fn make_data_folder(&self) -> anyhow::Result<()> {
        let made = DirBuilder::new().recursive(true).mode(0o700).create(&self.data);
        made.with_context(|| format!("cannot make the data folder {}", self.data.display()))
    }

    /// The public address, refused where cookies would travel in the clear.
    pub fn public_url(&self) -> anyhow::Result<PublicUrl> {
        let text = self.public_url.clone().unwrap_or_else(|| format!("http://{}", self.listen));
        // As browsers write it in `Host` and `Origin`: lower case, without the port that the scheme means anyway.
        let text = text.trim_end_matches('/').to_lowercase();
        let (scheme, host) = text.split_once("://").context("KOE_PUBLIC_URL must start with https://")?;
        let usual = if scheme == "https" { ":443" } else { ":80" };
        let host = host.strip_suffix(usual).unwrap_or(host);
        // Where it listens may be nothing that a browser can open.
        ensure!(
            self.public_url.is_some() || is_this_machine(host) && is_host(host),
            "KOE_LISTEN is {host}, which nobody can open in a browser: set KOE_PUBLIC_URL to the address that people see, \
             https://koe.city.example.jp say (README, \"Behind a proxy\")"
        );
        ensure!(
            is_host(host),
            "KOE_PUBLIC_URL is {text}: it must be https:// and a host name, at most with a port, no path"
        );
        match scheme {
            "https" => {}
            "http" => ensure!(
                is_this_machine(host),
                "KOE_PUBLIC_URL is {text}: plain http works on this machine only. \
                 Put a TLS proxy in front and set KOE_PUBLIC_URL=https://{host} (README, \"Behind a proxy\")"
            ),
            _ => anyhow::bail!("KOE_PUBLIC_URL must start with https://"),
        }
        Ok(PublicUrl { origin: format!("{scheme}://{host}"), host: host.to_owned(), secure: scheme == "https" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::Parser;

    #[derive(Parser)]
    struct Line {
        #[command(flatten)]
        config: Config,
    }

    fn public_url(url: &str) -> anyhow::Result<PublicUrl> {
        Line::parse_from(["koe", "--public-url", url]).config.public_url()
    }

    #[test]
    fn plain_http_is_for_this_machine_only() {
        assert!(public_url("http://127.0.0.1:8080").is_ok());
        assert!(public_url("http://localhost").is_ok());
        for listen in ["0.0.0.0:8080", "[::]:8080", "192.0.2.1:80", "127.0.0.1:0"] {
            let refused = Line::parse_from(["koe", "--listen", listen]).config.public_url().unwrap_err().to_string();
            assert!(refused.starts_with("KOE_LISTEN is ") && refused.contains("set KOE_PUBLIC_URL to"), "{refused}");
        }
        let refused = public_url("http://koe.example.jp").unwrap_err().to_string();
        assert!(refused.contains("KOE_PUBLIC_URL=https://koe.example.jp"), "{refused}");
        for bad in [
            "koe.example.jp",
            "ftp://x",
            "https://",
            "https://a/b",
            "https://u@h",
            "https://a:abc",
            "https://a:0",
            "https://a:70000",
            "https://a:0443",
            "https://a:",
            "https://a?x=1",
            "https://a#x",
            "https://[a]",
            "https://朝来.example",
        ] {
            assert!(public_url(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_proxy_is_an_address_or_a_network() {
        let read = |text: &str| {
            Line::try_parse_from(["koe", "--trusted-proxies", text]).map(|line| line.config.trusted_proxies)
        };
        let readme = include_str!("../README.md");
        assert!(readme.contains("`KOE_TRUSTED_PROXIES=127.0.0.1`"));
        assert_eq!(read("127.0.0.1").unwrap(), ["127.0.0.1/32".parse::<IpNet>().unwrap()]);
        assert_eq!(read("10.0.0.0/8, ::1").unwrap().len(), 2);
        assert!(read("proxy.example.jp").is_err());
    }

    #[test]
    fn the_public_address_is_what_browsers_send() {
        for (given, origin, host) in [
            ("https://Koe.City.example/", "https://koe.city.example", "koe.city.example"),
            ("HTTPS://koe.city.example:443", "https://koe.city.example", "koe.city.example"),
            ("https://koe.city.example:8443", "https://koe.city.example:8443", "koe.city.example:8443"),
            ("https://koe.city.example:80", "https://koe.city.example:80", "koe.city.example:80"),
            ("http://LocalHost:80", "http://localhost", "localhost"),
            ("http://[::1]:80", "http://[::1]", "[::1]"),
            ("https://[2001:DB8::443]:443", "https://[2001:db8::443]", "[2001:db8::443]"),
        ] {
            let url = public_url(given).unwrap();
            assert_eq!((url.origin.as_str(), url.host.as_str()), (origin, host), "{given}");
        }
    }
}
