//! Payment methods, in the words of both generations of routes.

use jiff::Timestamp;
use jiff::civil::Date;
use perennial_api::model::{
    AvailablePaymentMethod, BankAccount, BankAccountState, CreditCard, CreditCardState, DateTime,
    DeferredPaymentAccount, DeferredState, Icon, Integration, PaymentMeanValidation,
    PaymentMethod as WireMethod, PaymentMethodStatus, PaymentMethodValidation, PaymentSubType,
    Paypal, PaypalState, RegisteredPaymentMean, ReusablePaymentMean, Transaction,
    TransactionStatus, TransactionType, ValidationType,
};
use perennial_core::means::{CardBrand, Means, MethodKind, MethodStatus, PaymentMethod};
use perennial_core::payment::{Payment, PaymentState};

use super::{Wire, datetime, price_with_ucents};

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
        icon: icon(method.kind),
        integration: None,
        label: text(&method.label),
        last_update: Some(datetime(wire, method.updated_at)),
        merchant_id: None,
        oneclick: None,
        payment_mean_id: Some(method.mean_id.get()),
        payment_method_id: method.id.get(),
        payment_sub_type: method.brand.map(|brand| PaymentSubType::from(brand.code())),
        payment_type: method.kind.payment_type().to_owned(),
        status: PaymentMethodStatus::from(method.status_on(wire.today()).code()),
    }
}

/// Kinds that can be registered: `GET /me/payment/availableMethods`, and what an order could be paid with if it were.
pub(crate) fn available_methods(kinds: &[MethodKind]) -> Vec<AvailablePaymentMethod> {
    let available = |kind: &MethodKind| AvailablePaymentMethod {
        form_session_id: None,
        icon: icon(*kind),
        integration: Integration::Redirect,
        merchant_id: None,
        oneshot: false,
        organization_id: None,
        payment_sub_type: None,
        payment_type: kind.payment_type().to_owned(),
        registerable: true,
        registerable_with_transaction: false,
    };
    kinds.iter().map(available).collect()
}

/// How the registration of a method goes on.
pub(crate) fn validation(wire: Wire<'_>, method: &PaymentMethod) -> PaymentMethodValidation {
    PaymentMethodValidation {
        form_session_id: None,
        merchant_id: None,
        organization_id: None,
        payment_method_id: method.id.get(),
        transaction_id: None,
        url: Some(wire.method_page(method.id)),
        validation_type: Integration::Redirect,
    }
}

/// The same, of an older mean.
pub(crate) fn mean_validation(wire: Wire<'_>, method: &PaymentMethod) -> PaymentMeanValidation {
    PaymentMeanValidation {
        id: method.mean_id.get(),
        submit_url: None,
        url: wire.method_page(method.id),
        validation_type: ValidationType::SimpleValidation,
    }
}

/// `GET /me/payment/transaction/{transactionId}`; nothing for what was paid from a balance.
pub(crate) fn transaction(wire: Wire<'_>, payment: &Payment) -> Option<Transaction> {
    let Means::Method(method, _) = payment.means else { return None };
    let (status, changed_at) = match &payment.state {
        PaymentState::Pending => (TransactionStatus::Confirming, payment.created_at),
        PaymentState::Unknown { since } => (TransactionStatus::Confirming, *since),
        PaymentState::Captured { at, .. } => (TransactionStatus::Success, *at),
        PaymentState::Declined { at, .. } => (TransactionStatus::Failed, *at),
        PaymentState::Voided { at } => (TransactionStatus::Canceled, *at),
    };
    Some(Transaction {
        amount: price_with_ucents(payment.amount),
        creation_date: datetime(wire, payment.created_at),
        last_update: datetime(wire, changed_at),
        payment_method_id: method.get(),
        status,
        transaction_id: payment.id.get(),
        direction: TransactionType::Debit,
    })
}

