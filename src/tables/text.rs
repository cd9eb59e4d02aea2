//! In what a text file is written, and its bytes as UTF-8.

use std::fmt;
use std::fs::File;
use std::io::{self, BufReader, Read, Seek};

use encoding_rs::{Decoder, DecoderResult, EUC_JP, SHIFT_JIS, UTF_8, UTF_16BE, UTF_16LE};

use crate::base::names::named;

named! {
    pub enum Encoding {
        Utf8 = "utf-8",
        /// What Excel calls "Unicode text".
        Utf16Le = "utf-16le",
        Utf16Be = "utf-16be",
        /// Windows' Japanese code page.
        Cp932 = "cp932",
        EucJp = "euc-jp",
    }
}

impl Encoding {
    /// As people know it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Utf16Le => "UTF-16LE",
            Self::Utf16Be => "UTF-16BE",
            Self::Cp932 => "Shift_JIS (CP932)",
            Self::EucJp => "EUC-JP",
        }
    }

    fn decoder(self) -> Decoder {
        let encoding = match self {
            Self::Utf8 => UTF_8,
            Self::Utf16Le => UTF_16LE,
            Self::Utf16Be => UTF_16BE,
            Self::Cp932 => SHIFT_JIS,
            Self::EucJp => EUC_JP,
        };
        encoding.new_decoder_with_bom_removal()
    }
}

/// Whether a text looks as UTF-8 does that was read as Shift_JIS: a line of it, written in that again, is UTF-8 of three
/// letters and more, and hardly anything else; of one, where a sign stands there that no text of people has. Japanese has one
/// of the three signs then.
pub fn is_garbled(text: &str) -> bool {
    let is_utf8 = |line: &str| {
        let bytes = shift_jis(line);
        let foreign = |text: &str| text.chars().filter(|c| !c.is_ascii()).count();
        let letters: usize = bytes.utf8_chunks().map(|chunk| foreign(chunk.valid())).sum();
        let others = bytes.utf8_chunks().filter(|chunk| !matches!(chunk.invalid(), [] | [LOST])).count();
        // As of ダ and む.
        let enough = if line.contains('\u{80}') { 1 } else { 3 };
        letters >= enough && letters > others
    };
    text.contains(['縺', '繧', '繝']) && text.lines().any(is_utf8)
}

/// No byte of UTF-8: stands for what a decoder could not read.
const LOST: u8 = 0xFF;

/// Bytes of a line in Shift_JIS. Decoders put U+FFFD, Windows 「・」, for bytes that are none.
fn shift_jis(line: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    for c in line.chars() {
        let mut letter = [0; 4];
        let (read, .., failed) = SHIFT_JIS.encode(c.encode_utf8(&mut letter));
        if failed || c == '・' { bytes.push(LOST) } else { bytes.extend_from_slice(&read) }
    }
    bytes
}

/// The first byte, counted from 0, that is not text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BadByte {
    pub encoding: Encoding,
    pub offset: u64,
}

impl fmt::Display for BadByte {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "byte {} is not {}", self.offset, self.encoding.name())
    }
}

impl std::error::Error for BadByte {}

/// What a file is written in: a byte order mark tells, else NULs at every second place, else whether all of it can be
/// read as UTF-8, then as Windows' code page, then as EUC. Where nothing fits, the one that gets farthest before
/// its first bad byte.
pub fn detect(file: &mut File) -> io::Result<Encoding> {
    let mut first = Vec::new();
    file.rewind()?;
    file.take(4_096).read_to_end(&mut first)?;
    if let Some(encoding) = by_first_bytes(&first) {
        return Ok(encoding);
    }
    let mut farthest = (0, Encoding::Utf8);
    for encoding in [Encoding::Utf8, Encoding::Cp932, Encoding::EucJp] {
        file.rewind()?;
        match first_bad_byte(file, encoding)? {
            None if encoding == Encoding::Cp932 && is_rather_euc(file)? => return Ok(Encoding::EucJp),
            None => return Ok(encoding),
            Some(offset) if offset > farthest.0 => farthest = (offset, encoding),
            Some(_) => {}
        }
    }
    Ok(farthest.1)
}

