//! The log of acts as people read it: who did what to whom, what it was before and what it became.

mod acts;
mod files;
pub mod routes;

pub use acts::{act_label, addition, decided};

use i18n_embed_fl::fl;

use crate::base::audit::{Act, read_change};
use crate::base::calendar::parse_day;
use crate::base::text::{Lang, Words};
use crate::consultations::choices::Change;
use crate::consultations::{Consultation, Mode, Moderation, Reactions, Requirement, Visibility};
use crate::editor;
use crate::http::access::Role;
use crate::http::dates;
use crate::http::site::SiteText;
use crate::opinions::{Reason, State};
use crate::system;

/// Who acted, as the log's page names him: a login name stands for itself.
fn actor_label(actor: &str, w: &Words) -> String {
    match actor {
        "(author)" => fl!(w, "actor-author"),
        "(shell)" => fl!(w, "actor-shell"),
        "(system)" => fl!(w, "actor-system"),
        login => login.to_owned(),
    }
}

/// Whether a subject of the log is a 受付番号: `R6-0123-7`.
fn is_receipt(subject: &str) -> bool {
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let mut parts = subject.splitn(3, '-');
    let era = parts.next().and_then(|era| era.strip_prefix(['R', 'Y'])).is_some_and(is_number);
    era && parts.next().is_some_and(|number| number.len() >= 4 && is_number(number))
        && parts.next().is_some_and(|check| check.len() == 1 && is_number(check))
}

/// Whether the subject is somebody's login name: not an unknown name, not the link of an empty site, which the program
/// itself makes.
fn is_about_a_person(act: Act, actor: &str, subject: &str) -> bool {
    match act {
        Act::AccountAdded | Act::AccountChanged | Act::AccountDisabled | Act::AccountEnabled => true,
        Act::SignedIn | Act::SignedOut | Act::PasswordSet => true,
        Act::SignInRefused => subject != "?",
        Act::LinkMade => actor != "(system)",
        _ => false,
    }
}

/// What an entry's detail says, a sentence a line, and the SHA-256 of the file it is about ('' where it is about none).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Told {
    lines: Vec<String>,
    file: String,
}

/// Puts details into the reader's words. What it does not know stands as it was written.
struct Teller<'a> {
    lang: Lang,
    /// All of them: of an export's conditions the log keeps codes alone.
    calls: &'a [Consultation],
}

impl Teller<'_> {
    fn tell(&self, act: Act, subject: &str, detail: &str) -> Told {
        let w = self.lang.words();
        let mut told = Told::default();
        match act {
            Act::ExportFetched => detail.clone_into(&mut told.file),
            Act::ExportAsked | Act::ExportWritten => {
                let mut parts = detail.splitn(3, ' ');
                let (profile, format) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
                let rest = parts.next().unwrap_or_default();
                told.lines.push(files::kind(profile, format, w));
                // At the shell the file was there when it was written down.
                let (file, order) =
                    if act == Act::ExportAsked { ("", rest) } else { rest.split_once(' ').unwrap_or((rest, "")) };
                file.clone_into(&mut told.file);
                told.lines.extend(self.order(subject, order));
            }
            Act::ContactsExported => self.contacts(subject, detail, &mut told),
            Act::ArchiveWritten => told = files::all(detail, w),
            _ if detail.is_empty() => {
                let saved = matches!(act, Act::ConsultationChanged | Act::FieldsChanged);
                told.lines.extend(saved.then(|| fl!(w, "log-nothing-changed")));
            }
            Act::Decided | Act::DecisionUndone => told.lines = acts::tell_decision(detail, w),
            Act::AdditionSent | Act::AdditionDecided => told.lines = acts::tell_addition(detail, w),
            Act::AppealAnswered => told.lines = acts::tell_answer(detail, w),
            Act::ImportAsked | Act::OpinionsImported | Act::ImportStopped => import(detail, w, &mut told),
            Act::ContactsPurged | Act::Unsubscribed => told.lines.push(fl!(w, "log-contacts", n = detail.to_owned())),
            Act::TranscriptChecked => told.lines.push(fl!(w, "log-transcript-mended")),
            Act::ComparisonWaived => told.lines.push(fl!(w, "status-reason", reason = detail)),
            Act::RulesChanged => told.lines = detail.lines().map(|line| acts::tell_rule(line, w)).collect(),
            Act::ReviewChanged => told.lines = detail.lines().map(|line| acts::tell_review(line, w)).collect(),
            Act::WithholdingProposed => told.lines.extend(Reason::parse(detail).map(|reason| reason.label(w))),
            Act::JobRetried => told.lines.push(system::kind_label(detail, w)),
            Act::ThemesChanged => told.lines = theme(detail, w),
            Act::DocumentAdded | Act::DocumentChanged | Act::DocumentRemoved => files::document(detail, w, &mut told),
            _ => told.lines = detail.lines().map(|line| line_label(act, line, w)).collect(),
        }
        told
    }
}

