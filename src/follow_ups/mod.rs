//! What authors send after a decision, as moderators work on it: notes under an opinion (補足) and appeals (異議申立て).

pub mod additions;
pub mod appeals;

use i18n_embed_fl::fl;
use serde::Deserialize;

use crate::additions as notes;
use crate::appeals::store;
use crate::base::db::Conn;
use crate::http::Ui;
use crate::http::ui::StaffLink;

/// How much waits on the pages beside the queue.
#[derive(Clone, Copy, Debug)]
pub struct Beside {
    additions: i64,
    appeals: i64,
}

impl Beside {
    pub async fn load(conn: &mut Conn) -> sqlx::Result<Self> {
        let additions = notes::store::count_waiting(conn).await?;
        Ok(Self { additions, appeals: store::count_open(conn).await? })
    }

    /// The queue and what lies beside it.
    pub fn links(&self, ui: &Ui) -> Vec<StaffLink> {
        let w = ui.words;
        let all = [
            ("/staff/queue", fl!(w, "follow-ups-opinions")),
            ("/staff/additions", fl!(w, "follow-ups-additions", n = self.additions)),
            ("/staff/appeals", fl!(w, "follow-ups-appeals", n = self.appeals)),
        ];
        all.into_iter().map(|(path, label)| StaffLink { path, label, current: ui.path.starts_with(path) }).collect()
    }
}

/// The question of a list's address.
#[derive(Deserialize)]
struct Done {
    /// Id of what was just done.
    #[serde(default)]
    done: String,
}
