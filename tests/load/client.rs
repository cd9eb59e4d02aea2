//! A client that costs little: requests made beforehand, raw writes on kept-alive connections, and of the answer
//! only the status and the length are looked at.

use std::cell::{Cell, RefCell};
use std::io;
use std::net::SocketAddr;
use std::rc::Rc;
use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::task::LocalSet;

/// One kept-alive connection.
pub struct Connection {
    stream: TcpStream,
    buffer: Vec<u8>,
}

/// The last answer of a connection.
#[derive(Clone, Copy)]
pub struct Answer<'a> {
    pub status: u16,
    /// Status line and headers.
    pub head: &'a str,
    pub body: &'a [u8],
}

impl Connection {
    pub async fn open(address: SocketAddr) -> io::Result<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Self { stream, buffer: Vec::with_capacity(256 * 1024) })
    }

    /// Sends one request and reads its whole answer. After an error the connection is of no more use.
    pub async fn ask(&mut self, request: &[u8]) -> io::Result<Answer<'_>> {
        self.stream.write_all(request).await?;
        self.buffer.clear();
        let (status, begins, ends) = loop {
            if self.stream.read_buf(&mut self.buffer).await? == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            if let Some(found) = head(&self.buffer)? {
                break found;
            }
        };
        while self.buffer.len() < ends {
            if self.stream.read_buf(&mut self.buffer).await? == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
        }
        let head = std::str::from_utf8(&self.buffer[..begins]).map_err(io::Error::other)?;
        Ok(Answer { status, head, body: &self.buffer[begins..ends] })
    }
}

/// Status, where the body begins and where it ends; `None` while the head is not complete.
fn head(bytes: &[u8]) -> io::Result<Option<(u16, usize, usize)>> {
    let Some(end) = bytes.windows(4).position(|four| four == b"\r\n\r\n") else { return Ok(None) };
    let text = std::str::from_utf8(&bytes[..end]).map_err(io::Error::other)?;
    let mut lines = text.split("\r\n");
    let status = lines.next().and_then(|line| line.get(9..12)?.parse().ok());
    let length = lines.find_map(|line| {
        let (name, value) = line.split_once(':')?;
        if name.eq_ignore_ascii_case("content-length") { value.trim().parse::<usize>().ok() } else { None }
    });
    match (status, length) {
        (Some(status), Some(length)) => Ok(Some((status, end + 4, end + 4 + length))),
        _ => Err(io::Error::other(format!("no status or no content-length in: {text}"))),
    }
}

/// What is sent, by whom and for how long.
pub struct Work {
    pub address: SocketAddr,
    pub connections: usize,
    /// Handed out in order, each once; or again and again while there is time.
    pub requests: Rc<Vec<Vec<u8>>>,
    pub again: bool,
    pub expected: u16,
    pub longest: Duration,
}

/// What came of it.
#[derive(Clone, Debug, Default)]
pub struct Measured {
    pub failures: usize,
    pub elapsed: Duration,
    /// Of the expected answers, sorted.
    pub times: Vec<Duration>,
    /// Length of the last body.
    pub bytes: usize,
}

impl Measured {
    /// Expected answers a second.
    pub fn rate(&self) -> f64 {
        self.times.len() as f64 / self.elapsed.as_secs_f64()
    }

    /// Milliseconds within which this share (0 to 1) was answered.
    pub fn within(&self, share: f64) -> f64 {
        let last = self.times.len().saturating_sub(1);
        self.times.get((last as f64 * share).round() as usize).map_or(f64::NAN, |time| time.as_secs_f64() * 1e3)
    }
}

/// Sends the work and measures it. All connections are open before the first request.
pub async fn run(work: Work) -> Measured {
    let mut connections = Vec::with_capacity(work.connections);
    for _ in 0..work.connections {
        connections.push(Connection::open(work.address).await.expect("the program accepts connections"));
    }
    let work = Rc::new(work);
    let (next, measured) = (Rc::new(Cell::new(0)), Rc::new(RefCell::new(Measured::default())));
    let local = LocalSet::new();
    let begun = Instant::now();
    for connection in connections {
        local.spawn_local(send(connection, work.clone(), next.clone(), measured.clone(), begun));
    }
    local.await;
    let mut measured = measured.take();
    measured.elapsed = begun.elapsed();
    measured.times.sort_unstable();
    measured
}

async fn send(
    mut connection: Connection,
    work: Rc<Work>,
    next: Rc<Cell<usize>>,
    measured: Rc<RefCell<Measured>>,
    begun: Instant,
) {
    while begun.elapsed() < work.longest {
        let place = next.replace(next.get() + 1);
        if place >= work.requests.len() && !work.again {
            return;
        }
        let sent = Instant::now();
        let answered = connection.ask(&work.requests[place % work.requests.len()]).await;
        let took = sent.elapsed();
        let mut measured = measured.borrow_mut();
        match answered {
            Ok(answer) if answer.status == work.expected => {
                measured.times.push(took);
                measured.bytes = answer.body.len();
            }
            Ok(answer) => {
                if measured.failures == 0 {
                    let body = String::from_utf8_lossy(answer.body);
                    eprintln!("status {} instead of {}: {body:.200}", answer.status, work.expected);
                }
                measured.failures += 1;
            }
            Err(error) => {
                eprintln!("a connection ended: {error}");
                measured.failures += 1;
                return;
            }
        }
    }
}
