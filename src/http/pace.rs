//! Answers at the pace of whoever reads them, as long as there is one: a reader who takes nothing, or next to nothing, would
//! keep one of the places that others wait for.

use std::io::{self, IoSlice};
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use rustix::net::sockopt::set_socket_send_buffer_size;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::time::{Instant, Sleep, sleep};

/// A reader may be waited for so long in all, and a second more for so many bytes that he takes, up to the same again.
/// The slowest phone has a page in this time, a throttled one (128 kbit/s) has the largest document.
const PATIENCE: Duration = Duration::from_secs(60);
const LEAST_A_SECOND: u32 = 4_000;
/// The system takes so many bytes ahead, doubles that and says that there is room again when a third is free. It must not
/// take more: a reader at the least pace would seem to stand still.
const AHEAD: usize = 256 << 10;

/// A connection whose writing fails with `TimedOut` when its reader does not keep up. While there is nothing to write no time
/// is lost. What is read has limits of its own: `HEADER_TIME`, and forms those of `forms.rs` and `arrival.rs`.
pub struct Paced {
    stream: TcpStream,
    /// How long the reader may still be waited for.
    left: Duration,
    /// Ends when it is over; there while there is no room.
    waiting: Option<Pin<Box<Sleep>>>,
}

impl Paced {
    pub fn new(stream: TcpStream) -> Self {
        // Small answers go out at once; a failure here costs milliseconds, and there precision, nothing else.
        let _ = stream.set_nodelay(true);
        let _ = set_socket_send_buffer_size(&stream, AHEAD);
        Self { stream, left: PATIENCE, waiting: None }
    }

    fn judge(&mut self, cx: &mut Context<'_>, written: Poll<io::Result<usize>>) -> Poll<io::Result<usize>> {
        let Poll::Ready(written) = written else {
            let end = self.waiting.get_or_insert_with(|| Box::pin(sleep(self.left)));
            return end.as_mut().poll(cx).map(|()| Err(io::ErrorKind::TimedOut.into()));
        };
        if let Some(end) = self.waiting.take() {
            self.left = end.deadline().saturating_duration_since(Instant::now());
        }
        let bytes = written.as_ref().map_or(0, |bytes| u32::try_from(*bytes).unwrap_or(u32::MAX));
        self.left = (self.left + Duration::from_secs(1) * bytes / LEAST_A_SECOND).min(PATIENCE);
        Poll::Ready(written)
    }
}

impl AsyncRead for Paced {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, into: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(cx, into)
    }
}

impl AsyncWrite for Paced {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write(cx, bytes);
        self.judge(cx, written)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        parts: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write_vectored(cx, parts);
        self.judge(cx, written)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}
