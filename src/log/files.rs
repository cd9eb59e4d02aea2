//! What the log tells of files that went out.

use axum::extract::Query;
use i18n_embed_fl::fl;

use super::{Teller, Told};
use crate::base::audit::read_change;
use crate::base::text::Words;
use crate::exchange::{LANG, Profile};
use crate::files::Format;
use crate::http::forms::told_of;
use crate::opinions::filter::{Filter, FilterQuery};
use crate::orders::{COLUMNS, SEARCHED, parse_columns};

impl Teller<'_> {
    /// `csv HASH state=pending`
    pub(super) fn contacts(&self, slug: &str, detail: &str, told: &mut Told) {
        let w = self.lang.words();
        let mut parts = detail.splitn(3, ' ');
        let mut next = || parts.next().unwrap_or_default();
        let (format, sha256, conditions) = (next(), next(), next());
        told.lines.push(kind(Profile::Contact.name(), format, w));
        told.lines.extend(self.order(slug, conditions));
        sha256.clone_into(&mut told.file);
    }

    /// What was asked for: the conditions, and the columns where some were chosen.
    pub(super) fn order(&self, slug: &str, logged: &str) -> Vec<String> {
        let w = self.lang.words();
        let (address, columns) = logged.split_once('\n').unwrap_or((logged, ""));
        let mut lines = vec![self.conditions(slug, address)];
        if let Some(Ok(facts)) = columns.strip_prefix(COLUMNS).map(parse_columns) {
            let names: Vec<_> = facts.into_iter().map(|fact| fact.label(LANG.words())).collect();
            lines.push(fl!(w, "log-named", what = fl!(w, "log-columns"), value = names.join(&fl!(w, "board-comma"))));
        }
        lines
    }

    fn conditions(&self, slug: &str, address: &str) -> String {
        let w = self.lang.words();
        let call = self.calls.iter().find(|call| call.slug == slug);
        let asked = format!("/?{address}").parse().ok().and_then(|uri| Query::<FilterQuery>::try_from_uri(&uri).ok());
        let (Some(call), Some(Query(query))) = (call, asked) else { return address.to_owned() };
        // A theme or a choice that is gone since was a condition all the same.
        let Ok(filter) = Filter::parse_strictly(&query, call) else { return address.to_owned() };
        let conditions = filter.conditions(call, w, self.lang);
        if conditions.is_empty() {
            return fl!(w, "filter-none");
        }
        let words = fl!(w, "filter-words");
        let said = conditions.into_iter().map(|it| match it.value.as_str() {
            SEARCHED if it.label == words => fl!(w, "log-searched"),
            value => fl!(w, "log-named", what = it.label, value = value),
        });
        said.collect::<Vec<_>>().join(&fl!(w, "board-comma"))
    }
}

/// `12 HASH`: rows of all tables, and the hash of the list of hashes.
pub fn all(detail: &str, w: &Words) -> Told {
    let (rows, sha256) = detail.split_once(' ').unwrap_or((detail, ""));
    Told { lines: vec![fl!(w, "log-all-rows", n = rows)], file: sha256.to_owned() }
}

/// A document of a consultation: its title, what it is, what was changed.
pub fn document(detail: &str, w: &Words, told: &mut Told) {
    for line in detail.lines() {
        let (name, values) = line.split_once(' ').unwrap_or((line, ""));
        let named = |what: String| fl!(w, "log-named", what = what, value = values);
        told.lines.push(match (name, read_change(line), told_of(name)) {
            ("document", ..) => named(fl!(w, "document-title")),
            ("file", ..) => named(fl!(w, "detail-import-file")),
            ("address", ..) => named(fl!(w, "document-address")),
            ("up", ..) => fl!(w, "log-document-up"),
            ("down", ..) => fl!(w, "log-document-down"),
            ("sha256", ..) => {
                values.clone_into(&mut told.file);
                continue;
            }
            (_, (_, Some((old, new))), Some((_, lang))) => {
                let what = fl!(w, "site-label", text = fl!(w, "document-title"), lang = lang.name());
                let said = |text: &str| if text.is_empty() { fl!(w, "editor-theirs-empty") } else { text.to_owned() };
                fl!(w, "log-change", what = what, old = said(old), new = said(new))
            }
            _ => line.to_owned(),
        });
    }
}

/// 庁内用、CSV（Excel用）
pub fn kind(profile: &str, format: &str, w: &Words) -> String {
    let profile = Profile::parse(profile).map_or_else(|| profile.to_owned(), |known| known.label(w));
    let format = Format::parse(format).map_or_else(|| format.to_owned(), |known| known.label(w));
    format!("{profile}{}{format}", fl!(w, "board-comma"))
}
