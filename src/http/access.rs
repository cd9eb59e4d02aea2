//! Who may come in: roles, the rule that every route declares, and the list of all routes with their rules.

use axum::Router;
use axum::extract::{Request, State};
use axum::handler::Handler;
use axum::http::Method;
use axum::middleware::{self, Next};
use axum::response::Response;
use axum::routing::{MethodFilter, on};
use i18n_embed_fl::fl;

use super::errors::Error;
use super::forms;
use crate::app::App;
use crate::base::names::named;
use crate::base::text::Words;

named! {
    /// What a person of the staff may do; an account has a set of them.
    pub enum Role {
        /// People, settings, mail, jobs, the act log.
        Administrator = "administrator",
        /// The queue.
        Moderator = "moderator",
        /// Consultations, opinions as written, counts, export.
        Staff = "staff",
        /// What a viewer reads; its own topics come with topics.
        Department = "department",
        /// Counts and published opinions.
        Viewer = "viewer",
        /// The act log, counts and the balance.
        Auditor = "auditor",
        /// Not a job but a right given apart: contacts in the exports of those who have `Staff`, too.
        Contacts = "contacts",
    }
}

impl Role {
    pub fn label(self, w: &Words) -> String {
        match self {
            Self::Administrator => fl!(w, "role-administrator"),
            Self::Moderator => fl!(w, "role-moderator"),
            Self::Staff => fl!(w, "role-staff"),
            Self::Department => fl!(w, "role-department"),
            Self::Viewer => fl!(w, "role-viewer"),
            Self::Auditor => fl!(w, "role-auditor"),
            Self::Contacts => fl!(w, "role-contacts"),
        }
    }
}

/// All of these are needed for a file with contacts.
pub const CONTACT_ROLES: [Role; 2] = [Role::Staff, Role::Contacts];

/// Who is signed in. Filled by the accounts' middleware; a plain struct, so that pages need not know how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Viewer {
    pub account: String,
    pub login: String,
    pub name: String,
    pub roles: Vec<Role>,
    /// Files with contacts that this administrator has not been told of; 0 for others.
    pub untold: i64,
}

impl Viewer {
    pub fn has(&self, role: Role) -> bool {
        self.roles.contains(&role)
    }

    pub fn has_any(&self, roles: &[Role]) -> bool {
        roles.iter().any(|role| self.has(*role))
    }

    /// Whether this person may have files with contacts.
    pub fn reads_contacts(&self) -> bool {
        CONTACT_ROLES.iter().all(|role| self.has(*role))
    }

    /// Whether this person reads every opinion, in the author's own words; others read what is public, or count.
    pub fn reads_opinions(&self) -> bool {
        self.has_any(&[Role::Staff, Role::Moderator])
    }

    /// Whether this person finds, among the staff's pages, what everybody may read, and no more than that.
    pub fn reads_published(&self) -> bool {
        !self.reads_opinions() && self.has_any(&[Role::Viewer, Role::Department])
    }
}

/// The rule of a route.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Anybody.
    Public,
    /// Anybody who is signed in.
    SignedIn,
    /// Whoever has one of these roles.
    Roles(&'static [Role]),
}

impl Access {
    /// The one function that decides. `Err` says what is missing.
    pub fn admits(self, viewer: Option<&Viewer>) -> Result<(), Error> {
        match (self, viewer) {
            (Self::Public, _) | (Self::SignedIn, Some(_)) => Ok(()),
            (Self::SignedIn | Self::Roles(_), None) => Err(Error::SignInRequired),
            (Self::Roles(roles), Some(viewer)) if viewer.has_any(roles) => Ok(()),
            (Self::Roles(_), Some(_)) => Err(Error::Forbidden),
        }
    }
}

/// One row of the access table.
#[derive(Clone, Debug)]
pub struct Row {
    pub method: Method,
    pub path: &'static str,
    pub access: Access,
}

/// Routes with their rules. There is no way to add one without the other.
#[derive(Default)]
pub struct Routes {
    router: Router<App>,
    rows: Vec<Row>,
}

impl Routes {
    pub fn get<H: Handler<T, App>, T: 'static>(self, access: Access, path: &'static str, handler: H) -> Self {
        self.add(Method::GET, MethodFilter::GET, access, path, handler)
    }

    pub fn post<H: Handler<T, App>, T: 'static>(self, access: Access, path: &'static str, handler: H) -> Self {
        self.add(Method::POST, MethodFilter::POST, access, path, handler)
    }

    fn add<H: Handler<T, App>, T: 'static>(
        mut self,
        method: Method,
        filter: MethodFilter,
        access: Access,
        path: &'static str,
        handler: H,
    ) -> Self {
        self.rows.push(Row { method, path, access });
        let route = on(filter, handler).route_layer(middleware::from_fn_with_state(access, admit));
        self.router = self.router.route(path, route);
        self
    }

    pub fn merge(mut self, other: Self) -> Self {
        self.router = self.router.merge(other.router);
        self.rows.extend(other.rows);
        self
    }

    /// The router to serve and the table that says who may use it.
    pub fn finish(self) -> (Router<App>, Vec<Row>) {
        (self.router, self.rows)
    }
}

async fn admit(State(access): State<Access>, request: Request, next: Next) -> Response {
    match access.admits(request.extensions().get::<Viewer>()) {
        Ok(()) => next.run(request).await,
        Err(refused) => forms::refuse(request, refused).await,
    }
}

/// Proofs for handlers: `Moderator(me)` among the arguments means nobody else gets in, whatever the table says.
macro_rules! proofs {
    ($($proof:ident: $($role:ident)|+;)*) => {$(
        pub struct $proof(pub Viewer);
        impl axum::extract::FromRequestParts<App> for $proof {
            type Rejection = Error;
            async fn from_request_parts(parts: &mut axum::http::request::Parts, _: &App) -> Result<Self, Error> {
                let viewer = parts.extensions.get::<Viewer>();
                Access::Roles(&[$(Role::$role),+]).admits(viewer)?;
                viewer.cloned().map(Self).ok_or(Error::SignInRequired)
            }
        }
    )*};
}

proofs! {
    Moderator: Moderator;
    Staff: Staff;
    Administrator: Administrator;
    OpinionReader: Moderator | Staff;
    Counter: Staff | Department | Viewer | Auditor;
    Reader: Staff | Moderator | Department | Viewer;
    Auditor: Auditor;
    LogReader: Administrator | Auditor;
    SignedIn: Administrator | Moderator | Staff | Department | Viewer | Auditor | Contacts;
}
