//! A form with a file on its way in: as it comes it goes to the disk, never into memory.

use std::collections::HashMap;
use std::fs::DirBuilder;
use std::io::{self, Write};
use std::os::unix::fs::DirBuilderExt;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use axum::extract::Request;
use axum::http::{StatusCode, header};
use futures_util::StreamExt;
use tempfile::NamedTempFile;
use tokio::time::Instant;

use super::errors::{Error, Result};
use super::forms::REFUSED;
use crate::base::audit;
use crate::base::fold::is_noncharacter;
use crate::papers::Hashed;

/// A form with a file, as it came.
#[derive(Default)]
pub struct Arrival {
    fields: HashMap<String, String>,
    pub file: Option<Uploaded>,
    /// The file was longer than it may be, and was not kept.
    pub too_large: bool,
    /// The sender fell silent or behind, and was not waited for.
    pub too_slow: bool,
}

impl Arrival {
    /// What stands in a field; '' where it is missing.
    pub fn field(&self, name: &str) -> &str {
        self.fields.get(name).map_or("", String::as_str)
    }
}

/// A file that came.
pub struct Uploaded {
    /// As its sender calls it, without folders.
    pub name: String,
    pub kept: NamedTempFile,
    pub sha256: String,
    pub bytes: u64,
}

/// Characters of a file's name that are kept.
const NAME_CHARS: usize = 200;
/// A form's fields are short.
const FIELD_BYTES: u64 = 4_096;
/// Of the form before its file is found, and after it: some pieces of a fast sender, which the form's reader takes in meanwhile.
const BEFORE_BYTES: u64 = 4 << 20;
/// A sender who says nothing for so long is gone.
const PIECE_TIME: Duration = Duration::from_secs(30);
/// A form may take so long, and as long as what has come of it takes at so many bytes a second: the largest file gets
/// through a slow line in 80 minutes, and nobody holds a connection by dripping.
const FIRST_TIME: Duration = Duration::from_secs(60);
const LEAST_A_SECOND: u64 = 32 << 10;
/// What is too long is read to its end up to so many bytes, so that the browser gets the page that says so.
const PATIENCE_BYTES: u64 = 400 << 20;

/// Reads a form with a file, `multipart/form-data`: beside `file` it has these fields and no others. The file goes to
/// `folder` as it comes, never into memory.
pub async fn receive(
    request: Request,
    folder: &Path,
    max_bytes: u64,
    fields: impl IntoIterator<Item: Into<String>>,
) -> Result<Arrival> {
    let mut arrival = Arrival::default();
    let fields = fields.into_iter().map(Into::into).chain(["file".to_owned()]).collect();
    match take(request, (folder, max_bytes), fields, &mut arrival).await {
        Err(Error::Refused(StatusCode::REQUEST_TIMEOUT)) => Ok(Arrival { too_slow: true, file: None, ..arrival }),
        taken => taken.map(|()| arrival),
    }
}

async fn take(request: Request, to: (&Path, u64), fields: Vec<String>, arrival: &mut Arrival) -> Result<()> {
    let (folder, max_bytes) = to;
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let boundary = multer::parse_boundary(kind).map_err(|_| Error::Refused(StatusCode::UNSUPPORTED_MEDIA_TYPE))?;
    let limits =
        multer::SizeLimit::new().whole_stream(PATIENCE_BYTES).per_field(FIELD_BYTES).for_field("file", PATIENCE_BYTES);
    let limits = multer::Constraints::new().size_limit(limits).allowed_fields(fields);
    // What stands between the parts is kept in memory until one begins: outside a file so many bytes may come in all.
    let bound = Arc::new(AtomicU64::new(BEFORE_BYTES));
    let pace = Pace { began: Instant::now(), bytes: Arc::default() };
    let (most, come) = (bound.clone(), pace.bytes.clone());
    let pieces = request.into_body().into_data_stream().map(move |piece| {
        let piece = piece.map_err(std::io::Error::other)?;
        let before = come.fetch_add(piece.len() as u64, Ordering::Relaxed);
        let is_fit = before <= most.load(Ordering::Relaxed);
        is_fit.then_some(piece).ok_or_else(|| std::io::Error::other("no part of a form begins"))
    });
    // One piece at a time: the form's reader would take in all that a fast sender has ready before it looks at any.
    let mut is_first = true;
    let pieces = pieces.then(move |piece| {
        let waits = !std::mem::replace(&mut is_first, false);
        async move {
            if waits {
                tokio::task::yield_now().await;
            }
            piece
        }
    });
    let mut form = multer::Multipart::with_constraints(pieces, boundary, limits);
    while let Some(mut field) = pace.in_time(form.next_field()).await? {
        let name = field.name().unwrap_or_default().to_owned();
        if name != "file" {
            let text = pace.in_time(field.text()).await?;
            arrival.fields.insert(name, text.replace(is_noncharacter, REFUSED.encode_utf8(&mut [0; 4])));
            continue;
        }
        bound.store(u64::MAX, Ordering::Relaxed);
        // The three characters that browsers write otherwise in it.
        let called = field.file_name().unwrap_or_default().replace("%22", "\"").replace("%0D", " ").replace("%0A", " ");
        let called: String = called.rsplit(['/', '\\']).next().unwrap_or_default().chars().take(NAME_CHARS).collect();
        make_folder(folder)?;
        let mut kept = Hashed::new(NamedTempFile::new_in(folder)?);
        let mut bytes = 0;
        while let Some(piece) = pace.in_time(field.chunk()).await? {
            bytes += piece.len() as u64;
            if bytes <= max_bytes {
                kept.write_all(&piece)?;
            }
        }
        bound.store(pace.bytes.load(Ordering::Relaxed) + BEFORE_BYTES, Ordering::Relaxed);
        arrival.too_large |= bytes > max_bytes;
        // Browsers send a part without a name where nobody chose a file.
        if (bytes > 0 || !called.is_empty()) && !arrival.too_large && arrival.file.is_none() {
            let (bytes, sha256, kept) = kept.finish()?;
            arrival.file = Some(Uploaded { name: audit::one_line(&called), kept, sha256, bytes });
        }
    }
    Ok(())
}

