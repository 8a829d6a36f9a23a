//! Payment methods, in the words of both generations of routes.

use jiff::Timestamp;
use jiff::civil::Date;
use perennial_api::model::{
    BankAccount, BankAccountState, CreditCard, CreditCardState, DateTime, DeferredPaymentAccount,
    DeferredState, Icon, PaymentMethod as WireMethod, PaymentMethodStatus, Paypal, PaypalState,
    RegisteredPaymentMean, ReusablePaymentMean,
};
use perennial_core::means::{Means, MethodStatus, PaymentMethod};

use super::{Wire, datetime};

/// `GET /me/payment/method/{paymentMethodId}`.
pub(crate) fn method(wire: Wire<'_>, method: &PaymentMethod) -> WireMethod {
    let created = datetime(wire, method.created_at);
    WireMethod {
        billing_contact_id: None,
        creation_date: created,
        default: method.is_default,
        description: text(&method.description),
        expiration_date: method.expires_on.map(|last| last_instant(wire, last)),
        form_session_id: None,
        icon: icon(method),
        integration: None,
        label: text(&method.label),
        last_update: Some(created),
        merchant_id: None,
        oneclick: None,
        payment_mean_id: Some(method.mean_id.get()),
        payment_method_id: method.id.get(),
        payment_sub_type: None,
        payment_type: method.kind.payment_type().to_owned(),
        status: PaymentMethodStatus::from(method.status.code()),
    }
}

/// `GET /me/order/{orderId}/availableRegisteredPaymentMean`.
pub(crate) fn registered_mean(means: Means) -> RegisteredPaymentMean {
    RegisteredPaymentMean { payment_mean: ReusablePaymentMean::from(means.name()) }
}

/// `GET /me/paymentMean/bankAccount/{id}`. What only the gateway knows is empty.
pub(crate) fn bank_account(wire: Wire<'_>, owner: &str, method: &PaymentMethod) -> BankAccount {
    let created = method.created_at.to_zoned_datetime(wire.zone().clone()).date();
    BankAccount {
        bic: String::new(),
        creation_date: created,
        default_payment_mean: method.is_default,
        description: text(&method.description),
        iban: text(&method.label).unwrap_or_default(),
        icon: Some(icon(method)),
        id: method.mean_id.get(),
        mandate_signature_date: Some(created),
        owner_address: String::new(),
        owner_name: owner.to_owned(),
        state: match method.status {
            MethodStatus::Valid => BankAccountState::Valid,
            MethodStatus::Validating => BankAccountState::PendingValidation,
            MethodStatus::Canceled => BankAccountState::Replaced,
            MethodStatus::Expired | MethodStatus::Failed => BankAccountState::BlockedForIncidents,
        },
        unique_reference: method.id.to_string(),
        validation_document_link: None,
    }
}

/// `GET /me/paymentMean/creditCard/{id}`.
pub(crate) fn credit_card(method: &PaymentMethod) -> CreditCard {
    CreditCard {
        default_payment_mean: method.is_default,
        description: text(&method.description),
        // The field is never null on the wire.
        expiration_date: method.expires_on.unwrap_or(Date::MAX),
        icon: Some(icon(method)),
        id: method.mean_id.get(),
        number: text(&method.label).unwrap_or_default(),
        state: match method.status {
            MethodStatus::Valid => CreditCardState::Valid,
            MethodStatus::Expired | MethodStatus::Canceled => CreditCardState::Expired,
            MethodStatus::Validating | MethodStatus::Failed => CreditCardState::TooManyFailures,
        },
        three_ds_validated: method.status == MethodStatus::Valid,
        brand: String::new(),
    }
}

/// `GET /me/paymentMean/deferredPaymentAccount/{id}`.
pub(crate) fn deferred_account(wire: Wire<'_>, method: &PaymentMethod) -> DeferredPaymentAccount {
    DeferredPaymentAccount {
        creation_date: datetime(wire, method.created_at),
        default_payment_mean: method.is_default,
        description: text(&method.description),
        icon: Some(icon(method)),
        id: method.mean_id.get(),
        label: text(&method.label),
        state: match method.status {
            MethodStatus::Valid => DeferredState::Valid,
            _ => DeferredState::Failed,
        },
    }
}

/// `GET /me/paymentMean/paypal/{id}`.
pub(crate) fn paypal(wire: Wire<'_>, method: &PaymentMethod) -> Paypal {
    Paypal {
        agreement_id: method.id.to_string(),
        creation_date: datetime(wire, method.created_at),
        default_payment_mean: method.is_default,
        description: text(&method.description),
        email: text(&method.label).unwrap_or_default(),
        icon: Some(icon(method)),
        id: method.mean_id.get(),
        state: match method.status {
            MethodStatus::Valid => PaypalState::Valid,
            MethodStatus::Failed => PaypalState::TooManyFailures,
            _ => PaypalState::Failing,
        },
    }
}

fn icon(method: &PaymentMethod) -> Icon {
    Icon { data: None, name: Some(method.kind.mean().to_owned()), url: None }
}

fn text(name: &Option<perennial_core::text::Name>) -> Option<String> {
    name.as_ref().map(ToString::to_string)
}

/// The last instant of a day in the contract's time zone, to the second.
fn last_instant(wire: Wire<'_>, day: Date) -> DateTime {
    let end = day.at(23, 59, 59, 0).to_zoned_datetime(wire.zone().clone());
    datetime(wire, end.map_or(Timestamp::MAX, |end| end.timestamp()))
}
