//! From the domain to the wire. The wire is a contract of its own, so this is written out, name by name.

mod account;
mod autorenew;
mod balance;
mod call;
mod contact;
mod credential;
mod credit;
mod debt;
mod engagement;
mod expanded;
mod export;
mod follow_up;
mod form;
mod money;
mod oauth2;
mod order;
mod order_means;
mod payment;
mod refund;
mod renewal;
mod service;
mod termination;
mod time;

pub(crate) use account::{nichandle, profile_update};
pub(crate) use autorenew::{automatic_means, autorenew, email, forecast};
pub(crate) use balance::{
    deposit, deposit_detail, fidelity_account, fidelity_movement, movement, order_of_paper,
    ovh_account, paper_id, withdrawal, withdrawal_detail,
};
pub(crate) use call::api_log;
pub(crate) use contact::{contact_status, contact_task, wanted_contacts};
pub(crate) use credential::{api_application, api_credential, details, parse_blocks, parse_rules};
pub(crate) use credit::{credit_balance, credit_movement};
pub(crate) use debt::{debt, debt_balance, debt_object, debt_operation};
pub(crate) use engagement::{
    end_rule, engagement, engagement_request, offered, service_order, wanted_rule,
};
pub(crate) use expanded::{expanded, period_in_months};
pub(crate) use export::export;
pub(crate) use follow_up::{follow_up, order_item};
pub(crate) use form::form;
pub(crate) use money::{long_price, price, price_with_ucents};
pub(crate) use oauth2::oauth2_client;
pub(crate) use order::{
    bill, bill_detail, order, order_detail, order_status, payment, renew_order,
};
pub(crate) use order_means::{check_retraction, order_payment_means};
pub(crate) use payment::{
    available_methods, bank_account, credit_card, deferred_account, mean_validation, method,
    paypal, registered_mean, transaction, validation,
};
pub(crate) use refund::{refund, refund_detail, refund_payment};
pub(crate) use renewal::{flags, refused_months, refused_period, wish};
pub(crate) use service::{infos, route, route_path, service, strategies};
pub(crate) use termination::{deleted, long_survey, survey, termination_confirmed, token_sent};
pub(crate) use time::{datetime, midnight};

use jiff::tz::TimeZone;
use perennial_core::{AccountId, OrderId, PaymentMethodId};

use crate::App;
use crate::method_page;

/// What conversions need to know of the server: its addresses, its time zone, and how it makes passwords.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Wire<'a> {
    app: &'a App,
    account: AccountId,
}

impl App {
    pub(crate) const fn wire(&self, account: AccountId) -> Wire<'_> {
        Wire { app: self, account }
    }

    /// The address that links begin with.
    pub(crate) fn base_url(&self) -> String {
        match self.settings.public_urls.first() {
            Some(public) => public.to_string(),
            None => self.settings.local_url.clone(),
        }
    }
}

impl Wire<'_> {
    fn zone(&self) -> &TimeZone {
        self.app.engine.clock().zone()
    }

    /// The contract's date.
    fn today(&self) -> jiff::civil::Date {
        self.app.engine.clock().now().today
    }

    /// The address of a call of the API.
    fn api_url(&self, path: &str) -> String {
        format!("{}/1.0{path}", self.app.base_url())
    }

    /// The page on which the holder of a payment method confirms it.
    fn method_page(&self, method: PaymentMethodId) -> String {
        format!("{}{}", self.app.base_url(), self.method_path(method))
    }

    /// The same on this host.
    pub(crate) fn method_path(&self, method: PaymentMethodId) -> String {
        let token = self.app.engine.vault().method_token(self.account, method);
        format!("{}?paymentMethodId={method}&token={token}", method_page::PATH)
    }

    /// The password of an order's documents, and the addresses that it opens.
    fn documents(&self, order: OrderId) -> Documents {
        let password = self.app.engine.vault().order_password(self.account, order);
        let link = |kind: &str| {
            let base = self.app.base_url();
            format!("{base}/order/{kind}?orderId={order}&orderPassword={password}")
        };
        Documents { url: link("display"), pdf_url: link("pdf"), password }
    }
}

/// Where an order can be read without signing in.
#[derive(Default)]
struct Documents {
    password: String,
    url: String,
    pdf_url: String,
}
