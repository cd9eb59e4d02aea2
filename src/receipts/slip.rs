//! The receipt as a page: number, code, QR, and what happens next; and as a file to keep.

use std::sync::Arc;

use askama::Template;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use i18n_embed_fl::fl;

use super::{Code, Qr};
use crate::app::App;
use crate::base::calendar::HOUR_MS;
use crate::base::marks::plain;
use crate::consultations::{Consultation, Texts};
use crate::http::{Error, Result, Ui, attachment, private_page};
use crate::intake::Kept;
use crate::meetings::{Meeting, next};
use crate::opinions::store::Full;
use crate::writing::{FormToken, asks_mail};

/// What is handed over: number and code, on paper or on a screen.
pub struct Slip {
    pub receipt: String,
    pub code: Code,
    pub qr: Option<Qr>,
    pub status_url: String,
    pub submitted_at: i64,
}

impl Slip {
    pub fn new(app: &App, ui: &Ui, token: &FormToken, kept: &Kept) -> Self {
        let (code, status_url) = (token.code(&app.keys), status_url(app, ui));
        let qr = Qr::new(&format!("{status_url}#{}.{}", kept.receipt, code.as_str()));
        Self { receipt: kept.receipt.clone(), code, qr, status_url, submitted_at: kept.submitted_at }
    }
}

#[derive(Template)]
#[template(path = "receipts/receipt.html")]
struct ReceiptPage {
    ui: Ui,
    call: Arc<Consultation>,
    texts: Texts,
    slip: Slip,
    is_public: bool,
    with_mail: bool,
    /// An address can be left later, with number and code.
    may_add_mail: bool,
    /// It had arrived before; what else was changed since is not part of it.
    left_out: bool,
    /// With which the receipt is shown again.
    token: String,
    submitter: String,
    review_by: i64,
    /// The next ones.
    meetings: Vec<Meeting>,
}

fn status_url(app: &App, ui: &Ui) -> String {
    format!("{}{}", app.public_url.origin, ui.url("/status"))
}

/// The receipt, new or once more; `left_out`: what came again said something that is not in it.
pub async fn receipt(
    app: &App,
    ui: Ui,
    call: &Arc<Consultation>,
    token: &FormToken,
    kept: &Kept,
    left_out: bool,
) -> Result<Response> {
    let (all, today) = (app.meetings(call).await?, app.zone.date(ui.now));
    let from = all.partition_point(|meeting| meeting.held_on < today);
    let template = ReceiptPage {
        meetings: next(&all[from..]).cloned().collect(),
        texts: call.text(ui.lang),
        slip: Slip::new(app, &ui, token, kept),
        review_by: kept.submitted_at + call.target_hours * HOUR_MS,
        is_public: kept.state.is_public(),
        with_mail: app.mailer.is_on() && kept.contact.is_some(),
        may_add_mail: asks_mail(call, app.mailer.is_on()) && kept.contact.is_none(),
        left_out,
        token: token.sign(&app.keys),
        submitter: kept.submitter_token(call).sign(&app.keys),
        ui: ui.shown_again_at(&format!("{}/receipt", call.path())),
        call: call.clone(),
    };
    private_page(StatusCode::CREATED, &template)
}

/// The receipt as a text file, for whoever has opened the opinion with its code.
pub async fn copy(app: &App, ui: &Ui, opinion: &Full, code: &str) -> Result<Response> {
    let (w, receipt) = (ui.words, opinion.receipt.as_str());
    let code = Code::parse(code).map_err(|_| Error::NotFound)?;
    let text = fl!(
        w,
        "receipt-copy",
        title = app.call_of(&opinion.consultation_id).await?.text(ui.lang).title,
        at = ui.arrival(opinion.submitted_at),
        number = receipt,
        code = code.groups().join(" "),
        address = status_url(app, ui)
    );
    let name = fl!(w, "receipt-copy-file");
    let headers = [
        (header::CONTENT_TYPE, "text/plain; charset=utf-8".to_owned()),
        (header::CACHE_CONTROL, "no-store".to_owned()),
        attachment(&format!("receipt-{receipt}.txt"), &format!("{name}-{receipt}.txt")),
    ];
    // With mark and line ends as the plainest editors of phones and of Windows want them.
    Ok((headers, format!("\u{FEFF}{}\n", plain(&text)).replace('\n', "\r\n")).into_response())
}
