//! A form that came twice: what the second said differently, none of which was taken in.

use i18n_embed_fl::fl;
use unicode_segmentation::UnicodeSegmentation;

use super::store::Written;
use crate::app::App;
use crate::consultations::{Consultation, Field};
use crate::http::Ui;
use crate::intake::{Kept, Submission};
use crate::opinions::store::Full;
use crate::opinions::{Channel, HeldFor};
use crate::writing::SubmitterToken;

/// Something that was taken in one way and sent another way afterwards.
pub struct Difference {
    pub label: String,
    pub kept: Differing,
    pub sent: Differing,
}

/// A text around the place where it differs from another.
#[derive(Debug, PartialEq, Eq)]
pub struct Differing {
    pub before: String,
    pub place: String,
    pub after: String,
}

impl Differing {
    pub fn is_empty(&self) -> bool {
        self.before.is_empty() && self.place.is_empty() && self.after.is_empty()
    }
}

/// Graphemes shown on either side of the place.
const AROUND: usize = 20;

/// Everything in which the form that came again differs from what was taken in, in the order of the page.
pub fn differences(
    app: &App,
    ui: &Ui,
    call: &Consultation,
    (sent, mail, before): (&Submission, Option<&str>, Option<&SubmitterToken>),
    kept: &Kept,
    (opinion, written): &(Full, Written),
) -> Vec<Difference> {
    let w = ui.words;
    let theme = |id: &String| call.theme_path(id, ui.lang);
    let themes = |ids: &[String]| ids.iter().map(theme).collect::<Vec<_>>().join(&fl!(w, "queue-list-comma"));
    let told = |field: Field, code: &Option<String>| {
        code.as_ref().map_or(String::new(), |code| call.choice_label(field, code, ui.lang))
    };
    let channel = |channel: Option<Channel>| channel.map_or(String::new(), |channel| channel.label(w));
    let day = |ms: i64| ui.day_of(ms);
    let yes = |yes: bool| if yes { fl!(w, "transcript-yes") } else { fl!(w, "transcript-no") };
    let [age_band, area, relation] = &kept.told;
    let (main, more) =
        kept.themes.split_first().map_or((String::new(), String::new()), |(main, more)| (theme(main), themes(more)));
    let transcript = sent.transcript.as_ref();
    let mut pairs = vec![
        (fl!(w, "transcript-body"), opinion.text.clone(), sent.body.as_str().to_owned()),
        (fl!(w, "write-theme"), main, theme(&sent.theme_id)),
        (fl!(w, "write-more-themes"), more, themes(&sent.more)),
        (Field::AgeBand.label(w), told(Field::AgeBand, age_band), told(Field::AgeBand, &sent.age_band)),
        (Field::Area.label(w), told(Field::Area, area), told(Field::Area, &sent.area)),
        (Field::Relation.label(w), told(Field::Relation, relation), told(Field::Relation, &sent.relation)),
        (Field::Mail.label(w), kept.mail(&app.keys).unwrap_or_default(), mail.unwrap_or_default().to_owned()),
        (fl!(w, "column-channel"), channel(Channel::parse(&opinion.channel)), channel(Some(sent.channel))),
        (fl!(w, "column-day"), day(opinion.submitted_at), transcript.map_or(String::new(), |it| day(it.received_at))),
        (fl!(w, "transcript-place"), written.place.clone(), transcript.map_or(String::new(), |it| it.place.clone())),
    ];
    if let Some(before) = before {
        let same = (before.submitter == kept.submitter, sent.submitter.as_ref() == Some(&before.submitter));
        pairs.push((fl!(w, "transcript-same"), yes(same.0), yes(same.1)));
    }
    // A text that was changed since is compared no more, whatever was asked for.
    if opinion.version == 1 {
        let is_asked = matches!(opinion.held_for(), Some(HeldFor::SecondLook | HeldFor::Uncompared));
        let asked = is_asked || written.checked_by.is_some();
        pairs.push((fl!(w, "transcript-check"), yes(asked), yes(transcript.is_some_and(|it| it.wants_check))));
    }
    let differing = pairs.into_iter().filter(|(_, kept, sent)| kept != sent);
    differing
        .map(|(label, kept, sent)| {
            let (kept, sent) = apart(&kept, &sent);
            Difference { label, kept, sent }
        })
        .collect()
}

/// Where two texts differ: what they begin and end with alike is left out but for a little around the place.
fn apart(one: &str, other: &str) -> (Differing, Differing) {
    let (one, other): (Vec<&str>, Vec<&str>) = (one.graphemes(true).collect(), other.graphemes(true).collect());
    let alike = |(one, other): &(&&str, &&str)| one == other;
    let begin = one.iter().zip(&other).take_while(alike).count();
    let rest = one[begin..].iter().rev().zip(other[begin..].iter().rev());
    let end = rest.take_while(alike).count();
    let cut = |text: &[&str]| {
        let (first, last) = (begin.saturating_sub(AROUND), text.len() - end);
        let past = text.len().min(last + AROUND);
        Differing {
            before: format!("{}{}", if first > 0 { "…" } else { "" }, text[first..begin].concat()),
            place: text[begin..last].concat(),
            after: format!("{}{}", text[last..past].concat(), if past < text.len() { "…" } else { "" }),
        }
    };
    (cut(&one), cut(&other))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_two_texts_the_place_is_shown_where_they_differ() {
        let parts = |it: &Differing| [it.before.clone(), it.place.clone(), it.after.clone()];
        let (kept, sent) = apart("バス亭に屋根を", "バス停に屋根を");
        assert_eq!(parts(&kept), ["バス", "亭", "に屋根を"]);
        assert_eq!(parts(&sent), ["バス", "停", "に屋根を"]);
        let (kept, sent) = apart("", "はい");
        assert_eq!((parts(&kept), parts(&sent)), (["", "", ""].map(String::from), ["", "はい", ""].map(String::from)));
        let long = "あ".repeat(30);
        let (kept, sent) = apart(&format!("{long}{long}"), &format!("{long}い{long}"));
        let (before, after) = (format!("…{}", "あ".repeat(20)), format!("{}…", "あ".repeat(20)));
        assert_eq!(parts(&kept), [before.clone(), String::new(), after.clone()]);
        assert_eq!(parts(&sent), [before, "い".into(), after]);
    }
}
