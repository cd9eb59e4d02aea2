//! The accept loop against clients that do not behave. Time is paused: it jumps ahead whenever everybody waits.

use std::time::Duration;

use axum::Router;
use axum::routing::{get, post};
use koe::http::server::serve;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::time::Instant;

/// More than the buffers on the way hold.
const FILE: usize = 64 << 20;
/// A long page, as it is before it is packed.
const PAGE: usize = 100_000;

async fn server(connections: u32) -> std::net::SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let router = Router::new()
        .route("/", get(|| async { "ok" }))
        .route("/file", get(|| async { vec![b'a'; FILE] }))
        .route("/page", get(|| async { vec![b'b'; PAGE] }))
        .route("/form", post(|body: String| async move { body }));
    tokio::spawn(serve(listener, router, connections, std::future::pending()));
    address
}

/// Sends and reads until the other side closes.
async fn talk(address: std::net::SocketAddr, request: &[u8]) -> String {
    let mut socket = TcpStream::connect(address).await.unwrap();
    // A server that refuses may close before everything is sent.
    let _ = socket.write_all(request).await;
    let mut answer = Vec::new();
    let _ = socket.read_to_end(&mut answer).await;
    String::from_utf8_lossy(&answer).into_owned()
}

fn status(answer: &str) -> &str {
    answer.split(' ').nth(1).unwrap_or("closed")
}

#[tokio::test(start_paused = true)]
async fn a_silent_or_slow_client_is_closed_after_ten_seconds() {
    let address = server(10).await;
    for request in ["", "GET / HTTP/1.1\r\nhost: x\r\nx-slow: "] {
        let begin = Instant::now();
        let answer = talk(address, request.as_bytes()).await;
        assert!(["closed", "408"].contains(&status(&answer)), "{answer}");
        assert!((9..=11).contains(&begin.elapsed().as_secs()), "{request:?}: {:?}", begin.elapsed());
    }
}

/// Asks for the file and reads so many bytes at a time, one time every so many seconds, for so long at most. How much of it
/// came, and after how many seconds it ended.
async fn read_slowly(address: std::net::SocketAddr, bytes: usize, every: u64, most: u64) -> (usize, u64) {
    let socket = TcpSocket::new_v4().unwrap();
    // What the system takes ahead for a reader tells nothing about him.
    socket.set_recv_buffer_size(64 << 10).unwrap();
    let mut socket = socket.connect(address).await.unwrap();
    socket.write_all(b"GET /file HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").await.unwrap();
    let (begin, mut come, mut some) = (Instant::now(), 0, vec![0; bytes]);
    while begin.elapsed().as_secs() < most {
        tokio::time::sleep(Duration::from_secs(every)).await;
        match socket.read(&mut some).await {
            Ok(0) | Err(_) => break,
            Ok(more) => come += more,
        }
    }
    (come, begin.elapsed().as_secs())
}

#[tokio::test(start_paused = true)]
async fn a_download_may_be_slow_and_a_reader_who_hardly_reads_gives_his_place_to_another() {
    let address = server(1).await;
    // 500 kB a second, to the end; a throttled phone, for half an hour.
    let (come, took) = read_slowly(address, 1 << 20, 2, 3_600).await;
    assert!(come > FILE && took > 60, "{come} bytes in {took} s");
    let (come, took) = read_slowly(address, 16_000, 2, 1_800).await;
    assert!(come > 12_000_000 && took >= 1_800, "{come} bytes in {took} s");
    // Nothing at all; a little again and again, which is never silence.
    for (bytes, every, longest) in [(1, 600, 600), (1_000, 2, 240)] {
        let reading = tokio::spawn(read_slowly(address, bytes, every, 3_600));
        tokio::time::sleep(Duration::from_secs(1)).await;
        assert_eq!(status(&talk(address, b"").await), "503", "there is one place");
        tokio::time::sleep(Duration::from_secs(longest)).await;
        let answer = talk(address, b"GET / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").await;
        assert_eq!(status(&answer), "200", "{bytes} bytes every {every} s");
        reading.abort();
    }
}

