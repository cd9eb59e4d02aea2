//! The page on which staff put documents beside a consultation, and the way of a file to whoever reads it.

use askama::Template;
use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use futures_util::stream;
use i18n_embed_fl::fl;

use super::file::{Why, look};
use super::store::{self, piece};
use super::{Document, DocumentForm, Kind, MAX_BYTES, MOST, Typed, file_name};
use crate::app::App;
use crate::base::audit::{self, Act, Actor};
use crate::base::db::Tx;
use crate::base::text::Lang;
use crate::base::{id, settings};
use crate::consultations::Consultation;
use crate::http::access::{Access, Role, Routes, Staff, Viewer};
use crate::http::arrival::{Uploaded, receive};
use crate::http::forms::told_name;
use crate::http::shared::{KEPT_BY_PROXIES, holds};
use crate::http::{Error, Errors, LangForm, Path, Query, Result, Ui, attachment, page_with};
use crate::revisions::{Asking, Notice, go};

const STAFF: Access = Access::Roles(&[Role::Staff]);

pub fn routes() -> Routes {
    Routes::default()
        .get(Access::Public, "/documents/{id}/{name}", fetch)
        .get(STAFF, "/staff/consultations/{slug}/documents", show)
        .post(STAFF, "/staff/consultations/{slug}/documents", change)
        .post(STAFF, "/staff/consultations/{slug}/documents/file", add_file)
        .post(STAFF, "/staff/consultations/{slug}/documents/link", add_link)
        .get(STAFF, "/staff/consultations/{slug}/documents/{id}/{name}", look_at)
}

#[derive(Template)]
#[template(path = "documents/documents.html")]
struct DocumentsPage {
    ui: Ui,
    call: Consultation,
    notice: Notice,
    /// Each with what stands in its form, and whether that was sent and came back.
    rows: Vec<(Document, Typed, bool)>,
    new_file: Typed,
    new_link: Typed,
    errors: Errors,
}

impl DocumentsPage {
    fn href(&self, document: &Document) -> String {
        document.href(&self.ui.url(&self.call.staff_path("")))
    }

    /// What is saved, where it differs from what is typed.
    fn theirs(&self, document: &Document, typed: &Typed) -> Vec<String> {
        let w = self.ui.words;
        let saved =
            |lang: Lang| if lang == Lang::JA { &typed.title } else { typed.others.get(&told_name("title", lang)) };
        let other = Lang::all().filter(|lang| saved(*lang).trim() != document.exact(*lang));
        other.map(|lang| fl!(w, "log-named", what = lang.name(), value = document.exact(lang))).collect()
    }
}

/// Behind the ids of the form for a link.
const LINK: &str = "-link";

async fn show(
    State(app): State<App>,
    ui: Ui,
    Staff(_): Staff,
    Path(slug): Path<String>,
    Query(asking): Query<Asking>,
) -> Result<Response> {
    let call = app.draft(&slug).await?;
    page(&app, ui, call, asking.notice(), Typed::default(), Errors::default()).await
}

/// The page; `sent` is what was typed in a form that came back.
async fn page(app: &App, ui: Ui, call: Consultation, notice: Notice, sent: Typed, errors: Errors) -> Result<Response> {
    let documents = store::list(&mut *app.db.read().await?, &call.id).await?;
    let row = |document: Document| {
        let typed = Typed::of(&document);
        if typed.suffix == sent.suffix { (document, sent.clone(), true) } else { (document, typed, false) }
    };
    let rows: Vec<_> = documents.into_iter().map(row).collect();
    let (mut new_file, mut new_link) = (Typed::default(), Typed { suffix: LINK.to_owned(), ..Typed::default() });
    match sent.suffix.as_str() {
        "" => new_file = sent,
        LINK => new_link = sent,
        _ => {}
    }
    let status = if notice == Notice::Late { StatusCode::CONFLICT } else { errors.status() };
    page_with(status, &DocumentsPage { ui, call, notice, rows, new_file, new_link, errors })
}