/// A line for each fact of a file that came in.
fn import(detail: &str, w: &Words, told: &mut Told) {
    for line in detail.lines() {
        let (name, value) = line.split_once(' ').unwrap_or((line, ""));
        let what = match name {
            "file" => fl!(w, "detail-import-file"),
            "rows" => fl!(w, "detail-import-rows"),
            "state" => fl!(w, "detail-import-state"),
            "waiting" => fl!(w, "import-report-waiting"),
            "list" => fl!(w, "import-numbering"),
            "reason" => fl!(w, "detail-import-reason"),
            "themes" => fl!(w, "detail-import-themes"),
            "choices" => fl!(w, "detail-import-choices"),
            "meetings" => fl!(w, "detail-import-meetings"),
            "recorded_by" => fl!(w, "detail-import-by"),
            "sha256" => {
                value.clone_into(&mut told.file);
                continue;
            }
            other => other.to_owned(),
        };
        let value = match (name, State::parse(value)) {
            ("state", Some(state)) => state.label(w),
            ("state", None) if value == "kept" => fl!(w, "import-review-kept"),
            _ => value.to_owned(),
        };
        told.lines.push(fl!(w, "log-named", what = what, value = value));
    }
}

/// `save bus バス`, and a line for each text that was changed.
fn theme(detail: &str, w: &Words) -> Vec<String> {
    let mut lines = detail.lines();
    let mut parts = lines.next().unwrap_or_default().splitn(3, ' ');
    let (act, code) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    let name = parts.next().unwrap_or(code).to_owned();
    let changed: Vec<_> = lines.map(read_change).collect();
    let label = |field: &str| if field == "name" { fl!(w, "log-theme-name") } else { editor::label(w, field) };
    let said = |(field, change): &(&str, Option<(&str, &str)>)| {
        change.map(|(old, new)| fl!(w, "log-change", what = label(field), old = old, new = new))
    };
    if let [("name", Some(_))] = changed[..] {
        return changed.iter().filter_map(said).collect();
    }
    let mut told = vec![match act {
        "add" => fl!(w, "log-theme-add", name = name),
        "save" => fl!(w, "log-theme-save", name = name),
        "up" => fl!(w, "log-theme-up", name = name),
        "down" => fl!(w, "log-theme-down", name = name),
        "close" => fl!(w, "log-theme-close", name = name),
        "open" => fl!(w, "log-theme-open", name = name),
        "delete" => fl!(w, "log-theme-delete", name = name),
        _ => detail.to_owned(),
    }];
    told.extend(changed.iter().filter_map(said));
    told
}

/// One line of a detail that names what was changed, or says in a word what was done.
fn line_label(act: Act, line: &str, w: &Words) -> String {
    match (act, line) {
        (Act::ConsultationChanged, "listed") => return fl!(w, "log-listed"),
        (Act::ConsultationChanged, "draft") => return fl!(w, "log-unlisted"),
        (Act::ConsultationChanged, "results") => return fl!(w, "log-results"),
        (Act::ConsultationChanged, "reading") => return fl!(w, "log-results-back"),
        (Act::ConsultationAdded, mode) => {
            let mode = value_label("mode", mode, w);
            return fl!(w, "log-named", what = editor::label(w, "mode"), value = mode);
        }
        (Act::AccountAdded, "set-up link") => return fl!(w, "detail-set-up-link"),
        (Act::AccountAdded, roles) => {
            return fl!(w, "log-named", what = fl!(w, "people-roles"), value = value_label("roles", roles, w));
        }
        (Act::PasswordSet, "one-time link") => return fl!(w, "detail-one-time-link"),
        _ => {}
    }
    if let Some(meeting) =
        line.strip_prefix("meeting ").filter(|_| matches!(act, Act::MeetingChanged | Act::DotsMended))
    {
        return fl!(w, "log-named", what = fl!(w, "column-meeting"), value = meeting.to_owned());
    }
    let (name, values) = read_change(line);
    let what = what_label(act, name, w);
    match values {
        Some((old, new)) => {
            fl!(w, "log-change", what = what, old = value_label(name, old, w), new = value_label(name, new, w))
        }
        None if what == line => what,
        None if name == line => fl!(w, "log-rewritten", what = what),
        None => line.to_owned(),
    }
}

