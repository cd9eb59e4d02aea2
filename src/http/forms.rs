//! Forms, queries and addresses, read strictly: what is not valid UTF-8, unknown or doubled is refused, never guessed.
//! A form that is well made but wrongly filled in is not an error: it is the same page again, 422, words kept.

use std::borrow::Cow;
use std::collections::HashSet;
use std::convert::Infallible;
use std::time::Duration;

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{self, FromRequest, FromRequestParts, RawPathParams, Request};
use axum::http::request::Parts;
use axum::http::{Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use futures_util::stream;
use serde::de::DeserializeOwned;
use serde::de::value::{Error as ValueError, MapDeserializer};

use super::errors::{Error, Typed};
use crate::app::App;
use crate::base::fold::is_noncharacter;
use crate::base::text::Lang;

/// Largest form: an opinion of 20,000 bytes, percent-encoded threefold, twice, and room for the rest.
pub const FORM_BYTES: usize = 128 * 1024;
/// A form must have arrived within this time, however slowly it drips.
const FORM_TIME: Duration = Duration::from_secs(30);

/// A posted form. Its struct has `#[serde(deny_unknown_fields)]` and text fields alone; parsing is the domain's. `BYTES` is
/// more where staff send many texts at once.
pub struct Form<T, const BYTES: usize = FORM_BYTES>(pub T);

impl<T: DeserializeOwned, const BYTES: usize> FromRequest<App> for Form<T, BYTES> {
    type Rejection = Error;

    async fn from_request(request: Request, _: &App) -> Result<Self, Error> {
        let pairs = pairs(request, BYTES).await.map_err(Error::Refused)?;
        parse(pairs).map(Self).map_err(|_| Error::Refused(StatusCode::BAD_REQUEST))
    }
}

/// Texts in several languages as typed, by the names of their controls: `name_en`.
#[derive(Clone, Debug, Default)]
pub struct Told(Vec<(String, String)>);

impl Told {
    /// What was typed there, '' where nothing was.
    pub fn get(&self, name: &str) -> &str {
        self.0.iter().find(|(known, _)| known == name).map_or("", |(_, text)| text)
    }

    pub fn put(&mut self, name: String, text: String) {
        self.0.push((name, text));
    }

    /// A text in every other language, as controls of a page: id, name, language, what is typed. `suffix` stands behind ids
    /// where a page has several such forms.
    pub fn controls(&self, text: &str, suffix: &str) -> Vec<(String, String, Lang, &str)> {
        let names = Lang::others().map(|lang| (told_name(text, lang), lang));
        names.map(|(name, lang)| (format!("{name}{suffix}"), name.clone(), lang, self.get(&name))).collect()
    }
}

/// `name_en` for a text and its language.
pub fn told_name(text: &str, lang: Lang) -> String {
    format!("{text}_{}", lang.code())
}

/// The text and the language of such a name.
pub fn told_of(name: &str) -> Option<(&str, Lang)> {
    let (text, lang) = name.rsplit_once('_')?;
    Some((text, Lang::parse(lang)?))
}

/// A form whose texts are as many as there are languages; its other fields are as in every form.
pub trait InLanguages: DeserializeOwned {
    /// Whether it asks for a text in a language.
    fn asks(text: &str, lang: Lang) -> bool;
    fn told(&mut self) -> &mut Told;
}

/// Such a form, posted.
pub struct LangForm<T>(pub T);

impl<T: InLanguages> FromRequest<App> for LangForm<T> {
    type Rejection = Error;

    async fn from_request(request: Request, _: &App) -> Result<Self, Error> {
        let pairs = pairs(request, FORM_BYTES).await.map_err(Error::Refused)?;
        let is_told = |(name, _): &(String, String)| told_of(name).is_some_and(|(text, lang)| T::asks(text, lang));
        let (told, rest): (Vec<_>, Vec<_>) = pairs.into_iter().partition(is_told);
        let mut names = HashSet::new();
        let is_doubled = !told.iter().all(|(name, _)| names.insert(name.as_str()));
        let mut form: T = parse(rest).map_err(|_| Error::Refused(StatusCode::BAD_REQUEST))?;
        if is_doubled {
            return Err(Error::Refused(StatusCode::BAD_REQUEST));
        }
        *form.told() = Told(told);
        Ok(Self(form))
    }
}

/// A form beside whose fields stand boxes called `pick`, however many are ticked.
pub struct PickForm<T>(pub T, pub Vec<String>);

impl<T: DeserializeOwned> FromRequest<App> for PickForm<T> {
    type Rejection = Error;

    async fn from_request(request: Request, _: &App) -> Result<Self, Error> {
        let pairs = pairs(request, FORM_BYTES).await.map_err(Error::Refused)?;
        let (picks, rest): (Vec<_>, Vec<_>) = pairs.into_iter().partition(|(name, _)| name == "pick");
        let form = parse(rest).map_err(|_| Error::Refused(StatusCode::BAD_REQUEST))?;
        Ok(Self(form, picks.into_iter().map(|(_, value)| value).collect()))
    }
}

/// What mail programs send where somebody presses their "unsubscribe" (RFC 8058), and our own page, too: one field, in either
/// encoding, and nothing else.
pub struct OneClick;

impl FromRequest<App> for OneClick {
    type Rejection = Error;

    async fn from_request(request: Request, _: &App) -> Result<Self, Error> {
        let kind = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
        let fields = match kind.and_then(|kind| multer::parse_boundary(kind).ok()) {
            Some(boundary) => {
                let body = read(request.into_body(), FORM_BYTES).await.map_err(Error::Refused)?;
                parts(body, boundary).await.unwrap_or_default()
            }
            None => pairs(request, FORM_BYTES).await.map_err(Error::Refused)?,
        };
        let is_press = matches!(&fields[..], [(name, value)] if name == "List-Unsubscribe" && value == "One-Click");
        is_press.then_some(Self).ok_or(Error::Refused(StatusCode::BAD_REQUEST))
    }
}

/// Names and values of `multipart/form-data`; `None` where it is broken.
async fn parts(body: Bytes, boundary: String) -> Option<Vec<(String, String)>> {
    let mut form = multer::Multipart::new(stream::once(async { Ok::<_, Infallible>(body) }), boundary);
    let mut fields = Vec::new();
    while let Some(field) = form.next_field().await.ok()? {
        fields.push((field.name()?.to_owned(), field.text().await.ok()?));
    }
    Some(fields)
}

/// Names and values of a posted form.
async fn pairs(request: Request, max_bytes: usize) -> Result<Vec<(String, String)>, StatusCode> {
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if !kind.starts_with("application/x-www-form-urlencoded")
        || request.headers().contains_key(header::CONTENT_ENCODING)
    {
        let multipart = kind.starts_with("multipart/");
        return Err(if multipart { StatusCode::BAD_REQUEST } else { StatusCode::UNSUPPORTED_MEDIA_TYPE });
    }
    let (parts, body) = request.into_parts();
    let bytes = read(body, max_bytes).await?;
    let pairs = decode(&bytes, REFUSED).ok_or(StatusCode::BAD_REQUEST)?;
    // A button without fields is pressed again as easily.
    if let Some(kept) = parts.extensions.get::<Typed>().filter(|_| !pairs.is_empty()) {
        kept.keep(written(&pairs));
    }
    Ok(pairs)
}

/// Fields that people write in, beside those with a language or `choices` at the end. What a page fills in by itself,
/// what names a choice, and passwords are nobody's words.
const WRITTEN: [&str; 27] = [
    "address",
    "background",
    "body",
    "colour",
    "columns_contact",
    "columns_office",
    "columns_public",
    "due",
    "hint",
    "hints",
    "login",
    "mail",
    "masks",
    "message",
    "name",
    "next_steps",
    "note",
    "place",
    "purpose",
    "question",
    "readers",
    "sheet",
    "short_period_reason",
    "slug",
    "title",
    "usage",
    "why",
];

/// Every word of a form, to be shown to whoever wrote it where nobody takes it.
fn written(pairs: &[(String, String)]) -> Vec<String> {
    let is_written = |name: &str| {
        WRITTEN.contains(&name)
            || told_of(name).is_some()
            || name.ends_with("_choices")
            || ["text_", "table_", "theme_", "dots_", "list_"].iter().any(|beginning| name.starts_with(beginning))
    };
    let words = pairs.iter().filter(|(name, value)| is_written(name) && !value.trim().is_empty());
    words.map(|(_, value)| value.clone()).collect()
}

/// Refuses a request whose form nobody has read yet: the page that says so shows the words in it.
pub async fn refuse(request: Request, error: Error) -> Response {
    if request.method() == Method::POST {
        let _ = pairs(request, FORM_BYTES).await;
    }
    error.into_response()
}

/// The whole body, if it is short enough and comes in time.
async fn read(body: Body, max_bytes: usize) -> Result<Bytes, StatusCode> {
    match tokio::time::timeout(FORM_TIME, to_bytes(body, max_bytes)).await {
        Err(_) => Err(StatusCode::REQUEST_TIMEOUT),
        Ok(Err(broken)) => Err(why_unread(&broken)),
        Ok(Ok(bytes)) => Ok(bytes),
    }
}

/// Too long, or cut off on the way.
fn why_unread(error: &axum::Error) -> StatusCode {
    let mut cause: Option<&dyn std::error::Error> = Some(error);
    while let Some(current) = cause {
        if current.is::<http_body_util::LengthLimitError>() {
            return StatusCode::PAYLOAD_TOO_LARGE;
        }
        cause = current.source();
    }
    StatusCode::BAD_REQUEST
}

/// The question after `?`. Unknown names are passed over (links carry all sorts of things); of doubled ones the
/// first counts.
pub struct Query<T>(pub T);

impl<T: DeserializeOwned> FromRequestParts<App> for Query<T> {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Error> {
        let query = parts.uri.query().unwrap_or_default();
        let mut pairs =
            decode(query.as_bytes(), char::REPLACEMENT_CHARACTER).ok_or(Error::Refused(StatusCode::BAD_REQUEST))?;
        let mut seen = HashSet::new();
        pairs.retain(|(name, _)| seen.insert(name.clone()));
        parse(pairs).map(Self).map_err(|_| Error::Refused(StatusCode::BAD_REQUEST))
    }
}

/// The blanks of an address, `{slug}` say. What is not valid UTF-8 or holds a control character is nobody's name:
/// not found, before a database that cannot store it is asked.
pub struct Path<T>(pub T);

impl<T: DeserializeOwned + Send> FromRequestParts<App> for Path<T> {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Error> {
        let raw = RawPathParams::from_request_parts(parts, app).await.map_err(|_| Error::NotFound)?;
        if raw.iter().any(|(_, value)| value.chars().any(char::is_control)) {
            return Err(Error::NotFound);
        }
        let extract::Path(blanks) = extract::Path::from_request_parts(parts, app).await?;
        Ok(Self(blanks))
    }
}

fn parse<T: DeserializeOwned>(pairs: Vec<(String, String)>) -> Result<T, ValueError> {
    T::deserialize(MapDeserializer::new(pairs.into_iter()))
}

/// Stands in a form for every noncharacter: it is refused as they are, and none of the marks of our own pages, which whoever
/// is shown his words again could otherwise put there.
pub const REFUSED: char = '\u{FFFF}';

/// `a=1&b=2` into names and values, with `stand_in` for noncharacters; `None` for a broken escape or anything but UTF-8.
fn decode(bytes: &[u8], stand_in: char) -> Option<Vec<(String, String)>> {
    let pairs = bytes.split(|byte| *byte == b'&').filter(|pair| !pair.is_empty());
    pairs
        .map(|pair| {
            let (name, value) = match pair.iter().position(|byte| *byte == b'=') {
                Some(at) => (&pair[..at], &pair[at + 1..]),
                None => (pair, [].as_slice()),
            };
            Some((decode_part(name, stand_in)?, decode_part(value, stand_in)?))
        })
        .collect()
}

fn decode_part(part: &[u8], stand_in: char) -> Option<String> {
    let spaced: Vec<u8> = part.iter().map(|byte| if *byte == b'+' { b' ' } else { *byte }).collect();
    let text = percent_encoding::percent_decode(&spaced).decode_utf8().ok()?;
    Some(text.replace(is_noncharacter, stand_in.encode_utf8(&mut [0; 4])))
}

/// What is wrong with a form, field by field, in the reader's words and in the form's order.
#[derive(Clone, Debug, Default)]
pub struct Errors(Vec<FieldError>);

#[derive(Clone, Debug)]
pub struct FieldError {
    /// Name of the field; its control has this as its `id`.
    pub field: Cow<'static, str>,
    pub text: String,
}

impl Errors {
    pub fn add(&mut self, field: impl Into<Cow<'static, str>>, text: String) {
        self.0.push(FieldError { field: field.into(), text });
    }

    /// The same, in the order of these fields; what is of none of them comes last.
    pub fn in_order(mut self, fields: &[&str]) -> Self {
        self.0.sort_by_key(|error| fields.iter().position(|field| error.field == *field).unwrap_or(fields.len()));
        self
    }

    pub fn on(&self, field: &str) -> Option<&str> {
        self.0.iter().find(|error| error.field == field).map(|error| error.text.as_str())
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    pub fn list(&self) -> &[FieldError] {
        &self.0
    }

    /// 422 when something is to be mended, else 200.
    pub fn status(&self) -> StatusCode {
        if self.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_well_formed_utf8_is_decoded() {
        let decode = |bytes| decode(bytes, '_');
        assert_eq!(decode(b"a=%E5%A3%B0+x&b=").unwrap(), [("a".into(), "声 x".into()), ("b".into(), String::new())]);
        assert_eq!(decode(b"a=%C0%AF"), None, "overlong");
        assert_eq!(decode(b"a=%ED%A0%80"), None, "surrogate");
        assert_eq!(decode(b"a=%E5%A3"), None, "cut off");
        assert_eq!(decode(b"a=x%EF%B7%95y%EF%BF%BF%F0%9F%BF%BE").unwrap(), [("a".into(), "x_y__".into())]);
    }

    /// A body of one byte a second.
    fn dripping(bytes: u64) -> Body {
        let bytes = futures_util::stream::unfold(0, move |sent| async move {
            tokio::time::sleep(Duration::from_secs(1)).await;
            (sent < bytes).then_some((Ok::<_, std::io::Error>(Bytes::from_static(b"a")), sent + 1))
        });
        Body::from_stream(bytes)
    }

    #[tokio::test(start_paused = true)]
    async fn a_body_that_drips_is_waited_for_half_a_minute() {
        assert_eq!(read(dripping(20), FORM_BYTES).await.map(|bytes| bytes.len()), Ok(20));
        let begin = tokio::time::Instant::now();
        assert_eq!(read(dripping(1_000), FORM_BYTES).await, Err(StatusCode::REQUEST_TIMEOUT));
        assert_eq!(begin.elapsed(), FORM_TIME);
    }

    #[tokio::test]
    async fn a_body_beyond_128_kib_is_too_large() {
        let sent = async |bytes| read(Body::from(vec![b'a'; bytes]), FORM_BYTES).await.map(|bytes| bytes.len());
        assert_eq!(sent(FORM_BYTES).await, Ok(FORM_BYTES));
        assert_eq!(sent(FORM_BYTES + 1).await, Err(StatusCode::PAYLOAD_TOO_LARGE));
    }

    #[derive(serde::Deserialize, Debug)]
    #[serde(deny_unknown_fields)]
    struct Example {
        #[serde(default)]
        a: String,
    }

    #[test]
    fn unknown_and_doubled_fields_are_refused() {
        assert_eq!(parse::<Example>(decode(b"a=1", REFUSED).unwrap()).unwrap().a, "1");
        assert!(parse::<Example>(decode(b"a=1&a=2", REFUSED).unwrap()).is_err());
        assert!(parse::<Example>(decode(b"a=1&state=published", REFUSED).unwrap()).is_err());
    }
}