/// Those of a consultation as they stay until the transaction ends: who changes them does so one after the other.
async fn in_turn(app: &App, call: &Consultation) -> Result<(Tx, Vec<Document>)> {
    let mut tx = app.db.begin().await?;
    settings::take_turn(&mut tx, "documents").await?;
    let documents = store::list(&mut tx, &call.id).await?;
    Ok((tx, documents))
}

async fn close(app: &App, mut tx: Tx, me: &Viewer, act: Act, call: &Consultation, detail: &str) -> Result<()> {
    audit::record(&mut tx, Actor::Staff(&me.login), act, &call.slug, detail, app.clock.now()).await?;
    tx.commit().await?;
    Ok(())
}

/// A document for the log: its title, and what it is.
fn logged(document: &Document) -> String {
    let title = audit::one_line(document.exact(Lang::JA));
    match document.kind {
        Kind::Link => format!("document {title}\naddress {}", document.address),
        _ => format!("document {title}\nfile {}\nsha256 {}", document.file_name, document.sha256),
    }
}

/// Why a document is not added beside these.
fn refusal(ui: &Ui, there: &[Document], new: &Document) -> Option<String> {
    let same = there.iter().find(|it| it.sha256 == new.sha256 && it.address == new.address);
    let too_many = || (there.len() >= MOST).then(|| fl!(ui.words, "document-too-many", most = MOST));
    same.map(|same| fl!(ui.words, "document-same", title = same.title(ui.lang).into_owned())).or_else(too_many)
}

/// Adds a document, with its file where it has one. `Err`: why not.
async fn add(
    app: &App,
    ui: &Ui,
    me: &Viewer,
    call: &Consultation,
    (document, bytes): (&Document, &[u8]),
) -> Result<std::result::Result<(), String>> {
    let there = store::list(&mut *app.db.read().await?, &call.id).await?;
    if let Some(why) = refusal(ui, &there, document) {
        return Ok(Err(why));
    }
    store::put_bytes(&app.db, &document.id, bytes).await?;
    // Once more: colleagues may have added some meanwhile.
    let (mut tx, there) = in_turn(app, call).await?;
    if let Some(why) = refusal(ui, &there, document) {
        tx.rollback().await?;
        clear(app, &document.id).await;
        return Ok(Err(why));
    }
    store::insert(&mut tx, &call.id, document).await?;
    close(app, tx, me, Act::DocumentAdded, call, &logged(document)).await?;
    Ok(Ok(()))
}

/// What cannot be cleared now goes with the daily work.
async fn clear(app: &App, id: &str) {
    if let Err(error) = store::clear(&app.db, id).await {
        tracing::warn!(%error, "cannot delete the file of a document");
    }
}

fn to_row(ui: &Ui, call: &Consultation, id: &str) -> Response {
    go(ui, &call.slug, &format!("/documents?done=saved#document-{id}"))
}

async fn add_file(
    State(app): State<App>,
    ui: Ui,
    Staff(me): Staff,
    Path(slug): Path<String>,
    request: Request,
) -> Result<Response> {
    let call = app.draft(&slug).await?;
    let titles = Lang::others().map(|lang| told_name("title", lang)).chain(["title".to_owned()]);
    let max_bytes = MAX_BYTES.unsigned_abs();
    let mut arrival = receive(request, &app.config.arrivals(), max_bytes, titles.collect::<Vec<_>>()).await?;
    let mut typed = Typed { title: arrival.field("title").to_owned(), ..Typed::default() };
    for lang in Lang::others() {
        let name = told_name("title", lang);
        let text = arrival.field(&name).to_owned();
        typed.others.put(name, text);
    }
    let mut errors = Errors::default();
    let titles = typed.titles(ui.words, &mut errors);
    let looked = match arrival.file.take() {
        _ if arrival.too_large => Err(Why::TooLarge),
        _ if arrival.too_slow => Err(Why::TooSlow),
        None => Err(Why::Missing),
        Some(file) => read(&app, file).await?,
    };
    let refused = match looked {
        Err(why) => {
            errors.add("file", why.text(ui.words));
            (why == Why::TooLarge).then_some(StatusCode::PAYLOAD_TOO_LARGE)
        }
        Ok((file, bytes)) if errors.is_empty() => {
            let document = Document { id: id::new(app.clock.machine_now()), added_at: app.clock.now(), titles, ..file };
            match add(&app, &ui, &me, &call, (&document, &bytes)).await? {
                Ok(()) => return Ok(to_row(&ui, &call, &document.id)),
                Err(text) => errors.add("file", text),
            }
            None
        }
        // Whoever has a title to mend must choose the file again: no page can keep it.
        Ok(_) => {
            errors.add("file", fl!(ui.words, "document-choose-again"));
            None
        }
    };
    let mut page = page(&app, ui, call, Notice::None, typed, errors).await?;
    if let Some(status) = refused {
        *page.status_mut() = status;
    }
    Ok(page)
}