/// The label of what was changed, by its name in the log.
fn what_label(act: Act, name: &str, w: &Words) -> String {
    let in_language = name.rsplit_once('_').and_then(|(text, lang)| Some((text, Lang::parse(lang)?)));
    match (act, name, in_language) {
        (Act::AccountChanged, "name", _) => fl!(w, "account-name"),
        (Act::AccountChanged, "roles", _) => fl!(w, "people-roles"),
        (Act::MeetingChanged, "held_on", _) => fl!(w, "workshop-day"),
        (Act::MeetingChanged, "name", _) => fl!(w, "workshop-name"),
        (Act::MeetingChanged, "place", _) => fl!(w, "meeting-place"),
        (Act::MeetingChanged | Act::MeetingsUnited, _, Some(("name", lang))) => {
            fl!(w, "site-label", text = fl!(w, "workshop-name"), lang = lang.name())
        }
        (Act::MeetingsUnited, "meeting", _) => fl!(w, "column-meeting"),
        (Act::MeetingChanged | Act::MeetingsUnited, "received_on", _) => fl!(w, "column-day"),
        (Act::SiteChanged, "colour", _) => fl!(w, "identity-colour"),
        (Act::SiteChanged, "mark", _) => fl!(w, "identity-mark"),
        (Act::SiteChanged, _, Some((text, lang))) => SiteText::ALL
            .into_iter()
            .find(|known| known.name() == text)
            .map_or_else(|| name.to_owned(), |text| system::site_label(text, lang, w)),
        (Act::ConsultationChanged, _, Some((text, lang))) => {
            fl!(w, "site-label", text = editor::label(w, text), lang = lang.name())
        }
        (Act::ConsultationChanged | Act::FieldsChanged, ..) => editor::label(w, name),
        _ => name.to_owned(),
    }
}