#[tokio::test(start_paused = true)]
async fn the_slowest_phone_has_its_page_and_several_answers_in_a_row() {
    let address = server(1).await;
    let request = "GET /page HTTP/1.1\r\nhost: x\r\n\r\n";
    let last = request.replace("host", "connection: close\r\nhost");
    let socket = TcpSocket::new_v4().unwrap();
    socket.set_recv_buffer_size(64 << 10).unwrap();
    let mut socket = socket.connect(address).await.unwrap();
    socket.write_all([request, request, &last].concat().as_bytes()).await.unwrap();
    // 20 kbit a second.
    let (mut answer, mut some) = (Vec::new(), [0; 2_500]);
    loop {
        tokio::time::sleep(Duration::from_secs(1)).await;
        match socket.read(&mut some).await.unwrap() {
            0 => break,
            more => answer.extend_from_slice(&some[..more]),
        }
    }
    let answer = String::from_utf8(answer).unwrap();
    assert_eq!(answer.matches("HTTP/1.1 200").count(), 3);
    assert_eq!(answer.matches('b').count(), 3 * PAGE);
}

#[tokio::test]
async fn broken_framing_is_refused_and_the_connection_closed() {
    let address = server(10).await;
    let many = format!("GET / HTTP/1.1\r\nhost: x\r\n{}\r\n", "a: b\r\n".repeat(1000));
    let long = format!("GET / HTTP/1.1\r\nhost: x\r\na: {}\r\n\r\n", "b".repeat(64 << 10));
    let path = format!("GET /{} HTTP/1.1\r\nhost: x\r\n\r\n", "b".repeat(70_000));
    let cases: [(&str, &[&str]); 9] = [
        (&many, &["431", "400"]),
        (&long, &["431", "400"]),
        (&path, &["414", "431", "400"]),
        ("POST /form HTTP/1.1\r\nhost: x\r\ncontent-length: 3\r\ncontent-length: 4\r\n\r\nabcd", &["400"]),
        ("POST /form HTTP/1.1\r\nhost: x\r\ntransfer-encoding: xchunked\r\n\r\n0\r\n\r\n", &["400"]),
        ("GET / HTTP/1.1\r\nhost: x\r\na: b\r\n folded\r\n\r\n", &["400"]),
        ("GET / HTTP/1.1\r\nhost: x\r\na: \x01\r\n\r\n", &["400"]),
        ("nonsense\r\n\r\n", &["400"]),
        ("GET / HTTP/1.1\r\nhost : x\r\n\r\n", &["400"]),
    ];
    for (request, expected) in cases {
        let answer = talk(address, request.as_bytes()).await;
        assert!(expected.contains(&status(&answer)), "{:.80}: {answer}", request);
    }
    let both = b"POST /form HTTP/1.1\r\nhost: x\r\ncontent-length: 30\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\nGET /smuggled HTTP/1.1\r\n\r\n";
    let answer = talk(address, both).await;
    assert_eq!(answer.matches("HTTP/1.1 ").count(), 1, "nothing is smuggled in behind: {answer}");
}

#[tokio::test]
async fn beyond_the_cap_a_connection_is_told_to_come_back() {
    let address = server(1).await;
    let mut first = TcpStream::connect(address).await.unwrap();
    first.write_all(b"GET / HTTP/1.1\r\nhost: x\r\n\r\n").await.unwrap();
    let mut some = [0; 12];
    first.read_exact(&mut some).await.unwrap();
    let second = talk(address, b"").await;
    assert!(status(&second) == "503" && second.contains("retry-after"), "{second}");
    drop(first);
    // The place is free as soon as the server has seen the first one leave.
    for _ in 0..1000 {
        let again = talk(address, b"GET / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").await;
        if status(&again) == "200" {
            return;
        }
    }
    panic!("the place was never freed");
}