/// `GET /me/order/{orderId}/availableRegisteredPaymentMean`.
pub(crate) fn registered_mean(means: Means) -> RegisteredPaymentMean {
    RegisteredPaymentMean { payment_mean: ReusablePaymentMean::from(means.name()) }
}

/// `GET /me/paymentMean/bankAccount/{id}`. What only the gateway knows is empty.
pub(crate) fn bank_account(wire: Wire<'_>, owner: &str, method: &PaymentMethod) -> BankAccount {
    let created = method.created_at.to_zoned_datetime(wire.zone().clone()).date();
    let bank = method.bank.as_ref();
    BankAccount {
        bic: bank.and_then(|bank| text(&bank.bic)).unwrap_or_default(),
        creation_date: created,
        default_payment_mean: method.is_default,
        description: text(&method.description),
        iban: text(&method.label).unwrap_or_default(),
        icon: Some(icon(method.kind)),
        id: method.mean_id.get(),
        mandate_signature_date: Some(created),
        owner_address: bank.and_then(|bank| text(&bank.owner_address)).unwrap_or_default(),
        owner_name: bank.map_or_else(|| owner.to_owned(), |bank| bank.owner_name.to_string()),
        state: match method.status_on(wire.today()) {
            MethodStatus::Valid => BankAccountState::Valid,
            MethodStatus::Validating => BankAccountState::PendingValidation,
            MethodStatus::Canceled | MethodStatus::Rejected => BankAccountState::Replaced,
            MethodStatus::Expired | MethodStatus::Failed => BankAccountState::BlockedForIncidents,
        },
        unique_reference: method.id.to_string(),
        validation_document_link: None,
    }
}

/// `GET /me/paymentMean/creditCard/{id}`.
pub(crate) fn credit_card(wire: Wire<'_>, method: &PaymentMethod) -> CreditCard {
    CreditCard {
        default_payment_mean: method.is_default,
        description: text(&method.description),
        // The field is never null on the wire.
        expiration_date: method.expires_on.unwrap_or(Date::MAX),
        icon: Some(icon(method.kind)),
        id: method.mean_id.get(),
        number: text(&method.label).unwrap_or_default(),
        state: match method.status_on(wire.today()) {
            MethodStatus::Valid => CreditCardState::Valid,
            MethodStatus::Expired | MethodStatus::Canceled => CreditCardState::Expired,
            MethodStatus::Validating | MethodStatus::Failed | MethodStatus::Rejected => {
                CreditCardState::TooManyFailures
            }
        },
        three_ds_validated: method.status == MethodStatus::Valid,
        brand: method.brand.map_or("", CardBrand::code).to_owned(),
    }
}

/// `GET /me/paymentMean/deferredPaymentAccount/{id}`.
pub(crate) fn deferred_account(wire: Wire<'_>, method: &PaymentMethod) -> DeferredPaymentAccount {
    DeferredPaymentAccount {
        creation_date: datetime(wire, method.created_at),
        default_payment_mean: method.is_default,
        description: text(&method.description),
        icon: Some(icon(method.kind)),
        id: method.mean_id.get(),
        label: text(&method.label),
        state: match method.status_on(wire.today()) {
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
        icon: Some(icon(method.kind)),
        id: method.mean_id.get(),
        state: match method.status_on(wire.today()) {
            MethodStatus::Valid => PaypalState::Valid,
            MethodStatus::Failed => PaypalState::TooManyFailures,
            _ => PaypalState::Failing,
        },
    }
}

fn icon(kind: MethodKind) -> Icon {
    Icon { data: None, name: Some(kind.mean().to_owned()), url: None }
}

fn text(name: &Option<perennial_core::text::Name>) -> Option<String> {
    name.as_ref().map(ToString::to_string)
}

/// The last instant of a day in the contract's time zone, to the second.
fn last_instant(wire: Wire<'_>, day: Date) -> DateTime {
    let end = day.at(23, 59, 59, 0).to_zoned_datetime(wire.zone().clone());
    datetime(wire, end.map_or(Timestamp::MAX, |end| end.timestamp()))
}
