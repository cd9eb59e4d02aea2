//! Who is asking, and how often: counts per network in this process.

use std::collections::HashMap;
use std::hash::Hash;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

use axum::extract::FromRequestParts;
use axum::http::HeaderMap;
use axum::http::request::Parts;
use ipnet::IpNet;

use super::errors::Error;
use crate::app::App;
use crate::base::calendar::{HOUR_MS, MINUTE_MS};
use crate::config::Config;

/// The other end of the socket, put there by the accept loop.
#[derive(Clone, Copy, Debug)]
pub struct Peer(pub SocketAddr);

/// The network a request comes from: a /24 or /56. Used for limits alone, never stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Network(IpAddr);

impl Network {
    pub fn of(address: IpAddr) -> Self {
        Self(match address.to_canonical() {
            IpAddr::V4(v4) => IpAddr::V4(Ipv4Addr::from_bits(v4.to_bits() & 0xFFFF_FF00)),
            IpAddr::V6(v6) => IpAddr::V6(Ipv6Addr::from_bits(v6.to_bits() & (u128::MAX << 72))),
        })
    }
}

impl FromRequestParts<App> for Network {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Error> {
        let peer = parts.extensions.get::<Peer>().map_or(IpAddr::V4(Ipv4Addr::LOCALHOST), |peer| peer.0.ip());
        let (client, ignored) = client(peer, &parts.headers, &app.config.trusted_proxies);
        if ignored && !app.limits.untrusted_proxy.swap(true, Ordering::Relaxed) {
            tracing::warn!(%peer, "everybody behind this proxy counts as one: set KOE_TRUSTED_PROXIES, and have the proxy write X-Forwarded-For");
        }
        Ok(Self::of(client))
    }
}

/// The client's address: the right-most entry of X-Forwarded-For that no trusted proxy wrote. The second value
/// says that people behind a proxy cannot be told apart: the header came from a peer we do not trust, or a proxy that we
/// do trust wrote nothing that can be read.
fn client(peer: IpAddr, headers: &HeaderMap, trusted: &[IpNet]) -> (IpAddr, bool) {
    let is_trusted = |address: IpAddr| trusted.iter().any(|net| net.contains(&address.to_canonical()));
    let mut hops =
        headers.get_all("x-forwarded-for").iter().rev().flat_map(|value| value.as_bytes().rsplit(|byte| *byte == b','));
    if !is_trusted(peer) {
        return (peer, hops.next().is_some());
    }
    let mut client = None;
    for hop in hops {
        let Some(address) = str::from_utf8(hop).ok().and_then(hop_address) else { break };
        client = Some(address);
        if !is_trusted(address) {
            break;
        }
    }
    (client.unwrap_or(peer), client.is_none())
}

/// An address, as some proxies write it with its port.
fn hop_address(text: &str) -> Option<IpAddr> {
    let text = text.trim();
    text.parse().ok().or_else(|| text.parse::<SocketAddr>().ok().map(|socket| socket.ip()))
}

/// Counts in fixed windows of time. Old windows are forgotten when the table grows.
#[derive(Debug)]
pub struct Limiter<K = Network>(Mutex<Windows<K>>);

#[derive(Debug)]
struct Windows<K> {
    /// When each began, and what was counted in it.
    counts: HashMap<K, (i64, u32)>,
    /// At so many entries the next look for those that have ended: one look for many entries, however long a window is.
    swept_at: usize,
}

/// Up to this many entries nothing is dropped.
const TABLE: usize = 10_000;

impl<K> Default for Limiter<K> {
    fn default() -> Self {
        Self(Mutex::new(Windows { counts: HashMap::new(), swept_at: TABLE }))
    }
}

impl<K: Eq + Hash> Limiter<K> {
    /// Counts one more and answers how many there are in the window, and milliseconds until it ends.
    pub fn count(&self, who: K, window_ms: i64, now: i64) -> (u32, i64) {
        let Ok(mut table) = self.0.lock() else { return (0, 0) };
        if table.counts.len() > table.swept_at {
            table.counts.retain(|_, (start, _)| now - *start < window_ms);
            table.swept_at = TABLE.max(table.counts.len() * 2);
        }
        let entry = table.counts.entry(who).or_insert((now, 0));
        if now - entry.0 >= window_ms || now < entry.0 {
            *entry = (now, 0);
        }
        entry.1 += 1;
        (entry.1, entry.0 + window_ms - now)
    }

    /// Takes one back that was counted before its answer was known.
    pub fn give_back(&self, who: K) {
        if let Ok(mut table) = self.0.lock()
            && let Some((_, count)) = table.counts.get_mut(&who)
        {
            *count = count.saturating_sub(1);
        }
    }
}

/// All limits of this process.
#[derive(Debug, Default)]
pub struct Limits {
    pub submissions: Limiter,
    pub reactions: Limiter,
    pub wrong_codes: Limiter,
    pub wrong_passwords: Limiter,
    /// People behind a proxy could not be told apart; the administrator's page says so.
    pub untrusted_proxy: AtomicBool,
    /// Somebody has asked for a host that is not ours: said once.
    pub foreign_host: AtomicBool,
}

const WINDOW_MS: i64 = 10 * MINUTE_MS;

/// How much one network sends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Crowd {
    Few,
    /// Taken, but a moderator looks first.
    Many,
    /// Refused for now.
    TooMany,
}

