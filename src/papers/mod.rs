//! Pure writers: rows in, bytes out. No database, no clock.

pub mod csv;
pub mod xlsx;

use std::io::{self, Write};

use sha2::{Digest, Sha256};

/// One datum of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    Empty,
    /// Always text, whatever it looks like.
    Text(String),
    Number(i64),
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        if text.is_empty() { Self::Empty } else { Self::Text(text) }
    }
}

impl From<Option<String>> for Cell {
    fn from(text: Option<String>) -> Self {
        text.map_or(Self::Empty, Self::from)
    }
}

/// A column: its heading, and how wide it is drawn, in digits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    pub head: String,
    pub width: u32,
}

/// Counts and hashes what is written through it, so that a file need not be read again.
pub struct Hashed<W> {
    out: W,
    bytes: u64,
    hasher: Sha256,
}

impl<W: Write> Hashed<W> {
    pub fn new(out: W) -> Self {
        Self { out, bytes: 0, hasher: Sha256::new() }
    }

    /// How many bytes went through, their SHA-256 in hexadecimal, and what they were written to.
    pub fn finish(mut self) -> io::Result<(u64, String, W)> {
        self.out.flush()?;
        let digest = self.hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
        Ok((self.bytes, digest, self.out))
    }
}

impl<W: Write> Write for Hashed<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let taken = self.out.write(bytes)?;
        self.hasher.update(&bytes[..taken]);
        self.bytes += taken as u64;
        Ok(taken)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}