/// A value in words where it is one of our own names.
fn value_label(name: &str, value: &str, w: &Words) -> String {
    let known = match name {
        _ if value.is_empty() => Some(fl!(w, "editor-theirs-empty")),
        "mode" => Mode::parse(value).map(|known| known.label(w)),
        "moderation" => Moderation::parse(value).map(|known| known.label(w)),
        "reactions" => Reactions::parse(value).map(|known| known.label(w)),
        "opens_on" | "closes_on" | "held_on" => parse_day(value).map(|day| dates::day(w, day)),
        "roles" => {
            let label = |role: &str| Role::parse(role).map_or_else(|| role.to_owned(), |role| role.label(w));
            Some(value.split(',').map(label).collect::<Vec<_>>().join(&fl!(w, "people-and")))
        }
        name if name.ends_with("_requirement") => Requirement::parse(value).map(|known| known.label(w)),
        name if name.ends_with("_change") => Change::parse(value).map(|known| known.label(w)),
        name if name.ends_with("_visibility") => Visibility::parse(value).map(|known| known.label(w)),
        _ => None,
    };
    known.unwrap_or_else(|| value.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::audit;

    #[test]
    fn only_a_whole_receipt_is_a_receipt() {
        for good in ["R6-0123-7", "R12-123456-0", "Y2018-0001-3"] {
            assert!(is_receipt(good), "{good}");
        }
        for bad in ["", "R6", "R6-123-7", "R6-0123", "R6-0123-77", "R6-0123-7-1", "sato", "r-1234-5", "R6-01a3-7"] {
            assert!(!is_receipt(bad), "{bad}");
        }
    }

    fn say(act: Act, detail: &str) -> String {
        let teller = Teller { lang: Lang::JA, calls: &[] };
        teller.tell(act, "plan", detail).lines.join("／")
    }

    #[test]
    fn the_log_speaks_the_readers_language() {
        let withheld = decided(State::Pending, State::Withheld, Some(Reason::OffTopic));
        let cases = [
            (Act::Decided, withheld.as_str(), "状態：「審査待ち」から「非公開」へ／理由：募集テーマと無関係"),
            (Act::Decided, "published→published", "状態：「公開」のまま"),
            (Act::Decided, "pending→withheld lost", "状態：「審査待ち」から「非公開」へ／理由：lost"),
            (
                Act::AccountChanged,
                "name 佐藤 → 鈴木\nroles staff,contacts → auditor",
                "表示名：「佐藤」から「鈴木」へ／権限：「企画・集計、連絡先の書き出し」から「監査」へ",
            ),
            (Act::AccountAdded, "staff,viewer", "権限：企画・集計、閲覧"),
            (Act::AccountAdded, "set-up link", "最初の設定のリンクから"),
            (
                Act::SiteChanged,
                "city_ja  → 朝来市\nprivacy_en",
                "市の名前（日本語）：「（空欄）」から「朝来市」へ／個人情報の取扱い（English）：書き換え",
            ),
            (Act::SiteChanged, "colour #0017c1 → #7a0019", "市の色：「#0017c1」から「#7a0019」へ"),
            (Act::SiteChanged, "mark  → 3f2a.png", "市のしるし：「（空欄）」から「3f2a.png」へ"),
            (
                Act::ConsultationChanged,
                "closes_on 2024-11-30 → 2024-12-15",
                "最後の日：「2024年11月30日（土）」から「2024年12月15日（日）」へ",
            ),
            (
                Act::ConsultationChanged,
                "title_ja 案 → 計画\nquestion_en",
                "題名（日本語）：「案」から「計画」へ／問いかけ（English）：書き換え",
            ),
            (Act::ConsultationChanged, "listed", "公開しました"),
            (Act::ConsultationChanged, "", "保存だけで、変わったところはありません"),
            (
                Act::FieldsChanged,
                "area_visibility staff → public",
                "地区を見せる範囲：「職員だけに見せる」から「公開する」へ",
            ),
            (Act::ThemesChanged, "delete bus 町の バス", "テーマ「町の バス」を削除"),
            (Act::ThemesChanged, "save bus バス\nname バス → 交通", "テーマの名前：「バス」から「交通」へ"),
            (Act::JobRetried, "letter_received", "受付のお知らせ"),
            (Act::SignedIn, "", ""),
        ];
        for (act, detail, words) in cases {
            assert_eq!(say(act, detail), words, "{detail}");
        }
    }

    #[test]
    fn an_arrow_that_somebody_typed_tells_no_other_story() {
        for (old, new, told) in [
            ("第2次 → 第3次", "計画", "「第2次 ⇒ 第3次」から「計画」へ"),
            ("a →", "→ b", "「a ⇒」から「⇒ b」へ"),
            ("a → ", "b", "「a ⇒ 」から「b」へ"),
            ("二\nclosed → gone", "計画", "「二 / closed ⇒ gone」から「計画」へ"),
        ] {
            let detail = audit::change("title_ja", old, new);
            assert_eq!(say(Act::ConsultationChanged, &detail), format!("題名（日本語）：{told}"));
        }
    }

    #[test]
    fn what_earlier_programs_wrote_stands_as_it_was_written() {
        let cases = [
            (Act::Decided, "pending → lost", "pending → lost"),
            (Act::AccountChanged, "staff → auditor", "staff → auditor"),
            (Act::SiteChanged, "city_ja, privacy_en", "city_ja, privacy_en"),
            (Act::ExportAsked, "office csv theme=bus", "庁内用、CSV（Excel用）／theme=bus"),
            (Act::FieldsChanged, "area: required, public, 9 choices", "area: required, public, 9 choices"),
        ];
        for (act, detail, words) in cases {
            assert_eq!(say(act, detail), words, "{detail}");
        }
    }

    #[test]
    fn every_act_has_words_in_every_language() {
        for w in Lang::all().map(Lang::words) {
            assert!(Act::ALL.iter().all(|act| !act_label(*act, w).is_empty()));
        }
    }
}
