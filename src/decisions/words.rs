//! The acts and their faults in words.

use i18n_embed_fl::fl;

use super::{Act, DecisionForm, Fault, MAX_MASKS, MAX_MESSAGE, TextFault, due_range};
use crate::base::text::{Words, said};
use crate::http::{Errors, Ui};
use crate::opinions::store::Decision;
use crate::opinions::{Reason, State};

/// What a decision tells the author.
pub fn told(decision: &Decision, w: &Words) -> String {
    let act = Act::ALL.iter().find(|act| act.to().name() == decision.to_state);
    let reason = decision.reason.as_deref().and_then(Reason::parse);
    said(&decision.message, |w| act?.kind_words(reason?, w), w)
}

impl Act {
    /// What it is called where an opinion stands in `from`.
    pub fn label(self, from: State, w: &Words) -> String {
        match (self, from) {
            (Self::Publish, State::Published) => fl!(w, "queue-act-confirm"),
            (Self::Publish, State::PublishedRedacted) => fl!(w, "queue-act-unmask"),
            (Self::Publish, _) => fl!(w, "queue-act-publish"),
            (Self::Mask, State::PublishedRedacted) => fl!(w, "queue-act-mask-again"),
            (Self::Mask, _) => fl!(w, "queue-act-mask"),
            (Self::Return, _) => fl!(w, "queue-act-return"),
            (Self::Hold, State::OnHold) => fl!(w, "queue-act-hold-again"),
            (Self::Hold, _) => fl!(w, "queue-act-hold"),
            (Self::Withhold, _) => fl!(w, "queue-act-withhold"),
        }
    }

    /// What it does, said before it is done.
    pub fn help(self, from: State, w: &Words) -> String {
        match (self, from) {
            (Self::Publish, State::Published) => fl!(w, "queue-help-confirm"),
            (Self::Publish, State::PublishedRedacted) => fl!(w, "queue-help-unmask"),
            (Self::Publish, _) => fl!(w, "queue-help-publish"),
            (Self::Mask, _) => fl!(w, "queue-help-mask"),
            (Self::Return, _) => fl!(w, "queue-help-return"),
            (Self::Hold, _) => fl!(w, "queue-help-hold"),
            (Self::Withhold, _) => fl!(w, "queue-help-withhold"),
        }
    }

    pub fn icon(self) -> &'static str {
        match self {
            Self::Publish => "check",
            Self::Mask => "mask",
            Self::Return => "return",
            Self::Hold => "pause",
            Self::Withhold => "closed",
        }
    }

    /// The key that opens it, where the script listens.
    pub fn key(self) -> &'static str {
        match self {
            Self::Publish => "P",
            Self::Mask => "M",
            Self::Return => "R",
            Self::Hold => "H",
            Self::Withhold => "X",
        }
    }
}

/// Faults in the page's words, each beside the control that mends it.
pub fn errors(ui: &Ui, form: &DecisionForm, faults: &[Fault]) -> Errors {
    let w = ui.words;
    let (first, last) = due_range(ui.zone.date(ui.now));
    let (reason, message) = match Act::parse(&form.act) {
        Some(Act::Return) => ("reason-return", "message-return"),
        Some(Act::Withhold) => ("reason-withhold", "message-withhold"),
        Some(Act::Publish) => ("reason-mask", "message-publish"),
        _ => ("reason-mask", "message-mask"),
    };
    let mut errors = Errors::default();
    for fault in faults {
        match fault {
            Fault::MasksMissing => errors.add("masks", fl!(w, "queue-fault-masks-missing")),
            Fault::TooManyMasks => errors.add("masks", fl!(w, "queue-fault-masks-many", max = MAX_MASKS)),
            Fault::MaskNotFound(line) => errors.add("masks", fl!(w, "queue-fault-mask-unknown", words = line.clone())),
            Fault::ReasonMissing => errors.add(reason, fl!(w, "queue-fault-reason")),
            Fault::Message(fault) => errors.add(message, text_fault(*fault, fl!(w, "queue-fault-message"), w)),
            Fault::Note(fault) => errors.add("note", text_fault(*fault, fl!(w, "queue-fault-note"), w)),
            Fault::DueWrong => {
                errors.add("due", fl!(w, "queue-fault-due", first = ui.day(first), last = ui.day(last)));
            }
        }
    }
    errors
}

/// What is wrong with somebody's words; `missing` where there are none.
pub fn text_fault(fault: TextFault, missing: String, w: &Words) -> String {
    match fault {
        TextFault::Missing => missing,
        TextFault::TooLong => fl!(w, "queue-fault-long", max = MAX_MESSAGE),
        TextFault::Unreadable => fl!(w, "body-control-character"),
    }
}