/// A file that came, looked at: what it is, without id and titles, and its bytes. One at a time is looked at.
async fn read(app: &App, file: Uploaded) -> Result<std::result::Result<(Document, Vec<u8>), Why>> {
    let place = app.looking.clone().acquire_owned().await?;
    let read = tokio::task::spawn_blocking(move || {
        // Looking goes on when its sender has left; so long its place is taken.
        let _place = place;
        let bytes = std::fs::read(file.kept.path())?;
        Ok::<_, std::io::Error>(look(&bytes, &file.name).map(|kind| {
            let document = Document {
                id: String::new(),
                kind,
                address: String::new(),
                file_name: file_name(&file.name, kind),
                bytes: bytes.len() as i64,
                sha256: file.sha256,
                added_at: 0,
                titles: Vec::new(),
            };
            (document, bytes)
        }))
    });
    Ok(read.await??)
}

async fn add_link(
    State(app): State<App>,
    ui: Ui,
    Staff(me): Staff,
    Path(slug): Path<String>,
    LangForm(form): LangForm<DocumentForm>,
) -> Result<Response> {
    let call = app.draft(&slug).await?;
    let DocumentForm { title, address, others, .. } = form;
    let typed = Typed { suffix: LINK.to_owned(), title, others, address };
    let mut errors = Errors::default();
    let titles = typed.titles(ui.words, &mut errors);
    let address = typed.link(ui.words, &mut errors);
    if errors.is_empty() {
        let document = Document {
            id: id::new(app.clock.machine_now()),
            kind: Kind::Link,
            address,
            file_name: String::new(),
            bytes: 0,
            sha256: String::new(),
            added_at: app.clock.now(),
            titles,
        };
        match add(&app, &ui, &me, &call, (&document, &[])).await? {
            Ok(()) => return Ok(to_row(&ui, &call, &document.id)),
            Err(text) => errors.add(typed.id("address"), text),
        }
    }
    page(&app, ui, call, Notice::None, typed, errors).await
}

/// Renames, moves or removes one document: what, says the button that was pressed.
async fn change(
    State(app): State<App>,
    ui: Ui,
    Staff(me): Staff,
    Path(slug): Path<String>,
    LangForm(form): LangForm<DocumentForm>,
) -> Result<Response> {
    let call = app.draft(&slug).await?;
    let (mut tx, there) = in_turn(&app, &call).await?;
    let place = there.iter().position(|it| it.id == form.id);
    // A colleague has removed it meanwhile.
    let Some((place, old)) = place.map(|place| (place, &there[place])) else {
        tx.rollback().await?;
        return page(&app, ui, call, Notice::Late, Typed::default(), Errors::default()).await;
    };
    let detail = match form.act.as_str() {
        "save" => {
            let typed = Typed { title: form.title, others: form.others, ..Typed::of(old) };
            let mut errors = Errors::default();
            let titles = typed.titles(ui.words, &mut errors);
            let new = Document { titles, ..old.clone() };
            if form.seen != old.seen() && new.seen() != old.seen() {
                tx.rollback().await?;
                return page(&app, ui, call, Notice::Late, typed, errors).await;
            }
            if !errors.is_empty() {
                tx.rollback().await?;
                return page(&app, ui, call, Notice::None, typed, errors).await;
            }
            store::put_titles(&mut tx, &new).await?;
            renamed(old, &new)
        }
        act @ ("up" | "down") => {
            let mut order: Vec<_> = there.iter().map(|it| it.id.as_str()).collect();
            let other = if act == "up" { place.saturating_sub(1) } else { (place + 1).min(order.len() - 1) };
            order.swap(place, other);
            store::order(&mut tx, &order).await?;
            format!("document {}\n{act}", audit::one_line(old.exact(Lang::JA)))
        }
        "remove" => {
            store::remove(&mut tx, &old.id).await?;
            close(&app, tx, &me, Act::DocumentRemoved, &call, &logged(old)).await?;
            clear(&app, &old.id).await;
            return Ok(go(&ui, &call.slug, "/documents?done=saved"));
        }
        _ => return Err(Error::Refused(StatusCode::BAD_REQUEST)),
    };
    close(&app, tx, &me, Act::DocumentChanged, &call, &detail).await?;
    Ok(to_row(&ui, &call, &old.id))
}

