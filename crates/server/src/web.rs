//! Pages for people with a browser: signing in, letting applications use an account, making keys, and calling the API.
//!
//! Everything is plain HTML, each step a form. A form is good for one state of its account ([`Page::token`]), so it is
//! neither sent twice nor by somebody else; what comes from a page of another site is refused before it is looked at. The
//! browser is sent to pages of ours, and to the address that an application gave when it asked, nowhere else.

mod account;
mod bills;
mod calendar;
mod console;
mod forecast;
mod forgotten;
mod grant;
mod keys;
mod means;
mod notices;
mod operator;
mod orders;
mod own;
mod page;
mod programs;
mod refused;
mod service;
mod services;
mod sign_in;
mod site;
mod trouble;
mod visitor;

use std::net::IpAddr;
use std::sync::Arc;

use axum::Router;
use axum::routing::{get, post};

use crate::App;
use crate::gate::Inside;

pub(crate) use operator::refuse_readers;
pub use operator::{OperatorForm, operator_pages};
pub(crate) use page::tell;
pub(crate) use trouble::Trouble;

/// The name of an account, and where somebody tries its passwords from.
pub(crate) type PasswordAttempt = (String, Option<IpAddr>);
/// How many wrong codes of a second factor there may be for an account. Three codes of a million are good at a time, so that
/// who knows the password and guesses is right once in seven years.
pub(crate) const CODES_MAX: u32 = 5;
/// Within how many seconds.
pub(crate) const CODES_WITHIN_S: u16 = 60 * 60;
/// How many letters about a forgotten password may be asked for an account from an address.
pub(crate) const LETTERS_MAX: u32 = 3;
/// Within how many seconds.
pub(crate) const LETTERS_WITHIN_S: u16 = 60 * 60;

pub(crate) fn routes(inside: &Inside, router: Router<Arc<App>>) -> Router<Arc<App>> {
    console::routes(operator::routes(router), inside)
        .route("/", get(async || page::see(site::SERVICES)))
        .route(site::SERVICES, get(services::show))
        .route("/services/{serviceId}", get(service::show).post(service::take))
        .route(orders::ORDERS, get(orders::list))
        .route("/orders/{orderId}", get(orders::show).post(orders::pay))
        .route(bills::BILLS, get(bills::show).post(bills::export))
        .route(means::MEANS, get(means::show).post(means::take))
        .route(forecast::FORECAST, get(forecast::show))
        .route(notices::NOTICES, get(notices::show))
        .route(programs::PROGRAMS, get(programs::show).post(programs::take))
        .route(calendar::CALENDAR, get(calendar::fetch))
        .route("/auth/", get(grant::show).post(grant::decide))
        .route(page::SIGN_IN, get(sign_in::show).post(sign_in::take))
        .route(forgotten::FORGOTTEN, get(forgotten::show).post(forgotten::send))
        .route(forgotten::NEW, get(forgotten::show_new).post(forgotten::set))
        .route(page::CODE, get(sign_in::show_code).post(sign_in::take_code))
        .route(page::SIGN_OUT, post(sign_in::leave))
        .route(page::ACCOUNT, get(account::show))
        .route("/auth/password", get(account::show_password).post(account::change_password))
        .route("/auth/factor", get(account::show_factor).post(account::change_factor))
        .route("/auth/everywhere", get(account::show_everywhere).post(account::leave_everywhere))
        .route("/createApp/", get(keys::show_application).post(keys::make_application))
        .route("/createToken/", get(keys::show_token).post(keys::make_token))
}
