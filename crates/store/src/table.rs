//! The tables, one file each: the statements, the mapping of rows, and the methods that use them.

pub(crate) mod account;
pub(crate) mod account_detail;
pub(crate) mod api_call;
pub(crate) mod application;
pub(crate) mod bill;
pub(crate) mod contact_change;
pub(crate) mod credential;
pub(crate) mod credit_note;
pub(crate) mod credit_note_number;
pub(crate) mod debt;
pub(crate) mod due;
pub(crate) mod engagement;
pub(crate) mod epoch;
pub(crate) mod form_answer;
pub(crate) mod idempotency;
pub(crate) mod import;
pub(crate) mod journal;
pub(crate) mod lease;
pub(crate) mod ledger;
pub(crate) mod meta;
pub(crate) mod notice;
pub(crate) mod oauth2_client;
pub(crate) mod operator;
pub(crate) mod operator_journal;
pub(crate) mod order;
pub(crate) mod order_line;
pub(crate) mod paper_export;
pub(crate) mod parked;
pub(crate) mod payment;
pub(crate) mod payment_method;
pub(crate) mod payment_registration;
pub(crate) mod plan;
pub(crate) mod run;
pub(crate) mod sandbox;
pub(crate) mod sandbox_reversal;
pub(crate) mod seller;
pub(crate) mod service;
pub(crate) mod service_detail;
pub(crate) mod service_link;
pub(crate) mod service_list;
pub(crate) mod service_period;
pub(crate) mod sign_in;
pub(crate) mod termination;

use crate::sql::Sql;

/// Every statement of every table.
pub(crate) static STATEMENTS: &[&[&Sql]] = &[
    crate::audit::STATEMENTS,
    crate::audit::STRAY_STATEMENTS,
    crate::desk::STATEMENTS,
    crate::find::STATEMENTS,
    crate::migrate::STATEMENTS,
    account::STATEMENTS,
    account_detail::STATEMENTS,
    api_call::STATEMENTS,
    application::STATEMENTS,
    bill::STATEMENTS,
    contact_change::STATEMENTS,
    credential::STATEMENTS,
    credit_note::STATEMENTS,
    credit_note_number::STATEMENTS,
    debt::STATEMENTS,
    due::STATEMENTS,
    epoch::STATEMENTS,
    form_answer::STATEMENTS,
    idempotency::STATEMENTS,
    import::STATEMENTS,
    journal::STATEMENTS,
    lease::STATEMENTS,
    ledger::STATEMENTS,
    meta::STATEMENTS,
    notice::STATEMENTS,
    oauth2_client::STATEMENTS,
    operator::STATEMENTS,
    operator_journal::STATEMENTS,
    order::STATEMENTS,
    order_line::STATEMENTS,
    paper_export::STATEMENTS,
    parked::STATEMENTS,
    payment::STATEMENTS,
    payment_method::STATEMENTS,
    payment_registration::STATEMENTS,
    plan::STATEMENTS,
    run::STATEMENTS,
    sandbox::STATEMENTS,
    sandbox_reversal::STATEMENTS,
    seller::STATEMENTS,
    service::STATEMENTS,
    service_detail::STATEMENTS,
    service_link::STATEMENTS,
    service_list::STATEMENTS,
    service_period::STATEMENTS,
    sign_in::STATEMENTS,
    termination::STATEMENTS,
];