/// What a file is found out to be written in, where that is not the encoding that somebody wishes, and all of it can be read so.
pub fn rather(file: &mut File, wished: Encoding) -> io::Result<Option<Encoding>> {
    let found = detect(file)?;
    if found == wished || is_ascii(file)? {
        return Ok(None);
    }
    file.rewind()?;
    Ok(first_bad_byte(file, found)?.is_none().then_some(found))
}

/// All encodings of ours but UTF-16 read it alike.
fn is_ascii(file: &mut File) -> io::Result<bool> {
    file.rewind()?;
    let mut piece = vec![0; CHUNK];
    loop {
        match file.read(&mut piece)? {
            0 => return Ok(true),
            count if !piece[..count].iter().all(|byte| (1..0x80).contains(byte)) => return Ok(false),
            _ => {}
        }
    }
}

/// What byte order marks say.
const MARKS: [(&[u8], Encoding); 3] =
    [(b"\xEF\xBB\xBF", Encoding::Utf8), (b"\xFF\xFE", Encoding::Utf16Le), (b"\xFE\xFF", Encoding::Utf16Be)];

/// Whether a file begins with a byte order mark.
pub fn is_marked(file: &mut File) -> io::Result<bool> {
    let mut first = Vec::new();
    file.take(3).read_to_end(&mut first)?;
    Ok(MARKS.iter().any(|(mark, _)| first.starts_with(mark)))
}

fn by_first_bytes(first: &[u8]) -> Option<Encoding> {
    if let Some((_, encoding)) = MARKS.iter().find(|(mark, _)| first.starts_with(mark)) {
        return Some(*encoding);
    }
    // In UTF-16 every comma, TAB and line end of a table has a NUL beside it, and NULs stand mostly there.
    let units = || first.chunks_exact(2);
    let has = |unit: [u8; 2]| units().any(|two| two == unit);
    let nuls = |odd: usize| units().filter(|two| two[odd] == 0).count();
    let (even, odd) = (nuls(0), nuls(1));
    if [b'\n', b',', b'\t'].iter().any(|sign| has([*sign, 0])) && odd > 4 * even && odd * 50 > first.len() {
        Some(Encoding::Utf16Le)
    } else if [b'\n', b',', b'\t'].iter().any(|sign| has([0, *sign])) && even > 4 * odd && even * 50 > first.len() {
        Some(Encoding::Utf16Be)
    } else {
        None
    }
}

fn first_bad_byte(file: &File, encoding: Encoding) -> io::Result<Option<u64>> {
    match io::copy(&mut Decoded::new(BufReader::new(file), encoding), &mut io::sink()) {
        Ok(_) => Ok(None),
        Err(error) => Ok(Some(error.downcast::<BadByte>()?.offset)),
    }
}

/// Japanese in EUC is well-formed in Windows' code page, too: as a string of half-width katakana.
fn is_rather_euc(file: &mut File) -> io::Result<bool> {
    file.rewind()?;
    if first_bad_byte(file, Encoding::EucJp)?.is_some() {
        return Ok(false);
    }
    file.rewind()?;
    let mut text = Decoded::new(BufReader::new(&*file), Encoding::Cp932);
    let (mut piece, mut half, mut foreign) = (vec![0; CHUNK], 0_u64, 0_u64);
    loop {
        let count = text.read(&mut piece)?;
        if count == 0 {
            return Ok(half * 3 > foreign);
        }
        for c in String::from_utf8_lossy(&piece[..count]).chars().filter(|c| !c.is_ascii()) {
            foreign += 1;
            half += u64::from(matches!(c, '｡'..='ﾟ'));
        }
    }
}