/// The old title, and a line for each that is another now.
fn renamed(old: &Document, new: &Document) -> String {
    let changed = Lang::all().filter(|lang| old.exact(*lang) != new.exact(*lang));
    let line = |lang: Lang| audit::change(&told_name("title", lang), old.exact(lang), new.exact(lang));
    let head = format!("document {}", audit::one_line(old.exact(Lang::JA)));
    [vec![head], changed.map(line).collect()].concat().join("\n")
}

/// What stands beside a file: whatever it holds, it is saved and never run beside our pages.
const CSP: &str = "default-src 'none'; frame-ancestors 'none'; sandbox";

/// A file for everybody, once its consultation is.
async fn fetch(
    State(app): State<App>,
    headers: HeaderMap,
    Path((id, name)): Path<(String, String)>,
) -> Result<Response> {
    let found = store::find(&mut *app.db.read().await?, &id).await?;
    let document = found.filter(|(_, call)| call.listed).map(|(document, _)| document).ok_or(Error::NotFound)?;
    let mut response = file(&app, &headers, document, &name)?;
    if !headers.contains_key(header::COOKIE) {
        response.headers_mut().insert(header::CACHE_CONTROL, KEPT_BY_PROXIES);
    }
    Ok(response)
}

/// The same for those who make a draft.
async fn look_at(
    State(app): State<App>,
    Staff(_): Staff,
    headers: HeaderMap,
    Path((slug, id, name)): Path<(String, String, String)>,
) -> Result<Response> {
    let found = store::find(&mut *app.db.read().await?, &id).await?;
    let document = found.filter(|(_, call)| call.slug == slug).map(|(document, _)| document).ok_or(Error::NotFound)?;
    file(&app, &headers, document, &name)
}

/// A file as it goes out, piece by piece. One that is removed on the way breaks off.
fn file(app: &App, headers: &HeaderMap, document: Document, name: &str) -> Result<Response> {
    let Document { id, kind, file_name, bytes, sha256, .. } = document;
    if kind == Kind::Link || file_name != name {
        return Err(Error::NotFound);
    }
    let tag = HeaderValue::try_from(format!("\"{sha256}\"")).map_err(|error| Error::Internal(error.into()))?;
    let same = [(header::ETAG, tag.clone()), (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(CSP))];
    if holds(headers, &tag) {
        return Ok((StatusCode::NOT_MODIFIED, same).into_response());
    }
    let own = [
        (header::CONTENT_TYPE, kind.content_type().to_owned()),
        (header::CONTENT_LENGTH, bytes.to_string()),
        attachment(&format!("document.{}", kind.name()), &file_name),
    ];
    let app = app.clone();
    let pieces = stream::try_unfold(0, move |place| {
        let (app, id) = (app.clone(), id.clone());
        async move {
            let piece = piece(&mut *app.db.read().await?, &id, place).await?;
            Ok::<_, sqlx::Error>(piece.map(|piece| (Bytes::from(piece), place + 1)))
        }
    });
    Ok((same, own, Body::from_stream(pieces)).into_response())
}