/// How fast a form comes.
struct Pace {
    began: Instant,
    /// That have come so far.
    bytes: Arc<AtomicU64>,
}

impl Pace {
    /// The next piece, unless the sender has fallen silent or behind.
    async fn in_time<T>(&self, piece: impl Future<Output = multer::Result<T>>) -> Result<T> {
        let earned = Duration::from_secs(self.bytes.load(Ordering::Relaxed) / LEAST_A_SECOND);
        let until = (self.began + FIRST_TIME + earned).min(Instant::now() + PIECE_TIME);
        match tokio::time::timeout_at(until, piece).await {
            Ok(piece) => piece.map_err(broken),
            Err(_) => Err(Error::Refused(StatusCode::REQUEST_TIMEOUT)),
        }
    }
}

/// Cut off on the way, or no form.
fn broken(error: multer::Error) -> Error {
    let too_large = matches!(error, multer::Error::StreamSizeExceeded { .. } | multer::Error::FieldSizeExceeded { .. });
    Error::Refused(if too_large { StatusCode::PAYLOAD_TOO_LARGE } else { StatusCode::BAD_REQUEST })
}

/// Makes a folder of words that nobody has looked at: its owner's alone.
pub fn make_folder(folder: &Path) -> io::Result<()> {
    DirBuilder::new().recursive(true).mode(0o700).create(folder)
}

#[cfg(test)]
mod tests {
    use axum::body::{Body, Bytes};
    use futures_util::stream;

    use super::*;

    /// A form whose file comes in so many pieces of so many bytes, one every so many seconds.
    async fn sent(pieces: usize, bytes: usize, every: u64) -> (Arrival, Duration) {
        let head = "--b\r\nContent-Disposition: form-data; name=\"call\"\r\n\r\nplan\r\n--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\n";
        let file = (0..pieces).map(move |_| Bytes::from(vec![b'a'; bytes]));
        let all = [Bytes::from(head)].into_iter().chain(file).chain([Bytes::from("\r\n--b--\r\n")]);
        let slowly = stream::iter(all).then(move |piece| async move {
            tokio::time::sleep(Duration::from_secs(every)).await;
            Ok::<_, std::io::Error>(piece)
        });
        let request = Request::post("/").header(header::CONTENT_TYPE, "multipart/form-data; boundary=b");
        let (folder, began) = (tempfile::tempdir().unwrap(), Instant::now());
        let arrival =
            receive(request.body(Body::from_stream(slowly)).unwrap(), folder.path(), 150 << 20, ["call"]).await;
        (arrival.unwrap_or_else(|_| panic!("refused")), began.elapsed())
    }

    #[tokio::test(start_paused = true)]
    async fn a_file_may_come_slowly_but_not_for_ever() {
        // 40 KB a second, for ten minutes.
        let (slow, took) = sent(600, 40 << 10, 1).await;
        assert_eq!((slow.file.unwrap().bytes, slow.too_slow), (600 * (40 << 10), false));
        assert!(took > Duration::from_secs(600));
        // A little every 20 seconds, which is never silence.
        let (dripping, took) = sent(1_000, 100, 20).await;
        assert!(dripping.too_slow && dripping.file.is_none() && dripping.field("call") == "plan");
        assert_eq!(took, FIRST_TIME);
        // Half of what it should be: given up before there is twice as much.
        let (behind, took) = sent(1_000, 16 << 10, 1).await;
        assert!(behind.too_slow && took < 3 * FIRST_TIME, "{took:?}");
        let (silent, took) = sent(1, 100, 31).await;
        assert!(silent.too_slow && silent.field("call").is_empty());
        assert_eq!(took, PIECE_TIME);
    }

    #[tokio::test]
    async fn after_a_file_no_endless_head_of_another_part_is_kept() {
        let part = "Content-Disposition: form-data; name=\"file\"; filename=\"a.csv\"";
        let head = format!("--b\r\n{part}\r\n\r\n{}\r\n--b\r\n{part}; x=\"", "a".repeat(9 << 20));
        let asked = Arc::new(AtomicU64::new(0));
        let count = asked.clone();
        let endless = stream::iter(std::iter::repeat_n(Bytes::from(vec![b'a'; 1 << 20]), 100));
        let head: Vec<Bytes> = head.as_bytes().chunks(1 << 20).map(Bytes::copy_from_slice).collect();
        let file = head.len() as u64;
        let pieces = stream::iter(head).chain(endless).map(move |piece| {
            count.fetch_add(1, Ordering::Relaxed);
            Ok::<_, std::io::Error>(piece)
        });
        let request = Request::post("/").header(header::CONTENT_TYPE, "multipart/form-data; boundary=b");
        let folder = tempfile::tempdir().unwrap();
        let taken = receive(request.body(Body::from_stream(pieces)).unwrap(), folder.path(), 150 << 20, ["call"]).await;
        assert!(matches!(taken, Err(Error::Refused(StatusCode::BAD_REQUEST))));
        let after = asked.load(Ordering::Relaxed) - file;
        assert!((1..8).contains(&after), "{after} MB of it");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0, "the file before it is not kept either");
    }
}