/// Any encoding as UTF-8. The first byte that does not belong ends it with an error that names it.
pub struct Decoded<R> {
    input: R,
    encoding: Encoding,
    decoder: Decoder,
    raw: Vec<u8>,
    /// What of `raw` has been decoded, and how far it is filled.
    at: usize,
    filled: usize,
    /// Bytes of the file before `raw`.
    before: u64,
    ended: bool,
    out: Vec<u8>,
    given: usize,
}

const CHUNK: usize = 64 * 1024;

impl<R: Read> Decoded<R> {
    pub fn new(input: R, encoding: Encoding) -> Self {
        Self {
            input,
            encoding,
            decoder: encoding.decoder(),
            raw: vec![0; CHUNK],
            at: 0,
            filled: 0,
            before: 0,
            ended: false,
            out: Vec::new(),
            given: 0,
        }
    }

    /// Decodes some more; `false` at the end.
    fn more(&mut self) -> io::Result<bool> {
        if self.at == self.filled {
            if self.ended {
                return Ok(false);
            }
            self.before += self.filled as u64;
            self.filled = self.input.read(&mut self.raw)?;
            self.at = 0;
            self.ended = self.filled == 0;
        }
        self.out.resize(CHUNK * 3, 0);
        let raw = &self.raw[self.at..self.filled];
        let (result, read, written) = self.decoder.decode_to_utf8_without_replacement(raw, &mut self.out, self.ended);
        self.at += read;
        self.out.truncate(written);
        self.given = 0;
        if let DecoderResult::Malformed(bad, after) = result {
            let end = self.before + self.at as u64;
            let offset = end.saturating_sub(u64::from(bad) + u64::from(after));
            return Err(io::Error::other(BadByte { encoding: self.encoding, offset }));
        }
        Ok(true)
    }
}

impl<R: Read> Read for Decoded<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        while self.given == self.out.len() {
            if !self.more()? {
                return Ok(0);
            }
        }
        let count = into.len().min(self.out.len() - self.given);
        into[..count].copy_from_slice(&self.out[self.given..self.given + count]);
        self.given += count;
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_in_the_wrong_letters_is_noticed_and_no_other() {
        let garbled = |text: &str| SHIFT_JIS.decode(text.as_bytes()).0.into_owned();
        for text in ["ふたつめ", "バスを増やして。", "a,ふたつめの行", "駅前の道路・公園", "ごみの日を、増やして！"]
        {
            let garbled = garbled(text);
            assert!(is_garbled(&garbled), "{garbled}");
            assert!(is_garbled(&garbled.replace('\u{FFFD}', "・")), "{garbled}");
        }
        assert!(garbled("ふたつめ").contains('\u{FFFD}'), "a byte of it is lost");
        assert!(is_garbled(&garbled("ダイ")), "a sign that nobody sees tells of it");
        assert!(is_garbled("番号2：縺ｵ縺溘▽・ｮ縺ｿ縺｡"));
        assert!(is_garbled("ひとつめ\n縺ｵ縺溘▽逶ｮ"));
        let plain = [
            "",
            "バスを増やして",
            "縺れた糸",
            "繧る",
            "a縺",
            "ﾊﾞｽを増やして",
            "道路・公園・河川",
            "もつれ（縺れ）・ほつれ・かがり（繧り）",
            "縺・繧・繝",
            "ｱｻｺﾞｼ ﾜﾀﾞﾔﾏﾁｮｳ・ﾋｶﾞｼﾀﾞﾆ 213",
            "縺れ ﾃｲｸ・ﾐｱｹﾞ・ﾂｸﾘ",
            "「縺ｮ」と出ます",
            "読めない\u{FFFD}字・縺れ\u{FFFD}\u{FFFD}\u{FFFD}",
        ];
        for text in plain {
            assert!(!is_garbled(text), "{text}");
        }
    }
}
