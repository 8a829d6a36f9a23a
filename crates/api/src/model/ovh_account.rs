//! `/me/ovhAccount`, `/me/deposit` and `/me/withdrawal`: the prepaid account, and money that goes in and out.

use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize};

use super::{DateTime, PaymentMean, PriceWithUcents, wire_enum};

wire_enum! {
    /// What kind of movement of the prepaid account.
    OvhAccountOperation = "billing.ovhAccount.OperationEnum" {
        CancelCredit = "cancel-credit",
        CancelDebit = "cancel-debit",
        CancelPreDebit = "cancel-pre-debit",
        Credit = "credit",
        Debit = "debit",
        PreCredit = "pre-credit",
        PreDebit = "pre-debit",
    }
}

/// A prepaid account, `billing.OvhAccount`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OvhAccount {
    /// Below which balance to be told, in whole units.
    pub alert_threshold: Option<i64>,
    /// What it holds.
    pub balance: PriceWithUcents,
    /// Whether money can be paid in.
    pub can_be_credited: bool,
    /// Whether it can pay.
    pub is_active: bool,
    /// When its balance last changed.
    pub last_update: DateTime,
    /// Since when there is one.
    pub open_date: DateTime,
    /// Its id.
    pub ovh_account_id: String,
}

/// The body of `PUT /me/ovhAccount/{ovhAccountId}`: the whole account, of which one field can change.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", from = "WholeAccount")]
pub struct OvhAccountUpdate {
    /// Below which balance to be told, in whole units; none for never.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub alert_threshold: Option<i64>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, expecting = "a JSON object")]
#[expect(dead_code, reason = "the fields are there to be allowed, not to be read")]
struct WholeAccount {
    alert_threshold: Option<i64>,
    balance: Option<IgnoredAny>,
    can_be_credited: Option<IgnoredAny>,
    is_active: Option<IgnoredAny>,
    last_update: Option<IgnoredAny>,
    open_date: Option<IgnoredAny>,
    ovh_account_id: Option<IgnoredAny>,
}

impl From<WholeAccount> for OvhAccountUpdate {
    fn from(whole: WholeAccount) -> Self {
        Self { alert_threshold: whole.alert_threshold }
    }
}

/// The body of `POST …/creditOrder`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, expecting = "a JSON object")]
pub struct CreditOrderRequest {
    /// How much: whole units of the account's currency, or points.
    pub amount: i64,
}

/// The body of `POST /me/ovhAccount/{ovhAccountId}/retrieveMoney`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, expecting = "a JSON object")]
pub struct RetrieveMoneyRequest {
    /// How much, in whole units of the account's currency.
    pub amount: i64,
    /// Id of the bank account in `/me/paymentMean/bankAccount`.
    pub bank_account_id: i64,
}

/// A movement of a prepaid account, `billing.Movement`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Movement {
    /// What the balance changed by.
    pub amount: PriceWithUcents,
    /// The balance after it.
    pub balance: PriceWithUcents,
    /// When.
    pub date: DateTime,
    /// What it was, for people.
    pub description: String,
    /// Its id.
    pub movement_id: i64,
    /// What kind of movement.
    pub operation: OvhAccountOperation,
    /// Id of the order it comes from; 0 if there is none.
    pub order: i64,
    /// The balance before it.
    pub previous_balance: PriceWithUcents,
    /// How much of it can be paid out.
    pub retrievable_amount: PriceWithUcents,
}

/// Money that was paid in, `billing.Deposit`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Deposit {
    /// How much.
    pub amount: PriceWithUcents,
    /// When.
    pub date: DateTime,
    /// Its id.
    pub deposit_id: String,
    /// Id of the order.
    pub order_id: i64,
    /// Secret that opens the order without signing in.
    pub password: String,
    /// How it was paid.
    pub payment_info: Option<PaymentInfo>,
    /// The order as PDF.
    pub pdf_url: String,
    /// The order as a page.
    pub url: String,
}

/// How something was paid, `debt.associatedObject.PaymentInfo`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PaymentInfo {
    /// What the holder calls the means.
    pub description: Option<String>,
    /// With what.
    pub payment_type: PaymentMean,
    /// What the means is recognised by.
    pub public_label: Option<String>,
}

/// A line of a deposit, `billing.DepositDetail`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DepositDetail {
    /// Id of the line.
    pub deposit_detail_id: String,
    /// What it is, for people.
    pub description: String,
    /// What it is for.
    pub domain: String,
    /// How many, as text.
    pub quantity: String,
    /// Price of all.
    pub total_price: PriceWithUcents,
    /// Price of one.
    pub unit_price: PriceWithUcents,
}

/// Money that was paid out, `billing.Withdrawal`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Withdrawal {
    /// How much.
    pub amount: PriceWithUcents,
    /// Country of the customer.
    pub country: String,
    /// When.
    pub date: DateTime,
    /// Id of the order.
    pub order_id: i64,
    /// Secret that opens the order without signing in.
    pub password: String,
    /// The order as PDF.
    pub pdf_url: String,
    /// The order as a page.
    pub url: String,
    /// Its id.
    pub withdrawal_id: String,
}

/// A line of a withdrawal, `billing.WithdrawalDetail`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct WithdrawalDetail {
    /// What it is, for people.
    pub description: String,
    /// What it is for.
    pub domain: String,
    /// How many, as text.
    pub quantity: String,
    /// Price of all.
    pub total_price: PriceWithUcents,
    /// Price of one.
    pub unit_price: PriceWithUcents,
    /// Id of the line.
    pub withdrawal_detail_id: String,
}
