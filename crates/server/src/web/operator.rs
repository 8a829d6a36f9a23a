//! The pages of operators, at `/operator/`: what people of the seller see and do.
//!
//! Who signs in there is no account, and a session of an account is none there. Every page is seen by both roles; what changes
//! something needs the role `operator`. The routes are a table, so that a test sends a form to each of them.

mod accounts;
mod board;
mod desk;
mod done;
mod doubts;
mod health;
mod one;
mod own;
mod parked;
mod people;
mod reading;
mod runs;
mod sandbox;
mod sign_in;
mod tables;

use std::sync::Arc;

use axum::Router;
use axum::routing::{MethodRouter, get, post};

use super::page::see;
use crate::App;

pub(crate) use reading::refuse_readers;

const DOOR: &str = "/operator/sign-in";
const CODE: &str = "/operator/code";
const SIGN_OUT: &str = "/operator/sign-out";
const ME: &str = "/operator/me";
const ACCOUNTS: &str = "/operator/accounts";
const RUNS: &str = "/operator/runs";
const PARKED: &str = "/operator/parked";
const DOUBTS: &str = "/operator/payments";
const CLOCK: &str = "/operator/clock";
const HEALTH: &str = "/operator/health";
const PEOPLE: &str = "/operator/people";

/// The pages that there is a way to from everywhere, and what they are called.
const AREAS: [(&str, &str); 8] = [
    (ACCOUNTS, "operator-accounts"),
    (RUNS, "operator-runs"),
    (PARKED, "operator-parked"),
    (DOUBTS, "operator-doubts"),
    (CLOCK, "operator-clock"),
    (HEALTH, "operator-health"),
    (PEOPLE, "operator-people"),
    (ME, "site-sign-in"),
];

/// What somebody needs who sends a form to a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OperatorForm {
    /// There is no form.
    None,
    /// Nothing: it is where one signs in.
    Door,
    /// To be signed in: it is about how they themselves sign in.
    Own,
    /// To be signed in: something is opened to be read, and that is journalled.
    Look,
    /// The role `operator`: something is changed.
    Act,
}

/// A page.
struct Route {
    path: &'static str,
    form: OperatorForm,
    methods: fn() -> MethodRouter<Arc<App>>,
}

const fn route(
    path: &'static str,
    form: OperatorForm,
    methods: fn() -> MethodRouter<Arc<App>>,
) -> Route {
    Route { path, form, methods }
}

use OperatorForm::{Act, Door, Look, None, Own};

static ROUTES: [Route; 22] = [
    route("/operator", None, || get(async || see(ACCOUNTS))),
    route("/operator/", None, || get(async || see(ACCOUNTS))),
    route(DOOR, Door, || get(sign_in::show).post(sign_in::take)),
    route(CODE, Door, || get(sign_in::show_code).post(sign_in::take_code)),
    route(SIGN_OUT, Own, || post(sign_in::leave)),
    route(ME, None, || get(own::show)),
    route(own::PASSWORD, Own, || get(own::show_password).post(own::change_password)),
    route(own::FACTOR, Own, || get(own::show_factor).post(own::change_factor)),
    route(own::EVERYWHERE, Own, || get(own::show_everywhere).post(own::leave_everywhere)),
    route(ACCOUNTS, None, || get(accounts::show)),
    route("/operator/accounts/{account}", None, || get(one::show)),
    route("/operator/accounts/{account}/open", Look, || post(one::open_pages)),
    route("/operator/accounts/{account}/unpark", Act, || post(parked::release)),
    route("/operator/accounts/{account}/outcomes", Act, || post(sandbox::order_outcomes)),
    route("/operator/accounts/{account}/payments/{payment}", Act, || post(doubts::ask)),
    route(RUNS, None, || get(runs::list)),
    route("/operator/runs/{run}", Act, || get(runs::show).post(runs::decide)),
    route(PARKED, None, || get(parked::show)),
    route(DOUBTS, None, || get(doubts::show)),
    route(CLOCK, Act, || get(sandbox::show).post(sandbox::advance)),
    route(HEALTH, None, || get(health::show)),
    route(PEOPLE, None, || get(people::show)),
];

pub(super) fn routes(router: Router<Arc<App>>) -> Router<Arc<App>> {
    ROUTES.iter().fold(router, |router, route| router.route(route.path, (route.methods)()))
}

/// The paths of the operators' pages, and what a form that is sent to each needs.
pub fn operator_pages() -> impl Iterator<Item = (&'static str, OperatorForm)> {
    ROUTES.iter().map(|route| (route.path, route.form))
}
