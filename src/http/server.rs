//! The socket. Our own accept loop, because `axum::serve` sets no time limit for headers: a thousand silent
//! connections must not keep residents out.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::extract::Request;
use axum::response::Response;
use hyper::body::Incoming;
use hyper::server::conn::http1::Builder as Http;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use tokio::io::AsyncWriteExt;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tower::Service;

use super::limits::Peer;
use super::pace::Paced;
use crate::config::Config;

/// Headers must be complete in this time, counted from the connection or from the answer before.
const HEADER_TIME: Duration = Duration::from_secs(10);
/// What is in hand may take so long to end after SIGTERM.
pub const FINISH_TIME: Duration = Duration::from_secs(20);
const MAX_HEADERS: usize = 100;
const HEADER_BYTES: usize = 32 * 1024;

const BUSY: &[u8] =
    b"HTTP/1.1 503 Service Unavailable\r\nretry-after: 5\r\nconnection: close\r\ncontent-length: 0\r\n\r\n";

/// Open files besides connections and the database: exports, letters, the log.
const OTHER_FILES: u64 = 200;
/// SQLite holds its file and its log open, for each connection.
const FILES_PER_DB_CONNECTION: u64 = 2;

/// How many connections fit under the system's limit of open files, which is raised as far as it goes: beyond it nobody
/// could even be told that there is no room. At most what is set.
pub fn places(config: &Config) -> u32 {
    let wanted = config.connections;
    let others = OTHER_FILES + FILES_PER_DB_CONNECTION * u64::from(config.db_connections);
    let limit = getrlimit(Resource::Nofile);
    let _ = setrlimit(Resource::Nofile, Rlimit { current: limit.maximum, maximum: limit.maximum });
    let Some(files) = getrlimit(Resource::Nofile).current else { return wanted };
    let fit = u32::try_from(files.saturating_sub(others)).unwrap_or(u32::MAX).max(1);
    if fit < wanted {
        tracing::warn!(
            fit,
            wanted,
            "the system's limit of open files is too low for KOE_CONNECTIONS; raise `ulimit -Hn`"
        );
    }
    wanted.min(fit)
}

/// Serves until `stop` ends, then lets what is in hand finish.
pub async fn serve<S>(listener: TcpListener, service: S, connections: u32, stop: impl Future<Output = ()>)
where
    S: Service<Request, Response = Response, Error = Infallible> + Clone + Send + 'static,
    S::Future: Send,
{
    let places = Arc::new(Semaphore::new(connections as usize));
    let graceful = GracefulShutdown::new();
    tokio::pin!(stop);
    loop {
        let (socket, peer) = tokio::select! {
            () = &mut stop => break,
            accepted = listener.accept() => match accepted {
                Ok(accepted) => accepted,
                Err(error) => {
                    // Out of file handles, say: waiting a moment is all there is to do.
                    tracing::warn!(%error, "cannot accept a connection");
                    tokio::time::sleep(Duration::from_millis(50)).await;
                    continue;
                }
            },
        };
        let Ok(place) = places.clone().try_acquire_owned() else {
            tokio::spawn(turn_away(socket));
            continue;
        };
        let service = service.clone();
        let answer = hyper::service::service_fn(move |request: hyper::Request<Incoming>| {
            let mut request = request.map(Body::new);
            request.extensions_mut().insert(Peer(peer));
            service.clone().call(request)
        });
        let http = Http::new()
            .timer(TokioTimer::new())
            .header_read_timeout(HEADER_TIME)
            .max_headers(MAX_HEADERS)
            .max_buf_size(HEADER_BYTES)
            .serve_connection(TokioIo::new(Paced::new(socket)), answer);
        let connection = graceful.watch(http);
        tokio::spawn(async move {
            // A peer that breaks off is its own affair.
            let _ = connection.await;
            drop(place);
        });
    }
    drop(listener);
    if tokio::time::timeout(FINISH_TIME, graceful.shutdown()).await.is_err() {
        tracing::warn!("some connections did not end in time");
    }
}

async fn turn_away(mut socket: TcpStream) {
    let _ = tokio::time::timeout(Duration::from_secs(2), socket.write_all(BUSY)).await;
}
