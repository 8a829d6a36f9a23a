//! Automatic renewal: what was chosen, what can be debited, what will be, and what the customer was told.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use perennial_api::model::{
    AutoRenew as WireAutoRenew, AutomaticPaymentMeans, EmailNotification, Forecast as WireForecast,
    ForecastDebit, ForecastService, ForecastWarning, ReusablePaymentMean, WarningKind,
};
use perennial_core::account::AutoRenew;
use perennial_core::automatic::{Debit, Doom, Forecast, Found};
use perennial_core::means::{Means, MethodKind, PaymentMethod};
use perennial_core::order::Line;
use perennial_core::{NoticeId, ServiceId};

use super::{Wire, datetime, price_with_ucents};

/// `GET /me/autorenew`.
pub(crate) fn autorenew(
    wire: Wire<'_>,
    chosen: AutoRenew,
    last: Option<Timestamp>,
) -> WireAutoRenew {
    WireAutoRenew {
        active: chosen.active,
        last_renew: last.map(|at| datetime(wire, at)),
        renew_day: chosen.renew_day.get().into(),
    }
}

/// `GET /me/availableAutomaticPaymentMeans`: the kinds of which one is registered that can be used today.
pub(crate) fn automatic_means(methods: &[PaymentMethod], today: Date) -> AutomaticPaymentMeans {
    let has = |kind| methods.iter().any(|method| method.kind == kind && method.is_usable(today));
    AutomaticPaymentMeans {
        bank_account: has(MethodKind::BankAccount),
        credit_card: has(MethodKind::CreditCard),
        deferred_payment_account: has(MethodKind::DeferredPaymentAccount),
        paypal: has(MethodKind::Paypal),
    }
}

/// `GET /me/autorenew/forecast`. `names` are those of the account's services.
pub(crate) fn forecast(forecast: &Forecast, names: &BTreeMap<ServiceId, String>) -> WireForecast {
    WireForecast {
        debits: forecast.debits.iter().map(debit).collect(),
        warnings: forecast.dooms.iter().filter_map(|doom| warning(doom, names)).collect(),
    }
}

fn debit(debit: &Debit) -> ForecastDebit {
    ForecastDebit {
        amount: price_with_ucents(debit.amount),
        date: debit.on,
        payment_mean: ReusablePaymentMean::from(debit.means.name()),
        payment_method_id: match debit.means {
            Means::Method(id, _) => Some(id.get()),
            Means::Prepaid | Means::Fidelity => None,
        },
        services: debit.lines.iter().filter_map(renewed).collect(),
    }
}

fn renewed(line: &Line) -> Option<ForecastService> {
    Some(ForecastService {
        expiration_date: line.term.map(|term| term.ends_on),
        period: line.term.and_then(|term| term.period.to_string().parse().ok()),
        price: price_with_ucents(line.amount),
        service_id: line.service?.get(),
        service_name: line.name.to_string(),
    })
}

fn warning(doom: &Doom, names: &BTreeMap<ServiceId, String>) -> Option<ForecastWarning> {
    let (what, reason) = match &doom.found {
        Found::NotRenewed(why) if doom.reasons.is_empty() => {
            (WarningKind::NotRenewed, why.to_string())
        }
        Found::NotRenewed(why) => {
            let reasons: Vec<String> = doom.reasons.iter().map(ToString::to_string).collect();
            (WarningKind::NotRenewed, format!("{why}: {}", reasons.join("; ")))
        }
        Found::Suspended { delete_on } => {
            let reason = format!("it is not renewed; it can be until it is deleted on {delete_on}");
            (WarningKind::Suspended, reason)
        }
        Found::Deleted { ended: true } => (WarningKind::Deleted, "as was asked".to_owned()),
        Found::Deleted { ended: false } => (WarningKind::Deleted, "it is not renewed".to_owned()),
        // Nothing else is a doom.
        _ => return None,
    };
    Some(ForecastWarning {
        date: doom.on,
        reason,
        service_id: doom.service.get(),
        service_name: names.get(&doom.service).cloned().unwrap_or_default(),
        what,
    })
}

/// `GET /me/notification/email/history/{id}`.
pub(crate) fn email(
    wire: Wire<'_>,
    id: NoticeId,
    written_at: Timestamp,
    (subject, body): (String, String),
) -> EmailNotification {
    EmailNotification { body, date: datetime(wire, written_at), id: id.get(), subject }
}
