//! An author asks that somebody else looks again at an opinion that was withheld (異議申立て), and gets an answer in writing.

pub mod author;
pub mod store;

use i18n_embed_fl::fl;

use crate::base::names::named;
use crate::base::text::Words;

named! {
    /// What became of an appeal.
    pub enum Outcome {
        /// The opinion stays withheld.
        Upheld = "upheld",
        /// It is public by now, as a whole or with masks.
        Changed = "changed",
    }
}

impl Outcome {
    pub fn label(self, w: &Words) -> String {
        match self {
            Self::Upheld => fl!(w, "appeal-upheld"),
            Self::Changed => fl!(w, "appeal-changed"),
        }
    }

    /// Its chip's class in the style sheet.
    pub fn chip(self) -> &'static str {
        match self {
            Self::Upheld => "closed",
            Self::Changed => "info",
        }
    }
}
