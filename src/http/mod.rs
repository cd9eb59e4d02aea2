//! What every page needs: who may come in, the frame around a page, forms, errors, limits, the socket.

pub mod access;
pub mod arrival;
pub mod assets;
pub mod charts;
pub mod cookies;
pub mod dates;
pub mod display;
pub mod errors;
pub mod forms;
pub mod guard;
pub mod health;
pub mod icons;
pub mod language;
pub mod limits;
mod pace;
pub mod pager;
pub mod server;
pub mod shared;
pub mod site;
pub mod titles;
pub mod ui;
pub mod wish;

pub use errors::{Error, Result};
pub use forms::{Errors, Form, LangForm, Path, PickForm, Query};
pub use shared::public_page;
pub use ui::{Ui, attachment, page, page_with, private_page};
pub use wish::Wish;