impl Limits {
    /// Counts one opinion, or a change to one, and says whether it may come in, and milliseconds until the
    /// window ends. A limit of 0 is none.
    pub fn submission(&self, network: Network, config: &Config, now: i64) -> (Crowd, i64) {
        let (count, wait_ms) = self.submissions.count(network, WINDOW_MS, now);
        let beyond = |limit: u32| limit > 0 && count > limit;
        let crowd = match () {
            () if beyond(config.refuse_after) => Crowd::TooMany,
            () if beyond(config.hold_after) => Crowd::Many,
            () => Crowd::Few,
        };
        (crowd, wait_ms)
    }

    /// Counts one 共感, given or taken back. A limit of 0 is none.
    pub fn reaction(&self, network: Network, config: &Config, now: i64) -> Result<(), Error> {
        let (count, wait_ms) = self.reactions.count(network, WINDOW_MS, now);
        if config.reactions == 0 || count <= config.reactions { Ok(()) } else { Err(too_many(wait_ms)) }
    }
}

/// Counts a change by an author; minutes to wait where too many come from the same network.
pub fn wait(app: &App, network: Network) -> Option<i64> {
    let (crowd, wait_ms) = app.limits.submission(network, &app.config, app.clock.machine_now());
    (crowd == Crowd::TooMany).then(|| minutes(wait_ms))
}

const WRONG_WINDOW_MS: i64 = HOUR_MS;

/// A try that was counted before its answer is known. Dropped, it is taken back: who breaks off learns nothing by it.
pub struct Try<'l> {
    limiter: &'l Limiter,
    network: Network,
    is_wrong: bool,
}

impl<'l> Try<'l> {
    /// Counts a try, or refuses it when a network has used up its wrong ones: of those that come at once all would be
    /// let in if they were counted later. `limit` 0 is none. `Err`: milliseconds to wait.
    pub fn begin(limiter: &'l Limiter, network: Network, limit: u32, now: i64) -> Result<Self, i64> {
        let (count, wait_ms) = limiter.count(network, WRONG_WINDOW_MS, now);
        let attempt = Self { limiter, network, is_wrong: false };
        if limit == 0 || count <= limit { Ok(attempt) } else { Err(wait_ms) }
    }

    /// It was wrong, and stays counted.
    pub fn was_wrong(mut self) {
        self.is_wrong = true;
    }
}

impl Drop for Try<'_> {
    fn drop(&mut self) {
        if !self.is_wrong {
            self.limiter.give_back(self.network);
        }
    }
}

/// What people are told to wait: whole minutes, rather one more.
pub fn minutes(wait_ms: i64) -> i64 {
    (wait_ms + MINUTE_MS - 1) / MINUTE_MS
}

/// The refusal that says how long to wait.
pub fn too_many(wait_ms: i64) -> Error {
    Error::TooMany { retry_after_s: wait_ms / 1000 + 1 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(lines: &[&str]) -> HeaderMap {
        lines.iter().map(|line| ("x-forwarded-for".parse().unwrap(), line.parse().unwrap())).collect()
    }

    #[test]
    fn a_forwarded_address_is_believed_from_trusted_proxies_only() {
        let proxy: IpAddr = "10.0.0.2".parse().unwrap();
        let stranger: IpAddr = "203.0.113.9".parse().unwrap();
        let trusted = ["10.0.0.0/8".parse().unwrap()];
        let sent = headers(&["1.2.3.4, 198.51.100.7", "10.0.0.3"]);
        assert_eq!(client(proxy, &sent, &trusted), ("198.51.100.7".parse().unwrap(), false));
        assert_eq!(client(stranger, &sent, &trusted), (stranger, true));
        assert_eq!(client(proxy, &headers(&[]), &trusted), (proxy, true), "it tells nobody apart");
        assert_eq!(client(proxy, &headers(&["nonsense"]), &trusted), (proxy, true));
        for hop in ["198.51.100.7:51234", "nonsense, 198.51.100.7"] {
            assert_eq!(client(proxy, &headers(&[hop]), &trusted), ("198.51.100.7".parse().unwrap(), false), "{hop}");
        }
        assert_eq!(client(stranger, &headers(&[]), &trusted), (stranger, false));
    }

    #[test]
    fn neighbours_in_one_network_count_together() {
        let near = Network::of("203.0.113.200".parse().unwrap());
        assert_eq!(Network::of("203.0.113.9".parse().unwrap()), near);
        assert_eq!(Network::of("::ffff:203.0.113.9".parse().unwrap()), near);
        assert_ne!(Network::of("203.0.114.9".parse().unwrap()), near);
        assert_eq!(
            Network::of("2001:db8:1:2ff::1".parse().unwrap()),
            Network::of("2001:db8:1:200::9".parse().unwrap())
        );
    }

    #[test]
    fn a_window_ends() {
        let limiter = Limiter::default();
        let network = Network::of("203.0.113.9".parse().unwrap());
        assert_eq!(limiter.count(network, 1000, 0), (1, 1000));
        assert_eq!(limiter.count(network, 1000, 999), (2, 1));
        assert_eq!(limiter.count(network, 1000, 1000), (1, 1000));
        limiter.give_back(network);
        limiter.give_back(network);
        assert_eq!(limiter.count(network, 1000, 1000), (1, 1000), "none below nothing");
    }
}
